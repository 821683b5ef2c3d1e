"""Feeds that are all due at once: how long a person waits for an answer meanwhile, and how much memory it takes.

Run as ``python -m benchmarks.feeds [feeds] [entries] [seconds]``. A bot, as ``topicwire run`` starts it, has so many
feeds in its FEEDS_FILE, on a server of a process of its own; a person writes to it every four seconds. Measured is
before the first fetch, while all feeds are read for the first time, and while all are due again, each with one new
entry: the time from what the person writes to the answer, and what the bot and the child that parses hold.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

from aiohttp import web
from sqlmodel import Session, col, func, select

from benchmarks.memory import memory_of
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage import migrations
from storage.database import Database, read_only
from storage.models import Feed, FeedEntry
from tests.end_to_end.environment import Environment, Process, bot_process, until

PATIENCE = 3_600.0
TEXT = "The ferries of the harbour see in fog since Monday, and count the bees on their way. " * 12
READER = 777_001


SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]


def made_up_word(about: str) -> str:
    """One of 340,000 words, always the same for the same: titles are not to be alike, as those of news are not."""
    number = int(sha256(about.encode()).hexdigest()[:8], 16)
    return "".join(SYLLABLES[number // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(3))


class FeedServer:
    """Feeds by number, each with one more entry whenever it is asked."""

    def __init__(self, entries: int) -> None:
        self._entries = entries
        self._asked: Counter[str] = Counter()

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Answer with a feed as it stands."""
        number = request.path.strip("/")
        self._asked[number] += 1
        newest = self._entries + self._asked[number] - 1
        items = "".join(self._item(number, at) for at in range(newest, newest - self._entries, -1))
        head = f"<title>Outlet {number}</title><link>https://outlet{number}.example/</link>"
        body = f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'
        return web.Response(text=body, content_type="application/rss+xml")

    @staticmethod
    def _item(number: str, at: int) -> str:
        title = " ".join(made_up_word(f"{number} {at} {place}") for place in range(8)).capitalize()
        link = f"https://outlet{number}.example/{at}"
        named = f"<title>{title}</title><link>{link}</link><guid>{link}</guid>"
        return f"<item>{named}<description>{title}. {TEXT}</description></item>"


