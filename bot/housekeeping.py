"""The loop that erases what is over and old, a little at a time (``storage/housekeeping.py``)."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.loop import Loop
from storage.database import Database
from storage.housekeeping import STEPS, Ages

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
QUICK, SLOW = 0.01, 0.02
"""Seconds of a step after which the next one is larger, or smaller: what waits for it on SQLite is not to wait 50 ms.
Between the two stands what a disk takes for a commit, however few rows it has."""
FIRST, FEWEST, MOST = 50, 10, 5_000
"""Rows of a step."""
REST = 4
"""For so many times what a step took nothing is erased after it."""


class StepSize:
    """How many rows the next step has: half as many more after a quick one, half as many after a slow one."""

    def __init__(self) -> None:
        self.rows = FIRST

    def took(self, seconds: float) -> None:
        """Take note how long the step of that size was."""
        if seconds < QUICK:
            self.rows = min(self.rows + self.rows // 2, MOST)
        elif seconds > SLOW:
            self.rows = max(self.rows // 2, FEWEST)


class Housekeeping(Loop):
    """Erases what is over and old: a step, a rest that is longer, until nothing is left; then an hour nothing.

    Args:
        database: Where everything is.
        keep: How long deliveries and updates stay.
        window: The story window.
        clock: Now, aware.
        stopwatch: Seconds, of a clock that never goes back.
    """

    def __init__(
        self,
        database: Database,
        keep: timedelta,
        window: timedelta,
        clock: Callable[[], datetime],
        stopwatch: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(EVERY)
        self._database = database
        self._keep = keep
        self._window = window
        self._clock = clock
        self._stopwatch = stopwatch
        self._sizes = [StepSize() for _ in STEPS]
        self._kind = 0
        self._after = 0
        self._erased = 0
        self.longest = 0.0
        """Seconds that the longest step took, from when it could write to its end."""

    async def tick(self) -> timedelta | None:
        """Do one step. Returns how long to rest; None once everything was gone through."""
        ages = Ages.at(self._clock(), self._keep, self._window)
        size = self._sizes[self._kind]
        ids = await self._database.run(STEPS[self._kind].find, ages, self._after, size.rows)
        if not ids:
            return self._next_kind()
        begun_at, erased = await self._database.run(self._timed, ages, ids)
        took = self._stopwatch() - begun_at
        size.took(took)
        self.longest = max(self.longest, took)
        self._after, self._erased = ids[-1], self._erased + erased
        return timedelta(seconds=REST * took)

    def _next_kind(self) -> timedelta | None:
        self._kind, self._after = (self._kind + 1) % len(STEPS), 0
        if self._kind:
            return timedelta()
        self._log()
        return None

    def _timed(self, session: Session, ages: Ages, ids: Sequence[int]) -> tuple[float, int]:
        """Do a step; returns since when it kept others from writing, too."""
        session.connection()  # SQLite takes its lock for writing here
        begun_at = self._stopwatch()
        return begun_at, STEPS[self._kind].erase(session, ages, ids)

    def _log(self) -> None:
        if self._erased:
            log.info("erased %s rows that were over, the longest step took %.0f ms", self._erased, self.longest * 1000)
        self._erased, self.longest = 0, 0.0
