"""Recipients: an audience becomes deliveries, written in chunks, held, and released while the broadcast runs.

    held ──release──▶ pending ──claim──▶ in_flight (storage/outbox.py)
      ▲                  │                   │
      └───────hold───────┴───not begun───────┘

Whoever changes the state of a broadcast locks its row first and its deliveries then. Whoever puts a delivery back
reads the state of the broadcast first too, and keeps it from changing until the transaction ends (PostgreSQL; SQLite
has one writer). So once a pause or a cancellation is committed, no further delivery of the broadcast begins.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import String, and_, case, cast, exists, func, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage.audience import Audience, select_recipients
from storage.cancellations import cancel_deliveries, is_unsent
from storage.database import read_only
from storage.enqueue import delivery_defaults, renew_estimates
from storage.models import (
    SERIAL,
    Broadcast,
    BroadcastState,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    SubscriberStatus,
)
from storage.outbox import Claim
from storage.schedules import is_held

BROADCAST_PRIORITY = 9
ALL_WRITTEN = 2**63 - 1
"""``frozen_to`` once all recipients are written: no id of a subscriber is higher."""


def freeze(session: Session, broadcast_id: int, limit: int, now: datetime) -> bool:
    """Write those of the next ``limit`` subscribers who are recipients, as of ``frozen_at``, into the outbox, held.

    ``limit`` counts subscribers looked at, not recipients found, so that a chunk takes as long however few they are.
    A chat that has a delivery of this broadcast, in whichever of its threads, gets no other.

    Returns:
        Whether these were the last: the broadcast is running now.
    """
    broadcast = session.get(Broadcast, broadcast_id, with_for_update=True)
    if broadcast is None or broadcast.state is not BroadcastState.FREEZING:
        return False
    seen, last = _next_chunk(session, broadcast.frozen_to, limit)
    if seen:
        broadcast.size += _write(session, broadcast, last, now)
    broadcast.frozen_to = last
    is_whole = seen < limit
    if is_whole:
        broadcast.frozen_to, broadcast.state = ALL_WRITTEN, BroadcastState.RUNNING
        broadcast.started_at = broadcast.started_at or now
    session.add(broadcast)
    return is_whole


@read_only
def count_new(session: Session, broadcast: Broadcast, now: datetime) -> int:
    """Count those who are in the audience of a broadcast now and have no delivery of it."""
    whom = select_recipients(Audience.from_json(broadcast.audience), is_notice=broadcast.is_notice, now=now)
    left_out = whom.where(~_has_row(_key(broadcast)))
    return session.connection().execute(select(func.count()).select_from(left_out.subquery())).scalar_one()


@read_only
def count_unreached(session: Session, broadcast: Broadcast, now: datetime) -> int:
    """Count the recipients of a broadcast whom it failed to reach, and who may still be sent it."""
    return session.connection().execute(select(func.count()).where(_unreached(broadcast, now))).scalar_one()


def hold_unreached(session: Session, broadcast: Broadcast, now: datetime) -> int:
    """Have those whom a broadcast failed to reach owed it again, held, as if it had not been tried; returns how many.

    The broadcast's row must be changed before.
    """
    values = {
        "state": DeliveryState.HELD,
        "due_at": now,
        "owner": None,
        "lease_until": None,
        "begun_at": None,
        "attempts": 0,
        "failures": 0,
        "unknowns": 0,
        "is_plain": False,
        "last_error": "",
        "settled_at": None,
    }
    again = update(Delivery).where(_unreached(broadcast, now)).values(values)
    return session.connection().execute(again.execution_options(synchronize_session=False)).rowcount


def _unreached(broadcast: Broadcast, now: datetime) -> ColumnElement[bool]:
    """Select what was refused or tried too often, and what was perhaps delivered unless it may never arrive twice.

    Of what was cancelled nothing: the chat is gone, or a person decided so. The same holds for who left since.
    """
    failed = [DeliveryState.DEAD] if broadcast.never_twice else [DeliveryState.DEAD, DeliveryState.UNCERTAIN]
    reachable = select_recipients(Audience(), is_notice=broadcast.is_notice, now=now).with_only_columns(
        col(Subscriber.id)
    )
    return and_(_of(broadcast.id), col(Delivery.state).in_(failed), col(Delivery.subscriber_id).in_(reachable))


def _next_chunk(session: Session, after: int, limit: int) -> tuple[int, int]:
    """Return how many subscribers come next, and the id of the last of them."""
    ids = select(col(Subscriber.id)).where(col(Subscriber.id) > after).order_by(col(Subscriber.id)).limit(limit)
    each = ids.subquery()
    seen, last = session.connection().execute(select(func.count(), func.max(each.c.id))).one()
    return seen, last or after


def _write(session: Session, broadcast: Broadcast, last: int, now: datetime) -> int:
    connection = session.connection()
    renew_estimates(connection)
    whom = select_recipients(
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
    return delivery_defaults() | {
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
    """Whether the chat of a subscriber, in whichever thread, has a delivery of the broadcast."""
    other = aliased(Subscriber)
    return exists().where(
        col(other.chat_id) == col(Subscriber.chat_id),
        col(Delivery.dedupe_key) == literal(key, String()) + cast(col(other.id), String),
    )


def _key(broadcast: Broadcast) -> str:
    return f"broadcast:{broadcast.id}:"


MOST_CANCELLED_AT_ONCE = 2_500
"""Held deliveries that one transaction cancels at most, so that others can write in between."""


class Remaining(NamedTuple):
    """The deliveries of a broadcast that are not settled."""

    is_held: bool = False
    due: int = 0
    later: int = 0
    """Pending, but not yet due, or for a chat that may not be sent anything yet."""
    in_flight: int = 0


@read_only
def remaining(session: Session, broadcast_id: int, now: datetime) -> Remaining:
    """Return what is left of a broadcast. Of what is held it says only whether there is any: counting it takes long."""
    connection = session.connection()
    is_held = select(exists().where(_held(broadcast_id)))
    waits = or_(col(Delivery.due_at) > now, col(Subscriber.not_before) > now)
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
    return Remaining(connection.execute(is_held).scalar_one(), pending - later, later, in_flight)


TRIED_STATES = tuple(state for state in DeliveryState if state not in {DeliveryState.HELD, DeliveryState.CANCELLED})


@read_only
def count_tried(session: Session, broadcast_id: int) -> int:
    """Count the deliveries of a broadcast that were released, on their way or answered; cancelled ones are not."""
    count = select(func.count()).where(_of(broadcast_id), col(Delivery.state).in_(TRIED_STATES))
    return session.connection().execute(count).scalar_one()


def lock_states(session: Session, broadcast_ids: Collection[int]) -> Mapping[int, BroadcastState]:
    """Return the states of broadcasts, and lock them until the transaction ends."""
    if not broadcast_ids:
        return {}
    these = select(col(Broadcast.id), col(Broadcast.state)).where(col(Broadcast.id).in_(broadcast_ids))
    rows = session.connection().execute(these.order_by(col(Broadcast.id)).with_for_update(read=True))
    return {row.id: row.state for row in rows}


def release(session: Session, broadcast_id: int, limit: int, now: datetime) -> int:
    """Release the next held deliveries of a running broadcast; returns how many can be sent.

    Deliveries to chats that were lost, paused or opted out while the rows were being written are cancelled.
    """
    if lock_states(session, {broadcast_id}).get(broadcast_id) is not BroadcastState.RUNNING:
        return 0
    return _release(session, broadcast_id, _next_held(session, broadcast_id, limit), now)


def release_at_random(session: Session, broadcast_id: int, limit: int, now: datetime) -> int:
    """Release held deliveries of a running broadcast that are drawn by lot; returns how many can be sent."""
    if lock_states(session, {broadcast_id}).get(broadcast_id) is not BroadcastState.RUNNING:
        return 0
    drawn = draw_held(session, broadcast_id, limit)
    return _release(session, broadcast_id, and_(_held(broadcast_id), col(Delivery.id).in_(drawn)), now)


def _release(session: Session, broadcast_id: int, which: ColumnElement[bool], now: datetime) -> int:
    due_at = case((col(Delivery.due_at) > now, col(Delivery.due_at)), else_=func.coalesce(_end_of_hold(now), now))
    freed = update(Delivery).where(which).values(state=DeliveryState.PENDING, due_at=due_at)
    return session.connection().execute(freed).rowcount - cancel_not_allowed(session, broadcast_id, now)


def _end_of_hold(now: datetime) -> Any:
    """Until when nothing arrives at the subscriber of a delivery, if nothing does now; notices do."""
    until = select(col(Subscriber.held_until)).where(col(Subscriber.id) == col(Delivery.subscriber_id), is_held(now))
    return until.where(col(Delivery.kind) != DeliveryKind.NOTICE).correlate(Delivery).scalar_subquery()


FEW_HELD = 2_000
"""Ids in so short a range are all read, and the lot is drawn among them."""
DRAWS = 8
"""Ids drawn for each delivery wanted, because alerts may have taken ids between those of the broadcast."""


@read_only
def draw_held(session: Session, broadcast_id: int, limit: int) -> list[int]:
    """Return the ids of up to ``limit`` held deliveries, drawn by lot; its cost does not grow with how many are held.

    Ids are drawn evenly from their range, and those that are no held delivery of the broadcast are left out: what is
    left is an even sample. The lot depends on the broadcast and its deliveries alone, so a restart draws the same.
    """
    connection, held_id = session.connection(), select(col(Delivery.id)).where(_held(broadcast_id))
    ends = [held_id.order_by(order).limit(1) for order in (col(Delivery.id), col(Delivery.id).desc())]
    first, last = (connection.execute(end).scalar() for end in ends)
    if first is None or last is None or limit <= 0:
        return []
    lot = Random(f"{broadcast_id}:{first}:{last}:{count_tried(session, broadcast_id)}")  # noqa: S311 - no secret
    if last - first < max(FEW_HELD, DRAWS * limit):
        every = list(connection.execute(held_id.order_by(col(Delivery.id))).scalars())
        return lot.sample(every, min(limit, len(every)))
    drawn = lot.sample(range(first, last + 1), DRAWS * limit)
    held = set(connection.execute(held_id.where(col(Delivery.id).in_(drawn))).scalars())
    found = [each for each in drawn if each in held]
    # Where hardly an id is the broadcast's, the next ones behind those drawn are as good as any.
    if not found:
        nearest = dict.fromkeys(_next_held_id(session, broadcast_id, start) for start in drawn[:limit])
        found = [each for each in nearest if each is not None]
    return found[:limit]


def _next_held_id(session: Session, broadcast_id: int, start: int) -> int | None:
    after = select(col(Delivery.id)).where(_held(broadcast_id), col(Delivery.id) >= start)
    return session.connection().execute(after.order_by(col(Delivery.id)).limit(1)).scalar()


def hold(session: Session, broadcast_id: int) -> int:
    """Hold what was released and has not begun; returns how many. The broadcast's row must be changed before."""
    values = {"state": DeliveryState.HELD, "owner": None, "lease_until": None}
    return session.connection().execute(update(Delivery).where(_released_unsent(broadcast_id)).values(values)).rowcount


