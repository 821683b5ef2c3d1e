"""Putting messages into chats: the one way in, for people and bots alike."""

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat, Topic
from bot.sandbox.ledger import Deed
from bot.sandbox.messages import Message
from bot.sandbox.people import Account, Bot
from bot.sandbox.state import State


def post(
    state: State,
    chat: Chat,
    sender: Account,
    content: Json,
    *,
    about: Json | None = None,
    reply_markup: Json | None = None,
    thread_id: int = 0,
) -> Message:
    """Put a message into a chat, tell the bots that see it, and enter it in the books."""
    message_id = state.next_message_id(chat)
    message = Message(message_id, chat, sender, state.stamp(), content, about or {}, reply_markup, thread_id)
    place(state, message)
    return message


def place(state: State, message: Message) -> None:
    """Put a ready message into its chat, tell the bots that see it, and enter it in the books."""
    message.chat.messages[message.id] = message
    enter(state, Deed.DELIVERED, message)
    tell_bots(state, message, "channel_post" if message.chat.is_channel else "message")


def replace(state: State, message: Message, editor: Account, content: Json, reply_markup: Json | None) -> None:
    """Edit a message in place and enter it in the books."""
    message.replace(content, reply_markup, state.stamp())
    enter(state, Deed.EDITED, message)
    if editor is message.sender and not isinstance(editor, Bot):
        tell_bots(state, message, "edited_channel_post" if message.chat.is_channel else "edited_message")


def remove(state: State, message: Message) -> None:
    """Delete a message; no bot is told, as on Telegram."""
    chat = message.chat
    del chat.messages[message.id]
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    enter(state, Deed.DELETED, message)


def enter(state: State, deed: Deed, message: Message) -> None:
    """Tell the world's listeners, and the ledger if the message is a bot's."""
    if isinstance(message.sender, Bot) and not message.is_service:
        state.ledger.write(deed, state.now().isoformat(), message)
    state.events.publish(
        deed.value,
        bot_id=message.chat.bot_id,
        message=message.as_json(),
        thread_id=message.thread_id,
        edits=len(message.edits),
    )


def tell_bots(state: State, message: Message, kind: str) -> None:
    """Queue an update for every bot that sees a message."""
    seen = [bot for bot in bots_in(state, message.chat) if bot is not message.sender and sees(bot, message)]
    if seen:
        shown = message.as_json()
        for bot in seen:
            bot.queue.add(kind, shown)


def tell_topic(state: State, chat: Chat, topic: Topic) -> None:
    """Tell the world's listeners what a topic is like now."""
    flags = {"closed": topic.closed, "deleted": topic.deleted}
    state.events.publish("topic", chat_id=chat.id, bot_id=chat.bot_id, topic=topic.as_topic(), **flags)


def bots_in(state: State, chat: Chat) -> list[Bot]:
    """Return the bots of a chat."""
    if chat.is_private:
        return [state.bots[chat.bot_id]]
    return [bot for bot in state.bots.values() if chat.status_of(bot.id).is_inside]


def sees(bot: Bot, message: Message) -> bool:
    """Return whether a bot is told of a message, given its privacy mode (Bot features, "Privacy mode")."""
    chat = message.chat
    if not chat.is_group or bot.reads_groups or chat.status_of(bot.id).is_administrator or message.is_service:
        return True
    answered = message.about.get("reply_to_message", {}).get("from", {}).get("id")
    if answered == bot.id:
        return True
    command, _, name = message.text.partition(" ")[0].partition("@")
    return command.startswith("/") and name.lower() in {"", bot.username.lower()}
