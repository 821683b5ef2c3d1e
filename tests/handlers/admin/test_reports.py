"""Statistics, how the wire is doing, and what could not be read, as administrators see them."""

import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.handlers.admin.reports import days_of
from bot.handlers.context import AdminServices
from bot.news.frontmatter import FileProblem
from bot.news.ingest import IngestResult
from bot.news.scan import PastScan, ScanReport, stored_scan
from storage import articles, scans
from storage.articles import FileReading
from storage.database import Database
from storage.models import Article, ArticleTopic, Broadcast, BroadcastState
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import OWNERS, Person, Town, town_with
from tests.storage.rows import put

REPORT = ScanReport(
    rejected=[FileProblem("topics/ai.md", 2, "no name"), FileProblem("records/half.md", 2, "known already")]
)
REPORT.counts[IngestResult.NEW] = 2
SCAN = PastScan(NOON - timedelta(seconds=4), REPORT)
OFFICE = AdminServices(
    owners=OWNERS,
    version="0.1.0",
    started_at=NOON - timedelta(hours=3),
)


@pytest.fixture
async def wire(sqlite: Database) -> AsyncIterator[Town]:
    sqlite.call(sample_news.stock)
    sqlite.call(scans.save, stored_scan(SCAN), is_find=True)
    async with town_with(sqlite, OFFICE) as town:
        yield town


@pytest.fixture
def owner(wire: Town) -> Person:
    return wire.person(901)


def rejected(database: Database, *files: tuple[str, str]) -> None:
    rows = (
        FileReading(folder=folder, path=path, size=1, mtime_ns=1, inode=1, read_at=NOON, reason="no title", line=2)
        for folder, path in files
    )
    database.call(articles.remember_files, list(rows))


@pytest.mark.parametrize(
    ("argument", "days"),
    [("", 30), ("7d", 7), ("7", 7), (" 30 D ", 30), ("ALL", 0), ("1", 1), ("0", None), ("3661", None), ("-7", None),
     ("week", None), ("7w", None), ("٧", None), ("9" * 5_000, None), ("d", None)],
)  # fmt: skip
def test_which_time_is_asked_for(argument: str, days: int | None) -> None:
    assert days_of(argument) == days


async def test_statistics_are_a_picture_with_its_numbers_below(wire: Town, owner: Person) -> None:
    await wire.person(501).write("/start")
    assert "Last 7 days\n\n1 subscriber (+1)" in await owner.write("/stats 7d")
    assert owner.screen[-1]["photo"]
    assert owner.buttons == ["• 7 days", "30 days", "All time", "🌙 Dark", "Numbers (CSV)", "Readers"]


async def test_buttons_change_the_picture_in_place(wire: Town, owner: Person) -> None:
    await owner.write("/stats")
    shown = len(owner.screen)
    await owner.press("Dark")
    assert "☀ Light" in owner.buttons
    await owner.press("All time")
    assert owner.seen.startswith("All time")
    assert "☀ Light" in owner.buttons
    assert (len(owner.screen), wire.telegram.times("editMessageMedia")) == (shown, 2)


async def test_the_numbers_come_as_files(wire: Town, owner: Person) -> None:
    await owner.write("/stats 7d")
    await owner.press("CSV")
    assert wire.telegram.times("sendDocument") == 1  # nobody follows a topic
    follower = wire.person(501)
    await follower.write("/subscribe Robotics")
    await owner.press("CSV", place=0)
    assert wire.telegram.times("sendDocument") == 3


async def test_who_names_no_time_is_offered_some(owner: Person) -> None:
    assert "Statistics of which time?" in await owner.write("/stats whenever")
    await owner.press("7 days")
    assert owner.seen.startswith("Last 7 days")


