"""/rhythm, /quiet and /pause: when a reader is told, and when not."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta

from markupsafe import Markup

from bot.handlers.context import Role, SubscriberContext, expired_response
from bot.handlers.routes import answer, button, command
from bot.news import topics
from bot.transport.reply import Response
from bot.views.account import alerts_paused_message
from bot.views.callback_data import (
    AskQuietHours,
    AskRhythmHour,
    EndPause,
    OpenPause,
    OpenQuietHours,
    OpenRhythm,
    OpenRhythmDays,
    OpenRhythmHours,
    OpenSnooze,
    OpenTopicRhythm,
    PauseFor,
    SetQuietHours,
    SetRhythm,
    SnoozeFromAlert,
    ToggleQuietDay,
)
from bot.views.help import HelpSection
from bot.views.message import Message
from bot.views.rhythm import (
    AS_CHAT,
    KINDS,
    Clock,
    RhythmState,
    ask_hour_message,
    ask_quiet_message,
    no_topic_message,
    pause_ended_message,
    pause_message,
    paused_until_message,
    paused_until_toast,
    quiet_message,
    rhythm_days_message,
    rhythm_hours_message,
    rhythm_message,
    rhythm_question,
    rhythm_unreadable,
    schedule_text,
    snooze_choices,
)
from bot.when import LONGEST_PAUSE, read_hour, read_quiet_hours, read_rhythm, read_span, read_topic_rhythm
from bot.when_words import in_english
from storage import schedules, subscribers
from storage.models import Awaits, ReaderQuestion, Topic
from storage.preferences import QUIET_HOURS, RHYTHM
from storage.rhythm import QuietHours, Rhythm, RhythmKind

_A_DIGEST = re.compile(r"(?:send |get |give )?(?:news )?digests? (?:at )?(.+)")
_A_PAUSE = re.compile(r"(?:pause|snooze|mute|be quiet|quiet|silence|stop)(?: for)? (.+)")
_BEING_QUIET = re.compile(r"(?:be quiet|quiet|silence|silent|quiet hours) (.+)")
_OFF_WORDS = frozenset({"off", "none", "never", "no"})
_DAILY_WORDS = frozenset({"daily", "every day", "every morning", "every evening", "at an hour"})
_WEEKLY_WORDS = frozenset({"weekly", "every week"})


def clock_of(context: SubscriberContext) -> Clock:
    """By which the reader reads the time."""
    return Clock(context.now, context.subscriber.zone, _quiet_of(context))


def schedule_lines(context: SubscriberContext) -> list[Markup]:
    """A line for each hour and the quiet hours of the reader, with when they are next."""
    return schedule_text(clock_of(context), _due(context), context.voice)


def is_paused_for_a_while(context: SubscriberContext) -> bool:
    """Whether the reader paused until a time that has not come."""
    until = context.subscriber.paused_until
    return until is not None and until > context.now


def go_on(context: SubscriberContext) -> bool:
    """End whatever pause there is; returns whether there was one. What came in one with an end is told now."""
    if is_paused_for_a_while(context):
        subscribers.pause_until(context.session, context.subscriber_id, context.now, context.now)
        return True
    return subscribers.resume(context.session, context.subscriber_id, context.now)


# Rhythms.


@command("rhythm", menu=7, section=HelpSection.ALERTS)
def set_rhythm(context: SubscriberContext, written: str) -> Message:
    """Choose when the news of the chat or a topic comes; without words, or with a topic alone, show it."""
    words = " ".join(written.casefold().split())
    said = {words, in_english(words)}
    if said & _DAILY_WORDS:
        return ask_daily(context)
    if said & _WEEKLY_WORDS:
        return ask_weekly(context)
    found = read_topic_rhythm(written)
    named = topics.find_topic(written, context.offered) if written else None
    if not written or (named and (found is None or found[0])):
        return _page(context, named)
    return (
        _choose_as_read(context, *found) if found else rhythm_unreadable(written, _state(context, None), context.voice)
    )


def ask_daily(context: SubscriberContext) -> Message:
    """Ask at which hour of the day."""
    return rhythm_hours_message(0, 0, clock_of(context), context.voice)


def ask_weekly(context: SubscriberContext) -> Message:
    """Ask on which day of the week."""
    return rhythm_days_message(0, context.voice)


def answer_plain_words(context: SubscriberContext, words: str) -> Message | None:
    """Answer what somebody says about when, such as "digest at 8", by a question; None for anything else."""
    if found := _A_DIGEST.fullmatch(words):
        words = f"daily {found[1]}" if read_hour(found[1]) else found[1]
    rhythm = read_rhythm(words)
    if rhythm and rhythm.has_hour:
        return rhythm_question(rhythm, context.voice)
    if (found := _A_PAUSE.fullmatch(words)) and read_span(found[1]):
        return pause_page(context)
    if (found := _BEING_QUIET.fullmatch(words)) and read_quiet_hours(found[1]):
        return _quiet_page(context)
    return None


def answer_words_of_rest(context: SubscriberContext, said: Iterable[str]) -> Message | None:
    """Answer what somebody says beside words for rest: for how long, or from when to when; None for anything else."""
    for words in said:
        if read_span(words):
            return pause_page(context)
        if read_quiet_hours(words):
            return _quiet_page(context)
    return None


def _choose_as_read(context: SubscriberContext, name: str, rhythm: Rhythm | None) -> Message:
    """Choose a rhythm for what is called so; for the chat if nothing is."""
    topic = topics.find_topic(name, context.offered) if name else None
    if name and topic is None:
        return no_topic_message(name, topics.similar_topics(name, context.offered), context.voice)
    return _choose(context, topic, rhythm)


@button(OpenRhythm)
def open_rhythm(context: SubscriberContext, _: OpenRhythm) -> Response:
    """Show when the news of the chat comes."""
    return Response(_page(context, None))


@button(OpenTopicRhythm)
def open_topic_rhythm(context: SubscriberContext, data: OpenTopicRhythm) -> Response:
    """Show when the news of a topic comes."""
    return _about(context, data.topic_id, lambda topic: _page(context, topic))


@button(OpenRhythmDays)
def open_days(context: SubscriberContext, data: OpenRhythmDays) -> Response:
    """Ask on which day of the week."""
    return _about(context, data.topic_id, lambda _: rhythm_days_message(data.topic_id, context.voice))


@button(OpenRhythmHours)
def open_hours(context: SubscriberContext, data: OpenRhythmHours) -> Response:
    """Ask at which hour."""
    if data.day > 7:
        return expired_response(context)
    page = rhythm_hours_message(data.topic_id, data.day, clock_of(context), context.voice)
    return _about(context, data.topic_id, lambda _: page)


@button(AskRhythmHour)
def ask_hour(context: SubscriberContext, data: AskRhythmHour) -> Response:
    """Ask for an hour in words."""

    def ask(_: Topic | None) -> Message:
        context.ask(Awaits.READER_HOUR, data.topic_id or None)
        return ask_hour_message(data.topic_id, context.voice)

    return _about(context, data.topic_id, ask)


@button(SetRhythm)
def choose_rhythm(context: SubscriberContext, data: SetRhythm) -> Response:
    """Take the rhythm of a button."""
    if data.kind > AS_CHAT or data.day > 7 or data.minutes >= 24 * 60 or (data.kind == AS_CHAT and not data.topic_id):
        return expired_response(context)
    hour = time(*divmod(data.minutes, 60))
    rhythm = Rhythm(KINDS[data.kind], hour, max(0, data.day - 1)) if data.kind < AS_CHAT else None
    return _about(context, data.topic_id, lambda topic: _choose(context, topic, rhythm))


@answer(Awaits.READER_HOUR, role=Role.SUBSCRIBER)
def answer_hour(context: SubscriberContext, question: ReaderQuestion, text: str) -> Message:
    """Take the hour, or the whole rhythm, that somebody wrote when they were asked."""
    hour = read_hour(text)
    rhythm = read_rhythm(text) if hour is None else Rhythm(RhythmKind.DAILY, hour)
    topic = context.topic(question.topic_id) if question.topic_id else None
    if rhythm is None or (question.topic_id and topic is None):
        context.ask(question.awaits, question.topic_id)
        return ask_hour_message(question.topic_id or 0, context.voice, text)
    return _choose(context, topic, rhythm)


def _choose(context: SubscriberContext, topic: Topic | None, rhythm: Rhythm | None) -> Message:
    """Choose a rhythm, of a topic perhaps that of the chat."""
    needed = _needs_zone(context)
    if topic is None:
        chosen = str(rhythm or RHYTHM.default)
        subscribers.set_preference(context.session, context.subscriber_id, RHYTHM, chosen, context.now)
    else:
        subscribers.set_rhythm(context.session, context.subscriber_id, topic.id, rhythm or "", context.now)
        context.chosen = subscribers.choices(context.session, context.subscriber_id)
    return _page(context, topic, _ask_zone_if_needed(context, was_needed=needed))


def _page(context: SubscriberContext, topic: Topic | None, note: tuple[Markup, ...] = ()) -> Message:
    return rhythm_message(replace(_state(context, topic), note=note), context.voice)


def _state(context: SubscriberContext, topic: Topic | None) -> RhythmState:
    chosen = subscribers.subscriptions(context.session, context.subscriber_id)
    state = RhythmState(clock_of(context), Rhythm.parse(context.subscriber.rhythm), _due(context))
    if topic is None:
        own = [(each, Rhythm.parse(chosen[each.id].rhythm)) for each in context.own if chosen[each.id].rhythm]
        return replace(state, own_topics=[(each, rhythm) for each, rhythm in own if context.hears(each)])
    decides = context.decides(topic)
    written = chosen[decides.topic_id].rhythm if decides else ""
    return replace(state, topic=topic, own=Rhythm.parse(written) if written else None, is_followed=context.hears(topic))


def _due(context: SubscriberContext) -> dict[str, datetime]:
    return schedules.due_hours(context.session, context.subscriber_id)


def _about(context: SubscriberContext, topic_id: int, word: Callable[[Topic | None], Message]) -> Response:
    """What a button about a topic, or the chat, answers."""
    topic = context.topic(topic_id) if topic_id else None
    return Response(word(topic)) if topic or not topic_id else expired_response(context)


# Quiet hours.


@command("quiet", menu=7, section=HelpSection.ALERTS)
def set_quiet_hours(context: SubscriberContext, written: str) -> Message:
    """Choose the hours in which nothing arrives; without words, show them."""
    if not written:
        return _quiet_page(context)
    quiet = read_quiet_hours(written)
    if quiet is None and {written.casefold().strip(), in_english(written)}.isdisjoint(_OFF_WORDS):
        context.ask(Awaits.READER_QUIET)
        return ask_quiet_message(context.voice, written)
    return _be_quiet(context, quiet)


@button(OpenQuietHours)
def open_quiet_hours(context: SubscriberContext, _: OpenQuietHours) -> Response:
    """Show the hours in which nothing arrives."""
    return Response(_quiet_page(context))


@button(SetQuietHours)
def choose_quiet_hours(context: SubscriberContext, data: SetQuietHours) -> Response:
    """Take the hours of a button; their days stay."""
    if max(data.start, data.end) >= 24 * 60:
        return expired_response(context)
    if data.start == data.end:
        return Response(_be_quiet(context, None))
    now = _quiet_of(context)
    start, end = (time(*divmod(minutes, 60)) for minutes in (data.start, data.end))
    return Response(_be_quiet(context, QuietHours(start, end, now.days) if now else QuietHours(start, end)))


@button(ToggleQuietDay)
def toggle_quiet_day(context: SubscriberContext, data: ToggleQuietDay) -> Response:
    """Have a day be quiet, or not."""
    now = _quiet_of(context)
    if now is None or data.day > 6:
        return expired_response(context, _quiet_page(context))
    days = now.days ^ {data.day}
    if not days:
        return Response(toast=context.voice.label("toast-quiet-last-day"))
    return Response(_be_quiet(context, replace(now, days=days)))


@button(AskQuietHours)
def ask_quiet_hours(context: SubscriberContext, _: AskQuietHours) -> Response:
    """Ask for other hours in words."""
    context.ask(Awaits.READER_QUIET)
    return Response(ask_quiet_message(context.voice))


@answer(Awaits.READER_QUIET, role=Role.SUBSCRIBER)
def answer_quiet_hours(context: SubscriberContext, _: ReaderQuestion, text: str) -> Message:
    """Take the hours that somebody wrote when they were asked."""
    return set_quiet_hours(context, text or "?")


def _be_quiet(context: SubscriberContext, quiet: QuietHours | None) -> Message:
    needed = _needs_zone(context)
    stored = str(quiet) if quiet else ""
    subscribers.set_preference(context.session, context.subscriber_id, QUIET_HOURS, stored, context.now)
    return _quiet_page(context, _ask_zone_if_needed(context, was_needed=needed))


def _quiet_page(context: SubscriberContext, note: tuple[Markup, ...] = ()) -> Message:
    held = context.subscriber.held_from
    is_quiet = held is not None and held <= context.now and not is_paused_for_a_while(context)
    until = context.subscriber.held_until if is_quiet else None
    return quiet_message(clock_of(context), context.voice, is_quiet_until=until, note=note)


def _quiet_of(context: SubscriberContext) -> QuietHours | None:
    written = context.subscriber.quiet_hours
    return QuietHours.parse(written) if written else None


# The time zone, when it is needed first.


def _needs_zone(context: SubscriberContext) -> bool:
    return bool(context.subscriber.quiet_hours or _due(context))


def _ask_zone_if_needed(context: SubscriberContext, *, was_needed: bool) -> tuple[Markup, ...]:
    """Ask for the time zone if hours are chosen for the first time, and say that they are in UTC until it is told."""
    if context.subscriber.zone or not _needs_zone(context):
        return ()
    if was_needed:
        return (context.voice.say("zone-still-needed"),)
    context.ask(Awaits.READER_ZONE)
    return (context.voice.say("zone-needed"),)


# Pauses.


@command("pause", menu=7, section=HelpSection.ALERTS)
def pause(context: SubscriberContext, written: str) -> Message:
    """Have nothing arrive for a while; without words, ask for how long."""
    if not written:
        return pause_page(context)
    span = read_span(written)
    return pause_message(context.voice, written) if span is None else pause_for(context, span)


@button(OpenPause)
def open_pause(context: SubscriberContext, _: OpenPause) -> Response:
    """Ask for how long to pause."""
    return Response(pause_message(context.voice))


@button(PauseFor)
def choose_pause(context: SubscriberContext, data: PauseFor) -> Response:
    """Pause for so many hours, or until told."""
    if not data.hours:
        subscribers.pause(context.session, context.subscriber_id, context.now)
        return Response(alerts_paused_message(context.voice))
    span = timedelta(hours=min(data.hours, 10_000))
    return Response(pause_for(context, span)) if span <= LONGEST_PAUSE else expired_response(context)


@button(EndPause)
def end_pause(context: SubscriberContext, _: EndPause) -> Response:
    """Go on now."""
    go_on(context)
    return Response(pause_ended_message(context.voice))


@button(OpenSnooze)
def open_snooze(context: SubscriberContext, data: OpenSnooze) -> Response:
    """Have the buttons of an alert become those that pause."""
    return Response(keyboard=snooze_choices(data.article_id, context.voice))


@button(SnoozeFromAlert)
def snooze(context: SubscriberContext, data: SnoozeFromAlert) -> Response:
    """Pause from an alert, which stays; its buttons lead back to its own."""
    if not 0 < data.hours <= LONGEST_PAUSE / timedelta(hours=1):
        return expired_response(context)
    message = pause_for(context, timedelta(hours=data.hours))
    until = context.subscriber.held_until or context.now
    toast = paused_until_toast(until, clock_of(context), context.voice)
    return Response(message, toast, is_new=True, keyboard=snooze_choices(data.article_id, context.voice)[-1:])


def pause_page(context: SubscriberContext) -> Message:
    """Until when it is paused, or the question for how long."""
    until = context.subscriber.held_until
    if is_paused_for_a_while(context) and until:
        return paused_until_message(until, clock_of(context), context.voice)
    return pause_message(context.voice)


def pause_for(context: SubscriberContext, span: timedelta) -> Message:
    """Pause for a while; quiet hours that begin meanwhile have their own end."""
    subscribers.pause_until(context.session, context.subscriber_id, context.now + span, context.now)
    return pause_page(context)
