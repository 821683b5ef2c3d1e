"""``topicwire stories``: the stories and their articles, and who told one first."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.app import current_database
from bot.charts.build_news import build_outlets_chart, outlet_times
from bot.charts.process import render_chart
from bot.cli.console import stdout
from bot.roles.runtime import utc_now
from bot.settings import read_settings
from bot.views.format import format_duration, visible_text
from bot.views.texts import Texts, Voice
from storage import articles as stored_articles
from storage.models import Article


def stories(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="All stories, not only those of the story window.")] = False,
    first: Annotated[
        int | None, typer.Option("--first", metavar="STORY", help="Who told this story first, by its number.")
    ] = None,
    png: Annotated[Path | None, typer.Option("--png", help="With --first: draw it into this file.")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Draw it for a dark screen.")] = False,
) -> None:
    """List the stories, each with the articles that tell it; or the outlets of one over time."""
    settings = read_settings()
    if first is not None:
        with current_database(settings) as database:
            told = database.call(stored_articles.by_story, [first]).get(first, [])
        _show_first(first, told, Texts.packaged().voice("en"))
        if png and told:
            _draw_first(told, png, is_dark=dark)
        return
    since = None if everything else utc_now() - settings.story_window
    with current_database(settings) as database:
        found = database.call(stored_articles.stories_since, since)
    if as_json:
        for articles in found:
            typer.echo(json.dumps(_as_json(articles), ensure_ascii=False))
    else:
        _show(stdout(), found)


def _as_json(articles: Sequence[Article]) -> dict[str, object]:
    return {
        "id": articles[0].story_id,
        "articles": [
            {"link": article.web_url, "title": article.title, "published_at": _published(article)}
            for article in articles
        ],
    }


def _published(article: Article) -> str:
    at = article.published_at
    return at.date().isoformat() if article.is_day_only else at.isoformat()


def _show(console: Console, found: Sequence[Sequence[Article]]) -> None:
    table = Table(show_lines=True)
    table.add_column("story", justify="right")
    table.add_column("articles, in order of arrival")
    table.add_column("provider")
    for articles in found:
        titles = "\n".join(article.title for article in articles)
        providers = "\n".join(article.provider_name for article in articles)
        table.add_row(str(articles[0].story_id), titles, providers)
    console.print(table if found else "no stories yet", markup=False)


def _show_first(story_id: int, told: Sequence[Article], voice: Voice) -> None:
    if not told:
        typer.echo(f"there is no story {story_id}: topicwire stories lists them", err=True)
        raise typer.Exit(1)
    times = outlet_times(told)
    table = Table()
    for name in ("outlet", "at", "after the first", "title"):
        table.add_column(name)
    for each in times:
        after = each.at - times[0].at
        lead = visible_text(format_duration(after, voice)) if after else "first"
        table.add_row(each.name, f"{each.at:%Y-%m-%d %H:%M}", lead, each.article.title)
    stdout().print(table, markup=False)


def _draw_first(told: Sequence[Article], png: Path, *, is_dark: bool) -> None:
    picture = asyncio.run(render_chart(build_outlets_chart(told, Texts.packaged().voice("en")), is_dark=is_dark))
    png.parent.mkdir(parents=True, exist_ok=True)
    png.write_bytes(picture)
    typer.echo(f"written into {png}", err=True)
