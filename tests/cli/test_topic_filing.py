"""``topicwire topics test``, as a person types it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.pipeline import record

LAMPS, RIVERS = "Seven [bold] lamps for a lighthouse", "Quiet rivers rise in the north"


@pytest.fixture
def catalogue(home: Path) -> str:
    folder = home / "topics"
    folder.mkdir()
    (folder / "light.yaml").write_text("name: Light\nkeywords: lamps, light house\n", encoding="utf-8")
    (folder / "water.yaml").write_text("name: Water\nkeywords: [rivers, sea]\n", encoding="utf-8")
    records = home / "records"
    (records / "1.md").write_text(record(LAMPS, "https://a.example/1", (), excerpt="By the sea"), encoding="utf-8")
    (records / "2.md").write_text(record(RIVERS, "https://a.example/2", ("water", "Gossip")), encoding="utf-8")
    (records / "3.md").write_text(record("Foxes", "https://a.example/3", ("Light",)), encoding="utf-8")
    (records / "4.md").write_text(record("Owls", "https://a.example/4", (), excerpt="A sea"), encoding="utf-8")
    (records / "5.md").write_text(record("Nothing", "https://a.example/5", ()), encoding="utf-8")
    return str(folder)


def test_it_shows_what_would_be_filed_where_and_why(topicwire: Run, catalogue: str) -> None:
    code, out, err = topicwire("topics", "test", "records", TOPICS_DIR=catalogue)
    assert (code, err) == (0, "")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines() if line.startswith("│")]
    assert rows == [
        ["1.md", "no topic", "Light, for “lamps” in the title"],
        ["2.md", "water, Gossip", "what it names"],
        ["3.md", "Light", "what it names"],
        ["4.md", "no topic", "Water, for “sea” in the text"],
        ["5.md", "no topic", "nothing: it has no keyword"],
    ]


def test_one_file_for_programs(topicwire: Run, catalogue: str) -> None:
    code, out, _ = topicwire("topics", "test", "records/1.md", "--topics", catalogue, "--json")
    assert code == 0
    filed = [{"topic": "Light", "keyword": "lamps", "in": "title"}]
    assert json.loads(out) == {"file": "1.md", "title": LAMPS, "topics": [], "filed": filed}


def test_all_are_judged_as_if_they_named_none(topicwire: Run, catalogue: str) -> None:
    code, out, err = topicwire("topics", "test", "records", "--all", "--json", TOPICS_DIR=catalogue)
    assert code == 0
    filed = {line["file"]: [each["topic"] for each in line["filed"]] for line in map(json.loads, out.splitlines())}
    assert filed == {"1.md": ["Light"], "2.md": ["Water"], "3.md": [], "4.md": ["Water"], "5.md": []}
    assert err.replace("\n", " ").strip() == (
        "2 records name topics of the catalogue. Of 1 topics that keywords give 1 are named (precision 1.00), of 2 that"
        " are named 1 are given (recall 0.50). 1 of the records would be filed nowhere"
    )


def test_what_cannot_be_read_is_named(topicwire: Run, home: Path, catalogue: str) -> None:
    (home / "records" / "half.md").write_text("---\ntitle: cut", encoding="utf-8")
    code, out, err = topicwire("topics", "test", "records", TOPICS_DIR=catalogue)
    assert code == 1
    assert "1.md" in out
    assert "half.md:2: the closing --- is missing" in err


def test_without_a_catalogue_there_is_nothing_to_file_by(topicwire: Run) -> None:
    code, _, err = topicwire("topics", "test", "records")
    assert code == 2
    assert "set TOPICS_DIR" in err


def test_with_nothing_to_compare_it_says_so(topicwire: Run, catalogue: str) -> None:
    _, _, err = topicwire("topics", "test", "records/5.md", "--all", TOPICS_DIR=catalogue)
    assert "nothing to compare" in err
