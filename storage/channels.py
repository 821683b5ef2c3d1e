"""Channels: setting one up, and posts that wait for its administrator.

A delivery to a channel that has posts held for approval is written held, with a row of ``approval``. The row says
whether its administrator was asked, and what they decided. What is posted becomes pending and is sent as all else.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, update
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage import cancellations, subscribers
from storage.database import read_only
from storage.models import (
    Approval,
    ApprovalState,
    Cancellation,
    ChatKind,
    Delivery,
    DeliveryState,
    Subscriber,
    SubscriberStatus,
)

WAITING = (ApprovalState.NEW, ApprovalState.ASKED)


class Channel(NamedTuple):
    """A channel as Telegram tells it."""

    chat_id: int
    title: str
    username: str = ""


def set_up(session: Session, channel: Channel, person_id: int, language: str, now: datetime) -> Subscriber:
    """The subscriber of a channel: added if new.

    Who set it up first keeps being asked about its posts, unless they cannot be written to, or let go of it: then
    whoever sets it up again takes over.
    """
    kept = subscribers.find_or_add(
        session,
        channel.chat_id,
        ChatKind.CHANNEL,
        language,
        now,
        title=channel.title,
        username=channel.username,
        set_up_by=person_id,
    )
    if kept.set_up_by is None or not _may_be_written_to(session, kept.set_up_by):
        kept.set_up_by = person_id
    session.add(kept)
    session.flush()
    return kept


def rename(session: Session, channel: Channel) -> None:
    """Store what a channel is called by now, if it is known."""
    known = and_(col(Subscriber.chat_id) == channel.chat_id, col(Subscriber.kind) == ChatKind.CHANNEL)
    names = {"title": channel.title, "username": channel.username}
    session.connection().execute(update(Subscriber).where(known).values(names))


def _may_be_written_to(session: Session, person_id: int) -> bool:
    person = subscribers.find(session, person_id)
    return person is not None and person.status in {SubscriberStatus.ACTIVE, SubscriberStatus.PAUSED}


def release(session: Session, subscriber_id: int, person_id: int) -> None:
    """Have a channel be nobody's, if it is still somebody's who does not administer it any more."""
    mine = and_(col(Subscriber.id) == subscriber_id, col(Subscriber.set_up_by) == person_id)
    session.connection().execute(update(Subscriber).where(mine).values(set_up_by=None))
    asked = select_columns(col(Delivery.id)).where(col(Delivery.subscriber_id) == subscriber_id, _is_held())
    theirs = and_(col(Approval.delivery_id).in_(asked), col(Approval.chat_id) == person_id)
    session.connection().execute(update(Approval).where(theirs).values(chat_id=None, message_id=None))
    # Whoever takes the channel over is asked about what their predecessor did not decide.
    undecided = and_(col(Approval.delivery_id).in_(asked), col(Approval.chat_id).is_(None))
    undecided = and_(undecided, col(Approval.state).in_(WAITING))
    session.connection().execute(update(Approval).where(undecided).values(state=ApprovalState.NEW))


def remove(session: Session, subscriber_id: int) -> None:
    """Forget a channel with all that it chose, and what it was owed."""
    found = session.get(Subscriber, subscriber_id)
    if found is not None and found.kind is ChatKind.CHANNEL:
        subscribers.erase(session, found.chat_id)


@read_only
def count_waiting(session: Session, subscriber_id: int) -> int:
    """How many posts of a channel wait for approval."""
    waiting = select_columns(func.count()).select_from(Approval).join(Delivery, _is_of_delivery())
    where = (col(Delivery.subscriber_id) == subscriber_id, _is_held(), col(Approval.state).in_(WAITING))
    return session.connection().execute(waiting.where(*where)).scalar_one()


@read_only
def rewritten_posts(session: Session, delivery_ids: Collection[int]) -> dict[int, str]:
    """What administrators wrote instead, as Telegram HTML, by delivery."""
    if not delivery_ids:
        return {}
    texts = select_columns(col(Approval.delivery_id), col(Approval.text))
    where = (col(Approval.delivery_id).in_(delivery_ids), col(Approval.text) != "")
    return {row[0]: row[1] for row in session.connection().execute(texts.where(*where))}


def _is_held() -> ColumnElement[bool]:
    return and_(col(Delivery.state) == DeliveryState.HELD, col(Delivery.broadcast_id).is_(None))


def _is_of_delivery() -> ColumnElement[bool]:
    return col(Delivery.id) == col(Approval.delivery_id)


# Asking.


class Question(NamedTuple):
    """A post about which its administrator is to be asked."""

    delivery_id: int
    person_id: int
    channel_id: int
    """Of the channel's subscriber."""
    channel: str
    channel_chat_id: int


