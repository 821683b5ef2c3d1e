"""The topics that a person chose."""

from collections.abc import Mapping, Sequence

from bot.messages.catalogue import MARKS, in_order
from bot.messages.keyboard import Page, Row, pressing, rows, turning
from bot.messages.markup import paragraphs
from bot.messages.message import Message
from bot.messages.naming import topic_id, topic_label
from bot.messages.press import Drop, Hush, OpenMine, Resume
from bot.messages.shortcuts import to_catalogue
from bot.messages.texts import Voice
from storage.models import Topic, Volume

PAGE_SIZE = 8


def mine(topics: Sequence[Topic], chosen: Mapping[int, Volume], page: int, voice: Voice, *, is_paused: bool) -> Message:
    """Return the chosen ones among ``topics``, each with a button that mutes and one that leaves it."""
    found = [topic for topic, _ in in_order([topic for topic in topics if topic_id(topic) in chosen])]
    if not found:
        return Message(voice.say("mine-empty"), rows((to_catalogue(voice),)))
    shown = Page.of(found, page, PAGE_SIZE)
    muted = sum(chosen[topic_id(topic)] is Volume.MUTED for topic in found)
    summary = voice.say("mine", count=len(found) - muted, muted=muted)
    text = paragraphs(summary, voice.say("mine-paused") if is_paused else "", voice.say("mine-how"))
    resume = (pressing(voice.label("button-resume"), Resume()),) if is_paused else ()
    choices = [_row(topic, chosen[topic_id(topic)], shown.number) for topic in shown.items]
    return Message(text, rows(*choices, turning(shown.number, shown.count, OpenMine), resume, (to_catalogue(voice),)))


def _row(topic: Topic, volume: Volume, page: int) -> Row:
    label = f"{MARKS[volume]}{topic_label(topic)}"
    return pressing(label, Hush(topic_id(topic), page)), pressing("✕", Drop(topic_id(topic), page))
