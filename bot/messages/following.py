"""Answers about following one topic."""

from collections.abc import Callable, Sequence
from enum import Enum

from markupsafe import Markup

from bot.messages.cleaning import clean, shorten
from bot.messages.keyboard import pressing, rows
from bot.messages.markup import bold, lines
from bot.messages.message import Message
from bot.messages.naming import topic_id, topic_label, topic_name
from bot.messages.press import Follow, OpenLatestOf, Press, UndoFollow, Unfollow
from bot.messages.shortcuts import to_catalogue, to_follow, to_latest_of, to_mine, to_unfollow
from bot.messages.texts import Voice
from storage.models import Topic

_LONGEST_QUERY = 60


class Wish(Enum):
    """What someone wanted who named a topic."""

    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    READ = "read"


_PRESSES: dict[Wish, Callable[[int], Press]] = {
    Wish.FOLLOW: Follow,
    Wish.UNFOLLOW: Unfollow,
    Wish.READ: OpenLatestOf,
}


def followed(topic: Topic, covered: int, voice: Voice) -> Message:
    """Return the answer to a topic newly followed; ``covered`` is how many topics are under it."""
    keyboard = rows((to_latest_of(topic, voice), to_unfollow(topic, voice)), (to_catalogue(voice),))
    return Message(_followed(topic, covered, voice), keyboard)


def followed_by_link(topic: Topic, covered: int, voice: Voice) -> Message:
    """Return the same for a topic followed by opening a link, which the person may not have meant: with *Undo*."""
    undo = pressing(voice.label("button-undo"), UndoFollow(topic_id(topic)))
    keyboard = rows((to_latest_of(topic, voice), undo), (to_catalogue(voice),))
    return Message(_followed(topic, covered, voice), keyboard)


def already_followed(topic: Topic, voice: Voice) -> Message:
    """Return the answer when nothing changes."""
    text = voice.say("already-followed", topic=bold(topic_name(topic)))
    return Message(text, rows((to_latest_of(topic, voice), to_unfollow(topic, voice))))


def unfollowed(topic: Topic, voice: Voice) -> Message:
    """Return the answer to a topic left."""
    again = pressing(voice.label("button-follow-again"), Follow(topic_id(topic)))
    return Message(voice.say("unfollowed", topic=bold(topic_name(topic))), rows((again, to_mine(voice))))


def follow_undone(topic: Topic, voice: Voice) -> Message:
    """Return the answer to *Undo*."""
    return Message(voice.say("follow-undone", topic=bold(topic_name(topic))), rows((to_catalogue(voice),)))


def not_followed(topic: Topic, voice: Voice) -> Message:
    """Return the answer to leaving a topic that is not followed."""
    text = voice.say("not-followed", topic=bold(topic_name(topic)))
    return Message(text, rows((to_follow(topic, voice),), (to_mine(voice),)))


def did_you_mean(query: str, candidates: Sequence[Topic], wish: Wish, voice: Voice) -> Message:
    """Return near misses as buttons, in the order given; without any, that there is no such topic."""
    asked = shorten(clean(query), _LONGEST_QUERY)
    way_out = (to_mine(voice) if wish is Wish.UNFOLLOW else to_catalogue(voice),)
    if not candidates:
        return Message(voice.say("no-such-topic", query=asked), rows(way_out))
    press = _PRESSES[wish]
    found = [(pressing(topic_label(topic), press(topic_id(topic))),) for topic in candidates]
    return Message(voice.say("did-you-mean", query=asked), rows(*found, way_out))


def unknown_link(voice: Voice) -> Message:
    """Return the answer to a link that names no topic."""
    return Message(voice.say("unknown-link"), rows((to_catalogue(voice),)))


def _followed(topic: Topic, covered: int, voice: Voice) -> Markup:
    covers = voice.say("followed-covers", count=covered) if covered else ""
    return lines(voice.say("followed", topic=bold(topic_name(topic))), covers)
