"""Full-text search over articles: their titles, excerpts and sources.

The index is no table of the models, because each engine has its own: on SQLite a virtual table of FTS5, on PostgreSQL
a ``tsvector`` with a GIN index. Both hold the words of ``storage/folding.py``, which know no case and no accents, and
take scripts without spaces letter by letter. So neither engine splits or folds anything by itself: PostgreSQL is given
the ``tsvector`` that its ``simple`` configuration would make of these words, and needs no extension. Words that only
hold what somebody looks for are found by trigrams (``storage/search_words.py``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import BindParameter, bindparam, delete, or_, text
from sqlalchemy.engine import Connection
from sqlmodel import Session, col, select

from storage import search_words
from storage.database import read_only
from storage.folding import fold
from storage.models import Article, StoredSearch

TABLE = "article_search"
SEARCHED_COLUMNS = frozenset({"title", "excerpt", "provider_name", "provider_domain"})
MOST_RANKED = 1_000
"""So many of the newest articles that match are ranked: of a word that is everywhere, the rest is old."""
MOST_TERMS, MOST_WORDS, LONGEST_QUERY = 10, 40, 200
"""As of a watch, so that what was looked for can be watched."""
LONGEST_WORD, MOST_INDEXED = 100, 2_000
MOST_CHOICES = 100
"""Words that hold a part that is looked for: the shortest ones."""
HALF_LIFE = timedelta(days=30)
"""An article that is older by this ranks like one that matches half as well."""
LEAST_RECENCY = 0.1
ROWS_A_STATEMENT = 500
MOST_KEPT, KEPT = 20, timedelta(days=30)
"""Of what one subscriber looked for."""

_QUOTES = '"“”„‟«»＂「」『』'
_TERM = re.compile(
    rf"(?P<minus>[-\u2010-\u2015\u2212]*)(?:(?P<field>source|title):\s*)?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s,;、，{_QUOTES}]+))",
    re.IGNORECASE,
)

_MAKE_SQLITE = (f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, excerpt, source, tokenize = 'ascii', prefix = '2 3')",)
_MAKE_POSTGRESQL = (
    f"CREATE TABLE {TABLE} ("
    "article_id bigint CONSTRAINT pk_article_search PRIMARY KEY"
    " CONSTRAINT fk_article_search_article_id_article REFERENCES article (id) ON DELETE CASCADE,"
    " words tsvector NOT NULL)",
    f"CREATE INDEX ix_article_search_words ON {TABLE} USING gin (words)",
)


class SearchField(StrEnum):
    """Where a term looks; the value is how it is typed, if it can be."""

    ANY = ""
    TITLE = "title"
    SOURCE = "source"
    TEXT = "text"
    """Title and excerpt."""


_COLUMNS = {SearchField.TITLE: "{title} : ", SearchField.SOURCE: "{source} : ", SearchField.TEXT: "{title excerpt} : "}
_WEIGHTS = {SearchField.TITLE: "A", SearchField.SOURCE: "B", SearchField.TEXT: "AC"}


class SearchTerm(NamedTuple):
    """Words that stand one after the other; in an article that is found they do, or if unwanted do not.

    Attributes:
        text: The same as one would type them.
        choices: Words of which one is enough, in place of the single word.
    """

    words: tuple[str, ...]
    is_unwanted: bool = False
    field: SearchField = SearchField.ANY
    text: str = ""
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = f'"{self.text}"' if " " in self.text else self.text
        return f"{'-' if self.is_unwanted else ''}{self.field}{':' if self.field else ''}{text}"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What somebody looks for.

    Attributes:
        is_open: whether the last word of each term may go on, as in what is still being typed.
    """

    terms: tuple[SearchTerm, ...]
    is_open: bool = False

    @property
    def wanted(self) -> list[SearchTerm]:
        """What an article has to hold."""
        return [term for term in self.terms if not term.is_unwanted]

    @property
    def unwanted(self) -> list[SearchTerm]:
        """What none may hold."""
        return [term for term in self.terms if term.is_unwanted]


