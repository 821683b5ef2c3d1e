"""The environment of a whole run, on SQLite unless a test chooses PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.logs import MessageLog
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage.database import Database
from tests.end_to_end.environment import Environment
from tests.end_to_end.own_server import own_server


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    """One engine a test: what engines do differently is tested where it is done. Runs at scale take turns."""
    found = request.getfixturevalue(getattr(request, "param", "sqlite"))
    assert isinstance(found, Database)
    return found


@pytest.fixture
async def environment(database: Database, tmp_path: Path) -> AsyncIterator[Environment]:
    simulator = TelegramSimulator(flood_limits=False, message_log=MessageLog(tmp_path / "ledger.jsonl"))
    async with Sandbox(simulator) as sandbox:
        yield Environment(sandbox, database, tmp_path / "records")


@pytest.fixture
def server() -> Iterator[Any]:
    """A PostgreSQL server of this test alone."""
    with own_server() as server:
        yield server
