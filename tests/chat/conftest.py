"""What tests of the chat room share."""

from collections.abc import AsyncIterator

import pytest

from bot.chat.pacing import Pacer
from storage.database import Database
from tests.chat import news
from tests.chat.people import Person, Town, town_with
from tests.chat.stub import Stub, running
from tests.chat.virtual import VirtualTime, settle


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    async with running() as stub:
        yield stub


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
async def pacer(time: VirtualTime, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pacer]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as an open request object has it
    pacer = Pacer(25, time.clock, time.sleep)
    await pacer.initialize()
    yield pacer
    await pacer.shutdown()
    await settle()


@pytest.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    """A bot with a catalogue, on SQLite."""
    sqlite.call(news.stock)
    async with town_with(sqlite) as town:
        yield town


@pytest.fixture
def ada(town: Town) -> Person:
    return town.person()
