"""What became of sends, written down: in groups, and never forgotten."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.delivery.worker import GATHERING_SECONDS, SettlementWriter
from storage import outbox
from storage.outbox import Claim
from storage.settle import Retry, Sent
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record

LEASE = timedelta(minutes=2)
CHATS = range(1, 9)


@pytest.fixture
async def claims(pipeline: Pipeline) -> list[Claim]:
    for chat_id in CHATS:
        pipeline.follows(chat_id, "AI")
    pipeline.drop("a.md", record("Quiet rivers rise", "https://a.example/1"))
    await pipeline.scanned()
    return pipeline.database.call(outbox.claim_due, "one", NOON, LEASE, 100)


@pytest.fixture
def ledger(pipeline: Pipeline) -> SettlementWriter:
    return SettlementWriter(pipeline.database, pipeline.clock, pause_after_error=0)


@contextmanager
def commits(pipeline: Pipeline) -> Iterator[list[None]]:
    """One entry for each transaction that was committed inside."""
    seen: list[None] = []

    def note(_connection: object) -> None:
        seen.append(None)

    event.listen(pipeline.database.engine, "commit", note)
    yield seen
    event.remove(pipeline.database.engine, "commit", note)


@contextmanager
def failing(pipeline: Pipeline, times: int) -> Iterator[Callable[[], int]]:
    """A database that fails so many times before it writes; returns how many are left."""
    left = times

    def refuse(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        nonlocal left
        if left and statement.startswith("UPDATE delivery"):
            left -= 1
            raise OperationalError(statement, None, Exception("database is locked"))

    event.listen(pipeline.database.engine, "before_cursor_execute", refuse)
    yield lambda: left
    event.remove(pipeline.database.engine, "before_cursor_execute", refuse)


async def test_what_many_slots_say_at_once_is_one_transaction(
    pipeline: Pipeline, ledger: SettlementWriter, claims: list[Claim]
) -> None:
    with commits(pipeline) as seen:
        await asyncio.gather(*(ledger.settle(Sent(claim, 5, "shown")) for claim in claims))
        assert len(seen) == 1
    assert set(pipeline.states()) == {"sent"}


async def test_what_is_said_during_a_commit_goes_into_the_next(
    pipeline: Pipeline, ledger: SettlementWriter, claims: list[Claim]
) -> None:
    with commits(pipeline) as seen:
        first = asyncio.create_task(ledger.settle(Sent(claims[0], 5, "shown")))
        while not seen:  # noqa: ASYNC110 - the moment between a commit and its news
            await asyncio.sleep(0)
        await asyncio.gather(first, *(ledger.settle(Sent(claim, 5, "shown")) for claim in claims[1:]))
        assert len(seen) == 2
    assert set(pipeline.states()) == {"sent"}


async def test_a_settlement_is_tried_until_it_is_written(
    pipeline: Pipeline, ledger: SettlementWriter, claims: list[Claim], caplog: pytest.LogCaptureFixture
) -> None:
    with failing(pipeline, 5) as left:
        await ledger.settle(Sent(claims[0], 5, "shown"))
        assert left() == 0
    assert pipeline.states(claims[0].chat_id) == ["sent"]
    assert caplog.text.count("the outbox could not be written; trying again") == 5


async def test_none_is_forgotten_when_the_database_fails(
    pipeline: Pipeline, ledger: SettlementWriter, claims: list[Claim]
) -> None:
    with failing(pipeline, 3):
        await asyncio.gather(*(ledger.settle(Sent(claim, claim.id, "shown")) for claim in claims))
    assert [row.message_id for row in pipeline.rows()] == [row.id for row in pipeline.rows()]


async def test_whoever_stops_waiting_holds_up_nobody(
    pipeline: Pipeline, ledger: SettlementWriter, claims: list[Claim]
) -> None:
    gone = asyncio.create_task(ledger.settle(Sent(claims[0], 5, "shown")))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(*(ledger.settle(Sent(claim, 5, "shown")) for claim in claims[1:]))
    assert set(pipeline.states()) == {"sent"}


async def test_what_goes_back_holds_up_no_success(
    pipeline: Pipeline, ledger: SettlementWriter, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.worker.SETTLED_AT_ONCE", 2)
    back = [asyncio.create_task(ledger.settle(Retry(claim, NOON, ""))) for claim in claims[:-1]]
    sent = asyncio.create_task(ledger.settle(Sent(claims[-1], 5, "shown")))
    with commits(pipeline) as seen:
        await sent
        assert sum(each.done() for each in back) <= 2
        await asyncio.gather(*back)
        assert len(seen) == 4
    assert sorted(pipeline.states()) == ["pending"] * 7 + ["sent"]


async def test_a_few_wait_a_moment_for_more_and_many_do_not(
    pipeline: Pipeline, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    sleep = asyncio.sleep

    async def wait(seconds: float) -> None:
        waits.append(seconds)
        await sleep(0)

    monkeypatch.setattr("bot.delivery.worker.asyncio.sleep", wait)
    writer = SettlementWriter(pipeline.database, pipeline.clock, worthwhile=len(claims) - 1)
    await asyncio.gather(*(writer.settle(Sent(claim, 5, "shown")) for claim in claims[1:]))
    assert waits == []
    await writer.settle(Sent(claims[0], 5, "shown"))
    assert waits == [GATHERING_SECONDS]
    assert set(pipeline.states()) == {"sent"}
