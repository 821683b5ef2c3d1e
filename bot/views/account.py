"""A subscriber's account: the welcome, pausing alerts and going on, what is stored, and how it is erased."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.views.callback_data import CancelDelete, ConfirmDelete, ResumeAlerts
from bot.views.format import clean_text, paragraphs, shorten
from bot.views.message import Message, build_keyboard, callback_button, catalogue_button, my_topics_button
from bot.views.texts import Voice
from bot.views.topics import topic_buttons
from storage.models import Topic, Volume


def welcome_message(offered: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice) -> Message:
    """Return the answer to /start: what this is, and topics to follow at once; or that there are none yet.

    Args:
        offered: What ``suggested_topics`` returns.
        chosen: What the person chose already, by topic id; who did is greeted differently.
        voice: Texts and language.
    """
    if not offered and not chosen:
        return Message(voice.say("welcome-empty"))
    count = _followed_count(chosen)
    text = voice.say("welcome-back", count=count) if chosen else voice.say("welcome")
    ways = (catalogue_button(voice), my_topics_button(voice)) if chosen else (catalogue_button(voice),)
    return Message(text, build_keyboard(*topic_buttons(offered, chosen), ways))


def topic_picked_message(offered: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice) -> Message:
    """Return the welcome again, after a topic under it was pressed."""
    text = voice.say("welcome-picked", count=_followed_count(chosen))
    return Message(
        text, build_keyboard(*topic_buttons(offered, chosen), (catalogue_button(voice), my_topics_button(voice)))
    )


def alerts_resumed_message(chosen: Mapping[int, Volume], voice: Voice) -> Message:
    """Return that alerts are on again."""
    ways = (my_topics_button(voice), catalogue_button(voice)) if chosen else (catalogue_button(voice),)
    return Message(voice.say("resumed", count=_followed_count(chosen)), build_keyboard(ways))


def alerts_paused_message(voice: Voice) -> Message:
    """Return that alerts are paused, with the way back."""
    return Message(
        voice.say("stopped"), build_keyboard((callback_button(voice.label("button-resume"), ResumeAlerts()),))
    )


def _followed_count(chosen: Mapping[int, Volume]) -> int:
    return sum(volume is Volume.STORIES for volume in chosen.values())


def with_paused_note(message: Message, voice: Voice) -> Message:
    """Return a message that promises alerts, with a note that they are paused and the way to turn them on."""
    resume = callback_button(voice.label("button-resume"), ResumeAlerts())
    html = paragraphs(message.html, voice.say("mine-paused"))
    return replace(message, html=html, keyboard=(*message.keyboard, (resume,)))


_LONGEST_CONTACT = 200


def privacy_message(contact: str, voice: Voice) -> Message:
    """Return what is stored, for how long, how to erase it and who to ask.

    The Bot Developer Terms (section 4) make the command a duty. ``contact`` is whom the people who run the wire want
    to be asked; empty if they did not say.
    """
    known = shorten(clean_text(contact), _LONGEST_CONTACT)
    asking = voice.say("privacy-contact", contact=known) if known else voice.say("privacy-no-contact")
    return Message(paragraphs(voice.say("privacy"), asking))


def delete_confirmation(voice: Voice) -> Message:
    """Return the question whether to erase everything."""
    erase = callback_button(voice.label("button-delete"), ConfirmDelete())
    keep = callback_button(voice.label("button-keep"), CancelDelete())
    return Message(voice.say("delete-confirm"), build_keyboard((erase,), (keep,)))


def data_deleted_message(voice: Voice) -> Message:
    """Return that everything is erased."""
    return Message(voice.say("deleted"))


def data_kept_message(voice: Voice) -> Message:
    """Return that nothing was erased."""
    return Message(voice.say("delete-cancelled"))


def alerts_resumed_toast(voice: Voice) -> str:
    """Alerts are on again."""
    return voice.label("toast-resumed")
