"""When a planned digest appears: a cron expression, read by the clock of a time zone.

The rule: each local date that the cron names has one issue, due at the first moment at which the zone's clock shows the
time of the cron or a later one. So a time that the clock leaves out comes when it has gone on, a time that it shows
twice comes the first time, and a date that it leaves out whole (Samoa's 30 December 2011) comes as the next begins;
should that one be due at just that moment too, there is one issue for both.

cronsim is asked for days and words only, never with a zone. With one it finds the same moments, but not the date that
each is for, and that date is what an issue is known by: where the clock leaves out the last hour of a day, as Nuuk's
does each March, the moment lies in the next date already, whose own issue would then count as made.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Self
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

LONGEST = 100
"""Characters of an expression."""

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)

_SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - of no zone: only whether there is any such day is asked
_NUMBER = re.compile(r"[0-9]{1,2}")


class CronFault(Enum):
    """What is wrong with a cron expression."""

    FIELDS = "fields"
    """It has not five fields."""
    UNREADABLE = "unreadable"
    OFTEN = "often"
    """Its minute or hour is not one number: it could come more than once a day."""
    NEVER = "never"
    """No day is like that."""


class CronError(ValueError):
    """A cron expression will not do."""

    def __init__(self, fault: CronFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Occasion:
    """One appearance: the local date that it is for, and the moment in which it is due, in UTC."""

    local_date: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A cron expression that names each day at most once, and the zone whose clock it is read by."""

    cron: str
    zone: ZoneInfo

    @classmethod
    def read(cls, cron: str, zone: ZoneInfo) -> Self:
        """Return what somebody wrote, in one spelling.

        Raises:
            CronError: It will not do.
        """
        fields = cron[: LONGEST + 1].upper().split()
        if len(fields) != 5 or len(cron) > LONGEST:
            raise CronError(CronFault.FIELDS)
        try:
            days = CronSim(" ".join(fields), _SOME_DAY)
        except CronSimError:
            raise CronError(CronFault.UNREADABLE) from None
        if not all(_NUMBER.fullmatch(field) for field in fields[:2]):
            raise CronError(CronFault.OFTEN)
        if next(days, None) is None:
            raise CronError(CronFault.NEVER)
        return cls(" ".join(fields), zone)

    @property
    def words(self) -> str:
        """The expression in English words, such as "At 08:00 on Monday"."""
        return CronSim(self.cron, _SOME_DAY).explain()

    def after(self, now: datetime, last: date | None = None) -> Occasion | None:
        """Return the next occasion later than now.

        Args:
            now: Any moment.
            last: The date of the last issue: only later dates count. So a plan whose time is changed, or whose
                computer's clock is put back, does not appear twice for a date.
        """
        for wall in CronSim(self.cron, self._wall(now)):
            occasion = self._occasion(wall)
            if occasion.due_at > now and (last is None or occasion.local_date > last):
                return self.latest(occasion.due_at)
        return None

    def latest(self, now: datetime) -> Occasion | None:
        """Return the last occasion that is due by now; of two that are due at one moment, the later date's."""
        # A clock that was put back has shown times up to a day later than the present one.
        for wall in CronSim(self.cron, self._wall(now) + DAY, reverse=True):
            occasion = self._occasion(wall)
            if occasion.due_at <= now:
                return occasion
        return None

    def before(self, local_date: date) -> Occasion | None:
        """Return the occasion before that of a date."""
        wall = next(CronSim(self.cron, datetime.combine(local_date, time()), reverse=True), None)
        return self._occasion(wall) if wall else None

    def _occasion(self, wall: datetime) -> Occasion:
        return Occasion(wall.date(), first_moment(wall, self.zone))

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)


def first_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment, in UTC, at which a zone's clock shows a time (naive, to the second) or a later one."""
    late = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _shown(late, zone) == wall:
        return late
    # The clock leaves it out. By the offset before the change it lies after it, and the other way round (PEP 495).
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while late - early > SECOND:
        middle = early + (late - early) // (2 * SECOND) * SECOND
        early, late = (early, middle) if _shown(middle, zone) >= wall else (middle, late)
    return late


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
