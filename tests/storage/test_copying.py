"""A copy has every row as it was, on either engine; who is in use or holds something is refused."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Enum, Float, Integer, Table, insert, inspect, select, text
from sqlalchemy.types import TypeDecorator

from storage import copying, migrations, row_text, search
from storage.copying import CopyError
from storage.database import Database
from storage.lock import AlreadyRunningError, BotLock
from storage.models import Base, Process, Topic
from storage.row_text import RowSum
from tests.conftest import NOON
from tests.storage.rows import article, deliveries, owed, put, subscriber

pytestmark = pytest.mark.both_engines

AWKWARD = "tab\tline\nreturn\rback\\slash \\N 'quote' \"double\" ünï 漢字 🛰 \x1f"


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that is empty, or not there yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/copy.db"
        return
    server: Database = request.getfixturevalue("postgresql")
    name = f"{server.url.database}_target"
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield address(server, name)


def address(database: Database, name: str | None = None) -> str:
    url = database.url.set(database=name) if name else database.url
    return url.render_as_string(hide_password=False).replace("+psycopg", "")


def value_of(column: Column[Any]) -> object:
    """Something that a column may hold, and that is easily spoilt on the way."""
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    if column.foreign_keys:
        return 1
    if isinstance(kind, Enum):
        return kind.python_type(kind.enums[-1]) if kind.enum_class else kind.enums[-1]
    by_type: dict[type, object] = {
        Boolean: True,
        Integer: 1 if column.primary_key else 7,
        Float: 0.1,
        JSON: {"text": AWKWARD, "none": None, "list": [1, 2.5]},
        Date: date(2026, 2, 28),
        DateTime: datetime(2026, 3, 29, 1, 59, 59, 120, tzinfo=UTC),
    }
    return next((value for wanted, value in by_type.items() if isinstance(kind, wanted)), AWKWARD)


def fill_every_table(database: Database) -> None:
    """One row in each table, with something in every column."""
    with database.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            row = {column.key: value_of(column) for column in table.columns}
            if table.name == "process":
                row["seen_at"] = NOON
            connection.execute(insert(table).values(row | ({"parent_id": None} if table.name == "topic" else {})))


def rows_of(database: Database, table: Table) -> list[Any]:
    with database.engine.connect() as connection:
        return sorted(connection.execute(select(table)).all(), key=repr)


def copy(database: Database, target: str) -> list[copying.CopiedTable]:
    return copying.copy_database(address(database), target, lambda *_: None)


def test_every_column_of_every_table_arrives_as_it_was(database: Database, target: str) -> None:
    fill_every_table(database)
    copied = copy(database, target)
    assert {each.rows for each in copied} == {1}
    with closing(Database(target)) as other:
        for table in Base.metadata.sorted_tables:
            assert rows_of(other, table) == rows_of(database, table), table.name
        assert not migrations.pending(other.engine)


def test_checksums_are_the_same_whatever_the_engine(database: Database, target: str, tmp_path: Path) -> None:
    fill_every_table(database)
    there = copy(database, target)
    back = f"sqlite:///{tmp_path}/back.db"
    assert copying.copy_database(target, back, lambda *_: None) == there


def test_a_child_may_stand_before_its_parent(database: Database, target: str) -> None:
    put(database, Topic(id=9, slug="parent", name="Parent"))
    put(database, Topic(id=3, slug="child", name="Child", parent_id=9))
    copy(database, target)
    with closing(Database(target)) as other:
        assert [row.id for row in rows_of(other, Base.metadata.tables["topic"])] == [3, 9]


def test_no_id_is_given_out_again(database: Database, target: str) -> None:
    reader = subscriber(database, 1)
    for number in range(1, 4):
        owed(database, article(database, f"https://example.org/{number}"), reader, 1)
    last = max(each.id for each in deliveries(database))
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM delivery WHERE id = :last"), {"last": last})
    copy(database, target)
    with closing(Database(target)) as other:
        new = owed(other, article(other, "https://example.org/new"), reader, 1)
        assert new.id > last


def test_articles_are_found_by_their_words(database: Database, target: str) -> None:
    article(database, "https://example.org/1", title="A comet above Lisbon")
    copy(database, target)
    with closing(Database(target)) as other:
        assert other.call(search.search, search.read_query("comet"), NOON).total == 1


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def contents(database: Database) -> Any:
    """Everything that a server's catalogue lists, with its rows and counters; of a file all bytes of its folder."""
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.engine.dispose()
        return snapshot(Path(str(database.url.database)).parent)
    with database.engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = {
            name: sorted(connection.exec_driver_sql(f'SELECT t::text, xmin::text FROM "{name}" t').all())
            for name in names.scalars().all()
        }
        counters = connection.exec_driver_sql("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1").all()
        return tables, counters


def test_a_dry_run_changes_nothing(database: Database, target: str, tmp_path: Path) -> None:
    subscriber(database, 1)
    before = contents(database), snapshot(tmp_path)
    planned = copying.plan_copy(address(database), target)
    assert {each.name: each.rows for each in planned}["subscriber"] == 1
    assert (contents(database), snapshot(tmp_path)) == before
    if target.startswith("postgresql"):
        with closing(Database(target)) as other:
            assert contents(other) == ({}, [])


