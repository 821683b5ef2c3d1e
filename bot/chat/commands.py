"""What each command does."""

from collections.abc import Callable, Mapping

from bot.chat import following, menus, news, preferences, standing
from bot.chat.desk import Desk
from bot.chat.visit import Visit
from bot.messages import account
from bot.messages.message import Message
from bot.messages.texts import Voice

Step = Callable[[Visit, str], Message]
"""Does what was asked, with what was written after the command."""

Reading = Callable[[Desk, Voice], Message]
"""Answers without taking note of who asked."""

STEPS: Mapping[str, Step] = {
    "start": standing.start,
    "topics": menus.topics,
    "subscribe": following.subscribe,
    "unsubscribe": following.unsubscribe,
    "mine": menus.mine,
    "latest": news.latest,
    "stop": standing.stop,
    "settings": preferences.settings,
    "help": standing.help_,
}

READINGS: Mapping[str, Reading] = {
    "privacy": lambda desk, voice: account.privacy(desk.contact, voice),
    "delete": lambda _, voice: account.confirm_delete(voice),
}
"""Whoever asks what is stored is not stored for asking."""
