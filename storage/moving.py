"""A subscriber's change of address: a group that became a supergroup, a thread that is gone.

Where someone lives at the new address already, the two become one, and nobody is told a story twice for it, nor given a
broadcast twice.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, func, update
from sqlmodel import Session, col, select

from storage.models import Cancellation, ChatKind, Delivery, DeliveryState, Standing, Subscriber, Subscription
from storage.owing import TOLD, cancel, cancel_announcements, cancel_unwanted, unsent
from storage.stories import required
from storage.subscribers import find

News = tuple[int | None, int | None]
"""Story and broadcast, of which a delivery has one."""

LEFT = (DeliveryState.IN_FLIGHT, DeliveryState.SENT, DeliveryState.UNCERTAIN)
"""It has left, or may have: what was only claimed is cancelled before one looks."""


def move_chat(session: Session, old_chat_id: int, new_chat_id: int, now: datetime) -> None:
    """Give a group the id of the supergroup that it became (Bot API, ``migrate_to_chat_id``)."""
    for subscriber in session.exec(select(Subscriber).where(Subscriber.chat_id == old_chat_id)).all():
        subscriber.kind = ChatKind.SUPERGROUP
        _move(session, subscriber, new_chat_id, subscriber.thread_id, now)


def leave_thread(session: Session, subscriber_id: int, now: datetime) -> None:
    """Have the subscriber of a thread that is gone go on in the chat itself, unless it was erased meanwhile."""
    subscriber = session.get(Subscriber, subscriber_id)
    if subscriber is not None:
        _move(session, subscriber, subscriber.chat_id, 0, now)


def _move(session: Session, subscriber: Subscriber, chat_id: int, thread_id: int, now: datetime) -> None:
    resident = find(session, chat_id, thread_id)
    if resident is not None and resident.id != subscriber.id:
        _merge(session, subscriber, resident, now)
        return
    subscriber.chat_id, subscriber.thread_id = chat_id, thread_id
    session.add(subscriber)
    session.flush()
    theirs = update(Delivery).where(col(Delivery.subscriber_id) == subscriber.id)
    session.connection().execute(theirs.values(chat_id=chat_id))


def _merge(session: Session, subscriber: Subscriber, resident: Subscriber, now: datetime) -> None:
    """Hand everything of a subscriber over to the one who lives there already, whose own choices stand."""
    guest, home = required(subscriber.id), required(resident.id)
    followed = set(session.exec(select(Subscription.topic_id).where(Subscription.subscriber_id == home)))
    for subscription in session.exec(select(Subscription).where(Subscription.subscriber_id == guest)):
        if subscription.topic_id not in followed:
            subscription.subscriber_id = home
            session.add(subscription)
    session.flush()
    _tell_once(session, guest, home, now)
    _hand_over(session, guest, home, resident.chat_id)
    session.delete(subscriber)
    session.flush()
    if resident.standing is not Standing.ACTIVE:
        cancel_unwanted(session, home, now)
    elif not resident.hears_announcements:
        cancel_announcements(session, home, now)


def _hand_over(session: Session, guest: int, home: int, chat_id: int) -> None:
    """Give the resident the deliveries. Keys of broadcasts say who has a row: it is the resident now."""
    of_home = select(Delivery.broadcast_id).where(Delivery.subscriber_id == home)
    has_row = {broadcast_id for broadcast_id in session.exec(of_home) if broadcast_id is not None}
    of_guest = select(Delivery.broadcast_id, func.min(Delivery.id)).where(Delivery.subscriber_id == guest)
    for broadcast_id, first in session.exec(of_guest.group_by(col(Delivery.broadcast_id))):
        if broadcast_id is not None and broadcast_id not in has_row:
            key = {"dedupe_key": f"broadcast:{broadcast_id}:{home}"}
            session.connection().execute(update(Delivery).where(col(Delivery.id) == first).values(key))
    theirs = update(Delivery).where(col(Delivery.subscriber_id) == guest)
    session.connection().execute(theirs.values(subscriber_id=home, chat_id=chat_id))


def _tell_once(session: Session, guest: int, home: int, now: datetime) -> None:
    """Cancel what either is still owed and the other was told, or will be: the chats are one."""
    _cancel_told(session, guest, _told(session, home, (*TOLD, DeliveryState.HELD)), now)
    _cancel_told(session, home, _told(session, guest, LEFT), now)


def _told(session: Session, subscriber_id: int, states: Collection[DeliveryState]) -> set[News]:
    told_by = select(Delivery.story_id, Delivery.broadcast_id).where(Delivery.subscriber_id == subscriber_id)
    return set(session.exec(told_by.where(col(Delivery.state).in_(states))))


def _cancel_told(session: Session, subscriber_id: int, told: set[News], now: datetime) -> None:
    owed = select(Delivery.id, Delivery.story_id, Delivery.broadcast_id)
    waiting = session.exec(owed.where(Delivery.subscriber_id == subscriber_id, unsent()))
    twice = [delivery_id for delivery_id, *news in waiting if tuple(news) in told]
    words = "told in the chat that it moved to"
    cancel(session, and_(col(Delivery.id).in_(twice), unsent()), Cancellation.TOLD_ALREADY, now, words)
