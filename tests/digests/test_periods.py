"""Periods as administrators write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import LONGEST_PERIOD, Period, PeriodProblem, parse_period, split_period
from tests.conftest import NOON

LONDON, BERLIN, HAVANA = ZoneInfo("UTC"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/Havana")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ("", "")),
        ("  ", ("", "")),
        ("ai", ("ai", "")),
        ("computer vision, space", ("computer vision, space", "")),
        ("24h", ("", "24h")),
        ("7D", ("", "7D")),
        ("ai 7d", ("ai", "7d")),
        ("ai,7d", ("ai", "7d")),
        ("ai, space, 7d", ("ai, space", "7d")),
        ("ai since 7d", ("ai", "7d")),
        ("ai since: 7d", ("ai", "7d")),
        ("ai, since:7d", ("ai", "7d")),
        ("Since 2026-03-01", ("", "2026-03-01")),
        ("ai\nsince 2026-03-01..2026-03-02", ("ai", "2026-03-01..2026-03-02")),
        ("ai since yesterday", ("ai", "yesterday")),
        ("ai since", ("ai", "?")),
        ("since", ("", "?")),
        ("sincerity", ("sincerity", "")),
        ("web 3d", ("web", "3d")),
        ("7d ai", ("7d ai", "")),
    ],
)
def test_the_period_stands_last_or_after_since(text: str, parts: tuple[str, str]) -> None:
    assert split_period(text) == parts


def moment(month: int, day: int, hour: int = 0) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "zone", "since", "until"),
    [
        ("", LONDON, NOON - timedelta(days=1), NOON),
        ("24h", LONDON, NOON - timedelta(days=1), NOON),
        ("7D", LONDON, NOON - timedelta(days=7), NOON),
        ("2026-03-01", LONDON, moment(3, 1), NOON),
        ("2026-03-01", BERLIN, moment(2, 28, 23), NOON),
        ("2026-02-27..2026-02-28", LONDON, moment(2, 27), moment(3, 1)),
        ("2026-02-27..2026-02-27", BERLIN, moment(2, 26, 23), moment(2, 27, 23)),
        ("2026-03-01..2026-03-09", LONDON, moment(3, 1), NOON),
    ],
)
def test_a_period_that_is_understood(written: str, zone: ZoneInfo, since: datetime, until: datetime) -> None:
    assert parse_period(written, NOON, zone) == Period(since, until)


@pytest.mark.parametrize(
    ("now", "zone", "day", "hours"),
    [
        (moment(4, 1), BERLIN, "2026-03-29", 23),
        (moment(11, 1), BERLIN, "2026-10-25", 25),
        (moment(4, 1), HAVANA, "2026-03-08", 23),
    ],
)
def test_a_day_on_which_the_clock_is_changed_is_a_day(now: datetime, zone: ZoneInfo, day: str, hours: int) -> None:
    period = parse_period(f"{day}..{day}", now, zone)
    assert isinstance(period, Period)
    assert period.until_at - period.since_at == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("?", PeriodProblem.UNREADABLE),
        ("yesterday", PeriodProblem.UNREADABLE),
        ("2026-02-30", PeriodProblem.UNREADABLE),
        ("2026-02-01..2026-02-30", PeriodProblem.UNREADABLE),
        ("0001-01-01", PeriodProblem.UNREADABLE),
        ("9999-12-31..9999-12-31", PeriodProblem.UNREADABLE),
        ("7d..8d", PeriodProblem.UNREADABLE),
        ("99999d", PeriodProblem.UNREADABLE),
        ("0h", PeriodProblem.EMPTY),
        ("2026-03-03", PeriodProblem.EMPTY),
        ("2026-02-28..2026-02-27", PeriodProblem.EMPTY),
        ("32d", PeriodProblem.TOO_LONG),
        ("2025-03-01", PeriodProblem.TOO_LONG),
    ],
)
def test_a_period_that_will_not_do(written: str, problem: PeriodProblem) -> None:
    assert parse_period(written, NOON, BERLIN) is problem


@given(st.text(alphabet="0123456789-.hd ,sinceé:", max_size=30), st.sampled_from([LONDON, BERLIN, HAVANA]))
def test_whatever_is_written_is_a_sane_period_or_none(text: str, zone: ZoneInfo) -> None:
    period = parse_period(split_period(text)[1], NOON, zone)
    if isinstance(period, Period):
        assert period.since_at < period.until_at <= NOON
        assert period.until_at - period.since_at <= LONGEST_PERIOD
