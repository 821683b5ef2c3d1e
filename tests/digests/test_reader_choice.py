"""Which stories stand in a reader's digest, as plain rules over plain values."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.digests.reader_digests import (
    ALERTED,
    DigestDay,
    HourFate,
    News,
    NewsStory,
    Standing,
    decide_hour,
    new_digest,
    standing_of,
)
from storage.models import Article, DigestEntry, DigestOccasion, Volume
from storage.reader_digests import DueHour, ReaderChoices, TopicChoice
from storage.rhythm import Rhythm, find_zone
from tests.conftest import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PARENTS: dict[int, int | None] = {1: None, 2: 1, 3: None}
DAILY = "daily 08:00"
WANTED = frozenset((DAILY, "digest only"))


def article(number: int, story_id: int, hour: int, heat: int = 0) -> Article:
    at = NOON + hour * HOUR
    return Article(
        id=number, link=str(number), web_url=str(number), title=str(number), story_id=story_id, heat=heat,
        published_at=at, arrived_at=at, announced_at=at, provider_name=f"Outlet {number}",
    )  # fmt: skip


ARTICLES = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 30), st.integers(0, 3), st.sets(st.integers(1, 3), max_size=3)),
    max_size=12,
)
CHOICES = st.dictionaries(
    st.integers(1, 3),
    st.tuples(st.sampled_from(Volume), st.sampled_from([DAILY, "at once", "digest only", "off"]), st.integers(-2, 30)),
)


def news(articles: list[tuple[int, int, int, set[int]]]) -> News:
    made: dict[int, list[Article]] = {}
    for number, (story_id, hour, heat, _) in enumerate(articles, 1):
        made.setdefault(story_id, []).append(article(number, story_id, hour, heat))
    filed = {number: sorted(topics) for number, (*_, topics) in enumerate(articles, 1)}
    return News([NewsStory.of(story) for story in made.values()], filed, PARENTS)


def reader(choices: dict[int, tuple[Volume, str, int]]) -> ReaderChoices:
    return ReaderChoices(
        tuple(TopicChoice(each, *rest[:2], NOON + rest[2] * HOUR) for each, rest in sorted(choices.items()))
    )


@given(ARTICLES, CHOICES, st.integers(0, 30), st.dictionaries(st.integers(1, 6), st.integers(ALERTED, 3)))
def test_a_digest_has_what_its_reader_wants_and_was_not_told(
    articles: list[tuple[int, int, int, set[int]]],
    choices: dict[int, tuple[Volume, str, int]],
    since: int,
    told: dict[int, int],
) -> None:
    found = news(articles)
    wish = found.wish(reader(choices), DAILY, NOON + since * HOUR, WANTED)
    entries = found.entries(wish, told)
    by_story = {story.story_id: story for story in found.stories}
    assert [by_story[entry["story_id"]].rank for entry in entries] == sorted(
        by_story[entry["story_id"]].rank for entry in entries
    )
    for entry in entries:
        standings = {standing_of(*choices[each][:2], WANTED) for each in entry["topic_ids"]}
        assert standings == {Standing.WHOLE}
        before = told.get(entry["story_id"])
        assert before is None or ALERTED < before < entry["outlets"]
        assert entry.get("is_update", False) is (before is not None)
    everything = {entry["story_id"] for entry in found.entries(wish, {})}
    assert {entry["story_id"] for entry in entries} <= everything


@given(ARTICLES, CHOICES, st.integers(0, 30), st.integers(0, 30))
def test_whoever_wants_the_same_is_told_the_same_whenever_they_chose(
    articles: list[tuple[int, int, int, set[int]]],
    choices: dict[int, tuple[Volume, str, int]],
    since: int,
    minutes: int,
) -> None:
    """Half an hour between news makes no difference to a choice."""
    found, wanted = news(articles), frozenset((DAILY,))
    one = found.wish(reader(choices), DAILY, NOON + since * HOUR + 3 * timedelta(minutes=1), wanted)
    later = found.wish(reader(choices), DAILY, NOON + since * HOUR + timedelta(minutes=3 + minutes), wanted)
    assert one == later
    assert found.entries(one, {}) == found.entries(later, {})


def test_a_digest_is_known_by_what_it_shows() -> None:
    found = news([(1, 0, 0, {1}), (2, 0, 0, {1})])
    wish = found.wish(reader({1: (Volume.STORIES, DAILY, -1)}), DAILY, NOON - HOUR, frozenset((DAILY,)))
    entries, about = found.entries(wish, {}), DigestDay(DigestOccasion.HOUR, date(2026, 3, 3))
    updated: list[DigestEntry] = [{**entry, "is_update": True} for entry in entries]
    keys = {
        new_digest(each, shown, NOON, NOON).content_key
        for each in (about, about._replace(day=date(2026, 3, 4)), about._replace(occasion=DigestOccasion.NOW))
        for shown in (entries, entries[:1], entries[::-1], updated)
    }
    assert len(keys) == 12


ZONES = st.sampled_from(["", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC+05:30"])
HOURS = st.tuples(st.integers(0, 23), st.integers(0, 59))


@given(
    ZONES,
    HOURS,
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)),  # noqa: DTZ001 - hypothesis makes them aware
    st.lists(st.integers(1, 60 * 30), min_size=1, max_size=40),
)
def test_each_date_has_one_digest_at_most_whenever_anybody_looks(
    zone: str, hour: tuple[int, int], begin: datetime, minutes: list[int]
) -> None:
    now = begin.replace(tzinfo=NOON.tzinfo)
    rhythm = Rhythm.parse(f"daily {hour[0]:02}:{hour[1]:02}")
    due_at, last_day, since_at = rhythm.next_due(find_zone(zone), now), None, now
    made: list[date] = []
    for each in minutes:
        now += timedelta(minutes=each)
        if due_at > now:
            continue
        due = DueHour(1, str(rhythm), due_at, since_at, last_day, 1, 1, zone, str(rhythm), True, None, None)
        decided = decide_hour(due, now)
        due_at, since_at, last_day = decided.moved.due_at, decided.moved.since_at, decided.moved.last_day
        made += [decided.day] if decided.fate is HourFate.MADE else []
        assert due_at > now
        assert since_at == (now if decided.fate is HourFate.MADE else due.since_at)
    assert made == sorted(set(made))
