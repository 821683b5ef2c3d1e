"""Broadcasting: from its time to its end."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from bot.broadcasts.loop import AT_ONCE, IDLE, SOON
from bot.delivery.outcome import Gone, Migrated, Outcome, Unknown
from storage import broadcasts, subscribers
from storage.audience import Audience
from storage.models import ChatKind, DeliveryState, SubscriberStatus
from tests.support.delivering import TITLES, news, running, until
from tests.support.pipeline import EDITOR, OTHER_OWNER, OWNER, SHORT, Town

HOUR = timedelta(hours=1)


def reached(town: Town) -> list[int]:
    """Who has a message, in order of their numbers."""
    return sorted(each.chat_id for each in town.wire.arrivals)


async def test_everybody_has_it_once_and_its_author_a_report(town: Town) -> None:
    town.crowd(100)
    sent = town.sends("Hello", trial=0)
    await town.broadcasted()
    assert reached(town) == list(range(1, 101))
    assert {each.message.plain() for each in town.wire.arrivals} == {"Hello"}
    assert all(each.is_bulk for each in town.wire.arrivals)
    done = town.broadcast(sent)
    assert (done.state, done.size, done.ended_at) == ("done", 100, town.now)
    assert town.notes() == [("report", OWNER)]


async def test_what_the_command_line_sent_is_reported_to_all_owners(town: Town) -> None:
    town.crowd(1)
    town.sends(author_id=0)
    await town.broadcasted()
    assert town.notes() == [("report", OWNER), ("report", OTHER_OWNER)]


async def test_a_broadcast_to_nobody_ends(town: Town) -> None:
    sent = town.sends()
    await town.broadcasted(rounds=3)
    assert town.broadcast(sent).state == "done"


async def test_a_few_go_first_and_the_others_after_a_rest(town: Town) -> None:
    town.crowd(100)
    sent = town.sends(trial=10)
    await town.broadcasted()
    assert reached(town) == list(range(1, 11))
    assert town.broadcast(sent).rests_until == town.now + SHORT.rest
    await town.broadcasted(after=SHORT.rest - timedelta(seconds=1))
    assert len(reached(town)) == 10
    await town.broadcasted(after=timedelta(seconds=1))
    assert reached(town) == list(range(1, 101))


async def test_no_more_than_the_first_few_are_let_go_however_long_they_take(town: Town) -> None:
    town.crowd(100)
    town.sends(trial=10)
    town.wire.outcomes = lambda chat_id, attempt: Unknown("lost") if chat_id == 1 and not attempt else None
    for _ in range(20):
        await town.broadcasting.tick()
    assert Counter(town.states()) == {"held": 90, "pending": 10}
    await town.broadcasted(rounds=5)
    assert reached(town) == list(range(2, 11))  # what is tried again later holds up nothing
    await town.broadcasted(after=SHORT.rest)
    assert reached(town) == list(range(1, 101))


async def test_who_are_few_need_no_rest(town: Town) -> None:
    town.crowd(10)
    sent = town.sends(trial=10)
    await town.broadcasted()
    assert (town.broadcast(sent).state, town.broadcast(sent).rests_until) == ("done", None)


async def test_little_is_let_go_ahead_of_its_sending(town: Town) -> None:
    town.crowd(100)
    town.sends(trial=0)
    for _ in range(10):
        await town.broadcasting.tick()
    assert Counter(town.states()) == {"held": 100 - SHORT.feed, "pending": SHORT.feed}
    await town.delivered()
    await town.broadcasting.tick()
    assert town.states().count(DeliveryState.PENDING) == SHORT.feed


async def test_recipients_are_written_chunk_by_chunk(town: Town) -> None:
    town.crowd(100)
    town.sends()
    pauses = [await town.broadcasting.tick() for _ in range(4)]
    assert pauses == [AT_ONCE, AT_ONCE, AT_ONCE, SOON]
    assert len(town.rows()) == 100


async def test_a_scheduled_one_begins_at_its_time(town: Town) -> None:
    town.crowd(3)
    sent = town.sends(starts_at=town.now + HOUR)
    await town.broadcasted(after=HOUR - timedelta(seconds=1))
    assert town.broadcast(sent).state == "scheduled"
    town.crowd(1, first=50)
    await town.broadcasted(after=timedelta(seconds=1))
    assert reached(town) == [1, 2, 3, 50]


@pytest.mark.parametrize("author", [OWNER, EDITOR])
async def test_an_audience_that_grew_too_large_is_a_second_owners_business(town: Town, author: int) -> None:
    sent = town.sends(author_id=author, starts_at=town.now + HOUR)
    town.crowd(SHORT.large + 1)
    await town.broadcasted(after=HOUR)
    assert town.broadcast(sent).state == "unconfirmed"
    others = [OWNER, OTHER_OWNER] if author == EDITOR else [OTHER_OWNER]
    assert town.notes() == [("confirm", owner) for owner in others]
    assert town.database.call(broadcasts.confirm, sent, OTHER_OWNER, town.now)
    await town.broadcasted(rounds=30)
    await town.broadcasted(after=SHORT.rest)
    assert len(reached(town)) == SHORT.large + 1


async def test_what_was_confirmed_before_or_is_not_large_just_begins(town: Town) -> None:
    town.crowd(SHORT.large + 1)
    confirmed = town.sends(starts_at=town.now + HOUR, trial=0)
    town.crowd(1, first=501)
    small = town.sends(starts_at=town.now + HOUR, audience=Audience(kinds=(ChatKind.GROUP,)))
    town.changes(confirmed, confirmed_by=OTHER_OWNER)
    await town.broadcasted(after=HOUR)
    assert [town.broadcast(each).state for each in (confirmed, small)] == ["done", "done"]


async def test_who_is_the_only_owner_decides_alone(town: Town) -> None:
    town.crowd(SHORT.large + 1)
    town.broadcasting = town.new_broadcasting(owners=frozenset({OWNER}))
    sent = town.sends(starts_at=town.now + HOUR, trial=0)
    await town.broadcasted(after=HOUR)
    assert town.broadcast(sent).state == "done"


async def test_who_joined_since_can_have_it_too(town: Town) -> None:
    town.crowd(3)
    sent = town.sends()
    await town.broadcasted(rounds=5)
    town.now += HOUR
    town.crowd(2, first=50)
    assert town.database.call(broadcasts.extend, sent, town.now)
    await town.broadcasted()
    assert reached(town) == [1, 2, 3, 50, 51]
    assert town.notes() == [("report", OWNER)] * 2


async def test_who_is_gone_fails_nobody_else(town: Town) -> None:
    town.crowd(30)
    town.follows(-5, "AI")
    gone: dict[int, Outcome] = {1: Gone(SubscriberStatus.BLOCKED, "blocked"), -5: Migrated(-1001)}
    town.wire.outcomes = lambda chat_id, _attempt: gone.get(chat_id)
    sent = town.sends(trial=0)
    await town.broadcasted()
    assert reached(town) == [-1001, *range(2, 31)]
    assert town.broadcast(sent).state == "done"


async def test_who_pauses_in_the_middle_is_sent_notices_alone(town: Town) -> None:
    town.crowd(3)
    person = town.database.call(subscribers.find, 3)
    assert person is not None
    for is_notice in (False, True):
        town.sends("Notice" if is_notice else "News", is_notice=is_notice)
    for _ in range(3):
        await town.broadcasting.tick()
    town.database.call(subscribers.pause, person.id or 0, town.now)
    await town.broadcasted()
    assert [town.wire.titles(chat_id) for chat_id in (1, 2, 3)] == [["News", "Notice"]] * 2 + [["Notice"]]


async def test_an_alert_that_comes_to_be_owed_in_the_middle_leaves_before_the_rest(town: Town) -> None:
    town.crowd(60)
    for chat_id in (60, 1):
        town.follows(chat_id, "AI")
    town.sends("Broadcast", trial=0)
    for _ in range(4):
        await town.broadcasting.tick()
    assert "pending" in town.states()
    town.wire.gates = {chat_id: asyncio.Event() for chat_id in range(1, 61)}
    async with running(town.delivery):
        await until(lambda: town.wire.in_air.total() == town.slots)
        await news(town)
        for gate in town.wire.gates.values():
            gate.set()
        await until(lambda: len(town.wire.arrivals) > SHORT.feed)
    told = [each.message.plain().split("\n")[0] for each in town.wire.arrivals]
    assert told[: town.slots + 2].count(TITLES[0]) == 2  # right after what was in the air


async def test_the_loop_runs_until_it_is_told_to_stop(town: Town) -> None:
    town.crowd(30)
    loop = asyncio.create_task(town.broadcasting.run())
    async with running(town.delivery):
        sent = town.sends(trial=0)
        town.broadcasting.wake()
        await until(lambda: town.broadcast(sent).state == "done")
    town.broadcasting.stop()
    await loop
    assert reached(town) == list(range(1, 31))


async def test_one_that_cannot_be_taken_along_holds_up_no_other(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.crowd(3)
    broken, sent = town.sends("one"), town.sends("two")
    town.changes(broken, audience={"kinds": ["nonsense"]})
    assert await town.broadcasting.tick() == AT_ONCE
    await town.broadcasted()
    assert town.broadcast(sent).state == "done"
    assert "could not be taken along" in caplog.text
    assert await town.broadcasting.tick() == IDLE


async def test_a_database_that_fails_stops_the_loop_for_a_moment_only(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.crowd(3)
    sent = town.sends()
    ending, failures = broadcasts.being_cancelled, iter([True])

    def fail(*arguments: object) -> object:
        if next(failures, False):
            raise OSError("disk is full")
        return ending(*arguments)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(broadcasts, "being_cancelled", fail)
    loop = asyncio.create_task(town.broadcasting.run())
    await until(lambda: "trying again" in caplog.text)
    town.broadcasting.wake()
    await until(lambda: town.broadcast(sent).state == "running")
    town.broadcasting.stop()
    await loop
