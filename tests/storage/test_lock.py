"""One bot a database: the second is refused, and the lock of a killed one is free at once."""

import signal
import subprocess
import sys
import time

import psycopg
import pytest
from sqlmodel import Session

from storage.database import Database
from storage.lock import AlreadyRunningError, LockLostError, SenderLock

pytestmark = pytest.mark.both_engines

HOLD = """
import sys, time
from storage.database import Database
from storage.lock import SenderLock
with SenderLock(Database(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""
PATIENCE = 20.0


def address(database: Database) -> str:
    return database.url.set(drivername=database.url.get_backend_name()).render_as_string(hide_password=False)


def test_a_second_one_is_refused_and_the_first_unharmed(database: Database) -> None:
    rival = Database(address(database))
    with SenderLock(database) as first:
        assert first.is_held()
        with pytest.raises(AlreadyRunningError, match="a bot already runs on this database"), SenderLock(rival):
            pass
        assert first.is_held()
    with SenderLock(rival) as second:
        assert second.is_held()
    rival.close()


def test_nothing_is_held_before_it_is_taken(database: Database) -> None:
    assert not SenderLock(database).is_held()


def test_a_killed_process_lets_go_at_once(database: Database) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, address(database)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunningError) as refused, SenderLock(database):
            pass
        assert not database.is_sqlite or f"process {other.pid}" in str(refused.value)
        other.send_signal(signal.SIGKILL)
        other.wait()
    entered(database)


def entered(database: Database) -> None:
    """Take the lock; a server may need a moment to notice that its client is gone."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with SenderLock(database) as sender:
                assert sender.is_held()
                return
        except AlreadyRunningError:
            if database.is_sqlite or time.monotonic() > until:
                raise


def write(session: Session) -> None:
    session.connection()


def cut_lock(database: Database) -> None:
    """End the connection that holds the lock, as a server does that stops."""
    with psycopg.connect(address(database)) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND datname = current_database()"
        )


def test_a_lock_that_broke_is_noticed_and_taken_again(postgresql: Database) -> None:
    with SenderLock(postgresql) as sender:
        cut_lock(postgresql)
        assert not sender.is_held()
        sender.keep()
        assert sender.is_held()
        sender.keep()
        assert sender.is_held()


def test_nothing_is_written_over_a_new_connection_without_the_lock(postgresql: Database) -> None:
    ours, rival = Database(address(postgresql)), Database(address(postgresql))
    with SenderLock(ours) as sender:
        ours.call(write)
        cut_lock(ours)
        with SenderLock(rival):
            ours.engine.dispose()  # as after an outage: whatever follows needs a new connection
            with pytest.raises(LockLostError, match="took over"):
                ours.call(write)
            with pytest.raises(AlreadyRunningError):
                sender.keep()
        ours.call(write)
        assert sender.is_held(), "a new connection takes it again first"
    rival.close()
    ours.close()
