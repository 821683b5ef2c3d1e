"""Five processes on one PostgreSQL, killed one after the other, and the server itself stopped and killed.

What arrived at the server of the Bot API is the judge: nothing is lost, what is doubled is bounded by the kills, and
no second has more than the rate and its burst.
"""

import asyncio
import itertools
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.worker import slots_for
from sandbox.logs import MessageLog
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage import migrations, outbox
from storage.database import Database
from storage.models import DeliveryState
from tests.end_to_end.environment import Environment, Process, bot_process, until
from tests.end_to_end.own_server import kill, start, stop
from tests.support.pipeline import titles

SPLIT = ("updates", "schedule", "send", "send", "send")
WHOLE = ("", "", "", "", "")
BATCHES = 4
"""The records land in so many parts, so that leaders are killed while they scan."""
PATIENCE = 1_800.0
"""Seconds, at scale."""
AT_SCALE = [pytest.mark.soak, pytest.mark.timeout(3_600)]


@dataclass(frozen=True, slots=True)
class Size:
    """How much, how fast and how rough."""

    readers: int
    records: int
    rate: float
    kills: int
    kill_every: float
    """Seconds."""
    away: tuple[float, ...]
    """Seconds for which the server is away: stopped the first time, killed the second, and so on in turns."""

    @property
    def deliveries(self) -> int:
        """How many are owed."""
        return self.readers * self.records


