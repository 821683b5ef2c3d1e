"""The database: one function, one transaction.

SQLite's write-ahead log with ``synchronous=FULL`` keeps what was committed through a power cut; every unit that writes
starts with ``BEGIN IMMEDIATE``, since Python's default loses updates (reliability of deferred upgrades: SQLite,
"SQLITE_BUSY_SNAPSHOT"). PostgreSQL is reached through psycopg 3.
"""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

P = ParamSpec("P")
T = TypeVar("T")
Query = Callable[Concatenate[Session, P], T]

READERS = 4
BUSY_TIMEOUT_MS = 30_000


def read_only(query: Query[P, T]) -> Query[P, T]:
    """Mark a query that only reads: it waits for no writer, and a write in it is refused by the database."""
    query.only_reads = True  # type: ignore[attr-defined] # a mark on the function itself
    return query


class Database:
    """An engine for writing, an engine for reading, and the threads that wait for them.

    Args:
        url: ``sqlite:///path`` or ``postgresql://…``, as the settings give it.
    """

    def __init__(self, url: str) -> None:
        self.url = engine_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            path = Path(self.url.database)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # who follows what is nobody else's business
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

    def call(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``query(session, …)`` in one transaction and return what it returns; roll back on any error."""
        try:
            with self._session(only_reads=getattr(query, "only_reads", False)) as session:
                result = query(session, *args, **kwargs)
                session.commit()
                return result
        except (OperationalError, InterfaceError) as error:
            self.on_trouble(str(error.orig).strip().partition("\n")[0])
            raise

    def free_space(self) -> int | None:
        """Return the bytes that are free where a SQLite file is; None where that is nothing to this process."""
        if not (self.is_sqlite and self.url.database):
            return None
        return shutil.disk_usage(Path(self.url.database).parent).free

    async def run(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same from async code, in a thread.

        A unit that has begun is finished even when the waiting task is cancelled.
        """
        threads = self._reader_threads if getattr(query, "only_reads", False) else self._writer_threads
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(threads, lambda: self.call(query, *args, **kwargs)))

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
            return engine
        options = {"postgresql_readonly": True} if only_reads else {}
        return create_engine(
            self.url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=connections,
            max_overflow=connections,
            execution_options=options,
        )


def _ignore(_reason: str) -> None:
    """Tell nobody."""


def engine_url(url: str) -> URL:
    """SQLAlchemy's address for the one in the settings.

    Raises:
        ValueError: The address is of no database that Topicwire knows.
    """
    try:
        parsed = make_url(url)
    except Exception as error:
        raise ValueError("it is not a database address such as postgresql://user@host/name") from error
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed
    raise ValueError("it must start with sqlite:/// and name a file, or with postgresql://")


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
