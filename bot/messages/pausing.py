"""What stands under news of a choice while everything is paused."""

from dataclasses import replace

from bot.messages.keyboard import pressing
from bot.messages.markup import paragraphs
from bot.messages.message import Message
from bot.messages.press import Resume
from bot.messages.texts import Voice


def while_paused(message: Message, voice: Voice) -> Message:
    """Return a message that promises alerts, with a note that they are paused and the way to turn them on."""
    resume = pressing(voice.label("button-resume"), Resume())
    html = paragraphs(message.html, voice.say("mine-paused"))
    return replace(message, html=html, keyboard=(*message.keyboard, (resume,)))
