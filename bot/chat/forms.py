"""What is sent, as methods of the Bot API and their parameters."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from bot.messages.message import LONGEST, Button, Keyboard, Message
from bot.messages.post import LONGEST_CAPTION, Album, Post, PostKind, Sendable

METHODS: Mapping[PostKind, str] = {
    PostKind.TEXT: "sendMessage",
    PostKind.PHOTO: "sendPhoto",
    PostKind.VIDEO: "sendVideo",
    PostKind.ANIMATION: "sendAnimation",
    PostKind.DOCUMENT: "sendDocument",
    PostKind.AUDIO: "sendAudio",
    PostKind.VOICE: "sendVoice",
    PostKind.STICKER: "sendSticker",
    PostKind.VIDEO_NOTE: "sendVideoNote",
}
ALBUM_METHOD, EDIT_METHOD = "sendMediaGroup", "editMessageText"


@dataclass(frozen=True, slots=True)
class Form:
    """All that is the same for every recipient: the method, its encoded parameters, and how many messages they make."""

    method: str
    body: bytes
    count: int = 1


@lru_cache(maxsize=256)
def encoded(sendable: Sendable, is_plain: bool) -> Form:
    """Return the form that sends something, perhaps without formatting, buttons and preview."""
    if isinstance(sendable, Album):
        media = [media_of(unformatted(item) if is_plain else item) for item in sendable.items]
        return Form(ALBUM_METHOD, urlencode({"media": compact(media)}).encode(), len(media))
    if isinstance(sendable, Post):
        given = post_fields(unformatted(sendable) if is_plain else sendable)
        return Form(METHODS[sendable.kind], urlencode(given).encode())
    given = plain_fields(sendable) if is_plain else fields(sendable)
    return Form(METHODS[PostKind.TEXT], urlencode(given).encode())


def fields(message: Message) -> Mapping[str, str]:
    """Return the parameters that show a message as it is meant."""
    shown = {
        "text": str(message.html),
        "parse_mode": "HTML",
        "link_preview_options": compact(preview(message.preview_url)),
    }
    return shown | keyboard_field(message.keyboard)


def plain_fields(message: Message) -> Mapping[str, str]:
    """Return the parameters that Telegram cannot refuse for formatting, buttons, preview or length."""
    return {"text": message.plain()[:LONGEST], "link_preview_options": compact(preview(None))}


def post_fields(post: Post) -> Mapping[str, str]:
    """Return the parameters that show a post as it was written."""
    if post.kind is PostKind.TEXT:
        shown = {"text": post.text, "entities": post.entities, "link_preview_options": post.preview}
    else:
        shown = {
            post.kind.value: post.file_id,
            "caption": post.text,
            "caption_entities": post.entities,
            "has_spoiler": "true" if post.has_spoiler else "",
            "show_caption_above_media": "true" if post.is_caption_above else "",
        }
    return {name: value for name, value in shown.items() if value} | keyboard_field(post.keyboard)


def unformatted(post: Post) -> Post:
    """Return a post that Telegram cannot refuse for formatting, buttons, preview or length; its file stays."""
    longest = LONGEST if post.kind is PostKind.TEXT else LONGEST_CAPTION
    preview_of = compact(preview(None)) if post.kind is PostKind.TEXT else ""
    return replace(post, text=post.plain()[:longest], entities="", preview=preview_of, keyboard=())


def media_of(post: Post) -> Mapping[str, object]:
    """Return the Bot API's InputMedia of one item of an album."""
    shown = {
        "type": post.kind.value,
        "media": post.file_id,
        "caption": post.text,
        "caption_entities": json.loads(post.entities or "[]"),
        "has_spoiler": post.has_spoiler,
        "show_caption_above_media": post.is_caption_above,
    }
    return {name: value for name, value in shown.items() if value}


def keyboard_field(keyboard: Keyboard) -> dict[str, str]:
    """Return the parameter of the buttons; none where there are none."""
    return {"reply_markup": compact({"inline_keyboard": rows(keyboard)})} if keyboard else {}


def preview(url: str | None) -> Mapping[str, object]:
    """Return the Bot API's LinkPreviewOptions: large and above the text, or none."""
    if url is None:
        return {"is_disabled": True}
    return {"url": url, "prefer_large_media": True, "show_above_text": True}


def rows(keyboard: Keyboard) -> list[list[Mapping[str, str]]]:
    """Return the Bot API's rows of InlineKeyboardButton."""
    return [[pressable(button) for button in row] for row in keyboard]


def pressable(button: Button) -> Mapping[str, str]:
    """Return the Bot API's InlineKeyboardButton."""
    action = {"url": button.url, "callback_data": button.data}
    return {"text": button.label} | {name: value for name, value in action.items() if value is not None}


def compact(value: object) -> str:
    """Return JSON without needless bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
