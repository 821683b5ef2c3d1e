"""The font of the charts (DejaVu Sans, which comes with matplotlib): which letters it has, and how wide text is."""

from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

ELLIPSIS = "…"
JOINERS = {0x200D, 0xFE0E, 0xFE0F}
"""Code points that join or modify emoji and show nothing by themselves."""


@cache
def font_file(*, is_bold: bool) -> str:
    """Return the path of the font's file."""
    return str(Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"))


def font_properties(size: float, *, is_bold: bool) -> FontProperties:
    """Return the font for matplotlib; the size is in points."""
    return FontProperties(fname=font_file(is_bold=is_bold), size=size)


def writable_text(text: str, fallback: str = "") -> str:
    """Return the text without characters that the font lacks, such as emoji.

    If letters or digits were lost, the fallback is returned instead, because the rest would read as another name.
    """
    known = _glyphs()
    line = " ".join(text.split())
    kept = "".join(
        character
        for character in line
        if ord(character) in known and ord(character) not in JOINERS and character.isprintable()
    )
    is_whole = not any(character.isalnum() and ord(character) not in known for character in line)
    written = " ".join(kept.split())
    if written and (is_whole or not fallback):
        return written
    return writable_text(fallback) if fallback else ELLIPSIS


def fit_text(text: str, width: float, size: float, *, is_bold: bool = False) -> str:
    """Return the text, cut with an ellipsis if it is wider than `width`; both are in the unit of the size."""
    if text_width(text, size, is_bold=is_bold) <= width:
        return text
    short, long = 0, len(text)
    while long - short > 1:
        middle = (short + long) // 2
        cut = text[:middle].rstrip() + ELLIPSIS
        short, long = (middle, long) if text_width(cut, size, is_bold=is_bold) <= width else (short, middle)
    return text[:short].rstrip(" ,.;:-–") + ELLIPSIS


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return the width of a line of text, in the unit of its size."""
    font = FT2Font(font_file(is_bold=is_bold))
    font.set_size(size, 72)
    font.set_text(text)
    return float(font.get_width_height()[0]) / 64


@cache
def _glyphs() -> frozenset[int]:
    """Return the code points that both the plain and the bold font have."""
    plain, bold = (set(FT2Font(font_file(is_bold=is_bold)).get_charmap()) for is_bold in (False, True))
    return frozenset(plain & bold)
