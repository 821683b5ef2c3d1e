"""Delivering: slots, and chats beside each other."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.outcome import Refused, Throttled
from storage.models import Subscriber, Subscription
from tests.support.delivering import TITLES, news, running, until
from tests.support.pipeline import Pipeline, record


@pytest.mark.parametrize("slots", [1, 3, 32])
async def test_slots_bound_what_is_in_the_air(pipeline: Pipeline, slots: int) -> None:
    pipeline.slots = slots
    pipeline.delivery = pipeline.new_delivery()
    for chat_id in range(1, 41):
        pipeline.follows(chat_id, "AI")
    await news(pipeline)
    await pipeline.delivered()
    assert len(pipeline.wire.arrivals) == 40
    assert pipeline.wire.most_in_air <= slots
    assert slots == 1 or pipeline.wire.most_in_air > 1


async def test_a_chat_is_sent_one_message_at_a_time_in_order(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == TITLES
    assert pipeline.wire.most_to_a_chat == 1


async def test_a_slow_chat_delays_no_other(pipeline: Pipeline) -> None:
    for chat_id in range(1, 20):
        pipeline.follows(chat_id, "AI")
    pipeline.wire.gates[1] = asyncio.Event()
    await news(pipeline, *TITLES)
    async with running(pipeline.delivery):
        await until(lambda: len(pipeline.wire.arrivals) == 18 * len(TITLES))
        assert pipeline.wire.titles(1) == []
        pipeline.wire.gates[1].set()
        await until(lambda: len(pipeline.wire.titles(1)) == len(TITLES))
    assert pipeline.wire.most_to_a_chat == 1


async def test_nothing_is_sent_twice_at_once_by_two_senders(pipeline: Pipeline) -> None:
    for chat_id in range(1, 21):
        pipeline.follows(chat_id, "AI")
    await news(pipeline, *TITLES)
    one, two = pipeline.new_delivery("one"), pipeline.new_delivery("two")
    async with running(one), running(two):
        await until(lambda: set(pipeline.states()) == {"sent"})
    assert sorted(each.chat_id for each in pipeline.wire.arrivals) == sorted([*range(1, 21)] * len(TITLES))
    assert pipeline.wire.most_to_a_chat == 1


async def test_a_throttled_chat_waits_alone(pipeline: Pipeline) -> None:
    for chat_id in range(1, 6):
        pipeline.follows(chat_id, "AI")
    pipeline.wire.outcomes = lambda chat_id, attempt: (
        Throttled(timedelta(seconds=35)) if chat_id == 1 and not attempt else None
    )
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    assert len(pipeline.wire.arrivals) == 4 * len(TITLES)
    await pipeline.delivered(after=timedelta(seconds=34))
    assert pipeline.wire.titles(1) == []
    await pipeline.delivered(after=timedelta(seconds=1))
    assert pipeline.wire.titles(1) == TITLES
    assert [row.attempts for row in pipeline.rows(1)] == [0] * len(TITLES)


async def test_an_edit_that_hangs_delays_no_alert(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.follows(2, "AI")
    await news(pipeline)
    await pipeline.delivered()
    pipeline.drop("again.md", record(TITLES[0], "https://b.example/1", provider="Northern Wire"))
    await pipeline.scanned()
    pipeline.wire.gates |= {1: asyncio.Event(), 2: asyncio.Event()}
    pipeline.follows(3, "AI")
    async with running(pipeline.delivery):
        await until(lambda: pipeline.wire.in_air.total() == 1)
        await news(pipeline, TITLES[1])
        pipeline.delivery.wake()
        await until(lambda: pipeline.wire.titles(3) == [TITLES[1]])
        for gate in pipeline.wire.gates.values():
            gate.set()
        await until(lambda: sum(each.edits for each in pipeline.wire.arrivals) == 2)


async def test_outcomes_are_counted(pipeline: Pipeline) -> None:
    for chat_id in (1, 2):
        pipeline.follows(chat_id, "AI")
    pipeline.wire.outcomes = lambda chat_id, _attempt: Refused("no") if chat_id == 1 else None
    await news(pipeline)
    await pipeline.delivered()
    assert pipeline.delivery.outcomes == {"Refused": 1, "Delivered": 1}


async def test_a_thousand_subscribers_hear_of_a_record(pipeline: Pipeline) -> None:
    pipeline.slots = 64
    pipeline.delivery = pipeline.new_delivery()
    pipeline.follows(1, "AI")
    pipeline.database.call(crowd, pipeline)
    await news(pipeline)
    assert len(pipeline.rows()) == 1_000
    await pipeline.delivered()
    assert sorted(each.chat_id for each in pipeline.wire.arrivals) == list(range(1, 1_001))
    assert set(pipeline.states()) == {"sent"}


def crowd(session: Any, pipeline: Pipeline) -> None:
    """999 more followers of the first topic, in one go."""
    for chat_id in range(2, 1_001):
        session.add(Subscriber(chat_id=chat_id, created_at=pipeline.now, seen_at=pipeline.now))
    session.flush()
    for subscriber_id in range(2, 1_001):
        session.add(Subscription(subscriber_id=subscriber_id, topic_id=1, created_at=pipeline.now))
