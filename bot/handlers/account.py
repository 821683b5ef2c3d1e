"""/start, /stop and going on, /help, /privacy, /delete, and commands that do not exist."""

from bot.handlers import topics
from bot.handlers.context import AnonymousContext, SubscriberContext, response_if_changed
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
from bot.views.help import HelpSection, help_message, unknown_command_message
from bot.views.message import Message
from bot.views.topics import suggested_topics
from storage import subscribers
from storage import topics as stored_topics


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
