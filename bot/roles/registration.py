"""This process says that it lives, every two seconds, so that others take back what it has claimed once it does not.

The database's answer tells the time: of machines that share a database, its clock counts.
"""

import logging
import math
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.loop import Loop
from storage import processes
from storage.database import Database, DatabaseUnusableError

log = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=2)

SURELY_ALIVE = (processes.DEAD_AFTER - BEAT_EVERY).total_seconds()
"""Seconds after a beat for which others surely take a process for living."""


CLOCK_TOLERANCE, CLOCK_ALARM = timedelta(seconds=0.1), timedelta(seconds=5)
"""By how much clocks may differ without consequence, and when that is worth a line."""


class Registration(Loop):
    """Keeps the row of this process; on SQLite, which one machine uses, there is none.

    Args:
        database: That the processes share.
        process_id: Of this process.
        roles: Their names.
        machine_time: The time by the clock of this machine, aware.
        clock: Seconds of a clock that never goes back.
    """

    def __init__(
        self,
        database: Database,
        process_id: str,
        roles: str,
        machine_time: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(BEAT_EVERY)
        self._database = database
        self._process_id = process_id
        self._roles = roles
        self.slots = 0
        self._clock = clock
        self._machine_time = machine_time
        self._clock_error = timedelta()
        """What the clock of this machine lacks of the database's."""
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
            told_at = await self._database.run(processes.beat, self._process_id, self._roles, self.slots)
        except DatabaseUnusableError:
            self._steady_since = math.inf
            raise
        if self._clock() - self._beaten_at > SURELY_ALIVE:
            self._lives += 1
        if asked_at - self._beaten_at > 2 * BEAT_EVERY.total_seconds():
            self._steady_since = asked_at  # it began just now, was stopped, or had no database
        self._beaten_at = asked_at
        self._set_clock(told_at, timedelta(seconds=self._clock() - asked_at))
        return None

    def now(self) -> datetime:
        """Return the time, by the clock of the database where several machines share it: theirs need not agree."""
        return self._machine_time() + self._clock_error

    def _set_clock(self, told_at: datetime, took: timedelta) -> None:
        """Go by what the database's clock said at some moment of the time that it took to ask."""
        error = told_at - (self._machine_time() - took / 2)
        if abs(error - self._clock_error) <= CLOCK_TOLERANCE + took / 2:
            return
        if abs(error) > CLOCK_ALARM:
            log.warning("the clock of this machine is %+.0f s off the database's, which counts", -error.total_seconds())
        self._clock_error = error if abs(error) > CLOCK_TOLERANCE + took / 2 else timedelta()

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
