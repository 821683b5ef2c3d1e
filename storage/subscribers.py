"""Subscribers: who they are, what they chose, and where their chats move.

A group can become a supergroup, and a thread can be deleted. If there is a subscriber at the new address already, the
two are merged: nobody is sent a story or a broadcast twice.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import and_, bindparam, case, delete, exists, func, or_, true, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage import preferences, topics
from storage.database import read_only
from storage.enqueue import TOLD_STATES
from storage.models import (
    Awaits,
    Broadcast,
    BroadcastState,
    Cancellation,
    ChatKind,
    Delivery,
    DeliveryState,
    DigestHour,
    DigestStory,
    ReaderQuestion,
    SavedArticle,
    Subscriber,
    SubscriberStatus,
    Subscription,
    Suppression,
    Volume,
    Watch,
    WordFilter,
)
from storage.outbox import (
    cancel_chat,
    cancel_deliveries,
    cancel_opted_out,
    cancel_unsubscribed,
    cancel_unwanted,
    is_unsent,
)
from storage.preferences import Preference
from storage.rhythm import Rhythm, RhythmKind
from storage.schedules import reschedule

V = TypeVar("V")

UNREACHABLE_STATUSES = frozenset(
    {SubscriberStatus.BLOCKED, SubscriberStatus.DEACTIVATED, SubscriberStatus.KICKED, SubscriberStatus.MISSING}
)


@read_only
def find(session: Session, chat_id: int, thread_id: int = 0) -> Subscriber | None:
    """The subscriber of a chat or thread, if it ever wrote."""
    query = select(Subscriber).where(Subscriber.chat_id == chat_id, Subscriber.thread_id == thread_id)
    return session.exec(query).first()


def find_or_add(  # noqa: PLR0917 - one call an update, by position as all of them
    session: Session,
    chat_id: int,
    kind: ChatKind,
    language: str,
    now: datetime,
    thread_id: int = 0,
    *,
    title: str = "",
    username: str = "",
    set_up_by: int | None = None,
) -> Subscriber:
    """The subscriber of a chat or thread that just wrote: added if new, reachable again if it was not.

    One that paused stays paused. Language and ``set_up_by`` count for one that is new, title and public name for all.
    """
    subscriber = find(session, chat_id, thread_id)
    if subscriber is None:
        subscriber = Subscriber(
            chat_id=chat_id,
            thread_id=thread_id,
            kind=kind,
            language=language,
            set_up_by=set_up_by,
            created_at=now,
            seen_at=now,
        )
    subscriber.seen_at = now
    subscriber.title, subscriber.username = title, username
    if subscriber.status in UNREACHABLE_STATUSES:
        subscriber.status, subscriber.status_reason = SubscriberStatus.ACTIVE, ""
    session.add(subscriber)
    session.flush()
    return subscriber


@read_only
def choices(session: Session, subscriber_id: int) -> dict[int, Volume]:
    """What a subscriber chose, by topic id."""
    query = select(Subscription.topic_id, Subscription.volume).where(Subscription.subscriber_id == subscriber_id)
    return {topic_id: Volume(volume) for topic_id, volume in session.exec(query)}


@read_only
def subscriptions(session: Session, subscriber_id: int) -> dict[int, Subscription]:
    """The same with all that belongs to each choice, by topic id."""
    found = session.exec(select(Subscription).where(Subscription.subscriber_id == subscriber_id))
    return {subscription.topic_id: subscription for subscription in found}


@read_only
def count_topic_filters(session: Session, subscriber_id: int, topic_id: int, now: datetime) -> int:
    """How many filters of a subscriber are for this topic alone."""
    lasts = or_(col(WordFilter.expires_at).is_(None), col(WordFilter.expires_at) > now)
    mine = and_(col(WordFilter.subscriber_id) == subscriber_id, col(WordFilter.topic_id) == topic_id)
    return session.exec(select(func.count()).select_from(WordFilter).where(mine, lasts)).one()


@read_only
def choices_by_subscriber(session: Session, subscriber_ids: list[int]) -> Mapping[int, dict[int, Volume]]:
    """The same for many subscribers, by their id."""
    found: dict[int, dict[int, Volume]] = {}
    for subscriber_id, topic_id, volume in session.connection().execute(
        _choices_by_subscriber(), {"ids": subscriber_ids}
    ):
        found.setdefault(subscriber_id, {})[topic_id] = volume
    return found


@cache
def _choices_by_subscriber() -> Any:
    table = Subscription.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    columns = sqlalchemy.select(table.c.subscriber_id, table.c.topic_id, table.c.volume)
    return columns.where(table.c.subscriber_id.in_(bindparam("ids", expanding=True)))


def set_subscription(session: Session, subscriber_id: int, topic_id: int, volume: Volume, now: datetime) -> bool:
    """Follow or mute a topic; what muting makes no longer owed is cancelled. Returns whether anything changed.

    What arrived before the subscription is the archive; a topic that was muted and is followed again starts anew. Its
    own rhythm stays, and so does how much of a topic gets through that is followed already; but ``off`` ends when
    somebody follows it.
    """
    query = select(Subscription).where(Subscription.subscriber_id == subscriber_id, Subscription.topic_id == topic_id)
    subscription = session.exec(query).first()
    if subscription is None:
        subscription = Subscription(subscriber_id=subscriber_id, topic_id=topic_id, volume=Volume.MUTED, created_at=now)
    elif volume is Volume.STORIES and subscription.volume != Volume.MUTED:
        volume = Volume(subscription.volume)
    rhythm = "" if volume is not Volume.MUTED and subscription.rhythm == OFF else subscription.rhythm
    return _change(session, subscription, {"volume": volume, "rhythm": rhythm}, now)


def set_volume(  # noqa: PLR0917 - one call a choice, by position as all of them
    session: Session, subscriber_id: int, topic_id: int, volume: Volume, per_day: int, now: datetime
) -> bool:
    """Choose how much of a topic gets through, and so follow or mute it. Returns whether anything changed.

    Where a topic above decided so far, the topic is given a subscription of its own, equal in all else.

    Args:
        session: In one transaction.
        subscriber_id: Whose.
        topic_id: Of the topic.
        volume: How much.
        per_day: Stories a day, of the volume ``SOME``.
        now: When they chose.
    """
    subscription = _own_subscription(session, subscriber_id, topic_id, now)
    return _change(session, subscription, {"volume": volume, "per_day": per_day}, now)


def set_rhythm(session: Session, subscriber_id: int, topic_id: int, rhythm: Rhythm | str, now: datetime) -> bool:
    """Choose when a topic's stories are told, and so follow it; "" is when the chat's are. Returns whether it changed.

    Where a topic above decided so far, the topic is given a subscription of its own, equal in all else. Alerts that
    wait are cancelled, and told in the digest, if the topic has one from now on.
    """
    subscription = _own_subscription(session, subscriber_id, topic_id, now)
    volume = Volume(subscription.volume)
    if volume is Volume.MUTED:
        if str(rhythm) == OFF:
            return False
        volume = Volume.STORIES
    return _change(session, subscription, {"volume": volume, "rhythm": str(rhythm)}, now)


OFF = RhythmKind.OFF.value


def set_apart(session: Session, subscriber_id: int, topic_id: int, now: datetime) -> bool:
    """Give a topic that comes with one above it a subscription of its own, equal in all. Returns whether it got one."""
    own = _own_subscription(session, subscriber_id, topic_id, now)
    if own.id is not None or own.volume == Volume.MUTED:
        return False
    return _change(session, own, {}, now)


def _own_subscription(session: Session, subscriber_id: int, topic_id: int, now: datetime) -> Subscription:
    """The subscription on a topic; where there is none one like the nearest above, or a muted one: not stored yet."""
    chosen = session.exec(select(Subscription).where(Subscription.subscriber_id == subscriber_id))
    by_topic = {each.topic_id: each for each in chosen}
    line = (topic_id, *topics.ancestors(topic_id, topics.parent_ids(session)))
    nearest = next((by_topic[each] for each in line if each in by_topic), None)
    if nearest is None:
        return Subscription(subscriber_id=subscriber_id, topic_id=topic_id, volume=Volume.MUTED, created_at=now)
    return nearest if nearest.topic_id == topic_id else _copy(nearest, topic_id)


def _copy(subscription: Subscription, topic_id: int) -> Subscription:
    """The same choice on a topic below, as old as it: what it covered is covered still."""
    return Subscription(**(subscription.model_dump(exclude={"id"}) | {"topic_id": topic_id}))


def _change(session: Session, subscription: Subscription, values: Mapping[str, Any], now: datetime) -> bool:
    """Store choices about a topic, with what follows from them; one that brought nothing before begins now."""
    is_new = subscription.id is None
    if not is_new and all(getattr(subscription, name) == value for name, value in values.items()):
        return False
    subscriber = session.get_one(Subscriber, subscription.subscriber_id)
    was_silent = _is_silent(subscription, subscriber)
    for name, value in values.items():
        setattr(subscription, name, value)
    if was_silent:
        subscription.created_at = now
    session.add(subscription)
    session.flush()
    _apply_topics(session, subscriber, now)
    return True


def _is_silent(subscription: Subscription, subscriber: Subscriber) -> bool:
    return subscription.volume == Volume.MUTED or (subscription.rhythm or subscriber.rhythm) == OFF


def apply_choices(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Draw the consequences of what a subscriber chose about topics, rhythms, quiet hours or their zone.

    Alerts that nothing covers any more are cancelled. Those whose topic is told in a digest from now on stand in the
    next one: it reaches back to them.
    """
    put_off = cancel_unsubscribed(session, subscriber.id, now)
    reschedule(session, subscriber, now)
    if put_off is not None:
        for hour in session.exec(select(DigestHour).where(DigestHour.subscriber_id == subscriber.id)):
            hour.since_at = min(hour.since_at, put_off)
            session.add(hour)


