"""The catalogue: read when its files change, and never lost for a file that cannot be read."""

from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.news.sources import topic_files
from bot.news.sources.source import TemporarilyUnreadable
from storage import topics
from storage.database import Database
from tests.support.pipeline import Town, record


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Town:
    folder = tmp_path / "topics"
    folder.mkdir()
    return Town(database, tmp_path / "records", topics_folder=folder)


def put(town: Town, name: str, text: str) -> Path:
    assert town.topics_folder is not None
    path = town.topics_folder / name
    path.write_text(text, encoding="utf-8")
    return path


def topic(name: str, parent: str = "") -> str:
    return f"---\nname: {name}\n" + (f"parent: {parent}\n" if parent else "") + "---\n"


def listed(town: Town) -> dict[str, str]:
    """Topics that people are offered, with the names of their parents."""
    every = town.database.call(topics.find_all)
    names = {each.id: each.name for each in every}
    return {each.name: names.get(each.parent_id, "") for each in every if each.is_listed}


async def test_people_are_offered_what_the_catalogue_names(town: Town) -> None:
    put(town, "ai.md", topic("AI"))
    put(town, "robots.yaml", "name: Robots\nparent: AI\n")
    put(town, "notes.txt", "no topic")
    town.drop("a.md", record("Quiet rivers", "https://a.example/1", ("AI", "Rivers")))
    report = await town.scanned()
    assert report.rejected == []
    assert listed(town) == {"AI": "", "Robots": "AI"}


async def test_a_topic_keeps_its_followers_when_its_file_changes_or_goes(town: Town) -> None:
    path = put(town, "ai.md", topic("AI"))
    await town.scanned()
    town.follows(1, "AI")
    put(town, "ai.md", topic("Ai and more").replace("---\nname", "---\nslug: ai\nname"))
    await town.scanned()
    path.unlink()
    put(town, "other.md", topic("Robots"))
    await town.scanned()
    assert list(listed(town)) == ["Robots"]
    town.drop("a.md", record("Quiet rivers", "https://a.example/1", ("AI",)))
    assert (await town.scanned()).owed == 1


async def test_a_file_that_cannot_be_read_takes_nothing_off_the_list(town: Town) -> None:
    put(town, "ai.md", topic("AI"))
    put(town, "robots.md", topic("Robots", "AI"))
    await town.scanned()
    put(town, "ai.md", "---\nname: [")
    put(town, "lamps.md", topic("Lamps"))
    for _ in range(2):
        report = await town.scanned()
        assert [problem.path for problem in report.rejected][:1] == ["ai.md"]
    assert set(listed(town)) == {"AI", "Lamps", "Robots"}
    put(town, "ai.md", topic("AI"))
    assert (await town.scanned()).rejected == []


async def test_two_files_of_one_topic_and_wrong_parents_are_told(town: Town) -> None:
    put(town, "a.md", topic("AI"))
    put(town, "b.md", topic("ai"))
    put(town, "c.md", topic("Orphan", "Nowhere"))
    put(town, "d.md", topic("Dog", "Eel"))
    put(town, "e.md", topic("Eel", "Dog"))
    problems = {problem.path: problem.reason for problem in (await town.scanned()).rejected}
    assert set(problems) == {"b.md", "c.md", "e.md"}
    assert "is in a.md already" in problems["b.md"]
    assert "Nowhere is not in the catalogue" in problems["c.md"]
    assert "Dog is below it" in problems["e.md"]


async def test_a_folder_that_is_gone_takes_nothing_off_the_list(town: Town, tmp_path: Path) -> None:
    put(town, "ai.md", topic("AI"))
    await town.scanned()
    (tmp_path / "topics").rename(tmp_path / "away")
    report = await town.scanned()
    assert [problem.reason for problem in report.rejected] == ["the folder of the catalogue is not there"]
    assert list(listed(town)) == ["AI"]
    (tmp_path / "away").rename(tmp_path / "topics")
    assert (await town.scanned()).rejected == []


async def test_a_dry_run_stores_no_topic(town: Town) -> None:
    put(town, "ai.md", topic("AI"))
    await town.scan.run(is_dry=True)
    assert town.database.call(topics.find_all) == []
    await town.scanned()
    assert list(listed(town)) == ["AI"]


async def test_a_catalogue_that_could_not_be_stored_is_stored_next_time(town: Town) -> None:
    put(town, "ai.md", topic("AI"))

    def refuse(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        raise OperationalError(statement, None, Exception("database is locked"))

    event.listen(town.database.engine, "before_cursor_execute", refuse)
    with pytest.raises(OperationalError):
        await town.scanned()
    event.remove(town.database.engine, "before_cursor_execute", refuse)
    await town.scanned()
    assert list(listed(town)) == ["AI"]


async def test_without_a_catalogue_every_topic_is_offered(town: Town) -> None:
    put(town, "ai.md", topic("AI"))
    town.drop("a.md", record("Quiet rivers", "https://a.example/1", ("Rivers",)))
    await town.scanned()
    assert list(listed(town)) == ["AI"]
    town.topics_folder = None
    town.scan = town.new_scan()
    for _ in range(2):
        await town.scanned()
    assert set(listed(town)) == {"AI", "Rivers"}


async def test_a_file_that_cannot_be_opened_just_now_is_tried_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever mends its permissions changes neither its size nor its time."""

    def refuse(_folder: Path, _path: str) -> bytes:
        raise TemporarilyUnreadable("the file cannot be opened: Permission denied")

    put(town, "ai.md", topic("AI"))
    monkeypatch.setattr(topic_files, "read_file", refuse)
    assert [problem.path for problem in (await town.scanned()).rejected] == ["ai.md"]
    monkeypatch.undo()
    assert (await town.scanned()).rejected == []
    assert list(listed(town)) == ["AI"]
