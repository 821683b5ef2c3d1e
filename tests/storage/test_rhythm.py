"""When digests are due and when nothing arrives, whatever clocks, calendars and journeys do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rhythm import (
    WEEKDAYS,
    QuietHours,
    Rhythm,
    RhythmKind,
    TimeSpan,
    find_zone,
    instant,
    next_hold,
    offset_name,
)

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)

CHANGES = {
    "Berlin forward": ("Europe/Berlin", date(2026, 3, 29)),
    "Berlin back": ("Europe/Berlin", date(2026, 10, 25)),
    "New York forward": ("America/New_York", date(2026, 3, 8)),
    "New York back": ("America/New_York", date(2026, 11, 1)),
    "Lord Howe forward, half an hour": ("Australia/Lord_Howe", date(2026, 10, 4)),
    "Lord Howe back, half an hour": ("Australia/Lord_Howe", date(2026, 4, 5)),
    "Cairo forward at midnight": ("Africa/Cairo", date(2026, 4, 24)),
    "Cairo back to the day before": ("Africa/Cairo", date(2026, 10, 29)),
    "Sao Paulo forward at midnight": ("America/Sao_Paulo", date(2018, 11, 4)),
    "Sao Paulo back to the day before": ("America/Sao_Paulo", date(2018, 2, 17)),
    "Apia without the 30th": ("Pacific/Apia", date(2011, 12, 30)),
    "Pyongyang forward over midnight": ("Asia/Pyongyang", date(2018, 5, 4)),
    "Toronto back to the day before": ("America/Toronto", date(2006, 10, 29)),
    "a leap day": ("Europe/Berlin", date(2028, 2, 29)),
    "a year's end": ("America/New_York", date(2026, 12, 31)),
    "a fixed offset": ("UTC+05:30", date(2026, 3, 1)),
}
"""A zone, and a date around which something is odd."""

WITHOUT_EVENINGS = {"Apia without the 30th", "Pyongyang forward over midnight"}
"""Here the clock skips the end of a day, or all of it."""

oddities = st.sampled_from(sorted(CHANGES))
times = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0, fold=0))
zones = st.sampled_from(sorted({zone for zone, _ in CHANGES.values()} | {"", "Asia/Kathmandu", "Pacific/Kiritimati"}))
moments = st.datetimes(datetime(2005, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - it has one
odd_hours = st.sampled_from(["00:00", "00:01", "00:30", "01:30", "02:00", "02:15", "02:30", "03:00", "23:30", "23:59"])
hours = st.one_of(times, odd_hours.map(time.fromisoformat))
rhythms = st.one_of(
    st.builds(Rhythm, st.just(RhythmKind.DAILY), hours, st.just(0)),
    st.builds(Rhythm, st.just(RhythmKind.WEEKLY), hours, st.integers(0, 6)),
)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
quiet_hours = (
    st.tuples(hours, hours, weekdays).filter(lambda found: found[0] != found[1]).map(lambda found: QuietHours(*found))
)


def at(zone: str, written: str, fold: int = 0) -> datetime:
    """A time of the clocks of a zone, in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=find_zone(zone), fold=fold).astimezone(UTC)


def local(moment: datetime, zone: str) -> str:
    """What the clocks of a zone show."""
    return f"{moment.astimezone(find_zone(zone)):%Y-%m-%d %H:%M}"


