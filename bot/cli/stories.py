"""``topicwire stories``: the stories and their articles."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.app import current_database
from bot.cli.console import stdout
from bot.roles.runtime import utc_now
from bot.settings import read_settings
from storage import articles as stored_articles
from storage.models import Article


def stories(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="All stories, not only those of the story window.")] = False,
) -> None:
    """List the stories, each with the articles that tell it."""
    settings = read_settings()
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
