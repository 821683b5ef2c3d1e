"""``topicwire stats``, as somebody at a terminal sees it."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Database
from storage.models import DeliveryState
from tests.cli.conftest import Run
from tests.storage.rows import article, owed, subscriber, topic_tree


def fill(home: Path, topics: int) -> None:
    database = Database(f"sqlite:///{home}/data/topicwire.db")
    ids = topic_tree(database, {f"topic-{number}": "" for number in range(topics)})
    at = datetime.now(UTC)
    who = subscriber(database, 1, *ids.values(), at=at)
    for number, state in enumerate((DeliveryState.SENT, DeliveryState.DEAD)):
        told = article(database, f"https://a.example/{number}", at=at)
        owed(database, told, who, 1, state=state, settled_at=at)
    database.close()


@pytest.mark.parametrize(("topics", "rest"), [(3, ""), (12, "and 2 more")])
def test_numbers_in_the_terminal(topicwire: Run, home: Path, topics: int, rest: str) -> None:
    topicwire("migrate")
    fill(home, topics)
    code, out, _ = topicwire("stats", "--days", "0")
    assert code == 0
    assert "subscribers: 1 (+1), paused: 0, gone: 0" in out
    assert "50% of 2 delivered\n  1  Refused by Telegram" in out
    assert "topic-1" in out
    assert ("more" in out) == bool(rest)
    assert rest in out


def test_a_long_period_shows_its_end(topicwire: Run, home: Path) -> None:
    topicwire("migrate")
    code, out, _ = topicwire("stats")
    assert code == 0
    assert "The last 14 days" in out


def test_files_on_demand(topicwire: Run, home: Path) -> None:
    topicwire("migrate")
    code, out, _ = topicwire("stats", "--days", "7", "--png", "out/stats.png", "--dark", "--csv", "out/stats.csv")
    assert code == 0
    assert (home / "out" / "stats.png").read_bytes().startswith(b"\x89PNG")
    with (home / "out" / "stats.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 7
    assert "written into out/stats.png" in out


def test_there_must_be_a_database(topicwire: Run) -> None:
    code, _, error = topicwire("stats")
    assert code == 7
    assert "there is no database" in error
