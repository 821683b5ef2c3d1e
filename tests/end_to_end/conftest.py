"""A newsroom on each engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.ledger import Ledger
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from storage.database import Database
from tests.end_to_end.newsroom import Newsroom


@pytest.fixture
async def newsroom(database: Database, tmp_path: Path) -> AsyncIterator[Newsroom]:
    world = World(flood_limits=False, ledger=Ledger(tmp_path / "ledger.jsonl"))
    async with Sandbox(world) as sandbox:
        yield Newsroom(sandbox, database, tmp_path / "records")
