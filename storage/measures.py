"""Measures: numbers that tell how the wire is doing, read every few seconds and cheap however much there is.

Names are those of the metrics without their prefix, then the values of their labels (``bot/metrics.py``).
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, func, literal_column, or_, select
from sqlalchemy.sql import ColumnElement, SQLColumnExpression
from sqlmodel import Session, col

from storage.database import read_only
from storage.enqueue import ALERT_PRIORITY, DIGEST_PRIORITY
from storage.models import (
    Article,
    Broadcast,
    BroadcastState,
    Delivery,
    DeliveryState,
    DigestHour,
    DigestPlan,
    RecordFile,
    Subscriber,
)
from storage.recipients import BROADCAST_PRIORITY
from storage.schedules import CLOSED_FOR, is_held, is_open
from storage.stats import database_size

Measured = Mapping[tuple[str, ...], float]

LATE = timedelta(minutes=5)
"""A digest that is made later than this is late."""

_OF_SUBSCRIBER = col(Subscriber.id) == col(Delivery.subscriber_id)


def _rests(now: datetime) -> ColumnElement[bool]:
    """Select subscribers who are left alone now: quiet hours, a pause, a 429, a thread that is closed."""
    throttled = and_(col(Subscriber.not_before).is_not(None), col(Subscriber.not_before) > now)
    return or_(throttled, is_held(now), ~is_open(now - CLOSED_FOR))


@read_only
def outbox(session: Session, now: datetime) -> Measured:
    """Return how much is owed and how old the oldest is, and which digests are due.

    Counts what is unsent by the indexes of it alone, so that what was sent costs nothing.
    """
    found: dict[tuple[str, ...], float] = {
        ("database_bytes",): database_size(session),
        ("measured_timestamp_seconds",): now.timestamp(),
    }
    counts = {
        DeliveryState.PENDING: (_count(session, _is(DeliveryState.PENDING)), oldest_due_at(session, now)),
        DeliveryState.IN_FLIGHT: _count_and_oldest(session, col(Delivery.begun_at), _is(DeliveryState.IN_FLIGHT)),
        DeliveryState.HELD: _count_and_oldest(
            session,
            col(Delivery.created_at),
            _is(DeliveryState.HELD),
            col(Delivery.broadcast_id).in_(_waiting_broadcasts()),
        ),
    }
    for state, (count, since) in counts.items():
        found["outbox_deliveries", state.value] = count
        found["outbox_oldest_age_seconds", state.value] = _age(since, now)
    return found | _digests(session, now)


def _is(state: DeliveryState) -> ColumnElement[bool]:
    """Select deliveries in a state, worded so that SQLite sees which of its partial indexes holds them."""
    return col(Delivery.state) == literal_column(f"'{state.value}'")


def _waiting_broadcasts() -> Any:
    over = (BroadcastState.DRAFT, BroadcastState.DONE, BroadcastState.CANCELLED)
    return select(col(Broadcast.id)).where(col(Broadcast.state).not_in(over))


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    return int(session.connection().execute(select(func.count()).select_from(Delivery).where(*where)).scalar_one())


def _count_and_oldest(
    session: Session, moment: SQLColumnExpression[Any], *where: ColumnElement[bool]
) -> tuple[int, datetime | None]:
    count, since = session.connection().execute(select(func.count(), func.min(moment)).where(*where)).one()
    return count, since


def oldest_due_at(session: Session, now: datetime) -> datetime | None:
    """Return since when the oldest delivery waits that could go; None if none could.

    Looks from the oldest of each priority on, past those whose subscribers are left alone now.
    """
    first: list[datetime] = []
    for priority in (ALERT_PRIORITY, DIGEST_PRIORITY, BROADCAST_PRIORITY):
        due = (
            select(col(Delivery.due_at))
            .join(Subscriber, _OF_SUBSCRIBER)
            .where(_is(DeliveryState.PENDING), col(Delivery.priority) == priority)
            .where(col(Delivery.due_at) <= now, ~_rests(now))
            .order_by(col(Delivery.due_at))
        )
        first += session.connection().execute(due.limit(1)).scalars()
    return min(first, default=None)


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _digests(session: Session, now: datetime) -> dict[tuple[str, ...], float]:
    found: dict[tuple[str, ...], float] = {}
    for name, moment in (("digests_due", now), ("digests_late", now - LATE)):
        readers = (
            select(func.count())
            .select_from(DigestHour)
            .join(Subscriber, col(Subscriber.id) == col(DigestHour.subscriber_id))
            .where(col(DigestHour.due_at) <= moment, col(Subscriber.paused_until).is_(None))
        )
        plans = select(func.count()).where(col(DigestPlan.is_on), col(DigestPlan.next_at) <= moment)
        found[name, "reader"] = session.connection().execute(readers).scalar_one()
        found[name, "plan"] = session.connection().execute(plans).scalar_one()
    return found


@read_only
def places(session: Session) -> Measured:
    """Return how many subscribers there are of each kind and status; looks at all of them."""
    groups = col(Subscriber.kind), col(Subscriber.status)
    query = select(*groups, func.count()).group_by(*groups)
    return {("places", kind.value, status.value): count for kind, status, count in session.connection().execute(query)}


MOST_ARTICLES = 100
"""Articles whose times are taken at once: of a first scan's thousands, a sample."""
SAMPLE = 500
"""Deliveries of an article that are looked at, from either end: they leave in the order in which they were written."""
FRESH = timedelta(minutes=10)
"""A file is as old as it says if it says so little; one that was copied here may say years."""


