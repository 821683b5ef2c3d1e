"""Rules of a broadcast: trial, rest and chunks, how far it has come, and the share of failures that pauses it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from storage.models import Broadcast
from storage.recipients import Remaining


@dataclass(frozen=True, slots=True)
class BroadcastRules:
    """The rules."""

    rest: timedelta = timedelta(seconds=30)
    """Between the trial and all others."""
    chunk: int = 2_500
    """Subscribers looked at in one transaction while recipients are written."""
    feed: int = 500
    """Deliveries that are let go ahead of their sending, at most: so many a pause has to hold again."""
    last: int = 200
    """Answers by which the brake judges."""
    large: int = 10_000
    """Above, a second owner confirms, when there is one."""


class SendingStage(Enum):
    """How far a running broadcast has come."""

    TRIAL = "trial"
    """The first few are sent."""
    RESTING = "resting"
    """They have landed; somebody may look how, and pause."""
    FLOWING = "flowing"


def sending_stage(broadcast: Broadcast, left: Remaining, now: datetime) -> SendingStage:
    """How far a running broadcast has come, of which so much is left."""
    if not (broadcast.trial and left.is_held):
        return SendingStage.FLOWING
    if broadcast.rests_until is None:
        return SendingStage.TRIAL
    return SendingStage.RESTING if now < broadcast.rests_until else SendingStage.FLOWING


MIN_ANSWERS = 50
"""Answers from which on a share says something."""

FAILURE_THRESHOLD = 20
"""One in so many may fail: 5 %."""


def exceeds_failure_threshold(failed: int, answered: int, fewest: int = MIN_ANSWERS) -> bool:
    """Whether more than 5 % of the last answers were failures.

    Args:
        failed: Refused by Telegram, or of unknown fate; chats that are gone are no fault of the message.
        answered: Sent or failed, of the last that are looked at.
        fewest: Fewer say nothing yet. A trial that is over says something however small it is.
    """
    return answered >= fewest and failed * FAILURE_THRESHOLD > answered
