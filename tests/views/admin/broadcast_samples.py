"""Broadcasts and their tallies, as values."""

from datetime import timedelta
from typing import Any

from storage.broadcast_stats import RecipientCounts
from storage.models import Broadcast, BroadcastState
from tests.conftest import NOON

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def broadcast(state: BroadcastState = BroadcastState.RUNNING, **columns: Any) -> Broadcast:
    """Broadcast 12, under way since noon with its trial over, unless told otherwise."""
    values: dict[str, Any] = {
        "id": 12,
        "author_id": 901,
        "state": state,
        "size": 20_000,
        "created_at": NOON - HOUR,
        "frozen_at": NOON,
        "started_at": NOON,
        "rests_until": NOON + 30 * SECOND,
    }
    if state in {BroadcastState.DONE, BroadcastState.CANCELLED}:
        values["ended_at"] = NOON + 14 * MINUTE
    return Broadcast(**(values | columns))


def totals(**counts: Any) -> RecipientCounts:
    """A totals that adds up: recipients are what is counted unless they are given."""
    parts: dict[str, Any] = dict.fromkeys(("held", "pending", "in_flight", "sent", "dead", "uncertain", "erased"), 0)
    parts |= {"cancelled": {}} | counts
    total = sum(parts[name] for name in parts if name not in {"cancelled", "recipients"})
    return RecipientCounts(**({"recipients": total + sum(parts["cancelled"].values())} | parts))
