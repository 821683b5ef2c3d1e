"""One function, one transaction, on both engines."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func
from sqlalchemy.exc import DBAPIError, StatementError
from sqlmodel import Session, select

from storage.database import (
    Database,
    DatabaseUnusableError,
    OutageLog,
    engine_url,
    explain_database_error,
    read_only,
)
from storage.models import Subscriber, Topic
from tests.conftest import NOON
from tests.storage.rows import put

pytestmark = pytest.mark.both_engines

WORKERS, INCREMENTS = 4, 25


@read_only
def count_topics(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Topic)).one()


def add_topic(session: Session, slug: str) -> None:
    session.add(Topic(slug=slug, name=slug))


def increment(session: Session) -> None:
    topic = session.exec(select(Topic)).one()
    topic.shortname = str(int(topic.shortname) + 1)
    session.add(topic)


def test_a_transaction_stays_whole_or_not_at_all(database: Database) -> None:
    def fail(session: Session) -> None:
        add_topic(session, "one")
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.call(fail)
    assert database.call(count_topics) == 0
    database.call(add_topic, "one")
    assert database.call(count_topics) == 1


def test_what_only_reads_may_not_write(database: Database) -> None:
    @read_only
    def write(session: Session) -> None:
        add_topic(session, "one")

    with pytest.raises(DBAPIError, match=r"read-only|readonly"):
        database.call(write)
    assert database.call(count_topics) == 0


def test_no_update_is_lost_between_threads(database: Database) -> None:
    put(database, Topic(slug="count", name="count", shortname="0"))
    lock_free = database.is_sqlite  # PostgreSQL's read committed needs a lock, which ingest and fan-out take

    def work() -> None:
        for _ in range(INCREMENTS):
            database.call(increment if lock_free else increment_locked)

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.call(shown) == str(WORKERS * INCREMENTS)


def increment_locked(session: Session) -> None:
    topic = session.exec(select(Topic).with_for_update()).one()
    topic.shortname = str(int(topic.shortname) + 1)
    session.add(topic)


@read_only
def shown(session: Session) -> str:
    return session.exec(select(Topic)).one().shortname


def test_no_update_is_lost_between_processes_on_one_file(sqlite: Database) -> None:
    """Two engines on one file wait for each other as two processes do."""
    put(sqlite, Topic(slug="count", name="count", shortname="0"))
    others = [Database(f"sqlite:///{sqlite.url.database}") for _ in range(WORKERS)]

    def work(database: Database) -> None:
        for _ in range(INCREMENTS):
            database.call(increment)
        database.close()

    threads = [threading.Thread(target=work, args=[other]) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sqlite.call(shown) == str(WORKERS * INCREMENTS)


async def test_the_same_from_async_code(database: Database) -> None:
    await asyncio.gather(*(database.run(add_topic, str(number)) for number in range(20)))
    assert await database.run(count_topics) == 20


async def test_what_has_begun_is_finished_though_nobody_waits(database: Database) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        begun.set()
        may_go_on.wait()
        add_topic(session, "one")

    task = asyncio.create_task(database.run(slow))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    may_go_on.set()
    async with asyncio.timeout(10):
        while not await database.run(count_topics):  # noqa: ASYNC110 - rows tell no one
            await asyncio.sleep(0.01)


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    seen: list[int] = []

    def write(session: Session) -> None:
        add_topic(session, "one")
        session.flush()
        reader = threading.Thread(target=lambda: seen.append(database.call(count_topics)))
        reader.start()
        reader.join()

    database.call(write)
    assert seen == [0]
    assert database.call(count_topics) == 1


@pytest.mark.parametrize("at", [datetime(2026, 3, 2, 12), datetime(2026, 3, 2)])  # noqa: DTZ001 - naive on purpose
def test_a_naive_time_is_refused(database: Database, at: datetime) -> None:
    with pytest.raises((StatementError, ValueError, TypeError)):
        put(database, Subscriber(chat_id=1, created_at=at, seen_at=NOON))
    assert database.call(all_times) == []


@read_only
def all_times(session: Session) -> list[datetime]:
    return list(session.exec(select(Subscriber.created_at)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(at=st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)), hours=st.integers(-12, 14))  # noqa: DTZ001 - zoned below
def test_times_come_back_as_the_same_moment_in_utc(database: Database, at: datetime, hours: int) -> None:
    zoned = at.replace(tzinfo=timezone(timedelta(hours=hours)))

    def there_and_back(session: Session) -> list[datetime]:
        session.add(Subscriber(chat_id=1, created_at=zoned, seen_at=zoned))
        session.flush()
        session.expire_all()
        found = list(session.exec(select(Subscriber.created_at)))
        session.rollback()
        return found

    (found,) = database.call(there_and_back)
    assert found == zoned
    assert found.utcoffset() == timedelta()
    assert found.tzinfo is UTC or found.tzname() == "UTC"


@pytest.mark.parametrize("chat_id", [7_777_777_777, -1001234567890, 2**52, -(2**52)])
def test_chat_ids_are_64_bits_long(database: Database, chat_id: int) -> None:
    put(database, Subscriber(chat_id=chat_id, created_at=NOON, seen_at=NOON))
    assert database.call(chat_ids) == [chat_id]


@read_only
def chat_ids(session: Session) -> list[int]:
    return list(session.exec(select(Subscriber.chat_id)))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "not a database address"),
        ("nonsense", "not a database address"),
        ("mysql://host/name", "must start with"),
        ("sqlite://", "must start with"),
        ("sqlite:///:memory:", "must start with"),
    ],
)
def test_an_address_of_nothing_we_know_is_refused(url: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        engine_url(url)


def test_postgresql_is_reached_through_psycopg() -> None:
    assert engine_url("postgresql://user@host/name").drivername == "postgresql+psycopg"


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert engine_url("sqlite:///~/x.db").database == f"{tmp_path}/x.db"
    with pytest.raises(ValueError, match="no home folder"):
        engine_url("sqlite:///~nobody-at-all/x.db")


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/far/away/new.db")
    database.call(lambda _session: None)
    database.close()
    assert (tmp_path / "far" / "away" / "new.db").exists()


def test_what_was_committed_survives_a_power_cut(tmp_path: Path) -> None:
    """``synchronous=FULL`` with the write-ahead log, foreign keys enforced (SQLite, "PRAGMA synchronous")."""
    database = Database(f"sqlite:///{tmp_path}/new.db")
    with database.engine.connect() as connection:
        for pragma, value in (("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1)):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    database.close()


def test_what_cannot_be_used_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database " * 100, encoding="utf-8")
    told: list[str] = []
    database = Database(f"sqlite:///{tmp_path}/text.db")
    database.on_trouble = told.append
    with pytest.raises(DatabaseUnusableError):
        database.call(count_topics)
    assert len(told) == 1
    assert "is no SQLite database" in told[0]
    with pytest.raises(ZeroDivisionError):
        database.call(lambda _: 1 // 0)
    assert len(told) == 1, "a fault of the program is none of the database"
    database.close()


def test_the_free_space_is_that_beside_the_file(sqlite: Database) -> None:
    assert (sqlite.free_space() or 0) > 0


class ServerError(Exception):
    """An error of the driver, with a code where the server gave one."""

    def __init__(self, sqlstate: str | None, words: str = "") -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("sqlstate", "words", "sentence"),
    [
        ("57P01", "terminating connection due to administrator command", "is starting or stopping"),
        (None, "connection failed: FATAL:  the database system is starting up", "is starting or stopping"),
        (None, 'FATAL:  password authentication failed for user "wire"', "refuses this user"),
        (None, "fe_sendauth: no password supplied", "refuses this user"),
        (None, 'FATAL:  role "nobody" does not exist', "refuses this user"),
        (None, 'FATAL:  database "none" does not exist', "has no such database"),
        (None, "failed to resolve host 'nowhere': Name or service not known", "cannot be found"),
        (None, "connection timeout expired", "does not answer"),
        (None, "Connection refused", "refuses connections"),
        (None, "FATAL:  sorry, too many clients already", "has no connection left"),
        (None, "server closed the connection unexpectedly", "cannot be reached"),
        (None, "SSL SYSCALL error: EOF detected", "cannot be reached"),
        ("53100", "could not extend file: No space left on device", "is out of disk or memory"),
        ("25006", "cannot execute INSERT in a read-only transaction", "is read-only"),
        ("42501", "permission denied for schema public", "does not let this user"),
        ("23505", "duplicate key value violates unique constraint", None),
        ("42P01", 'relation "story" does not exist', None),
        ("40P01", "deadlock detected", None),
    ],
)
def test_what_a_server_says_is_told_in_a_sentence(sqlstate: str | None, words: str, sentence: str | None) -> None:
    url = engine_url("postgresql://wire:hush-hush@db.example:5433/wire")
    told = explain_database_error(ServerError(sqlstate, words), url)
    assert told == sentence if sentence is None else f"PostgreSQL at db.example:5433 {sentence}" in str(told)
    assert "hush-hush" not in str(told)


def test_a_database_or_user_that_is_not_there_is_told(postgresql: Database) -> None:
    for changed, sentence in (
        (postgresql.url.set(database="nowhere"), "has no such database"),
        (postgresql.url.set(username="nobody-here"), "refuses"),
    ):
        database = Database(changed.render_as_string(hide_password=False))
        with pytest.raises(DatabaseUnusableError, match=sentence):
            database.call(count_topics)
        database.close()


def test_an_outage_is_one_line_and_its_end_another(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    outages = OutageLog(lambda: now[0])
    outages.failed(True, DatabaseUnusableError("one command fails"))
    outages.is_on = True
    for only_reads in (False, True, False):
        error = DatabaseUnusableError("it is away")
        outages.failed(only_reads, error)
        assert error.is_reported
        now[0] += 10
    outages.succeeded(True)
    assert outages.problem == "it is away"
    outages.succeeded(False)
    outages.succeeded(False)
    assert [record.getMessage() for record in caplog.records] == [
        "it is away; waiting until it can be used again",
        "the database can be used again, after 30 s",
    ]
    assert outages.problem == ""


def test_a_fault_of_one_command_is_not_logged_as_an_outage(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "text.db").write_text("no database " * 100, encoding="utf-8")
    database = Database(f"sqlite:///{tmp_path}/text.db")
    with pytest.raises(DatabaseUnusableError, match="is no SQLite database"):
        database.call(count_topics)
    database.close()
    assert caplog.records == []
