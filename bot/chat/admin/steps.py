"""What each subject of the newsroom offers: steps for commands, for buttons, and for answers that were asked for."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Message

from bot.chat.admin.errand import Errand
from storage.models import Dialogue

CommandStep = Callable[[Errand, str], Awaitable[None]]
"""Does what was asked, with what was written after the command."""

PressStep = Callable[[Errand, Any], Awaitable[None]]
"""Does what was asked; each takes the kind of press by which it is found."""

AnswerStep = Callable[[Errand, Dialogue, Message], Awaitable[None]]
"""Takes a message that answers a question."""
