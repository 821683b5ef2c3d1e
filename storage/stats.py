"""Statistics: what a period brought, how many subscribers there were each day, and the health of the outbox now."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, literal_column, or_, select, text
from sqlalchemy.sql import ColumnElement, SQLColumnExpression
from sqlmodel import Session, col

from storage.broadcast_stats import CALLED_OFF_REASONS
from storage.database import read_only
from storage.models import (
    Article,
    Cancellation,
    DailyCount,
    Delivery,
    DeliveryKind,
    DeliveryState,
    ErasedCount,
    Story,
    Subscriber,
    SubscriberStatus,
    Subscription,
    Topic,
    Volume,
)
from storage.schedules import CLOSED_FOR, is_held, is_open

ONE_DAY = timedelta(days=1)


def count_by_day(
    session: Session, moment: SQLColumnExpression[datetime], since: datetime, *where: ColumnElement[bool]
) -> Counter[date]:
    """How many rows have their moment on which day, of those that have it after ``since``."""
    day = day_of(session, moment).label("day")
    query = select(day, func.count()).where(moment >= since, *where).group_by(day)
    return Counter({as_date(found): count for found, count in session.connection().execute(query)})


def day_of(session: Session, moment: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    """The day of a moment. SQLite stores it in UTC; PostgreSQL would take the zone of the session."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return func.date(moment if is_sqlite else func.timezone(literal_column("'UTC'"), moment))


def as_date(found: object) -> date:
    """What ``day_of`` gives, which is a text on SQLite."""
    return date.fromisoformat(str(found))


def save_daily_count(session: Session, now: datetime) -> None:
    """Store how many there are now; the last count of a day stays."""
    session.merge(_count_now(session, now))


def add_imported(session: Session, count: int, now: datetime) -> None:
    """Store that so many active subscribers were imported, so that no statistics take them for growth."""
    if not count:
        return
    today = session.get(DailyCount, now.date(), with_for_update=True) or session.merge(_count_now(session, now))
    today.imported += count
    session.add(today)


@read_only
def daily_counts(session: Session, now: datetime) -> dict[date, DailyCount]:
    """Return what was counted, by day; for today what is counted now."""
    table = DailyCount.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    earlier = session.connection().execute(select(table).where(table.c.day < now.date()))
    found = {row["day"]: DailyCount(**row) for row in earlier.mappings()}
    return found | {now.date(): _count_now(session, now)}


@read_only
def active_by_day(session: Session, days: Sequence[date], counts: Mapping[date, DailyCount]) -> dict[date, int]:
    """How many were active at the end of each day.

    A day on which nobody counted has the count before. Before the first count, those stand who are here since then:
    it is not known who left.

    Args:
        session: In one transaction.
        days: One after the other, up to today.
        counts: As ``counted`` gives them.
    """
    first = min(counts)
    since = datetime.combine(days[0], time(), UTC)
    joined = count_by_day(session, col(Subscriber.created_at), since, col(Subscriber.status) == SubscriberStatus.ACTIVE)
    found, level = {}, counts[first].active
    for day in reversed([day for day in days if day < first]):
        level = max(0, level - joined[day + ONE_DAY])
        found[day] = level
    last = counts[max((day for day in counts if day <= days[0]), default=first)]
    for day in (day for day in days if day >= first):
        last = counts.get(day, last)
        found[day] = last.active
    return found


def _count_now(session: Session, now: datetime) -> DailyCount:
    counts = select(col(Subscriber.status), func.count()).group_by(col(Subscriber.status))
    by_status: dict[SubscriberStatus, int] = dict(session.connection().execute(counts).all())
    active_now, paused = by_status.pop(SubscriberStatus.ACTIVE, 0), by_status.pop(SubscriberStatus.PAUSED, 0)
    imported = select(col(DailyCount.imported)).where(col(DailyCount.day) == now.date())
    return DailyCount(
        day=now.date(),
        active=active_now,
        paused=paused,
        gone=sum(by_status.values()),
        imported=session.connection().execute(imported).scalar() or 0,
    )


MOST_DAYS = 3_660
"""Ten years, so that no wrong date makes a report of two thousand."""

ENDED_STATES = (DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED)


@dataclass(frozen=True, slots=True)
class DayStats:
    """One day, in UTC."""

    day: date
    active: int
    """Subscribers at its end, or so far today; where nobody counted, as far as can be told."""
    paused: int | None
    """None where nobody counted."""
    gone: int | None
    joined: int
    """Of those who are still known."""
    stories: int
    articles: int
    alerts: int
    """Sent, as are the announcements."""
    announcements: int
    """Broadcasts and service notices."""
    failed: int
    """Refused by Telegram, or of unknown fate."""
    cancelled: int
    imported: int = 0
    """Of the active, those who were imported on the day."""

    @property
    def is_counted(self) -> bool:
        """Whether subscribers were counted on the day."""
        return self.gone is not None


