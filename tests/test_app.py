"""What the bot says of itself."""

import asyncio
import errno
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pydantic import SecretStr

import bot.app
from bot.app import Topicwire
from bot.news.scan import PastScan, ScanHistory, ScanReport
from bot.roles.health import BACKLOG, LATE, SCAN_AGE, SILENCE
from bot.roles.runtime import utc_now
from bot.roles.schedule import ScheduleRole
from bot.settings import Settings
from storage.database import Database, DatabaseUnusableError
from storage.lock import AlreadyRunningError
from storage.models import Delivery, Subscriber
from tests.storage.rows import put
from tests.support.telegram import TOKEN

NONE = {"telegram": "", "database": "", "scans": "", "outbox": ""}


@pytest.fixture
def wire(sqlite: Database, tmp_path: Path) -> Topicwire:
    """A bot that is well: it has scanned, and Telegram has answered."""
    (tmp_path / "records").mkdir()
    settings = Settings(
        telegram_bot_token=SecretStr(TOKEN),
        database_url=SecretStr(f"sqlite:///{sqlite.url.database}"),
        records_dirs=(tmp_path / "records",),
        http_port=0,
    )
    wire = Topicwire(settings, sqlite)
    wire.health.is_polling = True
    wire.health.scans = ScheduleRole(wire.runtime, sqlite).scans
    wire.runtime.polls.succeeded_at = time.monotonic()
    wire.health.scans.past = ScanHistory(PastScan(utc_now(), ScanReport()))
    return wire


async def test_a_bot_that_is_well_says_so(wire: Topicwire) -> None:
    assert await wire._find_problems() == NONE


async def test_silence_of_telegram_is_told(wire: Topicwire) -> None:
    wire.runtime.polls.succeeded_at = None
    assert (await wire._find_problems())["telegram"] == "https://api.telegram.org has not answered yet"
    wire.runtime.polls.succeeded_at = time.monotonic() - SILENCE.total_seconds() - 1
    assert "no update could be fetched for" in (await wire._find_problems())["telegram"]


async def test_telegram_has_answered_once_it_said_who_the_bot_is(wire: Topicwire) -> None:
    wire.runtime.polls.succeeded_at = None
    wire._note_identity(cast("Any", SimpleNamespace(supports_inline_queries=True)))
    assert wire.runtime.texts.has_inline_mode, "alerts offer Share only where it works"
    assert (await wire._find_problems())["telegram"] == "", "the first poll may wait for as long as nobody writes"


@pytest.mark.parametrize(
    ("past", "told"),
    [
        (ScanHistory(), "the first scan is not over yet"),
        (ScanHistory(PastScan(utc_now(), None, "all is gone")), "the last scan failed: all is gone"),
        (ScanHistory(PastScan(utc_now() - SCAN_AGE - timedelta(minutes=1), ScanReport())), "no scan has ended for"),
    ],
)
async def test_scans_that_do_not_succeed_are_told(wire: Topicwire, past: ScanHistory, told: str) -> None:
    assert wire.health.scans
    wire.health.scans.past = past
    assert told in (await wire._find_problems())["scans"]


async def test_a_folder_that_cannot_be_listed_is_told(wire: Topicwire, tmp_path: Path) -> None:
    (tmp_path / "records").rmdir()
    assert (await wire._find_problems())["scans"] == f"{tmp_path}/records cannot be listed (No such file or directory)"


async def test_a_disk_that_is_full_is_told(wire: Topicwire, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("storage.database.tempfile.TemporaryFile", full)
    assert "No space left on device): make room on its disk" in (await wire._find_problems())["database"]


async def test_a_database_that_fails_or_is_away_is_told(wire: Topicwire, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise DatabaseUnusableError("it is away")

    wire._database.outages.problem = "it cannot be written"
    assert (await wire._find_problems())["database"] == "it cannot be written"
    monkeypatch.setattr("bot.roles.health.stats.has_waited_since", away)
    assert (await wire._find_problems())["database"] == "it is away"


async def test_an_outbox_that_stands_still_is_told(wire: Topicwire) -> None:
    long_ago = utc_now() - BACKLOG - timedelta(minutes=1)
    put(wire._database, Subscriber(id=1, chat_id=5, created_at=long_ago, seen_at=long_ago))
    put(
        wire._database,
        Delivery(dedupe_key="x", subscriber_id=1, chat_id=5, priority=0, created_at=long_ago, due_at=long_ago),
    )
    assert (await wire._find_problems())["outbox"] == "", "it has only just started"
    wire.health._progressed = (0, time.monotonic() - BACKLOG.total_seconds() - 1)
    assert "messages wait for more than 10 minutes, and none goes out" in (await wire._find_problems())["outbox"]
    assert wire.send
    wire.send.delivery.outcomes["Delivered"] += 1
    assert (await wire._find_problems())["outbox"] == ""


async def test_it_is_ready_until_messages_are_five_minutes_late(wire: Topicwire) -> None:
    due_at = utc_now() - LATE + timedelta(minutes=1)
    put(wire._database, Subscriber(id=1, chat_id=5, created_at=due_at, seen_at=due_at))
    for number in (1, 2):
        assert not any((await wire.health.find_obstacles()).values()), "nothing is that late"
        put(
            wire._database,
            Delivery(dedupe_key=f"{number}", subscriber_id=1, chat_id=5, priority=0, created_at=due_at, due_at=due_at),
        )
        due_at -= timedelta(minutes=2)
    assert await wire.health.find_obstacles() == {
        "database": "",
        "outbox": "messages have been due for more than 5 minutes",
    }


async def test_it_is_not_ready_while_the_database_is_away(wire: Topicwire, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> bool:
        raise DatabaseUnusableError("the database is away")

    monkeypatch.setattr("bot.roles.health.stats.has_waited_since", away)
    assert await wire.health.find_obstacles() == {"database": "the database is away"}


async def test_a_webhook_says_what_telegram_says_of_it(wire: Topicwire) -> None:
    wire.health.webhook_watch = cast("Any", SimpleNamespace(problem="Telegram cannot post 3 updates: no route"))
    wire.runtime.polls.succeeded_at = time.monotonic() - SILENCE.total_seconds() - 1
    assert (await wire._find_problems())["telegram"] == "Telegram cannot post 3 updates: no route"


async def test_a_lock_that_another_process_took_ends_the_bot(wire: Topicwire) -> None:
    def taken() -> None:
        raise AlreadyRunningError("a bot already runs on this database")

    wire._keep_lock = taken
    await wire._find_problems()
    assert isinstance(wire._reason, AlreadyRunningError)
    assert wire._stopping.is_set()


async def test_what_only_a_database_that_is_away_holds_up_is_given_up(
    wire: Topicwire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.app, "LAST_WAIT", 0.0)
    wire._database.outages.problem = "it is away"
    waiting = asyncio.create_task(asyncio.Event().wait())
    await wire._see_them_end([waiting])  # type: ignore[list-item] # whatever a task returns
    assert isinstance(wire._reason, DatabaseUnusableError)
    with pytest.raises(asyncio.CancelledError):
        await waiting