def shown(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def dues(rhythm: Rhythm, zone: tzinfo, now: datetime) -> Iterator[datetime]:
    """Due times, each asked for when the one before has come and its date is used up."""
    last_day = None
    while True:
        now = rhythm.next_due(zone, now, last_day)
        last_day = now.astimezone(zone).date()
        yield now


def around(name: str) -> tuple[tzinfo, datetime, list[date]]:
    """A zone, a time ten days before its oddity, and the dates that its clocks show in the twenty days from then."""
    zone = find_zone(CHANGES[name][0])
    start = datetime.combine(CHANGES[name][1] - 10 * DAY, time(12), UTC)
    minutes = (start + n * 10 * MINUTE for n in range(20 * 24 * 6))
    return zone, start, sorted({moment.astimezone(zone).date() for moment in minutes})


def daily(hour: str) -> Rhythm:
    return Rhythm.parse(f"daily {hour}")


class TestWords:
    @pytest.mark.parametrize(
        "words", ["at once", "daily 08:00", "daily 23:59", "weekly fri 17:30", "weekly mon 00:00", "digest only", "off"]
    )
    def test_what_is_stored_is_read_as_it_was(self, words: str) -> None:
        assert str(Rhythm.parse(words)) == words

    @pytest.mark.parametrize(
        "words",
        [
            *("", "daily", "daily 24:00", "daily 8:00", "daily 08:60", "weekly 08:00", "weekly fry 08:00", "hourly"),
            *("at once 08:00", "off 08:00", "daily 08:00 ", " daily 08:00", "weekly fri", "Daily 08:00"),
        ],
    )
    def test_what_is_no_rhythm_is_refused(self, words: str) -> None:
        with pytest.raises(ValueError, match=r"is no|hour"):
            Rhythm.parse(words)

    @pytest.mark.parametrize("words", ["22:00-07:00", "fri,sat 23:00-09:00", "13:00-14:30", "sun 00:00-23:59"])
    def test_quiet_hours_are_read_as_they_were_stored(self, words: str) -> None:
        assert str(QuietHours.parse(words)) == words

    def test_days_are_put_in_order_and_all_of_them_are_none(self) -> None:
        assert str(QuietHours.parse("sat,fri 23:00-09:00")) == "fri,sat 23:00-09:00"
        assert str(QuietHours.parse(f"{','.join(WEEKDAYS)} 23:00-09:00")) == "23:00-09:00"

    @pytest.mark.parametrize(
        "words",
        ["", "off", "22:00", "22:00-", "22:00-22:00", "22-07", "fry 22:00-07:00", "fri, 22:00-07:00", "25:00-1"],
    )
    def test_what_are_no_quiet_hours_is_refused(self, words: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            QuietHours.parse(words)

    @given(rhythms)
    def test_every_rhythm_is_read_as_it_was(self, rhythm: Rhythm) -> None:
        assert Rhythm.parse(str(rhythm)) == rhythm

    @given(quiet_hours)
    def test_all_quiet_hours_are_read_as_they_were(self, quiet: QuietHours) -> None:
        assert QuietHours.parse(str(quiet)) == quiet


class TestZones:
    @pytest.mark.parametrize("name", ["", "UTC", "utc", "GMT", "Z"])
    def test_no_zone_is_utc(self, name: str) -> None:
        assert find_zone(name) is UTC

    @pytest.mark.parametrize(
        ("name", "offset"),
        [("UTC+05:30", 330), ("UTC-3", -180), ("+0545", 345), ("GMT+14", 840), ("\N{MINUS SIGN}3", -180), ("UTC+0", 0)],
    )
    def test_offsets_are_zones(self, name: str, offset: int) -> None:
        assert find_zone(name).utcoffset(None) == timedelta(minutes=offset)

    @pytest.mark.parametrize(
        ("name", "stored"),
        [("+5:30", "UTC+05:30"), ("utc-3", "UTC-03:00"), ("\N{MINUS SIGN}0330", "UTC-03:30"), ("Europe/Berlin", None)],
    )
    def test_an_offset_has_one_name(self, name: str, stored: str | None) -> None:
        assert offset_name(name) == stored

    @pytest.mark.parametrize(
        "name",
        ["Berlin", "Europe", "../etc/passwd", "/etc/localtime", "UTC+15", "+14:30", "a\0b", "x" * 5000, "zone.tab"],
    )
    def test_what_is_no_zone_is_refused(self, name: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            find_zone(name)


class TestInstants:
    @pytest.mark.parametrize(
        ("zone", "wall", "expected"),
        [
            ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:00Z"),
            ("Europe/Berlin", "2026-03-29 02:00", "2026-03-29T01:00Z"),
            ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29T01:00Z"),
            ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30Z"),
            ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00Z"),
            ("America/New_York", "2026-03-08 02:59", "2026-03-08T07:00Z"),
            ("America/New_York", "2026-11-01 01:00", "2026-11-01T05:00Z"),
            ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:30Z"),
            ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45Z"),
            ("Africa/Cairo", "2026-04-24 00:30", "2026-04-23T22:00Z"),
            ("America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04T03:00Z"),
            ("UTC+05:30", "2026-03-01 08:00", "2026-03-01T02:30Z"),
        ],
    )
    def test_a_skipped_hour_is_past_when_the_skip_is_and_a_double_one_counts_first(
        self, zone: str, wall: str, expected: str
    ) -> None:
        hour = datetime.fromisoformat(wall)
        assert instant(hour.date(), hour.time(), find_zone(zone)) == datetime.fromisoformat(expected)

    @given(oddities, hours, st.integers(-2, 2))
    def test_it_is_the_first_moment_at_which_the_clock_is_past_the_hour(self, name: str, hour: time, days: int) -> None:
        zone, day = find_zone(CHANGES[name][0]), CHANGES[name][1] + days * DAY
        moment, wall = instant(day, hour, zone), datetime.combine(day, hour)
        assert shown(moment, zone) >= wall
        assert all(shown(moment - n * MINUTE, zone) < wall for n in (1, 2, 15, 29, 30, 31, 59, 60, 61, 90))


class TestDue:
    def test_an_hour_that_is_past_today_starts_tomorrow(self) -> None:
        due = daily("08:00").next_due(find_zone("Europe/Berlin"), at("Europe/Berlin", "2026-03-02 08:01"))
        assert local(due, "Europe/Berlin") == "2026-03-03 08:00"

    def test_an_hour_that_is_to_come_starts_today(self) -> None:
        due = daily("08:00").next_due(find_zone("Europe/Berlin"), at("Europe/Berlin", "2026-03-02 07:59"))
        assert local(due, "Europe/Berlin") == "2026-03-02 08:00"

    def test_a_date_that_is_used_up_has_no_other(self) -> None:
        """Someone who had today's digest flies west, where the hour is to come yet."""
        now = at("America/New_York", "2026-03-02 03:00")
        due = daily("08:00").next_due(find_zone("America/New_York"), now, date(2026, 3, 2))
        assert local(due, "America/New_York") == "2026-03-03 08:00"

    def test_over_the_date_line_to_yesterday_the_date_of_the_last_one_still_counts(self) -> None:
        now = at("Pacific/Honolulu", "2026-03-01 09:00")
        due = daily("10:00").next_due(find_zone("Pacific/Honolulu"), now, date(2026, 3, 2))
        assert local(due, "Pacific/Honolulu") == "2026-03-03 10:00"

    def test_someone_who_flies_east_has_todays(self) -> None:
        now = at("Pacific/Auckland", "2026-03-02 07:30")
        due = daily("08:00").next_due(find_zone("Pacific/Auckland"), now, date(2026, 3, 1))
        assert local(due, "Pacific/Auckland") == "2026-03-02 08:00"

    @pytest.mark.parametrize(
        ("zone", "hour", "start", "expected"),
        [
            ("Europe/Berlin", "02:30", "2026-03-28 12:00", ["03-29 03:00", "03-30 02:30", "03-31 02:30"]),
            ("Europe/Berlin", "02:30", "2026-10-24 12:00", ["10-25 02:30", "10-26 02:30", "10-27 02:30"]),
            ("America/New_York", "02:00", "2026-03-07 12:00", ["03-08 03:00", "03-09 02:00", "03-10 02:00"]),
            ("Australia/Lord_Howe", "02:15", "2026-10-03 12:00", ["10-04 02:30", "10-05 02:15", "10-06 02:15"]),
            ("Africa/Cairo", "00:00", "2026-04-23 12:00", ["04-24 01:00", "04-25 00:00", "04-26 00:00"]),
            ("Africa/Cairo", "23:30", "2026-10-28 12:00", ["10-28 23:30", "10-29 23:30", "10-30 23:30"]),
            ("America/Sao_Paulo", "00:30", "2018-11-03 12:00", ["11-04 01:00", "11-05 00:30", "11-06 00:30"]),
            ("Pacific/Apia", "08:00", "2011-12-28 12:00", ["12-29 08:00", "12-31 08:00", "01-01 08:00"]),
            ("Asia/Pyongyang", "23:45", "2018-05-02 12:00", ["05-02 23:45", "05-03 23:45", "05-05 23:45"]),
            ("Europe/Berlin", "00:00", "2028-02-28 12:00", ["02-29 00:00", "03-01 00:00", "03-02 00:00"]),
            ("America/New_York", "23:59", "2026-12-30 12:00", ["12-30 23:59", "12-31 23:59", "01-01 23:59"]),
        ],
    )
    def test_days_that_are_odd(self, zone: str, hour: str, start: str, expected: list[str]) -> None:
        found = islice(dues(daily(hour), find_zone(zone), at(zone, start)), 3)
        assert [local(due, zone)[5:] for due in found] == expected

    def test_a_weekly_one_comes_on_its_weekday_over_a_years_end(self) -> None:
        found = islice(dues(Rhythm.parse("weekly fri 17:30"), find_zone("Europe/Berlin"), at("", "2026-12-20")), 3)
        assert [local(due, "Europe/Berlin") for due in found] == [
            "2026-12-25 17:30",
            "2027-01-01 17:30",
            "2027-01-08 17:30",
        ]

    @given(oddities, hours)
    def test_every_date_has_one_digest_and_none_has_two(self, name: str, hour: time) -> None:
        zone, start, dates = around(name)
        found = list(islice(dues(Rhythm(RhythmKind.DAILY, hour), zone, start), 15))
        days = [due.astimezone(zone).date() for due in found]
        missed = set(dates) - set(days)
        assert len(set(days)) == 15
        assert {day for day in missed if days[0] < day < days[-1]} <= (
            {CHANGES[name][1]} if name in WITHOUT_EVENINGS else set()
        )

    @given(oddities, rhythms, st.integers(0, 20 * 24 * 60), st.integers(0, 20 * 24 * 60))
    def test_a_tick_that_comes_late_makes_no_second_one(self, name: str, rhythm: Rhythm, first: int, late: int) -> None:
        zone, start, _ = around(name)
        due = rhythm.next_due(zone, start + first * MINUTE)
        used = due.astimezone(zone).date()
        following = rhythm.next_due(zone, due + late * MINUTE, used)
        assert following > due + late * MINUTE
        assert following.astimezone(zone).date() > used

    @given(oddities, rhythms)
    def test_asking_without_the_last_date_says_the_same(self, name: str, rhythm: Rhythm) -> None:
        zone, start, _ = around(name)
        for due, following in pairwise(islice(dues(rhythm, zone, start), 6)):
            assert rhythm.next_due(zone, due) == following

    @given(oddities, rhythms, st.integers(0, 20 * 24 * 60))
    def test_due_means_that_the_clock_is_past_the_hour_and_was_not_before(
        self, name: str, rhythm: Rhythm, minutes: int
    ) -> None:
        zone, start, _ = around(name)
        due = rhythm.next_due(zone, start + minutes * MINUTE)
        wall = shown(due, zone)
        assert wall.time() >= rhythm.hour
        assert rhythm.kind is RhythmKind.DAILY or wall.weekday() == rhythm.weekday
        before = shown(due - MINUTE, zone)
        assert before.date() != wall.date() or before.time() < rhythm.hour

    @given(zones, zones, rhythms, moments, st.integers(0, 72 * 60))
    def test_a_moved_zone_never_brings_two_on_one_date(
        self, old: str, new: str, rhythm: Rhythm, now: datetime, minutes: int
    ) -> None:
        last = rhythm.next_due(find_zone(old), now)
        used = last.astimezone(find_zone(old)).date()
        due = rhythm.next_due(find_zone(new), last + minutes * MINUTE, used)
        assert due > last + minutes * MINUTE
        assert due.astimezone(find_zone(new)).date() > used

    @given(oddities, rhythms, st.integers(0, 20 * 24 * 60))
    def test_the_last_one_is_the_one_before_the_next(self, name: str, rhythm: Rhythm, minutes: int) -> None:
        zone, start, _ = around(name)
        now = start + minutes * MINUTE
        last = rhythm.last_due(zone, now)
        assert last <= now < rhythm.next_due(zone, now) == rhythm.next_due(zone, last)
        assert rhythm.last_due(zone, last) == last


def is_quiet(quiet: QuietHours, wall: datetime) -> bool:
    """What the clock on the wall says: whether it is quiet."""
    yesterday = wall - DAY
    if quiet.start < quiet.end:
        return wall.weekday() in quiet.days and quiet.start <= wall.time() < quiet.end
    begun = wall.weekday() in quiet.days and wall.time() >= quiet.start
    return begun or (yesterday.weekday() in quiet.days and wall.time() < quiet.end)


class TestQuietHours:
    @pytest.mark.parametrize(
        ("words", "zone", "since", "expected"),
        [
            ("22:00-07:00", "Europe/Berlin", "2026-03-28 12:00", ["2026-03-28 22:00", "2026-03-29 07:00"]),
            ("22:00-07:00", "Europe/Berlin", "2026-03-29 00:30", ["2026-03-28 22:00", "2026-03-29 07:00"]),
            ("22:00-07:00", "Europe/Berlin", "2026-03-29 07:00", ["2026-03-29 22:00", "2026-03-30 07:00"]),
            ("22:00-02:30", "Europe/Berlin", "2026-03-28 12:00", ["2026-03-28 22:00", "2026-03-29 03:00"]),
            ("13:00-14:30", "Asia/Kathmandu", "2026-03-28 13:30", ["2026-03-28 13:00", "2026-03-28 14:30"]),
            ("fri,sat 23:00-09:00", "Europe/Berlin", "2026-03-25 12:00", ["2026-03-27 23:00", "2026-03-28 09:00"]),
            ("fri,sat 23:00-09:00", "Europe/Berlin", "2026-03-29 10:00", ["2026-04-03 23:00", "2026-04-04 09:00"]),
            ("22:00-07:00", "Europe/Berlin", "2026-12-31 23:00", ["2026-12-31 22:00", "2027-01-01 07:00"]),
            ("22:00-07:00", "Europe/Berlin", "2028-02-28 23:00", ["2028-02-28 22:00", "2028-02-29 07:00"]),
        ],
    )
    def test_spans(self, words: str, zone: str, since: str, expected: list[str]) -> None:
        span = next(QuietHours.parse(words).spans(find_zone(zone), at(zone, since)))
        assert [local(moment, zone) for moment in span] == expected

    def test_a_night_with_a_change_is_an_hour_shorter_or_longer(self) -> None:
        quiet, zone = QuietHours.parse("22:00-07:00"), find_zone("Europe/Berlin")
        lengths = {
            date: next(quiet.spans(zone, at("Europe/Berlin", f"{date} 12:00")))
            for date in ("2026-03-28", "2026-06-01", "2026-10-24")
        }
        assert [span.end - span.start for span in lengths.values()] == [8 * HOUR, 9 * HOUR, 10 * HOUR]

    def test_an_end_that_comes_twice_is_the_second_one(self) -> None:
        """The clock shows ten past two again: it is still night."""
        span = next(QuietHours.parse("22:00-02:30").spans(find_zone("Europe/Berlin"), at("", "2026-10-24 12:00")))
        assert span.end == at("Europe/Berlin", "2026-10-25 02:30", fold=1)

    def test_an_end_after_which_an_hour_comes_twice_is_the_first_one(self) -> None:
        span = next(QuietHours.parse("22:00-02:00").spans(find_zone("Europe/Berlin"), at("", "2026-10-24 12:00")))
        assert span.end == at("Europe/Berlin", "2026-10-25 02:00", fold=0)

    def test_hours_that_the_clock_skips_are_no_span(self) -> None:
        span = next(QuietHours.parse("02:10-02:50").spans(find_zone("Europe/Berlin"), at("", "2026-03-28 12:00")))
        assert local(span.start, "Europe/Berlin") == "2026-03-30 02:10"

    @given(oddities, quiet_hours)
    def test_it_is_quiet_whenever_the_clock_says_so(self, name: str, quiet: QuietHours) -> None:
        zone, start, _ = around(name)
        start, end = start + 7 * DAY, start + 13 * DAY
        spans = list(islice(quiet.spans(zone, start), 10))
        covered = min(end, spans[-1].end)
        moment = start
        while moment < covered:
            if is_quiet(quiet, shown(moment, zone)):
                assert any(span.start <= moment < span.end for span in spans), shown(moment, zone)
            moment += 15 * MINUTE

    @given(zones, quiet_hours, moments)
    def test_spans_come_in_order_and_have_not_ended(self, zone: str, quiet: QuietHours, since: datetime) -> None:
        spans = list(islice(quiet.spans(find_zone(zone), since), 8))
        assert all(span.start < span.end and span.end > since for span in spans)
        assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(spans))


NIGHT = QuietHours.parse("22:00-07:00")
BERLIN = find_zone("Europe/Berlin")


def hold(quiet: QuietHours | None, paused_until: str, now: str) -> list[str] | None:
    """The hold of someone in Berlin, as their clock shows it."""
    until = at("Europe/Berlin", paused_until) if paused_until else None
    found = next_hold(quiet, until, BERLIN, at("Europe/Berlin", now))
    return found and [local(moment, "Europe/Berlin")[5:] for moment in found]


class TestHolds:
    @pytest.mark.parametrize(
        ("quiet", "paused_until", "now", "expected"),
        [
            (None, "", "2026-06-01 12:00", None),
            (None, "2026-06-01 11:00", "2026-06-01 12:00", None),
            (None, "2026-06-01 13:00", "2026-06-01 12:00", ["06-01 12:00", "06-01 13:00"]),
            (NIGHT, "", "2026-06-01 12:00", ["06-01 22:00", "06-02 07:00"]),
            (NIGHT, "", "2026-06-01 23:00", ["06-01 22:00", "06-02 07:00"]),
            (NIGHT, "2026-06-01 13:00", "2026-06-01 12:00", ["06-01 12:00", "06-01 13:00"]),
            (NIGHT, "2026-06-01 22:00", "2026-06-01 21:00", ["06-01 21:00", "06-02 07:00"]),
            (NIGHT, "2026-06-01 23:00", "2026-06-01 21:00", ["06-01 21:00", "06-02 07:00"]),
            (NIGHT, "2026-06-02 06:00", "2026-06-01 23:00", ["06-01 22:00", "06-02 07:00"]),
            (NIGHT, "2026-06-02 09:00", "2026-06-01 23:00", ["06-01 22:00", "06-02 09:00"]),
            (NIGHT, "2026-06-02 12:00", "2026-06-01 12:00", ["06-01 12:00", "06-02 12:00"]),
            (NIGHT, "2026-06-08 23:00", "2026-06-01 12:00", ["06-01 12:00", "06-09 07:00"]),
            (NIGHT, "2026-07-08 23:00", "2026-06-01 12:00", ["06-01 12:00", "07-09 07:00"]),
            (NIGHT, "2026-06-01 11:00", "2026-06-01 12:00", ["06-01 22:00", "06-02 07:00"]),
        ],
    )
    def test_quiet_hours_and_a_pause_are_joined_where_they_touch(
        self, quiet: QuietHours | None, paused_until: str, now: str, expected: list[str] | None
    ) -> None:
        assert hold(quiet, paused_until, now) == expected

    @given(zones, st.none() | quiet_hours, st.none() | st.integers(-60, 8 * 24 * 60), moments)
    def test_no_moment_of_quiet_or_pause_is_left_out(
        self, name: str, quiet: QuietHours | None, minutes: int | None, now: datetime
    ) -> None:
        zone = find_zone(name)
        paused_until = None if minutes is None else now + minutes * MINUTE
        found = next_hold(quiet, paused_until, zone, now)
        spans = list(islice(quiet.spans(zone, now), 12)) if quiet else []
        if paused_until and paused_until > now:
            spans.append(TimeSpan(now, paused_until))
        if found is None:
            assert not spans
            return
        assert found.end > now
        assert found.start == min(span.start for span in spans)
        if found.end - now < 9 * DAY:
            assert not any(span.start <= found.end < span.end for span in spans)
        assert any(span.end == found.end for span in spans) or found.end - now > 9 * DAY
