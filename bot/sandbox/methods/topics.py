"""Topics of forums, and of private chats where the bot has them: createForumTopic and kin."""

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.call import Call
from bot.sandbox.chats import TOPIC_COLOUR, Chat, Topic
from bot.sandbox.messages import Message
from bot.sandbox.posting import place, post, remove, tell_topic
from bot.sandbox.target import find_chat

COLOURS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}
LONGEST_NAME = 128


def create_forum_topic(call: Call) -> Json:
    """Create a topic; its id is that of the message that announces it."""
    chat, name = find_forum(call), read_name(call)
    if not name:
        raise bad_request("title must be non-empty")
    colour = call.parameters.integer("icon_color", TOPIC_COLOUR)
    if colour not in COLOURS:
        raise bad_request("invalid icon color specified")
    world = call.world
    topic = Topic(world.next_message_id(chat), name, colour)
    chat.topics[topic.id] = topic
    content = {"forum_topic_created": {"name": name, "icon_color": colour}}
    place(world, Message(topic.id, chat, call.bot, world.stamp(), content, thread_id=topic.id))
    tell_topic(world, chat, topic)
    return topic.as_topic()


def edit_forum_topic(call: Call) -> bool:
    """Rename a topic."""
    chat = find_forum(call)
    topic, name = find_topic(call, chat), read_name(call)
    if name in {"", topic.name}:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    post(call.world, chat, call.bot, {"forum_topic_edited": {"name": name}}, thread_id=topic.id)
    tell_topic(call.world, chat, topic)
    return True


def close_forum_topic(call: Call) -> bool:
    """Close a topic: only administrators may write in it."""
    return set_closed(call, closed=True)


def reopen_forum_topic(call: Call) -> bool:
    """Open a closed topic again."""
    return set_closed(call, closed=False)


def set_closed(call: Call, *, closed: bool) -> bool:
    """Close or open a topic."""
    chat = find_forum(call)
    topic = find_topic(call, chat)
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    what = "forum_topic_closed" if closed else "forum_topic_reopened"
    post(call.world, chat, call.bot, {what: {}}, thread_id=topic.id)
    tell_topic(call.world, chat, topic)
    return True


def delete_forum_topic(call: Call) -> bool:
    """Delete a topic with its messages."""
    chat = find_forum(call)
    topic = find_topic(call, chat)
    topic.deleted = True
    for message in [one for one in chat.messages.values() if one.thread_id == topic.id]:
        remove(call.world, message)
    tell_topic(call.world, chat, topic)
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


def find_topic(call: Call, chat: Chat) -> Topic:
    """Return the topic that a call names."""
    topic = chat.topics.get(call.parameters.integer("message_thread_id"))
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    return topic


def read_name(call: Call) -> str:
    """Return the name of a topic, cut to what fits."""
    return call.parameters.text("name").strip()[:LONGEST_NAME]
