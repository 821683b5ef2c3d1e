from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.topics import catalogue_message, my_topics_message, suggested_topics, topic_tree
from storage.models import Topic, Volume
from tests.views.samples import AI, LANGUAGE, SPACE, TOPICS, VISION, VOICE, check, topics

FOLLOWED, MUTED = Volume.STORIES, Volume.MUTED
FIELDS = [Topic(id=10 + n, slug=f"field-{n}", name=f"AI in Field {n}", parent_id=1) for n in range(8)]
HIDDEN = Topic(id=30, slug="hidden", name="Hidden", is_listed=False)


def buttons(chosen: Mapping[int, Volume], page: int = 0) -> list[list[tuple[str, str | None]]]:
    message = catalogue_message([*TOPICS, *FIELDS, HIDDEN], chosen, page, VOICE)
    check(message)
    return [[(button.label, button.data) for button in row] for row in message.keyboard]


def test_children_stand_under_their_parents_and_what_is_chosen_is_marked() -> None:
    message = catalogue_message(TOPICS, {1: FOLLOWED, 3: MUTED}, 0, VOICE)
    assert [[(button.label, button.data) for button in row] for row in message.keyboard] == [
        [("✓ AI", "t:1:0")],
        [("└ Computer Vision", "t:2:0")],
        [("└ 🔕 Language", "t:3:0")],
        [("Space", "t:4:0")],
    ]
    assert check(message).text.endswith("You follow 1.")


def test_nothing_is_followed_yet() -> None:
    assert check(catalogue_message(TOPICS, {3: MUTED}, 0, VOICE)).text.endswith("You follow none yet.")


def test_a_page_that_begins_in_the_middle_repeats_the_parent() -> None:
    assert buttons({1: FOLLOWED}, 1) == [
        [("✓ AI", "t:1:1")],
        [("└ AI in Field 7", "t:17:1")],
        [("└ Computer Vision", "t:2:1")],
        [("└ Language", "t:3:1")],
        [("Space", "t:4:1")],
        [("◀", "c:0"), ("2/2", "z")],
    ]


def test_the_parents_of_a_deep_branch_are_repeated_from_the_top() -> None:
    chain = [Topic(id=n, slug=f"t{n}", name=f"T{n}", parent_id=n - 1 if n > 1 else None) for n in range(1, 10)]
    message = catalogue_message(chain, {}, 1, VOICE)
    assert [row[0].label for row in message.keyboard] == ["T1", *(f"└ T{n}" for n in range(2, 10)), "◀"]


def test_the_first_page_has_eight_topics_and_a_page_beyond_the_end_is_the_last() -> None:
    assert len(buttons({})) == 9
    assert buttons({}, 7) == buttons({}, 1)


def test_an_unlisted_topic_is_shown_only_to_who_chose_it() -> None:
    assert "Hidden" not in str(buttons({}) + buttons({}, 1))
    assert ("✓ Hidden", "t:30:1") in [row[0] for row in buttons({30: FOLLOWED}, 1)]


def test_an_empty_catalogue() -> None:
    message = catalogue_message([HIDDEN], {}, 0, VOICE)
    assert check(message).text.startswith("There are no topics yet.")
    assert message.keyboard == ()


def test_a_broken_tree_loses_no_topic() -> None:
    orphan = Topic(id=5, slug="orphan", name="Orphan", parent_id=99)
    first, second = (Topic(id=n, slug=f"loop{n}", name=f"Loop {n}", parent_id=13 - n) for n in (6, 7))
    assert topic_tree([second, orphan, first, AI]) == [(AI, 0), (orphan, 0), (first, 0), (second, 0)]


@given(st.lists(topics, max_size=12, unique_by=lambda topic: topic.id))
def test_every_topic_stands_once_in_order(found: list[Topic]) -> None:
    assert sorted(str(topic.id) for topic, _ in topic_tree(found)) == sorted(str(topic.id) for topic in found)
    for page in (0, 1):
        check(catalogue_message(found, {1: FOLLOWED, 2: MUTED}, page, VOICE))


def test_newcomers_are_offered_the_top_and_the_most_followed() -> None:
    assert suggested_topics([*TOPICS, *FIELDS, HIDDEN], {3: 5, 4: 2, 17: 1}, limit=5) == [
        SPACE,
        AI,
        LANGUAGE,
        FIELDS[7],
        FIELDS[0],
    ]


def chosen_rows(chosen: Mapping[int, Volume], *, is_paused: bool = False) -> list[list[tuple[str, str | None]]]:
    message = my_topics_message([*TOPICS, *FIELDS], chosen, 0, VOICE, is_paused=is_paused)
    check(message)
    return [[(button.label, button.data) for button in row] for row in message.keyboard]


def test_my_topics_can_be_muted_and_left() -> None:
    assert chosen_rows({2: MUTED, 1: FOLLOWED}) == [
        [("✓ AI", "h:1:0"), ("✕", "d:1:0")],
        [("🔕 Computer Vision", "h:2:0"), ("✕", "d:2:0")],
        [("All topics", "c:0")],
    ]


def test_my_topics_in_pages_and_while_paused() -> None:
    found = chosen_rows(dict.fromkeys(range(10, 19), FOLLOWED) | {1: FOLLOWED}, is_paused=True)
    assert found[-3:] == [[("1/2", "z"), ("▶", "o:1")], [("Turn alerts on", "g")], [("All topics", "c:0")]]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "You follow no topic yet. Choose some"),
        ({1: FOLLOWED}, "You follow 1 topic.\n"),
        ({1: FOLLOWED, 2: MUTED}, "You follow 1 topic and have muted 1.\n"),
        ({1: FOLLOWED, 4: FOLLOWED, 2: MUTED, 3: MUTED}, "You follow 2 topics and have muted 2.\n"),
        ({2: MUTED}, "You follow no topic at the moment and have muted 1.\n"),
    ],
)
def test_how_many_topics_are_mine(chosen: Mapping[int, Volume], expected: str) -> None:
    assert expected in check(my_topics_message([VISION, *TOPICS[:2], AI], chosen, 0, VOICE, is_paused=False)).text
