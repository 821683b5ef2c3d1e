"""Showing an administrator what they are about to send, at the pace of answers."""

import json
from collections.abc import Mapping
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    MessageEntity,
)

from bot.chat.forms import rows
from bot.chat.replying import reply
from bot.messages.message import Message
from bot.messages.post import Album, Post, PostKind, Sendable

MEDIA = {
    PostKind.PHOTO: InputMediaPhoto,
    PostKind.VIDEO: InputMediaVideo,
    PostKind.DOCUMENT: InputMediaDocument,
    PostKind.AUDIO: InputMediaAudio,
}
"""What an album may hold."""


async def show_post(bot: Bot, chat_id: int, sendable: Sendable) -> None:
    """Send something to a person as its recipients will see it.

    Raises:
        TelegramError: Telegram refuses it, as it would when sent to anyone else.
    """
    if isinstance(sendable, Message):
        await reply(bot, chat_id, sendable)
    elif isinstance(sendable, Album):
        await bot.send_media_group(chat_id, [MEDIA[one.kind](one.file_id, **worded(one)) for one in sendable.items])
    elif sendable.kind is PostKind.TEXT:
        await bot.send_message(
            chat_id,
            sendable.text,
            entities=entities(sendable) or None,
            link_preview_options=preview(sendable),
            reply_markup=markup(sendable),
        )
    else:
        send = getattr(bot, f"send_{sendable.kind.value}")
        await send(chat_id, sendable.file_id, reply_markup=markup(sendable), **worded(sendable))


def worded(post: Post) -> Mapping[str, Any]:
    """Return the parameters that go with a file; only those that say something, for not every kind knows them all."""
    given = {
        "caption": post.text,
        "caption_entities": entities(post),
        "has_spoiler": post.has_spoiler,
        "show_caption_above_media": post.is_caption_above,
    }
    return {name: value for name, value in given.items() if value}


def entities(post: Post) -> tuple[MessageEntity, ...]:
    """Return a post's formatting in python-telegram-bot's objects."""
    return MessageEntity.de_list(json.loads(post.entities or "[]"), None)


def preview(post: Post) -> LinkPreviewOptions | None:
    """Return a post's preview in python-telegram-bot's object; None for Telegram's default."""
    return LinkPreviewOptions.de_json(json.loads(post.preview), None) if post.preview else None


def markup(post: Post) -> InlineKeyboardMarkup | None:
    """Return a post's buttons in python-telegram-bot's objects."""
    return InlineKeyboardMarkup.de_json({"inline_keyboard": rows(post.keyboard)}, None) if post.keyboard else None
