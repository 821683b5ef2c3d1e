"""One sending process a database: a lock that the kernel or the server releases when its holder dies."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database

SENDER_LOCK_KEY = 0x73656E64
"""Key of the advisory lock on PostgreSQL."""


class AlreadyRunningError(RuntimeError):
    """Another process sends from this database."""


class SenderLock:
    """Held while a process sends; a second one is refused at once.

    SQLite: ``flock`` on a file beside the database. PostgreSQL: a session's advisory lock on a connection of its own.

    Raises:
        AlreadyRunningError: On entering, when another process holds it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file: IO[str] | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        if self._database.is_sqlite:
            self._lock_file(Path(f"{self._database.url.database}.lock"))
        else:
            self._lock_server()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()
        if self._connection:
            with suppress(Exception):  # a broken connection has released it already
                self._connection.invalidate()
                self._connection.close()

    def is_held(self) -> bool:
        """Whether the lock is still ours; PostgreSQL releases it when its connection breaks."""
        if self._connection is None:
            return self._file is not None
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def _lock_file(self, path: Path) -> None:
        self._file = path.open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise AlreadyRunningError(f"a bot already runs on this database (process {holder})") from error
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def _lock_server(self) -> None:
        self._connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        taken = self._connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": SENDER_LOCK_KEY}).scalar()
        if not taken:
            self._connection.close()
            raise AlreadyRunningError("a bot already runs on this database")
