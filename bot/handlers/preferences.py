"""/settings: what reaches a subscriber, and the switches for it."""

from bot.handlers.context import SubscriberContext
from bot.handlers.routes import button, command
from bot.transport.reply import Response
from bot.views.callback_data import OpenSettings, ToggleAnnouncements
from bot.views.message import Message
from bot.views.preferences import announcements_toast, preferences_message
from storage import subscribers


@command("settings", menu=8)
def show_settings(context: SubscriberContext, _: str) -> Message:
    """Show what reaches the person."""
    return preferences_message(
        context.voice, hears_announcements=context.subscriber.hears_announcements, is_paused=context.is_paused
    )


@button(OpenSettings)
def open_settings(context: SubscriberContext, _: OpenSettings) -> Response:
    """Show the same in place of the message that was pressed."""
    return Response(show_settings(context, ""))


@button(ToggleAnnouncements)
def switch_announcements(context: SubscriberContext, _: ToggleAnnouncements) -> Response:
    """Have announcements sent, or not."""
    is_wanted = not context.subscriber.hears_announcements
    subscribers.set_announcements(context.session, context.subscriber_id, is_wanted, context.now)
    return Response(show_settings(context, ""), announcements_toast(context.voice, are_on=is_wanted))
