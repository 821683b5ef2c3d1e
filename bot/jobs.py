"""The timetable: name, interval and function of each job. A job only changes rows or wakes a loop."""

from collections.abc import Callable, Coroutine
from datetime import UTC, timedelta
from typing import Any, NamedTuple

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
