"""Chats: they are lost and come back, groups become supergroups, threads are deleted.

If there is a subscriber at the new address already, the two are merged: nobody is sent a story or a broadcast twice.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, delete, exists, func, true, update
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage import absence, bans, place_notices, preferences, responses
from storage.cancellations import cancel_chat, cancel_deliveries, cancel_opted_out, cancel_unwanted, is_unsent
from storage.enqueue import TOLD_STATES
from storage.models import (
    Broadcast,
    BroadcastState,
    Cancellation,
    ChatKind,
    Delivery,
    DeliveryState,
    DigestHour,
    DigestStory,
    ForumThread,
    Menu,
    PlaceNoticeKind,
    ReaderQuestion,
    SavedArticle,
    Subscriber,
    SubscriberStatus,
    Subscription,
    Suppression,
    Watch,
    WordFilter,
)
from storage.schedules import reschedule
from storage.subscribers import find


def mark_unreachable(  # noqa: PLR0917 - who, why and when, by position as all of them
    session: Session,
    chat_id: int,
    status: SubscriberStatus,
    reason: str,
    now: datetime,
    asked_at: datetime | None = None,
) -> None:
    """Note that a chat cannot be written to, and cancel all that it is owed.

    Who had paused stays paused, and finds it so on coming back; who is banned stays so. Whoever set a place up is
    told, once a chat. A chat that came back after ``asked_at``, when the request left that was refused, stays as it is.
    """
    if asked_at is not None and _has_returned_since(session, chat_id, asked_at):
        return
    kept = (SubscriberStatus.PAUSED, SubscriberStatus.BANNED)
    running = select(Subscriber).where(Subscriber.chat_id == chat_id, col(Subscriber.status).not_in(kept))
    lost = session.exec(running.order_by(col(Subscriber.thread_id))).all()
    for subscriber in lost:
        absence.leave(session, subscriber, status, reason, now)
    cancel_chat(session, chat_id, Cancellation(status.value), now, reason)
    places = {each.set_up_by: each for each in reversed(lost) if each.kind is not ChatKind.PRIVATE}
    kind = PlaceNoticeKind.NO_RIGHTS if absence.is_about_rights(reason) else PlaceNoticeKind.LEFT
    for place in places.values():
        place_notices.tell_once(session, place, kind, now)


def mark_reachable(session: Session, chat_id: int, now: datetime) -> None:
    """Note that a chat let the bot in again. A chat that is not known is not stored for that."""
    for subscriber in session.exec(select(Subscriber).where(Subscriber.chat_id == chat_id)):
        subscriber.seen_at = now
        session.add(subscriber)
        if not absence.come_back(session, subscriber, now):
            absence.note_presence(session, subscriber, now)


def _has_returned_since(session: Session, chat_id: int, asked_at: datetime) -> bool:
    back = select(Subscriber.id).where(Subscriber.chat_id == chat_id, col(Subscriber.returned_at) > asked_at)
    return session.exec(back).first() is not None


News = tuple[int | None, int | None, int | None, int | None]
"""Story, broadcast, digest for readers and correction, of which a delivery has one."""

MAYBE_SENT_STATES = (DeliveryState.IN_FLIGHT, DeliveryState.SENT, DeliveryState.UNCERTAIN)
"""It has left, or may have: what was only claimed is cancelled before one looks."""


LATEST_SIGNAL = timedelta(days=1)
"""Telegram keeps an update for a day: so late the news of a move may come."""

LOST_GROUP_STATUSES = frozenset({SubscriberStatus.KICKED, SubscriberStatus.MISSING})
OPEN_BROADCASTS = (BroadcastState.FREEZING, BroadcastState.RUNNING, BroadcastState.PAUSED)


def migrate_chat(session: Session, old_chat_id: int, new_chat_id: int, now: datetime) -> None:
    """Give a group the id of the supergroup that it became (Bot API, ``migrate_to_chat_id``).

    Telegram also says that the bot left the old group, and says it first at times. Whoever was lost for that is
    reachable again, at both addresses: the next send tells whether the chat can be written to.
    """
    both = select(Subscriber).where(col(Subscriber.chat_id).in_((old_chat_id, new_chat_id)))
    movers = [each for each in session.exec(both).all() if each.chat_id == old_chat_id]
    if not movers:
        return
    for subscriber in session.exec(both).all():
        _restore(session, subscriber, now)
    _move_rows(session, old_chat_id, new_chat_id)
    for subscriber in movers:
        subscriber.kind = ChatKind.SUPERGROUP
        _forget_messages(session, subscriber)
        _change_address(session, subscriber, new_chat_id, subscriber.thread_id, now)
    bans.move(session, old_chat_id, new_chat_id)


def _move_rows(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """Have rows that name the chat name the new one; its menus are forgotten, for their messages are others there."""
    connection = session.connection()
    connection.execute(delete(Menu).where(col(Menu.chat_id) == old_chat_id))
    connection.execute(delete(ForumThread).where(col(ForumThread.chat_id) == old_chat_id))
    responses.move(session, old_chat_id, new_chat_id)
    set_up = update(Subscriber).where(col(Subscriber.set_up_by) == old_chat_id)
    connection.execute(set_up.values(set_up_by=new_chat_id))


def _restore(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Make a subscriber reachable who was lost, and have sent what was cancelled for that lately."""
    if subscriber.status not in LOST_GROUP_STATUSES:
        return
    reason = Cancellation(subscriber.status.value)
    absence.undo(session, subscriber)
    mine = and_(col(Delivery.subscriber_id) == subscriber.id, col(Delivery.state) == DeliveryState.CANCELLED)
    lately = and_(mine, col(Delivery.cancelled_for) == reason, col(Delivery.settled_at) > now - LATEST_SIGNAL)
    is_open = col(Delivery.broadcast_id).in_(select(Broadcast.id).where(col(Broadcast.state).in_(OPEN_BROADCASTS)))
    again: dict[str, Any] = {"cancelled_for": None, "settled_at": None, "last_error": "", "due_at": now}
    for which, state in (
        (col(Delivery.broadcast_id).is_(None), DeliveryState.PENDING),
        (is_open, DeliveryState.HELD),  # it is released when its broadcast goes on
    ):
        session.connection().execute(update(Delivery).where(lately, which).values(again | {"state": state}))


