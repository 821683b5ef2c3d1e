"""A newsroom on each engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.logs import MessageLog
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage.database import Database
from tests.end_to_end.newsroom import Newsroom


@pytest.fixture
async def newsroom(database: Database, tmp_path: Path) -> AsyncIterator[Newsroom]:
    simulator = TelegramSimulator(flood_limits=False, message_log=MessageLog(tmp_path / "ledger.jsonl"))
    async with Sandbox(simulator) as sandbox:
        yield Newsroom(sandbox, database, tmp_path / "records")
