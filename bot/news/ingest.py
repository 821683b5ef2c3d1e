"""Ingesting: a record becomes an article in a story, and a new article is fanned out to its subscribers.

New means that no article with its canonical link was known. Deliveries are written into the outbox in one transaction
with the mark that they were.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlmodel import Session

from bot.news.matching import ArticleFeatures, StoryIndex
from bot.news.record import Record
from bot.news.topics import make_hashtag, slugify
from storage import articles, edits, enqueue, outbox, topics
from storage.articles import FileReading
from storage.models import ArticleKind, RelatedLink, Topic
from storage.models.base import stored_id

ADDRESS_COLUMNS = frozenset({"amp_link", "amp_url", "web_url"})

CAPACITY = 5_000
"""Recent articles that a new one is compared with."""


class StoryCache:
    """An index of recent stories that follows the database, so that a scan compares without reading all again.

    Another process may take articles in too: ``load_new`` before each use reads what is not known here.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything: what was added was not committed."""
        self.index = StoryIndex(CAPACITY)
        self.last_id = 0

    def load_new(self, session: Session) -> None:
        """Add the articles that were stored since."""
        for row in articles.recent(session, CAPACITY, after_id=self.last_id):
            related = (entry["canonical"] for entry in row.related)
            self.index.add(_features(row.link, row.title, row.excerpt, row.published_at, related), row.story_id)
            self.last_id = row.id


def _features(link: str, title: str, excerpt: str, published_at: datetime, related: Iterable[str]) -> ArticleFeatures:
    return ArticleFeatures.of(link=link, title=title, excerpt=excerpt, published_at=published_at, related=related)


@dataclass(frozen=True, slots=True)
class IngestItem:
    """What was read: a record, or the reason why not (in ``file``)."""

    file: FileReading
    record: Record | None


class IngestResult(StrEnum):
    """What became of a file."""

    NEW = "new"
    """A new article that starts a story."""
    FOLDED = "folded"
    """A new article that joined a story that was known."""
    CHANGED = "changed"
    """A known article, updated."""
    UNCHANGED = "unchanged"
    """A known article as it was: the file was only touched, moved or copied."""
    REJECTED = "rejected"


def in_publication_order(readings: Iterable[IngestItem]) -> list[IngestItem]:
    """By publication time and link, so that stories form alike whatever order the files came in."""
    return sorted(readings, key=_publication_key)


def ingest(
    session: Session, readings: Sequence[IngestItem], story_cache: StoryCache, *, are_listed: bool, arrived_at: datetime
) -> list[IngestResult]:
    """Take readings in, in their order, in one transaction.

    What is stored is what taking them in one by one would store; the rows are written in bulk at the end.

    Args:
        session: In one transaction.
        readings: At most a few hundred; what could not be read is only noted.
        story_cache: Recent articles and their stories; to be cleared if the transaction fails.
        are_listed: Whether topics that only records name are offered to people.
        arrived_at: When the files were noticed.

    Returns:
        What became of each reading.
    """
    articles.lock_ingest(session)
    story_cache.load_new(session)
    records = [reading.record for reading in readings if reading.record is not None]
    named = _topics(session, records, are_listed=are_listed)
    batch = _Batch(articles.by_links(session, (record.canonical_link for record in records)), story_cache, arrived_at)
    taken = [IngestResult.REJECTED if each.record is None else batch.take(each.record) for each in readings]
    batch.store(session, named)
    articles.remember_files(session, [reading.file for reading in readings])
    return taken


def _topics(session: Session, records: Sequence[Record], *, are_listed: bool) -> dict[str, Topic]:
    """Every topic by name in lower case and by slug, with those that these records are the first to name."""
    names = {name for record in records for name in record.topics}
    known = _by_name_and_slug(topics.find_all(session))
    missing = [name for name in sorted(names) if _found(name, known) is None]
    wanted = [Topic(slug=slugify(name), name=name, hashtag=make_hashtag(name) or "") for name in missing]
    topics.add_missing(session, wanted, are_listed=are_listed)
    return _by_name_and_slug(topics.find_all(session)) if wanted else known


def _by_name_and_slug(known: Iterable[Topic]) -> dict[str, Topic]:
    known = list(known)
    by_slug = {slugify(topic.name): topic for topic in known} | {topic.slug: topic for topic in known}
    return by_slug | {topic.name.casefold(): topic for topic in known}


def _found(name: str, known: Mapping[str, Topic]) -> Topic | None:
    return known.get(name.casefold()) or known.get(slugify(name))


@dataclass(slots=True, eq=False)
class _BatchArticle:
    """An article of a batch: its columns as they will be stored.

    Attributes:
        columns: all but the id.
        article_id: None for a new one.
        changed: names of the columns that differ from what is stored.
        was_removed: whether a record of the batch withdrew it.
    """

    columns: dict[str, Any]
    article_id: int | None = None
    changed: set[str] = field(default_factory=set)
    was_removed: bool = False

    def changes(self) -> dict[str, Any]:
        """The columns to update."""
        return {name: self.columns[name] for name in self.changed}


class _Batch:
    """Takes records in, in memory, and stores what they come to. Stories that it starts bear negative numbers."""

    def __init__(self, stored: Iterable[dict[str, Any]], story_cache: StoryCache, arrived_at: datetime) -> None:
        self._story_cache = story_cache
        self._arrived_at = arrived_at
        self._started = 0
        self._articles: list[_BatchArticle] = []
        self._by_link: dict[str, _BatchArticle] = {}
        for columns in stored:
            self._enter(_BatchArticle(columns, columns.pop("id")))

    def _enter(self, article: _BatchArticle) -> None:
        self._articles.append(article)
        self._by_link[article.columns["link"]] = article

    def _find(self, link: str) -> _BatchArticle | None:
        """The article that is known by this link; of several with one AMP page the last."""
        if article := self._by_link.get(link):
            return article
        return next((each for each in reversed(self._articles) if each.columns["amp_link"] == link), None)

    def take(self, record: Record) -> IngestResult:
        """Update the article that the record is of, or add it."""
        article = self._find(record.canonical_link)
        return self._add(record) if article is None else _update(article, record)

    def _add(self, record: Record) -> IngestResult:
        link, related = record.canonical_link, (entry.canonical_link for entry in record.related)
        features = _features(link, record.title, record.excerpt, record.published_at, related)
        story_id = self._story_cache.index.join(features)
        became = IngestResult.FOLDED
        if story_id is None:
            self._started += 1
            story_id, became = -self._started, IngestResult.NEW
        self._story_cache.index.add(features, story_id)
        own = {"link": link, "story_id": story_id, "arrived_at": self._arrived_at, "announced_at": None}
        self._enter(_BatchArticle(_columns(record) | own))
        return became

    def store(self, session: Session, named: Mapping[str, Topic]) -> None:
        """Write stories, articles and their topics; cancel what is owed of articles that were withdrawn."""
        story_ids = articles.start_stories(session, self._started, self._arrived_at)
        ids = {-number: story_id for number, story_id in enumerate(story_ids, 1)}
        self._story_cache.index.renumber(ids)
        new = [article for article in self._articles if article.article_id is None]
        for article in new:
            article.columns["story_id"] = ids.get(article.columns["story_id"], article.columns["story_id"])
        stored_ids = articles.add_all(session, [article.columns for article in new])
        for article, article_id in zip(new, stored_ids, strict=True):
            article.article_id = self._story_cache.last_id = article_id
            article.changed = {"topic_names"}
        known = self._articles[: len(self._articles) - len(new)]
        articles.update_all(session, ((stored_id(each.article_id), each.changes()) for each in known if each.changed))
        filed = [each for each in self._articles if "topic_names" in each.changed]
        articles.set_topics(
            session, {stored_id(each.article_id): _filed(each.columns["topic_names"], named) for each in filed}
        )
        for each in known:
            if each.was_removed:
                outbox.cancel_article(session, stored_id(each.article_id), self._arrived_at)


def _update(article: _BatchArticle, record: Record) -> IngestResult:
    """Bring an article up to date with its record; its story and its announcement stay.

    A record of its AMP page leaves it the addresses that it is known by.
    """
    columns = _columns(record)
    if record.canonical_link != article.columns["link"]:
        columns = {name: value for name, value in columns.items() if name not in ADDRESS_COLUMNS}
    changed = {name: value for name, value in columns.items() if article.columns[name] != value}
    if not changed:
        return IngestResult.UNCHANGED
    article.columns |= changed
    article.changed |= changed.keys()
    article.was_removed |= article.columns["is_removed"]
    return IngestResult.CHANGED


def _filed(names: Iterable[str], named: Mapping[str, Topic]) -> list[int]:
    """Ids of the topics that a record names, each once."""
    found = (_found(name, named) for name in names)
    return list(dict.fromkeys(stored_id(topic.id) for topic in found if topic))


def _columns(record: Record) -> dict[str, Any]:
    return {
        "amp_link": record.amp_link_canonical,
        "web_url": record.link,
        "amp_url": record.amp_url,
        "title": record.title,
        "excerpt": record.excerpt,
        "published_at": record.published_at,
        "is_day_only": record.is_day_only,
        "kind": ArticleKind(record.kind),
        "quality": record.quality,
        "heat": record.heat,
        "is_published": record.published,
        "is_removed": record.removed,
        "locale": record.locale,
        "provider_name": record.provider_name,
        "provider_domain": record.provider_domain,
        "image_url": record.image.url if record.image else None,
        "related": [
            RelatedLink(
                link=entry.link,
                canonical=entry.canonical_link,
                title=entry.title,
                provider=entry.provider_name,
                quality=entry.quality,
            )
            for entry in record.related
        ],
        "topic_names": list(record.topics),
    }


def _publication_key(reading: IngestItem) -> tuple[Any, ...]:
    if reading.record is None:
        return (1, reading.file.folder, reading.file.path)
    return (0, reading.record.published_at, reading.record.canonical_link)


FANOUT_CHUNK = 200
"""Articles a transaction, at most: others get to write in between."""

FANOUT_DELIVERIES = 50_000
"""Deliveries after which a transaction takes no further article."""


class FanOut(NamedTuple):
    """What one transaction did.

    Attributes:
        owed: deliveries written.
        done: so many of the articles given are dealt with, from the first on.
    """

    owed: int
    done: int


def fan_out(session: Session, article_ids: Sequence[int], window: timedelta, now: datetime) -> FanOut:
    """Write the deliveries of articles that are not announced yet, in the order given.

    Args:
        session: In one transaction: deliveries and marks are written together or not at all.
        article_ids: As ``articles.unannounced`` gives them; one that another process announced meanwhile is passed
            over.
        window: Who was told of a story less than so long ago is not told again.
        now: When they come to be owed.
    """
    articles.lock_ingest(session)
    waiting = articles.to_announce(session, article_ids)
    followed = topics.with_followers(session, list(waiting))
    owed = done = 0
    told = {}
    for article_id in article_ids:
        if owed >= FANOUT_DELIVERIES:
            break
        done += 1
        article = waiting.get(article_id)
        if article is None or article.is_removed:
            continue
        told[article_id] = article.story_id
        if article_id in followed:
            owed += enqueue.add_alerts(session, article, told_since=now - window, now=now)
    edits.fold(session, told, told_since=now - window, now=now)
    articles.mark_announced(session, article_ids[:done], now)
    return FanOut(owed, done)
