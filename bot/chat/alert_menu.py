"""The buttons under an alert."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts.topics import let_through
from bot.chat.answer import Answer, expired
from bot.chat.visit import Visit
from bot.messages import muting, toasts
from bot.messages.message import Message
from bot.messages.pausing import while_paused
from bot.messages.press import ChooseMute, Mute, OpenRelated, Unmute
from bot.messages.story import alert
from bot.pipeline.composing import NothingToTellError, Word, gather
from storage import stories
from storage.models import Article, Topic, Volume


@dataclass(frozen=True, slots=True)
class Shown:
    """An alert as it is shown to a subscriber now (a ``composing.Telling``)."""

    subscriber_id: int
    language: str
    article_id: int
    story_id: int


def open_related(visit: Visit, press: OpenRelated) -> Answer:
    """Turn the pages of what is related to an alert; the first is the alert itself."""

    def word(
        article: Article, others: Sequence[Article], topics: Sequence[Topic], mutable: Sequence[Topic], _: str
    ) -> Message:
        return alert(article, others=others, topics=topics, mutable=mutable, voice=visit.voice, page=press.page)

    message = _compose(visit, press.article_id, word)
    return Answer(message) if message else expired(visit)


def choose_mute(visit: Visit, press: ChooseMute) -> Answer:
    """Ask below the alert which of its topics to mute."""
    message = _compose(visit, press.article_id, lambda *shown: muting.mute_which(shown[3], visit.voice))
    return Answer(message, is_new=True) if message and message.keyboard else expired(visit)


def mute(visit: Visit, press: Mute) -> Answer:
    """Mute a topic that the person hears of, from an alert or from the question below one."""
    topic = visit.topic(press.topic_id)
    if topic is None:
        return expired(visit)
    if not let_through([topic], visit.chosen, visit.parents):
        return Answer(toast=toasts.unchanged(visit.voice))
    visit.choose(topic, Volume.MUTED)
    # An alert has one such button at most, and stays; a question has one for each topic, and is done with.
    is_alert = sum(isinstance(each, Mute) for each in visit.caller.beside) < 2
    return Answer(muting.muted(topic, visit.voice), toasts.muted(topic, visit.voice), is_new=is_alert)


def unmute(visit: Visit, press: Unmute) -> Answer:
    """Hear from a muted topic again."""
    topic = visit.topic(press.topic_id)
    if topic is None:
        return expired(visit)
    if visit.chosen.get(press.topic_id) is not Volume.MUTED:
        return Answer(toast=toasts.unchanged(visit.voice))
    visit.choose(topic, Volume.STORIES)
    message = muting.unmuted(topic, visit.voice)
    shown = while_paused(message, visit.voice) if visit.is_paused else message
    return Answer(shown, toasts.unmuted(topic, visit.voice))


def _compose(visit: Visit, article_id: int, word: Word) -> Message | None:
    """A message about an article; None if it was withdrawn. Articles are no secret: /latest shows them to all."""
    article = stories.article(visit.session, article_id)
    if article is None:
        return None
    shown = Shown(visit.subscriber_id, visit.subscriber.language, article_id, article.story_id)
    try:
        return gather(visit.session, [shown]).message(shown, word)
    except NothingToTellError:
        return None
