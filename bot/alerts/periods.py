"""Periods as administrators write them: ``24h``, ``7d``, ``2026-11-01``, ``2026-11-01..2026-11-02``."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

USUAL = timedelta(days=1)
LONGEST = timedelta(days=31, hours=1)
"""A month, also one in which a clock is put back."""

_AGO = re.compile(r"(\d{1,4})([hd])")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?")
_SINCE = re.compile(r"(?:^|[\s,])since(?:\s*:\s*|\s+|$)", re.IGNORECASE)


class PeriodProblem(Enum):
    """Why a period will not do."""

    UNREADABLE = auto()
    EMPTY = auto()
    """It ends before it begins, or has not begun."""
    TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Period:
    """From when, to before when."""

    since_at: datetime
    until_at: datetime


def split_period(text: str) -> tuple[str, str]:
    """Returns what is written before the period, and the period: what follows *since*, or the last word if it is one.

    The period is empty where there is none.
    """
    said = " ".join(text.split())
    if since := _SINCE.search(said):
        return said[: since.start()].rstrip(" ,"), said[since.end() :] or "?"
    before, _, last = said.replace(",", ", ").rpartition(" ")
    is_period = _AGO.fullmatch(last.lower()) or _DAYS.fullmatch(last)
    return (" ".join(before.split()).rstrip(" ,"), last) if is_period else (said, "")


def read_period(written: str, now: datetime, zone: ZoneInfo) -> Period | PeriodProblem:
    """Returns the period that somebody wrote, the last day for nothing; days are those of ``zone``.

    A day alone is all since its beginning; of two days both are part of it.
    """
    try:
        period = _read(written.lower(), now, zone)
    except (ValueError, OverflowError):
        return PeriodProblem.UNREADABLE
    if period.since_at >= period.until_at:
        return PeriodProblem.EMPTY
    return PeriodProblem.TOO_LONG if period.until_at - period.since_at > LONGEST else period


def _read(written: str, now: datetime, zone: ZoneInfo) -> Period:
    if not written:
        return Period(now - USUAL, now)
    if ago := _AGO.fullmatch(written):
        number = int(ago[1])
        return Period(now - (timedelta(hours=number) if ago[2] == "h" else timedelta(days=number)), now)
    days = _DAYS.fullmatch(written)
    if days is None:
        raise ValueError(written)
    until_at = _midnight(date.fromisoformat(days[2]) + timedelta(days=1), zone) if days[2] else now
    return Period(_midnight(date.fromisoformat(days[1]), zone), min(until_at, now))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)
