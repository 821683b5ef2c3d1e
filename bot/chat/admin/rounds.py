"""Doing the same again and again until told to stop."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from datetime import timedelta

log = logging.getLogger(__name__)


class Rounds(ABC):
    """A loop that survives every error of its rounds.

    Args:
        every: From the end of one round to the next.
        sleep: Waits for so many seconds.
    """

    def __init__(self, every: timedelta, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._every = every
        self._sleep = sleep
        self._woken = asyncio.Event()
        self._is_stopping = False

    @abstractmethod
    async def tick(self) -> None:
        """Do one round."""

    async def run(self) -> None:
        """Do rounds until told to stop; one that fails is logged, and the next one comes in its time."""
        while not self._is_stopping:
            try:
                await self.tick()
            except Exception:
                log.exception("a round of %s failed; the next one tries again", type(self).__name__)
            await self._rest()

    def wake(self) -> None:
        """Have the next round begin at once."""
        self._woken.set()

    def stop(self) -> None:
        """End after the round that runs."""
        self._is_stopping = True
        self._woken.set()

    async def _rest(self) -> None:
        waits = [asyncio.ensure_future(self._sleep(self._every.total_seconds())), asyncio.ensure_future(self._wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        self._woken.clear()

    async def _wait(self) -> None:
        await self._woken.wait()
