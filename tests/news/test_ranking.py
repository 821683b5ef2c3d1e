"""Ranking: about N stories a day, top ones at most four in ten, whatever a topic brings."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.news.ranking import NEVER, PAST, TOLD_FOR, StoryReport, TopicRanking, news_time, outlet_of, story_score
from storage.models import Article
from storage.ranking import RankedStory
from tests.conftest import NOON

WEEK = 7
Judged = dict[int, list[tuple[float, RankedStory]]]
"""By story id, each judgement with its day."""


def judge(reports: Iterable[tuple[float, int, float]]) -> Judged:
    """Judge reports: day, story and score of each."""
    ranking, judged = TopicRanking(), Judged()
    for article_id, (day, story_id, score) in enumerate(reports, 1):
        report = StoryReport(story_id, article_id, NOON + timedelta(days=day), score)
        judged.setdefault(story_id, []).append((day, ranking.judge(report)))
    return judged


def passed(judged: Judged, per_day: int, first: float, last: float) -> int:
    """How many stories first passed for so many a day within these days."""
    times = (next((day for day, story in told if story.per_day <= per_day), None) for told in judged.values())
    return sum(time is not None and first <= time < last for time in times)


def top_shares(judged: Judged, days: int) -> Iterator[tuple[int, float]]:
    """How many stories each week has, from each half day on, and which share of them is top."""
    for start in (each / 2 for each in range(2 * (days - WEEK))):
        within = [told for told in judged.values() if start <= told[0][0] < start + WEEK]
        if within:
            yield len(within), sum(told[-1][1].is_top for told in within) / len(within)


def stream(chance: random.Random, volume: float, days: int, *, levels: int = 6) -> list[tuple[float, int, float]]:
    """A stream with so many stories a day, most by day; of few scores, some of which grow as others report it."""
    found, story_id = [], chance.randrange(10**6)
    for day in range(days):
        for _ in range(sum(chance.random() < volume / 1_000 for _ in range(1_000))):
            story_id += 1
            at, score = day + chance.triangular(0, 1, 0.6), float(chance.randrange(levels))
            found.append((at, story_id, score))
            while chance.random() < 0.3:
                at, score = at + chance.expovariate(6), score + 2
                found.append((at, story_id, score))
    return sorted(found)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    ("volume", "per_day"), [(4, 1), (12, 1), (12, 3), (12, 8), (40, 1), (40, 5), (40, 20), (40, 35)]
)
def test_about_as_many_pass_as_are_wanted(volume: int, per_day: int, seed: int) -> None:
    judged = judge(stream(random.Random(seed), volume, 5 * WEEK))
    assert passed(judged, per_day, WEEK, 5 * WEEK) / (4 * WEEK) == pytest.approx(per_day, rel=0.2)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("per_day", [3, 5, 10, 20])
def test_one_week_is_enough_to_learn_from(per_day: int, seed: int) -> None:
    judged = judge(stream(random.Random(seed), 40, 2 * WEEK))
    assert passed(judged, per_day, WEEK, 2 * WEEK) / WEEK == pytest.approx(per_day, rel=0.2)


@pytest.mark.parametrize("per_day", [1, 3, 8, 12])
def test_whoever_wants_as_many_as_there_are_is_told_of_all(per_day: int) -> None:
    judged = judge((day / 12, day, 1.0) for day in range(12 * 3 * WEEK))
    assert passed(judged, per_day, WEEK, 3 * WEEK) / (2 * WEEK) == pytest.approx(per_day, rel=0.1)


@pytest.mark.parametrize("factor", [0.5, 2.0, 3.0])
def test_a_topic_that_swells_or_thins_brings_as_many(factor: float) -> None:
    chance = random.Random(7)
    before = [each for each in stream(chance, 30, WEEK) if each[0] < WEEK]
    after = [(day + WEEK, story_id + 10**7, score) for day, story_id, score in stream(chance, 30 * factor, 2 * WEEK)]
    judged = judge([*before, *after])
    assert passed(judged, 5, WEEK, 3 * WEEK) / (2 * WEEK) == pytest.approx(5, rel=0.25)


@pytest.mark.parametrize("volume", [3, 8, 40])
def test_three_in_ten_are_top_and_never_more_than_four(volume: int) -> None:
    shares = list(top_shares(judge(stream(random.Random(volume), volume, 5 * WEEK)), 5 * WEEK))
    assert max(share for count, share in shares if count >= 20) <= 0.4
    assert sum(share for _, share in shares) / len(shares) == pytest.approx(0.3, abs=0.05)


@given(
    st.lists(
        st.tuples(st.floats(0, 20), st.integers(1, 60), st.floats(-5, 5, allow_nan=False)), min_size=1, max_size=120
    )
)
def test_whenever_a_story_becomes_top_at_most_four_in_ten_of_the_week_are(
    reports: list[tuple[float, int, float]],
) -> None:
    judged = judge(sorted(reports))
    for story_id, told in judged.items():
        for (_, before), (day, story) in zip([(0.0, None), *told], told, strict=False):
            if story.is_top and not (before and before.is_top):
                began = [each[0][0] for each in judged.values() if each[0][0] <= day]
                recent = sum(day - PAST.days <= each for each in began)
                top = sum(is_top_at(judged[other], day) for other in judged if other != story_id)
                assert top + 1 <= 0.4 * recent + sum(each < day - PAST.days for each in began)


def is_top_at(told: Sequence[tuple[float, RankedStory]], day: float) -> bool:
    return any(at <= day and story.is_top for at, story in told)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), min_size=1, max_size=60))
def test_a_story_never_passes_for_fewer_readers_than_before(arrivals: list[tuple[int, int]]) -> None:
    judged = judge((hour / 24, story_id, float(score)) for hour, (story_id, score) in enumerate(arrivals[:48]))
    for told in judged.values():
        stands = [(story.per_day, not story.is_top, -story.score) for _, story in told]
        assert stands == [tuple(map(min, zip(*stands[: place + 1], strict=True))) for place in range(len(stands))]
        assert all(1 <= story.per_day < NEVER for _, story in told)


@given(st.integers(1, 40), st.integers(1, 60))
@settings(max_examples=settings().max_examples)
def test_what_was_stored_goes_on_as_what_was_kept(count: int, seed: int) -> None:
    reports = stream(random.Random(seed), 6, 12)
    whole, stored = TopicRanking(), TopicRanking()
    for article_id, (day, story_id, score) in enumerate(reports):
        report = StoryReport(story_id, article_id, NOON + timedelta(days=day), score)
        assert whole.judge(report) == stored.judge(report)
        if article_id % count == 0:
            stored = TopicRanking(stored)


def test_a_greater_story_passes_before_a_smaller_one() -> None:
    ranking = TopicRanking()
    for number, (_, story_id, score) in enumerate(stream(random.Random(3), 20, WEEK)):
        ranking.judge(StoryReport(story_id, number, NOON + timedelta(days=number / 20), score))
    late = NOON + timedelta(days=8)
    small, great = (ranking.judge(StoryReport(-number, 0, late, score)) for number, score in ((1, 0.5), (2, 50.0)))
    assert great.per_day < small.per_day
    assert great.is_top
    assert not small.is_top


def test_a_story_that_passed_two_days_ago_has_to_pass_anew() -> None:
    ranking = TopicRanking()
    first = ranking.judge(StoryReport(1, 1, NOON, 1.0))
    soon = ranking.judge(StoryReport(1, 2, NOON + TOLD_FOR, 1.0))
    for number in range(2, 40):
        ranking.judge(StoryReport(number, number, NOON + TOLD_FOR, 9.0))
    late = ranking.judge(StoryReport(1, 50, NOON + TOLD_FOR + timedelta(seconds=1), 1.0))
    assert (first.per_day, soon.per_day) == (1, 1)
    assert late.per_day > 3


def test_the_first_story_of_a_topic_passes_and_is_not_top() -> None:
    first = TopicRanking().judge(StoryReport(1, 1, NOON, 1.0))
    assert (first.per_day, first.is_top, first.began_at) == (1, False, NOON)


def test_what_began_a_week_ago_is_forgotten() -> None:
    ranking = TopicRanking()
    ranking.judge(StoryReport(1, 1, NOON, 1.0))
    ranking.judge(StoryReport(2, 2, NOON + PAST + timedelta(seconds=1), 1.0))
    assert [story.story_id for story in ranking] == [2]


@pytest.mark.parametrize(
    ("greater", "smaller"),
    [
        ((2, 50, 50), (1, 50, 50)),
        ((1, 200, 50), (1, 50, 50)),
        ((1, 50, 80), (1, 50, 50)),
        ((3, 50, 50), (1, 150, 50)),
        ((1, 0, 50), (1, 0, 0)),
        ((2, -1, 50), (1, 0, 50)),
    ],
)
def test_outlets_heat_and_quality_count(greater: tuple[int, int, int], smaller: tuple[int, int, int]) -> None:
    assert story_score(*greater) > story_score(*smaller)


def test_a_follower_and_a_lead_without_followers_are_equal() -> None:
    assert story_score(1, -1, 50) == story_score(1, 0, 50)


@pytest.mark.parametrize(("hours", "expected"), [(0, NOON), (48, NOON), (49, NOON - timedelta(hours=49))])
def test_news_of_an_archive_belongs_to_its_own_day(hours: int, expected: datetime) -> None:
    article = Article(
        link="", web_url="", story_id=1, title="", published_at=NOON - timedelta(hours=hours), arrived_at=NOON
    )
    assert news_time(article) == expected


def test_an_outlet_is_known_however_it_is_written() -> None:
    article = Article(
        link="", web_url="", story_id=1, title="", published_at=NOON, arrived_at=NOON, provider_name=" The Post "
    )
    domain = article.model_copy(update={"provider_name": " ", "provider_domain": "Post.example"})
    assert (outlet_of(article), outlet_of(domain)) == ("the post", "post.example")
