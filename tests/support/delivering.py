"""What tests of delivering share: news that lands, outcomes to order, a delivery at work."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.delivery.outcome import Outcome
from bot.delivery.worker import DeliveryWorker
from tests.support.pipeline import Pipeline, record

TITLES = [
    "Quiet rivers rise in the north",
    "Seven lamps for a lighthouse",
    "Tall ladders sold by the metre",
    "Bakers count their ovens again",
]


async def news(pipeline: Pipeline, *titles: str) -> None:
    """Have records land, a scan after each."""
    for title in titles or TITLES[:1]:
        pipeline.drop(
            f"{title}.md", record(title, f"https://a.example/{len(list(pipeline.folder.iterdir()))}", at=pipeline.now)
        )
        await pipeline.scanned()


def first(*outcomes: Outcome) -> Callable[[int, int], Outcome | None]:
    """What the first attempts to each chat end in; the next one arrives."""
    return lambda _chat_id, attempt: outcomes[attempt] if attempt < len(outcomes) else None


@asynccontextmanager
async def running(delivery: DeliveryWorker) -> AsyncIterator[asyncio.Task[None]]:
    """The delivery at work inside the block, stopped after it."""
    task = asyncio.create_task(delivery.run())
    yield task
    delivery.stop()
    await task


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110 - rows and lists tell no one
            await asyncio.sleep(0.005)
