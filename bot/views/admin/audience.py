"""Choosing an audience: chats, languages, topics, the time they joined, activity."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from markupsafe import Markup

from bot.views.callback_data import (
    AskAudienceJoinDay,
    ClearAudience,
    OpenAudience,
    OpenAudienceLanguages,
    OpenAudienceTopics,
    OpenBroadcastPanel,
    SetAudienceActiveDays,
    ToggleAudienceChatKind,
    ToggleAudienceLanguage,
    ToggleAudienceTopic,
)
from bot.views.format import format_duration, format_rate, lines, paragraphs, topic_label, topic_name
from bot.views.message import Button, Message, Page, Row, build_keyboard, callback_button, page_buttons
from bot.views.texts import Voice
from bot.views.topics import topic_tree
from storage.audience import Audience
from storage.models import ChatKind, Topic

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(text: str) -> date | None:
    """Return a day such as ``2026-12-01``."""
    written = text.strip()
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None


def join_day_question(broadcast_id: int, now: datetime, voice: Voice, *, is_after: bool) -> Message:
    """Ask for the day before or after which they joined."""
    example = f"{now - timedelta(days=30):%Y-%m-%d}"
    question = (
        voice.say("ask-joined-after", example=example) if is_after else voice.say("ask-joined-before", example=example)
    )
    return Message(
        question, build_keyboard((callback_button(voice.label("button-to-panel"), OpenAudience(broadcast_id)),))
    )


def bad_day_message(now: datetime, voice: Voice) -> Message:
    """Say that what was written is no day."""
    return Message(voice.say("day-unreadable", example=f"{now - timedelta(days=30):%Y-%m-%d}"))


MOST_TOPICS_NAMED = 8
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


def describe_audience(reach: Reach, voice: Voice) -> Markup:
    """Return the audience: everyone, or a line for each restriction."""
    return lines(*_restrictions(reach, voice)) or voice.say("audience-everyone")


def describe_size(reach: Reach, voice: Voice) -> Markup:
    """Return the exact size, and how long it takes at today's rate."""
    if not reach.size:
        return voice.say("reach-nobody")
    size = voice.say("reach-size", count=reach.size)
    if not reach.rate:
        return voice.say("reach-unlimited", size=size)
    return voice.say(
        "reach-time", size=size, lasting=format_duration(reach.lasts, voice), pace=format_rate(reach.rate, voice)
    )


def language_name(language: str, voice: Voice) -> str:
    """Return what a language calls itself; its tag where there are no texts in it."""
    known = language in voice.texts.languages
    return voice.texts.voice(language).label("button-language-name") if known else language


def chat_kind_name(kind: ChatKind, voice: Voice) -> str:
    """Return what the chats of a kind are called."""
    match kind:
        case ChatKind.PRIVATE:
            return voice.label("button-kind-private")
        case ChatKind.CHANNEL:
            return voice.label("button-kind-channel")
        case _:
            return voice.label("button-kind-group")


def midnight_utc(day: date) -> datetime:
    """Return the moment at which a day begins in UTC, by which texts name the day."""
    return datetime.combine(day, time(), UTC)


def _restrictions(reach: Reach, voice: Voice) -> Iterator[Markup]:
    audience = reach.audience
    if audience.topic_ids:
        yield _describe_topics(reach, voice)
    if audience.languages:
        languages = ", ".join(language_name(each, voice) for each in audience.languages)
        yield voice.say("audience-languages", languages=languages)
    if audience.kinds:
        yield voice.say("audience-kinds", kinds=", ".join(chat_kind_name(each, voice) for each in audience.kinds))
    if audience.joined_after:
        yield voice.say("audience-joined-after", at=midnight_utc(audience.joined_after))
    if audience.joined_before:
        yield voice.say("audience-joined-before", at=midnight_utc(audience.joined_before))
    if audience.active_days:
        yield voice.say("audience-active", count=audience.active_days)


def _describe_topics(reach: Reach, voice: Voice) -> Markup:
    wanted = set(reach.audience.topic_ids)
    names = [topic_name(topic) for topic in reach.topics if topic.id in wanted]
    named, more = ", ".join(names[:MOST_TOPICS_NAMED]), len(wanted) - len(names[:MOST_TOPICS_NAMED])
    if more:
        return voice.say("audience-topics-more", topics=named, count=more)
    return voice.say("audience-topics", topics=named)


AUDIENCE_ACTIVE_DAYS = (7, 30, 90)
AUDIENCE_CHAT_KINDS = (ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.CHANNEL)
AUDIENCE_PAGE_SIZE = 8
_BRANCH, _CHOSEN = "└ ", "✓ "


