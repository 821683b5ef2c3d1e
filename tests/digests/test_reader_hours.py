"""A reader has a digest at each hour that they chose, once a date of theirs, of what they were not told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from storage.models import (
    DeliveryState,
    FilterMode,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
    Volume,
    Watch,
    WordFilter,
)
from tests.conftest import NOON
from tests.digests.reader_room import DAY, HOUR, MINUTE, Room
from tests.storage.rows import change, find, put

pytestmark = pytest.mark.both_engines

EIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.fixture
def room(database: Any) -> Room:
    return Room(database)


async def test_a_digest_comes_at_its_hour_and_once(room: Room) -> None:
    reader = room.reader(1, "ai", rhythm="daily 08:00")
    told = room.news("ai")
    room.news("space")
    await room.at(EIGHT - MINUTE)
    assert not room.owed()
    await room.at(EIGHT)
    await room.at(EIGHT + MINUTE)
    [row] = room.owed(1)
    assert (row.dedupe_key, row.priority, row.due_at) == (f"digest:{reader}:daily 08:00:2026-03-03", 5, EIGHT)
    assert room.told(1) == [[told.story_id]]
    hour = room.hour(1)
    assert (hour.due_at, hour.since_at, hour.last_day) == (EIGHT + DAY, EIGHT, date(2026, 3, 3))
    assert room.woken


async def test_an_empty_digest_uses_up_its_date(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    await room.at(EIGHT)
    room.now = EIGHT + 5 * MINUTE
    later = room.news("ai")
    await room.at(EIGHT + HOUR)
    assert not room.owed()
    await room.at(EIGHT + DAY)
    assert room.told(1) == [[later.story_id]]


async def test_readers_who_are_told_the_same_share_a_digest(room: Room) -> None:
    for chat_id in (1, 2):
        room.reader(chat_id, "ai", rhythm="daily 08:00")
    room.reader(3, "ai", "space", rhythm="daily 08:00")
    room.news("ai"), room.news("space")
    await room.at(EIGHT)
    first, second, third = (row.digest_id for row in room.owed())
    assert first == second != third
    assert room.digest(room.owed()[0]).day == EIGHT.date()


async def test_stories_stand_under_the_topic_that_was_chosen_hottest_first(room: Room) -> None:
    room.reader(1, "ai", "space", rhythm="daily 08:00")
    cold, hot = room.news("vision", heat=1), room.news("vision", "space", heat=9)
    await room.at(EIGHT)
    [entries] = room.entries(1)
    assert [(entry["story_id"], entry["topic_ids"]) for entry in entries] == [
        (
            hot.story_id,
            sorted((room.topics["ai"], room.topics["space"]), key=lambda each: each != entries[0]["topic_ids"][0]),
        ),
        (cold.story_id, [room.topics["ai"]]),
    ]


@pytest.mark.parametrize(("late", "count"), [(6 * HOUR - MINUTE, 1), (6 * HOUR + MINUTE, 0)])
async def test_a_digest_that_was_missed_comes_if_it_is_less_than_six_hours_late(
    room: Room, late: Any, count: int
) -> None:
    room.reader(1, "ai", rhythm="daily 21:00")
    told = room.news("ai")
    evening = datetime(2026, 3, 2, 21, tzinfo=UTC)
    await room.at(evening + late)
    assert len(room.owed()) == count
    assert room.hour(1).last_day == evening.date(), "its date is used up"
    await room.at(evening + DAY)
    assert room.told(1) == [[told.story_id]], "its stories wait for the next, if there was none"


async def test_after_days_of_absence_one_digest_has_it_all(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    told = room.news("ai")
    await room.at(EIGHT + 3 * DAY + HOUR)
    assert room.told(1) == [[told.story_id]]
    assert room.hour(1).last_day == (EIGHT + 3 * DAY).date()


async def test_two_hours_in_one_chat_are_two_digests(room: Room) -> None:
    room.reader(1, "ai", "space", rhythm="daily 08:00", topic_rhythms={"space": "weekly tue 08:00"})
    about_ai, about_space, both = room.news("ai"), room.news("space"), room.news("ai", "space")
    await room.at(EIGHT)
    daily, weekly = room.told(1)
    assert set(daily) == {about_ai.story_id, both.story_id}
    assert weekly == [about_space.story_id]


async def test_what_is_told_at_once_stands_in_no_digest_but_for_what_its_volume_left_out(room: Room) -> None:
    reader = room.reader(1, "ai", "space", rhythm="daily 08:00", topic_rhythms={"ai": "at once"})
    room.alert(room.news("ai", "space"), 1)
    room.news("ai")
    small, own = room.news("ai"), room.news("space")
    put(
        room.database,
        Suppression(subscriber_id=reader, article_id=small.id, reason=SuppressionReason.VOLUME, at=room.now + MINUTE),
    )
    await room.at(EIGHT)
    [told] = room.told(1)
    assert set(told) == {small.story_id, own.story_id}


async def test_digest_only_stands_in_the_next_digest_and_off_in_none(room: Room) -> None:
    room.reader(
        1, "ai", "space", "vision", rhythm="digest only", topic_rhythms={"space": "daily 08:00", "vision": "off"}
    )
    only, own = room.news("ai"), room.news("space")
    room.news("vision")
    await room.at(EIGHT)
    [told] = room.told(1)
    assert set(told) == {only.story_id, own.story_id}


async def test_a_story_comes_again_when_more_outlets_report_it(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    grows, stays = room.news("ai"), room.news("ai")
    await room.at(EIGHT)
    room.now = EIGHT + HOUR
    room.news("ai", story_id=grows.story_id, provider_name="Gazette")
    room.news("ai", story_id=stays.story_id)
    await room.at(EIGHT + DAY)
    _, [entry] = room.entries(1)
    assert (entry["story_id"], entry["outlets"], entry.get("is_update")) == (grows.story_id, 2, True)
    await room.at(EIGHT + 2 * DAY)
    assert len(room.owed()) == 2


async def test_a_digest_that_did_not_arrive_told_nothing(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    told = room.news("ai")
    await room.at(EIGHT)
    change(room.database, room.owed()[0], state=DeliveryState.DEAD)
    room.now = EIGHT + HOUR
    room.news("ai", story_id=told.story_id)
    await room.at(EIGHT + DAY)
    assert room.entries(1)[1][0].get("is_update") is None


async def test_what_arrived_before_a_subscription_is_the_archive(room: Room) -> None:
    room.reader(1, rhythm="daily 08:00")
    old = room.news("ai")
    room.now = NOON + HOUR
    room.reader(1, "ai")
    room.news("ai", story_id=old.story_id)
    new = room.news("ai")
    await room.at(EIGHT)
    assert room.told(1) == [[new.story_id]]


async def test_what_a_digest_was_too_early_to_see_stands_in_the_next(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    await room.at(EIGHT)
    late = room.news("ai", at=EIGHT - MINUTE, announced_at=EIGHT + MINUTE)
    await room.at(EIGHT + DAY)
    assert room.told(1) == [[late.story_id]]


async def test_filters_hide_and_watches_bring(room: Room) -> None:
    reader = room.reader(1, "ai", "space", rhythm="daily 08:00")
    only: dict[str, Any] = {"topic_id": room.topics["ai"], "mode": FilterMode.ONLY, "expression": "any: open"}
    put(room.database, WordFilter(subscriber_id=reader, expression="any: crypto", created_at=NOON),
        WordFilter(subscriber_id=reader, created_at=NOON, **only),
        WordFilter(subscriber_id=reader, expression="any: lapsed", created_at=NOON, expires_at=room.now))  # fmt: skip
    put(room.database, Watch(subscriber_id=reader, expression="all: battery", created_at=NOON))
    room.reader(2, rhythm="daily 08:00")
    for title in ("crypto open", "closed"):
        room.news("ai", title=title)
    room.news(title="crypto battery")
    wanted = [room.news("ai", title="open"), room.news("space", title="lapsed"), room.news(title="battery")]
    await room.at(EIGHT)
    [entries] = room.entries(1)
    assert {entry["story_id"]: entry["topic_ids"] for entry in entries} == {
        wanted[0].story_id: [room.topics["ai"]],
        wanted[1].story_id: [room.topics["space"]],
        wanted[2].story_id: [0],
    }
    assert not room.owed(2)


async def test_a_muted_topic_below_a_followed_one_brings_nothing(room: Room) -> None:
    room.reader(1, "ai", "vision", rhythm="daily 08:00")
    room.set_volume(1, "vision", Volume.MUTED)
    room.news("vision")
    await room.at(EIGHT)
    assert not room.owed()


async def test_a_digest_that_is_due_while_it_is_quiet_comes_at_the_end(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 06:00", quiet_hours="22:00-07:00")
    room.news("ai")
    await room.at(EIGHT - 2 * HOUR)
    [row] = room.owed()
    assert row.due_at == EIGHT - HOUR
    await room.at(EIGHT - HOUR)
    assert find(room.database, 1).held_from == EIGHT - 10 * HOUR + DAY


async def test_whoever_left_has_no_digest_and_later_none_of_that_time(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    room.news("ai")
    change(room.database, find(room.database, 1), status=SubscriberStatus.PAUSED)
    await room.at(EIGHT)
    change(room.database, find(room.database, 1), status=SubscriberStatus.ACTIVE)
    await room.at(EIGHT + DAY)
    assert not room.owed()


@pytest.mark.parametrize(
    ("zone", "hour", "begins", "dues"),
    [
        # Clocks go forward over half past two, and back over it.
        ("Europe/Berlin", "02:30", "2026-03-28T12", ["2026-03-29T01:00", "2026-03-30T00:30"]),
        ("Europe/Berlin", "02:30", "2026-10-24T12", ["2026-10-25T00:30", "2026-10-26T01:30"]),
        ("America/New_York", "02:30", "2026-03-07T12", ["2026-03-08T07:00", "2026-03-09T06:30"]),
        ("America/New_York", "01:30", "2026-10-31T12", ["2026-11-01T05:30", "2026-11-02T06:30"]),
        ("Australia/Lord_Howe", "02:15", "2026-10-03T12", ["2026-10-03T15:30", "2026-10-04T15:15"]),
        ("Australia/Lord_Howe", "01:45", "2026-04-04T12", ["2026-04-04T14:45", "2026-04-05T15:15"]),
        ("UTC", "08:00", "2028-02-28T12", ["2028-02-29T08:00", "2028-03-01T08:00"]),
        ("Asia/Tokyo", "08:00", "2026-12-30T12", ["2026-12-30T23:00", "2026-12-31T23:00"]),
    ],
)  # fmt: skip
async def test_clock_changes(room: Room, zone: str, hour: str, begins: str, dues: list[str]) -> None:
    room.now = datetime.fromisoformat(f"{begins}:00+00:00")
    room.reader(1, "ai", rhythm=f"daily {hour}", zone=zone)
    end, seen = room.now + 46 * HOUR, []
    while room.now < end:
        room.news("ai")
        before = len(room.owed())
        await room.at(room.now + 15 * MINUTE)
        seen += [room.now] if len(room.owed()) > before else []
    assert seen == [datetime.fromisoformat(f"{due}:00+00:00") for due in dues]


async def test_a_zone_that_moves_brings_no_second_digest_of_a_date(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 08:00", zone="Asia/Tokyo")
    room.news("ai")
    await room.at(datetime(2026, 3, 2, 23, tzinfo=UTC))
    room.choose(1, zone="America/New_York")
    room.news("ai")
    await room.at(datetime(2026, 3, 3, 13, tzinfo=UTC))
    assert len(room.owed()) == 1
    await room.at(datetime(2026, 3, 4, 13, tzinfo=UTC))
    assert len(room.owed()) == 2
