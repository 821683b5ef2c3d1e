"""Delivering: slots, and chats beside each other."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.outcome import NotSent, Refused, Throttled, Unknown
from bot.delivery.retry import LONGEST_PAUSE
from bot.delivery.worker import BREAKER_FAILURES
from storage.models import Subscriber, Subscription
from tests.support.delivering import TITLES, news, running, until
from tests.support.pipeline import Town, record


@pytest.mark.parametrize("slots", [1, 3, 32])
async def test_slots_bound_what_is_in_the_air(town: Town, slots: int) -> None:
    town.slots = slots
    town.delivery = town.new_delivery()
    for chat_id in range(1, 41):
        town.follows(chat_id, "AI")
    await news(town)
    await town.delivered()
    assert len(town.wire.arrivals) == 40
    assert town.wire.most_in_air <= slots
    assert slots == 1 or town.wire.most_in_air > 1


async def test_a_chat_is_sent_one_message_at_a_time_in_order(town: Town) -> None:
    town.follows(1, "AI")
    await news(town, *TITLES)
    await town.delivered()
    assert town.wire.titles(1) == TITLES
    assert town.wire.most_to_a_chat == 1


async def test_a_slow_chat_delays_no_other(town: Town) -> None:
    for chat_id in range(1, 20):
        town.follows(chat_id, "AI")
    town.wire.gates[1] = asyncio.Event()
    await news(town, *TITLES)
    async with running(town.delivery):
        await until(lambda: len(town.wire.arrivals) == 18 * len(TITLES))
        assert town.wire.titles(1) == []
        town.wire.gates[1].set()
        await until(lambda: len(town.wire.titles(1)) == len(TITLES))
    assert town.wire.most_to_a_chat == 1


async def test_nothing_is_sent_twice_at_once_by_two_senders(town: Town) -> None:
    for chat_id in range(1, 21):
        town.follows(chat_id, "AI")
    await news(town, *TITLES)
    one, two = town.new_delivery("one"), town.new_delivery("two")
    async with running(one), running(two):
        await until(lambda: set(town.states()) == {"sent"})
    assert sorted(each.chat_id for each in town.wire.arrivals) == sorted([*range(1, 21)] * len(TITLES))
    assert town.wire.most_to_a_chat == 1


async def test_an_outage_costs_no_message(town: Town) -> None:
    for chat_id in range(1, 11):
        town.follows(chat_id, "AI")
    outage = True
    town.wire.outcomes = lambda _chat_id, _attempt: NotSent("no connection") if outage else None
    await news(town)
    for _ in range(50):
        await town.delivered(after=LONGEST_PAUSE)
    outage = False
    for _ in range(3):
        await town.delivered(after=LONGEST_PAUSE)
    assert sorted(each.chat_id for each in town.wire.arrivals) == list(range(1, 11))


async def test_an_outage_is_met_by_one_message_at_a_time(town: Town) -> None:
    for chat_id in range(1, 41):
        town.follows(chat_id, "AI")
    town.wire.outcomes = lambda _chat_id, _attempt: Unknown("no answer")
    await news(town)
    await town.delivered()
    assert sum(town.wire.attempts.values()) <= BREAKER_FAILURES + town.slots
    before = sum(town.wire.attempts.values())
    town.wire.most_in_air = 0
    await town.delivered(after=timedelta(seconds=30))
    assert sum(town.wire.attempts.values()) == before + 1
    assert town.wire.most_in_air == 1


async def test_a_throttled_chat_waits_alone(town: Town) -> None:
    for chat_id in range(1, 6):
        town.follows(chat_id, "AI")
    town.wire.outcomes = lambda chat_id, attempt: (
        Throttled(timedelta(seconds=35)) if chat_id == 1 and not attempt else None
    )
    await news(town, *TITLES)
    await town.delivered()
    assert len(town.wire.arrivals) == 4 * len(TITLES)
    await town.delivered(after=timedelta(seconds=34))
    assert town.wire.titles(1) == []
    await town.delivered(after=timedelta(seconds=1))
    assert town.wire.titles(1) == TITLES
    assert [row.attempts for row in town.rows(1)] == [0] * len(TITLES)


async def test_an_edit_that_hangs_delays_no_alert(town: Town) -> None:
    town.follows(1, "AI")
    town.follows(2, "AI")
    await news(town)
    await town.delivered()
    town.drop("again.md", record(TITLES[0], "https://b.example/1", provider="Northern Wire"))
    await town.scanned()
    town.wire.gates |= {1: asyncio.Event(), 2: asyncio.Event()}
    town.follows(3, "AI")
    async with running(town.delivery):
        await until(lambda: town.wire.in_air.total() == 1)
        await news(town, TITLES[1])
        town.delivery.wake()
        await until(lambda: town.wire.titles(3) == [TITLES[1]])
        for gate in town.wire.gates.values():
            gate.set()
        await until(lambda: sum(each.edits for each in town.wire.arrivals) == 2)


async def test_outcomes_are_counted(town: Town) -> None:
    for chat_id in (1, 2):
        town.follows(chat_id, "AI")
    town.wire.outcomes = lambda chat_id, _attempt: Refused("no") if chat_id == 1 else None
    await news(town)
    await town.delivered()
    assert town.delivery.outcomes == {"Refused": 1, "Delivered": 1}


async def test_a_thousand_subscribers_hear_of_a_record(town: Town) -> None:
    town.slots = 64
    town.delivery = town.new_delivery()
    town.follows(1, "AI")
    town.database.call(crowd, town)
    await news(town)
    assert len(town.rows()) == 1_000
    await town.delivered()
    assert sorted(each.chat_id for each in town.wire.arrivals) == list(range(1, 1_001))
    assert set(town.states()) == {"sent"}


def crowd(session: Any, town: Town) -> None:
    """999 more followers of the first topic, in one go."""
    for chat_id in range(2, 1_001):
        session.add(Subscriber(chat_id=chat_id, created_at=town.now, seen_at=town.now))
    session.flush()
    for subscriber_id in range(2, 1_001):
        session.add(Subscription(subscriber_id=subscriber_id, topic_id=1, created_at=town.now))
