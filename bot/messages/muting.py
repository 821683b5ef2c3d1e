"""Answers about muting a topic from an alert."""

from collections.abc import Sequence

from bot.messages.keyboard import pressing, rows
from bot.messages.markup import bold
from bot.messages.message import Message
from bot.messages.naming import topic_id, topic_label, topic_name
from bot.messages.press import Mute, Unmute
from bot.messages.shortcuts import to_mine, to_unfollow
from bot.messages.texts import Voice
from storage.models import Topic


def mute_which(mutable: Sequence[Topic], voice: Voice) -> Message:
    """Return the question which topic of an alert to mute."""
    choices = [(pressing(topic_label(topic), Mute(topic_id(topic))),) for topic in mutable]
    return Message(voice.say("mute-which"), rows(*choices))


def muted(topic: Topic, voice: Voice) -> Message:
    """Return that a topic is muted, with the way back."""
    unmute = pressing(voice.label("button-unmute"), Unmute(topic_id(topic)))
    return Message(voice.say("muted", topic=bold(topic_name(topic))), rows((unmute, to_unfollow(topic, voice))))


def unmuted(topic: Topic, voice: Voice) -> Message:
    """Return that a topic is heard again."""
    return Message(voice.say("unmuted", topic=bold(topic_name(topic))), rows((to_mine(voice),)))
