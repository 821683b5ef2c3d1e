"""Chats (private chats, groups, supergroups, channels), their topics and their messages."""

from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.accounts import Account, BotAccount, ChatMember, MemberStatus, Person
from sandbox.files import FileKind, file_kind_of
from sandbox.protocol import Json

CONTENT_FIELDS = ("text", "contact", "location", "poll", "dice")


@dataclass(slots=True, eq=False)
class ChatMessage:
    """A message in a chat; `content` holds the Bot API's fields of its kind, `about` those beside it.

    `edits` keeps the contents and keyboards that later edits replaced, oldest first.
    """

    id: int
    chat: "Chat"
    sender: Account
    date: int
    content: Json
    about: Json = field(default_factory=dict)
    reply_markup: Json | None = None
    thread_id: int = 0
    edited_at: int = 0
    edits: list[Json] = field(default_factory=list)
    inline_id: str = ""

    @property
    def via_bot_id(self) -> int:
        """The id of the bot by way of which a person sent the message, 0 if there is none."""
        return int(self.about.get("via_bot", {}).get("id", 0))

    @property
    def is_service(self) -> bool:
        """Whether the message reports an event in the chat, such as a new member, and has no content."""
        return self.file_kind is None and not any(kind in self.content for kind in CONTENT_FIELDS)

    @property
    def file_kind(self) -> FileKind | None:
        """The kind of file that the message carries."""
        return file_kind_of(self.content)

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


DEFAULT_TOPIC_COLOUR = 0x6FB9F0


class ChatType(StrEnum):
    """The Bot API's types of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(slots=True, eq=False)
class ForumTopic:
    """One thread of a forum, or of a private chat with a bot that has topics."""

    id: int
    name: str
    icon_color: int = DEFAULT_TOPIC_COLOUR
    closed: bool = False
    deleted: bool = False
    hidden: bool = False
    creator_id: int = 0

    def as_topic(self) -> Json:
        """Return the Bot API's `ForumTopic`."""
        return {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color}

    def flags(self) -> Json:
        """Return what else the control API says of it."""
        return {"closed": self.closed, "deleted": self.deleted, "hidden": self.hidden}


GENERAL_ID = 1


def general_topic() -> ForumTopic:
    """Return the General topic of a forum: its id is 1, but its messages bear none."""
    return ForumTopic(GENERAL_ID, "General")


@dataclass(slots=True, eq=False)
class Chat:
    """A chat, its members and everything said there. A private chat belongs to one person and one bot."""

    id: int
    kind: ChatType
    title: str = ""
    username: str = ""
    is_forum: bool = False
    person: Person | None = None
    bot_id: int = 0
    members: dict[int, ChatMember] = field(default_factory=dict)
    topics: dict[int, ForumTopic] = field(default_factory=dict)
    general: ForumTopic = field(default_factory=general_topic)
    reply_keyboard: Json | None = None
    messages: dict[int, ChatMessage] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    muted: set[str] = field(default_factory=set)
    migrated_to: int = 0
    deleted: bool = False
    last_message_id: int = 1  # that of the chat's creation; in a forum it means the General topic

    @property
    def is_private(self) -> bool:
        """Whether this is the chat of one person with a bot."""
        return self.kind is ChatType.PRIVATE

    @property
    def is_group(self) -> bool:
        """Whether several people may write here."""
        return self.kind in {ChatType.GROUP, ChatType.SUPERGROUP}

    @property
    def is_channel(self) -> bool:
        """Whether administrators post here in the channel's name."""
        return self.kind is ChatType.CHANNEL

    def topic_of(self, thread_id: int) -> ForumTopic | None:
        """Return the topic in which messages of a thread stand; 0 is General in a forum, and nothing elsewhere."""
        if not thread_id:
            return self.general if self.is_forum else None
        return self.topics.get(thread_id)

    def has_topics(self, bot: BotAccount) -> bool:
        """Return whether there may be topics here: a forum, or a private chat with a bot that has them."""
        return self.is_forum or (self.is_private and bot.has_topics)

    def status_of(self, account_id: int) -> MemberStatus:
        """Return what an account is in this chat."""
        member = self.members.get(account_id)
        return member.status if member else MemberStatus.LEFT

    def as_chat(self) -> Json:
        """Return the Bot API's `Chat`."""
        shown: Json = {"id": self.id}
        if self.person is not None:
            return shown | self.person.names() | {"type": "private"}
        shown["title"] = self.title
        if self.username:
            shown["username"] = self.username
        shown["type"] = self.kind.value
        if self.is_forum:
            shown["is_forum"] = True
        return shown

    def as_full_info(self) -> Json:
        """Return the Bot API's `ChatFullInfo`."""
        info = self.as_chat()
        if self.username or (self.person and self.person.username):
            info["active_usernames"] = [info["username"]]
        if self.is_group:
            info["permissions"] = {right: right not in self.muted for right in CHAT_PERMISSIONS}
        if self.pinned:
            info["pinned_message"] = self.messages[self.pinned[-1]].as_json()
        gifts = dict.fromkeys(GIFT_TYPES, self.is_private)
        return info | {"accent_color_id": self.id % 7, "max_reaction_count": 11, "accepted_gift_types": gifts}


CHAT_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)
GIFT_TYPES = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
