"""Audiences in words, and the menus in which one is chosen, for a broadcast and for a planned digest."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.admin.audience import (
    BROADCAST_AUDIENCE,
    PLAN_AUDIENCE,
    EditedAudience,
    Reach,
    audience_languages_menu,
    audience_menu,
    audience_topics_menu,
    describe_audience,
    describe_size,
    language_name,
)
from bot.views.message import Message
from storage.audience import Audience
from storage.models import Topic
from tests.views.admin.audience_samples import EVERYTHING, REST, audiences, labels, reach
from tests.views.samples import TOPICS, VOICE, check, topics

FORMS = {"broadcast": BROADCAST_AUDIENCE, "plan": PLAN_AUDIENCE}


def of_broadcast(found: Reach) -> EditedAudience:
    return EditedAudience(BROADCAST_AUDIENCE, 12, found.audience, found)


def of_plan(chosen: Audience) -> EditedAudience:
    return EditedAudience(PLAN_AUDIENCE, 3, chosen, reach(chosen))


@pytest.mark.parametrize(
    ("size", "rate", "trial", "seconds", "text"),
    [
        (0, 25.0, 50, 1, "Nobody is in this audience at present."),
        (1, 25.0, 50, 1, "1 recipient · about 1 second at 25 a second"),
        (50, 25.0, 50, 2, "50 recipients · about 2 seconds at 25 a second"),
        (51, 25.0, 50, 32.04, "51 recipients · about 32 seconds at 25 a second"),
        (51, 25.0, 0, 2.04, "51 recipients · about 2 seconds at 25 a second"),
        (20_000, 25.0, 50, 830, "20,000 recipients · about 14 minutes at 25 a second"),
        (1_000_000, 25.0, 0, 40_000, "1,000,000 recipients · about 11 h 7 min at 25 a second"),
        (60, 0.0, 50, 30, "60 recipients · as fast as Telegram takes it"),
    ],
)
def test_how_many_and_how_long(size: int, rate: float, trial: int, seconds: float, text: str) -> None:
    found = reach(size=size, rate=rate, trial=trial)
    assert found.lasts == timedelta(seconds=seconds)
    assert check(Message(describe_size(found, VOICE))).text == text


def test_each_message_of_a_digest_takes_its_time() -> None:
    assert Reach(Audience(), TOPICS, 1_000, 25.0, 0, REST, parts=3).lasts == timedelta(seconds=120)


def test_of_many_topics_some_are_named() -> None:
    many = [Topic(id=n, slug=f"t{n}", name=f"Topic {n}") for n in range(1, 12)]
    found = Reach(Audience(topic_ids=tuple(range(1, 12))), many, 1, 1.0, 0, REST)
    assert describe_audience(found, VOICE).endswith("Topic 8 and 3 more")


def test_languages_by_their_own_names() -> None:
    assert [language_name(each, VOICE) for each in ("en", "tlh")] == ["English", "tlh"]


def test_the_menu_of_the_audience() -> None:
    assert labels(audience_menu(of_broadcast(reach()), VOICE)) == [
        ["Topics", "Languages"],
        ["Private", "Groups"],
        ["Joined after…", "Joined before…"],
        ["Active 7 d", "Active 30 d", "Active 90 d"],
        ["‹ Back"],
    ]
    assert labels(audience_menu(of_broadcast(reach(EVERYTHING)), VOICE)) == [
        ["✓ Topics", "✓ Languages"],
        ["✓ Private", "✓ Groups"],
        ["✓ After 2026-01-01", "✓ Before 2026-03-01"],
        ["Active 7 d", "✓ Active 30 d", "Active 90 d"],
        ["Everyone"],
        ["‹ Back"],
    ]
    assert labels(audience_topics_menu(of_broadcast(reach(EVERYTHING)), 0, VOICE)) == [
        ["✓ AI"], ["└ ✓ Computer Vision"], ["└ Language"], ["Space"], ["‹ Back"],
    ]  # fmt: skip
    assert labels(audience_languages_menu(of_broadcast(reach(EVERYTHING)), VOICE)) == [
        ["Deutsch"],
        ["✓ English"],
        ["Español"],
        ["Français"],
        ["Português (Brasil)"],
        ["Русский"],
        ["简体中文"],
        ["‹ Back"],
    ]


def test_the_menu_of_a_plan() -> None:
    assert labels(audience_menu(of_plan(Audience()), VOICE)) == [
        ["Private", "Groups"],
        ["Deutsch"],
        ["English"],
        ["Español"],
        ["Français"],
        ["Português (Brasil)"],
        ["Русский"],
        ["简体中文"],
        ["Active 7 d", "Active 30 d", "Active 90 d"],
        ["Back"],
    ]
    message = audience_menu(of_plan(EVERYTHING), VOICE)
    assert check(message).text.startswith("Readers of the digest\n\nThose who follow its topics")
    assert labels(message) == [
        ["✓ Private", "✓ Groups"],
        ["Deutsch"],
        ["✓ English"],
        ["Español"],
        ["Français"],
        ["Português (Brasil)"],
        ["Русский"],
        ["简体中文"],
        ["Active 7 d", "✓ Active 30 d", "Active 90 d"],
        ["Back"],
    ]
    topics_menu = audience_topics_menu(of_plan(EVERYTHING), 0, VOICE)
    assert check(topics_menu).text.startswith("Topics of the digest\n\n2 topics are chosen.")
    assert labels(topics_menu) == [["✓ AI"], ["└ ✓ Computer Vision"], ["└ Language"], ["Space"], ["Back"]]


@pytest.mark.parametrize("of", FORMS)
@given(
    audiences,
    st.lists(topics, max_size=12, unique_by=lambda topic: topic.id),
    st.sets(st.integers(1, 12)),
    st.integers(0, 99),
)
def test_whatever_topics_are_called_every_menu_can_be_sent(
    of: str, whom: Audience, known: Sequence[Topic], chosen: set[int], page: int
) -> None:
    found = Reach(whom, known, 1_204, 25.0, 50, REST)
    edited = EditedAudience(FORMS[of], 2**63 - 1, Audience(topic_ids=tuple(chosen)), found)
    for message in (
        audience_menu(edited, VOICE),
        audience_topics_menu(edited, page, VOICE),
        audience_languages_menu(edited, VOICE),
    ):
        check(message)


@pytest.mark.parametrize("of", FORMS)
def test_where_there_are_texts_in_several_languages_a_button_names_each_by_its_place(of: str) -> None:
    voice = VOICE
    found = reach(EVERYTHING)
    menu = audience_languages_menu(EditedAudience(FORMS[of], 12, EVERYTHING, found), voice)
    buttons = {button.label: button.data for row in menu.keyboard for button in row}
    toggle = FORMS[of].toggle_language
    assert buttons["Deutsch"] == toggle(12, 0).encode()
    assert buttons["✓ English"] == toggle(12, 1).encode()
