"""What Telegram shows of the bot before anyone writes: its commands and descriptions."""

import logging
from collections.abc import Awaitable

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.chat.desk import Desk
from bot.messages.commands import menu, profile
from bot.messages.texts import FALLBACK

log = logging.getLogger(__name__)


async def introduce(bot: Bot, desk: Desk) -> None:
    """Tell Telegram the commands and descriptions in every language, where it has others.

    What fails is logged: people are answered all the same.
    """
    for language in desk.texts.languages:
        voice = desk.texts.voice(language)
        about = profile(voice)
        # What has no language is shown to everyone whose own there is not.
        code = None if language == FALLBACK else language.partition("-")[0]
        commands = tuple(BotCommand(name, description) for name, description in menu(voice))
        for step in (
            _commands(bot, commands, code),
            _description(bot, about.description, code),
            _short_description(bot, about.short_description, code),
        ):
            await _attempt(step, language)


async def _commands(bot: Bot, commands: tuple[BotCommand, ...], code: str | None) -> None:
    if await bot.get_my_commands(language_code=code) != commands:
        await bot.set_my_commands(commands, language_code=code)


async def _description(bot: Bot, text: str, code: str | None) -> None:
    if (await bot.get_my_description(language_code=code)).description != text:
        await bot.set_my_description(text, language_code=code)


async def _short_description(bot: Bot, text: str, code: str | None) -> None:
    if (await bot.get_my_short_description(language_code=code)).short_description != text:
        await bot.set_my_short_description(text, language_code=code)


async def _attempt(step: Awaitable[None], language: str) -> None:
    try:
        await step
    except TelegramError as error:
        log.warning("Telegram did not take the bot's commands or descriptions (%s): %s", language, error)
