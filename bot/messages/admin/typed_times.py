"""Days and times as an administrator types them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

FARTHEST = timedelta(days=366)
"""Ahead. Whoever means a later day has mistyped the year."""

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2}:\d{2})(?:\s+(.+))?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class TimeFault(Enum):
    """Why a time cannot be taken."""

    UNREADABLE = "unreadable"
    NO_SUCH_ZONE = "no such zone"
    SKIPPED = "skipped"
    """Clocks go forward over it: nobody's ever shows it."""
    PAST = "past"
    FAR = "far"


def read_moment(
    text: str, zone: ZoneInfo, find_zone: Callable[[str], str | None], now: datetime
) -> datetime | TimeFault:
    """Return a moment ahead, in UTC.

    Where clocks go back and show a time twice, the first is meant.

    Args:
        text: such as ``2026-12-01 08:00`` or ``2026-12-01 08:00 Europe/Berlin``.
        zone: in which it is read if it names none.
        find_zone: gives the IANA name of a zone by what somebody wrote; None if there is none.
        now: what it must lie ahead of, but not by more than `FARTHEST`.
    """
    found = _MOMENT.fullmatch(text.strip())
    local = _local(found[1], found[2]) if found else None
    if found is None or local is None:
        return TimeFault.UNREADABLE
    name = find_zone(found[3]) if found[3] else zone.key
    if name is None:
        return TimeFault.NO_SUCH_ZONE
    meant = ZoneInfo(name)
    at = local.replace(tzinfo=meant).astimezone(UTC)
    if at.astimezone(meant).replace(tzinfo=None) != local:
        return TimeFault.SKIPPED
    if at <= now:
        return TimeFault.PAST
    return at if at - now <= FARTHEST else TimeFault.FAR


def read_day(text: str) -> date | None:
    """Return a day such as ``2026-12-01``."""
    written = text.strip()
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None


def _local(day: str, clock: str) -> datetime | None:
    """The time on a clock on the wall, in whichever zone; None if no clock shows it."""
    try:
        return datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - its zone is told apart
    except ValueError:
        return None
