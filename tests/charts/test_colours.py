"""Colours that can be told apart, by everybody."""

import pytest

from bot.charts.draw import DARK, LIGHT, Palette


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = (channel / 255 for channel in bytes.fromhex(colour.removeprefix("#")))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_texts_and_shapes_stand_out(colours: Palette) -> None:
    assert min(contrast(colours.ground, text) for text in (colours.ink, colours.quiet)) >= 4.5
    assert min(contrast(colours.ground, shape) for shape in (colours.main, colours.other)) >= 3
    assert contrast(colours.tint, colours.main) >= 3
    assert contrast(colours.ground, colours.grid) < 2