def apply_broadcast_state(session: Session, claim: Claim, states: Mapping[int, BroadcastState], now: datetime) -> None:
    """Hold or cancel a delivery that is pending again, if its broadcast was paused or cancelled while it was in flight.

    Args:
        session: In one transaction.
        claim: Of the delivery, which may be pending now.
        states: Of its broadcast at least, as ``lock_states`` gave them before any delivery was changed.
        now: When it is cancelled.
    """
    is_back = and_(col(Delivery.id) == claim.id, col(Delivery.state) == DeliveryState.PENDING)
    match states.get(claim.broadcast_id or 0):
        case BroadcastState.PAUSED:
            session.connection().execute(update(Delivery).where(is_back).values(state=DeliveryState.HELD))
        case BroadcastState.CANCELLED:
            cancel_deliveries(session, is_back, Cancellation.CALLED_OFF, now)


def cancel_unsent(session: Session, broadcast_id: int, now: datetime, most: int = MOST_CANCELLED_AT_ONCE) -> int:
    """Cancel what is unsent of a broadcast that an administrator cancelled; returns how many.

    All that was released, and ``most`` of what is held: the rest in further calls. The broadcast's row must be changed
    before.
    """
    return _cancel_some(session, broadcast_id, Cancellation.CALLED_OFF, now, most)