async def serve(entries: int) -> None:
    """Serve feeds for ever; the first line that is printed is the port."""
    runner = web.ServerRunner(web.Server(FeedServer(entries).answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


@read_only
def fetched(session: Session, times: int, entries: int) -> int:
    """How many feeds were read so many times: their entries tell."""
    counts = select(FeedEntry.feed_id).group_by(col(FeedEntry.feed_id)).having(func.count() >= entries + times - 1)
    return len(session.exec(counts).all())


@read_only
def failures(session: Session) -> int:
    """How many feeds failed last time."""
    return session.exec(select(func.count()).select_from(Feed).where(Feed.failures > 0)).one()


class Person:
    """Somebody who writes to the bot again and again, and how long each answer took."""

    def __init__(self, simulator: TelegramSimulator) -> None:
        self._simulator = simulator
        self._person = simulator.add_person("Reader", person_id=READER, started=True)
        self.seconds: list[float] = []

    def _answers(self) -> int:
        return sum(entry["chat_id"] == READER for entry in self._simulator.message_log.deliveries())

    async def write(self) -> None:
        """Write again and again."""
        while True:
            before, at = self._answers(), time.monotonic()
            await self._simulator.say(self._person, "/help")
            await until(lambda: self._answers() > before, patience=PATIENCE)  # noqa: B023 - called before the next
            self.seconds.append(time.monotonic() - at)
            await asyncio.sleep(4)  # who writes more often for minutes is not answered (bot/handlers/flood.py)


def children_of(process_id: int) -> list[int]:
    """Return the numbers of the processes that a process started (proc(5))."""
    return [
        int(each)
        for path in Path(f"/proc/{process_id}/task").glob("*/children")
        for each in path.read_text(encoding="ascii").split()
    ]


def processor_seconds(process_id: int) -> float:
    """Return how long a process had a processor (proc(5), ``stat``)."""
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Meter:
    """The most that the bot and its child held."""

    def __init__(self, process_id: int) -> None:
        self._process_id = process_id
        self.bot = self.both = 0.0

    async def run(self) -> None:
        """Measure again and again."""
        while True:
            bot = memory_of(self._process_id)["RSS"]
            children = 0.0
            for child in children_of(self._process_id):
                try:
                    children += memory_of(child).get("RSS", 0.0)
                except OSError:
                    continue  # it has ended
            self.bot, self.both = max(self.bot, bot), max(self.both, bot + children)
            await asyncio.sleep(0.2)


async def stage(name: str, person: Person, process_id: int, done: asyncio.Task[None]) -> None:
    """Say how a stage went."""
    meter = Meter(process_id)
    measuring = asyncio.create_task(meter.run())
    person.seconds.clear()
    began, spent = time.monotonic(), processor_seconds(process_id)
    await done
    spent = processor_seconds(process_id) - spent
    took = time.monotonic() - began
    measuring.cancel()
    waits = sorted(person.seconds) or [0.0]
    print(
        f"{name:28}{took:8.1f} s, the bot {spent:.1f} s of processor  "
        f"answers: median {statistics.median(waits):.3f} s, worst {waits[-1]:.3f} s of {len(waits)}; "
        f"bot {meter.bot:.0f} MB, with its child {meter.both:.0f} MB",
        flush=True,
    )


async def measure(feeds: int, entries: int, seconds: int, folder: Path) -> None:
    """Measure three stages."""
    database = Database(f"sqlite:///{folder}/topicwire.db")
    migrations.upgrade(database.engine)
    simulator = TelegramSimulator()
    person = Person(simulator)
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.feeds", "serve", str(entries), stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None
    port = int(await server.stdout.readline())
    file = folder / "feeds.yaml"
    settings = {
        "FEEDS_FILE": str(file),
        "FEEDS_DIR": str(folder / "records" / "feeds"),
        "FEEDS_ALLOW_PRIVATE": "127.0.0.1",
        "FEEDS_MIN_SECONDS": str(seconds),
    }
    try:
        async with Sandbox(simulator) as sandbox:
            environment = Environment(sandbox, database, folder / "records")
            async with bot_process(environment, folder / "bot.log", rate=25.0, **settings) as bot:
                addresses = [f"http://127.0.0.1:{port}/{number}" for number in range(feeds)]
                await run_stages(bot, person, database, file, addresses, entries)
    finally:
        server.kill()
        await server.wait()
    print(f"{database.call(failures)} feeds failed last time")
    database.close()


async def reach(database: Database, times: int, entries: int, wanted: int) -> None:
    """Wait until so many feeds were read so many times."""
    while await database.run(fetched, times, entries) < wanted:  # noqa: ASYNC110 - rows tell no one
        await asyncio.sleep(0.5)


async def run_stages(  # noqa: PLR0917 - what a run is made of
    bot: Process, person: Person, database: Database, file: Path, addresses: list[str], entries: int
) -> None:
    """Have the feeds named, and measure before and after."""
    await bot.start()
    assert bot.process is not None
    writing = asyncio.create_task(person.write())
    await until(lambda: len(person.seconds) > 0, patience=PATIENCE)
    process_id = bot.process.pid
    await stage("before", person, process_id, asyncio.create_task(asyncio.sleep(10)))
    file.write_text(  # noqa: ASYNC240 - nothing else runs here
        "".join(f"- {{address: {address}, topics: [News]}}\n" for address in addresses), encoding="utf-8"
    )
    for times, name in ((1, "read for the first time"), (2, "all due again")):
        wanted = len(addresses)
        reached = reach(database, times, entries, wanted)
        await stage(name, person, process_id, asyncio.create_task(reached))
    writing.cancel()


def main(feeds: int, entries: int, seconds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "records").mkdir()
        asyncio.run(measure(feeds, entries, seconds, Path(folder)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2])))
    else:
        given = [int(each) for each in sys.argv[1:]]
        main(*(given + [2_000, 20, 300][len(given) :]))
