"""From claims to messages: what wording needs is read for many at once, and worded once for all who see the same."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from sqlmodel import Session

from bot.alerts.topics import let_through
from bot.messages.message import Message
from storage import stories, subscribers, topics
from storage.database import reads
from storage.models import Article, Cancellation, Topic, Volume


class Telling(Protocol):
    """A delivery to word, or a message to bring up to date."""

    @property
    def subscriber_id(self) -> int:
        """Who is told."""

    @property
    def language(self) -> str:
        """Of the texts around the news."""

    @property
    def article_id(self) -> int | None:
        """The article that leads."""

    @property
    def story_id(self) -> int | None:
        """Its story."""


Word = Callable[[Article, Sequence[Article], Sequence[Topic], Sequence[Topic], str], Message]
"""Words an alert: the article, the others of its story, its topics, those to mute, the language."""


class NothingToTellError(LookupError):
    """There is nothing left to tell: an article is withdrawn or erased, or none of a digest is the recipient's."""

    def __init__(self, words: str, reason: Cancellation = Cancellation.WITHDRAWN) -> None:
        super().__init__(words)
        self.reason = reason


class Content:
    """What a batch of messages is made of.

    Args:
        articles: The articles of each story, in order of arrival.
        topics_of: The topics of each article, as its record orders them.
        parents: Parent of each topic.
        choices: What each subscriber chose, by subscriber and topic.
    """

    def __init__(
        self,
        articles: Mapping[int, list[Article]],
        topics_of: Mapping[int, list[Topic]],
        parents: Mapping[int, int | None],
        choices: Mapping[int, Mapping[int, Volume]],
    ) -> None:
        self._articles = articles
        self._topics_of = topics_of
        self._parents = parents
        self._choices = choices
        self._worded: dict[tuple[object, ...], Message] = {}

    def message(self, telling: Telling, word: Word) -> Message:
        """The message of one delivery; the same object for all who see the same.

        Raises:
            NothingToTellError: The article was withdrawn meanwhile.
        """
        told = self._articles.get(telling.story_id or 0, [])
        lead = next((article for article in told if article.id == telling.article_id), None)
        if lead is None:
            raise NothingToTellError(f"article {telling.article_id} is not to be told any more")
        filed = self._topics_of.get(lead.id or 0, [])
        mutable = let_through(filed, self._choices.get(telling.subscriber_id, {}), self._parents)
        seen = (lead.id, telling.language, tuple(topic.id for topic in mutable))
        if seen not in self._worded:
            others = [article for article in told if article is not lead]
            self._worded[seen] = word(lead, others, filed, mutable, telling.language)
        return self._worded[seen]


@reads
def gather(session: Session, tellings: Collection[Telling]) -> Content:
    """Read what a batch of messages is made of."""
    articles = stories.of_stories(session, {telling.story_id for telling in tellings if telling.story_id})
    leads = {telling.article_id for telling in tellings if telling.article_id}
    parents = topics.parents(session)
    choices = subscribers.choices_of(session, [telling.subscriber_id for telling in tellings])
    return Content(articles, topics.of_articles(session, leads), parents, choices)
