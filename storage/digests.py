"""Digests: what may stand in one, what an editor made of it, and what it is worded from."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import defer
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.database import reads
from storage.models import Article, Broadcast, BroadcastState, Digest, DigestEntry, Topic
from storage.topics import of_articles

CHUNK = 1_000
"""Ids in one query: SQLite takes 32,766 parameters."""

_UNREAD = (
    defer(Article.excerpt),  # type: ignore[arg-type] # SQLModel types the column as what it holds
    defer(Article.related),  # type: ignore[arg-type] # the same
)
"""What makes up most of an article, and no digest shows."""


@reads
def candidates(
    session: Session, since_at: datetime, until_at: datetime, published_since: datetime
) -> list[list[Article]]:
    """Stories with an article that appeared in the period, or arrived in it and appeared after ``published_since``.

    Returns:
        The articles of each story that were not withdrawn, in order of arrival. Of an article only what ranks, files
        and names it is read: neither its excerpt nor what is related to it.
    """
    appeared = and_(col(Article.published_at) >= since_at, col(Article.published_at) < until_at)
    arrived = and_(
        col(Article.arrived_at) >= since_at,
        col(Article.arrived_at) < until_at,
        col(Article.published_at) >= published_since,
    )
    ids = session.exec(select(Article.story_id).where(or_(appeared, arrived)).distinct())
    return list(told(session, ids.all()).values())


@reads
def told(session: Session, story_ids: Iterable[int]) -> dict[int, list[Article]]:
    """The same of given stories, by their id; a story of which all was withdrawn is left out."""
    found: dict[int, list[Article]] = {}
    for chunk in _chunks(sorted(story_ids)):
        query = select(Article).where(col(Article.story_id).in_(chunk), col(Article.is_removed).is_(False))
        for article in session.exec(query.order_by(col(Article.id)).options(*_UNREAD)):
            found.setdefault(article.story_id, []).append(article)
    return found


@reads
def filed(session: Session, article_ids: Iterable[int]) -> dict[int, list[int]]:
    """Ids of the topics of each article, in the order in which its record names them."""
    found: dict[int, list[int]] = {}
    for chunk in _chunks(sorted(article_ids)):
        for article_id, topics in of_articles(session, chunk).items():
            found[article_id] = [topic.id for topic in topics if topic.id is not None]
    return found


def add(
    session: Session,
    entries: Sequence[DigestEntry],
    now: datetime,
    *,
    author_id: int,
    topic_ids: Sequence[int],
    since_at: datetime,
    until_at: datetime,
    is_personal: bool = False,
) -> Digest:
    """Write a digest; returns it with its id."""
    digest = Digest(
        author_id=author_id, topic_ids=list(topic_ids), since_at=since_at, until_at=until_at, entries=list(entries),
        is_personal=is_personal, created_at=now,
    )  # fmt: skip
    session.add(digest)
    session.flush()
    return digest


@reads
def find(session: Session, digest_id: int) -> Digest | None:
    """One digest."""
    return session.get(Digest, digest_id)


@reads
def broadcast_of(session: Session, digest_id: int) -> Broadcast | None:
    """The broadcast by which a digest is sent, or will be: the newest."""
    return session.exec(_newest(digest_id)).first()


def edit(session: Session, digest_id: int, change: Callable[[Digest], None]) -> Digest | None:
    """Change a digest as long as its broadcast is a draft; returns it, or None when it is none any more.

    Whoever sends the broadcast meanwhile waits for the end of the transaction, or this waits for theirs.
    """
    broadcast = session.exec(_newest(digest_id).with_for_update()).first()
    digest = session.get(Digest, digest_id, with_for_update=True)
    if digest is None or broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        return None
    change(digest)
    session.add(digest)
    return digest


@reads
def topics(session: Session, topic_ids: Collection[int]) -> dict[int, Topic]:
    """Topics by their id."""
    return {topic_id: topic for topic_id in topic_ids if (topic := session.get(Topic, topic_id))}


def _newest(digest_id: int) -> SelectOfScalar[Broadcast]:
    of_digest = select(Broadcast).where(Broadcast.digest_id == digest_id)
    return of_digest.order_by(col(Broadcast.id).desc()).limit(1)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
