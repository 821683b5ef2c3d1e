"""Choosing an audience, of a broadcast or of a planned digest: topics, languages, chats, day of joining, activity."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from markupsafe import Markup

from bot.views import locale_format
from bot.views.admin.callback_data import (
    AskAudienceJoinDay,
    ClearAudience,
    OpenAudience,
    OpenAudienceLanguages,
    OpenAudienceTopics,
    OpenBroadcastPanel,
    OpenPlan,
    OpenPlanTopics,
    SetAudienceActiveDays,
    SetPlanActiveDays,
    ToggleAudienceChatKind,
    ToggleAudienceLanguage,
    ToggleAudienceTopic,
    TogglePlanChatKind,
    TogglePlanLanguage,
    TogglePlanTopic,
)
from bot.views.callback_data import CallbackData
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


MESSAGES_A_STAR = 10


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
        paid_rate: messages a second of what is paid for; 0 where nothing is.
    """

    audience: Audience
    topics: Sequence[Topic]
    size: int
    rate: float
    trial: int
    rest: timedelta
    parts: int = 1
    paid_rate: float = 0.0

    @property
    def stars(self) -> int:
        """What it costs at the paid rate at most, in Stars: 0.1 a message (Bots FAQ, "paid broadcasts")."""
        return math.ceil(self.size * self.parts / MESSAGES_A_STAR)

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
    return locale_format.language_name(language) if language in voice.texts.languages else language


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
AUDIENCE_CHAT_KINDS = (ChatKind.PRIVATE, ChatKind.GROUP)
"""Without channels, to which no broadcast goes."""
AUDIENCE_PAGE_SIZE = 8
_BRANCH, _CHOSEN = "└ ", "✓ "


@dataclass(frozen=True, slots=True)
class AudienceForm:
    """What the audiences of broadcasts and of planned digests do not share: some choices, and the callback data.

    The callback data is made of the id of the broadcast or plan and of what was chosen.

    Attributes:
        chat_kinds: those offered, by the numbers that stand in callback data.
        back: the button of a page that leads to where it was opened from.
        is_for_plan: topics are opened from the panel of the plan instead of the menu, languages stand in the menu
            instead of a page of their own, and the day of joining cannot be chosen.
    """

    chat_kinds: Mapping[int, ChatKind]
    open_topics: Callable[[int, int], CallbackData]
    toggle_topic: Callable[[int, int, int], CallbackData]
    toggle_language: Callable[[int, int], CallbackData]
    toggle_chat_kind: Callable[[int, int], CallbackData]
    set_active_days: Callable[[int, int], CallbackData]
    back: Callable[[int, Voice], Button]
    is_for_plan: bool


BROADCAST_AUDIENCE = AudienceForm(
    chat_kinds={place: kind for place, kind in enumerate(ChatKind) if kind in AUDIENCE_CHAT_KINDS},
    open_topics=OpenAudienceTopics,
    toggle_topic=ToggleAudienceTopic,
    toggle_language=ToggleAudienceLanguage,
    toggle_chat_kind=ToggleAudienceChatKind,
    set_active_days=SetAudienceActiveDays,
    back=lambda broadcast_id, voice: callback_button(voice.label("button-to-panel"), OpenAudience(broadcast_id)),
    is_for_plan=False,
)
PLAN_AUDIENCE = AudienceForm(
    chat_kinds=dict(enumerate(AUDIENCE_CHAT_KINDS)),
    open_topics=OpenPlanTopics,
    toggle_topic=TogglePlanTopic,
    toggle_language=TogglePlanLanguage,
    toggle_chat_kind=TogglePlanChatKind,
    set_active_days=SetPlanActiveDays,
    back=lambda plan_id, voice: callback_button(voice.label("button-plan-back"), OpenPlan(plan_id)),
    is_for_plan=True,
)


@dataclass(frozen=True, slots=True)
class EditedAudience:
    """An audience that an administrator edits.

    Attributes:
        owner_id: the id of its broadcast, or of its plan.
        chosen: what was chosen.
        reach: whom it reaches now. A plan for which no topic was chosen reaches the followers of all.
    """

    form: AudienceForm
    owner_id: int
    chosen: Audience
    reach: Reach


def audience_menu(edited: EditedAudience, voice: Voice) -> Message:
    """Return the menu of the audience."""
    kinds = tuple(_chat_kind_button(edited, place, voice) for place in edited.form.chat_kinds)
    active = tuple(_active_button(edited, days, voice) for days in AUDIENCE_ACTIVE_DAYS)
    if edited.form.is_for_plan:
        languages = _language_rows(edited, voice) if len(voice.texts.languages) > 1 else []
        rows = [kinds, *languages, active, _back_row(edited, voice)]
    else:
        rows = [_pages_row(edited, voice), kinds, _joined_row(edited, voice), active, *_last_rows(edited, voice)]
    return Message(_menu_text(edited, voice), build_keyboard(*rows))


