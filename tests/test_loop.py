"""A loop that survives its rounds, rests between them, and ends when told."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.loop import Loop


class Naps:
    """Sleeps that end when the test says so."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await self.over.wait()


class Count(Loop):
    """Counts its rounds, of which some fail."""

    def __init__(self, naps: Naps, fails: int = 0) -> None:
        super().__init__(timedelta(seconds=5), naps)
        self.done = 0
        self.fails = fails
        self.third = asyncio.Event()

    async def tick(self) -> None:
        self.done += 1
        if self.done == 3:
            self.third.set()
        if self.done <= self.fails:
            raise RuntimeError("no luck")


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_rounds_come_one_rest_apart() -> None:
    naps = Naps()
    count = Count(naps)
    running = asyncio.create_task(count.run())
    await settle()
    assert (count.done, naps.asked) == (1, [5.0])
    naps.over.set()
    await count.third.wait()
    count.stop()
    await running
    assert set(naps.asked) == {5.0}


async def test_a_wake_ends_the_rest() -> None:
    count = Count(Naps())
    running = asyncio.create_task(count.run())
    await settle()
    count.wake()
    await settle()
    assert count.done == 2
    count.stop()
    await running
    assert count.done == 2


async def test_a_round_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    count = Count(Naps(), fails=1)
    running = asyncio.create_task(count.run())
    await settle()
    count.wake()
    await settle()
    count.stop()
    await running
    assert count.done == 2
    [record] = caplog.records
    assert (record.levelno, record.getMessage()) == (
        logging.ERROR,
        "a round of Count failed; the next one tries again",
    )


async def test_stopped_before_it_runs_it_does_nothing() -> None:
    count = Count(Naps())
    count.stop()
    await count.run()
    assert count.done == 0
