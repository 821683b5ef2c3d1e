"""Whom a broadcast reaches, and how long that takes, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from markupsafe import Markup

from bot.messages.admin.times import lasting, pace
from bot.messages.markup import lines
from bot.messages.naming import topic_name
from bot.messages.texts import Voice
from storage.audience import Audience
from storage.models import ChatKind, Topic

MOST_TOPICS = 8
"""That are named; of more the rest is counted."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a broadcast reaches as things stand.

    Attributes:
        topics: the whole catalogue, for their names.
        size: recipients as of now.
        rate: messages a second that go out at present; 0 for no limit.
        trial: how many go first; 0 for all at once.
        rest: how long the others wait then.
        parts: messages that each is sent: a digest may take several.
    """

    audience: Audience
    topics: Sequence[Topic]
    size: int
    rate: float
    trial: int
    rest: timedelta
    parts: int = 1

    @property
    def lasts(self) -> timedelta:
        """How long it takes to send to all, the rest after the first batch included."""
        sending = timedelta(seconds=max(1, self.size * self.parts / self.rate)) if self.rate else timedelta()
        return sending + (self.rest if 0 < self.trial < self.size else timedelta())


def who(reach: Reach, voice: Voice) -> Markup:
    """Return the audience: everyone, or a line for each restriction."""
    return lines(*_restrictions(reach, voice)) or voice.say("audience-everyone")


def how_many(reach: Reach, voice: Voice) -> Markup:
    """Return the exact size, and how long it takes at today's rate."""
    if not reach.size:
        return voice.say("reach-nobody")
    size = voice.say("reach-size", count=reach.size)
    if not reach.rate:
        return voice.say("reach-unlimited", size=size)
    return voice.say("reach-time", size=size, lasting=lasting(reach.lasts, voice), pace=pace(reach.rate, voice))


def language_name(language: str, voice: Voice) -> str:
    """Return what a language calls itself; its tag where there are no texts in it."""
    known = language in voice.texts.languages
    return voice.texts.voice(language).label("button-language-name") if known else language


def kind_name(kind: ChatKind, voice: Voice) -> str:
    """Return what the chats of a kind are called."""
    match kind:
        case ChatKind.PRIVATE:
            return voice.label("button-kind-private")
        case ChatKind.CHANNEL:
            return voice.label("button-kind-channel")
        case _:
            return voice.label("button-kind-group")


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in UTC, by which texts name the day."""
    return datetime.combine(day, time(), UTC)


def _restrictions(reach: Reach, voice: Voice) -> Iterator[Markup]:
    audience = reach.audience
    if audience.topic_ids:
        yield _topics(reach, voice)
    if audience.languages:
        languages = ", ".join(language_name(each, voice) for each in audience.languages)
        yield voice.say("audience-languages", languages=languages)
    if audience.kinds:
        yield voice.say("audience-kinds", kinds=", ".join(kind_name(each, voice) for each in audience.kinds))
    if audience.joined_after:
        yield voice.say("audience-joined-after", at=midnight(audience.joined_after))
    if audience.joined_before:
        yield voice.say("audience-joined-before", at=midnight(audience.joined_before))
    if audience.active_days:
        yield voice.say("audience-active", count=audience.active_days)


def _topics(reach: Reach, voice: Voice) -> Markup:
    wanted = set(reach.audience.topic_ids)
    names = [topic_name(topic) for topic in reach.topics if topic.id in wanted]
    named, more = ", ".join(names[:MOST_TOPICS]), len(wanted) - len(names[:MOST_TOPICS])
    if more:
        return voice.say("audience-topics-more", topics=named, count=more)
    return voice.say("audience-topics", topics=named)
