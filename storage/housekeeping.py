"""Housekeeping: what is over and old goes, in small steps, so that nobody waits for it.

A step finds the next so many rows that may go, without keeping anybody from writing, and erases them in a transaction
that looks at each once more. What people were told stays
known as long as anything is decided by it:

- An alert or a digest keeps its reader from being told a story again within the story window, from its
  ``created_at`` on (``storage/enqueue.py``).
- Of readers with digest hours a telling counts whatever its age while the story gets news
  (``storage/reader_digests.py``): it stays while an article of the story arrived lately.
- An article that is not announced yet knows by the keys of its deliveries for whom it was written.
- What was owed to a chat that is gone is offered when it comes back (``storage/absence.py``).
- A notice about a place is told once.
- Each day and each broadcast keeps its counts; a broadcast that was shortened so is extended to nobody.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage.absence import LOST_FOR
from storage.database import read_only
from storage.models import (
    Article,
    AuditEntry,
    Broadcast,
    BroadcastCount,
    BroadcastState,
    Delivery,
    DeliveryState,
    Digest,
    DigestHour,
    DigestStory,
    ErasedCount,
    IncomingUpdate,
)

OVER = (DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED)
KEEP_AUDIT = timedelta(days=365)
LOOKED_BACK = timedelta(days=32)
"""No digest has news that is older, nor is anybody offered what they missed before."""
CHUNK = 500
"""Ids that one statement names."""


class Ages(NamedTuple):
    """What is older may go.

    Attributes:
        before: Of deliveries, digests and updates.
        audit_before: Of the audit.
        alive_since: A story of which an article arrived after it may get more, and be in a digest.
        lost_since: What was owed since then to a chat that was lost may be offered.
    """

    before: datetime
    audit_before: datetime
    alive_since: datetime
    lost_since: datetime

    @classmethod
    def at(cls, now: datetime, keep: timedelta, window: timedelta) -> "Ages":
        """The ages of now.

        Args:
            now: Aware.
            keep: How long everything stays.
            window: So long a story that was told is not told again; what tells so stays.
        """
        since = now - LOOKED_BACK
        return cls(now - max(keep, window), now - max(keep, KEEP_AUDIT), since - window, since)


@read_only
def find_deliveries(session: Session, ages: Ages, after: int, limit: int) -> list[int]:
    """Find the next deliveries that are over, old, and not needed to know what people were told."""
    ended = select(col(Broadcast.id)).where(_has_ended(ages))
    which = and_(col(Delivery.id) > after, _may_go(ages, ended))
    found = select(col(Delivery.id)).where(which).order_by(col(Delivery.id)).limit(limit)
    return list(session.connection().execute(found).scalars())


def erase_deliveries(session: Session, ages: Ages, ids: Sequence[int]) -> int:
    """Erase those of some deliveries that may go, and keep their counts; returns how many."""
    of_these = col(Delivery.id).in_(ids)
    broadcasts = session.connection().execute(select(col(Delivery.broadcast_id)).where(of_these).distinct()).scalars()
    ended = _ended_broadcasts(session, [each for each in broadcasts if each is not None], ages)
    going = _going(session, and_(of_these, _may_go(ages, ended)))
    _count_days(session, going)
    _count_broadcasts(session, going)
    _erase(session, Delivery, [row.id for row in going])
    return len(going)


def _has_ended(ages: Ages) -> ColumnElement[bool]:
    is_final = col(Broadcast.state).in_((BroadcastState.DONE, BroadcastState.CANCELLED))
    return and_(is_final, col(Broadcast.ended_at) <= ages.before)


def _ended_broadcasts(session: Session, ids: Collection[int], ages: Ages) -> list[int]:
    """Those of some broadcasts that are over, and stay so until the transaction ends."""
    if not ids:
        return []
    is_final = col(Broadcast.state).in_((BroadcastState.DONE, BroadcastState.CANCELLED))
    which = and_(col(Broadcast.id).in_(ids), is_final, col(Broadcast.ended_at) <= ages.before)
    return list(
        session.connection().execute(select(col(Broadcast.id)).where(which).with_for_update(read=True)).scalars()
    )


def _may_go(ages: Ages, ended: Any) -> ColumnElement[bool]:
    announced = exists().where(col(Article.id) == col(Delivery.article_id), col(Article.announced_at).is_not(None))
    is_offered = and_(
        col(Delivery.cancelled_for).in_(LOST_FOR),
        col(Delivery.settled_at) >= ages.lost_since,
        col(Delivery.article_id).is_not(None),
    )
    return and_(
        col(Delivery.state).in_(OVER),
        col(Delivery.created_at) <= ages.before,
        func.coalesce(col(Delivery.settled_at), col(Delivery.created_at)) <= ages.before,
        col(Delivery.place_notice_id).is_(None),
        or_(col(Delivery.article_id).is_(None), announced),
        or_(col(Delivery.broadcast_id).is_(None), col(Delivery.broadcast_id).in_(ended)),
        func.coalesce(~is_offered, True),
        ~_is_told_in_digests(ages),
    )


def _is_told_in_digests(ages: Ages) -> ColumnElement[bool]:
    """Select what keeps a story that still gets news from a digest of its reader."""
    has_hour = exists().where(col(DigestHour.subscriber_id) == col(Delivery.subscriber_id))
    lately = col(Article.arrived_at) > ages.alive_since
    by_alert = exists().where(col(Article.story_id) == col(Delivery.story_id), lately)
    told = select(col(DigestStory.story_id)).join(Article, col(Article.story_id) == col(DigestStory.story_id))
    by_digest = exists(told.where(col(DigestStory.digest_id) == col(Delivery.digest_id), lately).correlate(Delivery))
    return and_(has_hour, or_(by_alert, by_digest))


def _going(session: Session, which: ColumnElement[bool]) -> Sequence[Any]:
    ended_at = func.coalesce(col(Delivery.settled_at), col(Delivery.sent_at), col(Delivery.created_at))
    columns: Any = select(
        col(Delivery.id),
        col(Delivery.kind),
        col(Delivery.state),
        col(Delivery.cancelled_for),
        col(Delivery.last_error),
        col(Delivery.broadcast_id),
        ended_at.label("ended_at"),
    )
    locked = columns.where(which).with_for_update(of=Delivery, skip_locked=True)
    return session.connection().execute(locked).all()


def _count_days(session: Session, going: Sequence[Any]) -> None:
    counts = Counter(
        (row.ended_at.astimezone(UTC).date(), row.kind, row.state, row.cancelled_for or "") for row in going
    )
    _add(session, ErasedCount, ("day", "kind", "state", "cancelled_for"), counts)


def _count_broadcasts(session: Session, going: Sequence[Any]) -> None:
    counts = Counter(
        (row.broadcast_id, row.state, row.cancelled_for or "", row.last_error if row.state in FAILED else "")
        for row in going
        if row.broadcast_id
    )
    _add(session, BroadcastCount, ("broadcast_id", "state", "cancelled_for", "error"), counts)


FAILED = (DeliveryState.DEAD, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED)
"""Of which the report of a broadcast gives the reasons."""


def _add(session: Session, model: Any, names: tuple[str, ...], counts: Counter[Any]) -> None:
    """Add to the counts of before."""
    if not counts:
        return
    table = model.__table__
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    new = insert(table)
    statement = new.on_conflict_do_update(index_elements=names, set_={"number": table.c.number + new.excluded.number})
    rows = [dict(zip(names, key, strict=True)) | {"number": number} for key, number in sorted(counts.items(), key=repr)]
    session.connection().execute(statement, rows)


@read_only
def find_digests(session: Session, ages: Ages, after: int, limit: int) -> list[int]:
    """Find the next digests for readers that are old, and of which no delivery is left."""
    which = and_(col(Digest.id) > after, _is_done_with(ages))
    found = select(col(Digest.id)).where(which).order_by(col(Digest.id)).limit(limit)
    return list(session.connection().execute(found).scalars())


def erase_digests(session: Session, ages: Ages, ids: Sequence[int]) -> int:
    """Erase those of some digests of which no delivery is left; returns how many."""
    return _erase(session, Digest, ids, _is_done_with(ages))


def _is_done_with(ages: Ages) -> ColumnElement[bool]:
    is_left = exists().where(col(Delivery.digest_id) == col(Digest.id))
    return and_(col(Digest.created_at) <= ages.before, col(Digest.content_key).is_not(None), ~is_left)


@read_only
def find_updates(session: Session, ages: Ages, _after: int, limit: int) -> list[int]:
    """Find updates that were handled, the oldest first."""
    which = and_(col(IncomingUpdate.received_at) <= ages.before, col(IncomingUpdate.handled_at).is_not(None))
    oldest = select(col(IncomingUpdate.update_id)).where(which).order_by(col(IncomingUpdate.received_at)).limit(limit)
    return list(session.connection().execute(oldest).scalars())


def erase_updates(session: Session, _ages: Ages, ids: Sequence[int]) -> int:
    """Erase some updates; returns how many."""
    return _erase(session, IncomingUpdate, ids, col(IncomingUpdate.handled_at).is_not(None))


@read_only
def find_audit(session: Session, ages: Ages, after: int, limit: int) -> list[int]:
    """Find what is older than a year of the audit."""
    which = and_(col(AuditEntry.id) > after, col(AuditEntry.at) <= ages.audit_before)
    found = select(col(AuditEntry.id)).where(which).order_by(col(AuditEntry.id)).limit(limit)
    return list(session.connection().execute(found).scalars())


def erase_audit(session: Session, ages: Ages, ids: Sequence[int]) -> int:
    """Erase some entries of the audit; returns how many."""
    return _erase(session, AuditEntry, ids, col(AuditEntry.at) <= ages.audit_before)


def _erase(session: Session, model: Any, ids: Sequence[int], which: ColumnElement[bool] | None = None) -> int:
    erased = 0
    key = next(iter(model.__table__.primary_key))
    for start in range(0, len(ids), CHUNK):
        some = delete(model).where(key.in_(ids[start : start + CHUNK]))
        some = some if which is None else some.where(which)
        erased += session.connection().execute(some.execution_options(synchronize_session=False)).rowcount
    return erased


class Step(NamedTuple):
    """How rows of one kind are found, and erased."""

    find: Callable[[Session, Ages, int, int], list[int]]
    erase: Callable[[Session, Ages, Sequence[int]], int]


STEPS = (
    Step(find_deliveries, erase_deliveries),
    Step(find_digests, erase_digests),
    Step(find_updates, erase_updates),
    Step(find_audit, erase_audit),
)
"""One after the other: a digest goes when its deliveries are gone."""
