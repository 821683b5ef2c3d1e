"""``topicwire replay`` and ``topicwire stories --first``."""

import hashlib
import json
from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Run

RECORD = """---
title: {title}
excerpt: {title}, and the keeper said more of ladders.
publishedDateTime: 2026-11-0{day}T12:00:00Z
webUrl: "https://{host}.example/{day}"
type: article
provider:
  name: {host}
topics:
  - AI
---
"""


@pytest.fixture
def scanned(topicwire: Run, home: Path) -> Path:
    """Three records of two stories, taken in."""
    for day, host, title in ((1, "post", "Lamps of Lowport"), (2, "lamp", "Ovens of Tolden"), (3, "oven", "Copper")):
        (home / "records" / f"{day}.md").write_text(RECORD.format(day=day, host=host, title=title))
    assert topicwire("scan")[0] == 0
    return home / "data" / "topicwire.db"


def contents(path: Path) -> str:
    database = Database(f"sqlite:///{path}")
    with database.engine.connect() as connection:
        tables = sorted(
            row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")
        )
        rows = [(name, connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()) for name in tables]
    database.close()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def test_it_tells_what_would_have_been_and_changes_nothing(topicwire: Run, scanned: Path, home: Path) -> None:
    before = contents(scanned)
    code, out, _ = topicwire("replay", "--since", "7d", "--window", "12h", "--needed", "0.3")
    assert code == 0
    assert "AI" in out
    assert "Alerts to 0 followers: 0 before, 0 after; the database has 0." in out
    assert contents(scanned) == before
    assert not list(home.glob("**/*copy.db"))


def test_as_json_and_as_a_picture_without_a_token(topicwire: Run, scanned: Path, home: Path) -> None:
    code, out, _ = topicwire("replay", "--since", "48h", "--json", "--png", "out/replay.png", "--dark")
    assert code == 0
    (topic,) = json.loads(out)["topics"]
    assert topic["topic"] == "AI"
    assert topic["before"] == topic["after"]
    assert topic["before"]["articles"] == 3
    assert (home / "out" / "replay.png").read_bytes().startswith(b"\x89PNG")


def test_with_other_topic_files(topicwire: Run, scanned: Path, home: Path) -> None:
    folder = home / "drafts"
    folder.mkdir()
    (folder / "lamps.md").write_text("---\nname: Lamps\nkeywords: [lamps]\n---\n")
    code, out, _ = topicwire("replay", "--since", "48h", "--json", "--topics", "drafts")
    assert code == 0
    assert [topic["topic"] for topic in json.loads(out)["topics"]] == ["AI"]  # records that name topics keep theirs


@pytest.mark.parametrize("span", ["7", "d", "-1d", "0h", "never", "999w", "nand"])
def test_a_span_that_is_none_is_refused(topicwire: Run, scanned: Path, span: str) -> None:
    code, _, error = topicwire("replay", "--since", span)
    assert code == 2
    assert "7d" in error


def test_who_told_a_story_first(topicwire: Run, scanned: Path, home: Path) -> None:
    code, out, _ = topicwire("stories", "--first", "1", "--png", "first.png")
    assert code == 0
    assert "post" in out
    assert "first" in out
    assert (home / "first.png").read_bytes().startswith(b"\x89PNG")
    code, _, error = topicwire("stories", "--first", "99")
    assert (code, "there is no story 99" in error) == (1, True)
