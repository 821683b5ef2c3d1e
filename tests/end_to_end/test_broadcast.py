"""A broadcast from the chat, with people who have left, a pause, and kills: everybody has it, and the sums agree."""

import random
from pathlib import Path

import pytest

from bot.delivery.worker import slots_for
from storage import broadcast_stats
from storage.models import BroadcastState
from tests.end_to_end.campaign import OWNER, Campaign, Town, run
from tests.end_to_end.newsroom import Newsroom, in_process

RUNS = [
    pytest.param("sqlite", 300, 3),
    pytest.param("sqlite", 5_000, 12, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)]),
    pytest.param("postgresql", 5_000, 12, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)]),
]
"""Engine, people, kills: one run in a check, on the engine that test_kill.py leaves out; large ones in `make soak`."""
GROUPS, RATE = 6, 120.0


@pytest.mark.parametrize(("database", "people", "kills"), RUNS, indirect=["database"])
async def test_everybody_alive_has_it_and_the_sums_agree(
    newsroom: Newsroom, tmp_path: Path, people: int, kills: int
) -> None:
    chance = random.Random(1)
    town = Town(newsroom)
    await town.settle(people, GROUPS, chance)
    campaign = Campaign(town)
    async with in_process(newsroom, tmp_path / "bot.log", RATE, str(OWNER)) as bot:
        await run(campaign, bot, kills, chance, has_trial=False)
    arrived = campaign.arrived()
    reached = set(arrived) - {OWNER}
    assert reached == town.living
    doubles = sum(arrived[chat_id] - 1 for chat_id in reached)
    assert doubles <= slots_for(RATE) * kills
    told = newsroom.database.call(broadcast_stats.recipient_counts, campaign.broadcast.id or 0)
    assert campaign.broadcast.state is BroadcastState.DONE
    assert (told.recipients, told.sent, told.left) == (people + GROUPS, len(town.living), 0)
    assert told.blocked == len(town.blocked) + len(town.deactivated)
    assert told.failed == 0
    print(f"{doubles} doubles in {kills} kills, /start {max(campaign.waits):.2f} s at most")  # noqa: T201 - a figure
