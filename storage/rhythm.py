"""When a subscriber wants to be told: time zones, rhythms and quiet hours as values, and the times that follow.

Nothing here reads or writes. A day is one of the subscriber's calendar, an hour one of their clock; results are in UTC.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\-\N{MINUS SIGN}])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_LARGEST_OFFSET = timedelta(hours=14)
_DAY = timedelta(days=1)
_INSTANT = timedelta(seconds=1)


@lru_cache(maxsize=1024)
def find_zone(name: str) -> tzinfo:
    """The time zone of a stored name: an IANA name, or an offset such as ``UTC+05:30``; UTC for an empty one.

    Raises:
        ValueError: There is no such zone.
    """
    if not name or name.upper() in {"UTC", "GMT", "Z"}:
        return UTC
    if found := _OFFSET.fullmatch(name.strip()):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if offset > _LARGEST_OFFSET:
            raise ValueError(f"no clock is {name} from UTC")
        return timezone(offset if found[1] == "+" else -offset)
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        raise ValueError(f"there is no time zone {name!r}") from None


def offset_name(name: str) -> str | None:
    """How an offset is stored, such as ``UTC+05:30``; None for what is no offset.

    Raises:
        ValueError: No clock is so far from UTC.
    """
    found = _OFFSET.fullmatch(name.strip())
    if found is None:
        return None
    find_zone(name)
    sign = "+" if found[1] == "+" else "-"
    return f"UTC{sign}{int(found[2]):02}:{found[3] or '00'}"


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """When a clock first shows an hour of a day, or has passed it, in UTC.

    An hour that the clock skips is past when the skip is; of an hour that comes twice the first one counts.
    """
    wall = datetime.combine(day, at)
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    # The clock skips it. After the skip its offset is larger, so read with that one the hour comes too early.
    early, late = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), moment
    while late - early > _INSTANT:
        middle = early + (late - early) / 2
        early, late = (early, middle) if middle.astimezone(zone).replace(tzinfo=None) >= wall else (middle, late)
    return late.replace(microsecond=0)


def day_bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """When a day begins and ends, in UTC."""
    return instant(day, time(), zone), instant(day + _DAY, time(), zone)


def last_instant(day: date, at: time, zone: tzinfo) -> datetime:
    """When a clock has shown all that comes before an hour of a day, in UTC.

    It is the same as ``instant``, but where what comes just before the hour comes twice: then it is the second time.
    """
    before = datetime.combine(day, at) - _INSTANT
    moment = before.replace(tzinfo=zone, fold=1).astimezone(UTC)
    is_shown = moment.astimezone(zone).replace(tzinfo=None) == before
    return moment + _INSTANT if is_shown else instant(day, at, zone)


class RhythmKind(StrEnum):
    """How a subscriber, or one of their topics, is told."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"
    DIGEST_ONLY = "digest only"
    """No alerts; what comes stands in whatever digest is next."""
    OFF = "off"
    """Neither alerts nor digests."""


class Rhythm(NamedTuple):
    """When stories are told.

    Attributes:
        hour: of the day, if daily or weekly; without seconds.
        weekday: 0 for Monday, if weekly.
    """

    kind: RhythmKind
    hour: time = time()
    weekday: int = 0

    @classmethod
    def parse(cls, words: str) -> "Rhythm":
        """The rhythm that is stored as ``at once``, ``daily 08:00``, ``weekly fri 17:30``, ``digest only`` or ``off``.

        Raises:
            ValueError: None is.
        """
        kind, _, rest = words.partition(" ")
        if words in {RhythmKind.AT_ONCE, RhythmKind.DIGEST_ONLY, RhythmKind.OFF}:
            return cls(RhythmKind(words))
        if kind == RhythmKind.DAILY:
            return cls(RhythmKind.DAILY, _hour(rest))
        day, _, rest = rest.partition(" ")
        if kind == RhythmKind.WEEKLY and day in WEEKDAYS:
            return cls(RhythmKind.WEEKLY, _hour(rest), WEEKDAYS.index(day))
        raise ValueError(f"{words!r} is no rhythm")

    def __str__(self) -> str:
        day = f" {WEEKDAYS[self.weekday]}" if self.kind is RhythmKind.WEEKLY else ""
        return f"{self.kind.value}{day}{f' {self.hour:%H:%M}' if self.has_hour else ''}"

    @property
    def has_hour(self) -> bool:
        """Whether there is a digest of its own."""
        return self.kind in {RhythmKind.DAILY, RhythmKind.WEEKLY}

    @property
    def period(self) -> timedelta:
        """From one digest to the next, but for changes of the clock."""
        return 7 * _DAY if self.kind is RhythmKind.WEEKLY else _DAY

    def next_due(self, zone: tzinfo, now: datetime, last_day: date | None = None) -> datetime:
        """When its next digest is due: at an hour after ``now``, of a day after the last one's.

        A day on which the clock skips the hour and all that comes after it, or which there is not at all, has none.

        Args:
            zone: Of the subscriber.
            now: An hour that is past today starts tomorrow.
            last_day: The day of the last digest.
        """
        day = now.astimezone(zone).date()
        if last_day is not None:
            day = max(day, last_day + _DAY)
        while (due := self._due(day, zone)) is None or due <= now:
            day += _DAY
        return due

    def last_due(self, zone: tzinfo, now: datetime) -> datetime:
        """When its last hour was, up to ``now``."""
        day = now.astimezone(zone).date() + _DAY
        while (due := self._due(day, zone)) is None or due > now:
            day -= _DAY
        return due

    def _due(self, day: date, zone: tzinfo) -> datetime | None:
        """When its digest of a day is due; None where it has none."""
        if self.kind is RhythmKind.WEEKLY and day.weekday() != self.weekday:
            return None
        due = instant(day, self.hour, zone)
        return due if due.astimezone(zone).date() == day else None


