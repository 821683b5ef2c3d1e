"""One message and everything that happened to it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.answers import Json
from bot.sandbox.file_kinds import FileKind, kind_in

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Account

SAID = ("text", "contact", "location", "poll", "dice")


@dataclass(slots=True, eq=False)
class Message:
    """A message in a chat; `content` holds the Bot API's fields of its kind, `about` those beside it.

    `edits` keeps the contents and keyboards that later edits replaced, oldest first.
    """

    id: int
    chat: "Chat"
    sender: "Account"
    date: int
    content: Json
    about: Json = field(default_factory=dict)
    reply_markup: Json | None = None
    thread_id: int = 0
    edited_at: int = 0
    edits: list[Json] = field(default_factory=list)

    @property
    def is_service(self) -> bool:
        """Whether the message tells of an event in the chat rather than saying something."""
        return self.file_kind is None and not any(kind in self.content for kind in SAID)

    @property
    def file_kind(self) -> FileKind | None:
        """The kind of file that the message carries."""
        return kind_in(self.content)

    @property
    def text(self) -> str:
        """The text or caption."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    def replace(self, content: Json, reply_markup: Json | None, at: int) -> None:
        """Put a new content in place, at a Unix time."""
        self.edits.append({**self.content, "reply_markup": self.reply_markup})
        self.content, self.reply_markup, self.edited_at = content, reply_markup, at

    def as_json(self, *, with_reply: bool = True) -> Json:
        """Return the Bot API's `Message`."""
        shown: Json = {"message_id": self.id}
        if self.chat.is_channel:
            shown["sender_chat"] = self.chat.as_chat()
        else:
            shown["from"] = self.sender.as_user()
        shown |= {"chat": self.chat.as_chat(), "date": self.date}
        if self.edited_at:
            shown["edit_date"] = self.edited_at
        if self.thread_id:
            shown |= {"is_topic_message": True, "message_thread_id": self.thread_id}
        shown |= self.about if with_reply else {k: v for k, v in self.about.items() if k != "reply_to_message"}
        shown |= self.content
        if self.reply_markup is not None and "inline_keyboard" in self.reply_markup:
            shown["reply_markup"] = self.reply_markup
        return shown
