"""The database: one function, one transaction.

SQLite's write-ahead log with ``synchronous=FULL`` keeps what was committed through a power cut; every unit that writes
starts with ``BEGIN IMMEDIATE``, since Python's default loses updates (reliability of deferred upgrades: SQLite,
"SQLITE_BUSY_SNAPSHOT"). PostgreSQL is reached through psycopg 3.
"""

import asyncio
import errno
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy
from datetime import timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, Connection, ExceptionContext, make_url
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
Query = Callable[Concatenate[Session, P], T]

READERS = 4
BUSY_TIMEOUT_MS = 30_000
SERVER_OPTIONS = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""For libpq: a server that is gone without a word is noticed after 25 s instead of hours."""

IDLE_IN_TRANSACTION = timedelta(seconds=10)
"""A process that is stopped within a transaction that writes (SIGSTOP, a suspended machine) keeps its locks no longer:
the server ends its connection, and others go on. Statements of a transaction follow each other at once."""

LEAST_FREE = 50 * 2**20
"""Bytes that must be free beside a SQLite file: a transaction and its log, and some time to make room."""


class DatabaseUnusableError(RuntimeError):
    """The database cannot be used, by no fault of the program; the sentence says why and what to do."""

    is_reported = False
    """Whether the outage that it is part of has been logged, so that nobody else need do so."""


def read_only(query: Query[P, T]) -> Query[P, T]:
    """Mark a query that only reads: it waits for no writer, and a write in it is refused by the database."""
    query.only_reads = True  # type: ignore[attr-defined] # a mark on the function itself
    return query


class Database:
    """An engine for writing, an engine for reading, and the threads that wait for them.

    Args:
        url: ``sqlite:///path`` or ``postgresql://…``, as the settings give it.

    Raises:
        ValueError: The address is of no database that Topicwire knows.
        DatabaseUnusableError: A SQLite file cannot be made.
    """

    def __init__(self, url: str) -> None:
        self.url = engine_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            make_file(Path(str(self.url.database)))
        self.before_commit: Callable[[Session], None] | None = None
        """Called as the last thing of each transaction that writes; what it raises undoes the transaction."""
        self.outages = OutageLog()
        # One thread writes on SQLite, which has one writer anyway: no two ever wait for each other's lock.
        writers = 1 if self.is_sqlite else READERS
        self._writing = self._engine(only_reads=False, connections=writers)
        self._reading = self._engine(only_reads=True, connections=READERS)
        self._write_lock = threading.Lock()
        self.on_trouble: Callable[[str], None] = _ignore
        """Told in plain words, from whichever thread, that the database could not be read or written."""
        self._writer_threads = ThreadPoolExecutor(writers, thread_name_prefix="db-write")
        self._reader_threads = ThreadPoolExecutor(READERS, thread_name_prefix="db-read")

    @property
    def engine(self) -> Engine:
        """The engine that writes, for migrations and for looking at the schema."""
        return self._writing

    @property
    def connect_options(self) -> dict[str, Any]:
        """How a server is connected to; what the address says goes before."""
        return {**SERVER_OPTIONS, **self.url.query}

    def call(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``query(session, …)`` in one transaction and return what it returns; roll back on any error."""
        only_reads = getattr(query, "only_reads", False)
        try:
            with self._session(only_reads=only_reads) as session:
                result = query(session, *args, **kwargs)
                if self.before_commit is not None and not only_reads:
                    self.before_commit(session)
                session.commit()
        except DatabaseUnusableError as error:
            self.outages.failed(only_reads, error)
            self.on_trouble(str(error))
            raise
        self.outages.succeeded(only_reads)
        return result

    def fenced(self, check: Callable[[Session], None]) -> Self:
        """Return the same database, with the same connections, that commits only what the check lets pass."""
        fenced = copy(self)
        fenced.before_commit = check
        return fenced

    def free_space(self) -> int | None:
        """Return the bytes that are free where a SQLite file is; None where that is nothing to this process."""
        return shutil.disk_usage(Path(str(self.url.database)).parent).free if self.is_sqlite else None

    async def run(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same from async code, in a thread.

        A unit that has begun is finished even when the waiting task is cancelled.
        """
        threads = self._reader_threads if getattr(query, "only_reads", False) else self._writer_threads
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(threads, lambda: self.call(query, *args, **kwargs)))

    def require_space(self) -> None:
        """Make sure that something can be written.

        Raises:
            DatabaseUnusableError: The folder or the file is read-only, the disk is (nearly) full, or the server is a
                standby.
        """
        if self.is_sqlite:
            require_writable_file(Path(str(self.url.database)))
        with self._writing.connect() as connection:  # SQLite takes its lock for writing here
            if not self.is_sqlite and connection.execute(text("SHOW transaction_read_only")).scalar() == "on":
                raise DatabaseUnusableError(f"{_place(self.url)} is read-only: set DATABASE_URL to the primary server")

    def require_sound(self) -> None:
        """Have SQLite look over its whole file.

        Raises:
            DatabaseUnusableError: It is damaged.
        """
        with self._reading.connect() as connection:
            if self.is_sqlite and connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
                raise DatabaseUnusableError(f"the database {self.url.database} is damaged: {WAYS_OUT['CORRUPT']}")

    def close(self) -> None:
        """Finish what is running and close every connection."""
        self._writer_threads.shutdown()
        self._reader_threads.shutdown()
        self._writing.dispose()
        self._reading.dispose()

    @contextmanager
    def _session(self, *, only_reads: bool) -> Iterator[Session]:
        if only_reads or not self.is_sqlite:
            with Session(self._reading if only_reads else self._writing, expire_on_commit=False) as session:
                yield session
            return
        with self._write_lock, Session(self._writing, expire_on_commit=False) as session:
            yield session

    def _engine(self, *, only_reads: bool, connections: int) -> Engine:
        if self.is_sqlite:
            engine = create_engine(
                self.url,
                poolclass=QueuePool,
                pool_size=connections,
                max_overflow=0,
                hide_parameters=True,  # an error is logged; chat ids are nobody's business
                connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
            )
            _prepare_sqlite(engine, only_reads=only_reads)
        else:
            engine = self._server_engine(only_reads=only_reads, connections=connections)
            if not only_reads:
                _prepare_server(engine)
        _explain_errors(engine, only_reads=only_reads)
        return engine

    def _server_engine(self, *, only_reads: bool, connections: int) -> Engine:
        options = {"postgresql_readonly": True} if only_reads else {}
        return create_engine(
            self.url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=connections,
            max_overflow=connections,
            execution_options=options,
            connect_args=self.connect_options,
        )


class OutageLog:
    """Logs an outage of the database with one line when it begins and one when it ends, however many notice it.

    It is off where one command fails once, and says so itself.

    Args:
        clock: Seconds, of a clock that never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failing: set[bool] = set()
        """Whether what fails only reads, or writes too."""
        self._since = 0.0
        self.is_on = False
        self.problem = ""
        """What was wrong when the outage began; empty when there is none."""

    def failed(self, only_reads: bool, error: DatabaseUnusableError) -> None:
        """Take note that reading or writing failed."""
        if not self.is_on:
            return
        error.is_reported = True
        with self._lock:
            if not self._failing:
                self._since, self.problem = self._clock(), str(error)
                log.error("%s; waiting until it can be used again", error)
            self._failing.add(only_reads)

    def succeeded(self, only_reads: bool) -> None:
        """Take note that reading or writing succeeded: the outage is over when neither fails any more."""
        if only_reads not in self._failing:
            return
        with self._lock:
            self._failing.discard(only_reads)
            if not self._failing and self.problem:
                self.problem = ""
                log.warning("the database can be used again, after %.0f s", self._clock() - self._since)


SQLITE_DRIVERS = ("sqlite", "sqlite+pysqlite")


def _ignore(_reason: str) -> None:
    """Tell nobody."""


def engine_url(url: str) -> URL:
    """SQLAlchemy's address for the one in the settings; ``~`` at the start of a path is the home folder.

    Raises:
        ValueError: The address is of no database that Topicwire knows.
    """
    try:
        parsed = make_url(url)
        scheme = parsed.get_backend_name()
    except Exception as error:
        raise ValueError("it is not a database address such as postgresql://user@host/name") from error
    if scheme in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if scheme == "sqlite":
        return _sqlite_url(parsed)
    raise ValueError("it must start with sqlite:/// and name a file, or with postgresql://")


def _sqlite_url(parsed: URL) -> URL:
    if parsed.drivername not in SQLITE_DRIVERS:
        raise ValueError("SQLite is used with its own driver: write it as sqlite:///data/topicwire.db")
    if parsed.host:
        path = "/".join(filter(None, (parsed.host, parsed.database)))
        raise ValueError(f"three slashes stand before a path: write it as sqlite:///{path}")
    if not parsed.database or parsed.database == ":memory:" or "\0" in parsed.database:
        raise ValueError("it must start with sqlite:/// and name a file, or with postgresql://")
    if parsed.query or parsed.database.startswith("file:"):
        raise ValueError("a SQLite file takes no options: write it as sqlite:///data/topicwire.db")
    try:
        return parsed.set(database=str(Path(parsed.database).expanduser()))
    except RuntimeError:
        raise ValueError(f"there is no home folder for {parsed.database}: write the whole path") from None


def make_file(path: Path) -> None:
    """Make a SQLite file with its folders, unless it is there.

    Raises:
        DatabaseUnusableError: It cannot be made, or is a folder.
    """
    try:
        if path.is_dir():
            raise DatabaseUnusableError(f"{path} is a folder, not a database: name a file in DATABASE_URL")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # who follows what is nobody else's business
    except OSError as error:
        raise DatabaseUnusableError(
            f"the database {path} cannot be made ({error.strerror}): {WAYS_OUT[SQLITE_CANNOT_OPEN]}"
        ) from error


def require_writable_file(path: Path) -> None:
    """Make sure that a SQLite file, there or not yet, can be written, and that its disk has room.

    Raises:
        DatabaseUnusableError: It cannot, or the disk has less than ``LEAST_FREE`` bytes.
    """
    try:
        folder = next(each for each in path.absolute().parents if each.exists())
        with tempfile.TemporaryFile(dir=folder) as probe:  # access rights alone do not tell of quotas and mounts
            probe.write(bytes(4096))
            probe.flush()
            os.fsync(probe.fileno())
        free = shutil.disk_usage(folder).free
    except OSError as error:
        way_out = WAYS_OUT["FULL" if error.errno in {errno.ENOSPC, errno.EDQUOT} else SQLITE_CANNOT_OPEN]
        raise DatabaseUnusableError(
            f"nothing can be written beside the database {path} ({error.strerror}): {way_out}"
        ) from error
    if path.exists() and not os.access(path, os.W_OK):
        raise DatabaseUnusableError(f"the database {path} is read-only: {WAYS_OUT['READONLY']}")
    if free < LEAST_FREE:
        raise DatabaseUnusableError(
            f"only {free / 2**20:.0f} MB are free beside the database {path}: {WAYS_OUT['FULL']}"
        )


SQLITE_CANNOT_OPEN = "CANTOPEN"
WAYS_OUT = {
    SQLITE_CANNOT_OPEN: "let this user write into its folder, or name another database",
    "READONLY": "let this user write it and its folder",
    "PERM": "let this user read and write it",
    "FULL": "make room on its disk",
    "IOERR": "see that its disk is well and has room",
    "NOTADB": "name another file in DATABASE_URL, or put a backup in its place",
    "CORRUPT": "put a backup in its place, or recover it with sqlite3 and its .recover",
    "BUSY": "end the program that holds it",
    "LOCKED": "end the program that holds it",
    "PROTOCOL": "end the program that holds it",
}
"""What to do about each kind of error (SQLite, "Result and Error Codes")."""

SQLITE_FAULTS = {
    SQLITE_CANNOT_OPEN: "cannot be opened",
    "READONLY": "is read-only",
    "PERM": "may not be used",
    "FULL": "cannot be written, because its disk is full",
    "IOERR": "cannot be read or written",
    "NOTADB": "is no SQLite database",
    "CORRUPT": "is damaged",
    "BUSY": "is locked by another program",
    "LOCKED": "is locked by another program",
    "PROTOCOL": "is locked by another program",
}

SERVER_FAULTS: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    (("28P01", "28000"), ("password", "authentication", "role \"", "pg_hba"),
     "refuses this user: see to the user and the password in DATABASE_URL"),
    (("3D000",), ("database \"",), "has no such database: create it, or name another one"),
    (("53300",), ("too many clients", "remaining connection slots"),
     "has no connection left: end other programs, or raise its max_connections"),
    (("53100", "53200", "58030"), (), "is out of disk or memory: make room there"),
    (("25006",), (), "is read-only: set DATABASE_URL to the primary server"),
    (("42501",), (), "does not let this user do that: grant it the schema and its tables"),
    (("25P03",), ("idle-in-transaction",),
     "ended a transaction in which this process stood still: it was stopped, or its machine has too much to do"),
    (("57P01", "57P02", "57P03"), ("starting up", "shutting down", "not yet accepting"),
     "is starting or stopping: try again when it runs"),
    ((), ("invalid connection option", "invalid uri", "invalid integer value", "invalid port"),
     "cannot be reached: the options in DATABASE_URL are wrong"),
    ((), ("resolve host", "translate host", "name or service", "no address"),
     "cannot be found: see to the host in DATABASE_URL"),
    ((), ("connection refused", "no such file"),
     "refuses connections: see that it runs, and to host and port in DATABASE_URL"),
    ((), ("timeout", "timed out", "unreachable"),
     "does not answer: see to the network, and to host and port in DATABASE_URL"),
    (("08000", "08001", "08003", "08004", "08006"), ("connection", "server closed", "ssl", "socket"),
     "cannot be reached: see that it runs and that DATABASE_URL is right"),
)  # fmt: skip
"""Codes of PostgreSQL (appendix A), words of libpq where a connection fails, which has no code, and what they mean."""


