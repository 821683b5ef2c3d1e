"""Whose a message is besides its sender: what it was forwarded from, the group it speaks for, the bot that helped."""

from zlib import crc32

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message


def origin(message: Message, *, is_hidden: bool = False) -> Json:
    """Return the Bot API's ``MessageOrigin``: what the message was forwarded from already, or its own author.

    An author who hides behind their name cannot be found by it.
    """
    if "forward_origin" in message.about:
        earlier: Json = message.about["forward_origin"]
        return earlier
    if message.chat.is_channel:
        place = {"chat": message.chat.as_chat(), "message_id": message.id}
        return {"type": "channel", **place, "date": message.date}
    author = message.sender.as_user()
    if is_hidden:
        name = " ".join(filter(None, (author["first_name"], author.get("last_name"))))
        return hidden(name, message.date)
    return {"type": "user", "sender_user": author, "date": message.date}


ANONYMOUS = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""In whose name Telegram shows what an administrator of a group writes without showing themselves."""


def hidden(name: str, date: int) -> Json:
    """Return the origin that is somebody who cannot be found by their name."""
    return {"type": "hidden_user", "sender_user_name": name, "date": date}


def from_a_name(name: str, date: int) -> Json:
    """Return the fields of a message that was forwarded from somebody who hides behind their name."""
    return {"forward_origin": hidden(name, date)}


def in_the_name_of(chat: Chat) -> Json:
    """Return the fields of a message that an administrator writes in a group's name."""
    return {"from": ANONYMOUS, "sender_chat": chat.as_chat()}


def by_way_of(username: str) -> Json:
    """Return the fields of a message that a person sends with the help of a bot (inline mode)."""
    number = 900_000_000 + crc32(username.encode()) % 10_000_000
    name = username.removesuffix("bot").removesuffix("_").replace("_", " ").title()
    return {"via_bot": {"id": number, "is_bot": True, "first_name": name, "username": username}}
