"""Who uses a database: locks that the kernel or the server releases when their holder dies.

A SQLite file is used by one machine, and there each role of the bot has one process: a lock file a role. On PostgreSQL
any number of processes share the work (``storage/leadership.py``); what they hold together says that it is in use.
"""

import fcntl
import glob
import logging
import os
import threading
from collections.abc import Collection
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
"""Key of the advisory lock on PostgreSQL, which a bot of a version before held alone."""

NOTICE_LOST_CLIENT = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
"""Has the server release the lock 25 s after its holder can no longer be reached, instead of hours later."""


class AlreadyRunningError(RuntimeError):
    """Another process sends from this database."""


BEING_COPIED = (
    "this database is being copied, or a bot of an earlier version runs on it: wait until topicwire copy has ended, "
    "or stop that bot"
)
"""Who holds the lock of a server alone."""

LOCK_FILES = {"send": ".lock", "updates": ".updates.lock", "schedule": ".schedule.lock"}
"""Beside a SQLite file, by role; that of the sender has the name that the lock of the whole bot had."""


class BotLock:
    """Held while a bot runs on a database.

    SQLite: ``flock`` on a file a role beside the database; a second process with one of them is refused at once.
    PostgreSQL: a session's advisory lock on a connection of its own, which all bots of this database share: whoever
    wants it for themselves, as ``topicwire copy`` does, is refused. It goes with its connection, and is taken again.

    Args:
        database: Of the bot.
        roles: Names of those that this process has.
        is_shared: Whether others may run beside on PostgreSQL.

    Raises:
        AlreadyRunningError: On entering, when another process holds it.
        DatabaseUnusableError: On entering, when the database cannot be used.
    """

    def __init__(
        self, database: Database, roles: Collection[str] = tuple(LOCK_FILES), *, is_shared: bool = True
    ) -> None:
        self._database = database
        self._roles = [role for role in LOCK_FILES if role in roles]
        self._is_shared = is_shared
        self._files: list[IO[bytes]] = []
        self._connection: Connection | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        if not self._database.is_sqlite:
            self._lock_server()
            return self
        try:
            for role in self._roles:
                self._files.append(_lock_file(Path(f"{self._database.url.database}{LOCK_FILES[role]}"), role))
        except BaseException:
            self._close_files()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close_files()
        self._drop_connection()

    def is_held(self) -> bool:
        """Whether the lock is still ours; PostgreSQL releases it when its connection breaks."""
        if self._connection is None:
            return bool(self._files)
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
            log.info("the lock that says that this database is in use was lost with its connection, and taken again")

    def _close_files(self) -> None:
        for file in self._files:
            file.close()
        self._files = []

    def _drop_connection(self) -> None:
        if self._connection:
            with suppress(Exception):  # a broken connection has released it already
                self._connection.invalidate()
                self._connection.close()
        self._connection = None

    def _lock_server(self) -> None:
        """Take the advisory lock on a connection outside the pool, which asks for the lock whenever it connects."""
        url, options = self._database.url, self._database.connect_options
        function = "pg_try_advisory_lock_shared" if self._is_shared else "pg_try_advisory_lock"
        engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=options)
        try:
            connection = engine.connect()
            connection.execute(text(NOTICE_LOST_CLIENT))
            taken = connection.execute(text(f"SELECT {function}(:key)"), {"key": SENDER_LOCK_KEY}).scalar()
        except DBAPIError as error:
            sentence = explain_database_error(error.orig or error, url)
            raise DatabaseUnusableError(sentence or f"the lock cannot be taken: {error.orig}") from error
        if not taken:
            connection.close()
            raise AlreadyRunningError(BEING_COPIED if self._is_shared else "a bot already runs on this database")
        self._connection = connection


def _lock_file(path: Path, role: str) -> IO[bytes]:
    try:
        file = path.open("ab+", buffering=0)
    except OSError as error:
        raise DatabaseUnusableError(
            f"the lock {path} beside the database cannot be opened ({error.strerror}): let this user write there"
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        holder = file.read().decode().strip() or "unknown"
        file.close()
        raise AlreadyRunningError(
            f"a bot already runs on this database with the role {role} (process {holder}): "
            "on SQLite each role has one process, on PostgreSQL several share the work"
        ) from error
    with suppress(OSError):  # the number is for people; a full disk takes the lock all the same
        file.truncate(0)
        file.write(str(os.getpid()).encode())
    return file


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
