from datetime import timedelta

import pytest

from bot.sandbox.chats import Chat, ChatKind
from bot.sandbox.members import Status
from bot.sandbox.people import Person
from bot.sandbox.speaking import NotAllowedError
from bot.sandbox.state import UnknownError
from bot.sandbox.world import World
from tests.sandbox.conftest import Caller
from tests.sandbox.test_people import kinds, updates


@pytest.fixture
def ada(world: World) -> Person:
    return world.add_person("Ada", "Byron", username="ada")


@pytest.fixture
def group(world: World, ada: Person) -> Chat:
    return world.add_chat(ChatKind.SUPERGROUP, "Group", creator=ada, is_forum=True)


async def test_threads(world: World, ada: Person, group: Chat) -> None:
    topic = world.add_topic(group, "News")
    await world.say(ada, "/here", group, thread_id=topic.id)
    message = updates(world)[-1]["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic.id, True)
    with pytest.raises(UnknownError, match="no topic"):
        await world.say(ada, "/here", group, thread_id=999)
    await world.set_topic(group, topic, closed=True)
    await world.set_topic(group, topic, closed=True)
    await world.set_topic(group, topic, closed=False)
    assert [next(reversed(update["message"])) for update in updates(world)[1:]] == [
        "forum_topic_closed",
        "forum_topic_reopened",
    ]
    await world.set_topic(group, topic, deleted=True)
    assert group.messages == {}


async def test_joining_and_leaving(world: World, ada: Person) -> None:
    admin = Status.ADMINISTRATOR
    chat = world.add_chat(ChatKind.GROUP, "Group", creator=ada, bot_is=admin)
    world.bot.queue.allowed = ["message", "chat_member", "my_chat_member"]
    bob = world.add_person("Bob")
    await world.admit(chat, bob)
    await world.admit(chat, bob, Status.RESTRICTED, ada)
    await world.expel(chat, bob, ada)
    await world.expel(chat, bob, kicked=False)
    await world.admit(chat, world.bot, Status.MEMBER, ada)
    assert kinds(world) == [
        "chat_member",
        "message",
        "chat_member",
        "message",
        "chat_member",
        "chat_member",
        "my_chat_member",
    ]
    restricted = updates(world)[2]["chat_member"]
    assert restricted["new_chat_member"]["is_member"] is True
    assert restricted["from"]["id"] == ada.id


async def test_a_kicked_bot_is_told(caller: Caller, ada: Person, group: Chat) -> None:
    await caller.world.expel(group, caller.world.bot, ada)
    assert updates(caller.world)[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (await caller.call("sendMessage", chat_id=group.id, text="x"))[0] == 403


async def test_a_group_becomes_a_supergroup(caller: Caller, ada: Person) -> None:
    group = caller.world.add_chat(ChatKind.GROUP, "Group", creator=ada)
    supergroup = await caller.world.migrate(group)
    assert [next(reversed(update["message"])) for update in updates(caller.world)] == [
        "migrate_to_chat_id",
        "migrate_from_chat_id",
    ]
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


async def test_channel_posts(caller: Caller, ada: Person) -> None:
    world = caller.world
    channel = world.add_chat(ChatKind.CHANNEL, "Channel", creator=ada, bot_is=Status.ADMINISTRATOR)
    message = await world.say(ada, "news", channel)
    await world.rewrite(message, "newer")
    assert kinds(world) == ["channel_post", "edited_channel_post"]
    assert "from" not in updates(world)[0]["channel_post"]
    copied = await caller.result("forwardMessage", chat_id=channel.id, from_chat_id=channel.id, message_id=message.id)
    assert copied["forward_origin"]["chat"]["id"] == channel.id
    again = await caller.result(
        "forwardMessage", chat_id=channel.id, from_chat_id=channel.id, message_id=copied["message_id"]
    )
    assert again["forward_origin"] == copied["forward_origin"]
    await world.admit(channel, ada, Status.MEMBER)
    with pytest.raises(NotAllowedError):
        await world.say(ada, "news", channel)


async def test_topics_in_private_chats(caller: Caller, ada: Person) -> None:
    await caller.world.say(ada, "/start")
    caller.world.bot.has_topics = True
    topic = await caller.result("createForumTopic", chat_id=ada.id, name="Vision")
    sent = await caller.result("sendMessage", chat_id=ada.id, text="x", message_thread_id=topic["message_thread_id"])
    assert sent["is_topic_message"] is True


async def test_old_messages_of_others_cannot_be_deleted(caller: Caller, ada: Person, group: Chat) -> None:
    said = await caller.world.say(ada, "/x", group)
    own = await caller.result("sendMessage", chat_id=group.id, text="x")
    refused = (await caller.call("deleteMessage", chat_id=group.id, message_id=said.id))[1]
    assert refused["description"] == "Bad Request: message can't be deleted for everyone"
    caller.world.clock.skip(timedelta(hours=49))
    assert (await caller.call("deleteMessages", chat_id=group.id, message_ids=[own["message_id"]]))[0] == 400
    await caller.world.admit(group, caller.world.bot, Status.ADMINISTRATOR)
    assert (await caller.call("deleteMessage", chat_id=group.id, message_id=said.id))[0] == 200


async def test_pins(caller: Caller, group: Chat) -> None:
    await caller.world.admit(group, caller.world.bot, Status.ADMINISTRATOR)
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
    admin = Status.ADMINISTRATOR
    forum = caller.world.add_chat(ChatKind.SUPERGROUP, "Forum", bot_is=admin, is_forum=True)
    thread_id = (await caller.result("createForumTopic", chat_id=forum.id, name="News"))["message_thread_id"]
    await caller.result("sendMessage", chat_id=forum.id, text="there", message_thread_id=thread_id)
    await caller.result("sendMessage", chat_id=forum.id, text="here")
    await caller.result("deleteForumTopic", chat_id=forum.id, message_thread_id=thread_id)
    assert [message.text for message in forum.messages.values()] == ["here"]
