"""How text, links, names, times and numbers are written in messages: in Telegram's HTML (Bot API, "HTML style").

Clean text, links that Telegram accepts, tags, and what is wrong with HTML that a person wrote. Plain text is escaped,
``Markup`` is not.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from markupsafe import Markup, escape

from bot.urls import sendable_url
from bot.views.texts import Voice
from storage.models import Article, Topic
from storage.rhythm import find_zone

_TAG = re.compile(r"<[^>]*>")
_HASHTAG = re.compile(r"#\w{1,100}")
_LATEST_TIME = 2**31 - 1


class TimeFormat(StrEnum):
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
    """Return text that opens a URL, which ``valid_url`` has let through; without one the text alone."""
    return Markup('<a href="%s">%s</a>') % (url, text) if url else Markup.escape(text)


def quote(text: str, *, is_expandable: bool = False) -> Markup:
    """Return a block quotation; an expandable one shows three lines until it is tapped."""
    return (
        Markup("<blockquote expandable>%s</blockquote>") if is_expandable else Markup("<blockquote>%s</blockquote>")
    ) % text


def time_tag(at: datetime, text: str, form: TimeFormat) -> Markup:
    """Return a moment that each reader sees in their own zone; ``text`` is for apps that do not know the tag.

    A moment outside 1970 to 2038 is the text alone: Telegram has no other.
    """
    unix = int(at.timestamp())
    if not 0 < unix <= _LATEST_TIME:
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


ELLIPSIS = "…"

# Control and bidirectional control characters, lone surrogates and non-characters; white space among them is left to
# `split`. The last three are combining marks that Telegram removes from every message (TDLib, clean_input_string).
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff\u030a\u0333\u033f]"
)
# Letters and symbols that show as blank space; `bot/news/record.py` reads a text of these alone as missing.
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0\U0001d159"
_JOINER = "\u200d"
# What Unicode's UAX 29 counts to the character before: marks, joiners, skin tones, tags, Hangul vowels and finals.
_EXTENDING = re.compile(
    "[\u200c\u200d\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_OPEN_ENDS = ("[…]", "[...]", "…", "..")
_LOOSE_END = " ,;:.–—-"


def clean_text(text: str) -> str:
    """Return text on one line, single-spaced, in composed form, without control characters; empty if nothing shows."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = _DROPPED.sub("", unicodedata.normalize("NFC", text))
    composed = unicodedata.normalize("NFC", " ".join(kept.split()))
    return composed if any(map(_shows, composed)) else ""


