"""Links that may go into a message: Telegram drops others from the text and refuses a message for them on a button."""

import re

from markupsafe import escape

LONGEST_IN_TEXT = 1_700
"""Bytes once escaped: nine links of this length and all texts stay below the 32,768 bytes of a message."""
LONGEST_ON_BUTTON = 2_048

# http(s), a host with a dot, no user name (it makes another host look like the real one), a port that exists.
_LINK = re.compile(
    r"https?://(?:[\w-]+\.)+[\w-]+\.?(?::0*([1-9]\d{0,4}))?(?:[/?#][^\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]*)?",
    re.IGNORECASE,
)


def web_link(url: str | None) -> str | None:
    """Return a URL that may be linked to, or None (Bot API, ``InlineKeyboardButton.url``; TDLib, ``check_link``)."""
    if not url or len(url) > LONGEST_ON_BUTTON:
        return None
    found = _LINK.fullmatch(url)
    return url if found and int(found[1] or 80) <= 65_535 else None


def text_link(url: str | None) -> str | None:
    """Return the same for a link in the text, where space is scarcer."""
    checked = web_link(url)
    return checked if checked and len(escape(checked).encode()) <= LONGEST_IN_TEXT else None
