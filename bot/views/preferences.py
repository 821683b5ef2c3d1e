"""What reaches a subscriber, and the buttons that change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.views.callback_data import (
    OpenFilters,
    OpenLanguages,
    OpenPause,
    OpenQuietHours,
    OpenRhythm,
    OpenSaved,
    OpenTimeZone,
    OpenVolumes,
    OpenWatches,
    SetAlertsInSettings,
    TogglePreference,
)
from bot.views.channels import appearance_buttons, appearance_lines
from bot.views.format import paragraphs, topic_name
from bot.views.message import (
    Button,
    Keyboard,
    Message,
    build_keyboard,
    callback_button,
    help_button,
    my_topics_button,
)
from bot.views.places import places_button
from bot.views.rhythm import Clock, quiet_text, rhythm_text
from bot.views.texts import Voice
from bot.views.threads import threads_row, topic_threads_row
from bot.views.volume import volume_of, volume_words
from storage.models import ChatKind, Subscription, Topic, Volume
from storage.preferences import Appearance, Switch, switches
from storage.rhythm import AT_ONCE, Rhythm


def switch_text_key(place: str, switch: Switch, *, is_on: bool) -> str:
    """Return the key of a text of a switch, such as ``toast-silent-messages-on``.

    Args:
        place: ``settings`` for the line that says how it stands, ``toast`` for what a press answers, and ``button`` for
            the button that turns it on or off.
        switch: The declaration.
        is_on: How it stands, and of a button what it does.
    """
    return f"{place}-{switch.name.replace('_', '-')}-{'on' if is_on else 'off'}"


@dataclass(frozen=True, slots=True)
class SettingsSummary:
    """What the page of settings tells in one line, beside the switches.

    Attributes:
        rhythm: Of the chat.
        topics: Those with a volume or a rhythm of their own.
        filters: How many there are.
        watches: How many there are.
        paused_until: When nothing arrives till then, by the reader's choice.
        kind: Of the chat that it is about.
        appearance: How posts look, of a channel.
        has_topic_threads: Whether each topic has a thread of its own; None where there can be none.
        may_move_to_threads: Whether it is General of a forum, and follows topics that could have a thread each.
    """

    clock: Clock
    rhythm: Rhythm = AT_ONCE
    topics: Sequence[tuple[Topic, Subscription]] = ()
    filters: int = 0
    watches: int = 0
    paused_until: datetime | None = None
    kind: ChatKind = ChatKind.PRIVATE
    appearance: Appearance | None = None
    has_topic_threads: bool | None = None
    may_move_to_threads: bool = False

    @property
    def switches(self) -> tuple[Switch, ...]:
        """The switches of such a chat."""
        return switches(self.kind)


_MOST_TOPICS = 12
_USUAL_VOLUMES = frozenset({Volume.STORIES, Volume.MUTED})
PAGES = (
    (OpenVolumes, "button-settings-volumes"),
    (OpenFilters, "button-settings-filters"),
    (OpenWatches, "button-settings-watches"),
    (OpenSaved, "button-settings-saved"),
)
"""Pages of other features, each with its button's text."""


def preferences_message(
    voice: Voice, values: Mapping[str, Any], summary: SettingsSummary, *, is_paused: bool
) -> Message:
    """Return what reaches a person and when, in one line, a line for each switch, and the way to change each thing.

    Args:
        voice: The texts.
        values: Of the settings, by column.
        summary: What is chosen besides.
        is_paused: Whether alerts are paused until the person says so.
    """
    lines_ = [
        _switch_line(voice, switch, is_on=values[switch.column], is_paused=is_paused) for switch in summary.switches
    ]
    text = paragraphs(
        voice.say("settings-channel") if summary.appearance else voice.say("settings"),
        _summary_line(voice, values, summary),
        _pause_line(voice, summary, is_paused=is_paused),
        *lines_,
        voice.say("settings-topic-threads-on") if summary.has_topic_threads else "",
        *(appearance_lines(summary.appearance, voice) if summary.appearance else ()),
        "" if summary.appearance else voice.say("settings-notices"),
    )
    return Message(text, _keyboard(voice, values, summary, is_paused=is_paused))


def _summary_line(voice: Voice, values: Mapping[str, Any], summary: SettingsSummary) -> Markup:
    clock = summary.clock
    rhythm = rhythm_text(summary.rhythm, voice)
    needs_zone = summary.rhythm.has_hour or clock.zone_name
    parts: list[str] = [voice.say("summary-zone", rhythm=rhythm, zone=clock.label(voice)) if needs_zone else rhythm]
    parts += [voice.say("summary-quiet", hours=quiet_text(clock.quiet, voice))] if clock.quiet else []
    parts += [
        voice.say("summary-topic", topic=topic_name(topic), how=how)
        for topic, chosen in summary.topics[:_MOST_TOPICS]
        if (how := _how_text(voice, chosen))
    ]
    parts += [voice.say("summary-filters", count=summary.filters)] if summary.filters else []
    parts += [voice.say("summary-watches", count=summary.watches)] if summary.watches else []
    parts += [voice.say(switch_text_key("summary", switch, is_on=values[switch.column])) for switch in summary.switches]
    return Markup(" · ").join(parts)


def _how_text(voice: Voice, chosen: Subscription) -> str:
    """How much of a topic comes, and when, where that is not as all news comes."""
    volume = volume_of(chosen)
    how: list[str] = [] if volume.volume in _USUAL_VOLUMES else [volume_words(volume, voice)]
    how += [rhythm_text(Rhythm.parse(chosen.rhythm), voice, is_inside=True)] if chosen.rhythm else []
    return voice.series(how)


def _pause_line(voice: Voice, summary: SettingsSummary, *, is_paused: bool) -> Markup | str:
    if is_paused:
        return voice.say("settings-paused")
    if summary.paused_until is None:
        return ""
    at = summary.clock.moment(summary.paused_until, voice)
    return voice.say("settings-paused-until", at=at, zone=summary.clock.label(voice))


def _keyboard(voice: Voice, values: Mapping[str, Any], summary: SettingsSummary, *, is_paused: bool) -> Keyboard:
    is_running = not is_paused and summary.paused_until is None
    pause = (
        callback_button(voice.label("button-pause-for"), OpenPause())
        if is_running
        else callback_button(voice.label("button-resume"), SetAlertsInSettings(1))
    )
    is_personal = summary.kind is ChatKind.PRIVATE
    pages = [callback_button(voice.label(key), kind()) for kind, key in PAGES if kind is not OpenSaved or is_personal]
    is_channel = summary.appearance is not None
    own, back = appearance_buttons(voice) if is_channel else ((), ())
    return build_keyboard(
        (
            callback_button(voice.label("button-rhythm"), OpenRhythm()),
            callback_button(voice.label("button-quiet"), OpenQuietHours()),
        ),
        (pause, callback_button(voice.label("button-zone"), OpenTimeZone())),
        tuple(pages[:2]),
        tuple(pages[2:]),
        *((_switch_button(voice, switch, is_on=values[switch.column]),) for switch in summary.switches),
        () if summary.has_topic_threads is None else topic_threads_row(voice, is_on=summary.has_topic_threads),
        threads_row(voice) if summary.may_move_to_threads else (),
        own,
        (callback_button(voice.label("button-language"), OpenLanguages()),),
        back or (my_topics_button(voice), places_button(voice) if voice.scene.is_elsewhere else help_button(voice)),
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
