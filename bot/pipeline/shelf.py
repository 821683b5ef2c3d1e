"""The story book kept beside the database: which recent articles there are, and the story that each belongs to."""

from sqlmodel import Session

from bot.alerts.matching import StoryBook, Telling
from storage import stories
from storage.models import Article
from storage.stories import required

CAPACITY = 5_000
"""Recent articles that a new one is compared with."""


class Shelf:
    """A story book that follows the database, so that a scan compares new articles without reading all again.

    Another process may take articles in too: before each use the shelf catches up with what it has not seen.
    """

    def __init__(self) -> None:
        self._book = StoryBook(CAPACITY)
        self._last_id = 0

    def clear(self) -> None:
        """Forget everything: what was put on the shelf was not committed."""
        self._book = StoryBook(CAPACITY)
        self._last_id = 0

    def catch_up(self, session: Session) -> None:
        """Add the articles that came since."""
        for article in stories.recent(session, CAPACITY, after_id=self._last_id):
            self.put(article)

    def put(self, article: Article) -> None:
        """Add a stored article, which must be newer than all before."""
        self._last_id = max(self._last_id, required(article.id))
        self._book.add(telling_of(article), article.story_id)

    def story_of(self, article: Article) -> int | None:
        """The story that tells the same news; None when there is none yet."""
        return self._book.join(telling_of(article))


def telling_of(article: Article) -> Telling:
    """What of an article counts for matching."""
    return Telling.of(
        link=article.link,
        title=article.title,
        excerpt=article.excerpt,
        published_at=article.published_at,
        related=(entry["canonical"] for entry in article.related),
    )
