"""The timetable: name, interval and function of each job. A job only changes rows or wakes a loop."""

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
    *, wake_scan: Job, scan_every: timedelta, sweep: Job, check_health: Job, make_issues: Job, save_daily_count: Job
) -> AsyncIOScheduler:
    """Return a scheduler, not yet started, with every job of the bot.

    Args:
        wake_scan: Has the folders scanned.
        scan_every: How often.
        sweep: Takes back deliveries that were claimed by a process that died.
        check_health: Ends the process if it cannot go on.
        make_issues: Makes the issues of planned digests that are due.
        save_daily_count: Counts the subscribers, for the statistics of the day.
    """
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        # A job that is late still runs, several late runs are one, and no job runs twice at a time.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for name, every, job in (
        ("scan", scan_every, wake_scan),
        ("sweep", SWEEP_EVERY, sweep),
        ("health", HEALTH_CHECK_EVERY, check_health),
        ("digests", DIGESTS_EVERY, make_issues),
        ("daily count", DAILY_COUNT_EVERY, save_daily_count),
    ):
        scheduler.add_job(job, "interval", seconds=every.total_seconds(), id=name, name=name)
    return scheduler
