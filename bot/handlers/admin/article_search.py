"""Which article an editor means: by a link in any spelling, that of its AMP page, or words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from bot.urls import canonical_url
from bot.views.admin.articles import MOST_HITS
from storage import article_pages, search
from storage.database import read_only
from storage.models import Article


class FoundArticles(NamedTuple):
    """The articles that something may mean.

    Attributes:
        total: of which so many there are, one a story.
        is_link: whether it was a link.
    """

    articles: Sequence[Article]
    total: int
    is_link: bool = False


@read_only
def find_articles(session: Session, written: str, now: datetime) -> FoundArticles:
    """Return the article of a link, or for words the best of each story that has them."""
    links = _canonical_links(written)
    if links:
        found = article_pages.find_by_link(session, links)
        if found or "://" in written:
            return FoundArticles([found] if found else [], 1 if found else 0, is_link=True)
    hits = _search(session, search.read_query(written), now)
    shown = [session.get_one(Article, each) for each in hits.articles]
    return FoundArticles(shown, hits.total)


def _search(session: Session, query: search.SearchQuery, now: datetime) -> search.Found:
    """What has the words; else what has words that begin so; else what has words that hold them."""
    ways: tuple[Callable[[], search.SearchQuery], ...] = (
        lambda: query,
        lambda: replace(query, is_open=True),
        lambda: search.widened(session, query),
    )
    for way in ways:
        found = search.search(session, way(), now, 0, MOST_HITS)
        if found.total:
            return found
    return search.Found((), 0)


def _canonical_links(written: str) -> list[str]:
    """The canonical forms of what may be a link, with or without its scheme; none for words."""
    words = written.split()
    if len(words) != 1 or "." not in words[0]:
        return []
    link = words[0].strip("<>")
    spelled = [link] if "://" in link else [f"https://{link}", f"http://{link}"]
    found = []
    for each in spelled:
        try:
            found.append(canonical_url(each))
        except ValueError:
            continue
    return found
