"""A record is noticed at once, and a scan follows every wake."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.news.scan import ScanLoop
from bot.news.sources.folder import watch_folders
from storage.database import Database
from tests.support.pipeline import Pipeline, record

TITLE = "Quiet rivers rise in the north"


@pytest.fixture
def pipeline(sqlite: Database, tmp_path: Path) -> Pipeline:
    return Pipeline(sqlite, tmp_path / "records")


@asynccontextmanager
async def looping(loop: ScanLoop) -> AsyncIterator[None]:
    task = asyncio.create_task(loop.run())
    yield
    loop.stop()
    await task


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110 - files and lists tell no one
            await asyncio.sleep(0.01)


@asynccontextmanager
async def watching(folders: list[Path], wake: Callable[[], None]) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    task = asyncio.create_task(watch_folders(folders, wake, stopping, again=0.01))
    yield
    stopping.set()
    async with asyncio.timeout(10):
        await task


async def test_a_file_that_lands_wakes_at_once(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    woken = asyncio.Event()
    async with watching([tmp_path], woken.set):
        async with asyncio.timeout(20):
            while not woken.is_set():
                (tmp_path / "below" / "a.md").write_text("x")
                await asyncio.sleep(0.05)


async def test_a_folder_that_comes_later_is_watched_too(tmp_path: Path) -> None:
    woken = asyncio.Event()
    async with watching([tmp_path / "later"], woken.set):
        await asyncio.sleep(0.05)
        assert not woken.is_set()
        (tmp_path / "later").mkdir()
        async with asyncio.timeout(20):
            while not woken.is_set():
                (tmp_path / "later" / "a.md").write_text("x")
                await asyncio.sleep(0.05)


@pytest.mark.parametrize("error", [OSError("OS file watch limit reached"), RuntimeError("inotify"), PermissionError()])
async def test_what_cannot_be_watched_is_no_fault(
    tmp_path: Path, error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("bot.news.sources.folder.awatch", refuse)
    async with watching([tmp_path], lambda: None):
        await until(lambda: caplog.text.count("scans go on") > 1)


async def test_the_loop_scans_at_the_start_and_when_woken(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    woken: list[int] = []
    loop = ScanLoop(pipeline.scan, lambda: woken.append(1))
    async with looping(loop):
        await until(lambda: len(woken) == 1)
        pipeline.drop("a.md", record(TITLE, "https://a.example/1"))
        loop.wake()
        await until(lambda: len(woken) == 2)
    assert pipeline.states() == ["pending"]


async def test_wakes_during_a_scan_are_answered_by_one_more(pipeline: Pipeline) -> None:
    woken: list[int] = []
    loop = ScanLoop(pipeline.scan, lambda: woken.append(1))
    async with looping(loop):
        async with pipeline.scan._turn:
            for _ in range(10):
                await asyncio.sleep(0)
                loop.wake()
        await until(lambda: len(woken) == 2)
        await asyncio.sleep(0.1)
    assert len(woken) == 2


async def test_a_scan_that_halts_or_fails_is_told_and_tried_again(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    for n in range(4):
        pipeline.drop(f"{n}.md", record(f"{TITLE} {n}", f"https://a.example/{n}"))
    await pipeline.scanned()
    away = pipeline.folder.rename(pipeline.folder.parent / "away")
    woken: list[int] = []
    loop = ScanLoop(pipeline.scan, lambda: woken.append(1))
    async with looping(loop):
        await until(lambda: "the scan stopped: 4 of 4 known records are gone" in caplog.text)
        sources, pipeline.scan._sources = pipeline.scan._sources, None  # type: ignore[assignment] # a fault of the program
        loop.wake()
        await until(lambda: "the scan failed; the next one tries again" in caplog.text)
        pipeline.scan._sources = sources
        away.rename(pipeline.folder)
        loop.wake()
        await until(lambda: woken == [1])


async def test_what_a_scan_found_is_a_line_in_the_log(pipeline: Pipeline, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(TITLE, "https://a.example/1"))
    pipeline.drop("b.md", "nonsense")
    woken: list[int] = []
    loop = ScanLoop(pipeline.scan, lambda: woken.append(1))
    async with looping(loop):
        await until(lambda: len(woken) == 1)
        assert "1 new, 0 folded, 0 changed, 0 unchanged, 1 rejected, 0 gone; 1 deliveries owed" in caplog.text
        assert "record set aside" in caplog.text
        caplog.clear()
        loop.wake()
        await until(lambda: len(woken) == 2)
    assert caplog.text == ""
