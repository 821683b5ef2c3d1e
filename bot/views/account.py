"""A subscriber's account: the welcome, pausing alerts and going on, what is stored, and how it is erased."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.views.callback_data import (
    CancelDelete,
    ConfirmDelete,
    LeaveAllTopics,
    LeaveAsIs,
    OpenLatest,
    PauseAlerts,
    ResumeAlerts,
)
from bot.views.format import clean_text, paragraphs, shorten
from bot.views.message import (
    Message,
    Row,
    build_keyboard,
    callback_button,
    catalogue_button,
    my_topics_button,
    settings_button,
)
from bot.views.texts import Voice
from bot.views.topics import topic_buttons
from storage.models import Topic, Volume


def welcome_message(
    offered: Sequence[Topic], topics: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice
) -> Message:
    """Return the answer to /start: what this is, and topics to follow at once; or that there are none yet.

    Args:
        offered: What ``suggested_topics`` returns.
        topics: All topics.
        chosen: What the person chose already, by topic id; who did is greeted differently.
        voice: Texts and language.
    """
    if not offered and not chosen:
        return Message(voice.say("welcome-empty"))
    count = _followed_count(chosen)
    text = voice.say("welcome-back", count=count) if chosen else voice.say("welcome")
    ways = (catalogue_button(voice), my_topics_button(voice)) if chosen else (catalogue_button(voice),)
    return Message(text, build_keyboard(*topic_buttons(offered, topics, chosen, voice), ways))


def with_welcome(message: Message, voice: Voice) -> Message:
    """Return the answer to the link by which somebody came here first, below what this is."""
    return replace(message, html=paragraphs(voice.say("welcome-by-link"), message.html))


def topic_picked_message(
    offered: Sequence[Topic], topics: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice
) -> Message:
    """Return the welcome again, after a topic under it was pressed."""
    text = voice.say("welcome-picked", count=_followed_count(chosen))
    ways = (catalogue_button(voice), my_topics_button(voice))
    return Message(text, build_keyboard(*topic_buttons(offered, topics, chosen, voice), ways))


def alerts_resumed_message(chosen: Mapping[int, Volume], voice: Voice) -> Message:
    """Return that alerts are on again."""
    ways = (my_topics_button(voice), catalogue_button(voice)) if chosen else (catalogue_button(voice),)
    return Message(voice.say("resumed", count=_followed_count(chosen)), build_keyboard(ways))


def alerts_paused_message(voice: Voice) -> Message:
    """Return that alerts are paused, with the way back."""
    return Message(
        voice.say("stopped"), build_keyboard((callback_button(voice.label("button-resume"), ResumeAlerts()),))
    )


def pause_question(voice: Voice) -> Message:
    """Return the question whether to pause everything."""
    pause = callback_button(voice.label("button-yes-pause"), PauseAlerts())
    return Message(voice.say("pause-confirm"), build_keyboard((pause,), _no(voice)))


def resume_question(voice: Voice) -> Message:
    """Return the question whether to go on."""
    go_on = callback_button(voice.label("button-yes-resume"), ResumeAlerts())
    return Message(voice.say("resume-confirm"), build_keyboard((go_on,), _no(voice)))


def leave_all_question(chosen: Mapping[int, Volume], voice: Voice) -> Message:
    """Return the question whether to leave every topic, with the pause as the milder way."""
    leave = callback_button(voice.label("button-yes-leave-all"), LeaveAllTopics())
    pause = callback_button(voice.label("button-pause-instead"), PauseAlerts())
    return Message(
        voice.say("leave-all-confirm", count=len(chosen)),
        build_keyboard((leave,), (pause,), _no(voice), (my_topics_button(voice),)),
    )


def all_left_message(voice: Voice) -> Message:
    """Return that no topic is followed any more."""
    return Message(voice.say("all-left"), build_keyboard((catalogue_button(voice),)))


def digest_question(voice: Voice, *, are_announcements_on: bool, is_paused: bool) -> Message:
    """Return how digests come about, and the question whether the latest stories will do for now."""
    if not are_announcements_on:
        state = voice.say("digests-off")
    else:
        state = voice.say("digests-paused") if is_paused else voice.say("digests-on")
    show = callback_button(voice.label("button-yes-latest"), OpenLatest())
    return Message(
        paragraphs(state, voice.say("digest-confirm")), build_keyboard((show,), _no(voice), (settings_button(voice),))
    )


def not_paused_message(voice: Voice) -> Message:
    """Return that alerts are on, to who wants to turn them on."""
    return Message(voice.say("not-paused"), build_keyboard((my_topics_button(voice), catalogue_button(voice))))


def nothing_to_leave(voice: Voice) -> Message:
    """Return that no topic is followed, to who wants to leave all."""
    return Message(voice.say("nothing-to-leave"), build_keyboard((catalogue_button(voice),)))


def left_as_is_message(voice: Voice) -> Message:
    """Return that nothing was changed."""
    return Message(voice.say("left-as-is"))


def _no(voice: Voice) -> Row:
    return (callback_button(voice.label("button-no"), LeaveAsIs()),)


def _followed_count(chosen: Mapping[int, Volume]) -> int:
    return sum(volume is not Volume.MUTED for volume in chosen.values())


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
    votes = voice.say("privacy-votes") if voice.texts.has_votes else ""
    return Message(paragraphs(voice.say("privacy"), votes, asking))


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


def alerts_paused_toast(voice: Voice) -> str:
    """Alerts are paused."""
    return voice.label("toast-alerts-paused")


def all_left_toast(voice: Voice) -> str:
    """No topic is followed any more."""
    return voice.label("toast-all-left")


def alerts_resumed_toast(voice: Voice) -> str:
    """Alerts are on again."""
    return voice.label("toast-resumed")
