"""Enqueueing: the subscriptions that match an article (``storage/topics.py``) become deliveries in the outbox."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, cast, exists, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.models import (
    SERIAL,
    Article,
    ArticleTopic,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    SubscriberStatus,
)
from storage.topics import matching_subscribers

ALERT_PRIORITY = 3

TOLD_STATES = (DeliveryState.PENDING, DeliveryState.IN_FLIGHT, DeliveryState.SENT, DeliveryState.UNCERTAIN)
"""A subscriber was told, will be, or may have been."""


_COUNT_DELIVERIES = (
    select(func.count()).select_from(Delivery).where(col(Delivery.article_id) == bindparam("article", type_=SERIAL))
)


def add_alerts(session: Session, article: Article, told_since: datetime, now: datetime) -> int:
    """Write the deliveries of one article.

    Who was told an article of the same story after ``told_since`` is not told again.

    Returns:
        How many deliveries the article has by now.
    """
    values = {
        "article": article.id,
        "story": article.story_id,
        "key": f"{DeliveryKind.ALERT}:{article.id}:",
        "since": told_since,
        "now": now,
    }
    connection = session.connection()
    connection.execute(_alert_insert(connection.dialect.name), values)
    # Counted, since SQLite's driver does not for an INSERT that begins with WITH.
    return connection.execute(_COUNT_DELIVERIES, {"article": article.id}).scalar_one()


@cache
def _alert_insert(dialect: str) -> Any:
    """The statement behind ``owe``, built once: it takes longer to build than to run."""
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
    return insert(Delivery).from_select(list(row), owed).on_conflict_do_nothing()


def delivery_defaults() -> dict[str, Any]:
    """What the model gives a new delivery by itself, as columns of a SELECT."""
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    never = datetime.fromtimestamp(0, UTC)
    plain = Delivery(dedupe_key="", subscriber_id=0, chat_id=0, priority=0, created_at=never, due_at=never)
    values = plain.model_dump(exclude={"id"}, exclude_none=True)
    return {name: literal(value, table.c[name].type) for name, value in values.items()}


def _time(name: str) -> Any:
    return bindparam(name, type_=UTCDateTime())
