from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.message import Message
from bot.views.topics import (
    ListAnswer,
    TopicAction,
    catalogue_message,
    found_topics_message,
    my_topics_message,
    suggested_topics,
    topic_buttons,
    topic_card,
    topic_list_message,
    topic_tree,
)
from storage.models import Article, Topic, Volume
from tests.views.samples import AI, LANGUAGE, SPACE, TOPICS, VISION, VOICE, article, check, topics

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
        [("└ ✓ Computer Vision · via AI", "t:2:0")],
        [("└ 🔕 Language", "t:3:0")],
        [("Space", "t:4:0")],
        [("ℹ️ About these topics", "qe:0")],
    ]
    assert check(message).text.endswith("You follow 1.")


def test_nothing_is_followed_yet() -> None:
    assert check(catalogue_message(TOPICS, {3: MUTED}, 0, VOICE)).text.endswith("You follow none yet.")


def test_a_page_that_begins_in_the_middle_repeats_the_parent() -> None:
    assert buttons({1: FOLLOWED}, 1) == [
        [("✓ AI", "t:1:1")],
        [("└ ✓ AI in Field 7 · via AI", "t:17:1")],
        [("└ ✓ Computer Vision · via AI", "t:2:1")],
        [("└ ✓ Language · via AI", "t:3:1")],
        [("Space", "t:4:1")],
        [("◀", "c:0"), ("2/2", "z"), ("▶", "c:0")],
        [("ℹ️ About these topics", "qe:1")],
    ]


def test_sixty_topics_are_turned_round_and_can_be_searched() -> None:
    many = [Topic(id=n, slug=f"t{n}", name=f"Topic {n:02}") for n in range(1, 61)]
    turns = []
    for page in (0, 3, 7, 99):
        message = catalogue_message(many, {}, page, VOICE)
        assert "write its name or a word of it" in check(message).text
        turns.append([(button.label, button.data) for button in message.keyboard[-2]])
    assert turns[0] == [("◀", "c:7"), ("1/8", "z"), ("▶", "c:1")]
    assert turns[1] == [("◀", "c:2"), ("4/8", "z"), ("▶", "c:4")]
    assert turns[2] == turns[3] == [("◀", "c:6"), ("8/8", "z"), ("▶", "c:0")]


def test_a_page_of_cards_opens_them_and_leads_back() -> None:
    message = catalogue_message(TOPICS, {1: FOLLOWED}, 0, VOICE, opens_cards=True)
    assert [[(button.label, button.data) for button in row] for row in message.keyboard] == [
        [("✓ AI", "qc:1:0")],
        [("└ ✓ Computer Vision · via AI", "qc:2:0")],
        [("└ ✓ Language · via AI", "qc:3:0")],
        [("Space", "qc:4:0")],
        [("Choose topics", "c:0")],
    ]


@pytest.mark.parametrize(
    ("chosen", "marks"),
    [
        ({}, ["AI", "Vision", "Faces"]),
        ({1: FOLLOWED}, ["✓ AI", "✓ Vision · via AI", "✓ Faces · via AI"]),
        ({2: FOLLOWED}, ["AI", "✓ Vision", "✓ Faces · via Vision"]),
        ({1: FOLLOWED, 2: MUTED}, ["✓ AI", "🔕 Vision", "🔕 Faces · via Vision"]),
        ({1: FOLLOWED, 2: MUTED, 3: FOLLOWED}, ["✓ AI", "🔕 Vision", "✓ Faces"]),
        ({1: MUTED, 2: FOLLOWED}, ["🔕 AI", "✓ Vision", "✓ Faces · via Vision"]),
    ],
)
def test_what_comes_with_a_topic_above_says_with_which(chosen: Mapping[int, Volume], marks: list[str]) -> None:
    chain = [
        Topic(id=1, slug="ai", name="Artificial Intelligence", shortname="AI"),
        Topic(id=2, slug="vision", name="Vision", parent_id=1),
        Topic(id=3, slug="faces", name="Faces", parent_id=2),
    ]
    rows = catalogue_message(chain, chosen, 0, VOICE).keyboard[:3]
    named = [row[0].label.removeprefix("└ ").replace("Artificial Intelligence", "AI") for row in rows]
    assert named == marks
    assert [button.label for (button,) in topic_buttons(chain[2:], chain, chosen, VOICE)] == [marks[2]]


