"""Who is elected works until the lease is lost; another one takes over, and the first one commits nothing more."""

import asyncio

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.roles import Role
from bot.roles.election import Election
from storage import leadership
from storage.database import Database, DatabaseUnusableError
from storage.leadership import LeadershipLostError
from tests.end_to_end.environment import until


class Worker:
    """Takes note of the terms in which it worked."""

    def __init__(self) -> None:
        self.terms: list[Database] = []
        self.is_working = False
        self.fault: Exception | None = None

    async def work(self, database: Database, ending: asyncio.Event) -> None:
        if self.fault:
            raise self.fault
        self.terms.append(database)
        self.is_working = True
        await ending.wait()
        self.is_working = False


def take_over(session: Session) -> None:
    session.connection().execute(text("UPDATE role_lease SET holder = 'rival', fence = fence + 1"))


def give_up(session: Session) -> None:
    session.connection().execute(text("UPDATE role_lease SET until = clock_timestamp()"))


def touch(session: Session) -> None:
    session.connection()


async def running(election: Election, worker: Worker, stopping: asyncio.Event) -> asyncio.Task[None]:
    task = asyncio.create_task(election.run(worker.work, stopping))
    await until(lambda: worker.is_working)
    return task


async def test_a_role_is_lost_and_won_again(postgresql: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    patch_pauses(monkeypatch)
    worker, stopping = Worker(), asyncio.Event()
    election = Election(postgresql, Role.SCHEDULE, "one")
    task = await running(election, worker, stopping)
    assert election.leads()
    await worker.terms[0].run(touch)
    await postgresql.run(take_over)
    await until(lambda: not worker.is_working)
    assert not election.leads()
    with pytest.raises(LeadershipLostError):
        await worker.terms[0].run(touch)
    await postgresql.run(give_up)
    await until(lambda: worker.is_working)
    await worker.terms[1].run(touch)
    stopping.set()
    await task
    assert postgresql.call(leadership.holder_of, "schedule") is None, "the next one need not wait for the lease"


async def test_two_are_never_elected(postgresql: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    patch_pauses(monkeypatch)
    first, second, stopping = Worker(), Worker(), asyncio.Event()
    task = await running(Election(postgresql, Role.SCHEDULE, "one"), first, stopping)
    other_stopping = asyncio.Event()
    other = asyncio.create_task(Election(postgresql, Role.SCHEDULE, "two").run(second.work, other_stopping))
    await asyncio.sleep(0.05)
    assert not second.is_working
    stopping.set()
    await task
    await until(lambda: second.is_working)
    other_stopping.set()
    await other


async def test_a_lease_that_was_not_renewed_in_time_is_not_trusted(postgresql: Database) -> None:
    now = 0.0
    worker, stopping = Worker(), asyncio.Event()
    election = Election(postgresql, Role.UPDATES, "one", clock=lambda: now)
    task = await running(election, worker, stopping)
    now = 60.0  # it was stopped
    assert not election.leads()
    stopping.set()
    await task


async def test_an_outage_is_not_told_as_another_process(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    patch_pauses(monkeypatch)
    caplog.set_level("INFO")
    worker, stopping, tries = Worker(), asyncio.Event(), 0

    def is_away(*_: object) -> None:
        nonlocal tries
        tries += 1
        raise DatabaseUnusableError("PostgreSQL refuses connections")

    with monkeypatch.context() as outage:
        outage.setattr(leadership, "acquire", is_away)
        task = asyncio.create_task(Election(postgresql, Role.SCHEDULE, "one").run(worker.work, stopping))
        await until(lambda: tries >= 3)
    assert "another process" not in caplog.text
    await until(lambda: worker.is_working)
    await postgresql.run(take_over)
    await until(lambda: not worker.is_working)
    await until(lambda: "another process has the role schedule; this one takes over when it ends" in caplog.text)
    stopping.set()
    await task


async def test_the_log_says_what_one_process_alone_does(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    patch_pauses(monkeypatch)
    caplog.set_level("INFO")
    worker, stopping = Worker(), asyncio.Event()
    election = Election(postgresql, Role.UPDATES, "one", work_name="the care of the webhook")
    task = await running(election, worker, stopping)
    assert "this process has the care of the webhook now" in caplog.text
    await postgresql.run(take_over)
    await until(lambda: "another process has the care of the webhook; " in caplog.text)
    stopping.set()
    await task


async def test_what_the_work_raises_is_raised(database: Database) -> None:
    worker = Worker()
    worker.fault = RuntimeError("a step failed")
    with pytest.raises(RuntimeError, match="a step failed"):
        await Election(database, Role.SCHEDULE, "one").run(worker.work, asyncio.Event())


async def test_on_sqlite_the_file_lock_has_decided(sqlite: Database) -> None:
    worker, stopping = Worker(), asyncio.Event()
    election = Election(sqlite, Role.UPDATES, "one")
    task = await running(election, worker, stopping)
    assert election.leads()
    assert worker.terms == [sqlite]
    stopping.set()
    await task


def patch_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RENEW_EVERY", "TRY_EVERY"):
        monkeypatch.setattr(f"bot.roles.election.{name}", leadership.LEASE / 1000)
