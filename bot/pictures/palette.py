"""Colours: blue and orange, which everybody can tell apart, on the grounds of Telegram's own themes.

Text has a contrast of 4.5 to 1 at least (WCAG 2.2, 1.4.3), lines and bars one of 3 to 1 (1.4.11); the tests measure it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a picture, as ``#rrggbb``."""

    ground: str
    ink: str
    quiet: str
    """For what is read second."""
    grid: str
    main: str
    tint: str
    """Under a line of the main colour."""
    other: str
    """For what went otherwise than it should."""


LIGHT = Palette(
    ground="#ffffff", ink="#14202b", quiet="#5b6875", grid="#e3e8ec", main="#1c6fd1", tint="#e4effb", other="#c2570c"
)
DARK = Palette(
    ground="#17212b", ink="#f2f5f8", quiet="#9aa8b5", grid="#2b3946", main="#5ba8f5", tint="#1e3650", other="#f0974a"
)


def palette(*, is_dark: bool) -> Palette:
    """The colours for a light or a dark screen."""
    return DARK if is_dark else LIGHT
