"""How the wire is doing, counted from the rows."""

from datetime import datetime, timedelta
from random import Random

import pytest

from storage.database import Database
from storage.models import DeliveryState
from storage.stats import health
from tests.conftest import NOON
from tests.storage.rows import article, change, find, owed, subscriber

pytestmark = pytest.mark.both_engines

SECOND = timedelta(seconds=1)


def put_deliveries(database: Database, *rows: tuple[DeliveryState, datetime, datetime | None]) -> None:
    for number, (state, due_at, sent_at) in enumerate(rows, start=1):
        told = article(database, f"https://a.example/{number}")
        owed(database, told, subscriber(database, number), number, state=state, due_at=due_at, sent_at=sent_at)


def test_an_empty_database(database: Database) -> None:
    found = database.call(health, NOON)
    assert (found.by_state, found.later, found.oldest_due_at, found.sent_lately) == ({}, 0, None, 0)
    assert (found.throttled, found.throttled_until) == (0, None)
    assert found.size > 10_000
    assert found.is_sqlite == database.is_sqlite


def test_deliveries_by_state_with_the_oldest_that_is_due(database: Database) -> None:
    put_deliveries(
        database,
        (DeliveryState.PENDING, NOON - 40 * SECOND, None),
        (DeliveryState.PENDING, NOON - 90 * SECOND, None),
        (DeliveryState.PENDING, NOON + 5 * SECOND, None),
        (DeliveryState.HELD, NOON - 999 * SECOND, None),
        (DeliveryState.SENT, NOON, NOON - 59 * SECOND),
        (DeliveryState.SENT, NOON, NOON - 60 * SECOND),
    )
    found = database.call(health, NOON)
    assert found.by_state == {DeliveryState.PENDING: 3, DeliveryState.HELD: 1, DeliveryState.SENT: 2}
    assert (found.later, found.oldest_due_at, found.sent_lately) == (1, NOON - 90 * SECOND, 1)


def test_a_chat_is_throttled_that_is_left_alone_for_longer_than_its_pace(database: Database) -> None:
    for number, quiet in ((1, 3), (2, 31), (3, 700), (4, -40)):
        subscriber(database, number)
        change(database, find(database, number), not_before=NOON + quiet * SECOND)
    found = database.call(health, NOON)
    assert (found.throttled, found.throttled_until) == (2, NOON + 700 * SECOND)


def test_threads_of_one_chat_are_one_chat(database: Database) -> None:
    for thread in (0, 5):
        subscriber(database, -100, thread_id=thread)
        change(database, find(database, -100, thread), not_before=NOON + 31 * SECOND)
    assert database.call(health, NOON).throttled == 1


def test_what_is_written_makes_it_larger(database: Database) -> None:
    """By text that cannot be compressed, and more of it than what an emptied table leaves to be used again."""
    noise = Random(7)
    before = database.call(health, NOON).size
    for number in range(100):
        article(database, f"https://a.example/{number}", excerpt=noise.randbytes(5_000).hex())
    assert database.call(health, NOON).size > before + 100_000
