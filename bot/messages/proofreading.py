"""Reading over what somebody wrote in Telegram's HTML, before Telegram refuses it.

What is right here is right to Telegram (Bot API, "HTML style"); what is wrong is told by its line.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from bot.messages.links import text_link
from bot.messages.markup import visible_length
from bot.messages.message import LONGEST

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"']|"[^"<>]*"|'[^'<>]*')*)>""")
_ATTRIBUTE = re.compile(r"""\s+([a-z-]+)(?:=("[^"<>]*"|'[^'<>]*'))?""")
_ENTITY = re.compile(r"&([a-zA-Z]+);")
_KNOWN_ENTITIES = frozenset({"lt", "gt", "amp", "quot"})

# Each tag with the attributes that it may have; one with a pattern must be there, and be so.
_TAGS: dict[str, dict[str, re.Pattern[str] | None]] = {
    **{name: {} for name in ("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "pre")},
    "a": {"href": re.compile(r".+", re.DOTALL)},
    "blockquote": {"expandable": None},
    "code": {"class": None},
    "span": {"class": re.compile(r"tg-spoiler")},
    "tg-emoji": {"emoji-id": re.compile(r"[1-9][0-9]{0,18}")},
    "tg-time": {"unix": re.compile(r"[1-9][0-9]{0,9}"), "format": None},
}


class Fault(NamedTuple):
    """Something that Telegram would refuse, or show otherwise than it was meant."""

    line: int
    reason: str


def faults(written: str) -> list[Fault]:
    """Return what is wrong with a message, in the order of its lines; nothing when it can be sent."""
    found = [Fault(written.count("\n", 0, at) + 1, reason) for at, reason in _amiss(written)]
    return sorted(found) or _wrong_length(written)


def _wrong_length(written: str) -> list[Fault]:
    length = visible_length(Markup(written))  # noqa: S704 - only counted
    if not html.unescape(re.sub(r"<[^>]*>", "", written)).strip():
        return [Fault(1, "there is nothing to read in it")]
    too_long = f"it has {length:,} characters to read; Telegram takes {LONGEST:,}"
    return [Fault(written.count("\n") + 1, too_long)] if length > LONGEST else []


def _amiss(written: str) -> Iterator[tuple[int, str]]:
    """Places in the text, and what is wrong there."""
    for entity in _ENTITY.finditer(written):
        if entity[1] not in _KNOWN_ENTITIES:
            yield entity.start(), f"Telegram does not know {entity[0]}: write the character itself"
    open_tags: list[tuple[int, str]] = []
    for at in (found.start() for found in re.finditer("<", written)):
        tag = _TAG.match(written, at)
        if tag is None:
            yield at, "this < begins no tag: write &lt;"
        elif tag[1]:
            yield from _closing(tag, open_tags)
        else:
            yield from _opening(tag, open_tags)
    for at, name in open_tags:
        yield at, f"<{name}> is not closed"


def _opening(tag: re.Match[str], open_tags: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    name = tag[2].lower()
    if name not in _TAGS:
        hint = ": a new line is a new line" if name in {"br", "p", "div"} else ""
        yield tag.start(), f"Telegram has no tag <{name}>{hint}"
        return
    open_tags.append((tag.start(), name))
    yield from ((tag.start(), reason) for reason in _attributes_amiss(name, tag[3]))


def _closing(tag: re.Match[str], open_tags: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    name = tag[2].lower()
    if open_tags and open_tags[-1][1] == name:
        open_tags.pop()
    elif name in _TAGS:  # of one that is not known it was said where it opens
        expected = f"</{open_tags[-1][1]}>" if open_tags else "no closing tag"
        yield tag.start(), f"</{name}> stands where {expected} should"


def _attributes_amiss(name: str, written: str) -> Iterator[str]:
    if _ATTRIBUTE.sub("", written).strip():
        yield f"<{name}> cannot be read"
        return
    given = {found[1]: html.unescape((found[2] or "").strip("\"'")) for found in _ATTRIBUTE.finditer(written)}
    for attribute in given.keys() - _TAGS[name].keys():
        yield f"<{name}> has no {attribute}"
    for attribute, pattern in _TAGS[name].items():
        if pattern and not pattern.fullmatch(given.get(attribute, "")):
            yield f"<{name}> needs its {attribute}"
    link = given.get("href")
    if link and not (text_link(link) or link.startswith("tg://")):
        yield f"{link} is no link that Telegram opens"
