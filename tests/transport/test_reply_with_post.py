"""A preview is what the recipients will get: compared with what the sender posts."""

import json
from typing import Any
from urllib.parse import parse_qsl

import pytest
from markupsafe import Markup
from telegram import Bot

from bot.transport.reply import reply_with_post
from bot.transport.sender import encode_form
from bot.views.message import Album, Button, Keyboard, Message, Post, PostKind, Sendable
from tests.support.telegram import Telegram

KEYS: Keyboard = ((Button("Read", url="https://a.example/"),),)
BOLD = '[{"length":2,"offset":0,"type":"bold"}]'


def plainly(value: object) -> object:
    """A parameter without the JSON around it."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


async def shown(sendable: Sendable) -> tuple[str, dict[str, Any]]:
    telegram = Telegram()
    async with Bot("1:x", request=telegram, get_updates_request=telegram) as bot:
        await reply_with_post(bot, 5, sendable)
    method, asked = telegram.asked[-1]
    return method, {name: plainly(value) for name, value in asked.items() if name != "chat_id"}


@pytest.mark.parametrize(
    "sendable",
    [
        Message(Markup("<b>Hi</b>"), KEYS, "https://a.example/"),
        Post(PostKind.TEXT, "Hi", BOLD, preview='{"is_disabled":true}', keyboard=KEYS),
        Post(PostKind.PHOTO, "Hi", BOLD, "f", has_spoiler=True, is_caption_above=True, keyboard=KEYS),
        Post(PostKind.VIDEO, "Hi", file_id="f", has_spoiler=True),
        Post(PostKind.ANIMATION, file_id="f", is_caption_above=True),
        Post(PostKind.DOCUMENT, "Hi", BOLD, "f", keyboard=KEYS),
        Post(PostKind.AUDIO, "Hi", file_id="f"),
        Post(PostKind.VOICE, file_id="f"),
        Post(PostKind.STICKER, file_id="f", keyboard=KEYS),
        Post(PostKind.VIDEO_NOTE, file_id="f"),
        Album((Post(PostKind.PHOTO, "Hi", BOLD, "f"), Post(PostKind.VIDEO, file_id="g", has_spoiler=True))),
        Album((Post(PostKind.DOCUMENT, file_id="f"), Post(PostKind.DOCUMENT, "Hi", file_id="g"))),
        Album((Post(PostKind.AUDIO, file_id="f"), Post(PostKind.AUDIO, file_id="g"))),
    ],
)
async def test_a_preview_is_what_is_sent(sendable: Sendable) -> None:
    form = encode_form(sendable, is_plain=False)
    fields = {name: plainly(value) for name, value in parse_qsl(form.body.decode())}
    assert await shown(sendable) == (form.method, fields)


async def test_a_text_without_options_has_telegrams_own_preview() -> None:
    assert await shown(Post(PostKind.TEXT, "Hi")) == ("sendMessage", {"text": "Hi"})
