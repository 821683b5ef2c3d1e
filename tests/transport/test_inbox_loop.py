"""What waits in the inbox is handled in order, and marked after it; a kill at any instant loses none."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from bot.handlers.flood import PerChatUpdateProcessor
from bot.transport import inbox as module
from bot.transport.inbox import CHATS_AT_ONCE, InboxLoop
from storage import inbox
from storage.database import Database, DatabaseUnusableError
from storage.inbox import Arrival
from tests.conftest import NOON
from tests.support.telegram import TOKEN, Telegram
from tests.transport.test_webhook import update


class Handlers:
    """Handle updates one by one as they are let."""

    def __init__(self) -> None:
        self.handled: list[int] = []
        self.gates: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self.is_open = True
        self.fails: set[int] = set()
        self.running = self.most = 0

    async def handle(self, found: Update, _context: object) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        if not self.is_open:
            await self.gates[found.update_id].wait()
        self.running -= 1
        if found.update_id in self.fails:
            raise ValueError("a fault")
        self.handled.append(found.update_id)


@pytest.fixture
def handlers() -> Handlers:
    return Handlers()


@pytest.fixture
async def application(handlers: Handlers) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    builder = ApplicationBuilder().token(TOKEN).request(Telegram()).get_updates_request(Telegram())
    application = builder.concurrent_updates(PerChatUpdateProcessor()).updater(None).job_queue(None).build()
    application.add_handler(TypeHandler(Update, handlers.handle))
    async with application:
        yield application


@pytest.fixture
def loop(database: Database, application: Application[Any, Any, Any, Any, Any, Any]) -> InboxLoop:
    return InboxLoop(database, application, "me", lambda: NOON)


def store(database: Database, *numbers: tuple[int, int]) -> None:
    arrivals = [Arrival(number, person, json.dumps(update(number, person))) for number, person in numbers]
    assert database.call(inbox.store, arrivals, NOON)


async def drained(loop: InboxLoop) -> None:
    async with asyncio.timeout(30):
        await loop.drain(asyncio.Event())


async def test_what_waits_is_handled_in_the_order_of_each_chat(
    database: Database, loop: InboxLoop, handlers: Handlers
) -> None:
    store(database, *((number, number % 3 + 1) for number in range(30)))
    await drained(loop)
    for person in range(3):
        assert [number for number in handlers.handled if number % 3 == person] == list(range(person, 30, 3))
    assert database.call(inbox.count_waiting) == 0


async def test_so_many_chats_at_a_time(database: Database, loop: InboxLoop, handlers: Handlers) -> None:
    handlers.is_open = False
    store(database, *((number, number) for number in range(1, CHATS_AT_ONCE + 9)))
    await loop.tick()
    await loop.tick()
    while handlers.running < CHATS_AT_ONCE:  # noqa: ASYNC110 - handlers tell no one
        await asyncio.sleep(0)
    for number in range(1, CHATS_AT_ONCE + 9):
        handlers.gates[number].set()
    await drained(loop)
    assert handlers.most == CHATS_AT_ONCE
    assert len(handlers.handled) == CHATS_AT_ONCE + 8


async def test_a_handler_that_fails_is_not_tried_again(
    database: Database, loop: InboxLoop, handlers: Handlers, caplog: pytest.LogCaptureFixture
) -> None:
    handlers.fails = {1}
    store(database, (1, 7), (2, 7))
    await drained(loop)
    assert handlers.handled == [2]
    assert "a fault" in caplog.text


async def test_a_body_that_cannot_be_read_any_more_is_not_tried_again(
    database: Database, loop: InboxLoop, handlers: Handlers, caplog: pytest.LogCaptureFixture
) -> None:
    assert database.call(inbox.store, [Arrival(1, 7, "{")], NOON)
    store(database, (2, 7))
    await drained(loop)
    assert handlers.handled == [2]
    assert "update 1 could not be handled" in caplog.text


async def test_what_is_being_handled_at_the_end_is_handled_and_marked(
    database: Database, loop: InboxLoop, handlers: Handlers
) -> None:
    handlers.is_open = False
    store(database, (1, 7), (2, 7))
    running = asyncio.create_task(loop.run())
    while not handlers.running:  # noqa: ASYNC110 - handlers tell no one
        await asyncio.sleep(0.001)
    loop.stop()
    handlers.gates[1].set()
    await running
    assert handlers.handled == [1]
    assert database.call(inbox.count_waiting) == 1, "the second one is left to whoever runs next"


async def test_what_was_not_marked_is_marked_when_the_database_is_back(
    database: Database, loop: InboxLoop, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(database, (1, 7), (2, 8))
    await loop.tick()
    while len(handlers.handled) < 2:  # noqa: ASYNC110 - handlers tell no one
        await asyncio.sleep(0)

    def away(*_: object, **__: object) -> None:
        raise DatabaseUnusableError("it is away")

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "advance", away)
        with pytest.raises(DatabaseUnusableError):
            await loop.tick()
    await loop.tick()
    assert database.call(inbox.count_waiting) == 0
    assert handlers.handled == [1, 2], "and not handled again"


async def test_claims_that_were_committed_unheard_are_made_again(
    database: Database, loop: InboxLoop, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(database, (1, 7))
    real = database.run

    async def cut(query: Any, *args: Any, **options: Any) -> Any:
        done = await real(query, *args, **options)
        if query is inbox.advance:
            raise DatabaseUnusableError("the connection broke at the commit")
        return done

    with monkeypatch.context() as patch:
        patch.setattr(database, "run", cut)
        with pytest.raises(DatabaseUnusableError):
            await loop.tick()
    await drained(loop)
    assert handlers.handled == [1]


async def test_an_update_that_ends_its_process_again_and_again_is_told_and_left(
    database: Database, loop: InboxLoop, handlers: Handlers, caplog: pytest.LogCaptureFixture
) -> None:
    store(database, (1, 7), (2, 7))
    for _ in range(inbox.MOST_ATTEMPTS):
        database.call(inbox.advance, "dead", NOON, done=[], running=[], lease=module.LEASE, limit=1)
        database.call(inbox.take_back, ["dead"])
    await drained(loop)
    assert handlers.handled == [2]
    assert "update 1 ended its process 5 times and is set aside" in caplog.text


async def test_polling_does_not_wait_for_ever_for_what_is_left(
    database: Database,
    loop: InboxLoop,
    handlers: Handlers,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(module, "LONGEST_DRAIN", 0.05)
    handlers.is_open = False
    store(database, (1, 7))
    await drained(loop)
    assert "polling begins beside them" in caplog.text
    monkeypatch.setattr(module, "LONGEST_DRAIN", 60.0)
    handlers.gates[1].set()
    await drained(loop)
    assert handlers.handled == [1]
