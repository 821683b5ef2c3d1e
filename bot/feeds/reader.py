"""Reading one feed: fetched, parsed, its entries written as records, and what follows for its next fetch."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

from bot.feeds.entries import KnownEntry, RecognisedEntry, known_entry, recognise
from bot.feeds.fetch import FeedClient, Fetched, FetchError
from bot.feeds.parsed import NotAFeedError, ParsedFeed
from bot.feeds.process import ParserProcess
from bot.feeds.records import (
    LASTING,
    Fields,
    RecordRules,
    file_name,
    files_by_key,
    is_record,
    record_fields,
    write_record,
)
from bot.news.record import LONGEST_TITLE, one_line
from storage import feeds
from storage.database import Database
from storage.models import Feed, FeedEntry
from storage.models.base import stored_id

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(days=1)
"""Between two fetches, however often a feed failed and whatever it asks for, unless its interval is longer."""

LONGEST_MAX_AGE = timedelta(hours=1)
"""Caches before a site say how long they keep an answer, often for far too long; a feed's own TTL is meant."""

MOST_DOUBLINGS = 10
MOVED_BACK_AFTER = 5
"""Failures in a row at the address that a feed moved to; then the one is tried again under which it is known."""

LONGEST_ERROR = 300

PACE = timedelta(milliseconds=50)
"""What a feed brings costs this process some 30 ms in all (``benchmarks/feeds.py``): when thousands change at once,
people who write to the bot are to have the rest."""

LOST_AFTER = timedelta(days=1)
"""Owners are told of a feed that could not be read for so long."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came of reading a feed.

    Attributes:
        due_at: When it is to be read again; None: never.
        new: How many entries it had that were not known.
        changed: How many records were written or rewritten.
        error: A sentence; empty if it could be read.
        is_lost: Whether owners should know: it ended, or could not be read for a day by now.
        name: As people call it.
    """

    due_at: datetime | None
    new: int = 0
    changed: int = 0
    error: str = ""
    is_lost: bool = False
    name: str = ""


