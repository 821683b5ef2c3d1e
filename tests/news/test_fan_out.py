"""From a scan to deliveries: nothing lost or doubled by a kill, a fault or another scan."""

import asyncio
import threading
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.news import ingest, scan
from bot.news.ingest import FanOut, IngestResult, fan_out
from bot.news.scan import Scanner
from bot.news.sources.folder import RecordFolder
from storage import articles, topics
from storage.database import Database
from tests.conftest import NOON
from tests.support import pipeline
from tests.support.pipeline import WINDOW, Town, record, titles

RIVERS, LAMPS = "Quiet rivers rise in the north", "Seven lamps for a lighthouse"


async def test_what_a_kill_left_unannounced_is_announced_by_the_next_scan(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.follows(1, "AI")
    for n, title in enumerate(titles(5)):
        town.drop(f"{n}.md", record(title, f"https://a.example/{n}", at=NOON + timedelta(minutes=n)))

    def die(*_: object) -> FanOut:
        raise KeyboardInterrupt

    monkeypatch.setattr(scan, "fan_out", die)
    with pytest.raises(KeyboardInterrupt):
        await asyncio.to_thread(lambda: asyncio.run(town.new_scan().run()))
    monkeypatch.undo()
    assert len(town.database.call(pipeline.articles)) == 5
    assert town.rows() == []
    report = await town.new_scan().run()
    assert report.owed == 5
    await town.delivered()
    assert town.wire.titles(1) == titles(5)


async def test_an_article_is_announced_once_whoever_announces_it(town: Town) -> None:
    town.follows(1, "AI")
    town.drop("a.md", record(RIVERS, "https://a.example/1"))
    await town.scanned()
    ids = [article.id or 0 for article in town.database.call(pipeline.articles)]
    assert town.database.call(fan_out, [*ids, 999], WINDOW, town.now) == (0, 2)
    assert town.database.call(articles.unannounced) == []


async def test_a_failed_chunk_leaves_the_stories_right(town: Town) -> None:
    """What was added to the story cache and not committed must not be joined by what comes next."""
    town.drop("a.md", record(RIVERS, "https://a.example/1"))
    left = 1

    def refuse(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal left
        if left and statement.startswith("INSERT INTO record_file"):
            left -= 1
            raise OperationalError(statement, None, Exception("disk is full"))

    event.listen(town.database.engine, "before_cursor_execute", refuse)
    with pytest.raises(OperationalError):
        await town.scanned()
    assert town.database.call(pipeline.articles) == []
    assert (await town.scanned()).counts[IngestResult.NEW] == 1
    event.remove(town.database.engine, "before_cursor_execute", refuse)


async def test_many_deliveries_are_written_in_several_transactions(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "FANOUT_DELIVERIES", 2)
    for chat_id in (1, 2, 3):
        town.follows(chat_id, "AI")
    for n, title in enumerate(titles(4)):
        town.drop(f"{n}.md", record(title, f"https://a.example/{n}", at=NOON + timedelta(minutes=n)))
    assert (await town.scanned()).owed == 12
    assert town.database.call(articles.unannounced) == []
    assert [row.article_id for row in town.rows()] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


@pytest.mark.parametrize("count", [230])
async def test_two_scans_beside_each_other_double_and_lose_nothing(town: Town, count: int) -> None:
    town.follows(1, "AI")
    for n, title in enumerate(titles(count)):
        town.drop(f"{n}.md", record(title, f"https://a.example/{n}"))
    ready, reports = threading.Barrier(3), []

    def work() -> None:
        database = Database(town.database.url.render_as_string(hide_password=False))
        scan = Scanner(database, [RecordFolder(town.folder)], None, window=WINDOW, clock=town.clock)
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
    assert len(town.database.call(pipeline.articles)) == count
    town.slots = 64
    town.delivery = town.new_delivery()
    await town.delivered()
    assert sorted(town.wire.titles(1)) == sorted(titles(count))


async def test_a_record_that_is_filed_anew_is_told_to_those_who_followed_when_it_came(town: Town) -> None:
    town.follows(1, "AI")
    town.follows(2, "Lamps")
    town.drop("a.md", record(RIVERS, "https://a.example/1", ("AI",)))
    await town.scanned()
    town.drop("a.md", record(RIVERS, "https://a.example/1", ("AI", "Lamps")))
    assert (await town.scanned()).counts[IngestResult.CHANGED] == 1
    await town.delivered()
    assert town.wire.titles(1) == [RIVERS]
    assert town.wire.titles(2) == []
    assert [topic.name for topic in town.database.call(topics.by_article, [1])[1]] == ["AI", "Lamps"]
