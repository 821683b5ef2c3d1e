"""Sends messages as encoded calls of the Bot API, each once, and says what became of them."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache, partial
from urllib.parse import urlencode

from telegram.error import RetryAfter, TelegramError
from yarl import URL

from bot.delivery.outcome import Delivered, Failed, NotSent, Outcome, ThreadGone, Throttled, Unknown
from bot.transport.connections import TurnOverError
from bot.transport.errors import outcome_of
from bot.transport.rate_limiter import Priority, RateLimiter
from bot.transport.request import AiohttpRequest
from bot.views.format import LONGEST_TEXT
from bot.views.message import LONGEST_CAPTION, Album, Button, Keyboard, Message, Post, PostKind, Sendable

SEND_METHODS: Mapping[PostKind, str] = {
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
ALBUM_METHOD, EDIT_METHOD, DELETE_METHOD = "sendMediaGroup", "editMessageText", "deleteMessage"


@dataclass(frozen=True, slots=True)
class RequestForm:
    """All that is the same for every recipient: the method, its encoded parameters, and how many messages they make."""

    method: str
    body: bytes
    count: int = 1


@lru_cache(maxsize=256)
def encode_form(sendable: Sendable, is_plain: bool) -> RequestForm:
    """Return the form that sends something, perhaps without formatting, buttons and preview."""
    if isinstance(sendable, Album):
        media = [media_fields(unformatted(item) if is_plain else item) for item in sendable.items]
        return RequestForm(ALBUM_METHOD, urlencode({"media": compact_json(media)}).encode(), len(media))
    if isinstance(sendable, Post):
        given = post_fields(unformatted(sendable) if is_plain else sendable)
        return RequestForm(SEND_METHODS[sendable.kind], urlencode(given).encode())
    given = plain_fields(sendable) if is_plain else message_fields(sendable)
    return RequestForm(SEND_METHODS[PostKind.TEXT], urlencode(given).encode())


def message_fields(message: Message) -> Mapping[str, str]:
    """Return the parameters that show a message as it is meant."""
    shown = {
        "text": str(message.html),
        "parse_mode": "HTML",
        "link_preview_options": compact_json(
            link_preview_fields(message.preview_url, is_small=message.is_preview_small)
        ),
    }
    return shown | keyboard_field(message.keyboard)


def plain_fields(message: Message) -> Mapping[str, str]:
    """Return the parameters that Telegram cannot refuse for formatting, buttons, preview or length."""
    return {"text": message.plain()[:LONGEST_TEXT], "link_preview_options": compact_json(link_preview_fields(None))}


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
    longest = LONGEST_TEXT if post.kind is PostKind.TEXT else LONGEST_CAPTION
    preview_of = compact_json(link_preview_fields(None)) if post.kind is PostKind.TEXT else ""
    return replace(post, text=post.plain()[:longest], entities="", preview=preview_of, keyboard=())


def media_fields(post: Post) -> Mapping[str, object]:
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
    return {"reply_markup": compact_json({"inline_keyboard": keyboard_rows(keyboard)})} if keyboard else {}


def link_preview_fields(url: str | None, *, is_small: bool = False) -> Mapping[str, object]:
    """Return the Bot API's LinkPreviewOptions: above the text, large or small; or none."""
    if url is None:
        return {"is_disabled": True}
    return {"url": url, "prefer_small_media" if is_small else "prefer_large_media": True, "show_above_text": True}


def keyboard_rows(keyboard: Keyboard) -> list[list[Mapping[str, str]]]:
    """Return the Bot API's rows of InlineKeyboardButton."""
    return [[button_fields(button) for button in row] for row in keyboard]


def button_fields(button: Button) -> Mapping[str, str]:
    """Return the Bot API's InlineKeyboardButton."""
    action = {"url": button.url, "callback_data": button.data, "switch_inline_query": button.inline_query}
    return {"text": button.label} | {name: value for name, value in action.items() if value is not None}


def reply_field(message_id: int) -> str:
    """Return the encoded parameter of a reply."""
    answered = {"message_id": message_id, "allow_sending_without_reply": True}
    return urlencode({"reply_parameters": compact_json(answered)}) + "&"


