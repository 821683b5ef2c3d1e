"""The bot's profile in Telegram: the menus of commands and the descriptions."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError

from bot.handlers.context import Role, Services, voice_of
from bot.loop import Loop
from bot.views.help import MenuCommand, bot_profile, command_menu, group_command_menu
from bot.views.texts import FALLBACK
from storage import admins
from storage.models import ChatKind

log = logging.getLogger(__name__)


AGAIN = timedelta(days=1)
"""What Telegram shows may have been changed from elsewhere meanwhile."""


class Profile(Loop):
    """Tells Telegram all of it at the start and each day after; a minute later where the database was away."""

    def __init__(self, bot: Bot, services: Services, menu: Sequence[MenuCommand], owners: frozenset[int]) -> None:
        """Take who is told, and what."""
        super().__init__(timedelta(minutes=1))
        self._bot = bot
        self._services = services
        self._menu = menu
        self._owners = owners

    async def tick(self) -> timedelta:
        """Tell it once."""
        await publish_profile(self._bot, self._services, self._menu)
        await publish_admin_commands(self._bot, self._services, self._menu, self._owners)
        return AGAIN


async def publish_profile(bot: Bot, services: Services, menu: Sequence[MenuCommand]) -> None:
    """Tell Telegram the commands and descriptions in every language, where it has others.

    What fails is logged: people are answered all the same.
    """
    for language in services.texts.languages:
        await asyncio.to_thread(services.texts.read, language)
        voice = services.texts.voice(language)
        about = bot_profile(voice)
        # What has no language is shown to everyone whose own there is not.
        code = None if language == FALLBACK else language.partition("-")[0]
        commands = tuple(BotCommand(name, description) for name, description in command_menu(menu, voice))
        of_groups = tuple(
            BotCommand(name, description)
            for name, description in group_command_menu(menu, voice.about(ChatKind.SUPERGROUP))
        )
        for step in (
            partial(_set_commands, bot, commands, code),
            partial(_set_commands, bot, of_groups, code, BotCommandScopeAllChatAdministrators()),
            partial(_set_description, bot, about.description, code),
            partial(_set_short_description, bot, about.short_description, code),
        ):
            await _try_publishing(step, language)
    await _try_publishing(partial(_hide_commands_from_members, bot), "members of groups")


async def publish_admin_commands(
    bot: Bot, services: Services, menu: Sequence[MenuCommand], owners: frozenset[int]
) -> None:
    """Have every administrator's menu show what they can do."""
    staff = {editor.person_id: Role.EDITOR for editor in await services.database.run(admins.all_editors)}
    for person_id, role in (staff | dict.fromkeys(owners, Role.OWNER)).items():
        await show_admin_commands(bot, services, menu, person_id, role)


async def show_admin_commands(
    bot: Bot, services: Services, menu: Sequence[MenuCommand], person_id: int, role: Role
) -> None:
    """Have the menu of one administrator show what they can do (Bot API, ``BotCommandScopeChat``).

    What fails is logged: whoever has never written to the bot is shown them when they do.
    """
    voice, scope = await voice_of(services, person_id), BotCommandScopeChat(person_id)
    own = command_menu(menu, voice, role)
    commands = tuple(BotCommand(name, description) for name, description in own)
    try:
        if await bot.get_my_commands(scope=scope) != commands:
            await bot.set_my_commands(commands, scope=scope)
    except BadRequest as error:
        log.info("an administrator is not shown their commands yet: %s", error)
    except TelegramError as error:
        log.warning("Telegram did not take the commands of an administrator: %s", error)


async def hide_admin_commands(bot: Bot, person_id: int) -> None:
    """Have the menu of somebody who is no administrator any more show what everybody can do."""
    try:
        await bot.delete_my_commands(scope=BotCommandScopeChat(person_id))
    except TelegramError as error:
        log.warning("Telegram did not forget the commands of a former administrator: %s", error)


async def _set_commands(
    bot: Bot, commands: tuple[BotCommand, ...], code: str | None, scope: BotCommandScope | None = None
) -> None:
    if await bot.get_my_commands(scope=scope, language_code=code) != commands:
        await bot.set_my_commands(commands, scope=scope, language_code=code)


async def _hide_commands_from_members(bot: Bot) -> None:
    """Have the members of groups be shown no commands, since theirs are not answered.

    Whether that is so already cannot be asked: an empty list looks like none.
    """
    await bot.set_my_commands((), scope=BotCommandScopeAllGroupChats())


async def _set_description(bot: Bot, text: str, code: str | None) -> None:
    if (await bot.get_my_description(language_code=code)).description != text:
        await bot.set_my_description(text, language_code=code)


async def _set_short_description(bot: Bot, text: str, code: str | None) -> None:
    if (await bot.get_my_short_description(language_code=code)).short_description != text:
        await bot.set_my_short_description(text, language_code=code)


async def _try_publishing(step: Callable[[], Awaitable[None]], language: str) -> None:
    try:
        await step()
    except TelegramError as error:
        log.warning("Telegram did not take the bot's commands or descriptions (%s): %s", language, error)
