"""A role has one process at a time, and one that lost it writes nothing more. On PostgreSQL."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlmodel import Session

from storage import leadership, processes
from storage.database import IDLE_IN_TRANSACTION, Database, DatabaseUnusableError
from storage.leadership import LeadershipLostError


def expire(session: Session) -> None:
    session.connection().execute(text("UPDATE role_lease SET until = clock_timestamp() - interval '1 ms'"))


def write(session: Session) -> None:
    session.connection().execute(text("INSERT INTO process VALUES ('x', '', 0, now(), now())"))


def written(session: Session) -> int:
    return int(session.connection().execute(text("SELECT count(*) FROM process")).scalar_one())


def test_one_has_a_role_until_its_lease_is_over(postgresql: Database) -> None:
    assert postgresql.call(leadership.acquire, "schedule", "one") == 1
    assert postgresql.call(leadership.acquire, "schedule", "two") is None
    assert postgresql.call(leadership.holder_of, "schedule") == "one"
    assert postgresql.call(leadership.acquire, "updates", "two") == 1, "another role is another matter"
    postgresql.call(expire)
    assert postgresql.call(leadership.holder_of, "schedule") is None
    assert postgresql.call(leadership.acquire, "schedule", "two") == 2
    assert not postgresql.call(leadership.renew, "schedule", "one", 1)
    assert postgresql.call(leadership.renew, "schedule", "two", 2)


def test_a_lease_that_is_over_may_be_renewed_as_long_as_nobody_took_it(postgresql: Database) -> None:
    postgresql.call(leadership.acquire, "schedule", "one")
    postgresql.call(expire)
    assert postgresql.call(leadership.renew, "schedule", "one", 1)
    assert postgresql.call(leadership.acquire, "schedule", "two") is None


def test_who_gives_a_role_back_lets_others_have_it_at_once(postgresql: Database) -> None:
    postgresql.call(leadership.acquire, "schedule", "one")
    postgresql.call(leadership.release, "schedule", "another", 1)
    assert postgresql.call(leadership.acquire, "schedule", "two") is None
    postgresql.call(leadership.release, "schedule", "one", 1)
    assert postgresql.call(leadership.acquire, "schedule", "two") == 2


def test_who_lost_a_role_commits_nothing(postgresql: Database) -> None:
    postgresql.call(leadership.acquire, "schedule", "one")
    fenced = postgresql.fenced(partial(leadership.require, role="schedule", holder="one", fence=1))
    fenced.call(write)
    assert postgresql.call(written) == 1
    postgresql.call(processes.leave, "x")
    postgresql.call(expire)
    postgresql.call(leadership.acquire, "schedule", "two")
    with pytest.raises(LeadershipLostError):
        fenced.call(write)
    assert postgresql.call(written) == 0
    postgresql.call(write)
    assert postgresql.call(written) == 1, "the database itself is as it was"


def test_nobody_takes_a_role_between_the_check_and_the_commit(postgresql: Database) -> None:
    postgresql.call(leadership.acquire, "schedule", "one")
    postgresql.call(expire)
    with Session(postgresql.engine) as session:
        leadership.require(session, "schedule", "one", 1)
        with pytest.raises(Exception, match="lock timeout"):
            postgresql.call(leadership.acquire, "schedule", "two")
        session.commit()
    assert postgresql.call(leadership.acquire, "schedule", "two") == 2


def test_a_leader_is_replaced_within_ten_seconds() -> None:
    tries = timedelta(seconds=1)
    assert max(leadership.LEASE, leadership.LOCK_KEPT) + 2 * tries < timedelta(seconds=10)


def age(session: Session, seconds: int) -> None:
    session.connection().execute(text(f"UPDATE process SET seen_at = seen_at - interval '{seconds} s'"))


def test_a_process_lives_as_long_as_it_says_so(postgresql: Database) -> None:
    postgresql.call(processes.beat, "one", "send", 4)
    postgresql.call(processes.beat, "two", "updates,schedule", 0)
    assert [each.id for each in postgresql.call(processes.running)] == ["one", "two"]
    postgresql.call(age, 16)
    postgresql.call(processes.beat, "two", "updates,schedule", 0)
    assert [each.id for each in postgresql.call(processes.running)] == ["two"]
    postgresql.call(processes.leave, "two")
    assert postgresql.call(processes.running) == []


@pytest.mark.parametrize("step", ["acquire", "renew", "release", "require"])
def test_who_hangs_with_the_row_of_a_lease_is_cut_off(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(leadership, "_SHORT_IDLE", text("SET LOCAL idle_in_transaction_session_timeout = '50ms'"))
    if step != "acquire":
        postgresql.call(leadership.acquire, "schedule", "one")
        postgresql.call(expire)
    given = () if step == "acquire" else (1,)
    with Session(postgresql.engine) as session:
        getattr(leadership, step)(session, "schedule", "one", *given)
        assert postgresql.call(leadership.acquire, "schedule", "two") is not None
        with pytest.raises(DatabaseUnusableError, match="stood still"):
            session.connection().execute(text("SELECT 1"))


def test_who_hangs_in_any_transaction_lets_go_of_its_locks(postgresql: Database) -> None:
    """In time for the scan of whoever leads next: ten seconds, and the lease of six runs meanwhile."""
    with Session(postgresql.engine) as session:
        shown = session.connection().execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
    assert shown == f"{IDLE_IN_TRANSACTION.total_seconds():.0f}s"
    assert timedelta(seconds=15) > IDLE_IN_TRANSACTION
