"""From a scan to deliveries: nothing lost or doubled by a kill, a fault or another scan."""

import asyncio
import threading
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.news import fan_out as fan_out_module
from bot.news import scan
from bot.news.fan_out import FanOut, fan_out
from bot.news.filters import read_filter, read_watch
from bot.news.ingest import IngestResult
from bot.news.scan import Scanner
from bot.news.sources.folder import RecordFolder
from storage import articles, topics, word_filters
from storage.database import Database
from storage.models import FilterMode
from tests.conftest import NOON
from tests.support.pipeline import WINDOW, Pipeline, record, stored_articles, titles

RIVERS, LAMPS = "Quiet rivers rise in the north", "Seven lamps for a lighthouse"


async def test_what_a_kill_left_unannounced_is_announced_by_the_next_scan(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.follows(1, "AI")
    for n, title in enumerate(titles(5)):
        pipeline.drop(f"{n}.md", record(title, f"https://a.example/{n}", at=NOON + timedelta(minutes=n)))

    def die(*_: object) -> FanOut:
        raise KeyboardInterrupt

    monkeypatch.setattr(scan, "fan_out", die)
    with pytest.raises(KeyboardInterrupt):
        await asyncio.to_thread(lambda: asyncio.run(pipeline.new_scan().run()))
    monkeypatch.undo()
    assert len(pipeline.database.call(stored_articles)) == 5
    assert pipeline.rows() == []
    report = await pipeline.new_scan().run()
    assert report.owed == 5
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == titles(5)


async def test_an_article_is_announced_once_whoever_announces_it(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(RIVERS, "https://a.example/1"))
    await pipeline.scanned()
    ids = [article.id or 0 for article in pipeline.database.call(stored_articles)]
    assert pipeline.database.call(fan_out, [*ids, 999], WINDOW, pipeline.now) == (0, 2)
    assert pipeline.database.call(articles.unannounced) == []


async def test_a_failed_chunk_leaves_the_stories_right(pipeline: Pipeline) -> None:
    """What was added to the story cache and not committed must not be joined by what comes next."""
    pipeline.drop("a.md", record(RIVERS, "https://a.example/1"))
    left = 1

    def refuse(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal left
        if left and statement.startswith("INSERT INTO record_file"):
            left -= 1
            raise OperationalError(statement, None, Exception("disk is full"))

    event.listen(pipeline.database.engine, "before_cursor_execute", refuse)
    with pytest.raises(OperationalError):
        await pipeline.scanned()
    assert pipeline.database.call(stored_articles) == []
    assert (await pipeline.scanned()).counts[IngestResult.NEW] == 1
    event.remove(pipeline.database.engine, "before_cursor_execute", refuse)


async def test_many_deliveries_are_written_in_several_transactions(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fan_out_module, "FANOUT_DELIVERIES", 2)
    for chat_id in (1, 2, 3):
        pipeline.follows(chat_id, "AI")
    for n, title in enumerate(titles(4)):
        pipeline.drop(f"{n}.md", record(title, f"https://a.example/{n}", at=NOON + timedelta(minutes=n)))
    assert (await pipeline.scanned()).owed == 12
    assert pipeline.database.call(articles.unannounced) == []
    assert [row.article_id for row in pipeline.rows()] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


@pytest.mark.parametrize("count", [230])
async def test_two_scans_beside_each_other_double_and_lose_nothing(pipeline: Pipeline, count: int) -> None:
    pipeline.follows(1, "AI")
    for n, title in enumerate(titles(count)):
        pipeline.drop(f"{n}.md", record(title, f"https://a.example/{n}"))
    ready, reports = threading.Barrier(3), []

    def work() -> None:
        database = Database(pipeline.database.url.render_as_string(hide_password=False))
        scan = Scanner(database, [RecordFolder(pipeline.folder)], None, window=WINDOW, clock=pipeline.clock)
        ready.wait()
        reports.append(asyncio.run(scan.run()))
        database.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        await asyncio.to_thread(worker.join)
    assert sum(report.counts[IngestResult.NEW] for report in reports) == count
    assert sum(report.owed for report in reports) == count
    assert len(pipeline.database.call(stored_articles)) == count
    pipeline.slots = 64
    pipeline.delivery = pipeline.new_delivery()
    await pipeline.delivered()
    assert sorted(pipeline.wire.titles(1)) == sorted(titles(count))


async def test_a_record_that_is_filed_anew_is_told_to_those_who_followed_when_it_came(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.follows(2, "Lamps")
    pipeline.drop("a.md", record(RIVERS, "https://a.example/1", ("AI",)))
    await pipeline.scanned()
    pipeline.drop("a.md", record(RIVERS, "https://a.example/1", ("AI", "Lamps")))
    assert (await pipeline.scanned()).counts[IngestResult.CHANGED] == 1
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [RIVERS]
    assert pipeline.wire.titles(2) == []
    assert [topic.name for topic in pipeline.database.call(topics.by_article, [1])[1]] == ["AI", "Lamps"]


async def test_watched_words_are_told_of_though_nobody_follows_the_topic(pipeline: Pipeline) -> None:
    one, two = pipeline.follows(1, "Lamps"), pipeline.follows(2, "AI")
    expression = str(read_watch(f'"{RIVERS}"'))
    pipeline.database.call(word_filters.add_watch, one, expression, NOON)
    hidden = str(read_filter(f'-"{RIVERS}"')[FilterMode.HIDE])
    pipeline.database.call(word_filters.add_filter, two, None, FilterMode.HIDE, hidden, None, NOON)
    pipeline.drop("a.md", record(RIVERS, "https://a.example/1", ("AI",)))
    assert (await pipeline.scanned()).owed == 1
    assert [(row.chat_id, row.article_id) for row in pipeline.rows()] == [(1, 1)]
