"""/start, /stop and going on, /help, /privacy, /delete, unknown commands.

Also: the bot is blocked, unblocked, added to a group or removed from it (Bot API, ``my_chat_member``), and a group
becomes a supergroup.
"""

from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType

from bot.handlers import topics
from bot.handlers.context import AnonymousContext, Services, SubscriberContext, response_if_changed
from bot.handlers.routes import button, command
from bot.transport.reply import Response
from bot.views.account import (
    alerts_paused_message,
    alerts_resumed_message,
    alerts_resumed_toast,
    data_deleted_message,
    data_kept_message,
    delete_confirmation,
    privacy_message,
    welcome_message,
)
from bot.views.callback_data import CancelDelete, ConfirmDelete, NoAction, OpenHelp, ResumeAlerts
from bot.views.help import HelpSection, help_message, private_only_message, unknown_command_message
from bot.views.message import Message
from bot.views.topics import suggested_topics
from storage import subscribers
from storage import topics as stored_topics
from storage.models import SubscriberStatus

GONE_STATUSES = frozenset({ChatMember.BANNED, ChatMember.LEFT})
GROUP_TYPES = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


@command("start", menu=1)
def start(context: SubscriberContext, slug: str) -> Message:
    """Begin, or go on after /stop; with what a link carried, follow the topic that it names."""
    was_paused = subscribers.resume(context.session, context.subscriber_id)
    if slug:
        return topics.follow_from_link(context, slug)
    if was_paused:
        return alerts_resumed_message(context.chosen, context.voice)
    offered = suggested_topics(context.topics, stored_topics.follower_counts(context.session))
    return welcome_message(offered, context.chosen, context.voice)


@command("stop", menu=7)
def stop(context: SubscriberContext, _: str) -> Message:
    """Pause everything and keep all choices."""
    subscribers.pause(context.session, context.subscriber_id, context.now)
    return alerts_paused_message(context.voice)


@button(ResumeAlerts)
def resume(context: SubscriberContext, _: ResumeAlerts) -> Response:
    """Go on after /stop."""
    was_paused = subscribers.resume(context.session, context.subscriber_id)
    response = Response(alerts_resumed_message(context.chosen, context.voice), alerts_resumed_toast(context.voice))
    return response_if_changed(context, response, is_changed=was_paused)


@command("help", menu=9, section=HelpSection.DATA)
def show_help(context: SubscriberContext, _: str) -> Message:
    """Say what the bot can do."""
    return help_message(context.commands, context.voice, context.role)


@button(OpenHelp)
def open_help(context: SubscriberContext, _: OpenHelp) -> Response:
    """Say the same in place of the message that was pressed."""
    return Response(show_help(context, ""))


def answer_unknown_command(context: SubscriberContext, name: str) -> Message:
    """Say that there is no such command."""
    return unknown_command_message(name, context.voice)


@command("privacy", is_anonymous=True, menu=10, section=HelpSection.DATA)
def show_privacy(context: AnonymousContext, _: str) -> Message:
    """Say what is stored, and whom to ask. Whoever asks is not stored for asking."""
    return privacy_message(context.contact, context.voice)


@command("delete", is_anonymous=True, menu=11, section=HelpSection.DATA)
def ask_delete(context: AnonymousContext, _: str) -> Message:
    """Ask whether to erase everything about the person."""
    return delete_confirmation(context.voice)


@button(ConfirmDelete, is_anonymous=True)
def delete_data(context: AnonymousContext, _: ConfirmDelete) -> Response:
    """Erase everything about the person."""
    subscribers.erase(context.session, context.origin.place.chat_id)
    return Response(data_deleted_message(context.voice))


@button(CancelDelete, is_anonymous=True)
def keep_data(context: AnonymousContext, _: CancelDelete) -> Response:
    """Erase nothing."""
    return Response(data_kept_message(context.voice))


@button(NoAction, is_anonymous=True)
def do_nothing(_: AnonymousContext, __: NoAction) -> Response:
    """Answer a press of a button that only shows something."""
    return Response()


async def note_membership(services: Services, update: Update) -> bool:
    """Take note that the bot's place in a chat changed. Returns whether a group has just taken it in.

    A group that becomes a supergroup puts the bot out too, perhaps before Telegram says where it went. So the next
    send decides about a group: it is refused for good, or with the new id.
    """
    change = update.my_chat_member
    if change is None:
        return False
    if change.new_chat_member.status in GONE_STATUSES:
        if change.chat.type != ChatType.GROUP:
            await services.database.run(
                subscribers.mark_unreachable, change.chat.id, *_reason_gone(change), services.clock()
            )
        return False
    await services.database.run(subscribers.mark_reachable, change.chat.id, services.clock())
    return change.chat.type in GROUP_TYPES and change.old_chat_member.status in GONE_STATUSES


async def note_move(services: Services, message: TelegramMessage) -> None:
    """Take note that a group became a supergroup: the message stands in either (Bot API, ``migrate_to_chat_id``)."""
    here, there, before = message.chat.id, message.migrate_to_chat_id, message.migrate_from_chat_id
    if there or before:
        await services.database.run(subscribers.migrate_chat, before or here, there or here, services.clock())


def private_only(bot: Bot, services: Services, update: Update) -> Message:
    """Return where to talk to the bot, for a group or channel."""
    return private_only_message(bot.link, services.voice_for(update))


def _reason_gone(change: ChatMemberUpdated) -> tuple[SubscriberStatus, str]:
    if change.chat.type == ChatType.PRIVATE:
        return SubscriberStatus.BLOCKED, "the person blocked the bot"
    return SubscriberStatus.KICKED, "the bot was put out of the chat"
