"""The loop of feeds: one appointment a feed, as many fetches at once as the machine can bear, and new feeds taken up.

Feeds are rows: what FEEDS_FILE, the chat, an import or another process changes of them counts from the next look.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from bot.feeds.catalogue import FeedList, load_feeds
from bot.feeds.fetch import FeedClient
from bot.feeds.process import ParserProcess
from bot.feeds.reader import FeedReader, ReadResult
from bot.loop import Loop
from bot.news.frontmatter import FileProblem, Unreadable
from storage import feeds
from storage.database import Database, DatabaseUnusableError
from storage.feeds import DueFeed
from storage.models import Trouble

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=5)
"""From one look at the rows to the next: so soon a change counts."""

AT_ONCE = 12
"""Feeds that are read at once."""

DOUBTFUL_AT_ONCE = 4
"""Of those that failed last time: a server that never answers holds up none that does."""

OF_ONE_HOST = 6
"""Of one server, so that nobody is asked for too much at once."""

STAGGER = timedelta(milliseconds=20)
"""Between two feeds that are overdue, as all are after a rest: a machine is not to begin with all of them."""

BREATH = 50
"""Appointments that are made before others get a turn."""

AGAIN = timedelta(minutes=1)
"""After an error of the program, or of its disk or database."""


class Appointments(Protocol):
    """What does a step at its time (``bot/jobs.py``)."""

    def start(self) -> None: ...  # noqa: D102 - as there

    def stop(self) -> None: ...  # noqa: D102

    def make(self, name: str, after: timedelta, step: Callable[[], None]) -> None: ...  # noqa: D102

    def cancel(self, name: str) -> None: ...  # noqa: D102


TroubleHook = Callable[[Trouble, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What whoever runs the bot decides of feeds.

    Attributes:
        file: FEEDS_FILE; None without one.
        folder: FEEDS_DIR.
        shortest: FEEDS_MIN_SECONDS.
    """

    file: Path | None
    folder: Path
    shortest: float


def _name(feed_id: int) -> str:
    return f"feed {feed_id}"


def _looks(file: Path) -> tuple[int, int, int] | None:
    """What tells that a file changed; None if there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def _problem(file: Path, error: OSError | Unreadable) -> FileProblem:
    if isinstance(error, Unreadable):
        return FileProblem(str(file), error.line, error.reason)
    return FileProblem(str(file), None, f"the file cannot be read: {error.strerror}")


class FeedLoop(Loop):
    """Reads each feed when it is due.

    Args:
        database: Where feeds are kept.
        client: Not open yet.
        settings: Of feeds.
        appointments: Not started yet.
        clock: Now, aware.
        spread: A number from 0 to 1, by chance.
        on_records: Called when records were written.
        on_trouble: Told of feeds that cannot be read any more.
    """

    def __init__(
        self,
        database: Database,
        client: FeedClient,
        settings: FeedSettings,
        appointments: Appointments,
        *,
        clock: Callable[[], datetime],
        spread: Callable[[], float],
        on_records: Callable[[], None],
        on_trouble: TroubleHook,
    ) -> None:
        super().__init__(LOOK_EVERY)
        self._database = database
        self._client = client
        self._parser = ParserProcess()
        self._settings = settings
        self._appointments = appointments
        self._clock = clock
        self._on_records = on_records
        self._on_trouble = on_trouble
        self._reader = FeedReader(database, client, self._parser, settings.folder, clock=clock, spread=spread)
        self._made: dict[int, datetime] = {}
        """When each feed is due that has an appointment."""
        self._reading: dict[int, asyncio.Task[None]] = {}
        self._places, self._doubtful = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(DOUBTFUL_AT_ONCE)
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._file_looks: tuple[int, int, int] | None = (0, 0, 0)
        self.problems: tuple[FileProblem, ...] = ()
        """Of FEEDS_FILE."""

    async def run(self) -> None:
        """Read feeds until told to stop; what is being read then is given up, and read anew another time."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._parser)
            await stack.enter_async_context(self._client)
            stack.push_async_callback(self._give_up)
            self._appointments.start()
            stack.callback(self._appointments.stop)
            await super().run()

    async def tick(self) -> None:
        """Look once what there is to read, and when."""
        await self.sync_file()
        due = await self._database.run(feeds.due_times)
        for feed_id in self._made.keys() - {feed.id for feed in due}:
            del self._made[feed_id]
            self._appointments.cancel(_name(feed_id))
        now, late = self._clock(), 0
        for number, feed in enumerate(due):
            if feed.id in self._reading or self._made.get(feed.id) == feed.due_at:
                continue
            late += feed.due_at <= now
            self._appoint(feed, max(feed.due_at - now, late * STAGGER))
            if number % BREATH == 0:
                await asyncio.sleep(0)

    async def sync_file(self) -> None:
        """Store what FEEDS_FILE says, if it changed since; what cannot be used of it is told in the log."""
        file = self._settings.file
        looks = None if file is None else await asyncio.to_thread(_looks, file)
        if file is None or looks == self._file_looks:
            return
        try:
            found = await asyncio.to_thread(load_feeds, file, self._settings.shortest)
        except (OSError, Unreadable) as error:
            found = FeedList((), (_problem(file, error),))
            log.warning("%s; its feeds stay as they were", found.problems[0])
        else:
            await self._store(found)
        self.problems, self._file_looks = found.problems, looks

    async def _store(self, found: FeedList) -> None:
        for problem in found.problems:
            log.warning("%s", problem)
        is_complete = not found.problems
        done = await self._database.run(feeds.sync_file, found.feeds, self._clock(), is_complete=is_complete)
        log.info("feeds of FEEDS_FILE: %d added, %d changed, %d ended", *done)

    def _appoint(self, feed: DueFeed, after: timedelta) -> None:
        self._made[feed.id] = feed.due_at
        self._appointments.make(_name(feed.id), after, lambda: self._begin(feed))

    def _begin(self, feed: DueFeed) -> None:
        """Read a feed in a task of its own; none is read twice at once."""
        self._made.pop(feed.id, None)
        if feed.id not in self._reading:
            self._reading[feed.id] = asyncio.get_running_loop().create_task(self._read(feed))

    async def _read(self, feed: DueFeed) -> None:
        host = urlsplit(feed.address).netloc
        of_host = self._hosts.setdefault(host, asyncio.Semaphore(OF_ONE_HOST))
        try:
            async with of_host, self._doubtful if feed.failures else self._places:
                result = await self._reader.read(feed.id)
            self._follow_up(feed, result)
        except DatabaseUnusableError:
            self._appoint(feed._replace(due_at=self._clock() + AGAIN), AGAIN)  # its outage has been told
        except Exception:
            log.exception("the feed %s could not be read; trying again", feed.address)
            self._appoint(feed._replace(due_at=self._clock() + AGAIN), AGAIN)
        finally:
            self._reading.pop(feed.id, None)

    def _follow_up(self, feed: DueFeed, result: ReadResult) -> None:
        if result.changed:
            self._on_records()
        if result.due_at is not None:
            failures = feed.failures + 1 if result.error else 0
            self._appoint(feed._replace(due_at=result.due_at, failures=failures), result.due_at - self._clock())
        if result.is_lost:
            about = {"feed": feed.id, "name": result.name, "reason": result.error}
            self._on_trouble(Trouble.FEED, about)

    async def _give_up(self) -> None:
        tasks = list(self._reading.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
