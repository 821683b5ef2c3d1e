"""Cancelling deliveries: what is unsent and no longer owed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, case, or_, select, update
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage import preferences
from storage.models import (
    Article,
    ArticleTopic,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    SubscriberStatus,
)
from storage.rhythm import RhythmKind
from storage.topics import matching_subscribers


def cancel_unsubscribed(session: Session, subscriber_id: int, now: datetime) -> datetime | None:
    """Cancel unsent alerts that the choices of a subscriber no longer cover, or no longer want at once.

    An alert through a watch is covered as long as there is the watch.

    Returns:
        Since when a digest has to reach back to tell what was cancelled because it is told in digests now; None where
        nothing was.
    """
    put_off, unsubscribed = _unwanted_statements()
    connection = session.connection()
    told_later = connection.execute(put_off, {"whose": subscriber_id}).all()
    if told_later:
        which = and_(col(Delivery.id).in_([row.id for row in told_later]), is_unsent())
        cancel_deliveries(session, which, Cancellation.IN_DIGEST, now)
    connection.execute(unsubscribed, {"whose": subscriber_id, "at": now})
    return min((row.arrived_at - _INSTANT for row in told_later), default=None)


@cache
def _unwanted_statements() -> tuple[Any, Any]:
    """Select the alerts of a subscriber that digests tell, and cancel those that nothing covers.

    Built once, since building them takes far longer than running them, and every message that goes back asks.
    """
    whose: Any = bindparam("whose", type_=BigInteger())
    mine = and_(col(Delivery.subscriber_id) == whose, is_unsent(), col(Delivery.kind) == DeliveryKind.ALERT)
    articles = select(col(Delivery.article_id)).where(mine)
    this = select(col(Subscriber.id)).where(col(Subscriber.id) == whose)  # else all are looked through
    whom = matching_subscribers(col(ArticleTopic.article_id).in_(articles), this).subquery()
    chats = select(col(Subscriber.rhythm)).where(col(Subscriber.id) == whose).scalar_subquery()
    rhythm = case((whom.c.rhythm == "", chats), else_=whom.c.rhythm)
    covered = select(whom.c.article_id).where(whom.c.subscriber_id == whose)
    is_watched = and_(col(Delivery.watch_id).is_not(None), chats == RhythmKind.AT_ONCE.value)
    unwanted = and_(
        mine, ~is_watched, col(Delivery.article_id).not_in(covered.where(rhythm == RhythmKind.AT_ONCE.value))
    )
    in_digests = or_(
        and_(col(Delivery.watch_id).is_not(None), chats != RhythmKind.OFF.value),
        col(Delivery.article_id).in_(covered.where(rhythm != RhythmKind.OFF.value)),
    )
    put_off = select(col(Delivery.id), col(Article.arrived_at)).join(
        Article, col(Article.id) == col(Delivery.article_id)
    )
    values = _cancelled(Cancellation.UNSUBSCRIBED, bindparam("at", type_=UTCDateTime()), "no longer subscribed")
    return put_off.where(unwanted, in_digests), update(Delivery).where(unwanted).values(values)


_INSTANT = timedelta(microseconds=1)
"""A digest has what arrived after a time, not at it."""


def cancel_opted_out(session: Session, subscriber_id: int, now: datetime) -> int:
    """Cancel what a subscriber's preferences do not let through and of which nothing has left; returns how many."""
    refused = preferences.refused_kinds(session.get_one(Subscriber, subscriber_id))
    if not refused:
        return 0
    which = and_(col(Delivery.subscriber_id) == subscriber_id, is_unsent(), col(Delivery.kind).in_(refused))
    return cancel_deliveries(session, which, Cancellation.OPTED_OUT, now)


def cancel_filtered(session: Session, subscriber_id: int, delivery_ids: Collection[int], now: datetime) -> int:
    """Cancel those of a subscriber's deliveries that a new filter hides, unless they have left; returns how many."""
    which = and_(col(Delivery.subscriber_id) == subscriber_id, col(Delivery.id).in_(delivery_ids), is_unsent())
    return cancel_deliveries(session, which, Cancellation.FILTERED, now)


def cancel_unwanted(session: Session, subscriber_id: int, now: datetime) -> None:
    """Cancel deliveries that are pending again and that the subscriber gave up while they were in flight."""
    subscriber = session.get(Subscriber, subscriber_id)
    if subscriber is None:
        return
    if subscriber.status != SubscriberStatus.ACTIVE:
        reason = Cancellation(subscriber.status.value)
        cancel_deliveries(
            session, and_(col(Delivery.subscriber_id) == subscriber_id, _cancellable(reason)), reason, now
        )
        return
    cancel_unsubscribed(session, subscriber_id, now)
    cancel_opted_out(session, subscriber_id, now)


def cancel_article(session: Session, article_id: int, now: datetime) -> int:
    """Cancel unsent deliveries of an article that was withdrawn; returns how many."""
    which = and_(col(Delivery.article_id) == article_id, is_unsent())
    return cancel_deliveries(session, which, Cancellation.WITHDRAWN, now)


def move_embargoed(session: Session, article_id: int, until: datetime) -> None:
    """Have the deliveries of an article that are embargoed be owed at another time."""
    embargoed = and_(col(Delivery.article_id) == article_id, col(Delivery.state) == DeliveryState.EMBARGOED)
    session.connection().execute(update(Delivery).where(embargoed).values(created_at=until, due_at=until))


def cancel_chat(session: Session, chat_id: int, reason: Cancellation, now: datetime, words: str = "") -> int:
    """Cancel everything unsent to a chat; returns how many.

    Who paused is still owed notices about the service.
    """
    # By subscriber, for which there is an index, whatever the state.
    those = select(col(Subscriber.id)).where(col(Subscriber.chat_id) == chat_id)
    return cancel_deliveries(
        session, and_(col(Delivery.subscriber_id).in_(those), _cancellable(reason)), reason, now, words
    )


UNSENT_STATES = (DeliveryState.HELD, DeliveryState.EMBARGOED, DeliveryState.PENDING)


def is_unsent() -> ColumnElement[bool]:
    """Select deliveries that surely were not sent."""
    only_claimed = and_(col(Delivery.state) == DeliveryState.IN_FLIGHT, col(Delivery.begun_at).is_(None))
    return or_(col(Delivery.state).in_(UNSENT_STATES), only_claimed)


def cancel_deliveries(
    session: Session, which: ColumnElement[bool], reason: Cancellation, now: datetime, words: str = ""
) -> int:
    """Cancel deliveries for a reason, in Telegram's words where it is Telegram's; returns how many."""
    return session.connection().execute(update(Delivery).where(which).values(_cancelled(reason, now, words))).rowcount


def _cancelled(reason: Cancellation, now: Any, words: str) -> dict[str, Any]:
    """Return the values of a row that is cancelled."""
    return {
        "state": DeliveryState.CANCELLED,
        "cancelled_for": reason,
        "last_error": words or reason.value,
        "lease_until": None,
        "settled_at": now,
    }


def _cancellable(reason: Cancellation) -> ColumnElement[bool]:
    """Select what is unsent and cancelled for a reason that concerns a whole chat."""
    if reason is Cancellation.PAUSED:
        return and_(is_unsent(), col(Delivery.kind) != DeliveryKind.NOTICE)
    return is_unsent()
