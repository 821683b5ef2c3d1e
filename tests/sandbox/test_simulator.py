from datetime import timedelta
from typing import Any

import pytest

from sandbox.accounts import Person
from sandbox.chats import Chat, ChatType
from sandbox.messages import post_message
from sandbox.simulator import TelegramSimulator
from sandbox.state import NotAllowedError, NotFoundError
from tests.sandbox.conftest import Caller


def updates(simulator: TelegramSimulator, bot_id: int = 1000001) -> list[dict[str, Any]]:
    return [waiting.update for waiting in simulator.bots[bot_id].queue.pending]


def kinds(simulator: TelegramSimulator) -> list[str]:
    return [next(key for key in update if key != "update_id") for update in updates(simulator)]


@pytest.fixture
def ada(simulator: TelegramSimulator) -> Person:
    return simulator.add_person("Ada", "Byron", username="ada")


@pytest.fixture
def group(simulator: TelegramSimulator, ada: Person) -> Chat:
    return simulator.add_chat(ChatType.SUPERGROUP, "Group", creator=ada, is_forum=True)


async def test_saying_something_starts_the_bot(caller: Caller, ada: Person) -> None:
    assert (await caller.call("sendMessage", chat_id=ada.id, text="x"))[0] == 400
    await caller.simulator.say(ada, "hello")
    assert (await caller.call("sendMessage", chat_id=ada.id, text="x"))[0] == 200


async def test_a_reply_shows_its_message(simulator: TelegramSimulator, ada: Person) -> None:
    first = await simulator.say(ada, "first")
    await simulator.say(ada, "second", reply_to=first.id)
    assert updates(simulator)[-1]["message"]["reply_to_message"]["text"] == "first"
    with pytest.raises(NotFoundError):
        await simulator.say(ada, "third", reply_to=999)


async def test_an_edit_is_an_update(simulator: TelegramSimulator, ada: Person) -> None:
    message = await simulator.say(ada, "frist")
    await simulator.edit_text(message, "first #tag")
    edited = updates(simulator)[-1]["edited_message"]
    assert (edited["text"], edited["edit_date"]) == ("first #tag", simulator.stamp())
    await simulator.edit_text(message, "first")
    assert [edit["text"] for edit in message.edits] == ["frist", "first #tag"]


async def test_a_person_who_blocked_or_left_says_nothing(
    simulator: TelegramSimulator, ada: Person, group: Chat
) -> None:
    bob = simulator.add_person("Bob")
    with pytest.raises(NotAllowedError, match="may not write"):
        await simulator.say(bob, "x", group)
    await simulator.block(ada)
    with pytest.raises(NotAllowedError, match="has blocked"):
        await simulator.say(ada, "x")
    await simulator.unblock(ada)
    await simulator.delete_account(ada)
    with pytest.raises(NotAllowedError, match="was deleted"):
        await simulator.say(ada, "x")
    statuses = [update["my_chat_member"]["new_chat_member"]["status"] for update in updates(simulator)]
    assert statuses == ["kicked", "member"]
    assert ada.as_user() == {"id": ada.id, "is_bot": False, "first_name": ""}


async def test_in_groups_a_bot_sees_only_what_is_meant_for_it(
    simulator: TelegramSimulator, ada: Person, group: Chat
) -> None:
    told = post_message(simulator, group, simulator.bot, {"text": "told"})
    await simulator.say(ada, "hello all", group)
    await simulator.say(ada, "/mute", group)
    await simulator.say(ada, "/mute@topicwire_sandbox_bot now", group)
    await simulator.say(ada, "/mute@other_bot", group)
    await simulator.say(ada, "thanks", group, reply_to=told.id)
    assert [update["message"]["text"].split()[0] for update in updates(simulator)] == [
        "/mute",
        "/mute@topicwire_sandbox_bot",
        "thanks",
    ]
    simulator.bot.reads_groups = True
    await simulator.say(ada, "hello all", group)
    assert updates(simulator)[-1]["message"]["text"] == "hello all"


async def test_a_button_press(caller: Caller, ada: Person) -> None:
    simulator = caller.simulator
    said = await simulator.say(ada, "/start")
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}, {"text": "Site", "url": "a.org"}]]}
    sent = await caller.result("sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard)
    message = simulator.message(simulator.private_chat(ada), sent["message_id"])
    query = await simulator.press(ada, message, "go")
    shown = updates(simulator)[-1]["callback_query"]
    assert (shown["id"], shown["data"], shown["message"]["message_id"]) == (query.id, "go", message.id)
    await caller.result("answerCallbackQuery", callback_query_id=query.id, text="done", show_alert=True)
    assert query.answer == {"text": "done", "show_alert": True}
    again = await caller.call("answerCallbackQuery", callback_query_id=query.id)
    assert again[1]["description"].startswith("Bad Request: query is too old")
    for pressed, wanted in (message, "Site"), (message, "None"), (said, "Go"):
        with pytest.raises(NotFoundError):
            await simulator.press(ada, pressed, wanted)


async def test_only_a_bots_buttons_can_be_pressed(simulator: TelegramSimulator, ada: Person) -> None:
    chat = simulator.private_chat(ada)
    row = [{"text": "Go", "callback_data": "go"}]
    message = post_message(simulator, chat, ada, {"text": "copied"}, reply_markup={"inline_keyboard": [row]})
    with pytest.raises(NotFoundError, match="no bot's"):
        await simulator.press(ada, message, "Go")


async def test_a_query_grows_too_old(caller: Caller, ada: Person) -> None:
    query = await caller.simulator.ask_inline(ada, "news")
    caller.simulator.clock.skip(timedelta(hours=1))
    assert (await caller.call("answerInlineQuery", inline_query_id=query.id, results=[]))[0] == 400


async def test_inline_mode(caller: Caller, ada: Person, group: Chat) -> None:
    simulator = caller.simulator
    query = await simulator.ask_inline(ada, "news")
    assert updates(simulator)[-1]["inline_query"]["query"] == "news"
    result = {"type": "article", "id": "1", "title": "T", "input_message_content": {"message_text": "A story"}}
    with pytest.raises(NotFoundError):
        await simulator.choose_inline(query, "1", group)
    await caller.result("answerInlineQuery", inline_query_id=query.id, results=[result])
    message = await simulator.choose_inline(query, "1", group)
    assert (message.text, message.about["via_bot"]["id"]) == ("A story", simulator.bot.id)
    assert updates(simulator)[-1]["chosen_inline_result"] == {
        "result_id": "1",
        "from": ada.as_user(),
        "query": "news",
    }


async def test_each_bot_has_its_own_private_chats(caller: Caller, ada: Person) -> None:
    simulator, other = caller.simulator, caller.simulator.add_bot("77:other")
    await simulator.say(ada, "hello", bot=other)
    assert updates(simulator) == []
    assert updates(simulator, 77)[0]["message"]["text"] == "hello"
    assert (await caller.call("sendMessage", token="77:other", chat_id=ada.id, text="x"))[0] == 200
    assert (await caller.call("sendMessage", chat_id=ada.id, text="x"))[0] == 400
