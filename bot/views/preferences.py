"""What reaches a subscriber, and the buttons that change it."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.views.callback_data import SetAlertsInSettings, TogglePreference
from bot.views.format import paragraphs
from bot.views.message import (
    Button,
    Message,
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
    lines = [_switch_line(voice, switch, is_on=values[switch.column], is_paused=is_paused) for switch in switches()]
    alerts = voice.say("settings-paused") if is_paused else voice.say("settings-alerts")
    turn = (
        callback_button(voice.label("button-resume"), SetAlertsInSettings(1))
        if is_paused
        else callback_button(voice.label("button-pause"), SetAlertsInSettings(0))
    )
    return Message(
        paragraphs(voice.say("settings"), alerts, *lines, voice.say("settings-notices")),
        build_keyboard(
            (turn,),
            *((_switch_button(voice, switch, is_on=values[switch.column]),) for switch in switches()),
            (my_topics_button(voice), help_button(voice)),
        ),
    )


def waits_key(switch: Switch) -> str | None:
    """Return the key of the text that says that a switch is on, but waits for the end of a pause; None if it cannot."""
    return f"settings-{switch.name.replace('_', '-')}-paused" if switch.lets_through else None


def _switch_line(voice: Voice, switch: Switch, *, is_on: bool, is_paused: bool) -> Markup:
    waits = waits_key(switch) if is_on and is_paused else None
    return voice.say(waits or switch_text_key("settings", switch, is_on=is_on))


def _switch_button(voice: Voice, switch: Switch, *, is_on: bool) -> Button:
    return callback_button(
        voice.label(switch_text_key("button", switch, is_on=not is_on)), TogglePreference(switch.number)
    )


def preference_toast(voice: Voice, switch: Switch, *, is_on: bool) -> str:
    """Return that a setting is on now, or off."""
    return voice.label(switch_text_key("toast", switch, is_on=is_on))
