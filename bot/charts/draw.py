"""Drawing charts with matplotlib: chart data in, PNG out. Run as a process of its own by ``charts/process.py``.

Text has a contrast of 4.5 to 1 at least (WCAG 2.2, 1.4.3), lines and bars one of 3 to 1 (1.4.11); the tests measure it.
Places and sizes are in pixels, from the top left.
"""

import logging
import pickle
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.charts.data import Bars, BroadcastChart, Columns, Heading, StatsChart, Tick, Trend
from bot.charts.fonts import fit_text, font_properties, text_width, writable_text


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


DPI = 72
"""At so many dots an inch a point is a pixel."""


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
    """An empty picture of so many pixels."""

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
        spare: str = "",
        is_bold: bool = False,
        align: Align = "left",
    ) -> None:
        """Write one line with its base at ``y``, as far as the font can, and cut to a width."""
        if not text:
            return
        shown = fit_text(writable_text(text, spare), width, size, is_bold=is_bold)
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
        """Bare axes that span a box, for what has a scale."""
        where = (
            box.left / self._width,
            1 - box.bottom / self._height,
            box.width / self._width,
            box.height / self._height,
        )
        axes = self._figure.add_axes(where)
        axes.set_axis_off()
        axes.set_xlim(*x)
        axes.set_ylim(*y)
        return axes

    def png(self) -> bytes:
        """The picture as a file."""
        file = BytesIO()
        self._canvas.print_png(file)  # type: ignore[no-untyped-call] # its only argument is this one
        return file.getvalue()


NUMBER_SIZE, WORDS_SIZE, LABEL_SIZE, SMALL_SIZE = 54, 32, 28, 25
"""Sizes of text, in pixels: a third of that on a phone."""

PANEL_HEAD, LABEL_ROOM, PANEL_FOOT = 70, 30, 40
"""Heights of a heading, of the room below it for a number on a column, and of what stands under the columns."""

LINE_WIDTH, DOT_RADIUS, GRID_LINE_WIDTH = 5, 9, 1.5
WIDEST_COLUMN = 72
PLOT_GAP = 22
"""Between what is drawn and the numbers of the grid: room for the dot."""
ROW_HEIGHT, BAR_HEIGHT, SHARE_HEIGHT = 42, 24, 16
WIDEST_LABEL = 450


def draw_heading(sheet: Canvas, box: Box, heading: Heading) -> None:
    """Write the number that matters large, its words beside it, and the note at the right edge."""
    base, colours = box.top + NUMBER_SIZE * 0.8, sheet.colours
    sheet.text(box.left, base, heading.number, NUMBER_SIZE, colours.ink, width=box.width, is_bold=True)
    x = box.left + text_width(heading.number, NUMBER_SIZE, is_bold=True) + 16
    note = text_width(writable_text(heading.note), LABEL_SIZE) if heading.note else 0.0
    sheet.text(x, base, heading.words, WORDS_SIZE, colours.ink, width=max(120.0, box.right - x - note - 24))
    sheet.text(box.right, base, heading.note, LABEL_SIZE, colours.quiet, width=box.width / 2, align="right")


def draw_trend(sheet: Canvas, box: Box, trend: Trend) -> None:
    """Draw a course: a line with a dot where it stands now; dotted as far back as nobody counted."""
    draw_heading(sheet, box, trend.heading)
    values, colours = trend.values, sheet.colours
    plot = _plot(box, trend.ticks)
    axes = _grid(sheet, box, plot, trend.ticks, (0, len(values) - 1))
    places = range(len(values))
    if trend.ticks[0].value == 0:
        axes.fill_between(places, values, color=colours.tint, linewidth=0)
    known = min(trend.known_from, len(values) - 1)
    axes.plot(
        places[: known + 1], values[: known + 1], color=colours.main, linewidth=LINE_WIDTH, linestyle=(0, (1, 1.6))
    )
    axes.plot(
        places[known:], values[known:], color=colours.main, linewidth=LINE_WIDTH, solid_capstyle="round", clip_on=False
    )
    axes.plot(places[-1:], values[-1:], color=colours.main, marker="o", markersize=2 * DOT_RADIUS, clip_on=False)
    _edges(sheet, plot, trend.edges)


