"""The simulated Telegram: its state, and everything that people can do in it (write, press, share, block, join)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.accounts import Account, BotAccount, ChatMember, MemberStatus, Person
from sandbox.chats import Chat, ChatMessage, ChatType, ForumTopic
from sandbox.files import FileKind
from sandbox.messages import bots_in_chat, forward_origin, post_message, publish_topic, remove_message, replace_message
from sandbox.protocol import Json, Upload
from sandbox.state import NotAllowedError, NotFoundError, SimulatorState, UserQuery


@dataclass(slots=True, eq=False)
class MessageActions(SimulatorState):
    """Writing, pressing buttons and inline queries. Each action lets waiting polls be answered before it returns."""

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
        self._check_may_write(person, target)
        if thread_id and thread_id not in target.topics:
            raise NotFoundError(f"There is no topic {thread_id} in chat {target.id}.")
        if target.is_private:
            person.started.add(target.bot_id)
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
        if not isinstance(message.sender, BotAccount):
            raise NotFoundError(f"Message {message.id} is no bot's.")
        query = self._ask(message.sender, person, "callback_query")
        content = {
            "id": query.id,
            "from": person.as_user(),
            "message": message.as_json(),
            "chat_instance": str(7_000_000_000 + abs(message.chat.id)),
            "data": pressed["callback_data"],
        }
        message.sender.queue.add("callback_query", content)
        self.events.publish("pressed", query_id=query.id, person_id=person.id, message_id=message.id)
        await asyncio.sleep(0)
        return query

    async def ask_inline(
        self, person: Person, text: str, *, bot: BotAccount | None = None, offset: str = ""
    ) -> UserQuery:
        """Let a person type ``@bot text`` in the message field of any chat."""
        asked = bot or self.bot
        query = self._ask(asked, person, "inline_query", text)
        content = {"id": query.id, "from": person.as_user(), "query": text, "offset": offset}
        asked.queue.add("inline_query", content | {"chat_type": "sender"})
        await asyncio.sleep(0)
        return query

    async def choose_inline(self, query: UserQuery, result_id: str, chat: Chat) -> ChatMessage:
        """Let the person who asked send one of the results of an answered inline query to a chat."""
        results = (query.answer or {}).get("results", [])
        chosen = next((result for result in results if result["id"] == result_id), None)
        if chosen is None:
            raise NotFoundError(f"The answer to query {query.id} has no result {result_id}.")
        bot, person = self.bots[query.bot_id], self.people[query.person_id]
        text = chosen.get("input_message_content", {}).get("message_text", chosen.get("title", ""))
        message = post_message(self, chat, person, {"text": text}, about={"via_bot": bot.as_user()})
        choice = {"result_id": result_id, "from": person.as_user(), "query": query.text}
        bot.queue.add("chosen_inline_result", choice)
        await asyncio.sleep(0)
        return message

    def message(self, chat: Chat, message_id: int) -> ChatMessage:
        """Return a message of a chat.

        Raises:
            NotFoundError: there is none of that id.
        """
        if message_id not in chat.messages:
            raise NotFoundError(f"There is no message {message_id} in chat {chat.id}.")
        return chat.messages[message_id]

    def _check_may_write(self, person: Person, chat: Chat) -> None:
        if person.deactivated:
            raise NotAllowedError(f"The account of person {person.id} was deleted.")
        if chat.bot_id in person.blocked:
            raise NotAllowedError(f"{person.first_name} has blocked the bot; unblock it first.")
        status = chat.status_of(person.id)
        if not chat.is_private and not (status.is_administrator if chat.is_channel else status.is_inside):
            raise NotAllowedError(f"{person.first_name} may not write in chat {chat.id}.")

    def _ask(self, bot: BotAccount, person: Person, kind: str, text: str = "") -> UserQuery:
        query = UserQuery(self.new_id(), bot.id, person.id, kind, self.monotonic(), text)
        self.queries[query.id] = query
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


class MigrationSignal(StrEnum):
    """What Telegram tells bots of a group that becomes a supergroup."""

    MIGRATE_TO = "migrate_to"
    """A message in the old chat, with ``migrate_to_chat_id``."""
    LEFT = "left"
    """``my_chat_member``: the bot is no longer in the old chat."""
    MEMBER = "member"
    """``my_chat_member``: it is in the new chat."""
    MIGRATE_FROM = "migrate_from"
    """A message in the new chat, with ``migrate_from_chat_id``."""


@dataclass(slots=True, eq=False)
class MembershipActions(SimulatorState):
    """Blocking, joining, leaving, migrating. Each action lets waiting polls be answered before it returns."""

    async def block(self, person: Person, bot: BotAccount | None = None) -> None:
        """Let a person block a bot."""
        await self._set_blocked(person, bot or self.bot, MemberStatus.MEMBER, MemberStatus.KICKED)

    async def unblock(self, person: Person, bot: BotAccount | None = None) -> None:
        """Let a person unblock a bot."""
        await self._set_blocked(person, bot or self.bot, MemberStatus.KICKED, MemberStatus.MEMBER)

    async def delete_account(self, person: Person) -> None:
        """Let a person delete their account; bots get no update of it."""
        person.deactivated = True
        self.events.publish("person", person=person.as_user(), deactivated=True)
        await asyncio.sleep(0)

    async def add_member(
        self, chat: Chat, account: Account, status: MemberStatus = MemberStatus.MEMBER, by: Person | None = None
    ) -> None:
        """Give an account a status in a chat; `by` is the person who did it (default: the account itself)."""
        joins = not chat.status_of(account.id).is_inside and status.is_inside
        self._set_status(chat, account, status, by)
        if joins and chat.is_group:
            post_message(self, chat, by or account, {"new_chat_members": [account.as_user()]})
        await asyncio.sleep(0)

    async def remove_member(
        self, chat: Chat, account: Account, by: Person | None = None, *, kicked: bool = True
    ) -> None:
        """Remove an account from a chat: it was kicked, or it left."""
        inside = chat.status_of(account.id).is_inside
        if inside and chat.is_group:
            post_message(self, chat, by or account, {"left_chat_member": account.as_user()})
        self._set_status(chat, account, MemberStatus.KICKED if kicked else MemberStatus.LEFT, by)
        await asyncio.sleep(0)

    async def migrate(self, group: Chat, signals: Sequence[MigrationSignal] = tuple(MigrationSignal)) -> Chat:
        """Turn a group into a supergroup and return it; calls to the old id are from now on refused with the new id.

        `signals` are what bots are told of it, in this order: Telegram promises none.
        """
        by = next((member.account for member in group.members.values()), self.bot)
        supergroup = self.add_chat(ChatType.SUPERGROUP, group.title, bot_is=MemberStatus.LEFT)
        supergroup.members = dict(group.members)
        group.migrated_to = supergroup.id
        bots = bots_in_chat(self, group)
        for signal in signals:
            self._tell_migration(signal, group, supergroup, by)
        for bot in bots:
            group.members[bot.id] = ChatMember(bot, MemberStatus.LEFT)
        self.events.publish("migrated", chat_id=group.id, to=supergroup.id)
        await asyncio.sleep(0)
        return supergroup

    def _tell_migration(self, signal: MigrationSignal, group: Chat, supergroup: Chat, by: Account) -> None:
        match signal:
            case MigrationSignal.MIGRATE_TO:
                post_message(self, group, by, {"migrate_to_chat_id": supergroup.id})
            case MigrationSignal.MIGRATE_FROM:
                post_message(self, supergroup, by, {"migrate_from_chat_id": group.id})
            case MigrationSignal.LEFT | MigrationSignal.MEMBER:
                is_in = signal is MigrationSignal.MEMBER
                for bot in bots_in_chat(self, group):
                    inside, outside = group.members[bot.id], ChatMember(bot, MemberStatus.LEFT)
                    old, new = (outside, inside) if is_in else (inside, outside)
                    change = self._change(supergroup if is_in else group, by, old.as_member(), new.as_member())
                    bot.queue.add("my_chat_member", change)

    async def set_topic(
        self, chat: Chat, topic: ForumTopic, *, closed: bool | None = None, deleted: bool = False
    ) -> None:
        """Close, reopen or delete a topic."""
        by = next((member.account for member in chat.members.values()), self.bot)
        if deleted:
            topic.deleted = True
            for message in [one for one in chat.messages.values() if one.thread_id == topic.id]:
                remove_message(self, message)
        elif closed is not None and closed != topic.closed:
            topic.closed = closed
            post_message(self, chat, by, {f"forum_topic_{'closed' if closed else 'reopened'}": {}}, thread_id=topic.id)
        publish_topic(self, chat, topic)
        await asyncio.sleep(0)

    def delete_chat(self, chat: Chat) -> None:
        """Delete a group."""
        chat.deleted = True
        self.events.publish("chat", chat=chat.as_chat(), deleted=True)

    async def _set_blocked(self, person: Person, bot: BotAccount, before: MemberStatus, after: MemberStatus) -> None:
        """Change the status of a bot in its private chat with a person."""
        (person.blocked.add if after is MemberStatus.KICKED else person.blocked.discard)(bot.id)
        chat = self.private_chat(person, bot)
        old, new = ChatMember(bot, before), ChatMember(bot, after)
        bot.queue.add("my_chat_member", self._change(chat, person, old.as_member(), new.as_member()))
        self.events.publish("blocked", person_id=person.id, bot_id=bot.id, blocked=after is MemberStatus.KICKED)
        await asyncio.sleep(0)

    def _set_status(self, chat: Chat, account: Account, status: MemberStatus, by: Person | None) -> None:
        old = chat.members.get(account.id) or ChatMember(account, MemberStatus.LEFT)
        new = ChatMember(account, status)
        change = self._change(
            chat, by or account, old.as_member(channel=chat.is_channel), new.as_member(channel=chat.is_channel)
        )
        chat.members[account.id] = new
        if isinstance(account, BotAccount):
            account.queue.add("my_chat_member", change)
        for bot in bots_in_chat(self, chat):
            if bot is not account and chat.status_of(bot.id).is_administrator:
                bot.queue.add("chat_member", change)
        self.events.publish("member", chat_id=chat.id, user_id=account.id, status=status.value)

    def _change(self, chat: Chat, by: Account, old: Json, new: Json) -> Json:
        return {
            "chat": chat.as_chat(),
            "from": by.as_user(),
            "date": self.stamp(),
            "old_chat_member": old,
            "new_chat_member": new,
        }


@dataclass(slots=True, eq=False)
class TelegramSimulator(AttachmentActions, MembershipActions):
    """The simulated Telegram: `SimulatorState` with all that people can do."""
