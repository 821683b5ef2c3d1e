"""What reaches a person, and the switches for it."""

from bot.messages.keyboard import pressing, rows
from bot.messages.markup import paragraphs
from bot.messages.message import Message
from bot.messages.press import Resume, SwitchAnnouncements
from bot.messages.shortcuts import to_help, to_mine
from bot.messages.texts import Voice


def preferences(voice: Voice, *, hears_announcements: bool, is_paused: bool) -> Message:
    """Return what reaches a person: alerts, announcements and notices."""
    if hears_announcements:
        announcements, switch = voice.say("settings-announcements-on"), voice.label("button-announcements-off")
    else:
        announcements, switch = voice.say("settings-announcements-off"), voice.label("button-announcements-on")
    alerts = voice.say("mine-paused") if is_paused else voice.say("settings-alerts")
    resume = (pressing(voice.label("button-resume"), Resume()),) if is_paused else ()
    return Message(
        paragraphs(voice.say("settings"), alerts, announcements, voice.say("settings-notices")),
        rows((pressing(switch, SwitchAnnouncements()),), resume, (to_mine(voice), to_help(voice))),
    )
