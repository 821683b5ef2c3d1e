"""What became of sends, written down: in groups, and never forgotten."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.delivery.worker import SettlementWriter
from storage import outbox
from storage.outbox import Claim
from storage.settle import Sent
from tests.conftest import NOON
from tests.support.pipeline import Town, record

LEASE = timedelta(minutes=2)
CHATS = range(1, 9)


@pytest.fixture
async def claims(town: Town) -> list[Claim]:
    for chat_id in CHATS:
        town.follows(chat_id, "AI")
    town.drop("a.md", record("Quiet rivers rise", "https://a.example/1"))
    await town.scanned()
    return town.database.call(outbox.claim_due, "one", NOON, LEASE, 100)


@pytest.fixture
def ledger(town: Town) -> SettlementWriter:
    return SettlementWriter(town.database, town.clock, pause_after_error=0)


@contextmanager
def commits(town: Town) -> Iterator[list[None]]:
    """One entry for each transaction that was committed inside."""
    seen: list[None] = []

    def note(_connection: object) -> None:
        seen.append(None)

    event.listen(town.database.engine, "commit", note)
    yield seen
    event.remove(town.database.engine, "commit", note)


@contextmanager
def failing(town: Town, times: int) -> Iterator[Callable[[], int]]:
    """A database that fails so many times before it writes; returns how many are left."""
    left = times

    def refuse(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        nonlocal left
        if left and statement.startswith("UPDATE delivery"):
            left -= 1
            raise OperationalError(statement, None, Exception("database is locked"))

    event.listen(town.database.engine, "before_cursor_execute", refuse)
    yield lambda: left
    event.remove(town.database.engine, "before_cursor_execute", refuse)


async def test_what_many_slots_say_at_once_is_one_transaction(
    town: Town, ledger: SettlementWriter, claims: list[Claim]
) -> None:
    with commits(town) as seen:
        await asyncio.gather(*(ledger.settle(Sent(claim, 5, "shown")) for claim in claims))
        assert len(seen) == 1
    assert set(town.states()) == {"sent"}


async def test_what_is_said_during_a_commit_goes_into_the_next(
    town: Town, ledger: SettlementWriter, claims: list[Claim]
) -> None:
    with commits(town) as seen:
        first = asyncio.create_task(ledger.settle(Sent(claims[0], 5, "shown")))
        while not seen:  # noqa: ASYNC110 - the moment between a commit and its news
            await asyncio.sleep(0)
        await asyncio.gather(first, *(ledger.settle(Sent(claim, 5, "shown")) for claim in claims[1:]))
        assert len(seen) == 2
    assert set(town.states()) == {"sent"}


async def test_a_settlement_is_tried_until_it_is_written(
    town: Town, ledger: SettlementWriter, claims: list[Claim], caplog: pytest.LogCaptureFixture
) -> None:
    with failing(town, 5) as left:
        await ledger.settle(Sent(claims[0], 5, "shown"))
        assert left() == 0
    assert town.states(claims[0].chat_id) == ["sent"]
    assert caplog.text.count("the outbox could not be written; trying again") == 5


async def test_none_is_forgotten_when_the_database_fails(
    town: Town, ledger: SettlementWriter, claims: list[Claim]
) -> None:
    with failing(town, 3):
        await asyncio.gather(*(ledger.settle(Sent(claim, claim.id, "shown")) for claim in claims))
    assert [row.message_id for row in town.rows()] == [row.id for row in town.rows()]


async def test_whoever_stops_waiting_holds_up_nobody(town: Town, ledger: SettlementWriter, claims: list[Claim]) -> None:
    gone = asyncio.create_task(ledger.settle(Sent(claims[0], 5, "shown")))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(*(ledger.settle(Sent(claim, 5, "shown")) for claim in claims[1:]))
    assert set(town.states()) == {"sent"}
