"""The process that draws: a chart from standard input, pickled by ``charts/process.py``; PNG to standard output."""

import logging
import pickle
import sys

from bot.charts.data import BroadcastChart, Chart, ComparisonChart, OutletsChart, StatsChart
from bot.charts.draw import draw_broadcast, draw_stats
from bot.charts.draw_news import draw_comparison, draw_outlets


def draw_chart(value: Chart, *, is_dark: bool) -> bytes:
    """Return a chart of any kind as PNG."""
    match value:
        case StatsChart():
            return draw_stats(value, is_dark=is_dark)
        case BroadcastChart():
            return draw_broadcast(value, is_dark=is_dark)
        case ComparisonChart():
            return draw_comparison(value, is_dark=is_dark)
        case OutletsChart():
            return draw_outlets(value, is_dark=is_dark)


def main() -> None:
    """Read a chart, and write its picture."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it warns where it cannot store its list of fonts
    value, is_dark = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    sys.stdout.buffer.write(draw_chart(value, is_dark=is_dark))


if __name__ == "__main__":
    main()
