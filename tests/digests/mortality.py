"""A simulation in which the process dies, again and again, just before something is committed or just after."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.digests.simulation import Simulation

CHANCE = 0.02
"""Of dying, each time something is read or written."""


class KilledError(Exception):
    """The process is no more."""


@dataclass
class MortalSimulation(Simulation):
    """As the others, but that nothing which was only in memory survives a death."""

    random: Random = field(kw_only=True)
    deaths: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.died = asyncio.Event()
        self.immortal = self.pipeline.database.run
        self.pipeline.database.run = self._run  # type: ignore[method-assign] # what a death interrupts

    async def _run(self, query: Any, *args: Any, **named: Any) -> Any:
        fate = self.random.random()
        if self.died.is_set() or fate < CHANCE / 2:
            self.died.set()
            raise KilledError
        result = await self.immortal(query, *args, **named)
        if fate < CHANCE:
            self.died.set()
            raise KilledError
        return result

    async def _work(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            task, death = asyncio.ensure_future(work()), asyncio.create_task(self.died.wait())
            await asyncio.wait({task, death}, return_when=asyncio.FIRST_COMPLETED)
            if not self.died.is_set():
                death.cancel()
                return await task
            await self._bury(task, death)
            await self._start_again()

    async def _bury(self, *tasks: asyncio.Future[Any]) -> None:
        delivery = self.pipeline.delivery
        writer = delivery._settlement_writer._writer
        dead = [*tasks, *delivery._in_air, *([writer] if writer else [])]
        for each in dead:
            each.cancel()
        await asyncio.gather(*dead, return_exceptions=True)

    async def _start_again(self) -> None:
        self.deaths += 1
        self.died.clear()
        self.pipeline.delivery = self.pipeline.new_delivery(f"life {self.deaths}")
        self.pipeline.scan = self.new_scan()
        self.loop = self.new_loop()
        await self._work(lambda: self.pipeline.delivery.sweep(is_alone=True))
