"""Keyboards below the typing field, and the chats and people that are shared by their buttons."""

from typing import Any

import pytest

from sandbox.accounts import MemberStatus, Person
from sandbox.chats import Chat, ChatType
from sandbox.simulator import TelegramSimulator
from tests.sandbox.conftest import Caller
from tests.sandbox.test_simulator import kinds, updates

RIGHTS = {"can_manage_chat": True, "can_post_messages": True, "can_pin_messages": False}
CHANNEL = {
    "text": "Choose a channel",
    "request_chat": {
        "request_id": 7,
        "chat_is_channel": True,
        "user_administrator_rights": RIGHTS,
        "bot_administrator_rights": RIGHTS,
        "request_title": True,
        "request_username": True,
    },
}


@pytest.fixture
async def ada(simulator: TelegramSimulator) -> Person:
    ada = simulator.add_person("Ada", "Byron", username="ada")
    await simulator.say(ada, "/start")
    return ada


@pytest.fixture
def channel(simulator: TelegramSimulator, ada: Person) -> Chat:
    kind, outside = ChatType.CHANNEL, MemberStatus.LEFT
    return simulator.add_chat(kind, "Channel", creator=ada, bot_is=outside, username="the_channel")


async def offer(caller: Caller, person: Person, *buttons: object, **more: object) -> None:
    markup = {"keyboard": [[button] for button in buttons], "resize_keyboard": True, **more}
    await caller.result("sendMessage", chat_id=person.id, text="Choose", reply_markup=markup)


async def tap(caller: Caller, person: Person, button: str, **more: object) -> Any:
    status, answer = await caller.control(f"people/{person.id}/tap", button=button, **more)
    assert status == 200, answer
    return answer["message"]


async def test_a_channel_is_shared_and_the_bot_becomes_its_administrator(
    caller: Caller, ada: Person, channel: Chat
) -> None:
    await offer(caller, ada, CHANNEL)
    message = await tap(caller, ada, "Choose a channel", chosen_id=channel.id)
    shared = {"request_id": 7, "chat_id": channel.id, "title": "Channel", "username": "the_channel"}
    assert message["chat_shared"] == shared
    assert kinds(caller.simulator)[-2:] == ["my_chat_member", "message"]
    member = updates(caller.simulator)[-2]["my_chat_member"]["new_chat_member"]
    assert (member["can_post_messages"], member["can_edit_messages"]) == (True, False)
    await tap(caller, ada, "Choose a channel")
    assert kinds(caller.simulator).count("my_chat_member") == 1
    await caller.result("sendMessage", chat_id=channel.id, text="x")


async def test_only_chats_that_fit_can_be_chosen(caller: Caller, ada: Person, channel: Chat) -> None:
    simulator = caller.simulator
    other = simulator.add_chat(ChatType.CHANNEL, "Of others", creator=simulator.add_person("Bob"))
    group = simulator.add_chat(ChatType.SUPERGROUP, "Group", creator=ada)
    await simulator.add_member(other, ada)
    await offer(caller, ada, CHANNEL)
    chats = (await caller.control(f"people/{ada.id}/choices", button="Choose a channel"))[1]["chats"]
    assert [chat["id"] for chat in chats] == [channel.id]
    for chosen in (other, group):
        path = f"people/{ada.id}/tap"
        assert (await caller.control(path, button="Choose a channel", chosen_id=chosen.id))[0] == 409
    await simulator.add_member(other, ada, MemberStatus.ADMINISTRATOR, denied=["can_promote_members"])
    assert len(simulator.chats_to_share(ada, "Choose a channel")) == 1
    await simulator.set_rights(other, ada, {"can_promote_members": True})
    assert len(simulator.chats_to_share(ada, "Choose a channel")) == 2
    simulator.delete_chat(channel)
    assert simulator.chats_to_share(ada, "Choose a channel") == [other]


@pytest.mark.parametrize(("wanted", "title"), [
    ({"chat_is_forum": True}, "Forum"),
    ({"chat_is_forum": False}, "Group"),
    ({"chat_has_username": True}, "Forum"),
    ({"chat_is_created": True}, "Forum"),
])  # fmt: skip
async def test_what_a_button_asks_of_a_group(caller: Caller, ada: Person, wanted: dict[str, bool], title: str) -> None:
    simulator, outside = caller.simulator, MemberStatus.LEFT
    simulator.add_chat(ChatType.SUPERGROUP, "Forum", creator=ada, is_forum=True, username="the_forum", bot_is=outside)
    await simulator.add_member(simulator.add_chat(ChatType.GROUP, "Group", bot_is=outside), ada)
    request = {"request_id": 1, "chat_is_channel": False, "bot_is_member": True, "request_title": True, **wanted}
    await offer(caller, ada, {"text": "Group", "request_chat": request})
    shared = (await tap(caller, ada, "Group"))["chat_shared"]
    assert shared["title"] == title
    assert simulator.chats[shared["chat_id"]].status_of(simulator.bot.id) is MemberStatus.MEMBER


async def test_people_are_shared(caller: Caller, ada: Person) -> None:
    bob = caller.simulator.add_person("Bob", username="bob")
    request = {"request_id": 3, "request_name": True, "request_username": True}
    await offer(caller, ada, {"text": "Friend", "request_users": request})
    shared = (await tap(caller, ada, "Friend", chosen_ids=[bob.id]))["users_shared"]
    assert shared == {"request_id": 3, "users": [{"user_id": bob.id, "first_name": "Bob", "username": "bob"}]}
    assert (await caller.control(f"people/{ada.id}/tap", button="Friend", chosen_ids=[bob.id, ada.id]))[0] == 409


async def test_words_and_contacts(caller: Caller, ada: Person) -> None:
    await offer(caller, ada, "Skip", {"text": "My number", "request_contact": True}, one_time_keyboard=True)
    chat = caller.simulator.private_chat(ada)
    assert (await tap(caller, ada, "My number"))["contact"]["user_id"] == ada.id
    assert chat.reply_keyboard is None
    await offer(caller, ada, "Skip")
    assert (await tap(caller, ada, "Skip"))["text"] == "Skip"
    [state] = (await caller.look("state"))["chats"]
    assert state["reply_keyboard"]["keyboard"] == [[{"text": "Skip"}]]
    await caller.result("sendMessage", chat_id=ada.id, text="Gone", reply_markup={"remove_keyboard": True})
    assert chat.reply_keyboard is None
    assert (await caller.control(f"people/{ada.id}/tap", button="Skip"))[0] == 404
