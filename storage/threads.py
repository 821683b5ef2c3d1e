"""Threads: of forums, each a subscriber of its own, and those that the bot made for topics.

A thread that is closed keeps what it is owed until it is open. What one that is gone is owed goes on in the
chat itself. Both is found out by sending, and told once to whoever can mend it.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, update
from sqlmodel import Session, col, select

from storage import place_notices
from storage.chats import leave_thread
from storage.database import read_only
from storage.models import (
    ChatKind,
    Delivery,
    DeliveryState,
    ForumThread,
    PlaceNoticeKind,
    Subscriber,
    SubscriberStatus,
)
from storage.schedules import CLOSED_FOR, RECHECKED_FIRST
from storage.subscribers import find

# What happens to threads.


def note_closed(session: Session, chat_id: int, thread_id: int, now: datetime) -> None:
    """Note that nobody may write in a thread, or with the thread 0 in General: what it is owed waits.

    A closed thread of a private chat is as good as none.
    """
    place = find(session, chat_id, thread_id)
    if place is None or place.kind is ChatKind.PRIVATE:
        _forget_private_thread(session, chat_id, thread_id, now)
        return
    tried_at = now + (CLOSED_FOR if place.thread_closed_at else RECHECKED_FIRST)
    place.thread_closed_at = tried_at - CLOSED_FOR
    session.add(place)
    session.flush()
    waiting = update(Delivery).where(_waits_for(place), col(Delivery.due_at) < tried_at)
    session.connection().execute(waiting.values(due_at=tried_at))
    place_notices.tell_once(session, place, PlaceNoticeKind.THREAD_CLOSED, now)


def note_open(session: Session, chat_id: int, thread_id: int, now: datetime) -> bool:
    """Note that a thread is open: what waited is due. Returns whether it was found closed before."""
    place = find(session, chat_id, thread_id)
    if place is None or place.thread_closed_at is None:
        return False
    place_notices.mended(session, place.id, PlaceNoticeKind.THREAD_CLOSED)
    _release(session, place, now)
    return True


def try_again(session: Session, chat_id: int, thread_id: int, now: datetime) -> bool:
    """Have one message try whether a thread is open, which may be so. Returns whether it was found closed before."""
    place = find(session, chat_id, thread_id)
    if place is None or place.thread_closed_at is None:
        return False
    _release(session, place, now, closed_at=now - CLOSED_FOR)
    return True


def note_gone(session: Session, chat_id: int, thread_id: int, now: datetime, *, is_forum_off: bool = False) -> None:
    """Have what a thread is owed that was deleted go on in the chat itself; with the forum, that of all threads."""
    if chat_id > 0:
        _forget_private_thread(session, chat_id, thread_id, now)
        return
    made, of_chat = delete(ForumThread).where(col(ForumThread.chat_id) == chat_id), Subscriber.chat_id == chat_id
    if is_forum_off:
        session.connection().execute(made)
        gone = select(Subscriber).where(of_chat, Subscriber.thread_id != 0)
    else:
        session.connection().execute(made.where(col(ForumThread.thread_id) == thread_id))
        gone = select(Subscriber).where(of_chat, Subscriber.thread_id == thread_id, Subscriber.thread_id != 0)
    # One that runs first: where there is nobody in the chat itself, all go on as the first of them.
    lost = session.exec(gone.order_by(col(Subscriber.status) != SubscriberStatus.ACTIVE, col(Subscriber.id))).all()
    names = [_leave(session, place, now, is_deleted=not is_forum_off) for place in lost]
    home = find(session, chat_id)
    if names and home is not None:
        kind = PlaceNoticeKind.FORUM_OFF if is_forum_off else PlaceNoticeKind.THREAD_DELETED
        place_notices.tell_event(session, home, kind, now, "" if is_forum_off else names[0])


def rename(session: Session, chat_id: int, thread_id: int, name: str) -> None:
    """Note what a thread is called by now."""
    here = (col(ForumThread.chat_id) == chat_id, col(ForumThread.thread_id) == thread_id)
    session.connection().execute(update(ForumThread).where(*here).values(name=name))
    place = find(session, chat_id, thread_id) if thread_id else None
    if place is not None:
        place.thread_name = name
        session.add(place)


def _leave(session: Session, place: Subscriber, now: datetime, *, is_deleted: bool) -> str:
    """Have the subscriber of a thread go on in the chat itself; returns what the thread was called."""
    name = place.thread_name
    place_notices.mended(session, place.id, PlaceNoticeKind.THREAD_CLOSED)
    place.thread_name = ""
    _release(session, place, now)
    leave_thread(session, place.id, now, is_deleted=is_deleted)
    return name


def _release(session: Session, place: Subscriber, now: datetime, closed_at: datetime | None = None) -> None:
    place.thread_closed_at = closed_at
    session.add(place)
    session.flush()
    waiting = update(Delivery).where(_waits_for(place), col(Delivery.due_at) > now)
    session.connection().execute(waiting.values(due_at=now))


def _waits_for(place: Subscriber) -> ColumnElement[bool]:
    return and_(col(Delivery.subscriber_id) == place.id, col(Delivery.state) == DeliveryState.PENDING)


def _forget_private_thread(session: Session, chat_id: int, thread_id: int, now: datetime) -> None:
    """Have the stories of a topic come in the private chat itself, whose thread for it is gone."""
    made, person = session.get(ForumThread, (chat_id, thread_id)), find(session, chat_id)
    if made is None:
        return
    name = made.name
    session.delete(made)
    session.flush()
    if person is not None:
        place_notices.tell_event(session, person, PlaceNoticeKind.THREAD_DELETED, now, name)


# Threads that the bot made for topics.


@read_only
def made_for(session: Session, chat_id: int) -> dict[int, int]:
    """The threads that were made for topics in a chat, by topic id."""
    made = select(ForumThread.topic_id, ForumThread.thread_id).where(ForumThread.chat_id == chat_id)
    return dict(session.exec(made).all())


def keep(  # noqa: PLR0917 - one call a thread, by position as all of them
    session: Session, chat_id: int, thread_id: int, topic_id: int, name: str, now: datetime
) -> None:
    """Store the thread that was made for a topic, in place of one before."""
    here = (col(ForumThread.chat_id) == chat_id, col(ForumThread.topic_id) == topic_id)
    session.connection().execute(delete(ForumThread).where(*here))
    made = ForumThread(chat_id=chat_id, thread_id=thread_id, topic_id=topic_id, name=name, created_at=now)
    session.merge(made)


def forget_all(session: Session, chat_id: int) -> None:
    """Have all come in the chat itself."""
    session.connection().execute(delete(ForumThread).where(col(ForumThread.chat_id) == chat_id))
