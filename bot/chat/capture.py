"""What an administrator wrote, kept so that it can be sent again as it looks."""

import json
from collections.abc import Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton, Message, MessageEntity
from telegram.constants import MessageEntityType

from bot.chat.forms import compact
from bot.messages.links import web_link
from bot.messages.message import Button, Keyboard
from bot.messages.post import Album, Post, PostKind

FILES = (
    PostKind.ANIMATION,  # before the document that Telegram shows beside it, for old apps
    PostKind.VIDEO,
    PostKind.AUDIO,
    PostKind.VOICE,
    PostKind.VIDEO_NOTE,
    PostKind.STICKER,
    PostKind.DOCUMENT,
)
LARGEST_ALBUM = 10
FOUND_ANEW = frozenset(
    {
        MessageEntityType.BOT_COMMAND,
        MessageEntityType.CASHTAG,
        MessageEntityType.EMAIL,
        MessageEntityType.HASHTAG,
        MessageEntityType.MENTION,
        MessageEntityType.PHONE_NUMBER,
        MessageEntityType.URL,
    }
)
"""Entities that Telegram finds in any text by itself; kept, they would count towards its hundred."""


def captured(message: Message) -> Post | None:
    """Return a message as a post; None for what cannot be sent again so: a poll, a place, a contact, a story.

    Buttons that open a page are kept (of a forwarded message, say), all others are not: nobody else could answer them.
    """
    keyboard = kept_buttons(message)
    if message.text:
        options = message.link_preview_options
        return Post(
            PostKind.TEXT,
            message.text,
            kept_entities(message.entities),
            preview=compact(options.to_dict()) if options else "",
            keyboard=keyboard,
        )
    kind, file_id = carried(message)
    if kind is None:
        return None
    return Post(
        kind,
        message.caption or "",
        kept_entities(message.caption_entities),
        file_id,
        has_spoiler=bool(message.has_media_spoiler),
        is_caption_above=bool(message.show_caption_above_media),
        keyboard=keyboard,
    )


def album(messages: Sequence[Message]) -> Album | Post | None:
    """Return messages that came as one album, in any order; what cannot be kept of it is left out."""
    posts = [captured(message) for message in sorted(messages, key=lambda message: message.message_id)]
    kept = tuple(post for post in posts if post is not None)[:LARGEST_ALBUM]
    if len(kept) < 2:
        return kept[0] if kept else None
    is_above = any(post.is_caption_above for post in kept)  # Telegram wants the same for all
    return Album(tuple(replace(post, is_caption_above=is_above) for post in kept))


def carried(message: Message) -> tuple[PostKind | None, str]:
    """Return the kind and the id of the file that a message carries."""
    if message.photo:
        return PostKind.PHOTO, message.photo[-1].file_id
    for kind in FILES:
        if file := getattr(message, kind.value):
            return kind, str(file.file_id)
    return None, ""


def kept_entities(entities: Sequence[MessageEntity]) -> str:
    """Return formatting as JSON, without what Telegram finds by itself."""
    kept = [json.loads(entity.to_json()) for entity in entities if entity.type not in FOUND_ANEW]
    return compact(kept) if kept else ""


def kept_buttons(message: Message) -> Keyboard:
    """Return the rows of buttons that open a page."""
    given = message.reply_markup.inline_keyboard if message.reply_markup else ()
    rows = (tuple(opening(button) for button in row if web_link(button.url)) for row in given)
    return tuple(row for row in rows if row)


def opening(button: InlineKeyboardButton) -> Button:
    """Return a button that opens a page."""
    return Button(button.text, url=button.url)
