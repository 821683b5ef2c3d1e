"""When a reader is told: the pages of rhythms, quiet hours and pauses, and each of them in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, tzinfo

from markupsafe import Markup

from bot.views.callback_data import (
    AskQuietHours,
    AskRhythmHour,
    CallbackData,
    EndPause,
    LeaveAsIs,
    OpenPause,
    OpenQuietHours,
    OpenRelated,
    OpenRhythm,
    OpenRhythmDays,
    OpenRhythmHours,
    OpenTopicRhythm,
    PauseFor,
    SendDigestNow,
    SetQuietHours,
    SetRhythm,
    SnoozeFromAlert,
    ToggleQuietDay,
)
from bot.views.format import bold, clean_text, lines, paragraphs, shorten, topic_label, topic_name
from bot.views.message import (
    Button,
    Keyboard,
    Message,
    build_keyboard,
    callback_button,
    settings_button,
    topic_card_button,
)
from bot.views.texts import Voice
from bot.views.time_zone import moment_text
from storage.models import Topic
from storage.rhythm import QuietHours, Rhythm, RhythmKind, find_zone, next_hold

KINDS = tuple(RhythmKind)
AS_CHAT = len(KINDS)
"""The number of no kind in ``SetRhythm``: a topic's news comes as all news does."""

_HOURS = (6, 7, 8, 9, 10, 12, 14, 16, 17, 18, 20, 22)
_QUIET_SPANS = ((time(22), time(7)), (time(23), time(8)), (time(21), time(6)), (time(0), time(8)))
PAUSES = (("button-pause-hour", 1), ("button-pause-day", 24), ("button-pause-week", 168))
_LONGEST_WRITTEN = 60
_MOST_TOPICS = 8


@dataclass(frozen=True, slots=True)
class Clock:
    """By which a reader reads the time.

    Attributes:
        zone_name: As it is stored; empty if they told none.
        quiet: Their quiet hours.
    """

    now: datetime
    zone_name: str
    quiet: QuietHours | None = None

    @property
    def zone(self) -> tzinfo:
        """The zone; UTC for none, and for one that is no more."""
        try:
            return find_zone(self.zone_name)
        except ValueError:
            return find_zone("")

    def label(self, voice: Voice) -> str:
        """Return how the zone is called."""
        return voice.zone_name(self.zone_name)

    def moment(self, at: datetime, voice: Voice) -> Markup:
        """Return a moment in words."""
        return moment_text(at, self.now, self.zone, voice)


@dataclass(frozen=True, slots=True)
class RhythmState:
    """What a page of a rhythm shows.

    Attributes:
        clock: Of the reader.
        chat: The rhythm of the chat.
        due: When the next digest of each rhythm is due, the soonest first, by the rhythm as it is stored.
        topic: What the page is about; None for the chat.
        own: The topic's own rhythm; None if it is that of the chat.
        is_followed: Whether the topic is.
        own_topics: Topics with a rhythm of their own.
        note: What else is to be said.
    """

    clock: Clock
    chat: Rhythm
    due: Mapping[str, datetime]
    topic: Topic | None = None
    own: Rhythm | None = None
    is_followed: bool = True
    own_topics: Sequence[tuple[Topic, Rhythm]] = ()
    note: Sequence[Markup] = field(default=())


# In words.


def rhythm_text(rhythm: Rhythm, voice: Voice, *, is_inside: bool = False) -> str:
    """Return a rhythm in words, such as *Daily at 08:00*; ``is_inside`` a sentence it begins small."""
    key = f"measure-rhythm-{'inside-' if is_inside else ''}{kind_key(rhythm.kind)}"
    if not rhythm.has_hour:
        return voice.label(key)
    return voice.label(key, hour=voice.clock(rhythm.hour), weekday=rhythm.weekday + 1)


def quiet_text(quiet: QuietHours, voice: Voice) -> str:
    """Return quiet hours in words, with their days if they are not all."""
    start, end = voice.clock(quiet.start), voice.clock(quiet.end)
    if len(quiet.days) == 7:
        return voice.label("measure-quiet", start=start, end=end)
    days = voice.series([voice.weekday(day, is_short=True) for day in sorted(quiet.days)])
    return voice.label("measure-quiet-days", start=start, end=end, days=days)