class TopicFollowers(NamedTuple):
    """A topic, and how many active subscribers follow it."""

    name: str
    slug: str
    followers: int


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """The results of deliveries that were settled in a period."""

    sent: int
    dead: int
    uncertain: int
    cancelled: Mapping[Cancellation | None, int]
    """By reason; None where none was noted."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.sent + self.dead + self.uncertain + sum(self.cancelled.values())

    @property
    def called_off(self) -> int:
        """What was not to be delivered any more: called off, withdrawn, or told in a digest instead."""
        return sum(self.cancelled.get(reason, 0) for reason in CALLED_OFF_REASONS)

    @property
    def owed(self) -> int:
        """What was to be delivered."""
        return self.total - self.called_off


@dataclass(frozen=True, slots=True)
class PeriodStats:
    """A period that ends today."""

    days: Sequence[DayStats]
    """Each of it, oldest first; at least today."""
    before: int
    """Active subscribers when it began."""
    topics: Sequence[TopicFollowers]
    """Those with followers, most followed first."""
    outcomes: OutcomeCounts
    is_whole: bool
    """Whether it goes back to the first subscriber."""

    @property
    def today(self) -> DayStats:
        """Today so far."""
        return self.days[-1]

    @property
    def imported(self) -> int:
        """How many were imported in it."""
        return sum(day.imported for day in self.days)

    @property
    def grown(self) -> int:
        """How many more are active than when it began, without those who were imported."""
        grown, before, was_counted = 0, self.before, self.days[0].is_counted
        for day in self.days:
            change = day.active - before
            # What was worked out for the day before may hold those who were imported: then they made no difference.
            grown += change - (day.imported if was_counted else min(day.imported, max(change, 0)))
            before, was_counted = day.active, day.is_counted
        return grown


class _EndedCount(NamedTuple):
    """So many deliveries that ended alike on one day."""

    day: date
    kind: DeliveryKind
    state: DeliveryState
    cancelled_for: Cancellation | None
    number: int


@read_only
def period_stats(session: Session, days: int, now: datetime) -> PeriodStats:
    """The last days, today among them; 0: all since the first subscriber."""
    first = _first_day(session, days, now.date())
    since = datetime.combine(first, time(), UTC)
    every = [first + ONE_DAY * number for number in range((now.date() - first).days + 1)]
    counts = daily_counts(session, now)
    active = active_by_day(session, [first - ONE_DAY, *every], counts)
    ended = _ended_counts(session, since)
    subjects = _sums_by_day(ended) | {
        "joined": count_by_day(session, col(Subscriber.created_at), since),
        "stories": count_by_day(session, col(Story.started_at), since),
        "articles": count_by_day(session, col(Article.arrived_at), since),
    }
    return PeriodStats(
        days=[_day_stats(day, active[day], counts.get(day), subjects) for day in every],
        before=active[first - ONE_DAY] if days else 0,
        topics=_topic_followers(session),
        outcomes=_outcome_counts(ended),
        is_whole=days == 0,
    )


def _first_day(session: Session, days: int, today: date) -> date:
    earliest = today - ONE_DAY * (MOST_DAYS - 1)
    if days:
        return max(earliest, today - ONE_DAY * (min(days, MOST_DAYS) - 1))
    joined = session.connection().execute(select(func.min(col(Subscriber.created_at)))).scalar()
    counted = session.connection().execute(select(func.min(col(DailyCount.day)))).scalar()
    begun = [day for day in (joined and joined.date(), counted) if day]
    return max(earliest, min(begun, default=today))


def _day_stats(day: date, active: int, count: DailyCount | None, subjects: Mapping[str, Counter[date]]) -> DayStats:
    sums = {name: sum_[day] for name, sum_ in subjects.items()}
    paused, gone = (count.paused, count.gone) if count else (None, None)
    imported = count.imported if count else 0
    return DayStats(day=day, active=active, paused=paused, gone=gone, imported=imported, **sums)


def _ended_counts(session: Session, since: datetime) -> list[_EndedCount]:
    at = func.coalesce(col(Delivery.settled_at), col(Delivery.sent_at), col(Delivery.created_at))
    day = day_of(session, at).label("day")
    kinds = col(Delivery.kind), col(Delivery.state), col(Delivery.cancelled_for)
    query = (
        select(day, *kinds, func.count())
        .where(at >= since, col(Delivery.state).in_(ENDED_STATES))
        .group_by(day, *kinds)
    )
    found = [_EndedCount(as_date(on), *rest) for on, *rest in session.connection().execute(query)]
    return found + _erased_counts(session, since)


def _erased_counts(session: Session, since: datetime) -> list[_EndedCount]:
    """What stayed of deliveries that housekeeping erased; of the first day all is counted or nothing."""
    rows = session.scalars(select(ErasedCount).where(col(ErasedCount.day) >= since.date()))
    return [_EndedCount(row.day, row.kind, row.state, _reason(row.cancelled_for), row.number) for row in rows]


def _reason(stored: str) -> Cancellation | None:
    return Cancellation(stored) if stored else None


def _sums_by_day(ended: Iterable[_EndedCount]) -> dict[str, Counter[date]]:
    """Return deliveries by day, kind and result."""
    sums: dict[str, Counter[date]] = {name: Counter() for name in ("alerts", "announcements", "failed", "cancelled")}
    for each in ended:
        sums[_subject(each)][each.day] += each.number
    return sums


def _subject(ended: _EndedCount) -> str:
    if ended.state is DeliveryState.SENT:
        return "alerts" if ended.kind is DeliveryKind.ALERT else "announcements"
    return "cancelled" if ended.state is DeliveryState.CANCELLED else "failed"


def _outcome_counts(ended: Iterable[_EndedCount]) -> OutcomeCounts:
    states: Counter[DeliveryState] = Counter()
    reasons: Counter[Cancellation | None] = Counter()
    for each in ended:
        states[each.state] += each.number
        if each.state is DeliveryState.CANCELLED:
            reasons[each.cancelled_for] += each.number
    dead, uncertain = states[DeliveryState.DEAD], states[DeliveryState.UNCERTAIN]
    return OutcomeCounts(states[DeliveryState.SENT], dead, uncertain, dict(reasons.most_common()))


def _topic_followers(session: Session) -> list[TopicFollowers]:
    count = func.count().label("followers")
    query = (
        select(col(Topic.name), col(Topic.slug), count)
        .join(Subscription, col(Subscription.topic_id) == col(Topic.id))
        .join(Subscriber, col(Subscriber.id) == col(Subscription.subscriber_id))
        .where(col(Subscription.volume) != Volume.MUTED, col(Subscriber.status) == SubscriberStatus.ACTIVE)
        .group_by(col(Topic.id), col(Topic.name), col(Topic.slug))
        .order_by(count.desc(), func.lower(col(Topic.name)), col(Topic.slug))
    )
    return [TopicFollowers(*row) for row in session.connection().execute(query)]


MINUTE = timedelta(minutes=1)
LONGEST_PACE = timedelta(seconds=5)
"""A chat is left alone for up to three seconds after each message; what is longer, Telegram asked for."""


@dataclass(frozen=True, slots=True)
class Health:
    """The health of the outbox and the database.

    Attributes:
        by_state: deliveries in each state.
        later: of the pending, those that are not due yet, or wait for the end of quiet hours or a pause.
        oldest_due_at: since when the oldest waits that is due; None when nothing waits.
        sent_lately: messages that went out within the last minute.
        throttled: chats that are left alone because Telegram asked for it.
        throttled_until: when the last of them is written to again.
        size: of the database, in bytes.
    """

    by_state: Mapping[DeliveryState, int]
    later: int
    oldest_due_at: datetime | None
    sent_lately: int
    throttled: int
    throttled_until: datetime | None
    size: int
    is_sqlite: bool


@read_only
def health(session: Session, now: datetime) -> Health:
    """Return the health of the outbox and the database now."""
    connection = session.connection()
    counts = select(col(Delivery.state), func.count()).group_by(col(Delivery.state))
    pending = col(Delivery.state) == DeliveryState.PENDING
    waits = case((is_held(now), col(Delivery.kind) != DeliveryKind.NOTICE), else_=col(Delivery.due_at) > now)
    of_subscribers = col(Subscriber.id) == col(Delivery.subscriber_id)
    due = select(func.min(col(Delivery.due_at))).join(Subscriber, of_subscribers).where(pending, ~waits)
    later = select(func.count()).select_from(Delivery).join(Subscriber, of_subscribers).where(pending, waits)
    lately = select(func.count()).where(col(Delivery.state) == DeliveryState.SENT, col(Delivery.sent_at) > now - MINUTE)
    quiet = select(func.count(col(Subscriber.chat_id).distinct()), func.max(col(Subscriber.not_before)))
    throttled, until = connection.execute(quiet.where(col(Subscriber.not_before) > now + LONGEST_PACE)).one()
    return Health(
        by_state=dict(connection.execute(counts).all()),
        later=connection.execute(later).scalar_one(),
        oldest_due_at=connection.execute(due).scalar(),
        sent_lately=connection.execute(lately).scalar_one(),
        throttled=throttled,
        throttled_until=until,
        size=database_size(session),
        is_sqlite=_is_sqlite(session),
    )


@read_only
def has_waited_since(session: Session, moment: datetime, now: datetime) -> bool:
    """Whether something has been due since before a moment, for a chat that is open and not to be left alone now."""
    rests = or_(and_(col(Subscriber.not_before).is_not(None), col(Subscriber.not_before) > now), is_held(now))
    rests = or_(rests, ~is_open(now - CLOSED_FOR))
    waits: Any = (
        select(literal_column("1"))
        .select_from(Delivery)
        .join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
        .where(col(Delivery.state) == DeliveryState.PENDING, col(Delivery.due_at) <= moment, ~rests)
        .limit(1)
    )
    return session.connection().execute(waits).first() is not None


def database_size(session: Session) -> int:
    """Bytes on the disk: with SQLite's log of what is not yet in its file."""
    connection = session.connection()
    if not _is_sqlite(session):
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    file = Path(str(connection.engine.url.database))
    files = (file, file.with_name(f"{file.name}-wal"))
    return sum(each.stat().st_size for each in files if each.exists())


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
