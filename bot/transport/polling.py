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
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, BaseUpdateProcessor, Updater
from yarl import URL

from bot.delivery.worker import TokenRefusedError
from bot.transport.rate_limiter import RateLimiter
from bot.transport.request import AiohttpRequest, ForeignAnswerError

log = logging.getLogger(__name__)

SUCCESS_BODY = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')
MISSED_POLLS = 3
SLACK = 30.0
"""Seconds, for connecting and for waiting between attempts."""
CONTESTED_CONFLICTS, CONTESTED_SECONDS = 3, 60.0


GAP = 30.0
"""Seconds without a check, of which there is one every ten, that show that the process was stopped for a while."""
LATE_POLLS = 2.0
"""Polls' worth of silence after which it is looked into whether anything gets through."""
OUTAGE_SECONDS = 5.0
"""Of polls that all fail, until people are told of an outage."""


class OutageNotice:
    """Says once that Telegram is out of reach and once that it is back, whoever notices: polling, sending or both.

    Args:
        clock: Seconds of a clock that never goes back.
        on_change: Told True when an outage begins and False when it has ended.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, on_change: Callable[[bool], None] = lambda _began: None
    ) -> None:
        self._clock = clock
        self.on_change = on_change
        self._noticed_by: set[str] = set()
        self._began_at = 0.0

    def tell(self, who: str, began: bool) -> None:
        """Take note that somebody noticed the beginning or the end of an outage."""
        was_out = bool(self._noticed_by)
        (self._noticed_by.add if began else self._noticed_by.discard)(who)
        if bool(self._noticed_by) is was_out:
            return
        if began:
            self._began_at = self._clock()
            log.warning("Telegram is out of reach or fails: what is owed waits until it answers")
        else:
            log.warning("Telegram answers again, after %.0f s", self._clock() - self._began_at)
        self.on_change(began)


class PollWatchdog:
    """Remembers when polling last succeeded, in seconds of a clock that never goes back.

    Silence is death only where other calls get through. A process that was stopped, or has no network, begins anew.
    """

    def __init__(
        self,
        poll_timeout: float,
        clock: Callable[[], float] = time.monotonic,
        on_outage: Callable[[bool], None] = lambda _began: None,
    ) -> None:
        """Set how long a poll may wait for updates, in seconds, and who is told that polls fail or succeed again."""
        self.silence_limit = MISSED_POLLS * poll_timeout + SLACK
        self._late_after = LATE_POLLS * poll_timeout
        self._clock = clock
        self._on_outage = on_outage
        self._alive_at: float | None = None  # or excused
        self._succeeded_at: float | None = None
        self._failing_since: float | None = None
        self._checked_at: float | None = None
        self._conflicts: deque[float] = deque(maxlen=CONTESTED_CONFLICTS)

    def began(self) -> None:
        """Take note that a poll began: the first one starts the watch."""
        if self._alive_at is None:
            self._alive_at = self._succeeded_at = self._clock()

    def succeeded(self) -> None:
        """Take note that a poll was answered, with updates or without."""
        self._alive_at = self._succeeded_at = self._clock()
        self._failing_since = None
        self._on_outage(False)

    def failed(self) -> None:
        """Take note that a poll got no answer, or one that it failed."""
        now = self._clock()
        if self._failing_since is None:
            self._failing_since = now
        elif now - self._failing_since >= OUTAGE_SECONDS:
            self._on_outage(True)

    def conflicted(self) -> None:
        """Take note of a 409: another process polls with this token."""
        self._conflicts.append(self._clock())

    def is_dead(self, now: float) -> bool:
        """Return whether polls have begun and none has succeeded for so long that none will."""
        return self._alive_at is not None and now - self._alive_at > self.silence_limit

    def is_contested(self, now: float) -> bool:
        """Return whether another process keeps polling: one 409 is left over from a restart, three are not."""
        return len(self._conflicts) == CONTESTED_CONFLICTS and now - self._conflicts[0] <= CONTESTED_SECONDS

    async def check(self, probe: Callable[[], Awaitable[bool]]) -> str | None:
        """Return why polling cannot go on, in plain words; None when it is well or may become so. Called every 10 s.

        Args:
            probe: Makes another call and returns whether Telegram answered.
        """
        now = self._clock()
        was_stopped = self._checked_at is not None and now - self._checked_at > GAP
        is_late = self._succeeded_at is not None and now - self._succeeded_at > self._late_after
        # A stopped process did not poll, and offline nobody can: the silence up to now says nothing.
        if self._alive_at is not None and (was_stopped or (is_late and not await probe())):
            self._alive_at = now
        if was_stopped:
            log.info("this process stood still for a while: the watch over polling begins anew")
        self._checked_at = self._clock()
        if self.is_dead(now):
            return "polling has died: other calls get through, and no getUpdates call has succeeded for too long"
        if self.is_contested(now):
            return "another process polls with this token: stop it, or give this bot its own token"
        return None


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
        try:
            status, answer = await super().do_request(*args, **options)
        except NetworkError:
            self._watch.failed()
            raise
        if status == 200 and SUCCESS_BODY.match(answer):
            self._watch.succeeded()
            self.succeeded_at = time.monotonic()
        elif status == 409:
            self._watch.conflicted()
        elif status in {401, 404}:
            # python-telegram-bot would log a traceback and poll no more.
            self._on_refused(TokenRefusedError(REVOKED))
            raise NetworkError(REVOKED)
        else:
            self._watch.failed()
        return status, answer

    async def _to_its_end(self, exchange: Coroutine[Any, Any, tuple[int, bytes]]) -> tuple[int, bytes]:
        return await exchange


POLL_TIMEOUT = timedelta(seconds=30)
"""How long a poll waits for an update; Telegram allows 50 s."""

TELEGRAM = "https://api.telegram.org"
LASTING_STATUSES = frozenset({301, 308, 401, 403, 404, 405, 410})
"""With these a server says what it is. A portal before the network answers with others, and goes away."""

LONGEST_PAUSE = 30.0
"""Seconds between attempts to reach Telegram when it starts."""

ALLOWED_UPDATES = ("message", "channel_post", "callback_query", "inline_query", "my_chat_member", "chat_member")
REACTIONS = ("message_reaction", "message_reaction_count")
"""Of groups and channels that the bot administers, and of private chats (Bot API, ``Update``)."""


def allowed_updates(*, has_reactions: bool) -> tuple[str, ...]:
    """Return which kinds of updates Telegram is asked for."""
    return (*ALLOWED_UPDATES, *(REACTIONS if has_reactions else ()))


BotApplication = Application[Any, Any, Any, Any, Any, Any]


@asynccontextmanager
async def run_application(
    application: BotApplication, on_ready: Callable[[Bot], None], stopping: asyncio.Event
) -> AsyncIterator[None]:
    """Have Telegram reached inside the block; what is being answered when it ends is answered to its end.

    Args:
        application: Of python-telegram-bot; it receives no updates by itself.
        on_ready: Called once Telegram has been reached.
        stopping: Set when the process is to end: then Telegram may not have been reached.

    Raises:
        TokenRefusedError: Telegram does not know the token.
        WrongServerError: What answers is no Bot API server.
    """
    try:
        if await _initialize(application, stopping):
            on_ready(application.bot)
            await application.start()
        yield
    finally:
        if application.running:
            await application.stop()
        await application.shutdown()
        await application.bot.shutdown()  # what an application that never got to know Telegram leaves open


@asynccontextmanager
async def polling(application: BotApplication, kinds: Sequence[str] = ALLOWED_UPDATES) -> AsyncIterator[None]:
    """Receive updates by polling inside the block.

    Args:
        application: With an updater, and running.
        kinds: Of updates.

    Raises:
        TokenRefusedError: Telegram does not know the token any more.
    """
    updater = application.updater
    if updater is None:
        raise RuntimeError("the application was built without an updater")
    try:
        await _start_polling(updater, kinds)
        yield
    finally:
        if updater.running:
            await updater.stop()


async def _start_polling(updater: Updater, kinds: Sequence[str]) -> None:
    try:
        await updater.start_polling(
            timeout=POLL_TIMEOUT,
            bootstrap_retries=-1,
            allowed_updates=list(kinds),
            error_callback=_log_poll_error,
        )
    except InvalidToken as error:  # it was revoked since Telegram said who we are
        raise TokenRefusedError(REVOKED) from error


async def _initialize(application: BotApplication, stopping: asyncio.Event) -> bool:
    """Ask Telegram who we are, as often as it takes: without a network there is nothing else to do.

    Returns:
        False when the process was told to stop meanwhile.
    """
    pause, level = 1.0, logging.WARNING
    while not stopping.is_set():
        try:
            await application.initialize()
        except InvalidToken as error:
            raise refused_start(error, application.bot.base_url) from error
        except TelegramError as error:
            if isinstance(error, ForeignAnswerError) and error.status in LASTING_STATUSES:
                raise WrongServerError(str(error)) from error
            log.log(level, "Telegram cannot be reached (%s): trying until it answers", error)
            level = logging.DEBUG  # once is enough
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
    """Log why a poll failed; of outages, which are told once by themselves, only for who looks closely."""
    is_outage = isinstance(error, NetworkError)
    log.log(logging.DEBUG if is_outage else logging.WARNING, "getUpdates failed: %s", error)


def without_traceback(record: logging.LogRecord) -> bool:
    """Put into plain words what python-telegram-bot's updater logs with a traceback; lets every record pass."""
    if record.exc_info:
        record.msg = "Telegram was not told which updates are answered (%s): the last may come again after a restart"
        record.args, record.exc_info = (record.exc_info[1],), None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


def is_no_refused_token(record: logging.LogRecord) -> bool:
    """Return whether a record is to be logged: a token that is refused ends the process with a sentence."""
    return not (record.exc_info and isinstance(record.exc_info[1], InvalidToken))


def build_application(
    token: str,
    api_url: str,
    request: AiohttpRequest,
    polls: PollRequest | None,
    *,
    rate_limiter: RateLimiter,
    update_processor: BaseUpdateProcessor,
) -> BotApplication:
    """Return an application that keeps the pace.

    Args:
        token: the bot's.
        api_url: address of the Bot API server.
        request: makes all calls but the polls.
        polls: makes the polls; None where this process receives no updates by polling.
        rate_limiter: gives out turns.
        update_processor: says in which order updates are handled, and how many at a time.
    """
    logging.getLogger("telegram.ext.Updater").addFilter(without_traceback)
    logging.getLogger("telegram.ext").addFilter(is_no_refused_token)
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(request)
        .rate_limiter(rate_limiter)
        .concurrent_updates(update_processor)
        .job_queue(None)
    )
    return (builder.updater(None) if polls is None else builder.get_updates_request(polls)).build()
