"""Notices about places: told once to whoever can mend what they are about, as rows of the outbox.

A notice goes to the private chat of whoever set the place up, if they have one that can be written to; else to the chat
of the place itself. That somebody can be written to again is said where they are.
"""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.cancellations import is_unsent
from storage.database import read_only
from storage.enqueue import ALERT_PRIORITY
from storage.models import (
    ChatKind,
    Delivery,
    DeliveryKind,
    PlaceNotice,
    PlaceNoticeKind,
    Subscriber,
    SubscriberStatus,
)


def tell_once(session: Session, place: Subscriber, kind: PlaceNoticeKind, now: datetime, thread_name: str = "") -> bool:
    """Owe a notice about a place, unless it was told since it was last mended. Returns whether it is owed now."""
    theirs = select(PlaceNotice).where(PlaceNotice.place_id == place.id, PlaceNotice.kind == kind)
    if session.exec(theirs).first() is not None:
        return False
    recipient = _recipient(session, place, kind)
    if recipient is None:
        return False
    notice = PlaceNotice(place_id=place.id, kind=kind, thread_name=thread_name, created_at=now)
    session.add(notice)
    session.flush()
    session.add(
        Delivery(
            kind=DeliveryKind.NOTICE,
            dedupe_key=f"place:{place.id}:{kind.value}:{notice.id}",
            subscriber_id=recipient.id,
            chat_id=recipient.chat_id,
            place_notice_id=notice.id,
            priority=ALERT_PRIORITY,
            created_at=now,
            due_at=now,
        )
    )
    session.flush()
    return True


def tell_event(
    session: Session, place: Subscriber, kind: PlaceNoticeKind, now: datetime, thread_name: str = ""
) -> None:
    """Owe a notice about what happened, which may happen again: what waits to be told of such things tells this too."""
    theirs = select(PlaceNotice).where(PlaceNotice.place_id == place.id, PlaceNotice.kind == kind)
    told = session.exec(theirs).first()
    waits = told and session.exec(select(Delivery.id).where(Delivery.place_notice_id == told.id, is_unsent())).first()
    if told and waits:
        told.thread_name = ", ".join(filter(None, (told.thread_name, thread_name)))
        session.add(told)
        return
    mended(session, place.id, kind)
    session.expire_all()
    tell_once(session, place, kind, now, thread_name)


def mended(session: Session, place_id: int, *kinds: PlaceNoticeKind) -> None:
    """Have these things be told anew if they happen again; what is not sent yet is not told any more."""
    which = (col(PlaceNotice.place_id) == place_id, col(PlaceNotice.kind).in_(kinds))
    session.connection().execute(delete(PlaceNotice).where(*which))


@read_only
def find(session: Session, notice_id: int) -> tuple[PlaceNotice, Subscriber] | None:
    """A notice and the place that it is about."""
    both = select(PlaceNotice, Subscriber).join(Subscriber, col(Subscriber.id) == PlaceNotice.place_id)
    return session.exec(both.where(PlaceNotice.id == notice_id)).first()


def _recipient(session: Session, place: Subscriber, kind: PlaceNoticeKind) -> Subscriber | None:
    if kind is PlaceNoticeKind.RETURNED:
        return place if place.kind is not ChatKind.CHANNEL else None
    reachable = (SubscriberStatus.ACTIVE, SubscriberStatus.PAUSED)
    if place.set_up_by is not None:
        private = select(Subscriber).where(Subscriber.chat_id == place.set_up_by, Subscriber.thread_id == 0)
        found = session.exec(private).first()
        if found is not None and found.status in reachable and found.kind is ChatKind.PRIVATE:
            return found
    if kind is PlaceNoticeKind.THREAD_CLOSED:
        return _open_place(session, place)
    # Of a chat that cannot be written to nobody can be told there, and in channels the bot says nothing of itself.
    if place.kind is ChatKind.CHANNEL or kind is PlaceNoticeKind.LEFT:
        return None
    home = select(Subscriber).where(Subscriber.chat_id == place.chat_id, Subscriber.thread_id == 0)
    chat = session.exec(home).first()
    return chat if chat is not None and chat.status in reachable else None


def _open_place(session: Session, closed: Subscriber) -> Subscriber | None:
    """The place of a forum in which can be said that one of its threads is closed: General, if that is open."""
    of_chat = select(Subscriber).where(Subscriber.chat_id == closed.chat_id).order_by(col(Subscriber.thread_id))
    known = session.exec(of_chat).all()
    reachable = (SubscriberStatus.ACTIVE, SubscriberStatus.PAUSED)
    for each in known:
        if each.id != closed.id and each.thread_closed_at is None and each.status in reachable:
            return each
    if any(each.thread_id == 0 for each in known):
        return None
    home = Subscriber(
        chat_id=closed.chat_id,
        kind=closed.kind,
        title=closed.title,
        username=closed.username,
        language=closed.language,
        hears_announcements=False,
        created_at=closed.created_at,
        seen_at=closed.seen_at,
    )
    session.add(home)
    session.flush()
    return home
