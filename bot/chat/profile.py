"""What Telegram shows of the bot before anyone writes: its commands and descriptions."""

import logging
from collections.abc import Awaitable

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, TelegramError

from bot.chat.admin.office import Office, Role
from bot.chat.admin.unasked import voice_of
from bot.chat.desk import Desk
from bot.messages.admin.commands import admin_menu
from bot.messages.commands import menu, profile
from bot.messages.texts import FALLBACK
from storage import editors

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


async def introduce_administrators(bot: Bot, desk: Desk, office: Office) -> None:
    """Have every administrator's menu show what they can do."""
    staff = {editor.person_id: Role.EDITOR for editor in await desk.database.run(editors.every)}
    for person_id, role in (staff | dict.fromkeys(office.owners, Role.OWNER)).items():
        await show_commands(bot, desk, person_id, role)


async def show_commands(bot: Bot, desk: Desk, person_id: int, role: Role) -> None:
    """Have the menu of one administrator show what they can do (Bot API, ``BotCommandScopeChat``).

    What fails is logged: whoever has never written to the bot is shown them when they do.
    """
    voice, scope = await voice_of(desk, person_id), BotCommandScopeChat(person_id)
    own = admin_menu(voice, is_owner=role is Role.OWNER)
    commands = tuple(BotCommand(name, description) for name, description in own)
    try:
        if await bot.get_my_commands(scope=scope) != commands:
            await bot.set_my_commands(commands, scope=scope)
    except BadRequest as error:
        log.info("an administrator is not shown their commands yet: %s", error)
    except TelegramError as error:
        log.warning("Telegram did not take the commands of an administrator: %s", error)


async def hide_commands(bot: Bot, person_id: int) -> None:
    """Have the menu of somebody who is no administrator any more show what everybody can do."""
    try:
        await bot.delete_my_commands(scope=BotCommandScopeChat(person_id))
    except TelegramError as error:
        log.warning("Telegram did not forget the commands of a former administrator: %s", error)


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
