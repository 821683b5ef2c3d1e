"""When answering somebody fails: logged for the people who run the bot, and said to the person."""

import logging
from contextlib import suppress

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError

from bot.chat.desk import Desk
from bot.chat.replying import reply, toast
from bot.messages import toasts
from bot.messages.answers import apology

log = logging.getLogger(__name__)


async def note(bot: Bot, desk: Desk, update: object, error: Exception | None) -> None:
    """Log an error that a handler or the poller ended in, and apologise to whoever was to be answered.

    What the wire does is a line without a traceback, and no apology: it would go the same way, perhaps after an
    answer that arrived after all. Nothing that a person wrote is logged.
    """
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        log.warning("an answer did not go through, or no update came: %s", error)
        return
    log.error("answering failed", exc_info=error)
    if isinstance(update, Update):
        with suppress(TelegramError):
            await _apologise(bot, desk, update)


async def _apologise(bot: Bot, desk: Desk, update: Update) -> None:
    voice = desk.voice_for(update)
    if update.callback_query:
        await toast(update.callback_query, toasts.apology(voice))
    elif update.message and update.message.chat.type == ChatType.PRIVATE:
        await reply(bot, update.message.chat.id, apology(voice))
