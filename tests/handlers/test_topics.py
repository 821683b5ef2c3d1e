"""Menus change in place, and what happens when they cannot."""

import pytest

from tests.handlers import sample_news
from tests.handlers.people import Person, Town


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
