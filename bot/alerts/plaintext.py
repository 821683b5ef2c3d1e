"""Plain text: what may stand in a title, an excerpt or a name."""

import re

# Control and bidirectional control characters, lone surrogates, and code points that are no characters. White space
# among them is left to `split`. The joiners of emoji and the marks of right-to-left scripts stay.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def one_line(text: str, longest: int) -> str:
    """Returns the text on one line, single-spaced, without control characters, of at most so many characters."""
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    return " ".join(text.split())[:longest].rstrip()


def is_visible(text: str) -> bool:
    """Says whether a reader would see anything of this text."""
    if text.isprintable():
        return bool(text.strip())
    return any(character.isprintable() and not character.isspace() for character in text)