def test_the_parents_of_a_deep_branch_are_repeated_from_the_top() -> None:
    chain = [Topic(id=n, slug=f"t{n}", name=f"T{n}", parent_id=n - 1 if n > 1 else None) for n in range(1, 10)]
    message = catalogue_message(chain, {}, 1, VOICE)
    assert [row[0].label for row in message.keyboard] == [
        "T1",
        *(f"└ T{n}" for n in range(2, 10)),
        "◀",
        "ℹ️ About these topics",
    ]


def test_the_first_page_has_eight_topics_and_a_page_beyond_the_end_is_the_last() -> None:
    assert len(buttons({})) == 10
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
    assert chosen_rows({2: MUTED, 4: FOLLOWED}) == [
        [("🔕 Computer Vision", "h:2:0"), ("✕", "d:2:0")],
        [("✓ Space", "h:4:0"), ("✕", "d:4:0")],
        [("All topics", "c:0")],
    ]


def test_what_comes_with_my_topics_can_be_muted_only() -> None:
    message = my_topics_message(TOPICS, {1: FOLLOWED, 2: MUTED}, 0, VOICE, is_paused=False)
    assert [[(button.label, button.data) for button in row] for row in message.keyboard] == [
        [("✓ AI", "h:1:0"), ("✕", "d:1:0")],
        [("└ 🔕 Computer Vision", "h:2:0")],
        [("└ ✓ Language · via AI", "h:3:0")],
        [("All topics", "c:0")],
    ]
    assert "1 more comes with them, marked “via”." in check(message).text


def test_my_topics_in_pages_and_while_paused() -> None:
    found = chosen_rows(dict.fromkeys(range(10, 19), FOLLOWED) | {1: FOLLOWED}, is_paused=True)
    assert found[-3:] == [
        [("◀", "o:1"), ("1/2", "z"), ("▶", "o:1")],
        [("Turn alerts on", "g")],
        [("All topics", "c:0")],
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "You follow no topic yet. Choose some"),
        ({4: FOLLOWED}, "You follow 1 topic.\n\n"),
        ({1: FOLLOWED, 2: MUTED}, "You follow 1 topic and have muted 1.\n1 more comes"),
        ({1: FOLLOWED}, "You follow 1 topic.\n2 more come with them"),
        ({1: FOLLOWED, 4: FOLLOWED, 2: MUTED, 3: MUTED}, "You follow 2 topics and have muted 2.\n\n"),
        ({2: MUTED}, "You follow no topic at the moment and have muted 1.\n"),
    ],
)
def test_how_many_topics_are_mine(chosen: Mapping[int, Volume], expected: str) -> None:
    assert expected in check(my_topics_message(TOPICS, chosen, 0, VOICE, is_paused=False)).text


CHILDREN = [Topic(id=50 + n, slug=f"c{n}", name=f"Child {n}", parent_id=2) for n in range(8)]
TOLD = Topic(id=2, slug="computer-vision", name="Computer Vision", parent_id=1, description="Machines that <see>.")


def card(chosen: Mapping[int, Volume], *stories: list[Article]) -> Message:
    message = topic_card(TOLD, [AI, TOLD, *CHILDREN, HIDDEN], chosen, stories, VOICE, page=3)
    check(message)
    return message