def size_at_scale() -> Size:
    """The size that the environment names, or a hundred thousand."""
    deliveries, rate = int(os.environ.get("TOPICWIRE_DELIVERIES", "100000")), os.environ.get("TOPICWIRE_RATE", "2000")
    readers = max(250, deliveries // 20)
    kills, every = int(os.environ.get("TOPICWIRE_KILLS", "20")), os.environ.get("TOPICWIRE_KILL_EVERY", "4")
    return Size(readers, deliveries // readers, float(rate), kills, float(every), away=(10.0, 10.0))


@pytest.fixture
async def environment(server: Any, tmp_path: Path) -> AsyncIterator[Environment]:
    database = Database(server.get_uri())
    migrations.upgrade(database.engine)
    simulator = TelegramSimulator(flood_limits=False, message_log=MessageLog(tmp_path / "messages.jsonl"))
    async with Sandbox(simulator) as sandbox:
        yield Environment(sandbox, database, tmp_path / "records")
    database.close()


@dataclass
class Fleet:
    """Processes, of which whichever ends is started again, as a supervisor does."""

    processes: list[Process]
    kills: Counter[str] = field(default_factory=Counter)
    """By role."""
    ends: list[int] = field(default_factory=list)
    """How processes ended by themselves."""
    _begun: dict[int, int] = field(default_factory=dict)
    """How often each had said that it runs when it was started last."""
    _killed: set[int] = field(default_factory=set)

    async def run(self) -> None:
        """Start each process whenever it does not run, until cancelled."""
        while True:
            for number, each in enumerate(self.processes):
                if each.process is None or each.process.returncode is not None:
                    await self._start(number, each)
            await asyncio.sleep(0.1)

    async def _start(self, number: int, process: Process) -> None:
        if process.process is not None:
            if number not in self._killed:
                self.ends.append(process.process.returncode or 0)
            self._killed.discard(number)
            self._begun[number] = lives_of(process)
        await process.start()

    def running(self) -> list[int]:
        """The processes that are up: they have said so since they were started."""
        return [
            number
            for number, each in enumerate(self.processes)
            if number not in self._killed and each.log.exists() and lives_of(each) > self._begun.get(number, 0)
        ]

    def kill(self, number: int) -> None:
        """Kill one."""
        victim = self.processes[number]
        assert victim.process is not None
        if victim.process.returncode is None:
            self._killed.add(number)
            self.kills[victim.roles] += 1
            victim.process.send_signal(signal.SIGKILL)

    def most_doubles(self, slots: int) -> int:
        """One a slot for each kill of a process that sends."""
        return slots * sum(count for roles, count in self.kills.items() if roles in {"", "send"})

    def said(self) -> str:
        """What all logged."""
        return "\n".join(each.said() for each in self.processes)


def lives_of(process: Process) -> int:
    """How often a process has said that it runs."""
    return process.said().count("https://t.me/")


RUNS = [
    pytest.param(SPLIT, Size(500, 3, 150.0, kills=2, kill_every=1.0, away=(2.0,)), id="small"),
    pytest.param(SPLIT, size_at_scale(), id="split", marks=AT_SCALE),
    pytest.param(WHOLE, size_at_scale(), id="whole", marks=AT_SCALE),
]


@pytest.mark.parametrize(("roles", "size"), RUNS)
async def test_nothing_is_lost_and_the_rate_is_kept(
    environment: Environment, server: Any, tmp_path: Path, roles: tuple[str, ...], size: Size
) -> None:
    environment.gather(size.readers)
    news = titles(size.records)
    async with AsyncExitStack() as stack:
        fleet = Fleet(
            [
                await stack.enter_async_context(
                    bot_process(environment, tmp_path / f"log{number}", size.rate, roles=role, BURST_ALERTS="0")
                )
                for number, role in enumerate(roles)
            ]
        )
        supervisor = asyncio.create_task(fleet.run())
        try:
            await until(lambda: len(fleet.running()) == len(roles), PATIENCE)
            async with asyncio.TaskGroup() as work:
                work.create_task(land(environment, news, size))
                work.create_task(kill_some(environment, fleet, size))
                work.create_task(stop_server(environment, server, size))
            await drained(environment)
        finally:
            supervisor.cancel()
    judge(environment, fleet, size, news)


def count_of(environment: Environment) -> int:
    """How many messages arrived; to count them takes no time."""
    return len(environment.sandbox.simulator.message_log.entries)


async def land(environment: Environment, news: list[str], size: Size) -> None:
    """Have the records land in parts, each while messages of the one before are still to be sent."""
    part = -(-len(news) // BATCHES)
    for begin in range(0, len(news), part):
        await until(lambda begin=begin: count_of(environment) >= 0.7 * begin * size.readers, PATIENCE)  # type: ignore[misc] # bound now
        environment.drop(*news[begin : begin + part])


async def kill_some(environment: Environment, fleet: Fleet, size: Size) -> None:
    """Kill one process after the other, those that send first, as long as messages are to be sent."""
    victims = itertools.cycle(reversed(range(len(fleet.processes))))
    await until(lambda: count_of(environment) > 0, PATIENCE)
    for _ in range(size.kills):
        await asyncio.sleep(size.kill_every)
        if count_of(environment) >= size.deliveries:
            return
        if up := fleet.running():
            fleet.kill(next(each for each in victims if each in up))


async def stop_server(environment: Environment, server: Any, size: Size) -> None:
    """Have the server go away at so many moments of the run, in good order or by a kill, and come back."""
    for number, seconds in enumerate(size.away, start=1):
        share = number / (len(size.away) + 1)
        await until(lambda share=share: count_of(environment) >= share * size.deliveries, PATIENCE)  # type: ignore[misc] # bound now
        await (stop if number % 2 else kill)(server)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(start, server)


async def drained(environment: Environment) -> None:
    """Wait until nothing is owed any more."""
    unsent = {DeliveryState.PENDING, DeliveryState.IN_FLIGHT, DeliveryState.HELD}
    async with asyncio.timeout(PATIENCE):
        while True:
            found = await environment.database.run(outbox.backlog, datetime.now(UTC))
            if not any(found.by_state.get(state) for state in unsent):
                return
            await asyncio.sleep(0.5)


def most_in_a_second(times: list[float]) -> int:
    """How many messages came within any second, wherever it begins."""
    most, first = 0, 0
    for last, at in enumerate(times):
        while times[first] <= at - 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most


def judge(environment: Environment, fleet: Fleet, size: Size, news: list[str]) -> None:
    """Compare what arrived with what was owed, and print the figures."""
    arrived, entries = environment.arrived(), environment.sandbox.simulator.message_log.deliveries()
    times = [datetime.fromisoformat(entry["at"]).timestamp() for entry in entries]
    doubles, bound = arrived.total() - len(arrived), fleet.most_doubles(slots_for(size.rate))
    busiest, took = most_in_a_second(times), times[-1] - times[0]
    print(  # noqa: T201 - figures
        f"\n{len(arrived):,} deliveries in {took:.0f} s, {dict(fleet.kills)} killed, ended by themselves {fleet.ends}, "
        f"{doubles} doubles of at most {bound}, rate {size.rate:g}, most in a second {busiest}"
    )
    assert set(arrived) == environment.expected(news), "nothing is lost, and nothing came that was not owed"
    assert {row.state for row in environment.rows()} == {DeliveryState.SENT}
    assert doubles <= bound
    assert busiest <= 2 * size.rate, "the rate, and a burst of a second's worth"
    assert "Traceback" not in fleet.said()
