"""What owners are told of a day: what is silent that usually brings something, and a summary for who wants one.

A day is judged once, whichever process does it and however often it starts: the mark that it was is written in the
transaction that writes what there is to tell. Days are in UTC.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, literal, or_, select
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage import admins, scans, stats
from storage.database import read_only
from storage.models import (
    Article,
    ArticleTopic,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Feed,
    FeedEntry,
    Notification,
    NotificationKind,
    RecordFile,
    ReportedDay,
    Silence,
    SummaryReader,
    Topic,
    Trouble,
)

ONE_DAY = timedelta(days=1)
LOOKED_BACK = 28
"""Days before that say what is usual."""


class Report(StrEnum):
    """What a day is reported in."""

    SILENCE = "silence"
    SUMMARY = "summary"


class SourceKind(StrEnum):
    """What may fall silent."""

    ALL = "all"
    """Everything together."""
    TOPIC = "topic"
    FEED = "feed"
    PROVIDER = "provider"


class SourceDays(NamedTuple):
    """How much one topic, feed or provider brought on each day; a day without is left out."""

    kind: SourceKind
    key: str
    name: str
    counts: Mapping[date, int]


def mark_reported(session: Session, report: Report, day: date, now: datetime) -> bool:
    """Store that a day is being reported. Returns False if it was."""
    if session.get(ReportedDay, (report.value, day)) is not None:
        return False
    session.add(ReportedDay(report=report.value, day=day, at=now))
    session.flush()
    return True


@read_only
def is_reported(session: Session, report: Report, day: date) -> bool:
    """Return whether a day was reported, or judged and nothing told."""
    return session.get(ReportedDay, (report.value, day)) is not None


@read_only
def scan_failed(session: Session, day: date, now: datetime, oldest: timedelta) -> bool:
    """Return whether scans failed on a day or since, or the last is older: then nobody can tell what came."""
    failed = select(func.count()).where(
        col(Notification.kind) == NotificationKind.TROUBLE,
        col(Notification.cause) == Trouble.SCAN.value,
        col(Notification.created_at) >= _begin(day),
    )
    last = scans.find_last(session).last
    is_idle = last is None or bool(last.problem) or last.ended_at < now - oldest
    return is_idle or bool(session.scalar(failed))


@read_only
def source_days(session: Session, day: date) -> list[SourceDays]:
    """Return what every topic, feed and provider brought on a day and the days before.

    What was published on the day and arrived after it counts for it, too, as when nothing ran; so do entries of a feed
    that were first seen since.
    """
    end, at = _begin(day + ONE_DAY), col(Article.arrived_at)
    arrived = stats.day_of(session, case((at >= end, col(Article.published_at)), else_=at)).label("day")
    is_late = and_(col(Article.published_at) >= _begin(day), col(Article.published_at) < end)
    is_news = (
        at >= _begin(day - LOOKED_BACK * ONE_DAY),
        or_(at < end, is_late),
        col(Article.is_archive).is_(False),
    )
    return [
        *_grouped(session, SourceKind.ALL, select(arrived, func.count()).where(*is_news).group_by(arrived)),
        *_grouped(session, SourceKind.TOPIC, _by_topic(arrived, is_news)),
        *_grouped(session, SourceKind.PROVIDER, _by_provider(arrived, is_news)),
        *_grouped(session, SourceKind.FEED, _by_feed(session, day)),
    ]


def _by_topic(arrived: Any, is_news: Sequence[ColumnElement[bool]]) -> Any:
    return (
        select(arrived, func.count(), col(Topic.id), col(Topic.name))
        .join(ArticleTopic, col(ArticleTopic.article_id) == col(Article.id))
        .join(Topic, col(Topic.id) == col(ArticleTopic.topic_id))
        .where(*is_news, col(Topic.is_listed))
        .group_by(arrived, col(Topic.id), col(Topic.name))
    )


def _by_provider(arrived: Any, is_news: Sequence[ColumnElement[bool]]) -> Any:
    key = func.lower(func.coalesce(func.nullif(col(Article.provider_domain), ""), col(Article.provider_name)))
    name = func.max(func.coalesce(func.nullif(col(Article.provider_name), ""), col(Article.provider_domain)))
    return select(arrived, func.count(), key, name).where(*is_news, key != "").group_by(arrived, key)


def _by_feed(session: Session, day: date) -> Any:
    end, at = _begin(day + ONE_DAY), col(FeedEntry.first_seen_at)
    seen = stats.day_of(session, case((at >= end, literal(_begin(day), UTCDateTime())), else_=at)).label("day")
    name = func.coalesce(func.nullif(col(Feed.name), ""), func.nullif(col(Feed.title), ""), col(Feed.address))
    return (
        select(seen, func.count(), col(Feed.id), name)
        .join(Feed, col(Feed.id) == col(FeedEntry.feed_id))
        .where(
            at >= _begin(day - LOOKED_BACK * ONE_DAY),
            col(Feed.paused_at).is_(None),
            col(Feed.ended_at).is_(None),
        )
        .group_by(seen, col(Feed.id), name)
    )


def _grouped(session: Session, kind: SourceKind, query: Any) -> list[SourceDays]:
    counts: defaultdict[tuple[str, str], Counter[date]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for found, number, *who in session.connection().execute(query):
        key, name = (str(who[0]), str(who[1])) if who else ("", "")
        names[key] = name
        counts[kind.value, key][stats.as_date(found)] += number
    return [SourceDays(kind, key, names[key], by_day) for (_, key), by_day in counts.items()]


def tell_silences(
    session: Session,
    owners: Iterable[int],
    day: date,
    found: Sequence[Silence],
    now: datetime,
) -> bool:
    """Store what was silent on a day, and have owners told of what was not silent before.

    Args:
        session: In one transaction.
        owners: Whom to tell.
        day: Which day.
        found: All that was silent on it.
        now: When that was found.

    Returns:
        Whether there is anything to tell; False also where the day was judged before.
    """
    if not mark_reported(session, Report.SILENCE, day, now):
        return False
    before = {(each.kind, each.key): each for each in session.scalars(select(Silence))}
    new = [each for each in found if (each.kind, each.key) not in before]
    session.add_all(new)
    if not new:
        return False
    about = {
        "day": day.isoformat(),
        "silent": [{"kind": each.kind, "name": each.name, "usual": each.usual} for each in new],
    }
    return admins.add_trouble(session, owners, f"{Trouble.SILENCE.value}:{day}", about, now)


def end_silences(session: Session, day: date, sources: Iterable[SourceDays]) -> None:
    """Forget the silence of whatever brought something on a day: should it fall silent again, owners are told."""
    came = {(each.kind.value, each.key) for each in sources if each.counts.get(day)}
    for each in session.scalars(select(Silence)).all():
        if (each.kind, each.key) in came:
            session.delete(each)
    session.flush()


@read_only
def silences(session: Session) -> list[Silence]:
    """Return what is silent, longest first."""
    return list(session.scalars(select(Silence).order_by(col(Silence.since), col(Silence.kind), col(Silence.name))))


@read_only
def wants_summary(session: Session, person_id: int) -> bool:
    """Return whether somebody wants a summary of each day."""
    return session.get(SummaryReader, person_id) is not None


def set_summary(session: Session, person_id: int, now: datetime, *, is_wanted: bool) -> None:
    """Have somebody be sent a summary of each day, or no longer."""
    reader = session.get(SummaryReader, person_id)
    if is_wanted and reader is None:
        session.add(SummaryReader(person_id=person_id, since=now))
    elif reader is not None and not is_wanted:
        session.delete(reader)


def tell_summary(session: Session, owners: Collection[int], day: date, now: datetime) -> bool:
    """Have those owners who want it be told what a day brought. Returns whether there is anything to tell."""
    if not mark_reported(session, Report.SUMMARY, day, now):
        return False
    readers = [person for person in session.scalars(select(col(SummaryReader.person_id))) if person in owners]
    if not readers:
        return False
    about = _summary(session, day, now)
    for person_id in sorted(readers):
        session.add(
            Notification(person_id=person_id, kind=NotificationKind.SUMMARY, about=about, created_at=now, due_at=now)
        )
    return True


def _summary(session: Session, day: date, now: datetime) -> dict[str, Any]:
    begin, end = _begin(day), _begin(day + ONE_DAY)
    period = stats.period_stats(session, (now.date() - day).days + 1, now)
    of_day = next(each for each in period.days if each.day == day)
    told = select(func.count(col(Delivery.chat_id).distinct())).where(
        col(Delivery.kind) == DeliveryKind.ALERT,
        col(Delivery.state) == DeliveryState.SENT,
        col(Delivery.sent_at) >= begin,
        col(Delivery.sent_at) < end,
    )
    troubles = select(col(Notification.cause)).where(
        col(Notification.kind) == NotificationKind.TROUBLE,
        col(Notification.created_at) >= begin,
        col(Notification.created_at) < end,
    )
    rejected = select(func.count()).select_from(RecordFile).where(col(RecordFile.reason).is_not(None))
    return {
        "day": day.isoformat(),
        "articles": of_day.articles,
        "stories": of_day.stories,
        "alerts": of_day.alerts,
        "people": session.scalar(told) or 0,
        "announcements": of_day.announcements,
        "failed": of_day.failed,
        "joined": of_day.joined,
        "active": of_day.active,
        "rejected": session.scalar(rejected) or 0,
        "troubles": sorted({cause.partition(":")[0] for cause in session.scalars(troubles.distinct())}),
    }


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
