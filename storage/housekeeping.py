"""Housekeeping: what is over and old goes, in small steps, so that nobody waits for it.

A step finds the next so many rows that may go, without keeping anybody from writing, and erases them in a transaction
that looks at each once more. What people were told stays
known as long as anything is decided by it:

- An alert or a digest keeps its reader from being told a story again within the story window, from its
  ``created_at`` on (``storage/enqueue.py``).
- In digests a telling counts whatever its age while the story gets news (``storage/reader_digests.py``): of whoever
  may get one it stays while an article of the story arrived lately.
- An article that is not announced yet knows by the keys of its deliveries for whom it was written.
- What was owed to a chat that is gone is offered when it comes back (``storage/absence.py``).
- A notice about a place is told once.
- Each day, each broadcast and each article keeps its counts; a broadcast that was shortened so is extended to nobody.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, delete, event, exists, func, literal_column, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.absence import LOST_FOR
from storage.database import read_only
from storage.enqueue import ALERT_PRIORITY, DIGEST_PRIORITY
from storage.models import (
    Article,
    ArticleCount,
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
    Subscriber,
    Subscription,
)
from storage.recipients import BROADCAST_PRIORITY
from storage.rhythm import Rhythm, RhythmKind
from storage.topics import WANTS_SOME

OVER = (DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED)
KEEP_AUDIT = timedelta(days=365)
LOOKED_BACK = timedelta(days=32)
"""No digest has news that is older, nor is anybody offered what they missed before."""
LOOKED_AT = 1_000
"""Deliveries that are read to find some that may go."""
DIGEST_ONLY = str(Rhythm(RhythmKind.DIGEST_ONLY))
PRIORITIES = (ALERT_PRIORITY, DIGEST_PRIORITY, BROADCAST_PRIORITY)


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


class Found(NamedTuple):
    """What was found of one kind: ids that may go, and after which id to look next; None once all was looked at."""

    ids: list[int]
    after: int | None


_AGES: Any = Ages._make(bindparam(name, type_=UTCDateTime()) for name in Ages._fields)
"""In statements, which are built once: what is built within a transaction keeps others from writing for longer."""
_IDS: Any = bindparam("ids", expanding=True)
_ENDED: Any = bindparam("ended", expanding=True)


@read_only
def find_deliveries(session: Session, ages: Ages, after: int, limit: int) -> Found:
    """Find the next deliveries that are over, old, and not needed to know what people were told.

    Looks at so many rows at a time; once all of them are young, so are those after them.
    """
    looked_at = select(col(Delivery.id), col(Delivery.created_at)).where(col(Delivery.id) > after)
    some = looked_at.order_by(col(Delivery.id)).limit(LOOKED_AT).subquery()
    last, oldest = session.connection().execute(select(func.max(some.c.id), func.min(some.c.created_at))).one()
    if last is None or oldest > ages.before:
        return Found([], None)
    values = ages._asdict() | {"after": after, "last": last, "limit": limit}
    ids = list(session.connection().execute(_find_statement(), values).scalars())
    return Found(ids, ids[-1] if len(ids) == limit else last)


@cache
def _find_statement() -> Any:
    ended = select(col(Broadcast.id)).where(_has_ended())
    which = and_(col(Delivery.id) > bindparam("after"), col(Delivery.id) <= bindparam("last"), _may_go(ended))
    return select(col(Delivery.id)).where(which).order_by(col(Delivery.id)).limit(bindparam("limit"))


def erase_deliveries(session: Session, ages: Ages, ids: Sequence[int]) -> int:
    """Erase those of some deliveries that may go, and keep their counts; returns how many."""
    values = ages._asdict() | {"ids": list(ids)}
    broadcasts = session.connection().execute(_broadcasts_statement(), values).scalars().all()
    ended = _ended_broadcasts(session, ages, broadcasts)
    going = session.connection().execute(_going_statement(), values | {"ended": ended}).all()
    _count_days(session, going)
    _count_broadcasts(session, going)
    _count_articles(session, going)
    return _erase(session, Delivery, [row.id for row in going], ages)


@cache
def _broadcasts_statement() -> Any:
    of_these = and_(col(Delivery.id).in_(_IDS), col(Delivery.broadcast_id).is_not(None))
    return select(col(Delivery.broadcast_id)).where(of_these).distinct()


def _has_ended() -> ColumnElement[bool]:
    is_final = col(Broadcast.state).in_((BroadcastState.DONE, BroadcastState.CANCELLED))
    return and_(is_final, col(Broadcast.ended_at) <= _AGES.before)


def _ended_broadcasts(session: Session, ages: Ages, ids: Collection[int]) -> list[int]:
    """Those of some broadcasts that are over, and stay so until the transaction ends."""
    if not ids:
        return []
    ended = select(col(Broadcast.id)).where(col(Broadcast.id).in_(ids), _has_ended()).with_for_update(read=True)
    return list(session.connection().execute(ended, ages._asdict()).scalars())


def _may_go(ended: Any) -> ColumnElement[bool]:
    announced = exists().where(col(Article.id) == col(Delivery.article_id), col(Article.announced_at).is_not(None))
    is_offered = and_(
        col(Delivery.cancelled_for).in_(LOST_FOR),
        col(Delivery.settled_at) >= _AGES.lost_since,
        col(Delivery.article_id).is_not(None),
    )
    return and_(
        col(Delivery.state).in_(OVER),
        col(Delivery.created_at) <= _AGES.before,
        func.coalesce(col(Delivery.settled_at), col(Delivery.created_at)) <= _AGES.before,
        col(Delivery.place_notice_id).is_(None),
        or_(col(Delivery.article_id).is_(None), announced),
        or_(col(Delivery.broadcast_id).is_(None), col(Delivery.broadcast_id).in_(ended)),
        func.coalesce(~is_offered, True),
        ~_is_told_in_digests(),
    )


def _is_told_in_digests() -> ColumnElement[bool]:
    """Select what keeps a story that still gets news from a digest of its reader."""
    lately = col(Article.arrived_at) > _AGES.alive_since
    by_alert = exists().where(col(Article.story_id) == col(Delivery.story_id), lately)
    told = select(col(DigestStory.story_id)).join(Article, col(Article.story_id) == col(DigestStory.story_id))
    by_digest = exists(told.where(col(DigestStory.digest_id) == col(Delivery.digest_id), lately).correlate(Delivery))
    return and_(or_(by_alert, by_digest), _may_get_digests())


def _may_get_digests() -> ColumnElement[bool]:
    """Select deliveries of readers who may get a digest that leaves out what they were told, however long ago.

    That is at an hour, after a pause, after an absence, or on demand of what is not told at once. A digest of alerts
    that came too many at once leaves nothing out.
    """
    hour = exists().where(col(DigestHour.subscriber_id) == col(Delivery.subscriber_id))
    is_away = or_(col(Subscriber.paused_until).is_not(None), col(Subscriber.lost_at).is_not(None))
    reader = exists().where(
        col(Subscriber.id) == col(Delivery.subscriber_id), or_(is_away, col(Subscriber.rhythm) == DIGEST_ONLY)
    )
    topic = exists().where(
        col(Subscription.subscriber_id) == col(Delivery.subscriber_id),
        or_(col(Subscription.rhythm) == DIGEST_ONLY, WANTS_SOME),
    )
    return or_(hour, reader, topic)


@cache
def _going_statement() -> Any:
    ended_at = func.coalesce(col(Delivery.settled_at), col(Delivery.sent_at), col(Delivery.created_at))
    columns: Any = select(
        col(Delivery.id),
        col(Delivery.kind),
        col(Delivery.state),
        col(Delivery.cancelled_for),
        col(Delivery.last_error),
        col(Delivery.broadcast_id),
        col(Delivery.article_id),
        ended_at.label("ended_at"),
    )
    which = and_(col(Delivery.id).in_(_IDS), _may_go(_ENDED))
    return columns.where(which).with_for_update(of=Delivery, skip_locked=True)


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


def _count_articles(session: Session, going: Sequence[Any]) -> None:
    counts = Counter((row.article_id, row.state, row.cancelled_for or "") for row in going if row.article_id)
    _add(session, ArticleCount, ("article_id", "state", "cancelled_for"), counts)


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
def find_digests(session: Session, ages: Ages, after: int, limit: int) -> Found:
    """Find the next digests for readers that are old, and of which no delivery is left."""
    which = and_(col(Digest.id) > after, _is_done_with())
    return _found(session, select(col(Digest.id)).where(which).order_by(col(Digest.id)), ages, limit)


def erase_digests(session: Session, ages: Ages, ids: Sequence[int]) -> int:
    """Erase those of some digests of which no delivery is left; returns how many."""
    return _erase(session, Digest, ids, ages, _is_done_with())


def _is_done_with() -> ColumnElement[bool]:
    is_left = exists().where(col(Delivery.digest_id) == col(Digest.id))
    return and_(col(Digest.created_at) <= _AGES.before, col(Digest.content_key).is_not(None), ~is_left)


@read_only
def find_updates(session: Session, ages: Ages, _after: int, limit: int) -> Found:
    """Find updates that were handled, the oldest first."""
    which = and_(col(IncomingUpdate.received_at) <= _AGES.before, col(IncomingUpdate.handled_at).is_not(None))
    oldest = select(col(IncomingUpdate.update_id)).where(which).order_by(col(IncomingUpdate.received_at))
    return _found(session, oldest, ages, limit)


def erase_updates(session: Session, ages: Ages, ids: Sequence[int]) -> int:
    """Erase some updates; returns how many."""
    return _erase(session, IncomingUpdate, ids, ages, col(IncomingUpdate.handled_at).is_not(None))


@read_only
def find_audit(session: Session, ages: Ages, after: int, limit: int) -> Found:
    """Find what is older than a year of the audit."""
    which = and_(col(AuditEntry.id) > after, col(AuditEntry.at) <= _AGES.audit_before)
    return _found(session, select(col(AuditEntry.id)).where(which).order_by(col(AuditEntry.id)), ages, limit)


def erase_audit(session: Session, ages: Ages, ids: Sequence[int]) -> int:
    """Erase some entries of the audit; returns how many."""
    return _erase(session, AuditEntry, ids, ages, col(AuditEntry.at) <= _AGES.audit_before)


def _found(session: Session, statement: Any, ages: Ages, limit: int) -> Found:
    ids = list(session.connection().execute(statement.limit(limit), ages._asdict()).scalars())
    return Found(ids, ids[-1] if len(ids) == limit else None)


def _erase(session: Session, model: Any, ids: Sequence[int], ages: Ages, *which: ColumnElement[bool]) -> int:
    if not ids:
        return 0
    table = model.__table__
    some = delete(table).where(next(iter(table.primary_key)).in_(_IDS), *which)
    return session.connection().execute(some, ages._asdict() | {"ids": list(ids)}).rowcount


class Step(NamedTuple):
    """How rows of one kind are found, and erased."""

    find: Callable[[Session, Ages, int, int], Found]
    erase: Callable[[Session, Ages, Sequence[int]], int]


STEPS = (
    Step(find_deliveries, erase_deliveries),
    Step(find_digests, erase_digests),
    Step(find_updates, erase_updates),
    Step(find_audit, erase_audit),
)
"""One after the other: a digest goes when its deliveries are gone."""


class Erased:
    """How a step went, by a clock of the caller.

    Attributes:
        rows: That went.
        begun_at: Since when it kept others from writing, too.
        worked_at: When all was done but its commit.
        ended_at: When it was on the disk.
    """

    def __init__(self, begun_at: float) -> None:
        self.rows = 0
        self.begun_at = self.worked_at = self.ended_at = begun_at


def erase(session: Session, step: Step, ages: Ages, ids: Sequence[int], clock: Callable[[], float]) -> Erased:
    """Do a step, and take its time."""
    session.connection()  # SQLite takes its lock for writing here
    erased = Erased(clock())

    def end(_session: Session) -> None:
        erased.ended_at = clock()

    event.listen(session, "after_commit", end, once=True)
    erased.rows = step.erase(session, ages, ids)
    erased.worked_at = clock()
    return erased


@read_only
def is_sending(session: Session, now: datetime) -> bool:
    """Whether anything is due."""
    due = exists().where(
        col(Delivery.state) == literal_column(f"'{DeliveryState.PENDING.value}'"),  # so that SQLite sees its index
        col(Delivery.priority).in_(PRIORITIES),
        col(Delivery.due_at) <= now,
    )
    return session.connection().execute(select(due)).scalar_one()


@read_only
def empty_log(session: Session) -> bool:
    """Have SQLite move what was written into its file, while others write (SQLite, ``wal_checkpoint(PASSIVE)``).

    Otherwise whoever commits when the log has a thousand pages does so, and keeps all others waiting.

    Returns:
        Whether all of it was moved, so that the next to write begins the log anew.
    """
    is_busy, logged, moved = session.connection().exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").one()
    return not is_busy and logged == moved
