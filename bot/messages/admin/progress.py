"""How a broadcast goes: one message, edited while it is under way."""

from datetime import datetime, timedelta
from typing import Final

from markupsafe import Markup

from bot.messages.admin.broadcast_press import (
    CancelBroadcast,
    Extend,
    GetRecipients,
    PauseBroadcast,
    ResumeBroadcast,
)
from bot.messages.admin.report_press import OpenReport
from bot.messages.admin.times import lasting, pace, when
from bot.messages.keyboard import pressing, rows
from bot.messages.markup import lines, paragraphs
from bot.messages.message import Button, Keyboard, Message
from bot.messages.texts import Voice
from storage.models import Broadcast, BroadcastState
from storage.tally import Tally

BLOCKS = 14
"""Of the bar: what a narrow phone shows in one line, with the percentage behind it."""

_LAST: Final = frozenset({BroadcastState.DONE, BroadcastState.CANCELLED})


def is_over(broadcast: Broadcast) -> bool:
    """Return whether a broadcast has come to its end: nothing of it is left to clear away, or on its way."""
    return broadcast.state in _LAST and broadcast.ended_at is not None


def progress(
    tally: Tally,
    broadcast: Broadcast,
    rate: float,
    voice: Voice,
    *,
    now: datetime,
    rest: timedelta,
    limit: float = 0.0,
    mark: int | None = None,
) -> Message:
    """Return how a broadcast goes, from freezing to its end.

    Args:
        tally: Its recipients by what became of them.
        broadcast: As it stands.
        rate: Messages a second that it went at just now.
        voice: Texts and language.
        now: As of when.
        rest: How long all others wait after the first batch.
        limit: Messages a second that it may go at, to tell the time to go where nothing went just now; 0: unknown.
        mark: Lets whoever sees it send to those who joined since, once it is done; None: no such button.
    """
    wait = _wait(broadcast, now, rest)
    if broadcast.rests_until is not None and wait:
        rate = 0.0  # it was measured before the rest, and sinks while nothing is to go
    text = paragraphs(
        lines(_head(broadcast, voice), _stage(tally, broadcast, now, voice)),
        _bar(tally, broadcast, voice),
        counts(tally, voice, is_ended=is_over(broadcast)),
        lines(_speed(tally, broadcast, rate, _to_go(tally.left, rate, limit, wait), voice), _end(broadcast, voice)),
    )
    return Message(text, _buttons(broadcast, mark, voice))


def done_share(tally: Tally) -> float:
    """Return how much of a broadcast is over, from 0 to 1."""
    return 1 - tally.left / tally.recipients if tally.recipients else 0.0


def bar(share: float, voice: Voice) -> Markup:
    """Return a bar with its percentage; it is full when all is done, and not before."""
    filled = int(share * BLOCKS)
    return voice.say("progress-bar", bar="█" * filled + "░" * (BLOCKS - filled), count=int(share * 100))


def _bar(tally: Tally, broadcast: Broadcast, voice: Voice) -> Markup:
    """The bar; none of what was cancelled, where a full one would say that all have it."""
    is_shown = tally.recipients and broadcast.state is not BroadcastState.CANCELLED
    return bar(done_share(tally), voice) if is_shown else Markup()


def counts(tally: Tally, voice: Voice, *, is_ended: bool) -> Markup:
    """Return the recipients by what became of them, a line each; together they are all."""
    if is_ended and not tally.recipients:
        return voice.say("progress-nobody")
    return lines(
        voice.say("progress-sent", count=tally.sent),
        voice.say("progress-blocked", count=tally.blocked),
        voice.say("progress-failed", count=tally.failed),
        voice.say("progress-dropped", count=tally.dropped) if tally.dropped else "",
        voice.say("progress-erased", count=tally.erased) if tally.erased else "",
        "" if is_ended else voice.say("progress-left", count=tally.left),
    )


def _head(broadcast: Broadcast, voice: Voice) -> Markup:
    number = str(broadcast.id)
    match broadcast.state:
        case BroadcastState.FREEZING:
            return voice.say("progress-freezing", number=number)
        case BroadcastState.PAUSED:
            return voice.say("progress-paused", number=number)
        case BroadcastState.DONE:
            return voice.say("progress-done", number=number)
        case BroadcastState.CANCELLED:
            return voice.say("progress-cancelled", number=number)
        case _:
            return voice.say("progress-running", number=number)


