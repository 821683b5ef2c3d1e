"""What became of sends, written down: many slots a transaction.

A slot waits until its line is committed, so slots bound what a kill can double; committing what many slots wait for at
once is what makes that cheap.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from storage.database import Database
from storage.settlement import Settlement, settle

log = logging.getLogger(__name__)

PAUSE_AFTER_ERROR = 1.0
"""Seconds: a database that is locked or full is asked again."""


class Ledger:
    """Collects settlements and commits them in groups.

    A settlement is kept and tried again until it is written: a success that was observed is not forgotten as long as
    the process lives.
    """

    def __init__(
        self, database: Database, clock: Callable[[], datetime], pause_after_error: float = PAUSE_AFTER_ERROR
    ) -> None:
        self._database = database
        self._clock = clock
        self._pause_after_error = pause_after_error
        self._waiting: list[tuple[Settlement, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def settle(self, settlement: Settlement) -> None:
        """Write down what became of a claim; returns once it is committed."""
        settled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((settlement, settled))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await settled

    async def _write(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                await self._database.run(settle, [settlement for settlement, _ in group], self._clock())
            except Exception:
                log.exception("the outbox could not be written; trying again")
                self._waiting = group + self._waiting
                await asyncio.sleep(self._pause_after_error)
                continue
            for _, settled in group:
                if not settled.done():
                    settled.set_result(None)
