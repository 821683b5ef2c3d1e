"""Groups, forums and channels: members, rights and anonymous administrators."""

from typing import Any

import pytest

from sandbox.accounts import MemberStatus, Person
from sandbox.chats import Chat, ChatType
from sandbox.messages import ANONYMOUS_ADMIN
from sandbox.simulator import TelegramSimulator
from sandbox.state import NotAllowedError, NotFoundError
from tests.sandbox.conftest import Caller
from tests.sandbox.test_simulator import kinds, updates

OUTSIDE, ADMINISTRATOR = MemberStatus.LEFT, MemberStatus.ADMINISTRATOR


@pytest.fixture
def ada(simulator: TelegramSimulator) -> Person:
    return simulator.add_person("Ada", "Byron", username="ada")


@pytest.fixture
def group(simulator: TelegramSimulator, ada: Person) -> Chat:
    return simulator.add_chat(ChatType.SUPERGROUP, "Group", creator=ada, bot_is=OUTSIDE)


@pytest.fixture
def channel(simulator: TelegramSimulator, ada: Person) -> Chat:
    return simulator.add_chat(ChatType.CHANNEL, "Channel", creator=ada, bot_is=OUTSIDE, username="the_channel")


def last(simulator: TelegramSimulator) -> Any:
    [content] = [value for name, value in updates(simulator)[-1].items() if name != "update_id"]
    return content


async def done(caller: Caller, path: str, **body: object) -> Any:
    status, answer = await caller.control(path, **body)
    assert status == 200, answer
    return answer


async def test_a_link_with_startgroup_adds_the_bot(simulator: TelegramSimulator, ada: Person, group: Chat) -> None:
    await simulator.add_bot_by_link(group, ada, "vision-daily")
    change, joined, command = updates(simulator)
    assert change["my_chat_member"]["from"]["id"] == ada.id
    assert joined["message"]["new_chat_members"] == [simulator.bot.as_user()]
    assert command["message"]["text"] == f"/start@{simulator.bot.username} vision-daily"
    assert command["message"]["entities"][0]["length"] == len(simulator.bot.username) + 7
    await simulator.add_bot_by_link(group, ada, "robotics")
    assert kinds(simulator)[3:] == ["message"]


async def test_a_link_with_rights_makes_an_administrator(caller: Caller, ada: Person, group: Chat) -> None:
    path = f"chats/{group.id}/add_bot"
    await done(caller, path, by_id=ada.id, rights=["can_manage_topics"], payload="x")
    member = updates(caller.simulator)[0]["my_chat_member"]["new_chat_member"]
    assert (member["status"], member["can_manage_topics"], member["can_pin_messages"]) == ("administrator", True, False)
    shown = await done(caller, path, by_id=ada.id, rights=["can_pin_messages"])
    assert shown["can_manage_topics"] is shown["can_pin_messages"] is True


async def test_a_channel_takes_a_bot_as_administrator_only(
    simulator: TelegramSimulator, ada: Person, channel: Chat
) -> None:
    await simulator.add_bot_by_link(channel, ada, "payload")
    assert kinds(simulator) == ["my_chat_member"]
    assert channel.status_of(simulator.bot.id) is ADMINISTRATOR


async def test_not_everybody_may_add_the_bot(simulator: TelegramSimulator, ada: Person, group: Chat) -> None:
    bob = simulator.add_person("Bob")
    with pytest.raises(NotAllowedError):
        await simulator.add_bot_by_link(group, bob)
    await simulator.add_member(group, bob)
    with pytest.raises(NotAllowedError):
        await simulator.add_bot_by_link(group, bob, rights=["can_pin_messages"])
    await simulator.add_bot_by_link(group, bob)
    assert group.status_of(simulator.bot.id) is MemberStatus.MEMBER


async def test_a_single_right_is_taken_and_given(caller: Caller, ada: Person, channel: Chat) -> None:
    path, bot = f"chats/{channel.id}/members", caller.simulator.bot
    await done(caller, path, user_id=bot.id, status="administrator", by_id=ada.id)
    await caller.result("sendMessage", chat_id=channel.id, text="x")
    await done(caller, path, user_id=bot.id, rights={"can_post_messages": False}, by_id=ada.id)
    change = last(caller.simulator)
    assert change["old_chat_member"]["can_post_messages"] is True
    assert change["new_chat_member"]["can_post_messages"] is False
    refused = (await caller.call("sendMessage", chat_id=channel.id, text="x"))[1]
    assert refused["description"] == "Bad Request: need administrator rights in the channel chat"
    await done(caller, path, user_id=bot.id, rights={"can_post_messages": True})
    await caller.result("sendMessage", chat_id=channel.id, text="x")
    assert (await caller.control(path, user_id=bot.id, rights={"can_fly": True}))[0] == 404
    assert (await caller.control(path, user_id=caller.simulator.add_person("Bob").id, rights={"x": True}))[0] == 404


