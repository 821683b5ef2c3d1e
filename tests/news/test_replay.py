"""Replaying the past: as it was with the settings as they were, and otherwise with others."""

import asyncio
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.news.matching import MIN_SCORE
from bot.news.replay import CAPACITY, Replay, ReplaySettings, Timeline, refiling, replay_past
from storage import replay as past_rows
from storage import topics
from storage.database import Database
from storage.models import Topic, Volume, WordFilter
from storage.replay import Past, PastChoice
from tests.conftest import NOON
from tests.storage.rows import put
from tests.support.pipeline import WINDOW, Pipeline, record

TOPICS = ("AI", "Computer Vision", "Robotics")
NEWS = (
    ("Harbour pilots strike over lamp wages in Lowport", "The Lowport pilots want lamps, wages and quieter nights."),
    ("Lowport harbour strike: pilots refuse lamp wages", "Pilots of Lowport refuse wages that the lamp office named."),
    ("Seven ladders sold to a lighthouse in Marrow Bay", "A keeper in Marrow Bay bought ladders of copper and ash."),
    ("Bakers of Tolden count their ovens again", "Tolden bakers found forty ovens, two of them cold for years."),
    ("Tolden bakers count ovens: forty found, two cold", "Forty ovens stand in Tolden; two were cold for years."),
)
STEP = timedelta(hours=11)
CHOICES = st.dictionaries(st.sampled_from(TOPICS), st.sampled_from([Volume.ALL, Volume.STORIES, Volume.MUTED]))


class Arrival(NamedTuple):
    """A record, by its news and its topics, so many steps after the one before."""

    news: int
    topics: list[str]
    steps: int


ARRIVALS = st.lists(
    st.builds(
        Arrival,
        st.integers(0, len(NEWS) - 1),
        st.lists(st.sampled_from(TOPICS), unique=True, max_size=2),
        st.sampled_from([0, 0, 1, 2, 5]),
    ),
    max_size=9,
)


def drop(pipeline: Pipeline, number: int, arrival: Arrival) -> None:
    title, excerpt = NEWS[arrival.news]
    text = record(title, f"https://{number}.example/{number}", arrival.topics, at=pipeline.now, excerpt=excerpt)
    pipeline.drop(f"{number}.md", text)


