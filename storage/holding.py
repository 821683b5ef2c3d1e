"""Holding: what a broadcast owes waits in the outbox until it is let go, and is held again when it is paused.

    held ──let go──▶ pending ──claim──▶ in_flight (storage/outbox.py)
      ▲                 │                   │
      └──────hold───────┴───not begun───────┘

Whoever changes a broadcast's state takes its row first and its deliveries then; whoever puts a delivery back looks at
the broadcast first too, and keeps it from changing until that is done (PostgreSQL; SQLite has one writer). So once a
pause or a cancellation is committed, nothing of the broadcast is begun that had not begun before.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

import sqlmodel
from sqlalchemy import and_, case, exists, func, or_, select, update
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage.database import reads
from storage.models import (
    Broadcast,
    BroadcastState,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Standing,
    Subscriber,
)
from storage.outbox import Claim
from storage.owing import cancel, unsent

MOST_AT_ONCE = 2_500
"""Rows that one transaction cancels at most of those that are held: others write in between."""


class Left(NamedTuple):
    """What of a broadcast has not come to its end."""

    is_held: bool = False
    due: int = 0
    later: int = 0
    """Pending, but not yet due, or for a chat that is to be left quiet."""
    in_flight: int = 0


@reads
def left(session: Session, broadcast_id: int, now: datetime) -> Left:
    """What is left of a broadcast; a hundred thousand that are held are not counted for it."""
    connection = session.connection()
    is_held = select(exists().where(_held(broadcast_id)))
    waits = or_(col(Delivery.due_at) > now, col(Subscriber.quiet_until) > now)
    is_later = case((and_(col(Delivery.state) == DeliveryState.PENDING, waits), 1), else_=0)
    counts = (
        select(col(Delivery.state), func.count(), func.sum(is_later))
        .join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
        .where(_of(broadcast_id), col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.IN_FLIGHT)))
        .group_by(col(Delivery.state))
    )
    found = {state: (total, later) for state, total, later in connection.execute(counts)}
    pending, later = found.get(DeliveryState.PENDING, (0, 0))
    in_flight, _ = found.get(DeliveryState.IN_FLIGHT, (0, 0))
    return Left(connection.execute(is_held).scalar_one(), pending - later, later, in_flight)


@reads
def let_go_so_far(session: Session, broadcast_id: int) -> int:
    """How many deliveries of a broadcast are not held, whatever became of them."""
    others = [state for state in DeliveryState if state is not DeliveryState.HELD]
    count = select(func.count()).where(_of(broadcast_id), col(Delivery.state).in_(others))
    return session.connection().execute(count).scalar_one()


@reads
def ending(session: Session) -> list[Broadcast]:
    """Broadcasts that were cancelled and of which something may still be held or in the air."""
    cancelled = (col(Broadcast.state) == BroadcastState.CANCELLED, col(Broadcast.ended_at).is_(None))
    return list(session.exec(sqlmodel.select(Broadcast).where(*cancelled).order_by(col(Broadcast.id))))


def fixed(session: Session, broadcast_ids: Collection[int]) -> Mapping[int, BroadcastState]:
    """The states of broadcasts, which nobody changes before the transaction ends."""
    if not broadcast_ids:
        return {}
    these = select(col(Broadcast.id), col(Broadcast.state)).where(col(Broadcast.id).in_(broadcast_ids))
    rows = session.connection().execute(these.order_by(col(Broadcast.id)).with_for_update(read=True))
    return {row.id: row.state for row in rows}


def let_go(session: Session, broadcast_id: int, limit: int, now: datetime) -> int:
    """Let the next deliveries of a broadcast go while it runs; returns how many may leave by that.

    Who was lost, paused or opted out while the rows were being written is owed nothing any more.
    """
    if fixed(session, {broadcast_id}).get(broadcast_id) is not BroadcastState.RUNNING:
        return 0
    due_at = case((col(Delivery.due_at) > now, col(Delivery.due_at)), else_=now)
    freed = update(Delivery).where(_first_held(session, broadcast_id, limit))
    count = session.connection().execute(freed.values(state=DeliveryState.PENDING, due_at=due_at)).rowcount
    return count - drop_unwelcome(session, broadcast_id, now)


def hold(session: Session, broadcast_id: int) -> int:
    """Hold what was let go and has not begun; returns how many. The broadcast's row was changed before."""
    values = {"state": DeliveryState.HELD, "owner": None, "lease_until": None}
    return session.connection().execute(update(Delivery).where(_might_leave(broadcast_id)).values(values)).rowcount