def test_a_card_tells_what_a_topic_is_and_what_is_new() -> None:
    text = check(card({}, [article(title="Seals")], [], [article(2, "North", title="Ships")])).text
    assert text == (
        "Computer Vision\n\nMachines that <see>.\n\n"
        "Part of AI\nIncludes Child 0, Child 1, Child 2, Child 3, Child 4, Child 5, Child 6 and Child 7\n\n"
        "You do not follow it.\n\nLatest stories\n\n"
        "Seals\nCoast Gazette · 2 Mar 2026, 09:30 UTC\n\nShips\nNorth · 2 Mar 2026, 09:30 UTC"
    )
    assert "There are no stories about it yet." in check(card({})).text


def test_a_card_leads_to_its_neighbours_and_back() -> None:
    rows = card({}, [article()]).keyboard
    assert [[(button.label, button.data) for button in row] for row in rows] == [
        [("Follow Computer Vision", "qd:2:1:3")],
        [("Latest stories", "a:2:0")],
        *([(f"Child {n}", f"qc:{50 + n}:3"), (f"Child {n + 1}", f"qc:{51 + n}:3")] for n in (0, 2, 4)),
        [("↑ AI", "qc:1:3"), ("All topics", "c:3")],
    ]


@pytest.mark.parametrize(
    ("chosen", "state", "labels"),
    [
        ({}, "You do not follow it.", ["Follow Computer Vision"]),
        ({2: FOLLOWED}, "✓ You follow it", ["🔕 Mute Computer Vision", "Unfollow"]),
        ({2: MUTED}, "🔕 You have muted it.", ["🔔 Unmute", "Unfollow"]),
        ({1: FOLLOWED}, "✓ It comes with AI, which you follow.", ["🔕 Mute Computer Vision"]),
        ({1: FOLLOWED, 2: FOLLOWED}, "✓ You follow it", ["🔕 Mute Computer Vision"]),
        ({1: FOLLOWED, 2: MUTED}, "🔕 You have muted it.", ["🔔 Unmute"]),
        ({1: MUTED}, "🔕 It belongs to AI, which you have muted.", ["Follow Computer Vision"]),
    ],
)
def test_a_card_offers_what_can_be_done(chosen: Mapping[int, Volume], state: str, labels: list[str]) -> None:
    message = card(chosen)
    assert state in check(message).text
    assert [button.label for button in message.keyboard[0]] == labels


def test_a_list_is_answered_in_one_message() -> None:
    done = {ListAnswer.FOLLOWED: [AI, SPACE], ListAnswer.FOLLOWED_ALREADY: [VISION]}
    message = topic_list_message(done, ["langwidge", "<b>"], [LANGUAGE], TopicAction.FOLLOW, VOICE)
    assert check(message).text == (
        "✓ You follow AI and Space. New stories arrive here as they break.\nYou follow Computer Vision already.\n\n"
        "No topics are called “langwidge” and “<b>”.\nDid you mean one of these?"
    )
    assert [[(button.label, button.data) for button in row] for row in message.keyboard] == [
        [("Follow Language", "qf:3")],
        [("My topics", "o:0"), ("All topics", "c:0")],
    ]


def test_very_long_lists_stay_readable() -> None:
    many = [Topic(id=n, slug=f"t{n}", name=f"Topic {n} " + "x" * 80) for n in range(1, 31)]
    message = topic_list_message({ListAnswer.UNFOLLOWED: many}, ["y" * 90] * 30, many[:6], TopicAction.UNFOLLOW, VOICE)
    assert "and 10 more" in check(message).text


def test_what_is_found_is_limited_and_says_so() -> None:
    many = [Topic(id=n, slug=f"t{n}", name=f"Topic {n}") for n in range(1, 31)]
    message = found_topics_message("topic", many, many, {1: FOLLOWED}, VOICE)
    assert "30 topics have “topic” in them." in check(message).text
    assert "the first 20" in check(message).text
    assert [button.label for row in message.keyboard for button in row][::20] == ["✓ Topic 1", "All topics"]
