"""``topicwire stats``, as somebody at a terminal sees it."""

import csv
from pathlib import Path

from storage.database import Database
from tests.cli.conftest import Run
from tests.storage.rows import subscriber, topic_tree


def fill(home: Path) -> None:
    database = Database(f"sqlite:///{home}/data/topicwire.db")
    topics = topic_tree(database, {f"topic-{number}": "" for number in range(12)})
    subscriber(database, 1, *topics.values())
    database.close()


def test_numbers_in_the_terminal(topicwire: Run, home: Path) -> None:
    topicwire("migrate")
    fill(home)
    code, out, _ = topicwire("stats", "--days", "0")
    assert code == 0
    assert "1 subscribers (+1), 0 paused, 0 gone" in out
    assert "0% of 0 delivered" in out
    assert "topic-1" in out
    assert "and 2 more" in out


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
    assert code == 2
    assert "there is no database" in error
