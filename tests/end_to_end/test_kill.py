"""The bot is killed while it delivers: nothing is lost, and what is doubled is bounded and accounted for."""

import asyncio
import random
import re
import signal
from pathlib import Path

import pytest

from bot.delivery.worker import slots_for
from sandbox.faults import FaultKind
from tests.end_to_end.environment import Environment, bot_process, until
from tests.support.pipeline import titles

RUNS = [
    pytest.param("postgresql", 100, 4, 4, marks=pytest.mark.both_engines),
    pytest.param("sqlite", 1_000, 10, 20, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)]),
    pytest.param("postgresql", 1_000, 10, 20, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)]),
]
"""Engine, readers, records, kills: one run in a check, the large ones in `make soak`."""
RATE = 120.0
DOUBLED = re.compile(r"delivery (\d+) was sent again after an unknown outcome: perhaps a double")


@pytest.mark.parametrize(("database", "readers", "records", "kills"), RUNS, indirect=["database"])
async def test_killed_again_and_again_nothing_is_lost(
    environment: Environment, tmp_path: Path, readers: int, records: int, kills: int
) -> None:
    chance = random.Random(1)
    environment.gather(readers)
    environment.drop(*titles(records))
    environment.sandbox.simulator.faults.add(FaultKind.SLOW, "sendMessage", times=None, seconds=0.05)
    async with bot_process(environment, tmp_path / "bot.log", RATE) as bot:
        for kill in range(kills):
            await bot.start()
            enough = (kill + chance.random()) * readers * records / (kills + 1)
            await until(lambda enough=enough: environment.arrived().total() > enough, 600)  # type: ignore[misc] # bound now
            await asyncio.sleep(chance.random() * 0.1)
            assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
        await bot.start()
        await until(environment.is_drained, 600)
        assert await bot.end(signal.SIGTERM) == 0
        said = bot.said()
    arrived = environment.arrived()
    assert set(arrived) == environment.expected(titles(records))
    doubles = {(chat_id, title) for (chat_id, title), times in arrived.items() if times > 1}
    print(f"{environment.database.url.get_backend_name()}: {kills} kills, {len(doubles)} doubles, "  # noqa: T201 - a figure
          f"{len(DOUBLED.findall(said))} perhaps, slots {slots_for(RATE)}")  # fmt: skip
    assert sum(times - 1 for times in arrived.values()) <= slots_for(RATE) * kills
    logged = {int(number) for number in DOUBLED.findall(said)}
    logged |= {row.id or 0 for row in environment.rows() if row.state == "uncertain"}
    chats = {row.chat_id for row in environment.rows() if row.id in logged}
    assert len(doubles) <= len(logged)
    assert {chat_id for chat_id, _ in doubles} <= chats


async def test_told_to_stop_in_a_burst_it_lands_what_is_in_the_air(environment: Environment, tmp_path: Path) -> None:
    environment.gather(100)
    environment.drop(*titles(2))
    slow = environment.sandbox.simulator.faults.add(FaultKind.SLOW, "sendMessage", times=None, seconds=0.5)
    async with bot_process(environment, tmp_path / "bot.log") as bot:
        await bot.start()
        await until(lambda: environment.arrived().total() > 20)
        assert await bot.end(signal.SIGTERM) == 0
        assert {row.state for row in environment.rows()} == {"pending", "sent"}
        assert environment.arrived().total() == sum(row.state == "sent" for row in environment.rows())
        environment.sandbox.simulator.faults.clear(slow.id)
        await bot.start()
        await until(environment.is_drained)
        assert await bot.end(signal.SIGTERM) == 0
        assert "perhaps a double" not in bot.said()
    assert environment.arrived() == dict.fromkeys(environment.expected(titles(2)), 1)
