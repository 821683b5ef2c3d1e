"""Fonts: the one that comes with matplotlib, what it can write, and how wide that is."""

from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

ELLIPSIS = "…"
JOINERS = {0x200D, 0xFE0E, 0xFE0F}
"""What glues emoji together: nothing by themselves."""


@cache
def font_file(*, is_bold: bool) -> str:
    """The file of the font."""
    return str(Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"))


def font_properties(size: float, *, is_bold: bool) -> FontProperties:
    """The font in a size, in points."""
    return FontProperties(fname=font_file(is_bold=is_bold), size=size)


def writable_text(text: str, spare: str = "") -> str:
    """The text as far as the font can write it.

    Emoji are dropped. Where letters would be lost, so that another name would stand there, the spare text is taken.
    """
    known = _glyphs()
    words = " ".join(text.split())
    kept = "".join(sign for sign in words if ord(sign) in known and ord(sign) not in JOINERS and sign.isprintable())
    is_whole = not any(sign.isalnum() and ord(sign) not in known for sign in words)
    written = " ".join(kept.split())
    if written and (is_whole or not spare):
        return written
    return writable_text(spare) if spare else ELLIPSIS


def fit_text(text: str, width: float, size: float, *, is_bold: bool = False) -> str:
    """The text, cut so that it is no wider than so many points."""
    if text_width(text, size, is_bold=is_bold) <= width:
        return text
    short, long = 0, len(text)
    while long - short > 1:
        middle = (short + long) // 2
        cut = text[:middle].rstrip() + ELLIPSIS
        short, long = (middle, long) if text_width(cut, size, is_bold=is_bold) <= width else (short, middle)
    return text[:short].rstrip(" ,.;:-–") + ELLIPSIS


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """How wide a line of text is, in the unit of its size."""
    font = FT2Font(font_file(is_bold=is_bold))
    font.set_size(size, 72)
    font.set_text(text)
    return float(font.get_width_height()[0]) / 64


@cache
def _glyphs() -> frozenset[int]:
    """Code points that the font can write, both plain and bold."""
    plain, bold = (set(FT2Font(font_file(is_bold=is_bold)).get_charmap()) for is_bold in (False, True))
    return frozenset(plain & bold)
