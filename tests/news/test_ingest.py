"""Ingesting in bulk: what is stored is what taking the same records in one by one stores."""

import shutil
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import Session, col, select

from bot.news.fan_out import fan_out
from bot.news.ingest import IngestItem, IngestResult, StoryCache, in_chunks, in_publication_order, ingest
from bot.news.record import Record, parse_record
from storage import subscribers, topics
from storage.articles import FileReading
from storage.database import Database, read_only
from storage.models import Article, ArticleTopic, ChatKind, Delivery, RecordFile, Story, Topic, Volume
from tests.conftest import NOON
from tests.support.pipeline import WINDOW, record

TITLES = (
    "Ferry Aurelia aground off Kolsund with 140 passengers",
    "All 140 passengers of ferry Aurelia aground off Kolsund safe",
    "Lumora buys Tarn Robotics for $310 million",
    "Halvorsen to outlaw face scanners in schools of Storvik",
)
LINKS = tuple(f"https://a.example/{name}" for name in "abcd")
RECORDS = st.builds(
    lambda title, link, amp, hours, filed, removed: parse_record(
        record(
            title,
            link,
            filed,
            at=NOON + timedelta(hours=hours),
            extra=(f'ampWebUrl: "{amp}"\n' if amp else "") + f"removed: {str(removed).lower()}\n",
        ).encode()
    ),
    st.sampled_from(TITLES),
    st.sampled_from(LINKS),
    st.none() | st.sampled_from(LINKS),
    st.integers(0, 30),
    st.lists(st.sampled_from(("AI", "Robots", "Ships")), max_size=2),
    st.booleans(),
)
READINGS = st.lists(st.lists(st.none() | RECORDS, max_size=8), min_size=1, max_size=3)
"""Scans, each of some files; None cannot be read."""

NUMBERS = count()


def database_with_topics(template: Path, folder: Path) -> Database:
    """A database with three topics and two people who follow some of them."""
    database = Database(f"sqlite:///{shutil.copy(template, folder / f'{next(NUMBERS)}.db')}")
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))

    def people(session: Session) -> None:
        topics.add_missing(
            session, [Topic(slug=name.lower(), name=name) for name in ("AI", "Robots", "Ships")], are_listed=True
        )
        for chat_id, followed in ((1, (1, 2)), (2, (3,))):
            who = subscribers.find_or_add(session, chat_id, ChatKind.PRIVATE, "en", NOON).id
            for topic_id in followed:
                subscribers.set_subscription(session, who, topic_id, Volume.STORIES, NOON)

    database.call(people)
    return database


def items(records: Sequence[Record | None], scan: int) -> list[IngestItem]:
    files = (FileReading("/f", f"{scan}-{n}", n, n, n, NOON) for n in range(len(records)))
    read = zip(files, records, strict=True)
    return in_publication_order(
        IngestItem(file if each else file._replace(reason="no title", line=1), each) for file, each in read
    )


@read_only
def rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    """All that ingesting and fanning out write."""
    keys: dict[Any, tuple[Any, ...]] = {
        Story: (Story.id,),
        Article: (Article.id,),
        ArticleTopic: (ArticleTopic.article_id, ArticleTopic.topic_id),
        RecordFile: (RecordFile.path,),
        Delivery: (Delivery.id,),
    }
    return {
        model.__name__: [row.model_dump() for row in session.exec(select(model).order_by(*key))]
        for model, key in keys.items()
    }


@read_only
def article_ids(session: Session) -> list[int]:
    return [row.id for row in session.exec(select(Article).order_by(col(Article.id)))]


def stored(database: Database, scans: Sequence[Sequence[Record | None]], size: int) -> tuple[list[IngestResult], Any]:
    """Take scans in, so many records a transaction; what became of the records, and the rows."""
    cache, became = StoryCache(), []
    for number, records in enumerate(scans):
        read = items(records, number)
        for chunk in in_chunks(read, size):
            arrived_at = NOON + number * timedelta(hours=1)
            became += database.call(ingest, chunk, cache, are_listed=True, arrived_at=arrived_at, window=WINDOW)
        waiting = database.call(article_ids)
        now = NOON + number * timedelta(hours=1)
        for start in range(0, len(waiting), size):
            database.call(fan_out, waiting[start : start + size], WINDOW, now)
    return became, database.call(rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(READINGS)
def test_bulk_stores_what_one_by_one_stores(
    sqlite_template: Path, tmp_path: Path, scans: list[list[Record | None]]
) -> None:
    results = []
    for size in (1, 200):
        database = database_with_topics(sqlite_template, tmp_path)
        results.append(stored(database, scans, size))
        database.close()
    assert results[0] == results[1]


def test_both_engines_store_the_same(database: Database, sqlite_template: Path, tmp_path: Path) -> None:
    """Ids included: rows stored at once get theirs in order."""
    texts = [
        record(title, f"https://a.example/{n}", ("AI",), at=NOON + timedelta(minutes=n))
        for n, title in enumerate(TITLES * 3)
    ]
    read = items([parse_record(text.encode()) for text in texts], 0)
    became = database.call(ingest, read, StoryCache(), are_listed=True, arrived_at=NOON, window=WINDOW)
    other = Database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'other.db')}")
    for item in read:
        other.call(ingest, [item], StoryCache(), are_listed=True, arrived_at=NOON, window=WINDOW)
    assert became.count(IngestResult.NEW) < len(texts)
    assert database.call(rows) == other.call(rows)
    other.close()
