"""Updates come in by webhook (Bot API, ``setWebhook``): Telegram posts each, and repeats it until it is answered.

An update is answered once it is in the table, whence it is handled (``bot/transport/inbox.py``), so a kill at any
instant loses none. What cannot be stored now is refused, and Telegram repeats it. What can never be handled is
answered, since it would be repeated for ever.
"""

import asyncio
import hmac
import json
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from aiohttp import web
from telegram import Bot, Update, WebhookInfo
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from yarl import URL

from bot.delivery.worker import TokenRefusedError
from bot.loop import Loop
from bot.transport.errors import retry_delay
from bot.transport.http_server import MOST_BODY, Routes, text_answer
from bot.transport.polling import ALLOWED_UPDATES, LONGEST_PAUSE, REVOKED, refused_start
from storage import inbox
from storage.database import Database, DatabaseUnusableError
from storage.inbox import Arrival

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

MAX_CONNECTIONS = 40
"""By which Telegram posts at a time, to all processes together: its default; each is answered in milliseconds."""

MOST_UNSTORED = 1_000
"""Updates in memory that wait for the database."""

ROWS_AT_ONCE = 500
"""That are stored in one transaction."""

STORE_SECONDS = 20.0
"""That Telegram waits for the database at most; it gives up by itself after a minute."""

READ_SECONDS = 20.0
"""That the body of a request may take."""

LONGEST_ID = 1 << 63


class WebhookRefusedError(RuntimeError):
    """Telegram does not take the address of the webhook; the sentence says why."""


class UnreadableUpdateError(ValueError):
    """What was posted is no update, and never will be one."""


class Webhook:
    """Takes what is posted at the webhook's address.

    Updates are stored in the order in which they came, all that came meanwhile in one transaction.

    Args:
        database: With the inbox.
        url: Of the webhook, as Telegram knows it; whoever stands in front leaves its path as it is.
        secret: That Telegram sends along.
        clock: The time.
        chat_of: Returns whose updates are handled one after the other, of an update; None for nobody's.
        on_stored: Called when updates were stored.
        is_stopping: Returns whether the process ends: then others are to take what comes.
        kinds: Of updates that Telegram is asked for.
    """

    def __init__(
        self,
        database: Database,
        url: str,
        secret: str,
        *,
        clock: Callable[[], datetime],
        chat_of: Callable[[Update], int | None],
        on_stored: Callable[[], None],
        is_stopping: Callable[[], bool] = lambda: False,
        kinds: Sequence[str] = ALLOWED_UPDATES,
    ) -> None:
        self.url = url
        self.kinds = kinds
        self.secret = secret
        self._database = database
        self._clock = clock
        self._chat_of = chat_of
        self._on_stored = on_stored
        self._is_stopping = is_stopping
        self._unstored: deque[tuple[Arrival, asyncio.Future[str]]] = deque()
        self._unanswered = 0
        """Updates whose fate the database has not told, those that are being stored among them."""
        self._storing: asyncio.Task[None] | None = None
        self._problem = ""

    @property
    def routes(self) -> Routes:
        """What the HTTP server is to serve."""
        return {("POST", URL(self.url).raw_path or "/"): self.take}

    async def take(self, request: web.BaseRequest) -> web.Response:
        """Answer a request that may hold an update."""
        said = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(said, self.secret.encode()):
            return text_answer(HTTPStatus.FORBIDDEN)
        if self._is_stopping():
            return text_answer(HTTPStatus.SERVICE_UNAVAILABLE, "the process ends")
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await request.read()
        except TimeoutError:
            return text_answer(HTTPStatus.REQUEST_TIMEOUT)
        except web.HTTPRequestEntityTooLarge:
            body = b""
            log.warning("an update of more than %d KiB was posted to the webhook", MOST_BODY // 1024)
        try:
            arrival = read_arrival(body, self._chat_of)
        except UnreadableUpdateError as error:
            log.warning("what was posted to the webhook is left out: %s", error)
            return text_answer(HTTPStatus.OK, str(error))
        problem = await self._store(arrival)
        self._note(problem)
        return text_answer(HTTPStatus.SERVICE_UNAVAILABLE if problem else HTTPStatus.OK, problem)

    async def _store(self, arrival: Arrival) -> str:
        """Store an update; returns why it could not be, empty once it is committed."""
        if self._unanswered >= MOST_UNSTORED:
            return f"{MOST_UNSTORED:,} updates wait for the database"
        stored: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._unstored.append((arrival, stored))
        self._unanswered += 1
        if self._storing is None:
            self._storing = asyncio.create_task(self._store_all())
        try:
            async with asyncio.timeout(STORE_SECONDS):
                return await stored
        except TimeoutError:
            return "the database does not answer"

    async def _store_all(self) -> None:
        try:
            while self._unstored:
                some = [self._unstored.popleft() for _ in range(min(ROWS_AT_ONCE, len(self._unstored)))]
                problem = await self._store_some([arrival for arrival, _ in some])
                self._unanswered -= len(some)
                for _, stored in some:
                    if not stored.done():
                        stored.set_result(problem)
        finally:
            self._storing = None

    async def _store_some(self, arrivals: list[Arrival]) -> str:
        try:
            is_stored = await self._database.run(inbox.store, arrivals, self._clock())
        except DatabaseUnusableError as error:
            return f"the database cannot be used: {error}"
        except Exception:
            log.exception("updates could not be stored")
            return "updates could not be stored"
        if not is_stored:
            return f"{inbox.MOST_WAITING:,} updates wait to be handled"
        self._on_stored()
        return ""

    def _note(self, problem: str) -> None:
        """Log once that updates are refused, and once that they are taken again; of the database others say it."""
        if bool(problem) is not bool(self._problem):
            if problem:
                log.warning("updates are refused, and Telegram repeats them: %s", problem)
            else:
                log.warning("updates are taken again")
        self._problem = problem


def read_arrival(body: bytes, chat_of: Callable[[Update], int | None]) -> Arrival:
    """Return an update as it is stored.

    Args:
        body: Of the request.
        chat_of: Returns whose updates are handled one after the other.

    Raises:
        UnreadableUpdateError: It holds no update.
    """
    try:
        text = body.decode()
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableUpdateError("it is no JSON") from None
    update_id = found.get("update_id") if isinstance(found, dict) else None
    if not isinstance(update_id, int) or isinstance(update_id, bool) or not 0 <= update_id < LONGEST_ID:
        raise UnreadableUpdateError("it is no update")
    try:
        chat_id: Any = chat_of(Update.de_json(found, None)) or 0
    except Exception as error:  # noqa: BLE001 - python-telegram-bot raises whatever it stumbles over, each time again
        raise UnreadableUpdateError(f"update {update_id} cannot be read ({type(error).__name__})") from None
    if not isinstance(chat_id, int) or abs(chat_id) >= LONGEST_ID:
        raise UnreadableUpdateError(f"update {update_id} names no chat that can be")
    return Arrival(update_id, chat_id, text)


async def register(bot: Bot, webhook: Webhook, stopping: asyncio.Event) -> None:
    """Tell Telegram where to post updates, as often as it takes.

    Raises:
        TokenRefusedError: Telegram does not know the token.
        WrongServerError: What answers is no Bot API server.
        WebhookRefusedError: Telegram does not take the address.
    """
    pause, level = 1.0, logging.WARNING
    while not stopping.is_set():
        try:
            await _set_webhook(bot, webhook)
        except InvalidToken as error:
            raise refused_start(error, bot.base_url) from error
        except BadRequest as error:
            raise WebhookRefusedError(f"Telegram does not take WEBHOOK_URL ({error}): see to its address") from error
        except TelegramError as error:
            log.log(level, "the webhook cannot be set (%s): trying until it is", error)
            level = logging.DEBUG  # once is enough
            asked = retry_delay(error).total_seconds() if isinstance(error, RetryAfter) else 0.0
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), max(pause, asked))
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return


