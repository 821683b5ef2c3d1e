"""Drawing charts with matplotlib: chart data in, PNG out, in the process of ``charts/child.py``.

Text has a contrast of 4.5 to 1 at least (WCAG 2.2, 1.4.3), lines and bars one of 3 to 1 (1.4.11); the tests measure it.
Places and sizes are in pixels, from the top left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from bot.charts.data import Bars, BroadcastChart, Columns, Heading, StatsChart, Tick, Trend


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart, as ``#rrggbb``."""

    ground: str
    ink: str
    quiet: str
    """For text of second rank."""
    grid: str
    main: str
    tint: str
    """The area under a line of the main colour."""
    other: str
    """For what was not delivered."""


LIGHT = Palette(
    ground="#ffffff", ink="#14202b", quiet="#5b6875", grid="#e3e8ec", main="#1c6fd1", tint="#e4effb", other="#c2570c"
)
DARK = Palette(
    ground="#17212b", ink="#f2f5f8", quiet="#9aa8b5", grid="#2b3946", main="#5ba8f5", tint="#1e3650", other="#f0974a"
)


def palette(*, is_dark: bool) -> Palette:
    """Return the colours for a light or a dark screen."""
    return DARK if is_dark else LIGHT


# The font is DejaVu Sans, which comes with matplotlib.

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


DPI = 72
"""With 72 dots per inch a point is a pixel."""


Align = Literal["left", "center", "right"]


