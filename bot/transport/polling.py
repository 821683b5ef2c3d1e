"""Updates come in by long polling (Bot API, ``getUpdates``).

A watchdog notices that polling has died, or that somebody else polls with the same token. python-telegram-bot's loop
can fall silent for good (its issue 4405): then only the calls that succeed tell. A quiet night is no sign, since a poll
without updates succeeds as well.
"""

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, BaseUpdateProcessor
from yarl import URL

from bot.delivery.worker import TokenRefusedError
from bot.transport.rate_limiter import RateLimiter
from bot.transport.request import AiohttpRequest, ForeignAnswerError

SUCCESS_BODY = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')
MISSED_POLLS = 3
SLACK = 30.0
"""Seconds, for connecting and for waiting between attempts."""
CONTESTED_CONFLICTS, CONTESTED_SECONDS = 3, 60.0


class PollWatchdog:
    """Remembers when polling last succeeded, in seconds of a clock that never goes back."""

    def __init__(self, poll_timeout: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Set how long a poll may wait for updates, in seconds."""
        self.silence_limit = MISSED_POLLS * poll_timeout + SLACK
        self._clock = clock
        self._alive_at: float | None = None
        self._conflicts: deque[float] = deque(maxlen=CONTESTED_CONFLICTS)

    def began(self) -> None:
        """Take note that a poll began: the first one starts the watch."""
        if self._alive_at is None:
            self._alive_at = self._clock()

    def succeeded(self) -> None:
        """Take note that a poll was answered, with updates or without."""
        self._alive_at = self._clock()

    def conflicted(self) -> None:
        """Take note of a 409: another process polls with this token."""
        self._conflicts.append(self._clock())

    def is_dead(self, now: float) -> bool:
        """Return whether polls have begun and none has succeeded for so long that none will."""
        return self._alive_at is not None and now - self._alive_at > self.silence_limit

    def is_contested(self, now: float) -> bool:
        """Return whether another process keeps polling: one 409 is left over from a restart, three are not."""
        return len(self._conflicts) == CONTESTED_CONFLICTS and now - self._conflicts[0] <= CONTESTED_SECONDS


UNKNOWN_BOT = "Telegram does not know the token; @BotFather shows the right one"
REVOKED = "Telegram does not know the token any more; @BotFather shows the right one"


class WrongServerError(RuntimeError):
    """What answers at the address of the settings is no Bot API server."""


class PollRequest(AiohttpRequest):
    """The wire for ``getUpdates`` alone, watched. A poll may be cut off: nothing is lost by that."""

    def __init__(
        self,
        watch: PollWatchdog,
        *,
        read_timeout: float = 10.0,
        on_refused: Callable[[TokenRefusedError], None] = lambda _: None,
    ) -> None:
        """Set the watch, the seconds that an answer may take beyond the poll's own, and who ends the process."""
        super().__init__(pool_size=4, read_timeout=read_timeout)
        self._watch = watch
        self._on_refused = on_refused
        self.succeeded_at: float | None = None
        """When a poll was last answered, on the clock that never goes back; None before the first answer."""

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """Return status and body of the answer, and tell the watch."""
        self._watch.began()
        status, answer = await super().do_request(*args, **options)
        if status == 200 and SUCCESS_BODY.match(answer):
            self._watch.succeeded()
            self.succeeded_at = time.monotonic()
        elif status == 409:
            self._watch.conflicted()
        elif status in {401, 404}:
            # python-telegram-bot would log a traceback and poll no more.
            self._on_refused(TokenRefusedError(REVOKED))
            raise NetworkError(REVOKED)
        return status, answer

    async def _to_its_end(self, exchange: Coroutine[Any, Any, tuple[int, bytes]]) -> tuple[int, bytes]:
        return await exchange


log = logging.getLogger(__name__)

POLL_TIMEOUT = timedelta(seconds=30)
"""How long a poll waits for an update; Telegram allows 50 s."""

TELEGRAM = "https://api.telegram.org"
LASTING_STATUSES = frozenset({301, 308, 401, 403, 404, 405, 410})
"""With these a server says what it is. A portal before the network answers with others, and goes away."""

LONGEST_PAUSE = 30.0
"""Seconds between attempts to reach Telegram when it starts."""

ALLOWED_UPDATES = ("message", "channel_post", "callback_query", "my_chat_member")

BotApplication = Application[Any, Any, Any, Any, Any, Any]


@asynccontextmanager
async def run_polling(
    application: BotApplication, on_ready: Callable[[Bot], Awaitable[None]], stopping: asyncio.Event
) -> AsyncIterator[None]:
    """Answer people inside the block; what is being answered when it ends is answered to its end.

    Args:
        application: With an updater.
        on_ready: Called once Telegram has been reached, before updates are asked for.
        stopping: Set when the process is to end.

    Raises:
        TokenRefusedError: Telegram does not know the token.
        WrongServerError: What answers is no Bot API server.
    """
    updater = application.updater
    if updater is None:
        raise RuntimeError("the application was built without an updater")
    try:
        if await _initialize(application, stopping):
            await on_ready(application.bot)
            await application.start()
            await updater.start_polling(
                timeout=POLL_TIMEOUT,
                bootstrap_retries=-1,
                allowed_updates=list(ALLOWED_UPDATES),
                error_callback=_log_poll_error,
            )
        yield
    finally:
        if updater.running:
            await updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()
        await application.bot.shutdown()  # what an application that never got to know Telegram leaves open


async def _initialize(application: BotApplication, stopping: asyncio.Event) -> bool:
    """Ask Telegram who we are, as often as it takes: without a network there is nothing else to do.

    Returns:
        False when the process was told to stop meanwhile.
    """
    pause = 1.0
    while not stopping.is_set():
        try:
            await application.initialize()
        except InvalidToken as error:
            raise refused_start(error, application.bot.base_url) from error
        except TelegramError as error:
            if isinstance(error, ForeignAnswerError) and error.status in LASTING_STATUSES:
                raise WrongServerError(str(error)) from error
            log.warning("Telegram cannot be reached (%s); trying again in %.0f s", error, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return True
    return False


def refused_start(error: InvalidToken, base_url: str) -> TokenRefusedError | WrongServerError:
    """Return what a 401 or a 404 to the first call means, which has nothing wrong but its token or its address.

    Args:
        error: As python-telegram-bot raises it.
        base_url: Address of the server, with the token.
    """
    words = f"{error} {error.__cause__}"
    if "Not Found" in words and not base_url.startswith(f"{TELEGRAM}/bot"):
        server = URL(base_url).origin()
        return WrongServerError(
            f"the Bot API server at {server} answers 404: TELEGRAM_API_URL has a wrong path, or the token is mistyped"
        )
    return TokenRefusedError(UNKNOWN_BOT)


def _log_poll_error(error: TelegramError) -> None:
    log.warning("getUpdates failed: %s", error)


def without_traceback(record: logging.LogRecord) -> bool:
    """Put into plain words what python-telegram-bot's updater logs with a traceback; lets every record pass."""
    if record.exc_info:
        record.msg = "Telegram was not told which updates are answered (%s): the last may come again after a restart"
        record.args, record.exc_info = (record.exc_info[1],), None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


def build_application(
    token: str,
    api_url: str,
    request: AiohttpRequest,
    polls: PollRequest,
    *,
    rate_limiter: RateLimiter,
    update_processor: BaseUpdateProcessor,
) -> BotApplication:
    """Return an application that keeps the pace.

    Args:
        token: the bot's.
        api_url: address of the Bot API server.
        request: makes all calls but the polls.
        polls: makes the polls.
        rate_limiter: gives out turns.
        update_processor: says in which order updates are handled, and how many at a time.
    """
    logging.getLogger("telegram.ext.Updater").addFilter(without_traceback)
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(request)
        .get_updates_request(polls)
        .rate_limiter(rate_limiter)
        .concurrent_updates(update_processor)
        .job_queue(None)
        .build()
    )
