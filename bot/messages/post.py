"""A post: a message as an administrator wrote it, kept by its entities and the id of its file.

Telegram keeps a file that was uploaded once; whoever names its id sends it again without bringing it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from bot.messages.message import LONGEST, Button, Keyboard, Message

Json = dict[str, Any]

LONGEST_CAPTION = 1_024
"""Code points of a caption (Bot API, ``sendPhoto``); people with Telegram Premium may write more, bots may not."""


class PostKind(StrEnum):
    """What a post carries, in the Bot API's names."""

    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    DOCUMENT = "document"
    AUDIO = "audio"
    VOICE = "voice"
    STICKER = "sticker"
    VIDEO_NOTE = "video_note"

    @property
    def has_caption(self) -> bool:
        """Whether words may stand with the file."""
        return self not in {PostKind.TEXT, PostKind.STICKER, PostKind.VIDEO_NOTE}


@dataclass(frozen=True, slots=True)
class Post:
    """One message of an administrator.

    Attributes:
        text: the text, or the caption of a file.
        entities: its formatting, a JSON array of the Bot API's ``MessageEntity``; empty for none.
        preview: the JSON object of ``LinkPreviewOptions`` of a text; empty for Telegram's default.
    """

    kind: PostKind
    text: str = ""
    entities: str = ""
    file_id: str = ""
    has_spoiler: bool = False
    is_caption_above: bool = False
    preview: str = ""
    keyboard: Keyboard = ()

    @property
    def is_too_long(self) -> bool:
        """Whether a bot may not write so much."""
        return len(self.text) > (LONGEST if self.kind is PostKind.TEXT else LONGEST_CAPTION)

    def plain(self) -> str:
        """The words alone, for when Telegram refuses the formatting; the first link that they hide stands below."""
        url = next((one["url"] for one in json.loads(self.entities or "[]") if one.get("url")), "")
        whole = f"{self.text}\n\n{url}" if url else self.text
        return whole if not replace(self, text=whole).is_too_long else self.text

    def shown(self) -> str:
        """All that it shows, for telling two posts apart."""
        return repr(self)


@dataclass(frozen=True, slots=True)
class Album:
    """Two to ten photos and videos, or files of one kind, that Telegram shows as one; buttons it can have none."""

    items: tuple[Post, ...]

    @property
    def is_too_long(self) -> bool:
        """Whether one of the captions is longer than a bot may write."""
        return any(item.is_too_long for item in self.items)

    def plain(self) -> str:
        """The captions alone."""
        return "\n\n".join(filter(None, (item.plain() for item in self.items)))

    def shown(self) -> str:
        """All that it shows, for telling two albums apart."""
        return repr(self)


Sendable = Message | Post | Album


def takes_links(sendable: Sendable) -> bool:
    """Return whether buttons can stand below it."""
    return not isinstance(sendable, Album)


def with_links(sendable: Sendable, keyboard: Keyboard) -> Sendable:
    """Return it with these buttons in place of its own; an album as it is, for it can have none."""
    return sendable if isinstance(sendable, Album) else replace(sendable, keyboard=keyboard)


def as_json(sendable: Sendable) -> Json:
    """Return what is stored of it."""
    if isinstance(sendable, Album):
        return {"album": [as_json(item) for item in sendable.items]}
    kept = {field.name: getattr(sendable, field.name) for field in fields(sendable)}
    kept["keyboard"] = [[_button_as_json(button) for button in row] for row in sendable.keyboard]
    given = {name: value for name, value in kept.items() if value}
    return given | {"html": str(sendable.html)} if isinstance(sendable, Message) else given


def from_json(stored: Mapping[str, Any]) -> Sendable:
    """Return what `as_json` has stored.

    Raises:
        ValueError: nothing is stored, or something else.
    """
    if "album" in stored:
        return Album(tuple(_post(item) for item in stored["album"]))
    if "html" in stored:
        return Message(Markup(stored["html"]), _keyboard(stored), stored.get("preview_url"))  # noqa: S704  # stored by `as_json`
    return _post(stored)


def _post(stored: Mapping[str, Any]) -> Post:
    known = {field.name for field in fields(Post)} - {"kind", "keyboard"}
    kept = {name: stored[name] for name in known & stored.keys()}
    return Post(PostKind(stored.get("kind", "nothing")), keyboard=_keyboard(stored), **kept)


def _keyboard(stored: Mapping[str, Any]) -> Keyboard:
    return tuple(tuple(Button(**button) for button in row) for row in stored.get("keyboard", ()))


def _button_as_json(button: Button) -> Json:
    given = {"label": button.label, "data": button.data, "url": button.url}
    return {name: value for name, value in given.items() if value is not None}