class StoryTimes(NamedTuple):
    """When an article was told.

    Attributes:
        first: seconds from its file to its first message; None while there is none.
        last: to its last; None while more are to go, those apart who are left alone now.
        is_over: Whether nothing more is to be learnt of it.
    """

    first: float | None
    last: float | None
    is_over: bool


@read_only
def articles_after(session: Session, newest: int | None) -> tuple[list[int], int]:
    """Return the articles that came after one, not all of many, and the newest of all; None: only that."""
    last = session.connection().execute(select(func.max(col(Article.id)))).scalar() or 0
    if newest is None:
        return [], last
    query = select(col(Article.id)).where(col(Article.id) > newest).order_by(col(Article.id)).limit(MOST_ARTICLES)
    return list(session.connection().execute(query).scalars()), max(last, newest)


@read_only
def story_times(session: Session, article_ids: Collection[int], now: datetime) -> dict[int, StoryTimes]:
    """Return when articles were told, by their id; those that are no more are left out."""
    query = select(col(Article.id), col(Article.arrived_at), col(Article.announced_at)).where(
        col(Article.id).in_(article_ids)
    )
    articles = session.connection().execute(query).all()
    return {
        article_id: _times(session, article_id, _written_at(session, article_id, arrived_at), now)
        for article_id, arrived_at, announced_at in articles
        if announced_at is not None
    } | {article_id: StoryTimes(None, None, False) for article_id, _, announced_at in articles if announced_at is None}


def _written_at(session: Session, article_id: int, arrived_at: datetime) -> datetime:
    query = select(func.max(col(RecordFile.mtime_ns))).where(col(RecordFile.article_id) == article_id)
    mtime = session.connection().execute(query).scalar()
    written_at = datetime.fromtimestamp(mtime / 1e9, UTC) if mtime else arrived_at
    return written_at if timedelta() <= arrived_at - written_at <= FRESH else arrived_at


def _times(session: Session, article_id: int, written_at: datetime, now: datetime) -> StoryTimes:
    head = _sample(session, article_id, now, col(Delivery.id).asc())
    tail = head if len(head) < SAMPLE else _sample(session, article_id, now, col(Delivery.id).desc())
    sent = [sent_at for _, sent_at, _ in (*head, *tail) if sent_at]
    waits = any(
        state == DeliveryState.IN_FLIGHT or (state == DeliveryState.PENDING and not rests) for state, _, rests in tail
    )
    first = _age(written_at, min(sent)) if sent else None
    return StoryTimes(first, None if waits or not sent else _age(written_at, max(sent)), not waits)


def _sample(session: Session, article_id: int, now: datetime, order: ColumnElement[Any]) -> list[Any]:
    query = (
        select(col(Delivery.state), col(Delivery.sent_at), _rests(now))
        .join(Subscriber, _OF_SUBSCRIBER)
        .where(col(Delivery.article_id) == article_id)
        .order_by(order)
        .limit(SAMPLE)
    )
    return list(session.connection().execute(query).all())
