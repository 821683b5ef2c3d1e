"""What was held while it was quiet or somebody paused is told at the end; what is too much at once, as a digest."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.digests.reader_loop import BurstGuard, make_digest_now
from storage.enqueue import TOLD_STATES
from storage.models import Cancellation, DeliveryKind, DeliveryState, DigestOccasion, Suppression, SuppressionReason
from tests.conftest import NOON
from tests.digests.reader_room import DAY, HOUR, MINUTE, Room
from tests.storage.rows import change, claimed, find, put

pytestmark = pytest.mark.both_engines

NIGHT = datetime(2026, 3, 2, 23, tzinfo=UTC)
SEVEN = datetime(2026, 3, 3, 7, tzinfo=UTC)


@pytest.fixture
def room(database: Any) -> Room:
    return Room(database)


def held(room: Room, count: int, *slugs: str) -> list[int]:
    """Alerts that wait for the end of what is held now; returns their stories."""
    room.now = NIGHT
    told = [room.news(*(slugs or ("ai",)), heat=count - number) for number in range(count)]
    for each in told:
        room.alert(each, 1)
    return [each.story_id for each in told]


async def test_more_than_three_held_stories_become_a_digest(room: Room) -> None:
    reader = room.reader(1, "ai", quiet_hours="22:00-07:00")
    stories = held(room, 4)
    await room.at(SEVEN - MINUTE)
    assert not room.owed()
    await room.at(SEVEN)
    await room.at(SEVEN + MINUTE)
    [row] = room.owed()
    assert (row.dedupe_key, row.due_at) == (f"digest:{reader}:quiet:{SEVEN.isoformat()}", SEVEN)
    assert room.told(1) == [stories]
    assert room.digest(row).occasion is DigestOccasion.QUIET
    assert {each.cancelled_for for each in room.alerts(1, DeliveryState.CANCELLED)} == {Cancellation.IN_DIGEST}
    assert (find(room.database, 1).held_from, find(room.database, 1).held_until) == (NIGHT - HOUR + DAY, SEVEN + DAY)


async def test_up_to_three_held_stories_go_as_alerts(room: Room) -> None:
    room.reader(1, "ai", quiet_hours="22:00-07:00")
    held(room, 3)
    await room.at(SEVEN)
    assert not room.owed()
    assert [each.due_at for each in room.alerts(1)] == [SEVEN] * 3


async def test_several_articles_of_a_story_are_one(room: Room) -> None:
    room.reader(1, "ai", quiet_hours="22:00-07:00")
    [story, *_] = held(room, 3)
    room.alert(room.news("ai", story_id=story), 1)
    await room.at(SEVEN)
    assert not room.owed()


async def test_quiet_hours_that_end_early_release_what_is_held(room: Room) -> None:
    room.reader(1, "ai", quiet_hours="22:00-07:00")
    held(room, 2)
    room.choose(1, quiet_hours="")
    await room.at(NIGHT + MINUTE)
    assert [each.due_at for each in room.alerts(1)] == [NIGHT + MINUTE] * 2
    assert find(room.database, 1).held_from is None


async def test_an_end_that_is_seen_late_lets_nothing_into_the_next_night(room: Room) -> None:
    room.reader(1, "ai", quiet_hours="22:00-07:00")
    held(room, 5)
    await room.at(NIGHT + 3 * DAY)
    assert not room.owed()
    assert [each.due_at for each in room.alerts(1)] == [SEVEN + 3 * DAY] * 5
    await room.at(SEVEN + 3 * DAY)
    assert len(room.told(1)[0]) == 5


async def test_held_alerts_that_may_be_out_stay_alerts(room: Room) -> None:
    room.reader(1, "ai", quiet_hours="22:00-07:00")
    stories = held(room, 5)
    change(room.database, room.alerts(1)[0], unknowns=1)
    await room.at(SEVEN)
    assert room.told(1) == [stories[1:]]
    assert len(room.alerts(1)) == 1


async def test_after_a_pause_one_digest_tells_all_that_came(room: Room) -> None:
    room.reader(1, "ai", "space", "vision", rhythm="daily 08:00", topic_rhythms={"space": "at once", "vision": "off"})
    before = room.news("ai")
    room.now = NIGHT
    room.choose(1, paused_until=NIGHT + DAY)
    at_once, daily = room.news("space"), room.news("ai")
    room.alert(at_once, 1)
    room.news("vision")
    await room.at(datetime(2026, 3, 3, 8, tzinfo=UTC))
    assert not room.owed(), "hours are skipped"
    await room.at(NIGHT + DAY)
    await room.at(NIGHT + DAY + MINUTE)
    [row] = room.owed()
    assert room.digest(row).occasion is DigestOccasion.PAUSE
    assert set(room.told(1)[0]) == {before.story_id, at_once.story_id, daily.story_id}
    reader, hour = find(room.database, 1), room.hour(1)
    assert (reader.paused_until, reader.held_from, room.alerts(1)) == (None, None, [])
    assert (hour.due_at, hour.since_at) == (datetime(2026, 3, 4, 8, tzinfo=UTC), NIGHT + DAY)


async def test_a_pause_that_ends_while_it_is_quiet_ends_with_it(room: Room) -> None:
    room.reader(1, "ai", quiet_hours="22:00-07:00")
    room.now = NIGHT - 2 * HOUR
    room.choose(1, paused_until=NIGHT)
    told = room.news("ai")
    room.alert(told, 1)
    await room.at(NIGHT)
    assert not room.owed()
    await room.at(SEVEN)
    assert room.told(1) == [[told.story_id]]
    assert room.digest(room.owed()[0]).occasion is DigestOccasion.PAUSE


async def test_an_empty_pause_tells_nothing(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    room.choose(1, paused_until=NOON + HOUR)
    await room.at(NOON + HOUR)
    assert (room.owed(), find(room.database, 1).paused_until) == ([], None)


@pytest.mark.parametrize(("count", "most", "digests"), [(11, 10, 1), (10, 10, 0), (30, 0, 0), (2, 1, 1)])
async def test_too_many_alerts_at_once_become_a_digest(room: Room, count: int, most: int, digests: int) -> None:
    room.most = most
    room.reader(1, "ai")
    room.reader(2, "ai")
    for number in range(count):
        told = room.news("ai")
        room.alert(told, 1)
        if number == 0:
            room.alert(told, 2)
    await room.at(NOON)
    await room.at(NOON + MINUTE)
    assert len(room.owed(1)) == digests
    assert len(room.alerts(1)) == (0 if digests else count)
    assert [len(each) for each in room.told(1)] == [count] * digests
    assert len(room.alerts(2)) == 1


async def test_what_is_held_is_no_burst(room: Room) -> None:
    room.reader(1, "ai", quiet_hours="22:00-07:00")
    held(room, 12)
    await room.at(NIGHT + MINUTE)
    assert not room.owed()


def test_what_is_announced_in_several_transactions_waits_for_the_last(room: Room) -> None:
    guard, database = BurstGuard(10), room.database
    for chat_id in (1, 2):
        room.reader(chat_id, "ai")
    few = room.news("ai")
    for told in [few, *(room.news("ai") for _ in range(7))]:
        room.alert(told, 1)
    room.alert(few, 2)
    database.call(guard.hold_back, NOON)
    assert claimed(database, NOON) == []
    for _ in range(4):
        room.alert(room.news("ai"), 1)
    database.call(guard.collapse_announced, NOON, is_held_back=True)
    assert len(room.told(1)[0]) == 12
    assert [(claim.chat_id, claim.kind) for claim in claimed(database, NOON)] == [
        (2, DeliveryKind.ALERT),
        (1, DeliveryKind.DIGEST),
    ]


def test_a_digest_on_demand_has_what_the_next_ones_would(room: Room) -> None:
    reader = room.reader(1, "ai", "space", "vision", rhythm="daily 08:00", topic_rhythms={"space": "at once"})
    room.alert(room.news("space"), 1)
    small, told = room.news("space"), room.news("ai")
    put(room.database, Suppression(subscriber_id=reader, article_id=small.id, reason=SuppressionReason.VOLUME, at=NOON))
    room.now = NOON + HOUR
    assert room.database.call(make_digest_now, find(room.database, 1), room.now) == 2
    assert set(room.told(1)[0]) == {small.story_id, told.story_id}
    assert room.database.call(make_digest_now, find(room.database, 1), room.now + MINUTE) == 0
    assert len(room.owed()) == 1


async def test_what_was_told_on_demand_does_not_come_again(room: Room) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    room.news("ai")
    room.database.call(make_digest_now, find(room.database, 1), NOON + HOUR)
    await room.at(NOON + DAY)
    assert len(room.owed()) == 1
    assert room.owed()[0].state in TOLD_STATES


def test_whoever_has_no_hour_asks_for_the_last_day(room: Room) -> None:
    room.now = NOON - 2 * DAY
    room.reader(1, "ai", rhythm="digest only")
    room.news("ai")
    room.now = NOON - timedelta(hours=3)
    told = room.news("ai")
    assert room.database.call(make_digest_now, find(room.database, 1), NOON) == 1
    assert room.told(1) == [[told.story_id]]
