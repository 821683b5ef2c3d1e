"""Beginning, pausing and going on."""

from collections.abc import Mapping, Sequence

from bot.messages.catalogue import picks
from bot.messages.keyboard import pressing, rows
from bot.messages.message import Message
from bot.messages.press import Resume
from bot.messages.shortcuts import to_catalogue, to_mine
from bot.messages.texts import Voice
from storage.models import Topic, Volume


def welcome(offered: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice) -> Message:
    """Return the answer to /start: what this is, and topics to follow at once; or that there are none yet.

    Args:
        offered: What ``catalogue.to_start_with`` suggests.
        chosen: What the person chose already, by topic id; who did is greeted differently.
        voice: Texts and language.
    """
    if not offered and not chosen:
        return Message(voice.say("welcome-empty"))
    count = _count(chosen)
    text = voice.say("welcome-back", count=count) if chosen else voice.say("welcome")
    ways = (to_catalogue(voice), to_mine(voice)) if chosen else (to_catalogue(voice),)
    return Message(text, rows(*picks(offered, chosen), ways))


def picked(offered: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice) -> Message:
    """Return the welcome again, after a topic under it was pressed."""
    text = voice.say("welcome-picked", count=_count(chosen))
    return Message(text, rows(*picks(offered, chosen), (to_catalogue(voice), to_mine(voice))))


def resumed(chosen: Mapping[int, Volume], voice: Voice) -> Message:
    """Return that alerts are on again."""
    ways = (to_mine(voice), to_catalogue(voice)) if chosen else (to_catalogue(voice),)
    return Message(voice.say("resumed", count=_count(chosen)), rows(ways))


def stopped(voice: Voice) -> Message:
    """Return that alerts are paused, with the way back."""
    return Message(voice.say("stopped"), rows((pressing(voice.label("button-resume"), Resume()),)))


def _count(chosen: Mapping[int, Volume]) -> int:
    return sum(volume is Volume.STORIES for volume in chosen.values())