def test_a_dry_run_leaves_an_empty_installation_as_it_is(database: Database, target: str) -> None:
    with closing(Database(target)) as other:
        migrations.upgrade(other.engine)
        before = contents(other)
        copying.plan_copy(address(database), target)
        assert contents(other) == before


def columns(database: Database) -> set[tuple[str, str, bool]]:
    """Table, column and whether it may be NULL, as the catalogue of an engine lists them; no tables of an index."""
    with database.engine.connect() as connection:
        catalogue = inspect(connection)
        return {
            (name, str(column["name"]), bool(column["nullable"]))
            for name in catalogue.get_table_names()
            if not name.startswith("article_search")
            for column in catalogue.get_columns(name)
        }


def test_tables_and_columns_are_called_alike_on_both_engines(sqlite: Database, postgresql: Database) -> None:
    assert columns(sqlite) == columns(postgresql)
    assert {name for name, _, _ in columns(sqlite)} - {"alembic_version"} == set(Base.metadata.tables)


def test_a_source_in_use_is_refused(database: Database, target: str) -> None:
    with BotLock(database), pytest.raises(AlreadyRunningError, match="runs on the database"):
        copy(database, target)
    copy(database, target)


def test_a_process_that_was_seen_lately_counts_as_in_use(database: Database, target: str) -> None:
    now = datetime.now(UTC)
    put(database, Process(id="host:1/a", roles="updates", started_at=now, seen_at=now - timedelta(seconds=3)))
    with pytest.raises(AlreadyRunningError, match="source is in use by host:1/a"):
        copying.plan_copy(address(database), target)


def test_a_target_in_use_is_refused(database: Database, target: str) -> None:
    with closing(Database(target)) as other, BotLock(other), pytest.raises(AlreadyRunningError):
        copy(database, target)


def test_a_target_that_holds_rows_is_refused_and_kept(database: Database, target: str) -> None:
    with closing(Database(target)) as other:
        migrations.upgrade(other.engine)
        subscriber(other, 99)
    for attempt in (copying.plan_copy, lambda one, other: copying.copy_database(one, other, lambda *_: None)):
        with pytest.raises(CopyError, match="holds an installation already"):
            attempt(address(database), target)
    with closing(Database(target)) as other:
        assert [row.chat_id for row in rows_of(other, Base.metadata.tables["subscriber"])] == [99]


def test_a_target_of_another_program_is_refused(database: Database, target: str) -> None:
    with closing(Database(target)) as other, other.engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id integer)"))
    with pytest.raises(CopyError, match="another program"):
        copy(database, target)


def test_an_empty_installation_is_a_target(database: Database, target: str) -> None:
    subscriber(database, 5)
    with closing(Database(target)) as other:
        migrations.upgrade(other.engine)
    copy(database, target)
    with closing(Database(target)) as other:
        assert [row.chat_id for row in rows_of(other, Base.metadata.tables["subscriber"])] == [5]


def test_a_database_is_not_copied_into_itself(database: Database) -> None:
    with pytest.raises(CopyError, match="the same database"):
        copy(database, address(database))


def test_a_source_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CopyError, match="there is no database"):
        copying.plan_copy(f"sqlite:///{tmp_path}/none.db", f"sqlite:///{tmp_path}/copy.db")
    assert not list(tmp_path.iterdir())


def test_a_row_that_changes_on_the_way_is_noticed(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscriber(sqlite, 1)
    written = row_text.write_sqlite

    def spoil(connection: sqlite3.Connection, table: Table, rows: Iterator[Any]) -> None:
        written(connection, table, rows)
        if table.name == "subscriber":
            connection.execute("UPDATE subscriber SET title = 'as it is'")

    monkeypatch.setattr(copying, "write_sqlite", spoil)
    with pytest.raises(CopyError, match="subscriber"):
        copy(sqlite, f"sqlite:///{tmp_path}/copy.db")
    assert not list(tmp_path.glob("copy.db*[!k]"))  # but for the lock


@given(st.lists(st.tuples(st.none() | st.text(), st.none() | st.text()), min_size=1), st.randoms())
def test_a_checksum_knows_no_order_and_every_cell(rows: list[Any], random: Any) -> None:
    mixed = random.sample(rows, len(rows))
    assert summed(rows) == summed(mixed)
    changed = [*rows[1:], (rows[0][0], (rows[0][1] or "") + "!")]
    assert summed(rows) != summed(changed)


def summed(rows: list[Any]) -> str:
    total = RowSum()
    for row in rows:
        total.add(row)
    return total.checksum


KILLED = """
import os, signal, sys
from storage import copying
def die(name, done, total):
    if name == "article" and done:
        os.kill(os.getpid(), signal.SIGKILL)
copying.TOLD_EVERY = 1
copying.copy_database(sys.argv[1], sys.argv[2], die)
"""


def test_after_a_kill_the_next_copy_replaces_what_was_left(database: Database, target: str) -> None:
    for number in range(1, 6):
        article(database, f"https://example.org/{number}")
    arguments = [sys.executable, "-c", KILLED, address(database), target]
    done = subprocess.run(arguments, env={**os.environ, "PYTHONPATH": str(Path.cwd())}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert {each.name: each.rows for each in copy(database, target)}["article"] == 5
    with closing(Database(target)) as other:
        assert len(rows_of(other, Base.metadata.tables["article"])) == 5