def _forget_messages(session: Session, subscriber: Subscriber) -> None:
    """Have no message of the old chat edited any more: in the new one its number belongs to another message."""
    theirs = and_(col(Delivery.subscriber_id) == subscriber.id, col(Delivery.message_id).is_not(None))
    session.connection().execute(update(Delivery).where(theirs).values(message_id=None, update_due_at=None))


def leave_thread(session: Session, subscriber_id: int, now: datetime, *, is_deleted: bool = False) -> None:
    """Have the subscriber of a thread that is gone go on in the chat itself, unless it was erased meanwhile.

    With a thread that is deleted its messages are gone, too: what it was told, the chat itself is still owed.
    """
    subscriber = session.get(Subscriber, subscriber_id)
    if subscriber is None:
        return
    if is_deleted:
        _forget_messages(session, subscriber)
    _change_address(session, subscriber, subscriber.chat_id, 0, now, are_messages_gone=is_deleted)


def _change_address(
    session: Session,
    subscriber: Subscriber,
    chat_id: int,
    thread_id: int,
    now: datetime,
    *,
    are_messages_gone: bool = False,
) -> None:
    resident = find(session, chat_id, thread_id)
    if resident is not None and resident.id != subscriber.id:
        _merge(session, subscriber, resident, now, are_messages_gone=are_messages_gone)
        return
    subscriber.chat_id, subscriber.thread_id = chat_id, thread_id
    session.add(subscriber)
    session.flush()
    theirs = update(Delivery).where(col(Delivery.subscriber_id) == subscriber.id)
    session.connection().execute(theirs.values(chat_id=chat_id))


def _merge(
    session: Session, subscriber: Subscriber, resident: Subscriber, now: datetime, *, are_messages_gone: bool
) -> None:
    """Hand everything of a subscriber over to the one who lives there already, whose own choices of topics stand.

    What becomes of settings that differ, their declarations say.
    """
    guest, home = subscriber.id, resident.id
    for column, value in preferences.merged_values(subscriber, resident).items():
        setattr(resident, column, value)
    _merge_place(subscriber, resident)
    session.add(resident)
    followed = set(session.exec(select(Subscription.topic_id).where(Subscription.subscriber_id == home)))
    for subscription in session.exec(select(Subscription).where(Subscription.subscriber_id == guest)):
        if subscription.topic_id not in followed:
            subscription.subscriber_id = home
            session.add(subscription)
    session.flush()
    _transfer_words(session, guest, home)
    _transfer_hours(session, guest, home)
    _transfer_notes(session, guest, home)
    _cancel_duplicates(session, guest, home, now, are_messages_gone=are_messages_gone)
    _transfer_deliveries(session, guest, home, resident.chat_id)
    session.delete(subscriber)
    session.flush()
    reschedule(session, resident, now)
    if resident.status is not SubscriberStatus.ACTIVE:
        cancel_unwanted(session, home, now)
    else:
        cancel_opted_out(session, home, now)


def _merge_place(subscriber: Subscriber, resident: Subscriber) -> None:
    """Keep who set the place up first, its names, and an absence of which only the guest knows."""
    resident.set_up_by = resident.set_up_by if resident.set_up_by is not None else subscriber.set_up_by
    resident.title = resident.title or subscriber.title
    resident.username = resident.username or subscriber.username
    if resident.lost_at is None and resident.status is SubscriberStatus.ACTIVE and subscriber.returned_at is not None:
        resident.lost_at, resident.returned_at = subscriber.lost_at, subscriber.returned_at


def _transfer_words(session: Session, guest: int, home: int) -> None:
    """Give the resident the filters and watches, less those that it has itself."""
    theirs: dict[Any, tuple[str, ...]] = {WordFilter: ("topic_id", "mode", "expression"), Watch: ("expression",)}
    for model, same in theirs.items():
        of_home = {tuple(getattr(each, name) for name in same) for each in _rows_of(session, model, home)}
        for each in _rows_of(session, model, guest):
            if tuple(getattr(each, name) for name in same) not in of_home:
                each.subscriber_id = home
                session.add(each)
    session.flush()


