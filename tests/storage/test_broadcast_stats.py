"""What became of a broadcast, counted and one by one."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from storage import broadcast_stats, subscribers
from storage.broadcast_stats import RecipientCounts
from storage.database import Database
from storage.models import Cancellation, DeliveryState
from tests.conftest import NOON
from tests.storage.broadcast_rows import let_go, running
from tests.storage.rows import change, deliveries, subscriber

pytestmark = pytest.mark.both_engines

SECOND = timedelta(seconds=1)
ENDED: list[dict[str, Any]] = [
    {"state": DeliveryState.HELD},
    {"state": DeliveryState.PENDING},
    {"state": DeliveryState.IN_FLIGHT},
    {"state": DeliveryState.SENT},
    {"state": DeliveryState.SENT},
    {"state": DeliveryState.DEAD, "last_error": "message is too long"},
    {"state": DeliveryState.UNCERTAIN, "last_error": "no answer"},
    {"state": DeliveryState.CANCELLED, "cancelled_for": Cancellation.BLOCKED, "last_error": "blocked by the user"},
    {"state": DeliveryState.CANCELLED, "cancelled_for": Cancellation.BLOCKED, "last_error": "blocked by the user"},
    {"state": DeliveryState.CANCELLED, "cancelled_for": Cancellation.DEACTIVATED, "last_error": "deactivated"},
    {"state": DeliveryState.CANCELLED, "cancelled_for": Cancellation.OPTED_OUT, "last_error": "opted_out"},
    {"state": DeliveryState.CANCELLED},
]


@pytest.fixture
def broadcast_id(database: Database) -> int:
    """A broadcast whose recipients came to each end, a second after another; one has been erased."""
    for number in range(1, len(ENDED) + 2):
        subscriber(database, number)
    which = running(database)
    let_go(database, which)
    for number, (row, columns) in enumerate(zip(deliveries(database), ENDED, strict=False)):
        change(database, row, settled_at=moment(number), **columns)
    database.call(subscribers.erase, len(ENDED) + 1)
    running(database)  # another, which is not counted
    return which


def moment(number: int) -> datetime | None:
    """When the row of that number was settled."""
    return None if number < 3 else NOON + SECOND * number


def test_everybody_is_counted_once(database: Database, broadcast_id: int) -> None:
    counted = database.call(broadcast_stats.recipient_counts, broadcast_id)
    assert (counted.recipients, counted.erased) == (13, 1)
    assert (counted.held, counted.pending, counted.in_flight, counted.left) == (1, 1, 1, 3)
    assert (counted.sent, counted.dead, counted.uncertain, counted.failed) == (2, 1, 1, 2)
    assert counted.cancelled == {Cancellation.BLOCKED: 2, Cancellation.DEACTIVATED: 1, Cancellation.OPTED_OUT: 1}
    assert (counted.blocked, counted.dropped) == (3, 1)


def test_of_what_is_not_there_nobody_is_counted(database: Database) -> None:
    assert database.call(broadcast_stats.recipient_counts, 99) == RecipientCounts(0, 0, 0, 0, 0, 0, 0, {}, 0)


def test_reasons_stand_most_frequent_first(database: Database, broadcast_id: int) -> None:
    found = database.call(broadcast_stats.failure_reasons, broadcast_id)
    assert found[0] == (DeliveryState.CANCELLED, Cancellation.BLOCKED, "blocked by the user", 2)
    assert {reason.error for reason in found[1:]} == {
        "message is too long", "no answer", "deactivated", "opted_out", "",
    }  # fmt: skip
    assert {reason.total for reason in found[1:]} == {1}


def test_failing_looks_at_the_last_that_were_answered(database: Database, broadcast_id: int) -> None:
    assert database.call(broadcast_stats.recent_failures, broadcast_id, 200, None) == (2, 4)
    assert database.call(broadcast_stats.recent_failures, broadcast_id, 3, None) == (2, 3)
    assert database.call(broadcast_stats.recent_failures, broadcast_id, 1, None) == (1, 1)
    assert database.call(broadcast_stats.recent_failures, broadcast_id, 200, moment(4)) == (2, 2)
    assert database.call(broadcast_stats.recent_failures, broadcast_id, 200, moment(6)) == (0, 0)


def test_the_pace_is_of_what_was_sent(database: Database, broadcast_id: int) -> None:
    assert database.call(broadcast_stats.sent_times, broadcast_id) == [moment(3), moment(4)]
    assert database.call(broadcast_stats.count_sent_since, broadcast_id, NOON) == 2
    assert database.call(broadcast_stats.count_sent_since, broadcast_id, NOON + SECOND * 3) == 1
    assert database.call(broadcast_stats.count_sent_since, broadcast_id, NOON + SECOND * 4) == 0


def test_recipients_are_listed_in_pages(database: Database, broadcast_id: int) -> None:
    first = database.call(broadcast_stats.recipient_results, broadcast_id, 0, 10)
    rest = database.call(broadcast_stats.recipient_results, broadcast_id, first[-1].delivery_id, 10)
    assert (len(first), len(rest)) == (10, 2)
    assert [line.chat_id for line in first + rest] == list(range(1, 13))
    assert (first[7].thread_id, first[7].state, first[7].cancelled_for, first[7].error, first[7].settled_at) == (
        0, DeliveryState.CANCELLED, Cancellation.BLOCKED, "blocked by the user", moment(7),
    )  # fmt: skip
    assert first[7].message_id is None
