"""The timetable: name, interval and function of each job. A job only changes rows or wakes a loop, or reads a feed."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler

SWEEP_EVERY = timedelta(seconds=5)
HEALTH_CHECK_EVERY = timedelta(seconds=10)
DIGESTS_EVERY = timedelta(seconds=15)
DAILY_COUNT_EVERY = timedelta(hours=1)


class Job(NamedTuple):
    """What is done again and again."""

    name: str
    every: timedelta
    step: Callable[[], None] | Callable[[], Coroutine[Any, Any, None]]


def timetable(*jobs: Job) -> AsyncIOScheduler:
    """Return a scheduler of some jobs, not yet started."""
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        # A job that is late still runs, several late runs are one, and no job runs twice at a time.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for name, every, step in jobs:
        scheduler.add_job(step, "interval", seconds=every.total_seconds(), id=name, name=name)
    return scheduler


class Appointments:
    """Jobs that are done once each, at a time of their own; of one name there is one at most."""

    def __init__(self) -> None:
        self._scheduler = timetable()

    def start(self) -> None:
        """Do what is due from now on."""
        self._scheduler.start()

    def stop(self) -> None:
        """Do nothing more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def make(self, name: str, after: timedelta, step: Callable[[], None]) -> None:
        """Have a step done after some time; another of this name is off."""

        async def keep() -> None:  # what is no coroutine would be called in a thread
            step()

        at = datetime.now(UTC) + after
        self._scheduler.add_job(keep, "date", run_date=at, id=name, name=name, replace_existing=True)

    def cancel(self, name: str) -> None:
        """Have a step not done, if it was to be."""
        try:
            self._scheduler.remove_job(name)
        except JobLookupError:
            return
