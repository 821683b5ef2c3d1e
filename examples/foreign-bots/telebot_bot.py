# ruff: noqa: INP001  # a script on its own, no package
"""A small bot on pyTelegramBotAPI 4 that lives in the sandbox."""

import os

from telebot import TeleBot, apihelper, util
from telebot.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
)

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])


def build(token: str) -> TeleBot:
    """Return a client with its three handlers."""
    client = TeleBot(token)

    @client.message_handler(commands=["start"])
    def start(message: Message) -> None:
        words = util.extract_arguments(message.text)
        client.send_message(message.chat.id, f"<b>Hello</b> {words}", parse_mode="HTML", reply_markup=KEYBOARD)

    @client.callback_query_handler(lambda query: query.data == "more")
    def more(query: CallbackQuery) -> None:
        client.answer_callback_query(query.id, "Here you are")
        client.edit_message_text("More", query.message.chat.id, query.message.message_id)

    @client.inline_handler(lambda _: True)
    def find(query: InlineQuery) -> None:
        said = InputTextMessageContent(query.query or "nothing")
        client.answer_inline_query(query.id, [InlineQueryResultArticle("1", "Echo", said)])

    return client


if __name__ == "__main__":
    sandbox = os.environ.get("SANDBOX", "http://127.0.0.1:8081")
    apihelper.API_URL = sandbox + "/bot{0}/{1}"
    apihelper.FILE_URL = sandbox + "/file/bot{0}/{1}"
    build("3000002:any-secret-of-your-own-for-telebot").infinity_polling()
