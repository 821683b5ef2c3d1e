"""Enqueueing: the subscriptions and watches that match an article become deliveries in the outbox.

Who hears of an article at once, one statement says: those with a subscription that covers it (``storage/topics.py``)
or a watch whose words it holds, unless its volume lets only greater stories through, a filter hides it, or they were
told of the story. Of those whom a volume or a filter kept it from, a second statement keeps a row each, for ``/missed``
and digests.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.database import read_only
from storage.models import (
    SERIAL,
    Approval,
    ApprovalState,
    Article,
    ArticleTopic,
    Cancellation,
    ChatKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
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
from storage.rhythm import RhythmKind
from storage.schedules import is_held
from storage.topics import WANTS_SOME, matching_subscribers

ALERT_PRIORITY = 3
DIGEST_PRIORITY = 5
"""Of a digest for one reader: alerts go first, broadcasts last (``storage/recipients.py``)."""

TOLD_STATES = (
    DeliveryState.HELD,
    DeliveryState.PENDING,
    DeliveryState.IN_FLIGHT,
    DeliveryState.SENT,
    DeliveryState.UNCERTAIN,
)
"""A subscriber was told, will be, or may have been; what is held waits for an administrator, or for its broadcast."""


@read_only
def has_expressions(session: Session) -> bool:
    """Whether anybody has a filter or a watch."""
    some = or_(exists(select(col(WordFilter.id))), exists(select(col(Watch.id))))
    return session.connection().execute(select(some)).scalar_one()


class StoryRank(NamedTuple):
    """How great a story is among those of a topic.

    Attributes:
        per_day: Whoever wants so many stories a day of the topic, or more, is told of it.
        is_top: Whether it is one of the top stories.
    """

    per_day: int
    is_top: bool


def add_alerts(
    session: Session,
    article: Any,
    told_since: datetime,
    now: datetime,
    *,
    matched: Collection[str] = (),
    ranks: Mapping[int, StoryRank] = {},
    whom: Collection[int] | None = None,
) -> int:
    """Write the deliveries of one article, those that are not written yet.

    Who was told an article of the same story after ``told_since`` is not told again, but for those who want every
    article. Whom nothing may be sent now is told when that is over.

    Args:
        session: In one transaction.
        article: An ``Article`` or a row with its ``id`` and ``story_id``.
        told_since: Since when who was told of the story is not told again.
        now: When they come to be owed.
        matched: Those expressions of filters and watches that the article matches.
        ranks: How great its story is in each of its topics and of those above; a topic that is missing lets it through.
        whom: Only to these subscribers, a thousand or so; None for all. Then nothing is kept of whom it was kept from.

    Returns:
        How many deliveries were written.
    """
    values = _alert_values(article, told_since, now, ranks) | {"matched": list(matched)}
    values |= {} if whom is None else {"whom": list(whom)}
    connection = session.connection()
    renew_estimates(connection)
    concerned = _Concerned(*connection.execute(_concerned_statement(len(ranks)), values).one())
    shape = _Shape(connection.dialect.name, len(ranks), concerned, is_for_some=whom is not None)
    written = connection.execute(_alert_insert(shape), values).rowcount
    if concerned.by_approval:
        add_approvals(session, col(Delivery.article_id) == article.id, now)
    if whom is None and (concerned.by_filters or concerned.by_volumes) and not concerned.is_recorded:
        connection.execute(_suppression_insert(shape), values)
    return written


_WRONGLY_ESTIMATED = text(
    "SELECT relname FROM pg_class WHERE oid IN (CAST('subscriber' AS regclass), CAST('subscription' AS regclass))"
    " AND reltuples >= 0 AND reltuples < relpages ORDER BY relname"
)
"""Less than a row a page: the table was looked at while most of its rows were not committed (or are no more). In one
order for all, since ANALYZE keeps others from it until the transaction ends (PostgreSQL, "Explicit Locking")."""


def renew_estimates(connection: Connection) -> None:
    """Have PostgreSQL look again at tables of which it surely believes a wrong size.

    Its autovacuum may look at them just while an import has not committed its rows. Then it takes thousands of
    subscribers for one, until it looks again after a minute, and would go through all of them for each of them.
    """
    if connection.dialect.name == "postgresql":
        for table in connection.execute(_WRONGLY_ESTIMATED).scalars().all():
            connection.execute(text(f"ANALYZE {table}"))


def _alert_values(article: Any, told_since: datetime, now: datetime, ranks: Mapping[int, StoryRank]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "article": article.id,
        "story": article.story_id,
        "key": f"{DeliveryKind.ALERT}:{article.id}:",
        "since": told_since,
        "now": now,
    }
    for number, (topic_id, rank) in enumerate(sorted(ranks.items())):
        values |= {f"topic{number}": topic_id, f"rank{number}": rank.per_day, f"top{number}": rank.is_top}
    return values


class _Concerned(NamedTuple):
    """What an article concerns, so that nothing else is asked for each subscriber.

    Attributes:
        by_filters: Whether a filter hides it from anybody.
        by_watches: Whether it holds words that anybody watches.
        by_volumes: Whether the volume of anybody's keeps it back.
        by_digests: Whether a digest told its story to anybody.
        is_recorded: Whether it was recorded already whom it was kept from.
        by_approval: Whether any channel has its posts held for approval.
    """

    by_filters: bool
    by_watches: bool
    by_volumes: bool
    by_digests: bool
    is_recorded: bool
    by_approval: bool


class _Shape(NamedTuple):
    """What a statement depends on; with how many topics have ranks, and whether it is for some subscribers alone."""

    dialect: str
    ranked: int
    concerned: _Concerned
    is_for_some: bool = False


_ARTICLE: Any = bindparam("article", type_=SERIAL)
_STORY: Any = bindparam("story", type_=SERIAL)
_NOW: Any = bindparam("now", type_=UTCDateTime())
_SINCE: Any = bindparam("since", type_=UTCDateTime())
_KEY: Any = bindparam("key", type_=String())
_MATCHED: Any = bindparam("matched", expanding=True)

# The statements are built once for each shape: that takes longer than running one for a few subscribers.


@cache
def _concerned_statement(ranked: int) -> Any:
    hiding = _hiding_filters()
    return select(
        exists(select(hiding.c.subscriber_id)),
        exists(select(col(Watch.id)).where(col(Watch.expression).in_(_MATCHED))),
        exists(select(col(Subscription.id)).where(WANTS_SOME, _is_below(Subscription, ranked))),
        exists(select(col(DigestStory.story_id)).where(col(DigestStory.story_id) == _STORY)),
        exists(select(col(Suppression.id)).where(col(Suppression.article_id) == _ARTICLE)),
        exists(select(col(Subscriber.id)).where(needs_approval())),
    )


@cache
def _alert_insert(shape: _Shape) -> Any:
    """The deliveries. Of several topics that bring it to a subscriber, the first one is written down."""
    found = _candidates(shape.concerned)
    row = delivery_defaults() | {
        "dedupe_key": _key(),
        "subscriber_id": col(Subscriber.id),
        "chat_id": col(Subscriber.chat_id),
        "article_id": _ARTICLE,
        "story_id": _STORY,
        "topic_id": found.c.topic_id,
        "watch_id": _watch_id() if shape.concerned.by_watches else literal(None, SERIAL),
        "priority": literal(ALERT_PRIORITY),
        "created_at": _NOW,
        "due_at": case((is_held(_NOW), col(Subscriber.held_until)), else_=_NOW),
    }
    if shape.concerned.by_approval:
        row["state"] = held_for_approval()
    where = [
        col(Subscriber.status) == SubscriberStatus.ACTIVE,
        _is_at_once(found),
        or_(found.c.volume == Volume.ALL, ~_was_told(shape)),
    ]
    if shape.concerned.by_volumes:
        where.append(~_is_below(found.c, shape.ranked))
    if shape.concerned.by_filters:
        where.append(~_is_hidden(found))
    if shape.is_for_some:
        where.append(col(Subscriber.id).in_(bindparam("whom", expanding=True)))
    owed = (
        select(*row.values())
        .join(found, found.c.subscriber_id == col(Subscriber.id))
        .where(*where)
        .order_by(col(Subscriber.id), found.c.topic_id.nulls_last())
    )
    insert_or_pass = postgresql.insert if shape.dialect == "postgresql" else sqlite.insert
    statement = insert_or_pass(Delivery).from_select(list(row), owed).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)


@cache
def _suppression_insert(shape: _Shape) -> Any:
    """From whom it was kept: by their volume, if one topic of theirs would have brought it, else by their filters."""
    kept = _kept_back(shape)
    is_volume = func.max(kept.c.is_below) == 1
    is_filtered = func.min(kept.c.is_hidden) == 1
    by_one_topic = and_(func.max(kept.c.is_hidden_in_chat) == 0, func.min(kept.c.topic_id) == func.max(kept.c.topic_id))
    topic_id = case(
        (is_volume, func.min(case((kept.c.is_below == 1, kept.c.topic_id)))),
        (by_one_topic, func.min(kept.c.topic_id)),
    )
    reason_type = Suppression.__table__.c.reason.type  # type: ignore[attr-defined] # SQLModel does not type it
    volume, filtered = (literal(each, reason_type) for each in (SuppressionReason.VOLUME, SuppressionReason.FILTERED))
    columns = {
        "subscriber_id": kept.c.subscriber_id,
        "article_id": _ARTICLE,
        "reason": case((is_volume, volume), else_=filtered),
        "topic_id": topic_id,
        "at": _NOW,
    }
    rows = select(*columns.values()).group_by(kept.c.subscriber_id).having(or_(is_volume, is_filtered))
    return insert(Suppression).from_select(list(columns), rows.order_by(kept.c.subscriber_id))


def _kept_back(shape: _Shape) -> Any:
    """Each way to a subscriber whom a filter or a volume concerns, and who was not told, with what stands in it."""
    hiding, mine = _hiding_filters(), aliased(Delivery)
    concerned = [select(hiding.c.subscriber_id)]
    if shape.concerned.by_volumes:
        concerned.append(
            select(col(Subscription.subscriber_id)).where(WANTS_SOME, _is_below(Subscription, shape.ranked))
        )
    found = _candidates(shape.concerned, union_all(*concerned))
    is_hidden = _is_hidden(found) if shape.concerned.by_filters else literal(value=False)
    in_chat = _is_hidden_in_chat(found) if shape.concerned.by_filters else literal(value=False)
    is_below = _is_below(found.c, shape.ranked) if shape.concerned.by_volumes else literal(value=False)
    has_alert = exists().where(col(mine.dedupe_key) == _key())
    return (
        select(
            col(Subscriber.id).label("subscriber_id"),
            found.c.topic_id,
            _number(is_hidden).label("is_hidden"),
            _number(in_chat).label("is_hidden_in_chat"),
            _number(and_(_is_at_once(found), ~is_hidden, is_below)).label("is_below"),
        )
        .join(found, found.c.subscriber_id == col(Subscriber.id))
        .where(
            col(Subscriber.status) == SubscriberStatus.ACTIVE,
            _rhythm(found) != RhythmKind.OFF.value,
            ~has_alert,
            ~_was_told(shape),
        )
        .subquery()
    )


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _candidates(concerned: _Concerned, whom: Any = None) -> Any:
    """The ways by which the article may come to a subscriber: through a topic, or a watch, which has no volume."""
    covered = matching_subscribers(col(ArticleTopic.article_id) == _ARTICLE, whom).subquery()
    names = ("subscriber_id", "topic_id", "volume", "per_day", "rhythm")
    through_topics = select(*(covered.c[name] for name in names))
    if not concerned.by_watches:
        return through_topics.subquery()
    values: tuple[Any, ...] = (
        col(Watch.subscriber_id),
        literal(None, SERIAL),
        literal(Volume.STORIES, covered.c.volume.type),
        literal(0, Integer()),
        literal("", String()),
    )
    watched: Any = select(*(value.label(name) for name, value in zip(names, values, strict=True))).where(_is_watched())
    if whom is not None:
        watched = watched.where(col(Watch.subscriber_id).in_(whom))
    return union_all(through_topics, watched).subquery()


def _is_watched() -> ColumnElement[bool]:
    arrived_at = select(col(Article.arrived_at)).where(col(Article.id) == _ARTICLE).scalar_subquery()
    return and_(col(Watch.expression).in_(_MATCHED), col(Watch.created_at) <= arrived_at)


def _watch_id() -> Any:
    """The first watch of the subscriber's whose words the article holds, even where a topic brings it too."""
    mine = select(func.min(col(Watch.id))).where(col(Watch.subscriber_id) == col(Subscriber.id), _is_watched())
    return mine.correlate(Subscriber).scalar_subquery()


