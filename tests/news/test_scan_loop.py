"""A record is noticed at once, and a scan follows every wake."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from watchfiles import Change

from bot.news.scan import ScanLoop
from bot.news.sources import folder
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
    task = asyncio.create_task(watch_folders(folders, wake, stopping, again=0.01, look=0.01))
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


def deploy_by_rename(current: Path) -> None:
    (current.parent / "next").mkdir()
    current.rename(current.parent / "before")
    (current.parent / "next").rename(current)


def deploy_by_removal(current: Path) -> None:
    current.rmdir()
    current.mkdir()


def deploy_by_link(current: Path) -> None:
    (current.parent / "release-42").mkdir()
    (current.parent / "link").symlink_to("release-42")
    if not current.is_symlink():
        current.rename(current.parent / "release-41")
    (current.parent / "link").rename(current)


def deploy_later(current: Path) -> None:
    current.parent.rename(current.parent.with_name("moved"))
    current.mkdir(parents=True)


DEPLOYS = [deploy_by_rename, deploy_by_removal, deploy_by_link, deploy_later]


@pytest.mark.parametrize("deploy", DEPLOYS)
async def test_a_path_that_leads_elsewhere_wakes_and_is_watched_anew(
    tmp_path: Path, deploy: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the kernel says: here it never says anything."""
    current = tmp_path / "parent" / "current"
    current.mkdir(parents=True)
    watched: list[int] = []

    async def silent(*folders: Path, stop_event: asyncio.Event, **_: object) -> AsyncIterator[set[object]]:
        watched.append(folders[0].stat().st_ino)
        removed = not deployed.is_set()
        while not stop_event.is_set():
            await asyncio.sleep(0)
            if removed and deployed.is_set():
                removed = False
                yield {(Change.deleted, str(current))} if deploy is deploy_by_removal else set()
            else:
                yield set()

    monkeypatch.setattr(folder, "awatch", silent)
    woken, deployed = asyncio.Event(), asyncio.Event()
    async with watching([current], woken.set):
        await until(lambda: len(watched) == 1)
        assert not woken.is_set()
        deploy(current)
        deployed.set()
        await until(lambda: len(watched) >= 2 and woken.is_set())
        assert watched[-1] == current.stat().st_ino


@pytest.mark.slow
@pytest.mark.parametrize("deploy", DEPLOYS)
async def test_a_record_after_a_deploy_wakes_at_once(tmp_path: Path, deploy: Callable[[Path], None]) -> None:
    current = tmp_path / "parent" / "current"
    current.mkdir(parents=True)
    woken = asyncio.Event()
    async with watching([current], woken.set):
        for _ in range(2 if deploy is deploy_by_removal else 1):
            await asyncio.sleep(0.3)  # until it is watched
            deploy(current)
            await until(woken.is_set)
            await asyncio.sleep(0.3)  # what wakes belatedly for the deploy itself
            woken.clear()
            (current / "a.md").write_text("x")
            await until(woken.is_set)
            (current / "a.md").unlink()
