"""``topicwire stats``: statistics in the terminal, as a chart or as CSV."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.app import current_database
from bot.charts.build import build_stats_chart
from bot.charts.process import render_chart
from bot.cli.console import stdout
from bot.roles.runtime import utc_now
from bot.settings import read_settings
from bot.views.admin.reports import days_csv, undelivered_reasons
from bot.views.format import clean_text, format_change, format_number, format_share
from bot.views.texts import Texts, Voice
from storage import stats as stored_stats
from storage.stats import PeriodStats

MAX_TOPICS, MAX_REASONS, MAX_DAYS = 10, 6, 14
"""Rows that are shown at most."""


def stats(
    *,
    days: Annotated[
        int, typer.Option("--days", min=0, max=stored_stats.MOST_DAYS, help="Today and the days before; 0 for all.")
    ] = 30,
    png: Annotated[Path | None, typer.Option("--png", help="Draw them into this file.")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Draw them for a dark screen.")] = False,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the numbers of each day into this file.")] = None,
) -> None:
    """Tell how many subscribe, what was sent, what became of it, and which topics are followed."""
    with current_database(read_settings()) as database:
        period = database.call(stored_stats.period_stats, days, utc_now())
    voice = Texts.packaged().voice("en")
    _show(stdout(), period, voice)
    if png:
        _write(png, asyncio.run(render_chart(build_stats_chart(period, voice), is_dark=dark)))
    if csv:
        _write(csv, days_csv(period).encode())


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    stdout().print(f"written into {file}", markup=False, soft_wrap=True)


def _show(console: Console, period: PeriodStats, voice: Voice) -> None:
    first, today = period.days[0], period.today
    console.print(Text(f"{first.day} to {today.day}, in UTC", style="bold"))
    change = format_change(period.grown, voice)
    console.print(
        f"subscribers: {format_number(today.active, voice)} ({change}), paused: {today.paused}, gone: {today.gone}"
    )
    if period.imported:
        console.print(f"imported: {format_number(period.imported, voice)}")
    outcomes = period.outcomes
    if outcomes.owed:
        console.print(
            f"{format_share(outcomes.sent, outcomes.owed, voice)} of {format_number(outcomes.owed, voice)} delivered"
        )
    else:
        console.print("nothing was owed")
    for reason, count in undelivered_reasons(outcomes, MAX_REASONS, voice):
        console.print(f"  {format_number(count, voice)}  {reason}", markup=False)
    if outcomes.called_off:
        console.print(f"called off or withdrawn besides: {format_number(outcomes.called_off, voice)}")
    console.print(_day_table(period, voice))
    if period.topics:
        console.print(_topic_table(period, voice))


def _day_table(period: PeriodStats, voice: Voice) -> Table:
    shown = period.days[-MAX_DAYS:]
    title = None if len(shown) == len(period.days) else f"The last {MAX_DAYS} days"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("day", no_wrap=True, min_width=10)
    for name in ("active", "joined", "stories", "alerts", "announced", "failed", "dropped"):
        table.add_column(name, justify="right")
    for day in shown:
        counts = (day.active, day.joined, day.stories, day.alerts, day.announcements, day.failed, day.cancelled)
        table.add_row(str(day.day), *(format_number(count, voice) for count in counts))
    return table


def _topic_table(period: PeriodStats, voice: Voice) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("topic")
    table.add_column("followers", justify="right")
    for topic in period.topics[:MAX_TOPICS]:
        table.add_row(Text(clean_text(topic.name) or topic.slug), format_number(topic.followers, voice))
    if len(period.topics) > MAX_TOPICS:
        table.add_row(f"and {len(period.topics) - MAX_TOPICS} more", "", style="dim")
    return table
