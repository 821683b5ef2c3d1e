"""Drawing what became of news: who told a story first, and what other settings would have told."""

from bot.charts.data import ComparisonChart, OutletMark, OutletsChart, Pair
from bot.charts.draw import (
    CHART_FOOT,
    CHART_HEAD,
    CHART_WIDTH,
    DOT_RADIUS,
    GRID_LINE_WIDTH,
    LABEL_SIZE,
    LINE_WIDTH,
    MARGIN,
    PANEL_HEAD,
    SMALL_SIZE,
    WIDEST_LABEL,
    Box,
    Canvas,
    draw_heading,
    draw_title,
    fit_text,
    palette,
    text_width,
    writable_text,
)

ROW, LEAST_HEIGHT = 58, 420
PAIR_ROW, PAIR_BAR, PAIR_GAP = 84, 24, 6
LEGEND_ROOM, NOTE_ROOM = 56, 44
AXIS_ROOM = 50
"""For the labels below the axis of time."""
LABEL_GAP = 24
SWATCH = 22


def draw_outlets(chart: OutletsChart, *, is_dark: bool) -> bytes:
    """Return a PNG with a line an outlet: a dot where it told the story, and how long after the first."""
    rows = max(1, len(chart.marks)) * ROW
    height = max(
        LEAST_HEIGHT, CHART_HEAD + PANEL_HEAD + rows + AXIS_ROOM + (NOTE_ROOM if chart.note else 0) + CHART_FOOT
    )
    canvas = Canvas(CHART_WIDTH, height, palette(is_dark=is_dark))
    draw_title(canvas, chart.title, chart.span)
    box = Box(MARGIN, CHART_HEAD, CHART_WIDTH - 2 * MARGIN, height - CHART_HEAD)
    draw_heading(canvas, box, chart.heading)
    labels = [fit_text(writable_text(each.label, each.fallback), WIDEST_LABEL, LABEL_SIZE) for each in chart.marks]
    widths = [text_width(label, LABEL_SIZE, is_bold=place == 0) for place, label in enumerate(labels)]
    left = MARGIN + min(max(widths, default=0), WIDEST_LABEL) + LABEL_GAP
    right = (
        CHART_WIDTH - MARGIN - max((text_width(each.note, SMALL_SIZE) for each in chart.marks), default=0) - LABEL_GAP
    )
    axis = Box(left, CHART_HEAD + PANEL_HEAD, right - left, rows)
    for place, (mark, label) in enumerate(zip(chart.marks, labels, strict=True)):
        _draw_mark(canvas, Box(axis.left, axis.top + place * ROW, axis.width, ROW), mark, label, is_first=place == 0)
    _draw_edges(canvas, axis, chart.edges)
    canvas.text(MARGIN, height - CHART_FOOT, chart.note, SMALL_SIZE, canvas.colours.quiet, width=box.width)
    return canvas.png()


def _draw_mark(canvas: Canvas, row: Box, mark: OutletMark, label: str, *, is_first: bool) -> None:
    colours, middle = canvas.colours, row.top + ROW / 2
    canvas.text(MARGIN, middle + 10, label, LABEL_SIZE, colours.ink, width=WIDEST_LABEL, is_bold=is_first)
    axes = canvas.axes(row, (0, row.width), (0, row.height))
    axes.axhline(ROW / 2, color=colours.grid, linewidth=GRID_LINE_WIDTH, clip_on=False)
    x = mark.at * row.width
    axes.plot([0, x], [ROW / 2, ROW / 2], color=colours.main, linewidth=LINE_WIDTH, clip_on=False)
    axes.plot([x], [ROW / 2], color=colours.main, marker="o", markersize=2 * DOT_RADIUS, clip_on=False)
    right = CHART_WIDTH - MARGIN
    canvas.text(right, middle + 8, mark.note, SMALL_SIZE, colours.quiet, width=CHART_WIDTH, align="right")


