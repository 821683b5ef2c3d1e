"""The loop of housekeeping: how large its steps are, and when it rests."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.housekeeping import FEWEST, FIRST, MOST, QUICK, REST, SLOW, Housekeeping, StepSize
from storage.database import Database
from storage.models import DeliveryState
from tests.conftest import NOON
from tests.storage.rows import article, deliveries, owed, subscriber

LONG_AGO = NOON - timedelta(days=100)


def test_a_step_that_was_quick_is_followed_by_a_larger_one_and_never_by_one_beyond_the_most() -> None:
    size = StepSize()
    size.took(QUICK / 2)
    assert size.rows == FIRST * 1.5
    for _ in range(100):
        size.took(0.0)
    assert size.rows == MOST


def test_a_step_that_was_slow_is_followed_by_a_smaller_one() -> None:
    size = StepSize()
    size.took((QUICK + SLOW) / 2)
    assert size.rows == FIRST
    size.took(SLOW * 2)
    assert size.rows == FIRST // 2
    for _ in range(100):
        size.took(60)
    assert size.rows == FEWEST


def ticking(seconds: float) -> Iterator[float]:
    return (number * seconds for number in count())


def tidier(database: Database, seconds: float = 0.01) -> Housekeeping:
    """A loop whose every step seems to take so long."""
    readings = ticking(seconds)

    def clock() -> datetime:
        return NOON

    return Housekeeping(database, timedelta(days=30), timedelta(days=2), clock, lambda: next(readings))


def fill(database: Database, number: int) -> None:
    reader = subscriber(database, 1)
    for each in range(number):
        news = article(database, f"https://example.org/{each}", at=LONG_AGO, announced_at=LONG_AGO)
        owed(database, news, reader, 1, state=DeliveryState.SENT, created_at=LONG_AGO, settled_at=LONG_AGO)


@pytest.mark.both_engines
async def test_it_rests_for_longer_than_a_step_takes_and_ends_when_all_is_gone(database: Database) -> None:
    fill(database, FIRST + 10)
    loop = tidier(database)
    rests = [await loop.tick() for _ in range(6)]
    assert rests[0] == timedelta(seconds=REST * 0.01)
    assert deliveries(database) == []
    assert rests[-1] is None


async def test_it_says_what_it_erased(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    fill(database, 3)
    loop = tidier(database)
    with caplog.at_level("INFO"):
        while await loop.tick() is not None:
            pass
    assert "erased 3 rows" in caplog.text
