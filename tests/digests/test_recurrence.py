"""Each local date that a cron names has one issue, whatever clocks do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import CronError, CronFault, Occasion, Recurrence, first_moment

BERLIN, NEW_YORK, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")
APIA, NUUK = ZoneInfo("Pacific/Apia"), ZoneInfo("America/Nuuk")

CHANGES = {
    "Berlin forward": (BERLIN, date(2026, 3, 29)),
    "Berlin back": (BERLIN, date(2026, 10, 25)),
    "New York forward": (NEW_YORK, date(2026, 3, 8)),
    "New York back": (NEW_YORK, date(2026, 11, 1)),
    "Lord Howe forward, half an hour": (LORD_HOWE, date(2026, 10, 4)),
    "Lord Howe back, half an hour": (LORD_HOWE, date(2026, 4, 5)),
    "Nuuk forward over midnight": (NUUK, date(2024, 3, 30)),
    "Nuuk back over midnight": (NUUK, date(2024, 10, 26)),
    "Apia without the 30th": (APIA, date(2011, 12, 30)),
    "Apia forward": (APIA, date(2011, 9, 24)),
    "Apia back": (APIA, date(2011, 4, 2)),
    "Toronto back to the day before": (ZoneInfo("America/Toronto"), date(2006, 10, 29)),
    "Kwajalein without the 21st": (ZoneInfo("Pacific/Kwajalein"), date(1993, 8, 21)),
    "Monrovia, by 44 and a half minutes": (ZoneInfo("Africa/Monrovia"), date(1972, 1, 7)),
}
"""A zone, and the date around which its clock changes."""

WITHOUT_THE_DAY = {"Apia without the 30th", "Kwajalein without the 21st"}

crons = st.builds(
    "{} {} {}".format,
    st.integers(0, 59),
    st.integers(0, 23),
    st.sampled_from(["* * *", "* * SAT,SUN", "* * MON-FRI", "*/2 * *", "30 12 *", "L * *", "* * FRI#5"]),
)
changes = st.sampled_from(sorted(CHANGES))
walks = st.lists(st.integers(1, 100_000), min_size=1, max_size=60)


def naive(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - what a clock shows


def named(cron: str, since: date, until: date) -> list[date]:
    """The local dates that a cron names from one on and before another."""
    days = CronSim(cron, naive(since) - timedelta(seconds=1))
    found = []
    while (day := next(days).date()) < until:
        found.append(day)
    return found


def expected(cron: str, change: str, since: date, until: date) -> list[date]:
    """The same, without a date that was none in the zone, if its time and the next date's begin at one moment."""
    found = named(cron, since, until)
    day = CHANGES[change][1]
    is_merged = change in WITHOUT_THE_DAY and cron.startswith("0 0 ") and day + timedelta(days=1) in found
    return [each for each in found if not (is_merged and each == day)]


def occasions(recurrence: Recurrence, since: date, until: date) -> Iterator[Occasion]:
    """What is due from the beginning of one date on until that of another, one after the other."""
    now, last = first_moment(naive(since), recurrence.zone) - timedelta(seconds=1), since - timedelta(days=1)
    while (occasion := recurrence.after(now, last)) and occasion.local_date < until:
        yield occasion
        now, last = occasion.due_at, occasion.local_date


class Case(NamedTuple):
    zone: ZoneInfo
    wall: str
    moment: str
    """As the zone's clock shows it, with the offset."""