async def lived(pipeline: Pipeline, arrivals: list[Arrival], people: list[dict[str, Volume]]) -> None:
    """Have news come and people follow: half of them from the start, half after half of the news."""
    for number, arrival in enumerate(arrivals):
        if number in {0, len(arrivals) // 2}:
            for person, choices in enumerate(people, 1):
                if person % 2 == (number == 0):
                    for name, volume in choices.items():
                        pipeline.follows(person, name, volume=volume)
        pipeline.now += arrival.steps * STEP
        drop(pipeline, number, arrival)
        await pipeline.scanned()


def replayed(pipeline: Pipeline, since: timedelta, **other: object) -> Replay:
    """Replay the time up to now, with other settings if any."""
    begin, before = pipeline.now - since, pipeline.now + timedelta(seconds=1)
    past = pipeline.database.call(past_rows.read_past, begin, before, CAPACITY)
    parents = {topic.id: topic.parent_id for topic in past.topics}
    present = ReplaySettings(WINDOW, parents)
    tried = ReplaySettings(**({"window": WINDOW, "parents": parents} | other))  # type: ignore[arg-type] # as named
    return replay_past(past, begin, before, present, tried, {topic.id: topic.name for topic in past.topics})


@settings(max_examples=10)
@given(arrivals=ARRIVALS, people=st.lists(CHOICES, max_size=4), days=st.sampled_from([1, 3, 30]))
def test_without_changes_it_comes_to_what_was_recorded(
    sqlite_template: Path, arrivals: list[Arrival], people: list[dict[str, Volume]], days: int
) -> None:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{shutil.copy(sqlite_template, folder)}")
        pipeline = Pipeline(database, Path(folder) / "records")
        tree = [Topic(slug=name.lower().replace(" ", "-"), name=name) for name in TOPICS]
        database.call(topics.sync_catalogue, tree, {"computer-vision": "ai", "robotics": "ai"})
        asyncio.run(lived(pipeline, arrivals, people))
        found = replayed(pipeline, timedelta(days=days))
        again = replayed(pipeline, timedelta(days=days), needed=MIN_SCORE)
        database.close()
    assert found.before == found.after == found.recorded
    assert again.after == found.recorded, "the score as it is makes the stories that were made"
    assert [row.before for row in again.topics] == [row.after for row in again.topics]


async def test_each_alert_is_replayed_to_whom_it_was_sent(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.follows(2, "AI", "Robotics", volume=Volume.ALL)
    for number, news in enumerate((0, 1, 2, 3, 4)):
        drop(pipeline, number, Arrival(news, ["AI"], 0))
        await pipeline.scanned()
    past = pipeline.database.call(past_rows.read_past, NOON, NOON + WINDOW, CAPACITY)
    line = Timeline(past, NOON, ReplaySettings(WINDOW, {topic.id: None for topic in past.topics}))
    told = Counter(
        article for each in past.followers for article in line.told(each.choices) for _ in range(each.number)
    )
    assert told == past.recorded
    assert sorted(past.recorded.values()) == [1, 1, 2, 2, 2]


async def test_a_shorter_window_tells_again_and_a_longer_one_less(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    for number, news in enumerate((0, 1, 0)):
        drop(pipeline, number, Arrival(news, ["AI"], 0))
        await pipeline.scanned()
        pipeline.now += timedelta(hours=30)
    found = replayed(pipeline, timedelta(days=9))
    assert (found.topics[0].before.stories, found.before) == (1, 2)
    assert replayed(pipeline, timedelta(days=9), window=timedelta(hours=6)).after == 3
    assert replayed(pipeline, timedelta(days=9), window=timedelta(hours=90)).after == 1


async def test_another_score_makes_other_stories(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    for number, news in enumerate((0, 1, 3, 4)):
        drop(pipeline, number, Arrival(news, ["AI"], 0))
        await pipeline.scanned()
    found = replayed(pipeline, timedelta(days=2), needed=1.5)
    (row,) = found.topics
    assert (row.before.alerts, row.after.alerts, row.after.stories) == (2, 4, 4)
    assert (row.before.folded, row.after.folded) == (2, 0)


async def test_other_keywords_file_records_without_topics_elsewhere(pipeline: Pipeline) -> None:
    person = pipeline.follows(1, "AI")
    drop(pipeline, 0, Arrival(0, [], 0))
    drop(pipeline, 1, Arrival(2, ["AI"], 0))
    await pipeline.scanned()
    known = pipeline.database.call(past_rows.read_past, NOON - WINDOW, NOON + WINDOW, 9).topics
    wanted = [
        Topic(slug="ai", name="AI", keywords=["harbour"]),
        Topic(slug="ladders", name="Ladders", keywords=["ladders"]),
    ]
    other = refiling(known, wanted, {"ladders": "ai"})
    assert person
    assert other.names == {-2: "Ladders"}
    assert other.parents[-2] == known[0].id
    found = replayed(pipeline, timedelta(days=2), file=other.file, parents=other.parents)
    assert (found.before, found.after) == (1, 2)


async def test_who_is_told_by_other_rules_is_left_out(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    put(pipeline.database, WordFilter(subscriber_id=pipeline.follows(2, "AI"), expression='"x"', created_at=NOON))
    pipeline.follows(3, "AI", volume=Volume.TOP)
    drop(pipeline, 0, Arrival(0, ["AI"], 0))
    await pipeline.scanned()
    found = replayed(pipeline, timedelta(days=2))
    assert (found.followers, found.left_out, found.recorded, found.after) == (1, 2, 1, 1)
    assert found.topics[0].followers == 3


async def test_nothing_came(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    found = replayed(pipeline, timedelta(days=2))
    assert (found.topics, found.after, found.recorded) == ([], 0, 0)


def test_a_choice_counts_for_what_came_after_it() -> None:
    past = Past([], [], [], 0, Counter(), Counter())
    line = Timeline(past, NOON, ReplaySettings(WINDOW, {}))
    assert line.told([PastChoice(1, Volume.ALL, NOON)]) == []


@pytest.mark.both_engines
def test_reading_the_past_works_on_both_engines(database: Database) -> None:
    found = database.call(past_rows.read_past, NOON, NOON + WINDOW, 9)
    assert found == Past([], [], [], 0, Counter(), Counter())
