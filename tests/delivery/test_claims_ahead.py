"""The next claims are made while those before are on their way; they are leased, and surely not sent."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.delivery.worker import AHEAD_LASTS
from storage.cancellations import cancel_chat
from storage.models import Cancellation, Delivery, DeliveryState
from tests.support.delivering import news, running, until
from tests.support.pipeline import Pipeline

SLOTS = 16
CHATS = range(1, 41)


@pytest.fixture
async def full(pipeline: Pipeline) -> Pipeline:
    """More is owed than there are slots, and whatever is sent stays in the air."""
    pipeline.slots = SLOTS
    pipeline.delivery = pipeline.new_delivery()
    pipeline.crowd(len(CHATS))
    for chat_id in CHATS:
        pipeline.follows(chat_id, "AI")
        pipeline.wire.gates[chat_id] = asyncio.Event()
    await news(pipeline)
    return pipeline


@asynccontextmanager
async def claimed_ahead(pipeline: Pipeline) -> AsyncIterator[list[int]]:
    """The delivery at work, all of its slots busy: the chats that it has claimed ahead."""
    async with running(pipeline.delivery):
        await until(lambda: pipeline.wire.in_air.total() == SLOTS and len(ahead(pipeline)) == SLOTS // 2)
        try:
            yield ahead(pipeline)
        finally:
            land(pipeline, CHATS)


def land(pipeline: Pipeline, chats: Iterable[int]) -> None:
    """Have messages to these chats arrive."""
    for chat_id in chats:
        pipeline.wire.gates[chat_id].set()


def ahead(pipeline: Pipeline) -> list[int]:
    """The chats whose deliveries are claimed and not begun."""

    def read(session: Session) -> list[int]:
        is_ahead = (col(Delivery.state) == DeliveryState.IN_FLIGHT, col(Delivery.begun_at).is_(None))
        return list(session.connection().execute(select(col(Delivery.chat_id)).where(*is_ahead)).scalars())

    return pipeline.database.call(read)


async def test_all_that_is_claimed_ahead_is_sent_once(full: Pipeline) -> None:
    async with claimed_ahead(full):
        assert full.wire.most_in_air == SLOTS
        land(full, CHATS)
        await until(lambda: set(full.states()) == {"sent"})
    assert sorted(each.chat_id for each in full.wire.arrivals) == list(CHATS)
    assert full.wire.most_in_air <= SLOTS


async def test_few_slots_claim_nothing_ahead(full: Pipeline) -> None:
    full.slots = 8
    full.delivery = full.new_delivery()
    async with running(full.delivery):
        await until(lambda: full.wire.in_air.total() == full.slots)
        await asyncio.sleep(0)
        assert ahead(full) == []
        land(full, CHATS)


async def test_what_is_claimed_ahead_goes_back_at_the_end(full: Pipeline) -> None:
    async with claimed_ahead(full) as chats:
        full.delivery.stop()
        await until(lambda: ahead(full) == [])
    assert {state for chat_id in chats for state in full.states(chat_id)} == {"pending"}
    assert not {each.chat_id for each in full.wire.arrivals} & set(chats)


async def test_what_waits_too_long_for_slots_goes_to_another_process(full: Pipeline) -> None:
    async with claimed_ahead(full) as chats:
        full.now += AHEAD_LASTS + timedelta(seconds=1)
        full.delivery.wake()
        await until(lambda: ahead(full) == [])
        land(full, chats)
        async with running(full.new_delivery("two")):
            await until(lambda: {state for chat_id in chats for state in full.states(chat_id)} == {"sent"})
            land(full, CHATS)


async def test_what_is_cancelled_after_it_was_claimed_ahead_is_not_sent(full: Pipeline) -> None:
    async with claimed_ahead(full) as chats:
        full.database.call(cancel_chat, chats[0], Cancellation.PAUSED, full.now)
        land(full, CHATS)
        await until(lambda: set(full.states()) == {"sent", "cancelled"})
    assert chats[0] not in {each.chat_id for each in full.wire.arrivals}


async def test_what_is_claimed_ahead_and_then_by_somebody_else_is_not_sent(full: Pipeline) -> None:
    """As after a lease that ran out: the fence tells."""

    def take_over(session: Session, chat_id: int) -> Any:
        values = {"fence": col(Delivery.fence) + 1, "owner": "two"}
        session.connection().execute(update(Delivery).where(col(Delivery.chat_id) == chat_id).values(values))

    async with claimed_ahead(full) as chats:
        full.database.call(take_over, chats[0])
        land(full, CHATS)
        await until(lambda: full.states().count(DeliveryState.SENT) == len(CHATS) - 1)
    assert chats[0] not in {each.chat_id for each in full.wire.arrivals}
