"""Digests for readers: whose hour has come, what they chose, what they were told, and the rows that follow."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, func, literal, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage.articles import is_shown
from storage.database import read_only
from storage.enqueue import (
    ALERT_PRIORITY,
    DIGEST_PRIORITY,
    TOLD_STATES,
    add_approvals,
    delivery_defaults,
    needs_approval,
)
from storage.models import (
    Approval,
    Article,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestEntry,
    DigestHour,
    DigestOccasion,
    DigestStory,
    FilterMode,
    Subscriber,
    SubscriberStatus,
    Subscription,
    Suppression,
    SuppressionReason,
    Volume,
    Watch,
    WordFilter,
)
from storage.schedules import is_not_held

IDS_A_QUERY = 1_000
"""Ids in one query: SQLite takes 32,766 parameters."""


class DueHour(NamedTuple):
    """An hour that has come, and of its subscriber what a digest depends on."""

    id: int
    rhythm: str
    due_at: datetime
    since_at: datetime
    last_day: date | None
    subscriber_id: int
    chat_id: int
    zone: str
    chat_rhythm: str
    is_active: bool
    held_from: datetime | None
    held_until: datetime | None


class MovedHour(NamedTuple):
    """An hour as it stands after its digest."""

    id: int
    due_at: datetime
    since_at: datetime
    last_day: date | None


class TopicChoice(NamedTuple):
    """What somebody chose for a topic; its rhythm is that of the chat where it has none of its own."""

    topic_id: int
    volume: Volume
    rhythm: str
    created_at: datetime


class ReaderChoices(NamedTuple):
    """What a reader chose about what they are told."""

    topics: tuple[TopicChoice, ...] = ()
    filters: tuple[tuple[int, FilterMode, str], ...] = ()
    """Topic (0: of the whole chat), what it does, and its expression."""
    watches: tuple[tuple[str, datetime], ...] = ()
    """Expression, and since when."""


class PendingAlert(NamedTuple):
    """An alert that became part of a digest."""

    id: int
    subscriber_id: int
    article_id: int
    story_id: int


_HOUR = DigestHour.__table__  # type: ignore[attr-defined] # SQLModel does not type it
_DELIVERY = Delivery.__table__  # type: ignore[attr-defined] # the same
_DIGEST = Digest.__table__  # type: ignore[attr-defined] # the same
_DIGEST_STORY = DigestStory.__table__  # type: ignore[attr-defined] # the same

# Hours.


def due_hours(session: Session, now: datetime, limit: int) -> list[DueHour]:
    """The hours that have come, longest due first, one a subscriber; those of a timed pause wait for its end."""
    columns = select(
        _HOUR.c.id,
        _HOUR.c.rhythm,
        _HOUR.c.due_at,
        _HOUR.c.since_at,
        _HOUR.c.last_day,
        _HOUR.c.subscriber_id,
        col(Subscriber.chat_id),
        col(Subscriber.zone),
        col(Subscriber.rhythm),
        col(Subscriber.status) == SubscriberStatus.ACTIVE,
        col(Subscriber.held_from),
        col(Subscriber.held_until),
    ).join(Subscriber, col(Subscriber.id) == _HOUR.c.subscriber_id)
    due = columns.where(_HOUR.c.due_at <= now, col(Subscriber.paused_until).is_(None))
    due = due.order_by(_HOUR.c.due_at, _HOUR.c.id).limit(limit).with_for_update(of=_HOUR)
    found: dict[int, DueHour] = {}
    for row in session.connection().execute(due):
        found.setdefault(row.subscriber_id, DueHour(*row))
    return list(found.values())


@read_only
def is_any_due(session: Session, now: datetime) -> bool:
    """Whether any hour has come."""
    due = select(_HOUR.c.id).join(Subscriber, col(Subscriber.id) == _HOUR.c.subscriber_id)
    due = due.where(_HOUR.c.due_at <= now, col(Subscriber.paused_until).is_(None))
    return session.connection().execute(due.limit(1)).first() is not None


@read_only
def oldest_since(session: Session, now: datetime) -> datetime | None:
    """Since when the news is wanted by any hour that has come; None if none has."""
    least = select(func.min(_HOUR.c.since_at)).join(Subscriber, col(Subscriber.id) == _HOUR.c.subscriber_id)
    wanted = least.where(_HOUR.c.due_at <= now, col(Subscriber.status) == SubscriberStatus.ACTIVE)
    return session.connection().execute(wanted).scalar()


def hours_of(session: Session, subscriber_ids: Collection[int]) -> dict[int, list[DigestHour]]:
    """All hours of subscribers, by subscriber."""
    found: dict[int, list[DigestHour]] = {}
    query = select(DigestHour).where(col(DigestHour.subscriber_id).in_(subscriber_ids)).order_by(col(DigestHour.id))
    for hour in session.scalars(query):
        found.setdefault(hour.subscriber_id, []).append(hour)
    return found


def move_hours(session: Session, moved: Iterable[MovedHour]) -> None:
    """Store hours as they stand after their digests; most stand the same."""
    same: dict[tuple[datetime, datetime, date | None], list[int]] = {}
    for hour in moved:
        same.setdefault(hour[1:], []).append(hour.id)
    for (due_at, since_at, last_day), ids in same.items():
        values = {"ids": ids, "due": due_at, "since": since_at, "day": last_day}
        session.connection().execute(_move_statement(), values)


@cache
def _move_statement() -> Any:
    return (
        update(_HOUR)
        .where(_HOUR.c.id.in_(bindparam("ids", expanding=True)))
        .values(due_at=bindparam("due"), since_at=bindparam("since"), last_day=bindparam("day"))
    )


# What readers chose, and what they were told.


@read_only
def choices_of(session: Session, chat_rhythms: Mapping[int, str], now: datetime) -> dict[int, ReaderChoices]:
    """What subscribers chose, by their id; ``chat_rhythms`` has the rhythm of each chat."""
    ids = list(chat_rhythms)
    topics = _topic_choices(session, chat_rhythms)
    filters: dict[int, list[tuple[int, FilterMode, str]]] = {}
    columns = select(
        col(WordFilter.subscriber_id), col(WordFilter.topic_id), col(WordFilter.mode), col(WordFilter.expression)
    )
    lasts = or_(col(WordFilter.expires_at).is_(None), col(WordFilter.expires_at) > now)
    for subscriber_id, topic_id, mode, words in session.connection().execute(
        columns.where(col(WordFilter.subscriber_id).in_(ids), lasts)
    ):
        filters.setdefault(subscriber_id, []).append((topic_id or 0, mode, words))
    watches: dict[int, list[tuple[str, datetime]]] = {}
    watched = select(col(Watch.subscriber_id), col(Watch.expression), col(Watch.created_at))
    for subscriber_id, words, since in session.connection().execute(watched.where(col(Watch.subscriber_id).in_(ids))):
        watches.setdefault(subscriber_id, []).append((words, since))
    return {
        each: ReaderChoices(
            tuple(topics.get(each, ())), tuple(sorted(filters.get(each, ()))), tuple(sorted(watches.get(each, ())))
        )
        for each in ids
    }


def _topic_choices(session: Session, chat_rhythms: Mapping[int, str]) -> dict[int, list[TopicChoice]]:
    table = Subscription.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    columns = select(
        table.c.subscriber_id, table.c.topic_id, table.c.volume, table.c.rhythm, table.c.created_at
    ).order_by(table.c.topic_id)
    found: dict[int, list[TopicChoice]] = {}
    for subscriber_id, topic_id, volume, rhythm, since in session.connection().execute(
        columns.where(table.c.subscriber_id.in_(list(chat_rhythms)))
    ):
        choice = TopicChoice(topic_id, volume, rhythm or chat_rhythms[subscriber_id], since)
        found.setdefault(subscriber_id, []).append(choice)
    return found


@read_only
def left_out(session: Session, subscriber_ids: Collection[int], since: datetime) -> dict[int, set[int]]:
    """The articles that the volume of a topic kept from subscribers since a time, by subscriber."""
    columns = select(col(Suppression.subscriber_id), col(Suppression.article_id)).where(
        col(Suppression.subscriber_id).in_(subscriber_ids),
        col(Suppression.at) >= since,
        col(Suppression.reason) == SuppressionReason.VOLUME,
    )
    found: dict[int, set[int]] = {}
    for subscriber_id, article_id in session.connection().execute(columns):
        found.setdefault(subscriber_id, set()).add(article_id)
    return found


class ToldRow(NamedTuple):
    """A story that a subscriber was told by itself, or a digest of theirs."""

    subscriber_id: int
    story_id: int | None
    digest_id: int | None


@read_only
def told_rows(
    session: Session, subscriber_ids: Collection[int], first_story: int, first_digest: int | None
) -> list[ToldRow]:
    """What subscribers were told, by deliveries of stories and digests from these ids on; no digests for None."""
    told = [_DELIVERY.c.story_id >= first_story]
    if first_digest is not None:
        told.append(_DELIVERY.c.digest_id >= first_digest)
    rows = select(_DELIVERY.c.subscriber_id, _DELIVERY.c.story_id, _DELIVERY.c.digest_id).where(
        _DELIVERY.c.subscriber_id.in_(subscriber_ids), _DELIVERY.c.state.in_(TOLD_STATES), or_(*told)
    )
    return [ToldRow(*row) for row in session.connection().execute(rows)]


@read_only
def first_digest_of(session: Session, story_ids: Collection[int]) -> int | None:
    """The first digest that told any of these stories."""
    least = [
        session.connection()
        .execute(select(func.min(_DIGEST_STORY.c.digest_id)).where(_DIGEST_STORY.c.story_id.in_(chunk)))
        .scalar()
        for chunk in _chunks(story_ids)
    ]
    return min((each for each in least if each is not None), default=None)


@read_only
def outlets_told(session: Session, digest_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """The stories of digests, each with the outlets that it was told with."""
    found: dict[int, dict[int, int]] = {each: {} for each in digest_ids}
    for chunk in _chunks(digest_ids):
        for row in session.connection().execute(select(_DIGEST_STORY).where(_DIGEST_STORY.c.digest_id.in_(chunk))):
            found[row.digest_id][row.story_id] = row.outlets
    return found


@read_only
def was_sent_to(session: Session, digest_id: int, subscriber_id: int) -> bool:
    """Whether a digest for readers is or was owed to this one."""
    is_theirs = exists().where(_DELIVERY.c.digest_id == digest_id, _DELIVERY.c.subscriber_id == subscriber_id)
    return session.connection().execute(select(is_theirs)).scalar_one()


# News.


@read_only
def arrived_stories(session: Session, since: datetime, until: datetime) -> list[int]:
    """The stories of which an article arrived after ``since``, up to ``until``."""
    arrived = select(col(Article.story_id)).where(col(Article.arrived_at) > since, col(Article.arrived_at) <= until)
    return list(session.connection().execute(arrived.where(is_shown()).distinct()).scalars())


@read_only
def excerpts(session: Session, article_ids: Collection[int]) -> dict[int, str]:
    """What stands below the titles of articles."""
    found: dict[int, str] = {}
    for chunk in _chunks(article_ids):
        rows = session.connection().execute(
            select(col(Article.id), col(Article.excerpt)).where(col(Article.id).in_(chunk))
        )
        found.update((row.id, row.excerpt) for row in rows)
    return found


# What is written.


class NewDigest(NamedTuple):
    """A digest for readers, not yet stored."""

    occasion: DigestOccasion
    content_key: str
    topic_ids: Sequence[int]
    entries: Sequence[DigestEntry]
    since_at: datetime
    until_at: datetime
    day: date


def find_or_create(session: Session, wanted: Sequence[NewDigest], now: datetime) -> dict[str, int]:
    """Return the ids of digests that show just these, by their keys; what there is none of yet is stored now."""
    found: dict[str, int] = {}
    for start in range(0, len(wanted), IDS_A_QUERY):
        some = {digest.content_key: digest for digest in wanted[start : start + IDS_A_QUERY]}
        found |= _ids_by_key(session, some)
        if missing := [digest for key, digest in some.items() if key not in found]:
            statement = _insert(session)(_DIGEST).on_conflict_do_nothing(index_elements=["content_key"])
            session.connection().execute(statement, [_digest_row(digest, now) for digest in missing])
            made = _ids_by_key(session, [digest.content_key for digest in missing])
            session.connection().execute(_stories_statement(session), {"ids": list(made.values())})
            found |= made
    return found


def _ids_by_key(session: Session, keys: Iterable[str]) -> dict[str, int]:
    rows = select(_DIGEST.c.content_key, _DIGEST.c.id).where(_DIGEST.c.content_key.in_(list(keys)))
    return {row[0]: row[1] for row in session.connection().execute(rows)}


def _digest_row(digest: NewDigest, now: datetime) -> dict[str, Any]:
    values = {"author_id": 0, "introduction": "", "is_personal": False, "created_at": now} | digest._asdict()
    return values | {"topic_ids": list(digest.topic_ids), "entries": list(digest.entries)}


_STORIES = {
    "sqlite": "SELECT digest.id, json_extract(entry.value, '$.story_id'), json_extract(entry.value, '$.outlets') "
    "FROM digest, json_each(digest.entries) AS entry",
    "postgresql": "SELECT digest.id, (entry.value->>'story_id')::bigint, (entry.value->>'outlets')::integer "
    "FROM digest, json_array_elements(digest.entries) AS entry",
}
"""The stories of digests, read from their entries where they stand."""


def _stories_statement(session: Session) -> Any:
    """Note the stories of digests, but for those that another process stored and noted at the same time."""
    stories = _STORIES[session.get_bind().dialect.name]
    statement = text(
        f"INSERT INTO digest_story (digest_id, story_id, outlets) {stories} "
        "WHERE digest.id IN :ids ON CONFLICT DO NOTHING"
    )
    return statement.bindparams(bindparam("ids", expanding=True))


class OwedDigest(NamedTuple):
    """A digest that a subscriber is to be sent.

    Attributes:
        key: makes it one: ``digest:{subscriber}:{what for}``.
    """

    key: str
    subscriber_id: int
    chat_id: int
    due_at: datetime
    digest_id: int = 0


def add_deliveries(session: Session, owed: Sequence[OwedDigest], now: datetime) -> None:
    """Write deliveries of digests, those that are not written yet."""
    if not owed:
        return
    rows = [
        {"key": each.key, "reader": each.subscriber_id, "chat": each.chat_id, "digest": each.digest_id}
        | {"due": each.due_at, "now": now}
        for each in owed
    ]
    session.connection().execute(_delivery_insert(session.get_bind().dialect.name), rows)
    if session.connection().execute(select(exists(select(col(Subscriber.id)).where(needs_approval())))).scalar_one():
        keys = [each.key for each in owed]
        for start in range(0, len(keys), IDS_A_QUERY):
            some = col(Delivery.dedupe_key).in_(keys[start : start + IDS_A_QUERY])
            session.connection().execute(update(Delivery).where(_is_to_be_held(some)).values(state=DeliveryState.HELD))
            add_approvals(session, some, now)


def _is_to_be_held(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Select new deliveries of channels that have posts held; nobody has decided about them, nor claimed them."""
    channels = select(col(Subscriber.id)).where(needs_approval())
    asked = exists().where(col(Approval.delivery_id) == col(Delivery.id))
    is_new = and_(col(Delivery.state) == DeliveryState.PENDING, col(Delivery.fence) == 0, ~asked)
    return and_(which, is_new, col(Delivery.subscriber_id).in_(channels))


