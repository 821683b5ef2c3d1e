"""A subscriber's change of address: a group that became a supergroup, a thread that is gone.

Where someone lives at the new address already, the two become one, and nobody is told a story twice for it.
"""

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.models import ChatKind, Delivery, DeliveryState, Subscriber, Subscription
from storage.owing import TOLD
from storage.stories import required
from storage.subscribers import find


def move_chat(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """Give a group the id of the supergroup that it became (Bot API, ``migrate_to_chat_id``)."""
    for subscriber in session.exec(select(Subscriber).where(Subscriber.chat_id == old_chat_id)).all():
        subscriber.kind = ChatKind.SUPERGROUP
        _move(session, subscriber, new_chat_id, subscriber.thread_id)


def leave_thread(session: Session, subscriber_id: int) -> None:
    """Have the subscriber of a thread that is gone go on in the chat itself, unless it was erased meanwhile."""
    subscriber = session.get(Subscriber, subscriber_id)
    if subscriber is not None:
        _move(session, subscriber, subscriber.chat_id, 0)


def _move(session: Session, subscriber: Subscriber, chat_id: int, thread_id: int) -> None:
    resident = find(session, chat_id, thread_id)
    if resident is not None and resident.id != subscriber.id:
        _merge(session, subscriber, resident)
        return
    subscriber.chat_id, subscriber.thread_id = chat_id, thread_id
    session.add(subscriber)
    session.flush()
    theirs = update(Delivery).where(col(Delivery.subscriber_id) == subscriber.id)
    session.connection().execute(theirs.values(chat_id=chat_id))


def _merge(session: Session, subscriber: Subscriber, resident: Subscriber) -> None:
    """Hand everything of a subscriber over to the one who lives there already, whose own choices stand."""
    home = required(resident.id)
    followed = set(session.exec(select(Subscription.topic_id).where(Subscription.subscriber_id == home)))
    for subscription in session.exec(select(Subscription).where(Subscription.subscriber_id == subscriber.id)):
        if subscription.topic_id not in followed:
            subscription.subscriber_id = home
            session.add(subscription)
    told_by = select(Delivery.story_id).where(Delivery.subscriber_id == home, col(Delivery.state).in_(TOLD))
    told = set(session.exec(told_by))
    for delivery in session.exec(select(Delivery).where(Delivery.subscriber_id == subscriber.id)):
        if delivery.story_id in told and delivery.state == DeliveryState.PENDING:
            delivery.state, delivery.last_error = DeliveryState.CANCELLED, "told in the chat that it moved to"
        delivery.subscriber_id, delivery.chat_id = home, resident.chat_id
        session.add(delivery)
    session.flush()
    session.delete(subscriber)