def due_text(at: datetime, clock: Clock, voice: Voice) -> Markup:
    """Return when a digest comes: at its hour, or at the end of the quiet hours that it falls into."""
    words = voice.say("rhythm-next", at=clock.moment(at, voice), zone=clock.label(voice))
    hold = next_hold(clock.quiet, None, clock.zone, at)
    if hold is None or hold.start > at:
        return words
    return Markup(" ").join((words, voice.say("rhythm-next-quiet", at=clock.moment(hold.end, voice))))


def schedule_text(clock: Clock, due: Mapping[str, datetime], voice: Voice) -> list[Markup]:
    """Return a line for each hour and for the quiet hours of a reader, with when they are next."""
    hours = [(Rhythm.parse(written), at) for written, at in due.items()]
    found = [
        Markup("%s. %s") % (bold(rhythm_text(rhythm, voice)), due_text(at, clock, voice))
        for rhythm, at in hours[:_MOST_TOPICS]
    ]
    if clock.quiet:
        found.append(Markup("%s: %s") % (voice.say("quiet-heading"), quiet_text(clock.quiet, voice)))
    return found


# Rhythms.


def rhythm_message(state: RhythmState, voice: Voice) -> Message:
    """Return when the news of a chat or a topic comes, with buttons for the rest."""
    heading = voice.say("rhythm-heading")
    if state.topic:
        heading = voice.say("rhythm-topic-heading", topic=topic_name(state.topic))
    others = [
        voice.say("rhythm-own-topic", topic=topic_name(topic), rhythm=rhythm_text(rhythm, voice, is_inside=True))
        for topic, rhythm in state.own_topics[:_MOST_TOPICS]
    ]
    own = lines(voice.say("rhythm-own"), *others) if others else ""
    text = paragraphs(heading, _state_text(state, voice), own, *state.note)
    return Message(text, _rhythm_keyboard(state, voice))


def _state_text(state: RhythmState, voice: Voice) -> Markup:
    if state.topic and not state.is_followed:
        return voice.say("rhythm-not-followed")
    rhythm = state.own or state.chat
    as_chat = state.topic and state.own is None
    says = (
        voice.say("rhythm-as-chat", rhythm=rhythm_text(rhythm, voice, is_inside=True))
        if as_chat
        else bold(rhythm_text(rhythm, voice))
    )
    off = "rhythm-means-off-topic" if state.topic and not as_chat else "rhythm-means-off"
    means = voice.say(off if rhythm.kind is RhythmKind.OFF else f"rhythm-means-{kind_key(rhythm.kind)}")
    return lines(says, means, _next_text(rhythm, state, voice))


def _next_text(rhythm: Rhythm, state: RhythmState, voice: Voice) -> Markup | str:
    if str(rhythm) in state.due:
        return due_text(state.due[str(rhythm)], state.clock, voice)
    if rhythm.kind is RhythmKind.DIGEST_ONLY and state.due:
        at = min(state.due.values())
        return voice.say("rhythm-next-digest", at=state.clock.moment(at, voice), zone=state.clock.label(voice))
    return ""


def _rhythm_keyboard(state: RhythmState, voice: Voice) -> Keyboard:
    topic_id = state.topic.id if state.topic else 0
    shown = (state.own if state.topic else state.chat) if state.is_followed else None

    def choice(kind: RhythmKind, data: CallbackData) -> Button:
        is_chosen = shown is not None and shown.kind is kind
        label = rhythm_text(shown, voice) if is_chosen and shown and shown.has_hour else _kind_label(kind, voice)
        return callback_button(_chosen(label, voice, is_chosen=is_chosen), data)

    def plain(kind: RhythmKind) -> Button:
        return choice(kind, SetRhythm(topic_id, KINDS.index(kind)))

    as_chat = _chosen(voice.label("button-rhythm-default"), voice, is_chosen=state.is_followed and shown is None)
    topics = [
        (callback_button(topic_label(topic), OpenTopicRhythm(topic.id)),)
        for topic, _ in state.own_topics[:_MOST_TOPICS]
    ]
    back = (
        (topic_card_button(state.topic, voice), callback_button(voice.label("button-rhythm"), OpenRhythm()))
        if state.topic
        else ()
    )
    return build_keyboard(
        (callback_button(as_chat, SetRhythm(topic_id, AS_CHAT)),) if state.topic else (),
        (plain(RhythmKind.AT_ONCE), plain(RhythmKind.DIGEST_ONLY)),
        (
            choice(RhythmKind.DAILY, OpenRhythmHours(topic_id, 0)),
            choice(RhythmKind.WEEKLY, OpenRhythmDays(topic_id)),
        ),
        (plain(RhythmKind.OFF),),
        *topics,
        () if back else (callback_button(voice.label("button-digest-now"), SendDigestNow()),),
        back or (callback_button(voice.label("button-quiet"), OpenQuietHours()), settings_button(voice)),
    )