def rein_in(session: Session, claim: Claim, states: Mapping[int, BroadcastState], now: datetime) -> None:
    """Hold or cancel a delivery that came back from the air when its broadcast was paused or cancelled meanwhile.

    Args:
        session: In one transaction.
        claim: Of the delivery, which may be pending now.
        states: Of its broadcast at least, as ``fixed`` gave them before any delivery was touched.
        now: When it is cancelled.
    """
    is_back = and_(col(Delivery.id) == claim.id, col(Delivery.state) == DeliveryState.PENDING)
    match states.get(claim.broadcast_id or 0):
        case BroadcastState.PAUSED:
            session.connection().execute(update(Delivery).where(is_back).values(state=DeliveryState.HELD))
        case BroadcastState.CANCELLED:
            cancel(session, is_back, Cancellation.CALLED_OFF, now)


def call_off(session: Session, broadcast_id: int, now: datetime, most: int = MOST_AT_ONCE) -> int:
    """Cancel what is unsent of a broadcast that an administrator cancelled; returns how many.

    All that might leave, and ``most`` of what is held: the rest in further calls. The broadcast's row was changed
    before.
    """
    return _cancel_some(session, broadcast_id, Cancellation.CALLED_OFF, now, most)


def drop_late(session: Session, broadcast_id: int, now: datetime, most: int = MOST_AT_ONCE) -> int:
    """The same for one that was not to be sent after a time that has come."""
    fixed(session, {broadcast_id})
    return _cancel_some(session, broadcast_id, Cancellation.LATE, now, most)


def rest(session: Session, broadcast_id: int, until: datetime) -> bool:
    """Have a running broadcast rest after its trial. Returns whether it had not before."""
    has_not = and_(col(Broadcast.id) == broadcast_id, col(Broadcast.state) == BroadcastState.RUNNING)
    once = update(Broadcast).where(has_not, col(Broadcast.rests_until).is_(None))
    return session.connection().execute(once.values(rests_until=until)).rowcount == 1


def end(session: Session, broadcast_id: int, now: datetime) -> bool:
    """End a cancelled broadcast of which nothing is left. Returns whether it had not ended before."""
    is_open = and_(col(Broadcast.state) == BroadcastState.CANCELLED, col(Broadcast.ended_at).is_(None))
    ended = update(Broadcast).where(col(Broadcast.id) == broadcast_id, is_open).values(ended_at=now)
    return not any(left(session, broadcast_id, now)) and session.connection().execute(ended).rowcount == 1


def drop_unwelcome(session: Session, broadcast_id: int, now: datetime) -> int:
    """Cancel what is pending for who may not be sent it, and would wait for ever; returns how many.

    Such rows come of a chat that is lost, or paused, in the instant in which the row is written.
    """
    wants = case((col(Delivery.kind) == DeliveryKind.NOTICE, True), else_=col(Subscriber.hears_announcements))
    may_be = case(
        (col(Subscriber.standing) == Standing.ACTIVE, True),
        (col(Subscriber.standing) == Standing.PAUSED, col(Delivery.kind) == DeliveryKind.NOTICE),
        else_=False,
    )
    pending = (
        select(col(Delivery.id), col(Subscriber.standing))
        .join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
        .where(_of(broadcast_id), col(Delivery.state) == DeliveryState.PENDING, ~and_(wants, may_be))
    )
    unwelcome: dict[Cancellation, list[int]] = {}
    for row in session.connection().execute(pending):
        reason = Cancellation.OPTED_OUT if row.standing is Standing.ACTIVE else Cancellation(row.standing.value)
        unwelcome.setdefault(reason, []).append(row.id)
    return sum(
        cancel(session, and_(col(Delivery.id).in_(ids), unsent()), reason, now) for reason, ids in unwelcome.items()
    )


def _cancel_some(session: Session, broadcast_id: int, reason: Cancellation, now: datetime, most: int) -> int:
    count = cancel(session, _might_leave(broadcast_id), reason, now)
    return count + cancel(session, _first_held(session, broadcast_id, most), reason, now)


def _first_held(session: Session, broadcast_id: int, limit: int) -> ColumnElement[bool]:
    """The first that are held, as a range of an index: PostgreSQL may take seconds for a list of ids."""
    first = select(col(Delivery.id)).where(_held(broadcast_id)).order_by(col(Delivery.id)).limit(limit).subquery()
    last = session.connection().execute(select(func.max(first.c.id))).scalar()
    return and_(_held(broadcast_id), col(Delivery.id) <= (last or 0))


def _held(broadcast_id: int) -> ColumnElement[bool]:
    return and_(_of(broadcast_id), col(Delivery.state) == DeliveryState.HELD)


def _might_leave(broadcast_id: int) -> ColumnElement[bool]:
    """What was let go and has not begun; put so that an index finds it among all that is held."""
    is_let_go = col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.IN_FLIGHT))
    return and_(_of(broadcast_id), is_let_go, unsent())


def _of(broadcast_id: int) -> ColumnElement[bool]:
    return col(Delivery.broadcast_id) == broadcast_id
