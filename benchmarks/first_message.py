"""Seconds from a record's landing in a watched folder to its first message, of a bot that is at rest.

Run as ``python -m benchmarks.first_message [records]``. The bot is a process of its own on the first core, as people
start it, and watches; the sandbox is on the last. Records land one by one, each when the one before has arrived, as
most programs write them: under another name, and then renamed.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage import migrations
from storage.database import Database
from tests.end_to_end.environment import Environment, bot_process, until
from tests.support.pipeline import record

RATE = 25.0


async def measure(records: int, folder: Path) -> list[float]:
    """Return the seconds of each record, from the rename to the moment at which the server has its message."""
    database = Database(f"sqlite:///{folder}/topicwire.db")
    migrations.upgrade(database.engine)
    cores = sorted(os.sched_getaffinity(0))
    async with Sandbox(TelegramSimulator()) as sandbox:
        environment = Environment(sandbox, database, folder / "records")
        environment.gather(1)
        os.sched_setaffinity(0, {cores[0]})  # handed down to the bot
        async with bot_process(environment, folder / "bot.log", RATE, SCAN_SECONDS="60") as bot:
            await bot.start()
            os.sched_setaffinity(0, {cores[-1]})
            environment.drop("The first of all")
            await until(lambda: len(environment.arrived()) == 1)
            times = [await _time_one(environment, number) for number in range(records)]
    database.close()
    return times


async def _time_one(environment: Environment, number: int) -> float:
    await asyncio.sleep(1.5 + random.random())  # at rest, and past the gap between two messages to a chat
    title = f"{random.getrandbits(64):016x} {random.getrandbits(64):016x} {number}"
    part = environment.folder / f"new-{number}.part"
    part.write_text(record(title, f"https://new.example/{number}/{random.getrandbits(64)}"), encoding="utf-8")
    log, known = environment.sandbox.simulator.message_log, len(environment.sandbox.simulator.message_log.entries)
    landed_at = time.perf_counter()
    part.rename(part.with_suffix(".md"))
    while len(log.entries) == known:
        await asyncio.sleep(0.002)
        if time.perf_counter() - landed_at > 30:
            raise RuntimeError((environment.folder.parent / "bot.log").read_text(encoding="utf-8"))
    return time.perf_counter() - landed_at


def main(records: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        times = sorted(asyncio.run(measure(records, Path(folder))))
    of_a_hundred = times[min(records * 99 // 100, records - 1)]
    print(f"{records} records, file to first message: half within {median(times):.3f} s, ", end="")
    print(f"99 % within {of_a_hundred:.3f} s, longest {times[-1]:.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
