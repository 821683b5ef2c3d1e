"""``Loop``: does the same again and again until it is told to stop, and survives every error.

Beside it what concerns the process as a whole: signals, heartbeat, garbage collection.
"""

import asyncio
import gc
import logging
import signal
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable
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
    """Rounds, one after the other until it is told to stop; one that fails is logged, and the next one tries again.

    Args:
        every: From the end of one round to the next, unless the round says otherwise or a wake comes; None to wait for
            a wake. So long, too, after a round that failed.
    """

    def __init__(self, every: timedelta | None) -> None:
        self._every = every
        self._woken = asyncio.Event()
        self._is_stopping = False

    @abstractmethod
    async def tick(self) -> timedelta | None:
        """Do one round. Returns how long the next may wait, zero for not at all; None for the usual time."""

    async def run(self) -> None:
        """Do rounds until told to stop."""
        while not self._is_stopping:
            self._woken.clear()  # a wake during the round is answered by one more
            pause = self._every
            try:
                asked = await self.tick()
                pause = self._every if asked is None else asked
            except Exception:
                log.exception("a round of %s failed; trying again", type(self).__name__)
            if pause != timedelta():
                await self._rest(pause)

    def wake(self) -> None:
        """Have the next round begin at once."""
        self._woken.set()

    def stop(self) -> None:
        """End after the round that runs."""
        self._is_stopping = True
        self._woken.set()

    async def _rest(self, pause: timedelta | None) -> None:
        try:
            async with asyncio.timeout(pause.total_seconds() if pause is not None else None):
                await self._woken.wait()
        except TimeoutError:
            pass
