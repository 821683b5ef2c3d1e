"""Threads of forums and of private chats, opened, closed, hidden and deleted by people and by the bot."""

from typing import Any

import pytest

from sandbox.accounts import MemberStatus, Person
from sandbox.chats import Chat, ChatType
from sandbox.simulator import TelegramSimulator
from sandbox.state import NotAllowedError
from tests.sandbox.conftest import Caller
from tests.sandbox.test_simulator import updates

GENERAL = "GeneralForumTopic"


@pytest.fixture
def ada(simulator: TelegramSimulator) -> Person:
    return simulator.add_person("Ada", "Byron", username="ada")


@pytest.fixture
def bob(simulator: TelegramSimulator) -> Person:
    return simulator.add_person("Bob")


@pytest.fixture
async def forum(simulator: TelegramSimulator, ada: Person, bob: Person) -> Chat:
    forum = simulator.add_chat(
        ChatType.SUPERGROUP, "Forum", creator=ada, is_forum=True, bot_is=MemberStatus.ADMINISTRATOR
    )
    await simulator.add_member(forum, bob)
    return forum


def services(simulator: TelegramSimulator) -> list[tuple[str, int]]:
    """The kinds of the last service messages with their threads."""
    messages = [update["message"] for update in updates(simulator) if "message" in update]
    return [(kind, one.get("message_thread_id", 0)) for one in messages for kind in one if "forum_topic_" in kind]


async def refusal(caller: Caller, method: str, **parameters: Any) -> str:
    status, body = await caller.call(method, **parameters)
    assert status == 400, body
    return str(body["description"].removeprefix("Bad Request: "))


async def without_the_right(simulator: TelegramSimulator, forum: Chat) -> None:
    await simulator.set_rights(forum, simulator.bot, {"can_manage_topics": False})


async def test_a_person_opens_renames_and_closes_a_thread(caller: Caller, ada: Person, forum: Chat) -> None:
    _, made = await caller.control(f"chats/{forum.id}/topics", name="News", by_id=ada.id)
    number = made["message_thread_id"]
    path = f"chats/{forum.id}/topics/{number}"
    shown: Any = {}
    for body in ({"name": "Wire"}, {"name": "Wire"}, {"closed": True}, {"closed": True}, {"closed": False}):
        status, shown = await caller.control(path, by_id=ada.id, **body)
        assert status == 200
    assert (shown["name"], shown["closed"]) == ("Wire", False)
    names = ["created", "edited", "closed", "reopened"]
    assert services(caller.simulator) == [(f"forum_topic_{name}", number) for name in names]
    created = next(update["message"] for update in updates(caller.simulator) if "message" in update and
                   "forum_topic_created" in update["message"])  # fmt: skip
    assert (created["message_id"], created["is_topic_message"], created["from"]["id"]) == (number, True, ada.id)


async def test_who_may_open_threads(simulator: TelegramSimulator, bob: Person, forum: Chat) -> None:
    await simulator.open_topic(forum, bob, "Bob's")
    forum.muted.add("can_manage_topics")
    with pytest.raises(NotAllowedError):
        await simulator.open_topic(forum, bob, "More")
    with pytest.raises(NotAllowedError):
        await simulator.open_topic(forum, simulator.add_person("Eve"), "More")
    await simulator.set_forum(forum, is_forum=False)
    with pytest.raises(NotAllowedError):
        await simulator.open_topic(forum, bob, "More")