def audience_menu(broadcast_id: int, reach: Reach, voice: Voice) -> Message:
    """Return the menu of the audience."""
    audience = reach.audience
    topics, languages = len(audience.topic_ids), len(audience.languages)
    keyboard = build_keyboard(
        (
            callback_button(
                _checked_label(voice.label("button-audience-topics"), topics), OpenAudienceTopics(broadcast_id, 0)
            ),
            callback_button(
                _checked_label(voice.label("button-audience-languages"), languages), OpenAudienceLanguages(broadcast_id)
            ),
        ),
        tuple(_chat_kind_button(broadcast_id, kind, reach, voice) for kind in AUDIENCE_CHAT_KINDS),
        (_joined_after_button(broadcast_id, reach, voice), _joined_before_button(broadcast_id, reach, voice)),
        tuple(_active_button(broadcast_id, days, reach, voice) for days in AUDIENCE_ACTIVE_DAYS),
        ()
        if audience.is_everyone
        else (callback_button(voice.label("button-audience-everyone"), ClearAudience(broadcast_id)),),
        (callback_button(voice.label("button-to-panel"), OpenBroadcastPanel(broadcast_id)),),
    )
    return Message(_menu_text(broadcast_id, reach, voice), keyboard)


def audience_topics_menu(broadcast_id: int, reach: Reach, page: int, voice: Voice) -> Message:
    """Return a page of topics, to take into the audience or out."""
    chosen = set(reach.audience.topic_ids)
    tree = topic_tree([topic for topic in reach.topics if topic.is_listed or topic.id in chosen])
    shown = Page.of(tree, page, AUDIENCE_PAGE_SIZE)
    offered = [_topic_row(broadcast_id, topic, depth, chosen, shown.number) for topic, depth in shown.items]
    turn = page_buttons(shown.number, shown.count, lambda number: OpenAudienceTopics(broadcast_id, number))
    return Message(
        _menu_text(broadcast_id, reach, voice), build_keyboard(*offered, turn, _back_row(broadcast_id, voice))
    )


def audience_languages_menu(broadcast_id: int, reach: Reach, known: Sequence[str], voice: Voice) -> Message:
    """Return the known languages, to take into the audience or out; a press names one by its place."""
    chosen = reach.audience.languages
    offered = [
        (
            callback_button(
                _checked_label(language_name(each, voice), each in chosen), ToggleAudienceLanguage(broadcast_id, place)
            ),
        )
        for place, each in enumerate(known)
    ]
    return Message(_menu_text(broadcast_id, reach, voice), build_keyboard(*offered, _back_row(broadcast_id, voice)))


def _menu_text(broadcast_id: int, reach: Reach, voice: Voice) -> Markup:
    head = voice.say("audience-head", number=str(broadcast_id))
    return paragraphs(
        head, lines(describe_audience(reach, voice), describe_size(reach, voice)), voice.say("audience-how")
    )


def _topic_row(broadcast_id: int, topic: Topic, depth: int, chosen: Collection[int], page: int) -> Row:
    label = _checked_label(topic_label(topic), topic.id in chosen)
    return (callback_button(f"{_BRANCH if depth else ''}{label}", ToggleAudienceTopic(broadcast_id, topic.id, page)),)


def _chat_kind_button(broadcast_id: int, kind: ChatKind, reach: Reach, voice: Voice) -> Button:
    place = list(ChatKind).index(kind)
    return callback_button(
        _checked_label(chat_kind_name(kind, voice), kind in reach.audience.kinds),
        ToggleAudienceChatKind(broadcast_id, place),
    )


def _joined_after_button(broadcast_id: int, reach: Reach, voice: Voice) -> Button:
    day = reach.audience.joined_after
    label = voice.label("button-joined-after-day", day=f"{day}") if day else voice.label("button-joined-after")
    return callback_button(_checked_label(label, day), AskAudienceJoinDay(broadcast_id, 1))


def _joined_before_button(broadcast_id: int, reach: Reach, voice: Voice) -> Button:
    day = reach.audience.joined_before
    label = voice.label("button-joined-before-day", day=f"{day}") if day else voice.label("button-joined-before")
    return callback_button(_checked_label(label, day), AskAudienceJoinDay(broadcast_id, 0))


def _active_button(broadcast_id: int, days: int, reach: Reach, voice: Voice) -> Button:
    """Pressed again it takes the restriction away."""
    is_chosen = reach.audience.active_days == days
    label = _checked_label(voice.label("button-audience-active", count=days), is_chosen)
    return callback_button(label, SetAudienceActiveDays(broadcast_id, 0 if is_chosen else days))


def _back_row(broadcast_id: int, voice: Voice) -> Row:
    return (callback_button(voice.label("button-to-panel"), OpenAudience(broadcast_id)),)


def _checked_label(label: str, is_chosen: object) -> str:
    return f"{_CHOSEN}{label}" if is_chosen else label
