"""Lists of topics on which a press changes a choice: the welcome, the catalogue, one's own."""

from bot.chat.answer import Answer, expired, unless_changed
from bot.chat.visit import Visit
from bot.messages import catalogue, toasts, welcome
from bot.messages import mine as own
from bot.messages.catalogue import to_start_with
from bot.messages.message import Message
from bot.messages.pausing import while_paused
from bot.messages.press import Drop, Hush, OpenCatalogue, OpenMine, Pick, Toggle
from storage import topics as stored_topics
from storage.models import Topic, Volume


def topics(visit: Visit, _: str) -> Message:
    """Show all topics."""
    return _catalogue(visit, 0)


def mine(visit: Visit, _: str) -> Message:
    """Show the person's own topics."""
    return _mine(visit, 0)


def open_catalogue(visit: Visit, press: OpenCatalogue) -> Answer:
    """Show a page of all topics."""
    return Answer(_catalogue(visit, press.page))


def toggle(visit: Visit, press: Toggle) -> Answer:
    """Follow or leave a topic in the catalogue."""
    topic = visit.topic(press.topic_id)
    if topic is None:
        return expired(visit, _catalogue(visit, press.page))
    toast = _switch(visit, topic)
    return Answer(_catalogue(visit, press.page), toast)


def pick(visit: Visit, press: Pick) -> Answer:
    """Follow or leave a topic under the welcome."""
    topic = visit.topic(press.topic_id)
    toast = _switch(visit, topic) if topic else toasts.expired(visit.voice)
    message = welcome.picked(_picks(visit), visit.chosen, visit.voice)
    return Answer(while_paused(message, visit.voice) if visit.is_paused else message, toast)


def open_mine(visit: Visit, press: OpenMine) -> Answer:
    """Show a page of the person's own topics."""
    return Answer(_mine(visit, press.page))


def hush(visit: Visit, press: Hush) -> Answer:
    """Mute or unmute one of the person's own topics."""
    topic = visit.topic(press.topic_id)
    if topic is None or topic.id not in visit.chosen:
        return expired(visit, _mine(visit, press.page))
    if visit.follows(topic):
        visit.choose(topic, Volume.MUTED)
        toast = toasts.muted(topic, visit.voice)
    else:
        visit.choose(topic, Volume.STORIES)
        toast = toasts.unmuted(topic, visit.voice)
    return Answer(_mine(visit, press.page), toast)


def drop(visit: Visit, press: Drop) -> Answer:
    """Leave one of the person's own topics."""
    topic = visit.topic(press.topic_id)
    if topic is None:
        return expired(visit, _mine(visit, press.page))
    is_changed = visit.drop(topic)
    answer = Answer(_mine(visit, press.page), toasts.unfollowed(topic, visit.voice))
    return unless_changed(visit, answer, is_changed=is_changed)


def _catalogue(visit: Visit, page: int) -> Message:
    message = catalogue.catalogue(visit.everything, visit.chosen, page, visit.voice)
    return while_paused(message, visit.voice) if visit.is_paused else message


def _mine(visit: Visit, page: int) -> Message:
    return own.mine(visit.everything, visit.chosen, page, visit.voice, is_paused=visit.is_paused)


def _picks(visit: Visit) -> list[Topic]:
    """The topics that stand there already, so that none moves under a finger as others follow it."""
    shown = [visit.topic(press.topic_id) for press in visit.caller.beside if isinstance(press, Pick)]
    kept = [topic for topic in shown if topic]
    return kept or to_start_with(visit.everything, stored_topics.followers(visit.session))


def _switch(visit: Visit, topic: Topic) -> str:
    if visit.follows(topic):
        visit.drop(topic)
        return toasts.unfollowed(topic, visit.voice)
    visit.choose(topic, Volume.STORIES)
    return toasts.followed(topic, visit.voice)