@cache
def _delivery_insert(dialect: str) -> Any:
    """Insert a delivery; what is the same in all of them is part of the statement, which makes many of them cheap."""
    given = {
        "kind": literal(DeliveryKind.DIGEST, _DELIVERY.c.kind.type),
        "priority": literal(DIGEST_PRIORITY),
        "dedupe_key": bindparam("key"),
        "subscriber_id": bindparam("reader"),
        "chat_id": bindparam("chat"),
        "digest_id": bindparam("digest"),
        "created_at": bindparam("now"),
        "due_at": bindparam("due"),
    }
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(_DELIVERY).values(delivery_defaults() | given).on_conflict_do_nothing(index_elements=["dedupe_key"])


# Alerts that become part of a digest.


def _is_collapsible() -> Any:
    """Select alerts that wait, and none of which may be out already.

    A post that was approved goes out as it was: a digest would be asked about once more, and lose what was written.
    """
    is_approved = exists().where(col(Approval.delivery_id) == _DELIVERY.c.id)
    return and_(
        or_(_DELIVERY.c.chat_id > 0, ~is_approved),
        _DELIVERY.c.state == DeliveryState.PENDING,
        _DELIVERY.c.kind == DeliveryKind.ALERT,
        _DELIVERY.c.failures == 0,
        _DELIVERY.c.unknowns == 0,
    )


