import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.feeds import loop as feed_loop
from bot.feeds.addresses import AddressGuard
from bot.feeds.fetch import FeedClient
from bot.feeds.loop import FeedLoop, FeedSettings
from bot.jobs import Appointments
from storage import feeds
from storage.database import Database
from storage.models import Trouble
from tests.conftest import NOON
from tests.feeds.conftest import SHORTEST, Reading
from tests.feeds.samples import item, rss
from tests.feeds.server import HOST

FOG = item("Fog", "https://osterby.example/fog", id="1")


class ByHand:
    """Appointments that tests keep."""

    def __init__(self) -> None:
        self.steps: dict[str, tuple[timedelta, Callable[[], None]]] = {}
        self.is_running = False

    def start(self) -> None:
        self.is_running = True

    def stop(self) -> None:
        self.is_running = False

    def make(self, name: str, after: timedelta, step: Callable[[], None]) -> None:
        self.steps[name] = (after, step)

    def cancel(self, name: str) -> None:
        self.steps.pop(name, None)


class Running:
    """The loop over the feeds of a ``Reading``, and what it tells."""

    def __init__(self, reading: Reading, file: Path | None, appointments: Any) -> None:
        self.reading, self.appointments = reading, appointments
        self.written = asyncio.Event()
        self.told: list[tuple[Trouble, Mapping[str, Any]]] = []
        self.loop = FeedLoop(
            reading.database,
            FeedClient("Topicwire/test", AddressGuard([HOST])),
            FeedSettings(file, reading.folder, SHORTEST),
            appointments,
            clock=lambda: reading.now,
            spread=lambda: 0.0,
            on_records=self.written.set,
            on_trouble=lambda cause, about: self.told.append((cause, about)),
        )

    def pauses(self) -> dict[str, float]:
        return {name: after.total_seconds() for name, (after, _) in self.appointments.steps.items()}

    async def keep(self, path: str) -> None:
        """Do what the appointment of a feed is for, to its end."""
        feed_id = self.reading.ids[path]
        _, step = self.appointments.steps.pop(f"feed {feed_id}")
        step()
        await asyncio.gather(*self.loop._reading.values())


@asynccontextmanager
async def opened(running: Running) -> AsyncIterator[Running]:
    async with running.loop._client, running.loop._parser:
        yield running


async def test_each_feed_has_one_appointment(reading: Reading) -> None:
    running = Running(reading, None, ByHand())
    one, two = reading.add("/1"), reading.add("/2")
    reading.database.call(feeds.change, two, due_at=NOON + timedelta(minutes=7))
    await running.loop.tick()
    await running.loop.tick()
    assert running.pauses() == {f"feed {one}": 0.02, f"feed {two}": 420.0}

    reading.database.call(feeds.pause, one, NOON)
    reading.database.call(feeds.hasten, two, NOON)
    await running.loop.tick()
    assert running.pauses() == {f"feed {two}": 0.02}


async def test_what_is_overdue_is_spread(reading: Reading) -> None:
    running = Running(reading, None, ByHand())
    for number in range(100):
        reading.add(f"/{number}")
    await running.loop.tick()
    assert max(running.pauses().values()) == pytest.approx(2.0)


async def test_a_feed_is_read_and_due_again(reading: Reading) -> None:
    reading.server.pages["/1"] = rss(FOG)
    feed_id = reading.add("/1")
    async with opened(Running(reading, None, ByHand())) as running:
        await running.loop.tick()
        await running.keep("/1")
        assert running.written.is_set()
        assert set(reading.records()) == {"Fog"}
        assert running.pauses() == {f"feed {feed_id}": SHORTEST}
        await running.loop.tick()
        assert running.pauses() == {f"feed {feed_id}": SHORTEST}


async def test_owners_are_told_of_a_feed_that_ended(reading: Reading) -> None:
    reading.server.pages["/1"] = web.Response(status=410)
    feed_id = reading.add("/1", name="Harbour")
    async with opened(Running(reading, None, ByHand())) as running:
        await running.loop.tick()
        await running.keep("/1")
    about = {"feed": feed_id, "name": "Harbour", "reason": "the server says that it is gone for good"}
    assert running.told == [(Trouble.FEED, about)]
    assert running.pauses() == {}


async def test_an_error_of_the_program_is_tried_again(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    reading.server.pages["/1"] = rss(FOG)
    feed_id = reading.add("/1")
    async with opened(Running(reading, None, ByHand())) as running:
        await running.loop.tick()
        monkeypatch.setattr(feeds, "save_entries", broken)
        await running.keep("/1")
    assert running.pauses() == {f"feed {feed_id}": 60.0}
    assert "could not be read; trying again" in caplog.text


async def test_servers_that_never_answer_hold_up_no_other(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_: web.BaseRequest) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    monkeypatch.setattr(feed_loop, "OF_ONE_HOST", 100)
    async with opened(Running(reading, None, ByHand())) as running:
        for number in range(20):
            reading.server.pages[f"/{number}"] = never
            reading.database.call(feeds.change, reading.add(f"/{number}"), failures=1)
        reading.server.pages["/good"] = rss(FOG)
        reading.add("/good")
        await running.loop.tick()
        for _, step in running.appointments.steps.values():
            step()
        await asyncio.wait_for(running.written.wait(), 30)
        assert sum(reading.server.asked[f"/{number}"] for number in range(20)) <= feed_loop.DOUBTFUL_AT_ONCE
        await running.loop._give_up()


async def test_the_file_is_taken_up_while_it_runs(
    reading: Reading, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "feeds.yaml"
    running = Running(reading, file, ByHand())
    await running.loop.tick()
    assert "cannot be read" in caplog.text

    file.write_text("- https://a.example/\n- https://b.example/\n", encoding="utf-8")
    await running.loop.tick()
    assert len(running.pauses()) == 2
    file.write_text("- https://a.example/\n", encoding="utf-8")
    await running.loop.tick()
    assert len(running.pauses()) == 1
    file.write_text("- https://a.example/\n- [", encoding="utf-8")
    await running.loop.tick()
    assert len(running.pauses()) == 1
    assert running.loop.problems[0].reason.startswith("not valid YAML")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_it_runs_until_it_is_stopped(reading: Reading, database: Database) -> None:
    """With the timetable of the program: what is being read when it stops is given up."""
    asked = asyncio.Event()

    async def never(_: web.BaseRequest) -> web.Response:
        asked.set()
        await asyncio.Event().wait()
        return web.Response()

    reading.server.pages["/good"] = rss(FOG)
    reading.server.pages["/never"] = never
    reading.add("/good"), reading.add("/never")
    running = Running(reading, None, Appointments())
    work = asyncio.create_task(running.loop.run())
    await asyncio.wait_for(asyncio.gather(running.written.wait(), asked.wait()), 30)
    running.loop.stop()
    await asyncio.wait_for(work, 30)
    assert reading.feed("/never").fetched_at is None
