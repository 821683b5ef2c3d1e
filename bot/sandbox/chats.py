"""The places of the sandbox's world: private chats, groups, supergroups, channels and their topics."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.answers import Json
from bot.sandbox.members import Member, Status
from bot.sandbox.messages import Message
from bot.sandbox.people import Bot, Person

TOPIC_COLOUR = 0x6FB9F0


class ChatKind(StrEnum):
    """The Bot API's types of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(slots=True, eq=False)
class Topic:
    """One thread of a forum, or of a private chat with a bot that has topics."""

    id: int
    name: str
    icon_color: int = TOPIC_COLOUR
    closed: bool = False
    deleted: bool = False

    def as_topic(self) -> Json:
        """Return the Bot API's `ForumTopic`."""
        return {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color}


@dataclass(slots=True, eq=False)
class Chat:
    """A chat, its members and everything said there. A private chat belongs to one person and one bot."""

    id: int
    kind: ChatKind
    title: str = ""
    username: str = ""
    is_forum: bool = False
    person: Person | None = None
    bot_id: int = 0
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    muted: set[str] = field(default_factory=set)
    migrated_to: int = 0
    deleted: bool = False
    last_message_id: int = 1  # that of the chat's creation; in a forum it means the General topic

    @property
    def is_private(self) -> bool:
        """Whether this is the chat of one person with a bot."""
        return self.kind is ChatKind.PRIVATE

    @property
    def is_group(self) -> bool:
        """Whether several people may write here."""
        return self.kind in {ChatKind.GROUP, ChatKind.SUPERGROUP}

    @property
    def is_channel(self) -> bool:
        """Whether administrators post here in the channel's name."""
        return self.kind is ChatKind.CHANNEL

    def has_topics(self, bot: Bot) -> bool:
        """Return whether there may be topics here: a forum, or a private chat with a bot that has them."""
        return self.is_forum or (self.is_private and bot.has_topics)

    def status_of(self, account_id: int) -> Status:
        """Return what an account is in this chat."""
        member = self.members.get(account_id)
        return member.status if member else Status.LEFT

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
            info["permissions"] = {right: right not in self.muted for right in PERMISSIONS}
        if self.pinned:
            info["pinned_message"] = self.messages[self.pinned[-1]].as_json()
        gifts = dict.fromkeys(GIFTS, self.is_private)
        return info | {"accent_color_id": self.id % 7, "max_reaction_count": 11, "accepted_gift_types": gifts}


PERMISSIONS = (
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
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
