"""Results of a broadcast: its recipients counted, and one by one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage.database import read_only
from storage.models import Broadcast, BroadcastCount, Cancellation, Delivery, DeliveryState, Subscriber

FAILED_STATES = (DeliveryState.DEAD, DeliveryState.UNCERTAIN)
ANSWERED_STATES = (DeliveryState.SENT, *FAILED_STATES)
"""Sent, or failed for another reason than that the chat is gone."""
CALLED_OFF_REASONS = (
    Cancellation.CALLED_OFF,
    Cancellation.WITHDRAWN,
    Cancellation.IN_DIGEST,
    Cancellation.SKIPPED,
)
"""Reasons for which nothing was to be delivered any more: no failure of whoever delivers."""
UNREACHABLE_REASONS = (Cancellation.BLOCKED, Cancellation.DEACTIVATED, Cancellation.KICKED, Cancellation.MISSING)
MOST_REASONS = 20


@dataclass(frozen=True, slots=True)
class RecipientCounts:
    """The recipients of a broadcast by the state of their deliveries."""

    recipients: int
    """Written when it was frozen; the other counts add up to this."""
    held: int
    pending: int
    in_flight: int
    sent: int
    dead: int
    uncertain: int
    cancelled: Mapping[Cancellation, int]
    erased: int
    """Recipients whose data was erased afterwards."""

    @property
    def left(self) -> int:
        """Deliveries that are not settled."""
        return self.held + self.pending + self.in_flight

    @property
    def blocked(self) -> int:
        """Recipients whose chats cannot be written to."""
        return sum(self.cancelled.get(reason, 0) for reason in UNREACHABLE_REASONS)

    @property
    def owed(self) -> int:
        """Recipients who were to have it: not those for whom it was called off, or had nothing in it."""
        return self.recipients - sum(self.cancelled.get(reason, 0) for reason in CALLED_OFF_REASONS)

    @property
    def failed(self) -> int:
        """Refused by Telegram, or of unknown fate."""
        return self.dead + self.uncertain

    @property
    def dropped(self) -> int:
        """Cancelled for another reason than that the chat is gone."""
        return sum(self.cancelled.values()) - self.blocked


class FailureReason(NamedTuple):
    """Why so many deliveries were not sent, or perhaps not."""

    state: DeliveryState
    cancelled_for: Cancellation | None
    error: str
    total: int


class RecipientResult(NamedTuple):
    """One recipient, and the result of the delivery."""

    delivery_id: int
    chat_id: int
    thread_id: int
    state: DeliveryState
    cancelled_for: Cancellation | None
    error: str
    message_id: int | None
    settled_at: datetime | None


@read_only
def recipient_counts(session: Session, broadcast_id: int) -> RecipientCounts:
    """Count the recipients of a broadcast, also those whose deliveries were erased as they were old."""
    connection = session.connection()
    of_state = select(col(Delivery.state), func.count()).where(_of(broadcast_id)).group_by(col(Delivery.state))
    states: Counter[DeliveryState] = Counter(dict(connection.execute(of_state).all()))
    cancelled = Counter(_cancelled(session, broadcast_id))
    for row in _counted(session, broadcast_id):
        states[row.state] += row.number
        if row.cancelled_for:
            cancelled[Cancellation(row.cancelled_for)] += row.number
    size = connection.execute(select(col(Broadcast.size)).where(col(Broadcast.id) == broadcast_id)).scalar() or 0
    return RecipientCounts(
        recipients=size,
        held=states.get(DeliveryState.HELD, 0),
        pending=states.get(DeliveryState.PENDING, 0),
        in_flight=states.get(DeliveryState.IN_FLIGHT, 0),
        sent=states.get(DeliveryState.SENT, 0),
        dead=states.get(DeliveryState.DEAD, 0),
        uncertain=states.get(DeliveryState.UNCERTAIN, 0),
        cancelled=dict(cancelled),
        erased=size - sum(states.values()),
    )


def _cancelled(session: Session, broadcast_id: int) -> dict[Cancellation, int]:
    reason = col(Delivery.cancelled_for)
    which = (_of(broadcast_id), col(Delivery.state) == DeliveryState.CANCELLED)
    counts = session.connection().execute(select(reason, func.count()).where(*which).group_by(reason))
    return {found: count for found, count in counts if found is not None}


def _counted(session: Session, broadcast_id: int) -> list[BroadcastCount]:
    """What stayed of deliveries that housekeeping erased."""
    return list(session.scalars(select(BroadcastCount).where(col(BroadcastCount.broadcast_id) == broadcast_id)))


@read_only
def is_shortened(session: Session, broadcast_id: int) -> bool:
    """Whether deliveries of a broadcast were erased as they were old: who had it is not known any more."""
    some = select(col(BroadcastCount.broadcast_id)).where(col(BroadcastCount.broadcast_id) == broadcast_id)
    return session.connection().execute(some.limit(1)).first() is not None


@read_only
def failure_reasons(session: Session, broadcast_id: int) -> list[FailureReason]:
    """Return the twenty most frequent reasons for which deliveries were not sent, most frequent first."""
    columns = (col(Delivery.state), col(Delivery.cancelled_for), col(Delivery.last_error))
    query: Any = (
        select(*columns, func.count())
        .where(_of(broadcast_id), col(Delivery.state).in_((*FAILED_STATES, DeliveryState.CANCELLED)))
        .group_by(*columns)
        .order_by(func.count().desc(), *columns)
        .limit(MOST_REASONS)
    )
    found: Counter[tuple[DeliveryState, Cancellation | None, str]] = Counter(
        {(row[0], row[1], row[2]): row[3] for row in session.connection().execute(query)}
    )
    for row in _counted(session, broadcast_id):
        if row.state is not DeliveryState.SENT:
            reason = Cancellation(row.cancelled_for) if row.cancelled_for else None
            found[row.state, reason, row.error] += row.number
    return [
        FailureReason(state, reason, error, total) for (state, reason, error), total in found.most_common(MOST_REASONS)
    ]


@read_only
def recent_failures(session: Session, broadcast_id: int, last: int, since: datetime | None) -> tuple[int, int]:
    """Return how many of the last answered deliveries after ``since`` failed, and how many those are."""
    # Without this PostgreSQL and SQLite would read all held rows, which come first in the index.
    which = [_of(broadcast_id), col(Delivery.state).in_(ANSWERED_STATES), col(Delivery.settled_at).is_not(None)]
    if since is not None:
        which.append(col(Delivery.settled_at) > since)
    newest = select(col(Delivery.state)).where(*which)
    newest = newest.order_by(col(Delivery.settled_at).desc(), col(Delivery.id).desc()).limit(last)
    states = list(session.connection().execute(newest).scalars())
    return sum(state in FAILED_STATES for state in states), len(states)


@read_only
def count_sent_since(session: Session, broadcast_id: int, since: datetime) -> int:
    """Count what was sent after a moment."""
    which = (_of(broadcast_id), col(Delivery.settled_at) > since, col(Delivery.state) == DeliveryState.SENT)
    return session.connection().execute(select(func.count()).select_from(Delivery).where(*which)).scalar_one()


@read_only
def sent_times(session: Session, broadcast_id: int) -> list[datetime]:
    """Return when each was sent, in order."""
    moment: Any = col(Delivery.settled_at)
    sent = select(moment).where(_of(broadcast_id), col(Delivery.state) == DeliveryState.SENT, moment.is_not(None))
    return list(session.connection().execute(sent.order_by(moment)).scalars())


@read_only
def recipient_results(session: Session, broadcast_id: int, after_id: int, limit: int) -> list[RecipientResult]:
    """Return the next recipients after the id of a delivery."""
    query: Any = (
        select(
            col(Delivery.id),
            col(Delivery.chat_id),
            col(Subscriber.thread_id),
            col(Delivery.state),
            col(Delivery.cancelled_for),
            col(Delivery.last_error),
            col(Delivery.message_id),
            col(Delivery.settled_at),
        )
        .join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
        .where(_of(broadcast_id), col(Delivery.id) > after_id)
        .order_by(col(Delivery.id))
        .limit(limit)
    )
    return [RecipientResult(*row) for row in session.connection().execute(query)]


def _of(broadcast_id: int) -> ColumnElement[bool]:
    return col(Delivery.broadcast_id) == broadcast_id
