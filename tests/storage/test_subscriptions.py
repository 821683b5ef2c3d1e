"""What subscribers choose about topics: how much of one, and when."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from storage import enqueue, subscribers
from storage.database import Database, read_only
from storage.models import Cancellation, DigestHour, Subscription, Volume
from storage.preferences import QUIET_HOURS, RHYTHM, ZONE
from tests.conftest import NOON
from tests.storage.rows import WINDOW, article, change, deliveries, find, subscriber, topic_tree

pytestmark = pytest.mark.both_engines

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def ids(database: Database) -> dict[str, int]:
    return topic_tree(database, {"ai": "", "vision": "ai", "bees": ""})


def chosen(database: Database, topic_id: int) -> Subscription:
    @read_only
    def read(session: Session) -> Subscription:
        return session.exec(select(Subscription).where(Subscription.topic_id == topic_id)).one()

    return database.call(read)


def hours(database: Database) -> list[DigestHour]:
    @read_only
    def read(session: Session) -> list[DigestHour]:
        return list(session.exec(select(DigestHour).order_by(col(DigestHour.rhythm))))

    return database.call(read)


def test_a_volume_of_a_new_topic_follows_it(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1)
    assert database.call(subscribers.set_volume, one, ids["ai"], Volume.SOME, 5, LATER)
    assert not database.call(subscribers.set_volume, one, ids["ai"], Volume.SOME, 5, LATER)
    found = chosen(database, ids["ai"])
    assert (found.volume, found.per_day, found.rhythm, found.created_at) == (Volume.SOME, 5, "", LATER)


def test_another_volume_goes_on_from_where_the_topic_was_followed(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_rhythm, one, ids["ai"], "weekly fri 17:30", LATER)
    assert database.call(subscribers.set_volume, one, ids["ai"], Volume.TOP, 0, LATER)
    found = chosen(database, ids["ai"])
    assert (found.volume, found.rhythm, found.created_at) == (Volume.TOP, "weekly fri 17:30", NOON)


def test_a_topic_below_gets_a_choice_of_its_own_like_the_one_above(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_volume, one, ids["ai"], Volume.SOME, 5, NOON)
    assert database.call(subscribers.set_rhythm, one, ids["vision"], "daily 08:00", LATER)
    found = chosen(database, ids["vision"])
    assert (found.volume, found.per_day, found.rhythm, found.created_at) == (Volume.SOME, 5, "daily 08:00", NOON)
    assert chosen(database, ids["ai"]).rhythm == ""


@pytest.mark.parametrize("volume", [Volume.ALL, Volume.STORIES, Volume.TOP])
def test_what_was_muted_begins_anew(database: Database, ids: dict[str, int], volume: Volume) -> None:
    one = subscriber(database, 1, muted=[ids["ai"]])
    assert not database.call(subscribers.set_rhythm, one, ids["ai"], "off", LATER)
    assert database.call(subscribers.set_volume, one, ids["ai"], volume, 0, LATER)
    assert chosen(database, ids["ai"]).created_at == LATER


def test_a_rhythm_unmutes(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, muted=[ids["ai"]])
    assert database.call(subscribers.set_rhythm, one, ids["ai"], "daily 08:00", LATER)
    found = chosen(database, ids["ai"])
    assert (found.volume, found.created_at) == (Volume.STORIES, LATER)


@pytest.mark.parametrize("again", ["daily 08:00", "at once"])
def test_what_was_off_begins_anew(database: Database, ids: dict[str, int], again: str) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_rhythm, one, ids["ai"], "off", NOON)
    assert chosen(database, ids["ai"]).created_at == NOON
    assert database.call(subscribers.set_rhythm, one, ids["ai"], again, LATER)
    assert chosen(database, ids["ai"]).created_at == LATER


def test_what_the_chat_had_off_begins_anew(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_rhythm, one, ids["bees"], "at once", NOON)
    database.call(subscribers.set_preference, one, RHYTHM, "off", NOON)
    database.call(subscribers.set_preference, one, RHYTHM, "daily 08:00", LATER)
    assert [chosen(database, ids[name]).created_at for name in ("ai", "bees")] == [LATER, NOON]


def test_following_again_keeps_how_much_and_ends_off(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1)
    database.call(subscribers.set_volume, one, ids["ai"], Volume.TOP, 0, NOON)
    assert not database.call(subscribers.set_subscription, one, ids["ai"], Volume.STORIES, LATER)
    assert chosen(database, ids["ai"]).volume is Volume.TOP
    database.call(subscribers.set_rhythm, one, ids["ai"], "off", NOON)
    assert database.call(subscribers.set_subscription, one, ids["ai"], Volume.STORIES, LATER)
    found = chosen(database, ids["ai"])
    assert (found.volume, found.rhythm, found.created_at) == (Volume.TOP, "", LATER)


def test_each_rhythm_has_its_hour(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_rhythm, one, ids["ai"], "daily 20:00", NOON)
    database.call(subscribers.set_preference, one, RHYTHM, "daily 08:00", NOON)
    assert [(hour.rhythm, hour.due_at) for hour in hours(database)] == [
        ("daily 08:00", NOON + timedelta(hours=20)),
        ("daily 20:00", NOON + timedelta(hours=8)),
    ]
    database.call(subscribers.set_preference, one, ZONE, "UTC+01:00", NOON)
    assert [hour.due_at for hour in hours(database)] == [NOON + timedelta(hours=19), NOON + timedelta(hours=7)]
    database.call(subscribers.set_subscription, one, ids["ai"], Volume.MUTED, NOON)
    assert [hour.rhythm for hour in hours(database)] == ["daily 08:00"]


def test_alerts_that_wait_stand_in_the_digest_that_takes_their_place(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    for minutes, link in ((0, "a"), (10, "b")):
        at = NOON + timedelta(minutes=minutes)
        database.call(enqueue.add_alerts, article(database, link, ids["ai"], at=at), NOON - WINDOW, at)
    change(database, deliveries(database)[0], state="sent")
    database.call(subscribers.set_rhythm, one, ids["ai"], "daily 08:00", LATER)
    sent, waited = deliveries(database)
    assert (sent.state, waited.state, waited.cancelled_for) == ("sent", "cancelled", Cancellation.IN_DIGEST)
    assert NOON < hours(database)[0].since_at < NOON + timedelta(minutes=10)


def test_alerts_of_a_topic_that_is_off_are_not_owed(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(enqueue.add_alerts, article(database, "a", ids["ai"]), NOON - WINDOW, NOON)
    database.call(subscribers.set_preference, one, RHYTHM, "off", LATER)
    assert [row.cancelled_for for row in deliveries(database)] == [Cancellation.UNSUBSCRIBED]


def test_stopping_and_starting_end_a_pause(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    held = {"paused_until": NOON + timedelta(days=1), "held_from": NOON, "held_until": NOON + timedelta(days=1)}
    for step in (subscribers.pause, subscribers.resume):
        change(database, find(database, 1), **held)
        assert database.call(step, one, LATER)
        found = find(database, 1)
        assert (found.paused_until, found.held_until) == (None, LATER)


def test_quiet_hours_say_when_nothing_arrives(database: Database) -> None:
    one = subscriber(database, 1)
    database.call(subscribers.set_preference, one, QUIET_HOURS, "22:00-07:00", NOON)
    found = find(database, 1)
    assert (found.held_from, found.held_until) == (NOON + timedelta(hours=10), NOON + timedelta(hours=19))
