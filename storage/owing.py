"""Who is owed an article, and who no longer is."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import String, and_, bindparam, cast, exists, func, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.coverage import covered
from storage.models import (
    SERIAL,
    Article,
    ArticleTopic,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Standing,
    Subscriber,
)

ALERT_PRIORITY = 3
MOST_UPDATES = 6
"""Edits a message, at most."""

TOLD = (DeliveryState.PENDING, DeliveryState.IN_FLIGHT, DeliveryState.SENT, DeliveryState.UNCERTAIN)
"""A subscriber was told, will be, or may have been."""


_COUNT_OF_ARTICLE = (
    select(func.count()).select_from(Delivery).where(col(Delivery.article_id) == bindparam("article", type_=SERIAL))
)


def owe(session: Session, article: Article, told_since: datetime, now: datetime) -> int:
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
    connection.execute(_insertion(connection.dialect.name), values)
    # Counted, since SQLite's driver does not for an INSERT that begins with WITH.
    return connection.execute(_COUNT_OF_ARTICLE, {"article": article.id}).scalar_one()


@cache
def _insertion(dialect: str) -> Any:
    """The statement behind ``owe``, built once: it takes longer to build than to run."""
    article, story, now = bindparam("article", type_=SERIAL), bindparam("story", type_=SERIAL), _time("now")
    told = aliased(Delivery)
    was_told = exists().where(
        col(told.story_id) == story,
        col(told.subscriber_id) == col(Subscriber.id),
        col(told.created_at) > _time("since"),
        col(told.state).in_(TOLD),
    )
    whom = covered(col(ArticleTopic.article_id) == article).subquery()
    row = defaults() | {
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
        .where(col(Subscriber.standing) == Standing.ACTIVE, ~was_told)
        .order_by(col(Subscriber.id))
    )
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(Delivery).from_select(list(row), owed).on_conflict_do_nothing()


def defaults() -> dict[str, Any]:
    """What the model gives a new delivery by itself, as columns of a SELECT."""
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    never = datetime.fromtimestamp(0, UTC)
    plain = Delivery(dedupe_key="", subscriber_id=0, chat_id=0, priority=0, created_at=never, due_at=never)
    values = plain.model_dump(exclude={"id"}, exclude_none=True)
    return {name: literal(value, table.c[name].type) for name, value in values.items()}


def _time(name: str) -> Any:
    return bindparam(name, type_=UTCDateTime())


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


def cancel_uncovered(session: Session, subscriber_id: int, now: datetime) -> None:
    """Cancel the alerts that a subscriber's choices no longer cover and of which nothing has left."""
    mine = and_(col(Delivery.subscriber_id) == subscriber_id, unsent(), col(Delivery.kind) == DeliveryKind.ALERT)
    articles = select(col(Delivery.article_id)).where(mine)
    whom = covered(col(ArticleTopic.article_id).in_(articles)).subquery()
    still = select(whom.c.article_id).where(whom.c.subscriber_id == subscriber_id)
    uncovered = and_(mine, col(Delivery.article_id).not_in(still))
    cancel(session, uncovered, Cancellation.UNSUBSCRIBED, now, "no longer subscribed")


def cancel_announcements(session: Session, subscriber_id: int, now: datetime) -> int:
    """Cancel the news from administrators of which nothing has left; returns how many."""
    news = and_(col(Delivery.subscriber_id) == subscriber_id, unsent(), col(Delivery.kind) == DeliveryKind.BROADCAST)
    return cancel(session, news, Cancellation.OPTED_OUT, now)


def cancel_unwanted(session: Session, subscriber_id: int, now: datetime) -> None:
    """Cancel what a subscriber gave up while it was in the air, and is pending again."""
    subscriber = session.get(Subscriber, subscriber_id)
    if subscriber is None:
        return
    if subscriber.standing != Standing.ACTIVE:
        reason = Cancellation(subscriber.standing.value)
        cancel(session, and_(col(Delivery.subscriber_id) == subscriber_id, _given_up(reason)), reason, now)
        return
    cancel_uncovered(session, subscriber_id, now)
    if not subscriber.hears_announcements:
        cancel_announcements(session, subscriber_id, now)


def cancel_article(session: Session, article_id: int, now: datetime) -> int:
    """Cancel what is owed of an article that was withdrawn; returns how many."""
    which = and_(col(Delivery.article_id) == article_id, unsent())
    return cancel(session, which, Cancellation.WITHDRAWN, now)


def cancel_all(session: Session, chat_id: int, reason: Cancellation, now: datetime, words: str = "") -> int:
    """Cancel everything that a chat is owed and of which nothing has left; returns how many.

    Who paused is still owed notices about the service.
    """
    # By subscriber, for which there is an index, whatever the state.
    those = select(col(Subscriber.id)).where(col(Subscriber.chat_id) == chat_id)
    return cancel(session, and_(col(Delivery.subscriber_id).in_(those), _given_up(reason)), reason, now, words)


def unsent() -> ColumnElement[bool]:
    """Deliveries of which surely nothing has left."""
    only_claimed = and_(col(Delivery.state) == DeliveryState.IN_FLIGHT, col(Delivery.begun_at).is_(None))
    return or_(col(Delivery.state).in_((DeliveryState.HELD, DeliveryState.PENDING)), only_claimed)


def cancel(session: Session, which: ColumnElement[bool], reason: Cancellation, now: datetime, words: str = "") -> int:
    """Cancel deliveries for a reason, in Telegram's words where it is Telegram's; returns how many."""
    values = {
        "state": DeliveryState.CANCELLED,
        "cancelled_for": reason,
        "last_error": words or reason.value,
        "lease_until": None,
        "settled_at": now,
    }
    return session.connection().execute(update(Delivery).where(which).values(values)).rowcount


def _given_up(reason: Cancellation) -> ColumnElement[bool]:
    """What is unsent and not owed any more for a reason that concerns a whole chat."""
    if reason is Cancellation.PAUSED:
        return and_(unsent(), col(Delivery.kind) != DeliveryKind.NOTICE)
    return unsent()
