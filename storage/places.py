"""Places of a person: the groups, threads and channels that they set up or administer, and how many they may have."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, exists, func, or_
from sqlmodel import Session, col, select

from storage import subscribers
from storage.cancellations import cancel_unwanted
from storage.database import read_only
from storage.models import ChatKind, Menu, Subscriber, Subscription, Volume, Watch, WordFilter
from storage.preferences import PREFERENCES
from storage.rhythm import RhythmKind

MOST_TOPICS = 100
"""Topics of a place: its pages and its copy stay small, and no catalogue that people read has more."""


class PlaceLimitError(Exception):
    """Somebody has as many places as they may have.

    Attributes:
        most: How many that is.
    """

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} places")
        self.most = most


class TopicLimitError(Exception):
    """A place follows as many topics as it may."""


def require_room(session: Session, set_up_by: int | None, most: int) -> None:
    """Make sure that somebody may set up another place. Anonymous administrators count as their group.

    Raises:
        PlaceLimitError: They have ``most`` already.
    """
    if set_up_by is not None and count(session, set_up_by) >= most:
        raise PlaceLimitError(most)


@read_only
def count(session: Session, user_id: int) -> int:
    """How many places somebody subscribed: such as follow something, or did and still have a choice of it."""
    mine = select(func.count()).select_from(Subscriber).where(Subscriber.set_up_by == user_id)
    follows = exists().where(col(Subscription.subscriber_id) == col(Subscriber.id))
    return session.exec(mine.where(Subscriber.kind != ChatKind.PRIVATE, follows)).one()


@read_only
def places_of(session: Session, user_id: int) -> list[Subscriber]:
    """The places that somebody set up, or of which they opened a menu lately, by title and thread."""
    opened = select(Menu.chat_id).where(Menu.opened_by == user_id)
    bound = select(Menu.subscriber_id).where(Menu.opened_by == user_id, col(Menu.subscriber_id).is_not(None))
    is_theirs = or_(
        col(Subscriber.set_up_by) == user_id, col(Subscriber.chat_id).in_(opened), col(Subscriber.id).in_(bound)
    )
    found = session.exec(select(Subscriber).where(is_theirs, Subscriber.kind != ChatKind.PRIVATE)).all()
    return sorted(found, key=lambda each: (each.title.casefold(), each.chat_id, each.thread_id))


@read_only
def find_of(session: Session, user_id: int, place_id: int) -> Subscriber | None:
    """One of them by its id; None for one that is not theirs, whatever a button's data claims."""
    return next((each for each in places_of(session, user_id) if each.id == place_id), None)


def take_off_list(session: Session, place: Subscriber, user_id: int) -> None:
    """Have a place be none of somebody's any more; it stays as it is."""
    if place.set_up_by == user_id:
        place.set_up_by = None
        session.add(place)
    theirs = and_(col(Menu.opened_by) == user_id, or_(_is_in(place), col(Menu.subscriber_id) == place.id))
    session.connection().execute(delete(Menu).where(theirs))
    session.flush()


def erase(session: Session, place: Subscriber) -> None:
    """Delete a place with all that it chose and is owed."""
    session.connection().execute(delete(Subscriber).where(col(Subscriber.id) == place.id))


def _is_in(place: Subscriber) -> Any:
    return col(Menu.chat_id) == place.chat_id


@dataclass(frozen=True, slots=True)
class CopiedSettings:
    """What was copied: how many topics, filters and watches, and how many topics there was no room for."""

    topics: int
    words: int
    left_out: int = 0


def copy_settings(
    session: Session, source: Subscriber, target: Subscriber, now: datetime, *, replaces: bool
) -> CopiedSettings:
    """Give a place what another has: topics with their volumes and rhythms, filters, watches, preferences.

    What is new to it brings what arrives from now on.

    Args:
        session: In one transaction.
        source: Whose settings.
        target: Who is given them.
        now: When.
        replaces: Whether all that the target has goes; else it keeps that, its preferences among it, and is given what
            it lacks.
    """
    copied, left_out = _copy_topics(session, source, target, now, replaces=replaces)
    words = sum(_copy_words(session, model, source, target, now, replaces=replaces) for model in (WordFilter, Watch))
    if replaces:
        for each in PREFERENCES:
            if source.kind in each.kinds and target.kind in each.kinds:
                subscribers.set_preference(session, target.id, each, each.value(source), now)
    session.flush()
    subscribers.apply_choices(session, target, now)
    cancel_unwanted(session, target.id, now)
    return CopiedSettings(copied, words, left_out)


def _copy_topics(
    session: Session, source: Subscriber, target: Subscriber, now: datetime, *, replaces: bool
) -> tuple[int, int]:
    """Copy choices of topics; returns how many, and how many there was no room for."""
    theirs, own = (subscribers.subscriptions(session, each.id) for each in (source, target))
    if replaces:
        for topic_id in own.keys() - theirs.keys():
            session.delete(own.pop(topic_id))
    room = MOST_TOPICS - len(own) if target.kind is not ChatKind.PRIVATE else len(theirs)
    new = [topic_id for topic_id in sorted(theirs) if topic_id not in own]
    for topic_id in new[: max(room, 0)]:
        values = theirs[topic_id].model_dump(exclude={"id"}) | {"subscriber_id": target.id, "created_at": now}
        session.add(Subscription(**values))
    for topic_id in theirs.keys() & own.keys() if replaces else ():
        _copy_choice(theirs[topic_id], own[topic_id], now)
        session.add(own[topic_id])
    session.flush()
    left_out = max(len(new) - max(room, 0), 0)
    return (len(theirs) if replaces else len(new)) - left_out, left_out


def _copy_choice(source: Subscription, target: Subscription, now: datetime) -> None:
    """Have a topic come as it does to another; one that brought nothing before begins now."""
    if target.volume == Volume.MUTED or target.rhythm == RhythmKind.OFF.value:
        target.created_at = now
    target.volume, target.per_day, target.rhythm = source.volume, source.per_day, source.rhythm


def _copy_words(
    session: Session, model: Any, source: Subscriber, target: Subscriber, now: datetime, *, replaces: bool
) -> int:
    """Copy filters or watches that last; returns how many."""
    lasting = [each for each in _rows(session, model, source) if _lasts(each, now)]
    if replaces:
        wanted = {_same(each) for each in lasting}
        for each in _rows(session, model, target):
            if _same(each) not in wanted:
                session.delete(each)
        session.flush()
    known = {_same(each) for each in _rows(session, model, target)}
    new = [each for each in lasting if _same(each) not in known]
    for each in new:
        session.add(model(**(each.model_dump(exclude={"id"}) | {"subscriber_id": target.id, "created_at": now})))
    session.flush()
    return len(lasting) if replaces else len(new)


def _rows(session: Session, model: Any, subscriber: Subscriber) -> list[Any]:
    return list(session.exec(select(model).where(model.subscriber_id == subscriber.id).order_by(model.id)))


def _same(row: Any) -> tuple[object, ...]:
    return tuple(getattr(row, name, None) for name in ("topic_id", "mode", "expression"))


def _lasts(row: Any, now: datetime) -> bool:
    ends = getattr(row, "expires_at", None)
    return ends is None or ends > now
