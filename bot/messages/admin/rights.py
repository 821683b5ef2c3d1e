"""What an administrator is told who may not do something."""

from bot.messages.message import Message
from bot.messages.texts import Voice


def owners_only(voice: Voice) -> Message:
    """Only owners may."""
    return Message(voice.say("owners-only"))
