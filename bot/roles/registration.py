"""This process says that it lives, every two seconds, so that others take back what it has claimed once it does not."""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from bot.loop import Loop
from storage import processes
from storage.database import Database, DatabaseUnusableError

BEAT_EVERY = timedelta(seconds=2)

SURELY_ALIVE = (processes.DEAD_AFTER - BEAT_EVERY).total_seconds()
"""Seconds after a beat for which others surely take a process for living."""


class Registration(Loop):
    """Keeps the row of this process; on SQLite, which one machine uses, there is none.

    Args:
        database: That the processes share.
        process_id: Of this process.
        roles: Their names.
        clock: Seconds of a clock that never goes back.
    """

    def __init__(
        self, database: Database, process_id: str, roles: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(BEAT_EVERY)
        self._database = database
        self._process_id = process_id
        self._roles = roles
        self.slots = 0
        self._clock = clock
        self._steady_since = math.inf
        self._beaten_at = -math.inf
        self._lives = 0
        """How often others may have taken this process for dead before it spoke."""

    async def tick(self) -> timedelta | None:
        """Say once that this process lives."""
        if self._database.is_sqlite:
            return processes.FORGOTTEN_AFTER
        asked_at = self._clock()
        try:
            await self._database.run(processes.beat, self._process_id, self._roles, self.slots)
        except DatabaseUnusableError:
            self._steady_since = math.inf
            raise
        if self._clock() - self._beaten_at > SURELY_ALIVE:
            self._lives += 1
        if asked_at - self._beaten_at > 2 * BEAT_EVERY.total_seconds():
            self._steady_since = asked_at  # it began just now, was stopped, or had no database
        self._beaten_at = asked_at
        return None

    async def begin(self) -> None:
        """Say for the first time that this process lives, before it claims anything.

        Raises:
            DatabaseUnusableError: The database cannot be used.
        """
        await self.tick()

    async def run(self) -> None:
        """Go on until told to stop, and say so at the end."""
        await super().run()
        if not self._database.is_sqlite:
            with suppress(DatabaseUnusableError):  # then others find out by themselves
                await self._database.run(processes.leave, self._process_id)

    def watch(self) -> Callable[[], bool]:
        """Return what tells whether others have taken this process for living ever since: its claims are its own.

        A process that was stopped for long, or had no database, and has spoken again since is none of before.
        """
        if self._database.is_sqlite:
            return lambda: True
        begun_in = self._lives
        return lambda: self._lives == begun_in and self._clock() - self._beaten_at < SURELY_ALIVE

    def is_steady(self) -> bool:
        """Return whether this process could say so for so long that who did not is dead, and not only cut off."""
        now = self._clock()
        is_beating = now - self._beaten_at <= 2 * BEAT_EVERY.total_seconds()
        return is_beating and now - self._steady_since > processes.DEAD_AFTER.total_seconds()
