"""The loop that judges each day once it is over: what fell silent, and a summary for the owners who want one."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from sqlmodel import Session

from bot.loop import Loop
from storage import day_reports
from storage.database import Database
from storage.day_reports import Report, SourceDays, SourceKind
from storage.models import Silence

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=15)
JUDGED_AT = time(6, tzinfo=UTC)
"""A day is judged at this hour of the next."""
SCAN_AGE = timedelta(hours=1)
"""A last scan that is older says that nothing is scanned, unless scans are farther apart."""
ONE_DAY = timedelta(days=1)
SATURDAY = 5
LEAST_DAYS = 3
"""Comparable days that it takes to call anything usual."""
MOST_EMPTY = 0.05
"""Of the comparable days at most so many may have been empty: what comes now and then is not missed."""


def usual(counts: Mapping[date, int], day: date) -> int:
    """Return how much is missed if nothing came on a day; 0 where that is not unusual.

    A day is compared with the same weekday of the last four weeks, and with the days of its kind, working days or
    weekends, since the first that brought anything: it takes three of these, and nearly all of them must have brought
    something. So what rests on weekends, and what only comes now and then, is not missed.
    """
    first = min((each for each in counts if each < day), default=day)
    known = [day - ONE_DAY * back for back in range(1, day_reports.LOOKED_BACK + 1) if day - ONE_DAY * back >= first]
    alike = [counts.get(each, 0) for each in known if _is_weekend(each) == _is_weekend(day)]
    if len(alike) < LEAST_DAYS or alike.count(0) > MOST_EMPTY * len(alike):
        return 0
    weekdays = [counts.get(each, 0) for each in known if each.weekday() == day.weekday()]
    return int(min(median(alike), median(weekdays or alike)))


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def find_silent(sources: Sequence[SourceDays], day: date, known: Collection[tuple[str, str]] = ()) -> list[Silence]:
    """Return what brought nothing on a day and usually does; where nothing came at all, that alone.

    Args:
        sources: What brought how much, by day.
        day: Which day.
        known: What is silent already, by kind and key, and stays so.
    """
    silent = [
        Silence(kind=each.kind.value, key=each.key, name=each.name, usual=missed, since=day)
        for each in sources
        if not each.counts.get(day) and (each.kind.value, each.key) not in known and (missed := usual(each.counts, day))
    ]
    everything = [each for each in silent if each.kind == SourceKind.ALL.value]
    order = [kind.value for kind in SourceKind]
    return everything or sorted(silent, key=lambda each: (order.index(each.kind), -each.usual, each.name.casefold()))


class DayReports(Loop):
    """Judges the day before, from six in the morning on, once; also one that passed while nothing ran.

    Args:
        database: With the news.
        owners: Whom to tell.
        clock: Now, aware.
        wake_tellers: Called when there is something to tell.
        scan_every: How often is scanned.
    """

    def __init__(
        self,
        database: Database,
        owners: Collection[int],
        clock: Callable[[], datetime],
        wake_tellers: Callable[[], None],
        scan_every: timedelta = timedelta(),
    ) -> None:
        super().__init__(LOOK_EVERY)
        self._database = database
        self._owners = sorted(owners)
        self._clock = clock
        self._wake_tellers = wake_tellers
        self._scan_age = max(SCAN_AGE, 2 * scan_every)
        self._judged: date | None = None
        """The last day that is known to be dealt with, so that nobody is asked again."""

    async def tick(self) -> None:
        """Judge yesterday, if that is due."""
        now = self._clock()
        day = now.date() - ONE_DAY
        if now.timetz() < JUDGED_AT or self._judged == day or not self._owners:
            return
        tells = await self._database.run(judge_silence, self._owners, day, now, self._scan_age)
        tells |= await self._database.run(day_reports.tell_summary, self._owners, day, now)
        self._judged = day
        if tells:
            self._wake_tellers()


def judge_silence(
    session: Session, owners: Collection[int], day: date, now: datetime, scan_age: timedelta = SCAN_AGE
) -> bool:
    """Judge a day that was not, in one transaction. Returns whether there is anything to tell.

    Where scans failed nobody knows what came: then the day is marked, and nothing is told.
    """
    if day_reports.is_reported(session, Report.SILENCE, day):
        return False
    if day_reports.scan_failed(session, day, now, scan_age):
        log.info("silence on %s is not judged: scans failed, or did not run", day)
        day_reports.mark_reported(session, Report.SILENCE, day, now)
        return False
    sources = day_reports.source_days(session, day)
    day_reports.end_silences(session, day, sources)
    known = {(each.kind, each.key) for each in day_reports.silences(session)}
    found = find_silent(sources, day, known)
    for each in found:
        log.info("silent on %s: %s %s, usually %d", day, each.kind, each.name, each.usual)
    return day_reports.tell_silences(session, owners, day, found, now)
