"""Cleaning and cutting text that comes from records and people, before it is escaped."""

import re
import unicodedata

ELLIPSIS = "…"

# Control and bidirectional control characters, lone surrogates and non-characters; white space among them is left to
# `split`. The last three are combining marks that Telegram removes from every message (TDLib, clean_input_string).
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff\u030a\u0333\u033f]"
)
_JOINER = "\u200d"
# What Unicode's UAX 29 counts to the character before: marks, joiners, skin tones, tags, Hangul vowels and finals.
_EXTENDING = re.compile(
    "[\u200c\u200d\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_OPEN_ENDS = ("[…]", "[...]", "…", "..")
_LOOSE_END = " ,;:.–—-"


def clean(text: str) -> str:
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


def end_well(text: str) -> str:
    """Return a text whose open end, ``...`` or ``[…]``, is one ellipsis."""
    kept = text.rstrip()
    while kept.endswith(_OPEN_ENDS):
        tail = next(tail for tail in _OPEN_ENDS if kept.endswith(tail))
        kept = kept.removesuffix(tail).rstrip(" .")
    return text if kept == text.rstrip() else kept + ELLIPSIS


def _shows(character: str) -> bool:
    return character.isprintable() and not character.isspace() and not unicodedata.category(character).startswith("M")


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
