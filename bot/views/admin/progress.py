"""How a broadcast goes.

Its progress message, edited while it is under way; its report: who has it, who has not, and why; and every recipient
as CSV (RFC 4180).
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from markupsafe import Markup

from bot.views.admin.callback_data import (
    AskSendAgain,
    CancelBroadcast,
    CopyBroadcast,
    ExtendBroadcast,
    GetRecipientsFile,
    OpenBroadcastReport,
    PauseBroadcast,
    ResumeBroadcast,
)
from bot.views.format import (
    clean_text,
    format_duration,
    format_rate,
    format_time,
    lines,
    paragraphs,
    shorten,
    visible_length,
)
from bot.views.message import Button, Keyboard, Message, build_keyboard, callback_button
from bot.views.texts import Voice
from storage.admins import COMMAND_LINE_ACTOR, is_person
from storage.broadcast_stats import FAILED_STATES, FailureReason, RecipientCounts, RecipientResult
from storage.models import Broadcast, BroadcastState, Cancellation

PROGRESS_BAR_BLOCKS = 14
"""Of the bar: what a narrow phone shows in one line, with the percentage behind it."""

_FINAL_STATES: Final = frozenset({BroadcastState.DONE, BroadcastState.CANCELLED})


def author_line(broadcast: Broadcast, voice: Voice) -> Markup:
    """Return who sends a broadcast, where that is no person."""
    return (
        Markup()
        if is_person(broadcast.author_id)
        else voice.say("panel-author", name=actor_name(broadcast.author_id, voice))
    )


def actor_name(actor_id: int, voice: Voice) -> Markup:
    """Return what somebody who acts and is no person is called: the command line, or the wire itself."""
    return voice.say("actor-command-line") if actor_id == COMMAND_LINE_ACTOR else voice.say("actor-wire")


def is_broadcast_over(broadcast: Broadcast) -> bool:
    """Return whether a broadcast has come to its end: nothing of it is left to clear away, or on its way."""
    return broadcast.state in _FINAL_STATES and broadcast.ended_at is not None


def progress_message(
    totals: RecipientCounts,
    broadcast: Broadcast,
    rate: float,
    voice: Voice,
    *,
    now: datetime,
    rest: timedelta,
    limit: float = 0.0,
    token: int | None = None,
    unreached: int = 0,
) -> Message:
    """Return how a broadcast goes, from freezing to its end.

    Args:
        totals: Its recipients by what became of them.
        broadcast: As it stands.
        rate: Messages a second that it went at just now.
        voice: Texts and language.
        now: As of when.
        rest: How long all others wait after the first batch.
        limit: Messages a second that it may go at, to tell the time to go where nothing went just now; 0: unknown.
        token: One-time token of the button that sends to people who joined after it was frozen; None: no such button.
        unreached: How many recipients it failed to reach who may be sent it again.
    """
    wait = _time_to_wait(broadcast, now, rest)
    if broadcast.rests_until is not None and wait:
        rate = 0.0  # it was measured before the rest, and sinks while nothing is to go
    text = paragraphs(
        lines(
            _progress_head(broadcast, voice), author_line(broadcast, voice), _stage_text(totals, broadcast, now, voice)
        ),
        _bar_text(totals, broadcast, voice),
        recipient_counts(totals, voice, is_ended=is_broadcast_over(broadcast)),
        lines(
            _speed_text(totals, broadcast, rate, _time_to_go(totals.left, rate, limit, wait), voice),
            _end_text(broadcast, voice),
        ),
    )
    return Message(text, _progress_keyboard(broadcast, token, unreached, voice))


def done_share(totals: RecipientCounts) -> float:
    """Return how much of a broadcast is over, from 0 to 1."""
    return 1 - totals.left / totals.recipients if totals.recipients else 0.0


def progress_bar(share: float, voice: Voice) -> Markup:
    """Return a bar with its percentage; it is full when all is done, and not before."""
    filled = int(share * PROGRESS_BAR_BLOCKS)
    return voice.say("progress-bar", bar="█" * filled + "░" * (PROGRESS_BAR_BLOCKS - filled), count=int(share * 100))


def _bar_text(totals: RecipientCounts, broadcast: Broadcast, voice: Voice) -> Markup:
    """The bar; none of what was cancelled, where a full one would say that all have it."""
    is_shown = totals.recipients and broadcast.state is not BroadcastState.CANCELLED
    return progress_bar(done_share(totals), voice) if is_shown else Markup()


def recipient_counts(totals: RecipientCounts, voice: Voice, *, is_ended: bool) -> Markup:
    """Return the recipients by what became of them, a line each; together they are all."""
    if is_ended and not totals.recipients:
        return voice.say("progress-nobody")
    return lines(
        voice.say("progress-sent", count=totals.sent),
        voice.say("progress-blocked", count=totals.blocked),
        voice.say("progress-failed", count=totals.failed),
        voice.say("progress-dropped", count=totals.dropped) if totals.dropped else "",
        voice.say("progress-erased", count=totals.erased) if totals.erased else "",
        "" if is_ended else voice.say("progress-left", count=totals.left),
    )


def _progress_head(broadcast: Broadcast, voice: Voice) -> Markup:
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


def _stage_text(totals: RecipientCounts, broadcast: Broadcast, now: datetime, voice: Voice) -> Markup:
    """What happens now and next, where the numbers do not say it."""
    match broadcast.state:
        case BroadcastState.FREEZING:
            return voice.say("progress-writing", count=broadcast.size)
        case BroadcastState.PAUSED:
            return lines(voice.say("progress-held"), _in_flight_text(totals, voice))
        case BroadcastState.CANCELLED:
            return _in_flight_text(totals, voice)
        case BroadcastState.RUNNING:
            return _trial_text(broadcast, now, voice)
        case _:
            return Markup()


def _in_flight_text(totals: RecipientCounts, voice: Voice) -> Markup:
    return voice.say("progress-in-air", count=totals.in_flight) if totals.in_flight else Markup()


def _has_trial(broadcast: Broadcast) -> bool:
    return 0 < broadcast.trial < broadcast.size


def _time_to_wait(broadcast: Broadcast, now: datetime, rest: timedelta) -> timedelta:
    """How long nothing will go out, between the first batch and the others."""
    if not _has_trial(broadcast):
        return timedelta()
    return rest if broadcast.rests_until is None else max(broadcast.rests_until - now, timedelta())


def _trial_text(broadcast: Broadcast, now: datetime, voice: Voice) -> Markup:
    if not _has_trial(broadcast):
        return Markup()
    if broadcast.rests_until is None:
        return voice.say("progress-trial", count=broadcast.trial)
    if broadcast.rests_until > now:
        return voice.say("progress-resting", rest=format_duration(broadcast.rests_until - now, voice))
    return Markup()


def _time_to_go(left: int, rate: float, limit: float, wait: timedelta) -> timedelta | None:
    """How long it takes yet, at the present rate or else at the limit; None: that is not known."""
    expected = rate or limit
    return wait + timedelta(seconds=max(1.0, left / expected)) if expected else None


def _speed_text(
    totals: RecipientCounts, broadcast: Broadcast, rate: float, to_go: timedelta | None, voice: Voice
) -> Markup:
    if broadcast.state in _FINAL_STATES:
        return _average_text(totals, broadcast, voice)
    if broadcast.state is not BroadcastState.RUNNING or not totals.left or to_go is None:
        return Markup()
    if rate:
        return voice.say("progress-speed", pace=format_rate(rate, voice), rest=format_duration(to_go, voice))
    return voice.say("progress-to-go", rest=format_duration(to_go, voice))


def _average_text(totals: RecipientCounts, broadcast: Broadcast, voice: Voice) -> Markup:
    took = time_taken(broadcast)
    if took is None or not totals.sent:
        return Markup()
    return voice.say(
        "progress-took", took=format_duration(took, voice), pace=format_rate(average_rate(totals, took), voice)
    )


def time_taken(broadcast: Broadcast) -> timedelta | None:
    """Return how long the sending took; None before its end, and where it was sent to those who joined later, too."""
    if broadcast.frozen_at is None or broadcast.started_at is None or broadcast.ended_at is None:
        return None
    return broadcast.ended_at - broadcast.started_at if broadcast.started_at >= broadcast.frozen_at else None


def average_rate(totals: RecipientCounts, took: timedelta) -> float:
    """Return messages a second over all."""
    return totals.sent / max(took.total_seconds(), 1.0)


def _end_text(broadcast: Broadcast, voice: Voice) -> Markup:
    if broadcast.not_after is None or broadcast.state in _FINAL_STATES:
        return Markup()
    return voice.say("progress-not-after", moment=format_time(broadcast.not_after, voice))


def copy_button(broadcast_id: int, voice: Voice) -> Button:
    """Return the button that makes a new draft of a broadcast."""
    return callback_button(voice.label("button-copy"), CopyBroadcast(broadcast_id))


def _again_buttons(broadcast: Broadcast, unreached: int, voice: Voice) -> tuple[Button, ...]:
    """Return the buttons that send to those not reached, where there are any, and that make a new draft."""
    number, copy = broadcast.id or 0, copy_button(broadcast.id or 0, voice)
    if not unreached or broadcast.state is not BroadcastState.DONE:
        return (copy,)
    return callback_button(voice.label("button-send-again", count=unreached), AskSendAgain(number)), copy


def _progress_keyboard(broadcast: Broadcast, token: int | None, unreached: int, voice: Voice) -> Keyboard:
    number = broadcast.id or 0
    copy = (copy_button(number, voice),)
    cancel = callback_button(voice.label("button-cancel-broadcast"), CancelBroadcast(number))
    match broadcast.state:
        case BroadcastState.PAUSED:
            return build_keyboard(
                (callback_button(voice.label("button-resume-broadcast"), ResumeBroadcast(number)), cancel), copy
            )
        case BroadcastState.DONE | BroadcastState.CANCELLED:
            return _final_keyboard(broadcast, token, unreached, voice)
        case _:
            return build_keyboard(
                (callback_button(voice.label("button-pause-broadcast"), PauseBroadcast(number)), cancel), copy
            )


def _final_keyboard(broadcast: Broadcast, token: int | None, unreached: int, voice: Voice) -> Keyboard:
    if broadcast.frozen_at is None:
        return ()
    again = _again_buttons(broadcast, unreached, voice)
    report = callback_button(voice.label("button-report"), OpenBroadcastReport(broadcast.id or 0, 0))
    return build_keyboard((report, recipients_button(broadcast, voice)), again, extend_buttons(broadcast, token, voice))


def recipients_button(broadcast: Broadcast, voice: Voice) -> Button:
    """Return the button that sends the CSV of every recipient."""
    return callback_button(voice.label("button-recipients"), GetRecipientsFile(broadcast.id or 0))


def extend_buttons(broadcast: Broadcast, token: int | None, voice: Voice) -> tuple[Button, ...]:
    """Return the button that sends to people who joined after it was frozen.

    None unless the broadcast is done and there is a token.
    """
    if token is None or broadcast.state is not BroadcastState.DONE:
        return ()
    return (callback_button(voice.label("button-extend"), ExtendBroadcast(broadcast.id or 0, token)),)


LONGEST_REPORT = 1_024
"""Code points of a picture's caption after parsing (Bot API, ``sendPhoto``)."""

