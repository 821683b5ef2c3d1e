"""A server of feeds, and a reader of them over a real database, whose clock only tests move."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.feeds.addresses import AddressGuard
from bot.feeds.catalogue import wanted_feed
from bot.feeds.fetch import FeedClient
from bot.feeds.process import ParserProcess
from bot.feeds.reader import FeedReader, ReadResult
from bot.news.record import Record, parse_record
from storage import feeds
from storage.database import Database
from storage.models import Feed, FeedOrigin
from storage.models.base import stored_id
from tests.conftest import NOON
from tests.feeds.server import HOST, FeedServer, feed_server
from tests.support.fixtures import pipeline

SHORTEST = 300.0


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as served:
        yield served


@dataclass
class Reading:
    """Feeds of a server on this machine, and their records in a folder."""

    server: FeedServer
    database: Database
    client: FeedClient
    parser: ParserProcess
    folder: Path
    now: datetime = NOON
    ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reader = FeedReader(
            self.database,
            self.client,
            self.parser,
            self.folder,
            clock=lambda: self.now,
            spread=lambda: 0.0,
            pace=timedelta(),
        )

    def add(self, path: str = "/feed.xml", **wanted: object) -> int:
        """Add the feed at a path; returns its id."""
        each = wanted_feed(self.server.url(path), SHORTEST, **wanted)  # type: ignore[arg-type] # as given
        feed, _ = self.database.call(feeds.add, each, FeedOrigin.CHAT, self.now)
        self.ids[path] = stored_id(feed.id)
        return self.ids[path]

    def feed(self, path: str = "/feed.xml") -> Feed:
        found = self.database.call(feeds.find, self.ids[path])
        assert found is not None
        return found

    async def read(self, path: str = "/feed.xml", after: timedelta = timedelta()) -> ReadResult:
        self.now += after
        return await self.reader.read(self.ids[path])

    async def due(self, path: str = "/feed.xml") -> ReadResult:
        """Read a feed at the moment at which it is due."""
        self.now = max(self.now, self.feed(path).due_at)
        return await self.reader.read(self.ids[path])

    def files(self) -> list[Path]:
        return sorted(self.folder.rglob("*.md"))

    def records(self) -> dict[str, Record]:
        """All records that there are, by title."""
        found = [parse_record(path.read_bytes()) for path in self.files()]
        return {record.title: record for record in found}

    def text(self, words: str) -> str:
        """The one file that holds these words."""
        (found,) = [text for path in self.files() if words in (text := path.read_text(encoding="utf-8"))]
        return found


@pytest.fixture
async def reading(server: FeedServer, database: Database, tmp_path: Path) -> AsyncIterator[Reading]:
    async with FeedClient("Topicwire/test", AddressGuard([HOST])) as client, ParserProcess() as parser:
        yield Reading(server, database, client, parser, tmp_path / "feeds")


__all__ = ["pipeline"]
