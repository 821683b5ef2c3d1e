"""Edits of sent messages whose story has grown: which are due, and the result of each edit.

An edit is harmless to repeat, so it has no states of its own. Claiming one moves its due time by a lease; if the
process dies, the lease runs out and the edit is due again.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, or_, select, update
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage.models import ChatKind, Delivery, DeliveryState, Subscriber, SubscriberStatus
from storage.preferences import Appearance, appearance_of

MOST_EDITS = 6
"""Edits of one message, at most; those that an editor asks for come on top."""

SHOWN_STATES = (DeliveryState.SENT, DeliveryState.IN_FLIGHT)
"""A message is out, or may be."""

DELETED = "deleted, since it was withdrawn"
"""Why a delivery that was sent has no message any more."""


def fold(session: Session, story_by_article: Mapping[int, int], told_since: datetime, now: datetime) -> int:
    """Have the alerts of the articles' stories that are out, or on their way, say who else reports it.

    Args:
        session: In one transaction.
        story_by_article: Articles that are announced now: id of the story by id of the article.
        told_since: Older alerts stay as they are.
        now: When the edits come to be due.

    Returns:
        How many messages are to be brought up to date.
    """
    where = (
        col(Delivery.story_id).in_(set(story_by_article.values())),
        col(Delivery.article_id).not_in(story_by_article),
        col(Delivery.created_at) > told_since,
        col(Delivery.state).in_((DeliveryState.SENT, DeliveryState.IN_FLIGHT)),
        col(Delivery.updates) < MOST_EDITS,
    )
    return session.connection().execute(update(Delivery).where(*where).values(update_due_at=now)).rowcount


def correct(session: Session, story_ids: Collection[int], told_since: datetime, now: datetime) -> None:
    """Have the alerts of these stories that are out, or on their way, show the corrected link of an article."""
    if not story_ids:
        return
    where = (
        col(Delivery.story_id).in_(story_ids),
        col(Delivery.created_at) > told_since,
        col(Delivery.state).in_((DeliveryState.SENT, DeliveryState.IN_FLIGHT)),
        col(Delivery.updates) < MOST_EDITS,
    )
    session.connection().execute(update(Delivery).where(*where).values(update_due_at=now))


def revise(session: Session, which: ColumnElement[bool], now: datetime) -> int:
    """Have alerts that are out, or on their way, show what an editor decided, however old and often edited they are.

    Nor do they wait for ten minutes to pass since their last edit. Returns how many.
    """
    where = (which, col(Delivery.article_id).is_not(None), col(Delivery.state).in_(SHOWN_STATES))
    values = {"update_due_at": now, "updated_at": None}
    return session.connection().execute(update(Delivery).where(*where).values(values)).rowcount


PAUSE_BETWEEN = timedelta(minutes=10)
"""Edits of one message are at least so far apart."""


class StaleMessage(NamedTuple):
    """A message to bring up to date, claimed until ``lease_until``."""

    id: int
    subscriber_id: int
    chat_id: int
    language: str
    zone: str
    chat_kind: ChatKind
    article_id: int
    story_id: int
    message_id: int
    shown: str
    signature: str
    shows_hashtags: bool
    picture: str
    shows_link_preview: bool
    sent_at: datetime | None
    lease_until: datetime

    @property
    def appearance(self) -> Appearance | None:
        """How it looks as the post of a channel; None elsewhere."""
        return appearance_of(self) if self.chat_kind is ChatKind.CHANNEL else None


def claim_stale(session: Session, now: datetime, lease: timedelta, limit: int) -> list[StaleMessage]:
    """Claim messages whose edit is due, longest waiting first."""
    rested = or_(col(Delivery.updated_at).is_(None), col(Delivery.updated_at) <= now - PAUSE_BETWEEN)
    due = (
        select(
            col(Delivery.id),
            col(Delivery.subscriber_id),
            col(Delivery.chat_id),
            col(Subscriber.language),
            col(Subscriber.zone),
            col(Subscriber.kind),
            col(Delivery.article_id),
            col(Delivery.story_id),
            col(Delivery.message_id),
            col(Delivery.shown),
            col(Subscriber.signature),
            col(Subscriber.shows_hashtags),
            col(Subscriber.picture),
            col(Subscriber.shows_link_preview),
            col(Delivery.sent_at),
        )
        .join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
        .where(
            col(Delivery.update_due_at) <= now,
            col(Delivery.state) == DeliveryState.SENT,
            col(Delivery.message_id).is_not(None),
            col(Subscriber.status) == SubscriberStatus.ACTIVE,
            or_(col(Subscriber.not_before).is_(None), col(Subscriber.not_before) <= now),
            rested,
        )
        .order_by(col(Delivery.update_due_at), col(Delivery.id))
        .limit(limit)
        .with_for_update(of=Delivery, skip_locked=True)
    )
    rows = session.connection().execute(due).all()
    if rows:
        which = col(Delivery.id).in_([row.id for row in rows])
        session.connection().execute(update(Delivery).where(which).values(update_due_at=now + lease))
    return [StaleMessage._make((*row, now + lease)) for row in rows]


def mark_edited(session: Session, stale: StaleMessage, shown: str, now: datetime) -> None:
    """Store that a message was edited. An article that joined the story during the edit keeps it due for another."""
    mine = col(Delivery.id) == stale.id
    session.connection().execute(
        update(Delivery).where(mine).values(updates=Delivery.updates + 1, updated_at=now, shown=shown)
    )
    is_done = or_(col(Delivery.update_due_at) == stale.lease_until, col(Delivery.updates) >= MOST_EDITS)
    session.connection().execute(update(Delivery).where(and_(mine, is_done)).values(update_due_at=None))


def mark_deleted(session: Session, stale: StaleMessage, now: datetime) -> None:
    """Store that a message is not there any more; that it was sent stays known."""
    values = {"message_id": None, "update_due_at": None, "updated_at": now, "last_error": DELETED}
    session.connection().execute(update(Delivery).where(col(Delivery.id) == stale.id).values(values))


def mark_unchanged(session: Session, stale: StaleMessage) -> None:
    """Store that a message needs no edit; this counts as none."""
    is_mine = and_(col(Delivery.id) == stale.id, col(Delivery.update_due_at) == stale.lease_until)
    session.connection().execute(update(Delivery).where(is_mine).values(update_due_at=None))


def postpone(session: Session, stale: StaleMessage, until: datetime) -> None:
    """Have the edit tried again later."""
    session.connection().execute(update(Delivery).where(col(Delivery.id) == stale.id).values(update_due_at=until))


def give_up(session: Session, stale: StaleMessage, reason: str) -> None:
    """Store that a message cannot be edited any more."""
    values = {"update_due_at": None, "updates": MOST_EDITS, "last_error": reason}
    session.connection().execute(update(Delivery).where(col(Delivery.id) == stale.id).values(values))
