"""All subscribers as plain values, for export and import; and all about one, for themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, bindparam, column, func
from sqlalchemy import select as sql_select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlmodel import Session, col, select

from storage import preferences, schedules, search, shared_lists, stats, word_filters
from storage.articles import is_shown
from storage.database import read_only
from storage.models import (
    Article,
    Cancellation,
    ChatKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestOccasion,
    SavedArticle,
    StoredSearch,
    Subscriber,
    SubscriberStatus,
    Subscription,
    Topic,
    Volume,
    Watch,
    WordFilter,
)
from storage.subscribers import choices_by_subscriber


@dataclass(frozen=True, slots=True)
class ExportedSubscriber:
    """One subscriber; topics by their slugs."""

    chat_id: int
    thread_id: int
    kind: ChatKind
    language: str
    status: SubscriberStatus
    preferences: Mapping[str, Any]
    """The values of all settings, by column."""
    followed: tuple[str, ...]
    muted: tuple[str, ...]
    joined_at: datetime
    seen_at: datetime


@read_only
def export_page(session: Session, after_id: int, limit: int) -> tuple[list[ExportedSubscriber], int]:
    """The next subscribers after an id, and the id of the last of them; 0 when there are none."""
    query = select(Subscriber).where(col(Subscriber.id) > after_id).order_by(col(Subscriber.id)).limit(limit)
    rows = session.exec(query).all()
    slugs = {topic.id: topic.slug for topic in session.exec(select(Topic))}
    chosen = choices_by_subscriber(session, [row.id for row in rows])
    found = [_exported(row, chosen.get(row.id, {}), slugs) for row in rows]
    return found, rows[-1].id if rows else 0


def import_subscribers(session: Session, subscribers: Sequence[ExportedSubscriber], now: datetime) -> int:
    """Add those who are not subscribers yet; who is one stays as they are.

    What they follow counts from now: what arrived before is the archive.

    Returns:
        How many were added.
    """
    if not subscribers:
        return 0
    added = _add(session.connection(), subscribers)
    stats.add_imported(session, sum(_is_added_active(each, added) for each in subscribers), now)
    ids = {topic.slug: topic.id for topic in session.exec(select(Topic))}
    chosen = [
        {"subscriber_id": added[key], "topic_id": ids[slug], "volume": volume, "created_at": now}
        for each in subscribers
        if (key := (each.chat_id, each.thread_id)) in added
        for volume, slugs in ((Volume.STORIES, each.followed), (Volume.MUTED, each.muted))
        for slug in slugs
    ]
    if chosen:
        session.connection().execute(*_insert(session.connection(), Subscription, chosen))
    for each in subscribers:
        if (key := (each.chat_id, each.thread_id)) in added and _has_schedule(each):
            schedules.reschedule(session, session.get_one(Subscriber, added[key]), now)
    return len(added)


def _has_schedule(each: ExportedSubscriber) -> bool:
    return any(each.preferences[of.column] != of.default for of in (preferences.RHYTHM, preferences.QUIET_HOURS))


def _is_added_active(each: ExportedSubscriber, added: Mapping[tuple[int, int], int]) -> bool:
    return (each.chat_id, each.thread_id) in added and each.status is SubscriberStatus.ACTIVE


def _add(connection: Connection, subscribers: Sequence[ExportedSubscriber]) -> dict[tuple[int, int], int]:
    """Ids of those who were added, by chat and thread."""
    columns = (col(Subscriber.id), col(Subscriber.chat_id), col(Subscriber.thread_id))
    statement, values = _insert(connection, Subscriber, [_row(each) for each in subscribers])
    return {
        (chat_id, thread_id): found
        for found, chat_id, thread_id in connection.execute(statement.returning(*columns), values)
    }


def _insert(connection: Connection, model: Any, rows: Sequence[Mapping[str, Any]]) -> tuple[Any, Any]:
    """A statement that adds rows that are not there yet, and its parameters. All rows name the same columns.

    PostgreSQL is given an array a column, which it takes several times as fast as a parameter a value.
    """
    if connection.dialect.name != "postgresql":
        return sqlite.insert(model).on_conflict_do_nothing(), rows
    columns = [model.__table__.c[name] for name in rows[0]]
    arrays = [bindparam(each.key, [row[each.key] for row in rows], ARRAY(each.type)) for each in columns]
    given = (
        func.unnest(*arrays)
        .table_valued(*(column(each.key, each.type) for each in columns), name="given")
        .render_derived()
    )
    return postgresql.insert(model).from_select(columns, select(*given.c)).on_conflict_do_nothing(), None


def _row(each: ExportedSubscriber) -> dict[str, Any]:
    return {
        "chat_id": each.chat_id,
        "thread_id": each.thread_id,
        "kind": each.kind,
        "language": each.language,
        "status": each.status,
        "status_reason": "",
        **each.preferences,
        "created_at": each.joined_at,
        "seen_at": each.seen_at,
    }


def _exported(row: Subscriber, chosen: dict[int, Volume], slugs: dict[int, str]) -> ExportedSubscriber:
    followed = sorted(slugs[topic_id] for topic_id, volume in chosen.items() if volume is not Volume.MUTED)
    muted = sorted(slugs[topic_id] for topic_id, volume in chosen.items() if volume is Volume.MUTED)
    return ExportedSubscriber(
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        kind=row.kind,
        language=row.language,
        status=row.status,
        preferences=preferences.values_of(row),
        followed=tuple(followed),
        muted=tuple(muted),
        joined_at=row.created_at,
        seen_at=row.seen_at,
    )


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is stored about one subscriber, for themselves. Topics stand by their name.

    Attributes:
        chosen: Topic, what was chosen about it.
        filters: Topic, or "" for the whole chat, and the filter.
        saved: Last saved first; to be read while the transaction lasts, as the next.
        deliveries: Newest first.
        searches: What they looked for and is kept, the last first.
        shared: The lists that they shared: since when, and the topics.
    """

    subscriber: Subscriber
    chosen: Sequence[tuple[str, Subscription]]
    filters: Sequence[tuple[str, WordFilter]]
    watches: Sequence[Watch]
    saved: Iterator["OwnSaved"]
    deliveries: Iterator["OwnDelivery"]
    searches: Sequence[StoredSearch]
    shared: Sequence[tuple[datetime, Sequence[str]]]


