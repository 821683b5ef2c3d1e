"""Several senders with one budget: by the real rule of the budget, in time that passes when the test says so."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.transport.rate_limiter import GROUP_MESSAGES, GROUP_WINDOW, MOST_WAIT, REPLY_RESERVE, Priority, RateLimiter
from bot.transport.shared_rate import AWAY_RATE, PATIENCE, SENT_WITHIN, TURN_LASTS, DatabaseBudget
from storage import budget as stored
from storage.budget import CATCH_UP, FARTHEST, RECOVERY, SLOW_FACTOR, Budget, Kind, Throttle, Turns, take
from storage.database import Database, DatabaseUnusableError
from tests.conftest import NOON
from tests.transport.virtual_time import VirtualTime, settle

RATE = 25.0
RATES = {Kind.OWED: RATE, Kind.REPLY: REPLY_RESERVE, Kind.PAID: 500.0}
MOST = RATE * (1 + CATCH_UP + TURN_LASTS) + 1
"""Messages in any second."""
ANSWERS_IN = 0.005
"""Seconds that the budget takes to answer, unless a test says otherwise."""


@dataclass
class SharedBudget:
    """The table, in memory; it may be away, or not answer at all."""

    time: VirtualTime
    rows: dict[Kind, Budget] = field(default_factory=lambda: dict.fromkeys(Kind, Budget()))
    is_away: bool = False
    is_silent: bool = False
    answers_in: float = ANSWERS_IN
    leases: list[tuple[Kind, int]] = field(default_factory=list)
    told: list[Throttle] = field(default_factory=list)
    sent: list[tuple[int, float]] = field(default_factory=list)
    asked_about: list[set[int]] = field(default_factory=list)

    async def lease(self, kind: Kind, wanted: int, returned: int) -> Turns:
        await self._answer()
        self.leases.append((kind, wanted))
        now = self.time.now
        row, at = self.rows[kind], NOON + timedelta(seconds=now)
        self.rows[kind], turns = take(row, at, wanted, RATES[kind], returned)
        await self.time.sleep(self.answers_in)
        return replace(turns, read_at=now)

    async def tell_throttled(self, throttles: Collection[Throttle]) -> float:
        await self._answer()
        self.told += throttles
        return 0.0

    async def sent_to(self, chat_ids: Collection[int]) -> list[tuple[int, timedelta]]:
        await self._answer()
        self.asked_about.append(set(chat_ids))
        return [(chat, timedelta(seconds=self.time.now - at)) for chat, at in self.sent if chat in chat_ids]

    async def _answer(self) -> None:
        if self.is_silent:
            await asyncio.Event().wait()
        if self.is_away:
            raise DatabaseUnusableError("PostgreSQL at db refuses connections")


@dataclass
class Fleet:
    """Processes with one budget, and when each message left."""

    time: VirtualTime
    budget: SharedBudget
    limiters: list[RateLimiter] = field(default_factory=list)
    tasks: list[list[asyncio.Task[None]]] = field(default_factory=list)
    went: list[tuple[float, int, Priority]] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)

    def start(self) -> int:
        self.limiters.append(RateLimiter(RATE, self.time.clock, self.time.sleep, budget=self.budget))
        self.tasks.append([])
        return len(self.limiters) - 1

    def send(self, process: int, chat_id: int, priority: Priority = Priority.ALERT) -> asyncio.Task[None]:
        task = asyncio.create_task(self._send(process, chat_id, priority))
        self.tasks[process].append(task)
        return task

    def fill(self, process: int, first_chat: int, slots: int = 4) -> None:
        """Have so many slots send one after the other, for ever."""
        for slot in range(slots):
            self.tasks[process].append(asyncio.create_task(self._send_on(process, first_chat + slot * 10_000)))

    async def kill(self, process: int) -> None:
        for task in self.tasks[process]:
            task.cancel()
        await self.limiters[process].shutdown()
        await settle()

    def times(self, *priorities: Priority) -> list[float]:
        return sorted(at for at, _, priority in self.went if not priorities or priority in priorities)

    async def _send_on(self, process: int, chat_id: int) -> None:
        while True:
            chat_id += 1
            await self._send(process, chat_id, Priority.ALERT)
            await self.time.sleep(0.1)  # the way to Telegram and back

    async def _send(self, process: int, chat_id: int, priority: Priority) -> None:
        try:
            await self.limiters[process].turn(chat_id, priority)
            self.went.append((self.time.now, chat_id, priority))
        except RetryAfter:
            self.refused.append(self.time.now)


@pytest.fixture
def budget(time: VirtualTime) -> SharedBudget:
    return SharedBudget(time)


@pytest.fixture
async def fleet(time: VirtualTime, budget: SharedBudget, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Fleet]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    fleet = Fleet(time, budget)
    yield fleet
    for process in range(len(fleet.limiters)):
        await fleet.kill(process)


def most_in(seconds: float, times: list[float]) -> int:
    return max((sum(start <= at < start + seconds for at in times) for start in times), default=0)


async def test_one_process_keeps_the_rate_and_uses_it(fleet: Fleet, time: VirtualTime) -> None:
    fleet.fill(fleet.start(), 0)
    await time.pass_until(20.0)
    assert len(fleet.went) >= 0.97 * RATE * 20
    assert most_in(1.0, fleet.times()) <= MOST


async def test_a_slow_database_costs_no_rate(fleet: Fleet, time: VirtualTime, budget: SharedBudget) -> None:
    """Who sends all the time leases ahead: with four slots one could not wait for each turn that it needs."""
    budget.answers_in = 0.12
    fleet.fill(fleet.start(), 0)
    await time.pass_until(20.0)
    assert len(fleet.went) >= 0.95 * RATE * 20
    assert most_in(1.0, fleet.times()) <= MOST


async def test_turns_that_were_not_used_in_time_are_made_up_for_by_and_by(fleet: Fleet, time: VirtualTime) -> None:
    for process in range(5):
        fleet.fill(fleet.start(), process * 1_000_000)
    for second in (4.0, 8.0):
        await time.pass_until(second)
        time.now += 0.35  # the machine stood still
    await time.pass_until(30.0)
    assert sum(limiter._shared.dropped for limiter in fleet.limiters if limiter._shared) > 8
    assert len(fleet.went) >= 0.995 * RATE * 30
    assert most_in(1.0, fleet.times()) <= MOST


async def test_a_turn_is_good_for_a_moment_only(fleet: Fleet, time: VirtualTime) -> None:
    limiter = fleet.limiters[fleet.start()]
    asking = asyncio.create_task(limiter.turn(1, Priority.ALERT))
    await time.pass_until(0.01)
    until = await asking
    assert not limiter.is_over(until)
    time.now = 0.01 + SENT_WITHIN
    assert limiter.is_over(until)


async def test_five_processes_together_keep_the_rate_and_use_it(fleet: Fleet, time: VirtualTime) -> None:
    for process in range(5):
        fleet.fill(fleet.start(), process * 1_000_000)
    await time.pass_until(20.0)
    assert len(fleet.went) >= 0.97 * RATE * 20
    assert most_in(1.0, fleet.times()) <= MOST
    by_process = [sum(chat // 1_000_000 == process for _, chat, _ in fleet.went) for process in range(5)]
    assert min(by_process) > 0.4 * max(by_process), "nobody is starved"


async def test_what_a_dead_process_had_leased_comes_back(fleet: Fleet, time: VirtualTime) -> None:
    for process in range(5):
        fleet.fill(fleet.start(), process * 1_000_000)
    for second in range(5, 60, 10):
        await time.pass_until(second)
        await fleet.kill(second // 10 % 5)
        fleet.fill(fleet.start(), (10 + second) * 1_000_000)
    await time.pass_until(60.0)
    assert len(fleet.went) >= 0.95 * RATE * 60
    assert most_in(1.0, fleet.times()) <= MOST


async def test_no_more_is_leased_than_waits(fleet: Fleet, time: VirtualTime, budget: SharedBudget) -> None:
    process = fleet.start()
    for chat in (1, 2, 3):
        fleet.send(process, chat)
    await time.pass_until(10.0)
    assert sum(wanted for _, wanted in budget.leases) == len(fleet.went) == 3
    assert {kind for kind, _ in budget.leases} == {Kind.OWED}


async def test_a_process_that_was_held_up_makes_no_burst(fleet: Fleet, time: VirtualTime, budget: SharedBudget) -> None:
    process = fleet.start()
    for chat in range(1, 13):
        fleet.send(process, chat)
    await settle()
    time.now = 10.0  # the process was stopped with a lease that had just been given
    await time.pass_until(10.3)
    assert most_in(0.1, [at for at in fleet.times() if at >= 10]) <= 0.1 * RATE + TURN_LASTS * RATE + 1
    await time.pass_until(12.0)
    assert len(fleet.went) == 12, "for what was dropped others were leased"


async def test_answers_have_a_reserve_whoever_gives_them(fleet: Fleet, time: VirtualTime) -> None:
    for process in range(3):
        fleet.fill(fleet.start(), process * 1_000_000)
    receiver = fleet.start()
    await time.pass_until(3.0)
    asked = []
    for number in range(20):
        asked.append(time.now)
        fleet.send(receiver, 90_000_000 + number, Priority.REPLY)
        await time.pass_until(3.25 + number * 0.25)
    waits = [went - at for went, at in zip(fleet.times(Priority.REPLY), asked, strict=True)]
    assert max(waits) < 0.1
    assert most_in(1.0, fleet.times()) <= 30 * (1 + TURN_LASTS)


async def test_many_answers_use_turns_that_are_owed_to_nobody(fleet: Fleet, time: VirtualTime) -> None:
    receiver = fleet.start()
    for number in range(30):
        fleet.send(receiver, 1 + number, Priority.REPLY)
    await time.pass_until(1.6)
    assert len(fleet.went) == 30, "by the reserve alone they would take six seconds"
    assert most_in(1.0, fleet.times()) <= (RATE + REPLY_RESERVE) * (1 + TURN_LASTS)


@pytest.mark.parametrize("priority", [Priority.REPLY, Priority.ALERT])
async def test_who_waits_for_a_chat_needs_nobody_else_to_be_remembered(
    fleet: Fleet, time: VirtualTime, priority: Priority
) -> None:
    process = fleet.start()
    for at in (0.1, 0.2, 4.0):  # nothing goes to anybody else meanwhile
        fleet.send(process, 7, priority)
        await time.pass_until(at)
    assert fleet.times() == pytest.approx([0.0, 1.0, 2.0], abs=0.1)


async def test_what_one_hears_is_told_once_the_database_is_there(
    fleet: Fleet, time: VirtualTime, budget: SharedBudget
) -> None:
    process = fleet.start()
    budget.is_away = True
    for chat in (1, 2, 3):
        fleet.limiters[process].throttled(chat, timedelta(seconds=chat * 3))
    await time.pass_until(3.5)
    assert fleet.limiters[process].rate() == RATE
    budget.is_away = False
    await time.pass_until(6.0)
    assert [told.chat_id for told in budget.told] == [2, 3], "the first one is over"
    assert [told.delay for told in budget.told] == pytest.approx([2.0, 5.0])


@pytest.mark.parametrize("silence", ["is_away", "is_silent"])
async def test_answers_do_not_hang_while_the_database_is_away(
    fleet: Fleet, time: VirtualTime, budget: SharedBudget, silence: str
) -> None:
    process = fleet.start()
    setattr(budget, silence, True)
    fleet.send(process, 1)
    for chat in range(2, 6):
        fleet.send(process, chat, Priority.REPLY)
    await time.pass_until(PATIENCE + 4 / AWAY_RATE)
    assert sorted(chat for _, chat, _ in fleet.went) == [2, 3, 4, 5]
    assert most_in(1.0, fleet.times()) <= AWAY_RATE + 1


async def test_what_is_owed_waits_and_then_goes_back(fleet: Fleet, time: VirtualTime, budget: SharedBudget) -> None:
    process = fleet.start()
    budget.is_away = True
    fleet.send(process, 1)
    await time.pass_until(MOST_WAIT - 1)
    assert not fleet.went
    assert not fleet.refused
    await time.pass_until(MOST_WAIT + 1)
    assert fleet.refused == [MOST_WAIT]


async def test_all_goes_on_when_the_database_is_back(fleet: Fleet, time: VirtualTime, budget: SharedBudget) -> None:
    process = fleet.start()
    budget.is_away = True
    fleet.fill(process, 0)
    await time.pass_until(10.0)
    budget.is_away = False
    await time.pass_until(20.0)
    assert len(fleet.went) > 0.85 * RATE * 10
    assert most_in(1.0, fleet.times()) <= MOST
    for number in range(10):
        fleet.send(process, 90_000_000 + number, Priority.REPLY)
    await time.pass_until(22.0)
    assert len(fleet.times(Priority.REPLY)) == 10, "at the full pace again"


async def test_paid_messages_have_a_rate_of_their_own(fleet: Fleet, time: VirtualTime) -> None:
    process = fleet.start()
    for chat in range(1, 201):
        fleet.send(process, chat, Priority.PAID)
    fleet.send(process, 999)
    await time.pass_until(0.5)
    assert len(fleet.went) == 201


GROUP = -100_5


async def test_a_group_keeps_its_minute_whoever_sends(fleet: Fleet, time: VirtualTime, budget: SharedBudget) -> None:
    """What this process sent is told by the database too, and counts once; what others sent counts."""
    time.now = 100.0
    process = fleet.start()
    budget.sent = [(GROUP, 60.0 + number) for number in range(GROUP_MESSAGES - 2)]
    for at in (100.0, 110.0):
        await time.pass_until(at)
        await _sent(fleet, time, fleet.send(process, GROUP))
        budget.sent.append((GROUP, time.now + 0.3))
    fleet.send(process, GROUP)
    await time.pass_until(111.5)
    assert len(fleet.went) == 2
    assert len(fleet.refused) == 1, "the twenty-first in a minute goes back to the outbox"
    await time.pass_until(60.0 + GROUP_WINDOW + 0.1)
    await _sent(fleet, time, fleet.send(process, GROUP))
    assert len(fleet.went) == 3


async def _sent(fleet: Fleet, time: VirtualTime, task: asyncio.Task[None]) -> None:
    await time.pass_until(time.now + 0.2)
    assert task.done()


async def test_groups_that_are_sent_to_at_once_are_asked_for_at_once(
    fleet: Fleet, time: VirtualTime, budget: SharedBudget
) -> None:
    process = fleet.start()
    for chat in (-1, -2, -3, 4):
        fleet.send(process, chat)
    await time.pass_until(1.0)
    assert budget.asked_about == [{-1, -2, -3}]
    assert len(fleet.went) == 4


async def test_a_group_is_answered_when_the_database_is_away(
    fleet: Fleet, time: VirtualTime, budget: SharedBudget
) -> None:
    process = fleet.start()
    budget.is_away = True
    fleet.send(process, GROUP, Priority.REPLY)
    await time.pass_until(PATIENCE)
    assert len(fleet.went) == 1


class StoredBudget(DatabaseBudget):
    """The budget in a database whose clock the test moves; it is asked without a thread, so that time stands still."""

    def __init__(self, database: Database, time: VirtualTime) -> None:
        super().__init__(database, 7, RATES, timedelta(seconds=GROUP_WINDOW), time.clock)
        database.run = self._run  # type: ignore[method-assign] # the same, in this thread
        self._call = database.call

    async def _run(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return self._call(query, *args, **kwargs)


@pytest.fixture
def machines(
    database: Database, time: VirtualTime, fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], RateLimiter]:
    """Start processes on one database; each has heard nothing yet."""
    monkeypatch.setattr(stored, "_database_now", lambda _session: NOON + timedelta(seconds=time.now))

    def start() -> RateLimiter:
        fleet.limiters.append(RateLimiter(RATE, time.clock, time.sleep, budget=StoredBudget(database, time)))
        fleet.tasks.append([])
        return fleet.limiters[-1]

    return start


Machines = Callable[[], RateLimiter]


@pytest.mark.both_engines
async def test_three_chats_are_a_flood_though_each_heard_one(
    fleet: Fleet, time: VirtualTime, machines: Machines
) -> None:
    limiters = [machines() for _ in range(3)]
    for process in range(3):
        fleet.fill(process, process * 1_000_000)
    for process, limiter in enumerate(limiters):
        await time.pass_until(5.0 + process)
        limiter.throttled(90_000_000 + process, timedelta(seconds=9 - process))
    await time.pass_until(30.0)
    assert not [at for at in fleet.times() if 7.0 + FARTHEST < at < 13.99], "what was leased goes, and no more"
    after = [at for at in fleet.times() if 15 <= at < 25]
    assert 0.65 * RATE * 10 < len(after) < 0.78 * RATE * 10
    assert all(limiter.rate() < 0.85 * RATE for limiter in limiters)


@pytest.mark.both_engines
async def test_three_chats_that_one_hears_are_one_flood_for_all(
    fleet: Fleet, time: VirtualTime, machines: Machines
) -> None:
    limiters = [machines() for _ in range(2)]
    for process in range(2):
        fleet.fill(process, process * 1_000_000)
    await time.pass_until(5.0)
    for chat in (1, 2, 3, 4, 5, 6):
        limiters[0].throttled(90_000_000 + chat, timedelta(seconds=5))
    await time.pass_until(12.0)
    assert not [at for at in fleet.times() if 5.0 + FARTHEST < at < 9.99]
    limiters[1].throttled(90_000_100, timedelta(seconds=5))
    await time.pass_until(14.0)
    expected = RATE * SLOW_FACTOR + 9 * RECOVERY
    assert [limiter.rate() for limiter in limiters] == [pytest.approx(expected, abs=0.1)] * 2, "it was slowed down once"


@pytest.mark.both_engines
@pytest.mark.parametrize("seconds", [[0, 1], [0, 11, 22]], ids=["two", "three, too long after one another"])
async def test_few_throttled_chats_are_no_flood(
    fleet: Fleet, time: VirtualTime, machines: Machines, seconds: list[int]
) -> None:
    limiters = [machines() for _ in seconds]
    for process, at in enumerate(seconds):
        await time.pass_until(at)
        limiters[process].throttled(90_000_000 + process, timedelta(seconds=60))
    fleet.fill(0, 0)
    began_at = time.now
    await time.pass_until(began_at + 4.0)
    assert len(fleet.went) > 0.95 * RATE * 4


@pytest.mark.both_engines
async def test_a_chat_that_one_throttles_waits_everywhere(fleet: Fleet, time: VirtualTime, machines: Machines) -> None:
    """Also answers: by the turn of whatever was sent next, or with their own, the process learns of it."""
    first, _second = machines(), machines()
    first.throttled(5, timedelta(seconds=6))
    first.throttled(6, timedelta(seconds=60))
    await time.pass_until(0.5)
    for chat, priority in ((5, Priority.REPLY), (6, Priority.ALERT), (7, Priority.REPLY)):
        fleet.send(1, chat, priority)
    await time.pass_until(5.9)
    assert [chat for _, chat, _ in fleet.went] == [7]
    assert len(fleet.refused) == 1, "a minute is too long: it goes back to the outbox"
    await time.pass_until(6.2)
    assert [chat for _, chat, _ in fleet.went] == [7, 5]


@pytest.mark.both_engines
async def test_answers_go_on_in_a_flood(fleet: Fleet, time: VirtualTime, machines: Machines) -> None:
    limiters = [machines() for _ in range(3)]
    for process, limiter in enumerate(limiters):
        limiter.throttled(1 + process, timedelta(seconds=5))
    await settle()
    fleet.send(2, 50, Priority.REPLY)
    fleet.send(2, 51, Priority.ALERT)
    await time.pass_until(4.9)
    assert [chat for _, chat, _ in fleet.went] == [50]


@pytest.mark.both_engines
async def test_the_budget_of_a_database(database: Database) -> None:
    clock: Callable[[], float] = lambda: 3.0  # noqa: E731 - a value of a test
    budget = DatabaseBudget(database, 7, RATES, timedelta(seconds=GROUP_WINDOW), clock)
    assert (await budget.lease(Kind.OWED, 3, 0)).read_at == 3.0
    assert await budget.tell_throttled([Throttle(chat, 35.0) for chat in (1, 2)]) == 0
    assert 0 < await budget.tell_throttled([Throttle(3, 35.0)]) <= 35
    assert (await budget.lease(Kind.OWED, 3, 0)).count == 0
    assert await budget.sent_to([GROUP]) == []
