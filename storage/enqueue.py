"""Enqueueing: the subscriptions that match an article (``storage/topics.py``) become deliveries in the outbox."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, cast, exists, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.models import (
    SERIAL,
    ArticleTopic,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    SubscriberStatus,
)
from storage.topics import matching_subscribers

ALERT_PRIORITY = 3
DIGEST_PRIORITY = 5
"""Of digests for readers."""

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
