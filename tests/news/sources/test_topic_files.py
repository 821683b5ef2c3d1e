"""The catalogue: read when its files change, and never lost for a file that cannot be read."""

from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.news.sources import TemporarilyUnreadable, topic_files
from storage import subscribers, topics
from storage.database import Database
from storage.models import Volume
from tests.support.pipeline import Pipeline, record, titles


@pytest.fixture
def pipeline(database: Database, tmp_path: Path) -> Pipeline:
    folder = tmp_path / "topics"
    folder.mkdir()
    return Pipeline(database, tmp_path / "records", topics_folder=folder)


def put(pipeline: Pipeline, name: str, text: str) -> Path:
    assert pipeline.topics_folder is not None
    path = pipeline.topics_folder / name
    path.write_text(text, encoding="utf-8")
    return path


def topic(name: str, parent: str = "") -> str:
    return f"---\nname: {name}\n" + (f"parent: {parent}\n" if parent else "") + "---\n"


def follow(pipeline: Pipeline, chat_id: int, name: str) -> None:
    subscriber = pipeline.follows(chat_id)
    ids = {each.name: each.id for each in pipeline.database.call(topics.find_all)}
    pipeline.database.call(subscribers.set_subscription, subscriber, ids[name], Volume.STORIES, pipeline.now)


def listed(pipeline: Pipeline) -> dict[str, str]:
    """Topics that people are offered, with the names of their parents."""
    every = pipeline.database.call(topics.find_all)
    names = {each.id: each.name for each in every}
    return {each.name: names.get(each.parent_id or 0, "") for each in every if each.is_listed}


async def test_people_are_offered_what_the_catalogue_names(pipeline: Pipeline) -> None:
    put(pipeline, "ai.md", topic("AI"))
    put(pipeline, "robots.yaml", "name: Robots\nparent: AI\n")
    put(pipeline, "notes.txt", "no topic")
    pipeline.drop("a.md", record("Quiet rivers", "https://a.example/1", ("AI", "Rivers")))
    report = await pipeline.scanned()
    assert report.rejected == []
    assert listed(pipeline) == {"AI": "", "Robots": "AI"}


async def test_a_topic_keeps_its_followers_when_its_file_changes_or_goes(pipeline: Pipeline) -> None:
    path = put(pipeline, "ai.md", topic("AI"))
    await pipeline.scanned()
    pipeline.follows(1, "AI")
    put(pipeline, "ai.md", topic("Ai and more").replace("---\nname", "---\nslug: ai\nname"))
    await pipeline.scanned()
    path.unlink()
    put(pipeline, "other.md", topic("Robots"))
    await pipeline.scanned()
    assert list(listed(pipeline)) == ["Robots"]
    pipeline.drop("a.md", record("Quiet rivers", "https://a.example/1", ("AI",)))
    assert (await pipeline.scanned()).owed == 1


async def test_a_file_that_cannot_be_read_takes_nothing_off_the_list(pipeline: Pipeline) -> None:
    put(pipeline, "ai.md", topic("AI"))
    put(pipeline, "robots.md", topic("Robots", "AI"))
    await pipeline.scanned()
    put(pipeline, "ai.md", "---\nname: [")
    put(pipeline, "lamps.md", topic("Lamps"))
    for _ in range(2):
        report = await pipeline.scanned()
        assert [problem.path for problem in report.rejected][:1] == ["ai.md"]
    assert set(listed(pipeline)) == {"AI", "Lamps", "Robots"}
    put(pipeline, "ai.md", topic("AI"))
    assert (await pipeline.scanned()).rejected == []


async def test_two_files_of_one_topic_and_wrong_parents_are_told(pipeline: Pipeline) -> None:
    put(pipeline, "a.md", topic("AI"))
    put(pipeline, "b.md", topic("ai"))
    put(pipeline, "c.md", topic("Orphan", "Nowhere"))
    put(pipeline, "d.md", topic("Dog", "Eel"))
    put(pipeline, "e.md", topic("Eel", "Dog"))
    problems = {problem.path: problem.reason for problem in (await pipeline.scanned()).rejected}
    assert set(problems) == {"b.md", "c.md", "e.md"}
    assert "is in a.md already" in problems["b.md"]
    assert "Nowhere is not in the catalogue" in problems["c.md"]
    assert "Dog is below it" in problems["e.md"]


