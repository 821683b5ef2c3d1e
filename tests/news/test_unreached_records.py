"""What reaches nobody is said: in the report of the scan, and once in the log."""

import logging
from pathlib import Path

import pytest

from bot.news.scan import unreached_files
from storage import topics
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record

RIVERS, LAMPS = "Quiet rivers rise in the north", "Seven lamps for a lighthouse"


@pytest.fixture
def catalogue(pipeline: Pipeline, tmp_path: Path) -> Path:
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "m.yaml").write_text("_id: ai\nname: AI\n", encoding="utf-8")
    pipeline.topics_folder = folder
    pipeline.scan = pipeline.new_scan()
    return folder


async def reasons(pipeline: Pipeline) -> dict[str, str]:
    return {Path(each.path).name: each.reason for each in (await pipeline.scanned()).unreached}


@pytest.mark.usefixtures("catalogue")
async def test_records_without_a_topic_that_is_offered_are_named(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline.drop("none.md", record(RIVERS, "https://a.example/1", ()))
    pipeline.drop("unknown.md", record(LAMPS, "https://b.example/2", ("Boats", "Lamps")))
    pipeline.drop("partly.md", record("Glass harps in winter", "https://c.example/3", ("AI", "Lamps")))
    pipeline.drop("good.md", record("Foxes cross a frozen lake", "https://d.example/4", ("AI",)))
    found = await reasons(pipeline)
    assert found == {
        "none.md": "it names no topic, so it reaches nobody",
        "unknown.md": "not in the catalogue of topics: Boats, Lamps; so it reaches nobody",
        "partly.md": "not in the catalogue of topics: Lamps",
    }
    assert sum("reaches nobody or not all" in line for line in caplog.messages) == 3
    assert await reasons(pipeline) == {}
    assert sum("reaches nobody or not all" in line for line in caplog.messages) == 3
    assert len(pipeline.database.call(unreached_files)) == 3


async def test_two_files_of_one_article_are_both_named(pipeline: Pipeline) -> None:
    pipeline.drop("a.md", record(RIVERS, "https://a.example/1"))
    pipeline.drop("b.md", record(LAMPS, "https://a.example/1", at=NOON.replace(hour=13)))
    folder = pipeline.folder
    found = await reasons(pipeline)
    assert found == {"a.md": f"{folder}/b.md tells of the same article and is newer, so it counts"}


async def test_a_second_file_takes_no_topic_over(pipeline: Pipeline, catalogue: Path) -> None:
    await pipeline.scanned()
    (catalogue / "a.yaml").write_text("_id: ai\nname: Art\n", encoding="utf-8")
    (catalogue / "b.yaml").write_text("_id: other\nname: ai\n", encoding="utf-8")
    for _ in range(2):
        pipeline.scan = pipeline.new_scan()
        report = await pipeline.scanned()
        assert {each.path: each.reason for each in report.rejected} == {
            "a.yaml": "the topic ai is in m.yaml already",
            "b.yaml": "the topic other is in m.yaml already",
        }
        assert [topic.name for topic in pipeline.database.call(topics.find_all)] == ["AI"]
    (catalogue / "m.yaml").write_text("_id: [", encoding="utf-8")
    await pipeline.scanned()
    assert [topic.name for topic in pipeline.database.call(topics.find_all)] == ["AI"]
    (catalogue / "m.yaml").unlink()
    await pipeline.scanned()
    assert "Art" in [topic.name for topic in pipeline.database.call(topics.find_all)]


async def test_a_topic_file_is_logged_when_it_breaks_and_when_it_is_mended(
    pipeline: Pipeline, catalogue: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    (catalogue / "b.yaml").write_text("name: [", encoding="utf-8")
    for _ in range(3):
        await pipeline.scanned()
    assert sum("topic file set aside: b.yaml" in line for line in caplog.messages) == 1
    (catalogue / "b.yaml").write_text("name: Boats", encoding="utf-8")
    for _ in range(2):
        await pipeline.scanned()
    assert sum("topic file is in order again: b.yaml" in line for line in caplog.messages) == 1
