"""People with a phone, and the bot that they talk to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder

from bot.handlers.context import AdminServices, Services
from bot.handlers.flood import PerChatUpdateProcessor
from bot.handlers.router import register_handlers
from bot.transport.rate_limiter import RateLimiter
from bot.views.callback_data import OpenRelated
from bot.views.texts import Texts
from storage import subscribers
from storage.database import Database
from storage.models import Article, Volume
from tests.conftest import NOON
from tests.support.telegram import ME, TOKEN, Json, Telegram

EXPIRED = "This button is out of date. /topics and /mine show how things stand."
UNCHANGED = "Nothing to change: it is so already"

RIGHTS: dict[str, Json] = {
    "kicked": {"until_date": 0},
    "administrator": dict.fromkeys(
        (
            "can_be_edited",
            "is_anonymous",
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ),
        False,
    ),
}
OWNERS = frozenset({901, 902})
TEXTS = Texts.packaged(is_strict=True)


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Town:
    """A bot that answers, with everyone who talks to it."""

    application: Application[Any, Any, Any, Any, Any, Any]
    telegram: Telegram
    database: Database
    clock: Clock
    updates: int = 0

    async def arrive(self, **update: object) -> None:
        """Have an update arrive, as polling would: through the order of updates."""
        self.updates += 1
        known = Update.de_json({"update_id": self.updates, **update}, self.application.bot)
        handling = self.application.process_update(known)
        await self.application.update_processor.process_update(known, handling)

    def person(self, number: int = 501, language: str = "en") -> "Person":
        return Person(self, number, language)


@dataclass
class Person:
    """Somebody in a private chat with the bot: writes, sees, presses."""

    town: Town
    id: int
    language: str = "en"
    chat: Json = field(default_factory=dict)
    """Where they write; their private chat unless told otherwise."""

    def __post_init__(self) -> None:
        self.chat = self.chat or {"id": self.id, "type": "private", "first_name": "Ada"}

    @property
    def profile(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": "Ada", "language_code": self.language}

    @property
    def chosen(self) -> dict[int, Volume]:
        """What the bot has stored of their choices, by topic id."""
        found = self.town.database.call(subscribers.find, self.id)
        return self.town.database.call(subscribers.choices, found.id) if found else {}

    @property
    def screen(self) -> list[Json]:
        return list(self.town.telegram.screens[self.chat["id"]].values())

    @property
    def seen(self) -> str:
        """The text of the message that stands last."""
        return str(self.screen[-1]["text"])

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return self.buttons_of(-1)

    def buttons_of(self, place: int) -> list[str]:
        """The labels of the buttons of another message."""
        return [button["text"] for button in self.keys(self.screen[place])]

    @staticmethod
    def keys(message: Json) -> list[Json]:
        """The buttons of a message."""
        return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]

    async def write(self, text: str) -> str:
        """Write something, and return what the bot answers last."""
        message: Json = {"text": text}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        return await self.send(**message)

    async def send(self, **content: object) -> str:
        """Send a message of any content."""
        message = {"message_id": 1000, "date": int(self.town.clock.now.timestamp()), "chat": self.chat}
        await self.town.arrive(message=message | {"from": self.profile} | content)
        return self.seen if self.screen else ""

    async def press(self, label: str, place: int = -1) -> str:
        """Press the button that bears this label, and return the toast; ``place`` says under which message."""
        message = self.screen[place]
        [data] = [button["callback_data"] for button in self.keys(message) if label in button["text"]]
        return await self.send_data(data, message)

    async def send_now(self, place: int = -1) -> str:
        """Press *Send now* and say yes to its question, if it asks one; return the last toast."""
        return await self.press("Send now", place) or await self.press("Yes, send", place)

    async def send_data(self, data: str | None, message: Json | None = None) -> str:
        """Send data as if a button had been pressed, and return the toast."""
        shown = message or {"message_id": 1, "date": 1, "chat": self.chat, "text": "x"}
        if message and self.chat.get("is_forum") and message["chat"]["id"] == self.chat["id"]:
            shown = message | {"chat": message["chat"] | {"is_forum": True}}
        query = {"id": "77", "from": self.profile, "chat_instance": "1", "message": shown}
        before = len(self.town.telegram.toasts)
        await self.town.arrive(callback_query=query | ({} if data is None else {"data": data}))
        return " ".join(self.town.telegram.toasts[before:])

    async def alerted(self, article: Article) -> str:
        """Have their alert of an article stand in the chat, and return its text."""
        await self.write("/help")
        await self.send_data(OpenRelated(article.id, 0).encode(), self.screen[-1])
        return self.seen

    async def change(self, old: str, new: str) -> None:
        """Change what the bot may do in the chat: block it, let it in, put it into a group."""
        await self.town.arrive(
            my_chat_member={
                "chat": self.chat,
                "from": self.profile,
                "date": int(self.town.clock.now.timestamp()),
                "old_chat_member": {"status": old, "user": ME} | RIGHTS.get(old, {}),
                "new_chat_member": {"status": new, "user": ME} | RIGHTS.get(new, {}),
            }
        )


@asynccontextmanager
async def town_with(database: Database, admin_services: AdminServices | None = None) -> AsyncIterator[Town]:
    """Open a bot over a database, with python-telegram-bot's own application."""
    telegram, clock = Telegram(), Clock()
    application = (
        ApplicationBuilder()
        .token(TOKEN)
        .request(telegram)
        .get_updates_request(Telegram())
        .rate_limiter(RateLimiter(0))
        .concurrent_updates(PerChatUpdateProcessor(8))
        .updater(None)
        .job_queue(None)
        .build()
    )
    register_handlers(
        application,
        Services(database, TEXTS, clock, "wire@news.example"),
        admin_services or AdminServices(owners=OWNERS),
    )
    async with application:
        telegram.asked.clear()
        yield Town(application, telegram, database, clock)
