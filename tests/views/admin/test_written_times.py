"""Days and times as they are typed: understood, or refused with what was understood."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import Recurrence
from bot.views.admin.audience import parse_day
from bot.views.admin.written_times import (
    FARTHEST_TIME,
    BadTime,
    RecurrenceFault,
    TimeFault,
    parse_clock,
    parse_recurrence,
    parse_time,
    read_time,
)
from tests.conftest import NOON
from tests.views.samples import hostile

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
        ("tomorrow", TimeFault.NO_CLOCK),
        ("2026-03-03", TimeFault.NO_CLOCK),
        ("8", TimeFault.UNREADABLE),
        ("soon", TimeFault.UNREADABLE),
        ("tomorrow 25:00", TimeFault.UNREADABLE),
        ("tomorrow 13pm", TimeFault.UNREADABLE),
        ("tomorrow 8:60", TimeFault.UNREADABLE),
        ("tomorrow morning at 1pm", TimeFault.UNREADABLE),
        ("2026-02-30 08:00", TimeFault.UNREADABLE),
        ("2026-03-03 24:00", TimeFault.UNREADABLE),
        ("0000-03-03 08:00", TimeFault.UNREADABLE),
        ("2026-03-03 08:00 Atlantis", TimeFault.NO_SUCH_ZONE),
        ("tomorrow 8am Atlantis", TimeFault.NO_SUCH_ZONE),
        ("2026-03-29 02:00", TimeFault.SKIPPED),
        ("29 march 2:30", TimeFault.SKIPPED),
        ("in 0 minutes", TimeFault.PAST),
        ("today 9am", TimeFault.PAST),
        ("yesterday 9pm", TimeFault.PAST),
        ("1.2. 8:00", TimeFault.PAST),
        ("5 jan 9:00", TimeFault.PAST),
        ("in 99999 weeks", TimeFault.FAR),
        ("9999-12-31 23:59", TimeFault.FAR),
        ("0001-01-01 00:00", TimeFault.PAST),
        ("2026-03-29 02:59", TimeFault.SKIPPED),
        ("2026-03-02 13:00", TimeFault.PAST),
        ("1999-03-02 12:00", TimeFault.PAST),
        ("2027-03-04 12:00", TimeFault.FAR),
    ],
)
def test_what_cannot_be_taken(text: str, fault: TimeFault) -> None:
    assert read(text) is fault


# It is Monday, 2 March 2026, 13:00 in Berlin.
@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("tomorrow 8am", "2026-03-03 08:00"),
        ("Tomorrow, 8 a.m.", "2026-03-03 08:00"),
        ("8:30pm tomorrow", "2026-03-03 20:30"),
        ("tomorrow at 17.30", "2026-03-03 17:30"),
        ("tomorrow 0800", "2026-03-03 08:00"),
        ("tomorrow 8 o'clock", "2026-03-03 08:00"),
        ("tomorrow evening at 8", "2026-03-03 20:00"),
        ("tomorrow 8 in the evening", "2026-03-03 20:00"),
        ("tomorrow noon", "2026-03-03 12:00"),
        ("half past 8 tomorrow", "2026-03-03 08:30"),
        ("quarter to 1 tomorrow", "2026-03-03 12:45"),
        ("day after tomorrow 9", "2026-03-04 09:00"),
        ("today 17:30", "2026-03-02 17:30"),
        ("tonight at 9", "2026-03-02 21:00"),
        ("17:30", "2026-03-02 17:30"),
        ("8am", "2026-03-03 08:00"),
        ("noon", "2026-03-03 12:00"),
        ("midnight", "2026-03-03 00:00"),
        ("tonight midnight", "2026-03-03 00:00"),
        ("friday 9", "2026-03-06 09:00"),
        ("9am on Fri", "2026-03-06 09:00"),
        ("monday 17:30", "2026-03-02 17:30"),
        ("monday 9", "2026-03-09 09:00"),
        ("next monday 9:00", "2026-03-09 09:00"),
        ("friday next week 9:00", "2026-03-13 09:00"),
        ("in 2 hours", "2026-03-02 15:00"),
        ("in 1h 30m", "2026-03-02 14:30"),
        ("in half an hour", "2026-03-02 13:30"),
        ("in an hour and a half", "2026-03-02 14:30"),
        ("90 minutes from now", "2026-03-02 14:30"),
        ("in 3 days", "2026-03-05 13:00"),
        ("in 2 days at 8", "2026-03-04 08:00"),
        ("in a week at 8:00", "2026-03-09 08:00"),
        ("in 28 days", "2026-03-30 13:00"),
        ("1.12.2026 08:00", "2026-12-01 08:00"),
        ("01.12.26 8:00", "2026-12-01 08:00"),
        ("1.12. 8:00", "2026-12-01 08:00"),
        ("1.12 8.30", "2026-12-01 08:30"),
        ("1 Dec 8:00", "2026-12-01 08:00"),
        ("December 1st, 2026 at 8am", "2026-12-01 08:00"),
        ("1st of december 8am", "2026-12-01 08:00"),
        ("Tuesday, 1 December 2026, 08:00", "2026-12-01 08:00"),
        ("1-Dec-2026 8:00", "2026-12-01 08:00"),
        ("2026/12/01 8:00", "2026-12-01 08:00"),
        ("2026-12-01 08:00:00", "2026-12-01 08:00"),
        ("13/12/2026 8:00", "2026-12-13 08:00"),
        ("12/12/2026 8:00", "2026-12-12 08:00"),
        ("1 sept 9:00", "2026-09-01 09:00"),
        ("the 15th at 9", "2026-03-15 09:00"),
        ("1st 9:00", "2026-04-01 09:00"),
        ("2026-12-01T08:00:00Z", "2026-12-01 09:00"),
        ("2026-12-01T08:00+03:00", "2026-12-01 06:00"),
        ("tomorrow 8am UTC-2", "2026-03-03 11:00"),
        ("tomorrow 8am new york", "2026-03-03 14:00"),
        ("tomorrow 8am Berlin time", "2026-03-03 08:00"),
    ],
)
def test_what_people_write(text: str, local: str) -> None:
    at = read(text)
    assert isinstance(at, datetime)
    assert f"{at.astimezone(BERLIN):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize(
    ("text", "fault", "understood"),
    [
        ("12/1/2026 8:00", TimeFault.AMBIGUOUS, ["2026-01-12 08:00", "2026-12-01 08:00"]),
        ("3-4-2026 8:00", TimeFault.AMBIGUOUS, ["2026-03-04 08:00", "2026-04-03 08:00"]),
        ("next friday 9", TimeFault.AMBIGUOUS, ["2026-03-06 09:00", "2026-03-13 09:00"]),
        ("tomorrow midnight", TimeFault.AMBIGUOUS, ["2026-03-03 00:00", "2026-03-04 00:00"]),
        ("friday midnight", TimeFault.AMBIGUOUS, ["2026-03-06 00:00", "2026-03-07 00:00"]),
        ("thursday 1 Dec 9:00", TimeFault.WRONG_WEEKDAY, ["2026-12-01 09:00"]),
        ("today 9am", TimeFault.PAST, ["2026-03-02 09:00"]),
        ("friday", TimeFault.NO_CLOCK, ["2026-03-06 00:00"]),
        ("2026-03-29 02:30", TimeFault.SKIPPED, ["2026-03-29 02:30"]),
    ],
)
def test_what_is_refused_is_told_as_it_was_understood(text: str, fault: TimeFault, understood: list[str]) -> None:
    bad = read_time(text, BERLIN, ZONES.get, NOON)
    assert isinstance(bad, BadTime)
    assert (bad.fault, [f"{at:%Y-%m-%d %H:%M}" for at in bad.understood]) == (fault, understood)


def test_a_date_without_a_year_that_is_long_over_is_next_years() -> None:
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert read("5 jan 9:00", now=now) == datetime(2027, 1, 5, 8, tzinfo=UTC)
    assert read("20 nov 9:00", now=now) is TimeFault.PAST
    assert read("29 feb 9:00", now=now) is TimeFault.FAR


@given(hostile)
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    at = read(text)
    assert isinstance(at, TimeFault) or NOON < at <= NOON + FARTHEST_TIME


DAYS = st.sampled_from(["{:%d.%m.%Y}", "{:%Y-%m-%d}", "{:%d %b %Y}", "{:%B %d, %Y}", "{:%A %d %B %Y}"])
CLOCKS = st.sampled_from(["{:%H:%M}", "{:%I:%M %p}", "{:%I:%M%p}", "at {:%H:%M}", "{:%H.%M}", "{:%H:%M:00}"])


@given(st.integers(24 * 60, 364 * 24 * 60), DAYS, CLOCKS, st.booleans())
def test_every_spelling_of_a_moment_means_that_moment(minutes: int, day: str, clock: str, is_day_first: bool) -> None:
    local = NOON.replace(tzinfo=None) + timedelta(minutes=minutes)
    words = [day.format(local), clock.format(local)]
    at = read(" ".join(words if is_day_first else words[::-1]), ZoneInfo("UTC"))
    assert at == local.replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "24:00", "8:5", "0am", "13am", "12 in the night", "9 in the afternoon", "2030"])
def test_what_is_no_time_of_day(text: str) -> None:
    assert parse_clock(text) is None


@pytest.mark.parametrize(
    ("text", "cron"),
    [
        ("every day at 8", "0 8 * * *"),
        ("8am daily", "0 8 * * *"),
        ("weekdays at 7:30", "30 7 * * MON-FRI"),
        ("every working day at 7.30", "30 7 * * MON-FRI"),
        ("mon-fri 8:00", "0 8 * * MON-FRI"),
        ("monday through friday 7:30", "30 7 * * MON-FRI"),
        ("mondays 9am", "0 9 * * MON"),
        ("each Sunday at 10 in the morning", "0 10 * * SUN"),
        ("monday evenings at 8", "0 20 * * MON"),
        ("every monday and thursday at 18:00", "0 18 * * MON,THU"),
        ("Mon, Wed, Fri at 9", "0 9 * * MON,WED,FRI"),
        ("weekends at 10", "0 10 * * SAT,SUN"),
        ("every day except sunday at 8", "0 8 * * MON-SAT"),
        ("weekly on friday 5pm", "0 17 * * FRI"),
        ("on the 1st at 9", "0 9 1 * *"),
        ("on the first of the month at 9:00", "0 9 1 * *"),
        ("every month on the 15th at 9", "0 9 15 * *"),
        ("1st and 15th at 9", "0 9 1,15 * *"),
        ("last day of the month at 18:00", "0 18 L * *"),
        ("first monday of the month at 9", "0 9 * * MON#1"),
        ("last friday of the month 17:00", "0 17 * * 5L"),
        ("every 24 december at noon", "0 12 24 12 *"),
        ("december 24 at 9", "0 9 24 12 *"),
        ("every day at midnight", "0 0 * * *"),
        ("every morning at 7", "0 7 * * *"),
        ("8:00", "0 8 * * *"),
    ],
)
def test_when_something_appears_again_and_again(text: str, cron: str) -> None:
    assert parse_recurrence(text) == cron
    assert Recurrence.read(cron, BERLIN).cron == cron


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("every day", RecurrenceFault.NO_CLOCK),
        ("mondays", RecurrenceFault.NO_CLOCK),
        ("every hour", RecurrenceFault.OFTEN),
        ("twice a day", RecurrenceFault.OFTEN),
        ("every day at 8 and 18", RecurrenceFault.OFTEN),
    ],
)
def test_words_that_lack_a_time_or_come_too_often(text: str, fault: RecurrenceFault) -> None:
    assert parse_recurrence(text) is fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0 8 * * MON",
        "weekly at 9",
        "monthly at 9",
        "every 2 weeks on monday at 9",
        "every day at 25",
        "32nd at 9",
        "fifth monday of the month at 9",
        "every day except every day at 9",
        "mon-xyz 9:00",
    ],
)
def test_words_that_say_no_days(text: str) -> None:
    assert parse_recurrence(text) is None


@given(hostile)
def test_whatever_is_written_is_a_cron_expression_or_none(text: str) -> None:
    found = parse_recurrence(text)
    assert not isinstance(found, str) or Recurrence.read(found, BERLIN) is not None


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
