"""Who may change what a group or channel is sent: its administrators, as Telegram says (Bot API, ``getChatMember``)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Bot, ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.error import BadRequest, Forbidden

from storage.models import ChatKind, Subscriber

ANONYMOUS_ADMINISTRATOR = 1087968824
"""GroupAnonymousBot, in whose name an anonymous administrator writes (Bot API, ``Message.sender_chat``)."""

KEPT = timedelta(minutes=1)
"""How long an answer of Telegram's counts."""
MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Membership:
    """What somebody is in a chat.

    Attributes:
        is_administrator: Owner or administrator.
        is_anonymous: Whether an administrator writes in the group's name.
        may_post: In a channel: whether messages may be posted.
        may_make_threads: In a forum: whether threads may be made.
    """

    is_administrator: bool = False
    is_anonymous: bool = False
    may_post: bool = False
    may_make_threads: bool = False


STRANGER = Membership()


def membership_of(member: ChatMember) -> Membership:
    """Return what Telegram's answer says."""
    match member:
        case ChatMemberOwner():
            return Membership(True, member.is_anonymous, may_post=True, may_make_threads=True)
        case ChatMemberAdministrator():
            return Membership(True, member.is_anonymous, bool(member.can_post_messages), bool(member.can_manage_topics))
        case _:
            return STRANGER


class Access:
    """Asks Telegram what somebody is in a chat, and keeps each answer for a minute."""

    def __init__(self) -> None:
        """Know nobody."""
        self._known: dict[tuple[int, int], tuple[datetime, Membership]] = {}

    async def member(self, bot: Bot, chat_id: int, user_id: int, now: datetime) -> Membership:
        """Return what a person or the bot itself is in a chat; a stranger where Telegram knows no better.

        Raises:
            TelegramError: Telegram could not be asked.
        """
        asked_at, known = self._known.get((chat_id, user_id), (None, STRANGER))
        if asked_at is not None and timedelta() <= now - asked_at < KEPT:
            return known
        try:
            found = membership_of(await bot.get_chat_member(chat_id, user_id))
        except (BadRequest, Forbidden):
            found = STRANGER
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        self._known[chat_id, user_id] = (now, found)
        return found

    async def may_change(self, bot: Bot, place: Subscriber, user_id: int, now: datetime) -> bool:
        """Return whether somebody may change a subscriber from their private chat: asked of Telegram each time.

        They administer its chat; and in a channel the bot may post.

        Raises:
            TelegramError: Telegram could not be asked.
        """
        if place.kind is ChatKind.PRIVATE:
            return place.chat_id == user_id
        if not (await self.member(bot, place.chat_id, user_id, now)).is_administrator:
            return False
        return place.kind is not ChatKind.CHANNEL or (await self.member(bot, place.chat_id, bot.id, now)).may_post

    def forget(self, chat_id: int, user_id: int) -> None:
        """Ask anew about somebody: what they are in the chat has changed."""
        self._known.pop((chat_id, user_id), None)