_MOST_REASONS = 8
_LONGEST_REASON = 80

CANCELLATION_TEXT_KEYS: Mapping[Cancellation, str] = {
    Cancellation.BLOCKED: "reason-blocked",
    Cancellation.DEACTIVATED: "reason-deactivated",
    Cancellation.KICKED: "reason-kicked",
    Cancellation.MISSING: "reason-missing",
    Cancellation.PAUSED: "reason-paused",
    Cancellation.UNSUBSCRIBED: "reason-unsubscribed",
    Cancellation.OPTED_OUT: "reason-opted-out",
    Cancellation.WITHDRAWN: "reason-withdrawn",
    Cancellation.TOLD_ALREADY: "reason-told-already",
    Cancellation.LATE: "reason-late",
    Cancellation.CALLED_OFF: "reason-called-off",
    Cancellation.IN_DIGEST: "reason-in-digest",
    Cancellation.FILTERED: "reason-filtered",
    Cancellation.SKIPPED: "reason-skipped",
}
"""The text that tells why a message is no longer owed, with how many are not."""


def report_message(
    totals: RecipientCounts,
    broadcast: Broadcast,
    reasons: Sequence[FailureReason],
    voice: Voice,
    *,
    is_dark: bool | None = None,
    token: int | None = None,
    unreached: int = 0,
) -> Message:
    """Return the report of a broadcast, short enough for a picture's caption.

    Args:
        totals: Its recipients by what became of them.
        broadcast: As it stands.
        reasons: Why messages failed, the most frequent first.
        voice: Texts and language.
        is_dark: Whether the picture above is dark; None where there is no picture.
        token: Lets whoever sees it send to people who joined after it was frozen; None: no such button.
        unreached: How many recipients it failed to reach who may be sent it again.
    """
    keyboard = build_keyboard(
        (recipients_button(broadcast, voice), *_other_theme_button(broadcast, is_dark, voice)),
        _again_buttons(broadcast, unreached, voice),
        extend_buttons(broadcast, token, voice),
    )
    return Message(_fitting_report(totals, broadcast, reasons, voice), keyboard)


