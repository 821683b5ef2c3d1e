"""Copying a stopped installation into another database, of the same engine or the other, and checking every row.

Every row is read as canonical text (``storage/row_text.py``), written, read again from the target, and counted and
summed up on both sides before anything is committed.

A PostgreSQL target is filled in one transaction; a SQLite target in a file beside it, which takes its place at the
end. So what a killed copy leaves behind is nothing that a bot would use, and the next copy replaces it.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from sqlalchemy import NullPool, Table, create_engine, inspect, text
from sqlalchemy.engine import URL, Connection, Engine

from storage import migrations, search
from storage.database import Database, DatabaseUnusableError, engine_url, explain_database_error
from storage.lock import AlreadyRunningError, BotLock, require_no_sender
from storage.models import Base, Process
from storage.row_text import RowSum, read_postgresql, read_sqlite, write_postgresql, write_sqlite

UNFINISHED = ".copying"
"""Behind the name of a SQLite file while it is filled."""
SEEN_LATELY = 15
"""Seconds for which a process that said nothing more may still be at work."""
TOLD_EVERY = 5_000
"""Rows."""
INDEX = "full-text index"

Progress = Callable[[str, int, int], None]
"""Told the table, how many of its rows are done, and how many there are."""


class CopyError(RuntimeError):
    """Nothing was copied; the sentence says why."""


class CopiedTable(NamedTuple):
    """What was copied of a table, or would be."""

    name: str
    rows: int
    checksum: str = ""
    """Of all its rows, in whatever order; empty where nothing was copied."""


def plan_copy(source: str, target: str) -> list[CopiedTable]:
    """Look what a copy would copy. Changes nothing, and makes no file.

    Args:
        source: Address of a database that nobody uses.
        target: Address of one that holds nothing yet.

    Raises:
        CopyError: The source is not there or not up to date, or the target holds something.
        AlreadyRunningError: One of the two is in use.
        DatabaseUnusableError: One of the two cannot be used.
    """
    urls = _addresses(source, target)
    with _looking_at(urls.source) as engine:
        require_no_sender(urls.source)
        with engine.connect() as connection:
            _require_whole(connection, engine)
            _require_quiet(connection, "source")
            counts = _counts(connection)
    if not _is_file(urls.target) or Path(str(urls.target.database)).exists():
        require_no_sender(urls.target)
        _require_empty(urls.target)
    return [CopiedTable(table.name, counts[table.name]) for table in _tables()]


def copy_database(source: str, target: str, progress: Progress) -> list[CopiedTable]:
    """Copy all rows of a stopped installation, and check them.

    Args:
        source: Address of a database that nobody uses; it is not changed.
        target: Address of one that holds nothing yet, or what an unfinished copy left.
        progress: Told how far it is.

    Raises:
        CopyError: As of ``plan_copy``, or what arrived is not what was sent: the target holds nothing then.
        AlreadyRunningError: One of the two is in use.
        DatabaseUnusableError: One of the two cannot be used.
    """
    plan_copy(source, target)
    urls = _addresses(source, target)
    with ExitStack() as stack:
        for url in urls:
            stack.enter_context(_locked(url))
        engine = stack.enter_context(_looking_at(urls.source))
        connection = stack.enter_context(engine.connect())
        counts = _counts(connection)
        fill = _fill_file if _is_file(urls.target) else _fill_server
        return fill(connection, urls.target, lambda name, rows: progress(name, rows, counts.get(name, 0)))


Told = Callable[[str, int], None]


class _Addresses(NamedTuple):
    source: URL
    target: URL


def _addresses(source: str, target: str) -> _Addresses:
    found = []
    for option, address in (("--from", source), ("--to", target)):
        try:
            found.append(engine_url(address))
        except ValueError as error:
            raise CopyError(f"{option} is wrong: {error}") from None
    urls = _Addresses(*found)
    is_same = [_identity(url) for url in urls]
    if is_same[0] == is_same[1]:
        raise CopyError("--from and --to are the same database: name another one in --to")
    return urls


def _identity(url: URL) -> tuple[object, ...]:
    if _is_file(url):
        return ("file", Path(str(url.database)).absolute().resolve())
    return ("server", url.host or url.query.get("host"), url.port or 5432, url.database or url.username)


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _tables() -> Sequence[Table]:
    """All tables, each after those that it refers to; of a table that refers to itself see ``_fill``."""
    return Base.metadata.sorted_tables


# Looking, without changing anything.


@contextmanager
def _looking_at(url: URL) -> Iterator[Engine]:
    """An engine whose connections can write nothing.

    Raises:
        CopyError: The file is not there.
        DatabaseUnusableError: The database cannot be used.
    """
    path = Path(str(url.database))
    if _is_file(url) and not path.is_file():
        raise CopyError(f"there is no database at {path}: name the file of the installation in --from")
    engine = create_engine(url, poolclass=NullPool, **_reading_options(url))
    try:
        yield engine
    except (sqlite3.Error, psycopg.Error) as error:
        raise _explained(error, url) from error
    except Exception as error:
        if isinstance(original := getattr(error, "orig", None), sqlite3.Error | psycopg.Error):
            raise _explained(original, url) from error
        raise
    finally:
        engine.dispose()


def _reading_options(url: URL) -> dict[str, Any]:
    if not _is_file(url):
        return {
            "connect_args": {"connect_timeout": 5, **url.query},
            "execution_options": {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"},
        }
    path = Path(str(url.database)).absolute()
    # Without a log beside it nothing is to be read but the file, and SQLite makes none ("URI Filenames", immutable).
    has_log = path.with_name(f"{path.name}-wal").exists()
    address = f"{path.as_uri()}?{'mode=ro' if has_log else 'mode=ro&immutable=1'}"
    return {"creator": lambda: sqlite3.connect(address, uri=True)}


def _explained(error: BaseException, url: URL) -> DatabaseUnusableError:
    return DatabaseUnusableError(explain_database_error(error, url) or str(error).strip().partition("\n")[0])


def _require_whole(connection: Connection, engine: Engine) -> None:
    """Make sure that a source holds an installation that has had every migration."""
    if migrations.current_revision(connection) is None:
        raise CopyError(f"{_named(engine.url)} holds no installation of Topicwire: name another one in --from")
    try:
        migrations.require_current(engine)
    except DatabaseUnusableError as error:
        raise CopyError(f"the source cannot be copied: {error}") from error


def _require_quiet(connection: Connection, which: str) -> None:
    """Make sure that no process said lately that it uses a database.

    Raises:
        AlreadyRunningError: One did.
    """
    table = Process.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    if not inspect(connection).has_table(table.name):
        return
    now = (
        f"strftime('%Y-%m-%d %H:%M:%f', 'now', '-{SEEN_LATELY} seconds')"
        if connection.dialect.name == "sqlite"
        else f"now() - interval '{SEEN_LATELY} seconds'"
    )
    query = text(f"SELECT id FROM process WHERE seen_at > {now} LIMIT 1")  # noqa: S608 - constants
    if found := connection.execute(query).scalar():
        raise AlreadyRunningError(
            f"the {which} is in use by {found}: stop it, and wait {SEEN_LATELY} s if it was killed"
        )


def _counts(connection: Connection) -> dict[str, int]:
    counts = {}
    for table in _tables():
        query = text(f'SELECT count(*) FROM "{table.name}"')  # noqa: S608 - a name of the models
        counts[table.name] = connection.execute(query).scalar_one()
    return counts


def _require_empty(url: URL) -> None:
    """Make sure that a target holds no rows, and no tables of anything else."""
    if _is_file(url) and not Path(str(url.database)).stat().st_size:
        return
    with _looking_at(url) as engine, engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        if not there:
            return
        if migrations.current_revision(connection) is None:
            raise CopyError(f"the target {_named(url)} belongs to another program: name an empty database in --to")
        _require_quiet(connection, "target")
        for table in _tables():
            query = text(f'SELECT 1 FROM "{table.name}" LIMIT 1')  # noqa: S608 - a name of the models
            if table.name in there and connection.execute(query).first():
                raise CopyError(f"the target {_named(url)} holds an installation already: name an empty one in --to")


def _named(url: URL) -> str:
    return (
        str(url.database)
        if _is_file(url)
        else f"{url.database} at {url.host or url.query.get('host') or 'this machine'}"
    )


@contextmanager
def _locked(url: URL) -> Iterator[None]:
    """Keep bots from a database; a file that is made only for that goes again where nothing took its place."""
    path = Path(str(url.database))
    is_new = _is_file(url) and not path.exists()
    database = Database(url.render_as_string(hide_password=False))
    try:
        with BotLock(database, is_shared=False):
            yield
    finally:
        database.close()
        with suppress(OSError):
            if is_new and not path.stat().st_size:
                path.unlink()


# Filling.


def _fill_file(source: Connection, url: URL, told: Told) -> list[CopiedTable]:
    """Fill a file beside the target, which takes its place once it is whole and on the disk."""
    path = Path(str(url.database))
    unfinished = path.with_name(f"{path.name}{UNFINISHED}")
    _remove(unfinished)
    database = Database(f"sqlite:///{unfinished}")
    try:
        migrations.upgrade(database.engine)
        with database.engine.connect() as connection:
            driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment] # it is
            driver.executescript("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF")
            copied = _fill(source, connection, told)
            _require_parents(driver)
            connection.commit()
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.invalidate()
    except BaseException:
        database.close()
        _remove(unfinished)
        raise
    database.close()
    _put_in_place(unfinished, path)
    return copied


def _require_parents(driver: sqlite3.Connection) -> None:
    if driver.execute("PRAGMA foreign_key_check").fetchone():
        raise CopyError("rows of the source refer to rows that are not there: nothing was copied")


def _put_in_place(unfinished: Path, path: Path) -> None:
    for beside in ("-wal", "-shm"):  # of an empty database that stood there
        path.with_name(f"{path.name}{beside}").unlink(missing_ok=True)
    _onto_disk(unfinished)
    unfinished.replace(path)
    _onto_disk(path.parent)


def _onto_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    for each in (path, *(path.with_name(f"{path.name}{beside}") for beside in ("-wal", "-shm", "-journal"))):
        each.unlink(missing_ok=True)


def _fill_server(source: Connection, url: URL, told: Told) -> list[CopiedTable]:
    """Fill a database of a server in one transaction."""
    database = Database(url.render_as_string(hide_password=False))
    try:
        migrations.upgrade(database.engine)
        with database.engine.connect() as connection:
            # Nobody waits for it, and reading what is to be copied takes its time.
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            copied = _fill(source, connection, told)
            connection.commit()
        with database.engine.connect() as connection:  # a planner that knows nothing of the rows takes wrong ways
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    finally:
        database.close()
    return copied


def _fill(source: Connection, target: Connection, told: Told) -> list[CopiedTable]:
    target.execute(text("SELECT 1"))  # begins the transaction
    copied = [_copy_table(source, target, table, told) for table in _tables()]
    _copy_counters(source, target, {each.name: each.rows for each in copied})
    told(INDEX, 0)
    search.index_all(target)
    return copied


def _copy_table(source: Connection, target: Connection, table: Table, told: Told) -> CopiedTable:
    sent, arrived = RowSum(), RowSum()
    try:
        _write(target, table, _noted(sent.over(_read(source, table)), table.name, told))
    except (psycopg.DataError, UnicodeError, sqlite3.IntegrityError, psycopg.IntegrityError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise CopyError(f"a row of the table {table.name} does not fit into the target ({reason})") from error
    for row in _read(target, table):
        arrived.add(row)
    if (sent.rows, sent.checksum) != (arrived.rows, arrived.checksum):
        raise CopyError(
            f"of the table {table.name} {arrived.rows:,} rows arrived for {sent.rows:,}, or not as they were: "
            "nothing was copied"
        )
    told(table.name, sent.rows)
    return CopiedTable(table.name, sent.rows, sent.checksum)


def _noted(rows: Iterable[Any], name: str, told: Told) -> Iterator[Any]:
    number = 0
    for number, row in enumerate(rows):
        if number % TOLD_EVERY == 0:
            told(name, number)
        yield row


def _read(connection: Connection, table: Table) -> Iterator[Any]:
    driver: Any = connection.connection.driver_connection
    return read_sqlite(driver, table) if connection.dialect.name == "sqlite" else read_postgresql(driver, table)


def _write(connection: Connection, table: Table, rows: Iterator[Any]) -> None:
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        write_sqlite(driver, table, rows)
    else:
        write_postgresql(driver, table, rows)


# What counts up ids: an id is never given out again, also that of a row that is gone.


def _copy_counters(source: Connection, target: Connection, rows: dict[str, int]) -> None:
    for table in _tables():
        key = table.autoincrement_column
        if key is None or not isinstance(rows.get(table.name), int):
            continue
        query = text(f'SELECT max("{key.name}") FROM "{table.name}"')  # noqa: S608 - names of the models
        last = max(_counter(source, table, key.name), target.execute(query).scalar() or 0)
        if last:
            _set_counter(target, table, key.name, last)


def _counter(connection: Connection, table: Table, key: str) -> int:
    """The last id that was given out, as far as the engine keeps it; 0 otherwise."""
    if connection.dialect.name == "sqlite":
        if not inspect(connection).has_table("sqlite_sequence"):
            return 0
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        return connection.execute(query, {"table": table.name}).scalar() or 0
    query = text("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:table, :key) AS regclass))")
    return connection.execute(query, {"table": f'"{table.name}"', "key": key}).scalar() or 0


def _set_counter(connection: Connection, table: Table, key: str, last: int) -> None:
    values = {"table": table.name, "last": last}
    if connection.dialect.name != "sqlite":
        query = text("SELECT setval(CAST(pg_get_serial_sequence(:table, :key) AS regclass), :last)")
        connection.execute(query, {"table": f'"{table.name}"', "key": key, "last": last})
    elif table.dialect_options["sqlite"]["autoincrement"]:
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), values)
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"), values)