async def test_a_folder_that_is_gone_takes_nothing_off_the_list(pipeline: Pipeline, tmp_path: Path) -> None:
    put(pipeline, "ai.md", topic("AI"))
    await pipeline.scanned()
    (tmp_path / "topics").rename(tmp_path / "away")
    report = await pipeline.scanned()
    assert [problem.reason for problem in report.rejected] == ["the folder of the catalogue is not there"]
    assert list(listed(pipeline)) == ["AI"]
    (tmp_path / "away").rename(tmp_path / "topics")
    assert (await pipeline.scanned()).rejected == []


async def test_a_dry_run_stores_no_topic(pipeline: Pipeline) -> None:
    put(pipeline, "ai.md", topic("AI"))
    await pipeline.scan.run(is_dry=True)
    assert pipeline.database.call(topics.find_all) == []
    await pipeline.scanned()
    assert list(listed(pipeline)) == ["AI"]


async def test_a_catalogue_that_could_not_be_stored_is_stored_next_time(pipeline: Pipeline) -> None:
    put(pipeline, "ai.md", topic("AI"))

    def refuse(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        raise OperationalError(statement, None, Exception("database is locked"))

    event.listen(pipeline.database.engine, "before_cursor_execute", refuse)
    with pytest.raises(OperationalError):
        await pipeline.scanned()
    event.remove(pipeline.database.engine, "before_cursor_execute", refuse)
    await pipeline.scanned()
    assert list(listed(pipeline)) == ["AI"]


async def test_without_a_catalogue_every_topic_is_offered(pipeline: Pipeline) -> None:
    put(pipeline, "ai.md", topic("AI"))
    pipeline.drop("a.md", record("Quiet rivers", "https://a.example/1", ("Rivers",)))
    await pipeline.scanned()
    assert list(listed(pipeline)) == ["AI"]
    pipeline.topics_folder = None
    pipeline.scan = pipeline.new_scan()
    for _ in range(2):
        await pipeline.scanned()
    assert set(listed(pipeline)) == {"AI", "Rivers"}


async def test_a_file_that_cannot_be_opened_just_now_is_tried_again(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever mends its permissions changes neither its size nor its time."""

    def refuse(_folder: Path, _path: str) -> bytes:
        raise TemporarilyUnreadable("the file cannot be opened: Permission denied")

    put(pipeline, "ai.md", topic("AI"))
    monkeypatch.setattr(topic_files, "read_file", refuse)
    assert [problem.path for problem in (await pipeline.scanned()).rejected] == ["ai.md"]
    monkeypatch.undo()
    assert (await pipeline.scanned()).rejected == []
    assert list(listed(pipeline)) == ["AI"]


async def test_topics_that_differ_by_a_sign_have_their_own_followers(pipeline: Pipeline) -> None:
    for number, name in enumerate(("News", "🇩🇪 News", "🇫🇷 News", '"$50"', '"€50"', "Up ↑", "Up ↓", "Gold ♀", "Gold ♂")):
        put(pipeline, f"{number}.md", topic(name))
    assert (await pipeline.scanned()).rejected == []
    assert len(listed(pipeline)) == 9
    for chat_id, name in enumerate(("🇩🇪 News", "🇫🇷 News", "News"), 1):
        follow(pipeline, chat_id, name)
    pipeline.drop("a.md", record("Quiet rivers", "https://a.example/1", ("🇫🇷 news", "Gold ♂")))
    assert (await pipeline.scanned()).owed == 1
    await pipeline.delivered()
    assert [len(pipeline.wire.titles(chat_id)) for chat_id in (1, 2, 3)] == [0, 1, 0]


@pytest.mark.parametrize("parent", ["Ciencia\u0302s", "CIENCIÂS", "cienciâs", "science"])
async def test_a_parent_is_known_however_its_name_is_composed(pipeline: Pipeline, parent: str) -> None:
    put(pipeline, "a.md", topic("Cienciâs").replace("---\nname", "---\n_id: science\nname"))
    put(pipeline, "b.md", topic("Robots", parent))
    assert (await pipeline.scanned()).rejected == []
    assert listed(pipeline)["Robots"] == "Cienciâs"


async def test_a_record_names_a_topic_however_it_is_composed(pipeline: Pipeline) -> None:
    put(pipeline, "a.md", topic("❤\ufe0f Ciência").replace("---\nname", "---\n_id: sci\nname"))
    await pipeline.scanned()
    follow(pipeline, 1, "❤\ufe0f Ciência")
    for number, name in enumerate(("❤\ufe0f Cie\u0302ncia", "❤ ciência", "sci", "❤ CIENCIA")):
        pipeline.drop(f"{number}.md", record(titles(4)[number], f"https://a.example/{number}", (name,)))
    assert (await pipeline.scanned()).owed == 4