async def _set_webhook(bot: Bot, webhook: Webhook) -> None:
    await bot.set_webhook(
        webhook.url,
        secret_token=webhook.secret,
        allowed_updates=list(webhook.kinds),
        max_connections=MAX_CONNECTIONS,
    )


LOOK_EVERY = timedelta(minutes=1)
"""How often Telegram is asked how it gets on with the webhook."""


class WebhookWatch(Loop):
    """Asks Telegram how it gets on with the webhook, and sets it again when somebody took it away.

    A process that polls with the same token takes it away; with the webhook set again its polls fail, and it ends.

    Args:
        bot: Known to Telegram before the first round.
        webhook: That this process serves.
        on_refused: Ends the process, when the token was revoked.
    """

    def __init__(self, bot: Bot, webhook: Webhook, on_refused: Callable[[TokenRefusedError], None]) -> None:
        super().__init__(LOOK_EVERY)
        self._bot = bot
        self._webhook = webhook
        self._on_refused = on_refused
        self.problem = ""
        """In plain words; empty when updates come in."""

    async def tick(self) -> None:
        """Ask once."""
        try:
            info = await self._bot.get_webhook_info()
            if info.url != self._webhook.url:
                log.warning(
                    "Telegram posts updates elsewhere, or is polled by another process: the webhook is set again"
                )
                await _set_webhook(self._bot, self._webhook)
        except InvalidToken:
            self._on_refused(TokenRefusedError(REVOKED))
        except TelegramError as error:
            self.problem = f"Telegram cannot be asked about the webhook ({error})"
        else:
            self.problem = problem_of(info)


def problem_of(info: WebhookInfo) -> str:
    """Return what Telegram says is wrong with a webhook: only while updates wait, since it remembers the last error."""
    if not info.pending_update_count or not info.last_error_message:
        return ""
    return f"Telegram cannot post {info.pending_update_count:,} updates: {info.last_error_message}"
