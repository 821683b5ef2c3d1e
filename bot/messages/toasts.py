"""Toasts: the short plain notices that answer a pressed button (Bot API, ``answerCallbackQuery``: 200 characters)."""

from bot.messages.naming import topic_name
from bot.messages.texts import Voice
from storage.models import Topic


def followed(topic: Topic, voice: Voice) -> str:
    """A topic is followed."""
    return voice.label("toast-followed", topic=topic_name(topic))


def unfollowed(topic: Topic, voice: Voice) -> str:
    """A topic is followed no more."""
    return voice.label("toast-unfollowed", topic=topic_name(topic))


def muted(topic: Topic, voice: Voice) -> str:
    """A topic is muted."""
    return voice.label("toast-muted", topic=topic_name(topic))


def unmuted(topic: Topic, voice: Voice) -> str:
    """A topic is heard again."""
    return voice.label("toast-unmuted", topic=topic_name(topic))


def resumed(voice: Voice) -> str:
    """Alerts are on again."""
    return voice.label("toast-resumed")


def announcements(voice: Voice, *, are_on: bool) -> str:
    """Announcements are on now, or off."""
    return voice.label("toast-announcements-on") if are_on else voice.label("toast-announcements-off")


def unchanged(voice: Voice) -> str:
    """It was so already."""
    return voice.label("toast-unchanged")


def expired(voice: Voice) -> str:
    """What the button was for is no longer there, or it is no button of ours."""
    return voice.label("toast-expired")


def too_fast(voice: Voice) -> str:
    """Pressed too often."""
    return voice.label("toast-too-fast")


def apology(voice: Voice) -> str:
    """Something broke."""
    return voice.label("toast-apology")
