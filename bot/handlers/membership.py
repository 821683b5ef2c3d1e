"""The bot is blocked, unblocked, added to a group or removed from it (Bot API, ``my_chat_member``)."""

from sqlmodel import Session
from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType

from bot.handlers.context import Origin, Services
from bot.views.help import private_only_message
from bot.views.message import Message
from storage import subscribers
from storage.models import ChatKind, SubscriberStatus

GONE_STATUSES = frozenset({ChatMember.BANNED, ChatMember.LEFT})
GROUP_TYPES = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


async def note_membership(services: Services, update: Update) -> bool:
    """Take note that the bot's place in a chat changed. Returns whether a group has just taken it in."""
    change = update.my_chat_member
    if change is None:
        return False
    if change.new_chat_member.status in GONE_STATUSES:
        await services.database.run(
            subscribers.mark_unreachable, change.chat.id, *_reason_gone(change), services.clock()
        )
        return False
    origin = services.origin(update)
    if origin and origin.place.kind is ChatKind.PRIVATE:
        await services.database.run(_mark_reachable, origin)
        return False
    return change.chat.type in GROUP_TYPES and change.old_chat_member.status in GONE_STATUSES


def private_only(bot: Bot, services: Services, update: Update) -> Message:
    """Return where to talk to the bot, for a group or channel."""
    return private_only_message(bot.link, services.voice_for(update))


def _reason_gone(change: ChatMemberUpdated) -> tuple[SubscriberStatus, str]:
    if change.chat.type == ChatType.PRIVATE:
        return SubscriberStatus.BLOCKED, "the person blocked the bot"
    return SubscriberStatus.KICKED, "the bot was put out of the chat"


def _mark_reachable(session: Session, origin: Origin) -> None:
    """Whoever unblocks the bot hears from it again; a person who never wrote is not stored for opening the chat."""
    chat_id = origin.place.chat_id
    if subscribers.find(session, chat_id):
        subscribers.find_or_add(session, chat_id, origin.place.kind, origin.actor.language, origin.now)