def explain_database_error(error: BaseException, url: URL) -> str | None:
    """Return one sentence for an error of the driver that is the fault of the database; None for one of the program."""
    if name := getattr(error, "sqlite_errorname", None):
        kind = str(name).removeprefix("SQLITE_").partition("_")[0]
        return _explain_sqlite_error(kind, Path(str(url.database)))
    code, words = getattr(error, "sqlstate", None), str(error).lower()
    for codes, phrases, fault in SERVER_FAULTS:
        if code in codes or (not code and any(phrase in words for phrase in phrases)):
            return f"{_place(url)} {fault}"
    return None


def _explain_sqlite_error(kind: str, path: Path) -> str | None:
    """Return what is wrong with a file; where SQLite only says that the system refused, what that refuses."""
    if kind not in SQLITE_FAULTS:
        return None
    if kind in {SQLITE_CANNOT_OPEN, "IOERR", "READONLY"}:
        try:
            require_writable_file(path)
        except DatabaseUnusableError as error:
            return str(error)
    return f"the database {path} {SQLITE_FAULTS[kind]}: {WAYS_OUT[kind]}"


def _place(url: URL) -> str:
    host = str(url.host or url.query.get("host") or "this machine")
    return f"PostgreSQL at {host}{f':{url.port}' if url.port else ''}"