def cancel_late(session: Session, broadcast_id: int, now: datetime, most: int = MOST_CANCELLED_AT_ONCE) -> int:
    """Cancel what is unsent of a broadcast whose ``not_after`` has come; returns how many."""
    lock_states(session, {broadcast_id})
    return _cancel_some(session, broadcast_id, Cancellation.LATE, now, most)


def cancel_not_allowed(session: Session, broadcast_id: int, now: datetime) -> int:
    """Cancel pending deliveries to subscribers who may not be sent them, which would wait for ever; returns how many.

    They come about when a chat is lost or paused while its row is being written.
    """
    wants = case((col(Delivery.kind) == DeliveryKind.NOTICE, True), else_=col(Subscriber.hears_announcements))
    may_be = case(
        (col(Subscriber.status) == SubscriberStatus.ACTIVE, True),
        (col(Subscriber.status) == SubscriberStatus.PAUSED, col(Delivery.kind) == DeliveryKind.NOTICE),
        else_=False,
    )
    pending = (
        select(col(Delivery.id), col(Subscriber.status))
        .join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
        .where(_of(broadcast_id), col(Delivery.state) == DeliveryState.PENDING, ~and_(wants, may_be))
    )
    unwelcome: dict[Cancellation, list[int]] = {}
    for row in session.connection().execute(pending):
        reason = Cancellation.OPTED_OUT if row.status is SubscriberStatus.ACTIVE else Cancellation(row.status.value)
        unwelcome.setdefault(reason, []).append(row.id)
    return sum(
        cancel_deliveries(session, and_(col(Delivery.id).in_(ids), is_unsent()), reason, now)
        for reason, ids in unwelcome.items()
    )


