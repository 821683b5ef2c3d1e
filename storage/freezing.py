"""Freezing: an audience becomes one row a recipient, in chunks, so that nobody waits long for the writer."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, exists, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage.audience import Audience, recipients
from storage.database import reads
from storage.models import SERIAL, Broadcast, BroadcastState, Delivery, DeliveryKind, DeliveryState, Subscriber
from storage.owing import defaults

BROADCAST_PRIORITY = 9
THE_END = 2**63 - 1
"""``frozen_to`` once all recipients are written: no subscriber comes after."""


def freeze(session: Session, broadcast_id: int, limit: int, now: datetime) -> bool:
    """Write those of the next ``limit`` subscribers who are recipients, as of ``frozen_at``, into the outbox, held.

    So many subscribers are looked at, rather than found, that a chunk takes as long however few they are. Who has a row
    of this broadcast, in whichever thread of their chat, gets no other.

    Returns:
        Whether that were all: the broadcast is running now.
    """
    broadcast = session.get(Broadcast, broadcast_id, with_for_update=True)
    if broadcast is None or broadcast.state is not BroadcastState.FREEZING:
        return False
    seen, last = _chunk(session, broadcast.frozen_to, limit)
    if seen:
        broadcast.size += _write(session, broadcast, last, now)
    broadcast.frozen_to = last
    is_whole = seen < limit
    if is_whole:
        broadcast.frozen_to, broadcast.state = THE_END, BroadcastState.RUNNING
        broadcast.started_at = broadcast.started_at or now
    session.add(broadcast)
    return is_whole


@reads
def newcomers(session: Session, broadcast: Broadcast, now: datetime) -> int:
    """How many are in the audience of a broadcast by now and have no row of it."""
    whom = recipients(Audience.from_json(broadcast.audience), is_notice=broadcast.is_notice, now=now)
    left_out = whom.where(~_has_row(_key(broadcast)))
    return session.connection().execute(select(func.count()).select_from(left_out.subquery())).scalar_one()


def _chunk(session: Session, after: int, limit: int) -> tuple[int, int]:
    """How many subscribers come next, and the last of them."""
    ids = select(col(Subscriber.id)).where(col(Subscriber.id) > after).order_by(col(Subscriber.id)).limit(limit)
    each = ids.subquery()
    seen, last = session.connection().execute(select(func.count(), func.max(each.c.id))).one()
    return seen, last or after


def _write(session: Session, broadcast: Broadcast, last: int, now: datetime) -> int:
    connection = session.connection()
    whom = recipients(
        Audience.from_json(broadcast.audience), is_notice=broadcast.is_notice, now=broadcast.frozen_at or now
    ).where(col(Subscriber.id) > broadcast.frozen_to, col(Subscriber.id) <= last, ~_has_row(_key(broadcast)))
    row = _row(broadcast, now)
    owed = whom.with_only_columns(*row.values()).order_by(col(Subscriber.id))
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(Delivery).from_select(list(row), owed).on_conflict_do_nothing().returning(col(Delivery.id))
    # SQLite's driver does not count for an INSERT that begins with WITH.
    return len(connection.execute(statement).all())


def _row(broadcast: Broadcast, now: datetime) -> dict[str, Any]:
    kind = DeliveryKind.NOTICE if broadcast.is_notice else DeliveryKind.BROADCAST
    return defaults() | {
        "kind": _as_stored("kind", kind),
        "dedupe_key": literal(_key(broadcast), String()) + cast(col(Subscriber.id), String),
        "subscriber_id": col(Subscriber.id),
        "chat_id": col(Subscriber.chat_id),
        "broadcast_id": literal(broadcast.id, SERIAL),
        "priority": literal(BROADCAST_PRIORITY),
        "state": _as_stored("state", DeliveryState.HELD),
        "created_at": _as_stored("created_at", now),
        "due_at": _as_stored("due_at", now),
    }


def _as_stored(name: str, value: object) -> ColumnElement[Any]:
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    return literal(value, table.c[name].type)


def _has_row(key: str) -> ColumnElement[bool]:
    """Whether the chat of a subscriber, in whichever thread, has a row of the broadcast."""
    other = aliased(Subscriber)
    return exists().where(
        col(other.chat_id) == col(Subscriber.chat_id),
        col(Delivery.dedupe_key) == literal(key, String()) + cast(col(other.id), String),
    )


def _key(broadcast: Broadcast) -> str:
    return f"broadcast:{broadcast.id}:"
