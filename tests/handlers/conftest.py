"""What tests of the handlers share."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.handlers import sample_news
from tests.handlers.people import Person, Town, town_with


@pytest.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    """A bot with a catalogue, on SQLite."""
    sqlite.call(sample_news.stock)
    async with town_with(sqlite) as town:
        yield town


@pytest.fixture
def ada(town: Town) -> Person:
    return town.person()