def _other_theme_button(broadcast: Broadcast, is_dark: bool | None, voice: Voice) -> tuple[Button, ...]:
    if is_dark is None:
        return ()
    label = voice.label("button-light") if is_dark else voice.label("button-dark")
    return (callback_button(label, OpenBroadcastReport(broadcast.id or 0, int(not is_dark))),)


def failure_reasons(reasons: Sequence[FailureReason], most: int, voice: Voice) -> Markup:
    """Return the most frequent reasons for failures in Telegram's words, a line each."""
    failed = [reason for reason in reasons if reason.state in FAILED_STATES]
    return lines(*(_failure_line(reason, voice) for reason in failed[:most]))


def _fitting_report(
    totals: RecipientCounts, broadcast: Broadcast, reasons: Sequence[FailureReason], voice: Voice
) -> Markup:
    """The whole report with as many reasons as there is room for."""
    text = Markup()
    for most in range(_MOST_REASONS, -1, -1):
        text = _report_text(totals, broadcast, failure_reasons(reasons, most, voice), voice)
        if visible_length(text) <= LONGEST_REPORT:
            break
    return text


def _report_text(totals: RecipientCounts, broadcast: Broadcast, why: Markup, voice: Voice) -> Markup:
    return paragraphs(
        lines(
            _report_head(broadcast, voice),
            author_line(broadcast, voice),
            _reached_text(totals, voice),
            _again_text(broadcast, voice),
            _span_text(totals, broadcast, voice),
        ),
        _unreached_text(totals, voice),
        _failed_text(totals, why, voice),
    )


