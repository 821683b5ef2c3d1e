"""The timetable: name, interval, step. Ticks only insert rows or wake the path; due times are columns."""

from collections.abc import Callable, Coroutine
from datetime import UTC, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = Callable[[], None] | Callable[[], Coroutine[Any, Any, None]]

SWEEP_EVERY = timedelta(seconds=15)
HEALTH_CHECK_EVERY = timedelta(seconds=10)
DIGESTS_EVERY = timedelta(seconds=15)
DAILY_COUNT_EVERY = timedelta(hours=1)


def timetable(
    *, wake_scan: Job, scan_every: timedelta, sweep: Job, look: Job, issue: Job, count: Job
) -> AsyncIOScheduler:
    """A scheduler, not yet started, with every job of the bot.

    Args:
        wake_scan: Has the folders scanned.
        scan_every: How often.
        sweep: Takes back what a process that died had claimed.
        look: Looks whether the process is still well, and ends it if not.
        issue: Makes the planned digests whose time has come.
        count: Counts the subscribers, for the statistics of the day.
    """
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        # A tick that comes late is still wanted, several late ones only once, and never two at a time.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for name, every, step in (
        ("scan", scan_every, wake_scan),
        ("sweep", SWEEP_EVERY, sweep),
        ("look", HEALTH_CHECK_EVERY, look),
        ("issue", DIGESTS_EVERY, issue),
        ("count", DAILY_COUNT_EVERY, count),
    ):
        scheduler.add_job(step, "interval", seconds=every.total_seconds(), id=name, name=name)
    return scheduler