def _explain_errors(engine: Engine, *, only_reads: bool) -> None:
    """Have errors that are the fault of the database raised as ``DatabaseUnusableError``."""

    @event.listens_for(engine, "handle_error")
    def explain(context: ExceptionContext) -> None:
        error = context.original_exception
        # Also asked of what ends the process, which SQLAlchemy calls a disconnection.
        is_of_driver = isinstance(error, engine.dialect.loaded_dbapi.Error)
        if context.is_pre_ping or not is_of_driver or (only_reads and _is_refused_write(error)):
            return
        sentence = explain_database_error(error, engine.url)
        if sentence is None and context.is_disconnect:
            sentence = f"{_place(engine.url)} cannot be reached: see that it runs and that DATABASE_URL is right"
        if sentence:
            raise DatabaseUnusableError(sentence) from error


def _is_refused_write(error: BaseException) -> bool:
    """Whether a query that only reads tried to write: a fault of the program."""
    name = str(getattr(error, "sqlite_errorname", ""))
    return name == "SQLITE_READONLY" or getattr(error, "sqlstate", None) == "25006"


def _prepare_server(engine: Engine) -> None:
    """Have the server end what stands still within a transaction."""

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        milliseconds = IDLE_IN_TRANSACTION // timedelta(milliseconds=1)
        connection.execute(f"SET idle_in_transaction_session_timeout = {milliseconds}")
        connection.commit()


def _prepare_sqlite(engine: Engine, *, only_reads: bool) -> None:
    """Pragmas for each connection, and transactions that start when we say so."""

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver starts no transaction of its own
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA query_only = {int(only_reads)}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
