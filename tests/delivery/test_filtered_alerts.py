"""From a filter or a watch as it is typed, and records in a folder, to the messages that are sent."""

from datetime import timedelta

import pytest

from bot.news.filters import read_filter, read_watch
from storage import topics, word_filters
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record, titles

CRYPTO, ROCKET, BATTERY = "Crypto rises in Kolsund", "A rocket lands at dawn", "Solid-state battery charged by tea"


def filters(pipeline: Pipeline, subscriber_id: int, typed: str, topic_id: int | None = None) -> None:
    for mode, expression in read_filter(typed).items():
        pipeline.database.call(
            word_filters.add_filter, subscriber_id, topic_id, mode, str(expression), None, pipeline.now
        )


def drop(pipeline: Pipeline) -> None:
    told = ((CRYPTO, "AI", "zdnet.com"), (ROCKET, "Space", "theverge.com"), (BATTERY, "Chemistry", "zdnet.com"))
    for number, (title, topic, host) in enumerate(told):
        at = NOON + timedelta(minutes=number)
        pipeline.drop(f"{number}.md", record(title, f"https://{host}/{number}", (topic,), at, provider="ZDNet"))


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("typed", "watched", "told"),
    [
        ("", "", [CRYPTO, ROCKET]),
        ("-crypto", "", [ROCKET]),
        ("CRYPTO", "", [ROCKET]),
        ("title:rocket", "", [CRYPTO]),
        ("only rocket", "", [ROCKET]),
        ("only rocket crypto", "", [CRYPTO, ROCKET]),
        ("only rocket -dawn", "", []),
        ("", '"solid state battery"', [CRYPTO, ROCKET, BATTERY]),
        ("", "battery tea -solid", [CRYPTO, ROCKET]),
        ("-tea", "battery", [CRYPTO, ROCKET]),
        ("source:zdnet", "battery", []),
    ],
)
async def test_who_is_told_what(pipeline: Pipeline, typed: str, watched: str, told: list[str]) -> None:
    ada = pipeline.follows(1, "AI", "Space")
    pipeline.follows(2, "AI", "Space")
    if typed:
        filters(pipeline, ada, typed)
    if watched:
        pipeline.database.call(word_filters.add_watch, ada, str(read_watch(watched)), pipeline.now)
    drop(pipeline)
    await pipeline.scanned()
    await pipeline.delivered(timedelta(minutes=5))
    assert pipeline.wire.titles(1) == told
    assert pipeline.wire.titles(2) == [CRYPTO, ROCKET]


async def test_a_filter_of_a_topic_concerns_no_other_and_no_watch(pipeline: Pipeline) -> None:
    ada = pipeline.follows(1, "AI", "Space", "Chemistry")
    by_name = {row.name: row.id for row in pipeline.database.call(topics.find_all)}
    filters(pipeline, ada, "crypto rocket tea", by_name["AI"])
    filters(pipeline, ada, "only rocket", by_name["Space"])
    filters(pipeline, ada, "battery", by_name["Chemistry"])
    drop(pipeline)
    await pipeline.scanned()
    await pipeline.delivered(timedelta(minutes=5))
    assert pipeline.wire.titles(1) == [ROCKET]


async def test_a_filter_that_was_saved_meanwhile_is_obeyed_by_the_next_scan(pipeline: Pipeline) -> None:
    ada = pipeline.follows(1, "AI")
    for number, title in enumerate(titles(3)):
        pipeline.drop(f"{number}.md", record(title, f"https://a.example/{number}"))
        await pipeline.scanned()
        await pipeline.delivered(timedelta(minutes=5))
        filters(pipeline, ada, f'title:"{titles(3)[1]}"')
    assert pipeline.wire.titles(1) == [titles(3)[0], titles(3)[2]]
