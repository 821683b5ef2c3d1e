"""How a broadcast is sent: the rules, and how far a running one has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from storage.holding import Left
from storage.models import Broadcast


@dataclass(frozen=True, slots=True)
class Campaign:
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


class Stage(Enum):
    """How far a running broadcast has come."""

    TRIAL = "trial"
    """The first few are sent."""
    RESTING = "resting"
    """They have landed; somebody may look how, and pause."""
    FLOWING = "flowing"


def stage_of(broadcast: Broadcast, left: Left, now: datetime) -> Stage:
    """How far a running broadcast has come, of which so much is left."""
    if not (broadcast.trial and left.is_held):
        return Stage.FLOWING
    if broadcast.rests_until is None:
        return Stage.TRIAL
    return Stage.RESTING if now < broadcast.rests_until else Stage.FLOWING