MOMENTS = {
    "an ordinary time": Case(BERLIN, "2026-03-02 08:00", "2026-03-02 08:00:00+01:00"),
    "left out, at its beginning": Case(BERLIN, "2026-03-29 02:00", "2026-03-29 03:00:00+02:00"),
    "left out": Case(BERLIN, "2026-03-29 02:30", "2026-03-29 03:00:00+02:00"),
    "left out, at its end": Case(BERLIN, "2026-03-29 02:59", "2026-03-29 03:00:00+02:00"),
    "just after": Case(BERLIN, "2026-03-29 03:00", "2026-03-29 03:00:00+02:00"),
    "shown twice, at its beginning": Case(BERLIN, "2026-10-25 02:00", "2026-10-25 02:00:00+02:00"),
    "shown twice": Case(BERLIN, "2026-10-25 02:30", "2026-10-25 02:30:00+02:00"),
    "just after what is shown twice": Case(BERLIN, "2026-10-25 03:00", "2026-10-25 03:00:00+01:00"),
    "New York forward": Case(NEW_YORK, "2026-03-08 02:30", "2026-03-08 03:00:00-04:00"),
    "New York back": Case(NEW_YORK, "2026-11-01 01:30", "2026-11-01 01:30:00-04:00"),
    "half an hour left out": Case(LORD_HOWE, "2026-10-04 02:15", "2026-10-04 02:30:00+11:00"),
    "half an hour shown twice": Case(LORD_HOWE, "2026-04-05 01:45", "2026-04-05 01:45:00+11:00"),
    "a day left out": Case(APIA, "2011-12-30 08:00", "2011-12-31 00:00:00+14:00"),
    "the last hour of a day left out": Case(NUUK, "2024-03-30 23:30", "2024-03-31 00:00:00-01:00"),
}


@pytest.mark.parametrize("case", MOMENTS.values(), ids=MOMENTS)
def test_a_time_comes_at_the_first_moment_at_which_the_clock_shows_it_or_a_later_one(case: Case) -> None:
    moment = first_moment(datetime.fromisoformat(case.wall), case.zone)
    assert moment.tzinfo is UTC
    assert str(moment.astimezone(case.zone)) == case.moment


@given(changes, st.integers(-2 * 86_400, 3 * 86_400))
def test_that_moment_is_the_first(change: str, seconds: int) -> None:
    zone, day = CHANGES[change]
    wall = naive(day) + timedelta(seconds=seconds)
    moment = first_moment(wall, zone)
    shown = [(moment - timedelta(seconds=each)).astimezone(zone).replace(tzinfo=None) for each in (0, 1, 1800, 7200)]
    assert shown[0] >= wall
    assert all(earlier < wall for earlier in shown[1:])


@given(changes, crons)
def test_each_date_that_the_cron_names_comes_once_and_in_order(change: str, cron: str) -> None:
    zone, day = CHANGES[change]
    since, until = day - timedelta(days=40), day + timedelta(days=40)
    recurrence = Recurrence.read(cron, zone)
    found = list(occasions(recurrence, since, until))
    assert [each.local_date for each in found] == expected(cron, change, since, until)
    assert all(one.due_at < other.due_at for one, other in pairwise(found))


@given(changes, crons, walks)
def test_whoever_looks_now_and_then_finds_each_date_once(change: str, cron: str, walk: list[int]) -> None:
    """As issuing does: at each look the last one that is due is made, if its date is later than all that were made."""
    zone, day = CHANGES[change]
    recurrence = Recurrence.read(cron, zone)
    now = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=2)
    last = first.local_date if (first := recurrence.latest(now)) else date.min
    due = recurrence.after(now, last)
    for step in walk:
        before, now = now, now + timedelta(seconds=step)
        if due is None or due.due_at > now:
            continue
        found = recurrence.latest(now)
        assert found is not None
        assert before < found.due_at <= now
        assert found.local_date > last
        last, due = found.local_date, recurrence.after(now, found.local_date)
        assert due is None or due.due_at > now


def test_a_date_that_a_zone_leaves_out_is_told_as_the_next_begins() -> None:
    found = list(occasions(Recurrence.read("0 8 * * *", APIA), date(2011, 12, 29), date(2012, 1, 2)))
    assert [str(each.due_at.astimezone(APIA)) for each in found] == [
        "2011-12-29 08:00:00-10:00",
        "2011-12-31 00:00:00+14:00",
        "2011-12-31 08:00:00+14:00",
        "2012-01-01 08:00:00+14:00",
    ]
    assert [each.local_date.day for each in found] == [29, 30, 31, 1]


