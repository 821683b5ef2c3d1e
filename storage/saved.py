"""Articles that a subscriber keeps."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from storage.articles import is_shown
from storage.database import read_only
from storage.models import Article, SavedArticle


class KeptArticle(NamedTuple):
    """An article that a subscriber keeps, and since when."""

    article: Article
    saved_at: datetime


def save(session: Session, subscriber_id: int, article_id: int, now: datetime) -> bool:
    """Keep an article. Returns whether that is new."""
    connection = session.connection()
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {"subscriber_id": subscriber_id, "article_id": article_id, "saved_at": now}
    statement = insert(SavedArticle).values(row).on_conflict_do_nothing()
    return connection.execute(statement.execution_options(preserve_rowcount=True)).rowcount > 0


def remove(session: Session, subscriber_id: int, article_id: int) -> bool:
    """Keep an article no longer. Returns whether it was kept."""
    which = (col(SavedArticle.subscriber_id) == subscriber_id, col(SavedArticle.article_id) == article_id)
    return session.connection().execute(delete(SavedArticle).where(*which)).rowcount > 0


@read_only
def count(session: Session, subscriber_id: int) -> int:
    """How many articles a subscriber keeps; what was withdrawn does not count."""
    return session.exec(select(func.count()).select_from(_kept(subscriber_id).subquery())).one()


@read_only
def newest(session: Session, subscriber_id: int, offset: int, limit: int) -> list[KeptArticle]:
    """The articles that a subscriber keeps, last saved first; those that were withdrawn are left out."""
    ordered = _kept(subscriber_id).order_by(col(SavedArticle.saved_at).desc(), col(SavedArticle.article_id).desc())
    rows = session.connection().execute(ordered.offset(offset).limit(limit)).all()
    found = {
        each.id: each for each in session.exec(select(Article).where(col(Article.id).in_([id_ for id_, _ in rows])))
    }
    return [KeptArticle(found[article_id], saved_at) for article_id, saved_at in rows]


@read_only
def kept_pairs(
    session: Session, subscriber_ids: Collection[int], article_ids: Collection[int]
) -> frozenset[tuple[int, int]]:
    """Pairs of subscriber and article among these: who keeps which."""
    if not subscriber_ids or not article_ids:
        return frozenset()
    query = select(SavedArticle.subscriber_id, SavedArticle.article_id).where(
        col(SavedArticle.subscriber_id).in_(subscriber_ids), col(SavedArticle.article_id).in_(article_ids)
    )
    return frozenset((subscriber_id, article_id) for subscriber_id, article_id in session.exec(query))


def _kept(subscriber_id: int) -> Any:
    """Id and time of saving of what a subscriber keeps."""
    return (
        select(SavedArticle.article_id, SavedArticle.saved_at)
        .join(Article, col(Article.id) == SavedArticle.article_id)
        .where(SavedArticle.subscriber_id == subscriber_id, is_shown())
    )
