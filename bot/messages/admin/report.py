"""The report of a broadcast: who has it, who has not, and why."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.messages.admin.progress import average, extend, get_recipients, time_taken
from bot.messages.admin.report_press import OpenReport
from bot.messages.admin.times import lasting, pace, when
from bot.messages.cleaning import clean, shorten
from bot.messages.keyboard import pressing, rows
from bot.messages.markup import lines, paragraphs, visible_length
from bot.messages.message import Button, Message
from bot.messages.texts import Voice
from storage.models import Broadcast, BroadcastState, Cancellation
from storage.tally import FAILURES, Reason, Tally

LONGEST = 1_024
"""Code points of a picture's caption after parsing (Bot API, ``sendPhoto``)."""

_MOST_REASONS = 8
_LONGEST_REASON = 80

CANCELLATION_KEYS: Mapping[Cancellation, str] = {
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
}
"""The text that tells why a message is no longer owed, with how many are not."""


def report(
    tally: Tally,
    broadcast: Broadcast,
    reasons: Sequence[Reason],
    voice: Voice,
    *,
    is_dark: bool | None = None,
    mark: int | None = None,
) -> Message:
    """Return the report of a broadcast, short enough for a picture's caption.

    Args:
        tally: Its recipients by what became of them.
        broadcast: As it stands.
        reasons: Why messages failed, the most frequent first.
        voice: Texts and language.
        is_dark: Whether the picture above is dark; None where there is no picture.
        mark: Lets whoever sees it send to those who joined since; None: no such button.
    """
    keyboard = rows(
        (get_recipients(broadcast, voice), *_other_light(broadcast, is_dark, voice)), extend(broadcast, mark, voice)
    )
    return Message(_fitting(tally, broadcast, reasons, voice), keyboard)


def _other_light(broadcast: Broadcast, is_dark: bool | None, voice: Voice) -> tuple[Button, ...]:
    if is_dark is None:
        return ()
    label = voice.label("button-light") if is_dark else voice.label("button-dark")
    return (pressing(label, OpenReport(broadcast.id or 0, int(not is_dark))),)


def failures(reasons: Sequence[Reason], most: int, voice: Voice) -> Markup:
    """Return the most frequent reasons for failures in Telegram's words, a line each."""
    failed = [reason for reason in reasons if reason.state in FAILURES]
    return lines(*(_failure(reason, voice) for reason in failed[:most]))


def _fitting(tally: Tally, broadcast: Broadcast, reasons: Sequence[Reason], voice: Voice) -> Markup:
    """The whole report with as many reasons as there is room for."""
    text = Markup()
    for most in range(_MOST_REASONS, -1, -1):
        text = _text(tally, broadcast, failures(reasons, most, voice), voice)
        if visible_length(text) <= LONGEST:
            break
    return text


def _text(tally: Tally, broadcast: Broadcast, why: Markup, voice: Voice) -> Markup:
    return paragraphs(
        lines(_head(broadcast, voice), _reached(tally, voice), _span(tally, broadcast, voice)),
        _unreached(tally, voice),
        _failed(tally, why, voice),
    )


def _head(broadcast: Broadcast, voice: Voice) -> Markup:
    if broadcast.state is BroadcastState.CANCELLED:
        return voice.say("report-cancelled", number=str(broadcast.id))
    return voice.say("report", number=str(broadcast.id))


def _reached(tally: Tally, voice: Voice) -> Markup:
    if not tally.recipients:
        return voice.say("report-nobody")
    share = str(tally.sent * 1_000 // tally.recipients / 10).removesuffix(".0")  # rounded down: 100 % are all
    return voice.say("report-reached", count=tally.sent, more=tally.recipients, share=share)


def _span(tally: Tally, broadcast: Broadcast, voice: Voice) -> Markup:
    took = time_taken(broadcast)
    if took is None or broadcast.started_at is None or not tally.sent:
        return Markup()
    return voice.say(
        "report-span",
        moment=when(broadcast.started_at, voice),
        took=lasting(took, voice),
        pace=pace(average(tally, took), voice),
    )


def _unreached(tally: Tally, voice: Voice) -> Markup:
    """Who no longer was to have it, by why; with who erased themselves, and what is left."""
    counts = sorted(tally.cancelled.items(), key=lambda each: (-each[1], each[0].value))
    found = lines(
        *(voice.say(CANCELLATION_KEYS[why], count=count) for why, count in counts if count),
        voice.say("reason-erased", count=tally.erased) if tally.erased else "",
        voice.say("reason-left", count=tally.left) if tally.left else "",
    )
    return lines(voice.say("report-unreached"), found) if found else found


def _failed(tally: Tally, why: Markup, voice: Voice) -> Markup:
    if not tally.failed:
        return Markup()
    return lines(
        voice.say("report-failed"),
        voice.say("report-refused", count=tally.dead) if tally.dead else "",
        voice.say("report-uncertain", count=tally.uncertain) if tally.uncertain else "",
        why,
    )


def _failure(reason: Reason, voice: Voice) -> Markup:
    words = shorten(clean(reason.error), _LONGEST_REASON) or voice.say("reason-none")
    return voice.say("reason-words", words=words, count=reason.total)