class Box(NamedTuple):
    """A rectangle of a sheet."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


class Canvas:
    """A picture of a width and height in pixels, empty at first."""

    def __init__(self, width: int, height: int, colours: Palette) -> None:
        self.colours = colours
        self._width, self._height = width, height
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=colours.ground)
        self._canvas = FigureCanvasAgg(self._figure)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        *,
        width: float,
        fallback: str = "",
        is_bold: bool = False,
        align: Align = "left",
    ) -> None:
        """Write one line with its baseline at ``y``, cut to a width; `fallback` is for letters that the font lacks."""
        if not text:
            return
        shown = fit_text(writable_text(text, fallback), width, size, is_bold=is_bold)
        self._figure.text(
            x / self._width,
            1 - y / self._height,
            shown,
            color=colour,
            fontproperties=font_properties(size, is_bold=is_bold),
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
        )

    def axes(self, box: Box, x: tuple[float, float], y: tuple[float, float]) -> Axes:
        """Return axes without frame or ticks that fill a box."""
        position = (
            box.left / self._width,
            1 - box.bottom / self._height,
            box.width / self._width,
            box.height / self._height,
        )
        axes = self._figure.add_axes(position)
        axes.set_axis_off()
        axes.set_xlim(*x)
        axes.set_ylim(*y)
        return axes

    def png(self) -> bytes:
        """Return the picture as a PNG file."""
        file = BytesIO()
        self._canvas.print_png(file)  # type: ignore[no-untyped-call] # its only argument is this one
        return file.getvalue()


NUMBER_SIZE, WORDS_SIZE, LABEL_SIZE, SMALL_SIZE = 54, 32, 28, 25
"""Sizes of text, in pixels; on a phone a chart is shown at about a third of its size."""

PANEL_HEAD, LABEL_ROOM, PANEL_FOOT = 70, 30, 40
"""Heights of a heading, of the space below it for numbers on columns, and of the labels below the axis."""

LINE_WIDTH, DOT_RADIUS, GRID_LINE_WIDTH = 5, 9, 1.5
WIDEST_COLUMN = 72
PLOT_GAP = 22
"""Between the plot and the numbers of the grid lines; wide enough for the dot at the end of a line."""
BREAK_GAP = 8
"""Between the dashed line of a break and its label."""
ROW_HEIGHT, BAR_HEIGHT, SHARE_HEIGHT = 42, 24, 16
WIDEST_LABEL = 450


def draw_heading(canvas: Canvas, box: Box, heading: Heading) -> None:
    """Write the number that matters large, its words beside it, and the note at the right edge."""
    base, colours = box.top + NUMBER_SIZE * 0.8, canvas.colours
    canvas.text(box.left, base, heading.number, NUMBER_SIZE, colours.ink, width=box.width, is_bold=True)
    x = box.left + text_width(heading.number, NUMBER_SIZE, is_bold=True) + 16
    note = text_width(writable_text(heading.note), LABEL_SIZE) if heading.note else 0.0
    canvas.text(x, base, heading.words, WORDS_SIZE, colours.ink, width=max(120.0, box.right - x - note - 24))
    canvas.text(box.right, base, heading.note, LABEL_SIZE, colours.quiet, width=box.width / 2, align="right")


def draw_trend(canvas: Canvas, box: Box, trend: Trend) -> None:
    """Draw a line chart with a dot at the last value; dotted where values were worked out instead of counted."""
    draw_heading(canvas, box, trend.heading)
    values, colours = trend.values, canvas.colours
    plot = _plot(box, trend.ticks)
    axes = _grid(canvas, box, plot, trend.ticks, (0, len(values) - 1))
    places = range(len(values))
    for part in _parts(trend):
        if trend.ticks[0].value == 0:
            axes.fill_between(part, [values[place] for place in part], color=colours.tint, linewidth=0)
        _draw_line(axes, trend, part, colours)
    axes.plot(places[-1:], values[-1:], color=colours.main, marker="o", markersize=2 * DOT_RADIUS, clip_on=False)
    _draw_breaks(canvas, axes, plot, trend)
    _edges(canvas, plot, trend.edges)


def _parts(trend: Trend) -> list[range]:
    """Return the places of each unbroken part of a line."""
    starts = [0, *(each.place for each in trend.breaks), len(trend.values)]
    return [range(start, end) for start, end in pairwise(starts) if start < end]


def _draw_line(axes: Axes, trend: Trend, part: range, colours: Palette) -> None:
    """Draw an unbroken part: dotted where values were worked out, up to the first that was counted."""
    known = [place for place in part if place >= trend.known_from]
    derived = [place for place in part if place <= trend.known_from] if part[0] < trend.known_from else []
    for places, style in ((derived, (0, (1, 1.6))), (known, "-")):
        values = [trend.values[place] for place in places]
        options: dict[str, Any] = {"solid_capstyle": "round", "clip_on": False} if style == "-" else {}
        if len(places) == 1:  # a line of one point shows nothing
            options |= {"marker": "o", "markersize": LINE_WIDTH}
        axes.plot(places, values, color=colours.main, linewidth=LINE_WIDTH, linestyle=style, **options)


def _draw_breaks(canvas: Canvas, axes: Axes, plot: Box, trend: Trend) -> None:
    """Draw a dashed line where the line is broken; labels that would lie on a heavier one are left out."""
    taken: list[tuple[float, float]] = []
    last = max(1, len(trend.values) - 1)
    for each in sorted(trend.breaks, key=lambda each: -each.weight):
        place = max(each.place - 0.5, 0.0)
        axes.axvline(place, color=canvas.colours.quiet, linewidth=GRID_LINE_WIDTH * 2, linestyle=(0, (4, 3)))
        x, width = plot.left + plot.width * place / last, text_width(each.label, SMALL_SIZE)
        is_left = x + BREAK_GAP + width > plot.right
        start = x - BREAK_GAP - width if is_left else x + BREAK_GAP
        if all(start > end or start + width < begin for begin, end in taken):
            taken.append((start, start + width))
            y = plot.top - BREAK_GAP
            canvas.text(start, y, each.label, SMALL_SIZE, canvas.colours.quiet, width=plot.width)


def draw_columns(canvas: Canvas, box: Box, columns: Columns) -> None:
    """Draw columns on a grid, with the labels on their columns."""
    draw_heading(canvas, box, columns.heading)
    plot, colours = _plot(box, columns.ticks), canvas.colours
    axes = _grid(canvas, box, plot, columns.ticks, (-0.5, len(columns.values) - 0.5))
    pitch = plot.width / len(columns.values)
    width = min(WIDEST_COLUMN / pitch, 0.78 if pitch > 6 else 1.0)
    axes.bar(range(len(columns.values)), columns.values, width, color=colours.main, linewidth=0)
    _draw_labels(canvas, plot, columns)
    middle = plot.left + plot.width / 2, plot.top + plot.height / 2
    canvas.text(*middle, columns.empty, LABEL_SIZE, colours.quiet, width=plot.width, align="center")
    _edges(canvas, plot, columns.edges)


def _draw_labels(canvas: Canvas, plot: Box, columns: Columns) -> None:
    """Write labels above their columns, moved inward at the sides of the plot."""
    pitch, top = plot.width / len(columns.values), columns.ticks[-1].value
    for place, label in columns.labels:
        half = text_width(label, SMALL_SIZE, is_bold=True) / 2
        x = min(max(plot.left + pitch * (place + 0.5), plot.left + half), plot.right - half)
        y = plot.bottom - plot.height * columns.values[place] / top - 12
        canvas.text(x, y, label, SMALL_SIZE, canvas.colours.ink, width=plot.width, is_bold=True, align="center")


def bars_height(bars: Bars) -> float:
    """Return the height of a panel of bars."""
    return (
        PANEL_HEAD + (SHARE_HEIGHT + LABEL_ROOM if bars.share is not None else 0) + ROW_HEIGHT * max(1, len(bars.bars))
    )


def draw_bars(canvas: Canvas, box: Box, bars: Bars, colour: str) -> None:
    """Draw bars with their labels and numbers; above them the bar of a share, if there is one."""
    draw_heading(canvas, box, bars.heading)
    top = box.top + PANEL_HEAD
    if bars.share is not None:
        _draw_share(canvas, Box(box.left, top, box.width, SHARE_HEIGHT), bars.share)
        top += SHARE_HEIGHT + LABEL_ROOM
    if not bars.bars:
        canvas.text(box.left, top + BAR_HEIGHT, bars.empty, LABEL_SIZE, canvas.colours.quiet, width=box.width)
        return
    labels = [fit_text(writable_text(bar.label, bar.fallback), WIDEST_LABEL, LABEL_SIZE) for bar in bars.bars]
    left = box.left + max(text_width(label, LABEL_SIZE) for label in labels) + 20
    right = box.right - max(text_width(bar.number, LABEL_SIZE) for bar in bars.bars) - 14
    highest = max(bar.value for bar in bars.bars)
    for place, (bar, label) in enumerate(zip(bars.bars, labels, strict=True)):
        row = Box(left, top + ROW_HEIGHT * place, max(2.0, (right - left) * bar.value / highest), BAR_HEIGHT)
        canvas.text(box.left, row.bottom - 3, label, LABEL_SIZE, canvas.colours.ink, width=WIDEST_LABEL)
        _draw_bar(canvas, row, bar.number, colour)


def _draw_bar(canvas: Canvas, row: Box, number: str, colour: str) -> None:
    canvas.axes(row, (0, 1), (0, 1)).axvspan(0, 1, color=colour, linewidth=0)
    canvas.text(row.right + 14, row.bottom - 3, number, LABEL_SIZE, canvas.colours.ink, width=300)


def _draw_share(canvas: Canvas, box: Box, share: float) -> None:
    """Draw a share as one bar of two parts; a remainder above 0 is at least 6 pixels wide."""
    rest = max(1 - share, 6 / box.width) if share < 1 else 0.0
    axes = canvas.axes(box, (0, 1), (0, 1))
    axes.axvspan(0, 1 - rest, color=canvas.colours.main, linewidth=0)
    if rest:
        axes.axvspan(1 - rest, 1, color=canvas.colours.other, linewidth=0)


def _plot(box: Box, ticks: Sequence[Tick]) -> Box:
    """Return the part of a panel for the values: below the heading, left of the numbers of the grid lines."""
    gutter = max(text_width(tick.label, SMALL_SIZE) for tick in ticks)
    width = box.width - (gutter + PLOT_GAP if gutter else 0)
    return Box(box.left, box.top + PANEL_HEAD + LABEL_ROOM, width, box.height - PANEL_HEAD - LABEL_ROOM - PANEL_FOOT)


def _grid(canvas: Canvas, box: Box, plot: Box, ticks: Sequence[Tick], x: tuple[float, float]) -> Axes:
    """Draw the grid lines, the lowest and those with a label, and return axes for the plot."""
    low, high = ticks[0].value, ticks[-1].value
    lines = canvas.axes(Box(box.left, plot.top, box.width, plot.height), (0, 1), (low, high))
    for tick in ticks:
        if tick.label or tick.value == low:
            lines.axhline(tick.value, color=canvas.colours.grid, linewidth=GRID_LINE_WIDTH, clip_on=False)
        y = plot.bottom - plot.height * (tick.value - low) / (high - low) - 6
        canvas.text(box.right, y, tick.label, SMALL_SIZE, canvas.colours.quiet, width=box.width, align="right")
    return canvas.axes(plot, x, (low, high))


def _edges(canvas: Canvas, plot: Box, edges: Sequence[str]) -> None:
    """Write labels below the first and the last value, and below those between, evenly spaced."""
    aligns: dict[int, Align] = {0: "left", len(edges) - 1: "right"}
    for place, edge in enumerate(edges):
        x = plot.left + plot.width * place / max(1, len(edges) - 1)
        colour = canvas.colours.quiet
        canvas.text(
            x,
            plot.bottom + PANEL_FOOT - 6,
            edge,
            SMALL_SIZE,
            colour,
            width=plot.width,
            align=aligns.get(place, "center"),
        )


CHART_WIDTH, STATS_HEIGHT, BROADCAST_HEIGHT = 1080, 1350, 810
"""Pixels. Telegram shows a photo of 4 to 5 uncropped, at the full width of an upright phone."""

MARGIN = 56
TITLE_SIZE, SPAN_SIZE = 44, 30
CHART_HEAD, PANEL_GAP, CHART_FOOT = 122, 40, 50
"""Heights above the first panel, between two panels, and below the last."""


def draw_stats(chart: StatsChart, *, is_dark: bool) -> bytes:
    """Return a PNG of four panels, one below the other: subscribers, alerts, topics, outcomes."""
    canvas = Canvas(CHART_WIDTH, STATS_HEIGHT, palette(is_dark=is_dark))
    draw_title(canvas, chart.title, chart.span)
    low = [bars_height(chart.topics), bars_height(chart.outcomes)]
    tall = (STATS_HEIGHT - CHART_HEAD - 3 * PANEL_GAP - CHART_FOOT - sum(low)) / 2
    subscribers, alerts, topics, outcomes = _stacked(tall, tall, *low)
    draw_trend(canvas, subscribers, chart.subscribers)
    draw_columns(canvas, alerts, chart.alerts)
    draw_bars(canvas, topics, chart.topics, canvas.colours.main)
    draw_bars(canvas, outcomes, chart.outcomes, canvas.colours.other)
    return canvas.png()


def draw_broadcast(chart: BroadcastChart, *, is_dark: bool) -> bytes:
    """Return a PNG of one panel: messages by the time since the first."""
    canvas = Canvas(CHART_WIDTH, BROADCAST_HEIGHT, palette(is_dark=is_dark))
    draw_title(canvas, chart.title, chart.span)
    draw_columns(
        canvas,
        Box(MARGIN, CHART_HEAD, CHART_WIDTH - 2 * MARGIN, BROADCAST_HEIGHT - CHART_HEAD - CHART_FOOT),
        chart.columns,
    )
    return canvas.png()


def _stacked(*heights: float) -> list[Box]:
    """Return the boxes of panels of these heights, one below the other."""
    tops = [CHART_HEAD + sum(heights[:place]) + PANEL_GAP * place for place in range(len(heights))]
    return [Box(MARGIN, top, CHART_WIDTH - 2 * MARGIN, height) for top, height in zip(tops, heights, strict=True)]


def draw_title(canvas: Canvas, title: str, span: str) -> None:
    """Write the title of a picture, and at the right edge the time that it is of."""
    width = CHART_WIDTH - 2 * MARGIN
    room = width - text_width(writable_text(span), SPAN_SIZE) - TITLE_SIZE
    canvas.text(MARGIN, 82, title, TITLE_SIZE, canvas.colours.ink, width=room, is_bold=True)
    canvas.text(MARGIN + width, 82, span, SPAN_SIZE, canvas.colours.quiet, width=width, align="right")
