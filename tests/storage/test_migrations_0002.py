"""The migrations copy tables on SQLite: what was stored before them is stored after them, and hangs together."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy
from alembic import command
from sqlalchemy import inspect
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from storage import migrations, subscribers
from storage.database import Database
from storage.models import Article, Delivery, DeliveryState, Story, Subscriber, Subscription, Topic, Volume
from tests.conftest import NOON
from tests.storage.rows import deliveries, find

pytestmark = pytest.mark.both_engines

LATER = NOON + timedelta(minutes=1)
BIG = 7_777_777_777
PENDING: dict[str, Any] = {
    "priority": 3, "article_id": 1, "story_id": 1, "created_at": NOON, "due_at": NOON, "fence": 4, "attempts": 2,
}  # fmt: skip
ROWS: list[SQLModel] = [
    Topic(id=1, slug="ai", name="AI"),
    Story(id=1, started_at=NOON),
    Article(id=1, link="a", story_id=1, web_url="a", title="a", published_at=NOON, arrived_at=NOON),
    Subscriber(id=1, chat_id=BIG, created_at=NOON, seen_at=LATER),
    Subscriber(id=2, chat_id=2, created_at=NOON, seen_at=NOON),
    Subscription(id=1, subscriber_id=1, topic_id=1, volume=Volume.STORIES, created_at=NOON),
    Subscription(id=2, subscriber_id=2, topic_id=1, volume=Volume.MUTED, created_at=NOON),
    Delivery(id=7, dedupe_key="alert:1:1", subscriber_id=1, chat_id=BIG, **PENDING),
    Delivery(
        id=9, dedupe_key="alert:1:2", subscriber_id=2, chat_id=2, state=DeliveryState.SENT, sent_at=LATER, **PENDING
    ),
]


@pytest.fixture
def aged(empty_database: Database) -> Database:
    """A database as the first migration leaves it, with rows in it."""
    config = migrations._config()
    with empty_database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for row in ROWS:
            _insert(connection, row)
    return empty_database


def _insert(connection: Connection, row: SQLModel) -> None:
    """Insert a row into its table as it is, whatever columns the model has by now."""
    model: Any = type(row)
    there = {column["name"] for column in inspect(connection).get_columns(model.__tablename__)}
    known = [column for column in model.__table__.c if column.name in there]
    columns = [sqlalchemy.column(column.name, column.type) for column in known]
    given = row.model_dump(exclude_none=True)
    values = {column.name: given[column.key] for column in known if column.key in given}
    connection.execute(sqlalchemy.table(model.__tablename__, *columns).insert().values(values))


def test_everything_is_kept(aged: Database) -> None:
    assert migrations.upgrade(aged.engine) == migrations.revisions()[1:]
    with aged.engine.connect() as connection:
        for row in ROWS:
            model: Any = type(row)
            stored = connection.execute(model.__table__.select().where(model.__table__.c.id == row.id)).mappings().one()  # type: ignore[attr-defined] # every model here has one
            expected = {column.name: getattr(row, column.key) for column in model.__table__.c}
            assert dict(stored) | {"settled_at": None} == expected | {"settled_at": None}


def test_what_was_sent_is_settled(aged: Database) -> None:
    migrations.upgrade(aged.engine)
    assert [(row.id, row.settled_at, row.broadcast_id, row.part) for row in deliveries(aged)] == [
        (7, None, None, 0),
        (9, LATER, None, 0),
    ]
    assert find(aged, 2).hears_announcements
    assert not find(aged, 2).gets_silent_messages


def test_erasing_still_leaves_no_trace(aged: Database) -> None:
    migrations.upgrade(aged.engine)
    assert aged.call(subscribers.erase, BIG)
    assert [row.id for row in deliveries(aged)] == [9]
    assert aged.call(subscribers.choices, 1) == {}
    assert aged.call(subscribers.choices, 2) == {1: Volume.MUTED}


def test_no_id_is_given_out_again(aged: Database) -> None:
    """On SQLite a copied table forgets that, unless it is told. PostgreSQL's sequence starts where it was."""
    migrations.upgrade(aged.engine)
    if not aged.is_sqlite:
        return
    with aged.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM delivery WHERE id = 9")
        _insert(connection, Delivery(dedupe_key="new", subscriber_id=1, chat_id=3, **PENDING))
    assert [row.id for row in deliveries(aged)] == [7, 10]