def draw_columns(sheet: Canvas, box: Box, columns: Columns) -> None:
    """Draw columns on a grid, with a number on those that bear one."""
    draw_heading(sheet, box, columns.heading)
    plot, colours = _plot(box, columns.ticks), sheet.colours
    axes = _grid(sheet, box, plot, columns.ticks, (-0.5, len(columns.values) - 0.5))
    pitch = plot.width / len(columns.values)
    width = min(WIDEST_COLUMN / pitch, 0.78 if pitch > 6 else 1.0)
    axes.bar(range(len(columns.values)), columns.values, width, color=colours.main, linewidth=0)
    _draw_labels(sheet, plot, columns)
    middle = plot.left + plot.width / 2, plot.top + plot.height / 2
    sheet.text(*middle, columns.empty, LABEL_SIZE, colours.quiet, width=plot.width, align="center")
    _edges(sheet, plot, columns.edges)


def _draw_labels(sheet: Canvas, plot: Box, columns: Columns) -> None:
    """Write numbers above their columns, and none beyond the plot."""
    pitch, top = plot.width / len(columns.values), columns.ticks[-1].value
    for place, label in columns.labels:
        half = text_width(label, SMALL_SIZE, is_bold=True) / 2
        x = min(max(plot.left + pitch * (place + 0.5), plot.left + half), plot.right - half)
        y = plot.bottom - plot.height * columns.values[place] / top - 12
        sheet.text(x, y, label, SMALL_SIZE, sheet.colours.ink, width=plot.width, is_bold=True, align="center")


def bars_height(bars: Bars) -> float:
    """How tall a panel of bars is."""
    return (
        PANEL_HEAD + (SHARE_HEIGHT + LABEL_ROOM if bars.share is not None else 0) + ROW_HEIGHT * max(1, len(bars.bars))
    )


def draw_bars(sheet: Canvas, box: Box, bars: Bars, colour: str) -> None:
    """Draw bars by name, each with its number; above them perhaps the share that they are the rest of."""
    draw_heading(sheet, box, bars.heading)
    top = box.top + PANEL_HEAD
    if bars.share is not None:
        _draw_share(sheet, Box(box.left, top, box.width, SHARE_HEIGHT), bars.share)
        top += SHARE_HEIGHT + LABEL_ROOM
    if not bars.bars:
        sheet.text(box.left, top + BAR_HEIGHT, bars.empty, LABEL_SIZE, sheet.colours.quiet, width=box.width)
        return
    labels = [fit_text(writable_text(bar.label, bar.spare), WIDEST_LABEL, LABEL_SIZE) for bar in bars.bars]
    left = box.left + max(text_width(label, LABEL_SIZE) for label in labels) + 20
    right = box.right - max(text_width(bar.number, LABEL_SIZE) for bar in bars.bars) - 14
    highest = max(bar.value for bar in bars.bars)
    for place, (bar, label) in enumerate(zip(bars.bars, labels, strict=True)):
        row = Box(left, top + ROW_HEIGHT * place, max(2.0, (right - left) * bar.value / highest), BAR_HEIGHT)
        sheet.text(box.left, row.bottom - 3, label, LABEL_SIZE, sheet.colours.ink, width=WIDEST_LABEL)
        _draw_bar(sheet, row, bar.number, colour)


def _draw_bar(sheet: Canvas, row: Box, number: str, colour: str) -> None:
    sheet.axes(row, (0, 1), (0, 1)).axvspan(0, 1, color=colour, linewidth=0)
    sheet.text(row.right + 14, row.bottom - 3, number, LABEL_SIZE, sheet.colours.ink, width=300)


def _draw_share(sheet: Canvas, box: Box, share: float) -> None:
    """Two parts of one bar; a rest that is there shows, however small it is."""
    rest = max(1 - share, 6 / box.width) if share < 1 else 0.0
    axes = sheet.axes(box, (0, 1), (0, 1))
    axes.axvspan(0, 1 - rest, color=sheet.colours.main, linewidth=0)
    if rest:
        axes.axvspan(1 - rest, 1, color=sheet.colours.other, linewidth=0)


def _plot(box: Box, ticks: Sequence[Tick]) -> Box:
    """Where the values are drawn: beside the numbers of the grid, which stand at the right."""
    gutter = max(text_width(tick.label, SMALL_SIZE) for tick in ticks)
    width = box.width - (gutter + PLOT_GAP if gutter else 0)
    return Box(box.left, box.top + PANEL_HEAD + LABEL_ROOM, width, box.height - PANEL_HEAD - LABEL_ROOM - PANEL_FOOT)


