"""Commands and buttons come in by long polling (Bot API, ``getUpdates``)."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application

from bot.chat.desk import Desk
from bot.chat.profile import introduce
from bot.pipeline.deliver import TokenRefusedError

log = logging.getLogger(__name__)

POLL_TIMEOUT = timedelta(seconds=30)
"""How long a poll waits for an update; Telegram allows 50 s."""

LONGEST_PAUSE = 30.0
"""Seconds between attempts to reach Telegram when it starts."""

ALLOWED_UPDATES = ("message", "channel_post", "callback_query", "my_chat_member")

Wire = Application[Any, Any, Any, Any, Any, Any]


@asynccontextmanager
async def polling(application: Wire, desk: Desk, stopping: asyncio.Event) -> AsyncIterator[None]:
    """Answer people inside the block; what is being answered when it ends is answered to its end.

    Raises:
        TokenRefusedError: Telegram does not know the token.
    """
    updater = application.updater
    if updater is None:
        raise RuntimeError("the application was built without an updater")
    try:
        if await _meet_telegram(application, stopping):
            await introduce(application.bot, desk)
            await application.start()
            await updater.start_polling(
                timeout=POLL_TIMEOUT,
                bootstrap_retries=-1,
                allowed_updates=list(ALLOWED_UPDATES),
                error_callback=_note,
            )
        yield
    finally:
        if updater.running:
            await updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()
        await application.bot.shutdown()  # what an application that never got to know Telegram leaves open


async def _meet_telegram(application: Wire, stopping: asyncio.Event) -> bool:
    """Ask Telegram who we are, as often as it takes: without a network there is nothing else to do.

    Returns:
        False when the process was told to stop meanwhile.
    """
    pause = 1.0
    while not stopping.is_set():
        try:
            await application.initialize()
        except InvalidToken as error:
            raise TokenRefusedError("Telegram does not know the token; @BotFather shows the right one") from error
        except NetworkError as error:
            log.warning("Telegram cannot be reached (%s); trying again in %.0f s", error, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return True
    return False


def _note(error: TelegramError) -> None:
    log.warning("getUpdates failed: %s", error)
