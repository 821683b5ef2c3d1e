"""Sends a message, and says what became of it."""

import json
import logging
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode

from telegram.error import RetryAfter, TelegramError
from yarl import URL

from bot.chat.errors import outcome_of
from bot.chat.pacing import Pacer
from bot.chat.request import AiohttpRequest
from bot.chat.turns import Priority
from bot.messages.message import Button, Keyboard, Message
from bot.pipeline.outcome import Delivered, Outcome, Throttled, Unknown

logger = logging.getLogger(__name__)

LONGEST = 4096
"""Code points of a text (Bot API, sendMessage)."""


class Sender:
    """Takes messages to Telegram, each once: whether to try again is not decided here."""

    def __init__(self, request: AiohttpRequest, base_url: str, pacer: Pacer) -> None:
        """Set the way: an open request, the address with the token in it (``Bot.base_url``), and the pace."""
        self._request = request
        self._pacer = pacer
        self._send_url = URL(f"{base_url}/sendMessage")
        self._edit_url = URL(f"{base_url}/editMessageText")

    async def send(self, chat_id: int, thread_id: int, message: Message, *, is_plain: bool = False) -> Outcome:
        """Send a message to a chat, or to a thread of it (0: none), perhaps without formatting, buttons and preview."""
        recipient = f"chat_id={chat_id}&message_thread_id={thread_id}&" if thread_id else f"chat_id={chat_id}&"
        form = recipient.encode() + encoded(message, is_plain)
        return await self._post(self._send_url, chat_id, Priority.ALERT, form)

    async def edit(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Make a message that was sent show another one; it goes after all that is new."""
        form = f"chat_id={chat_id}&message_id={message_id}&".encode() + encoded(message, is_plain=False)
        return await self._post(self._edit_url, chat_id, Priority.REST, form)

    async def _post(self, url: URL, chat_id: int, priority: Priority, form: bytes) -> Outcome:
        try:
            await self._pacer.turn(chat_id, priority)
        except RetryAfter as error:
            return outcome_of(error)
        try:
            return Delivered(await self._request.send(url, form))
        except TelegramError as error:
            outcome = outcome_of(error)
        except Exception as error:
            logger.exception("A send failed in an unforeseen way")
            return Unknown(type(error).__name__)
        if isinstance(outcome, Throttled):
            self._pacer.throttled(chat_id, outcome.retry_after)
        return outcome


@lru_cache(maxsize=256)
def encoded(message: Message, is_plain: bool) -> bytes:
    """Return the form of all that is the same for every recipient."""
    return urlencode(plain_fields(message) if is_plain else fields(message)).encode()


def fields(message: Message) -> Mapping[str, str]:
    """Return the parameters that show a message as it is meant."""
    shown = {
        "text": str(message.html),
        "parse_mode": "HTML",
        "link_preview_options": compact(preview(message.preview_url)),
    }
    if message.keyboard:
        shown["reply_markup"] = compact({"inline_keyboard": rows(message.keyboard)})
    return shown


def plain_fields(message: Message) -> Mapping[str, str]:
    """Return the parameters that Telegram cannot refuse for formatting, buttons, preview or length."""
    return {"text": message.plain()[:LONGEST], "link_preview_options": compact(preview(None))}


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
