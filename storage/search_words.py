"""The words of the search, each once, to find those that hold a part: "maschine" in "waschmaschine".

They are found by trigrams: on SQLite by FTS5's own, on PostgreSQL by its extension ``pg_trgm``. Where that may not be
installed, the words are read one after the other, which takes longer and finds the same.
"""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

SHORTEST_PART = 3
"""Letters: fewer are in too many words, and make no trigram."""
LONGEST = 60
"""Longer ones are addresses and the like."""

_MAKE_SQLITE = (
    "CREATE TABLE article_search_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE article_search_part USING"
    " fts5(word, content = 'article_search_word', content_rowid = 'id', tokenize = 'trigram')",
)
_MAKE_POSTGRESQL = ("CREATE TABLE article_search_word (word text CONSTRAINT pk_article_search_word PRIMARY KEY)",)
_MAKE_TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_article_search_word_word ON article_search_word USING gin (word gin_trgm_ops)",
)


def create(connection: Connection) -> None:
    """Make the tables, empty; with trigrams if that is allowed."""
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in _MAKE_SQLITE if is_sqlite else _MAKE_POSTGRESQL:
        connection.exec_driver_sql(statement)
    if not is_sqlite:
        try:
            with connection.begin_nested():
                for statement in _MAKE_TRIGRAMS:
                    connection.exec_driver_sql(statement)
        except DBAPIError:
            pass  # not installed, or not for this user


def drop(connection: Connection) -> None:
    """Take the tables away."""
    for table in ("article_search_part", "article_search_word"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


def add(connection: Connection, words: Iterable[str]) -> None:
    """Take in words. They stay when the last article with them is gone: then they find nothing."""
    # In order, so that two who add the same words wait for each other instead of both for ever.
    new = sorted({word for word in words if SHORTEST_PART < len(word) <= LONGEST and not word.isdecimal()})
    if not new:
        return
    if connection.dialect.name != "sqlite":
        statement = text(
            "INSERT INTO article_search_word (word) SELECT unnest(CAST(:words AS text[])) ON CONFLICT DO NOTHING"
        )
        connection.execute(statement, {"words": new})
        return
    added = connection.execute(
        text("INSERT OR IGNORE INTO article_search_word (word) SELECT value FROM json_each(:words) RETURNING id, word"),
        {"words": json.dumps(new, ensure_ascii=False)},
    ).all()
    if added:
        statement = text("INSERT INTO article_search_part (rowid, word) VALUES (:id, :word)")
        connection.execute(statement, [{"id": row.id, "word": row.word} for row in added])


def holding(connection: Connection, part: str, most: int) -> Sequence[str]:
    """The words that hold a part, the shortest first; none where it is too short."""
    if len(part) < SHORTEST_PART:
        return ()
    is_sqlite = connection.dialect.name == "sqlite"
    table, holds = ("article_search_part", "MATCH") if is_sqlite else ("article_search_word", "LIKE")
    statement = text(f"SELECT word FROM {table} WHERE word {holds} :part ORDER BY length(word), word LIMIT :most")  # noqa: S608 - constants
    # A folded word has only letters, digits and marks: nothing in it means anything to either engine.
    return (
        connection.execute(statement, {"part": f'"{part}"' if is_sqlite else f"%{part}%", "most": most}).scalars().all()
    )
