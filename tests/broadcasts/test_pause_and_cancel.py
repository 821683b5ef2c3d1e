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
from storage import admins, broadcast_stats, broadcasts, outbox
from storage.models import Cancellation, SubscriberStatus
from tests.support.delivering import running, until
from tests.support.pipeline import EDITOR, OTHER_OWNER, OWNER, SHORT, Town

HOUR = timedelta(hours=1)


def at_message(town: Town, number: int, act: Callable[[], object]) -> None:
    """Do something while a message is on its way."""

    def outcome(_chat_id: int, _attempt: int) -> Outcome | None:
        if len(town.wire.arrivals) == number - 1 and not done:
            done.append(act())
        return None

    done: list[object] = []
    town.wire.outcomes = outcome


def reached(town: Town) -> list[int]:
    """Who has a message, in order of their numbers."""
    return sorted(each.chat_id for each in town.wire.arrivals)


async def test_after_a_pause_nothing_leaves_but_what_was_in_the_air(town: Town) -> None:
    town.crowd(60)
    sent = town.sends(trial=0)
    at_message(town, 30, lambda: town.database.call(broadcasts.pause, sent))
    await town.broadcasted()
    assert 30 <= len(town.wire.arrivals) < 30 + town.slots
    assert Counter(town.states()) == {"sent": len(town.wire.arrivals), "held": 60 - len(town.wire.arrivals)}
    await town.broadcasted(after=HOUR)
    assert len(town.wire.arrivals) < 30 + town.slots
    assert town.database.call(broadcasts.resume, sent)
    await town.broadcasted()
    assert reached(town) == list(range(1, 61))


async def test_what_comes_back_during_a_pause_waits_for_its_end(town: Town) -> None:
    town.crowd(1)
    sent = town.sends()
    town.wire.gates[1] = asyncio.Event()
    town.wire.outcomes = lambda _chat_id, attempt: None if attempt else Throttled(timedelta(seconds=5))
    for _ in range(3):
        await town.broadcasting.tick()
    async with running(town.delivery):
        await until(lambda: town.wire.in_air.total() == 1)
        town.database.call(broadcasts.pause, sent)
        town.wire.gates[1].set()
        await until(lambda: town.states() == ["held"])
    await town.broadcasted(after=HOUR)
    assert town.wire.arrivals == []
    town.database.call(broadcasts.resume, sent)
    await town.broadcasted()
    assert reached(town) == [1]


async def test_a_pause_while_recipients_are_written_lasts(town: Town) -> None:
    town.crowd(100)
    sent = town.sends(trial=0)
    await town.broadcasting.tick()
    assert town.database.call(broadcasts.pause, sent)
    await town.broadcasted(rounds=3)
    assert Counter(town.states()) == {"held": SHORT.chunk}
    assert town.database.call(broadcasts.resume, sent)
    await town.broadcasted()
    assert reached(town) == list(range(1, 101))


async def test_a_cancellation_leaves_every_recipient_accounted_for(town: Town) -> None:
    town.crowd(60)
    sent = town.sends(trial=0)
    at_message(town, 30, lambda: town.database.call(broadcasts.cancel, sent, town.now))
    await town.broadcasted()
    told = town.database.call(broadcast_stats.recipient_counts, sent)
    assert told.sent == len(town.wire.arrivals) < 30 + town.slots
    assert told.cancelled == {Cancellation.CALLED_OFF: 60 - told.sent}
    assert (told.left, told.recipients) == (0, 60)
    assert town.broadcast(sent).ended_at == town.now
    assert town.notes() == [("report", OWNER)]
    await town.broadcasted(after=HOUR)
    assert town.notes() == [("report", OWNER)]


async def test_a_cancelled_one_ends_when_the_last_message_has_landed(town: Town) -> None:
    town.crowd(1)
    sent = town.sends()
    town.wire.gates[1] = asyncio.Event()
    for _ in range(3):
        await town.broadcasting.tick()
    async with running(town.delivery):
        await until(lambda: town.wire.in_air.total() == 1)
        town.database.call(broadcasts.cancel, sent, town.now)
        await town.broadcasting.tick()
        assert (town.broadcast(sent).ended_at, town.notes()) == (None, [])
        town.wire.gates[1].set()
        await until(lambda: town.states() == ["sent"])
    await town.broadcasting.tick()
    assert (town.broadcast(sent).ended_at, town.notes()) == (town.now, [("report", OWNER)])


async def test_too_many_failures_pause_it_and_tell_who_can_decide(town: Town) -> None:
    town.crowd(100)
    sent = town.sends(author_id=EDITOR, trial=0)
    town.wire.outcomes = lambda chat_id, _attempt: Refused("no such file") if chat_id % 10 == 0 else None
    await town.broadcasted()
    braked = town.broadcast(sent)
    assert (braked.state, braked.auto_paused_at) == ("paused", town.now)
    assert MIN_ANSWERS <= len(town.wire.attempts) <= MIN_ANSWERS + SHORT.feed
    assert town.notes() == [("braked", person) for person in (OWNER, OTHER_OWNER, EDITOR)]
    (entry,), _ = town.database.call(admins.audit_entries, 0, 9)
    assert (entry.person_id, entry.act) == (0, "braked")
    assert f"broadcast {sent}: " in entry.about


