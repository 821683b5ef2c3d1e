"""Subscribers: who they are, and what they chose. Where their chats move is in ``storage/chats.py``."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import and_, bindparam, delete, exists, func, or_, update
from sqlmodel import Session, col, select

from storage import absence, bans, preferences, responses, topics
from storage.cancellations import cancel_opted_out, cancel_unsubscribed, cancel_unwanted
from storage.database import read_only
from storage.models import (
    Awaits,
    Ban,
    ChatKind,
    DigestHour,
    Menu,
    ReaderQuestion,
    Subscriber,
    SubscriberStatus,
    Subscription,
    Volume,
    WordFilter,
)
from storage.preferences import Preference
from storage.rhythm import Rhythm, RhythmKind
from storage.schedules import reschedule

V = TypeVar("V")


@read_only
def find(session: Session, chat_id: int, thread_id: int = 0) -> Subscriber | None:
    """The subscriber of a chat or thread, if it ever wrote."""
    query = select(Subscriber).where(Subscriber.chat_id == chat_id, Subscriber.thread_id == thread_id)
    return session.exec(query).first()


@read_only
def is_any_banned(session: Session, chat_ids: Collection[int]) -> bool:
    """Whether any of these people and places is banned: asked before anything is answered (``storage/bans.py``)."""
    return session.exec(select(Ban.chat_id).where(col(Ban.chat_id).in_(chat_ids)).limit(1)).first() is not None


@read_only
def first_of_chat(session: Session, chat_id: int) -> Subscriber | None:
    """The subscriber of a chat itself, else of the first of its threads."""
    query = select(Subscriber).where(Subscriber.chat_id == chat_id)
    return session.exec(query.order_by(col(Subscriber.thread_id))).first()


@read_only
def find_by_username(session: Session, username: str) -> Subscriber | None:
    """The group or channel with this public name, in any case; of people none is stored."""
    named = select(Subscriber).where(func.lower(Subscriber.username) == username.lower())
    return session.exec(named.order_by(col(Subscriber.seen_at).desc())).first()


@read_only
def last_seen_people(session: Session, limit: int) -> list[int]:
    """Ids of the people who were here last, the last first."""
    people = select(Subscriber.chat_id).where(Subscriber.kind == ChatKind.PRIVATE)
    return list(session.exec(people.order_by(col(Subscriber.seen_at).desc()).limit(limit)))


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
        bans.hold(session, subscriber)
    subscriber.seen_at = now
    subscriber.title, subscriber.username = title, username
    session.add(subscriber)
    session.flush()
    if subscriber.status in absence.UNREACHABLE_STATUSES or kind is not ChatKind.PRIVATE:
        _come_back(session, chat_id, now)
    return subscriber


def _come_back(session: Session, chat_id: int, now: datetime) -> None:
    """Have all of a chat be reachable again: whoever wrote in one thread of it shows that the bot is in."""
    away = col(Subscriber.status).in_(absence.UNREACHABLE_STATUSES)
    for each in session.exec(select(Subscriber).where(Subscriber.chat_id == chat_id, away)).all():
        absence.come_back(session, each, now)


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
    was_silent, was_muted = _is_silent(subscription, subscriber), subscription.volume == Volume.MUTED
    for name, value in values.items():
        setattr(subscription, name, value)
    if was_silent:
        subscription.created_at = now
    session.add(subscription)
    session.flush()
    is_muted = subscription.volume == Volume.MUTED
    if is_muted != was_muted or (is_new and is_muted):
        responses.note_follow(session, subscriber.id, subscription.topic_id, is_follow=not is_muted, now=now)
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
    volume = session.scalar(sqlalchemy.select(col(Subscription.volume)).where(*where))
    dropped = session.connection().execute(delete(Subscription).where(*where)).rowcount > 0
    if dropped:
        responses.note_follow(session, subscriber_id, topic_id, is_follow=volume == Volume.MUTED, now=now)
        _apply_topics(session, session.get_one(Subscriber, subscriber_id), now)
    return dropped


def pause(session: Session, subscriber_id: int, now: datetime) -> bool:
    """Stop everything but notices about the service, keep all choices. Returns whether it was running."""
    subscriber = _set_status(session, subscriber_id, SubscriberStatus.PAUSED, now)
    if subscriber is not None:
        session.flush()
        cancel_unwanted(session, subscriber.id, now)  # of this one alone: other threads of the forum go on
        absence.put_off_offer(session, subscriber.id)
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


def set_language(session: Session, subscriber_id: int, language: str) -> None:
    """Choose the language of all texts, by its IETF tag."""
    session.get_one(Subscriber, subscriber_id).language = language
    session.flush()


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


def erase(session: Session, chat_id: int) -> bool:
    """Delete a chat's subscribers with their subscriptions and deliveries. Returns whether there were any.

    The places that a person set up go on, and no longer say by whom; menus that they opened are forgotten, and so are
    their votes.
    """
    set_up = update(Subscriber).where(col(Subscriber.set_up_by) == chat_id, col(Subscriber.chat_id) != chat_id)
    session.connection().execute(set_up.values(set_up_by=None))
    session.connection().execute(delete(Menu).where(col(Menu.opened_by) == chat_id))
    responses.erase(session, chat_id)
    return session.connection().execute(delete(Subscriber).where(col(Subscriber.chat_id) == chat_id)).rowcount > 0


def _set_status(session: Session, subscriber_id: int, status: SubscriberStatus, now: datetime) -> Subscriber | None:
    """The subscriber, with another status; None where it was that already. A pause that ends by itself is over.

    Who is banned stays so, until an administrator says otherwise.
    """
    subscriber = session.get_one(Subscriber, subscriber_id)
    if subscriber.status is SubscriberStatus.BANNED:
        return None
    if subscriber.paused_until is not None:
        subscriber.paused_until = None
        reschedule(session, subscriber, now)
    if subscriber.status == status:
        return None
    subscriber.status, subscriber.status_reason = status, ""
    session.add(subscriber)
    return subscriber
