"""Days and times as they are typed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.admin.audience import parse_day
from bot.views.admin.broadcast_drafts import FARTHEST_TIME, TimeFault, parse_time
from tests.conftest import NOON

BERLIN, SYDNEY, ST_JOHNS = (ZoneInfo(name) for name in ("Europe/Berlin", "Australia/Sydney", "America/St_Johns"))
ZONES = {"Berlin": "Europe/Berlin", "new york": "America/New_York", "Europe/Berlin": "Europe/Berlin"}


def read(text: str, zone: ZoneInfo = BERLIN, now: datetime = NOON) -> datetime | TimeFault:
    return parse_time(text, zone, ZONES.get, now)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-03 08:00", datetime(2026, 3, 3, 7, tzinfo=UTC)),
        ("  2026-03-03   8:00  ", datetime(2026, 3, 3, 7, tzinfo=UTC)),
        ("2026-03-03T08:00", datetime(2026, 3, 3, 7, tzinfo=UTC)),
        ("2026-03-03 08:00 new york", datetime(2026, 3, 3, 13, tzinfo=UTC)),
        ("2026-07-01 08:00", datetime(2026, 7, 1, 6, tzinfo=UTC)),
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_what_is_read(text: str, at: datetime) -> None:
    assert read(text) == at


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", TimeFault.UNREADABLE),
        ("tomorrow", TimeFault.UNREADABLE),
        ("2026-03-03", TimeFault.UNREADABLE),
        ("2026-02-30 08:00", TimeFault.UNREADABLE),
        ("2026-03-03 24:00", TimeFault.UNREADABLE),
        ("0000-03-03 08:00", TimeFault.UNREADABLE),
        ("2026-03-03 08:00:00", TimeFault.UNREADABLE),
        ("2026-03-03 08:00 Atlantis", TimeFault.NO_SUCH_ZONE),
        ("2026-03-29 02:00", TimeFault.SKIPPED),
        ("2026-03-29 02:59", TimeFault.SKIPPED),
        ("2026-03-02 13:00", TimeFault.PAST),
        ("1999-03-02 12:00", TimeFault.PAST),
        ("2027-03-04 12:00", TimeFault.FAR),
    ],
)
def test_what_cannot_be_taken(text: str, fault: TimeFault) -> None:
    assert read(text) is fault


@pytest.mark.parametrize(
    ("zone", "skipped", "after"),
    [
        (BERLIN, "2026-03-29 02:30", "2026-03-29 03:00"),
        (SYDNEY, "2026-10-04 02:30", "2026-10-04 03:00"),
        (ST_JOHNS, "2026-03-08 02:30", "2026-03-08 03:00"),
    ],
)
def test_clocks_go_forward(zone: ZoneInfo, skipped: str, after: str) -> None:
    assert read(skipped, zone) is TimeFault.SKIPPED
    assert isinstance(read(after, zone), datetime)


@given(
    st.integers(24 * 60, 364 * 24 * 60).map(lambda minutes: NOON.replace(tzinfo=None) + timedelta(minutes=minutes)),
    st.sampled_from([BERLIN, SYDNEY, ST_JOHNS]),
)
def test_what_is_taken_lies_ahead_and_shows_as_it_was_typed(local: datetime, zone: ZoneInfo) -> None:
    at = read(f"{local:%Y-%m-%d %H:%M}", zone)
    if isinstance(at, datetime):
        assert NOON < at <= NOON + FARTHEST_TIME
        assert at.astimezone(zone).replace(tzinfo=None) == local
    else:
        assert at is TimeFault.SKIPPED


def test_of_two_the_first_is_meant() -> None:
    at = read("2026-04-05 02:30", SYDNEY)
    assert isinstance(at, datetime)
    later = at + timedelta(hours=1)
    assert f"{later.astimezone(SYDNEY):%H:%M}" == "02:30"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (" 2026-03-03 ", date(2026, 3, 3)),
        ("2026-02-30", None),
        ("20260303", None),
        ("2026-W10-1", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert parse_day(text) == day
