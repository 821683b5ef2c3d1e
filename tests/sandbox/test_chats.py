from datetime import timedelta

import pytest

from sandbox.accounts import MemberStatus, Person
from sandbox.chats import Chat, ChatType
from sandbox.memberships import MigrationSignal
from sandbox.simulator import TelegramSimulator
from sandbox.state import NotAllowedError, NotFoundError
from tests.sandbox.conftest import Caller
from tests.sandbox.test_simulator import kinds, updates


@pytest.fixture
def ada(simulator: TelegramSimulator) -> Person:
    return simulator.add_person("Ada", "Byron", username="ada")


@pytest.fixture
def group(simulator: TelegramSimulator, ada: Person) -> Chat:
    return simulator.add_chat(ChatType.SUPERGROUP, "Group", creator=ada, is_forum=True)


async def test_threads(simulator: TelegramSimulator, ada: Person, group: Chat) -> None:
    topic = simulator.add_topic(group, "News")
    await simulator.say(ada, "/here", group, thread_id=topic.id)
    message = updates(simulator)[-1]["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic.id, True)
    with pytest.raises(NotFoundError, match="no topic"):
        await simulator.say(ada, "/here", group, thread_id=999)
    await simulator.set_topic(group, topic, closed=True)
    await simulator.set_topic(group, topic, closed=True)
    await simulator.set_topic(group, topic, closed=False)
    assert [next(reversed(update["message"])) for update in updates(simulator)[1:]] == [
        "forum_topic_closed",
        "forum_topic_reopened",
    ]
    await simulator.set_topic(group, topic, deleted=True)
    assert group.messages == {}


async def test_joining_and_leaving(simulator: TelegramSimulator, ada: Person) -> None:
    admin = MemberStatus.ADMINISTRATOR
    chat = simulator.add_chat(ChatType.GROUP, "Group", creator=ada, bot_is=admin)
    simulator.bot.queue.allowed = ["message", "chat_member", "my_chat_member"]
    bob = simulator.add_person("Bob")
    await simulator.add_member(chat, bob)
    await simulator.add_member(chat, bob, MemberStatus.RESTRICTED, ada)
    await simulator.remove_member(chat, bob, ada)
    await simulator.remove_member(chat, bob, kicked=False)
    await simulator.add_member(chat, simulator.bot, MemberStatus.MEMBER, ada)
    assert kinds(simulator) == [
        "chat_member",
        "message",
        "chat_member",
        "message",
        "chat_member",
        "chat_member",
        "my_chat_member",
    ]
    restricted = updates(simulator)[2]["chat_member"]
    assert restricted["new_chat_member"]["is_member"] is True
    assert restricted["from"]["id"] == ada.id


async def test_a_kicked_bot_is_told(caller: Caller, ada: Person, group: Chat) -> None:
    await caller.simulator.remove_member(group, caller.simulator.bot, ada)
    assert updates(caller.simulator)[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (await caller.call("sendMessage", chat_id=group.id, text="x"))[0] == 403


async def test_a_group_becomes_a_supergroup(caller: Caller, ada: Person) -> None:
    group = caller.simulator.add_chat(ChatType.GROUP, "Group", creator=ada)
    supergroup = await caller.simulator.migrate(group)
    old, left, member, new = updates(caller.simulator)
    assert old["message"]["chat"]["id"] == new["message"]["migrate_from_chat_id"] == group.id
    assert new["message"]["chat"]["id"] == old["message"]["migrate_to_chat_id"] == supergroup.id
    for change, chat, before, after in ((left, group, "member", "left"), (member, supergroup, "left", "member")):
        seen = change["my_chat_member"]
        assert seen["chat"]["id"] == chat.id
        assert (seen["old_chat_member"]["status"], seen["new_chat_member"]["status"]) == (before, after)
    assert await caller.call("sendMessage", chat_id=group.id, text="x") == (
        400,
        {
            "ok": False,
            "error_code": 400,
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": supergroup.id},
        },
    )
    assert (await caller.call("sendMessage", chat_id=supergroup.id, text="x"))[0] == 200


async def test_the_signals_of_a_migration_come_in_any_order(caller: Caller, ada: Person) -> None:
    group = caller.simulator.add_chat(ChatType.GROUP, "Group", creator=ada)
    await caller.simulator.migrate(group, [MigrationSignal.LEFT, MigrationSignal.MIGRATE_FROM])
    assert kinds(caller.simulator) == ["my_chat_member", "message"]


async def test_channel_posts(caller: Caller, ada: Person) -> None:
    simulator = caller.simulator
    channel = simulator.add_chat(ChatType.CHANNEL, "Channel", creator=ada, bot_is=MemberStatus.ADMINISTRATOR)
    message = await simulator.say(ada, "news", channel)
    await simulator.edit_text(message, "newer")
    assert kinds(simulator) == ["channel_post", "edited_channel_post"]
    assert "from" not in updates(simulator)[0]["channel_post"]
    copied = await caller.result("forwardMessage", chat_id=channel.id, from_chat_id=channel.id, message_id=message.id)
    assert copied["forward_origin"]["chat"]["id"] == channel.id
    again = await caller.result(
        "forwardMessage", chat_id=channel.id, from_chat_id=channel.id, message_id=copied["message_id"]
    )
    assert again["forward_origin"] == copied["forward_origin"]
    await simulator.add_member(channel, ada, MemberStatus.MEMBER)
    with pytest.raises(NotAllowedError):
        await simulator.say(ada, "news", channel)


async def test_topics_in_private_chats(caller: Caller, ada: Person) -> None:
    await caller.simulator.say(ada, "/start")
    caller.simulator.bot.has_topics = True
    topic = await caller.result("createForumTopic", chat_id=ada.id, name="Vision")
    sent = await caller.result("sendMessage", chat_id=ada.id, text="x", message_thread_id=topic["message_thread_id"])
    assert sent["is_topic_message"] is True


async def test_old_messages_of_others_cannot_be_deleted(caller: Caller, ada: Person, group: Chat) -> None:
    said = await caller.simulator.say(ada, "/x", group)
    own = await caller.result("sendMessage", chat_id=group.id, text="x")
    refused = (await caller.call("deleteMessage", chat_id=group.id, message_id=said.id))[1]
    assert refused["description"] == "Bad Request: message can't be deleted for everyone"
    caller.simulator.clock.skip(timedelta(hours=49))
    assert (await caller.call("deleteMessages", chat_id=group.id, message_ids=[own["message_id"]]))[0] == 400
    await caller.simulator.add_member(group, caller.simulator.bot, MemberStatus.ADMINISTRATOR)
    assert (await caller.call("deleteMessage", chat_id=group.id, message_id=said.id))[0] == 200


async def test_pins(caller: Caller, group: Chat) -> None:
    await caller.simulator.add_member(group, caller.simulator.bot, MemberStatus.ADMINISTRATOR)
    sent = [(await caller.result("sendMessage", chat_id=group.id, text=str(n)))["message_id"] for n in range(3)]
    for number in (*sent, sent[0]):
        await caller.result("pinChatMessage", chat_id=group.id, message_id=number)
    full = await caller.result("getChat", chat_id=group.id)
    assert full["pinned_message"]["message_id"] == sent[2]
    await caller.result("unpinChatMessage", chat_id=group.id, message_id=sent[0])
    await caller.result("unpinChatMessage", chat_id=group.id)
    assert group.pinned == [sent[1]]
    await caller.result("deleteMessage", chat_id=group.id, message_id=sent[1])
    assert group.pinned == []


async def test_a_deleted_topic_takes_its_messages_along(caller: Caller) -> None:
    admin = MemberStatus.ADMINISTRATOR
    forum = caller.simulator.add_chat(ChatType.SUPERGROUP, "Forum", bot_is=admin, is_forum=True)
    thread_id = (await caller.result("createForumTopic", chat_id=forum.id, name="News"))["message_thread_id"]
    await caller.result("sendMessage", chat_id=forum.id, text="there", message_thread_id=thread_id)
    await caller.result("sendMessage", chat_id=forum.id, text="here")
    await caller.result("deleteForumTopic", chat_id=forum.id, message_thread_id=thread_id)
    assert [message.text for message in forum.messages.values()] == ["here"]
