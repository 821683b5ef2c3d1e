"""Several senders with one budget: by the real rule of the budget, in time that passes when the test says so."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from bot.transport.rate_limiter import GROUP_MESSAGES, GROUP_WINDOW, MOST_WAIT, REPLY_RESERVE, Priority, RateLimiter
from bot.transport.shared_rate import AWAY_RATE, PATIENCE, TURN_LASTS, DatabaseBudget
from storage.budget import FARTHEST, Budget, Kind, Turns, slowed, take
from storage.database import Database, DatabaseUnusableError
from tests.conftest import NOON
from tests.transport.virtual_time import VirtualTime, settle

RATE = 25.0
RATES = {Kind.OWED: RATE, Kind.REPLY: REPLY_RESERVE, Kind.PAID: 500.0}
ANSWERS_IN = 0.005
"""Seconds that the budget takes to answer."""


@dataclass
class SharedBudget:
    """The table, in memory; it may be away, or not answer at all."""

    time: VirtualTime
    rows: dict[Kind, Budget] = field(default_factory=lambda: dict.fromkeys(Kind, Budget()))
    is_away: bool = False
    is_silent: bool = False
    leases: list[tuple[Kind, int]] = field(default_factory=list)
    floods: list[float] = field(default_factory=list)
    sent: list[tuple[int, float]] = field(default_factory=list)
    asked_about: list[set[int]] = field(default_factory=list)

    async def lease(self, kind: Kind, wanted: int) -> Turns:
        await self._answer()
        self.leases.append((kind, wanted))
        now = self.time.now
        self.rows[kind], turns = take(self.rows[kind], NOON + timedelta(seconds=now), wanted, RATES[kind])
        await self.time.sleep(ANSWERS_IN)
        return replace(turns, read_at=now)

    async def flood(self, delay: float) -> None:
        await self._answer()
        self.floods.append(delay)
        now = NOON + timedelta(seconds=self.time.now)
        for kind, row in self.rows.items():
            self.rows[kind] = slowed(row, now, delay, RATES[kind], is_paused=kind is not Kind.REPLY)

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
    assert most_in(1.0, fleet.times()) <= RATE * (1 + TURN_LASTS) + 1


async def test_five_processes_together_keep_the_rate_and_use_it(fleet: Fleet, time: VirtualTime) -> None:
    for process in range(5):
        fleet.fill(fleet.start(), process * 1_000_000)
    await time.pass_until(20.0)
    assert len(fleet.went) >= 0.97 * RATE * 20
    assert most_in(1.0, fleet.times()) <= RATE * (1 + TURN_LASTS) + 1
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
    assert most_in(1.0, fleet.times()) <= RATE * (1 + TURN_LASTS) + 1


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


async def test_a_flood_that_one_hears_slows_all(fleet: Fleet, time: VirtualTime, budget: SharedBudget) -> None:
    for process in range(3):
        fleet.fill(fleet.start(), process * 1_000_000)
    await time.pass_until(5.0)
    for chat in (1, 2, 3):
        fleet.limiters[0].throttled(chat, timedelta(seconds=5))
    await time.pass_until(20.0)
    assert budget.floods == [5.0]
    assert not [at for at in fleet.times() if 5.0 + FARTHEST < at < 9.99], "what was leased goes, and no more"
    after = [at for at in fleet.times() if 10 <= at < 20]
    assert 0.65 * RATE * 10 < len(after) < 0.75 * RATE * 10
    assert all(limiter.rate() < 0.75 * RATE for limiter in fleet.limiters)


async def test_answers_go_on_in_a_flood(fleet: Fleet, time: VirtualTime) -> None:
    first, second = fleet.start(), fleet.start()
    for chat in (1, 2, 3):
        fleet.limiters[first].throttled(chat, timedelta(seconds=5))
    await settle()
    fleet.send(second, 50, Priority.REPLY)
    fleet.send(second, 51, Priority.ALERT)
    await time.pass_until(4.9)
    assert [chat for _, chat, _ in fleet.went] == [50]


async def test_a_flood_is_told_once_the_database_is_there(
    fleet: Fleet, time: VirtualTime, budget: SharedBudget
) -> None:
    process = fleet.start()
    budget.is_away = True
    for chat in (1, 2, 3):
        fleet.limiters[process].throttled(chat, timedelta(seconds=9))
    await time.pass_until(3.5)
    budget.is_away = False
    await time.pass_until(6.0)
    assert budget.floods == [pytest.approx(5.0)]


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
    assert most_in(1.0, fleet.times()) <= RATE * (1 + TURN_LASTS) + 1
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


@pytest.mark.both_engines
async def test_the_budget_of_a_database(database: Database) -> None:
    clock: Callable[[], float] = lambda: 3.0  # noqa: E731 - a value of a test
    budget = DatabaseBudget(database, 7, RATES, timedelta(seconds=GROUP_WINDOW), clock)
    assert (await budget.lease(Kind.OWED, 3)).read_at == 3.0
    await budget.flood(35.0)
    assert (await budget.lease(Kind.OWED, 3)).count == 0
    assert await budget.sent_to([GROUP]) == []