@read_only
def pending_story_counts(session: Session, subscriber_ids: Collection[int]) -> dict[int, int]:
    """How many stories wait as alerts for each of these subscribers."""
    counts = select(_DELIVERY.c.subscriber_id, func.count(_DELIVERY.c.story_id.distinct()))
    mine = counts.where(_is_collapsible(), _DELIVERY.c.subscriber_id.in_(subscriber_ids))
    rows = session.connection().execute(mine.group_by(_DELIVERY.c.subscriber_id))
    return {row[0]: row[1] for row in rows}


@read_only
def overwhelmed(session: Session, most: int, due_by: datetime, now: datetime, limit: int) -> list[Subscriber]:
    """Subscribers for whom more than ``most`` stories are due as alerts by a time, and not held."""
    if not _may_be_many(session, most, due_by):
        return []
    due = (
        select(_DELIVERY.c.subscriber_id)
        .where(_is_collapsible(), _DELIVERY.c.priority == ALERT_PRIORITY, _DELIVERY.c.due_at <= due_by)
        .group_by(_DELIVERY.c.subscriber_id)
        .having(func.count(_DELIVERY.c.story_id.distinct()) > most)
    )
    many = select(Subscriber).where(
        col(Subscriber.id).in_(due), col(Subscriber.status) == SubscriberStatus.ACTIVE, is_not_held(now)
    )
    return list(session.scalars(many.order_by(col(Subscriber.id)).limit(limit)))


