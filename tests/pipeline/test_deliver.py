"""Delivering: slots, chats beside each other, and what follows from each outcome."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.messages.message import Message
from bot.pipeline.breaker import FAILURES
from bot.pipeline.deliver import LEASE, Delivery, TokenRefusedError
from bot.pipeline.outcome import (
    Failed,
    Gone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    ThreadGone,
    Throttled,
    TokenRefused,
    Unknown,
)
from bot.pipeline.settling import AFTER_UNKNOWN, LONGEST_PAUSE, MOST_FAILURES
from storage import outbox, subscribers
from storage.models import Article, Standing, Subscriber, Subscription, Topic
from storage.stories import required
from tests.pipeline.town import Town, record

TITLES = [
    "Quiet rivers rise in the north",
    "Seven lamps for a lighthouse",
    "Tall ladders sold by the metre",
    "Bakers count their ovens again",
]


async def news(town: Town, *titles: str) -> None:
    """Have records land, a scan after each."""
    for title in titles or TITLES[:1]:
        town.drop(f"{title}.md", record(title, f"https://a.example/{len(list(town.folder.iterdir()))}", at=town.now))
        await town.scanned()


def first(*outcomes: Outcome) -> Callable[[int, int], Outcome | None]:
    """What the first attempts to each chat end in; the next one arrives."""
    return lambda _chat_id, attempt: outcomes[attempt] if attempt < len(outcomes) else None


@asynccontextmanager
async def running(delivery: Delivery) -> AsyncIterator[asyncio.Task[None]]:
    """The delivery at work inside the block, stopped after it."""
    task = asyncio.create_task(delivery.run())
    yield task
    delivery.stop()
    await task


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110 - rows and lists tell no one
            await asyncio.sleep(0.005)


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


async def test_what_is_perhaps_delivered_is_sent_once_more(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.follows(1, "AI")
    town.wire.lost_answers[1] = Unknown("the connection was lost")
    await news(town)
    await town.delivered()
    assert town.states(1) == ["pending"]
    await town.delivered(after=AFTER_UNKNOWN - timedelta(seconds=1))
    assert len(town.wire.arrivals) == 1
    await town.delivered(after=timedelta(seconds=1))
    assert len(town.wire.arrivals) == 2
    assert town.states(1) == ["sent"]
    assert "perhaps a double" in caplog.text


async def test_what_is_twice_perhaps_delivered_is_set_aside(town: Town) -> None:
    town.follows(1, "AI")
    town.wire.outcomes = first(Unknown("lost"), Unknown("lost"))
    await news(town)
    for _ in range(4):
        await town.delivered(after=timedelta(hours=1))
    assert town.wire.attempts[1] == 2
    assert town.states(1) == ["uncertain"]


async def test_what_telegram_failed_to_take_is_sent_again_and_again(town: Town) -> None:
    town.follows(1, "AI")
    town.follows(2, "AI")
    town.wire.outcomes = lambda chat_id, attempt: Failed("500") if chat_id == 1 or attempt < MOST_FAILURES else None
    await news(town)
    for _ in range(3 * MOST_FAILURES):
        await town.delivered(after=LONGEST_PAUSE)
    assert town.wire.attempts == {1: MOST_FAILURES + 1, 2: MOST_FAILURES + 1}
    assert town.states() == ["uncertain", "sent"]


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
    assert sum(town.wire.attempts.values()) <= FAILURES + town.slots
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


async def test_refused_formatting_goes_as_plain_text(town: Town) -> None:
    town.follows(1, "AI")
    town.wire.outcomes = first(Refused("can't parse entities", is_formatting=True))
    await news(town)
    await town.delivered()
    assert [each.is_plain for each in town.wire.arrivals] == [True]
    assert town.states(1) == ["sent"]


async def test_what_is_refused_as_it_is_ends_there(town: Town) -> None:
    town.follows(1, "AI")
    town.follows(2, "AI")
    town.wire.outcomes = lambda chat_id, _attempt: Refused("message text is empty") if chat_id == 1 else None
    await news(town)
    await town.delivered()
    await town.delivered(after=timedelta(days=1))
    assert town.wire.attempts == {1: 1, 2: 1}
    assert town.states() == ["dead", "sent"]


@pytest.mark.parametrize("standing", [Standing.BLOCKED, Standing.DEACTIVATED, Standing.KICKED, Standing.MISSING])
async def test_a_chat_that_is_gone_is_owed_nothing_more(town: Town, standing: Standing) -> None:
    town.follows(1, "AI")
    town.follows(2, "AI")
    town.wire.outcomes = lambda chat_id, _attempt: Gone(standing, "why") if chat_id == 1 else None
    await news(town, *TITLES)
    await town.delivered()
    assert town.wire.attempts == {1: 1, 2: len(TITLES)}
    assert town.states(1) == ["cancelled"] * len(TITLES)
    assert town.standing(1) is standing


async def test_a_group_that_moved_is_told_where_it_is_now(town: Town) -> None:
    town.follows(-5, "AI")
    town.wire.outcomes = lambda chat_id, _attempt: Migrated(-1001234567890) if chat_id == -5 else None
    await news(town, *TITLES)
    await town.delivered()
    assert town.wire.titles(-1001234567890) == TITLES
    assert town.wire.attempts[-5] == 1


async def test_a_message_to_a_thread_that_is_gone_goes_to_the_chat(town: Town) -> None:
    subscriber = town.follows(-1001234567890, "AI")
    town.database.call(into_thread, subscriber, 77)
    town.wire.outcomes = first(ThreadGone("message thread not found"))
    await news(town)
    await town.delivered()
    assert [each.thread_id for each in town.wire.arrivals] == [0]
    assert town.states() == ["sent"]


def into_thread(session: Any, subscriber_id: int, thread_id: int) -> None:
    session.get_one(Subscriber, subscriber_id).thread_id = thread_id


async def test_a_refused_token_ends_everything_and_loses_nothing(town: Town) -> None:
    for chat_id in range(1, 11):
        town.follows(chat_id, "AI")
    town.wire.outcomes = lambda _chat_id, _attempt: TokenRefused("Unauthorized")
    await news(town)
    with pytest.raises(TokenRefusedError, match="Unauthorized"):
        await town.delivery.run()
    assert set(town.states()) == {"pending"}
    town.wire.outcomes = lambda _chat_id, _attempt: None
    town.delivery = town.new_delivery()
    await town.delivered(after=timedelta(minutes=1))
    assert len(town.wire.arrivals) == 10


async def test_an_article_that_cannot_be_worded_harms_no_other(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.follows(1, "AI")
    town.follows(2, "AI")
    well = town.word

    def word(article: Article, others: Sequence[Article], topics: Sequence[Topic], *rest: Any) -> Message:
        if article.title == TITLES[0]:
            raise ZeroDivisionError
        return well(article, others, topics, *rest)

    town.word = word  # type: ignore[assignment, method-assign] # a town with a fault
    town.delivery = town.new_delivery()
    await news(town, *TITLES)
    await town.delivered()
    assert town.wire.titles(1) == town.wire.titles(2) == TITLES[1:]
    assert town.states(1) == ["dead", "sent", "sent", "sent"]
    assert caplog.text.count("cannot be worded") == 2


async def test_a_record_withdrawn_after_the_claim_is_not_told(town: Town) -> None:
    town.follows(1, "AI")
    await news(town)
    claims = town.database.call(outbox.claim, "other", town.now, LEASE, 10)
    town.drop(f"{TITLES[0]}.md", record(TITLES[0], "https://a.example/0", extra="removed: true\n"))
    await town.scanned()
    assert town.database.call(outbox.begin, claims, town.now) == set()
    await town.delivered(after=LEASE)
    assert town.wire.arrivals == []
    assert town.states() == ["cancelled"]


async def test_what_a_person_gave_up_while_it_was_in_the_air_is_not_sent_again(town: Town) -> None:
    for chat_id in (1, 2, 3):
        town.follows(chat_id, "AI")
        town.wire.gates[chat_id] = asyncio.Event()
    town.wire.outcomes = lambda chat_id, _attempt: None if chat_id == 3 else Throttled(timedelta(seconds=5))
    await news(town)
    async with running(town.delivery):
        await until(lambda: len(town.wire.attempts) == 3)
        for chat_id in (1, 2, 3):
            found = town.database.call(subscribers.find, chat_id)
            assert found is not None
            if chat_id == 2:
                town.database.call(subscribers.pause, required(found.id))
            else:
                town.database.call(subscribers.drop, required(found.id), 1)
            town.wire.gates[chat_id].set()
    assert town.states() == ["cancelled", "cancelled", "sent"]


async def test_stopping_lands_what_is_in_the_air_and_claims_nothing_more(town: Town) -> None:
    for chat_id in range(1, 21):
        town.follows(chat_id, "AI")
        town.wire.gates[chat_id] = asyncio.Event()
    await news(town)
    async with running(town.delivery) as task:
        await until(lambda: town.wire.in_air.total() == town.slots)
        town.delivery.stop()
        await asyncio.sleep(0)
        assert not task.done()
        for gate in town.wire.gates.values():
            gate.set()
    assert len(town.wire.arrivals) == town.slots
    assert sorted(town.states()) == ["pending"] * (20 - town.slots) + ["sent"] * town.slots


async def test_a_database_that_fails_stops_nothing_for_good(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    for chat_id in range(1, 11):
        town.follows(chat_id, "AI")
    await news(town)
    left = 6

    def refuse(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        nonlocal left
        if left and "delivery" in statement:
            left -= 1
            raise OperationalError(statement, None, Exception("database is locked"))

    event.listen(town.database.engine, "before_cursor_execute", refuse)
    async with running(town.delivery):
        for _ in range(left):
            town.delivery.wake()
            await asyncio.sleep(0.01)
        await until(lambda: left == 0)
        town.now += LEASE
        await town.delivery.sweep()
        await until(lambda: set(town.states()) == {"sent"})
    event.remove(town.database.engine, "before_cursor_execute", refuse)
    assert "trying again" in caplog.text
    assert sorted(each.chat_id for each in town.wire.arrivals) == list(range(1, 11))


async def test_what_a_dead_process_left_is_taken_back(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    for chat_id in (1, 2):
        town.follows(chat_id, "AI")
    await news(town)
    claims = town.database.call(outbox.claim, "dead", town.now, LEASE, 10)
    town.database.call(outbox.begin, claims[:1], town.now)
    await town.delivery.sweep()
    assert town.states() == ["in_flight", "in_flight"]
    await town.delivery.sweep(is_alone=True)
    assert "1 not begun, 1 of unknown fate" in caplog.text
    await town.delivered()
    assert [each.chat_id for each in town.wire.arrivals] == [claims[1].chat_id]
    await town.delivered(after=AFTER_UNKNOWN)
    assert town.states() == ["sent", "sent"]


async def test_a_lease_that_is_over_is_taken_back_by_anyone(town: Town) -> None:
    town.follows(1, "AI")
    await news(town)
    town.database.call(outbox.claim, "dead", town.now, LEASE, 10)
    town.now += LEASE
    await town.delivery.sweep()
    await town.delivered()
    assert town.states() == ["sent"]


async def test_a_restarted_process_of_the_same_name_is_another(town: Town) -> None:
    town.follows(1, "AI")
    town.wire.gates[1] = asyncio.Event()
    await news(town)
    async with running(town.delivery):
        await until(lambda: town.wire.in_air[1] == 1)
        await town.new_delivery("one").sweep(is_alone=True)
        assert town.states() == ["pending"]
        town.wire.gates[1].set()
    assert town.states() == ["sent"]


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
    assert town.delivery.last_sent_at is None
    await town.delivered()
    assert town.delivery.outcomes == {"Refused": 1, "Delivered": 1}
    assert town.delivery.last_sent_at == town.now


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
