"""Sends and edits what people are shown, through python-telegram-bot and so at the rate of replies."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from telegram import (
    Bot,
    CallbackQuery,
    ChatAdministratorRights,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    KeyboardButton,
    KeyboardButtonRequestChat,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.delivery.outcome import MessageGone, Unchanged
from bot.transport.errors import mentions, outcome_of
from bot.views.message import Album, Keyboard, Message, Post, PostKind, ReplyKeyboard, Sendable


@dataclass(frozen=True, slots=True)
class Response:
    """A toast, which may be empty, and a message.

    Attributes:
        message: takes the place of the one that was pressed; None leaves that as it is.
        is_new: whether the message is sent anew instead, because the one that was pressed is still needed.
        keyboard: takes the place of the buttons of the message that was pressed, whose text stays; None leaves them.
        is_free: whether the message is, in a group, nobody's menu any more.
    """

    message: Message | None = None
    toast: str = ""
    is_new: bool = False
    keyboard: Keyboard | None = None
    is_free: bool = False


EXPIRED_QUERY = ("query is too old", "query_id_invalid")
"""A press that waited too long; whoever pressed sees no toast, and what they asked is done all the same."""


class MessageParameters(TypedDict):
    """A message in python-telegram-bot's parameters."""

    text: str
    parse_mode: str
    reply_markup: InlineKeyboardMarkup | None
    link_preview_options: LinkPreviewOptions | None


def message_parameters(message: Message) -> MessageParameters:
    """Return the parameters that show a message."""
    return MessageParameters(
        text=str(message.html),
        parse_mode=ParseMode.HTML,
        reply_markup=inline_keyboard(message.keyboard),
        link_preview_options=_link_preview(message.preview_url, is_small=message.is_preview_small),
    )


