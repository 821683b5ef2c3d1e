"""`Loop`: does the same again and again until it is told to stop, and survives every error.

Beside it what concerns the process as a whole: signals, heartbeat, garbage collection.
"""

import asyncio
import gc
import logging
import signal
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path


def heartbeat_file(database_url: str) -> Path:
    """The file that a bot running on a database touches as long as it is well."""
    path = database_url.removeprefix("sqlite:///")
    where = database_url if path == database_url else str(Path(path).absolute())
    name = sha256(where.encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"topicwire-{name}.heartbeat"


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Have SIGTERM and SIGINT call ``stop`` in the running loop, where the process can be told so at all."""
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        # Outside the main thread, or where the loop takes no signals, whoever runs us stops us.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(each, stop)


def tune_garbage_collector() -> None:
    """Have Python look for cycles of garbage less often, and never again among what is loaded for good.

    The path makes many short-lived values and hardly any cycles: looking for them every 700 values, as is the default,
    takes a fifth of the time of delivering.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


log = logging.getLogger(__name__)


class Loop(ABC):
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