def shorten(text: str, limit: int) -> str:
    """Return at most ``limit`` code points of cleaned text, cut after a whole word if possible, with an ellipsis.

    A character that a reader sees as one (an emoji with skin tone, a letter with accents) is not cut in two.
    """
    if len(text) <= limit:
        return text
    end = _boundary(text, limit - len(ELLIPSIS))
    space = text.rfind(" ", limit // 2, end + 1)
    return text[: space if space > 0 else end].rstrip(_LOOSE_END) + ELLIPSIS


def normalize_ellipsis(text: str) -> str:
    """Return a text whose open end, ``...`` or ``[…]``, is one ellipsis."""
    kept = text.rstrip()
    while kept.endswith(_OPEN_ENDS):
        tail = next(tail for tail in _OPEN_ENDS if kept.endswith(tail))
        kept = kept.removesuffix(tail).rstrip(" .")
    return text if kept == text.rstrip() else kept + ELLIPSIS


def _shows(character: str) -> bool:
    if not character.isprintable() or character.isspace() or character in _BLANKS:
        return False
    return unicodedata.category(character)[0] != "M"


def _boundary(text: str, index: int) -> int:
    """The last place up to ``index`` between two characters; ``index`` itself if there is none."""
    place = index
    while place > 0 and not _is_boundary(text, place):
        place -= 1
    return place or index


def _is_boundary(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    if before == _JOINER or _EXTENDING.match(after) or unicodedata.category(after).startswith("M"):
        return False
    return not (_FLAG_LETTER.match(after) and _flag_letters_before(text, index) % 2)


def _flag_letters_before(text: str, index: int) -> int:
    """How many regional indicators end at ``index``: two make a flag."""
    start = index
    while start > 0 and _FLAG_LETTER.match(text[start - 1]):
        start -= 1
    return index - start


LONGEST_TEXT_LINK = 1_700
"""Bytes once escaped: eight such links, the title's and all texts stay below the 32,768 bytes of a message."""


def valid_url(url: str | None) -> str | None:
    """Return a URL as it may be linked to, or None: any that is sendable (TDLib, ``check_link``)."""
    try:
        return sendable_url(url or "")
    except ValueError:
        return None


def valid_text_url(url: str | None) -> str | None:
    """Return the same for a link in the text beside the title, where space is scarcer."""
    checked = valid_url(url)
    return checked if checked and len(escape(checked).encode()) <= LONGEST_TEXT_LINK else None


LONGEST_TEXT = 4_096
"""Code points of a text after parsing (Bot API, ``sendMessage``)."""

_WRITTEN_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"']|"[^"<>]*"|'[^'<>]*')*)>""")
_ATTRIBUTE = re.compile(r"""\s+([a-z-]+)(?:=("[^"<>]*"|'[^'<>]*'))?""")
_ENTITY = re.compile(r"&([a-zA-Z]+);")
_KNOWN_ENTITIES = frozenset({"lt", "gt", "amp", "quot"})

# Each tag with the attributes that it may have; one with a pattern must be there, and be so.
_KNOWN_TAGS: dict[str, dict[str, re.Pattern[str] | None]] = {
    **{name: {} for name in ("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "pre")},
    "a": {"href": re.compile(r".+", re.DOTALL)},
    "blockquote": {"expandable": None},
    "code": {"class": None},
    "span": {"class": re.compile(r"tg-spoiler")},
    "tg-emoji": {"emoji-id": re.compile(r"[1-9][0-9]{0,18}")},
    "tg-time": {"unix": re.compile(r"[1-9][0-9]{0,9}"), "format": None},
}


class HtmlFault(NamedTuple):
    """Something that Telegram would refuse, or show otherwise than it was meant."""

    line: int
    reason: str


def find_html_faults(written: str) -> list[HtmlFault]:
    """Return what is wrong with a message, in the order of its lines; nothing when it can be sent."""
    found = [HtmlFault(written.count("\n", 0, at) + 1, reason) for at, reason in _find_faults(written)]
    return sorted(found) or _length_faults(written)


def _length_faults(written: str) -> list[HtmlFault]:
    length = visible_length(Markup(written))  # noqa: S704 - only counted
    if not html.unescape(re.sub(r"<[^>]*>", "", written)).strip():
        return [HtmlFault(1, "there is nothing to read in it")]
    too_long = f"it has {length:,} characters to read; Telegram takes {LONGEST_TEXT:,}"
    return [HtmlFault(written.count("\n") + 1, too_long)] if length > LONGEST_TEXT else []


def _find_faults(written: str) -> Iterator[tuple[int, str]]:
    """Places in the text, and what is wrong there."""
    for entity in _ENTITY.finditer(written):
        if entity[1] not in _KNOWN_ENTITIES:
            yield entity.start(), f"Telegram does not know {entity[0]}: write the character itself"
    open_tags: list[tuple[int, str]] = []
    for at in (found.start() for found in re.finditer("<", written)):
        tag = _WRITTEN_TAG.match(written, at)
        if tag is None:
            yield at, "this < begins no tag: write &lt;"
        elif tag[1]:
            yield from _closing_tag_faults(tag, open_tags)
        else:
            yield from _opening_tag_faults(tag, open_tags)
    for at, name in open_tags:
        yield at, f"<{name}> is not closed"


def _opening_tag_faults(tag: re.Match[str], open_tags: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    name = tag[2].lower()
    if name not in _KNOWN_TAGS:
        hint = ": a new line is a new line" if name in {"br", "p", "div"} else ""
        yield tag.start(), f"Telegram has no tag <{name}>{hint}"
        return
    open_tags.append((tag.start(), name))
    yield from ((tag.start(), reason) for reason in _attribute_faults(name, tag[3]))


def _closing_tag_faults(tag: re.Match[str], open_tags: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    name = tag[2].lower()
    if open_tags and open_tags[-1][1] == name:
        open_tags.pop()
    elif name in _KNOWN_TAGS:  # of one that is not known it was said where it opens
        expected = f"</{open_tags[-1][1]}>" if open_tags else "no closing tag"
        yield tag.start(), f"</{name}> stands where {expected} should"


def _attribute_faults(name: str, written: str) -> Iterator[str]:
    if _ATTRIBUTE.sub("", written).strip():
        yield f"<{name}> cannot be read"
        return
    given = {found[1]: html.unescape((found[2] or "").strip("\"'")) for found in _ATTRIBUTE.finditer(written)}
    for attribute in given.keys() - _KNOWN_TAGS[name].keys():
        yield f"<{name}> has no {attribute}"
    for attribute, pattern in _KNOWN_TAGS[name].items():
        if pattern and not pattern.fullmatch(given.get(attribute, "")):
            yield f"<{name}> needs its {attribute}"
    link = given.get("href")
    if link and not (valid_text_url(link) or link.startswith("tg://")):
        yield f"{link} is no link that Telegram opens"


_LONGEST_NAME = 60
_LONGEST_LABEL = 32
"""What one button across a phone shows without cutting."""


def topic_name(topic: Topic) -> str:
    """Return a topic's name for a text."""
    return shorten(clean_text(topic.name) or clean_text(topic.slug), _LONGEST_NAME)


def topic_label(topic: Topic) -> str:
    """Return a topic's name for a button: the short one where the name is long."""
    name = topic_name(topic)
    return name if len(name) <= _LONGEST_LABEL else shorten(clean_text(topic.shortname) or name, _LONGEST_LABEL)


def provider_name(article: Article) -> str:
    """Return who published an article; its domain if it has no name, perhaps nothing."""
    return shorten(clean_text(article.provider_name) or clean_text(article.provider_domain), _LONGEST_NAME)


def article_title(article: Article, limit: int) -> str:
    """Return an article's title in at most so many code points; its link if it has none that shows."""
    return shorten(clean_text(article.title) or clean_text(article.web_url) or clean_text(article.link), limit)


def article_url(article: Article) -> str | None:
    """Return where a list links an article: as its record writes it, else canonically; None if neither will do."""
    return valid_text_url(article.web_url) or valid_text_url(article.link)


def article_full_url(article: Article) -> str | None:
    """Return the same for a button or the title of an alert, which have room for longer ones."""
    return valid_url(article.web_url) or valid_url(article.link)


_MINUTE, _HOUR = 60, 3_600
_SHORT = 90
"""Seconds up to which a span is told in seconds."""


def format_time(at: datetime, voice: Voice) -> Markup:
    """Return a moment that each reader sees in their own zone."""
    return time_tag(at, written_moment(at, voice), TimeFormat.DATE_AND_TIME)


def written_moment(at: datetime, voice: Voice) -> Markup:
    """Return a moment as text, in the reader's zone where it is known: for apps that cannot show it in their own."""
    try:
        zone = find_zone(voice.zone)
    except ValueError:
        zone = UTC
    if zone is UTC:
        return voice.say("moment-utc", at=at.astimezone(UTC))
    return voice.say("moment-there", at=at.astimezone(zone), zone=voice.zone_name(voice.zone))


def zone_label(zone: str) -> str:
    """Return how a zone is called: the city in its name, or the offset."""
    return zone.rpartition("/")[2].replace("_", " ") or "UTC"


def format_local_time(at: datetime, zone: tzinfo, voice: Voice) -> Markup:
    """Return a moment by the clock of a zone, for who reads it there; of UTC, where none was told, as `format_time`."""
    if zone is UTC:
        return time_tag(at, voice.say("moment-utc", at=at.astimezone(UTC)), TimeFormat.DATE_AND_TIME)
    return voice.say("moment-local", at=at.astimezone(zone))


def format_duration(span: timedelta, voice: Voice) -> Markup:
    """Return how long something takes: in seconds, in minutes, or in hours and minutes."""
    seconds = max(0, round(span.total_seconds()))
    if seconds < _SHORT:
        return voice.say("lasting-seconds", count=seconds)
    minutes = round(seconds / _MINUTE)
    if seconds < _SHORT * _MINUTE:
        return voice.say("lasting-minutes", count=minutes)
    return voice.say("lasting-hours", count=minutes // 60, more=minutes % 60)


def format_rate(rate: float, voice: Voice) -> Markup:
    """Return messages a second in words; less than one a second is told by the minute, less than that by the hour."""
    if rate >= 1:
        return voice.say("pace-second", count=round(rate))
    if rate * _MINUTE >= 1:
        return voice.say("pace-minute", count=round(rate * _MINUTE))
    return voice.say("pace-hour", count=round(rate * _HOUR))


_KILO = 1_000


def format_number(count: int, voice: Voice) -> str:
    """Return a whole number, its thousands apart."""
    return voice.label("measure-number", count=count)


def format_share(part: int, whole: int, voice: Voice) -> str:
    """Return a part in percent, rounded down to a tenth: what is not all of it is never called so."""
    tenths = part * 1_000 // whole if whole else 0
    text = format_number(tenths // 10, voice)
    return voice.label("measure-percent", percent=f"{text}.{tenths % 10}" if tenths % 10 else text)


def format_change(count: int, voice: Voice) -> str:
    """Return how many more there are, or fewer, with a sign."""
    sign = "+" if count > 0 else "−" if count < 0 else ""
    return sign + format_number(abs(count), voice)


def format_size(size: int, voice: Voice) -> str:
    """Return a size that is given in bytes: in kB, MB or GB."""
    if size < _KILO**2:
        return voice.label("measure-kilobytes", amount=_amount(size / _KILO))
    if size < _KILO**3:
        return voice.label("measure-megabytes", amount=_amount(size / _KILO**2))
    return voice.label("measure-gigabytes", amount=_amount(size / _KILO**3))


def _amount(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"
