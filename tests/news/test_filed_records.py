"""Records without topics are filed by the keywords of the catalogue, and those that are archive alert nobody."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from storage import articles, decisions, search, subscribers, topics
from storage.database import read_only
from storage.models import Article, ArticleTopic, Topic
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record, stored_articles

RIVERS, LAMPS = "Quiet rivers rise in the north", "Seven lamps for a lighthouse"
HOUR = timedelta(hours=1)


@pytest.fixture
def catalogue(pipeline: Pipeline, tmp_path: Path) -> Path:
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "ai.yaml").write_text("name: AI\nkeywords: neural network, lamps\n", encoding="utf-8")
    (folder / "water.yaml").write_text("name: Water\nkeywords:\n  - rivers\n  - '灯塔'\n", encoding="utf-8")
    pipeline.topics_folder = folder
    pipeline.scan = pipeline.new_scan()
    return folder


@read_only
def filed(session: Session) -> list[tuple[str, str, str, bool]]:
    """Title of the article, topic, keyword, and whether that is in the title."""
    known = {topic.id: topic.name for topic in session.exec(select(Topic))}
    titles = {article.id: (article.link, article.title) for article in session.exec(select(Article))}
    rows = session.exec(select(ArticleTopic)).all()
    rows = sorted(rows, key=lambda row: (titles[row.article_id], known[row.topic_id]))
    return [(titles[row.article_id][1], known[row.topic_id], row.keyword, row.is_in_title) for row in rows]


@pytest.mark.usefixtures("catalogue")
async def test_a_record_without_topics_is_filed_and_alerts(pipeline: Pipeline) -> None:
    pipeline.drop("1.md", record("A keeper", "https://a.example/0", ()))
    await pipeline.scanned()
    assert pipeline.database.call(filed) == []
    pipeline.follows(7, "AI")
    pipeline.drop("2.md", record(LAMPS, "https://a.example/1", ()))
    pipeline.drop("3.md", record("灯塔的灯", "https://a.example/2", (), excerpt="Rivers"))
    pipeline.drop("4.md", record(RIVERS, "https://a.example/3", ("AI",)))
    await pipeline.scanned()
    assert pipeline.database.call(filed) == [
        (LAMPS, "AI", "lamps", True),
        ("灯塔的灯", "Water", "灯塔", True),
        (RIVERS, "AI", "", False),
    ]
    assert len(pipeline.rows(7)) == 2


async def test_it_is_filed_again_when_its_text_changes_not_when_the_catalogue_does(
    pipeline: Pipeline, catalogue: Path
) -> None:
    pipeline.drop("1.md", record(LAMPS, "https://a.example/1", ()))
    await pipeline.scanned()
    (catalogue / "ai.yaml").write_text("name: AI\nkeywords: [keeper]\n", encoding="utf-8")
    pipeline.drop("2.md", record(LAMPS, "https://a.example/2", (), at=NOON + 200 * HOUR))
    await pipeline.scanned()
    assert pipeline.database.call(filed) == [(LAMPS, "AI", "lamps", True)]
    pipeline.drop("1.md", record(LAMPS, "https://a.example/1", (), quality=51))
    await pipeline.scanned()
    assert pipeline.database.call(filed) == [(LAMPS, "AI", "lamps", True)], "its text is the same"
    pipeline.drop("1.md", record(LAMPS, "https://a.example/1", (), excerpt="Rivers"))
    await pipeline.scanned()
    assert pipeline.database.call(filed) == [(LAMPS, "Water", "rivers", False)]
    pipeline.drop("1.md", record(LAMPS, "https://a.example/1", ("AI",), excerpt="Rivers"))
    await pipeline.scanned()
    assert pipeline.database.call(filed) == [(LAMPS, "AI", "", False)]
    pipeline.drop("1.md", record(LAMPS, "https://a.example/1", (), excerpt="Rivers"))
    await pipeline.scanned()
    assert pipeline.database.call(filed) == [(LAMPS, "Water", "rivers", False)]


async def test_the_keywords_of_a_topic_that_left_the_catalogue_file_nothing(
    pipeline: Pipeline, catalogue: Path
) -> None:
    await pipeline.scanned()
    (catalogue / "ai.yaml").unlink()
    pipeline.drop("1.md", record(LAMPS, "https://a.example/1", ()))
    await pipeline.scanned()
    assert pipeline.database.call(filed) == []
    known = {topic.name: topic.keywords for topic in pipeline.database.call(topics.find_all)}
    assert known["Water"] == ["rivers", "灯塔"]


async def test_archive_alerts_nobody_and_is_shown(pipeline: Pipeline) -> None:
    pipeline.follows(7, "AI")
    pipeline.now += HOUR
    pipeline.drop("1.md", record(RIVERS, "https://a.example/1", extra="archive: true\n"))
    await pipeline.scanned()
    assert pipeline.rows() == []
    (told,) = pipeline.database.call(stored_articles)
    assert (told.is_archive, told.announced_at) == (True, pipeline.now)
    assert pipeline.database.call(articles.latest_stories, None, 0, 9) == ([told.story_id], 1)
    found = pipeline.database.call(search.search, search.read_query("rivers"), pipeline.now, 0, 9)
    assert list(found.articles) == [told.id]
    reader = pipeline.database.call(subscribers.find, 7)
    assert reader
    assert pipeline.database.call(decisions.missed, reader, NOON, pipeline.now) == []


async def test_news_of_an_archived_story_is_told(pipeline: Pipeline) -> None:
    pipeline.follows(7, "AI")
    pipeline.drop("1.md", record(RIVERS, "https://a.example/1", extra="archive: true\n"))
    await pipeline.scanned()
    pipeline.now += HOUR
    pipeline.drop("2.md", record(f"{RIVERS} again", "https://b.example/2", at=pipeline.now))
    await pipeline.scanned()
    assert len({each.story_id for each in pipeline.database.call(stored_articles)}) == 1
    assert len(pipeline.rows(7)) == 1


async def test_what_stops_being_archive_alerts_nobody(pipeline: Pipeline) -> None:
    pipeline.follows(7, "AI")
    pipeline.drop("1.md", record(RIVERS, "https://a.example/1", extra="archive: true\n"))
    await pipeline.scanned()
    pipeline.drop("1.md", record(RIVERS, "https://a.example/1"))
    await pipeline.scanned()
    (told,) = pipeline.database.call(stored_articles)
    assert not told.is_archive
    assert pipeline.rows() == []
