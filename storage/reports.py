"""What administrators are shown of a period: subscribers, alerts, topics, and what became of what was owed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from storage import census
from storage.database import reads
from storage.days import ONE_DAY, as_day, by_day, day_of
from storage.models import (
    Article,
    Cancellation,
    Census,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Standing,
    Story,
    Subscriber,
    Subscription,
    Topic,
    Volume,
)

MOST_DAYS = 3_660
"""Ten years, so that no wrong date makes a report of two thousand."""

ENDS = (DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Day:
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

    @property
    def is_counted(self) -> bool:
        """Whether a census was taken on the day."""
        return self.gone is not None


class Following(NamedTuple):
    """A topic, and how many active subscribers follow it."""

    name: str
    slug: str
    followers: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the deliveries that came to their end in a period."""

    sent: int
    dead: int
    uncertain: int
    cancelled: Mapping[Cancellation | None, int]
    """By reason; None where none was noted."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.sent + self.dead + self.uncertain + sum(self.cancelled.values())


@dataclass(frozen=True, slots=True)
class Stats:
    """A period that ends today."""

    days: Sequence[Day]
    """Each of it, oldest first; at least today."""
    before: int
    """Active subscribers when it began."""
    topics: Sequence[Following]
    """Those with followers, most followed first."""
    outcomes: Outcomes
    is_whole: bool
    """Whether it goes back to the first subscriber."""

    @property
    def today(self) -> Day:
        """Today so far."""
        return self.days[-1]


class _Ended(NamedTuple):
    """So many deliveries that ended alike on one day."""

    day: date
    kind: DeliveryKind
    state: DeliveryState
    cancelled_for: Cancellation | None
    number: int


@reads
def stats(session: Session, days: int, now: datetime) -> Stats:
    """The last days, today among them; 0: all since the first subscriber."""
    first = _first_day(session, days, now.date())
    since = datetime.combine(first, time(), UTC)
    every = [first + ONE_DAY * number for number in range((now.date() - first).days + 1)]
    counts = census.counted(session, now)
    active = census.active(session, [first - ONE_DAY, *every], counts)
    ended = _ended(session, since)
    subjects = _sums(ended) | {
        "joined": by_day(session, col(Subscriber.created_at), since),
        "stories": by_day(session, col(Story.started_at), since),
        "articles": by_day(session, col(Article.arrived_at), since),
    }
    return Stats(
        days=[_day(day, active[day], counts.get(day), subjects) for day in every],
        before=active[first - ONE_DAY] if days else 0,
        topics=_following(session),
        outcomes=_outcomes(ended),
        is_whole=days == 0,
    )


def _first_day(session: Session, days: int, today: date) -> date:
    earliest = today - ONE_DAY * (MOST_DAYS - 1)
    if days:
        return max(earliest, today - ONE_DAY * (min(days, MOST_DAYS) - 1))
    joined = session.connection().execute(select(func.min(col(Subscriber.created_at)))).scalar()
    counted = session.connection().execute(select(func.min(col(Census.day)))).scalar()
    begun = [day for day in (joined and joined.date(), counted) if day]
    return max(earliest, min(begun, default=today))


def _day(day: date, active: int, count: Census | None, subjects: Mapping[str, Counter[date]]) -> Day:
    sums = {name: sum_[day] for name, sum_ in subjects.items()}
    paused, gone = (count.paused, count.gone) if count else (None, None)
    return Day(day=day, active=active, paused=paused, gone=gone, **sums)


def _ended(session: Session, since: datetime) -> list[_Ended]:
    at = func.coalesce(col(Delivery.settled_at), col(Delivery.sent_at), col(Delivery.created_at))
    day = day_of(session, at).label("day")
    kinds = col(Delivery.kind), col(Delivery.state), col(Delivery.cancelled_for)
    query = select(day, *kinds, func.count()).where(at >= since, col(Delivery.state).in_(ENDS)).group_by(day, *kinds)
    return [_Ended(as_day(found), *rest) for found, *rest in session.connection().execute(query)]


def _sums(ended: Iterable[_Ended]) -> dict[str, Counter[date]]:
    """Deliveries by day, and by what they were and became."""
    sums: dict[str, Counter[date]] = {name: Counter() for name in ("alerts", "announcements", "failed", "cancelled")}
    for each in ended:
        sums[_subject(each)][each.day] += each.number
    return sums


def _subject(ended: _Ended) -> str:
    if ended.state is DeliveryState.SENT:
        return "alerts" if ended.kind is DeliveryKind.ALERT else "announcements"
    return "cancelled" if ended.state is DeliveryState.CANCELLED else "failed"


def _outcomes(ended: Iterable[_Ended]) -> Outcomes:
    states: Counter[DeliveryState] = Counter()
    reasons: Counter[Cancellation | None] = Counter()
    for each in ended:
        states[each.state] += each.number
        if each.state is DeliveryState.CANCELLED:
            reasons[each.cancelled_for] += each.number
    dead, uncertain = states[DeliveryState.DEAD], states[DeliveryState.UNCERTAIN]
    return Outcomes(states[DeliveryState.SENT], dead, uncertain, dict(reasons.most_common()))


def _following(session: Session) -> list[Following]:
    count = func.count().label("followers")
    query = (
        select(col(Topic.name), col(Topic.slug), count)
        .join(Subscription, col(Subscription.topic_id) == col(Topic.id))
        .join(Subscriber, col(Subscriber.id) == col(Subscription.subscriber_id))
        .where(col(Subscription.volume) == Volume.STORIES, col(Subscriber.standing) == Standing.ACTIVE)
        .group_by(col(Topic.id), col(Topic.name), col(Topic.slug))
        .order_by(count.desc(), func.lower(col(Topic.name)), col(Topic.slug))
    )
    return [Following(*row) for row in session.connection().execute(query)]
