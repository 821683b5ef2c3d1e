"""Which stories a digest has, in which order, and where each stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.select import (
    DigestScope,
    arrange_sections,
    default_topics,
    leaf_topics,
    move_story,
    news_time,
    select_entries,
    toggle_dropped,
    toggle_pinned,
    topics_by_heat,
)
from bot.news.topics import heard_topics
from storage.models import Article, DigestEntry, Topic, Volume
from tests.conftest import NOON

DAY = timedelta(days=1)
AI, VISION, ROBOTS, SPACE = 1, 2, 3, 4
PARENTS = {AI: None, VISION: AI, ROBOTS: AI, SPACE: None}
ALL = [AI, VISION, ROBOTS, SPACE]


def article(number: int, story: int | None = None, *, at: datetime = NOON, **columns: Any) -> Article:
    values: dict[str, Any] = {"published_at": at, "arrived_at": at, "provider_name": f"Post {number}"} | columns
    link = f"https://post{number}.example/"
    return Article(id=number, story_id=story or number, link=link, web_url=link, title=f"News {number}", **values)


def chosen(
    stories: Sequence[Sequence[Article]],
    filed: Mapping[int, Sequence[int]] | None = None,
    topic_ids: Sequence[int] = ALL,
) -> list[DigestEntry]:
    under = {each.id or 0: [SPACE] for story in stories for each in story} if filed is None else filed
    return select_entries(stories, under, PARENTS, DigestScope(topic_ids, NOON - DAY, NOON))


def entry(story_id: int, *topic_ids: int, **columns: object) -> DigestEntry:
    made = DigestEntry(
        article_id=story_id, story_id=story_id, topic_ids=list(topic_ids), heat=0, outlets=1, is_pinned=False,
        is_dropped=False,
    )  # fmt: skip
    return made | columns  # type: ignore[return-value] # as the test says


def ids(entries: Sequence[DigestEntry]) -> list[int]:
    return [each["story_id"] for each in entries]


def status(entries: Sequence[DigestEntry], *heard_of: int) -> dict[int, list[int]]:
    """Stories by topic."""
    return {section.topic_id: ids(section.entries) for section in arrange_sections(entries, ALL, heard_of or None)}


@pytest.mark.parametrize(
    ("published", "arrived", "moment"),
    [
        (0, 0, 0),
        (-1, 0, 0),
        (-48, 0, 0),
        (-49, 0, -49),
        (-5_000, 0, -5_000),
        (3, 0, 0),
    ],
)
def test_a_story_belongs_to_when_it_came_unless_it_came_from_an_archive(
    published: int, arrived: int, moment: int
) -> None:
    told = article(1, published_at=NOON + timedelta(hours=published), arrived_at=NOON + timedelta(hours=arrived))
    assert news_time(told) == NOON + timedelta(hours=moment)


def test_only_the_first_article_says_to_which_period_a_story_belongs() -> None:
    early, late = NOON - 2 * DAY, NOON - timedelta(hours=1)
    stories = [[article(1, 1, at=early), article(2, 1, at=late)], [article(3, 3, at=late), article(4, 3, at=NOON)]]
    assert ids(chosen(stories)) == [3]


@pytest.mark.parametrize(("at", "is_in"), [(NOON - DAY, True), (NOON - timedelta(microseconds=1), True), (NOON, False)])
def test_a_period_ends_before_its_end(at: datetime, is_in: bool) -> None:
    assert bool(chosen([[article(1, at=at)]])) is is_in


def test_the_hottest_stands_first_then_what_more_report_then_the_newer() -> None:
    at = NOON - DAY / 2
    stories = [
        [article(1, 1, at=at, heat=5)],
        [article(2, 2, at=at, heat=9)],
        [article(3, 3, at=at, heat=5), article(4, 3, at=at, heat=-1)],
        [article(5, 5, at=at + timedelta(minutes=1), heat=5)],
        [article(6, 6, at=at, heat=-1)],
        [article(7, 7, at=at, heat=0)],
        [article(8, 8, at=at, heat=0), article(9, 8, at=at, heat=7)],
    ]
    assert ids(chosen(stories)) == [2, 8, 3, 5, 1, 6, 7]
    assert [each["heat"] for each in chosen(stories)] == [9, 7, 5, 5, 5, 0, 0]


@pytest.mark.parametrize(
    ("providers", "count"),
    [
        (["Post"], 1),
        (["Post", "Post"], 1),
        (["Post", "POST ", "Mail"], 2),
        (["", ""], 1),
        (["", "Post"], 2),
        (["Post", ""], 1),
    ],
)
def test_outlets_are_counted_once(providers: list[str], count: int) -> None:
    told = [
        article(number, 1, at=NOON - DAY, provider_name=name, quality=10 - number)
        for number, name in enumerate(providers, 1)
    ]
    assert [each["outlets"] for each in chosen([told])] == [count]


def test_a_provider_without_a_name_goes_by_its_domain() -> None:
    told = [
        article(1, 1, at=NOON - DAY, provider_name="", provider_domain="post.example"),
        article(2, 1, at=NOON - DAY, provider_name=" ", provider_domain="mail.example"),
    ]
    assert [each["outlets"] for each in chosen([told])] == [2]


def test_the_best_article_leads() -> None:
    told = [article(number, 1, at=NOON - DAY, quality=quality) for number, quality in ((1, 3), (2, 8), (3, 8))]
    assert [each["article_id"] for each in chosen([told])] == [2]


@pytest.mark.parametrize(
    ("filed", "topic_ids", "under"),
    [
        ([AI, VISION], ALL, [VISION, AI]),
        ([AI, ROBOTS, VISION], ALL, [ROBOTS, VISION, AI]),
        ([AI], ALL, [AI]),
        ([VISION], [AI], [AI]),
        ([AI, VISION], [VISION], [VISION]),
        ([VISION, SPACE], [SPACE, AI], [SPACE, AI]),
        ([AI], [VISION], None),
        ([], ALL, None),
    ],
)
def test_a_story_belongs_under_its_most_specific_topics_before_those_above(
    filed: list[int], topic_ids: list[int], under: list[int] | None
) -> None:
    found = chosen([[article(1, at=NOON - DAY)]], {1: filed}, topic_ids)
    assert [each["topic_ids"] for each in found] == ([] if under is None else [under])


def test_a_story_has_the_topics_of_all_its_articles_those_of_its_lead_first() -> None:
    told = [article(1, 1, at=NOON - DAY), article(2, 1, at=NOON - DAY, quality=9)]
    filed = {1: [SPACE, AI], 2: [AI, ROBOTS]}
    assert leaf_topics(told, filed, PARENTS) == [ROBOTS, SPACE, AI]


def test_a_withdrawn_story_is_in_no_digest() -> None:
    assert chosen([[]]) == []


def test_each_story_stands_under_the_first_of_its_topics_that_is_shown() -> None:
    entries = [entry(1, VISION, AI), entry(2, AI), entry(3, SPACE, VISION, AI)]
    assert status(entries) == {AI: [2], VISION: [1], SPACE: [3]}
    assert status(entries, AI) == {AI: [1, 2, 3]}
    assert status(entries, VISION) == {VISION: [1, 3]}
    assert status(entries, VISION, SPACE) == {VISION: [1], SPACE: [3]}
    assert status(entries, ROBOTS) == {}


def test_sections_stand_in_the_order_of_the_topics() -> None:
    entries = [entry(1, SPACE), entry(2, AI)]
    assert [section.topic_id for section in arrange_sections(entries, [AI, SPACE, AI])] == [AI, SPACE]
    assert [section.topic_id for section in arrange_sections(entries, [SPACE, AI])] == [SPACE, AI]
    assert topics_by_heat(entries, [AI, ROBOTS, SPACE]) == [SPACE, AI, ROBOTS]


def test_pinned_stories_stand_first_and_dropped_ones_last_or_nowhere() -> None:
    entries = [entry(1, AI), entry(2, AI, is_dropped=True), entry(3, AI, is_pinned=True), entry(4, AI)]
    assert status(entries) == {AI: [3, 1, 4]}
    [section] = arrange_sections(entries, ALL, has_dropped=True)
    assert ids(section.entries) == [3, 1, 4, 2]


def test_a_story_is_pinned_and_dropped_by_one_press_and_back_by_another() -> None:
    entries = [entry(1, AI), entry(2, AI)]
    assert ids([each for each in toggle_pinned(entries, 2) if each["is_pinned"]]) == [2]
    assert ids([each for each in toggle_dropped(entries, 1) if each["is_dropped"]]) == [1]
    assert (
        toggle_pinned(toggle_pinned(entries, 1), 1)
        == toggle_dropped(toggle_dropped(entries, 1), 1)
        == toggle_pinned(entries, 9)
        == entries
    )


@pytest.mark.parametrize(
    ("story_id", "is_up", "order"),
    [
        (4, True, [3, 4, 1, 5, 2]),
        (1, False, [3, 4, 1, 5, 2]),
        (1, True, [3, 1, 4, 5, 2]),
        (5, False, [3, 1, 4, 5, 2]),
        (2, True, [3, 1, 4, 5, 2]),
        (3, False, [3, 1, 4, 5, 2]),
        (9, True, [3, 1, 4, 5, 2]),
    ],
)
def test_a_story_moves_within_its_topic_past_those_that_stand_as_it_does(
    story_id: int, is_up: bool, order: list[int]
) -> None:
    entries = [
        entry(1, AI), entry(7, SPACE), entry(2, AI, is_dropped=True), entry(3, AI, is_pinned=True), entry(4, AI),
        entry(8, SPACE), entry(5, AI),
    ]  # fmt: skip
    moved = arrange_sections(move_story(entries, ALL, story_id, is_up=is_up), ALL, has_dropped=True)
    assert {section.topic_id: ids(section.entries) for section in moved} == {AI: order, SPACE: [7, 8]}


def test_the_usual_topics_are_those_that_people_hear_of() -> None:
    topics = [Topic(id=each, slug=f"t{each}", name="", parent_id=PARENTS[each]) for each in ALL]
    topics.append(Topic(id=5, slug="t5", name="", is_listed=False))
    assert default_topics(topics, {VISION: 3, 5: 1}) == [VISION]
    assert default_topics(topics, {AI: 1}) == [AI, VISION, ROBOTS]
    assert default_topics(topics, {}) == ALL


stories_of_any_kind = st.lists(
    st.builds(
        lambda heat, hours, providers, filed: (heat, hours, providers, filed),
        st.integers(-1, 3),
        st.integers(-200, 30),
        st.lists(st.sampled_from(["", "Post", "Mail"]), min_size=1, max_size=3),
        st.lists(st.sampled_from(ALL), max_size=4, unique=True),
    ),
    max_size=30,
)


@given(
    stories_of_any_kind,
    st.permutations(ALL).flatmap(lambda order: st.integers(1, 4).map(lambda size: order[:size])),
    st.dictionaries(st.sampled_from(ALL), st.sampled_from(Volume)),
    st.data(),
)
def test_every_story_stands_once_in_order_whatever_there_is(
    told: list[tuple[int, int, list[str], list[int]]],
    topic_ids: list[int],
    choices: dict[int, Volume],
    data: st.DataObject,
) -> None:
    stories = [
        [
            article(10 * number + place, number, at=NOON + timedelta(hours=hours), heat=heat, provider_name=name)
            for place, name in enumerate(providers)
        ]
        for number, (heat, hours, providers, _) in enumerate(told, 1)
    ]
    filed = {each.id or 0: told[each.story_id - 1][3] for story in stories for each in story}
    entries = chosen(stories, filed, topic_ids)
    wanted = {
        number
        for number, (_, hours, _, under) in enumerate(told, 1)
        if -24 <= hours < 0 and any({each, PARENTS[each]} & set(topic_ids) for each in under)
    }
    assert sorted(ids(entries)) == sorted(wanted)
    assert [each["heat"] for each in entries] == sorted((each["heat"] for each in entries), reverse=True)

    for story_id in data.draw(st.lists(st.integers(1, 30), max_size=8)):
        change = data.draw(st.sampled_from(["up", "down", "pin", "drop"]))
        match change:
            case "pin":
                entries = toggle_pinned(entries, story_id)
            case "drop":
                entries = toggle_dropped(entries, story_id)
            case _:
                entries = move_story(entries, topic_ids, story_id, is_up=change == "up")
    everything = arrange_sections(entries, topic_ids, has_dropped=True)
    assert sorted(each for section in everything for each in ids(section.entries)) == sorted(wanted)

    mine = heard_topics(topic_ids, choices, PARENTS)
    seen = arrange_sections(entries, topic_ids, mine)
    assert {section.topic_id for section in seen} <= mine
    kept = [each["story_id"] for each in entries if not each["is_dropped"] and set(each["topic_ids"]) & mine]
    assert sorted(each for section in seen for each in ids(section.entries)) == sorted(kept)
