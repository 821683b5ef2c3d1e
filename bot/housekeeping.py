"""The loop that erases what is over and old, a little at a time (``storage/housekeeping.py``)."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.loop import Loop
from storage import housekeeping
from storage.database import Database
from storage.housekeeping import STEPS, Ages

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
SLOW = 0.015
"""Seconds of a step that is too long: what waits for it on SQLite is not to wait 50 ms."""
LIGHT = 0.004
"""Seconds of a step before its commit that hardly count: the rest is the disk's, however few rows there are."""
FIRST, FEWEST, MOST = 25, 10, 200
"""Rows of a step."""
REST = 4
"""For so many times what a step took nothing is erased after it."""
LONG_REST = 0.25
"""Seconds of rest at least while anything is due to be sent."""


class StepSize:
    """How many rows the next step has: a few more after a quick one, half as many where rows made one slow."""

    def __init__(self) -> None:
        self.rows = FIRST

    def took(self, seconds: float, working: float) -> None:
        """Take note how long the step of that size was.

        Args:
            seconds: All of it.
            working: Of that, until its commit.
        """
        if working > LIGHT and seconds > SLOW:
            self.rows = max(self.rows // 2, FEWEST)
        elif working < LIGHT and seconds < SLOW:
            self.rows = min(self.rows + max(self.rows // 8, 1), MOST)


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
        """Seconds that the longest step took, from when it could write until it was on the disk."""

    async def tick(self) -> timedelta | None:
        """Do one step. Returns how long to rest; None once everything was gone through."""
        ages, size = Ages.at(self._clock(), self._keep, self._window), self._sizes[self._kind]
        found = await self._database.run(STEPS[self._kind].find, ages, self._after, size.rows)
        rest = await self._step(ages, found.ids) if found.ids else 0.0
        if found.after is None and self._next_kind():
            return None
        self._after = found.after or 0
        return timedelta(seconds=rest)

    async def _step(self, ages: Ages, ids: Sequence[int]) -> float:
        """Erase some rows; returns how many seconds to rest."""
        erased = await self._database.run(housekeeping.erase, STEPS[self._kind], ages, ids, self._stopwatch)
        took = erased.ended_at - erased.begun_at
        self._sizes[self._kind].took(took, erased.worked_at - erased.begun_at)
        self.longest = max(self.longest, took)
        self._erased += erased.rows
        if self._database.is_sqlite:  # so that no sender has to
            await self._database.run(housekeeping.empty_log)
        is_sending = await self._database.run(housekeeping.is_sending, self._clock())
        return max(REST * took, LONG_REST if is_sending else 0.0)

    def _next_kind(self) -> bool:
        """Go on to the next kind of row; returns whether that was the last one."""
        self._kind = (self._kind + 1) % len(STEPS)
        if self._kind == 0:
            self._log()
        return self._kind == 0

    def _log(self) -> None:
        if self._erased:
            log.info("erased %s rows that were over, the longest step took %.0f ms", self._erased, self.longest * 1000)
        self._erased, self.longest = 0, 0.0