def _cancel_some(session: Session, broadcast_id: int, reason: Cancellation, now: datetime, most: int) -> int:
    count = cancel_deliveries(session, _released_unsent(broadcast_id), reason, now)
    return count + cancel_deliveries(session, _next_held(session, broadcast_id, most), reason, now)


def _next_held(session: Session, broadcast_id: int, limit: int) -> ColumnElement[bool]:
    """Select the first held ones by a range of the index: PostgreSQL may take seconds for a list of ids."""
    first = select(col(Delivery.id)).where(_held(broadcast_id)).order_by(col(Delivery.id)).limit(limit).subquery()
    last = session.connection().execute(select(func.max(first.c.id))).scalar()
    return and_(_held(broadcast_id), col(Delivery.id) <= (last or 0))


def _held(broadcast_id: int) -> ColumnElement[bool]:
    return and_(_of(broadcast_id), col(Delivery.state) == DeliveryState.HELD)


def _released_unsent(broadcast_id: int) -> ColumnElement[bool]:
    """Select what was released and has not begun, so that an index finds it among many that are held."""
    is_released = col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.IN_FLIGHT))
    return and_(_of(broadcast_id), is_released, is_unsent())


def _of(broadcast_id: int) -> ColumnElement[bool]:
    return col(Delivery.broadcast_id) == broadcast_id