def _may_be_many(session: Session, most: int, due_by: datetime) -> bool:
    """Whether more than ``most`` articles were announced since the alert that waits longest was written.

    Each alert is of another article, so otherwise nobody waits for so many, and nobody need be counted.
    """
    waiting = _DELIVERY.c.state == DeliveryState.PENDING, _DELIVERY.c.priority == ALERT_PRIORITY
    oldest = select(_DELIVERY.c.created_at).where(*waiting, _DELIVERY.c.due_at <= due_by)
    since = session.connection().execute(oldest.order_by(_DELIVERY.c.due_at, _DELIVERY.c.id).limit(1)).scalar()
    if since is None:
        return False
    announced = select(col(Article.id)).where(col(Article.announced_at) >= since)
    return len(session.connection().execute(announced.limit(most + 1)).all()) > most


def take_alerts(session: Session, subscriber_ids: Collection[int], now: datetime) -> list[PendingAlert]:
    """Cancel the alerts that wait for subscribers, for a digest to tell them; returns them, the oldest first."""
    which = [_is_collapsible(), _DELIVERY.c.subscriber_id.in_(subscriber_ids)]
    values = {
        "state": DeliveryState.CANCELLED,
        "cancelled_for": Cancellation.IN_DIGEST,
        "last_error": Cancellation.IN_DIGEST.value,
        "settled_at": now,
    }
    taken = (
        update(_DELIVERY)
        .where(*which)
        .values(**values)
        .returning(_DELIVERY.c.id, _DELIVERY.c.subscriber_id, _DELIVERY.c.article_id, _DELIVERY.c.story_id)
    )
    return sorted(PendingAlert(*row) for row in session.connection().execute(taken))


