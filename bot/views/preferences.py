"""What reaches a subscriber, and the buttons that change it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from bot.views.callback_data import ResumeAlerts, SetAnnouncements, TogglePreference
from bot.views.format import paragraphs
from bot.views.message import (
    Album,
    Button,
    Message,
    Sendable,
    build_keyboard,
    callback_button,
    help_button,
    my_topics_button,
)
from bot.views.texts import Voice
from storage.preferences import Switch, switches


def switch_text_key(place: str, switch: Switch, *, is_on: bool) -> str:
    """Return the key of a text of a switch, such as ``toast-silent-messages-on``.

    Args:
        place: ``settings`` for the line that says how it stands, ``toast`` for what a press answers, and ``button`` for
            the button that turns it on or off.
        switch: The declaration.
        is_on: How it stands, and of a button what it does.
    """
    return f"{place}-{switch.name.replace('_', '-')}-{'on' if is_on else 'off'}"


def preferences_message(voice: Voice, values: Mapping[str, Any], *, is_paused: bool) -> Message:
    """Return what reaches a person: alerts, notices, and a line with a button for each setting.

    Args:
        voice: The texts.
        values: Of the settings, by column.
        is_paused: Whether alerts are paused.
    """
    lines = [voice.say(switch_text_key("settings", switch, is_on=values[switch.column])) for switch in switches()]
    alerts = voice.say("mine-paused") if is_paused else voice.say("settings-alerts")
    resume = (callback_button(voice.label("button-resume"), ResumeAlerts()),) if is_paused else ()
    return Message(
        paragraphs(voice.say("settings"), alerts, *lines, voice.say("settings-notices")),
        build_keyboard(
            *((_switch_button(voice, switch, is_on=values[switch.column]),) for switch in switches()),
            resume,
            (my_topics_button(voice), help_button(voice)),
        ),
    )


def _switch_button(voice: Voice, switch: Switch, *, is_on: bool) -> Button:
    return callback_button(
        voice.label(switch_text_key("button", switch, is_on=not is_on)), TogglePreference(switch.number)
    )


def announcements_button(voice: Voice, *, is_on: bool) -> Button:
    """Return the button below a digest or an announcement: *Announcements off*, or *on* where they are off."""
    label = voice.label("button-opt-out") if is_on else voice.label("button-opt-in")
    return callback_button(label, SetAnnouncements(0 if is_on else 1))


@lru_cache(maxsize=256)
def with_way_out(sendable: Sendable, voice: Voice) -> Sendable:
    """Return an announcement with the button below that turns announcements off; the same object every time.

    The buttons of whoever wrote it stay above. An album stays as it is, for it can have none.
    """
    if isinstance(sendable, Album):
        return sendable
    return replace(sendable, keyboard=(*sendable.keyboard, (announcements_button(voice, is_on=True),)))


def preference_toast(voice: Voice, switch: Switch, *, is_on: bool) -> str:
    """Return that a setting is on now, or off."""
    return voice.label(switch_text_key("toast", switch, is_on=is_on))
