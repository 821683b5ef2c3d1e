"""The work split over processes on one PostgreSQL; another one takes over from who dies or hangs."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.delivery.worker import slots_for
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage import leadership
from storage.database import Database
from tests.end_to_end.environment import Environment, Process, bot_process, until

LEADS = "this process has the role schedule now"


@pytest.fixture
async def environment(postgresql: Database, tmp_path: Path) -> AsyncIterator[Environment]:
    async with Sandbox(TelegramSimulator(flood_limits=False)) as sandbox:
        yield Environment(sandbox, postgresql, tmp_path / "records")


async def started(
    stack: AsyncExitStack, environment: Environment, folder: Path, *roles: str, rate: float = 0.0
) -> list[Process]:
    """A process for each, begun one after the other."""
    processes = []
    for number, role in enumerate(roles):
        log = folder / f"log{number}"
        process = await stack.enter_async_context(bot_process(environment, log, rate, roles=role))
        await process.start()
        await until(lambda log=log: log.exists() and "https://t.me/" in log.read_text())  # type: ignore[misc]
        processes.append(process)
    return processes


async def test_each_does_its_part(environment: Environment, tmp_path: Path) -> None:
    environment.gather(20)
    async with AsyncExitStack() as stack:
        roles = ("updates", "schedule", "send", "send", "send")
        processes = await started(stack, environment, tmp_path, *roles)
        environment.drop("Quiet rivers flow", "Owls count the stars")
        await until(lambda: environment.arrived().total() == 40 and environment.is_drained())
        stranger = environment.sandbox.simulator.add_person("Stranger", person_id=77)
        await environment.sandbox.simulator.say(stranger, "/start")
        chat = environment.sandbox.simulator.private_chat(stranger)
        await until(lambda: len(chat.messages) > 1)
        for process in processes:
            assert await process.end(signal.SIGTERM) == 0
            assert "Traceback" not in process.said()
    assert set(environment.arrived().values()) == {1}
    assert "in the role updates" in processes[0].said()
    assert "slots: so many messages are in the air at most" in processes[2].said()


@pytest.mark.parametrize("blow", [signal.SIGSTOP, signal.SIGKILL])
async def test_another_one_leads_when_the_leader_hangs_or_dies(
    environment: Environment, tmp_path: Path, blow: signal.Signals
) -> None:
    environment.gather(3)
    async with AsyncExitStack() as stack:
        first, second = await started(stack, environment, tmp_path, "schedule,send", "schedule,send")
        await until(lambda: LEADS in first.said())
        environment.drop("Quiet rivers flow")
        await until(lambda: environment.arrived().total() == 3 and environment.is_drained())
        assert first.process
        first.process.send_signal(blow)
        environment.drop("Owls count the stars")
        await until(lambda: environment.arrived().total() == 6 and environment.is_drained(), patience=30)
        assert LEADS in second.said()
        if blow is signal.SIGSTOP:
            first.process.send_signal(signal.SIGCONT)
            await until(lambda: "the role schedule was lost" in first.said())
            environment.drop("Lamps burn all night")
            await until(lambda: environment.arrived().total() == 9 and environment.is_drained())
            assert "Traceback" not in first.said()
    assert set(environment.arrived().values()) == {1}


async def test_one_polls_and_the_other_takes_over(environment: Environment, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        first, second = await started(stack, environment, tmp_path, "updates", "updates")
        await until(lambda: "takes over when it ends" in second.said())
        assert environment.database.call(leadership.holder_of, "updates")
        assert await first.end(signal.SIGTERM) == 0
        await until(lambda: "this process has the role updates now" in second.said())
        stranger = environment.sandbox.simulator.add_person("Stranger", person_id=77)
        await environment.sandbox.simulator.say(stranger, "/start")
        chat = environment.sandbox.simulator.private_chat(stranger)
        await until(lambda: len(chat.messages) > 1)


async def test_what_a_killed_sender_had_claimed_is_sent_by_another(environment: Environment, tmp_path: Path) -> None:
    environment.gather(300)
    async with AsyncExitStack() as stack:
        _, victim, _ = await started(stack, environment, tmp_path, "schedule", "send", "send")
        environment.drop("Quiet rivers flow")
        await until(lambda: environment.arrived().total() > 20)
        assert victim.process
        victim.process.send_signal(signal.SIGKILL)
        await asyncio.sleep(0)
        await until(lambda: len(environment.arrived()) == 300 and environment.is_drained(), patience=60)
    doubles = sum(count - 1 for count in environment.arrived().values())
    assert doubles <= 64, "one a slot at most"


async def test_a_process_that_polled_and_wakes_answers_nobody_twice(environment: Environment, tmp_path: Path) -> None:
    simulator = environment.sandbox.simulator
    async with AsyncExitStack() as stack:
        first, second = await started(stack, environment, tmp_path, "updates", "updates")
        await until(lambda: "takes over when it ends" in second.said())
        assert first.process
        first.process.send_signal(signal.SIGSTOP)
        people = [simulator.add_person(f"Person {number}", person_id=70 + number) for number in range(5)]
        for person in people:
            await simulator.say(person, "/start")  # the poll of the process that hangs brings them to its socket
        await until(lambda: "this process has the role updates now" in second.said(), patience=30)
        chats = [simulator.private_chat(person) for person in people]
        await until(lambda: all(len(chat.messages) > 1 for chat in chats))
        answered = [len(chat.messages) for chat in chats]
        first.process.send_signal(signal.SIGCONT)
        await until(lambda: "the role updates was lost" in first.said())
        last = simulator.add_person("Last", person_id=79)
        await simulator.say(last, "/start")
        await until(lambda: len(simulator.private_chat(last).messages) > 1)
        assert await first.end(signal.SIGTERM) == 0
        assert [len(chat.messages) for chat in chats] == answered
        assert "Traceback" not in first.said() + second.said()


@pytest.mark.soak
@pytest.mark.timeout(300)
async def test_a_sender_that_was_taken_for_dead_and_wakes_sends_nothing_again(
    environment: Environment, tmp_path: Path
) -> None:
    environment.gather(400)
    async with AsyncExitStack() as stack:
        _, victim, _ = await started(stack, environment, tmp_path, "schedule", "send", "send", rate=20.0)
        environment.drop("Quiet rivers flow")
        await until(lambda: environment.arrived().total() > 20)
        assert victim.process
        victim.process.send_signal(signal.SIGSTOP)
        await until(lambda: "taken back" in (tmp_path / "log2").read_text(), patience=60)
        victim.process.send_signal(signal.SIGCONT)
        await until(lambda: len(environment.arrived()) == 400 and environment.is_drained(), patience=120)
    doubles = environment.arrived().total() - 400
    print(f"{doubles} doubles")  # noqa: T201 - a figure
    assert doubles <= slots_for(20.0), "what was on the wire when it was stopped"
