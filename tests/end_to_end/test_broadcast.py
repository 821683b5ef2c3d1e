"""A broadcast from the chat, with people who have left, a pause, and kills: everybody has it, and the sums agree."""

import random
from pathlib import Path

import pytest

from bot.delivery.worker import slots_for
from storage import broadcast_stats
from storage.models import BroadcastState
from tests.end_to_end.broadcast_run import OWNER, BroadcastRun, Recipients, run
from tests.end_to_end.environment import Environment, bot_process

RUNS = [
    pytest.param("sqlite", 300, 3),
    pytest.param("sqlite", 5_000, 12, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)]),
    pytest.param("postgresql", 5_000, 12, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)]),
]
"""Engine, people, kills: one run in a check, on the engine that test_kill.py leaves out; large ones in `make soak`."""
GROUPS, RATE = 6, 120.0


@pytest.mark.parametrize(("database", "people", "kills"), RUNS, indirect=["database"])
async def test_everybody_alive_has_it_and_the_sums_agree(
    environment: Environment, tmp_path: Path, people: int, kills: int
) -> None:
    chance = random.Random(1)
    recipients = Recipients(environment)
    await recipients.settle(people, GROUPS, chance)
    broadcast_run = BroadcastRun(recipients)
    async with bot_process(environment, tmp_path / "bot.log", RATE, str(OWNER)) as bot:
        await run(broadcast_run, bot, kills, chance, has_trial=False)
    arrived = broadcast_run.arrived()
    reached = set(arrived) - {OWNER}
    assert reached == recipients.living
    doubles = sum(arrived[chat_id] - 1 for chat_id in reached)
    assert doubles <= slots_for(RATE) * kills
    told = environment.database.call(broadcast_stats.recipient_counts, broadcast_run.broadcast.id or 0)
    assert broadcast_run.broadcast.state is BroadcastState.DONE
    assert (told.recipients, told.sent, told.left) == (people + GROUPS, len(recipients.living), 0)
    assert told.blocked == len(recipients.blocked) + len(recipients.deactivated)
    assert told.failed == 0
    print(f"{doubles} doubles in {kills} kills, /start {max(broadcast_run.waits):.2f} s at most")  # noqa: T201 - a figure