def inline_keyboard(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return buttons in python-telegram-bot's objects; None where there are none."""
    rows = [
        [
            InlineKeyboardButton(
                button.label, url=button.url, callback_data=button.data, switch_inline_query=button.inline_query
            )
            for button in row
        ]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _link_preview(url: str | None, *, is_small: bool) -> LinkPreviewOptions:
    """The preview of a link above the text, large or small, as ``sender`` has it; none without one."""
    if url is None:
        return LinkPreviewOptions(is_disabled=True)
    if is_small:
        return LinkPreviewOptions(url=url, prefer_small_media=True, show_above_text=True)
    return LinkPreviewOptions(url=url, prefer_large_media=True, show_above_text=True)


_RIGHTS_IN_CHANNEL = ChatAdministratorRights(
    is_anonymous=False,
    can_manage_chat=True,
    can_delete_messages=False,
    can_manage_video_chats=False,
    can_restrict_members=False,
    can_promote_members=False,
    can_change_info=False,
    can_invite_users=False,
    can_post_stories=False,
    can_edit_stories=False,
    can_delete_stories=False,
    can_post_messages=True,
    can_edit_messages=True,
)
"""What the bot gets in a channel that is chosen by the button, and so what whoever chooses it must have."""


def reply_keyboard(keyboard: ReplyKeyboard) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    """Return what stands in place of the person's keyboard in python-telegram-bot's objects."""
    if not keyboard.choices:
        return ReplyKeyboardRemove()
    rows = [
        [
            KeyboardButton(
                choice.label,
                request_chat=KeyboardButtonRequestChat(
                    choice.request_id,
                    chat_is_channel=True,
                    user_administrator_rights=_RIGHTS_IN_CHANNEL,
                    bot_administrator_rights=_RIGHTS_IN_CHANNEL,
                ),
            )
        ]
        for choice in keyboard.choices
    ]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


async def send_reply(bot: Bot, chat_id: int, message: Message, thread_id: int = 0) -> int:
    """Send a message to a chat, or to a thread of it, with its document if it has one; returns its id."""
    thread = thread_id or None
    if message.document is None:
        given = message_parameters(message)
        markup = reply_keyboard(message.reply_keyboard) if message.reply_keyboard else given["reply_markup"]
        sent = await bot.send_message(
            chat_id,
            given["text"],
            parse_mode=given["parse_mode"],
            link_preview_options=given["link_preview_options"],
            reply_markup=markup,
            message_thread_id=thread,
        )
        return sent.message_id
    sent = await bot.send_document(
        chat_id,
        InputFile(message.document.content, message.document.name),
        str(message.html),
        parse_mode=ParseMode.HTML,
        reply_markup=inline_keyboard(message.keyboard),
        message_thread_id=thread,
    )
    return sent.message_id


async def send_response(bot: Bot, query: CallbackQuery, response: Response) -> int | None:
    """Answer a press: its toast first, so that the button stops glowing, then its message.

    Returns:
        The id of a message that was sent anew; None where there is none.
    """
    await show_toast(query, response.toast)
    if query.message is not None and response.keyboard is not None:
        await _edit_keyboard(bot, query.message, response.keyboard)
    if response.message is None or query.message is None:
        return None
    if response.is_new or not query.message.is_accessible:
        return await send_reply(bot, query.message.chat.id, response.message, thread_of(query.message))
    shown = await edit_or_reply(bot, query.message, response.message)
    return None if shown == query.message.message_id else shown


def thread_of(message: MaybeInaccessibleMessage) -> int:
    """Return the thread in which a message stands; 0 for none."""
    if isinstance(message, TelegramMessage) and message.is_topic_message:
        return message.message_thread_id or 0
    return 0


async def show_toast(query: CallbackQuery, text: str = "") -> None:
    """Answer a press with a toast, or with nothing that shows."""
    try:
        await query.answer(text or None)
    except BadRequest as error:
        if not mentions(str(error), EXPIRED_QUERY):
            raise


async def show_link(query: CallbackQuery, url: str) -> None:
    """Answer a press by opening the bot's private chat: Telegram takes only ``t.me/<bot>?start=…``."""
    try:
        await query.answer(url=url)
    except BadRequest as error:
        if not mentions(str(error), EXPIRED_QUERY):
            raise


async def _edit_keyboard(bot: Bot, pressed: MaybeInaccessibleMessage, keyboard: Keyboard) -> None:
    """Have a message show other buttons; one that can no longer be edited keeps those it has."""
    markup = inline_keyboard(keyboard)
    try:
        await bot.edit_message_reply_markup(pressed.chat.id, pressed.message_id, reply_markup=markup)
    except BadRequest as error:
        if not isinstance(outcome_of(error), Unchanged | MessageGone):
            raise


async def edit_or_reply(bot: Bot, pressed: MaybeInaccessibleMessage, message: Message) -> int:
    """Have a message show another one, or send that anew where the old one can no longer be edited; returns its id."""
    chat_id = pressed.chat.id
    try:
        await bot.edit_message_text(chat_id=chat_id, message_id=pressed.message_id, **message_parameters(message))
    except BadRequest as error:
        match outcome_of(error):
            case Unchanged():
                pass
            case MessageGone():
                return await send_reply(bot, chat_id, message, thread_of(pressed))
            case _:
                raise
    return pressed.message_id


ALBUM_MEDIA = {
    PostKind.PHOTO: InputMediaPhoto,
    PostKind.VIDEO: InputMediaVideo,
    PostKind.DOCUMENT: InputMediaDocument,
    PostKind.AUDIO: InputMediaAudio,
}
"""What an album may hold."""


async def reply_with_post(bot: Bot, chat_id: int, sendable: Sendable) -> None:
    """Send something to a person as its recipients will see it.

    Raises:
        TelegramError: Telegram refuses it, as it would when sent to anyone else.
    """
    if isinstance(sendable, Message):
        await send_reply(bot, chat_id, sendable)
    elif isinstance(sendable, Album):
        await bot.send_media_group(
            chat_id, [ALBUM_MEDIA[one.kind](one.file_id, **file_parameters(one)) for one in sendable.items]
        )
    elif sendable.kind is PostKind.TEXT:
        await bot.send_message(
            chat_id,
            sendable.text,
            entities=post_entities(sendable) or None,
            link_preview_options=post_link_preview(sendable),
            reply_markup=inline_keyboard(sendable.keyboard),
        )
    else:
        send = getattr(bot, f"send_{sendable.kind.value}")
        await send(
            chat_id, sendable.file_id, reply_markup=inline_keyboard(sendable.keyboard), **file_parameters(sendable)
        )


def file_parameters(post: Post) -> Mapping[str, Any]:
    """Return the parameters that go with a file; only those that say something, for not every kind knows them all."""
    given = {
        "caption": post.text,
        "caption_entities": post_entities(post),
        "has_spoiler": post.has_spoiler,
        "show_caption_above_media": post.is_caption_above,
    }
    return {name: value for name, value in given.items() if value}


def post_entities(post: Post) -> tuple[MessageEntity, ...]:
    """Return a post's formatting in python-telegram-bot's objects."""
    return MessageEntity.de_list(json.loads(post.entities or "[]"), None)


def post_link_preview(post: Post) -> LinkPreviewOptions | None:
    """Return a post's preview in python-telegram-bot's object; None for Telegram's default."""
    return LinkPreviewOptions.de_json(json.loads(post.preview), None) if post.preview else None
