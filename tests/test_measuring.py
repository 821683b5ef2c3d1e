"""What stands in the database is shown as metrics while somebody measures, and costs little."""

import asyncio
from datetime import datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import metrics
from bot.measuring import MEASURE_EVERY, PLACES_EVERY, MeasureLoop
from storage.database import Database
from storage.models import DeliveryState
from tests.conftest import NOON
from tests.storage.rows import article, change, deliveries, owed, subscriber


class Clock:
    """Both clocks of the loop, moved by hand; each look at the timer may cost."""

    def __init__(self) -> None:
        self.passed, self.cost = 1_000.0, 0.0

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.passed - 1_000.0)

    def timer(self) -> float:
        self.passed += self.cost
        return self.passed


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def loop(sqlite: Database, clock: Clock) -> MeasureLoop:
    return MeasureLoop(sqlite, clock.now, clock.timer)


def shown() -> dict[str, float]:
    """Numbers of the page by name and labels."""
    families = text_string_to_metric_families(metrics.page()[0].decode())
    return {
        "/".join([sample.name.removeprefix("topicwire_"), *sample.labels.values()]): sample.value
        for family in families
        for sample in family.samples
    }


async def test_what_is_measured_is_shown(loop: MeasureLoop, sqlite: Database) -> None:
    owed(sqlite, article(sqlite, "https://a.example/1"), subscriber(sqlite, 1), 1, due_at=NOON - MEASURE_EVERY)
    assert await loop.tick() == MEASURE_EVERY
    found = shown()
    assert found["outbox_deliveries/pending"] == 1
    assert found["outbox_oldest_age_seconds/pending"] == 15
    assert found["places/private/active"] == 1
    assert found["disk_free_bytes"] > 0
    assert found["measured_timestamp_seconds"] == NOON.timestamp()


async def test_where_measuring_takes_long_it_is_done_less_often(loop: MeasureLoop, clock: Clock) -> None:
    clock.cost = 1.0
    assert await loop.tick() >= timedelta(seconds=40)


async def test_all_subscribers_are_looked_at_rarely(loop: MeasureLoop, clock: Clock, sqlite: Database) -> None:
    await loop.tick()
    subscriber(sqlite, 1)
    clock.passed += PLACES_EVERY.total_seconds() - 1
    await loop.tick()
    assert "places/private/active" not in shown()
    clock.passed += 1
    await loop.tick()
    assert shown()["places/private/active"] == 1


async def test_whoever_leads_no_more_shows_nothing_of_the_database(loop: MeasureLoop) -> None:
    running = asyncio.create_task(loop.run())
    async with asyncio.timeout(20):
        while "measured_timestamp_seconds" not in shown():  # noqa: ASYNC110 - a page tells no one
            await asyncio.sleep(0.01)
    loop.stop()
    await running
    assert "measured_timestamp_seconds" not in shown()


async def test_each_story_is_timed_once_from_its_first_to_its_last_message(
    loop: MeasureLoop, clock: Clock, sqlite: Database
) -> None:
    before = shown()

    def observed() -> tuple[float, float, float]:
        now = shown()
        names = (
            "story_first_message_seconds_count",
            "story_last_message_seconds_count",
            "story_last_message_seconds_sum",
        )
        first, last, seconds = (now[name] - before[name] for name in names)
        return first, last, seconds

    await loop.tick()
    told = article(sqlite, "https://a.example/1", announced_at=NOON)
    for number in (1, 2):
        owed(sqlite, told, subscriber(sqlite, number), number)
    await loop.tick()
    assert observed() == (0, 0, 0)
    first, second = deliveries(sqlite)
    change(sqlite, first, state=DeliveryState.SENT, sent_at=NOON + timedelta(seconds=1))
    for _ in range(2):
        await loop.tick()
        assert observed() == (1, 0, 0)
    change(sqlite, second, state=DeliveryState.SENT, sent_at=NOON + timedelta(seconds=7))
    for _ in range(2):
        await loop.tick()
        assert observed() == (1, 1, 7)


async def test_a_story_that_never_ends_is_given_up(loop: MeasureLoop, clock: Clock, sqlite: Database) -> None:
    await loop.tick()
    owed(sqlite, article(sqlite, "https://a.example/1", announced_at=NOON), subscriber(sqlite, 1), 1)
    await loop.tick()
    assert len(loop._told) == 1
    clock.passed += 4 * 3600 + 1
    await loop.tick()
    assert loop._told == {}
