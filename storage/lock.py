"""One sending process a database: a lock that the kernel or the server releases when its holder dies."""

import fcntl
import glob
import logging
import os
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from storage.database import SERVER_OPTIONS, Database, DatabaseUnusableError, explain_database_error

log = logging.getLogger(__name__)

SENDER_LOCK_KEY = 0x73656E64
"""Key of the advisory lock on PostgreSQL."""

NOTICE_LOST_CLIENT = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
"""Has the server release the lock 25 s after its holder can no longer be reached, instead of hours later."""


class AlreadyRunningError(RuntimeError):
    """Another process sends from this database."""


class LockLostError(DatabaseUnusableError):
    """The lock went with its connection, and another process has it now: nothing may be written."""


class SenderLock:
    """Held while a process sends; a second one is refused at once.

    SQLite: ``flock`` on a file beside the database. PostgreSQL: a session's advisory lock on a connection of its own.
    That goes when its connection breaks; it is taken again before anything is written over a new connection.

    Raises:
        AlreadyRunningError: On entering, when another process holds it.
        DatabaseUnusableError: On entering, when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file: IO[bytes] | None = None
        self._connection: Connection | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        if self._database.is_sqlite:
            self._lock_file(Path(f"{self._database.url.database}.lock"))
        else:
            self._lock_server()
            self._database.guard = self._guard
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.guard = None
        if self._file:
            self._file.close()
        self._drop_connection()

    def is_held(self) -> bool:
        """Whether the lock is still ours; PostgreSQL releases it when its connection breaks."""
        if self._connection is None:
            return self._file is not None
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            self._drop_connection()  # else it would connect anew, and the new one holds nothing
            return False
        return True

    def keep(self) -> None:
        """Take the lock again if its connection broke. Waits for the server, so call it in a thread.

        Raises:
            AlreadyRunningError: Another process took it meanwhile.
            DatabaseUnusableError: The server cannot be reached.
        """
        with self._turn:
            if self._database.is_sqlite or self.is_held():
                return
            self._lock_server()
            log.warning("the lock of the sending process was lost with its connection, and taken again")

    def _guard(self) -> None:
        try:
            self.keep()
        except AlreadyRunningError as error:
            raise LockLostError(f"{error}, which took over while the connection was lost") from error

    def _drop_connection(self) -> None:
        if self._connection:
            with suppress(Exception):  # a broken connection has released it already
                self._connection.invalidate()
                self._connection.close()
        self._connection = None

    def _lock_file(self, path: Path) -> None:
        try:
            self._file = path.open("ab+", buffering=0)
        except OSError as error:
            raise DatabaseUnusableError(
                f"the lock {path} beside the database cannot be opened ({error.strerror}): let this user write there"
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.seek(0)
            holder = self._file.read().decode().strip() or "unknown"
            self._file.close()
            raise AlreadyRunningError(f"a bot already runs on this database (process {holder})") from error
        with suppress(OSError):  # the number is for people; a full disk takes the lock all the same
            self._file.truncate(0)
            self._file.write(str(os.getpid()).encode())

    def _lock_server(self) -> None:
        """Take the advisory lock on a connection outside the pool, which asks for the lock whenever it connects."""
        url, options = self._database.url, self._database.connect_options
        engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=options)
        try:
            connection = engine.connect()
            connection.execute(text(NOTICE_LOST_CLIENT))
            taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": SENDER_LOCK_KEY}).scalar()
        except DBAPIError as error:
            sentence = explain_database_error(error.orig or error, url)
            raise DatabaseUnusableError(sentence or f"the lock cannot be taken: {error.orig}") from error
        if not taken:
            connection.close()
            raise AlreadyRunningError("a bot already runs on this database")
        self._connection = connection


def require_no_sender(url: URL) -> None:
    """Look whether a process sends from a database, without leaving a trace there.

    Of SQLite every lock beside the file counts: each role may have one of its own.

    Raises:
        AlreadyRunningError: One does.
        DatabaseUnusableError: The server cannot be reached.
    """
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        for lock in path.parent.glob(f"{glob.escape(path.name)}*.lock"):
            _require_free(lock)
        return
    options = {**SERVER_OPTIONS, **url.query}
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=options)
    try:
        with engine.connect() as connection:  # what it takes goes with it
            taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": SENDER_LOCK_KEY}).scalar()
    except DBAPIError as error:
        sentence = explain_database_error(error.orig or error, url)
        raise DatabaseUnusableError(sentence or f"the lock cannot be looked at: {error.orig}") from error
    if not taken:
        raise AlreadyRunningError(f"a bot runs on the database {url.database}: stop it first")


def _require_free(lock: Path) -> None:
    with suppress(FileNotFoundError), lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = file.read().decode(errors="replace").strip() or "unknown"
            name = lock.name.removesuffix(".lock")
            raise AlreadyRunningError(f"a bot runs on the database {name} (process {holder}): stop it first") from error