# Holds.


def ended_holds(session: Session, now: datetime, limit: int) -> list[Subscriber]:
    """Subscribers for whom a time in which nothing arrives has ended, the first to have ended first."""
    ended = select(Subscriber).where(col(Subscriber.held_until) <= now)
    ended = ended.order_by(col(Subscriber.held_until), col(Subscriber.id)).limit(limit)
    return list(session.scalars(ended.with_for_update()))


def release_held(session: Session, subscriber_ids: Collection[int], due_at: datetime, now: datetime) -> None:
    """Have what was held for subscribers be due at a time; what is to be tried again keeps its own."""
    if not subscriber_ids:
        return
    held = [
        _DELIVERY.c.subscriber_id.in_(subscriber_ids),
        _DELIVERY.c.state == DeliveryState.PENDING,
        _DELIVERY.c.kind != DeliveryKind.NOTICE,
        *(_DELIVERY.c[name] == 0 for name in ("attempts", "failures", "unknowns")),
    ]
    if due_at <= now:
        held.append(_DELIVERY.c.due_at > now)
    session.connection().execute(update(_DELIVERY).where(*held).values(due_at=due_at))


def postpone_alerts(session: Session, written_at: datetime, due_at: datetime) -> None:
    """Have the alerts that were written at a time, and are due then, be due later."""
    of_now = and_(_is_collapsible(), _DELIVERY.c.priority == ALERT_PRIORITY, _DELIVERY.c.due_at == written_at)
    session.connection().execute(update(_DELIVERY).where(of_now).values(due_at=due_at))


def _insert(session: Session) -> Any:
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


def _chunks(ids: Collection[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + IDS_A_QUERY] for start in range(0, len(ordered), IDS_A_QUERY))
