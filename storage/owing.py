"""Who is owed an article, and who no longer is.

The rule: of an article's topics the most specific ones count; for each, the subscriber's choice nearest to it (on the
topic itself, else on its parent, and so on) decides. So a parent topic covers its children, and who mutes a child
hears nothing of it through the parent.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, cast, exists, func, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement, Select
from sqlmodel import Session, col

from storage.models import (
    Article,
    ArticleTopic,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Standing,
    Subscriber,
    Subscription,
    Topic,
    Volume,
)

ALERT_PRIORITY = 3
DEEPEST = 8
"""Generations of topics that count; also what ends the walk should parents ever form a ring."""

MOST_UPDATES = 6
"""Edits a message, at most."""

TOLD = (DeliveryState.PENDING, DeliveryState.IN_FLIGHT, DeliveryState.SENT, DeliveryState.UNCERTAIN)
"""A subscriber was told, will be, or may have been."""


def owe(session: Session, article: Article, told_since: datetime, now: datetime) -> int:
    """Write the deliveries of one article.

    Who was told an article of the same story after ``told_since`` is not told again.

    Returns:
        How many deliveries the article has by now.
    """
    told = aliased(Delivery)
    was_told = exists().where(
        col(told.story_id) == article.story_id,
        col(told.subscriber_id) == col(Subscriber.id),
        col(told.created_at) > told_since,
        col(told.state).in_(TOLD),
    )
    covered = _covered(col(ArticleTopic.article_id) == article.id).subquery()
    values = Delivery(
        dedupe_key="",
        subscriber_id=0,
        chat_id=0,
        article_id=article.id,
        story_id=article.story_id,
        priority=ALERT_PRIORITY,
        created_at=now,
        due_at=now,
    ).model_dump(exclude={"id"})
    row: dict[str, Any] = {
        name: literal(value, Delivery.__table__.c[name].type)  # type: ignore[attr-defined] # SQLModel does not type it
        for name, value in values.items()
    }
    row["dedupe_key"] = literal(f"{DeliveryKind.ALERT}:{article.id}:") + cast(col(Subscriber.id), String)
    row["subscriber_id"], row["chat_id"] = col(Subscriber.id), col(Subscriber.chat_id)
    owed = (
        select(*row.values())
        .join(covered, covered.c.subscriber_id == col(Subscriber.id))
        .where(col(Subscriber.standing) == Standing.ACTIVE, ~was_told)
        .order_by(col(Subscriber.id))
    )
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Delivery).from_select(list(row), owed).on_conflict_do_nothing()
    session.connection().execute(statement)
    # Counted, since SQLite's driver does not for an INSERT that begins with WITH.
    written = select(func.count()).select_from(Delivery).where(col(Delivery.article_id) == article.id)
    return session.connection().execute(written).scalar_one()


def fold(session: Session, article: Article, told_since: datetime, now: datetime) -> int:
    """Have the alerts of an article's story that are out, or on their way, say who else reports it.

    Returns:
        How many messages are to be brought up to date.
    """
    where = (
        col(Delivery.story_id) == article.story_id,
        col(Delivery.article_id) != article.id,
        col(Delivery.created_at) > told_since,
        col(Delivery.state).in_((DeliveryState.SENT, DeliveryState.IN_FLIGHT)),
        col(Delivery.updates) < MOST_UPDATES,
    )
    return session.connection().execute(update(Delivery).where(*where).values(update_due_at=now)).rowcount


def cancel_uncovered(session: Session, subscriber_id: int) -> int:
    """Cancel what a subscriber's choices no longer cover and of which nothing has left; returns how many."""
    mine = and_(col(Delivery.subscriber_id) == subscriber_id, _unsent(), col(Delivery.kind) == DeliveryKind.ALERT)
    articles = select(col(Delivery.article_id)).where(mine)
    covered = _covered(col(ArticleTopic.article_id).in_(articles)).subquery()
    still = select(covered.c.article_id).where(covered.c.subscriber_id == subscriber_id)
    return _cancel(session, and_(mine, col(Delivery.article_id).not_in(still)), "no longer subscribed")


def cancel_article(session: Session, article_id: int) -> int:
    """Cancel what is owed of an article that was withdrawn; returns how many."""
    return _cancel(session, and_(col(Delivery.article_id) == article_id, _unsent()), "withdrawn")


def cancel_all(session: Session, chat_id: int, reason: str) -> int:
    """Cancel everything that a chat is owed and of which nothing has left; returns how many."""
    return _cancel(session, and_(col(Delivery.chat_id) == chat_id, _unsent()), reason)


def _unsent() -> ColumnElement[bool]:
    """Deliveries of which surely nothing has left."""
    only_claimed = and_(col(Delivery.state) == DeliveryState.IN_FLIGHT, col(Delivery.begun_at).is_(None))
    return or_(col(Delivery.state) == DeliveryState.PENDING, only_claimed)


def _cancel(session: Session, where: ColumnElement[bool], reason: str) -> int:
    values = {"state": DeliveryState.CANCELLED, "last_error": reason, "lease_until": None}
    return session.connection().execute(update(Delivery).where(where).values(values)).rowcount


def _covered(articles: ColumnElement[bool]) -> Select[Any]:
    """Pairs of ``article_id`` and ``subscriber_id``: whose subscriptions cover which article."""
    lineage = _lineage(articles)
    ancestor = aliased(lineage)
    is_specific = ~exists().where(
        ancestor.c.article_id == lineage.c.article_id,
        ancestor.c.topic_id == lineage.c.leaf_id,
        ancestor.c.depth > 0,
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


def _lineage(articles: ColumnElement[bool]) -> Any:
    """Every topic of the articles with its parents: ``article_id``, ``leaf_id``, ``topic_id``, ``depth``."""
    lineage = (
        select(
            col(ArticleTopic.article_id).label("article_id"),
            col(ArticleTopic.topic_id).label("leaf_id"),
            col(ArticleTopic.topic_id).label("topic_id"),
            literal(0).label("depth"),
        )
        .where(articles)
        .cte("lineage", recursive=True)
    )
    parents = (
        select(lineage.c.article_id, lineage.c.leaf_id, col(Topic.parent_id), lineage.c.depth + 1)
        .join(Topic, col(Topic.id) == lineage.c.topic_id)
        .where(col(Topic.parent_id).is_not(None), lineage.c.depth < DEEPEST)
    )
    return lineage.union_all(parents)
