"""How much of a topic comes, from records that land to the messages that arrive."""

from datetime import timedelta

import pytest

from storage import subscribers, topics
from storage.models import Volume
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record, titles

A_DAY, DAYS = 12, 14
CHOICES = {1: (Volume.STORIES, 0), 2: (Volume.SOME, 3), 3: (Volume.SOME, 1), 4: (Volume.TOP, 0), 5: (Volume.ALL, 0)}


@pytest.fixture
async def told(pipeline: Pipeline) -> dict[int, list[str]]:
    """What each chat was told in the second week of a topic that has twelve stories a day; two in a day are greater."""
    names = titles(A_DAY * DAYS)
    for chat_id, (volume, per_day) in CHOICES.items():
        who = pipeline.follows(chat_id, "AI")
        topic_id = next(topic.id for topic in pipeline.database.call(topics.find_all) if topic.name == "AI")
        pipeline.database.call(subscribers.set_volume, who, topic_id, volume, per_day, pipeline.now)
    for day in range(DAYS):
        pipeline.now = NOON + timedelta(days=day)
        for number in range(A_DAY):
            name = names[day * A_DAY + number]
            quality = 180 if number in {4, 9} else 50 + number
            text = record(name, f"https://a.example/{day}/{number}", at=pipeline.now, quality=quality)
            pipeline.drop(f"{day}-{number}.md", text)
        await pipeline.scanned()
        await pipeline.delivered()
    later = set(names[7 * A_DAY :])
    return {chat_id: [title for title in pipeline.wire.titles(chat_id) if title in later] for chat_id in CHOICES}


async def test_each_volume_brings_what_it_says(told: dict[int, list[str]]) -> None:
    count = {chat_id: len(found) for chat_id, found in told.items()}
    assert count[1] == count[5] == 7 * A_DAY
    assert count[2] == pytest.approx(3 * 7, rel=0.2)
    assert count[3] == pytest.approx(1 * 7, rel=0.2)
    assert 0.2 <= count[4] / count[1] <= 0.4
    names = titles(A_DAY * DAYS)
    greater = {names[day * A_DAY + number] for day in range(7, DAYS) for number in (4, 9)}
    assert greater <= set(told[2]) & set(told[4])
    assert set(told[3]) <= greater
