"""``topicwire replay``: what followers would have been told under other settings."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.app import current_database
from bot.charts.build_news import Compared, build_comparison_chart
from bot.charts.process import render_chart
from bot.cli.console import stdout
from bot.news.replay import CAPACITY, Figures, Replay, ReplaySettings, refiling, replay_past
from bot.news.sources.topic_files import load_catalogue
from bot.roles.runtime import utc_now
from bot.settings import Settings, read_settings
from bot.views.format import clean_text
from bot.views.texts import Texts
from storage import replay as past_rows
from storage.backup import back_up
from storage.database import Database

EXAMPLES = "topicwire replay --since 7d --window 24h --png replay.png"
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
LONGEST_SPAN = timedelta(days=366)
Json = dict[str, object]


def _span(words: str) -> timedelta:
    """Read ``7d``, ``48h``, ``90m`` or ``2w``."""
    number, unit = words[:-1], UNITS.get(words[-1:].lower())
    try:
        span = float(number) * unit if unit else timedelta()
    except (OverflowError, ValueError):
        span = timedelta()
    if not timedelta() < span <= LONGEST_SPAN:
        raise typer.BadParameter("it must be a span such as 7d, 48h or 90m, a year at most")
    return span


def replay(
    *,
    since: Annotated[
        timedelta, typer.Option("--since", parser=_span, metavar="SPAN", help="So far back, such as 7d or 48h.")
    ],
    window: Annotated[
        timedelta | None, typer.Option("--window", parser=_span, metavar="SPAN", help="Another story window.")
    ] = None,
    needed: Annotated[
        float | None,
        typer.Option("--needed", min=0.01, max=2.0, help="Another score at which an article joins a story."),
    ] = None,
    topics: Annotated[
        Path | None,
        typer.Option(
            "--topics", exists=True, file_okay=False, help="A folder of topic files in place of the catalogue."
        ),
    ] = None,
    png: Annotated[Path | None, typer.Option("--png", help="Draw it into this file.")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Draw it for a dark screen.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Tell what each topic's followers would have had under other settings.

    Works on a copy of the database, sends nothing, and needs no token. Without other settings it tells what was.
    """
    settings, now = read_settings(), utc_now()
    begin = now - since
    with current_database(settings) as database, _copy_of(database) as copy:
        past = copy.call(past_rows.read_past, begin, now, CAPACITY)
    found = replay_past(past, begin, now, *_settings(settings, past, window, needed, topics))
    if as_json:
        typer.echo(json.dumps(_as_json(found), ensure_ascii=False))
    else:
        _show(stdout(), found)
    if png:
        _draw(found, now, png, is_dark=dark)


@contextmanager
def _copy_of(database: Database) -> Iterator[Database]:
    """A copy of a SQLite file, gone after the block; of a server one transaction sees one state, and only reads."""
    if not database.is_sqlite:
        yield database
        return
    with TemporaryDirectory(prefix="topicwire-replay-") as folder:
        back_up(database, Path(folder) / "copy.db")
        copy = Database(f"sqlite:///{folder}/copy.db")
        try:
            yield copy
        finally:
            copy.close()


def _settings(
    settings: Settings, past: past_rows.Past, window: timedelta | None, needed: float | None, folder: Path | None
) -> tuple[ReplaySettings, ReplaySettings, Mapping[int, str]]:
    """The settings as they are, those that are tried, and the names of all topics."""
    parents = {topic.id: topic.parent_id for topic in past.topics}
    names = {topic.id: topic.name for topic in past.topics}
    present = ReplaySettings(settings.story_window, parents)
    tried = window or settings.story_window
    if folder is None:
        return present, ReplaySettings(tried, parents, needed), names
    catalogue = load_catalogue(folder)
    for problem in catalogue.problems:
        typer.echo(f"topic file set aside: {problem}", err=True)
    other = refiling(past.topics, catalogue.topics, catalogue.parents)
    return present, ReplaySettings(tried, other.parents, needed, other.file), {**names, **other.names}


def _per_day(figures: Figures, found: Replay) -> float:
    return figures.alerts / found.days


def _show(console: Console, found: Replay) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("topic")
    for name in ("followers", "articles", "stories", "alerts a day", "would be", "folded"):
        table.add_column(name, justify="right")
    for row in found.topics:
        before, after = row.before, row.after
        table.add_row(
            Text(clean_text(row.name)),
            f"{row.followers:,}",
            _both(before.articles, after.articles),
            _both(before.stories, after.stories),
            f"{_per_day(before, found):.1f}",
            f"{_per_day(after, found):.1f}",
            f"{after.folded - before.folded:+,}" if after.folded != before.folded else "=",
        )
    console.print(table if found.topics else "no article of this time stands under a topic", markup=False)
    console.print(
        f"Alerts to {found.followers:,} followers: {found.before:,} before, {found.after:,} after; "
        f"the database has {found.recorded:,}.",
        markup=False,
    )
    if found.left_out:
        console.print(
            f"Left out: {found.left_out:,} who have digests, filters, watches, or a volume of only some stories.",
            markup=False,
        )


def _both(before: int, after: int) -> str:
    return f"{before:,}" if before == after else f"{before:,} → {after:,}"


def _as_json(found: Replay) -> Json:
    return {
        "since": found.since.isoformat(timespec="seconds"),
        "days": round(found.days, 3),
        "followers": found.followers,
        "left_out": found.left_out,
        "recorded": found.recorded,
        "before": found.before,
        "after": found.after,
        "topics": [
            {
                "topic": row.name,
                "followers": row.followers,
                "before": _figures(row.before, found),
                "after": _figures(row.after, found),
                "folded_more": row.after.folded - row.before.folded,
            }
            for row in found.topics
        ],
    }


def _figures(figures: Figures, found: Replay) -> Json:
    return {**figures._asdict(), "folded": figures.folded, "alerts_a_day": round(_per_day(figures, found), 3)}


def _draw(found: Replay, now: datetime, png: Path, *, is_dark: bool) -> None:
    voice = Texts.packaged().voice("en")
    rows = [Compared(row.name, _per_day(row.before, found), _per_day(row.after, found)) for row in found.topics]
    span = f"{found.since:%d %b} – {now:%d %b %Y}"
    chart = build_comparison_chart(rows, (found.before / found.days, found.after / found.days), span, voice)
    png.parent.mkdir(parents=True, exist_ok=True)
    png.write_bytes(asyncio.run(render_chart(chart, is_dark=is_dark)))
    typer.echo(f"written into {png}", err=True)
