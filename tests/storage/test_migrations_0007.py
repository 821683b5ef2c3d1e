"""The command line becomes an author of its own, and earlier imports are marked on their days."""

from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import text

from storage import migrations
from storage.database import Database
from tests.conftest import NOON

pytestmark = pytest.mark.both_engines

YESTERDAY = NOON - timedelta(days=1)
AUDIT = [
    (0, "sent", "broadcast 1, 20 recipients"),
    (0, "sent", "broadcast 2, planned digest 1"),
    (0, "braked", "broadcast 1: 11 of the last 200 failed"),
    (0, "exported", "20 subscribers"),
    (901, "sent", "broadcast 3, 20 recipients"),
]
PLAN = (
    "INSERT INTO digest_plan (id, author_id, cron, zone, topic_ids, audience, needs_approval, is_personal, is_on, "
    "created_at) VALUES (1, 901, '0 8 * * *', 'UTC', '[]', '{}', false, false, false, :now)"
)
ISSUE = (
    "INSERT INTO digest_issue (plan_id, local_date, due_at, made_at, state, broadcast_id) "
    "VALUES (1, :day, :now, :now, 'sent', 2)"
)
BROADCAST = (
    "INSERT INTO broadcast (id, author_id, is_notice, state, post, audience, trial, never_twice, created_at, "
    "frozen_to, size) VALUES (:id, :author, false, 'draft', '{}', '{}', 50, false, :now, 0, 0)"
)


@pytest.fixture
def aged(empty_database: Database) -> Database:
    """A database of before, with broadcasts, an audit and daily counts."""
    config = migrations._config()
    with empty_database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        for number, author in ((1, 0), (2, 0), (3, 901)):
            connection.execute(text(BROADCAST), {"id": number, "author": author, "now": NOON})
        connection.execute(text(PLAN), {"now": NOON})
        connection.execute(text(ISSUE), {"day": NOON.date(), "now": NOON})
        entry = text("INSERT INTO audit_entry (at, person_id, act, about) VALUES (:at, :who, :act, :about)")
        for who, act, about in AUDIT:
            connection.execute(entry, {"at": NOON, "who": who, "act": act, "about": about})
        for about in ("10,000 subscribers", "5 subscribers", "nobody knows"):
            connection.execute(entry, {"at": NOON, "who": 0, "act": "imported", "about": about})
        count = text("INSERT INTO census (day, active, paused, gone) VALUES (:day, 1, 0, 0)")
        for day in (YESTERDAY, NOON):
            connection.execute(count, {"day": day.date()})
    return empty_database


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_what_no_plan_made_was_done_on_the_command_line(aged: Database) -> None:
    migrations.upgrade(aged.engine)
    assert rows(aged, "SELECT id, author_id FROM broadcast ORDER BY id") == [(1, -1), (2, 0), (3, 901)]
    found = rows(aged, "SELECT person_id, act FROM audit_entry WHERE act != 'imported' ORDER BY id")
    assert found == [(-1, "sent"), (0, "sent"), (0, "braked"), (-1, "exported"), (901, "sent")]


def test_earlier_imports_are_marked_on_their_days(aged: Database) -> None:
    migrations.upgrade(aged.engine)
    assert rows(aged, "SELECT imported FROM census ORDER BY day") == [(0,), (10_005,)]
