"""The recent articles and their stories, kept in memory and in step with the database."""

from sqlmodel import Session

from bot.news.matching import ArticleFeatures, StoryIndex
from storage import articles
from storage.models import Article
from storage.models.base import stored_id

CAPACITY = 5_000
"""Recent articles that a new one is compared with."""


class StoryCache:
    """A story book that follows the database, so that a scan compares new articles without reading all again.

    Another process may take articles in too: before each use the shelf catches up with what it has not seen.
    """

    def __init__(self) -> None:
        self._book = StoryIndex(CAPACITY)
        self._last_id = 0

    def clear(self) -> None:
        """Forget everything: what was put on the shelf was not committed."""
        self._book = StoryIndex(CAPACITY)
        self._last_id = 0

    def catch_up(self, session: Session) -> None:
        """Add the articles that came since."""
        for article in articles.recent(session, CAPACITY, after_id=self._last_id):
            self.put(article)

    def put(self, article: Article) -> None:
        """Add a stored article, which must be newer than all before."""
        self._last_id = max(self._last_id, stored_id(article.id))
        self._book.add(article_features(article), article.story_id)

    def story_of(self, article: Article) -> int | None:
        """The story that tells the same news; None when there is none yet."""
        return self._book.join(article_features(article))


def article_features(article: Article) -> ArticleFeatures:
    """What of an article counts for matching."""
    return ArticleFeatures.of(
        link=article.link,
        title=article.title,
        excerpt=article.excerpt,
        published_at=article.published_at,
        related=(entry["canonical"] for entry in article.related),
    )
