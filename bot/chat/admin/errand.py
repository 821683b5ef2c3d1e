"""One thing that an administrator asked for, and what it takes to do it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, TypeVar

from markupsafe import Markup
from telegram import Bot, CallbackQuery, InputFile, InputMediaPhoto
from telegram import Message as Written
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.admin.office import Office, Role
from bot.chat.desk import Desk
from bot.chat.errors import outcome_of
from bot.chat.replying import reply, show_instead, shown, toast
from bot.messages.message import Message
from bot.messages.texts import Voice
from bot.pipeline.outcome import Unchanged
from storage import audit
from storage.database import Query
from storage.models import AuditAct

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Errand:
    """What an administrator asked for in their private chat: by a command, by a button, or by an answer.

    Attributes:
        person_id: the user, whose rights were checked; their private chat has the same id.
        query: the button press, if it was one.
        written: the command as it was written, with its formatting, if it was one.
    """

    bot: Bot
    desk: Desk
    office: Office
    person_id: int
    role: Role
    voice: Voice
    now: datetime
    query: CallbackQuery | None = None
    written: Written | None = None
    is_answered: bool = field(default=False, init=False)

    @property
    def is_owner(self) -> bool:
        """Whether the settings name the person."""
        return self.role is Role.OWNER

    async def run(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query in a transaction of its own."""
        return await self.desk.database.run(query, *args, **kwargs)

    async def audit(self, act: AuditAct, about: str = "") -> None:
        """Note what was done."""
        await self.run(audit.note, self.person_id, act, about, self.now)

    async def toast(self, text: str = "") -> None:
        """Answer the press with a toast; only the first one shows."""
        if self.query and not self.is_answered:
            self.is_answered = True
            await toast(self.query, text)

    async def say(self, text: str) -> None:
        """Say something short: by a toast, or by a message where nothing was pressed."""
        if self.query:
            await self.toast(text)
        else:
            await self.reply(Message(Markup.escape(text)))

    async def reply(self, message: Message) -> int:
        """Send a message; returns its id."""
        return await reply(self.bot, self.person_id, message)

    async def show(self, message: Message) -> int:
        """Show a message in place of the one that was pressed, or send it if none was; returns its id."""
        pressed = self.query.message if self.query else None
        await self.toast()
        if pressed is None or not pressed.is_accessible:
            return await self.reply(message)
        if self._is_media:
            await self.bot.edit_message_reply_markup(self.person_id, pressed.message_id, reply_markup=None)
            return await self.reply(message)
        return await show_instead(self.bot, pressed, message)

    async def show_picture(self, png: bytes, caption: Message) -> None:
        """Show a picture in place of the one that was pressed, or send it if none was."""
        await self.toast()
        text = shown(caption)
        markup = text["reply_markup"]
        if self.query and self.query.message and self._is_media:
            media = InputMediaPhoto(png, text["text"], parse_mode=ParseMode.HTML, filename="picture.png")
            place = self.query.message.message_id
            try:
                await self.bot.edit_message_media(media, self.person_id, place, reply_markup=markup)
            except BadRequest as error:
                if not isinstance(outcome_of(error), Unchanged):
                    raise
        else:
            await self.bot.send_photo(
                self.person_id, InputFile(png, "picture.png"), text["text"], parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )  # fmt: skip

    async def send_file(self, name: str, content: bytes, caption: Message | None = None) -> None:
        """Send a document."""
        text = shown(caption)["text"] if caption else None
        await self.bot.send_document(
            self.person_id, InputFile(content, name), text, parse_mode=ParseMode.HTML, filename=name
        )

    @property
    def _is_media(self) -> bool:
        """Whether the message that was pressed carries a file, so that no text can take its place."""
        pressed = self.query.message if self.query else None
        return bool(getattr(pressed, "photo", None) or getattr(pressed, "document", None))
