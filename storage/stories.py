"""Articles and the stories they tell."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam, delete, func, insert, text
from sqlmodel import Session, col, or_, select

from storage.database import reads
from storage.models import Article, ArticleTopic, Story, Topic

INGEST_LOCK = 0x70696377
"""Key of the advisory lock that keeps two processes from ingesting or fanning out at once on PostgreSQL."""


def take_turn(session: Session) -> None:
    """Wait until no other process ingests or fans out; hold the turn until the transaction ends.

    SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": INGEST_LOCK})


@reads
def recent(session: Session, limit: int, after_id: int = 0) -> list[Article]:
    """The last ``limit`` articles taken in after ``after_id``, in order of arrival."""
    query = select(Article).where(col(Article.id) > after_id).order_by(col(Article.id).desc()).limit(limit)
    return list(reversed(session.exec(query).all()))


@reads
def known(session: Session, links: Iterable[str]) -> dict[str, Article]:
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
    return required(story.id)


def file_under(session: Session, article: Article, topics: Iterable[Topic]) -> None:
    """Set the topics of an article, which must have its id."""
    table = ArticleTopic.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    connection = session.connection()
    connection.execute(delete(table).where(table.c.article_id == article.id))
    rows = [{"article_id": article.id, "topic_id": topic.id} for topic in topics]
    if rows:
        connection.execute(insert(table), rows)


@reads
def unannounced(session: Session) -> list[int]:
    """Ids of the articles whose deliveries are still to be written, by publication time and link."""
    return [row.id for row in session.connection().execute(_unannounced())]


@cache
def _unannounced() -> Any:
    """Built once: it is part of every scan."""
    table = Article.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    waiting = sqlalchemy.select(table.c.id).where(table.c.announced_at.is_(None))
    return waiting.order_by(table.c.published_at, table.c.link)


@reads
def of_stories(session: Session, story_ids: Iterable[int]) -> dict[int, list[Article]]:
    """The articles of each story that were not withdrawn, in order of arrival."""
    found: dict[int, list[Article]] = {}
    for told in session.exec(_of_stories(), params={"ids": list(story_ids)}):
        found.setdefault(told.story_id, []).append(told)
    return found


@cache
def _of_stories() -> Any:
    """Built once: it is part of every batch that is delivered."""
    wanted = col(Article.story_id).in_(bindparam("ids", expanding=True))
    return select(Article).where(wanted, col(Article.is_removed).is_(False)).order_by(col(Article.id))


@reads
def article(session: Session, article_id: int) -> Article | None:
    """One article."""
    return session.get(Article, article_id)


@reads
def latest(session: Session, topic_ids: Sequence[int] | None, offset: int, limit: int) -> tuple[list[int], int]:
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


@reads
def since(session: Session, arrived_since: datetime | None) -> list[list[Article]]:
    """Stories with an article that arrived since then (all with None), oldest first; articles in order of arrival."""
    query = select(Article).order_by(col(Article.story_id), col(Article.id))
    if arrived_since is not None:
        fresh = select(Article.story_id).where(Article.arrived_at >= arrived_since)
        query = query.where(col(Article.story_id).in_(fresh))
    told: dict[int, list[Article]] = {}
    for found in session.exec(query):
        told.setdefault(found.story_id, []).append(found)
    return list(told.values())


def required(row_id: int | None) -> int:
    """The id of a stored row, which is only None before it is stored."""
    if row_id is None:
        raise ValueError("the row is not stored yet")
    return row_id
