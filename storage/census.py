"""The census: how many subscribers there are, noted day by day, since nobody could count the past afterwards."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import func, select
from sqlmodel import Session, col

from storage.database import reads
from storage.days import ONE_DAY, by_day
from storage.models import Census, Standing, Subscriber


def take(session: Session, now: datetime) -> None:
    """Note how many there are now; the last count of a day stays."""
    session.merge(_headcount(session, now))


@reads
def counted(session: Session, now: datetime) -> dict[date, Census]:
    """What was counted, by day; of today what is counted now."""
    table = Census.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    earlier = session.connection().execute(select(table).where(table.c.day < now.date()))
    found = {row["day"]: Census(**row) for row in earlier.mappings()}
    return found | {now.date(): _headcount(session, now)}


@reads
def active(session: Session, days: Sequence[date], counts: Mapping[date, Census]) -> dict[date, int]:
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
    joined = by_day(session, col(Subscriber.created_at), since, col(Subscriber.standing) == Standing.ACTIVE)
    found, level = {}, counts[first].active
    for day in reversed([day for day in days if day < first]):
        level = max(0, level - joined[day + ONE_DAY])
        found[day] = level
    last = counts[max((day for day in counts if day <= days[0]), default=first)]
    for day in (day for day in days if day >= first):
        last = counts.get(day, last)
        found[day] = last.active
    return found


def _headcount(session: Session, now: datetime) -> Census:
    counts = select(col(Subscriber.standing), func.count()).group_by(col(Subscriber.standing))
    by_standing: dict[Standing, int] = dict(session.connection().execute(counts).all())
    active_now, paused = by_standing.pop(Standing.ACTIVE, 0), by_standing.pop(Standing.PAUSED, 0)
    return Census(day=now.date(), active=active_now, paused=paused, gone=sum(by_standing.values()))
