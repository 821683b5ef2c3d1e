"""A message: rendered, unsent."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from markupsafe import Markup

from bot.messages.markup import first_link, visible_text

LONGEST = 4_096
"""Code points of a text after parsing (Bot API, ``sendMessage``)."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button of an inline keyboard: either opens ``url`` or sends ``data`` (1 to 64 bytes) back."""

    label: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons, top to bottom."""


@dataclass(frozen=True, slots=True)
class Message:
    """What Telegram is to show, in its HTML (Bot API, "HTML style"), at most 4,096 characters once parsed."""

    html: Markup
    keyboard: Keyboard = ()
    preview_url: str | None = None
    """Shown large above the text; None shows no preview at all."""

    def plain(self) -> str:
        """The text alone, for when Telegram refuses the formatting: the first link stands below it, so none is lost."""
        text, url = visible_text(self.html), first_link(self.html)
        whole = f"{text}\n\n{url}" if url else text
        return whole if len(whole) <= LONGEST else text

    def shown(self) -> str:
        """All that it shows, for telling two messages apart."""
        return repr((str(self.html), self.keyboard, self.preview_url))


class Showing(Protocol):
    """Whatever can say all that it shows; hashable."""

    def shown(self) -> str:
        """Return all that it shows, for telling two apart."""


@lru_cache(maxsize=256)
def digest_of(message: Showing) -> str:
    """Return a short hash of what a message shows: equal digests, nothing to edit."""
    return hashlib.blake2b(message.shown().encode("utf-8", "backslashreplace"), digest_size=12).hexdigest()
