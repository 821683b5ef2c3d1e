"""Enqueueing: the subscriptions that match an article become deliveries in the outbox.

The rule: the most specific topics of an article count. For each of them the subscriber's nearest choice decides: on
the topic itself, else on its parent, and so on. So a parent topic covers its children, and who mutes a child receives
nothing of it through the parent. ``bot/news/topics.py`` applies the same rule to one subscriber in Python.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, cast, exists, func, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement, Select
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.database import read_only
from storage.models import (
    SERIAL,
    Article,
    ArticleTopic,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    SubscriberStatus,
    Subscription,
    Topic,
    Volume,
)

MOST_GENERATIONS = 8
"""Generations of topics that count; also what ends the walk should parents ever form a ring."""


def matching_subscribers(articles: ColumnElement[bool]) -> Select[Any]:
    """Pairs of ``article_id`` and ``subscriber_id``: whose subscriptions cover which article."""
    lineage = _topics_of_articles(articles)
    ancestor = aliased(lineage)
    is_specific = ~exists().where(
        ancestor.c.article_id == lineage.c.article_id,
        ancestor.c.topic_id == lineage.c.leaf_id,
        ancestor.c.leaf_id != lineage.c.leaf_id,  # not even where parents form a ring
    )
    is_nearest = func.row_number().over(
        partition_by=(lineage.c.article_id, lineage.c.leaf_id, col(Subscription.subscriber_id)),
        order_by=lineage.c.depth,
    )
    arrived = or_(col(Subscription.volume) == Volume.MUTED, col(Subscription.created_at) <= col(Article.arrived_at))
    choice = (
        select(
            lineage.c.article_id,
            col(Subscription.subscriber_id).label("subscriber_id"),
            col(Subscription.volume).label("volume"),
            is_nearest.label("nearness"),
        )
        .join(Subscription, col(Subscription.topic_id) == lineage.c.topic_id)
        .join(Article, col(Article.id) == lineage.c.article_id)
        .where(is_specific, arrived)
        .subquery()
    )
    return (
        select(choice.c.article_id, choice.c.subscriber_id)
        .where(choice.c.nearness == 1, choice.c.volume != Volume.MUTED)
        .distinct()
    )


def topic_subscribers(topic_ids: Collection[int]) -> Select[Any]:
    """Pairs of ``topic_id`` and ``subscriber_id``: who would be owed an article filed under just that topic.

    The subscribers are those of ``Subscription``, so that a caller can narrow them down.
    """
    lineage = _topics_with_parents(topic_ids)
    nearer, other = aliased(lineage), aliased(Subscription)
    is_overruled = exists().where(
        col(other.subscriber_id) == col(Subscription.subscriber_id),
        col(other.topic_id) == nearer.c.topic_id,
        nearer.c.leaf_id == lineage.c.leaf_id,
        nearer.c.depth < lineage.c.depth,
    )
    return (
        select(lineage.c.leaf_id.label("topic_id"), col(Subscription.subscriber_id).label("subscriber_id"))
        .join(Subscription, col(Subscription.topic_id) == lineage.c.topic_id)
        .where(col(Subscription.volume) != Volume.MUTED, ~is_overruled)
    )


def _topics_of_articles(articles: ColumnElement[bool]) -> Any:
    """Every topic of the articles with its parents: ``article_id``, ``leaf_id``, ``topic_id``, ``depth``."""
    lineage = (
        select(
            col(ArticleTopic.article_id).label("article_id"),
            col(ArticleTopic.topic_id).label("leaf_id"),
            col(ArticleTopic.topic_id).label("topic_id"),
            literal(0).label("depth"),
        )
        .where(articles)
        # Nested, since SQLite's driver counts the rows of a statement only if it begins with INSERT.
        .cte("lineage", recursive=True, nesting=True)
    )
    parents = (
        select(lineage.c.article_id, lineage.c.leaf_id, col(Topic.parent_id), lineage.c.depth + 1)
        .join(Topic, col(Topic.id) == lineage.c.topic_id)
        .where(col(Topic.parent_id).is_not(None), lineage.c.depth < MOST_GENERATIONS)
    )
    return lineage.union_all(parents)


def _topics_with_parents(topic_ids: Collection[int]) -> Any:
    """Topics with their parents: ``leaf_id``, ``topic_id``, ``depth``."""
    leaf: Any = select(col(Topic.id).label("leaf_id"), col(Topic.id).label("topic_id"), literal(0).label("depth"))
    lineage = leaf.where(col(Topic.id).in_(topic_ids)).cte("line", recursive=True)
    parents = (
        select(lineage.c.leaf_id, col(Topic.parent_id), lineage.c.depth + 1)
        .join(Topic, col(Topic.id) == lineage.c.topic_id)
        .where(col(Topic.parent_id).is_not(None), lineage.c.depth < MOST_GENERATIONS)
    )
    return lineage.union_all(parents)


ALERT_PRIORITY = 3

TOLD_STATES = (DeliveryState.PENDING, DeliveryState.IN_FLIGHT, DeliveryState.SENT, DeliveryState.UNCERTAIN)
"""A subscriber was told, will be, or may have been."""


def add_alerts(session: Session, article: Any, told_since: datetime, now: datetime) -> int:
    """Write the deliveries of one article, those that are not written yet.

    Who was told an article of the same story after ``told_since`` is not told again.

    Args:
        session: In one transaction.
        article: An ``Article`` or a row with its ``id`` and ``story_id``.
        told_since: Since when who was told of the story is not told again.
        now: When they come to be owed.

    Returns:
        How many deliveries were written.
    """
    values = {
        "article": article.id,
        "story": article.story_id,
        "key": f"{DeliveryKind.ALERT}:{article.id}:",
        "since": told_since,
        "now": now,
    }
    connection = session.connection()
    return connection.execute(_alert_insert(connection.dialect.name), values).rowcount


@read_only
def with_followers(session: Session, article_ids: Collection[int]) -> set[int]:
    """Which of these articles stand under a topic, or a parent of one, that anybody follows."""
    lineage = _topics_of_articles(col(ArticleTopic.article_id).in_(article_ids))
    is_followed = exists().where(
        col(Subscription.topic_id) == lineage.c.topic_id, col(Subscription.volume) != Volume.MUTED
    )
    return set(session.connection().execute(select(lineage.c.article_id).where(is_followed)).scalars())


@cache
def _alert_insert(dialect: str) -> Any:
    """The statement behind ``add_alerts``, built once: it takes longer to build than to run."""
    article, story, now = bindparam("article", type_=SERIAL), bindparam("story", type_=SERIAL), _time("now")
    told = aliased(Delivery)
    was_told = exists().where(
        col(told.story_id) == story,
        col(told.subscriber_id) == col(Subscriber.id),
        col(told.created_at) > _time("since"),
        col(told.state).in_(TOLD_STATES),
    )
    whom = matching_subscribers(col(ArticleTopic.article_id) == article).subquery()
    row = delivery_defaults() | {
        "dedupe_key": bindparam("key", type_=String()) + cast(col(Subscriber.id), String),
        "subscriber_id": col(Subscriber.id),
        "chat_id": col(Subscriber.chat_id),
        "article_id": article,
        "story_id": story,
        "priority": literal(ALERT_PRIORITY),
        "created_at": now,
        "due_at": now,
    }
    owed = (
        select(*row.values())
        .join(whom, whom.c.subscriber_id == col(Subscriber.id))
        .where(col(Subscriber.status) == SubscriberStatus.ACTIVE, ~was_told)
        .order_by(col(Subscriber.id))
    )
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(Delivery).from_select(list(row), owed).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)


def delivery_defaults() -> dict[str, Any]:
    """What the model gives a new delivery by itself, as columns of a SELECT."""
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    never = datetime.fromtimestamp(0, UTC)
    plain = Delivery(dedupe_key="", subscriber_id=0, chat_id=0, priority=0, created_at=never, due_at=never)
    values = plain.model_dump(exclude={"id"}, exclude_none=True)
    return {name: literal(value, table.c[name].type) for name, value in values.items()}


def _time(name: str) -> Any:
    return bindparam(name, type_=UTCDateTime())
