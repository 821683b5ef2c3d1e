# ruff: noqa: INP001  # a script on its own, no package
"""A small bot on aiogram 3 that lives in the sandbox."""

import asyncio
import os

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
)

router = Router()
keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="More", callback_data="more")]])


@router.message(CommandStart())
async def start(message: Message, command: CommandObject) -> None:
    """Greet, and say what came with a deep link."""
    await message.answer(f"<b>Hello</b> {command.args or ''}", parse_mode="HTML", reply_markup=keyboard)


@router.callback_query()
async def more(query: CallbackQuery) -> None:
    """Edit the message whose button was pressed."""
    await query.answer("Here you are")
    if isinstance(query.message, Message):
        await query.message.edit_text("More")


@router.inline_query()
async def find(query: InlineQuery) -> None:
    """Offer the typed words back."""
    said = InputTextMessageContent(message_text=query.query or "nothing")
    await query.answer([InlineQueryResultArticle(id="1", title="Echo", input_message_content=said)])


async def main() -> None:
    """Poll the sandbox until interrupted."""
    sandbox = TelegramAPIServer.from_base(os.environ.get("SANDBOX", "http://127.0.0.1:8081"))
    client = Bot("3000001:any-secret-of-your-own-for-aiogram", session=AiohttpSession(api=sandbox))
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    await dispatcher.start_polling(client)


if __name__ == "__main__":
    asyncio.run(main())