class Found(NamedTuple):
    """A page of stories, best first, each by the article that matches best."""

    articles: tuple[int, ...]
    total: int
    """Of stories, on all pages."""


def read_query(written: str, *, is_open: bool = False) -> SearchQuery:
    """Read what somebody typed: words, ``-words`` and ``"phrases"``, perhaps of titles or sources only (``title:``).

    There is nothing that cannot be read.
    """
    terms: list[SearchTerm] = []
    left = MOST_WORDS
    for found in _TERM.finditer(written[:LONGEST_QUERY]):
        text = found["phrase"] if found["phrase"] is not None else found["word"]
        field = SearchField((found["field"] or "").lower())
        words = _words_of(text)[:left]
        plain = text.lower() if field is SearchField.SOURCE else str(fold(text))
        term = SearchTerm(tuple(words), bool(found["minus"]), field, plain)
        if words and term not in terms and len(terms) < MOST_TERMS:
            terms.append(term)
            left -= len(words)
    return SearchQuery(tuple(terms), is_open)


@read_only
def widened(session: Session, query: SearchQuery) -> SearchQuery:
    """The same query for words that hold those of it anywhere, where single ones are wanted and long enough."""
    return SearchQuery(tuple(_widened(session, term) for term in query.terms))


def _widened(session: Session, term: SearchTerm) -> SearchTerm:
    if term.is_unwanted or len(term.words) > 1:
        return term
    found = search_words.holding(session.connection(), term.words[0], MOST_CHOICES)
    return term._replace(choices=tuple(found))


@read_only
def watchable(session: Session, query: SearchQuery, now: datetime) -> str:
    """The terms of a query as a watch takes them, which looks for a plain word in titles and excerpts only.

    So a word that only sources have is one of the source, and one that may not be there may be in no source either.
    """
    terms: list[SearchTerm] = []
    for term in query.terms:
        of_source = term._replace(field=SearchField.SOURCE)
        is_plain = term.field is SearchField.ANY and _is_there(session, of_source, now)
        if not is_plain or term.is_unwanted or _is_there(session, term._replace(field=SearchField.TEXT), now):
            terms.append(term)
        if is_plain and of_source not in terms and (term.is_unwanted or term not in terms):
            terms.append(of_source)
    return " ".join(map(str, terms[:MOST_TERMS]))


def _is_there(session: Session, term: SearchTerm, now: datetime) -> bool:
    return search(session, SearchQuery((term._replace(is_unwanted=False),)), now).total > 0


def _words_of(written: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in fold(written).words]


# The index.


def create_index(connection: Connection) -> None:
    """Make the index, empty."""
    for statement in _MAKE_SQLITE if connection.dialect.name == "sqlite" else _MAKE_POSTGRESQL:
        connection.exec_driver_sql(statement)
    search_words.create(connection)


def drop_index(connection: Connection) -> None:
    """Take the index away."""
    search_words.drop(connection)
    connection.exec_driver_sql(f"DROP TABLE {TABLE}")


def index_all(connection: Connection) -> None:
    """Take in all articles that are there."""
    last = 0
    while ids := list(
        connection.execute(
            text("SELECT id FROM article WHERE id > :last ORDER BY id LIMIT :most"),
            {"last": last, "most": ROWS_A_STATEMENT},
        ).scalars()
    ):
        index_articles(connection, ids)
        last = ids[-1]


def index_articles(connection: Connection, article_ids: Iterable[int]) -> None:
    """Take in articles as they are stored now, in place of what they were before."""
    query = text("SELECT id, title, excerpt, provider_name, provider_domain FROM article WHERE id IN :ids").bindparams(
        bindparam("ids", expanding=True)
    )
    put = _put_sqlite if connection.dialect.name == "sqlite" else _put_postgresql
    wanted = list(article_ids)
    for start in range(0, len(wanted), ROWS_A_STATEMENT):
        rows = connection.execute(query, {"ids": wanted[start : start + ROWS_A_STATEMENT]}).all()
        if rows:
            fields = {row.id: _fields_of(row) for row in rows}
            put(connection, [(article_id, *words) for article_id, words in fields.items()])
            search_words.add(connection, (word for three in fields.values() for words in three for word in words))


