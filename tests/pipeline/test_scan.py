"""Scanning: what becomes of files, catalogues and disks, and two scans beside each other."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from bot.pipeline import scan as scanning
from bot.pipeline.fanout import fan_out
from bot.pipeline.ingest import Intake
from bot.pipeline.reading import MANY, Reader
from bot.pipeline.scan import Scan
from bot.pipeline.walking import VanishedError
from storage import records, stories, topics
from storage.database import Database, reads
from storage.models import Article
from tests.conftest import NOON
from tests.pipeline.town import WINDOW, Town, record

RIVERS, LAMPS = "Quiet rivers rise in the north", "Seven lamps for a lighthouse"
WORDS = ("amber", "basalt", "cobalt", "dahlia", "ember", "fjord", "garnet", "harbor")


def titles(count: int) -> list[str]:
    """Titles that have nothing to do with each other."""
    return [" ".join(f"{WORDS[(n + shift) % 8]}{n}" for shift in (0, 3, 5)) for n in range(count)]


@reads
def articles(session: Session) -> list[Article]:
    return list(session.exec(select(Article)))


async def test_a_file_that_cannot_be_read_is_told_with_line_and_reason(town: Town) -> None:
    town.follows(1, "AI")
    town.drop("bad.md", "---\ntitle: one\npublishedDateTime: never\nwebUrl: https://a.example/1\n---\n")
    town.drop("good.md", record(RIVERS, "https://a.example/2"))
    report = await town.scanned()
    assert [(problem.path, problem.line) for problem in report.rejected] == [(str(town.folder / "bad.md"), 3)]
    assert "publishedDateTime is not a date" in report.rejected[0].reason
    assert str(report.rejected[0]).startswith(f"{town.folder}/bad.md:3: ")
    assert report.counts == {Intake.NEW: 1, Intake.REJECTED: 1, Intake.UNCHANGED: 0}
    await town.delivered()
    assert town.wire.titles(1) == [RIVERS]


async def test_a_rejected_file_is_tried_again_when_it_changes(town: Town) -> None:
    town.follows(1, "AI")
    path = town.drop("a.md", "no front matter")
    assert len((await town.scanned()).rejected) == 1
    assert (await town.scanned()).counts == {Intake.UNCHANGED: 1}
    assert [file.path for file in town.database.call(records.rejected)] == ["a.md"]
    path.write_text(record(RIVERS, "https://a.example/1"), encoding="utf-8")
    assert (await town.scanned()).counts[Intake.NEW] == 1
    assert town.database.call(records.rejected) == []


async def test_a_half_written_record_is_taken_when_it_is_whole(town: Town) -> None:
    town.follows(1, "AI")
    whole = record(RIVERS, "https://a.example/1")
    for end in (0, 3, 20, len(whole) // 2, len(whole) - 4):
        town.drop("a.md", whole[:end])
        assert (await town.scanned()).counts[Intake.NEW] == 0
    town.drop("a.md", whole)
    assert (await town.scanned()).counts[Intake.NEW] == 1
    await town.delivered()
    assert town.wire.titles(1) == [RIVERS]


async def test_a_known_record_that_breaks_stays_as_it_was(town: Town) -> None:
    path = town.drop("a.md", record(RIVERS, "https://a.example/1"))
    await town.scanned()
    path.write_text("---\ntitle: [", encoding="utf-8")
    assert (await town.scanned()).counts[Intake.REJECTED] == 1
    assert [article.title for article in town.database.call(articles)] == [RIVERS]


async def test_what_may_not_be_read_is_told_every_time(town: Town) -> None:
    town.drop("real.md", record(RIVERS, "https://a.example/1"))
    (town.folder / "link.md").symlink_to("real.md")
    for _ in range(2):
        report = await town.scanned()
        assert [problem.reason for problem in report.rejected] == ["links are not followed"]


async def test_a_file_that_goes_during_the_scan_is_not_settled(town: Town) -> None:
    town.drop("b.md", record(LAMPS, "https://a.example/2"))
    path = town.drop("a.md", record(RIVERS, "https://a.example/1"))

    class Late(Reader):
        def read(self, files):  # type: ignore[no-untyped-def] # as the one it extends
            path.unlink()
            yield from super().read(files)

    town.scan = Scan(town.database, [town.folder], None, window=WINDOW, clock=town.clock, reader=Late(processes=1))
    report = await town.scanned()
    assert [problem.path for problem in report.unsettled] == [str(path)]
    assert not report.is_quiet
    assert report.counts[Intake.NEW] == 1


@pytest.mark.parametrize("gone", [3, 4])
async def test_when_more_than_half_vanish_nothing_is_changed(town: Town, gone: int) -> None:
    paths = [town.drop(f"{n}.md", record(title, f"https://a.example/{n}")) for n, title in enumerate(titles(4))]
    await town.scanned()
    for path in paths[:gone]:
        path.unlink()
    for _ in range(2):
        with pytest.raises(VanishedError, match=f"{gone} of 4 known records are gone .* --forget-missing"):
            await town.scanned()
    assert len(town.database.call(records.fingerprints, str(town.folder))) == 4
    report = await town.scan.run(forget_missing=True)
    assert report.gone == gone
    assert len(town.database.call(articles)) == 4
    assert (await town.scanned()).gone == 0


async def test_an_unmounted_folder_halts_the_scan_and_a_mounted_one_goes_on(town: Town, tmp_path: Path) -> None:
    for n, title in enumerate(titles(4)):
        town.drop(f"{n}.md", record(title, f"https://a.example/{n}"))
    await town.scanned()
    town.folder.rename(tmp_path / "away")
    with pytest.raises(VanishedError):
        await town.scanned()
    (tmp_path / "away").rename(town.folder)
    assert (await town.scanned()).counts == {Intake.UNCHANGED: 4}


async def test_half_of_them_may_go_and_few_always_may(town: Town) -> None:
    paths = [town.drop(f"{n}.md", record(title, f"https://a.example/{n}")) for n, title in enumerate(titles(4))]
    await town.scanned()
    for left in ((0, 1), (2, 3)):
        for n in left:
            paths[n].unlink()
        assert (await town.scanned()).gone == 2


async def test_what_another_process_was_told_to_forget_halts_nobody(town: Town) -> None:
    paths = [town.drop(f"{n}.md", record(title, f"https://a.example/{n}")) for n, title in enumerate(titles(6))]
    await town.scanned()
    for path in paths[:5]:
        path.unlink()
    with pytest.raises(VanishedError):
        await town.scanned()
    await town.new_scan().run(forget_missing=True)
    assert (await town.scanned()).counts == {Intake.UNCHANGED: 1}


async def test_many_renamed_files_are_not_gone(town: Town) -> None:
    for n, title in enumerate(titles(6)):
        town.drop(f"{n}.md", record(title, f"https://a.example/{n}"))
    await town.scanned()
    for path in list(town.folder.iterdir()):
        path.rename(path.with_name(f"new-{path.name}"))
    assert (await town.scanned()).counts[Intake.UNCHANGED] == 6


async def test_a_dry_run_changes_nothing(town: Town) -> None:
    town.follows(1, "AI")
    town.drop("a.md", record(RIVERS, "https://a.example/1", ("AI", "Brand New")))
    town.drop("b.md", "no front matter")
    report = await town.scan.run(is_dry=True)
    assert report.counts == {Intake.NEW: 1, Intake.REJECTED: 1, Intake.UNCHANGED: 0}
    assert len(report.rejected) == 1
    assert town.database.call(articles) == []
    assert [topic.name for topic in town.database.call(topics.every)] == ["AI"]
    report = await town.scanned()
    assert report.counts[Intake.NEW] == 1
    assert report.owed == 1


async def test_what_a_kill_left_unannounced_is_announced_by_the_next_scan(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.follows(1, "AI")
    for n, title in enumerate(titles(5)):
        town.drop(f"{n}.md", record(title, f"https://a.example/{n}", at=NOON + timedelta(minutes=n)))

    def die(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(scanning, "fan_out", die)
    with pytest.raises(KeyboardInterrupt):
        await asyncio.to_thread(lambda: asyncio.run(town.new_scan().run()))
    monkeypatch.undo()
    assert len(town.database.call(articles)) == 5
    assert town.rows() == []
    report = await town.new_scan().run()
    assert report.owed == 5
    await town.delivered()
    assert town.wire.titles(1) == titles(5)


async def test_an_article_is_announced_once_whoever_announces_it(town: Town) -> None:
    town.follows(1, "AI")
    town.drop("a.md", record(RIVERS, "https://a.example/1"))
    await town.scanned()
    ids = [article.id or 0 for article in town.database.call(articles)]
    assert town.database.call(fan_out, [*ids, 999], WINDOW, town.now) == 0
    assert town.database.call(stories.unannounced) == []


async def test_a_failed_chunk_leaves_the_stories_right(town: Town) -> None:
    """What was put on the shelf and not committed must not be joined by what comes next."""
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
    assert town.database.call(articles) == []
    assert (await town.scanned()).counts[Intake.NEW] == 1
    event.remove(town.database.engine, "before_cursor_execute", refuse)


async def test_progress_is_told_batch_by_batch(town: Town) -> None:
    for n, title in enumerate(titles(60)):
        town.drop(f"{n}.md", record(title, f"https://a.example/{n}"))
    told: list[tuple[int, int]] = []
    await town.scan.run(progress=lambda done, total: told.append((done, total)))
    assert told == [(25, 60), (50, 60), (60, 60)]


async def test_many_files_are_read_by_several_processes_alike(sqlite: Database, tmp_path: Path) -> None:
    town = Town(sqlite, tmp_path / "records")
    for n, title in enumerate(titles(MANY)):
        town.drop(f"{n:03}.md", record(title, f"https://a.example/{n}") if n % 10 else "---\ntitle: [\n")
    files = [(town.folder, path.name) for path in sorted(town.folder.iterdir())]
    alone = [result for batch in Reader(processes=1).read(files) for result in batch]
    shared = [result for batch in Reader(processes=2).read(files) for result in batch]
    assert [str(result) for result in shared] == [str(result) for result in alone]


async def test_an_amp_page_tells_of_the_article_that_names_it(town: Town) -> None:
    town.follows(1, "AI")
    amp = "https://a.example/mobile/1"
    extra = f'ampWebUrl: "{amp}"\n'
    town.drop("a.md", record(RIVERS, "https://a.example/1", extra=extra))
    town.drop("b.md", record("Another heading altogether", amp, at=NOON + timedelta(minutes=1)))
    report = await town.scanned()
    assert report.counts[Intake.NEW] == 1
    town.drop("b.md", record("Yet another heading", amp, at=NOON + timedelta(minutes=1)))
    assert (await town.scanned()).counts[Intake.CHANGED] == 1
    (article,) = town.database.call(articles)
    assert (article.web_url, article.amp_url, article.title) == ("https://a.example/1", amp, "Yet another heading")
    await town.delivered()
    assert len(town.wire.titles(1)) == 1


@pytest.mark.parametrize("count", [230])
async def test_two_scans_beside_each_other_double_and_lose_nothing(town: Town, count: int) -> None:
    town.follows(1, "AI")
    for n, title in enumerate(titles(count)):
        town.drop(f"{n}.md", record(title, f"https://a.example/{n}"))
    ready, reports = threading.Barrier(3), []

    def work() -> None:
        database = Database(town.database.url.render_as_string(hide_password=False))
        scan = Scan(database, [town.folder], None, window=WINDOW, clock=town.clock, reader=Reader(processes=1))
        ready.wait()
        reports.append(asyncio.run(scan.run()))
        database.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        await asyncio.to_thread(worker.join)
    assert sum(report.counts[Intake.NEW] for report in reports) == count
    assert sum(report.owed for report in reports) == count
    assert len(town.database.call(articles)) == count
    town.slots = 64
    town.delivery = town.new_delivery()
    await town.delivered()
    assert sorted(town.wire.titles(1)) == sorted(titles(count))


async def test_topics_can_be_taken_in_before_the_records(town: Town, tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "ai.yaml").write_text("name: AI\n", encoding="utf-8")
    town.topics_folder = tmp_path / "topics"
    town.drop("a.md", record(RIVERS, "https://a.example/1"))
    scan = town.new_scan()
    await scan.take_catalogue()
    assert [topic.name for topic in town.database.call(topics.every)] == ["AI"]
    assert town.database.call(articles) == []
