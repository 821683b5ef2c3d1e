"""Measuring: what stands in the database becomes metrics. One process does it, which leads the timetable."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bot import metrics
from bot.loop import Loop
from storage import measures
from storage.database import Database

MEASURE_EVERY = timedelta(seconds=15)
PLACES_EVERY = timedelta(minutes=5)
"""Looking at all subscribers takes longer than all else."""
SHARE = 0.05
"""Of the time at most is spent on measuring: where that takes long, it is done less often."""
LONGEST_TOLD = timedelta(hours=4)
"""An article that is still being told after that is not waited for any longer."""
MOST_TRACKED = 200


class MeasureLoop(Loop):
    """Measures every 15 seconds, less often where it takes long.

    Args:
        database: Measured.
        clock: Now, aware.
        timer: Seconds that pass, to see how long measuring takes.
    """

    def __init__(
        self, database: Database, clock: Callable[[], datetime], timer: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(MEASURE_EVERY)
        self._database = database
        self._clock = clock
        self._timer = timer
        self._places: measures.Measured = {}
        self._places_due_at = 0.0
        self._newest: int | None = None
        self._told: dict[int, tuple[datetime, bool]] = {}
        """Since when an article is looked at, and whether its first message is out."""

    async def tick(self) -> timedelta:
        """Measure once."""
        began, now = self._timer(), self._clock()
        found = await self._database.run(measures.outbox, now)
        free = self._database.free_space()
        disk: measures.Measured = {} if free is None else {("disk_free_bytes",): free}
        if self._places_due_at <= began:
            self._places = await self._database.run(measures.places)
            took = self._timer() - began
            self._places_due_at = began + max(PLACES_EVERY.total_seconds(), took / SHARE)
        await self._take_times(now)
        pause = max(MEASURE_EVERY, timedelta(seconds=(self._timer() - began) / SHARE))
        metrics.show({**found, **self._places, **disk}, valid_for=6 * pause.total_seconds())
        return pause

    async def run(self) -> None:
        """Measure until told to stop, and show nothing of the database from then on."""
        try:
            await super().run()
        finally:
            metrics.show({}, valid_for=0.0)

    async def _take_times(self, now: datetime) -> None:
        """Look when articles were told that arrived since the last look."""
        found, self._newest = await self._database.run(measures.articles_after, self._newest)
        self._told |= dict.fromkeys(found[: MOST_TRACKED - len(self._told)], (now, False))
        if not self._told:
            return
        times = await self._database.run(measures.story_times, list(self._told), now)
        for article_id, (since, has_first) in list(self._told.items()):
            told = times.get(article_id)
            if told and told.first is not None and not has_first:
                metrics.FIRST_MESSAGE.observe(told.first)
                self._told[article_id] = since, True
            if told and told.is_over and told.last is not None:
                metrics.LAST_MESSAGE.observe(told.last)
            if told is None or told.is_over or now - since > LONGEST_TOLD:
                del self._told[article_id]
