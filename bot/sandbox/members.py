"""Who belongs to a chat, as what, with which rights."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.answers import Json
from bot.sandbox.people import Account

RIGHTS = (
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
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
RESTRICTIONS = (
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


class Status(StrEnum):
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
        return self not in {Status.LEFT, Status.KICKED}

    @property
    def is_administrator(self) -> bool:
        """Whether a member of this status has administrator rights."""
        return self in {Status.CREATOR, Status.ADMINISTRATOR}


@dataclass(slots=True, eq=False)
class Member:
    """An account in a chat; `denied` holds the rights that it lacks."""

    account: Account
    status: Status = Status.MEMBER
    denied: set[str] = field(default_factory=set)

    def may(self, right: str) -> bool:
        """Return whether the member has an administrator's right."""
        return self.status.is_administrator and right not in self.denied

    def as_member(self, *, channel: bool = False) -> Json:
        """Return the Bot API's `ChatMember` of the right type."""
        shown: Json = {"user": self.account.as_user(), "status": self.status.value}
        if self.status is Status.CREATOR:
            return shown | {"is_anonymous": False}
        if self.status is Status.ADMINISTRATOR:
            rights = RIGHTS + (CHANNEL_RIGHTS if channel else GROUP_RIGHTS)
            shown |= {"can_be_edited": False, "is_anonymous": False}
            return shown | {right: right not in self.denied for right in rights}
        if self.status is Status.RESTRICTED:
            shown |= {"is_member": True, "until_date": 0}
            return shown | {right: right not in self.denied for right in RESTRICTIONS}
        return shown | ({"until_date": 0} if self.status is Status.KICKED else {})
