"""When each subscriber has a digest next, and when nothing arrives: due times as columns, kept with what they chose.

Nothing arrives, notices excepted, from ``Subscriber.held_from`` on until the loop that serves readers has seen
``held_until`` pass: then what was held is told, and the next such time is written (``bot/digests/reader_loop.py``).
"""

from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import and_, or_
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col, select

from storage.database import read_only
from storage.models import DigestHour, Subscriber, Subscription, Volume
from storage.rhythm import QuietHours, Rhythm, RhythmKind, TimeSpan, find_zone, next_hold


def zone_of(subscriber: Subscriber) -> tzinfo:
    """The time zone of a subscriber; UTC where they told none, or one that is no more."""
    try:
        return find_zone(subscriber.zone)
    except ValueError:
        return find_zone("")


def reschedule(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Write when a subscriber's digests are due and when nothing arrives, after they chose anything about it.

    What is due already stays due, and a time in which nothing arrived ends now if it was to go on: so it is seen to
    have ended, and what was held is told.
    """
    zone = zone_of(subscriber)
    _set_hold(subscriber, zone, now)
    session.add(subscriber)
    wanted = _rhythms_with_hours(session, subscriber)
    present = session.exec(select(DigestHour).where(DigestHour.subscriber_id == subscriber.id))
    hours = {hour.rhythm: hour for hour in present}
    gone = [hours.pop(written) for written in set(hours) - set(map(str, wanted))]
    since_at = min((hour.since_at for hour in gone), default=now)
    for hour in gone:
        session.delete(hour)
    session.flush()
    for rhythm in wanted:
        hour = hours.get(str(rhythm)) or DigestHour(
            subscriber_id=subscriber.id, rhythm=str(rhythm), due_at=now, since_at=since_at
        )
        if str(rhythm) not in hours or hour.due_at > now:
            hour.due_at = _next_due(rhythm, zone, now, hour.last_day)
        session.add(hour)
    session.flush()


@read_only
def due_hours(session: Session, subscriber_id: int) -> dict[str, datetime]:
    """When the next digest of each daily or weekly rhythm of a subscriber is due, by the rhythm as it is stored."""
    hours = select(DigestHour.rhythm, DigestHour.due_at).where(DigestHour.subscriber_id == subscriber_id)
    return dict(session.exec(hours.order_by(col(DigestHour.due_at))).all())


def roll_hold(subscriber: Subscriber, now: datetime) -> None:
    """Write the next time in which nothing arrives, once the last one is over and what was held is being told."""
    hold = _next_hold(subscriber, zone_of(subscriber), now)
    subscriber.held_from, subscriber.held_until = hold and hold.start, hold and hold.end


def is_held(now: ColumnElement[datetime] | datetime) -> ColumnElement[bool]:
    """Select subscribers to whom nothing but notices may be sent now."""
    return and_(col(Subscriber.held_from).is_not(None), col(Subscriber.held_from) <= now)


def is_not_held(now: ColumnElement[datetime] | datetime) -> ColumnElement[bool]:
    """Select the others."""
    return or_(col(Subscriber.held_from).is_(None), col(Subscriber.held_from) > now)


CLOSED_FOR = timedelta(minutes=30)
"""After that one message tries whether a thread is open again, should nobody have said so."""
RECHECKED_FIRST = timedelta(minutes=1)
"""The first such message comes this soon: it may have been opened while the one that was refused was under way."""


def is_open(rechecked: ColumnElement[datetime] | datetime, owner: Any = Subscriber) -> ColumnElement[bool]:
    """Select subscribers whose thread was not found closed since a time."""
    return or_(col(owner.thread_closed_at).is_(None), col(owner.thread_closed_at) <= rechecked)


def _next_due(rhythm: Rhythm, zone: tzinfo, now: datetime, last_day: date | None) -> datetime:
    """When a digest is due next: at once where a moved zone has put the clock past today's hour, or the week's."""
    missed = rhythm.last_due(zone, now).astimezone(zone).date()
    is_of_today = missed == now.astimezone(zone).date() or rhythm.kind is RhythmKind.WEEKLY
    if last_day is not None and missed > last_day and is_of_today:
        return now
    return rhythm.next_due(zone, now, last_day)


def _set_hold(subscriber: Subscriber, zone: tzinfo, now: datetime) -> None:
    hold = _next_hold(subscriber, zone, now)
    was_held = subscriber.held_from is not None and subscriber.held_from <= now
    if was_held and (hold is None or hold.start > now):
        subscriber.held_until = min(subscriber.held_until or now, now)
        return
    begins = subscriber.held_from if was_held else hold and hold.start
    subscriber.held_from, subscriber.held_until = begins, hold and hold.end


def _next_hold(subscriber: Subscriber, zone: tzinfo, now: datetime) -> TimeSpan | None:
    quiet = QuietHours.parse(subscriber.quiet_hours) if subscriber.quiet_hours else None
    return next_hold(quiet, subscriber.paused_until, zone, now)


def _rhythms_with_hours(session: Session, subscriber: Subscriber) -> list[Rhythm]:
    own = select(Subscription.rhythm).where(
        Subscription.subscriber_id == subscriber.id, Subscription.rhythm != "", Subscription.volume != Volume.MUTED
    )
    written = dict.fromkeys((subscriber.rhythm, *session.exec(own)))
    return [rhythm for rhythm in map(Rhythm.parse, written) if rhythm.has_hour]
