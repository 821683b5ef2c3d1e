"""What people are called: asked of Telegram each time, for the wire keeps no names (Bot API, ``getChat``)."""

import asyncio
from collections.abc import Iterable

from telegram import Bot, ChatFullInfo
from telegram.error import TelegramError


async def names_of(bot: Bot, person_ids: Iterable[int]) -> dict[int, str]:
    """Return names by id, of those whom Telegram lets the bot know."""
    wanted = sorted({person for person in person_ids if person > 0})
    found = await asyncio.gather(*(known_chat(bot, person) for person in wanted))
    return {person: chat.full_name for person, chat in zip(wanted, found, strict=True) if chat and chat.full_name}


async def known_chat(bot: Bot, chat_id: int) -> ChatFullInfo | None:
    """Return what Telegram says of a chat; None for somebody who has never written to the bot."""
    try:
        return await bot.get_chat(chat_id)
    except TelegramError:
        return None