class OwnSaved(NamedTuple):
    """An article that a subscriber keeps."""

    title: str
    link: str
    source: str
    published_at: datetime
    saved_at: datetime


class OwnDelivery(NamedTuple):
    """One thing that a subscriber was sent, or was to be; without article where it tells none, or several."""

    kind: DeliveryKind
    state: DeliveryState
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    reason: Cancellation | None
    title: str | None
    link: str | None
    topic: str | None
    occasion: DigestOccasion | None


_ROWS_AT_ONCE = 1_000


@read_only
def own_data(session: Session, subscriber_id: int, since: datetime, now: datetime) -> OwnData:
    """All about one subscriber, with what they were owed since a time."""
    names = {topic.id: topic.name for topic in session.exec(select(Topic))}
    chosen = session.exec(select(Subscription).where(Subscription.subscriber_id == subscriber_id))
    filters = word_filters.filters_of(session, subscriber_id, now)
    return OwnData(
        session.get_one(Subscriber, subscriber_id),
        sorted(((names[each.topic_id], each) for each in chosen), key=lambda each: each[0].casefold()),
        [(names.get(each.topic_id or 0, ""), each) for each in filters],
        word_filters.watches_of(session, subscriber_id),
        _own_saved(session, subscriber_id),
        _own_deliveries(session, subscriber_id, since),
        search.kept_queries(session, subscriber_id),
        [
            (each.created_at, [names[topic_id] for topic_id in each.topic_ids if topic_id in names])
            for each in shared_lists.of_subscriber(session, subscriber_id)
        ],
    )


def _own_saved(session: Session, subscriber_id: int) -> Iterator[OwnSaved]:
    query = (
        sql_select(
            col(Article.title),
            col(Article.web_url),
            col(Article.provider_name),
            col(Article.published_at),
            col(SavedArticle.saved_at),
        )
        .join(Article, col(Article.id) == col(SavedArticle.article_id))
        .where(col(SavedArticle.subscriber_id) == subscriber_id, is_shown())
        .order_by(col(SavedArticle.saved_at).desc(), col(SavedArticle.article_id).desc())
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    return map(OwnSaved._make, session.connection().execute(query))


def _own_deliveries(session: Session, subscriber_id: int, since: datetime) -> Iterator[OwnDelivery]:
    query = (
        sql_select(
            col(Delivery.kind),
            col(Delivery.state),
            col(Delivery.created_at),
            col(Delivery.due_at),
            col(Delivery.sent_at),
            col(Delivery.cancelled_for),
            col(Article.title),
            col(Article.web_url),
            col(Topic.name),
            col(Digest.occasion),
        )
        .outerjoin(Article, col(Article.id) == col(Delivery.article_id))
        .outerjoin(Topic, col(Topic.id) == col(Delivery.topic_id))
        .outerjoin(Digest, col(Digest.id) == col(Delivery.digest_id))
        .where(
            col(Delivery.subscriber_id) == subscriber_id,
            col(Delivery.created_at) > since,
            col(Delivery.state) != DeliveryState.EMBARGOED,
        )
        .order_by(col(Delivery.created_at).desc(), col(Delivery.id).desc())
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    return map(OwnDelivery._make, session.connection().execute(query))