def _grid(sheet: Canvas, box: Box, plot: Box, ticks: Sequence[Tick], x: tuple[float, float]) -> Axes:
    """Axes over the plot, on quiet lines across the box: the lowest, and those that bear a number."""
    low, high = ticks[0].value, ticks[-1].value
    lines = sheet.axes(Box(box.left, plot.top, box.width, plot.height), (0, 1), (low, high))
    for tick in ticks:
        if tick.label or tick.value == low:
            lines.axhline(tick.value, color=sheet.colours.grid, linewidth=GRID_LINE_WIDTH, clip_on=False)
        y = plot.bottom - plot.height * (tick.value - low) / (high - low) - 6
        sheet.text(box.right, y, tick.label, SMALL_SIZE, sheet.colours.quiet, width=box.width, align="right")
    return sheet.axes(plot, x, (low, high))


def _edges(sheet: Canvas, plot: Box, edges: Sequence[str]) -> None:
    """Words under the first and the last value, and perhaps between."""
    aligns: dict[int, Align] = {0: "left", len(edges) - 1: "right"}
    for place, edge in enumerate(edges):
        x = plot.left + plot.width * place / max(1, len(edges) - 1)
        colour = sheet.colours.quiet
        sheet.text(
            x,
            plot.bottom + PANEL_FOOT - 6,
            edge,
            SMALL_SIZE,
            colour,
            width=plot.width,
            align=aligns.get(place, "center"),
        )


CHART_WIDTH, STATS_HEIGHT, BROADCAST_HEIGHT = 1080, 1350, 810
"""Pixels. Telegram shows a photo of 4 to 5 whole, as wide as a phone held upright."""

MARGIN = 56
TITLE_SIZE, SPAN_SIZE = 44, 30
CHART_HEAD, PANEL_GAP, CHART_FOOT = 122, 40, 50
"""Above the first panel, between two, and below the last."""


def draw_stats(poster: StatsChart, *, is_dark: bool) -> bytes:
    """Four panels, one below the other: subscribers, alerts, topics, outcomes."""
    sheet = Canvas(CHART_WIDTH, STATS_HEIGHT, palette(is_dark=is_dark))
    _draw_title(sheet, poster.title, poster.span)
    low = [bars_height(poster.topics), bars_height(poster.outcomes)]
    tall = (STATS_HEIGHT - CHART_HEAD - 3 * PANEL_GAP - CHART_FOOT - sum(low)) / 2
    subscribers, alerts, topics, outcomes = _stacked(tall, tall, *low)
    draw_trend(sheet, subscribers, poster.subscribers)
    draw_columns(sheet, alerts, poster.alerts)
    draw_bars(sheet, topics, poster.topics, sheet.colours.main)
    draw_bars(sheet, outcomes, poster.outcomes, sheet.colours.other)
    return sheet.png()


def draw_broadcast(pace: BroadcastChart, *, is_dark: bool) -> bytes:
    """One panel: messages by the time that had passed."""
    sheet = Canvas(CHART_WIDTH, BROADCAST_HEIGHT, palette(is_dark=is_dark))
    _draw_title(sheet, pace.title, pace.span)
    draw_columns(
        sheet,
        Box(MARGIN, CHART_HEAD, CHART_WIDTH - 2 * MARGIN, BROADCAST_HEIGHT - CHART_HEAD - CHART_FOOT),
        pace.columns,
    )
    return sheet.png()


def _stacked(*heights: float) -> list[Box]:
    """Panels of these heights, one below the other."""
    tops = [CHART_HEAD + sum(heights[:place]) + PANEL_GAP * place for place in range(len(heights))]
    return [Box(MARGIN, top, CHART_WIDTH - 2 * MARGIN, height) for top, height in zip(tops, heights, strict=True)]


def _draw_title(sheet: Canvas, title: str, span: str) -> None:
    width = CHART_WIDTH - 2 * MARGIN
    room = width - text_width(writable_text(span), SPAN_SIZE) - TITLE_SIZE
    sheet.text(MARGIN, 82, title, TITLE_SIZE, sheet.colours.ink, width=room, is_bold=True)
    sheet.text(MARGIN + width, 82, span, SPAN_SIZE, sheet.colours.quiet, width=width, align="right")


def draw_chart(value: BroadcastChart | StatsChart, *, is_dark: bool) -> bytes:
    """Draw whichever it is."""
    if isinstance(value, StatsChart):
        return draw_stats(value, is_dark=is_dark)
    return draw_broadcast(value, is_dark=is_dark)


def main() -> None:
    """Draw one picture."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it says so where it cannot keep its list of fonts
    value, is_dark = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    sys.stdout.buffer.write(draw_chart(value, is_dark=is_dark))


if __name__ == "__main__":
    main()
