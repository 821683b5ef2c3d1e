"""The panels that pictures are made of: a heading with a number, and below it a course, columns or bars."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from bot.pictures.lettering import fitted, legible, width_of
from bot.pictures.sheet import Align, Box, Sheet
from bot.pictures.values import Bars, Columns, Heading, Tick, Trend

NUMBER, WORDS, LABEL, FAINT = 54, 32, 28, 25
"""Sizes of text, in pixels: a third of that on a phone."""

HEAD, AIR, FOOT = 70, 30, 40
"""Heights of a heading, of the room below it for a number on a column, and of what stands under the columns."""

LINE, DOT, HAIR = 5, 9, 1.5
WIDEST_COLUMN = 72
GAP = 22
"""Between what is drawn and the numbers of the grid: room for the dot."""
ROW, BAR, THIN = 42, 24, 16
WIDEST_LABEL = 450


def draw_heading(sheet: Sheet, box: Box, heading: Heading) -> None:
    """Write the number that matters large, its words beside it, and the note at the right edge."""
    base, colours = box.top + NUMBER * 0.8, sheet.colours
    sheet.text(box.left, base, heading.number, NUMBER, colours.ink, width=box.width, is_bold=True)
    x = box.left + width_of(heading.number, NUMBER, is_bold=True) + 16
    note = width_of(legible(heading.note), LABEL) if heading.note else 0.0
    sheet.text(x, base, heading.words, WORDS, colours.ink, width=max(120.0, box.right - x - note - 24))
    sheet.text(box.right, base, heading.note, LABEL, colours.quiet, width=box.width / 2, align="right")


def draw_trend(sheet: Sheet, box: Box, trend: Trend) -> None:
    """Draw a course: a line with a dot where it stands now; dotted as far back as nobody counted."""
    draw_heading(sheet, box, trend.heading)
    values, colours = trend.values, sheet.colours
    plot = _plot(box, trend.ticks)
    axes = _grid(sheet, box, plot, trend.ticks, (0, len(values) - 1))
    places = range(len(values))
    if trend.ticks[0].value == 0:
        axes.fill_between(places, values, color=colours.tint, linewidth=0)
    known = min(trend.known_from, len(values) - 1)
    axes.plot(places[: known + 1], values[: known + 1], color=colours.main, linewidth=LINE, linestyle=(0, (1, 1.6)))
    axes.plot(places[known:], values[known:], color=colours.main, linewidth=LINE, solid_capstyle="round", clip_on=False)
    axes.plot(places[-1:], values[-1:], color=colours.main, marker="o", markersize=2 * DOT, clip_on=False)
    _edges(sheet, plot, trend.edges)


def draw_columns(sheet: Sheet, box: Box, columns: Columns) -> None:
    """Draw columns on a grid, with a number on those that bear one."""
    draw_heading(sheet, box, columns.heading)
    plot, colours = _plot(box, columns.ticks), sheet.colours
    axes = _grid(sheet, box, plot, columns.ticks, (-0.5, len(columns.values) - 0.5))
    pitch = plot.width / len(columns.values)
    width = min(WIDEST_COLUMN / pitch, 0.78 if pitch > 6 else 1.0)
    axes.bar(range(len(columns.values)), columns.values, width, color=colours.main, linewidth=0)
    _draw_labels(sheet, plot, columns)
    middle = plot.left + plot.width / 2, plot.top + plot.height / 2
    sheet.text(*middle, columns.empty, LABEL, colours.quiet, width=plot.width, align="center")
    _edges(sheet, plot, columns.edges)


def _draw_labels(sheet: Sheet, plot: Box, columns: Columns) -> None:
    """Write numbers above their columns, and none beyond the plot."""
    pitch, top = plot.width / len(columns.values), columns.ticks[-1].value
    for place, label in columns.labels:
        half = width_of(label, FAINT, is_bold=True) / 2
        x = min(max(plot.left + pitch * (place + 0.5), plot.left + half), plot.right - half)
        y = plot.bottom - plot.height * columns.values[place] / top - 12
        sheet.text(x, y, label, FAINT, sheet.colours.ink, width=plot.width, is_bold=True, align="center")


def height_of(bars: Bars) -> float:
    """How tall a panel of bars is."""
    return HEAD + (THIN + AIR if bars.share is not None else 0) + ROW * max(1, len(bars.bars))


def draw_bars(sheet: Sheet, box: Box, bars: Bars, colour: str) -> None:
    """Draw bars by name, each with its number; above them perhaps the share that they are the rest of."""
    draw_heading(sheet, box, bars.heading)
    top = box.top + HEAD
    if bars.share is not None:
        _draw_share(sheet, Box(box.left, top, box.width, THIN), bars.share)
        top += THIN + AIR
    if not bars.bars:
        sheet.text(box.left, top + BAR, bars.empty, LABEL, sheet.colours.quiet, width=box.width)
        return
    labels = [fitted(legible(bar.label, bar.spare), WIDEST_LABEL, LABEL) for bar in bars.bars]
    left = box.left + max(width_of(label, LABEL) for label in labels) + 20
    right = box.right - max(width_of(bar.number, LABEL) for bar in bars.bars) - 14
    highest = max(bar.value for bar in bars.bars)
    for place, (bar, label) in enumerate(zip(bars.bars, labels, strict=True)):
        row = Box(left, top + ROW * place, max(2.0, (right - left) * bar.value / highest), BAR)
        sheet.text(box.left, row.bottom - 3, label, LABEL, sheet.colours.ink, width=WIDEST_LABEL)
        _draw_bar(sheet, row, bar.number, colour)


def _draw_bar(sheet: Sheet, row: Box, number: str, colour: str) -> None:
    sheet.axes(row, (0, 1), (0, 1)).axvspan(0, 1, color=colour, linewidth=0)
    sheet.text(row.right + 14, row.bottom - 3, number, LABEL, sheet.colours.ink, width=300)


def _draw_share(sheet: Sheet, box: Box, share: float) -> None:
    """Two parts of one bar; a rest that is there shows, however small it is."""
    rest = max(1 - share, 6 / box.width) if share < 1 else 0.0
    axes = sheet.axes(box, (0, 1), (0, 1))
    axes.axvspan(0, 1 - rest, color=sheet.colours.main, linewidth=0)
    if rest:
        axes.axvspan(1 - rest, 1, color=sheet.colours.other, linewidth=0)


def _plot(box: Box, ticks: Sequence[Tick]) -> Box:
    """Where the values are drawn: beside the numbers of the grid, which stand at the right."""
    gutter = max(width_of(tick.label, FAINT) for tick in ticks)
    width = box.width - (gutter + GAP if gutter else 0)
    return Box(box.left, box.top + HEAD + AIR, width, box.height - HEAD - AIR - FOOT)


def _grid(sheet: Sheet, box: Box, plot: Box, ticks: Sequence[Tick], x: tuple[float, float]) -> Axes:
    """Axes over the plot, on quiet lines across the box: the lowest, and those that bear a number."""
    low, high = ticks[0].value, ticks[-1].value
    lines = sheet.axes(Box(box.left, plot.top, box.width, plot.height), (0, 1), (low, high))
    for tick in ticks:
        if tick.label or tick.value == low:
            lines.axhline(tick.value, color=sheet.colours.grid, linewidth=HAIR, clip_on=False)
        y = plot.bottom - plot.height * (tick.value - low) / (high - low) - 6
        sheet.text(box.right, y, tick.label, FAINT, sheet.colours.quiet, width=box.width, align="right")
    return sheet.axes(plot, x, (low, high))


def _edges(sheet: Sheet, plot: Box, edges: Sequence[str]) -> None:
    """Words under the first and the last value, and perhaps between."""
    aligns: dict[int, Align] = {0: "left", len(edges) - 1: "right"}
    for place, edge in enumerate(edges):
        x = plot.left + plot.width * place / max(1, len(edges) - 1)
        colour = sheet.colours.quiet
        sheet.text(x, plot.bottom + FOOT - 6, edge, FAINT, colour, width=plot.width, align=aligns.get(place, "center"))