def _rows_of(session: Session, model: Any, subscriber_id: int) -> list[Any]:
    """Their rows, less drafts of filters, which have expired as they were written (``storage/word_filters.py``)."""
    rows = session.exec(select(model).where(model.subscriber_id == subscriber_id))
    return [each for each in rows if getattr(each, "expires_at", None) != each.created_at]


def _transfer_hours(session: Session, guest: int, home: int) -> None:
    """Give the resident the digest hours: one that both have reaches back as far as either, and no date has two."""
    both = session.exec(select(DigestHour).where(col(DigestHour.subscriber_id).in_((guest, home)))).all()
    of_home = {hour.rhythm: hour for hour in both if hour.subscriber_id == home}
    for hour in both:
        own = of_home.get(hour.rhythm)
        if own is None:
            hour.subscriber_id = home
        elif own is not hour:
            own.since_at = min(own.since_at, hour.since_at)
            own.last_day = max((day for day in (own.last_day, hour.last_day) if day), default=None)
    session.add_all(both)
    session.flush()


def _transfer_notes(session: Session, guest: int, home: int) -> None:
    """Give the resident what was saved, what was kept back, and the question that waits for an answer."""
    kept: dict[Any, str] = {SavedArticle: "article_id", Suppression: "article_id", ReaderQuestion: ""}
    for model, same in kept.items():
        table = model.__table__
        own = table.alias()
        is_there = exists().where(own.c.subscriber_id == home, own.c[same] == table.c[same] if same else true())
        theirs = update(table).where(table.c.subscriber_id == guest, ~is_there)
        session.connection().execute(theirs.values(subscriber_id=home))


def _transfer_deliveries(session: Session, guest: int, home: int, chat_id: int) -> None:
    """Give the resident the deliveries. Keys of broadcasts say who has a row: it is the resident now."""
    of_home = select(Delivery.broadcast_id).where(Delivery.subscriber_id == home)
    has_row = {broadcast_id for broadcast_id in session.exec(of_home) if broadcast_id is not None}
    of_guest = select(Delivery.broadcast_id, func.min(Delivery.id)).where(Delivery.subscriber_id == guest)
    for broadcast_id, first in session.exec(of_guest.group_by(col(Delivery.broadcast_id))):
        if broadcast_id is not None and broadcast_id not in has_row:
            key = {"dedupe_key": f"broadcast:{broadcast_id}:{home}"}
            session.connection().execute(update(Delivery).where(col(Delivery.id) == first).values(key))
    theirs = update(Delivery).where(col(Delivery.subscriber_id) == guest)
    # One message a chat is in flight: a second one bears the old id until it is back (storage/settle.py).
    flying = aliased(Delivery)
    is_taken = exists().where(col(flying.chat_id) == chat_id, col(flying.state) == DeliveryState.IN_FLIGHT)
    stays = and_(col(Delivery.state) == DeliveryState.IN_FLIGHT, is_taken)
    session.connection().execute(theirs.values(chat_id=case((stays, col(Delivery.chat_id)), else_=chat_id)))
    session.connection().execute(theirs.values(subscriber_id=home))


def _cancel_duplicates(session: Session, guest: int, home: int, now: datetime, *, are_messages_gone: bool) -> None:
    """Cancel what either is still owed and the other was told, or will be: the chats are one.

    Messages that are gone have told nothing; what is under way comes back, and is owed then.
    """
    _cancel_known(session, guest, _news_of(session, home, TOLD_STATES), now)
    maybe_told = {DeliveryState.IN_FLIGHT} if are_messages_gone else MAYBE_SENT_STATES
    _cancel_known(session, home, _news_of(session, guest, maybe_told), now)


def _news_of(session: Session, subscriber_id: int, states: Collection[DeliveryState]) -> set[News]:
    theirs = and_(col(Delivery.subscriber_id) == subscriber_id, col(Delivery.state).in_(states))
    told_by = select(Delivery.story_id, Delivery.broadcast_id, Delivery.digest_id, Delivery.correction_id).where(theirs)
    in_digests = select(DigestStory.story_id).join(Delivery, col(Delivery.digest_id) == DigestStory.digest_id)
    return {
        *session.exec(told_by),
        *((story_id, None, None, None) for story_id in session.exec(in_digests.where(theirs))),
    }


def _cancel_known(session: Session, subscriber_id: int, told: set[News], now: datetime) -> None:
    news = (Delivery.story_id, Delivery.broadcast_id, Delivery.digest_id, Delivery.correction_id)
    owed = sql_select(col(Delivery.id), *(col(each) for each in news))
    mine = owed.where(col(Delivery.subscriber_id) == subscriber_id, is_unsent())
    waiting = session.connection().execute(mine).all()
    twice = [delivery_id for delivery_id, *news in waiting if tuple(news) in told and any(news)]
    words = "told in the chat that it moved to"
    cancel_deliveries(session, and_(col(Delivery.id).in_(twice), is_unsent()), Cancellation.TOLD_ALREADY, now, words)