@read_only
def unasked(session: Session, limit: int, without: Collection[int] = ()) -> list[Question]:
    """The posts about which nobody was asked yet, longest waiting first, with whom to ask.

    That is who set the channel up, or who asked for the post (`ask_again`). Who cannot be written to is left out, and
    so are some persons.
    """
    person = aliased(Subscriber)
    whom = func.coalesce(col(Approval.chat_id), col(Subscriber.set_up_by))
    columns = (
        select_columns(
            col(Delivery.id), col(person.chat_id), col(Subscriber.id), col(Subscriber.title), col(Subscriber.chat_id)
        )
        .select_from(Approval)
        .join(Delivery, _is_of_delivery())
        .join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
        .join(person, and_(col(person.chat_id) == whom, col(person.kind) == ChatKind.PRIVATE))
    )
    may_be_asked: ColumnElement[bool] = col(person.status).in_((SubscriberStatus.ACTIVE, SubscriberStatus.PAUSED))
    may_be_asked = and_(may_be_asked, col(person.chat_id).not_in(without))
    where = (col(Approval.state) == ApprovalState.NEW, _is_held(), may_be_asked)
    due = columns.where(*where).order_by(col(Approval.created_at), col(Approval.delivery_id)).limit(limit)
    return [Question(*row) for row in session.connection().execute(due)]


def mark_asked(session: Session, delivery_id: int, chat_id: int, message_id: int) -> None:
    """Store where an administrator was asked."""
    values = {"state": ApprovalState.ASKED, "chat_id": chat_id, "message_id": message_id}
    is_open = and_(col(Approval.delivery_id) == delivery_id, col(Approval.state).in_(WAITING))
    session.connection().execute(update(Approval).where(is_open).values(values))


def ask_again(session: Session, subscriber_id: int, person_id: int, limit: int) -> int:
    """Have somebody be asked about what waits, longest waiting first; returns about how many.

    They take over a channel that is nobody's. What others were asked keeps its buttons.
    """
    waiting = select_columns(col(Approval.delivery_id)).join(Delivery, _is_of_delivery())
    where = (col(Delivery.subscriber_id) == subscriber_id, _is_held(), col(Approval.state).in_(WAITING))
    first = waiting.where(*where).order_by(col(Approval.created_at), col(Approval.delivery_id)).limit(limit)
    found = session.connection().execute(first).scalars().all()
    values = {"state": ApprovalState.NEW, "chat_id": person_id, "message_id": None}
    session.connection().execute(update(Approval).where(col(Approval.delivery_id).in_(found)).values(values))
    is_nobodys = and_(col(Subscriber.id) == subscriber_id, col(Subscriber.set_up_by).is_(None))
    session.connection().execute(update(Subscriber).where(is_nobodys).values(set_up_by=person_id))
    return len(found)


def ask_one_again(session: Session, delivery_id: int, person_id: int) -> None:
    """Have somebody be asked about a post that waits, as it reads by now."""
    values = {"state": ApprovalState.NEW, "chat_id": person_id, "message_id": None}
    is_open = and_(col(Approval.delivery_id) == delivery_id, col(Approval.state).in_(WAITING))
    session.connection().execute(update(Approval).where(is_open).values(values))