def _rhythm(found: Any) -> ColumnElement[str]:
    return case((found.c.rhythm == "", col(Subscriber.rhythm)), else_=found.c.rhythm)


def _is_at_once(found: Any) -> ColumnElement[bool]:
    return _rhythm(found) == RhythmKind.AT_ONCE.value


def _is_below(choice: Any, ranked: int) -> ColumnElement[bool]:
    """Select subscriptions, or candidates, whose volume keeps the story back."""
    if not ranked:
        return false()
    each = [
        and_(
            choice.topic_id == bindparam(f"topic{number}", type_=SERIAL),
            or_(
                and_(choice.volume == Volume.TOP, ~bindparam(f"top{number}", type_=Boolean())),
                and_(choice.volume == Volume.SOME, choice.per_day < bindparam(f"rank{number}", type_=Integer())),
            ),
        )
        for number in range(ranked)
    ]
    return and_(choice.volume.in_((Volume.TOP, Volume.SOME)), or_(*each))


def _hiding_filters() -> Any:
    """Filters that hide the article: such as match it, and such as allow only what another one of them matches."""
    hides, other = aliased(WordFilter), aliased(WordFilter)
    allows = exists().where(
        col(other.subscriber_id) == col(hides.subscriber_id),
        col(other.topic_id).is_not_distinct_from(col(hides.topic_id)),
        col(other.mode) == FilterMode.ONLY,
        _holds(other),
        (col(other.expression) + "").in_(_MATCHED),  # not by the index of expressions, which many may share
    )
    which = or_(
        and_(col(hides.mode) == FilterMode.HIDE, col(hides.expression).in_(_MATCHED)),
        and_(col(hides.mode) == FilterMode.ONLY, ~allows),
    )
    return select(col(hides.subscriber_id), col(hides.topic_id)).where(_holds(hides), which).subquery()


