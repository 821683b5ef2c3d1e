"""The simulated Telegram: its state, and everything that people can do in it (write, press, share, block, join)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from sandbox.accounts import BotAccount, Person
from sandbox.chats import Chat, ChatMessage
from sandbox.files import FileKind
from sandbox.forums import ForumActions
from sandbox.inline import InlineActions
from sandbox.memberships import MembershipActions
from sandbox.messages import (
    check_may_write,
    check_topic_writable,
    forward_origin,
    post_message,
    replace_message,
    reply_to_opening,
)
from sandbox.protocol import Json, Upload
from sandbox.reply_keyboards import ReplyKeyboardActions
from sandbox.state import NotAllowedError, NotFoundError, SimulatorState, UserQuery


@dataclass(slots=True, eq=False)
class MessageActions(SimulatorState):
    """Writing and pressing buttons. Each action lets waiting polls be answered before it returns."""

    async def say(
        self,
        person: Person,
        text: str,
        chat: Chat | None = None,
        *,
        bot: BotAccount | None = None,
        thread_id: int = 0,
        reply_to: int = 0,
        parse_mode: str = "",
        about: Json | None = None,
    ) -> ChatMessage:
        """Let a person write a message (default: in the private chat with the bot) and return it.

        Formatting is written in the markup of a `parse_mode`. `about` has further fields of the Bot API's ``Message``.

        Raises:
            NotAllowedError: the person is not in the chat, has blocked the bot, or has no account any more.
            NotFoundError: the topic or the message replied to does not exist.
            BotApiError: the markup cannot be read.
        """
        target = chat or self.private_chat(person, bot)
        replied = {"reply_to_message": self.message(target, reply_to).as_json(with_reply=False)} if reply_to else {}
        content = self.formatted_content(text, parse_mode)
        return await self.send_content(person, content, target, thread_id=thread_id, about=replied | (about or {}))

    async def send_content(
        self, person: Person, content: Json, target: Chat, *, thread_id: int = 0, about: Json | None = None
    ) -> ChatMessage:
        """Let a person send a content of the Bot API; raises as `say` does."""
        check_may_write(person, target)
        check_topic_writable(person, target, thread_id)
        if target.is_private:
            person.started.add(target.bot_id)
        about = reply_to_opening(target, thread_id) | (about or {})
        message = post_message(self, target, person, content, about=about, thread_id=thread_id)
        await asyncio.sleep(0)
        return message

    def formatted_content(self, text: str, parse_mode: str = "", name: str = "text") -> Json:
        """Return a text or caption with its entities, as the content of a message."""
        written = self.parser.read(text, parse_mode, None)
        entities = "entities" if name == "text" else f"{name}_entities"
        return {name: written.text} | ({entities: written.entities} if written.entities else {})

    async def edit_text(self, message: ChatMessage, text: str) -> None:
        """Let the author of a message edit its text or caption."""
        kind = message.file_kind
        kept = {name: value for name, value in message.content.items() if kind and not name.startswith("caption")}
        content = kept | self.formatted_content(text, name="caption" if kind else "text")
        replace_message(self, message, message.sender, content, message.reply_markup)
        await asyncio.sleep(0)

    async def press(self, person: Person, message: ChatMessage, button: str) -> UserQuery:
        """Let a person press a button, named by its text or callback data, and return the query, which gets the answer.

        Raises:
            NotFoundError: the message has no such callback button.
        """
        pressed = find_callback_button(message, button)
        asked = message.sender if isinstance(message.sender, BotAccount) else self.bots.get(message.via_bot_id)
        if asked is None:
            raise NotFoundError(f"Message {message.id} is no bot's.")
        query = self.new_query(asked, person, "callback_query")
        content = {
            "id": query.id,
            "from": person.as_user(),
            "chat_instance": str(7_000_000_000 + abs(message.chat.id)),
            "data": pressed["callback_data"],
        }
        is_inline = asked is not message.sender
        content |= {"inline_message_id": message.inline_id} if is_inline else {"message": message.as_json()}
        asked.queue.add("callback_query", content)
        self.events.publish("pressed", query_id=query.id, person_id=person.id, message_id=message.id)
        await asyncio.sleep(0)
        return query


def find_callback_button(message: ChatMessage, wanted: str) -> Json:
    """Return the callback button of a message by its text or its callback data."""
    rows = (message.reply_markup or {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if wanted in {button["text"], button.get("callback_data")} and "callback_data" in button:
            found: Json = button
            return found
    raise NotFoundError(f"Message {message.id} has no button {wanted!r} to press.")


MAX_ALBUM_FILES = 10


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a person sends, its caption in the markup of `parse_mode`, and its metadata."""

    kind: FileKind
    upload: Upload
    caption: str = ""
    parse_mode: str = ""
    has_spoiler: bool = False
    is_caption_above: bool = False
    metadata: Json = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class AttachmentActions(MessageActions):
    """Sending files, forwarding, and sharing contacts and locations. All of them raise as `say` does."""

    async def send(
        self,
        person: Person,
        attachments: Sequence[Attachment],
        chat: Chat | None = None,
        *,
        thread_id: int = 0,
        about: Json | None = None,
    ) -> list[ChatMessage]:
        """Let a person send a file, or up to ten as an album (default: in the private chat with the bot).

        Raises:
            NotAllowedError: no files, too many, or kinds that cannot be in one album.
            BotApiError: Telegram would refuse a file.
        """
        check_album([attachment.kind for attachment in attachments])
        target = chat or self.private_chat(person)
        contents = [self.attachment_content(attachment) for attachment in attachments]
        group = {"media_group_id": self.new_id()} if len(contents) > 1 else {}
        shown = (about or {}) | group
        return [await self.send_content(person, one, target, thread_id=thread_id, about=shown) for one in contents]

    def attachment_content(self, attachment: Attachment) -> Json:
        """Store a file and return the content of a message with it."""
        content = self.files.keep(attachment.upload, attachment.kind, attachment.metadata).as_content()
        if attachment.kind.has_caption and attachment.caption:
            content |= self.formatted_content(attachment.caption, attachment.parse_mode, "caption")
        flags = {
            "has_media_spoiler": attachment.has_spoiler,
            "show_caption_above_media": attachment.is_caption_above,
        }
        return content | {name: True for name, is_on in flags.items() if is_on and attachment.kind.is_seen}

    async def forward(
        self, person: Person, messages: Sequence[ChatMessage], chat: Chat | None = None, *, is_hidden: bool = False
    ) -> list[ChatMessage]:
        """Let a person forward messages; an album stays one. With `is_hidden` the author hides the account."""
        target = chat or self.private_chat(person)
        groups: dict[str, str] = {}
        sent = []
        for message in messages:
            about: Json = {"forward_origin": forward_origin(message, is_hidden=is_hidden)}
            if group := message.about.get("media_group_id"):
                about["media_group_id"] = groups.setdefault(group, self.new_id())
            sent.append(await self.send_content(person, dict(message.content), target, about=about))
        return sent

    async def share_contact(self, person: Person, contact: Person, chat: Chat | None = None) -> ChatMessage:
        """Let a person share the contact of a person."""
        named = {"phone_number": f"+000{contact.id}", "user_id": contact.id, **contact.names()}
        content = {name: value for name, value in named.items() if name != "username"}
        return await self.send_content(person, {"contact": content}, chat or self.private_chat(person))

    async def share_location(
        self, person: Person, latitude: float, longitude: float, chat: Chat | None = None
    ) -> ChatMessage:
        """Let a person share a location."""
        location = {"latitude": latitude, "longitude": longitude}
        return await self.send_content(person, {"location": location}, chat or self.private_chat(person))


def check_album(kinds: Sequence[FileKind]) -> None:
    """Refuse what is neither a single file nor an album.

    Raises:
        NotAllowedError: no files, too many, or kinds that cannot be in one album.
    """
    if not 1 <= len(kinds) <= MAX_ALBUM_FILES:
        raise NotAllowedError(f"An album has up to {MAX_ALBUM_FILES} files.")
    if len(kinds) > 1 and not set(kinds) <= kinds[0].album_kinds:
        raise NotAllowedError(f"These do not make an album: {', '.join(kind.label for kind in kinds)}.")


@dataclass(slots=True, eq=False)
class TelegramSimulator(AttachmentActions, ReplyKeyboardActions, InlineActions, MembershipActions, ForumActions):
    """The simulated Telegram: `SimulatorState` with all that people can do."""
