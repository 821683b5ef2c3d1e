"""The timetable has every job once, in UTC, and loses no tick."""

import asyncio
from datetime import UTC, timedelta
from functools import partial

from bot.jobs import Appointments, Job, timetable

EVERY = timedelta(seconds=0.5)


async def test_ticks_come_late_rather_than_never_and_never_two_at_a_time() -> None:
    ticks: list[str] = []
    names = ("scan", "sweep", "health")
    scheduler = timetable(*(Job(name, EVERY, partial(ticks.append, name)) for name in names))
    scheduler.start(paused=True)
    jobs = {job.id: job for job in scheduler.get_jobs()}
    assert {name: job.trigger.interval for name, job in jobs.items()} == dict.fromkeys(names, EVERY)
    for job in jobs.values():
        assert job.misfire_grace_time is None
        assert job.coalesce
        assert job.max_instances == 1
        assert job.next_run_time.tzinfo == UTC
        job.func()
    assert sorted(ticks) == sorted(names)
    scheduler.shutdown(wait=False)


async def test_an_appointment_is_kept_once_in_the_event_loop() -> None:
    kept: list[str] = []
    done = asyncio.Event()
    appointments = Appointments()
    appointments.make("a", timedelta(hours=1), partial(kept.append, "too late"))
    appointments.make("b", timedelta(), partial(kept.append, "off"))
    appointments.cancel("b")
    appointments.cancel("b")

    def keep() -> None:
        asyncio.get_running_loop()  # not in a thread
        kept.append("a")
        done.set()

    appointments.make("a", timedelta(), keep)
    appointments.start()
    await asyncio.wait_for(done.wait(), 30)
    appointments.stop()
    appointments.stop()
    assert kept == ["a"]