def _holds(word_filter: Any) -> ColumnElement[bool]:
    return or_(col(word_filter.expires_at).is_(None), col(word_filter.expires_at) > _NOW)


def _is_hidden(found: Any) -> ColumnElement[bool]:
    hiding = _hiding_filters()
    in_scope = or_(hiding.c.topic_id.is_(None), hiding.c.topic_id == found.c.topic_id)
    return exists(select(hiding.c.subscriber_id).where(hiding.c.subscriber_id == found.c.subscriber_id, in_scope))


def _is_hidden_in_chat(found: Any) -> ColumnElement[bool]:
    hiding = _hiding_filters()
    in_scope = hiding.c.topic_id.is_(None)
    return exists(select(hiding.c.subscriber_id).where(hiding.c.subscriber_id == found.c.subscriber_id, in_scope))


def _was_told(shape: _Shape) -> ColumnElement[bool]:
    """Select subscribers who were told of the story by an alert or in a digest."""
    told = aliased(Delivery)
    is_skipped = col(told.cancelled_for) == Cancellation.SKIPPED  # its channel's administrator does not want the story
    lately = and_(col(told.created_at) > _SINCE, or_(col(told.state).in_(TOLD_STATES), is_skipped))
    by_alert = exists().where(col(told.story_id) == _STORY, col(told.subscriber_id) == col(Subscriber.id), lately)
    if not shape.concerned.by_digests:
        return by_alert
    telling = select(col(DigestStory.digest_id)).where(col(DigestStory.story_id) == _STORY)
    readers = select(col(told.subscriber_id)).where(
        col(told.digest_id).in_(telling), col(told.kind) == DeliveryKind.DIGEST, lately
    )
    if shape.dialect == "postgresql":  # it reads a long list again for each, but joins this
        return or_(by_alert, exists(readers.where(col(told.subscriber_id) == col(Subscriber.id))))
    return or_(by_alert, col(Subscriber.id).in_(readers))