AT_ONCE = Rhythm(RhythmKind.AT_ONCE)


def _hour(written: str) -> time:
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", written)
    if found is None:
        raise ValueError(f"{written!r} is no hour of the day")
    return time(int(found[1]), int(found[2]))


class TimeSpan(NamedTuple):
    """From when to when, the end not included."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of the day in which nothing arrives, perhaps over midnight.

    Attributes:
        days: on which they begin, 0 for Monday.
    """

    start: time
    end: time
    days: frozenset[int] = frozenset(range(7))

    def __post_init__(self) -> None:
        if self.start == self.end or not self.days:
            raise ValueError("quiet hours must end at another time than they begin, and have a day")

    @classmethod
    def parse(cls, words: str) -> "QuietHours":
        """The quiet hours that are stored as ``22:00-07:00`` or ``fri,sat 23:00-09:00``.

        Raises:
            ValueError: None are.
        """
        days, _, hours = words.rpartition(" ")
        start, _, end = hours.partition("-")
        named = frozenset(range(7))
        if days:
            if unknown := set(days.split(",")) - set(WEEKDAYS):
                raise ValueError(f"{', '.join(sorted(unknown))!r} is no day of the week")
            named = frozenset(WEEKDAYS.index(day) for day in days.split(","))
        return cls(_hour(start), _hour(end), named)

    def __str__(self) -> str:
        hours = f"{self.start:%H:%M}-{self.end:%H:%M}"
        every_day = len(self.days) == len(WEEKDAYS)
        return hours if every_day else f"{','.join(WEEKDAYS[day] for day in sorted(self.days))} {hours}"

    def spans(self, zone: tzinfo, since: datetime) -> Iterator[TimeSpan]:
        """The spans of them that end after a time, in order, without end."""
        day = since.astimezone(zone).date() - 2 * _DAY
        while True:
            if day.weekday() in self.days:
                last_day = day if self.end > self.start else day + _DAY
                span = TimeSpan(instant(day, self.start, zone), last_instant(last_day, self.end, zone))
                if span.end > max(since, span.start):
                    yield span
            day += _DAY


_MOST_JOINED = 16
"""Spans that follow on one another; quiet hours that never end are cut there, and go on with the next."""


def next_hold(quiet: QuietHours | None, paused_until: datetime | None, zone: tzinfo, now: datetime) -> TimeSpan | None:
    """The present or next time in which nothing arrives: quiet hours and a pause, joined where they touch.

    Args:
        quiet: The quiet hours.
        paused_until: End of a pause.
        zone: Of the subscriber.
        now: What ended by now is over.
    """
    pause = TimeSpan(now, paused_until) if paused_until and paused_until > now else None
    if quiet is None:
        return pause
    hold = next(quiet.spans(zone, now))
    if pause:
        is_begun = hold.start <= now
        hold = TimeSpan(min(hold.start, now), max(hold.end, pause.end) if is_begun else pause.end)
    for _ in range(_MOST_JOINED):
        following = next(quiet.spans(zone, hold.end))
        if following.start > hold.end:
            break
        hold = TimeSpan(hold.start, following.end)
    return hold
