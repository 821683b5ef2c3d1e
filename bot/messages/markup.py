"""Building blocks of Telegram's HTML (Bot API, "HTML style"). Plain text is escaped, ``Markup`` is not."""

import html
import re
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup

_TAG = re.compile(r"<[^>]*>")
_HASHTAG = re.compile(r"#\w{1,100}")
_LATEST_MOMENT = 2**31 - 1


class MomentFormat(StrEnum):
    """How a reader's own device writes a moment (Bot API 9.5, ``tg-time``: ``r|w?[dD]?[tT]?``)."""

    DATE_AND_TIME = "Dt"
    RELATIVE = "r"
    """Such as "2 hours ago", and stays true."""


def bold(text: str) -> Markup:
    """Return bold text."""
    return Markup("<b>%s</b>") % text


def italic(text: str) -> Markup:
    """Return italic text."""
    return Markup("<i>%s</i>") % text


def link(url: str | None, text: str) -> Markup:
    """Return text that opens a URL, which ``links.web_link`` has let through; without one the text alone."""
    return Markup('<a href="%s">%s</a>') % (url, text) if url else Markup.escape(text)


def quote(text: str, *, is_expandable: bool = False) -> Markup:
    """Return a block quotation; an expandable one shows three lines until it is tapped."""
    return (
        Markup("<blockquote expandable>%s</blockquote>") if is_expandable else Markup("<blockquote>%s</blockquote>")
    ) % text


def moment(at: datetime, text: str, form: MomentFormat) -> Markup:
    """Return a moment that each reader sees in their own zone; ``text`` is for apps that do not know the tag.

    A moment outside 1970 to 2038 is the text alone: Telegram has no other.
    """
    unix = int(at.timestamp())
    if not 0 < unix <= _LATEST_MOMENT:
        return Markup.escape(text)
    return Markup('<tg-time unix="%s" format="%s">%s</tg-time>') % (str(unix), form.value, text)


def hashtag(tag: str) -> Markup:
    """Return a hashtag, which Telegram links by itself; empty if it would not be one."""
    return Markup.escape(tag) if _HASHTAG.fullmatch(tag) else Markup()


def lines(*parts: str) -> Markup:
    """Return the parts that are not empty, one a line."""
    return Markup("\n").join(part for part in parts if part)


def paragraphs(*parts: str) -> Markup:
    """Return the parts that are not empty, with an empty line between."""
    return Markup("\n\n").join(part for part in parts if part)


def visible_text(markup: Markup) -> str:
    """Return what is left once Telegram has parsed the markup."""
    return html.unescape(_TAG.sub("", markup))


def visible_length(markup: Markup) -> int:
    """Return the length that Telegram limits to 4,096: code points after parsing."""
    return len(visible_text(markup))


def first_link(markup: Markup) -> str | None:
    """Return the URL of the first link, if there is one."""
    found = re.search(r'<a href="([^"]*)">', markup)
    return html.unescape(found[1]) if found else None
