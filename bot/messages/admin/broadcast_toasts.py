"""Toasts of the buttons of broadcasts (Bot API, ``answerCallbackQuery``: 200 characters)."""

from bot.messages.texts import Voice


def sending(voice: Voice) -> str:
    """It goes out."""
    return voice.label("toast-sending")


def scheduled(voice: Voice) -> str:
    """It goes out by itself at its time."""
    return voice.label("toast-scheduled")


def unconfirmed(voice: Voice) -> str:
    """A second owner was asked."""
    return voice.label("toast-unconfirmed")


def left_drafts(voice: Voice) -> str:
    """It was sent, or thrown away, before: nothing was done."""
    return voice.label("toast-left-drafts")


def stale(voice: Voice) -> str:
    """The button was good for one press within ten minutes: nothing was done, a new one is there."""
    return voice.label("toast-stale")


def nobody(voice: Voice) -> str:
    """There is nobody to send it to."""
    return voice.label("toast-nobody")


def too_late(voice: Voice) -> str:
    """It was not to be sent after a time that is over by then."""
    return voice.label("toast-too-late")


def unknown(voice: Voice) -> str:
    """There is no such broadcast, or no such choice."""
    return voice.label("toast-unknown-broadcast")


def tested(voice: Voice) -> str:
    """It was sent to whoever pressed."""
    return voice.label("toast-tested")


def taken_back(voice: Voice) -> str:
    """It is a draft again."""
    return voice.label("toast-taken-back")


def discarded(voice: Voice) -> str:
    """It was thrown away unsent."""
    return voice.label("toast-discarded")


def called_off(voice: Voice) -> str:
    """It was cancelled under way."""
    return voice.label("toast-called-off")


def paused(voice: Voice) -> str:
    """Nothing more goes out."""
    return voice.label("toast-paused")


def resumed(voice: Voice) -> str:
    """It goes on."""
    return voice.label("toast-resumed-broadcast")


def impossible(voice: Voice) -> str:
    """Not as it stands by now: nothing was done."""
    return voice.label("toast-impossible")


def confirmed(voice: Voice) -> str:
    """The second owner let it go."""
    return voice.label("toast-confirmed")


def rejected(voice: Voice) -> str:
    """The second owner did not."""
    return voice.label("toast-rejected")


def not_yourself(voice: Voice) -> str:
    """Whoever sends it cannot be the second owner."""
    return voice.label("toast-not-yourself")


def owners_only(voice: Voice) -> str:
    """Editors cannot confirm."""
    return voice.label("toast-owners-only")


def extended(voice: Voice) -> str:
    """It goes to those who joined since."""
    return voice.label("toast-extended")


def too_many_joined(voice: Voice) -> str:
    """So many joined that a second owner must confirm: a broadcast of its own."""
    return voice.label("toast-too-many-joined")


def nobody_joined(voice: Voice) -> str:
    """Everybody whom it is for has a place in it already."""
    return voice.label("toast-nobody-joined")


def exporting(voice: Voice) -> str:
    """A file is on its way."""
    return voice.label("toast-exporting")
