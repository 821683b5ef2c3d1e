"""Chats, members, pins and forum topics: getChat, leaveChat, pinChatMessage, createForumTopic and the like."""

from sandbox.accounts import BotAccount, ChatMember, MemberStatus
from sandbox.chats import DEFAULT_TOPIC_COLOUR, Chat, ChatMessage, ForumTopic
from sandbox.messages import insert_message, post_message, publish_topic, remove_message
from sandbox.methods.call import Call, find_chat, find_message
from sandbox.protocol import Json, bad_request


def get_chat(call: Call) -> Json:
    """Return the `ChatFullInfo` of a chat."""
    return find_chat(call).as_full_info()


def get_chat_member(call: Call) -> Json:
    """Return the `ChatMember` of a user in a chat."""
    chat, user_id = find_chat(call), call.parameters.integer("user_id")
    account = call.simulator.account(user_id)
    if account is None:
        raise bad_request("invalid user_id specified" if user_id <= 0 else "PARTICIPANT_ID_INVALID")
    if chat.is_private:
        within = chat.person is account or account is call.bot
        return ChatMember(account, MemberStatus.MEMBER if within else MemberStatus.LEFT).as_member()
    member = chat.members.get(user_id) or ChatMember(account, MemberStatus.LEFT)
    return member.as_member(channel=chat.is_channel)


def get_chat_administrators(call: Call) -> list[Json]:
    """Return the administrators of a chat without other bots."""
    chat = find_chat(call)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        member.as_member(channel=chat.is_channel)
        for member in chat.members.values()
        if member.status.is_administrator and (member.account is call.bot or not isinstance(member.account, BotAccount))
    ]


def get_chat_member_count(call: Call) -> int:
    """Return how many members a chat has."""
    chat = find_chat(call)
    if chat.is_private:
        return 2
    return sum(member.status.is_inside for member in chat.members.values())


def leave_chat(call: Call) -> bool:
    """Leave a group, supergroup or channel."""
    chat = find_chat(call)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.is_group:
        post_message(call.simulator, chat, call.bot, {"left_chat_member": call.bot.as_user()})
    chat.members[call.bot.id] = ChatMember(call.bot, MemberStatus.LEFT)
    call.simulator.events.publish("member", chat_id=chat.id, user_id=call.bot.id, status="left")
    return True


def pin_chat_message(call: Call) -> bool:
    """Pin a message."""
    chat = find_chat(call)
    check_may_pin(call.bot, chat)
    message = find_message(call, chat, "message to pin")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
    post_message(call.simulator, chat, call.bot, {"pinned_message": message.as_json(with_reply=False)})
    return True


def unpin_chat_message(call: Call) -> bool:
    """Unpin a message; the last one pinned if none is named."""
    chat = find_chat(call)
    check_may_pin(call.bot, chat)
    if call.parameters.has("message_id"):
        message = find_message(call, chat, "message to unpin")
        chat.pinned = [number for number in chat.pinned if number != message.id]
    elif chat.pinned:
        chat.pinned.pop()
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin all messages of a chat."""
    chat = find_chat(call)
    check_may_pin(call.bot, chat)
    chat.pinned.clear()
    return True


def check_may_pin(bot: BotAccount, chat: Chat) -> None:
    """Refuse the call if the bot may not pin messages in the chat."""
    right = "can_edit_messages" if chat.is_channel else "can_pin_messages"
    if not chat.is_private and not chat.members[bot.id].may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")


TOPIC_COLOURS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}
MAX_TOPIC_NAME = 128


def create_forum_topic(call: Call) -> Json:
    """Create a topic; its id is that of the message that announces it."""
    chat, name = find_forum(call), read_topic_name(call)
    if not name:
        raise bad_request("title must be non-empty")
    colour = call.parameters.integer("icon_color", DEFAULT_TOPIC_COLOUR)
    if colour not in TOPIC_COLOURS:
        raise bad_request("invalid icon color specified")
    simulator = call.simulator
    topic = ForumTopic(simulator.next_message_id(chat), name, colour)
    chat.topics[topic.id] = topic
    content = {"forum_topic_created": {"name": name, "icon_color": colour}}
    insert_message(simulator, ChatMessage(topic.id, chat, call.bot, simulator.stamp(), content, thread_id=topic.id))
    publish_topic(simulator, chat, topic)
    return topic.as_topic()


def edit_forum_topic(call: Call) -> bool:
    """Rename a topic."""
    chat = find_forum(call)
    topic, name = find_topic(call, chat), read_topic_name(call)
    if name in {"", topic.name}:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    post_message(call.simulator, chat, call.bot, {"forum_topic_edited": {"name": name}}, thread_id=topic.id)
    publish_topic(call.simulator, chat, topic)
    return True


def close_forum_topic(call: Call) -> bool:
    """Close a topic: only administrators may write in it."""
    return set_topic_closed(call, closed=True)


def reopen_forum_topic(call: Call) -> bool:
    """Open a closed topic again."""
    return set_topic_closed(call, closed=False)


def set_topic_closed(call: Call, *, closed: bool) -> bool:
    """Close or open a topic."""
    chat = find_forum(call)
    topic = find_topic(call, chat)
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    what = "forum_topic_closed" if closed else "forum_topic_reopened"
    post_message(call.simulator, chat, call.bot, {what: {}}, thread_id=topic.id)
    publish_topic(call.simulator, chat, topic)
    return True


def delete_forum_topic(call: Call) -> bool:
    """Delete a topic with its messages."""
    chat = find_forum(call)
    topic = find_topic(call, chat)
    topic.deleted = True
    for message in [one for one in chat.messages.values() if one.thread_id == topic.id]:
        remove_message(call.simulator, message)
    publish_topic(call.simulator, chat, topic)
    return True


def unpin_all_forum_topic_messages(call: Call) -> bool:
    """Unpin all messages of a topic."""
    chat = find_forum(call)
    topic = find_topic(call, chat)
    chat.pinned = [number for number in chat.pinned if chat.messages[number].thread_id != topic.id]
    return True


def get_forum_topic_icon_stickers(call: Call) -> list[Json]:
    """Return the stickers that can be a topic's icon: none here."""
    del call
    return []


def find_forum(call: Call) -> Chat:
    """Return the chat of a call, if the bot may manage topics there."""
    chat = find_chat(call)
    if not chat.has_topics(call.bot):
        raise bad_request("the chat is not a forum")
    if not chat.is_private and not chat.members[call.bot.id].may("can_manage_topics"):
        raise bad_request("not enough rights to manage topics in the chat")
    return chat


def find_topic(call: Call, chat: Chat) -> ForumTopic:
    """Return the topic that a call names."""
    topic = chat.topics.get(call.parameters.integer("message_thread_id"))
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    return topic


def read_topic_name(call: Call) -> str:
    """Return the name of a topic, cut to the maximal length."""
    return call.parameters.text("name").strip()[:MAX_TOPIC_NAME]
