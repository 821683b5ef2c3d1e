"""Inline mode: asking in any chat, choosing a result, and what the bot hears of it."""

from typing import Any

import pytest

from sandbox.accounts import MemberStatus, Person
from sandbox.chats import Chat, ChatType
from sandbox.simulator import TelegramSimulator
from tests.sandbox.conftest import Caller
from tests.sandbox.test_simulator import kinds, updates

KEYBOARD = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
TEXT = {"message_text": "<b>A story</b>", "parse_mode": "HTML"}
ARTICLE = {"type": "article", "id": "a", "title": "A story", "input_message_content": TEXT}


@pytest.fixture
def ada(simulator: TelegramSimulator) -> Person:
    return simulator.add_person("Ada", "Byron", username="ada", started=True)


@pytest.fixture
def group(simulator: TelegramSimulator, ada: Person) -> Chat:
    return simulator.add_chat(ChatType.SUPERGROUP, "Group", creator=ada, is_forum=True)


async def choose(caller: Caller, person: Person, chat: Chat, result: dict[str, Any], **more: object) -> Any:
    path = f"people/{person.id}"
    _, asked = await caller.control(f"{path}/inline", text="vision", chat_id=chat.id)
    await caller.result("answerInlineQuery", inline_query_id=asked["query_id"], results=[result])
    body = {"query_id": asked["query_id"], "result_id": result["id"], "chat_id": chat.id, **more}
    status, answer = await caller.control(f"{path}/choose", **body)
    assert status == 200, answer
    return answer["message"]


async def test_an_article_is_posted_by_way_of_the_bot(caller: Caller, ada: Person, group: Chat) -> None:
    topic = caller.simulator.add_topic(group, "News")
    message = await choose(caller, ada, group, ARTICLE, thread_id=topic.id)
    assert (message["text"], message["entities"][0]["type"]) == ("A story", "bold")
    assert (message["via_bot"]["id"], message["from"]["id"]) == (caller.simulator.bot.id, ada.id)
    assert message["message_thread_id"] == topic.id
    assert kinds(caller.simulator) == ["inline_query", "message", "chosen_inline_result"]
    asked, _, chosen = updates(caller.simulator)
    assert (asked["inline_query"]["chat_type"], asked["inline_query"]["query"]) == ("supergroup", "vision")
    assert (chosen["chosen_inline_result"]["result_id"], chosen["chosen_inline_result"]["query"]) == ("a", "vision")


async def test_a_photo_with_a_caption(caller: Caller, ada: Person) -> None:
    picture = "https://example.org/ferry.png"
    photo = {"type": "photo", "id": "p", "photo_url": picture, "thumbnail_url": picture, "caption": "The ferry"}
    message = await choose(caller, ada, caller.simulator.private_chat(ada), photo)
    assert message["caption"] == "The ferry"
    assert message["photo"]
    assert updates(caller.simulator)[0]["inline_query"]["chat_type"] == "sender"


async def test_without_feedback_the_choice_is_not_told(caller: Caller, ada: Person, group: Chat) -> None:
    await caller.control("bot", inline_feedback=False)
    await choose(caller, ada, group, ARTICLE)
    assert kinds(caller.simulator) == ["inline_query", "message"]


async def test_buttons_of_a_result_bear_an_inline_message_id(caller: Caller, ada: Person, group: Chat) -> None:
    simulator = caller.simulator
    message = await choose(caller, ada, group, ARTICLE | {"reply_markup": KEYBOARD})
    number = updates(simulator)[-1]["chosen_inline_result"]["inline_message_id"]
    await simulator.press(ada, group.messages[message["message_id"]], "More")
    pressed = updates(simulator)[-1]["callback_query"]
    assert pressed["inline_message_id"] == number
    assert "message" not in pressed
    assert await caller.result("editMessageText", inline_message_id=number, text="Later") is True
    assert group.messages[message["message_id"]].text == "Later"
    assert (await caller.call("editMessageText", "777:another-bot", inline_message_id=number, text="x"))[0] == 400


async def test_a_result_goes_only_where_the_person_may_write(caller: Caller, ada: Person, group: Chat) -> None:
    channel = caller.simulator.add_chat(ChatType.CHANNEL, "Channel", bot_is=MemberStatus.ADMINISTRATOR)
    query = await caller.simulator.ask_inline(ada, "x", chat=group)
    await caller.result("answerInlineQuery", inline_query_id=query.id, results=[ARTICLE])
    path, body = f"people/{ada.id}/choose", {"query_id": query.id, "result_id": "a"}
    assert (await caller.control(path, **body, chat_id=channel.id))[0] == 409
    assert (await caller.control(path, query_id=query.id, result_id="b", chat_id=group.id))[0] == 404
    await caller.control("bot", inline=False)
    assert (await caller.control(f"people/{ada.id}/inline", text="x"))[0] == 409