def ask_unshown(session: Session) -> int:
    """Have whoever edited a post be asked about it of whom the process ended before they were; returns how many.

    Only where none is being shown (`rewrite`): before anybody is answered.
    """
    lost = and_(col(Approval.state) == ApprovalState.ASKED, col(Approval.message_id).is_(None))
    return session.connection().execute(update(Approval).where(lost).values(state=ApprovalState.NEW)).rowcount


def withdraw(session: Session, delivery_id: int, reason: Cancellation, now: datetime) -> None:
    """Cancel a post that is not to be told any more, and about which nobody was asked."""
    which = and_(col(Delivery.id) == delivery_id, _is_held())
    cancellations.cancel_deliveries(session, which, reason, now)
    _decide(session, delivery_id, ApprovalState.SKIPPED, None, now)


# Deciding.


@read_only
def find_waiting(session: Session, delivery_id: int, subscriber_id: int) -> Approval | None:
    """The post of a channel that waits for approval; None where it does not wait, whatever a button claims."""
    found = session.get(Delivery, delivery_id)
    is_theirs = found is not None and found.subscriber_id == subscriber_id and found.state is DeliveryState.HELD
    approval = session.get(Approval, delivery_id) if is_theirs else None
    return approval if approval and approval.state in WAITING else None


@read_only
def was_withdrawn(session: Session, delivery_id: int, subscriber_id: int) -> bool:
    """Whether a post of a channel was cancelled because its article was withdrawn."""
    found = session.get(Delivery, delivery_id)
    is_theirs = found is not None and found.subscriber_id == subscriber_id
    return is_theirs and found is not None and found.cancelled_for is Cancellation.WITHDRAWN


def post(session: Session, approval: Approval, person_id: int, now: datetime) -> bool:
    """Let a post go. Returns whether it still waited: another administrator may decide at the same moment."""
    values = {"state": DeliveryState.PENDING, "due_at": now}
    which = and_(col(Delivery.id) == approval.delivery_id, _is_held())
    is_first = session.connection().execute(update(Delivery).where(which).values(values)).rowcount > 0
    if is_first:
        _decide(session, approval.delivery_id, ApprovalState.POSTED, person_id, now)
    return is_first


def skip(session: Session, approval: Approval, person_id: int, now: datetime) -> bool:
    """Leave a post out. Returns whether it still waited, as ``post`` does."""
    which = and_(col(Delivery.id) == approval.delivery_id, _is_held())
    is_first = cancellations.cancel_deliveries(session, which, Cancellation.SKIPPED, now) > 0
    if is_first:
        _decide(session, approval.delivery_id, ApprovalState.SKIPPED, person_id, now)
    return is_first


def rewrite(session: Session, delivery_id: int, person_id: int, text: str) -> bool:
    """Store what a post is to read instead, as Telegram HTML. Returns whether it still waited.

    No message shows it so far: ``mark_asked`` names the one that does.
    """
    values = {"text": text, "state": ApprovalState.ASKED, "chat_id": person_id, "message_id": None}
    is_open = and_(col(Approval.delivery_id) == delivery_id, col(Approval.state).in_(WAITING))
    return session.connection().execute(update(Approval).where(is_open).values(values)).rowcount > 0


def _decide(session: Session, delivery_id: int, state: ApprovalState, person_id: int | None, now: datetime) -> None:
    values = {"state": state, "decided_by": person_id, "decided_at": now}
    is_open = and_(col(Approval.delivery_id) == delivery_id, col(Approval.state).in_(WAITING))
    session.connection().execute(update(Approval).where(is_open).values(values))


@read_only
def find_channel(session: Session, subscriber_id: int | None) -> Subscriber | None:
    """A channel by the id of its subscriber."""
    found = session.get(Subscriber, subscriber_id) if subscriber_id is not None else None
    return found if found is not None and found.kind is ChatKind.CHANNEL else None
