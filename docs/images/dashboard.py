"""Draws the panels of the Grafana dashboard from a Prometheus, without Grafana, in the same grid.

Run as ``python docs/images/dashboard.py http://127.0.0.1:9090 <minutes> [file]``. Bar a few letters of style it shows
what Grafana shows: the queries are those of ``docs/operations/grafana-dashboard.json``, asked of Prometheus' own
interface (``/api/v1/query_range``).
"""

import json
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import dates
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

HERE = Path(__file__).parent
DASHBOARD = HERE.parent / "operations" / "grafana-dashboard.json"
BACKGROUND, CARD, TEXT, FAINT = "#f4f5f5", "#ffffff", "#24292e", "#8e9299"
COLOURS = ("#3274d9", "#e0752d", "#629e51", "#bf1b00", "#8f3bb8", "#cca300", "#0a9ea4", "#6b7280")
COLUMN, ROW = 0.72, 0.42
"""Inches of a unit of Grafana's grid."""

Series = tuple[str, list[float], list[float]]


def ask(server: str, expression: str, start: float, end: float) -> list[Any]:
    """Return the series that an expression gives over a time."""
    step = max(5, round((end - start) / 240))
    expression = expression.replace("$__rate_interval", f"{max(4 * step, 60)}s")
    query = urlencode({"query": expression, "start": start, "end": end, "step": step})
    with build_opener(ProxyHandler({})).open(f"{server}/api/v1/query_range?{query}") as answer:
        found: list[Any] = json.load(answer)["data"]["result"]
    return found


def series_of(server: str, panel: dict[str, Any], start: float, end: float) -> list[Series]:
    """Return what a panel shows: name, times and numbers of each line."""
    lines: list[Series] = []
    for target in panel["targets"]:
        for found in ask(server, target["expr"], start, end):
            labels = found["metric"]
            name = target["legendFormat"]
            for label in re.findall(r"{{(\w+)}}", name):
                name = name.replace(f"{{{{{label}}}}}", labels.get(label, ""))
            points = [(float(at), float(value)) for at, value in found["values"] if value not in {"NaN", "+Inf"}]
            lines.append((name, [at for at, _ in points], [value for _, value in points]))
    return lines


def shown(value: float, unit: str) -> str:
    """Return a number with its unit, short."""
    if unit == "bytes":
        power = min(4, max(0, (len(f"{abs(value):.0f}") - 1) // 3))
        return f"{value / 1000**power:.3g} {('B', 'kB', 'MB', 'GB', 'TB')[power]}"
    if unit == "s":
        if value >= 60:
            return f"{value / 60:.1f} min"
        return f"{value * 1000:.3g} ms" if 0 < value < 1 else f"{value:.3g} s"
    if unit == "percentunit":
        return f"{value:.0%}"
    return f"{value:,.3g}" if value < 1000 else f"{value:,.0f}"


def draw_stat(axes: Axes, lines: list[Series], unit: str) -> None:
    """Draw the last number, large."""
    axes.axis("off")
    said = shown(lines[0][2][-1], unit) if lines and lines[0][2] else "No data"
    axes.text(0.5, 0.42, said, ha="center", va="center", fontsize=19, color=TEXT, transform=axes.transAxes)


def draw_lines(axes: Axes, lines: list[Series], unit: str, *, is_stacked: bool, times: tuple[float, float]) -> None:
    """Draw lines over time, perhaps one on the other."""
    floor: dict[float, float] = {}
    for number, (name, at, values) in enumerate(lines):
        colour = COLOURS[number % len(COLOURS)]
        moments = [datetime.fromtimestamp(each, UTC) for each in at]
        low = [floor.get(each, 0.0) for each in at] if is_stacked else [0.0] * len(at)
        high = [below + value for below, value in zip(low, values, strict=True)]
        if is_stacked:
            floor.update(zip(at, high, strict=True))
        if not is_stacked:
            axes.plot(moments, high, color=colour, linewidth=1.1, label=name)
        alpha = 0.6 if is_stacked else 0.07
        axes.fill_between(
            moments, low, high, color=colour, alpha=alpha, linewidth=0, label=name if is_stacked else None
        )
    axes.set_xlim(*(datetime.fromtimestamp(each, UTC) for each in times))
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: shown(value, unit)))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%H:%M"))
    axes.grid(color="#e6e7e8", linewidth=0.6)
    axes.tick_params(labelsize=6.5, colors=FAINT, length=0)
    axes.locator_params(axis="y", nbins=5)
    if lines:
        axes.legend(fontsize=6, ncols=4, frameon=False, loc="upper left", bbox_to_anchor=(-0.02, -0.1))


def draw(server: str, minutes: float, file: Path) -> None:
    """Draw all panels over the last minutes into a PNG file."""
    dashboard = json.loads(DASHBOARD.read_text("utf-8"))
    end = time.time()
    start = end - minutes * 60
    height = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in dashboard["panels"])
    width_in, height_in = 24 * COLUMN, height * ROW + 0.4
    figure = plt.figure(figsize=(width_in, height_in), facecolor=BACKGROUND, dpi=90)
    for panel in dashboard["panels"]:
        grid = panel["gridPos"]
        left, width = grid["x"] * COLUMN / width_in, grid["w"] * COLUMN / width_in
        top, tall = 1 - grid["y"] * ROW / height_in, grid["h"] * ROW / height_in
        pad = 0.004
        card = (left + pad, top - tall + pad, width - 2 * pad, tall - 2 * pad)
        frame = plt.Rectangle(card[:2], card[2], card[3], facecolor=CARD, edgecolor="#dcdfe3", linewidth=0.8, zorder=-1)
        figure.add_artist(frame)
        figure.text(left + 0.008, top - 0.008, panel["title"], fontsize=8.5, color=TEXT, va="top")
        is_stat = panel["type"] == "stat"
        inner = (0.0, 0.0, 1.0, 1.0) if is_stat else (0.11, 0.24, 0.86, 0.60)
        axes = figure.add_axes(
            (card[0] + inner[0] * card[2], card[1] + inner[1] * card[3], inner[2] * card[2], inner[3] * card[3])
        )
        axes.patch.set_visible(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        lines = series_of(server, panel, start, end)
        defaults = panel["fieldConfig"]["defaults"]
        if is_stat:
            draw_stat(axes, lines, defaults["unit"])
        else:
            is_stacked = defaults["custom"]["stacking"]["mode"] == "normal"
            draw_lines(axes, lines, defaults["unit"], is_stacked=is_stacked, times=(start, end))
    figure.text(
        0.008, 0.006, f"Topicwire, {datetime.fromtimestamp(end, UTC):%d %B %Y, %H:%M} UTC", fontsize=7, color=FAINT
    )
    figure.savefig(file, facecolor=BACKGROUND)


if __name__ == "__main__":
    draw(
        sys.argv[1].rstrip("/"), float(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else HERE / "dashboard.png"
    )