def _fields_of(row: Any) -> tuple[list[str], list[str], list[str]]:
    """The words of title, excerpt and source."""
    source = f"{row.provider_name} {row.provider_domain.lower().removeprefix('www.')}"
    return (
        _words_of(row.title)[:MOST_INDEXED],
        _words_of(row.excerpt)[:MOST_INDEXED],
        _words_of(source)[:MOST_INDEXED],
    )


def _put_sqlite(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    statement = text(
        f"INSERT OR REPLACE INTO {TABLE} (rowid, title, excerpt, source) VALUES (:id, :title, :excerpt, :source)"  # noqa: S608 - a constant
    )
    connection.execute(
        statement,
        [
            {
                "id": row[0],
                **dict(zip(("title", "excerpt", "source"), (" ".join(words) for words in row[1:]), strict=True)),
            }
            for row in rows
        ],
    )


def _put_postgresql(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    statement = text(
        f"INSERT INTO {TABLE} (article_id, words) VALUES (:id, CAST(:words AS tsvector))"  # noqa: S608 - a constant
        " ON CONFLICT (article_id) DO UPDATE SET words = excluded.words"
    )
    connection.execute(statement, [{"id": row[0], "words": _vector(row[1:])} for row in rows])


def _vector(fields: Sequence[Sequence[str]]) -> str:
    """A ``tsvector`` as PostgreSQL reads it. Words have only letters, digits and marks, so none needs escaping."""
    places: dict[str, list[str]] = {}
    at = 0
    for words, weight in zip(fields, ("A", "C", "B"), strict=True):
        for word in words:
            at += 1
            places.setdefault(word, []).append(f"{at}{weight}")
        at += 1  # no phrase goes on from one field into the next
    return " ".join(f"'{word}':{','.join(where[:200])}" for word, where in places.items())


# The search.


@read_only
def search(session: Session, query: SearchQuery, now: datetime, offset: int = 0, limit: int = 10) -> Found:
    """Find stories, best first: by how well an article matches, title above source above excerpt, and how new it is."""
    if not query.wanted:
        return Found((), 0)
    best: dict[int, tuple[float, int]] = {}
    for row in _candidates(session, query):
        rank = row.rank * _recency(now - min(row.published_at, row.arrived_at + timedelta(days=1)))
        best[row.story_id] = max(best.get(row.story_id, (0.0, 0)), (rank, row.id))
    ordered = sorted(best.values(), reverse=True)
    return Found(tuple(article_id for _, article_id in ordered[offset : offset + limit]), len(ordered))


def _recency(age: timedelta) -> float:
    return max(LEAST_RECENCY, float(0.5 ** (max(age, timedelta()) / HALF_LIFE)))


def _candidates(session: Session, query: SearchQuery) -> Sequence[Any]:
    """The newest articles that match and were not withdrawn, with a rank above 0."""
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    table = Article.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    statement = _SELECT_SQLITE if is_sqlite else _SELECT_POSTGRESQL
    if any(term.choices for term in query.terms):  # PostgreSQL takes a choice of rare words for a frequent one
        statement = statement.replace("ORDER BY article_id DESC", "ORDER BY article_id + 0 DESC")
    matching = text(statement).columns(
        table.c.id,
        table.c.story_id,
        table.c.published_at,
        table.c.arrived_at,
        sqlalchemy.column("rank", sqlalchemy.Float),
    )
    # PostgreSQL finds it in the statement: it plans each query for its own words, which may be rare or everywhere.
    wanted: BindParameter[str] = bindparam(
        "query", _fts5_query(query) if is_sqlite else _tsquery(query), literal_execute=not is_sqlite
    )
    return connection.execute(matching.bindparams(wanted, most=MOST_RANKED)).all()


_SELECT_SQLITE = (
    "SELECT a.id, a.story_id, a.published_at, a.arrived_at, 0.01 - bm25(article_search, 4.0, 1.0, 2.0) AS rank"
    " FROM article_search AS s"
    " CROSS JOIN article AS a ON a.id = s.rowid AND NOT (a.is_removed OR a.is_held)"
    " WHERE article_search MATCH :query ORDER BY s.rowid DESC LIMIT :most"
)
# The newest are chosen before their articles are read: the planner else reads all articles from the newest on.
_SELECT_POSTGRESQL = (
    "WITH s AS MATERIALIZED (SELECT article_id, words FROM article_search"
    " WHERE words @@ CAST(:query AS tsquery) ORDER BY article_id DESC LIMIT :most)"
    " SELECT a.id, a.story_id, a.published_at, a.arrived_at,"
    " 0.01 + ts_rank(s.words, CAST(:query AS tsquery)) AS rank"
    " FROM s JOIN article AS a ON a.id = s.article_id WHERE NOT (a.is_removed OR a.is_held)"
)


def _fts5_query(query: SearchQuery) -> str:
    """The query in the language of FTS5; every term is a string in quotes, which no word can end."""
    wanted = " AND ".join(_fts5_phrase(term, query) for term in query.wanted)
    return " NOT ".join((f"({wanted})", *(_fts5_phrase(term, query) for term in query.unwanted)))


def _fts5_phrase(term: SearchTerm, query: SearchQuery) -> str:
    if term.choices:
        words = " OR ".join(f'"{word}"' for word in term.choices)
        return f"{_COLUMNS.get(term.field, '')}({words})"
    phrase = f'"{" ".join(term.words)}"' + ("*" if query.is_open and not term.is_unwanted else "")
    return _COLUMNS.get(term.field, "") + phrase


def _tsquery(query: SearchQuery) -> str:
    """The query as PostgreSQL reads it; every word stands in quotes, which none can end."""
    terms = [_tsquery_phrase(term, query) for term in query.wanted]
    return " & ".join(terms + [f"!({_tsquery_phrase(term, query)})" for term in query.unwanted])


def _tsquery_phrase(term: SearchTerm, query: SearchQuery) -> str:
    weights = _WEIGHTS.get(term.field, "")
    ending = f":{weights}" if weights else ""
    words = [f"'{word}'{ending}" for word in term.choices or term.words]
    if term.choices:
        return f"({' | '.join(words)})"
    if query.is_open and not term.is_unwanted:
        words[-1] += "*" if weights else ":*"
    return f"({' <-> '.join(words)})"


# What somebody looked for, for the pages of what was found.


def keep_query(session: Session, subscriber_id: int, written: str, now: datetime) -> int:
    """Keep what somebody looks for; returns its id. It is the same one for the same words, and only the last stay."""
    written = written[:LONGEST_QUERY]
    mine = select(StoredSearch).where(StoredSearch.subscriber_id == subscriber_id)
    found = session.exec(mine.where(StoredSearch.text == written)).first()
    found = found or StoredSearch(subscriber_id=subscriber_id, text=written, searched_at=now)
    found.searched_at = now
    session.add(found)
    session.flush()
    theirs = select(StoredSearch.id).where(StoredSearch.subscriber_id == subscriber_id)
    last = theirs.order_by(col(StoredSearch.searched_at).desc(), col(StoredSearch.id).desc()).limit(MOST_KEPT)
    is_old = or_(col(StoredSearch.searched_at) < now - KEPT, col(StoredSearch.id).not_in(list(session.exec(last))))
    session.connection().execute(delete(StoredSearch).where(col(StoredSearch.subscriber_id) == subscriber_id, is_old))
    return found.id


@read_only
def kept_queries(session: Session, subscriber_id: int) -> list[StoredSearch]:
    """All that a subscriber looked for and that is kept, the last first."""
    mine = select(StoredSearch).where(StoredSearch.subscriber_id == subscriber_id)
    return list(session.exec(mine.order_by(col(StoredSearch.searched_at).desc(), col(StoredSearch.id).desc())))


@read_only
def kept_query(session: Session, subscriber_id: int, query_id: int) -> str | None:
    """What a subscriber looked for; None if it is theirs no more."""
    found = session.get(StoredSearch, query_id)
    return found.text if found and found.subscriber_id == subscriber_id else None