async def test_whoever_resumes_after_the_brake_is_heard(town: Town) -> None:
    """What failed before counts no more: it takes another fifty answers to judge."""
    town.crowd(100)
    sent = town.sends(author_id=0, trial=0)
    town.wire.outcomes = lambda chat_id, _attempt: Refused("no") if chat_id % 10 == 0 else None
    await town.broadcasted()
    town.now += HOUR
    town.database.call(broadcasts.resume, sent)
    await town.broadcasted()
    assert town.broadcast(sent).state == "done"
    assert town.notes() == [(kind, owner) for kind in ("braked", "report") for owner in (OWNER, OTHER_OWNER)]
    assert town.database.call(broadcast_stats.recipient_counts, sent).failed == 10


async def test_a_trial_that_fails_lets_nothing_follow(town: Town) -> None:
    town.crowd(100)
    sent = town.sends(trial=5)
    town.wire.outcomes = lambda chat_id, _attempt: Refused("no") if chat_id == 3 else None
    await town.broadcasted()
    assert (town.broadcast(sent).state, town.broadcast(sent).rests_until) == ("paused", None)
    assert len(town.wire.attempts) == 5
    town.now += HOUR
    town.database.call(broadcasts.resume, sent)
    await town.broadcasted(rounds=3)
    assert len(town.wire.attempts) == 5  # it rests now
    await town.broadcasted(after=SHORT.rest)
    assert town.broadcast(sent).state == "done"


async def test_chats_that_are_gone_brake_nothing(town: Town) -> None:
    town.crowd(100)
    sent = town.sends(trial=20)
    gone = Gone(SubscriberStatus.BLOCKED, "blocked")
    town.wire.outcomes = lambda chat_id, _attempt: gone if chat_id % 2 else None
    await town.broadcasted()
    await town.broadcasted(after=SHORT.rest)
    assert town.broadcast(sent).state == "done"
    assert town.database.call(broadcast_stats.recipient_counts, sent).blocked == 50


@pytest.mark.parametrize("is_paused", [False, True])
async def test_what_is_late_is_dropped_and_the_end_reported(town: Town, is_paused: bool) -> None:
    town.crowd(60)
    sent = town.sends(trial=20, not_after=town.now + HOUR)
    await town.broadcasted()
    assert len(reached(town)) == 20
    if is_paused:
        assert town.database.call(broadcasts.pause, sent)
    await town.broadcasted(after=HOUR)
    assert len(reached(town)) == 20
    told = town.database.call(broadcast_stats.recipient_counts, sent)
    assert (told.sent, told.cancelled) == (20, {Cancellation.LATE: 40})
    assert (town.broadcast(sent).state, town.notes()) == ("done", [("report", OWNER)])


async def test_what_is_late_before_it_began_reaches_nobody(town: Town) -> None:
    town.crowd(60)
    sent = town.sends(starts_at=town.now + HOUR, not_after=town.now + 2 * HOUR)
    await town.broadcasted(after=3 * HOUR)
    assert reached(town) == []
    assert town.database.call(broadcast_stats.recipient_counts, sent).cancelled == {Cancellation.LATE: 60}


async def test_what_is_tried_again_too_late_is_dropped(town: Town) -> None:
    town.crowd(1)
    sent = town.sends(not_after=town.now + AFTER_UNKNOWN)
    town.wire.outcomes = lambda _chat_id, _attempt: Unknown("lost")
    await town.broadcasted()
    assert town.states() == ["pending"]
    await town.broadcasted(after=AFTER_UNKNOWN)
    assert town.wire.attempts == {1: 1}
    assert town.broadcast(sent).state == "done"


async def test_what_must_not_arrive_twice_is_set_aside_instead(town: Town) -> None:
    town.crowd(3)
    sent = town.sends(never_twice=True)
    town.wire.outcomes = lambda chat_id, _attempt: Unknown("lost") if chat_id == 2 else None
    await town.broadcasted(after=HOUR)
    assert town.states() == ["sent", "uncertain", "sent"]
    assert town.wire.attempts == {1: 1, 2: 1, 3: 1}
    assert town.database.call(broadcast_stats.recipient_counts, sent).failed == 1


async def test_processes_that_die_lose_nobody_and_double_at_most_a_message_a_slot(town: Town) -> None:
    """Each process dies with all of its slots taken: one not begun, one not arrived, the others arrived."""
    town.crowd(60)
    sent = town.sends(trial=10)
    kills = 4
    for number in range(kills):
        await town.broadcasted(after=SHORT.rest, rounds=number + 1)
        await town.broadcasting.tick()
        claims = town.database.call(outbox.claim_due, f"dead {number}", town.now, LEASE, town.slots)
        town.database.call(outbox.begin, claims[1:], town.now)
        for claim in claims[2:]:
            await town.wire.send(claim.chat_id, 0, town.wire.arrivals[0].message)
        town.delivery, town.broadcasting = town.new_delivery(f"next {number}"), town.new_broadcasting()
        await town.delivery.sweep(is_alone=True)
    await town.broadcasted(after=SHORT.rest)
    await town.broadcasted(after=SHORT.rest)
    times = Counter(each.chat_id for each in town.wire.arrivals)
    assert set(times) == set(range(1, 61))
    assert times.total() - 60 <= town.slots * kills
    assert town.broadcast(sent).state == "done"
    assert town.database.call(broadcast_stats.recipient_counts, sent).sent == 60
