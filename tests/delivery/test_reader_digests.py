"""A digest for a reader goes out as its stories are listed: one delivery, as few messages as the limits allow."""

from datetime import UTC, datetime

import pytest

from bot.views.format import visible_text
from bot.views.message import Message
from storage import outbox
from storage.models import DeliveryState, Watch
from tests.digests.reader_room import HOUR, Room
from tests.storage.rows import change, deliveries, put, states
from tests.support.pipeline import Pipeline

EIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.fixture
def room(pipeline: Pipeline) -> Room:
    return Room(pipeline.database)


async def delivered(room: Room, pipeline: Pipeline) -> list[Message]:
    pipeline.now = room.now
    await pipeline.delivered()
    return [arrival.message for arrival in pipeline.wire.arrivals if isinstance(arrival.message, Message)]


def seen(message: Message) -> str:
    return visible_text(message.html)


def labels(message: Message) -> list[str]:
    return [each.label for row in message.keyboard for each in row]


async def test_it_arrives_with_its_topics_and_a_way_to_the_settings(room: Room, pipeline: Pipeline) -> None:
    room.reader(1, "ai", "space", rhythm="daily 08:00")
    hot = room.news("ai", heat=9)
    room.news("ai", story_id=hot.story_id, provider_name="Gazette")
    room.news("space")
    await room.at(EIGHT)
    [message] = await delivered(room, pipeline)
    assert seen(message) == (
        "🗞 Your digest · Tuesday 3 March\n2 stories · 2 topics\n\n"
        "ai\n\n1. News 1\nPost · 2 outlets\n\n"
        "space\n\n2. News 3\nPost"
    )
    assert labels(message) == ["1", "2", "⚙️ When digests come"]
    assert states(room.database) == ["sent"]


async def test_ten_stories_a_topic_and_a_button_for_the_rest(room: Room, pipeline: Pipeline) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    for number in range(33):
        room.news("ai", heat=99 - number)
    await room.at(EIGHT)
    [message] = await delivered(room, pipeline)
    assert "10. News 10" in seen(message)
    assert "11." not in seen(message)
    assert seen(message).endswith("… and 23 more")
    assert labels(message)[-2:] == ["ai: 23 more", "⚙️ When digests come"]
    room.now = EIGHT + HOUR
    await room.at(EIGHT + 24 * HOUR)
    assert len(room.owed()) == 1, "what stands behind the button counts as told"


async def test_a_story_that_grew_says_so(room: Room, pipeline: Pipeline) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    first = room.news("ai")
    await room.at(EIGHT)
    await delivered(room, pipeline)
    room.now = EIGHT + HOUR
    room.news("ai", story_id=first.story_id, provider_name="Gazette", quality=1)
    await room.at(EIGHT + 24 * HOUR)
    _, message = await delivered(room, pipeline)
    assert "updated · Gazette · 2 outlets" in seen(message)


async def test_watched_words_have_a_section_of_their_own(room: Room, pipeline: Pipeline) -> None:
    reader = room.reader(1, rhythm="daily 08:00")
    put(room.database, Watch(subscriber_id=reader, expression="all: battery", created_at=room.now))
    for _ in range(12):
        room.news(title="A battery")
    await room.at(EIGHT)
    [message] = await delivered(room, pipeline)
    assert "\n\nWords you watch\n\n1. A battery" in seen(message)
    assert "Words you watch: 2 more" in labels(message)


async def test_a_digest_of_which_all_was_withdrawn_is_not_sent(room: Room, pipeline: Pipeline) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    told = room.news("ai")
    await room.at(EIGHT)
    change(room.database, told, is_removed=True)
    assert await delivered(room, pipeline) == []
    assert [row.state for row in deliveries(room.database)] == [DeliveryState.CANCELLED]


async def test_the_parts_of_a_long_one_end_with_one_way_to_the_settings(room: Room, pipeline: Pipeline) -> None:
    room.reader(1, "ai", "space", "vision", rhythm="daily 08:00")
    for slug in ("ai", "space", "vision"):
        for _ in range(10):
            room.news(slug, title="A long title " * 14)
    await room.at(EIGHT)
    messages = await delivered(room, pipeline)
    for _ in range(9):
        room.now += HOUR / 60
        messages = await delivered(room, pipeline)
    assert len(messages) > 1
    assert [labels(each).count("⚙️ When digests come") for each in messages] == [0] * (len(messages) - 1) + [1]
    assert states(room.database) == ["sent"]


async def test_a_kill_between_the_parts_loses_none(room: Room, pipeline: Pipeline) -> None:
    room.reader(1, "ai", rhythm="daily 08:00")
    room.news("ai")
    await room.at(EIGHT)
    [claim] = room.database.call(outbox.claim_due, "killed", EIGHT, HOUR, 10)
    assert claim.digest_id == room.owed()[0].digest_id
    pipeline.now = room.now = EIGHT + HOUR
    await pipeline.delivery.sweep(is_alone=True)
    assert len(await delivered(room, pipeline)) == 1
