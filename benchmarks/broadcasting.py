"""A whole broadcast to a recipients in which some have left, paused, resumed and killed: who has it, who has it twice.

Run as ``python -m benchmarks.broadcasting [people] [kills] [messages a second]``. The bot is a process of its own,
as people start it; the sandbox keeps the truth. Besides the sums it says how long new people waited for the answer
to /start.
"""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bot.delivery.worker import slots_for
from sandbox.logs import MessageLog
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage import broadcast_stats, migrations
from storage.database import Database
from tests.end_to_end.broadcast_run import OWNER, BroadcastRun, Recipients, run
from tests.end_to_end.environment import Environment, bot_process

GROUPS = 20


async def broadcast(people: int, kills: int, rate: float, folder: Path, seed: int) -> None:
    """Send one, and say what came of it."""
    database = Database(f"sqlite:///{folder}/topicwire.db")
    migrations.upgrade(database.engine)
    chance = random.Random(seed)
    simulator = TelegramSimulator(flood_limits=0 < rate <= 25, message_log=MessageLog(folder / "ledger.jsonl"))
    async with Sandbox(simulator) as sandbox:
        broadcast_run = BroadcastRun(Recipients(Environment(sandbox, database, folder / "records")))
        await broadcast_run.recipients.settle(people, GROUPS, chance)
        started_at = time.perf_counter()
        async with bot_process(broadcast_run.environment, folder / "bot.log", rate, str(OWNER)) as bot:
            await run(broadcast_run, bot, kills, chance)
        seconds = time.perf_counter() - started_at
    _tell(broadcast_run, kills, rate, seconds)
    database.close()


def _tell(broadcast_run: BroadcastRun, kills: int, rate: float, seconds: float) -> None:
    arrived, living = broadcast_run.arrived(), broadcast_run.recipients.living
    reached = set(arrived) - {OWNER}
    doubles = sum(arrived[chat_id] - 1 for chat_id in reached)
    told = broadcast_run.environment.database.call(broadcast_stats.recipient_counts, broadcast_run.broadcast.id or 0)
    waits = sorted(broadcast_run.waits)
    print(f"{told.recipients:,} recipients in {seconds:.0f} s, {kills} kills, {slots_for(rate)} slots")
    print(f"  alive {len(living):,}, reached {len(reached & living):,}, reached though gone {len(reached - living)}")
    print(f"  doubles {doubles}, at most {slots_for(rate) * kills}")
    print(f"  report: sent {told.sent:,}, blocked {told.blocked}, failed {told.failed}, dropped {told.dropped}")
    of_a_hundred = waits[min(len(waits) * 99 // 100, len(waits) - 1)]
    print(f"  /start: {len(waits)} asked, median {median(waits):.3f} s, 99 % within {of_a_hundred:.3f} s", end=", ")
    print(f"longest {waits[-1]:.3f} s")
    assert reached == living
    assert told.sent == len(living)


def main(people: int, kills: int, rate: float, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(broadcast(people, kills, rate, Path(folder), seed))


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else 20_000,
        int(given[1]) if len(given) > 1 else 3,
        float(given[2]) if len(given) > 2 else 1_000,
        int(given[3]) if len(given) > 3 else 1,
    )