async def test_a_closed_thread_is_for_whoever_manages_topics(
    caller: Caller, ada: Person, bob: Person, forum: Chat
) -> None:
    simulator = caller.simulator
    topic = await simulator.open_topic(forum, ada, "News")
    await simulator.set_topic(forum, topic, closed=True, by=ada)
    await caller.result("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id)
    await simulator.say(ada, "x", forum, thread_id=topic.id)
    with pytest.raises(NotAllowedError, match="closed"):
        await simulator.say(bob, "x", forum, thread_id=topic.id)
    await without_the_right(simulator, forum)
    sent: dict[str, Any] = {"chat_id": forum.id, "text": "x"}
    assert await refusal(caller, "sendMessage", **sent, message_thread_id=topic.id) == "TOPIC_CLOSED"
    await caller.result("sendMessage", **sent)
    await simulator.set_topic(forum, topic, closed=False, by=ada)
    await caller.result("sendMessage", **sent, message_thread_id=topic.id)


async def test_general_is_closed_and_opened(caller: Caller, bob: Person, forum: Chat) -> None:
    simulator, at = caller.simulator, {"chat_id": forum.id}
    for method in (f"close{GENERAL}", f"reopen{GENERAL}"):
        assert await caller.result(method, **at) is True
        assert await refusal(caller, method, **at) == "TOPIC_NOT_MODIFIED"
    assert [list(one.content) for one in forum.messages.values() if "forum_topic" in str(one.content)] == [
        ["forum_topic_closed"],
        ["forum_topic_reopened"],
    ]
    assert all(one.thread_id == 0 for one in forum.messages.values())
    status, shown = await caller.control(f"chats/{forum.id}/topics/1", closed=True)
    assert (status, shown["closed"]) == (200, True)
    assert services(simulator) == [("forum_topic_closed", 0)]
    await without_the_right(simulator, forum)
    assert await refusal(caller, "sendMessage", text="x", **at) == "TOPIC_CLOSED"
    with pytest.raises(NotAllowedError):
        await simulator.say(bob, "x", forum)


async def test_general_is_hidden_which_closes_it(caller: Caller, forum: Chat) -> None:
    at = {"chat_id": forum.id}
    await caller.result(f"hide{GENERAL}", **at)
    assert forum.general.closed
    assert await refusal(caller, f"hide{GENERAL}", **at) == "TOPIC_NOT_MODIFIED"
    await caller.result(f"unhide{GENERAL}", **at)
    assert await refusal(caller, f"unhide{GENERAL}", **at) == "TOPIC_NOT_MODIFIED"
    assert forum.general.closed
    await caller.result(f"hide{GENERAL}", **at)
    await caller.result(f"reopen{GENERAL}", **at)
    assert not forum.general.hidden
    await caller.control(f"chats/{forum.id}/topics/1", hidden=True)
    assert services(caller.simulator) == [("general_forum_topic_hidden", 0)]


async def test_general_is_renamed(caller: Caller, forum: Chat) -> None:
    await caller.result(f"edit{GENERAL}", chat_id=forum.id, name="Lobby")
    assert await refusal(caller, f"edit{GENERAL}", chat_id=forum.id, name="Lobby") == "TOPIC_NOT_MODIFIED"
    [state] = (await caller.look("state"))["chats"]
    assert state["general"]["name"] == "Lobby"


async def test_general_and_threads_have_their_own_pins(caller: Caller, forum: Chat) -> None:
    thread = await caller.result("createForumTopic", chat_id=forum.id, name="News")
    numbers = []
    for more in ({}, {"message_thread_id": thread["message_thread_id"]}):
        sent = await caller.result("sendMessage", chat_id=forum.id, text="x", **more)
        await caller.result("pinChatMessage", chat_id=forum.id, message_id=sent["message_id"])
        numbers.append(sent["message_id"])
    await caller.result("unpinAllGeneralForumTopicMessages", chat_id=forum.id)
    assert forum.pinned == numbers[1:]


@pytest.mark.parametrize("number", [1, 99])
async def test_general_has_no_id_for_the_bot(caller: Caller, forum: Chat, number: int) -> None:
    for method in ("sendMessage", "closeForumTopic", "deleteForumTopic"):
        told = await refusal(caller, method, chat_id=forum.id, message_thread_id=number, text="x")
        assert told == "message thread not found"


async def test_the_rights_for_topics(caller: Caller, forum: Chat) -> None:
    simulator, at = caller.simulator, {"chat_id": forum.id}
    own = await caller.result("createForumTopic", name="Own", **at)
    other = simulator.add_topic(forum, "Other")
    await without_the_right(simulator, forum)
    needs = "not enough rights to manage topics in the chat"
    assert await refusal(caller, "createForumTopic", name="x", **at) == needs
    assert await refusal(caller, "closeForumTopic", message_thread_id=other.id, **at) == needs
    assert await refusal(caller, f"close{GENERAL}", **at) == needs
    await caller.result("closeForumTopic", message_thread_id=own["message_thread_id"], **at)
    await caller.result("deleteForumTopic", message_thread_id=own["message_thread_id"], **at)
    await simulator.set_rights(forum, simulator.bot, {"can_delete_messages": False})
    assert "not enough rights" in await refusal(caller, "deleteForumTopic", message_thread_id=other.id, **at)


async def test_the_forum_is_switched_off_and_on(caller: Caller, ada: Person, forum: Chat) -> None:
    simulator = caller.simulator
    topic = await simulator.open_topic(forum, ada, "News")
    await simulator.set_topic(forum, forum.general, closed=True)
    await caller.control(f"chats/{forum.id}/forum", is_forum=False)
    await simulator.say(ada, "/here", forum)
    assert "is_forum" not in updates(simulator)[-1]["message"]["chat"]
    thread: dict[str, Any] = {"chat_id": forum.id, "message_thread_id": topic.id}
    assert await refusal(caller, "sendMessage", text="x", **thread) == "message thread not found"
    assert await refusal(caller, "closeForumTopic", **thread) == "the chat is not a forum"
    await without_the_right(simulator, forum)
    await caller.result("sendMessage", chat_id=forum.id, text="x")
    await caller.control(f"chats/{forum.id}/forum", is_forum=True)
    await caller.result("sendMessage", text="x", **thread)
    small = simulator.add_chat(ChatType.GROUP, "Small", creator=ada)
    assert (await caller.control(f"chats/{small.id}/forum", is_forum=True))[0] == 409


async def test_general_cannot_be_deleted(caller: Caller, forum: Chat) -> None:
    assert (await caller.control(f"chats/{forum.id}/topics/1", deleted=True))[0] == 409
    assert (await caller.control(f"chats/{forum.id}/topics/77", deleted=True))[0] == 404


async def test_topics_of_a_private_chat(caller: Caller, ada: Person) -> None:
    simulator, at = caller.simulator, {"chat_id": ada.id}
    await simulator.say(ada, "/start")
    assert await refusal(caller, "createForumTopic", name="x", **at) == "the chat is not a forum"
    with pytest.raises(NotAllowedError):
        await simulator.open_topic(simulator.private_chat(ada), ada, "Own")
    simulator.bot.has_topics = True
    topic = await caller.result("createForumTopic", name="Vision", **at)
    number = topic["message_thread_id"]
    await caller.result("editForumTopic", message_thread_id=number, name="Seeing", **at)
    assert await refusal(caller, "closeForumTopic", message_thread_id=number, **at) == "the chat is not a forum"
    said = await simulator.say(ada, "/settings", simulator.private_chat(ada), thread_id=number)
    assert said.as_json()["message_thread_id"] == number
    await caller.result("deleteForumTopic", message_thread_id=number, **at)
    assert await refusal(caller, "sendMessage", text="x", message_thread_id=number, **at) == "message thread not found"
    own = await simulator.open_topic(simulator.private_chat(ada), ada, "Own")
    assert services(simulator)[-1] == ("forum_topic_created", own.id)
