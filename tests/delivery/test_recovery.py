"""Stopping, dying and failing: what was begun is neither lost nor forgotten."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.delivery.outcome import Outcome, Throttled, TokenRefused
from bot.delivery.retry import AFTER_UNKNOWN
from bot.delivery.worker import LEASE, TokenRefusedError
from storage import outbox, processes, subscribers
from storage.models import Article
from storage.settle import Settlement, settle_claims
from tests.support.delivering import TITLES, news, running, until
from tests.support.pipeline import Pipeline, record

pytestmark = pytest.mark.both_engines


async def test_a_refused_token_ends_everything_and_loses_nothing(pipeline: Pipeline) -> None:
    for chat_id in range(1, 11):
        pipeline.follows(chat_id, "AI")
    pipeline.wire.outcomes = lambda _chat_id, _attempt: TokenRefused("Unauthorized")
    await news(pipeline)
    with pytest.raises(TokenRefusedError, match="Unauthorized"):
        await pipeline.delivery.run()
    assert set(pipeline.states()) == {"pending"}
    pipeline.wire.outcomes = lambda _chat_id, _attempt: None
    pipeline.delivery = pipeline.new_delivery()
    await pipeline.delivered(after=timedelta(minutes=1))
    assert len(pipeline.wire.arrivals) == 10


async def test_a_record_withdrawn_after_the_claim_is_not_told(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    await news(pipeline)
    claims = pipeline.database.call(outbox.claim_due, "other", pipeline.now, LEASE, 10)
    pipeline.drop(f"{TITLES[0]}.md", record(TITLES[0], "https://a.example/0", extra="removed: true\n"))
    await pipeline.scanned()
    assert pipeline.database.call(outbox.begin, claims, pipeline.now) == set()
    await pipeline.delivered(after=LEASE)
    assert pipeline.wire.arrivals == []
    assert pipeline.states() == ["cancelled"]


async def test_what_a_person_gave_up_while_it_was_in_the_air_is_not_sent_again(pipeline: Pipeline) -> None:
    for chat_id in (1, 2, 3):
        pipeline.follows(chat_id, "AI")
        pipeline.wire.gates[chat_id] = asyncio.Event()
    pipeline.wire.outcomes = lambda chat_id, _attempt: None if chat_id == 3 else Throttled(timedelta(seconds=5))
    await news(pipeline)
    async with running(pipeline.delivery):
        await until(lambda: len(pipeline.wire.attempts) == 3)
        for chat_id in (1, 2, 3):
            found = pipeline.database.call(subscribers.find, chat_id)
            assert found is not None
            if chat_id == 2:
                pipeline.database.call(subscribers.pause, found.id, pipeline.now)
            else:
                pipeline.database.call(subscribers.remove_subscription, found.id, 1, pipeline.now)
            pipeline.wire.gates[chat_id].set()
    assert pipeline.states() == ["cancelled", "cancelled", "sent"]


async def test_stopping_lands_what_is_in_the_air_and_claims_nothing_more(pipeline: Pipeline) -> None:
    for chat_id in range(1, 21):
        pipeline.follows(chat_id, "AI")
        pipeline.wire.gates[chat_id] = asyncio.Event()
    await news(pipeline)
    async with running(pipeline.delivery) as task:
        await until(lambda: pipeline.wire.in_air.total() == pipeline.slots)
        pipeline.delivery.stop()
        await asyncio.sleep(0)
        assert not task.done()
        for gate in pipeline.wire.gates.values():
            gate.set()
    assert len(pipeline.wire.arrivals) == pipeline.slots
    assert sorted(pipeline.states()) == ["pending"] * (20 - pipeline.slots) + ["sent"] * pipeline.slots


async def test_a_database_that_fails_stops_nothing_for_good(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    for chat_id in range(1, 11):
        pipeline.follows(chat_id, "AI")
    await news(pipeline)
    left = 6

    def refuse(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        nonlocal left
        if left and "delivery" in statement:
            left -= 1
            raise OperationalError(statement, None, Exception("database is locked"))

    event.listen(pipeline.database.engine, "before_cursor_execute", refuse)
    async with running(pipeline.delivery):
        for _ in range(left):
            pipeline.delivery.wake()
            await asyncio.sleep(0.01)
        await until(lambda: left == 0)
        pipeline.now += LEASE
        await pipeline.delivery.sweep()
        await until(lambda: set(pipeline.states()) == {"sent"})
    event.remove(pipeline.database.engine, "before_cursor_execute", refuse)
    assert "trying again" in caplog.text
    assert sorted(each.chat_id for each in pipeline.wire.arrivals) == list(range(1, 11))


async def test_what_a_dead_process_left_is_taken_back(pipeline: Pipeline, caplog: pytest.LogCaptureFixture) -> None:
    for chat_id in (1, 2):
        pipeline.follows(chat_id, "AI")
    await news(pipeline)
    claims = pipeline.database.call(outbox.claim_due, "dead", pipeline.now, LEASE, 10)
    pipeline.database.call(outbox.begin, claims[:1], pipeline.now)
    await pipeline.delivery.sweep()
    assert pipeline.states() == ["in_flight", "in_flight"]
    await pipeline.delivery.sweep(is_alone=True)
    assert "1 not begun, 1 of unknown fate" in caplog.text
    await pipeline.delivered()
    assert [each.chat_id for each in pipeline.wire.arrivals] == [claims[1].chat_id]
    await pipeline.delivered(after=AFTER_UNKNOWN)
    assert pipeline.states() == ["sent", "sent"]


async def test_a_lease_that_is_over_is_taken_back_by_anyone(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    await news(pipeline)
    pipeline.database.call(outbox.claim_due, "dead", pipeline.now, LEASE, 10)
    pipeline.now += LEASE
    await pipeline.delivery.sweep()
    await pipeline.delivered()
    assert pipeline.states() == ["sent"]


@pytest.mark.both_engines
async def test_claims_of_a_process_that_is_dead_are_taken_back_at_once(pipeline: Pipeline) -> None:
    """A lease would last two minutes."""
    if pipeline.database.is_sqlite:
        pytest.skip("one process sends there, and knows that all other claims are stale")
    for chat_id in (1, 2):
        pipeline.follows(chat_id, "AI")
    await news(pipeline)
    pipeline.database.call(processes.beat, "living", "send", 4)
    pipeline.database.call(outbox.claim_due, "living", pipeline.now, LEASE, 1)
    pipeline.database.call(outbox.claim_due, "dead", pipeline.now, LEASE, 1)
    await pipeline.delivery.sweep()
    assert pipeline.states() == ["in_flight", "in_flight"], "who was cut off for a while believes nobody dead"
    await pipeline.delivery.sweep(knows_dead=True)
    assert sorted(pipeline.states()) == ["in_flight", "pending"]


@pytest.mark.parametrize("failing", ["SET begun_at", "FROM article"])
async def test_what_could_not_be_begun_is_given_back_at_once(pipeline: Pipeline, failing: str) -> None:
    pipeline.follows(1, "AI")
    await news(pipeline)
    left = 1

    def refuse(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        nonlocal left
        if left and failing in statement:
            left -= 1
            raise OperationalError(statement, None, Exception("disk is full"))

    for engine in (pipeline.database.engine, pipeline.database._reading):
        event.listen(engine, "before_cursor_execute", refuse)
    with pytest.raises(OperationalError):
        await pipeline.delivered()
    assert [(row.state, row.attempts, row.failures) for row in pipeline.rows()] == [("pending", 0, 0)]
    await pipeline.delivered()
    for engine in (pipeline.database.engine, pipeline.database._reading):
        event.remove(engine, "before_cursor_execute", refuse)
    assert pipeline.wire.titles(1) == TITLES[:1]


async def test_an_article_withdrawn_before_it_is_worded_is_not_told(pipeline: Pipeline) -> None:
    """A record may be withdrawn between the claim and the wording; the row says so."""
    pipeline.follows(1, "AI")
    await news(pipeline)
    pipeline.database.call(withdraw)
    await pipeline.delivered()
    assert [(row.state, "not to be told" in row.last_error) for row in pipeline.rows()] == [("cancelled", True)]
    assert pipeline.wire.arrivals == []


def withdraw(session: Session) -> None:
    session.get_one(Article, 1).is_removed = True


async def test_a_slot_that_fails_is_told_and_its_message_tried_again(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline.follows(1, "AI")
    await news(pipeline)
    well = pipeline.wire.send

    async def fail(*_: Any, **__: Any) -> Outcome:
        raise ZeroDivisionError

    pipeline.wire.send = fail  # type: ignore[method-assign] # a wire with a fault
    await pipeline.delivered()
    assert "a slot failed" in caplog.text
    pipeline.wire.send = well  # type: ignore[method-assign]
    pipeline.now += LEASE
    await pipeline.delivery.sweep()
    await pipeline.delivered(after=AFTER_UNKNOWN)
    assert pipeline.wire.titles(1) == TITLES[:1]


@pytest.mark.parametrize("statement", ["lease_until", "begun_at="])
async def test_what_was_committed_without_the_process_hearing_of_it_waits_for_no_lease(
    pipeline: Pipeline, statement: str
) -> None:
    """The server went away after it had committed a claim, or a beginning: nothing of that was sent."""
    pipeline.slots = 20
    pipeline.delivery = pipeline.new_delivery()
    for chat_id in range(1, 11):
        pipeline.follows(chat_id, "AI")
    await news(pipeline)
    lost = 0

    def lose(session: Session) -> None:
        nonlocal lost
        if lost == 1:
            lost = 2
            raise OperationalError("COMMIT", None, Exception("server closed the connection unexpectedly"))

    def note(_connection: object, _cursor: object, executed: str, *_: Any) -> None:
        nonlocal lost
        if not lost and executed.startswith("UPDATE delivery") and statement in executed.split("WHERE", maxsplit=1)[0]:
            lost = 1

    event.listen(pipeline.database.engine, "before_cursor_execute", note)
    event.listen(Session, "after_commit", lose)
    async with running(pipeline.delivery):
        pipeline.delivery.wake()
        await until(lambda: lost == 2)
        await until(lambda: set(pipeline.states()) == {"sent"})
    event.remove(pipeline.database.engine, "before_cursor_execute", note)
    event.remove(Session, "after_commit", lose)
    assert sorted(each.chat_id for each in pipeline.wire.arrivals) == list(range(1, 11))


async def test_what_was_stopped_before_the_wire_for_too_long_does_not_leave(pipeline: Pipeline) -> None:
    """SIGSTOP, or a suspended machine: another process has taken the claim back, and sends it."""
    pipeline.follows(1, "AI")
    await news(pipeline)
    turn = pipeline.wire.turns[1] = asyncio.Event()
    async with running(pipeline.delivery):
        await until(lambda: bool(pipeline.delivery._in_air))
        pipeline.now += LEASE
        other = pipeline.new_delivery("two")
        await other.sweep()
        turn.set()
        await until(lambda: not pipeline.delivery._in_air)
        assert pipeline.wire.arrivals == []
    await pipeline.delivered(after=AFTER_UNKNOWN)
    assert pipeline.states() == ["sent"]
    assert len(pipeline.wire.arrivals) == 1


async def test_who_was_taken_for_dead_sends_nothing_of_before(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    await news(pipeline)
    turn, lives = asyncio.Event(), True
    pipeline.wire.turns[1] = turn
    pipeline.delivery._watch_over_life = lambda: lambda: lives
    async with running(pipeline.delivery):
        await until(lambda: bool(pipeline.delivery._in_air))
        lives = False
        turn.set()
        await until(lambda: not pipeline.delivery._in_air)
        assert pipeline.wire.arrivals == []
        lives = True
        pipeline.now += timedelta(seconds=2)
        pipeline.delivery.wake()
        await until(lambda: pipeline.states() == ["sent"])
    assert len(pipeline.wire.arrivals) == 1


async def test_claims_of_a_dead_process_are_settled_in_short_transactions(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.worker.SETTLED_AT_ONCE", 3)
    for chat_id in range(1, 9):
        pipeline.follows(chat_id, "AI")
    await news(pipeline)
    claims = pipeline.database.call(outbox.claim_due, "dead", pipeline.now, LEASE, 10)
    pipeline.database.call(outbox.begin, claims, pipeline.now)
    sizes: list[int] = []

    def settle(session: Session, settlements: list[Settlement], now: datetime) -> None:
        sizes.append(len(settlements))
        settle_claims(session, settlements, now)

    monkeypatch.setattr("bot.delivery.worker.settle_claims", settle)
    await pipeline.delivery.sweep(is_alone=True)
    assert sizes == [3, 3, 2]
    assert set(pipeline.states()) == {"pending"}
