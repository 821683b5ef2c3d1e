"""A broadcast that is done goes again to those whom it failed to reach, and to nobody else."""

from datetime import timedelta
from typing import Any

import pytest

from storage import broadcasts, recipients
from storage.database import Database
from storage.models import BroadcastState, Cancellation, Delivery, DeliveryState, SubscriberStatus
from tests.conftest import NOON
from tests.storage.broadcast_rows import PLENTY, found, running, set_columns
from tests.storage.rows import change, deliveries, find, subscriber

pytestmark = pytest.mark.both_engines

LATER = NOON + timedelta(hours=1)
ENDS = [
    (DeliveryState.SENT, None),
    (DeliveryState.DEAD, None),
    (DeliveryState.UNCERTAIN, None),
    *((DeliveryState.CANCELLED, why) for why in Cancellation),
]


def done(database: Database, **columns: Any) -> int:
    """A broadcast of which a delivery came to each end; returns its id."""
    for place in range(len(ENDS)):
        subscriber(database, 5_001 + place)
    number = running(database, **columns)
    for row, (state, why) in zip(deliveries(database), ENDS, strict=True):
        change(database, row, state=state, cancelled_for=why, settled_at=NOON, attempts=3, failures=2, unknowns=2,
               last_error="Bad Gateway")  # fmt: skip
    set_columns(database, number, state=BroadcastState.DONE, ended_at=NOON)
    return number


def held(database: Database) -> list[Delivery]:
    return [row for row in deliveries(database) if row.state is DeliveryState.HELD]


@pytest.mark.parametrize(("never_twice", "chats"), [(False, [5_002, 5_003]), (True, [5_002])])
def test_what_failed_goes_again_and_nothing_else(database: Database, never_twice: bool, chats: list[int]) -> None:
    number = done(database, never_twice=never_twice)
    assert database.call(recipients.count_unreached, found(database, number), LATER) == len(chats)
    assert database.call(broadcasts.send_again, number, LATER) == len(chats)
    assert [row.chat_id for row in held(database)] == chats
    row = held(database)[0]
    assert (row.attempts, row.failures, row.unknowns, row.last_error, row.settled_at) == (0, 0, 0, "", None)
    after = found(database, number)
    assert (after.state, after.ended_at, after.sent_again) == (BroadcastState.RUNNING, None, len(chats))
    assert database.call(recipients.release, number, PLENTY, LATER) == len(chats)


def test_it_goes_again_once_for_each_time_that_it_is_done(database: Database) -> None:
    number = done(database)
    assert database.call(broadcasts.send_again, number, LATER) == 2
    assert database.call(broadcasts.send_again, number, LATER) == 0
    for row in held(database):
        change(database, row, state=DeliveryState.DEAD, settled_at=LATER)
    assert database.call(broadcasts.finish, number, LATER)
    assert database.call(broadcasts.send_again, number, LATER) == 2
    assert found(database, number).sent_again == 4


@pytest.mark.parametrize(
    ("is_notice", "columns", "count"),
    [
        (False, {"status": SubscriberStatus.BLOCKED}, 1),
        (False, {"status": SubscriberStatus.PAUSED}, 1),
        (False, {"hears_announcements": False}, 1),
        (True, {"status": SubscriberStatus.BLOCKED}, 1),
        (True, {"status": SubscriberStatus.PAUSED}, 2),
        (True, {"hears_announcements": False}, 2),
    ],
)
def test_who_left_since_is_not_sent_it(
    database: Database, is_notice: bool, columns: dict[str, object], count: int
) -> None:
    number = done(database, is_notice=is_notice)
    change(database, find(database, 5_002), **columns)
    assert database.call(recipients.count_unreached, found(database, number), LATER) == count
    assert database.call(broadcasts.send_again, number, LATER) == count


@pytest.mark.parametrize("state", [state for state in BroadcastState if state is not BroadcastState.DONE])
def test_only_one_that_is_done_goes_again(database: Database, state: BroadcastState) -> None:
    number = done(database)
    set_columns(database, number, state=state)
    assert database.call(broadcasts.send_again, number, LATER) == 0
    assert held(database) == []
