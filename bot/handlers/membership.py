"""The bot is blocked, unblocked, added to a group or removed from it (Bot API, ``my_chat_member``)."""

from sqlmodel import Session
from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType

from bot.handlers.context import Actor, Services
from bot.handlers.flood import FloodGuard, FloodVerdict
from bot.transport.reply import send_reply
from bot.views.help import private_only_message
from storage import subscribers
from storage.models import ChatKind, SubscriberStatus

GONE_STATUSES = frozenset({ChatMember.BANNED, ChatMember.LEFT})
GROUP_TYPES = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


async def handle_membership_change(bot: Bot, services: Services, update: Update, pointers: FloodGuard) -> None:
    """Take note that the bot's place in a chat changed."""
    change = update.my_chat_member
    if change is None:
        return
    if change.new_chat_member.status in GONE_STATUSES:
        await services.database.run(
            subscribers.mark_unreachable, change.chat.id, *_reason_gone(change), services.clock()
        )
    elif actor := services.actor(update):
        await services.database.run(_mark_reachable, actor)
    elif change.chat.type in GROUP_TYPES and change.old_chat_member.status in GONE_STATUSES:
        await point_to_private_chat(bot, services, update, pointers)


async def point_to_private_chat(bot: Bot, services: Services, update: Update, pointers: FloodGuard) -> None:
    """Say in a group or channel where to talk to the bot, but not over and over."""
    chat = update.effective_chat
    if chat and pointers.judge(chat.id, services.clock()) is FloodVerdict.ANSWER:
        await send_reply(bot, chat.id, private_only_message(bot.link, services.voice_for(update)))


def _reason_gone(change: ChatMemberUpdated) -> tuple[SubscriberStatus, str]:
    if change.chat.type == ChatType.PRIVATE:
        return SubscriberStatus.BLOCKED, "the person blocked the bot"
    return SubscriberStatus.KICKED, "the bot was put out of the chat"


def _mark_reachable(session: Session, actor: Actor) -> None:
    """Who unblocks the bot hears from it again; who never wrote is not stored for opening the chat."""
    if subscribers.find(session, actor.chat_id):
        subscribers.find_or_add(session, actor.chat_id, ChatKind.PRIVATE, actor.language, actor.now)
