"""Menus change in place, and what happens when they cannot."""

import pytest
from sqlmodel import Session

from bot.views.callback_data import (
    ChangeOnCard,
    ToggleMute,
    ToggleTopic,
    UnfollowTopic,
)
from storage import subscribers, topics
from storage.models import Topic, Volume
from storage.topics import nearest_choice
from tests.handlers import sample_news
from tests.handlers.people import UNCHANGED, Person, Town


async def test_paging_goes_on_in_the_same_message(town: Town, ada: Person) -> None:
    for number in range(1, 13):
        sample_news.publish(town.database, number, "space")
    await ada.write("/latest")
    await ada.press("▶")
    assert "News number 7" in ada.seen
    await ada.press("▶")
    assert "News number 2" in ada.seen
    assert ada.buttons == ["◀", "3/3"]
    await ada.send_data("l:9223372036854775807", ada.screen[-1])
    assert ada.buttons == ["◀", "3/3"]
    await ada.send_data(f"a:{sample_news.topic_id(town.database, 'space')}:1", ada.screen[-1])
    assert "Latest stories: Space" in ada.seen
    assert len(ada.screen) == 1


async def test_topics_do_not_move_under_the_finger(town: Town, ada: Person) -> None:
    await ada.write("/start")
    before = ada.buttons[:-1]
    for number in range(600, 604):
        await town.person(number).write("/subscribe space")
    await ada.press(before[2])
    assert [label.removeprefix("✓ ") for label in ada.buttons[: len(before)]] == before


async def test_the_welcome_is_there_again_when_its_buttons_are_not_known(town: Town, ada: Person) -> None:
    number = sample_news.topic_id(town.database, "space")
    assert await ada.send_data(f"w:{number}") == "You follow Space"
    assert "✓ Space" in ada.buttons
    assert len(ada.buttons) > 5


@pytest.mark.parametrize(
    ("refusal", "shown_anew"),
    [
        ("Bad Request: message is not modified: specified new message content is the same", False),
        ("Bad Request: message to edit not found", True),
        ("Bad Request: message can't be edited", True),
    ],
)
async def test_a_menu_that_cannot_be_edited(town: Town, ada: Person, refusal: str, shown_anew: bool) -> None:
    await ada.write("/topics")
    town.telegram.refusals["editMessageText"] = 400, refusal
    assert await ada.press("Space") == "You follow Space"
    assert [message["message_id"] for message in ada.screen] == ([1, 2] if shown_anew else [1])
    assert town.telegram.toasts == ["You follow Space"]


async def test_a_menu_that_telegram_no_longer_has_is_sent_anew(ada: Person) -> None:
    await ada.write("/topics")
    await ada.send_data("c:0", {"chat": ada.chat, "message_id": 1, "date": 0})
    assert len(ada.screen) == 2
    assert "All topics" in ada.seen


async def test_a_press_that_waited_too_long_is_done_all_the_same(town: Town, ada: Person) -> None:
    await ada.write("/topics")
    town.telegram.refusals["answerCallbackQuery"] = (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    await ada.press("Space")
    assert "You follow 1." in ada.seen
    assert len(ada.screen) == 1


STATES = (None, Volume.STORIES, Volume.MUTED)


@pytest.mark.parametrize("child", STATES)
@pytest.mark.parametrize("parent", STATES)
async def test_one_press_turns_a_topic_over_and_another_one_back(
    town: Town, ada: Person, parent: Volume | None, child: Volume | None
) -> None:
    """Whatever was chosen about it and about the topic above it."""
    ai, vision = (sample_news.topic_id(town.database, slug) for slug in ("ai", "computer-vision"))
    await ada.write("/topics")
    found = town.database.call(subscribers.find, ada.id)
    assert found
    for topic_id, volume in ((ai, parent), (vision, child)):
        if volume:
            town.database.call(subscribers.set_subscription, found.id, topic_id, volume, town.clock.now)
    was = heard(town, ada, vision)
    for expected in (not was, was):
        await ada.send_data(ToggleTopic(vision, 0).encode(), ada.screen[-1])
        assert heard(town, ada, vision) is expected
    if was:
        for press in (
            ToggleMute(vision, 0),
            ToggleMute(vision, 0),
            ChangeOnCard(vision, 2, 0),
            ChangeOnCard(vision, 1, 0),
        ):
            before = heard(town, ada, vision)
            await ada.send_data(press.encode(), ada.screen[-1])
            assert heard(town, ada, vision) is not before
    await ada.send_data(UnfollowTopic(vision).encode(), ada.screen[-1])
    assert not heard(town, ada, vision), "who leaves a topic hears nothing of it"
    assert await ada.send_data(UnfollowTopic(vision).encode(), ada.screen[-1]) == UNCHANGED


def heard(town: Town, person: Person, topic_id: int) -> bool:
    decides = nearest_choice(topic_id, person.chosen, town.database.call(topics.parent_ids))
    return decides is not None and decides.volume is Volume.STORIES


async def test_sixty_topics_are_paged_round_and_found_by_a_word(town: Town, ada: Person) -> None:
    def fill(session: Session) -> None:
        many = [Topic(slug=f"field-{n}", name=f"Field {n}") for n in range(55)]
        topics.add_missing(session, many, are_listed=True)

    town.database.call(fill)
    await ada.write("/topics")
    assert ada.buttons[-4:] == ["◀", "1/8", "▶", "ℹ️ About these topics"]
    await ada.press("◀")
    assert "8/8" in ada.buttons
    await ada.press("▶")
    assert "1/8" in ada.buttons
    assert "55 topics have “field” in them." in await ada.write("field")
    assert (await ada.write("field 54")).startswith("Field 54")


async def test_a_card_shows_the_three_latest_stories_of_a_topic_and_those_below(town: Town, ada: Person) -> None:
    for number in range(1, 6):
        sample_news.publish(town.database, number, "computer-vision")
    card = await ada.write("artificial intelligence")
    assert [number for number in range(1, 6) if f"News number {number}" in card] == [3, 4, 5]
    assert "Includes Computer Vision and Machine Learning" in card


async def test_a_list_is_done_and_answered_once(town: Town, ada: Person) -> None:
    await ada.write("/subscribe Computer Vision, Robotics; gardening\nSpace and robotic")
    slugs = ("computer-vision", "robotics", "space")
    assert ada.chosen == {sample_news.topic_id(town.database, slug): Volume.STORIES for slug in slugs}
    assert len(ada.screen) == 1
    await ada.write("/unsubscribe computer vision and robotics")
    assert ada.chosen == {sample_news.topic_id(town.database, "space"): Volume.STORIES}
