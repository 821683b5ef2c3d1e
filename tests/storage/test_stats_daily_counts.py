"""The census, and what can be told of days on which nobody counted."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from storage import stats
from storage.database import Database, read_only
from storage.models import DailyCount, Subscriber, SubscriberStatus
from tests.conftest import NOON
from tests.storage.rows import find, put

pytestmark = pytest.mark.both_engines

DAY = timedelta(days=1)
TODAY = NOON.date()


def people(database: Database, *standings: SubscriberStatus, days_ago: int = 0, first: int = 1) -> None:
    at = NOON - DAY * days_ago
    rows = (
        Subscriber(chat_id=first + place, status=status, created_at=at, seen_at=at)
        for place, status in enumerate(standings)
    )
    put(database, *rows)


@read_only
def rows(session: Session) -> list[DailyCount]:
    return list(session.exec(select(DailyCount)))


def test_everybody_is_counted_by_whether_they_can_be_reached(database: Database) -> None:
    people(database, *SubscriberStatus, SubscriberStatus.ACTIVE)
    database.call(stats.save_daily_count, NOON)
    assert database.call(rows) == [DailyCount(day=TODAY, active=2, paused=1, gone=4)]


def test_the_last_count_of_a_day_stays(database: Database) -> None:
    database.call(stats.save_daily_count, NOON)
    people(database, SubscriberStatus.ACTIVE)
    database.call(stats.save_daily_count, NOON + timedelta(hours=11))
    database.call(stats.save_daily_count, NOON + timedelta(hours=13))
    assert [(row.day, row.active) for row in database.call(rows)] == [(TODAY, 1), (TODAY + DAY, 1)]


def test_of_today_what_is_so_now_counts(database: Database) -> None:
    put(
        database,
        DailyCount(day=TODAY, active=7, paused=0, gone=0),
        DailyCount(day=TODAY - DAY, active=6, paused=1, gone=2),
    )
    people(database, SubscriberStatus.ACTIVE)
    counted = database.call(stats.daily_counts, NOON)
    assert {day: row.active for day, row in counted.items()} == {TODAY: 1, TODAY - DAY: 6}


def active(database: Database, days: int) -> list[int]:
    every = [TODAY - DAY * back for back in reversed(range(days))]
    found = database.call(stats.active_by_day, every, database.call(stats.daily_counts, NOON))
    return [found[day] for day in every]


def test_before_the_first_count_those_stand_who_are_here_since(database: Database) -> None:
    people(database, SubscriberStatus.ACTIVE, SubscriberStatus.BLOCKED, days_ago=3)
    people(database, SubscriberStatus.ACTIVE, SubscriberStatus.ACTIVE, days_ago=1, first=11)
    assert active(database, 5) == [0, 1, 1, 3, 3]


def test_a_day_without_a_count_has_the_one_before(database: Database) -> None:
    put(
        database,
        DailyCount(day=TODAY - 5 * DAY, active=40, paused=0, gone=0),
        DailyCount(day=TODAY - 2 * DAY, active=50, paused=0, gone=0),
    )
    people(database, SubscriberStatus.ACTIVE, days_ago=9)
    assert active(database, 6) == [40, 40, 40, 50, 50, 1]
    assert active(database, 4) == [40, 50, 50, 1]  # the count before the days that are asked for


def test_more_may_have_joined_than_are_left(database: Database) -> None:
    """The first count is of a day after which many left: nobody was never fewer than none."""
    put(database, DailyCount(day=TODAY - DAY, active=1, paused=0, gone=0))
    people(database, SubscriberStatus.ACTIVE, SubscriberStatus.ACTIVE, SubscriberStatus.ACTIVE, days_ago=1)
    assert active(database, 3) == [0, 1, 3]


def test_a_day_is_one_in_utc_whatever_the_zone_of_the_session(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", "Pacific/Kiritimati")
    elsewhere = Database(database.url.render_as_string(hide_password=False))
    try:
        people(database, SubscriberStatus.ACTIVE)
        every = [date(2026, 3, 1), date(2026, 3, 2)]
        counts = elsewhere.call(stats.daily_counts, NOON)
        assert elsewhere.call(stats.active_by_day, every, counts) == {every[0]: 0, every[1]: 1}
    finally:
        elsewhere.close()
    assert find(database, 1).created_at == NOON


def test_imports_of_a_day_are_added_up_and_outlast_its_counts(database: Database) -> None:
    people(database, SubscriberStatus.ACTIVE, SubscriberStatus.ACTIVE)
    for count in (2, 0, 3):
        database.call(stats.add_imported, count, NOON)
    database.call(stats.save_daily_count, NOON + timedelta(hours=1))
    assert [(row.active, row.imported) for row in database.call(rows)] == [(2, 5)]
    assert database.call(stats.daily_counts, NOON)[TODAY].imported == 5
    database.call(stats.add_imported, 0, NOON + DAY)
    assert len(database.call(rows)) == 1
    assert database.call(stats.period_stats, 2, NOON).imported == 5
