"""``topicwire stats``."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.application import now, open_database
from bot.cli.console import stdout
from bot.messages.admin.measures import change, number, share
from bot.messages.admin.stats import reasons
from bot.messages.admin.stats_files import days_file
from bot.messages.cleaning import clean
from bot.messages.texts import Texts, Voice
from bot.pictures.period import poster_of
from bot.pictures.studio import drawn
from bot.settings import read
from storage import migrations, reports
from storage.reports import Stats

MOST_TOPICS, MOST_REASONS, MOST_DAYS = 10, 6, 14


def stats(
    *,
    days: Annotated[
        int, typer.Option("--days", min=0, max=reports.MOST_DAYS, help="Today and the days before; 0 for all.")
    ] = 30,
    png: Annotated[Path | None, typer.Option("--png", help="Draw them into this file.")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Draw them for a dark screen.")] = False,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the numbers of each day into this file.")] = None,
) -> None:
    """Tell how many subscribe, what was sent, what became of it, and which topics are followed."""
    database = open_database(read(), must_exist=True)
    try:
        migrations.upgrade(database.engine)
        found = database.call(reports.stats, days, now())
    finally:
        database.close()
    voice = Texts.packaged().voice("en")
    _show(stdout(), found, voice)
    if png:
        _write(png, asyncio.run(drawn(poster_of(found, voice), is_dark=dark)))
    if csv:
        _write(csv, days_file(found).encode())


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    stdout().print(f"written into {file}", markup=False, soft_wrap=True)


def _show(console: Console, found: Stats, voice: Voice) -> None:
    first, today = found.days[0], found.today
    console.print(Text(f"{first.day} to {today.day}, in UTC", style="bold"))
    grown = change(today.active - found.before, voice)
    console.print(f"subscribers: {number(today.active, voice)} ({grown}), paused: {today.paused}, gone: {today.gone}")
    outcomes = found.outcomes
    if outcomes.total:
        console.print(f"{share(outcomes.sent, outcomes.total, voice)} of {number(outcomes.total, voice)} delivered")
    else:
        console.print("nothing was owed")
    for reason, count in reasons(outcomes, MOST_REASONS, voice):
        console.print(f"  {number(count, voice)}  {reason}", markup=False)
    console.print(_days(found, voice))
    if found.topics:
        console.print(_topics(found, voice))


def _days(found: Stats, voice: Voice) -> Table:
    shown = found.days[-MOST_DAYS:]
    title = None if len(shown) == len(found.days) else f"The last {MOST_DAYS} days"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("day", no_wrap=True, min_width=10)
    for name in ("active", "joined", "stories", "alerts", "announced", "failed", "dropped"):
        table.add_column(name, justify="right")
    for day in shown:
        counts = (day.active, day.joined, day.stories, day.alerts, day.announcements, day.failed, day.cancelled)
        table.add_row(str(day.day), *(number(count, voice) for count in counts))
    return table


def _topics(found: Stats, voice: Voice) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("topic")
    table.add_column("followers", justify="right")
    for topic in found.topics[:MOST_TOPICS]:
        table.add_row(Text(clean(topic.name) or topic.slug), number(topic.followers, voice))
    if len(found.topics) > MOST_TOPICS:
        table.add_row(f"and {len(found.topics) - MOST_TOPICS} more", "", style="dim")
    return table
