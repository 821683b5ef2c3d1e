"""Following and leaving one topic."""

from bot.alerts import lookup
from bot.alerts.topics import let_through
from bot.chat import menus
from bot.chat.answer import Answer, expired, unless_changed
from bot.chat.visit import Visit
from bot.messages import answers, following, muting, toasts
from bot.messages.following import Wish
from bot.messages.message import Message
from bot.messages.pausing import while_paused
from bot.messages.press import Follow, UndoFollow, Unfollow
from storage.models import Topic, Volume


def subscribe(visit: Visit, query: str) -> Message:
    """Follow the topic that somebody named; without a name, show all."""
    if not query:
        return menus.topics(visit, query)
    topic = lookup.named(query, visit.offered)
    if topic is None:
        return following.did_you_mean(query, lookup.near(query, visit.offered), Wish.FOLLOW, visit.voice)
    return _follow(visit, topic)[0]


def unsubscribe(visit: Visit, query: str) -> Message:
    """Leave the topic that somebody named; without a name, show their own."""
    if not query:
        return menus.mine(visit, query)
    topic = lookup.named(query, visit.own) or lookup.named(query, visit.offered)
    if topic is None:
        return following.did_you_mean(query, lookup.near(query, visit.own), Wish.UNFOLLOW, visit.voice)
    return _leave(visit, topic)[0]


def follow_link(visit: Visit, slug: str) -> Message:
    """Follow the topic of a link at once. Whoever made the link may have named anything."""
    topic = lookup.named(slug, visit.offered)
    if topic is None:
        return following.unknown_link(visit.voice)
    if not visit.choose(topic, Volume.STORIES):
        return following.already_followed(topic, visit.voice)
    return following.followed_by_link(topic, len(visit.under(topic)), visit.voice)


def words(visit: Visit, text: str) -> Message:
    """Answer what is no command: perhaps it names a topic."""
    likely = lookup.near(text, visit.offered, at_least=lookup.PLAIN, limit=1)
    topic = lookup.named(text, visit.offered) or (likely[0] if likely else None)
    return answers.unknown_text(topic, visit.voice, is_followed=topic is not None and visit.follows(topic))


def follow(visit: Visit, press: Follow) -> Answer:
    """Follow a topic."""
    topic = visit.topic(press.topic_id)
    if topic is None:
        return expired(visit)
    message, is_changed = _follow(visit, topic)
    answer = Answer(message, toasts.followed(topic, visit.voice))
    return unless_changed(visit, answer, is_changed=is_changed)


def unfollow(visit: Visit, press: Unfollow) -> Answer:
    """Leave a topic."""
    topic = visit.topic(press.topic_id)
    if topic is None:
        return expired(visit)
    message, is_changed = _leave(visit, topic)
    toast = toasts.unfollowed(topic, visit.voice)
    return unless_changed(visit, Answer(message, toast), is_changed=is_changed)


def undo_follow(visit: Visit, press: UndoFollow) -> Answer:
    """Take back what a link did."""
    topic = visit.topic(press.topic_id)
    if topic is None:
        return expired(visit)
    is_changed = visit.drop(topic)
    answer = Answer(following.follow_undone(topic, visit.voice), toasts.unfollowed(topic, visit.voice))
    return unless_changed(visit, answer, is_changed=is_changed)


def _follow(visit: Visit, topic: Topic) -> tuple[Message, bool]:
    is_changed = visit.choose(topic, Volume.STORIES)
    if is_changed:
        message = following.followed(topic, len(visit.under(topic)), visit.voice)
    else:
        message = following.already_followed(topic, visit.voice)
    return (while_paused(message, visit.voice) if visit.is_paused else message), is_changed


def _leave(visit: Visit, topic: Topic) -> tuple[Message, bool]:
    """Forget the choice; where a topic above would bring the news all the same, mute it."""
    others = {chosen: volume for chosen, volume in visit.chosen.items() if chosen != topic.id}
    if let_through([topic], others, visit.parents):
        is_changed = visit.choose(topic, Volume.MUTED)
        return muting.muted(topic, visit.voice), is_changed
    is_changed = visit.drop(topic)
    say = following.unfollowed if is_changed else following.not_followed
    return say(topic, visit.voice), is_changed
