"""Sends a message, and says what became of it."""

import logging

from telegram.error import RetryAfter, TelegramError
from yarl import URL

from bot.chat.errors import outcome_of
from bot.chat.forms import ALBUM_METHOD, EDIT_METHOD, METHODS, encoded
from bot.chat.pacing import Pacer
from bot.chat.request import AiohttpRequest
from bot.chat.turns import Priority
from bot.messages.message import Message
from bot.messages.post import Sendable
from bot.pipeline.outcome import Delivered, Outcome, Throttled, Unknown

logger = logging.getLogger(__name__)


class Sender:
    """Takes messages to Telegram, each once: whether to try again is not decided here."""

    def __init__(self, request: AiohttpRequest, base_url: str, pacer: Pacer) -> None:
        """Set the way: an open request, the address with the token in it (``Bot.base_url``), and the pace."""
        self._request = request
        self._pacer = pacer
        methods = (*METHODS.values(), ALBUM_METHOD, EDIT_METHOD)
        self._urls = {method: URL(f"{base_url}/{method}") for method in methods}

    async def send(
        self, chat_id: int, thread_id: int, message: Sendable, *, is_plain: bool = False, is_bulk: bool = False
    ) -> Outcome:
        """Send a message to a chat, or to a thread of it (0: none).

        `is_plain` leaves out formatting, buttons and preview; what `is_bulk` goes after all alerts.
        """
        form = encoded(message, is_plain)
        recipient = f"chat_id={chat_id}&message_thread_id={thread_id}&" if thread_id else f"chat_id={chat_id}&"
        priority = Priority.REST if is_bulk else Priority.ALERT
        return await self._post(form.method, chat_id, priority, recipient.encode() + form.body, form.count)

    async def edit(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Make a message that was sent show another one; it goes after all that is new."""
        form = f"chat_id={chat_id}&message_id={message_id}&".encode() + encoded(message, is_plain=False).body
        return await self._post(EDIT_METHOD, chat_id, Priority.REST, form)

    async def _post(self, method: str, chat_id: int, priority: Priority, form: bytes, count: int = 1) -> Outcome:
        try:
            await self._pacer.turn(chat_id, priority)
            for _ in range(count - 1):  # an album counts as many messages as it shows
                await self._pacer.turn(None, priority)
        except RetryAfter as error:
            return outcome_of(error)
        try:
            return Delivered(await self._request.send(self._urls[method], form))
        except TelegramError as error:
            outcome = outcome_of(error)
        except Exception as error:
            logger.exception("A send failed in an unforeseen way")
            return Unknown(type(error).__name__)
        if isinstance(outcome, Throttled):
            self._pacer.throttled(chat_id, outcome.retry_after)
        return outcome
