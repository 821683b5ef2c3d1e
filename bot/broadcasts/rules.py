"""Rules of a broadcast: trial, rest and chunks, its stage, and the share of failures that pauses it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from storage.models import Broadcast
from storage.recipients import Remaining


@dataclass(frozen=True, slots=True)
class BroadcastRules:
    """How broadcasts are sent."""

    rest: timedelta = timedelta(seconds=30)
    """Between the trial and all others."""
    chunk: int = 2_500
    """Subscribers looked at in one transaction while recipients are written."""
    feed: int = 500
    """Deliveries released and not yet sent, at most: a pause has to hold so many again."""
    last: int = 200
    """Latest answers by which the automatic pause decides."""
    large: int = 10_000
    """Above, a second owner confirms, when there is one."""


def counts_failures_since(broadcast: Broadcast) -> datetime | None:
    """Return the moment before which nothing counts for the automatic pause: the last one, or the last extension."""
    started_at, frozen_at = broadcast.started_at, broadcast.frozen_at
    extended_at = frozen_at if started_at and frozen_at and started_at < frozen_at else None
    return max((at for at in (broadcast.auto_paused_at, extended_at) if at), default=None)


class SendingStage(Enum):
    """How far a running broadcast has come."""

    TRIAL = "trial"
    """Only the first few are released."""
    RESTING = "resting"
    """They are settled; an administrator may look at the results, and pause."""
    FLOWING = "flowing"


def missing_of_trial(broadcast: Broadcast, tried: int) -> int:
    """Return how many recipients are still to be drawn for the trial.

    A chat that is gone says nothing about the message, so another one is drawn in its place.

    Args:
        broadcast: As it stands.
        tried: Recipients who were released, without those whose deliveries were cancelled.
    """
    return max(broadcast.trial - tried, 0)


def sending_stage(broadcast: Broadcast, left: Remaining, now: datetime) -> SendingStage:
    """Return the stage of a running broadcast of which so much is left."""
    if not (broadcast.trial and left.is_held):
        return SendingStage.FLOWING
    if broadcast.rests_until is None:
        return SendingStage.TRIAL
    return SendingStage.RESTING if now < broadcast.rests_until else SendingStage.FLOWING


MIN_ANSWERS = 50
"""With fewer answers the share of failures says nothing."""

FAILURE_THRESHOLD = 20
"""One in so many may fail: 5 %."""


def exceeds_failure_threshold(failed: int, answered: int, fewest: int = MIN_ANSWERS) -> bool:
    """Return whether more than 5 % of the last answers were failures.

    Args:
        failed: Refused by Telegram, or of unknown fate; a chat that is gone does not count as a failure.
        answered: Sent or failed, of the last that are looked at.
        fewest: With fewer answers the result is False. For a trial that is over it is 1.
    """
    return answered >= fewest and failed * FAILURE_THRESHOLD > answered
