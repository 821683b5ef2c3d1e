"""One call of a Bot API method, the chat, thread and message that it names, and whether the bot may write there.

Order and words of the errors are those of telegram-bot-api 10.0 (Client.cpp, check_chat and check_message).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.accounts import BotAccount, MemberStatus
from sandbox.chats import Chat, ChatMessage, ChatType
from sandbox.files import FileKind
from sandbox.protocol import BotApiError, Parameters, bad_request, forbidden
from sandbox.simulator import TelegramSimulator


@dataclass(frozen=True, slots=True)
class Call:
    """One call. A method is a function of it, and returns the result or raises `BotApiError`."""

    simulator: TelegramSimulator
    bot: BotAccount
    parameters: Parameters


Method = Callable[[Call], object | Awaitable[object]]

CHAT_TYPE_NAMES = {
    ChatType.GROUP: "group chat",
    ChatType.SUPERGROUP: "supergroup chat",
    ChatType.CHANNEL: "channel chat",
}


def find_chat(call: Call, name: str = "chat_id", *, may_be_public: bool = False) -> Chat:
    """Return the chat that a parameter names, by id or by ``@username``, if the bot may know it.

    With `may_be_public` a group or channel with a username will do, in which the bot is not.
    """
    wanted = call.parameters.text(name)
    if not wanted:
        raise bad_request(f"{name} is empty")
    chat = chat_by_username(call, wanted[1:]) if wanted.startswith("@") else chat_by_id(call, wanted)
    if chat is None:
        raise bad_request("chat not found")
    is_open = may_be_public and bool(chat.username) and chat.status_of(call.bot.id) is MemberStatus.LEFT
    if not chat.is_private and not (is_open and not chat.deleted):
        check_bot_in_chat(call.bot, chat)
    return chat


def chat_by_username(call: Call, username: str) -> Chat | None:
    """Return the group or channel of a username."""
    chats = call.simulator.chats.values()
    return next((chat for chat in chats if username and chat.username.lower() == username.lower()), None)


def chat_by_id(call: Call, wanted: str) -> Chat | None:
    """Return the chat of an id."""
    try:
        chat_id = int(wanted)
    except ValueError:
        return None
    if chat_id in call.simulator.bots:
        raise forbidden("the bot can't send messages to the bot")
    return call.simulator.find_chat(call.bot, chat_id)


def check_bot_in_chat(bot: BotAccount, chat: Chat) -> None:
    """Refuse a call to a chat that was deleted or migrated, or that the bot is not in."""
    if chat.migrated_to:
        text = "group chat was upgraded to a supergroup chat"
        raise BotApiError(400, text, migrate_to_chat_id=chat.migrated_to)
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    status = chat.status_of(bot.id)
    if status is MemberStatus.KICKED:
        raise forbidden(f"bot was kicked from the {CHAT_TYPE_NAMES[chat.kind]}")
    if status is MemberStatus.LEFT:
        raise forbidden(f"bot is not a member of the {CHAT_TYPE_NAMES[chat.kind]}")


def check_writable(bot: BotAccount, chat: Chat, kind: FileKind | None = None) -> None:
    """Refuse a message to a chat in which the bot may not write, or not send files of a kind."""
    if chat.person is not None:
        if chat.person.deactivated:
            raise forbidden("user is deactivated")
        if bot.id not in chat.person.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif chat.is_channel:
        if not chat.members[bot.id].may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
    elif not {"can_send_messages", kind and kind.traits.right}.isdisjoint(chat.muted | chat.members[bot.id].denied):
        what = kind.traits.plural if kind else "text messages"
        raise bad_request(f"not enough rights to send {what} to the chat")


def check_not_blocked(bot: BotAccount, chat: Chat) -> None:
    """Refuse a call to the chat of a person who has blocked the bot."""
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


def check_topic_open(bot: BotAccount, chat: Chat, thread_id: int) -> None:
    """Refuse a message to a closed topic (General too), unless the bot may manage topics.

    Telegram Desktop lets whoever opened a topic write in it, too; whether the server does is not known, so not here.
    """
    topic, member = chat.topic_of(thread_id), chat.members.get(bot.id)
    manages = member is not None and member.may("can_manage_topics")
    if topic is not None and topic.closed and not manages:
        raise bad_request("TOPIC_CLOSED")


def find_message(call: Call, chat: Chat, what: str, name: str = "message_id") -> ChatMessage:
    """Return the message that a parameter names; `what` names it in the error, for example ``message to edit``."""
    if not call.parameters.has(name):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.parameters.integer(name))
    if message is None:
        raise bad_request(f"{what} not found")
    return message
