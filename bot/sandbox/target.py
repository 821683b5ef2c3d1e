"""The chat, thread and message that a call is about, and whether the bot may go there.

Order and words of the refusals are those of telegram-bot-api 10.0 (Client.cpp, check_chat and check_message).
"""

from bot.sandbox.answers import Refusal, bad_request, forbidden
from bot.sandbox.call import Call
from bot.sandbox.chats import Chat, ChatKind
from bot.sandbox.file_kinds import FileKind
from bot.sandbox.members import Status
from bot.sandbox.messages import Message
from bot.sandbox.people import Bot

NAMES = {ChatKind.GROUP: "group chat", ChatKind.SUPERGROUP: "supergroup chat", ChatKind.CHANNEL: "channel chat"}


def find_chat(call: Call, name: str = "chat_id") -> Chat:
    """Return the chat that a parameter names, by id or by ``@username``, if the bot may know it."""
    wanted = call.parameters.text(name)
    if not wanted:
        raise bad_request(f"{name} is empty")
    chat = by_username(call, wanted[1:]) if wanted.startswith("@") else by_id(call, wanted)
    if chat is None:
        raise bad_request("chat not found")
    if not chat.is_private:
        check_inside(call.bot, chat)
    return chat


def by_username(call: Call, username: str) -> Chat | None:
    """Return the group or channel of a username."""
    chats = call.world.chats.values()
    return next((chat for chat in chats if username and chat.username.lower() == username.lower()), None)


def by_id(call: Call, wanted: str) -> Chat | None:
    """Return the chat of an id."""
    try:
        chat_id = int(wanted)
    except ValueError:
        return None
    if chat_id in call.world.bots:
        raise forbidden("the bot can't send messages to the bot")
    return call.world.find_chat(call.bot, chat_id)


def check_inside(bot: Bot, chat: Chat) -> None:
    """Refuse what a bot does in a chat that is gone or that it is not in."""
    if chat.migrated_to:
        text = "group chat was upgraded to a supergroup chat"
        raise Refusal(400, text, migrate_to_chat_id=chat.migrated_to)
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    status = chat.status_of(bot.id)
    if status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {NAMES[chat.kind]}")
    if status is Status.LEFT:
        raise forbidden(f"bot is not a member of the {NAMES[chat.kind]}")


def check_writable(bot: Bot, chat: Chat, kind: FileKind | None = None) -> None:
    """Refuse what a bot sends to a chat in which it may not write, or not send files of a kind."""
    if chat.person is not None:
        if chat.person.deactivated:
            raise forbidden("user is deactivated")
        if bot.id not in chat.person.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif chat.is_channel:
        if not chat.members[bot.id].may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
    elif not {"can_send_messages", kind and kind.traits.right}.isdisjoint(chat.muted | chat.members[bot.id].denied):
        what = kind.traits.many if kind else "text messages"
        raise bad_request(f"not enough rights to send {what} to the chat")


def check_not_blocked(bot: Bot, chat: Chat) -> None:
    """Refuse what a bot does in its chat with a person who has blocked it."""
    if chat.person is not None and bot.id in chat.person.blocked:
        raise forbidden("bot was blocked by the user")


def find_thread(call: Call, chat: Chat) -> int:
    """Return the thread that a message goes to, 0 for none; the General topic has no id of its own."""
    thread_id = call.parameters.integer("message_thread_id")
    if not thread_id:
        return 0
    topic = chat.topics.get(thread_id) if chat.has_topics(call.bot) else None
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    return thread_id


def check_open(bot: Bot, chat: Chat, thread_id: int) -> None:
    """Refuse what is sent to a closed topic, except by an administrator who manages topics."""
    member = chat.members.get(bot.id)
    manages = member is not None and member.may("can_manage_topics")
    if thread_id and chat.topics[thread_id].closed and not manages:
        raise bad_request("TOPIC_CLOSED")


def find_message(call: Call, chat: Chat, what: str, name: str = "message_id") -> Message:
    """Return the message that a parameter names; `what` is for example ``message to edit``."""
    if not call.parameters.has(name):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.parameters.integer(name))
    if message is None:
        raise bad_request(f"{what} not found")
    return message
