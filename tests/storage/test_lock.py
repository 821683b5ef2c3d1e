"""One bot a database: the second is refused, and the lock of a killed one is free at once."""

import signal
import subprocess
import sys
import time

import psycopg
import pytest

from storage.database import Database
from storage.lock import AlreadyRunningError, BotLock

pytestmark = pytest.mark.both_engines

HOLD = """
import sys, time
from storage.database import Database
from storage.lock import BotLock
with BotLock(Database(sys.argv[1]), is_shared=False):
    print("held", flush=True)
    time.sleep(600)
"""
PATIENCE = 20.0


def address(database: Database) -> str:
    return database.url.set(drivername=database.url.get_backend_name()).render_as_string(hide_password=False)


def test_a_second_one_is_refused_and_the_first_unharmed(sqlite: Database) -> None:
    rival = Database(address(sqlite))
    with BotLock(sqlite) as first:
        assert first.is_held()
        with pytest.raises(AlreadyRunningError, match="a bot already runs on this database"), BotLock(rival):
            pass
        assert first.is_held()
    with BotLock(rival) as second:
        assert second.is_held()
    rival.close()


def test_nothing_is_held_before_it_is_taken(database: Database) -> None:
    assert not BotLock(database).is_held()


def test_a_killed_process_lets_go_at_once(database: Database) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, address(database)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunningError) as refused, BotLock(database, is_shared=False):
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
            with BotLock(database, is_shared=False) as sender:
                assert sender.is_held()
                return
        except AlreadyRunningError:
            if database.is_sqlite or time.monotonic() > until:
                raise


def cut_lock(database: Database) -> None:
    """End the connection that holds the lock, as a server does that stops."""
    with psycopg.connect(address(database)) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND datname = current_database()"
        )


def test_a_lock_that_broke_is_noticed_and_taken_again(postgresql: Database) -> None:
    with BotLock(postgresql) as sender:
        cut_lock(postgresql)
        assert not sender.is_held()
        sender.keep()
        assert sender.is_held()
        sender.keep()
        assert sender.is_held()


def test_bots_share_a_server_and_whoever_wants_it_alone_is_refused(postgresql: Database) -> None:
    rival, mover = Database(address(postgresql)), Database(address(postgresql))
    with BotLock(postgresql), BotLock(rival), pytest.raises(AlreadyRunningError, match="already runs"):
        BotLock(mover, is_shared=False).__enter__()
    with BotLock(mover, is_shared=False), pytest.raises(AlreadyRunningError), BotLock(rival):
        pass
    rival.close()
    mover.close()


def test_a_lock_that_somebody_took_alone_meanwhile_is_not_taken_again(postgresql: Database) -> None:
    mover = Database(address(postgresql))
    with BotLock(postgresql) as bot:
        cut_lock(postgresql)
        with BotLock(mover, is_shared=False), pytest.raises(AlreadyRunningError):
            bot.keep()
        bot.keep()
        assert bot.is_held()
    mover.close()


def test_on_sqlite_each_role_has_one_process(sqlite: Database) -> None:
    rival = Database(address(sqlite))
    with BotLock(sqlite, ["send"]), BotLock(rival, ["updates", "schedule"]):
        with pytest.raises(AlreadyRunningError, match=r"with the role send .* on PostgreSQL several share the work"):
            BotLock(rival, ["send", "updates"]).__enter__()
        with pytest.raises(AlreadyRunningError, match="with the role updates"), BotLock(rival, ["updates"]):
            pass
    with BotLock(rival):
        pass
    rival.close()
