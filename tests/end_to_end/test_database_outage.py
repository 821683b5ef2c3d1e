"""PostgreSQL stops and comes back while the bot runs."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage import migrations
from storage.database import Database
from tests.end_to_end.environment import Environment, Process, bot_process, until
from tests.end_to_end.own_server import start, stop

BEFORE, DURING = "Quiet rivers flow", "Owls count the stars"
BEGUN, ENDED = "waiting until it can be used again", "the database can be used again, after"


@pytest.fixture
async def environment(server: Any, tmp_path: Path) -> AsyncIterator[Environment]:
    database = Database(server.get_uri())
    migrations.upgrade(database.engine)
    async with Sandbox(TelegramSimulator(flood_limits=False)) as sandbox:
        yield Environment(sandbox, database, tmp_path / "records")
    database.close()


@pytest.fixture
async def process(environment: Environment, tmp_path: Path) -> AsyncIterator[Process]:
    environment.gather(2)
    async with bot_process(environment, tmp_path / "log") as process:
        await process.start()
        environment.drop(BEFORE)
        await until(lambda: environment.arrived().total() == 2)
        await until(environment.is_drained)  # a send that is not settled yet would hold up its end, and end it in error
        yield process


async def test_the_bot_waits_and_goes_on(environment: Environment, process: Process, server: Any) -> None:
    await stop(server)
    await until(lambda: BEGUN in process.said())
    environment.drop(DURING)
    start(server)
    await until(lambda: environment.arrived().total() == 4)
    await until(lambda: ENDED in process.said())
    assert (process.said().count(BEGUN), process.said().count(ENDED)) == (1, 1)
    assert "Traceback" not in process.said()
    await until(lambda: advisory_locks(server) == 1)
    assert set(environment.arrived().values()) == {1}
    assert await process.end(signal.SIGTERM) == 0


def advisory_locks(server: Any) -> int:
    with psycopg.connect(server.get_uri()) as connection:
        found = connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone()
    assert found is not None
    return int(found[0])


async def test_told_to_stop_meanwhile_it_ends(environment: Environment, process: Process, server: Any) -> None:
    await stop(server)
    await until(lambda: BEGUN in process.said())
    assert await process.end(signal.SIGTERM) == 0
    assert "Traceback" not in process.said()
