"""How the wire is doing at this moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, text
from sqlmodel import Session, col

from storage.database import reads
from storage.models import Delivery, DeliveryState, Subscriber

MINUTE = timedelta(minutes=1)
PACE = timedelta(seconds=5)
"""A chat is left alone for up to three seconds after each message; what is longer, Telegram asked for."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """How the wire is doing.

    Attributes:
        by_state: deliveries in each state.
        later: of the pending, those that are not due yet.
        oldest_due_at: since when the oldest waits that is due; None when nothing waits.
        sent_lately: messages that went out within the last minute.
        throttled: chats that are left alone because Telegram asked for it.
        throttled_until: when the last of them is written to again.
        size: of the database, in bytes.
    """

    by_state: Mapping[DeliveryState, int]
    later: int
    oldest_due_at: datetime | None
    sent_lately: int
    throttled: int
    throttled_until: datetime | None
    size: int
    is_sqlite: bool


@reads
def pulse(session: Session, now: datetime) -> Pulse:
    """How the outbox and the database stand now."""
    connection = session.connection()
    counts = select(col(Delivery.state), func.count()).group_by(col(Delivery.state))
    pending = col(Delivery.state) == DeliveryState.PENDING
    due = select(func.min(col(Delivery.due_at))).where(pending, col(Delivery.due_at) <= now)
    later = select(func.count()).where(pending, col(Delivery.due_at) > now)
    lately = select(func.count()).where(col(Delivery.state) == DeliveryState.SENT, col(Delivery.sent_at) > now - MINUTE)
    quiet = select(func.count(col(Subscriber.chat_id).distinct()), func.max(col(Subscriber.quiet_until)))
    throttled, until = connection.execute(quiet.where(col(Subscriber.quiet_until) > now + PACE)).one()
    return Pulse(
        by_state=dict(connection.execute(counts).all()),
        later=connection.execute(later).scalar_one(),
        oldest_due_at=connection.execute(due).scalar(),
        sent_lately=connection.execute(lately).scalar_one(),
        throttled=throttled,
        throttled_until=until,
        size=_size(session),
        is_sqlite=_is_sqlite(session),
    )


def _size(session: Session) -> int:
    """Bytes on the disk: with SQLite's log of what is not yet in its file."""
    connection = session.connection()
    if not _is_sqlite(session):
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    file = Path(str(connection.engine.url.database))
    files = (file, file.with_name(f"{file.name}-wal"))
    return sum(each.stat().st_size for each in files if each.exists())


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
