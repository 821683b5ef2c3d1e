"""Subscribers and what they follow."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam, delete
from sqlmodel import Session, col, select

from storage.database import reads
from storage.models import Cancellation, ChatKind, Standing, Subscriber, Subscription, Volume
from storage.owing import cancel_all, cancel_announcements, cancel_uncovered

UNREACHABLE = frozenset({Standing.BLOCKED, Standing.DEACTIVATED, Standing.KICKED, Standing.MISSING})


@reads
def find(session: Session, chat_id: int, thread_id: int = 0) -> Subscriber | None:
    """The subscriber of a chat or thread, if it ever wrote."""
    query = select(Subscriber).where(Subscriber.chat_id == chat_id, Subscriber.thread_id == thread_id)
    return session.exec(query).first()


def meet(session: Session, chat_id: int, kind: ChatKind, language: str, now: datetime) -> Subscriber:
    """The subscriber of a chat that just wrote: added if new, reachable again if it was not.

    One that paused stays paused.
    """
    subscriber = find(session, chat_id)
    if subscriber is None:
        subscriber = Subscriber(chat_id=chat_id, kind=kind, language=language, created_at=now, seen_at=now)
    subscriber.seen_at = now
    if subscriber.standing in UNREACHABLE:
        subscriber.standing, subscriber.standing_reason = Standing.ACTIVE, ""
    session.add(subscriber)
    session.flush()
    return subscriber


@reads
def choices(session: Session, subscriber_id: int) -> dict[int, Volume]:
    """What a subscriber chose, by topic id."""
    query = select(Subscription.topic_id, Subscription.volume).where(Subscription.subscriber_id == subscriber_id)
    return {topic_id: Volume(volume) for topic_id, volume in session.exec(query)}


@reads
def choices_of(session: Session, subscriber_ids: list[int]) -> Mapping[int, dict[int, Volume]]:
    """The same for many subscribers, by their id."""
    found: dict[int, dict[int, Volume]] = {}
    for subscriber_id, topic_id, volume in session.connection().execute(_choices_of(), {"ids": subscriber_ids}):
        found.setdefault(subscriber_id, {})[topic_id] = volume
    return found


@cache
def _choices_of() -> Any:
    table = Subscription.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    columns = sqlalchemy.select(table.c.subscriber_id, table.c.topic_id, table.c.volume)
    return columns.where(table.c.subscriber_id.in_(bindparam("ids", expanding=True)))


def choose(session: Session, subscriber_id: int, topic_id: int, volume: Volume, now: datetime) -> bool:
    """Follow or mute a topic; what is no longer owed is cancelled. Returns whether anything changed.

    What arrived before the subscription is the archive; a topic that was muted and is followed again starts anew.
    """
    query = select(Subscription).where(Subscription.subscriber_id == subscriber_id, Subscription.topic_id == topic_id)
    subscription = session.exec(query).first()
    if subscription and subscription.volume == volume:
        return False
    if subscription is None:
        subscription = Subscription(subscriber_id=subscriber_id, topic_id=topic_id, created_at=now)
    subscription.volume, subscription.created_at = volume, now
    session.add(subscription)
    session.flush()
    cancel_uncovered(session, subscriber_id, now)
    return True


def drop(session: Session, subscriber_id: int, topic_id: int, now: datetime) -> bool:
    """Forget a choice; what is no longer owed is cancelled. Returns whether there was one."""
    where = (col(Subscription.subscriber_id) == subscriber_id, col(Subscription.topic_id) == topic_id)
    dropped = session.connection().execute(delete(Subscription).where(*where)).rowcount > 0
    if dropped:
        cancel_uncovered(session, subscriber_id, now)
    return dropped


def pause(session: Session, subscriber_id: int, now: datetime) -> bool:
    """Stop everything but notices about the service, keep all choices. Returns whether it was running."""
    subscriber = _move(session, subscriber_id, Standing.PAUSED)
    if subscriber is not None:
        cancel_all(session, subscriber.chat_id, Cancellation.PAUSED, now)
    return subscriber is not None


def resume(session: Session, subscriber_id: int) -> bool:
    """Go on from now. Returns whether it was paused."""
    return _move(session, subscriber_id, Standing.ACTIVE) is not None


def hear_announcements(session: Session, subscriber_id: int, is_wanted: bool, now: datetime) -> bool:
    """Have news from administrators sent or not; news that has not left is cancelled. Returns whether it changed."""
    subscriber = session.get_one(Subscriber, subscriber_id)
    if subscriber.hears_announcements == is_wanted:
        return False
    subscriber.hears_announcements = is_wanted
    session.add(subscriber)
    session.flush()
    if not is_wanted:
        cancel_announcements(session, subscriber_id, now)
    return True


def lose(session: Session, chat_id: int, standing: Standing, reason: str, now: datetime) -> None:
    """Note that a chat cannot be written to, and cancel all that it is owed.

    Who had paused stays paused, and finds it so on coming back.
    """
    running = select(Subscriber).where(Subscriber.chat_id == chat_id, Subscriber.standing != Standing.PAUSED)
    for subscriber in session.exec(running):
        subscriber.standing, subscriber.standing_reason = standing, reason
        session.add(subscriber)
    cancel_all(session, chat_id, Cancellation(standing.value), now, reason)


def erase(session: Session, chat_id: int) -> bool:
    """Delete a chat's subscribers with their subscriptions and deliveries. Returns whether there were any."""
    return session.connection().execute(delete(Subscriber).where(col(Subscriber.chat_id) == chat_id)).rowcount > 0


def _move(session: Session, subscriber_id: int, standing: Standing) -> Subscriber | None:
    """The subscriber, with another standing; None where it was that already."""
    subscriber = session.get_one(Subscriber, subscriber_id)
    if subscriber.standing == standing:
        return None
    subscriber.standing, subscriber.standing_reason = standing, ""
    session.add(subscriber)
    return subscriber
