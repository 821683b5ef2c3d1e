"""What is said when a digest cannot be made as it was asked for."""

from collections.abc import Sequence
from datetime import datetime

from bot.messages.cleaning import clean, shorten
from bot.messages.digest import period
from bot.messages.message import Message
from bot.messages.naming import topic_name
from bot.messages.texts import Voice
from storage.models import Topic

_LONGEST_QUERY = 60
_MOST_NAMED = 3


def no_topic(query: str, near: Sequence[Topic], voice: Voice) -> Message:
    """No topic goes by that name."""
    shown = shorten(clean(query), _LONGEST_QUERY)
    if not near:
        return Message(voice.say("digest-no-topic", query=shown))
    names = ", ".join(topic_name(topic) for topic in near[:_MOST_NAMED])
    return Message(voice.say("digest-no-topic-near", query=shown, near=names))


def nothing(since_at: datetime, until_at: datetime, voice: Voice) -> Message:
    """No story of the period stands under the topics."""
    return Message(voice.say("digest-empty", period=period(since_at, until_at, voice)))


def bad_period(now: datetime, voice: Voice) -> Message:
    """The period cannot be read."""
    return Message(voice.say("digest-bad-period", day=f"{now:%Y-%m-%d}"))


def empty_period(voice: Voice) -> Message:
    """There is nothing between its ends."""
    return Message(voice.say("digest-empty-period"))


def long_period(now: datetime, voice: Voice) -> Message:
    """It is longer than a digest covers."""
    return Message(voice.say("digest-long-period", day=f"{now:%Y-%m-%d}"))
