"""Keeps what an administrator wrote as a post that can be sent again as it looks.

An album arrives a message at a time and does not say how many there are: `AlbumCollector` waits until it is whole.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton, Message, MessageEntity
from telegram.constants import MessageEntityType

from bot.transport.sender import compact_json
from bot.views.format import valid_url
from bot.views.message import Album, Button, Keyboard, Post, PostKind

FILE_KINDS = (
    PostKind.ANIMATION,  # before the document that Telegram shows beside it, for old apps
    PostKind.VIDEO,
    PostKind.AUDIO,
    PostKind.VOICE,
    PostKind.VIDEO_NOTE,
    PostKind.STICKER,
    PostKind.DOCUMENT,
)
LARGEST_ALBUM = 10
DETECTED_ENTITIES = frozenset(
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


def capture_post(message: Message) -> Post | None:
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
            preview=compact_json(options.to_dict()) if options else "",
            keyboard=keyboard,
        )
    kind, file_id = file_of(message)
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


def capture_album(messages: Sequence[Message]) -> Album | Post | None:
    """Return messages that came as one album, in any order; what cannot be kept of it is left out."""
    posts = [capture_post(message) for message in sorted(messages, key=lambda message: message.message_id)]
    kept = tuple(post for post in posts if post is not None)[:LARGEST_ALBUM]
    if len(kept) < 2:
        return kept[0] if kept else None
    is_above = any(post.is_caption_above for post in kept)  # Telegram wants the same for all
    return Album(tuple(replace(post, is_caption_above=is_above) for post in kept))


def file_of(message: Message) -> tuple[PostKind | None, str]:
    """Return the kind and the id of the file that a message carries."""
    if message.photo:
        return PostKind.PHOTO, message.photo[-1].file_id
    for kind in FILE_KINDS:
        if file := getattr(message, kind.value):
            return kind, str(file.file_id)
    return None, ""


def kept_entities(entities: Sequence[MessageEntity]) -> str:
    """Return formatting as JSON, without what Telegram finds by itself."""
    kept = [json.loads(entity.to_json()) for entity in entities if entity.type not in DETECTED_ENTITIES]
    return compact_json(kept) if kept else ""


def kept_buttons(message: Message) -> Keyboard:
    """Return the rows of buttons that open a page."""
    given = message.reply_markup.inline_keyboard if message.reply_markup else ()
    rows = (tuple(link_button(button) for button in row if valid_url(button.url)) for row in given)
    return tuple(row for row in rows if row)


def link_button(button: InlineKeyboardButton) -> Button:
    """Return a button that opens a page."""
    return Button(button.text, url=button.url)


log = logging.getLogger(__name__)

ALBUM_PATIENCE = 1.0
"""Seconds without another message after which an album is whole."""

AlbumKey = tuple[int, str]
"""Person and ``media_group_id``."""
OnAlbum = Callable[[Post | Album | None], Awaitable[None]]
"""Takes the whole; None if nothing of it can be kept."""


class AlbumCollector:
    """Collects the messages of albums.

    Args:
        sleep: Waits so many seconds.
    """

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._open: dict[AlbumKey, list[Message]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __contains__(self, key: tuple[int, str | None]) -> bool:
        """Whether an album is arriving."""
        return key in self._open

    def take(self, key: AlbumKey, message: Message, finish: OnAlbum) -> None:
        """Take one message; what is to be done with the album when it is whole is told by its first one."""
        if key in self._open:
            self._open[key].append(message)
            return
        self._open[key] = [message]
        task = asyncio.create_task(self._collect(key, finish))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def arrive(self) -> None:
        """Wait until all that are arriving are taken."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _collect(self, key: AlbumKey, finish: OnAlbum) -> None:
        seen = 0
        while seen < len(self._open[key]):
            seen = len(self._open[key])
            await self._sleep(ALBUM_PATIENCE)
        messages = self._open.pop(key)
        try:
            await finish(capture_album(messages))
        except Exception:
            log.exception("an album could not be taken")
