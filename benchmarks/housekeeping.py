"""How long housekeeping holds a sender up: old rows go while one claims, begins and settles without a rest.

Run as ``python -m benchmarks.housekeeping [old rows] [seconds] [sqlite|postgresql …]``. By turns the sender is alone
and beside housekeeping, for a few seconds each, so that what the machine does meanwhile falls on both. Prints of each
the median, 99 %, the longest, and the share over 50 ms.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import String, cast, insert, literal, literal_column, select, text
from sqlmodel import Session, col

from benchmarks.claiming import _literal
from benchmarks.growth import add_article, add_subscribers, add_topic, empty_database
from bot.housekeeping import Housekeeping
from storage import outbox, settle
from storage.database import Database
from storage.enqueue import ALERT_PRIORITY, delivery_defaults
from storage.models import Delivery, DeliveryState, Subscriber

ROWS = 1_000_000
ALERTS = 10
"""Old rows of each reader, each of an article of its own."""
OWED = 20_000
SECONDS = 60.0
TURN = 5.0
"""Seconds."""
HELD_UP = 0.05
"""Seconds for which a sender may be held up."""


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def add_alerts(session: Session, number: int, readers: int, at: datetime) -> None:
    """Write an article and alerts of it that were sent, one a reader, in the order of readers as a fan-out does."""
    article = add_article(session, number, add_topic(session, number))
    ends = {name: _literal(Delivery, name, at) for name in ("created_at", "due_at", "sent_at", "settled_at")}
    sent: dict[str, Any] = delivery_defaults() | {
        "dedupe_key": literal(f"alert:{article.id}:") + cast(Subscriber.id, String()),
        "subscriber_id": col(Subscriber.id),
        "chat_id": col(Subscriber.chat_id),
        "article_id": _literal(Delivery, "article_id", article.id),
        "story_id": _literal(Delivery, "story_id", article.story_id),
        "message_id": literal_column(str(number)),
        "priority": _literal(Delivery, "priority", ALERT_PRIORITY),
        "state": _literal(Delivery, "state", DeliveryState.SENT),
    }
    rows = select(*(sent | ends).values()).order_by(col(Subscriber.id)).limit(readers)
    session.connection().execute(insert(Delivery).from_select(list(sent | ends), rows))


def fill(database: Database, rows: int) -> None:
    """Write readers, what they were sent long ago, and what some of them are owed."""
    readers = max(rows // ALERTS, OWED)
    database.call(add_subscribers, 0, readers)
    for number in range(ALERTS):
        database.call(add_alerts, number, min(readers, rows // ALERTS), now() - timedelta(days=60))
    database.call(add_alerts, ALERTS, OWED, now())
    database.call(owe)


def owe(session: Session) -> None:
    """Have the newest deliveries be owed."""
    statement = (
        "UPDATE delivery SET state = 'pending', settled_at = NULL, due_at = '2026-01-01 00:00:00'"
        " WHERE id > (SELECT max(id) - :number FROM delivery)"
    )
    session.connection().execute(text(statement), {"number": OWED})


async def send(database: Database, waits: list[float], stop: asyncio.Event) -> None:
    """Claim, begin and settle until told to stop, noting what each call took."""

    async def timed(*call: Any) -> Any:
        began_at = time.perf_counter()
        found = await database.run(*call)
        waits.append(time.perf_counter() - began_at)
        return found

    while not stop.is_set():
        claims = await timed(outbox.claim_due, "benchmark", now(), timedelta(hours=1), 32)
        if not claims:
            await database.run(owe)
            waits.pop()
            continue
        await timed(outbox.begin, claims, now())
        await timed(settle.settle_claims, [settle.Sent(claim, 1, "0" * 16) for claim in claims], now())


@dataclass
class Figures:
    """What was measured, in seconds."""

    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)


async def tidy(tidying: Housekeeping, figures: Figures, seconds: float) -> bool:
    """Do steps for so long; returns whether anything is left."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        tidying.longest = 0.0
        if (rest := await tidying.tick()) is None:
            return False
        if tidying.longest:
            figures.steps.append(tidying.longest)
        await asyncio.sleep(rest.total_seconds())
    return True


async def measure(database: Database, seconds: float) -> Figures:
    """Have a sender work alone and beside housekeeping, by turns."""
    figures, is_left = Figures(), True
    tidying = Housekeeping(database, timedelta(days=30), timedelta(days=2), now)
    until = time.perf_counter() + seconds
    while is_left and time.perf_counter() < until:
        for waits in (figures.alone, figures.beside):
            stop = asyncio.Event()
            sending = asyncio.create_task(send(database, waits, stop))
            if waits is figures.alone:
                await asyncio.sleep(TURN)
            else:
                is_left = await tidy(tidying, figures, TURN)
            stop.set()
            await sending
    return figures


def line(name: str, seconds: Sequence[float]) -> str:
    """Median, 99 % and longest in milliseconds, the share over the bound, and of how many."""
    ordered = sorted(seconds) or [0.0]
    chosen = (ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], ordered[-1])
    share = sum(each > HELD_UP for each in ordered) / len(ordered)
    return f"{name:28}" + "".join(f"{each * 1000:9.1f}" for each in chosen) + f"{share:11.3%}{len(ordered):9,}"


def report(figures: Figures, erased: int) -> None:
    """Print all."""
    print(f"{'':28}{'half':>9}{'99 %':>9}{'longest':>9}{'> 50 ms':>11}{'number':>9}")
    print(line("a step, others kept out", figures.steps))
    print(line("a sender's call, alone", figures.alone))
    print(line("a sender's call, beside", figures.beside))
    print(f"{erased:,} rows erased")


def count(session: Session) -> int:
    """How many deliveries there are."""
    return int(session.connection().execute(text("SELECT count(*) FROM delivery")).scalar_one())


def main(rows: int, seconds: float, engines: Sequence[str]) -> None:
    """Measure on each engine."""
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder, empty_database(engine, Path(folder)) as database:
            fill(database, rows)
            before = database.call(count)
            print(f"{engine}, {rows:,} old rows", flush=True)
            figures = asyncio.run(measure(database, seconds))
            report(figures, before - database.call(count))


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else ROWS,
        float(given[1]) if len(given) > 1 else SECONDS,
        given[2:] or ("sqlite", "postgresql"),
    )