class FeedReader:
    """Reads feeds, one at a time or several at once, but none twice at once.

    Args:
        database: Where feeds and entries are kept.
        client: Open.
        parser: Open.
        folder: FEEDS_DIR.
        clock: Now, aware.
        spread: A number from 0 to 1, by chance, so that feeds that were fetched together part.
        pace: From one feed that is parsed and written to the next.
    """

    def __init__(
        self,
        database: Database,
        client: FeedClient,
        parser: ParserProcess,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        spread: Callable[[], float],
        pace: timedelta = PACE,
    ) -> None:
        self._pace = pace.total_seconds()
        self._turn_at = 0.0
        self._database = database
        self._client = client
        self._parser = parser
        self._folder = folder
        self._clock = clock
        self._spread = spread

    async def read(self, feed_id: int) -> ReadResult:
        """Fetch a feed once, write what is new, and store how it went.

        Raises:
            OSError: Records cannot be written.
            DatabaseUnusableError: Nothing can be stored.
        """
        feed = await self._database.run(feeds.find, feed_id)
        if feed is None or not feeds.is_fetched(feed):
            return ReadResult(None)
        address = feed.moved_to if feed.moved_to and feed.failures < MOVED_BACK_AFTER else feed.address
        is_known = address == (feed.moved_to or feed.address) and feed.succeeded_at is not None
        etag, last_modified = (feed.etag, feed.last_modified) if is_known else ("", "")
        try:
            async with self._client.fetching(address, etag=etag, last_modified=last_modified) as fetched:
                return await self._take(feed, fetched)
        except FetchError as error:
            return await self._failed(feed, error.sentence)

    async def _take(self, feed: Feed, fetched: Fetched) -> ReadResult:
        match fetched.status:
            case HTTPStatus.OK:
                pass
            case HTTPStatus.NOT_MODIFIED:
                return await self._succeeded(feed, fetched, {})
            case HTTPStatus.GONE:
                return await self._ended(feed)
            case status:
                return await self._failed(feed, _sentence(status), fetched.retry_after)
        body_hash = _hash(feed, fetched.body)
        if feed.succeeded_at is not None and body_hash == feed.body_hash:
            return await self._succeeded(feed, fetched, _validators(fetched))
        await self._take_turn()
        try:
            parsed = await self._parser.parse(fetched.body, fetched.address, fetched.content_type)
        except NotAFeedError as error:
            return await self._failed(feed, str(error), fetched.retry_after)
        columns = _validators(fetched) | {
            "title": one_line(parsed.title, LONGEST_TITLE),
            "site": parsed.site,
            "ttl_seconds": parsed.ttl_seconds,
            "body_hash": body_hash,
        }
        new, changed = await self._take_entries(feed, parsed)
        return await self._succeeded(feed, fetched, columns, new=new, changed=changed, ttl=parsed.ttl_seconds)

    async def _take_turn(self) -> None:
        """Wait until so much time has passed since another feed was taken in."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._turn_at)
        self._turn_at = at + self._pace
        await asyncio.sleep(at - now)

    async def _take_entries(self, feed: Feed, parsed: ParsedFeed) -> tuple[int, int]:
        """Write the entries as records first and store them then: a kill in between repeats what does no harm."""
        feed_id, now = stored_id(feed.id), self._clock()
        known = [KnownEntry(*row) for row in await self._database.run(feeds.known_links, feed_id)]
        latest = [
            known_entry(row.key, row.link, row.written)
            for row in await self._database.run(feeds.latest_entries, feed_id)
        ]
        recognised = await asyncio.to_thread(recognise, parsed.entries, known, latest)
        rows = await self._database.run(feeds.entries_by_key, feed_id, [each.key for each in recognised])
        rules = RecordRules(
            feed.name or parsed.title,
            tuple(feed.topics),
            feed.quality,
            parsed.language,
            feed.is_held,
            is_archive=feed.succeeded_at is None,
        )
        writing = _Writing(self._folder, feed.folder, rules, rows, now)
        written = await asyncio.to_thread(lambda: list(writing.write(recognised)))
        await self._database.run(feeds.save_entries, feed_id, written, now)
        return sum(each.is_new for each in recognised), writing.changed

    async def _succeeded(
        self,
        feed: Feed,
        fetched: Fetched,
        columns: Mapping[str, Any],
        *,
        new: int = 0,
        changed: int = 0,
        ttl: int | None = None,
    ) -> ReadResult:
        now = self._clock()
        wanted = timedelta(seconds=max(feed.interval_seconds, feed.ttl_seconds if ttl is None else ttl))
        asked = max(fetched.retry_after or timedelta(), min(fetched.max_age or timedelta(), LONGEST_MAX_AGE))
        pause = self._parted(max(wanted, min(asked, LONGEST_PAUSE)))
        moved = {"moved_to": fetched.moved_to} if fetched.moved_to else {}
        if feed.moved_to and feed.failures >= MOVED_BACK_AFTER:
            moved = {"moved_to": fetched.moved_to}  # its old address serves it again
        if moved and moved["moved_to"] != feed.moved_to:
            log.info("the feed %s moved to %s", feed.address, fetched.moved_to or feed.address)
        done = {"fetched_at": now, "succeeded_at": now, "failures": 0, "last_error": "", "due_at": now + pause}
        await self._database.run(feeds.save_fetch, stored_id(feed.id), {**columns, **moved, **done})
        if new or changed:
            log.info("the feed %s has %d new entries; %d records written", feeds.display_name(feed), new, changed)
        return ReadResult(now + pause, new, changed)

    async def _failed(self, feed: Feed, sentence: str, retry_after: timedelta | None = None) -> ReadResult:
        """Back off: twice as long each time, and at least as long as the server asks for."""
        now, failures = self._clock(), feed.failures + 1
        usual = timedelta(seconds=max(feed.interval_seconds, feed.ttl_seconds))
        longer = min(usual * 2 ** min(failures, MOST_DOUBLINGS), max(LONGEST_PAUSE, usual))
        pause = max(self._parted(longer), min(retry_after or timedelta(), LONGEST_PAUSE))
        if not feed.failures:
            log.warning("the feed %s cannot be read: %s", feed.address, sentence)
        columns = {
            "fetched_at": now,
            "failures": failures,
            "last_error": sentence[:LONGEST_ERROR],
            "due_at": now + pause,
        }
        await self._database.run(feeds.save_fetch, stored_id(feed.id), columns)
        lost_at = (feed.succeeded_at or feed.added_at) + LOST_AFTER
        is_lost = feed.fetched_at is not None and feed.fetched_at < lost_at <= now
        return ReadResult(now + pause, error=sentence, is_lost=is_lost, name=feeds.display_name(feed))

    async def _ended(self, feed: Feed) -> ReadResult:
        now, sentence = self._clock(), "the server says that it is gone for good"
        columns = {"fetched_at": now, "ended_at": now, "last_error": sentence}
        await self._database.run(feeds.save_fetch, stored_id(feed.id), columns)
        log.warning("the feed %s has ended: %s", feed.address, sentence)
        return ReadResult(None, error=sentence, is_lost=True, name=feeds.display_name(feed))

    def _parted(self, pause: timedelta) -> timedelta:
        """So long, and up to a tenth more, by chance."""
        return pause * (1 + self._spread() / 10)


class _Writing:
    """Writes the records of one feed; counts the files that changed."""

    def __init__(
        self, root: Path, folder: str, rules: RecordRules, rows: Mapping[str, FeedEntry], now: datetime
    ) -> None:
        self._root = root
        self._folder = folder
        self._rules = rules
        self._rows = rows
        self._now = now
        self._files: dict[str, str] | None = None
        self.changed = 0

    def write(self, entries: Sequence[RecognisedEntry]) -> Iterator[dict[str, Any]]:
        """Write entries, and yield the row of each."""
        for each in entries:
            row = self._rows.get(each.key)
            fields = self._fields(each, row)
            if not is_record(fields):
                continue
            path = row.path if row else f"{self._folder}/{self._name(each, fields)}"
            before = None if row is None else cast("Fields", row.written)
            folder, name = self._root / path.rpartition("/")[0], path.rpartition("/")[2]
            is_lasting = not self._rules.is_archive
            self.changed += write_record(folder, name, before, fields, is_lasting=is_lasting)
            yield {
                "key": each.key,
                "link": each.link,
                "path": path,
                "written": fields,
                "first_seen_at": row.first_seen_at if row else self._now,
            }

    def _fields(self, each: RecognisedEntry, row: FeedEntry | None) -> Fields:
        entry = each.entry
        published = entry.published or entry.updated
        if row is not None:
            stored = str(row.written.get("publishedDateTime") or "")
            # A time of updating is no time of publication, and a link that is corrected keeps the article by its time.
            if not entry.published or each.link != row.link:
                published = stored or published
        published = published or f"{row.first_seen_at if row else self._now:%Y-%m-%dT%H:%M:%SZ}"
        fields = record_fields(entry, published, self._rules)
        if row is not None:
            for name in LASTING:
                fields.pop(name, None)
            fields |= {name: str(row.written[name]) for name in LASTING if row.written.get(name)}
        return fields

    def _name(self, each: RecognisedEntry, fields: Fields) -> str:
        """The file of a new entry: the one that is there with its key, or a new one."""
        if self._files is None:
            self._files = files_by_key(self._root / self._folder)
        return self._files.get(each.key) or file_name(each.key, each.entry.title, str(fields["publishedDateTime"]))


def _validators(fetched: Fetched) -> dict[str, Any]:
    return {"etag": fetched.etag, "last_modified": fetched.last_modified}


def _hash(feed: Feed, body: bytes) -> str:
    """Of a body, and of what the feed adds to its records: what did not change need not be parsed again."""
    rules = repr((feed.name, feed.topics, feed.quality))
    return sha256(rules.encode() + body).hexdigest()[:32]


def _sentence(status: int) -> str:
    phrase = HTTPStatus(status).phrase.lower() if status in set(HTTPStatus) else ""
    return f"the server answers {status} {phrase}".rstrip()