def _report_head(broadcast: Broadcast, voice: Voice) -> Markup:
    if broadcast.state is BroadcastState.CANCELLED:
        return voice.say("report-cancelled", number=str(broadcast.id))
    return voice.say("report", number=str(broadcast.id))


def _reached_text(totals: RecipientCounts, voice: Voice) -> Markup:
    if not totals.recipients:
        return voice.say("report-nobody")
    if not totals.owed:
        return voice.say("report-called-off")
    share = str(totals.sent * 1_000 // totals.owed / 10).removesuffix(".0")  # rounded down: 100 % are all
    return voice.say("report-reached", count=totals.sent, more=totals.owed, share=share)


def _again_text(broadcast: Broadcast, voice: Voice) -> Markup:
    return voice.say("report-sent-again", count=broadcast.sent_again) if broadcast.sent_again else Markup()


def _span_text(totals: RecipientCounts, broadcast: Broadcast, voice: Voice) -> Markup:
    took = time_taken(broadcast)
    if took is None or broadcast.started_at is None or not totals.sent:
        return Markup()
    return voice.say(
        "report-span",
        moment=format_time(broadcast.started_at, voice),
        took=format_duration(took, voice),
        pace=format_rate(average_rate(totals, took), voice),
    )


def _unreached_text(totals: RecipientCounts, voice: Voice) -> Markup:
    """Who no longer was to have it, by why; with who erased themselves, and what is left."""
    counts = sorted(totals.cancelled.items(), key=lambda each: (-each[1], each[0].value))
    found = lines(
        *(voice.say(CANCELLATION_TEXT_KEYS[why], count=count) for why, count in counts if count),
        voice.say("reason-erased", count=totals.erased) if totals.erased else "",
        voice.say("reason-left", count=totals.left) if totals.left else "",
    )
    return lines(voice.say("report-unreached"), found) if found else found


def _failed_text(totals: RecipientCounts, why: Markup, voice: Voice) -> Markup:
    if not totals.failed:
        return Markup()
    return lines(
        voice.say("report-failed"),
        voice.say("report-refused", count=totals.dead) if totals.dead else "",
        voice.say("report-uncertain", count=totals.uncertain) if totals.uncertain else "",
        why,
    )


def _failure_line(reason: FailureReason, voice: Voice) -> Markup:
    words = shorten(clean_text(reason.error), _LONGEST_REASON) or voice.say("reason-none")
    return voice.say("reason-words", words=words, count=reason.total)


RECIPIENT_COLUMNS = ("delivery", "chat_id", "thread_id", "state", "reason", "error", "message_id", "settled_at")


def recipients_file_name(broadcast_id: int, part: int = 1) -> str:
    """Return what the file is called; only a second file and those after it bear their number."""
    return f"broadcast-{broadcast_id}-recipients{f'-{part}' if part > 1 else ''}.csv"


def recipients_csv_header() -> str:
    """Return the line that names the columns."""
    return _to_csv([RECIPIENT_COLUMNS])


def recipients_csv(recipients: Iterable[RecipientResult]) -> str:
    """Return a line a recipient: what became of the message, why, and when (ISO 8601, UTC)."""
    return _to_csv(
        (
            line.delivery_id,
            line.chat_id,
            line.thread_id or "",
            line.state.value,
            line.cancelled_for.value if line.cancelled_for else "",
            line.error,
            line.message_id or "",
            line.settled_at.isoformat() if line.settled_at else "",
        )
        for line in recipients
    )


def _to_csv(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()
