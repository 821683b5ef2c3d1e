"""``topicwire stats``."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.app import open_database, utc_now
from bot.charts.build import build_stats_chart
from bot.charts.process import render_chart
from bot.cli.console import stdout
from bot.settings import read_settings
from bot.views.admin.reports import days_csv, undelivered_reasons
from bot.views.format import clean_text, format_change, format_number, format_share
from bot.views.texts import Texts, Voice
from storage import migrations
from storage import stats as stored_stats
from storage.stats import PeriodStats

MOST_TOPICS, MOST_REASONS, MOST_DAYS = 10, 6, 14


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
    database = open_database(read_settings(), must_exist=True)
    try:
        migrations.upgrade(database.engine)
        found = database.call(stored_stats.period_stats, days, utc_now())
    finally:
        database.close()
    voice = Texts.packaged().voice("en")
    _show(stdout(), found, voice)
    if png:
        _write(png, asyncio.run(render_chart(build_stats_chart(found, voice), is_dark=dark)))
    if csv:
        _write(csv, days_csv(found).encode())


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    stdout().print(f"written into {file}", markup=False, soft_wrap=True)


def _show(console: Console, found: PeriodStats, voice: Voice) -> None:
    first, today = found.days[0], found.today
    console.print(Text(f"{first.day} to {today.day}, in UTC", style="bold"))
    grown = format_change(today.active - found.before, voice)
    console.print(
        f"subscribers: {format_number(today.active, voice)} ({grown}), paused: {today.paused}, gone: {today.gone}"
    )
    outcomes = found.outcomes
    if outcomes.total:
        console.print(
            f"{format_share(outcomes.sent, outcomes.total, voice)} of {format_number(outcomes.total, voice)} delivered"
        )
    else:
        console.print("nothing was owed")
    for reason, count in undelivered_reasons(outcomes, MOST_REASONS, voice):
        console.print(f"  {format_number(count, voice)}  {reason}", markup=False)
    console.print(_days(found, voice))
    if found.topics:
        console.print(_topics(found, voice))


def _days(found: PeriodStats, voice: Voice) -> Table:
    shown = found.days[-MOST_DAYS:]
    title = None if len(shown) == len(found.days) else f"The last {MOST_DAYS} days"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("day", no_wrap=True, min_width=10)
    for name in ("active", "joined", "stories", "alerts", "announced", "failed", "dropped"):
        table.add_column(name, justify="right")
    for day in shown:
        counts = (day.active, day.joined, day.stories, day.alerts, day.announcements, day.failed, day.cancelled)
        table.add_row(str(day.day), *(format_number(count, voice) for count in counts))
    return table


def _topics(found: PeriodStats, voice: Voice) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("topic")
    table.add_column("followers", justify="right")
    for topic in found.topics[:MOST_TOPICS]:
        table.add_row(Text(clean_text(topic.name) or topic.slug), format_number(topic.followers, voice))
    if len(found.topics) > MOST_TOPICS:
        table.add_row(f"and {len(found.topics) - MOST_TOPICS} more", "", style="dim")
    return table
