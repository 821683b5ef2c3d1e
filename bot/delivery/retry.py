"""The retry decision: from the outcome of a send to the settlement that is stored."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

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
    ThreadGone,
    Throttled,
    TokenRefused,
    Unchanged,
    Unknown,
)
from storage.models import DeliveryState
from storage.outbox import Claim
from storage.settle import ChatLost, ChatMoved, Closed, PartSent, Retry, Sent, Settlement, ThreadLost

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


def settlement_for(  # noqa: C901, PLR0911, PLR0912 - one arm an outcome
    outcome: Outcome, claim: Claim, shown: str, now: datetime, rules: RetryRules, *, is_last: bool = True
) -> Settlement:
    """Return the settlement that follows from the outcome of a claim.

    Args:
        outcome: Of the message that was sent for it.
        claim: With the tries so far, and whether an administrator forbade to send again what may have been delivered.
        shown: The digest of what the message shows.
        now: When the outcome is known.
        rules: Pauses between tries, and of one chat.
        is_last: Whether no other message of the same delivery follows.
    """
    match outcome:
        case Delivered(message_id) if not is_last:
            return PartSent(claim, message_id, _chat_not_before(claim.chat_id, now, rules))
        case Delivered(message_id):
            return Sent(claim, message_id, shown, _chat_not_before(claim.chat_id, now, rules))
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
        case ThreadGone(reason):
            return ThreadLost(claim, reason) if claim.thread_id else Closed(claim, DeliveryState.DEAD, reason)
        case Refused(reason, is_formatting):
            if is_formatting and not claim.is_plain:
                return Retry(claim, now, reason, is_plain=True)
            return Closed(claim, DeliveryState.DEAD, reason)
        case Unchanged() | MessageGone():
            return Closed(claim, DeliveryState.DEAD, "an answer that only an edit can get")
        case _ as never:
            assert_never(never)


def retry_pause(tries: int, rules: RetryRules) -> timedelta:
    """Return how long to wait after so many tries: from 2 s, doubling, to 5 min; up to half is taken off at random."""
    longest = min(rules.first_pause * 2.0 ** min(tries, 16), LONGEST_PAUSE)
    return longest * (0.5 + rules.spread() / 2)


def _settlement_when_unsure(
    outcome: Failed | Interrupted | Unknown, claim: Claim, now: datetime, rules: RetryRules
) -> Settlement:
    """Return the settlement of an outcome that may have been a delivery; each kind has its pause and its budget."""
    match outcome:
        case Unknown(reason):
            again = Retry(claim, now + rules.after_unknown, reason, unknowns=1)
            return _again_or_uncertain(again, has_budget=claim.unknowns < MOST_UNKNOWNS)
        case Failed(reason):
            again = Retry(claim, now + retry_pause(claim.failures, rules), reason, failures=1)
            return _again_or_uncertain(again, has_budget=claim.failures < MOST_FAILURES)
        case Interrupted():
            again = Retry(claim, now + rules.after_unknown, "the process ended before the answer came", failures=1)
            return _again_or_uncertain(again, has_budget=claim.failures < MOST_FAILURES)


def _again_or_uncertain(again: Retry, *, has_budget: bool) -> Settlement:
    """Send it again, unless its budget is used up or an administrator forbade to send it twice."""
    if has_budget and not again.claim.never_twice:
        return again
    return Closed(again.claim, DeliveryState.UNCERTAIN, again.error)


def _chat_not_before(chat_id: int, now: datetime, rules: RetryRules) -> datetime | None:
    gap = rules.pause_of(chat_id)
    return now + gap if gap else None
