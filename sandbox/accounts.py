"""Accounts (people and bots), and what an account is in a chat: status and rights."""

from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.protocol import Json
from sandbox.updates import UpdateQueue


@dataclass(slots=True, eq=False)
class Person:
    """A person with an account; `started` and `blocked` hold the ids of bots."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    deactivated: bool = False
    started: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)

    def names(self) -> Json:
        """Return what a `User` and a private `Chat` both show; a deleted account shows no name."""
        if self.deactivated:
            return {"first_name": ""}
        named = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in named.items() if value}

    def as_user(self) -> Json:
        """Return the Bot API's `User`."""
        user = {"id": self.id, "is_bot": False, **self.names()}
        if self.language_code and not self.deactivated:
            user["language_code"] = self.language_code
        return user


@dataclass(slots=True, eq=False)
class BotAccount:
    """A bot with its token, its updates and the profile that it has set.

    `texts` maps the kind of text (``name``, ``description``, ``short_description``) and a language to it;
    `commands` maps a scope's key and a language to a list of `BotCommand`. With `inline_feedback` the bot is told
    which inline result was chosen. With `stars` the owner has enabled paid broadcasts and this balance pays for
    them, a tenth of a Star a message.
    """

    token: str
    id: int
    first_name: str
    username: str
    queue: UpdateQueue
    revoked: bool = False
    has_topics: bool = False
    reads_groups: bool = False
    inline: bool = True
    inline_feedback: bool = True
    stars: float | None = None
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)

    def as_user(self) -> Json:
        """Return the Bot API's `User` as other people's messages show it."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def as_me(self) -> Json:
        """Return the `User` that getMe answers with."""
        return {
            **self.as_user(),
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_groups,
            "supports_inline_queries": self.inline,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": self.has_topics,
            "allows_users_to_create_topics": self.has_topics,
            "can_manage_bots": False,
        }


Account = Person | BotAccount

ADMIN_RIGHTS = (
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
)
CHANNEL_ADMIN_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_ADMIN_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
MEMBER_PERMISSIONS = (
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
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


class MemberStatus(StrEnum):
    """The Bot API's statuses of a chat member."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def is_inside(self) -> bool:
        """Whether a member of this status reads and writes in the chat."""
        return self not in {MemberStatus.LEFT, MemberStatus.KICKED}

    @property
    def is_administrator(self) -> bool:
        """Whether a member of this status has administrator rights."""
        return self in {MemberStatus.CREATOR, MemberStatus.ADMINISTRATOR}


@dataclass(slots=True, eq=False)
class ChatMember:
    """An account in a chat; `denied` holds the rights that it lacks, `is_anonymous`: it writes in the group's name."""

    account: Account
    status: MemberStatus = MemberStatus.MEMBER
    denied: set[str] = field(default_factory=set)
    is_anonymous: bool = False

    def may(self, right: str) -> bool:
        """Return whether the member has an administrator's right."""
        return self.status.is_administrator and right not in self.denied

    def as_member(self, *, channel: bool = False) -> Json:
        """Return the Bot API's `ChatMember` of the right type."""
        shown: Json = {"user": self.account.as_user(), "status": self.status.value}
        if self.status is MemberStatus.CREATOR:
            return shown | {"is_anonymous": self.is_anonymous}
        if self.status is MemberStatus.ADMINISTRATOR:
            rights = ADMIN_RIGHTS + (CHANNEL_ADMIN_RIGHTS if channel else GROUP_ADMIN_RIGHTS)
            shown |= {"can_be_edited": False, "is_anonymous": self.is_anonymous}
            return shown | {right: right not in self.denied for right in rights}
        if self.status is MemberStatus.RESTRICTED:
            shown |= {"is_member": True, "until_date": 0}
            return shown | {right: right not in self.denied for right in MEMBER_PERMISSIONS}
        return shown | ({"until_date": 0} if self.status is MemberStatus.KICKED else {})
