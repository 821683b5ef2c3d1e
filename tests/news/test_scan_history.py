"""What the loop remembers of its scans."""

from datetime import timedelta
from typing import Any

from bot.news.ingest import IngestResult
from bot.news.scan import ScanHistory, ScanLoop
from storage import scans
from storage.models import Trouble
from tests.conftest import NOON
from tests.news.test_scan_loop import looping, until
from tests.support.pipeline import Pipeline, record


async def test_the_last_scan_and_the_last_find_are_remembered(pipeline: Pipeline) -> None:
    pipeline.drop("a.md", record("Quiet rivers", "https://a.example/1"))
    loop = ScanLoop(pipeline.scan, lambda: None)
    assert loop.past == ScanHistory()
    async with looping(loop):
        await until(lambda: loop.past.last is not None)
        find = loop.past.last_find
        assert find == loop.past.last
        assert find is not None
        assert find.report is not None
        assert (find.ended_at, find.report.counts[IngestResult.NEW]) == (NOON, 1)
        pipeline.now += timedelta(minutes=5)
        loop.wake()
        await until(lambda: loop.past.last != find)
    last = loop.past.last
    assert last is not None
    assert last.report is not None
    assert (last.ended_at, last.report.is_quiet) == (pipeline.now, True)
    assert loop.past.last_find == find


async def test_a_scan_that_found_nothing_out_says_why(pipeline: Pipeline) -> None:
    for number in range(4):
        pipeline.drop(f"{number}.md", record(f"Quiet rivers {number}", f"https://a.example/{number}"))
    loop = ScanLoop(pipeline.scan, lambda: None)
    async with looping(loop):
        await until(lambda: loop.past.last is not None)
        find = loop.past.last_find
        pipeline.folder.rename(pipeline.folder.parent / "away")
        loop.wake()
        await until(lambda: loop.past.last != find)
        stopped = loop.past.last
        pipeline.scan._sources = None  # type: ignore[assignment] # a fault of the program
        loop.wake()
        await until(lambda: loop.past.last != stopped)
    assert stopped is not None
    assert stopped.problem.startswith("4 of 4 known records are gone")
    assert loop.past.last is not None
    assert loop.past.last.problem == "TypeError: the log tells more"
    assert loop.past.last_find == find


async def test_trouble_is_told_of_scans_that_fail_and_records_that_cannot_be_read(pipeline: Pipeline) -> None:
    troubles: list[tuple[Trouble, dict[str, Any]]] = []
    pipeline.drop("good.md", record("Quiet rivers", "https://a.example/1"))
    pipeline.drop("bad.md", "nonsense")
    pipeline.drop("worse.md", "---")
    loop = ScanLoop(pipeline.scan, lambda: None, lambda cause, about: troubles.append((cause, dict(about))))
    await loop.tick()
    await loop.tick()
    assert troubles == [(Trouble.REJECTED, {"count": 2})], "what was rejected before is no news"
    pipeline.folder.rename(pipeline.folder.parent / "away")
    await loop.tick()
    assert [cause for cause, _ in troubles[1:]] == [Trouble.SCAN]
    assert "known records are gone" in troubles[1][1]["reason"]


async def test_it_is_stored_for_other_processes_and_for_the_next(pipeline: Pipeline) -> None:
    for number in range(4):
        pipeline.drop(f"{number}.md", record(f"Quiet rivers {number}", f"https://a.example/{number}"))
    pipeline.drop("bad.md", "nonsense")
    loop = ScanLoop(pipeline.scan, lambda: None)
    await loop.tick()
    found = pipeline.database.call(scans.find_last)
    assert found.last
    assert found.last_find
    counts = found.last.counts
    assert counts == found.last_find.counts
    assert (sum(counts.values()), counts["rejected"]) == (5, 1)
    assert [problem["path"].endswith("bad.md") for problem in found.last.rejected] == [True]
    find_at = pipeline.now
    for pause, stored_at in ((5, find_at), (15, find_at + timedelta(seconds=20))):
        pipeline.now += timedelta(seconds=pause)
        await loop.tick()
        found = pipeline.database.call(scans.find_last)
        assert found.last
        assert found.last_find
        assert (found.last.ended_at, found.last_find.ended_at) == (stored_at, find_at), "quiet ones are stored seldom"
    pipeline.folder.rename(pipeline.folder.parent / "away")
    await loop.tick()
    found = pipeline.database.call(scans.find_last)
    assert found.last
    assert found.last.problem
    assert found.last_find
    assert found.last_find.counts == counts
