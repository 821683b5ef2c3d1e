"""The pictures: the statistics of a period, and how fast a broadcast went."""

from bot.pictures.lettering import legible, width_of
from bot.pictures.palette import palette
from bot.pictures.panels import draw_bars, draw_columns, draw_trend, height_of
from bot.pictures.sheet import Box, Sheet
from bot.pictures.values import Pace, Poster

WIDTH, HEIGHT, LOW = 1080, 1350, 810
"""Pixels. Telegram shows a photo of 4 to 5 whole, as wide as a phone held upright."""

MARGIN = 56
TITLE, SPAN = 44, 30
HEAD, GAP, FOOT = 122, 40, 50
"""Above the first panel, between two, and below the last."""


def stats_picture(poster: Poster, *, is_dark: bool) -> bytes:
    """Four panels, one below the other: subscribers, alerts, topics, outcomes."""
    sheet = Sheet(WIDTH, HEIGHT, palette(is_dark=is_dark))
    _draw_title(sheet, poster.title, poster.span)
    low = [height_of(poster.topics), height_of(poster.outcomes)]
    tall = (HEIGHT - HEAD - 3 * GAP - FOOT - sum(low)) / 2
    subscribers, alerts, topics, outcomes = _stacked(tall, tall, *low)
    draw_trend(sheet, subscribers, poster.subscribers)
    draw_columns(sheet, alerts, poster.alerts)
    draw_bars(sheet, topics, poster.topics, sheet.colours.main)
    draw_bars(sheet, outcomes, poster.outcomes, sheet.colours.other)
    return sheet.png()


def pace_picture(pace: Pace, *, is_dark: bool) -> bytes:
    """One panel: messages by the time that had passed."""
    sheet = Sheet(WIDTH, LOW, palette(is_dark=is_dark))
    _draw_title(sheet, pace.title, pace.span)
    draw_columns(sheet, Box(MARGIN, HEAD, WIDTH - 2 * MARGIN, LOW - HEAD - FOOT), pace.columns)
    return sheet.png()


def _stacked(*heights: float) -> list[Box]:
    """Panels of these heights, one below the other."""
    tops = [HEAD + sum(heights[:place]) + GAP * place for place in range(len(heights))]
    return [Box(MARGIN, top, WIDTH - 2 * MARGIN, height) for top, height in zip(tops, heights, strict=True)]


def _draw_title(sheet: Sheet, title: str, span: str) -> None:
    width = WIDTH - 2 * MARGIN
    room = width - width_of(legible(span), SPAN) - TITLE
    sheet.text(MARGIN, 82, title, TITLE, sheet.colours.ink, width=room, is_bold=True)
    sheet.text(MARGIN + width, 82, span, SPAN, sheet.colours.quiet, width=width, align="right")