def test_of_two_dates_that_fall_on_one_moment_the_later_has_the_issue() -> None:
    midnight = Recurrence.read("0 0 * * *", APIA)
    friday = Recurrence.read("0 0 * * FRI", APIA)
    begins = datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert midnight.latest(begins) == Occasion(date(2011, 12, 31), begins)
    assert midnight.after(begins - timedelta(hours=1)) == Occasion(date(2011, 12, 31), begins)
    assert friday.after(begins - timedelta(hours=1)) == Occasion(date(2011, 12, 30), begins)
    assert midnight.after(begins, date(2011, 12, 31)) == Occasion(date(2012, 1, 1), begins + timedelta(days=1))


def test_a_time_that_was_moved_to_later_on_the_same_day_comes_tomorrow() -> None:
    evening = Recurrence.read("0 20 * * *", BERLIN)
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert evening.after(noon) == Occasion(date(2026, 3, 2), datetime(2026, 3, 2, 19, tzinfo=UTC))
    assert evening.after(noon, date(2026, 3, 2)) == Occasion(date(2026, 3, 3), datetime(2026, 3, 3, 19, tzinfo=UTC))


def test_the_one_before() -> None:
    mondays = Recurrence.read("0 8 * * mon", BERLIN)
    assert mondays.cron == "0 8 * * MON"
    assert mondays.before(date(2026, 3, 2)) == Occasion(date(2026, 2, 23), datetime(2026, 2, 23, 7, tzinfo=UTC))


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("0 8 * * MON", "At 08:00 on Monday"),
        ("30  7 * * 1-5", "At 07:30 on Monday through Friday"),
        ("5 18 1 * *", "At 18:05 on the first day of every month"),
        ("0 8 * * *", "At 08:00 every day"),
    ],
)
def test_it_is_shown_in_words(cron: str, words: str) -> None:
    assert Recurrence.read(cron, BERLIN).words == words


@pytest.mark.parametrize(
    ("cron", "fault"),
    [
        ("", CronFault.FIELDS),
        ("at eight", CronFault.FIELDS),
        ("0 0 8 * * MON", CronFault.FIELDS),
        ("0 8 * * MON" + " " * 100, CronFault.FIELDS),
        ("every monday at eight o'clock", CronFault.UNREADABLE),
        ("60 8 * * *", CronFault.UNREADABLE),
        ("0 24 * * *", CronFault.UNREADABLE),
        ("0 8 30 2 *", CronFault.UNREADABLE),
        ("٣ 8 * * *", CronFault.UNREADABLE),
        ("* * * * *", CronFault.OFTEN),
        ("0,30 8 * * *", CronFault.OFTEN),
        ("0 8,9 * * *", CronFault.OFTEN),
        ("*/60 8 * * *", CronFault.OFTEN),
        ("0 8 * 2 MON#5,TUE#6", CronFault.UNREADABLE),
        ("0 8 */31 2 MON#2", CronFault.NEVER),
    ],
)
def test_what_will_not_do_is_refused(cron: str, fault: CronFault) -> None:
    with pytest.raises(CronError) as refused:
        Recurrence.read(cron, BERLIN)
    assert refused.value.fault is fault


@given(st.lists(st.text("0123456789*/-,#LWMONFEB²٣ ", min_size=1, max_size=5), min_size=5, max_size=5))
def test_whatever_is_written_is_read_or_refused(fields: list[str]) -> None:
    try:
        recurrence = Recurrence.read(" ".join(fields), BERLIN)
    except CronError:
        return
    assert Recurrence.read(recurrence.cron, BERLIN) == recurrence
    assert recurrence.words


def test_a_rare_day_has_its_end() -> None:
    """cronsim looks fifty years ahead and back."""
    rare = Recurrence("0 8 */31 2 MON#2", BERLIN)
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert rare.after(now) is None
    assert rare.latest(now) is None
    assert rare.before(now.date()) is None