async def test_without_a_picture_the_numbers_remain(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert (await owner.write("/stats")).endswith("The picture could not be drawn just now.")
    await owner.press("7 days")
    assert owner.seen.startswith("Last 7 days")
    assert len(owner.screen) == 1


async def test_forged_periods_do_no_harm(owner: Person) -> None:
    await owner.write("/stats 7d")
    await owner.send_data(f"ra:{2**63 - 1}:{2**63 - 1}", owner.screen[-1])
    assert owner.seen.startswith("Last 3,660 days")


async def test_how_the_wire_is_doing(wire: Town, owner: Person) -> None:
    put(wire.database, Broadcast(author_id=901, state=BroadcastState.PAUSED, created_at=NOON))
    rejected(wire.database, ("records", "half.md"))
    text = await owner.write("/status")
    assert text.startswith("Topicwire 0.1.0\nRunning for 3 hours")
    assert "2 new, 0 alerts owed." in text
    assert "of 25 a second" in text or "limit is 25 a second" in text
    assert "1: paused, 0 left" in text
    assert owner.buttons == ["↻ Refresh", "Not readable: 2", "Send me each day's summary"]


async def test_refreshing_shows_it_in_place(wire: Town, owner: Person) -> None:
    await owner.write("/status")
    wire.clock.pass_(hours=1)
    await owner.press("Refresh")
    assert "Running for 4 hours" in owner.seen
    assert len(owner.screen) == 1


async def test_a_scan_that_failed_is_told(sqlite: Database) -> None:
    failed = PastScan(NOON, None, "4 of 4 known records are gone")
    sqlite.call(scans.save, stored_scan(failed), is_find=False)
    async with town_with(sqlite, AdminServices(owners=OWNERS)) as town:
        assert "12:00 UTC failed: 4 of 4 known records are gone" in await town.person(901).write("/status")


async def test_what_could_not_be_read_is_listed(wire: Town, owner: Person) -> None:
    rejected(wire.database, ("records", "half.md"), ("records", "sub/b.md"))
    text = await owner.write("/rejected")
    assert "3 files could not be read" in text
    for line in ("half.md:2\nno title", "sub/b.md:2\nno title", "topics/ai.md:2\nno name"):
        assert f"\n{line}" in text
    assert "known already" not in text
    await owner.press("Status")
    assert owner.seen.startswith("Topicwire")
    await owner.press("Not readable: 3")
    assert "3 files could not be read" in owner.seen


async def test_with_several_folders_each_file_names_its_own(sqlite: Database) -> None:
    rejected(sqlite, ("data/records", "half.md"), ("more", "half.md"))
    async with town_with(sqlite) as town:
        text = await town.person(901).write("/rejected")
    assert "\nrecords/half.md:2" in text
    assert "\nmore/half.md:2" in text


async def test_all_is_well(sqlite: Database) -> None:
    async with town_with(sqlite) as town:
        owner = town.person(901)
        assert "Not scanned yet." in await owner.write("/status")
        assert owner.buttons == ["↻ Refresh", "Send me each day's summary"]
        assert "Every record could be read" in await owner.write("/rejected")


async def test_a_report_that_is_no_more_says_so(owner: Person) -> None:
    await owner.write("/status")
    assert "out of date" in await owner.send_data("rf:99:1", owner.screen[-1])


async def test_what_reaches_nobody_stands_behind_a_button(sqlite: Database, owner: Person) -> None:
    await owner.write("/rejected")
    assert not any("Reach nobody" in label for label in owner.buttons)
    sample_news.publish(sqlite, 1, "space")
    sqlite.call(without_topics)
    await owner.write("/rejected")
    await owner.press("Reach nobody: 1")
    assert "it names no topic, so it reaches nobody" in owner.seen
    await owner.press("Not readable")
    assert "Reach nobody: 1" in owner.buttons


def without_topics(session: Session) -> None:
    """Have one article of the news stand under no topic."""
    number = session.exec(select(Article.id).order_by(col(Article.id))).first()
    session.connection().execute(delete(ArticleTopic).where(col(ArticleTopic.article_id) == number))
