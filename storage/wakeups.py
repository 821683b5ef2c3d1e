"""Wake-ups between processes, by PostgreSQL's ``NOTIFY`` and ``LISTEN``. Nobody depends on one: everybody looks too."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from storage.database import Database

log = logging.getLogger(__name__)

CHANNEL = "topicwire"
LOOK = 1.0
"""Seconds after which a listener looks whether it is to end."""
PAUSE_AFTER_ERROR = 1.0


def notify(session: Session, what: str) -> None:
    """Wake everybody who listens, once this transaction is committed."""
    session.connection().execute(text("SELECT pg_notify(:channel, :what)"), {"channel": CHANNEL, "what": what})


class Listener:
    """Tells of wake-ups from a thread of its own, until it is stopped; it connects again as often as it takes.

    Args:
        database: On PostgreSQL.
        on_wake: Told what is woken; called in the thread.
    """

    def __init__(self, database: Database, on_wake: Callable[[str], None]) -> None:
        self._database = database
        self._on_wake = on_wake
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="db-listen", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End within a second or so."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        import psycopg  # noqa: PLC0415 - 10 MB that a process on SQLite need not have

        while not self._stopping.is_set():
            try:
                self._listen(psycopg)
            except psycopg.Error as error:
                log.debug("wake-ups are not heard (%s); trying again", type(error).__name__)
                self._stopping.wait(PAUSE_AFTER_ERROR)

    def _listen(self, driver: Any) -> None:
        address = self._database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with driver.connect(address, autocommit=True, **self._database.connect_options) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            while not self._stopping.is_set():
                for notice in connection.notifies(timeout=LOOK):
                    self._on_wake(notice.payload)
                    if self._stopping.is_set():
                        return
