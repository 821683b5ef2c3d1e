"""Broadcasts under way, with recipients who have it, or not."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from storage.database import Database
from storage.models import Broadcast, BroadcastState, Cancellation, DeliveryState
from tests.conftest import NOON
from tests.storage.broadcast_rows import found, running, set_columns
from tests.storage.rows import change, deliveries, subscriber

SENT = {"state": DeliveryState.SENT, "message_id": 7}
BLOCKED = {"state": DeliveryState.CANCELLED, "cancelled_for": Cancellation.BLOCKED, "last_error": "blocked"}
REFUSED = {"state": DeliveryState.DEAD, "last_error": "Bad Request: wrong file identifier"}
SECOND = timedelta(seconds=1)


def under_way(database: Database, recipients: int = 6) -> int:
    """A broadcast to so many people, all of whom are still to have it; returns its id."""
    for number in range(recipients):
        subscriber(database, 5_001 + number, at=NOON - SECOND)
    return running(database)


def settle(database: Database, outcomes: Sequence[Mapping[str, Any]], since: datetime = NOON) -> None:
    """Bring the next deliveries that are still owed to these ends, a second apart."""
    owed = [row for row in deliveries(database) if row.settled_at is None]
    for place, (row, outcome) in enumerate(zip(owed, outcomes, strict=False)):
        change(database, row, settled_at=since + (place + 1) * SECOND, **outcome)


def done(database: Database) -> int:
    """A broadcast that is over: three have it, two have blocked the bot, one was refused; returns its id."""
    number = under_way(database)
    settle(database, [SENT, SENT, SENT, BLOCKED, BLOCKED, REFUSED])
    set_columns(database, number, state=BroadcastState.DONE, ended_at=NOON + 10 * SECOND)
    return number


def shown_in(database: Database, number: int, message_id: int = 1, person_id: int = 901) -> Broadcast:
    """Have a message show the progress."""
    set_columns(database, number, progress_chat_id=person_id, progress_message_id=message_id)
    return found(database, number)