def compact_json(value: object) -> str:
    """Return JSON without needless bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


logger = logging.getLogger(__name__)

GIVEN_BACK = Throttled(timedelta(seconds=1))
"""What may not leave any more goes back to the outbox, as what waits for its turn for too long does."""


def always() -> bool:
    """Let everything leave."""
    return True


PROBE_SECONDS = 3.0
"""Less than the longest pause between two probes."""


class Sender:
    """Takes messages to Telegram, each once: whether to try again is not decided here."""

    def __init__(
        self, request: AiohttpRequest, base_url: str, rate_limiter: RateLimiter, *, may_pay: bool = False
    ) -> None:
        """Set the way.

        Args:
            request: Open.
            base_url: With the token in it (``Bot.base_url``).
            rate_limiter: The pace.
            may_pay: Whether the settings have a rate for what is paid for; else nothing ever is.
        """
        self._may_pay = may_pay
        self._request = request
        self._base_url = base_url
        self._rate_limiter = rate_limiter
        methods = (*SEND_METHODS.values(), ALBUM_METHOD, EDIT_METHOD)
        self._urls = {method: URL(f"{base_url}/{method}") for method in methods}

    async def send(
        self,
        chat_id: int,
        thread_id: int,
        message: Sendable,
        *,
        is_plain: bool = False,
        is_bulk: bool = False,
        is_silent: bool = False,
        is_paid: bool = False,
        reply_to: int | None = None,
        may_leave: Callable[[], bool] = always,
    ) -> Outcome:
        """Send a message to a chat, or to a thread of it (0: none).

        `may_leave` is asked when its turn has come, just before the request: it may have waited, and the process may
        have been stopped meanwhile.

        `is_plain` leaves out formatting, buttons and preview; what `is_bulk` goes after all alerts; what `is_silent`
        arrives without a sound; what `is_paid` goes at a rate of its own and may cost Stars (Bot API,
        ``allow_paid_broadcast``). It answers the message `reply_to`, and goes without where that is gone (Bot API,
        ``ReplyParameters.allow_sending_without_reply``).
        """
        form = encode_form(message, is_plain)
        recipient = f"chat_id={chat_id}&message_thread_id={thread_id}&" if thread_id else f"chat_id={chat_id}&"
        recipient += "disable_notification=true&" if is_silent else ""
        recipient += reply_field(reply_to) if reply_to else ""
        priority = Priority.REST if is_bulk else Priority.ALERT
        if is_paid and self._may_pay:
            priority, recipient = Priority.PAID, recipient + "allow_paid_broadcast=true&"
        form_of_chat = recipient.encode() + form.body
        outcome = await self._post(form.method, chat_id, priority, form_of_chat, form.count, may_leave)
        if isinstance(outcome, ThreadGone) and thread_id and chat_id < 0:
            # Telegram says the same of a thread that was deleted and of a group without threads.
            return replace(outcome, is_forum_off=outcome.is_forum_off or await self._is_forum_off(chat_id))
        return outcome

    async def edit(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Make a message that was sent show another one; it goes after all that is new."""
        form = f"chat_id={chat_id}&message_id={message_id}&".encode() + encode_form(message, is_plain=False).body
        return await self._post(EDIT_METHOD, chat_id, Priority.REST, form)

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        """Delete a message that was sent; it goes after all that is new, and counts for the pace as one."""
        try:
            await self._rate_limiter.turn(chat_id, Priority.REST)
        except RetryAfter as error:
            return outcome_of(error)
        try:
            await self._request.post(f"{self._base_url}/{DELETE_METHOD}?chat_id={chat_id}&message_id={message_id}")
        except TelegramError as error:
            outcome = outcome_of(error)
            if isinstance(outcome, Throttled):
                self._rate_limiter.throttled(chat_id, outcome.retry_after)
            return outcome
        except Exception as error:
            logger.exception("a message could not be deleted, in an unforeseen way")
            return Unknown(type(error).__name__)
        return Delivered(message_id)

    async def probe(self) -> bool:
        """Return whether Telegram answers ``getMe``, which changes nothing and counts towards no limit."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await self._request.post(
                    f"{self._base_url}/getMe", connect_timeout=PROBE_SECONDS, read_timeout=PROBE_SECONDS
                )
        except TimeoutError:
            return False
        except TelegramError as error:
            return not isinstance(outcome_of(error), NotSent | Unknown | Failed)
        except Exception:
            logger.exception("a probe failed in an unforeseen way")
            return False
        return True

    async def _is_forum_off(self, chat_id: int) -> bool:
        """Return whether a group surely has no threads any more."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                chat = await self._request.post(
                    f"{self._base_url}/getChat?chat_id={chat_id}",
                    connect_timeout=PROBE_SECONDS,
                    read_timeout=PROBE_SECONDS,
                )
        except (TimeoutError, TelegramError):
            return False
        return isinstance(chat, dict) and not chat.get("is_forum")

    async def _post(  # noqa: PLR0917  # as the request is made
        self,
        method: str,
        chat_id: int,
        priority: Priority,
        form: bytes,
        count: int = 1,
        may_leave: Callable[[], bool] = always,
    ) -> Outcome:
        place: int | None = chat_id
        while True:
            try:
                until = await self._turn(place, priority, count)
            except RetryAfter as error:
                return outcome_of(error)
            if not may_leave():
                return GIVEN_BACK
            try:
                is_over = partial(self._is_over, until, may_leave)
                return Delivered(await self._request.send(self._urls[method], form, is_over))
            except TurnOverError:
                place, count = None, 1  # for its chat it was counted
            except TelegramError as error:
                outcome = outcome_of(error)
                if isinstance(outcome, Throttled):
                    self._rate_limiter.throttled(chat_id, outcome.retry_after)
                return outcome
            except Exception as error:
                logger.exception("A send failed in an unforeseen way")
                return Unknown(type(error).__name__)

    def _is_over(self, until: float, may_leave: Callable[[], bool]) -> bool:
        return self._rate_limiter.is_over(until) or not may_leave()

    async def _turn(self, place: int | None, priority: Priority, count: int) -> float:
        """Return when it may go, and until when: an album counts as many messages as it shows."""
        until = await self._rate_limiter.turn(place, priority)
        for _ in range(count - 1):
            until = await self._rate_limiter.turn(None, priority)
        return until