def _key() -> Any:
    return _KEY + cast(col(Subscriber.id), String)


def delivery_defaults() -> dict[str, Any]:
    """What the model gives a new delivery by itself, as columns of a SELECT."""
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    never = datetime.fromtimestamp(0, UTC)
    plain = Delivery(dedupe_key="", subscriber_id=0, chat_id=0, priority=0, created_at=never, due_at=never)
    values = plain.model_dump(exclude={"id"}, exclude_none=True)
    return {name: literal(value, table.c[name].type) for name, value in values.items()}


# Posts of channels that wait for an administrator.


def needs_approval() -> ColumnElement[bool]:
    """Select channels that have posts held for approval; an index by that column finds them."""
    return and_(col(Subscriber.needs_approval).is_(True), col(Subscriber.kind) == ChatKind.CHANNEL)


def held_for_approval() -> ColumnElement[DeliveryState]:
    """The state of a new delivery to a subscriber."""
    state_type = Delivery.__table__.c.state.type  # type: ignore[attr-defined] # SQLModel does not type it
    held, pending = (literal(each, state_type) for each in (DeliveryState.HELD, DeliveryState.PENDING))
    return case((needs_approval(), held), else_=pending)


def add_approvals(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    """Have administrators be asked about those of some deliveries that were written held, each once."""
    table = Approval.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    known = exists().where(table.c.delivery_id == col(Delivery.id))
    row = {
        "delivery_id": col(Delivery.id),
        "state": literal(ApprovalState.NEW, table.c.state.type),
        "text": literal(""),
        "created_at": literal(now, table.c.created_at.type),
    }
    is_held = and_(col(Delivery.state) == DeliveryState.HELD, col(Delivery.broadcast_id).is_(None))
    rows = select(*row.values()).join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
    rows = rows.where(needs_approval(), is_held, which, ~known)
    session.connection().execute(insert(Approval).from_select(list(row), rows))
