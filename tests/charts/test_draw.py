"""Every picture can be drawn, in light and dark, without a warning, and nothing leaves its paper.

What a picture says is tested on its values; drawing takes half a second each, so `make test` draws one of each kind.
"""

from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib.image import imread

from bot.charts.build import build_broadcast_chart, build_stats_chart
from bot.charts.child import draw_chart
from bot.charts.data import BroadcastChart, StatsChart
from bot.charts.draw import BROADCAST_HEIGHT, CHART_WIDTH, STATS_HEIGHT, palette
from tests.charts.samples import BROADCASTS, PERIODS
from tests.views.samples import VOICE

EDGE = 30
"""Pixels around a picture that stay empty."""

CASES: dict[str, BroadcastChart | StatsChart] = {
    **{f"period: {name}": build_stats_chart(stats, VOICE) for name, stats in PERIODS.items()},
    **{f"broadcast: {name}": build_broadcast_chart(sent_at, 12, VOICE) for name, sent_at in BROADCASTS.items()},
}


def pixels(png: bytes) -> Any:
    """Rows of pixels, each of three bytes."""
    return (imread(BytesIO(png), format="png")[:, :, :3] * 255).round().astype(int)


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


HARDEST = ("period: a week", "broadcast: a hundred thousand")
"""One of each kind, with something in each of its panels. The colours move nothing, so only these are drawn in dark."""
DRAWN = [
    *((name, True) for name in HARDEST),
    *((name, False) if name in HARDEST else pytest.param(name, False, marks=pytest.mark.slow) for name in CASES),
]


@pytest.mark.parametrize(("name", "is_dark"), DRAWN)
def test_a_picture_fills_its_paper_and_keeps_its_edges(name: str, is_dark: bool) -> None:
    picture = pixels(draw_chart(CASES[name], is_dark=is_dark))
    assert picture.shape == (BROADCAST_HEIGHT if name.startswith("broadcast") else STATS_HEIGHT, CHART_WIDTH, 3)
    inked = (picture != rgb(palette(is_dark=is_dark).ground)).any(axis=2)
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    assert rows[0] >= EDGE
    assert columns[0] >= EDGE
    assert rows[-1] < picture.shape[0] - EDGE
    assert columns[-1] < CHART_WIDTH - EDGE


@pytest.mark.parametrize("is_dark", [False, True])
def test_no_line_leads_up_to_who_was_imported(is_dark: bool) -> None:
    """Where the line is broken there is nothing of its colours: no cliff that looks like growth."""
    colours = palette(is_dark=is_dark)
    lined = {rgb(colours.main), rgb(colours.tint)}
    panel = pixels(draw_chart(CASES["period: a month with imports"], is_dark=is_dark))[200:365, 60:910]
    shown = [any(tuple(pixel) in lined for pixel in panel[:, x]) for x in range(panel.shape[1])]
    empty = sum(before and not after for before, after in pairwise(shown))
    assert empty >= 2, "the line ends before each import"
    dashed = [x for x in range(panel.shape[1]) if (panel[:, x] == rgb(colours.quiet)).all(axis=1).sum() > 50]
    assert len(dashed) >= 2, "a dashed line stands where it begins anew"


def test_what_was_not_delivered_has_a_colour_of_its_own() -> None:
    other = rgb(palette(is_dark=True).other)
    bad = pixels(draw_chart(CASES["period: a week"], is_dark=True))
    good = pixels(draw_chart(CASES["period: one day, one subscriber"], is_dark=True))
    assert (bad == other).all(axis=2).sum() > 1_000
    assert not (good == other).all(axis=2).any()


def test_a_longer_column_is_drawn_for_more() -> None:
    main = rgb(palette(is_dark=False).main)
    few, many = (
        (pixels(draw_chart(build_broadcast_chart(BROADCASTS[name], 1, VOICE), is_dark=False)) == main).all(axis=2).sum()
        for name in ("three", "a hundred thousand")
    )
    assert many > 2 * few


def test_the_same_values_make_the_same_picture() -> None:
    assert draw_chart(CASES["period: a year"], is_dark=True) == draw_chart(CASES["period: a year"], is_dark=True)
