"""Subscribers as plain values: taken out and brought in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from storage import stats, subscriber_export, subscribers
from storage.database import Database
from storage.models import ChatKind, DigestHour, SubscriberStatus, Volume
from storage.preferences import default_values
from storage.subscriber_export import ExportedSubscriber
from tests.conftest import NOON
from tests.storage.rows import change, find, subscriber, topic_tree

pytestmark = pytest.mark.both_engines

LATER = NOON + timedelta(days=3)
ADA = ExportedSubscriber(
    chat_id=7_777_777_777, thread_id=0, kind=ChatKind.PRIVATE, language="de", status=SubscriberStatus.PAUSED,
    preferences=default_values() | {"hears_announcements": False, "zone": "Asia/Tokyo", "rhythm": "daily 08:00"},
    followed=("ai", "bees"), muted=("vision",), joined_at=NOON,
    seen_at=NOON + timedelta(hours=1),
)  # fmt: skip
FORUM = ExportedSubscriber(
    chat_id=-1_000_000_000_005, thread_id=7, kind=ChatKind.SUPERGROUP, language="en", status=SubscriberStatus.ACTIVE,
    preferences=default_values(), followed=(), muted=(), joined_at=NOON, seen_at=NOON,
)  # fmt: skip


def everybody(database: Database, limit: int = 10) -> list[ExportedSubscriber]:
    found, last = database.call(subscriber_export.export_page, 0, limit)
    total = list(found)
    while found:
        found, last = database.call(subscriber_export.export_page, last, limit)
        total += found
    return total


def test_whoever_was_brought_in_is_taken_out_the_same(database: Database) -> None:
    topic_tree(database, {"ai": "", "vision": "ai", "bees": ""})
    assert database.call(subscriber_export.import_subscribers, [ADA, FORUM], LATER) == 2
    assert everybody(database) == everybody(database, limit=1) == [ADA, FORUM]


def test_who_is_there_already_stays_as_they_are(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "vision": "ai", "bees": ""})
    one = subscriber(database, ADA.chat_id, ids["vision"])
    assert database.call(subscriber_export.import_subscribers, [ADA, FORUM], LATER) == 1
    assert database.call(subscriber_export.import_subscribers, [ADA, FORUM], LATER) == 0
    assert database.call(subscribers.choices, one) == {ids["vision"]: Volume.STORIES}
    assert find(database, ADA.chat_id).status is SubscriberStatus.ACTIVE


def test_what_they_follow_counts_from_now(database: Database) -> None:
    topic_tree(database, {"ai": "", "vision": "ai", "bees": ""})
    database.call(subscriber_export.import_subscribers, [ADA], LATER)
    with database.engine.connect() as connection:
        moments = connection.exec_driver_sql("SELECT DISTINCT created_at FROM subscription").scalars().all()
    assert [str(moment)[:10] for moment in moments] == [str(LATER)[:10]]


def test_hours_that_were_brought_in_are_due(database: Database) -> None:
    night = default_values() | {"quiet_hours": "22:00-07:00"}
    brought, night_owl = replace(ADA, followed=(), muted=()), replace(FORUM, chat_id=-2, preferences=night)
    database.call(subscriber_export.import_subscribers, [brought, FORUM, night_owl], NOON)
    with Session(database.engine) as session:
        [hour] = session.exec(select(DigestHour))
    assert (hour.subscriber_id, hour.rhythm) == (find(database, ADA.chat_id).id, "daily 08:00")
    assert hour.due_at == NOON.replace(hour=23), "eight in Tokyo"
    assert find(database, -2, 7).held_from == NOON.replace(hour=22)
    assert find(database, FORUM.chat_id, 7).held_from is None


def test_of_nobody_nothing_is_added(database: Database) -> None:
    assert database.call(subscriber_export.import_subscribers, [], LATER) == 0
    assert everybody(database) == []


def test_what_stands_in_the_way_of_a_chat_is_kept(database: Database) -> None:
    subscriber(database, 1)
    change(database, find(database, 1), status=SubscriberStatus.BLOCKED)
    assert everybody(database)[0].status is SubscriberStatus.BLOCKED


def test_active_ones_are_noted_as_imported_and_those_there_already_are_not(database: Database) -> None:
    topic_tree(database, {"ai": "", "vision": "ai", "bees": ""})
    for _ in range(2):
        database.call(subscriber_export.import_subscribers, [ADA, FORUM], LATER)
    assert database.call(stats.daily_counts, LATER)[LATER.date()].imported == 1, "one of the two has paused"
