"""Forum topics: createForumTopic, closeForumTopic, hideGeneralForumTopic and the like."""

from sandbox.chats import DEFAULT_TOPIC_COLOUR, Chat, ForumTopic
from sandbox.forums import close_topic, create_topic, delete_topic, hide_general, rename_topic
from sandbox.messages import publish_topic
from sandbox.methods.call import Call, find_chat
from sandbox.protocol import Json, bad_request

TOPIC_COLOURS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}
MAX_TOPIC_NAME = 128
MANAGE_TOPICS = "can_manage_topics"
NOT_MODIFIED = "TOPIC_NOT_MODIFIED"


def create_forum_topic(call: Call) -> Json:
    """Create a topic; its id is that of the message that announces it."""
    chat, name = find_forum(call), read_topic_name(call)
    check_may_manage(call, chat)
    if not name:
        raise bad_request("title must be non-empty")
    colour = call.parameters.integer("icon_color", DEFAULT_TOPIC_COLOUR)
    if colour not in TOPIC_COLOURS:
        raise bad_request("invalid icon color specified")
    return create_topic(call.simulator, chat, call.bot, name, colour).as_topic()


def edit_forum_topic(call: Call) -> bool:
    """Rename a topic; its creator may do it without the right to manage topics."""
    chat = find_forum(call)
    topic, name = find_topic(call, chat), read_topic_name(call)
    check_may_manage(call, chat, topic)
    if name in {"", topic.name}:
        raise bad_request(NOT_MODIFIED)
    rename_topic(call.simulator, chat, topic, name, call.bot)
    return True


def close_forum_topic(call: Call) -> bool:
    """Close a topic: only administrators may write in it."""
    return set_topic_closed(call, closed=True)


def reopen_forum_topic(call: Call) -> bool:
    """Open a closed topic again."""
    return set_topic_closed(call, closed=False)


def set_topic_closed(call: Call, *, closed: bool) -> bool:
    """Close or open a topic of a forum; topics of private chats cannot be closed."""
    chat = find_forum(call, private=False)
    topic = find_topic(call, chat)
    check_may_manage(call, chat, topic)
    if not close_topic(call.simulator, chat, topic, call.bot, closed=closed):
        raise bad_request(NOT_MODIFIED)
    return True


def delete_forum_topic(call: Call) -> bool:
    """Delete a topic with its messages; that needs the right to delete messages."""
    chat = find_forum(call)
    topic = find_topic(call, chat)
    if not chat.is_private and not chat.members[call.bot.id].may("can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    delete_topic(call.simulator, chat, topic)
    publish_topic(call.simulator, chat, topic)
    return True


def unpin_all_forum_topic_messages(call: Call) -> bool:
    """Unpin all messages of a topic."""
    chat = find_forum(call)
    topic = find_topic(call, chat)
    check_may_manage(call, chat, topic)
    chat.pinned = [number for number in chat.pinned if chat.messages[number].thread_id != topic.id]
    return True


def unpin_all_general_messages(call: Call) -> bool:
    """Unpin all messages of General."""
    chat = managed_forum(call)
    chat.pinned = [number for number in chat.pinned if chat.messages[number].thread_id]
    return True


def edit_general_topic(call: Call) -> bool:
    """Rename General."""
    chat, name = managed_forum(call), read_topic_name(call)
    if name in {"", chat.general.name}:
        raise bad_request(NOT_MODIFIED)
    rename_topic(call.simulator, chat, chat.general, name, call.bot)
    return True


def close_general_topic(call: Call) -> bool:
    """Close General."""
    chat = managed_forum(call)
    if not close_topic(call.simulator, chat, chat.general, call.bot, closed=True):
        raise bad_request(NOT_MODIFIED)
    return True


def reopen_general_topic(call: Call) -> bool:
    """Open General again; if it was hidden, it is shown again."""
    chat = managed_forum(call)
    if not close_topic(call.simulator, chat, chat.general, call.bot, closed=False):
        raise bad_request(NOT_MODIFIED)
    return True


def hide_general_topic(call: Call) -> bool:
    """Hide General, which also closes it."""
    if not hide_general(call.simulator, managed_forum(call), call.bot, hidden=True):
        raise bad_request(NOT_MODIFIED)
    return True


def unhide_general_topic(call: Call) -> bool:
    """Show General again."""
    if not hide_general(call.simulator, managed_forum(call), call.bot, hidden=False):
        raise bad_request(NOT_MODIFIED)
    return True


def get_forum_topic_icon_stickers(call: Call) -> list[Json]:
    """Return the stickers that can be a topic's icon: none here."""
    del call
    return []


def find_forum(call: Call, *, private: bool = True) -> Chat:
    """Return the chat of a call, if it has topics; with `private` it may be one with a person."""
    chat = find_chat(call)
    if not chat.has_topics(call.bot) or (chat.is_private and not private):
        raise bad_request("the chat is not a forum")
    return chat


def managed_forum(call: Call) -> Chat:
    """Return the forum of a call, if the bot may manage topics there."""
    chat = find_forum(call, private=False)
    check_may_manage(call, chat)
    return chat


def check_may_manage(call: Call, chat: Chat, topic: ForumTopic | None = None) -> None:
    """Refuse the call if the bot may not manage topics there, and did not create this one."""
    if chat.is_private or (topic is not None and topic.creator_id == call.bot.id):
        return
    if not chat.members[call.bot.id].may(MANAGE_TOPICS):
        raise bad_request("not enough rights to manage topics in the chat")


def find_topic(call: Call, chat: Chat) -> ForumTopic:
    """Return the topic that a call names; General has calls of its own."""
    topic = chat.topics.get(call.parameters.integer("message_thread_id"))
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    return topic


def read_topic_name(call: Call) -> str:
    """Return the name of a topic, cut to the maximal length."""
    return call.parameters.text("name").strip()[:MAX_TOPIC_NAME]
