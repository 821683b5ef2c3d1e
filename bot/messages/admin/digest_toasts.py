"""Toasts about the draft of a digest."""

from bot.messages.texts import Voice
from storage.models import DigestEntry


def kept(voice: Voice) -> str:
    """It is no draft any more, and nothing was changed."""
    return voice.label("toast-digest-kept")


def gone(voice: Voice) -> str:
    """The story was withdrawn meanwhile, or never stood there."""
    return voice.label("toast-digest-gone")


def pinned(entry: DigestEntry, voice: Voice) -> str:
    """A story was pinned, or is no longer."""
    return voice.label("toast-digest-pinned") if entry["is_pinned"] else voice.label("toast-digest-unpinned")


def dropped(entry: DigestEntry, voice: Voice) -> str:
    """A story was dropped, or taken back."""
    return voice.label("toast-digest-dropped") if entry["is_dropped"] else voice.label("toast-digest-taken-back")


def moved(_: DigestEntry, __: Voice) -> str:
    """A story was moved, which shows."""
    return ""
