"""People who come and go without a word: the bot is blocked, let in again, or put into a group."""

from sqlmodel import Session
from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType

from bot.chat.desk import Caller, Desk
from bot.chat.flood import FloodGuard, Verdict
from bot.chat.replying import reply
from bot.messages.answers import private_only
from storage import subscribers
from storage.models import ChatKind, Standing

GONE = frozenset({ChatMember.BANNED, ChatMember.LEFT})
GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


async def moved(bot: Bot, desk: Desk, update: Update, pointers: FloodGuard) -> None:
    """Take note that the bot's place in a chat changed."""
    change = update.my_chat_member
    if change is None:
        return
    if change.new_chat_member.status in GONE:
        await desk.database.run(subscribers.lose, change.chat.id, *_why(change), desk.clock())
    elif caller := desk.caller(update):
        await desk.database.run(_welcome_back, caller)
    elif change.chat.type in GROUPS and change.old_chat_member.status in GONE:
        await point_to_private(bot, desk, update, pointers)


async def point_to_private(bot: Bot, desk: Desk, update: Update, pointers: FloodGuard) -> None:
    """Say in a group or channel where to talk to the bot, but not over and over."""
    chat = update.effective_chat
    if chat and pointers.judge(chat.id, desk.clock()) is Verdict.ANSWER:
        await reply(bot, chat.id, private_only(bot.link, desk.voice_for(update)))


def _why(change: ChatMemberUpdated) -> tuple[Standing, str]:
    if change.chat.type == ChatType.PRIVATE:
        return Standing.BLOCKED, "the person blocked the bot"
    return Standing.KICKED, "the bot was put out of the chat"


def _welcome_back(session: Session, caller: Caller) -> None:
    """Who unblocks the bot hears from it again; who never wrote is not stored for opening the chat."""
    if subscribers.find(session, caller.chat_id):
        subscribers.meet(session, caller.chat_id, ChatKind.PRIVATE, caller.language, caller.now)
