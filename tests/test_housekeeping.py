"""The loop of housekeeping: how large its steps are, and when it rests."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlmodel import Session

from bot.housekeeping import FEWEST, FIRST, LIGHT, LONG_REST, MOST, REST, SLOW, Housekeeping, StepSize
from storage import housekeeping
from storage.database import Database, read_only
from storage.models import DeliveryState
from tests.conftest import NOON
from tests.storage.rows import article, deliveries, owed, subscriber

LONG_AGO = NOON - timedelta(days=100)


def test_a_step_that_was_quick_is_followed_by_a_larger_one_and_never_by_one_beyond_the_most() -> None:
    size = StepSize()
    size.took(SLOW / 2, LIGHT / 2)
    assert FIRST < size.rows <= FIRST * 1.25
    for _ in range(100):
        size.took(0.0, 0.0)
    assert size.rows == MOST


def test_a_step_that_rows_made_slow_is_followed_by_a_smaller_one() -> None:
    size = StepSize()
    size.took(SLOW * 2, SLOW)
    assert size.rows == FIRST // 2
    for _ in range(100):
        size.took(60, 60)
    assert size.rows == FEWEST


@pytest.mark.parametrize(("seconds", "working"), [(SLOW * 2, LIGHT / 2), (SLOW / 2, LIGHT * 2)])
def test_what_a_disk_takes_however_few_rows_there_are_changes_nothing(seconds: float, working: float) -> None:
    size = StepSize()
    size.took(seconds, working)
    assert size.rows == FIRST


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
    rests = [await loop.tick()]
    while rests[-1] is not None:
        rests.append(await loop.tick())
    assert rests[0] == timedelta(seconds=REST * 0.02)  # it looks at the clock twice more
    assert deliveries(database) == []


@pytest.mark.both_engines
async def test_it_rests_longer_while_anything_is_due(database: Database) -> None:
    fill(database, 3)
    news = article(database, "https://example.org/due")
    owed(database, news, subscriber(database, 2), 2, due_at=NOON)
    assert await tidier(database, 0.001).tick() == timedelta(seconds=LONG_REST)


async def test_the_log_of_sqlite_is_emptied_beside_those_who_write(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    emptied, really = [], housekeeping.empty_log

    @read_only
    def empty_log(session: Session) -> bool:
        emptied.append(really(session))
        return emptied[-1]

    fill(database, 9)
    monkeypatch.setattr(housekeeping, "empty_log", empty_log)
    await tidier(database).tick()
    assert emptied == ([True] if database.is_sqlite else [])


async def test_it_says_what_it_erased(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    fill(database, 3)
    loop = tidier(database)
    with caplog.at_level("INFO"):
        while await loop.tick() is not None:
            pass
    assert "erased 3 rows" in caplog.text
