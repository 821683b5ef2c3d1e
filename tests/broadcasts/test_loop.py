"""Broadcasting: from its time to its end."""

import asyncio
import logging
from collections import Counter
from datetime import timedelta

import pytest

from bot.broadcasts.loop import AT_ONCE, IDLE, SOON
from bot.delivery.outcome import Gone, Migrated, Outcome, Unknown
from storage import admins, broadcasts, recipients, subscribers
from storage.audience import Audience
from storage.models import ChatKind, DeliveryState, SubscriberStatus
from tests.support.delivering import TITLES, news, running, until
from tests.support.pipeline import EDITOR, OTHER_OWNER, OWNER, SHORT, Pipeline

HOUR = timedelta(hours=1)


def reached(pipeline: Pipeline) -> list[int]:
    """Who has a message, in order of their numbers."""
    return sorted(each.chat_id for each in pipeline.wire.arrivals)


async def test_everybody_has_it_once_and_its_author_a_report(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    sent = pipeline.sends("Hello", trial=0)
    await pipeline.broadcasted()
    assert reached(pipeline) == list(range(1, 101))
    assert {each.message.plain() for each in pipeline.wire.arrivals} == {"Hello"}
    assert all(each.is_bulk for each in pipeline.wire.arrivals)
    done = pipeline.broadcast(sent)
    assert (done.state, done.size, done.ended_at) == ("done", 100, pipeline.now)
    assert pipeline.notes() == [("report", OWNER)]


async def test_what_the_command_line_sent_is_reported_to_all_owners(pipeline: Pipeline) -> None:
    pipeline.crowd(1)
    pipeline.sends(author_id=admins.COMMAND_LINE_ACTOR)
    await pipeline.broadcasted()
    assert pipeline.notes() == [("report", OWNER), ("report", OTHER_OWNER)]


async def test_what_the_command_line_scheduled_and_grew_too_large_is_every_owner_s_business(
    pipeline: Pipeline,
) -> None:
    sent = pipeline.sends(author_id=admins.COMMAND_LINE_ACTOR, starts_at=pipeline.now + HOUR)
    pipeline.crowd(SHORT.large + 1)
    await pipeline.broadcasted(after=HOUR)
    assert pipeline.broadcast(sent).state == "unconfirmed"
    assert pipeline.notes() == [("confirm", OWNER), ("confirm", OTHER_OWNER)]


async def test_a_broadcast_to_nobody_ends(pipeline: Pipeline) -> None:
    sent = pipeline.sends()
    await pipeline.broadcasted(rounds=3)
    assert pipeline.broadcast(sent).state == "done"


async def test_a_few_go_first_and_the_others_after_a_rest(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    sent = pipeline.sends(trial=10)
    await pipeline.broadcasted()
    assert len(reached(pipeline)) == 10
    assert pipeline.broadcast(sent).rests_until == pipeline.now + SHORT.rest
    await pipeline.broadcasted(after=SHORT.rest - timedelta(seconds=1))
    assert len(reached(pipeline)) == 10
    await pipeline.broadcasted(after=timedelta(seconds=1))
    assert reached(pipeline) == list(range(1, 101))


async def test_no_more_than_the_first_few_are_let_go_however_long_they_take(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    pipeline.sends(trial=10)
    for _ in range(20):
        await pipeline.broadcasting.tick()
    assert Counter(pipeline.states()) == {"held": 90, "pending": 10}
    slow = next(row.chat_id for row in pipeline.rows() if row.state == "pending")
    pipeline.wire.outcomes = lambda chat_id, attempt: Unknown("lost") if chat_id == slow and not attempt else None
    await pipeline.broadcasted(rounds=5)
    assert len(reached(pipeline)) == 9  # what is tried again later holds up nothing
    await pipeline.broadcasted(after=SHORT.rest)
    assert reached(pipeline) == list(range(1, 101))


async def test_the_first_few_are_drawn_from_all_and_by_a_lot_that_a_restart_keeps(pipeline: Pipeline) -> None:
    """Those with the lowest ids joined first, and many of them have left."""
    pipeline.crowd(100)
    first, second = pipeline.sends(trial=10), pipeline.sends(trial=10)
    await pipeline.broadcasted(rounds=1)
    for _ in range(5):
        pipeline.broadcasting = pipeline.new_broadcasting()
        await pipeline.broadcasting.tick()
    drawn = [
        [row.chat_id for row in pipeline.rows() if row.broadcast_id == each and row.state == "pending"]
        for each in (first, second)
    ]
    assert [len(chats) for chats in drawn] == [10, 10]
    assert drawn[0] != drawn[1]
    assert all(max(chats) > 50 for chats in drawn)
    assert pipeline.database.call(recipients.draw_held, first, 10) == pipeline.database.call(
        recipients.draw_held, first, 10
    )


async def test_a_chat_that_is_gone_is_no_trial(pipeline: Pipeline) -> None:
    """47 of the first 50 had blocked the bot: three deliveries tell nothing about a message."""
    pipeline.crowd(100)
    sent = pipeline.sends(trial=10)
    gone = Gone(SubscriberStatus.BLOCKED, "blocked")
    pipeline.wire.outcomes = lambda chat_id, _attempt: gone if chat_id > 20 else None
    await pipeline.broadcasted(rounds=40)
    assert len(reached(pipeline)) == 10
    assert pipeline.broadcast(sent).rests_until == pipeline.now + SHORT.rest
    await pipeline.broadcasted(after=SHORT.rest)
    assert (reached(pipeline), pipeline.broadcast(sent).state) == (list(range(1, 21)), "done")


async def test_a_trial_of_chats_that_are_all_gone_ends(pipeline: Pipeline) -> None:
    pipeline.crowd(30)
    sent = pipeline.sends(trial=10)
    pipeline.wire.outcomes = lambda _chat_id, _attempt: Gone(SubscriberStatus.BLOCKED, "blocked")
    await pipeline.broadcasted()
    assert (pipeline.broadcast(sent).state, pipeline.broadcast(sent).rests_until) == ("done", None)


async def test_who_are_few_need_no_rest(pipeline: Pipeline) -> None:
    pipeline.crowd(10)
    sent = pipeline.sends(trial=10)
    await pipeline.broadcasted()
    assert (pipeline.broadcast(sent).state, pipeline.broadcast(sent).rests_until) == ("done", None)


async def test_little_is_let_go_ahead_of_its_sending(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    pipeline.sends(trial=0)
    for _ in range(10):
        await pipeline.broadcasting.tick()
    assert Counter(pipeline.states()) == {"held": 100 - SHORT.feed, "pending": SHORT.feed}
    await pipeline.delivered()
    await pipeline.broadcasting.tick()
    assert pipeline.states().count(DeliveryState.PENDING) == SHORT.feed


async def test_recipients_are_written_chunk_by_chunk(pipeline: Pipeline) -> None:
    pipeline.crowd(100)
    pipeline.sends()
    pauses = [await pipeline.broadcasting.tick() for _ in range(4)]
    assert pauses == [AT_ONCE, AT_ONCE, AT_ONCE, SOON]
    assert len(pipeline.rows()) == 100


async def test_a_scheduled_one_begins_at_its_time(pipeline: Pipeline) -> None:
    pipeline.crowd(3)
    sent = pipeline.sends(starts_at=pipeline.now + HOUR)
    await pipeline.broadcasted(after=HOUR - timedelta(seconds=1))
    assert pipeline.broadcast(sent).state == "scheduled"
    pipeline.crowd(1, first=50)
    await pipeline.broadcasted(after=timedelta(seconds=1))
    assert reached(pipeline) == [1, 2, 3, 50]


@pytest.mark.parametrize("author", [OWNER, EDITOR])
async def test_an_audience_that_grew_too_large_is_a_second_owners_business(pipeline: Pipeline, author: int) -> None:
    sent = pipeline.sends(author_id=author, starts_at=pipeline.now + HOUR)
    pipeline.crowd(SHORT.large + 1)
    await pipeline.broadcasted(after=HOUR)
    assert pipeline.broadcast(sent).state == "unconfirmed"
    others = [OWNER, OTHER_OWNER] if author == EDITOR else [OTHER_OWNER]
    assert pipeline.notes() == [("confirm", person) for person in [*others, author]], "its author is told, too"
    assert pipeline.database.call(broadcasts.confirm, sent, OTHER_OWNER, pipeline.now)
    await pipeline.broadcasted(rounds=30)
    await pipeline.broadcasted(after=SHORT.rest)
    assert len(reached(pipeline)) == SHORT.large + 1


async def test_what_was_confirmed_before_or_is_not_large_just_begins(pipeline: Pipeline) -> None:
    pipeline.crowd(SHORT.large + 1)
    confirmed = pipeline.sends(starts_at=pipeline.now + HOUR, trial=0)
    pipeline.crowd(1, first=501)
    small = pipeline.sends(starts_at=pipeline.now + HOUR, audience=Audience(kinds=(ChatKind.GROUP,)))
    pipeline.changes(confirmed, confirmed_by=OTHER_OWNER)
    await pipeline.broadcasted(after=HOUR)
    assert [pipeline.broadcast(each).state for each in (confirmed, small)] == ["done", "done"]


@pytest.mark.parametrize("author", [OWNER, admins.COMMAND_LINE_ACTOR])
async def test_who_is_the_only_owner_decides_alone(pipeline: Pipeline, author: int) -> None:
    pipeline.crowd(SHORT.large + 1)
    pipeline.broadcasting = pipeline.new_broadcasting(owners=frozenset({OWNER}))
    sent = pipeline.sends(author_id=author, starts_at=pipeline.now + HOUR, trial=0)
    await pipeline.broadcasted(after=HOUR)
    assert pipeline.broadcast(sent).state == "done"


async def test_who_joined_since_can_have_it_too(pipeline: Pipeline) -> None:
    pipeline.crowd(3)
    sent = pipeline.sends()
    await pipeline.broadcasted(rounds=5)
    pipeline.now += HOUR
    pipeline.crowd(2, first=50)
    assert pipeline.database.call(broadcasts.extend, sent, pipeline.now)
    await pipeline.broadcasted()
    assert reached(pipeline) == [1, 2, 3, 50, 51]
    assert pipeline.notes() == [("report", OWNER)] * 2


async def test_who_is_gone_fails_nobody_else(pipeline: Pipeline) -> None:
    pipeline.crowd(30)
    pipeline.follows(-5, "AI")
    gone: dict[int, Outcome] = {1: Gone(SubscriberStatus.BLOCKED, "blocked"), -5: Migrated(-1001)}
    pipeline.wire.outcomes = lambda chat_id, _attempt: gone.get(chat_id)
    sent = pipeline.sends(trial=0)
    await pipeline.broadcasted()
    assert reached(pipeline) == [-1001, *range(2, 31)]
    assert pipeline.broadcast(sent).state == "done"


async def test_who_pauses_in_the_middle_is_sent_notices_alone(pipeline: Pipeline) -> None:
    pipeline.crowd(3)
    person = pipeline.database.call(subscribers.find, 3)
    assert person is not None
    for is_notice in (False, True):
        pipeline.sends("Notice" if is_notice else "News", is_notice=is_notice)
    for _ in range(3):
        await pipeline.broadcasting.tick()
    pipeline.database.call(subscribers.pause, person.id or 0, pipeline.now)
    await pipeline.broadcasted()
    assert [pipeline.wire.titles(chat_id) for chat_id in (1, 2, 3)] == [["News", "Notice"]] * 2 + [["Notice"]]


async def test_an_alert_that_comes_to_be_owed_in_the_middle_leaves_before_the_rest(pipeline: Pipeline) -> None:
    pipeline.crowd(60)
    for chat_id in (60, 1):
        pipeline.follows(chat_id, "AI")
    pipeline.sends("Broadcast", trial=0)
    for _ in range(4):
        await pipeline.broadcasting.tick()
    assert "pending" in pipeline.states()
    pipeline.wire.gates = {chat_id: asyncio.Event() for chat_id in range(1, 61)}
    async with running(pipeline.delivery):
        await until(lambda: pipeline.wire.in_air.total() == pipeline.slots)
        await news(pipeline)
        for gate in pipeline.wire.gates.values():
            gate.set()
        await until(lambda: len(pipeline.wire.arrivals) > SHORT.feed)
    told = [each.message.plain().split("\n")[0] for each in pipeline.wire.arrivals]
    assert told[: pipeline.slots + 2].count(TITLES[0]) == 2  # right after what was in the air


async def test_the_loop_runs_until_it_is_told_to_stop(pipeline: Pipeline) -> None:
    pipeline.crowd(30)
    loop = asyncio.create_task(pipeline.broadcasting.run())
    async with running(pipeline.delivery):
        sent = pipeline.sends(trial=0)
        pipeline.broadcasting.wake()
        await until(lambda: pipeline.broadcast(sent).state == "done")
    pipeline.broadcasting.stop()
    await loop
    assert reached(pipeline) == list(range(1, 31))


async def test_one_that_cannot_be_taken_along_holds_up_no_other(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline.crowd(3)
    broken, sent = pipeline.sends("one"), pipeline.sends("two")
    pipeline.changes(broken, audience={"kinds": ["nonsense"]})
    assert await pipeline.broadcasting.tick() == AT_ONCE
    await pipeline.broadcasted()
    assert pipeline.broadcast(sent).state == "done"
    assert "could not be taken along" in caplog.text
    assert await pipeline.broadcasting.tick() == IDLE


async def test_a_database_that_fails_stops_the_loop_for_a_moment_only(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.crowd(3)
    sent = pipeline.sends()
    ending, failures = broadcasts.being_cancelled, iter([True])

    def fail(*arguments: object) -> object:
        if next(failures, False):
            raise OSError("disk is full")
        return ending(*arguments)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(broadcasts, "being_cancelled", fail)
    loop = asyncio.create_task(pipeline.broadcasting.run())
    await until(lambda: "trying again" in caplog.text)
    pipeline.broadcasting.wake()
    await until(lambda: pipeline.broadcast(sent).state == "running")
    pipeline.broadcasting.stop()
    await loop


async def test_the_end_of_a_broadcast_is_one_line_with_its_counts(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline.crowd(12)
    pipeline.wire.outcomes = lambda chat_id, _attempt: (
        Gone(SubscriberStatus.BLOCKED, "bot was blocked by the user") if chat_id <= 8 else None
    )
    caplog.set_level(logging.INFO, "bot")
    broadcast = pipeline.sends()
    await pipeline.broadcasted()
    await pipeline.broadcasted(after=timedelta(minutes=1))
    told = [record.getMessage() for record in caplog.records]
    wanted = f"broadcast {broadcast} is done: 4 sent, 8 to chats that cannot be written to, 0 failed, 0 not to be sent"
    assert told.count(wanted) == 1
    assert [line for line in told if "blocked" in line] == []
