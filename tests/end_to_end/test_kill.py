"""The bot is killed while it delivers: nothing is lost, and what is doubled is bounded and accounted for."""

import asyncio
import random
import re
import signal
from collections import Counter
from pathlib import Path

import pytest

from bot.delivery.worker import slots_for
from sandbox.accounts import MemberStatus
from sandbox.chats import ChatType
from sandbox.faults import FaultKind
from storage.models import ChatKind
from tests.end_to_end.environment import Environment, bot_process, until
from tests.end_to_end.test_many_places import MOST_A_MINUTE, busiest_minute, owed, subscribe, told
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


KILLS = [
    pytest.param("sqlite", 6, 1),
    pytest.param("postgresql", 30, 6, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)]),
]
"""Engine, stories, kills."""
QUESTIONS = 14
"""What an administrator asks after the last kill; each is a message, and all come before the rest of the burst."""


@pytest.mark.parametrize(("database", "stories", "kills"), KILLS, indirect=["database"])
async def test_killed_in_a_burst_to_a_forum_it_keeps_the_minute_and_loses_nothing(
    environment: Environment, tmp_path: Path, stories: int, kills: int
) -> None:
    """The process before filled a part of the minute, and the next one has a conversation besides."""
    simulator, news = environment.sandbox.simulator, titles(stories)
    forum = simulator.add_chat(ChatType.SUPERGROUP, "Forum", is_forum=True)
    channel = simulator.add_chat(ChatType.CHANNEL, "Channel", bot_is=MemberStatus.ADMINISTRATOR)
    threads = [((forum.id, simulator.add_topic(forum, name).id), ChatKind.SUPERGROUP) for name in ("First", "Second")]
    places = [*threads, ((channel.id, 0), ChatKind.CHANNEL)]
    environment.gather(1)
    environment.database.call(subscribe, places, "AI")
    asking = simulator.add_person("Administrator", person_id=901)
    await simulator.add_member(forum, asking, MemberStatus.ADMINISTRATOR)
    simulator.limits[simulator.bot.id].on = True
    environment.drop(*news)
    async with bot_process(environment, tmp_path / "bot.log", 28.0, BURST_ALERTS="0") as bot:
        for kill in range(1, kills + 1):
            await bot.start()
            enough = kill * len(threads) * stories // (kills + 1)
            await until(lambda enough=enough: arrived_in(environment, forum.id) >= enough, 600)  # type: ignore[misc] # bound now
            assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
        await bot.start()
        for _ in range(QUESTIONS):
            await simulator.say(asking, "/topics", forum)
        await until(environment.is_drained, 900)
        assert await bot.end(signal.SIGTERM) == 0
        said = bot.said()
    found = Counter({each: times for each, times in told(environment).items() if each[1] in news})
    assert found.keys() == owed(environment, places, stories).keys(), "nothing is lost"
    assert found.total() - len(found) <= len(DOUBLED.findall(said)) <= kills * slots_for(28.0)
    paces = {each.id: busiest_minute(environment, {each.id}) for each in (forum, channel)}
    refused = simulator.calls.count("sendMessage", 429)
    print(f"{kills} kills, {found.total() - len(found)} doubles, most in a minute {paces}, refused {refused}")  # noqa: T201 - figures
    assert paces[forum.id] == MOST_A_MINUTE, "the limit binds over the kill"
    assert paces[channel.id] <= MOST_A_MINUTE
    assert refused == 0


def arrived_in(environment: Environment, chat_id: int) -> int:
    return sum(times for (chat, _), times in environment.arrived().items() if chat == chat_id)
