"""What answering people takes, and who it is that asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from telegram import Message, Update
from telegram.constants import ChatType

from bot.messages.callback import parse
from bot.messages.press import Press
from bot.messages.texts import FALLBACK, Texts, Voice
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Caller:
    """A person in their private chat with the bot, and the moment in which they wrote or pressed something.

    Attributes:
        chat_id: in a private chat also the person's own id.
        language: the nearest to their app's that there are texts in.
        beside: what the other buttons of the message that they pressed one of would have asked.
    """

    chat_id: int
    language: str
    now: datetime
    beside: tuple[Press, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What answering people takes.

    Attributes:
        contact: whom /privacy names; empty if the people who run the bot did not say.
    """

    database: Database
    texts: Texts
    clock: Callable[[], datetime]
    contact: str = ""

    def language_of(self, update: Update) -> str:
        """Return the language of the texts that is nearest to the person's app's, which may tell none."""
        user = update.effective_user
        tag = (user.language_code or "" if user else "").casefold()
        known = {language.casefold(): language for language in self.texts.languages}
        return known.get(tag) or known.get(tag.partition("-")[0]) or FALLBACK

    def voice_for(self, update: Update) -> Voice:
        """Return the texts in that language."""
        return self.texts.voice(self.language_of(update))

    def caller(self, update: Update) -> Caller | None:
        """Return who wrote or pressed in a private chat; None for all that came from elsewhere."""
        chat, user = update.effective_chat, update.effective_user
        # In a private chat both are the person, so whoever pressed is whose choices are changed.
        if chat is None or user is None or chat.type != ChatType.PRIVATE or chat.id != user.id:
            return None
        return Caller(chat.id, self.language_of(update), self.clock(), _beside(update))


def _beside(update: Update) -> tuple[Press, ...]:
    message = update.callback_query.message if update.callback_query else None
    if not isinstance(message, Message) or message.reply_markup is None:
        return ()
    buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
    asked = (parse(button.callback_data) for button in buttons if isinstance(button.callback_data, str))
    return tuple(press for press in asked if isinstance(press, Press))
