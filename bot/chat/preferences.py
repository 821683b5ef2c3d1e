"""What reaches a person, and the switches for it."""

from bot.chat.answer import Answer
from bot.chat.visit import Visit
from bot.messages import preferences, toasts
from bot.messages.message import Message
from bot.messages.press import OpenSettings, SwitchAnnouncements
from storage import subscribers


def settings(visit: Visit, _: str) -> Message:
    """Show what reaches the person."""
    return preferences.preferences(
        visit.voice, hears_announcements=visit.subscriber.hears_announcements, is_paused=visit.is_paused
    )


def open_settings(visit: Visit, _: OpenSettings) -> Answer:
    """Show the same in place of the message that was pressed."""
    return Answer(settings(visit, ""))


def switch_announcements(visit: Visit, _: SwitchAnnouncements) -> Answer:
    """Have announcements sent, or not."""
    is_wanted = not visit.subscriber.hears_announcements
    subscribers.hear_announcements(visit.session, visit.subscriber_id, is_wanted, visit.caller.now)
    return Answer(settings(visit, ""), toasts.announcements(visit.voice, are_on=is_wanted))
