"""A reader's time zone, the question for it, and moments in it as plain text."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from markupsafe import Markup

from bot.gazetteer import Place, zone_number
from bot.views.callback_data import OpenTimeZone, PickZone
from bot.views.digest import format_day
from bot.views.format import bold, clean_text, paragraphs, shorten, zone_label
from bot.views.message import Button, Message, build_keyboard, callback_button, settings_button
from bot.views.texts import Voice
from storage.rhythm import find_zone

_LONGEST_WRITTEN = 60


def clock_text(at: datetime, zone: tzinfo, voice: Voice) -> str:
    """Return the hour of a moment on a clock, such as ``08:00``."""
    return voice.clock(at.astimezone(zone))


def moment_text(at: datetime, now: datetime, zone: tzinfo, voice: Voice) -> Markup:
    """Return a moment to come in a reader's zone: today, tomorrow, or its day, and the hour."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return voice.say("moment-today", hour=voice.clock(local))
    key = "moment-tomorrow" if local.date() == today + timedelta(days=1) else "moment-later"
    return voice.say(key, day=format_day(local.date(), voice), hour=voice.clock(local))


def zone_message(zone: str, now: datetime, voice: Voice) -> Message:
    """Return the time zone as it is, and the question for another one; ``zone`` is empty if none was told yet."""
    if not zone:
        return Message(
            paragraphs(voice.say("zone-none"), voice.say("zone-ask")), build_keyboard((settings_button(voice),))
        )
    state = voice.say("zone-is", zone=bold(voice.zone_name(zone)), hour=clock_text(now, find_zone(zone), voice))
    return Message(paragraphs(state, voice.say("zone-ask-other")), build_keyboard((settings_button(voice),)))


def zone_set_message(place: Place, now: datetime, voice: Voice, *after: str) -> Message:
    """Return that a zone is set, what time it is there, and what follows."""
    zone = find_zone(place.zone)
    where = place_text(place)
    named = voice.say("zone-set", place=bold(where), hour=clock_text(now, zone, voice), zone=place.zone)
    again = callback_button(voice.label("button-zone-other"), OpenTimeZone())
    return Message(paragraphs(named, *after), build_keyboard((again, settings_button(voice))))


def zone_choices_message(written: str, places: Sequence[Place], now: datetime, voice: Voice) -> Message:
    """Return the places that somebody may mean as buttons, each with the time there."""
    asked = shorten(clean_text(written), _LONGEST_WRITTEN)
    buttons = [(_place_button(place, now, voice),) for place in places]
    return Message(voice.say("zone-which", place=asked), build_keyboard(*buttons))


def zone_unknown_message(written: str, voice: Voice) -> Message:
    """Return that there is no such place, and how else to say it."""
    asked = shorten(clean_text(written), _LONGEST_WRITTEN)
    text = voice.say("zone-unknown", place=asked) if asked else voice.say("zone-unreadable")
    return Message(paragraphs(text, voice.say("zone-hint")))


def place_text(place: Place) -> str:
    """Return a place with its state or country; a zone that was named by itself."""
    named = [part for part in (place.name, place.region or place.country) if part]
    return ", ".join(named) or zone_label(place.zone)


def _place_button(place: Place, now: datetime, voice: Voice) -> Button:
    label = f"{shorten(place_text(place), 40)} · {clock_text(now, find_zone(place.zone), voice)}"
    return callback_button(label, PickZone(zone_number(place.zone)))