def rhythm_question(rhythm: Rhythm, voice: Voice) -> Message:
    """Return the question whether all news shall come so."""
    day = rhythm.weekday + 1 if rhythm.kind is RhythmKind.WEEKLY else 0
    minutes = rhythm.hour.hour * 60 + rhythm.hour.minute
    yes = callback_button(voice.label("button-rhythm-yes"), SetRhythm(0, KINDS.index(rhythm.kind), day, minutes))
    text = voice.say("rhythm-question", rhythm=rhythm_text(rhythm, voice, is_inside=True))
    return Message(
        text, build_keyboard((yes, callback_button(voice.label("button-no"), LeaveAsIs())), (settings_button(voice),))
    )


def rhythm_days_message(topic_id: int, voice: Voice) -> Message:
    """Return the question on which day of the week."""
    days = [callback_button(voice.weekday(day - 1), OpenRhythmHours(topic_id, day)) for day in range(1, 8)]
    return Message(voice.say("rhythm-ask-day"), build_keyboard(*_rows(days, 2), (_back(topic_id, voice),)))


def rhythm_hours_message(topic_id: int, day: int, clock: Clock, voice: Voice) -> Message:
    """Return the question at which hour; ``day`` is 0 for every day."""
    kind = KINDS.index(RhythmKind.WEEKLY if day else RhythmKind.DAILY)
    hours = [callback_button(voice.clock(time(hour)), SetRhythm(topic_id, kind, day, hour * 60)) for hour in _HOURS]
    other = () if day else (callback_button(voice.label("button-rhythm-hour-other"), AskRhythmHour(topic_id)),)
    text = voice.say("rhythm-ask-hour", zone=clock.label(voice))
    return Message(text, build_keyboard(*_rows(hours, 4), other, (_back(topic_id, voice),)))


def ask_hour_message(topic_id: int, voice: Voice, unreadable: str | None = None) -> Message:
    """Return the question for an hour in words; again, if an answer could not be read. ``topic_id`` is 0 for all."""
    back = build_keyboard((_back(topic_id, voice),))
    if unreadable is None:
        return Message(voice.say("rhythm-ask-hour-words"), back)
    return Message(voice.say("rhythm-hour-unreadable", text=_written(unreadable)), back)


def rhythm_unreadable(written: str, state: RhythmState, voice: Voice) -> Message:
    """Return that a rhythm could not be read, examples, and the buttons."""
    text = paragraphs(voice.say("rhythm-unreadable", text=_written(written)), voice.say("rhythm-examples"))
    return Message(text, _rhythm_keyboard(state, voice))


def no_topic_message(written: str, near: Sequence[Topic], voice: Voice) -> Message:
    """Return that there is no such topic, with buttons that open the rhythms of those that are called alike."""
    key = "rhythm-no-topic" if near else "rhythm-no-topic-at-all"
    buttons = [(callback_button(topic_label(topic), OpenTopicRhythm(topic.id)),) for topic in near]
    return Message(voice.say(key, query=_written(written)), build_keyboard(*buttons))


# Quiet hours.


def quiet_message(
    clock: Clock, voice: Voice, *, is_quiet_until: datetime | None = None, note: Sequence[str] = ()
) -> Message:
    """Return the quiet hours, with buttons for common ones, their days, and others."""
    quiet = clock.quiet
    if quiet is None:
        text = voice.say("quiet-none")
    else:
        if is_quiet_until:
            when = voice.say("quiet-now", at=clock.moment(is_quiet_until, voice), zone=clock.label(voice))
        else:
            begins = next(span for span in quiet.spans(clock.zone, clock.now) if span.start > clock.now).start
            when = voice.say("quiet-next", at=clock.moment(begins, voice), zone=clock.label(voice))
        text = lines(voice.say("quiet-is", hours=quiet_text(quiet, voice)), when)
    return Message(paragraphs(voice.say("quiet-heading"), text, *note), _quiet_keyboard(quiet, voice))


