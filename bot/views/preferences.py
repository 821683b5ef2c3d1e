"""What reaches a subscriber, and the buttons that change it."""

from bot.views.callback_data import ResumeAlerts, ToggleAnnouncements
from bot.views.format import paragraphs
from bot.views.message import Message, build_keyboard, callback_button, help_button, my_topics_button
from bot.views.texts import Voice


def preferences_message(voice: Voice, *, hears_announcements: bool, is_paused: bool) -> Message:
    """Return what reaches a person: alerts, announcements and notices."""
    if hears_announcements:
        announcements, switch = voice.say("settings-announcements-on"), voice.label("button-announcements-off")
    else:
        announcements, switch = voice.say("settings-announcements-off"), voice.label("button-announcements-on")
    alerts = voice.say("mine-paused") if is_paused else voice.say("settings-alerts")
    resume = (callback_button(voice.label("button-resume"), ResumeAlerts()),) if is_paused else ()
    return Message(
        paragraphs(voice.say("settings"), alerts, announcements, voice.say("settings-notices")),
        build_keyboard(
            (callback_button(switch, ToggleAnnouncements()),), resume, (my_topics_button(voice), help_button(voice))
        ),
    )


def announcements_toast(voice: Voice, *, are_on: bool) -> str:
    """Announcements are on now, or off."""
    return voice.label("toast-announcements-on") if are_on else voice.label("toast-announcements-off")
