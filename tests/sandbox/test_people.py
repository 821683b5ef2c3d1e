from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.chats import Chat, ChatKind
from bot.sandbox.people import Person
from bot.sandbox.posting import post
from bot.sandbox.speaking import NotAllowedError
from bot.sandbox.state import UnknownError
from bot.sandbox.world import World
from tests.sandbox.conftest import Caller


def updates(world: World, bot_id: int = 1000001) -> list[dict[str, Any]]:
    return [waiting.update for waiting in world.bots[bot_id].queue.pending]


def kinds(world: World) -> list[str]:
    return [next(key for key in update if key != "update_id") for update in updates(world)]


@pytest.fixture
def ada(world: World) -> Person:
    return world.add_person("Ada", "Byron", username="ada")


@pytest.fixture
def group(world: World, ada: Person) -> Chat:
    return world.add_chat(ChatKind.SUPERGROUP, "Group", creator=ada, is_forum=True)


async def test_saying_something_starts_the_bot(caller: Caller, ada: Person) -> None:
    assert (await caller.call("sendMessage", chat_id=ada.id, text="x"))[0] == 400
    await caller.world.say(ada, "hello")
    assert (await caller.call("sendMessage", chat_id=ada.id, text="x"))[0] == 200


async def test_a_reply_shows_its_message(world: World, ada: Person) -> None:
    first = await world.say(ada, "first")
    await world.say(ada, "second", reply_to=first.id)
    assert updates(world)[-1]["message"]["reply_to_message"]["text"] == "first"
    with pytest.raises(UnknownError):
        await world.say(ada, "third", reply_to=999)


async def test_an_edit_is_an_update(world: World, ada: Person) -> None:
    message = await world.say(ada, "frist")
    await world.rewrite(message, "first #tag")
    edited = updates(world)[-1]["edited_message"]
    assert (edited["text"], edited["edit_date"]) == ("first #tag", world.stamp())
    await world.rewrite(message, "first")
    assert [edit["text"] for edit in message.edits] == ["frist", "first #tag"]


async def test_a_person_who_blocked_or_left_says_nothing(world: World, ada: Person, group: Chat) -> None:
    bob = world.add_person("Bob")
    with pytest.raises(NotAllowedError, match="may not write"):
        await world.say(bob, "x", group)
    await world.block(ada)
    with pytest.raises(NotAllowedError, match="has blocked"):
        await world.say(ada, "x")
    await world.unblock(ada)
    await world.delete_account(ada)
    with pytest.raises(NotAllowedError, match="was deleted"):
        await world.say(ada, "x")
    statuses = [update["my_chat_member"]["new_chat_member"]["status"] for update in updates(world)]
    assert statuses == ["kicked", "member"]
    assert ada.as_user() == {"id": ada.id, "is_bot": False, "first_name": ""}


async def test_in_groups_a_bot_sees_only_what_is_meant_for_it(world: World, ada: Person, group: Chat) -> None:
    told = post(world, group, world.bot, {"text": "told"})
    await world.say(ada, "hello all", group)
    await world.say(ada, "/mute", group)
    await world.say(ada, "/mute@topicwire_sandbox_bot now", group)
    await world.say(ada, "/mute@other_bot", group)
    await world.say(ada, "thanks", group, reply_to=told.id)
    assert [update["message"]["text"].split()[0] for update in updates(world)] == [
        "/mute",
        "/mute@topicwire_sandbox_bot",
        "thanks",
    ]
    world.bot.reads_groups = True
    await world.say(ada, "hello all", group)
    assert updates(world)[-1]["message"]["text"] == "hello all"


async def test_a_button_press(caller: Caller, ada: Person) -> None:
    world = caller.world
    said = await world.say(ada, "/start")
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}, {"text": "Site", "url": "a.org"}]]}
    sent = await caller.result("sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard)
    message = world.message(world.private_chat(ada), sent["message_id"])
    query = await world.press(ada, message, "go")
    shown = updates(world)[-1]["callback_query"]
    assert (shown["id"], shown["data"], shown["message"]["message_id"]) == (query.id, "go", message.id)
    await caller.result("answerCallbackQuery", callback_query_id=query.id, text="done", show_alert=True)
    assert query.answer == {"text": "done", "show_alert": True}
    again = await caller.call("answerCallbackQuery", callback_query_id=query.id)
    assert again[1]["description"].startswith("Bad Request: query is too old")
    for pressed, wanted in (message, "Site"), (message, "None"), (said, "Go"):
        with pytest.raises(UnknownError):
            await world.press(ada, pressed, wanted)


async def test_only_a_bots_buttons_can_be_pressed(world: World, ada: Person) -> None:
    chat = world.private_chat(ada)
    row = [{"text": "Go", "callback_data": "go"}]
    message = post(world, chat, ada, {"text": "copied"}, reply_markup={"inline_keyboard": [row]})
    with pytest.raises(UnknownError, match="no bot's"):
        await world.press(ada, message, "Go")


async def test_a_query_grows_too_old(caller: Caller, ada: Person) -> None:
    query = await caller.world.ask_inline(ada, "news")
    caller.world.clock.skip(timedelta(hours=1))
    assert (await caller.call("answerInlineQuery", inline_query_id=query.id, results=[]))[0] == 400


async def test_inline_mode(caller: Caller, ada: Person, group: Chat) -> None:
    world = caller.world
    query = await world.ask_inline(ada, "news")
    assert updates(world)[-1]["inline_query"]["query"] == "news"
    result = {"type": "article", "id": "1", "title": "T", "input_message_content": {"message_text": "A story"}}
    with pytest.raises(UnknownError):
        await world.choose_inline(query, "1", group)
    await caller.result("answerInlineQuery", inline_query_id=query.id, results=[result])
    message = await world.choose_inline(query, "1", group)
    assert (message.text, message.about["via_bot"]["id"]) == ("A story", world.bot.id)
    assert updates(world)[-1]["chosen_inline_result"] == {
        "result_id": "1",
        "from": ada.as_user(),
        "query": "news",
    }


async def test_each_bot_has_its_own_private_chats(caller: Caller, ada: Person) -> None:
    world, other = caller.world, caller.world.add_bot("77:other")
    await world.say(ada, "hello", bot=other)
    assert updates(world) == []
    assert updates(world, 77)[0]["message"]["text"] == "hello"
    assert (await caller.call("sendMessage", token="77:other", chat_id=ada.id, text="x"))[0] == 200
    assert (await caller.call("sendMessage", chat_id=ada.id, text="x"))[0] == 400
