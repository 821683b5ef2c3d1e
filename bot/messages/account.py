"""What is stored about a person, and how it is erased."""

from bot.messages.cleaning import clean, shorten
from bot.messages.keyboard import pressing, rows
from bot.messages.markup import paragraphs
from bot.messages.message import Message
from bot.messages.press import CancelDelete, ConfirmDelete
from bot.messages.texts import Voice

_LONGEST_CONTACT = 200


def privacy(contact: str, voice: Voice) -> Message:
    """Return what is stored, for how long, how to erase it and who to ask.

    The Bot Developer Terms (section 4) make the command a duty. ``contact`` is whom the people who run the wire want
    to be asked; empty if they did not say.
    """
    known = shorten(clean(contact), _LONGEST_CONTACT)
    asking = voice.say("privacy-contact", contact=known) if known else voice.say("privacy-no-contact")
    return Message(paragraphs(voice.say("privacy"), asking))


def confirm_delete(voice: Voice) -> Message:
    """Return the question whether to erase everything."""
    erase = pressing(voice.label("button-delete"), ConfirmDelete())
    keep = pressing(voice.label("button-keep"), CancelDelete())
    return Message(voice.say("delete-confirm"), rows((erase,), (keep,)))


def deleted(voice: Voice) -> Message:
    """Return that everything is erased."""
    return Message(voice.say("deleted"))


def kept(voice: Voice) -> Message:
    """Return that nothing was erased."""
    return Message(voice.say("delete-cancelled"))
