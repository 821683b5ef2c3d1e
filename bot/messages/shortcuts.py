"""Buttons that stand under many messages."""

from bot.messages.keyboard import pressing
from bot.messages.message import Button
from bot.messages.naming import topic_id, topic_label
from bot.messages.press import Follow, OpenCatalogue, OpenHelp, OpenLatestOf, OpenMine, OpenSettings, Unfollow
from bot.messages.texts import Voice
from storage.models import Topic


def to_catalogue(voice: Voice) -> Button:
    """*All topics*."""
    return pressing(voice.label("button-all-topics"), OpenCatalogue())


def to_mine(voice: Voice) -> Button:
    """*My topics*."""
    return pressing(voice.label("button-mine"), OpenMine())


def to_help(voice: Voice) -> Button:
    """*Help*."""
    return pressing(voice.label("button-help"), OpenHelp())


def to_settings(voice: Voice) -> Button:
    """*Settings*."""
    return pressing(voice.label("button-settings"), OpenSettings())


def to_latest_of(topic: Topic, voice: Voice) -> Button:
    """*Latest stories* of a topic."""
    return pressing(voice.label("button-latest"), OpenLatestOf(topic_id(topic)))


def to_follow(topic: Topic, voice: Voice) -> Button:
    """*Follow* a topic, by name."""
    return pressing(voice.label("button-follow", topic=topic_label(topic)), Follow(topic_id(topic)))


def to_unfollow(topic: Topic, voice: Voice) -> Button:
    """*Unfollow* the topic that the message is about."""
    return pressing(voice.label("button-unfollow"), Unfollow(topic_id(topic)))
