"""What a message with a command says: which command, for which bot, and whether whoever sends it wrote it."""

from typing import Any

from telegram import Bot
from telegram import Message as TelegramMessage


def command_of(message: TelegramMessage) -> tuple[str, str]:
    """Return the command with which a message begins, without its slash, and the bot that it is addressed to if any."""
    length = message.entities[0].length
    name, _, addressee = (message.text or "")[1:length].partition("@")
    return name, addressee


def is_addressed_to(bot: Bot, addressee: str) -> bool:
    """Return whether a command is meant for this bot."""
    return addressee.lower() in {"", bot.username.lower()}


def written_command(message: TelegramMessage) -> str:
    """Return the first word of a message that is a command, without slash and addressee."""
    return (message.text or "").partition("\n")[0].partition(" ")[0].removeprefix("/").partition("@")[0]


def argument_of(message: TelegramMessage) -> str:
    """Return what stands after the command of a message, its lines as they are."""
    text = message.text or ""
    return text.partition(" ")[2].strip() if " " in text.partition("\n")[0] else text.partition("\n")[2].strip()


def is_written_by_sender(message: TelegramMessage) -> bool:
    """Return whether a message was written by the person who sends it, here and now."""
    borrowed: tuple[Any, ...] = (message.forward_origin, message.via_bot, message.sender_chat, message.edit_date)
    return not any(borrowed)


def is_borrowed(message: TelegramMessage) -> bool:
    """Return whether a message was written elsewhere, before, or in the name of another chat, and is only sent on."""
    sender = message.sender_chat
    in_another_name = sender is not None and sender.id != message.chat.id
    return in_another_name or any((message.forward_origin, message.via_bot, message.edit_date))
