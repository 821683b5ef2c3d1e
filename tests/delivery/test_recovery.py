"""Stopping, dying and failing: what was begun is neither lost nor forgotten."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.delivery.outcome import Outcome, Throttled, TokenRefused
from bot.delivery.retry import AFTER_UNKNOWN
from bot.delivery.worker import LEASE, TokenRefusedError
from storage import outbox, subscribers
from storage.models import Article
from storage.models.base import stored_id
from tests.support.delivering import TITLES, news, running, until
from tests.support.pipeline import Town, record

pytestmark = pytest.mark.both_engines


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


async def test_a_record_withdrawn_after_the_claim_is_not_told(town: Town) -> None:
    town.follows(1, "AI")
    await news(town)
    claims = town.database.call(outbox.claim_due, "other", town.now, LEASE, 10)
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
                town.database.call(subscribers.pause, stored_id(found.id), town.now)
            else:
                town.database.call(subscribers.remove_subscription, stored_id(found.id), 1, town.now)
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
    claims = town.database.call(outbox.claim_due, "dead", town.now, LEASE, 10)
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
    town.database.call(outbox.claim_due, "dead", town.now, LEASE, 10)
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


@pytest.mark.parametrize("failing", ["SET begun_at", "FROM article"])
async def test_what_could_not_be_begun_is_given_back_at_once(town: Town, failing: str) -> None:
    town.follows(1, "AI")
    await news(town)
    left = 1

    def refuse(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        nonlocal left
        if left and failing in statement:
            left -= 1
            raise OperationalError(statement, None, Exception("disk is full"))

    for engine in (town.database.engine, town.database._reading):
        event.listen(engine, "before_cursor_execute", refuse)
    with pytest.raises(OperationalError):
        await town.delivered()
    assert [(row.state, row.attempts, row.failures) for row in town.rows()] == [("pending", 0, 0)]
    await town.delivered()
    for engine in (town.database.engine, town.database._reading):
        event.remove(engine, "before_cursor_execute", refuse)
    assert town.wire.titles(1) == TITLES[:1]


async def test_an_article_withdrawn_before_it_is_worded_is_not_told(town: Town) -> None:
    """A record may be withdrawn between the claim and the wording; the row says so."""
    town.follows(1, "AI")
    await news(town)
    town.database.call(withdraw)
    await town.delivered()
    assert [(row.state, "not to be told" in row.last_error) for row in town.rows()] == [("cancelled", True)]
    assert town.wire.arrivals == []


def withdraw(session: Session) -> None:
    session.get_one(Article, 1).is_removed = True


async def test_a_slot_that_fails_is_told_and_its_message_tried_again(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.follows(1, "AI")
    await news(town)
    well = town.wire.send

    async def fail(*_: Any, **__: Any) -> Outcome:
        raise ZeroDivisionError

    town.wire.send = fail  # type: ignore[method-assign] # a wire with a fault
    await town.delivered()
    assert "a slot failed" in caplog.text
    town.wire.send = well  # type: ignore[method-assign]
    town.now += LEASE
    await town.delivery.sweep()
    await town.delivered(after=AFTER_UNKNOWN)
    assert town.wire.titles(1) == TITLES[:1]