def _quiet_keyboard(quiet: QuietHours | None, voice: Voice) -> Keyboard:
    now = quiet and (quiet.start, quiet.end)
    spans = [_quiet_span(start, end, voice, is_chosen=now == (start, end)) for start, end in _QUIET_SPANS]
    days = [_quiet_day(day, quiet, voice) for day in range(7)] if quiet else []
    none = (callback_button(voice.label("button-quiet-off"), SetQuietHours(0, 0)),) if quiet else ()
    other = callback_button(voice.label("button-quiet-other"), AskQuietHours())
    return build_keyboard(*_rows(spans, 2), *_rows(days, 4), (other, *none), (settings_button(voice),))


def _quiet_span(start: time, end: time, voice: Voice, *, is_chosen: bool) -> Button:
    label = voice.label("button-quiet-span", start=voice.clock(start), end=voice.clock(end))
    return callback_button(_chosen(label, voice, is_chosen=is_chosen), SetQuietHours(start.hour * 60, end.hour * 60))


def _quiet_day(day: int, quiet: QuietHours, voice: Voice) -> Button:
    label = voice.weekday(day, is_short=True)
    return callback_button(_chosen(label, voice, is_chosen=day in quiet.days), ToggleQuietDay(day))


def ask_quiet_message(voice: Voice, unreadable: str | None = None) -> Message:
    """Return the question for quiet hours in words; again, if an answer could not be read."""
    problem = voice.say("quiet-unreadable", text=_written(unreadable)) if unreadable is not None else ""
    back = callback_button(voice.label("button-back"), OpenQuietHours())
    return Message(paragraphs(problem, voice.say("quiet-ask")), build_keyboard((back,)))


# Pauses.


def pause_message(voice: Voice, unreadable: str | None = None) -> Message:
    """Return the question for how long to pause."""
    problem = voice.say("pause-unreadable", text=_written(unreadable)) if unreadable is not None else ""
    lasting = [_button(key, PauseFor(hours), voice) for key, hours in PAUSES]
    text = paragraphs(voice.say("pause-heading"), problem, voice.say("pause-ask"), voice.say("pause-ask-open"))
    until_told = callback_button(voice.label("button-pause-open"), PauseFor(0))
    return Message(text, build_keyboard(tuple(lasting), (until_told,), (settings_button(voice),)))


def paused_until_message(until: datetime, clock: Clock, voice: Voice) -> Message:
    """Return until when nothing arrives, with the way to end it."""
    text = voice.say("paused-until", at=clock.moment(until, voice), zone=clock.label(voice))
    again = callback_button(voice.label("button-pause-for"), OpenPause())
    return Message(
        text,
        build_keyboard(
            (callback_button(voice.label("button-pause-end"), EndPause()),), (again, settings_button(voice))
        ),
    )


def paused_until_toast(until: datetime, clock: Clock, voice: Voice) -> str:
    """Nothing arrives until then."""
    return voice.label("toast-paused-until", at=str(clock.moment(until, voice).unescape()))


def pause_ended_message(voice: Voice) -> Message:
    """Return that a pause is over."""
    return Message(voice.say("pause-ended"), build_keyboard((settings_button(voice),)))


def snooze_choices(article_id: int, voice: Voice) -> Keyboard:
    """Return the buttons that take the place of an alert's: for how long to hear nothing, and the way back."""
    lasting = [_button(key, SnoozeFromAlert(article_id, hours), voice) for key, hours in PAUSES]
    return build_keyboard(
        tuple(lasting), (callback_button(voice.label("button-back-to-alert"), OpenRelated(article_id, 0)),)
    )


def _rows(buttons: Sequence[Button], size: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[first : first + size]) for first in range(0, len(buttons), size)]


def _button(key: str, data: CallbackData, voice: Voice) -> Button:
    return callback_button(voice.label(key), data)


def _back(topic_id: int, voice: Voice) -> Button:
    return callback_button(voice.label("button-back"), OpenTopicRhythm(topic_id) if topic_id else OpenRhythm())


def _chosen(label: str, voice: Voice, *, is_chosen: bool) -> str:
    return voice.label("button-chosen", label=label) if is_chosen else label


def _kind_label(kind: RhythmKind, voice: Voice) -> str:
    return voice.label(f"button-rhythm-{kind_key(kind)}")


def kind_key(kind: RhythmKind) -> str:
    """Return what the keys of a kind's texts end in."""
    return kind.value.replace(" ", "-")


def _written(text: str) -> str:
    return shorten(clean_text(text), _LONGEST_WRITTEN)