def _draw_edges(canvas: Canvas, axis: Box, edges: tuple[str, str]) -> None:
    first, last = edges
    y, colour = axis.bottom + AXIS_ROOM - 14, canvas.colours.quiet
    if text_width(first, SMALL_SIZE) + text_width(last, SMALL_SIZE) + LABEL_GAP <= axis.width:
        canvas.text(axis.left, y, first, SMALL_SIZE, colour, width=axis.width)
    canvas.text(axis.right, y, last, SMALL_SIZE, colour, width=CHART_WIDTH / 2, align="right")


def draw_comparison(chart: ComparisonChart, *, is_dark: bool) -> bytes:
    """Return a PNG with two bars a row: the first in the quiet colour, the second in the main one."""
    rows = max(1, len(chart.pairs)) * PAIR_ROW
    height = max(LEAST_HEIGHT, CHART_HEAD + PANEL_HEAD + LEGEND_ROOM + rows + NOTE_ROOM + CHART_FOOT)
    canvas = Canvas(CHART_WIDTH, height, palette(is_dark=is_dark))
    width = CHART_WIDTH - 2 * MARGIN
    draw_title(canvas, chart.title, chart.span)
    draw_heading(canvas, Box(MARGIN, CHART_HEAD, width, PANEL_HEAD), chart.heading)
    _draw_legend(canvas, CHART_HEAD + PANEL_HEAD, chart.legend)
    top = CHART_HEAD + PANEL_HEAD + LEGEND_ROOM
    if not chart.pairs:
        canvas.text(MARGIN, top + LABEL_SIZE, chart.empty, LABEL_SIZE, canvas.colours.quiet, width=width)
    labels = [fit_text(writable_text(each.label, each.fallback), WIDEST_LABEL, LABEL_SIZE) for each in chart.pairs]
    left = MARGIN + max((text_width(label, LABEL_SIZE) for label in labels), default=0) + LABEL_GAP
    numbers = [number for each in chart.pairs for number in each.numbers]
    room = CHART_WIDTH - MARGIN - left - max((text_width(each, SMALL_SIZE) for each in numbers), default=0) - LABEL_GAP
    highest = max((value for each in chart.pairs for value in each.values), default=0) or 1
    for place, (pair, label) in enumerate(zip(chart.pairs, labels, strict=True)):
        _draw_pair(canvas, Box(left, top + place * PAIR_ROW, room, PAIR_ROW), pair, label, highest)
    canvas.text(MARGIN, height - CHART_FOOT, chart.note, SMALL_SIZE, canvas.colours.quiet, width=width)
    return canvas.png()


def _draw_legend(canvas: Canvas, top: float, legend: tuple[str, str]) -> None:
    x = float(MARGIN)
    for words, colour in zip(legend, (canvas.colours.quiet, canvas.colours.main), strict=True):
        canvas.axes(Box(x, top, SWATCH, SWATCH), (0, 1), (0, 1)).axvspan(0, 1, color=colour, linewidth=0)
        x += SWATCH + 10
        canvas.text(x, top + SWATCH - 2, words, SMALL_SIZE, canvas.colours.ink, width=CHART_WIDTH / 2)
        x += text_width(words, SMALL_SIZE) + 2 * LABEL_GAP


def _draw_pair(canvas: Canvas, row: Box, pair: Pair, label: str, highest: float) -> None:
    colours = canvas.colours
    middle = row.top + PAIR_BAR + PAIR_GAP / 2
    canvas.text(MARGIN, middle + 10, label, LABEL_SIZE, colours.ink, width=WIDEST_LABEL)
    for place, (value, number, colour) in enumerate(
        zip(pair.values, pair.numbers, (colours.quiet, colours.main), strict=True)
    ):
        bar = Box(row.left, row.top + place * (PAIR_BAR + PAIR_GAP), max(2.0, row.width * value / highest), PAIR_BAR)
        canvas.axes(bar, (0, 1), (0, 1)).axvspan(0, 1, color=colour, linewidth=0)
        canvas.text(bar.right + 12, bar.bottom - 3, number, SMALL_SIZE, colours.ink, width=300)
