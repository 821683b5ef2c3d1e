"""/start, /stop and going on, /help, and commands that do not exist."""

from bot.handlers import topics
from bot.handlers.context import SubscriberContext, response_if_changed
from bot.transport.reply import Response
from bot.views.account import alerts_paused_message, alerts_resumed_message, alerts_resumed_toast, welcome_message
from bot.views.callback_data import OpenHelp, ResumeAlerts
from bot.views.help import help_message, unknown_command_message
from bot.views.message import Message
from bot.views.topics import suggested_topics
from storage import subscribers
from storage import topics as stored_topics


def start(context: SubscriberContext, slug: str) -> Message:
    """Begin, or go on after /stop; with what a link carried, follow the topic that it names."""
    was_paused = subscribers.resume(context.session, context.subscriber_id)
    if slug:
        return topics.follow_from_link(context, slug)
    if was_paused:
        return alerts_resumed_message(context.chosen, context.voice)
    offered = suggested_topics(context.everything, stored_topics.follower_counts(context.session))
    return welcome_message(offered, context.chosen, context.voice)


def stop(context: SubscriberContext, _: str) -> Message:
    """Pause everything and keep all choices."""
    subscribers.pause(context.session, context.subscriber_id, context.actor.now)
    return alerts_paused_message(context.voice)


def resume(context: SubscriberContext, _: ResumeAlerts) -> Response:
    """Go on after /stop."""
    was_paused = subscribers.resume(context.session, context.subscriber_id)
    answer = Response(alerts_resumed_message(context.chosen, context.voice), alerts_resumed_toast(context.voice))
    return response_if_changed(context, answer, is_changed=was_paused)


def show_help(context: SubscriberContext, _: str) -> Message:
    """Say what the bot can do."""
    return help_message(context.voice)


def open_help(context: SubscriberContext, _: OpenHelp) -> Response:
    """Say the same in place of the message that was pressed."""
    return Response(help_message(context.voice))


def answer_unknown_command(context: SubscriberContext, name: str) -> Message:
    """Say that there is no such command."""
    return unknown_command_message(name, context.voice)