def _stage(tally: Tally, broadcast: Broadcast, now: datetime, voice: Voice) -> Markup:
    """What happens now and next, where the numbers do not say it."""
    match broadcast.state:
        case BroadcastState.FREEZING:
            return voice.say("progress-writing", count=broadcast.size)
        case BroadcastState.PAUSED:
            return lines(voice.say("progress-held"), _in_air(tally, voice))
        case BroadcastState.CANCELLED:
            return _in_air(tally, voice)
        case BroadcastState.RUNNING:
            return _trial(broadcast, now, voice)
        case _:
            return Markup()


def _in_air(tally: Tally, voice: Voice) -> Markup:
    return voice.say("progress-in-air", count=tally.in_flight) if tally.in_flight else Markup()


def _has_trial(broadcast: Broadcast) -> bool:
    return 0 < broadcast.trial < broadcast.size


def _wait(broadcast: Broadcast, now: datetime, rest: timedelta) -> timedelta:
    """How long nothing will go out, between the first batch and the others."""
    if not _has_trial(broadcast):
        return timedelta()
    return rest if broadcast.rests_until is None else max(broadcast.rests_until - now, timedelta())


def _trial(broadcast: Broadcast, now: datetime, voice: Voice) -> Markup:
    if not _has_trial(broadcast):
        return Markup()
    if broadcast.rests_until is None:
        return voice.say("progress-trial", count=broadcast.trial)
    if broadcast.rests_until > now:
        return voice.say("progress-resting", rest=lasting(broadcast.rests_until - now, voice))
    return Markup()


def _to_go(left: int, rate: float, limit: float, wait: timedelta) -> timedelta | None:
    """How long it takes yet, at the present rate or else at the limit; None: that is not known."""
    expected = rate or limit
    return wait + timedelta(seconds=max(1.0, left / expected)) if expected else None


def _speed(tally: Tally, broadcast: Broadcast, rate: float, to_go: timedelta | None, voice: Voice) -> Markup:
    if broadcast.state in _LAST:
        return _average(tally, broadcast, voice)
    if broadcast.state is not BroadcastState.RUNNING or not tally.left or to_go is None:
        return Markup()
    if rate:
        return voice.say("progress-speed", pace=pace(rate, voice), rest=lasting(to_go, voice))
    return voice.say("progress-to-go", rest=lasting(to_go, voice))


def _average(tally: Tally, broadcast: Broadcast, voice: Voice) -> Markup:
    took = time_taken(broadcast)
    if took is None or not tally.sent:
        return Markup()
    return voice.say("progress-took", took=lasting(took, voice), pace=pace(average(tally, took), voice))


def time_taken(broadcast: Broadcast) -> timedelta | None:
    """Return how long the sending took; None before its end, and where it was sent to those who joined later, too."""
    if broadcast.frozen_at is None or broadcast.started_at is None or broadcast.ended_at is None:
        return None
    return broadcast.ended_at - broadcast.started_at if broadcast.started_at >= broadcast.frozen_at else None


def average(tally: Tally, took: timedelta) -> float:
    """Return messages a second over all."""
    return tally.sent / max(took.total_seconds(), 1.0)


def _end(broadcast: Broadcast, voice: Voice) -> Markup:
    if broadcast.not_after is None or broadcast.state in _LAST:
        return Markup()
    return voice.say("progress-not-after", moment=when(broadcast.not_after, voice))


def _buttons(broadcast: Broadcast, mark: int | None, voice: Voice) -> Keyboard:
    number = broadcast.id or 0
    cancel = pressing(voice.label("button-cancel-broadcast"), CancelBroadcast(number))
    match broadcast.state:
        case BroadcastState.PAUSED:
            return rows((pressing(voice.label("button-resume-broadcast"), ResumeBroadcast(number)), cancel))
        case BroadcastState.DONE | BroadcastState.CANCELLED:
            return _afterwards(broadcast, mark, voice)
        case _:
            return rows((pressing(voice.label("button-pause-broadcast"), PauseBroadcast(number)), cancel))


def _afterwards(broadcast: Broadcast, mark: int | None, voice: Voice) -> Keyboard:
    if broadcast.frozen_at is None:
        return ()
    report = pressing(voice.label("button-report"), OpenReport(broadcast.id or 0, 0))
    return rows((report, get_recipients(broadcast, voice)), extend(broadcast, mark, voice))


def get_recipients(broadcast: Broadcast, voice: Voice) -> Button:
    """Return the button that sends the CSV of every recipient."""
    return pressing(voice.label("button-recipients"), GetRecipients(broadcast.id or 0))


def extend(broadcast: Broadcast, mark: int | None, voice: Voice) -> tuple[Button, ...]:
    """Return the button that sends to those who joined since; none unless it is done and there is a mark."""
    if mark is None or broadcast.state is not BroadcastState.DONE:
        return ()
    return (pressing(voice.label("button-extend"), Extend(broadcast.id or 0, mark)),)
