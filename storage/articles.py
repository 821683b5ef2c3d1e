"""Articles, the stories they tell, and the record files that they are read from."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import and_, bindparam, case, delete, func, insert, text, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col, or_, select

from storage import search
from storage.database import read_only
from storage.models import Article, ArticleLink, ArticleTopic, RecordFile, RelatedLink, Story, Topic
from storage.models.base import Base, stored_id

INGEST_LOCK_KEY = 0x70696377
"""Key of the advisory lock that keeps two processes from ingesting or fanning out at once on PostgreSQL."""


def lock_ingest(session: Session) -> None:
    """Wait until no other process ingests or fans out; hold the turn until the transaction ends.

    SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": INGEST_LOCK_KEY})


@read_only
def recent(session: Session, limit: int, after_id: int = 0) -> list[Any]:
    """What stories are told apart by, of the last ``limit`` articles taken in after ``after_id``, in order of arrival.

    Returns:
        Rows with ``id``, ``link``, ``title``, ``excerpt``, ``published_at``, ``related`` and ``story_id``.
    """
    table = Article.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    names = ("id", "link", "title", "excerpt", "published_at", "related", "story_id")
    query = sqlalchemy.select(*(table.c[name] for name in names)).where(table.c.id > after_id)
    rows = session.connection().execute(query.order_by(table.c.id.desc()).limit(limit)).all()
    return list(reversed(rows))


@read_only
def by_links(session: Session, links: Iterable[str], article_ids: Iterable[int] = ()) -> list[dict[str, Any]]:
    """Columns of the articles whose own link, or that of their AMP page, is one of these; in order of arrival.

    Those with the ids given are among them, whatever their links.
    """
    table = Article.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    wanted = set(links)
    which = or_(table.c.link.in_(wanted), table.c.amp_link.in_(wanted), table.c.id.in_(set(article_ids)))
    query = sqlalchemy.select(table).where(which)
    return [dict(row) for row in session.connection().execute(query.order_by(table.c.id)).mappings()]


@read_only
def related_links(session: Session, links: Collection[str], *, are_all: bool = True) -> dict[str, RelatedLink]:
    """The articles with these links as related reading, by link; without what was withdrawn or is held unless all."""
    if not links:
        return {}
    table = Article.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    names = ("link", "web_url", "title", "provider_name", "quality")
    query = sqlalchemy.select(*(table.c[name] for name in names)).where(table.c.link.in_(links))
    if not are_all:
        query = query.where(table.c.is_removed.is_(False), table.c.is_held.is_(False))
    return {row["link"]: related_link(dict(row)) for row in session.connection().execute(query).mappings()}


def related_link(columns: Mapping[str, Any]) -> RelatedLink:
    """An article with these columns as related reading."""
    return RelatedLink(
        link=columns["web_url"],
        canonical=columns["link"],
        title=columns["title"],
        provider=columns["provider_name"],
        quality=columns["quality"],
    )


def renew_found_related(session: Session, told: Iterable[Article]) -> None:
    """Have articles show what was found for them as it is now, without what was withdrawn or is held meanwhile.

    Nothing is stored.
    """
    shown = [article for article in told if article.found_related and not article.related]
    now = related_links(
        session, {entry["canonical"] for article in shown for entry in article.found_related}, are_all=False
    )
    for article in shown:
        links = (entry["canonical"] for entry in article.found_related)
        set_committed_value(article, "found_related", [now[link] for link in links if link in now])


@read_only
def published_as(session: Session, publications: Iterable[tuple[str, datetime]]) -> set[int]:
    """Ids of the articles with one of these titles and times of publication."""
    wanted = set(publications)
    query = select(Article.id, Article.title, Article.published_at)
    rows = session.exec(query.where(col(Article.published_at).in_({published_at for _, published_at in wanted})))
    return {article_id for article_id, title, published_at in rows if (title, published_at) in wanted}


