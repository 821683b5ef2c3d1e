"""Ingesting: a record becomes an article in a story, and a new article is fanned out to its subscribers.

New means that no article with its canonical link was known. Deliveries are written into the outbox in one transaction
with the mark that they were.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from bot.news.record import Record
from bot.news.story_cache import StoryCache
from bot.news.topics import make_hashtag, slugify
from storage import articles, edits, enqueue, outbox, topics
from storage.models import Article, ArticleKind, RecordFile, RelatedLink, Topic

ADDRESS_COLUMNS = frozenset({"amp_link", "amp_url", "web_url"})


@dataclass(frozen=True, slots=True)
class IngestItem:
    """A file that was read: a record, or the reason why not (in ``file``)."""

    file: RecordFile
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
    story_cache.catch_up(session)
    named = _topics(session, readings, are_listed=are_listed)
    links = [record.canonical_link for record in _readable_records(readings)]
    known = articles.by_link(session, links)
    taken = []
    for reading in readings:
        if reading.record is None:
            taken.append(IngestResult.REJECTED)
        elif article := known.get(reading.record.canonical_link):
            taken.append(_update(session, article, reading.record, named, arrived_at))
        else:
            article, became = _add(session, reading.record, named, story_cache, arrived_at)
            known |= {link: article for link in (article.amp_link, article.link) if link}
            taken.append(became)
    articles.remember_files(session, [reading.file for reading in readings])
    return taken


def _readable_records(readings: Iterable[IngestItem]) -> list[Record]:
    return [reading.record for reading in readings if reading.record is not None]


def _topics(session: Session, readings: Sequence[IngestItem], *, are_listed: bool) -> dict[str, Topic]:
    """Every topic by name in lower case and by slug, with those that these records are the first to name."""
    names = {name for record in _readable_records(readings) for name in record.topics}
    known = _by_name_and_slug(topics.find_all(session))
    missing = [name for name in sorted(names) if _found(name, known) is None]
    wanted = [Topic(slug=slugify(name), name=name, hashtag=make_hashtag(name) or "") for name in missing]
    topics.add_missing(session, wanted, are_listed=are_listed)
    return _by_name_and_slug(topics.find_all(session)) if wanted else known


def _by_name_and_slug(known: Iterable[Topic]) -> dict[str, Topic]:
    known = list(known)
    return {topic.slug: topic for topic in known} | {topic.name.casefold(): topic for topic in known}


def _found(name: str, known: Mapping[str, Topic]) -> Topic | None:
    return known.get(name.casefold()) or known.get(slugify(name))


def _add(
    session: Session, record: Record, named: dict[str, Topic], story_cache: StoryCache, arrived_at: datetime
) -> tuple[Article, IngestResult]:
    article = Article(link=record.canonical_link, story_id=0, arrived_at=arrived_at, **_columns(record))
    story_id = story_cache.story_of(article)
    became = IngestResult.NEW if story_id is None else IngestResult.FOLDED
    article.story_id = articles.start_story(session, arrived_at) if story_id is None else story_id
    session.add(article)
    session.flush()
    articles.set_topics(session, article, _filed(record, named))
    story_cache.put(article)
    return article, became


def _update(session: Session, article: Article, record: Record, named: dict[str, Topic], now: datetime) -> IngestResult:
    """Bring an article up to date with its record; its story and its announcement stay.

    A record of its AMP page leaves it the addresses that it is known by.
    """
    columns = _columns(record)
    if record.canonical_link != article.link:
        columns = {name: value for name, value in columns.items() if name not in ADDRESS_COLUMNS}
    changed = {name: value for name, value in columns.items() if getattr(article, name) != value}
    if not changed:
        return IngestResult.UNCHANGED
    for name, value in changed.items():
        setattr(article, name, value)
    session.add(article)
    session.flush()
    if "topic_names" in changed:
        articles.set_topics(session, article, _filed(record, named))
    if article.is_removed and article.id is not None:
        outbox.cancel_article(session, article.id, now)
    return IngestResult.CHANGED


def _filed(record: Record, named: dict[str, Topic]) -> list[Topic]:
    found = (_found(name, named) for name in record.topics)
    return list({topic.slug: topic for topic in found if topic}.values())


def _columns(record: Record) -> dict[str, Any]:
    return {
        "amp_link": record.amp_link_canonical,
        "web_url": record.link,
        "amp_url": record.amp_url,
        "title": record.title,
        "excerpt": record.excerpt,
        "published_at": record.published_at,
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


FANOUT_CHUNK = 50
"""Articles a transaction, so that others get to write in between."""


def fan_out(session: Session, article_ids: Sequence[int], window: timedelta, now: datetime) -> int:
    """Write the deliveries of articles that are not announced yet, in the order given.

    Args:
        session: In one transaction: deliveries and marks are written together or not at all.
        article_ids: As ``stories.unannounced`` gives them; one that another process announced meanwhile is passed over.
        window: Who was told of a story less than so long ago is not told again.
        now: When they come to be owed.

    Returns:
        How many deliveries were written.
    """
    articles.lock_ingest(session)
    owed = 0
    for article_id in article_ids:
        article = articles.find(session, article_id)
        if article is None or article.announced_at is not None:
            continue
        if not article.is_removed:
            owed += enqueue.add_alerts(session, article, told_since=now - window, now=now)
            edits.fold(session, article, told_since=now - window, now=now)
        article.announced_at = now
        session.add(article)
        session.flush()
    return owed
