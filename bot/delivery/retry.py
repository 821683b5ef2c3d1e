"""Whether to send at all, and whether to send again: the circuit breaker, and the retry decision.

The retry decision goes from the outcome of a send to the settlement that is stored. Both are rules of values: they read
no clock and send nothing.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, assert_never

from bot.delivery.outcome import (
    Delivered,
    Failed,
    Gone,
    Interrupted,
    MessageGone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    ThreadClosed,
    ThreadGone,
    Throttled,
    TokenRefused,
    Unchanged,
    Undelivered,
    Unknown,
)
from storage.models import DeliveryState
from storage.outbox import Claim
from storage.settle import ChatLost, ChatMoved, Closed, PartSent, Retry, Sent, Settlement, ThreadLost, ThreadShut

MOST_UNKNOWNS = 1
"""Times a message of unknown fate is sent again: losing news is worse than seeing it twice, seeing it thrice is not."""

MOST_FAILURES = 8
"""Times a message is sent again that Telegram said it failed to take, which is hardly ever a delivery, or that was
under way when the process ended, which is not its fault: each kill can double it once, and none loses it."""

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=5)
AFTER_UNKNOWN = timedelta(seconds=10)
TOKEN_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class RetryRules:
    """What the decision depends on besides the outcome."""

    pause_private: timedelta = timedelta(seconds=1)
    """One message a second to a chat (Bots FAQ, "broadcasting to users")."""
    pause_group: timedelta = timedelta(seconds=3)
    """20 a minute to a group, likewise."""
    first_pause: timedelta = FIRST_PAUSE
    """After something was surely not sent; it doubles with every try."""
    after_unknown: timedelta = AFTER_UNKNOWN
    """Until something that was perhaps delivered is sent again: the connection may need a moment."""
    spread: Callable[[], float] = random.random
    """Between 0 and 1: spreads retries, so that they do not come back all at once."""

    def pause_of(self, chat_id: int) -> timedelta:
        """Return the pause between messages to a chat; groups and channels have negative ids."""
        return self.pause_group if chat_id < 0 else self.pause_private


def settlement_for(
    outcome: Outcome,
    claim: Claim,
    shown: str,
    now: datetime,
    rules: RetryRules,
    *,
    is_last: bool = True,
    is_outage: bool = False,
) -> Settlement:
    """Return the settlement that follows from the outcome of a claim.

    Args:
        outcome: Of the message that was sent for it.
        claim: With the tries so far, and whether an administrator forbade to send again what may have been delivered.
        shown: The digest of what the message shows.
        now: When the outcome is known.
        rules: Pauses between tries, and of one chat.
        is_last: Whether no other message of the same delivery follows.
        is_outage: Whether the circuit is not closed and several chats failed: then a known failure is no fault of the
            message, so it is not counted and its pause does not grow.
    """
    match outcome:
        case NotSent(reason) | Failed(reason) if is_outage and not (claim.never_twice and isinstance(outcome, Failed)):
            return Retry(claim, now + retry_pause(0, rules), reason)
        case Delivered(message_id) if not is_last:
            return PartSent(claim, message_id, _chat_not_before(claim.chat_id, now, rules))
        case Delivered(message_id):
            return Sent(claim, message_id, shown, _chat_not_before(claim.chat_id, now, rules))
        case _:
            return _settlement_when_not_sent(outcome, claim, now, rules)


def _settlement_when_not_sent(  # noqa: C901, PLR0911 - one arm an outcome
    outcome: Undelivered, claim: Claim, now: datetime, rules: RetryRules
) -> Settlement:
    """Return the settlement of every outcome but a success."""
    match outcome:
        case Throttled(retry_after):
            until = now + retry_after
            return Retry(claim, until, f"429: wait {retry_after.total_seconds():.0f} s", not_before=until)
        case NotSent(reason):
            return Retry(claim, now + retry_pause(claim.attempts, rules), reason, attempts=1)
        case TokenRefused(reason):
            return Retry(claim, now + TOKEN_PAUSE, reason)
        case Failed() | Interrupted() | Unknown():
            return _settlement_when_unsure(outcome, claim, now, rules)
        case Gone(status, reason):
            return ChatLost(claim, status, reason)
        case Migrated(chat_id):
            return ChatMoved(claim, chat_id)
        case ThreadClosed(reason):
            return ThreadShut(claim, reason)
        case ThreadGone(reason, is_forum_off):
            return (
                ThreadLost(claim, reason, is_forum_off)
                if claim.thread_id
                else Closed(claim, DeliveryState.DEAD, reason)
            )
        case Refused(reason, is_formatting):
            if is_formatting and not claim.is_plain:
                return Retry(claim, now, reason, is_plain=True)
            return Closed(claim, DeliveryState.DEAD, reason)
        case Unchanged() | MessageGone():
            return Closed(claim, DeliveryState.DEAD, "an answer that only an edit can get")
        case _ as never:
            assert_never(never)


def words_of_settlement(settlement: Settlement) -> str:  # noqa: PLR0911 - one arm a settlement
    """Return in plain words what follows for a delivery, for the log."""
    match settlement:
        case Sent() | PartSent():
            return "done"
        case Retry(_, due_at):
            return f"again at {due_at:%H:%M:%S} UTC"
        case Closed(_, state):
            return f"it is {state.value}, and not sent again"
        case ChatLost():
            return "all that the chat is owed is cancelled"
        case ChatMoved():
            return "it goes to the new address"
        case ThreadShut():
            return "it waits until the thread is open"
        case ThreadLost():
            return "it goes to the chat itself"
        case _ as never:
            assert_never(never)


def retry_pause(tries: int, rules: RetryRules) -> timedelta:
    """Return how long to wait after so many tries: from 2 s, doubling, to 5 min; up to half is taken off at random."""
    longest = min(rules.first_pause * 2.0 ** min(tries, 16), LONGEST_PAUSE)
    return longest * (0.5 + rules.spread() / 2)


BREAKER_FAILURES = 5
"""Failures in a row that open the circuit, or a quarter of the slots where that is more: the more messages are in the
air, the likelier are so many failures in a row by chance."""
FIRST_PROBE_PAUSE = timedelta(seconds=0.5)
LONGEST_PROBE_PAUSE = timedelta(seconds=4)
"""From the start of one probe to the start of the next, so that an outage is left within five seconds of its end."""
TRIALS_PER_DOUBLING = 64
"""Where probes succeed and messages fail, so many messages are risked until the pause between two of them doubles."""
SUSPICION = timedelta(seconds=1)
"""After a failure that no answer follows for so long, a probe tells an outage from chance: few messages may be waiting,
so that many failures in a row would take minutes."""
OUTAGE_SETBACKS = 3
"""Probes, or messages after a probe, that fail in a row until people are told of an outage."""


class Flight(NamedTuple):
    """A message in the air, as the breaker counts it."""

    period: int
    """Counts the times that the circuit opened or was probed with success: what left before tells nothing new."""
    chat_id: int


class CircuitBreaker:
    """Holds sending back while the connection or Telegram itself fails (M. Nygard, "Release It!", chapter 5).

    Closed, everything may be sent. Failures in a row open it, or one failure and a probe that fails too: nothing is
    sent, and a harmless call probes. After a probe that succeeds it is half-open: 1, 2, 4, ... messages may be in the
    air, until that is as many as there are slots and it is closed. At each step as many answers are awaited as messages
    were allowed; when more than half of them are failures the number is halved, and below one the circuit opens again.

    Args:
        slots: Messages in the air at most.
        spread: Between 0 and 1: takes up to half off each pause, so that many bots do not probe at once.
    """

    def __init__(self, slots: int, spread: Callable[[], float] = random.random) -> None:
        self._slots = slots
        self._spread = spread
        self._limit: int | None = None  # of messages in the air: None when closed, 0 when open
        self._period = 0
        self._in_air = 0  # of this period
        self._failures = 0  # in a row while closed, of this step while half-open
        self._answers = 0  # of this step
        self._failing_chats: set[int] = set()  # since the last answer; two are enough to know
        self._failed_probes = 0
        self._failed_trials = 0
        self._pause = FIRST_PROBE_PAUSE
        self._probe_at: datetime | None = None
        self._has_recovered = False

    @property
    def is_closed(self) -> bool:
        """Whether nothing is held back."""
        return self._limit is None

    @property
    def is_open(self) -> bool:
        """Whether nothing may be sent."""
        return self._limit == 0

    @property
    def is_outage(self) -> bool:
        """Whether failures are the fault of the connection or of Telegram, and not of one message or chat."""
        return not self.is_closed and (self._failed_probes > 0 or len(self._failing_chats) > 1)

    @property
    def is_lasting(self) -> bool:
        """Whether an outage lasts: probes fail, or probes succeed and messages fail all the same."""
        return max(self._failed_probes, self._failed_trials) >= OUTAGE_SETBACKS

    def allows(self, wanted: int) -> int:
        """Return how many of ``wanted`` messages may be sent now."""
        return wanted if self._limit is None else max(0, min(wanted, self._limit - self._in_air))

    def until_probe(self, now: datetime) -> timedelta | None:
        """Return how long to wait until the next probe, zero when it is due; None when there is nothing to probe."""
        if self._probe_at is None:
            return None
        wait = self._probe_at - now
        # A clock that was set back must not stop the probes.
        return wait if timedelta() < wait <= LONGEST_PROBE_PAUSE else timedelta()

    def probed(self, began_at: datetime, *, is_answered: bool) -> None:
        """Take note of a probe: whether Telegram answered the call that began at ``began_at``."""
        self._probe_at = None
        if not is_answered:
            if not self.is_open:
                self._begin_period(limit=0)
            self._failed_probes += 1
            self._pause = min(self._pause * 2, LONGEST_PROBE_PAUSE)
            self._probe_after(self._pause, began_at)
        elif self.is_open:
            self._has_recovered = self._has_recovered or self._failed_probes > 0
            self._failed_probes = 0
            self._pause = FIRST_PROBE_PAUSE
            self._begin_period(limit=1)

    def begins(self, chat_id: int) -> Flight:
        """Count a message that goes into the air; its end is told with what this returns."""
        self._in_air += 1
        return Flight(self._period, chat_id)

    def lands(self, flight: Flight, outcome: Outcome, now: datetime) -> None:
        """Count how a message ended."""
        is_failure = isinstance(outcome, NotSent | Unknown | Failed)
        if flight.period != self._period:
            if self.is_open and not is_failure and not isinstance(outcome, Throttled):
                self.probed(now, is_answered=True)  # an answer that comes late says as much as a probe
            return
        self._in_air -= 1
        if isinstance(outcome, Throttled):
            return  # perhaps not by Telegram but by the rate limiter, which asked nobody
        if is_failure:
            self._failed(flight.chat_id, outcome, now)
        else:
            self._answered()

    def takes_recovery(self) -> bool:
        """Return, once after each recovery, that what was put off by the outage may be sent now."""
        has_recovered, self._has_recovered = self._has_recovered, False
        return has_recovered

    def _answered(self) -> None:
        self._probe_at = None
        self._failing_chats.clear()
        self._failed_trials = 0
        if self._limit is None:
            self._failures = 0
            return
        self._has_recovered = self._has_recovered or (self._limit == 1 and not self._answers)
        self._answers += 1
        self._end_step(self._limit)

    def _failed(self, chat_id: int, outcome: Outcome, now: datetime) -> None:
        self._failures += 1
        if len(self._failing_chats) < 2:
            self._failing_chats.add(chat_id)
        self._probe_at = now + SUSPICION
        if self._limit is None:
            if self._failures >= max(BREAKER_FAILURES, self._slots // 4):
                self._open(FIRST_PROBE_PAUSE, now)
        elif self._limit > 1:
            self._end_step(self._limit)
        else:
            self._failed_trials += 1
            self._open(self._pause_after_trial(outcome), now)

    def _pause_after_trial(self, outcome: Outcome) -> timedelta:
        """Return how long nothing is sent after a probe succeeded and the message after it failed."""
        if isinstance(outcome, Unknown):
            return LONGEST_PROBE_PAUSE  # it may have arrived, and is not sent a third time: be slow to risk the next
        doublings = min(self._failed_trials // TRIALS_PER_DOUBLING, 8)
        return min(FIRST_PROBE_PAUSE * 2.0**doublings, LONGEST_PROBE_PAUSE)

    def _end_step(self, limit: int) -> None:
        if self._answers + self._failures < limit:
            return
        limit = limit // 2 if self._failures > self._answers else limit * 2
        self._answers = self._failures = 0
        self._limit = limit if limit < self._slots else None

    def _open(self, pause: timedelta, now: datetime) -> None:
        self._begin_period(limit=0)
        self._probe_after(pause, now)

    def _begin_period(self, limit: int) -> None:
        self._period += 1
        self._limit = limit
        self._in_air = self._failures = self._answers = 0

    def _probe_after(self, pause: timedelta, now: datetime) -> None:
        self._probe_at = now + pause * (0.5 + self._spread() / 2)


def _settlement_when_unsure(
    outcome: Failed | Interrupted | Unknown, claim: Claim, now: datetime, rules: RetryRules
) -> Settlement:
    """Return the settlement of an outcome that may have been a delivery; each kind has its pause and its budget."""
    match outcome:
        case Unknown(reason):
            rests = _chat_not_before(claim.chat_id, now, rules)  # it may have arrived, and counts for the chat's pace
            again = Retry(claim, now + rules.after_unknown, reason, unknowns=1, not_before=rests)
            return _again_or_uncertain(again, has_budget=claim.unknowns < MOST_UNKNOWNS)
        case Failed(reason):
            again = Retry(claim, now + retry_pause(claim.failures, rules), reason, failures=1)
            return _again_or_uncertain(again, has_budget=claim.failures < MOST_FAILURES)
        case Interrupted():
            rests, words = _chat_not_before(claim.chat_id, now, rules), "the process ended before the answer came"
            again = Retry(claim, now + rules.after_unknown, words, failures=1, not_before=rests)
            return _again_or_uncertain(again, has_budget=claim.failures < MOST_FAILURES)


def _again_or_uncertain(again: Retry, *, has_budget: bool) -> Settlement:
    """Send it again, unless its budget is used up or an administrator forbade to send it twice."""
    if has_budget and not again.claim.never_twice:
        return again
    return Closed(again.claim, DeliveryState.UNCERTAIN, again.error)


def _chat_not_before(chat_id: int, now: datetime, rules: RetryRules) -> datetime | None:
    gap = rules.pause_of(chat_id)
    return now + gap if gap else None