@read_only
def further_links(session: Session, links: Iterable[str]) -> dict[str, int]:
    """Ids of the articles of which one of these is a further link, by link."""
    query = select(ArticleLink.link, ArticleLink.article_id).where(col(ArticleLink.link).in_(set(links)))
    return dict(session.exec(query).all())


def add_further_links(session: Session, article_ids: Mapping[str, int]) -> None:
    """Have articles known by further links, by link; a link that is known already stays with its article."""
    rows = [{"link": link, "article_id": article_id} for link, article_id in article_ids.items()]
    if rows:
        connection = session.connection()
        upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(upsert(ArticleLink).on_conflict_do_nothing(), rows)


def start_stories(session: Session, count: int, now: datetime) -> list[int]:
    """Store so many stories without articles; returns their ids, ascending."""
    return _insert_rows(session, Story, [{"started_at": now}] * count)


def add_all(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Store new articles, each with all columns but its id; returns their ids, ascending in the order of the rows."""
    article_ids = _insert_rows(session, Article, rows)
    search.index_articles(session.connection(), article_ids)
    return article_ids


def _insert_rows(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    if not rows:
        return []
    table = model.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(session.connection().execute(statement, list(rows)).scalars())


def update_all(session: Session, changes: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Change columns of stored articles, by id; those that change in the same columns share a statement."""
    table = Article.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    rows: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    reworded = []
    for article_id, columns in changes:
        if not search.SEARCHED_COLUMNS.isdisjoint(columns):
            reworded.append(article_id)
        rows.setdefault(tuple(sorted(columns)), []).append({"row_id": article_id, **columns})
    for names, changed in rows.items():
        statement = sqlalchemy.update(table).where(table.c.id == bindparam("row_id"))
        session.connection().execute(statement.values({name: bindparam(name) for name in names}), changed)
    search.index_articles(session.connection(), reworded)


class Filed(NamedTuple):
    """A topic of an article, and by which keyword it was filed there; empty where its record names the topic."""

    topic_id: int
    keyword: str = ""
    is_in_title: bool = False


def set_topics(session: Session, filed: Mapping[int, Iterable[Filed | int]]) -> None:
    """Set the topics of articles, by the article's id; a plain id is of a topic that its record names."""
    table = ArticleTopic.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    connection = session.connection()
    if filed:
        connection.execute(delete(table).where(table.c.article_id.in_(filed)))
    rows = [
        {"article_id": key, **(each if isinstance(each, Filed) else Filed(each))._asdict()}
        for key, under in filed.items()
        for each in under
    ]
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
def stories_of(session: Session, article_ids: Iterable[int]) -> set[int]:
    """The stories to which these articles belong now."""
    return set(session.exec(select(Article.story_id).where(col(Article.id).in_(list(article_ids)))))


ANNOUNCED_COLUMNS = (
    *("id", "story_id", "is_removed", "is_archive"),
    *("title", "excerpt", "provider_name", "provider_domain"),
)
"""What decides who is told of an article."""


@read_only
def to_announce(session: Session, article_ids: Iterable[int]) -> dict[int, Any]:
    """Which of these articles are not announced yet: rows with ``ANNOUNCED_COLUMNS``, by id."""
    table = Article.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    query = sqlalchemy.select(*(table.c[name] for name in ANNOUNCED_COLUMNS))
    rows = session.connection().execute(query.where(table.c.id.in_(list(article_ids)), table.c.announced_at.is_(None)))
    return {row.id: row for row in rows}


def mark_announced(session: Session, article_ids: Iterable[int], now: datetime) -> None:
    """Note that the deliveries of these articles are written; what was announced before stays as it is."""
    table = Article.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    which = (table.c.id.in_(list(article_ids)), table.c.announced_at.is_(None))
    session.connection().execute(sqlalchemy.update(table).where(*which).values(announced_at=now))


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
    newest = grouped.order_by(func.max(_sort_time(session)).desc(), col(Article.story_id).desc())
    return list(session.exec(newest.offset(offset).limit(limit))), total


def _sort_time(session: Session) -> ColumnElement[datetime]:
    """When an article counts as published: what is dated more than a day ahead of its arrival as it arrived."""
    published, arrived = col(Article.published_at), col(Article.arrived_at)
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    day_later = func.datetime(arrived, "+1 day") if is_sqlite else arrived + text("INTERVAL '1 day'")
    return case((and_(published > arrived, published > day_later), arrived), else_=published)


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

UNREAD = -1
"""The size of a file that is to be read again, whatever it looks like."""


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


class FileReading(NamedTuple):
    """How a record file looked and how reading it went: a row of ``RecordFile``, without the cost of a model."""

    folder: str
    path: str
    size: int
    mtime_ns: int
    inode: int
    read_at: datetime
    reason: str | None = None
    line: int | None = None
    article_id: int | None = None
    published_at: datetime | None = None
    is_removed: bool = False


def remember_files(session: Session, files: Iterable[FileReading]) -> None:
    """Note how files looked and how reading them went; of two readings of one file the later counts.

    A file that could not be read stays with the article that it told of before.
    """
    rows = [file._asdict() for file in files]
    if not rows:
        return
    connection = session.connection()
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = upsert(RecordFile)
    changed: dict[str, Any] = {
        name: statement.excluded[name] for name in FileReading._fields if name not in FileKey._fields
    }
    for name in ("article_id", "published_at", "is_removed"):
        stored = col(getattr(RecordFile, name))
        changed[name] = case((statement.excluded.reason.is_(None), statement.excluded[name]), else_=stored)
    connection.execute(statement.on_conflict_do_update(index_elements=list(FileKey._fields), set_=changed), rows)


def forget_files(session: Session, keys: Iterable[FileKey]) -> None:
    """Drop files that are gone; what was read from them stays."""
    for where in _where_files(keys):
        session.connection().execute(delete(RecordFile).where(where))


def unread_companions(session: Session, keys: Iterable[FileKey]) -> list[FileKey]:
    """Mark the other files of the articles of these files to be read again: another of them may rule now.

    Returns:
        The companions that were marked, by folder and path.
    """
    keys = set(keys)
    found: set[FileKey] = set()
    connection = session.connection()
    for where in _where_files(keys):
        of_these = sqlalchemy.select(col(RecordFile.article_id)).where(where, col(RecordFile.article_id).is_not(None))
        query = sqlalchemy.select(col(RecordFile.folder), col(RecordFile.path))
        query = query.where(col(RecordFile.article_id).in_(of_these), col(RecordFile.reason).is_(None))
        found |= {FileKey(*row) for row in connection.execute(query)}
    companions = sorted(found - keys)
    for where in _where_files(companions):
        connection.execute(sqlalchemy.update(RecordFile).where(where).values(size=UNREAD))
    return companions


def mark_unread(session: Session, keys: Iterable[FileKey]) -> None:
    """Have what was read from these files before rule no more: they are about to be taken in again."""
    for where in _where_files(keys):
        session.connection().execute(sqlalchemy.update(RecordFile).where(where).values(size=UNREAD))


@read_only
def articles_of_files(session: Session, keys: Iterable[FileKey]) -> dict[FileKey, int]:
    """Id of the article that each file told of when it was last read; files that told of none are left out."""
    found: dict[FileKey, int] = {}
    for where in _where_files(keys):
        query = sqlalchemy.select(col(RecordFile.folder), col(RecordFile.path), col(RecordFile.article_id))
        rows = session.connection().execute(query.where(where, col(RecordFile.article_id).is_not(None)))
        found |= {FileKey(folder, path): int(article_id or 0) for folder, path, article_id in rows}
    return found


@read_only
def files_of_articles(session: Session, article_ids: Iterable[int]) -> dict[int, list[RecordFile]]:
    """The files that each article is read from, by folder and path; without those that are to be read again."""
    found: dict[int, list[RecordFile]] = {}
    query = select(RecordFile).where(col(RecordFile.article_id).in_(set(article_ids)), RecordFile.size != UNREAD)
    for file in session.exec(query.order_by(col(RecordFile.folder), col(RecordFile.path))):
        found.setdefault(stored_id(file.article_id), []).append(file)
    return found


class Unreached(NamedTuple):
    """An article that reaches nobody as its record is filed, or fewer than it means to.

    Attributes:
        folder: of its record file, with ``path``; both empty if the file is gone.
        title: of the article.
        unknown: names of topics that are not in the catalogue; empty if the record names none at all.
        is_filed: whether it stands under another topic that is in the catalogue.
    """

    folder: str
    path: str
    title: str
    unknown: tuple[str, ...]
    is_filed: bool


@read_only
def unreached(session: Session, article_ids: Iterable[int] | None = None) -> list[Unreached]:
    """Articles without topics, or with topics that people are not offered; newest arrival first.

    What is archive may do without a topic: it is to reach nobody.

    Args:
        session: In one transaction.
        article_ids: Only of these; None for all.
    """
    listed = sqlalchemy.exists().where(
        col(ArticleTopic.article_id) == col(Article.id), col(ArticleTopic.topic_id) == col(Topic.id)
    )
    unlisted = listed.where(col(Topic.is_listed).is_(False))
    unfiled = ~sqlalchemy.exists().where(col(ArticleTopic.article_id) == col(Article.id))
    unfiled = and_(unfiled, col(Article.is_archive).is_(False))
    query = select(Article).where(col(Article.is_removed).is_(False), or_(unlisted, unfiled))
    if article_ids is not None:
        query = query.where(col(Article.id).in_(set(article_ids)))
    found = list(session.exec(query.order_by(col(Article.id).desc())))
    filed = _topics_of(session, [article.id for article in found])
    files = files_of_articles(session, [article.id for article in found])
    return [_unreached(article, filed.get(article.id, []), files.get(article.id, [])) for article in found]


def _topics_of(session: Session, article_ids: Sequence[int]) -> dict[int, list[Topic]]:
    query = select(ArticleTopic.article_id, Topic).join(Topic, col(Topic.id) == ArticleTopic.topic_id)
    found: dict[int, list[Topic]] = {}
    for article_id, topic in session.exec(query.where(col(ArticleTopic.article_id).in_(article_ids))):
        found.setdefault(article_id, []).append(topic)
    return found


def _unreached(article: Article, filed: Sequence[Topic], files: Sequence[RecordFile]) -> Unreached:
    unknown = tuple(sorted(topic.name for topic in filed if not topic.is_listed))
    folder, path = (files[0].folder, files[0].path) if files else ("", "")
    return Unreached(folder, path, article.title, unknown, any(topic.is_listed for topic in filed))


@read_only
def shared_articles(session: Session, article_ids: Iterable[int] | None = None) -> list[list[RecordFile]]:
    """The files of each article that several files tell of, the ruling one first; of these articles or of all."""
    several = select(RecordFile.article_id).group_by(col(RecordFile.article_id)).having(func.count() > 1)
    if article_ids is not None:
        several = several.where(col(RecordFile.article_id).in_(set(article_ids)))
    ids = [article_id for article_id in session.exec(several) if article_id is not None]
    found = files_of_articles(session, ids)
    ruling = [
        sorted(found[each], key=lambda file: (file.published_at, file.is_removed, file.folder, file.path), reverse=True)
        for each in ids
        if len(found.get(each, ())) > 1
    ]
    return sorted(ruling, key=lambda files: (files[0].folder, files[0].path))


def _where_files(keys: Iterable[FileKey]) -> Iterator[Any]:
    """Conditions for files, a few hundred each."""
    keys = list(keys)
    for start in range(0, len(keys), FILES_A_QUERY):
        yield tuple_(col(RecordFile.folder), col(RecordFile.path)).in_(keys[start : start + FILES_A_QUERY])
