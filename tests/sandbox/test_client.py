"""A bot on python-telegram-bot, unchanged, against the sandbox."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, LinkPreviewOptions, Update
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler

from sandbox.accounts import MemberStatus, Person
from sandbox.chats import ChatType
from sandbox.faults import FaultKind
from sandbox.logs import EventSubscription
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from tests.sandbox.scenario import PNG

App = Application[Any, Any, Any, Any, Any, Any]
GO = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


async def start(update: Update, context: Any) -> None:
    assert update.message is not None
    await update.message.reply_html(f"<b>Hello</b> {context.args[0]}", reply_markup=GO)


async def go(update: Update, context: Any) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Gone")
    await update.callback_query.edit_message_text("Went", reply_markup=GO)


@pytest.fixture
async def simulator() -> TelegramSimulator:
    return TelegramSimulator(flood_limits=False)


@pytest.fixture
async def app(simulator: TelegramSimulator, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[App]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # RetryAfter warns otherwise
    async with Sandbox(simulator) as sandbox:
        builder = ApplicationBuilder().token(sandbox.token).base_url(f"{sandbox.url}/bot")
        app = builder.base_file_url(f"{sandbox.url}/file/bot").build()
        app.add_handler(CommandHandler("start", start))
        app.add_handler(CallbackQueryHandler(go))
        async with app:
            yield app


@pytest.fixture
def ada(simulator: TelegramSimulator) -> Person:
    return simulator.add_person("Ada", person_id=501, username="ada", started=True)


async def happened(events: EventSubscription, kind: str) -> dict[str, Any]:
    async with asyncio.timeout(5):
        async for event in events:
            if event["event"] == kind and (kind != "delivered" or event["message"]["from"]["is_bot"]):
                return event
    pytest.fail(f"no {kind}")


async def test_a_conversation_by_long_polling(app: App, simulator: TelegramSimulator, ada: Person) -> None:
    assert app.updater is not None
    await app.start()
    await app.updater.start_polling()
    with simulator.subscribe() as events:
        await simulator.say(ada, "/start cv")
        sent = (await happened(events, "delivered"))["message"]
        query = await simulator.press(ada, simulator.message(simulator.private_chat(ada), sent["message_id"]), "Go")
        edited = (await happened(events, "edited"))["message"]
    assert (sent["text"], edited["text"]) == ("Hello cv", "Went")
    assert query.answer == {"text": "Gone", "show_alert": False}
    await app.updater.stop()
    await app.stop()


async def test_what_a_bot_calls(app: App, simulator: TelegramSimulator, ada: Person) -> None:
    telegram = app.bot
    photo = await telegram.send_photo(501, PNG, caption="<i>c</i>", parse_mode="HTML")
    again = await telegram.send_photo(501, photo.photo[-1].file_id)
    assert again.photo == photo.photo
    file = await telegram.get_file(photo.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == PNG
    await telegram.send_document(501, b"text", filename="a.txt")
    album = await telegram.send_media_group(501, [InputMediaPhoto(photo.photo[0].file_id), InputMediaPhoto(PNG)])
    assert len({message.media_group_id for message in album}) == 1
    await telegram.edit_message_caption(501, photo.message_id, caption="new")
    await telegram.edit_message_media(InputMediaPhoto(PNG, caption="newer"), 501, photo.message_id)
    await telegram.edit_message_reply_markup(501, photo.message_id, reply_markup=GO)
    preview = LinkPreviewOptions(url="https://example.org/a.jpg", show_above_text=True)
    sent = await telegram.send_message(501, "x", link_preview_options=preview)
    assert sent.link_preview_options == preview
    assert (await telegram.copy_message(501, 501, sent.message_id)).message_id > sent.message_id
    assert (await telegram.forward_message(501, 501, sent.message_id)).forward_origin is not None
    await telegram.set_my_commands([BotCommand("start", "Begin")])
    assert await telegram.get_my_commands() == (BotCommand("start", "Begin"),)
    assert (await telegram.get_chat(501)).username == "ada"
    await telegram.delete_messages(501, [sent.message_id])
    assert await telegram.send_chat_action(501, "typing")
    assert (await telegram.get_webhook_info()).url == ""


async def test_places(app: App, simulator: TelegramSimulator, ada: Person) -> None:
    telegram = app.bot
    forum = simulator.add_chat(ChatType.SUPERGROUP, "F", creator=ada, bot_is=MemberStatus.ADMINISTRATOR, is_forum=True)
    topic = await telegram.create_forum_topic(forum.id, "News")
    sent = await telegram.send_message(forum.id, "x", message_thread_id=topic.message_thread_id)
    assert (sent.is_topic_message, sent.message_thread_id) == (True, topic.message_thread_id)
    await telegram.close_forum_topic(forum.id, topic.message_thread_id)
    await telegram.pin_chat_message(forum.id, sent.message_id)
    assert [member.status for member in await telegram.get_chat_administrators(forum.id)] == [
        "creator",
        "administrator",
    ]
    assert (await telegram.get_chat_member(forum.id, 501)).user.first_name == "Ada"
    assert (await telegram.get_chat(forum.id)).pinned_message is not None
    assert await telegram.leave_chat(forum.id)
    with pytest.raises(Forbidden):
        await telegram.send_message(forum.id, "x")


async def test_every_update_is_understood(app: App, simulator: TelegramSimulator, ada: Person) -> None:
    simulator.bot.queue.allowed = list(Update.ALL_TYPES)
    group = simulator.add_chat(ChatType.GROUP, "G", creator=ada, bot_is=MemberStatus.ADMINISTRATOR)
    channel = simulator.add_chat(ChatType.CHANNEL, "C", creator=ada, bot_is=MemberStatus.ADMINISTRATOR)
    await simulator.edit_text(await simulator.say(ada, "/start"), "/stop")
    await simulator.edit_text(await simulator.say(ada, "post", channel), "edited post")
    await simulator.ask_inline(ada, "q")
    await simulator.add_member(group, simulator.add_person("Bob"))
    await simulator.migrate(group)
    await simulator.block(ada)
    updates = await app.bot.get_updates()
    kinds = [next(key for key in update.to_dict() if key != "update_id") for update in updates]
    assert kinds == [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "chat_member",
        "message",
        "message",
        "my_chat_member",
        "my_chat_member",
        "message",
        "my_chat_member",
    ]


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (FaultKind.FLOOD, RetryAfter),
        (FaultKind.BLOCKED, Forbidden),
        (FaultKind.TOPIC_CLOSED, BadRequest),
        (FaultKind.REVOKED, InvalidToken),
        (FaultKind.SERVER_ERROR, NetworkError),
        (FaultKind.BAD_GATEWAY, NetworkError),
        (FaultKind.DROPPED, NetworkError),
        (FaultKind.ANSWER_LOST, NetworkError),
    ],
)
async def test_faults_arrive_as_the_errors_they_are(
    app: App, simulator: TelegramSimulator, ada: Person, kind: FaultKind, error: type[Exception]
) -> None:
    simulator.faults.add(kind, "sendMessage")
    with pytest.raises(error):
        await app.bot.send_message(501, "x")
    assert len(simulator.message_log.deliveries(501)) == (1 if kind is FaultKind.ANSWER_LOST else 0)


async def test_migration_and_conflict(app: App, simulator: TelegramSimulator, ada: Person) -> None:
    group = simulator.add_chat(ChatType.GROUP, "G", creator=ada)
    moved = await simulator.migrate(group)
    with pytest.raises(ChatMigrated) as caught:
        await app.bot.send_message(group.id, "x")
    assert caught.value.new_chat_id == moved.id
    await app.bot.set_webhook("http://127.0.0.1:9/")
    with pytest.raises(Conflict):
        await app.bot.get_updates()
