"""A message: rendered, unsent."""

import html
import re
from dataclasses import dataclass

from markupsafe import Markup

TAG = re.compile(r"<[^>]*>")


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
        """The text alone, for when Telegram refuses the formatting."""
        return html.unescape(TAG.sub("", self.html))