def _apply_topics(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Draw the consequences of a change of topics: for whoever has all at once, there are no hours to set."""
    has_own = exists(
        select(Subscription.id).where(Subscription.subscriber_id == subscriber.id, Subscription.rhythm != "")
    )
    has_hours = exists(select(DigestHour.id).where(DigestHour.subscriber_id == subscriber.id))
    is_scheduled = subscriber.rhythm != preferences.RHYTHM.default or session.scalar(
        sqlalchemy.select(or_(has_own, has_hours))
    )
    if is_scheduled:
        apply_choices(session, subscriber, now)
    else:
        cancel_unsubscribed(session, subscriber.id, now)


def remove_subscription(session: Session, subscriber_id: int, topic_id: int, now: datetime) -> bool:
    """Forget a choice; what is no longer owed is cancelled. Returns whether there was one."""
    where = (col(Subscription.subscriber_id) == subscriber_id, col(Subscription.topic_id) == topic_id)
    dropped = session.connection().execute(delete(Subscription).where(*where)).rowcount > 0
    if dropped:
        _apply_topics(session, session.get_one(Subscriber, subscriber_id), now)
    return dropped


def pause(session: Session, subscriber_id: int, now: datetime) -> bool:
    """Stop everything but notices about the service, keep all choices. Returns whether it was running."""
    subscriber = _set_status(session, subscriber_id, SubscriberStatus.PAUSED, now)
    if subscriber is not None:
        cancel_chat(session, subscriber.chat_id, Cancellation.PAUSED, now)
    return subscriber is not None


def resume(session: Session, subscriber_id: int, now: datetime) -> bool:
    """Go on from now. Returns whether it was paused."""
    return _set_status(session, subscriber_id, SubscriberStatus.ACTIVE, now) is not None


def pause_until(session: Session, subscriber_id: int, until: datetime, now: datetime) -> None:
    """Have nothing arrive for a while, in place of any other pause; what comes meanwhile is told at its end.

    A time that has come ends the pause.
    """
    subscriber = session.get_one(Subscriber, subscriber_id)
    _set_status(session, subscriber_id, SubscriberStatus.ACTIVE, now)
    subscriber.paused_until = until
    session.add(subscriber)
    reschedule(session, subscriber, now)


def set_preference(session: Session, subscriber_id: int, preference: Preference[V], value: V, now: datetime) -> bool:
    """Change a setting; what it no longer lets through is cancelled. Returns whether it changed."""
    subscriber = session.get_one(Subscriber, subscriber_id)
    if preference.value(subscriber) == value:
        return False
    if preference is preferences.RHYTHM and subscriber.rhythm == OFF:
        _begin_anew(session, subscriber_id, now)
    setattr(subscriber, preference.column, value)
    session.add(subscriber)
    session.flush()
    cancel_opted_out(session, subscriber_id, now)
    if preference in (preferences.RHYTHM, preferences.QUIET_HOURS, preferences.ZONE):
        apply_choices(session, subscriber, now)
    return True


ANSWER_TIMEOUT = timedelta(minutes=10)
"""A message that comes later is no answer."""


def ask(  # noqa: PLR0917 - one call a question, by position as all of them
    session: Session,
    subscriber_id: int,
    awaits: Awaits,
    topic_id: int | None,
    now: datetime,
    about_id: int | None = None,
    delivery_id: int | None = None,
) -> None:
    """Store what a subscriber was asked, in place of what they were asked before: their next message is the answer.

    Args:
        session: In one transaction.
        subscriber_id: Who was asked.
        awaits: What.
        topic_id: The topic that it is about; None: the whole chat.
        now: When.
        about_id: Whom the answer changes; None: themselves.
        delivery_id: The post that it is about.
    """
    session.merge(
        ReaderQuestion(
            subscriber_id=subscriber_id,
            awaits=awaits,
            topic_id=topic_id,
            about_id=about_id,
            delivery_id=delivery_id,
            asked_at=now,
        )
    )


@read_only
def question_about(session: Session, chat_id: int) -> int | None:
    """Whom the question changes that a private chat was asked, if that is another subscriber."""
    asked = select(ReaderQuestion.about_id).join(Subscriber, col(Subscriber.id) == ReaderQuestion.subscriber_id)
    return session.exec(asked.where(Subscriber.chat_id == chat_id, Subscriber.thread_id == 0)).first()


@read_only
def open_question(session: Session, chat_id: int, now: datetime) -> ReaderQuestion | None:
    """What a private chat was asked within the last ten minutes; it stays asked."""
    person = find(session, chat_id)
    asked = session.get(ReaderQuestion, person.id) if person else None
    return asked if asked and asked.asked_at > now - ANSWER_TIMEOUT else None


def take_question(session: Session, subscriber_id: int, now: datetime) -> ReaderQuestion | None:
    """What a subscriber was asked within the last ten minutes. It is forgotten with that: who needs it asks again."""
    asked = session.get(ReaderQuestion, subscriber_id)
    if asked is None:
        return None
    session.delete(asked)
    session.flush()
    return asked if asked.asked_at > now - ANSWER_TIMEOUT else None


def _begin_anew(session: Session, subscriber_id: int, now: datetime) -> None:
    """Have the topics of the chat's rhythm, which was off, bring only what comes from now on."""
    theirs = select(Subscription).where(Subscription.subscriber_id == subscriber_id)
    for subscription in session.exec(theirs.where(Subscription.rhythm == "")):
        subscription.created_at = now
        session.add(subscription)


def mark_unreachable(session: Session, chat_id: int, status: SubscriberStatus, reason: str, now: datetime) -> None:
    """Note that a chat cannot be written to, and cancel all that it is owed.

    Who had paused stays paused, and finds it so on coming back.
    """
    running = select(Subscriber).where(Subscriber.chat_id == chat_id, Subscriber.status != SubscriberStatus.PAUSED)
    for subscriber in session.exec(running):
        subscriber.status, subscriber.status_reason = status, reason
        session.add(subscriber)
    cancel_chat(session, chat_id, Cancellation(status.value), now, reason)


def mark_reachable(session: Session, chat_id: int, now: datetime) -> None:
    """Note that a chat let the bot in again. A chat that is not known is not stored for that."""
    for subscriber in session.exec(select(Subscriber).where(Subscriber.chat_id == chat_id)):
        subscriber.seen_at = now
        if subscriber.status in UNREACHABLE_STATUSES:
            subscriber.status, subscriber.status_reason = SubscriberStatus.ACTIVE, ""
        session.add(subscriber)


def erase(session: Session, chat_id: int) -> bool:
    """Delete a chat's subscribers with their subscriptions and deliveries. Returns whether there were any."""
    return session.connection().execute(delete(Subscriber).where(col(Subscriber.chat_id) == chat_id)).rowcount > 0


def _set_status(session: Session, subscriber_id: int, status: SubscriberStatus, now: datetime) -> Subscriber | None:
    """The subscriber, with another status; None where it was that already. A pause that ends by itself is over."""
    subscriber = session.get_one(Subscriber, subscriber_id)
    if subscriber.paused_until is not None:
        subscriber.paused_until = None
        reschedule(session, subscriber, now)
    if subscriber.status == status:
        return None
    subscriber.status, subscriber.status_reason = status, ""
    session.add(subscriber)
    return subscriber


News = tuple[int | None, int | None, int | None]
"""Story, broadcast and digest for readers, of which a delivery has one."""

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
    for subscriber in movers:
        subscriber.kind = ChatKind.SUPERGROUP
        _forget_messages(session, subscriber)
        _change_address(session, subscriber, new_chat_id, subscriber.thread_id, now)


def _restore(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Make a subscriber reachable who was lost, and have sent what was cancelled for that lately."""
    if subscriber.status not in LOST_GROUP_STATUSES:
        return
    reason = Cancellation(subscriber.status.value)
    subscriber.status, subscriber.status_reason = SubscriberStatus.ACTIVE, ""
    session.add(subscriber)
    session.flush()
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


def leave_thread(session: Session, subscriber_id: int, now: datetime) -> None:
    """Have the subscriber of a thread that is gone go on in the chat itself, unless it was erased meanwhile."""
    subscriber = session.get(Subscriber, subscriber_id)
    if subscriber is not None:
        _change_address(session, subscriber, subscriber.chat_id, 0, now)


def _change_address(session: Session, subscriber: Subscriber, chat_id: int, thread_id: int, now: datetime) -> None:
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
    """Hand everything of a subscriber over to the one who lives there already, whose own choices of topics stand.

    What becomes of settings that differ, their declarations say.
    """
    guest, home = subscriber.id, resident.id
    for column, value in preferences.merged_values(subscriber, resident).items():
        setattr(resident, column, value)
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
    _cancel_duplicates(session, guest, home, now)
    _transfer_deliveries(session, guest, home, resident.chat_id)
    session.delete(subscriber)
    session.flush()
    reschedule(session, resident, now)
    if resident.status is not SubscriberStatus.ACTIVE:
        cancel_unwanted(session, home, now)
    else:
        cancel_opted_out(session, home, now)


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


def _cancel_duplicates(session: Session, guest: int, home: int, now: datetime) -> None:
    """Cancel what either is still owed and the other was told, or will be: the chats are one."""
    _cancel_known(session, guest, _news_of(session, home, TOLD_STATES), now)
    _cancel_known(session, home, _news_of(session, guest, MAYBE_SENT_STATES), now)


def _news_of(session: Session, subscriber_id: int, states: Collection[DeliveryState]) -> set[News]:
    theirs = and_(col(Delivery.subscriber_id) == subscriber_id, col(Delivery.state).in_(states))
    told_by = select(Delivery.story_id, Delivery.broadcast_id, Delivery.digest_id).where(theirs)
    in_digests = select(DigestStory.story_id).join(Delivery, col(Delivery.digest_id) == DigestStory.digest_id)
    return {*session.exec(told_by), *((story_id, None, None) for story_id in session.exec(in_digests.where(theirs)))}


def _cancel_known(session: Session, subscriber_id: int, told: set[News], now: datetime) -> None:
    owed = select(Delivery.id, Delivery.story_id, Delivery.broadcast_id, Delivery.digest_id)
    waiting = session.exec(owed.where(Delivery.subscriber_id == subscriber_id, is_unsent()))
    twice = [delivery_id for delivery_id, *news in waiting if tuple(news) in told and any(news)]
    words = "told in the chat that it moved to"
    cancel_deliveries(session, and_(col(Delivery.id).in_(twice), is_unsent()), Cancellation.TOLD_ALREADY, now, words)
