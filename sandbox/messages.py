"""Posting, editing and deleting messages; which bots get an update of them, and whose a message is."""

from zlib import crc32

from sandbox.accounts import Account, BotAccount
from sandbox.chats import Chat, ChatMessage, ForumTopic
from sandbox.logs import MessageChange
from sandbox.protocol import Json
from sandbox.state import SimulatorState


def post_message(
    state: SimulatorState,
    chat: Chat,
    sender: Account,
    content: Json,
    *,
    about: Json | None = None,
    reply_markup: Json | None = None,
    thread_id: int = 0,
) -> ChatMessage:
    """Create a message in a chat, log it, and queue an update for every bot that sees it."""
    message_id = state.next_message_id(chat)
    message = ChatMessage(message_id, chat, sender, state.stamp(), content, about or {}, reply_markup, thread_id)
    insert_message(state, message)
    return message


def insert_message(state: SimulatorState, message: ChatMessage) -> None:
    """Add a message to its chat, log it, and queue an update for every bot that sees it."""
    message.chat.messages[message.id] = message
    log_change(state, MessageChange.DELIVERED, message)
    queue_updates(state, message, "channel_post" if message.chat.is_channel else "message")


def replace_message(
    state: SimulatorState, message: ChatMessage, editor: Account, content: Json, reply_markup: Json | None
) -> None:
    """Edit a message, log it, and queue an update if its author is a person."""
    message.replace(content, reply_markup, state.stamp())
    log_change(state, MessageChange.EDITED, message)
    if editor is message.sender and not isinstance(editor, BotAccount):
        queue_updates(state, message, "edited_channel_post" if message.chat.is_channel else "edited_message")


def remove_message(state: SimulatorState, message: ChatMessage) -> None:
    """Delete a message and log it; bots get no update of it, as on Telegram."""
    chat = message.chat
    del chat.messages[message.id]
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    log_change(state, MessageChange.DELETED, message)


def log_change(state: SimulatorState, change: MessageChange, message: ChatMessage) -> None:
    """Publish a change of a message, and write it to the message log if the message is a bot's."""
    if isinstance(message.sender, BotAccount) and not message.is_service:
        state.message_log.write(change, state.now().isoformat(), message)
    state.events.publish(
        change.value,
        bot_id=message.chat.bot_id,
        message=message.as_json(),
        thread_id=message.thread_id,
        edits=len(message.edits),
    )


def queue_updates(state: SimulatorState, message: ChatMessage, kind: str) -> None:
    """Queue an update for every bot that sees a message."""
    seen = [bot for bot in bots_in_chat(state, message.chat) if bot is not message.sender and bot_sees(bot, message)]
    if seen:
        shown = message.as_json()
        for bot in seen:
            bot.queue.add(kind, shown)


def publish_topic(state: SimulatorState, chat: Chat, topic: ForumTopic) -> None:
    """Publish the present state of a topic."""
    flags = {"closed": topic.closed, "deleted": topic.deleted}
    state.events.publish("topic", chat_id=chat.id, bot_id=chat.bot_id, topic=topic.as_topic(), **flags)


def bots_in_chat(state: SimulatorState, chat: Chat) -> list[BotAccount]:
    """Return the bots of a chat."""
    if chat.is_private:
        return [state.bots[chat.bot_id]]
    return [bot for bot in state.bots.values() if chat.status_of(bot.id).is_inside]


def bot_sees(bot: BotAccount, message: ChatMessage) -> bool:
    """Return whether a bot gets an update of a message, by its privacy mode (Bot features, "Privacy mode")."""
    chat = message.chat
    if not chat.is_group or bot.reads_groups or chat.status_of(bot.id).is_administrator or message.is_service:
        return True
    answered = message.about.get("reply_to_message", {}).get("from", {}).get("id")
    if answered == bot.id:
        return True
    command, _, name = message.text.partition(" ")[0].partition("@")
    return command.startswith("/") and name.lower() in {"", bot.username.lower()}


def forward_origin(message: ChatMessage, *, is_hidden: bool = False) -> Json:
    """Return the Bot API's ``MessageOrigin`` of a forwarded message: its earlier origin if it has one, else its author.

    With `is_hidden` the author is shown by name only, as one who hides their account when messages are forwarded.
    """
    if "forward_origin" in message.about:
        earlier: Json = message.about["forward_origin"]
        return earlier
    if message.chat.is_channel:
        post = {"chat": message.chat.as_chat(), "message_id": message.id}
        return {"type": "channel", **post, "date": message.date}
    author = message.sender.as_user()
    if is_hidden:
        name = " ".join(filter(None, (author["first_name"], author.get("last_name"))))
        return hidden_origin(name, message.date)
    return {"type": "user", "sender_user": author, "date": message.date}


ANONYMOUS_ADMIN = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""The sender that Telegram shows for an anonymous administrator of a group."""


def hidden_origin(name: str, date: int) -> Json:
    """Return the origin of a user who hides their account."""
    return {"type": "hidden_user", "sender_user_name": name, "date": date}


def forwarded_from_hidden_user(name: str, date: int) -> Json:
    """Return the fields of a message that was forwarded from a user who hides their account."""
    return {"forward_origin": hidden_origin(name, date)}


def anonymous_admin_fields(chat: Chat) -> Json:
    """Return the fields of a message by an anonymous administrator of a group."""
    return {"from": ANONYMOUS_ADMIN, "sender_chat": chat.as_chat()}


def via_bot_fields(username: str) -> Json:
    """Return the fields of a message that a person sends via a bot (inline mode)."""
    number = 900_000_000 + crc32(username.encode()) % 10_000_000
    name = username.removesuffix("bot").removesuffix("_").replace("_", " ").title()
    return {"via_bot": {"id": number, "is_bot": True, "first_name": name, "username": username}}
