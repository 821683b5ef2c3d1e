"""A broadcast that is paused, cancelled, braked, late, interrupted: what it still may do, and what becomes of it."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.broadcasts.rules import MIN_ANSWERS
from bot.delivery.outcome import Gone, Outcome, Refused, Throttled, Unknown
from bot.delivery.retry import AFTER_UNKNOWN
from bot.delivery.worker import LEASE
from storage import admins, broadcast_stats, broadcasts, chats, outbox
from storage.models import Cancellation, SubscriberStatus
from storage.settle import Sent, settle_claims
from tests.support.delivering import running, until
from tests.support.pipeline import EDITOR, OTHER_OWNER, OWNER, SHORT, Pipeline

HOUR = timedelta(hours=1)


def at_message(pipeline: Pipeline, number: int, act: Callable[[], object]) -> None:
    """Do something while a message is on its way."""

    def outcome(_chat_id: int, _attempt: int) -> Outcome | None:
        if len(pipeline.wire.arrivals) == number - 1 and not done:
            done.append(act())
        return None

    done: list[object] = []
    pipeline.wire.outcomes = outcome


def reached(pipeline: Pipeline) -> list[int]:
    """Who has a message, in order of their numbers."""
    return sorted(each.chat_id for each in pipeline.wire.arrivals)


async def test_after_a_pause_nothing_leaves_but_what_was_in_the_air(pipeline: Pipeline) -> None:
    pipeline.crowd(60)
    sent = pipeline.sends(trial=0)
    at_message(pipeline, 30, lambda: pipeline.database.call(broadcasts.pause, sent))
    await pipeline.broadcasted()
    assert 30 <= len(pipeline.wire.arrivals) < 30 + pipeline.slots
    assert Counter(pipeline.states()) == {"sent": len(pipeline.wire.arrivals), "held": 60 - len(pipeline.wire.arrivals)}
    await pipeline.broadcasted(after=HOUR)
    assert len(pipeline.wire.arrivals) < 30 + pipeline.slots
    assert pipeline.database.call(broadcasts.resume, sent)
    await pipeline.broadcasted()
    assert reached(pipeline) == list(range(1, 61))


async def test_what_comes_back_during_a_pause_waits_for_its_end(pipeline: Pipeline) -> None:
    pipeline.crowd(1)
    sent = pipeline.sends()
    pipeline.wire.gates[1] = asyncio.Event()
    pipeline.wire.outcomes = lambda _chat_id, attempt: None if attempt else Throttled(timedelta(seconds=5))
    for _ in range(3):
        await pipeline.broadcasting.tick()
    async with running(pipeline.delivery):
        await until(lambda: pipeline.wire.in_air.total() == 1)
        pipeline.database.call(broadcasts.pause, sent)
        pipeline.wire.gates[1].set()
        await until(lambda: pipeline.states() == ["held"])
    await pipeline.broadcasted(after=HOUR)
    assert pipeline.wire.arrivals == []
    pipeline.database.call(broadcasts.resume, sent)
    await pipeline.broadcasted()
    assert reached(pipeline) == [1]


async def test_a_pause_while_recipients_are_written_lasts(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    sent = pipeline.sends(trial=0)
    await pipeline.broadcasting.tick()
    assert pipeline.database.call(broadcasts.pause, sent)
    await pipeline.broadcasted(rounds=3)
    assert Counter(pipeline.states()) == {"held": SHORT.chunk}
    assert pipeline.database.call(broadcasts.resume, sent)
    await pipeline.broadcasted()
    assert reached(pipeline) == list(range(1, 101))


async def test_a_cancellation_leaves_every_recipient_accounted_for(pipeline: Pipeline) -> None:
    pipeline.crowd(60)
    sent = pipeline.sends(trial=0)
    at_message(pipeline, 30, lambda: pipeline.database.call(broadcasts.cancel, sent, pipeline.now))
    await pipeline.broadcasted()
    told = pipeline.database.call(broadcast_stats.recipient_counts, sent)
    assert told.sent == len(pipeline.wire.arrivals) < 30 + pipeline.slots
    assert told.cancelled == {Cancellation.CALLED_OFF: 60 - told.sent}
    assert (told.left, told.recipients) == (0, 60)
    assert pipeline.broadcast(sent).ended_at == pipeline.now
    assert pipeline.notes() == [("report", OWNER)]
    await pipeline.broadcasted(after=HOUR)
    assert pipeline.notes() == [("report", OWNER)]


async def test_a_cancelled_one_ends_when_the_last_message_has_landed(pipeline: Pipeline) -> None:
    pipeline.crowd(1)
    sent = pipeline.sends()
    pipeline.wire.gates[1] = asyncio.Event()
    for _ in range(3):
        await pipeline.broadcasting.tick()
    async with running(pipeline.delivery):
        await until(lambda: pipeline.wire.in_air.total() == 1)
        pipeline.database.call(broadcasts.cancel, sent, pipeline.now)
        await pipeline.broadcasting.tick()
        assert (pipeline.broadcast(sent).ended_at, pipeline.notes()) == (None, [])
        pipeline.wire.gates[1].set()
        await until(lambda: pipeline.states() == ["sent"])
    await pipeline.broadcasting.tick()
    assert (pipeline.broadcast(sent).ended_at, pipeline.notes()) == (pipeline.now, [("report", OWNER)])


async def test_too_many_failures_pause_it_and_tell_who_can_decide(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    sent = pipeline.sends(author_id=EDITOR, trial=0)
    pipeline.wire.outcomes = lambda chat_id, _attempt: Refused("no such file") if chat_id % 10 == 0 else None
    await pipeline.broadcasted()
    braked = pipeline.broadcast(sent)
    assert (braked.state, braked.auto_paused_at) == ("paused", pipeline.now)
    assert MIN_ANSWERS <= len(pipeline.wire.attempts) <= MIN_ANSWERS + SHORT.feed
    assert pipeline.notes() == [("braked", person) for person in (OWNER, OTHER_OWNER, EDITOR)]
    (entry,), _ = pipeline.database.call(admins.audit_entries, 0, 9)
    assert (entry.person_id, entry.act) == (0, "braked")
    assert f"broadcast {sent}: " in entry.about


async def test_whoever_resumes_after_the_brake_is_heard(pipeline: Pipeline) -> None:
    """What failed before counts no more: it takes another fifty answers to judge."""
    pipeline.crowd(100)
    sent = pipeline.sends(author_id=0, trial=0)
    pipeline.wire.outcomes = lambda chat_id, _attempt: Refused("no") if chat_id % 10 == 0 else None
    await pipeline.broadcasted()
    pipeline.now += HOUR
    pipeline.database.call(broadcasts.resume, sent)
    await pipeline.broadcasted()
    assert pipeline.broadcast(sent).state == "done"
    assert pipeline.notes() == [(kind, owner) for kind in ("braked", "report") for owner in (OWNER, OTHER_OWNER)]
    assert pipeline.database.call(broadcast_stats.recipient_counts, sent).failed == 10


async def test_a_trial_that_fails_lets_nothing_follow(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    sent = pipeline.sends(trial=5)
    while "pending" not in pipeline.states():
        await pipeline.broadcasting.tick()
    drawn = next(row.chat_id for row in pipeline.rows() if row.state == "pending")
    pipeline.wire.outcomes = lambda chat_id, _attempt: Refused("no") if chat_id == drawn else None
    await pipeline.broadcasted()
    assert (pipeline.broadcast(sent).state, pipeline.broadcast(sent).rests_until) == ("paused", None)
    assert len(pipeline.wire.attempts) == 5
    pipeline.now += HOUR
    pipeline.database.call(broadcasts.resume, sent)
    await pipeline.broadcasted(rounds=3)
    assert len(pipeline.wire.attempts) == 5  # it rests now
    await pipeline.broadcasted(after=SHORT.rest)
    assert pipeline.broadcast(sent).state == "done"


async def test_chats_that_are_gone_brake_nothing(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    sent = pipeline.sends(trial=20)
    gone = Gone(SubscriberStatus.BLOCKED, "blocked")
    pipeline.wire.outcomes = lambda chat_id, _attempt: gone if chat_id % 2 else None
    await pipeline.broadcasted()
    await pipeline.broadcasted(after=SHORT.rest)
    assert pipeline.broadcast(sent).state == "done"
    assert pipeline.database.call(broadcast_stats.recipient_counts, sent).blocked == 50


async def test_few_answers_of_a_trial_that_draws_on_pause_nothing(pipeline: Pipeline) -> None:
    """Of a trial that has landed one failure in nine is enough; before, it takes fifty answers."""
    pipeline.crowd(100)
    sent = pipeline.sends(trial=20)
    gone, no = Gone(SubscriberStatus.BLOCKED, "blocked"), Refused("no")
    pipeline.wire.outcomes = lambda chat_id, _attempt: gone if chat_id % 2 else no if chat_id % 20 == 0 else None
    for _ in range(4):
        await pipeline.broadcasting.tick()
        await pipeline.delivery.drain()
    counted = pipeline.database.call(broadcast_stats.recipient_counts, sent)
    assert counted.sent + counted.failed < 20
    assert pipeline.broadcast(sent).state == "running"


async def test_failures_of_before_pause_no_extension(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    sent = pipeline.sends(trial=0)
    pipeline.wire.outcomes = lambda chat_id, _attempt: Refused("no") if chat_id <= 40 else None
    await pipeline.broadcasted(rounds=40)
    pipeline.now += HOUR
    pipeline.database.call(broadcasts.resume, sent)
    await pipeline.broadcasted(rounds=40)
    assert pipeline.broadcast(sent).state == "done"
    pipeline.changes(sent, auto_paused_at=None)
    pipeline.now += HOUR
    pipeline.crowd(30, first=1_001)
    assert pipeline.database.call(broadcasts.extend, sent, pipeline.now)
    await pipeline.broadcasted(after=timedelta(seconds=1))
    assert pipeline.broadcast(sent).state == "done"
    assert set(range(1_001, 1_031)) <= set(reached(pipeline))


async def test_an_extension_that_fails_itself_is_paused(pipeline: Pipeline) -> None:
    pipeline.crowd(60)
    sent = pipeline.sends(trial=0)
    await pipeline.broadcasted()
    assert pipeline.broadcast(sent).state == "done"
    pipeline.now += HOUR
    pipeline.crowd(100, first=1_001)
    pipeline.wire.outcomes = lambda _chat_id, _attempt: Refused("no")
    assert pipeline.database.call(broadcasts.extend, sent, pipeline.now)
    await pipeline.broadcasted(after=timedelta(seconds=1))
    assert pipeline.broadcast(sent).state == "paused"


async def test_a_paused_one_of_which_nothing_is_left_is_done(pipeline: Pipeline) -> None:
    pipeline.crowd(3)
    sent = pipeline.sends(trial=0)
    for _ in range(3):
        await pipeline.broadcasting.tick()
    claims = pipeline.database.call(outbox.claim_due, "one", pipeline.now, LEASE, 9)
    pipeline.database.call(outbox.begin, claims, pipeline.now)
    assert pipeline.database.call(broadcasts.pause, sent)
    await pipeline.broadcasting.tick()
    assert pipeline.broadcast(sent).state == "paused", "three messages are on their way"
    pipeline.database.call(settle_claims, [Sent(claim, 7, "") for claim in claims], pipeline.now)
    await pipeline.broadcasting.tick()
    done = pipeline.broadcast(sent)
    assert (done.state, done.ended_at) == ("done", pipeline.now)
    assert pipeline.notes() == [("report", OWNER)]


async def test_a_paused_one_whose_chats_are_all_gone_is_done(pipeline: Pipeline) -> None:
    pipeline.crowd(2)
    sent = pipeline.sends(trial=0)
    for _ in range(2):
        await pipeline.broadcasting.tick()
    assert pipeline.database.call(broadcasts.pause, sent)
    for chat_id in (1, 2):
        pipeline.database.call(chats.mark_unreachable, chat_id, SubscriberStatus.BLOCKED, "blocked", pipeline.now)
    await pipeline.broadcasting.tick()
    assert pipeline.broadcast(sent).state == "done"


async def test_a_pause_before_all_were_written_is_no_end(pipeline: Pipeline) -> None:
    pipeline.crowd(3)
    sent = pipeline.sends()
    assert pipeline.database.call(broadcasts.pause, sent)
    await pipeline.broadcasted(rounds=2)
    assert pipeline.broadcast(sent).state == "paused"


@pytest.mark.parametrize("is_paused", [False, True])
async def test_what_is_late_is_dropped_and_the_end_reported(pipeline: Pipeline, is_paused: bool) -> None:
    pipeline.crowd(60)
    sent = pipeline.sends(trial=20, not_after=pipeline.now + HOUR)
    await pipeline.broadcasted()
    assert len(reached(pipeline)) == 20
    if is_paused:
        assert pipeline.database.call(broadcasts.pause, sent)
    await pipeline.broadcasted(after=HOUR)
    assert len(reached(pipeline)) == 20
    told = pipeline.database.call(broadcast_stats.recipient_counts, sent)
    assert (told.sent, told.cancelled) == (20, {Cancellation.LATE: 40})
    assert (pipeline.broadcast(sent).state, pipeline.notes()) == ("done", [("report", OWNER)])


async def test_what_is_late_before_it_began_reaches_nobody(pipeline: Pipeline) -> None:
    pipeline.crowd(60)
    sent = pipeline.sends(starts_at=pipeline.now + HOUR, not_after=pipeline.now + 2 * HOUR)
    await pipeline.broadcasted(after=3 * HOUR)
    assert reached(pipeline) == []
    assert pipeline.database.call(broadcast_stats.recipient_counts, sent).cancelled == {Cancellation.LATE: 60}


async def test_what_is_tried_again_too_late_is_dropped(pipeline: Pipeline) -> None:
    pipeline.crowd(1)
    sent = pipeline.sends(not_after=pipeline.now + AFTER_UNKNOWN)
    pipeline.wire.outcomes = lambda _chat_id, _attempt: Unknown("lost")
    await pipeline.broadcasted()
    assert pipeline.states() == ["pending"]
    await pipeline.broadcasted(after=AFTER_UNKNOWN)
    assert pipeline.wire.attempts == {1: 1}
    assert pipeline.broadcast(sent).state == "done"


async def test_what_must_not_arrive_twice_is_set_aside_instead(pipeline: Pipeline) -> None:
    pipeline.crowd(3)
    sent = pipeline.sends(never_twice=True)
    pipeline.wire.outcomes = lambda chat_id, _attempt: Unknown("lost") if chat_id == 2 else None
    await pipeline.broadcasted(after=HOUR)
    assert pipeline.states() == ["sent", "uncertain", "sent"]
    assert pipeline.wire.attempts == {1: 1, 2: 1, 3: 1}
    assert pipeline.database.call(broadcast_stats.recipient_counts, sent).failed == 1


async def test_processes_that_die_lose_nobody_and_double_at_most_a_message_a_slot(pipeline: Pipeline) -> None:
    """Each process dies with all of its slots taken: one not begun, one not arrived, the others arrived."""
    pipeline.crowd(60)
    sent = pipeline.sends(trial=10)
    kills = 4
    for number in range(kills):
        await pipeline.broadcasted(after=SHORT.rest, rounds=number + 1)
        await pipeline.broadcasting.tick()
        claims = pipeline.database.call(outbox.claim_due, f"dead {number}", pipeline.now, LEASE, pipeline.slots)
        pipeline.database.call(outbox.begin, claims[1:], pipeline.now)
        for claim in claims[2:]:
            await pipeline.wire.send(claim.chat_id, 0, pipeline.wire.arrivals[0].message)
        pipeline.delivery, pipeline.broadcasting = pipeline.new_delivery(f"next {number}"), pipeline.new_broadcasting()
        await pipeline.delivery.sweep(is_alone=True)
    await pipeline.broadcasted(after=SHORT.rest)
    await pipeline.broadcasted(after=SHORT.rest)
    times = Counter(each.chat_id for each in pipeline.wire.arrivals)
    assert set(times) == set(range(1, 61))
    assert times.total() - 60 <= pipeline.slots * kills
    assert pipeline.broadcast(sent).state == "done"
    assert pipeline.database.call(broadcast_stats.recipient_counts, sent).sent == 60
