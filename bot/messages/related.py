"""The related articles of an alert: which ones, in which order, and how one is written."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from bot.messages.cleaning import clean, shorten
from bot.messages.links import text_link
from bot.messages.markup import link
from storage.models import Article, RelatedLink

PAGE_SIZE = 5
_LONGEST_TITLE = 110
_LONGEST_PROVIDER = 40


def related_to_show(article: Article, others: Sequence[Article]) -> list[RelatedLink]:
    """Return an article's related ones, best quality first, no link twice.

    What the alert links already (the article and the others of its story) is not among them, nor what has no title.
    """
    seen = {known for shown in (article, *others) for known in _links_of(shown)}
    chosen = []
    for entry in sorted(article.related, key=lambda entry: -entry["quality"]):
        if seen.isdisjoint((entry["canonical"], entry["link"])) and clean(entry["title"]):
            seen |= {entry["canonical"], entry["link"]}
            chosen.append(entry)
    return chosen


def related_lines(entries: Iterable[RelatedLink]) -> Markup:
    """Return a list of related articles, each linked and with its provider."""
    return Markup("\n").join(_line(entry) for entry in entries)


def _links_of(article: Article) -> set[str | None]:
    return {article.link, article.amp_link, article.web_url, article.amp_url}


def _line(entry: RelatedLink) -> Markup:
    title = link(text_link(entry["link"]), shorten(clean(entry["title"]), _LONGEST_TITLE))
    provider = shorten(clean(entry["provider"]), _LONGEST_PROVIDER)
    return Markup("• %s · %s") % (title, provider) if provider else Markup("• %s") % escape(title)