def audience_topics_menu(edited: EditedAudience, page: int, voice: Voice) -> Message:
    """Return a page of topics, to take into the audience or out."""
    chosen = edited.chosen.topic_ids
    tree = topic_tree([topic for topic in edited.reach.topics if topic.is_listed or topic.id in chosen])
    shown = Page.of(tree, page, AUDIENCE_PAGE_SIZE)
    offered = [_topic_row(edited, topic, depth, shown.number) for topic, depth in shown.items]
    turn = page_buttons(shown.number, shown.count, lambda number: edited.form.open_topics(edited.owner_id, number))
    is_for_plan = edited.form.is_for_plan
    text = voice.say("plan-choose-topics", count=len(chosen)) if is_for_plan else _menu_text(edited, voice)
    return Message(text, build_keyboard(*offered, turn, _back_row(edited, voice)))


def audience_languages_menu(edited: EditedAudience, voice: Voice) -> Message:
    """Return the known languages, to take into the audience or out; for a plan they stand in the menu."""
    if edited.form.is_for_plan:
        return audience_menu(edited, voice)
    rows = [*_language_rows(edited, voice), _back_row(edited, voice)]
    return Message(_menu_text(edited, voice), build_keyboard(*rows))


def _menu_text(edited: EditedAudience, voice: Voice) -> Markup:
    whom = lines(describe_audience(edited.reach, voice), describe_size(edited.reach, voice))
    if edited.form.is_for_plan:
        return paragraphs(voice.say("plan-choose-readers"), whom)
    return paragraphs(voice.say("audience-head", number=str(edited.owner_id)), whom, voice.say("audience-how"))


def _pages_row(edited: EditedAudience, voice: Voice) -> Row:
    topics = checked_label(voice.label("button-audience-topics"), edited.chosen.topic_ids)
    languages = checked_label(voice.label("button-audience-languages"), edited.chosen.languages)
    return (
        callback_button(topics, OpenAudienceTopics(edited.owner_id, 0)),
        callback_button(languages, OpenAudienceLanguages(edited.owner_id)),
    )


def _topic_row(edited: EditedAudience, topic: Topic, depth: int, page: int) -> Row:
    label = checked_label(topic_label(topic), topic.id in edited.chosen.topic_ids)
    data = edited.form.toggle_topic(edited.owner_id, topic.id, page)
    return (callback_button(f"{_BRANCH if depth else ''}{label}", data),)


def _language_rows(edited: EditedAudience, voice: Voice) -> list[Row]:
    """A button a language, which names it by its place among those that there are texts in."""
    chosen, toggle = edited.chosen.languages, edited.form.toggle_language
    return [
        (callback_button(checked_label(language_name(each, voice), each in chosen), toggle(edited.owner_id, place)),)
        for place, each in enumerate(voice.texts.languages)
    ]


def _chat_kind_button(edited: EditedAudience, place: int, voice: Voice) -> Button:
    kind = edited.form.chat_kinds[place]
    label = checked_label(chat_kind_name(kind, voice), kind in edited.chosen.kinds)
    return callback_button(label, edited.form.toggle_chat_kind(edited.owner_id, place))


def _joined_row(edited: EditedAudience, voice: Voice) -> Row:
    after, before = edited.chosen.joined_after, edited.chosen.joined_before
    later = voice.label("button-joined-after-day", day=f"{after}") if after else voice.label("button-joined-after")
    earlier = (
        voice.label("button-joined-before-day", day=f"{before}") if before else voice.label("button-joined-before")
    )
    return (
        callback_button(checked_label(later, after), AskAudienceJoinDay(edited.owner_id, 1)),
        callback_button(checked_label(earlier, before), AskAudienceJoinDay(edited.owner_id, 0)),
    )


def _active_button(edited: EditedAudience, days: int, voice: Voice) -> Button:
    """Pressed again it takes the restriction away."""
    is_chosen = edited.chosen.active_days == days
    label = checked_label(voice.label("button-audience-active", count=days), is_chosen)
    return callback_button(label, edited.form.set_active_days(edited.owner_id, 0 if is_chosen else days))


def _last_rows(edited: EditedAudience, voice: Voice) -> tuple[Row, Row]:
    """The button that takes every restriction away, if there is any, and the one that leads back to the broadcast."""
    everyone = callback_button(voice.label("button-audience-everyone"), ClearAudience(edited.owner_id))
    back = callback_button(voice.label("button-to-panel"), OpenBroadcastPanel(edited.owner_id))
    return () if edited.chosen.is_everyone else (everyone,), (back,)


def _back_row(edited: EditedAudience, voice: Voice) -> Row:
    return (edited.form.back(edited.owner_id, voice),)


def checked_label(label: str, is_chosen: object) -> str:
    """Return a button's label, marked if what it stands for is chosen."""
    return f"{_CHOSEN}{label}" if is_chosen else label
