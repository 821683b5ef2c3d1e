"""Posting, editing and deleting messages; which bots get an update of them, and whose a message is."""

from zlib import crc32

from sandbox.accounts import Account, BotAccount, Person
from sandbox.chats import Chat, ChatMessage, ForumTopic
from sandbox.logs import MessageChange
from sandbox.protocol import Json
from sandbox.state import NotAllowedError, NotFoundError, SimulatorState


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
    shown = author_fields(chat, sender) | (about or {})
    message = ChatMessage(message_id, chat, sender, state.stamp(), content, shown, reply_markup, thread_id)
    insert_message(state, message)
    return message


def reply_to_opening(chat: Chat, thread_id: int) -> Json:
    """Return what a message in a topic that replies to nothing else replies to: the one that opened the topic."""
    opening = chat.messages.get(thread_id) if chat.is_forum and thread_id else None
    is_told = opening is not None and "forum_topic_created" in opening.content
    return {"reply_to_message": opening.as_json(with_reply=False)} if opening and is_told else {}


def insert_message(state: SimulatorState, message: ChatMessage) -> None:
    """Add a message to its chat, log it, and queue an update for every bot that sees it."""
    message.chat.messages[message.id] = message
    keep_reply_keyboard(message)
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
        reply_keyboard=message.chat.reply_keyboard,
    )


def keep_reply_keyboard(message: ChatMessage) -> None:
    """Remember the keyboard that a bot's message puts below the typing field, or that it takes it away."""
    given = message.reply_markup or {}
    if "keyboard" in given:
        message.chat.reply_keyboard = given
    elif "remove_keyboard" in given:
        message.chat.reply_keyboard = None


def queue_updates(state: SimulatorState, message: ChatMessage, kind: str) -> None:
    """Queue an update for every bot that sees a message."""
    seen = [bot for bot in bots_in_chat(state, message.chat) if bot is not message.sender and bot_sees(bot, message)]
    if seen:
        shown = message.as_json()
        for bot in seen:
            bot.queue.add(kind, shown)


def publish_topic(state: SimulatorState, chat: Chat, topic: ForumTopic) -> None:
    """Publish the present state of a topic."""
    state.events.publish("topic", chat_id=chat.id, bot_id=chat.bot_id, topic=topic.as_topic(), **topic.flags())


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
    replied = message.about.get("reply_to_message", {})
    answered = None if "forum_topic_created" in replied else replied.get("from", {}).get("id")
    if bot.id in {answered, message.via_bot_id}:
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
    if "sender_chat" in message.about:
        return {"type": "chat", "sender_chat": message.about["sender_chat"], "date": message.date}
    author = message.sender.as_user()
    if is_hidden:
        name = " ".join(filter(None, (author["first_name"], author.get("last_name"))))
        return hidden_origin(name, message.date)
    return {"type": "user", "sender_user": author, "date": message.date}


def check_may_write(person: Person, chat: Chat) -> None:
    """Refuse what a person may not write.

    Raises:
        NotAllowedError: the person is not in the chat, has blocked the bot, or has no account any more.
    """
    if person.deactivated:
        raise NotAllowedError(f"The account of person {person.id} was deleted.")
    if chat.bot_id in person.blocked:
        raise NotAllowedError(f"{person.first_name} has blocked the bot; unblock it first.")
    status = chat.status_of(person.id)
    if not chat.is_private and not (status.is_administrator if chat.is_channel else status.is_inside):
        raise NotAllowedError(f"{person.first_name} may not write in chat {chat.id}.")


def check_topic_writable(person: Person, chat: Chat, thread_id: int) -> None:
    """Refuse a message of a person in a topic that is not there, or that is closed to all but its administrators.

    Raises:
        NotFoundError: there is no such topic.
        NotAllowedError: the topic is closed.
    """
    topic, member = chat.topic_of(thread_id), chat.members.get(person.id)
    if thread_id and (topic is None or topic.deleted):
        raise NotFoundError(f"There is no topic {thread_id} in chat {chat.id}.")
    if topic is not None and topic.closed and not (member and member.may("can_manage_topics")):
        raise NotAllowedError(f"{topic.name} is closed; only administrators may write there.")


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


def author_fields(chat: Chat, sender: Account) -> Json:
    """Return the fields of a message by an account, if it is an anonymous administrator of the group."""
    member = chat.members.get(sender.id)
    is_hidden = member is not None and member.is_anonymous and member.status.is_administrator
    return anonymous_admin_fields(chat) if is_hidden and chat.is_group else {}


def performer(chat: Chat, account: Account) -> Json:
    """Return the user that an update names as who changed a member: an anonymous administrator stays so."""
    shown: Json = author_fields(chat, account).get("from") or account.as_user()
    return shown


def via_bot_fields(username: str) -> Json:
    """Return the fields of a message that a person sends via a bot (inline mode)."""
    number = 900_000_000 + crc32(username.encode()) % 10_000_000
    name = username.removesuffix("bot").removesuffix("_").replace("_", " ").title()
    return {"via_bot": {"id": number, "is_bot": True, "first_name": name, "username": username}}
