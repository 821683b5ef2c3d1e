"""A loop that survives its rounds, rests between them, and ends when told."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.loop import Loop

HOUR, MILLISECOND = timedelta(hours=1), timedelta(milliseconds=1)


class Count(Loop):
    """Counts its rounds, of which some fail."""

    def __init__(self, every: timedelta | None, asked: timedelta | None = None, *, fails: int = 0) -> None:
        super().__init__(every)
        self.asked = asked
        self.done = 0
        self.fails = fails
        self.third = asyncio.Event()

    async def tick(self) -> timedelta | None:
        self.done += 1
        if self.done == 3:
            self.third.set()
        if self.done <= self.fails:
            raise RuntimeError("no luck")
        await asyncio.sleep(0)
        return self.asked


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    "count",
    [
        Count(MILLISECOND),
        Count(HOUR, MILLISECOND),
        Count(HOUR, timedelta()),
        Count(None, MILLISECOND),
        Count(MILLISECOND, fails=3),
    ],
    ids=["usual time", "as the round says", "at once", "instead of a wake", "after an error"],
)
async def test_the_next_round_comes_when_it_is_time(count: Count) -> None:
    running = asyncio.create_task(count.run())
    await count.third.wait()
    count.stop()
    await running


@pytest.mark.parametrize(
    "count", [Count(HOUR), Count(MILLISECOND, HOUR), Count(None)], ids=["usual time", "as the round says", "never"]
)
async def test_a_wake_ends_the_rest(count: Count) -> None:
    running = asyncio.create_task(count.run())
    await settle()
    assert count.done == 1
    count.wake()
    await settle()
    assert count.done == 2
    count.stop()
    await running
    assert count.done == 2


async def test_wakes_during_a_round_are_answered_by_one_more() -> None:
    count = Count(HOUR)
    running = asyncio.create_task(count.run())
    await asyncio.sleep(0)
    for _ in range(3):
        count.wake()
    await settle()
    assert count.done == 2
    count.stop()
    await running


async def test_a_round_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    count = Count(HOUR, fails=1)
    running = asyncio.create_task(count.run())
    await settle()
    count.wake()
    await settle()
    count.stop()
    await running
    assert count.done == 2
    [record] = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.ERROR, "a round of Count failed; trying again")


async def test_stopped_before_it_runs_it_does_nothing() -> None:
    count = Count(HOUR)
    count.stop()
    await count.run()
    assert count.done == 0