async def test_what_changes_nothing_is_not_told(simulator: TelegramSimulator, ada: Person, group: Chat) -> None:
    await simulator.add_member(group, simulator.bot, ADMINISTRATOR, ada)
    before = len(updates(simulator))
    await simulator.add_member(group, simulator.bot, ADMINISTRATOR, ada)
    assert len(updates(simulator)) == before


@pytest.mark.parametrize(("allowed", "status", "is_told"), [
    (["chat_member", "message"], ADMINISTRATOR, True),
    (["chat_member", "message"], MemberStatus.MEMBER, False),
    ([], ADMINISTRATOR, False),
])  # fmt: skip
async def test_chat_member_updates(
    simulator: TelegramSimulator, group: Chat, allowed: list[str], status: MemberStatus, is_told: bool
) -> None:
    await simulator.add_member(group, simulator.bot, status)
    simulator.bot.queue.allowed = allowed
    await simulator.add_member(group, simulator.add_person("Bob"), ADMINISTRATOR)
    assert ("chat_member" in kinds(simulator)) is is_told


async def test_an_anonymous_administrator(caller: Caller, ada: Person, group: Chat) -> None:
    simulator = caller.simulator
    await simulator.add_member(group, simulator.bot, ADMINISTRATOR, ada)
    await done(caller, f"chats/{group.id}/members", user_id=ada.id, is_anonymous=True)
    await simulator.say(ada, "/subscribe", group)
    said = last(simulator)
    assert (said["from"], said["sender_chat"]["id"]) == (ANONYMOUS_ADMIN, group.id)
    assert ANONYMOUS_ADMIN["id"] == 1087968824
    shown = await caller.result("getChatMember", chat_id=group.id, user_id=ada.id)
    assert (shown["status"], shown["is_anonymous"]) == ("creator", True)
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = await caller.result("sendMessage", chat_id=group.id, text="menu", reply_markup=markup)
    await simulator.press(ada, group.messages[sent["message_id"]], "Go")
    assert last(simulator)["from"]["id"] == ada.id
    forwarded = await simulator.forward(ada, [group.messages[said["message_id"]]])
    assert forwarded[0].about["forward_origin"]["type"] == "chat"
    await simulator.remove_member(group, simulator.bot, ada)
    assert last(simulator)["from"] == ANONYMOUS_ADMIN
    await done(caller, f"chats/{group.id}/members", user_id=ada.id, is_anonymous=False)
    assert (await simulator.say(ada, "hello", group)).as_json()["from"]["id"] == ada.id


async def test_what_a_bot_may_read_of_a_public_channel(caller: Caller, ada: Person, channel: Chat) -> None:
    assert (await caller.result("getChat", chat_id="@the_channel"))["type"] == "channel"
    refused = (await caller.call("getChatMember", chat_id="@the_channel", user_id=ada.id))[1]
    assert refused["description"] == "Bad Request: member list is inaccessible"
    assert (await caller.call("sendMessage", chat_id="@the_channel", text="x"))[0] == 403
    await caller.simulator.remove_member(channel, caller.simulator.bot, ada)
    assert (await caller.call("getChat", chat_id="@the_channel"))[0] == 403


async def test_whoever_is_outside_has_no_rights_to_change(simulator: TelegramSimulator, group: Chat) -> None:
    with pytest.raises(NotFoundError):
        await simulator.set_rights(group, simulator.bot, {"can_pin_messages": False})


def test_a_new_person_takes_nobodys_number(simulator: TelegramSimulator) -> None:
    """Numbers that were given by hand are passed over: the administrator of the seed data stays who they are."""
    taken = simulator.add_person("Grace", person_id=simulator.add_person("Ada").id + 1)
    assert simulator.add_person("Linus").id not in {taken.id, simulator.bot.id}
    assert simulator.people[taken.id] is taken
