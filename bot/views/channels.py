"""The pages of a channel in its administrator's private chat, and what is particular about its posts."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from markupsafe import Markup, escape

from bot.views.callback_data import (
    AskSignature,
    ClearSignature,
    ConfirmRemoveChannel,
    EditApproval,
    NoAction,
    OpenCatalogue,
    OpenChannel,
    OpenPicture,
    OpenSettings,
    PostApproved,
    PreviewChannelPost,
    RemoveChannel,
    SetChannelAlerts,
    SetPicture,
    ShowWaiting,
    SkipApproval,
)
from bot.views.format import LONGEST_TEXT, link, paragraphs, topic_name, visible_text
from bot.views.message import (
    Button,
    ChatChoice,
    Keyboard,
    Message,
    ReplyKeyboard,
    Row,
    build_keyboard,
    callback_button,
)
from bot.views.texts import Voice
from storage.models import Picture, Subscriber, Topic
from storage.preferences import Appearance

CHANNEL_REQUEST = 1
"""Names the button by which a channel is chosen in what comes back (Bot API, ``chat_shared``)."""

_MOST_TOPICS = 30
PICTURE_TEXT_KEYS = {
    Picture.LARGE: "button-picture-large",
    Picture.SMALL: "button-picture-small",
    Picture.NONE: "button-picture-none",
}

PICTURE_LINE_KEYS = {
    Picture.LARGE: "settings-picture-large",
    Picture.SMALL: "settings-picture-small",
    Picture.NONE: "settings-picture-none",
}


class ChannelProblem(StrEnum):
    """Why a channel is not set up; the key of what is said then."""

    UNREADABLE = "channel-unreadable"
    NOT_FOUND = "channel-not-found"
    NO_CHANNEL = "channel-no-channel"
    NOT_IN = "channel-not-in"
    MAY_NOT_POST = "channel-may-not-post"
    NOT_YOURS = "channel-not-yours"


def channel_title(channel: Subscriber) -> Markup:
    """Return what a channel is called, linked where it has a public name."""
    name = channel.title or f"@{channel.username}"
    return link(f"https://t.me/{channel.username}", name) if channel.username else escape(name)


def ask_channel_message(voice: Voice) -> Message:
    """Return the question which channel to set up, with the button by which one is chosen."""
    keyboard = ReplyKeyboard((ChatChoice(voice.label("button-choose-channel"), CHANNEL_REQUEST),))
    return Message(voice.say("channel-ask"), reply_keyboard=keyboard)


def channel_chosen_message(voice: Voice) -> Message:
    """Return a word that takes away the button by which a channel is chosen."""
    return Message(voice.say("channel-checking"), reply_keyboard=ReplyKeyboard())


def channel_problem_message(problem: ChannelProblem, name: str, voice: Voice) -> Message:
    """Return why a channel is not set up, and what to do."""
    return Message(voice.say(problem.value, channel=name))


def channel_message(
    channel: Subscriber, topics: Sequence[Topic], waiting: int, voice: Voice, *, is_paused: bool
) -> Message:
    """Return the page of a channel.

    Args:
        channel: Its subscriber.
        topics: What it follows.
        waiting: How many posts wait for approval.
        voice: Texts and language.
        is_paused: Whether nothing is posted for now.
    """
    names = voice.series([topic_name(topic) for topic in topics[:_MOST_TOPICS]])
    text = paragraphs(
        voice.say("channel-page", channel=channel_title(channel)),
        voice.say("channel-follows", count=len(topics), topics=names) if topics else voice.say("channel-follows-none"),
        voice.say("channel-waiting", count=waiting) if waiting else "",
        voice.say("channel-paused") if is_paused else "",
    )
    pause = "button-channel-resume" if is_paused else "button-channel-pause"
    return Message(
        text,
        build_keyboard(
            (callback_button(voice.label("button-channel-waiting"), ShowWaiting()),) if waiting else (),
            (callback_button(voice.label("button-channel-topics"), OpenCatalogue()),),
            (
                callback_button(voice.label("button-channel-settings"), OpenSettings()),
                callback_button(voice.label("button-channel-preview"), PreviewChannelPost()),
            ),
            (
                callback_button(voice.label(pause), SetChannelAlerts(1 if is_paused else 0)),
                callback_button(voice.label("button-channel-remove"), RemoveChannel()),
            ),
        ),
    )


def channel_paused_toast(voice: Voice, *, is_on: bool) -> str:
    """Return that posts come again, or do not."""
    return voice.label("toast-channel-resumed") if is_on else voice.label("toast-channel-paused")


def remove_channel_message(channel: Subscriber, voice: Voice) -> Message:
    """Return the question whether to forget a channel."""
    buttons = (
        callback_button(voice.label("button-channel-remove-yes"), ConfirmRemoveChannel()),
        callback_button(voice.label("button-channel-remove-no"), OpenChannel()),
    )
    return Message(voice.say("channel-remove", channel=channel_title(channel)), (buttons,))


def channel_removed_message(channel: Subscriber, voice: Voice) -> Message:
    """Return that a channel is forgotten."""
    return Message(voice.say("channel-removed", channel=channel_title(channel)))


def signature_removed_toast(voice: Voice) -> str:
    """Return that posts have no signature any more."""
    return voice.label("toast-signature-none")


def picture_set_toast(voice: Voice) -> str:
    """Return that the picture is shown in another way from now on."""
    return voice.label("toast-picture-set")


def no_preview_toast(voice: Voice) -> str:
    """Return that there is no story yet to show a post of."""
    return voice.label("toast-channel-no-preview")


def back_to_channel(voice: Voice) -> Row:
    """Return the way back to the channel's page, for pages that are about a channel."""
    return (callback_button(voice.label("button-channel-back"), OpenChannel()),)


