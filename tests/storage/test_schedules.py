"""Due times and holds as columns, rewritten whenever somebody changes their mind, their city or their hours."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from storage import schedules, subscribers
from storage.database import Database, read_only
from storage.models import DigestHour, Subscriber, Subscription, Volume
from tests.conftest import NOON
from tests.storage.rows import find, put, subscriber, topic_tree

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
EVENING = NOON + 11 * HOUR
"""2026-03-02 23:00 in UTC, a Monday."""

pytestmark = pytest.mark.both_engines


@pytest.fixture
def reader(database: Database) -> int:
    return subscriber(database, 1)


def chooses(database: Database, reader: int, at: datetime, **columns: Any) -> None:
    """Have a reader change columns, and their times follow."""

    def change(session: Session) -> None:
        found = session.get_one(Subscriber, reader)
        for name, value in columns.items():
            setattr(found, name, value)
        schedules.reschedule(session, found, at)

    database.call(change)


def chooses_of_topic(database: Database, reader: int, topic_id: int, at: datetime, **columns: Any) -> None:
    """The same of one subscription."""

    def change(session: Session) -> None:
        query = select(Subscription).where(Subscription.subscriber_id == reader, Subscription.topic_id == topic_id)
        found = session.exec(query).one()
        for name, value in columns.items():
            setattr(found, name, value)
        session.add(found)
        session.flush()
        schedules.reschedule(session, session.get_one(Subscriber, reader), at)

    database.call(change)


def hours(database: Database) -> dict[str, DigestHour]:
    @read_only
    def read(session: Session) -> list[DigestHour]:
        return list(session.exec(select(DigestHour).order_by(col(DigestHour.rhythm))))

    return {hour.rhythm: hour for hour in database.call(read)}


def used_up(database: Database, rhythm: str, at: datetime) -> None:
    """As the loop leaves an hour that came."""

    def change(session: Session) -> None:
        hour = session.exec(select(DigestHour).where(DigestHour.rhythm == rhythm)).one()
        hour.last_day, hour.since_at, hour.due_at = at.date(), at, at + DAY
        session.add(hour)

    database.call(change)


def held(database: Database) -> tuple[datetime | None, datetime | None]:
    found = find(database, 1)
    return found.held_from, found.held_until


class TestHours:
    def test_whoever_is_told_at_once_has_none(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON)
        assert hours(database) == {}

    @pytest.mark.parametrize("rhythm", ["at once", "digest only", "off"])
    def test_rhythms_without_an_hour_have_none_and_take_it_away(
        self, database: Database, reader: int, rhythm: str
    ) -> None:
        chooses(database, reader, NOON, rhythm="daily 08:00")
        chooses(database, reader, NOON, rhythm=rhythm)
        assert hours(database) == {}

    def test_an_hour_begins_with_what_arrives_from_now_on(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, rhythm="daily 08:00")
        hour = hours(database)["daily 08:00"]
        assert (hour.due_at, hour.since_at, hour.last_day) == (NOON + 20 * HOUR, NOON, None)

    def test_without_a_zone_the_hour_is_utcs_until_it_is_told(self, database: Database, reader: int) -> None:
        """A rhythm that is set before the zone is kept."""
        chooses(database, reader, NOON, rhythm="daily 14:00")
        assert hours(database)["daily 14:00"].due_at == NOON + 2 * HOUR
        chooses(database, reader, NOON, zone="America/New_York")
        assert hours(database)["daily 14:00"].due_at == NOON + 7 * HOUR

    def test_a_moved_zone_moves_the_hour(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, rhythm="daily 08:00", zone="Europe/Berlin")
        assert hours(database)["daily 08:00"].due_at == NOON + 19 * HOUR
        chooses(database, reader, NOON + HOUR, zone="Asia/Tokyo")
        hour = hours(database)["daily 08:00"]
        assert (hour.due_at, hour.since_at) == (NOON + 11 * HOUR, NOON)

    def test_a_date_that_is_used_up_is_used_up_in_every_zone(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON - HOUR, rhythm="daily 12:00")
        used_up(database, "daily 12:00", NOON)
        chooses(database, reader, NOON + MINUTE, zone="America/New_York")
        assert hours(database)["daily 12:00"].due_at == NOON + DAY + 5 * HOUR

    def test_a_zone_that_moves_past_the_hour_of_a_new_date_makes_it_due(self, database: Database, reader: int) -> None:
        """Noon of the third has passed in Auckland, and the last digest was of the second."""
        chooses(database, reader, NOON - HOUR, rhythm="daily 12:00")
        used_up(database, "daily 12:00", NOON)
        chooses(database, reader, NOON + 12 * HOUR, zone="Pacific/Auckland")
        assert hours(database)["daily 12:00"].due_at == NOON + 12 * HOUR

    def test_the_hour_of_a_new_rhythm_that_is_past_in_the_zone_told_after_it_starts_tomorrow(
        self, database: Database, reader: int
    ) -> None:
        chooses(database, reader, NOON, rhythm="daily 18:00")
        chooses(database, reader, NOON + MINUTE, zone="Asia/Tokyo")
        assert hours(database)["daily 18:00"].due_at == NOON + 21 * HOUR

    def test_a_zone_that_is_no_more_is_utc(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, rhythm="daily 14:00", zone="Mars/Olympus")
        assert hours(database)["daily 14:00"].due_at == NOON + 2 * HOUR

    def test_another_hour_tells_what_the_old_one_would_have(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, rhythm="daily 18:00")
        chooses(database, reader, NOON + HOUR, rhythm="daily 20:00")
        assert list(hours(database)) == ["daily 20:00"]
        assert hours(database)["daily 20:00"].since_at == NOON

    def test_another_hour_that_is_past_today_starts_tomorrow(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, rhythm="daily 18:00")
        chooses(database, reader, NOON, rhythm="daily 08:00")
        assert hours(database)["daily 08:00"].due_at == NOON + 20 * HOUR

    def test_what_is_due_stays_due(self, database: Database, reader: int) -> None:
        """The loop has not come to it yet: a change of something else does not skip it."""
        chooses(database, reader, NOON - HOUR, rhythm="daily 12:00")
        chooses(database, reader, NOON + MINUTE, quiet_hours="22:00-07:00")
        assert hours(database)["daily 12:00"].due_at == NOON

    def test_what_is_due_stays_due_when_the_zone_moves(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON - HOUR, rhythm="daily 12:00")
        chooses(database, reader, NOON + MINUTE, zone="Europe/Berlin")
        assert hours(database)["daily 12:00"].due_at == NOON

    def test_choosing_the_same_again_changes_nothing(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, rhythm="daily 08:00", quiet_hours="22:00-07:00")
        before, hold = hours(database)["daily 08:00"], held(database)
        chooses(database, reader, NOON + HOUR)
        assert hours(database)["daily 08:00"].model_dump() == before.model_dump()
        assert held(database) == hold

    def test_a_topic_has_an_hour_of_its_own(self, database: Database, reader: int) -> None:
        topic = topic_tree(database, {"ai": ""})["ai"]
        database.call(subscribers.set_subscription, reader, topic, Volume.STORIES, NOON)
        chooses(database, reader, NOON, rhythm="daily 08:00")
        chooses_of_topic(database, reader, topic, NOON + HOUR, rhythm="weekly fri 17:30")
        found = hours(database)
        assert {rhythm: hour.since_at for rhythm, hour in found.items()} == {
            "daily 08:00": NOON,
            "weekly fri 17:30": NOON + HOUR,
        }
        assert found["weekly fri 17:30"].due_at == datetime(2026, 3, 6, 17, 30, tzinfo=NOON.tzinfo)

    def test_two_topics_at_one_hour_are_one_digest(self, database: Database, reader: int) -> None:
        ids = topic_tree(database, {"ai": "", "robotics": ""})
        for topic in ids.values():
            database.call(subscribers.set_subscription, reader, topic, Volume.STORIES, NOON)
            chooses_of_topic(database, reader, topic, NOON, rhythm="daily 08:00")
        chooses(database, reader, NOON, rhythm="daily 08:00")
        assert list(hours(database)) == ["daily 08:00"]

    def test_the_hour_of_a_muted_or_forgotten_topic_is_gone(self, database: Database, reader: int) -> None:
        topic = topic_tree(database, {"ai": ""})["ai"]
        database.call(subscribers.set_subscription, reader, topic, Volume.STORIES, NOON)
        chooses_of_topic(database, reader, topic, NOON, rhythm="daily 09:00")
        chooses_of_topic(database, reader, topic, NOON, volume=Volume.MUTED)
        assert hours(database) == {}

    def test_an_hour_of_one_reader_is_not_anothers(self, database: Database, reader: int) -> None:
        other = subscriber(database, 2)
        chooses(database, other, NOON, rhythm="daily 18:00")
        chooses(database, reader, NOON, rhythm="daily 08:00")
        assert sorted(hours(database)) == ["daily 08:00", "daily 18:00"]


class TestHolds:
    def test_quiet_hours_are_written_ahead(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, quiet_hours="22:00-07:00", zone="Europe/Berlin")
        assert held(database) == (NOON + 9 * HOUR, NOON + 18 * HOUR)

    def test_without_them_there_is_no_hold(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, quiet_hours="22:00-07:00")
        chooses(database, reader, NOON, quiet_hours="")
        assert held(database) == (None, None)

    def test_set_in_the_middle_of_them_they_hold_at_once(self, database: Database, reader: int) -> None:
        chooses(database, reader, EVENING, quiet_hours="22:00-07:00")
        assert held(database) == (EVENING - HOUR, EVENING + 8 * HOUR)

    def test_turned_off_in_the_middle_of_them_they_end_now(self, database: Database, reader: int) -> None:
        """Not silently: the loop sees that they ended, and tells what was held."""
        chooses(database, reader, NOON, quiet_hours="22:00-07:00")
        chooses(database, reader, EVENING, quiet_hours="")
        assert held(database) == (NOON + 10 * HOUR, EVENING)

    def test_what_has_ended_is_still_to_be_told(self, database: Database, reader: int) -> None:
        """A change between the end and the loop's look does not end the hold unseen."""
        chooses(database, reader, NOON, quiet_hours="22:00-07:00")
        late = EVENING + 8 * HOUR + MINUTE
        chooses(database, reader, late, zone="Europe/Lisbon")
        assert held(database) == (NOON + 10 * HOUR, late - MINUTE)

    def test_longer_ones_go_on(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, quiet_hours="22:00-07:00")
        chooses(database, reader, EVENING, quiet_hours="22:00-09:00")
        assert held(database) == (NOON + 10 * HOUR, EVENING + 10 * HOUR)

    def test_a_pause_holds_from_now(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, paused_until=NOON + HOUR)
        assert held(database) == (NOON, NOON + HOUR)

    def test_a_pause_that_is_taken_back_ends_now(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, paused_until=NOON + DAY)
        chooses(database, reader, NOON + HOUR, paused_until=None)
        assert held(database) == (NOON, NOON + HOUR)

    def test_a_pause_in_quiet_hours_goes_on_where_they_end(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, quiet_hours="22:00-07:00")
        chooses(database, reader, EVENING, paused_until=EVENING + DAY)
        assert held(database) == (NOON + 10 * HOUR, EVENING + DAY + 8 * HOUR)

    def test_a_moved_zone_moves_them(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, quiet_hours="22:00-07:00")
        chooses(database, reader, NOON, zone="America/New_York")
        assert held(database) == (NOON + 15 * HOUR, NOON + 24 * HOUR)

    def test_a_moved_zone_where_it_is_day_ends_them_now(self, database: Database, reader: int) -> None:
        chooses(database, reader, NOON, quiet_hours="22:00-07:00")
        chooses(database, reader, EVENING, zone="America/New_York")
        assert held(database) == (NOON + 10 * HOUR, EVENING)

    @pytest.mark.parametrize(
        ("after", "is_held"), [(-MINUTE, False), (10 * HOUR, True), (12 * HOUR, True), (20 * HOUR, True)]
    )
    def test_the_block_lasts_from_the_begin_until_the_loop_has_seen_the_end(
        self, database: Database, reader: int, after: timedelta, *, is_held: bool
    ) -> None:
        chooses(database, reader, NOON, quiet_hours="22:00-07:00")

        @read_only
        def read(session: Session) -> tuple[int, int]:
            now = NOON + after
            blocked = session.exec(select(Subscriber).where(schedules.is_held(now))).all()
            open_ones = session.exec(select(Subscriber).where(schedules.is_not_held(now))).all()
            return len(blocked), len(open_ones)

        assert database.call(read) == ((1, 0) if is_held else (0, 1))

    def test_who_has_no_hold_is_never_blocked(self, database: Database, reader: int) -> None:
        put(database, Subscriber(chat_id=9, created_at=NOON, seen_at=NOON))

        @read_only
        def read(session: Session) -> int:
            return len(session.exec(select(Subscriber).where(schedules.is_held(NOON + DAY))).all())

        assert database.call(read) == 0
