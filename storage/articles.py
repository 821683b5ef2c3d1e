"""Articles, the stories they tell, and the record files that they are read from."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import bindparam, delete, func, insert, text, tuple_
from sqlmodel import Session, col, or_, select

from storage.database import read_only
from storage.models import Article, ArticleTopic, RecordFile, Story, Topic, base

INGEST_LOCK_KEY = 0x70696377
"""Key of the advisory lock that keeps two processes from ingesting or fanning out at once on PostgreSQL."""


def lock_ingest(session: Session) -> None:
    """Wait until no other process ingests or fans out; hold the turn until the transaction ends.

    SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": INGEST_LOCK_KEY})


@read_only
def recent(session: Session, limit: int, after_id: int = 0) -> list[Article]:
    """The last ``limit`` articles taken in after ``after_id``, in order of arrival."""
    query = select(Article).where(col(Article.id) > after_id).order_by(col(Article.id).desc()).limit(limit)
    return list(reversed(session.exec(query).all()))


@read_only
def by_link(session: Session, links: Iterable[str]) -> dict[str, Article]:
    """Articles by the canonical links given: their own, or that of their AMP page."""
    wanted = list(links)
    rows = session.exec(select(Article).where(or_(col(Article.link).in_(wanted), col(Article.amp_link).in_(wanted))))
    articles = rows.all()
    by_amp = {article.amp_link: article for article in articles if article.amp_link}
    return by_amp | {article.link: article for article in articles}


def start_story(session: Session, now: datetime) -> int:
    """A new story without articles; returns its id."""
    story = Story(started_at=now)
    session.add(story)
    session.flush()
    return base.stored_id(story.id)


def set_topics(session: Session, article: Article, topics: Iterable[Topic]) -> None:
    """Set the topics of an article, which must have its id."""
    table = ArticleTopic.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    connection = session.connection()
    connection.execute(delete(table).where(table.c.article_id == article.id))
    rows = [{"article_id": article.id, "topic_id": topic.id} for topic in topics]
    if rows:
        connection.execute(insert(table), rows)


@read_only
def unannounced(session: Session) -> list[int]:
    """Ids of the articles whose deliveries are still to be written, by publication time and link."""
    return [row.id for row in session.connection().execute(_unannounced())]


@cache
def _unannounced() -> Any:
    """Built once: it is part of every scan."""
    table = Article.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    waiting = sqlalchemy.select(table.c.id).where(table.c.announced_at.is_(None))
    return waiting.order_by(table.c.published_at, table.c.link)


@read_only
def by_story(session: Session, story_ids: Iterable[int]) -> dict[int, list[Article]]:
    """The articles of each story that were not withdrawn, in order of arrival."""
    found: dict[int, list[Article]] = {}
    for told in session.exec(_by_story(), params={"ids": list(story_ids)}):
        found.setdefault(told.story_id, []).append(told)
    return found


@cache
def _by_story() -> Any:
    """Built once: it is part of every batch that is delivered."""
    wanted = col(Article.story_id).in_(bindparam("ids", expanding=True))
    return select(Article).where(wanted, col(Article.is_removed).is_(False)).order_by(col(Article.id))


@read_only
def find(session: Session, article_id: int) -> Article | None:
    """One article."""
    return session.get(Article, article_id)


@read_only
def latest_stories(session: Session, topic_ids: Sequence[int] | None, offset: int, limit: int) -> tuple[list[int], int]:
    """The newest stories by their newest article.

    Args:
        session: In one transaction.
        topic_ids: Only stories with an article under one of these; None for all.
        offset: So many stories are skipped.
        limit: So many are returned.

    Returns:
        Ids of the stories, and how many there are in all.
    """
    query = select(Article.story_id).where(col(Article.is_removed).is_(False))
    if topic_ids is not None:
        filed = select(ArticleTopic.article_id).where(col(ArticleTopic.topic_id).in_(topic_ids))
        query = query.where(col(Article.id).in_(filed))
    grouped = query.group_by(col(Article.story_id))
    total = session.exec(select(func.count()).select_from(grouped.subquery())).one()
    newest = grouped.order_by(func.max(Article.published_at).desc(), col(Article.story_id).desc())
    return list(session.exec(newest.offset(offset).limit(limit))), total


@read_only
def stories_since(session: Session, arrived_since: datetime | None) -> list[list[Article]]:
    """Stories with an article that arrived since then (all with None), oldest first; articles in order of arrival."""
    query = select(Article).order_by(col(Article.story_id), col(Article.id))
    if arrived_since is not None:
        fresh = select(Article.story_id).where(Article.arrived_at >= arrived_since)
        query = query.where(col(Article.story_id).in_(fresh))
    told: dict[int, list[Article]] = {}
    for found in session.exec(query):
        told.setdefault(found.story_id, []).append(found)
    return list(told.values())


class FileKey(NamedTuple):
    """Where a record file is: its folder as configured, and its path below."""

    folder: str
    path: str


Fingerprint = tuple[int, int, int]
"""Size in bytes, modification time in nanoseconds, inode: the same three, the same content."""

FILES_A_QUERY = 300


@read_only
def file_fingerprints(session: Session, folder: str) -> dict[str, Fingerprint]:
    """What each known file of a folder looked like when it was last read, by path."""
    table = RecordFile.__table__  # type: ignore[attr-defined] # rows would cost more than the walk they are for
    rows = session.connection().execute(
        sqlalchemy.select(table.c.path, table.c.size, table.c.mtime_ns, table.c.inode).where(table.c.folder == folder)
    )
    return {path: (size, mtime_ns, inode) for path, size, mtime_ns, inode in rows}


@read_only
def rejected_files(session: Session) -> list[RecordFile]:
    """Files that could not be read, with line and reason, by path."""
    query = select(RecordFile).where(col(RecordFile.reason).is_not(None))
    return list(session.exec(query.order_by(col(RecordFile.folder), col(RecordFile.path))))


def remember_files(session: Session, files: Iterable[RecordFile]) -> None:
    """Note how files looked and how reading them went."""
    rows = [file.model_dump() for file in files]
    if not rows:
        return
    forget_files(session, [FileKey(row["folder"], row["path"]) for row in rows])
    session.connection().execute(insert(RecordFile), rows)


def forget_files(session: Session, keys: Iterable[FileKey]) -> None:
    """Drop files that are gone; what was read from them stays."""
    keys = list(keys)
    for start in range(0, len(keys), FILES_A_QUERY):
        chunk = keys[start : start + FILES_A_QUERY]
        where = tuple_(col(RecordFile.folder), col(RecordFile.path)).in_(chunk)
        session.connection().execute(delete(RecordFile).where(where))