# What the settings of a channel have beside those of everybody.


def appearance_lines(appearance: Appearance, voice: Voice) -> list[Markup]:
    """Return how the posts look, where no switch says so."""
    signature = appearance.signature
    return [
        voice.say("settings-signature", signature=signature) if signature else voice.say("settings-signature-none"),
        voice.say(PICTURE_LINE_KEYS[appearance.picture]),
    ]


def appearance_buttons(voice: Voice) -> tuple[Row, Row]:
    """Return the buttons that change it, and the way back to the channel's page."""
    signature = callback_button(voice.label("button-signature"), AskSignature())
    picture = callback_button(voice.label("button-picture"), OpenPicture())
    return (signature, picture), back_to_channel(voice)


def ask_signature_message(appearance: Appearance, voice: Voice) -> Message:
    """Return the question what is to stand under each post."""
    clear = (callback_button(voice.label("button-signature-none"), ClearSignature()),) if appearance.signature else ()
    back = (callback_button(voice.label("button-channel-back-settings"), OpenSettings()),)
    return Message(voice.say("signature-ask"), build_keyboard(clear, back))


def signature_too_long_message(longest: int, voice: Voice) -> Message:
    """Return that a signature is too long, and what to do."""
    back = callback_button(voice.label("button-channel-back-settings"), OpenSettings())
    return Message(voice.say("signature-too-long", count=longest), ((back,),))


def picture_message(appearance: Appearance, voice: Voice) -> Message:
    """Return the choices of how the picture is shown."""
    rows = [
        (_choice(voice.label(key), SetPicture(number), is_chosen=picture is appearance.picture),)
        for number, (picture, key) in enumerate(PICTURE_TEXT_KEYS.items())
    ]
    back = callback_button(voice.label("button-channel-back-settings"), OpenSettings())
    return Message(voice.say("channel-picture-ask"), (*rows, (back,)))


def _choice(label: str, data: SetPicture, *, is_chosen: bool) -> Button:
    return callback_button(f"✓ {label}" if is_chosen else label, data)


# Posts.


def digest_post(message: Message, appearance: Appearance) -> Message:
    """Return a message of a digest as the post of a channel: without buttons for one person, and signed if it fits."""
    signed = paragraphs(message.html, escape(appearance.signature)) if appearance.signature else message.html
    html = signed if len(visible_text(signed)) <= LONGEST_TEXT else message.html
    return replace(message, html=html, keyboard=tuple(row for row in map(_url_buttons, message.keyboard) if row))


def _url_buttons(row: Row) -> Row:
    return tuple(button for button in row if button.url)


# Approval.


def approval_buttons(delivery_id: int, voice: Voice) -> Keyboard:
    """*Post*, *Skip*, *Edit*."""
    return (
        (
            callback_button(voice.label("button-approval-post"), PostApproved(delivery_id)),
            callback_button(voice.label("button-approval-skip"), SkipApproval(delivery_id)),
            callback_button(voice.label("button-approval-edit"), EditApproval(delivery_id)),
        ),
    )


def approval_message(post: Message, delivery_id: int, voice: Voice) -> Message:
    """Return a post just as it will look, with the buttons that decide about it below its own."""
    return replace(post, keyboard=(*post.keyboard, *approval_buttons(delivery_id, voice)))


def approval_heading(channel: str, voice: Voice) -> Message:
    """Return for which channel the post below is."""
    return Message(voice.say("approval-heading", channel=channel))


def decided_keyboard(shown: Keyboard, voice: Voice, *, is_posted: bool) -> Keyboard:
    """Return the buttons of a post that was decided about: those of the post itself, and what was decided."""
    label = voice.label("button-approval-posted") if is_posted else voice.label("button-approval-skipped")
    return (*links_of(shown), (callback_button(label, NoAction()),))


def links_of(shown: Keyboard) -> Keyboard:
    """Return the buttons of the post itself."""
    return tuple(row for row in map(_url_buttons, shown) if row)


def approval_toast(voice: Voice, *, is_posted: bool) -> str:
    """Return what was decided."""
    return voice.label("toast-approval-posted") if is_posted else voice.label("toast-approval-skipped")


def approval_over_toast(voice: Voice, *, is_withdrawn: bool) -> str:
    """Return that a post does not wait any more, and why."""
    return voice.label("toast-approval-withdrawn") if is_withdrawn else voice.label("toast-approval-over")


def waiting_toast(voice: Voice, count: int) -> str:
    """Return that posts that wait are shown, or that none waits any more."""
    return voice.label("toast-channel-waiting") if count else voice.label("toast-channel-waiting-none")


def approval_edited_toast(voice: Voice) -> str:
    """Return that a post reads otherwise by now, and is shown again."""
    return voice.label("toast-approval-edited")


def ask_post_message(delivery_id: int, voice: Voice) -> Message:
    """Return the question how a post is to read, with buttons for whoever decides otherwise."""
    buttons = (
        callback_button(voice.label("button-approval-as-it-was"), PostApproved(delivery_id)),
        callback_button(voice.label("button-approval-skip"), SkipApproval(delivery_id)),
    )
    return Message(voice.say("approval-ask-text"), (buttons,))


def no_text_message(voice: Voice) -> Message:
    """Return that what was sent instead of a text cannot be posted."""
    return Message(voice.say("approval-no-text"))


def approval_over_message(voice: Voice, *, is_withdrawn: bool) -> Message:
    """Return the same as a message, for an answer that came too late."""
    return Message(escape(approval_over_toast(voice, is_withdrawn=is_withdrawn)))
