"""What things from records are called in messages: cleaned, cut, never empty where something must show."""

from bot.messages.cleaning import clean, shorten
from bot.messages.links import text_link, web_link
from storage.models import Article, Topic

_LONGEST_NAME = 60
_LONGEST_LABEL = 32
"""What one button across a phone shows without cutting."""


def topic_id(topic: Topic) -> int:
    """Return the id of a stored topic.

    Raises:
        ValueError: It was not stored yet.
    """
    return _id_of(topic)


def article_id(article: Article) -> int:
    """Return the id of a stored article.

    Raises:
        ValueError: It was not stored yet.
    """
    return _id_of(article)


def topic_name(topic: Topic) -> str:
    """Return a topic's name for a text."""
    return shorten(clean(topic.name) or clean(topic.slug), _LONGEST_NAME)


def topic_label(topic: Topic) -> str:
    """Return a topic's name for a button: the short one where the name is long."""
    name = topic_name(topic)
    return name if len(name) <= _LONGEST_LABEL else shorten(clean(topic.shortname) or name, _LONGEST_LABEL)


def provider_name(article: Article) -> str:
    """Return who published an article; its domain if it has no name, perhaps nothing."""
    return shorten(clean(article.provider_name) or clean(article.provider_domain), _LONGEST_NAME)


def title_of(article: Article, limit: int) -> str:
    """Return an article's title in at most so many code points; its link if it has none that shows."""
    return shorten(clean(article.title) or clean(article.web_url) or clean(article.link), limit)


def article_link(article: Article) -> str | None:
    """Return where a text links an article: as its record writes it, else canonically; None if neither will do."""
    return text_link(article.web_url) or text_link(article.link)


def button_link(article: Article) -> str | None:
    """Return the same for a button, which has room for longer ones."""
    return web_link(article.web_url) or web_link(article.link)


def _id_of(row: Topic | Article) -> int:
    if row.id is None:
        raise ValueError(f"{row!r} has no id yet")
    return row.id
