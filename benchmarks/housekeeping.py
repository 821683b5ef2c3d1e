"""How long housekeeping keeps others from writing: old rows go while something claims, begins and gives back.

Run as ``python -m benchmarks.housekeeping <database address> [seconds]`` on a database with many old deliveries; it
is changed. Prints the time of a step, and of a call of the sender alone and beside it: median, 99 % and longest.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session

from bot.housekeeping import Housekeeping
from storage import outbox
from storage.database import Database

PENDING = 20_000
ALONE = 10.0
"""Seconds."""


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def owe(session: Session) -> None:
    """Have the newest deliveries be owed."""
    statement = (
        "UPDATE delivery SET state = 'pending', settled_at = NULL, due_at = '2026-01-01 00:00:00'"
        " WHERE id > (SELECT max(id) - :number FROM delivery)"
    )
    session.connection().execute(text(statement), {"number": PENDING})


async def send(database: Database, waits: list[float], stop: asyncio.Event) -> None:
    """Claim, begin and give back until told to stop, noting what each call took."""
    while not stop.is_set():
        began_at = time.perf_counter()
        claims = await database.run(outbox.claim_due, "benchmark", now(), timedelta(hours=1), 32)
        for call in (outbox.begin, None):
            waits.append(time.perf_counter() - began_at)
            began_at = time.perf_counter()
            if call:
                await database.run(call, claims, now())
        await database.run(outbox.unclaim, claims)
        waits.append(time.perf_counter() - began_at)


def line(name: str, seconds: Sequence[float]) -> str:
    """Median, 99 % and longest, in milliseconds."""
    ordered = sorted(seconds)
    chosen = (ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], ordered[-1])
    return f"{name:24}" + "".join(f"{each * 1000:9.1f}" for each in chosen) + f"{len(ordered):9} calls"


async def measure(database: Database, seconds: float) -> None:
    """Print both."""
    database.call(owe)
    alone, beside, steps = list[float](), list[float](), list[float]()
    stop = asyncio.Event()
    sending = asyncio.create_task(send(database, alone, stop))
    await asyncio.sleep(ALONE)
    stop.set()
    await sending
    tidying, stop = Housekeeping(database, timedelta(days=30), timedelta(days=2), now), asyncio.Event()
    sending = asyncio.create_task(send(database, beside, stop))
    until = time.perf_counter() + seconds
    while time.perf_counter() < until and (rest := await tidying.tick()) is not None:
        steps.append(tidying.longest)
        tidying.longest = 0.0
        await asyncio.sleep(rest.total_seconds())
    stop.set()
    await sending
    print(line("a step", steps), line("a sender alone", alone), line("a sender beside it", beside), sep="\n")


if __name__ == "__main__":
    wanted = Database(sys.argv[1])
    asyncio.run(measure(wanted, float(sys.argv[2]) if len(sys.argv) > 2 else 60.0))
    wanted.close()
