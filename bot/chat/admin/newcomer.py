"""Whom an owner names when asked who is to become an editor, and whether that is a person who can be one.

Rights hang on a user id alone. Ids that stand for more than one person would give rights to anybody, and so would the
id of a chat; a username can pass to somebody else.
"""

import re

from telegram import Message, MessageOriginUser
from telegram.constants import ChatType

from bot.chat.admin.errand import Errand
from bot.chat.admin.names import known_chat
from bot.messages.admin.staff import MOST_EDITORS, Misfit
from storage import editors

IMPERSONAL_IDS = frozenset({1087968824, 136817688, 777000})
"""Anonymous administrators of groups, everyone who writes as a channel, and Telegram itself; the settings refuse them
too."""

LARGEST_ID = 2**52 - 1
"""Bot API, ``User.id``: at most 52 significant bits."""

_NUMBER = re.compile(r"-?[0-9]{1,19}")


def named_in(message: Message) -> int | Misfit:
    """Return whose id a message gives: by a contact, by its author if it is forwarded, or as a number."""
    if message.contact:
        return message.contact.user_id or Misfit.NO_ID
    if isinstance(message.forward_origin, MessageOriginUser):
        author = message.forward_origin.sender_user
        return Misfit.BOT if author.is_bot else author.id
    if message.forward_origin:
        return Misfit.HIDDEN
    return written(message.text or "")


def written(text: str) -> int | Misfit:
    """Return the id that stands in a text."""
    words = text.strip()
    if words.startswith("@"):
        return Misfit.USERNAME
    if not _NUMBER.fullmatch(words):
        return Misfit.NO_ID
    number = int(words)
    if number < 0:
        return Misfit.CHAT
    return number if 0 < number <= LARGEST_ID else Misfit.NO_ID


async def checked(errand: Errand, found: int | Misfit) -> int | Misfit:
    """Return the id of whoever can become an editor, or why they cannot."""
    if isinstance(found, Misfit):
        return found
    return _impersonal(errand, found) or await _present(errand, found) or await _no_person(errand, found) or found


def _impersonal(errand: Errand, person_id: int) -> Misfit | None:
    if person_id in IMPERSONAL_IDS:
        return Misfit.ANONYMOUS
    return Misfit.BOT if person_id == errand.bot.id else None


async def _present(errand: Errand, person_id: int) -> Misfit | None:
    if person_id in errand.office.owners:
        return Misfit.OWNER
    present = await errand.run(editors.every)
    if any(editor.person_id == person_id for editor in present):
        return Misfit.ALREADY
    return Misfit.TOO_MANY if len(present) >= MOST_EDITORS else None


async def _no_person(errand: Errand, person_id: int) -> Misfit | None:
    chat = await known_chat(errand.bot, person_id)
    if chat is None:
        return None
    if chat.type != ChatType.PRIVATE:
        return Misfit.CHAT
    # Telegram keeps usernames that end so for bots, and tells of a chat in no other way that it is one.
    return Misfit.BOT if (chat.username or "").lower().endswith("bot") else None
