"""The timetable has every job once, in UTC, and loses no tick."""

from datetime import UTC, timedelta

from bot.jobs import DAILY_COUNT_EVERY, DIGESTS_EVERY, HEALTH_CHECK_EVERY, SWEEP_EVERY, timetable


async def test_ticks_come_late_rather_than_never_and_never_two_at_a_time() -> None:
    ticks: list[str] = []
    scheduler = timetable(
        wake_scan=lambda: ticks.append("scan"),
        scan_every=timedelta(seconds=0.5),
        sweep=lambda: ticks.append("sweep"),
        check_health=lambda: ticks.append("health"),
        make_issues=lambda: ticks.append("digests"),
        save_daily_count=lambda: ticks.append("daily count"),
    )
    scheduler.start(paused=True)
    jobs = {job.id: job for job in scheduler.get_jobs()}
    assert {name: job.trigger.interval for name, job in jobs.items()} == {
        "scan": timedelta(seconds=0.5),
        "sweep": SWEEP_EVERY,
        "health": HEALTH_CHECK_EVERY,
        "digests": DIGESTS_EVERY,
        "daily count": DAILY_COUNT_EVERY,
    }
    for job in jobs.values():
        assert job.misfire_grace_time is None
        assert job.coalesce
        assert job.max_instances == 1
        assert job.next_run_time.tzinfo == UTC
        job.func()
    assert sorted(ticks) == ["daily count", "digests", "health", "scan", "sweep"]
    scheduler.shutdown(wait=False)
