"""Answers to people, through python-telegram-bot and so at the pace of answers."""

from typing import TypedDict

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, MaybeInaccessibleMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.answer import Answer
from bot.chat.errors import names, outcome_of
from bot.chat.forms import preview, rows
from bot.messages.message import Message
from bot.pipeline.outcome import MessageGone, Unchanged

QUERY_GONE = ("query is too old", "query_id_invalid")
"""A press that waited too long; whoever pressed sees no toast, and what they asked is done all the same."""


class Shown(TypedDict):
    """A message in python-telegram-bot's parameters."""

    text: str
    parse_mode: str
    reply_markup: InlineKeyboardMarkup | None
    link_preview_options: LinkPreviewOptions | None


def shown(message: Message) -> Shown:
    """Return the parameters that show a message."""
    keyboard = {"inline_keyboard": rows(message.keyboard)}
    return Shown(
        text=str(message.html),
        parse_mode=ParseMode.HTML,
        reply_markup=InlineKeyboardMarkup.de_json(keyboard, None) if message.keyboard else None,
        link_preview_options=LinkPreviewOptions.de_json(dict(preview(message.preview_url)), None),
    )


async def reply(bot: Bot, chat_id: int, message: Message) -> int:
    """Send a message; returns its id."""
    return (await bot.send_message(chat_id, **shown(message))).message_id


async def answer_press(bot: Bot, query: CallbackQuery, answer: Answer) -> None:
    """Answer a press: its toast first, so that the button stops glowing, then its message."""
    await toast(query, answer.toast)
    if answer.message is None or query.message is None:
        return
    if answer.is_new or not query.message.is_accessible:
        await reply(bot, query.message.chat.id, answer.message)
    else:
        await show_instead(bot, query.message, answer.message)


async def toast(query: CallbackQuery, text: str = "") -> None:
    """Answer a press with a toast, or with nothing that shows."""
    try:
        await query.answer(text or None)
    except BadRequest as error:
        if not names(str(error), QUERY_GONE):
            raise


async def show_instead(bot: Bot, pressed: MaybeInaccessibleMessage, message: Message) -> int:
    """Have a message show another one, or send that anew where the old one can no longer be edited; returns its id."""
    chat_id = pressed.chat.id
    try:
        await bot.edit_message_text(chat_id=chat_id, message_id=pressed.message_id, **shown(message))
    except BadRequest as error:
        match outcome_of(error):
            case Unchanged():
                pass
            case MessageGone():
                return await reply(bot, chat_id, message)
            case _:
                raise
    return pressed.message_id
