"""What is told of a period, counted from the rows."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import stats as stored_stats
from storage.database import Database
from storage.models import Cancellation, DailyCount, DeliveryKind, DeliveryState, SubscriberStatus
from storage.stats import PeriodStats, TopicFollowers
from tests.conftest import NOON
from tests.storage.rows import article, change, find, owed, put, subscriber, topic_tree

pytestmark = pytest.mark.both_engines

DAY = timedelta(days=1)
TODAY = NOON.date()


def stats(database: Database, days: int) -> PeriodStats:
    return database.call(stored_stats.period_stats, days, NOON)


def test_nothing_yet(database: Database) -> None:
    found = stats(database, 0)
    assert [(day.day, day.active, day.alerts) for day in found.days] == [(TODAY, 0, 0)]
    assert (found.before, found.topics, found.outcomes.total, found.is_whole) == (0, [], 0, True)


@pytest.mark.parametrize("days", [1, 7, 30, 365])
def test_a_period_has_each_of_its_days_and_ends_today(database: Database, days: int) -> None:
    found = stats(database, days)
    assert [day.day for day in found.days] == [TODAY - DAY * back for back in reversed(range(days))]
    assert found.today.day == TODAY


def test_all_goes_back_to_the_first_subscriber_or_count(database: Database) -> None:
    subscriber(database, 1, at=NOON - 3 * DAY)
    assert len(stats(database, 0).days) == 4
    put(database, DailyCount(day=TODAY - 9 * DAY, active=5, paused=0, gone=0))
    found = stats(database, 0)
    assert (len(found.days), found.before) == (10, 0)


def test_no_period_is_longer_than_ten_years(database: Database) -> None:
    subscriber(database, 1, at=datetime(1970, 1, 2, tzinfo=UTC))
    assert len(stats(database, 0).days) == len(stats(database, 2**40).days) == stored_stats.MOST_DAYS


def test_subscribers_by_day(database: Database) -> None:
    put(database, DailyCount(day=TODAY - 4 * DAY, active=20, paused=2, gone=3))
    subscriber(database, 1, at=NOON - DAY)
    subscriber(database, 2, at=NOON)
    found = stats(database, 3)
    assert [day.active for day in found.days] == [20, 20, 2]
    assert [day.joined for day in found.days] == [0, 1, 1]
    assert [(day.paused, day.gone, day.is_counted) for day in found.days] == [
        (None, None, False), (None, None, False), (0, 0, True),
    ]  # fmt: skip
    assert found.before == 20


def delivered(
    database: Database, number: int, at: datetime, kind: DeliveryKind, state: DeliveryState, **more: object
) -> None:
    who = subscriber(database, number)
    told = article(database, f"https://a.example/{number}", at=at)
    sent_at = at if state is DeliveryState.SENT else None
    owed(database, told, who, number, kind=kind, state=state, sent_at=sent_at, created_at=NOON - 30 * DAY, **more)


def test_what_ended_stands_under_its_day_by_what_it_was_and_became(database: Database) -> None:
    late = datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=UTC)
    alert, news, notice = DeliveryKind.ALERT, DeliveryKind.BROADCAST, DeliveryKind.NOTICE
    delivered(database, 1, NOON, alert, DeliveryState.SENT)
    delivered(database, 2, late, alert, DeliveryState.SENT)
    delivered(database, 3, late, news, DeliveryState.SENT)
    delivered(database, 4, late, notice, DeliveryState.SENT)
    delivered(database, 5, late, alert, DeliveryState.DEAD, settled_at=NOON)
    delivered(database, 6, late, alert, DeliveryState.UNCERTAIN, settled_at=late)
    delivered(database, 7, late, news, DeliveryState.CANCELLED, settled_at=NOON, cancelled_for=Cancellation.BLOCKED)
    delivered(database, 8, late, alert, DeliveryState.CANCELLED, settled_at=late)
    delivered(database, 9, late, alert, DeliveryState.PENDING)
    delivered(database, 10, NOON - 2 * DAY, alert, DeliveryState.SENT)
    found = stats(database, 2)
    assert [(day.alerts, day.announcements, day.failed, day.cancelled) for day in found.days] == [
        (1, 2, 1, 1),
        (1, 0, 1, 1),
    ]
    assert found.outcomes == stored_stats.OutcomeCounts(4, 1, 1, {Cancellation.BLOCKED: 1, None: 1})
    assert found.outcomes.total == 8
    assert [day.articles for day in found.days] == [8, 1]
    assert [day.stories for day in found.days] == [8, 1]


def test_topics_by_who_would_hear_of_them(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "space": "", "robots": "", "quiet": ""})
    subscriber(database, 1, ids["space"], ids["robots"])
    subscriber(database, 2, ids["space"], muted=[ids["ai"], ids["robots"]])
    subscriber(database, 3, ids["ai"])
    subscriber(database, 4, ids["quiet"])
    change(database, find(database, 4), status=SubscriberStatus.BLOCKED)
    assert stats(database, 7).topics == [
        TopicFollowers("space", "space", 2),
        TopicFollowers("ai", "ai", 1),
        TopicFollowers("robots", "robots", 1),
    ]
