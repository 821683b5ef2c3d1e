"""Every picture can be drawn, in light and dark, without a warning, and nothing leaves its paper."""

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from matplotlib.image import imread

from bot.pictures.drawing import HEIGHT, LOW, WIDTH
from bot.pictures.easel import draw
from bot.pictures.pace import pace_of
from bot.pictures.palette import palette
from bot.pictures.period import poster_of
from bot.pictures.values import Pace, Poster
from tests.messages.samples import VOICE
from tests.pictures.samples import BROADCASTS, PERIODS

EDGE = 30
"""Pixels around a picture that stay empty."""

CASES: dict[str, Pace | Poster] = {
    **{f"period: {name}": poster_of(stats, VOICE) for name, stats in PERIODS.items()},
    **{f"broadcast: {name}": pace_of(sent_at, 12, VOICE) for name, sent_at in BROADCASTS.items()},
}


def pixels(png: bytes) -> Any:
    """Rows of pixels, each of three bytes."""
    return (imread(BytesIO(png), format="png")[:, :, :3] * 255).round().astype(int)


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("is_dark", [False, True])
def test_a_picture_fills_its_paper_and_keeps_its_edges(name: str, is_dark: bool) -> None:
    picture = pixels(draw(CASES[name], is_dark=is_dark))
    assert picture.shape == (LOW if name.startswith("broadcast") else HEIGHT, WIDTH, 3)
    inked = (picture != rgb(palette(is_dark=is_dark).ground)).any(axis=2)
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    assert rows[0] >= EDGE
    assert columns[0] >= EDGE
    assert rows[-1] < picture.shape[0] - EDGE
    assert columns[-1] < WIDTH - EDGE


@pytest.mark.parametrize("is_dark", [False, True])
def test_what_was_not_delivered_has_a_colour_of_its_own(is_dark: bool) -> None:
    other = rgb(palette(is_dark=is_dark).other)
    bad = pixels(draw(CASES["period: a week"], is_dark=is_dark))
    good = pixels(draw(CASES["period: one day, one subscriber"], is_dark=is_dark))
    assert (bad == other).all(axis=2).sum() > 1_000
    assert not (good == other).all(axis=2).any()


def test_a_longer_column_is_drawn_for_more() -> None:
    main = rgb(palette(is_dark=False).main)
    few, many = (
        (pixels(draw(pace_of(BROADCASTS[name], 1, VOICE), is_dark=False)) == main).all(axis=2).sum()
        for name in ("three", "a hundred thousand")
    )
    assert many > 2 * few


def test_the_same_values_make_the_same_picture() -> None:
    assert draw(CASES["period: a year"], is_dark=True) == draw(CASES["period: a year"], is_dark=True)
