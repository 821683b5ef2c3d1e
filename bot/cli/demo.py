"""``topicwire demo``: the real bot against a sandbox, as a page in the browser or as a transcript in the terminal."""

import asyncio
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.console import Console
from sqlmodel import Session

from bot import logs
from bot.app import Topicwire, open_database
from bot.cli.console import stdout
from bot.cli.sandbox import DEFAULT_PORT, PortOption, explain_start_errors
from bot.settings import Settings
from sandbox import seed_data
from sandbox.accounts import Person
from sandbox.records import DropFolder, RecordReplay
from sandbox.seed_data import SeedData
from sandbox.server import Sandbox
from sandbox.terminal import print_event_stream
from storage import articles, migrations, outbox
from storage.database import Database

ANSWER_TIMEOUT = 30.0
"""Seconds that the bot may take to answer before the demo fails."""

POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """A running bot and its sandbox; `bot_task` ends when the bot stops."""

    sandbox: Sandbox
    people: SeedData
    database: Database
    wire: Topicwire
    replay: RecordReplay
    bot_task: "asyncio.Task[None]"

    async def ask(self, person: Person, text: str) -> None:
        """Have a person write to the bot, and wait for the answer."""
        message_log = self.sandbox.simulator.message_log
        answers = len(message_log.deliveries(person.id))
        await self.sandbox.simulator.say(person, text)
        async with asyncio.timeout(ANSWER_TIMEOUT):
            while len(message_log.deliveries(person.id)) == answers:  # noqa: ASYNC110 - a list
                await asyncio.sleep(POLL_SECONDS)


@asynccontextmanager
async def start_demo(port: int = 0) -> AsyncIterator[RunningDemo]:
    """Start a sandbox with its own database and folders, and run the bot against it until the block ends."""
    with (
        tempfile.TemporaryDirectory(prefix="topicwire-demo-") as temporary,
        resources.as_file(resources.files("sandbox") / "samples" / "topics") as topics,
    ):
        records = Path(temporary) / "records"
        records.mkdir()
        async with Sandbox(port=port, folder=DropFolder(records)) as sandbox:
            people = seed_data.add_seed_data(sandbox.simulator)
            settings = Settings(
                telegram_bot_token=SecretStr(sandbox.token),
                telegram_api_url=sandbox.url,
                database_url=SecretStr(f"sqlite:///{temporary}/topicwire.db"),
                records_dirs=(records,),
                topics_dir=topics,
                admin_ids=frozenset({people.administrator.id}),
                http_port=0,
            )
            async with _running_bot(settings, sandbox, people) as running:
                yield running


@asynccontextmanager
async def _running_bot(settings: Settings, sandbox: Sandbox, people: SeedData) -> AsyncIterator[RunningDemo]:
    """Run the bot until the block ends, then stop it."""
    database = open_database(settings)
    migrations.upgrade(database.engine)
    wire = Topicwire(settings, database)
    running = asyncio.create_task(wire.run())
    try:
        yield RunningDemo(sandbox, people, database, wire, sandbox.replay, running)
    finally:
        wire.stop()
        while not running.done():
            sandbox.simulator.bot.queue.release()  # a poll that comes this soon waits 3 s
            await asyncio.sleep(POLL_SECONDS)
        await running
        database.close()


PAGE_WELCOME = """[bold]Topicwire[/bold] - the real bot, with a Telegram of its own on this machine.

  Open  [bold]{url}/[/bold]

Robin follows Computer Vision. As soon as the page is open, {count} sample records are dropped into the folder,
one every {every:g} seconds. Write to the bot, press its buttons, drop records of your own. Ctrl-C ends it.
"""


async def show_page(console: Console, *, every: float, port: int, opens: bool) -> None:
    """Serve the page until Ctrl-C; the samples are replayed when it is first opened, and the end of that is said."""
    async with start_demo(port) as running_demo:
        await running_demo.ask(running_demo.people.robin, "/start")
        await running_demo.ask(running_demo.people.robin, "/subscribe Computer Vision")
        url = running_demo.sandbox.url
        console.print(
            PAGE_WELCOME.format(url=url, count=running_demo.replay.as_json()["total"], every=every), soft_wrap=True
        )
        if opens:
            await asyncio.to_thread(webbrowser.open, f"{url}/")
        playing = asyncio.create_task(_play_samples(running_demo, every, console))
        await running_demo.bot_task
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)


PAGE_GOODBYE = """That was all: the {count} sample records are in the folder, and the bot sent {sent} messages.
It goes on: write to it on the page, or drop records of your own. Ctrl-C ends it.
"""


async def _play_samples(running_demo: RunningDemo, every: float, console: Console) -> None:
    """Start the replay once the page was opened; say when all samples are dropped and nothing waits to be sent.

    The page can stop a replay and start another: what counts is that every sample has come.
    """
    await running_demo.sandbox.page_opened.wait()
    await running_demo.replay.start(every)
    samples = running_demo.replay.folder.samples.keys()
    while not samples <= set(running_demo.replay.folder.contents()):  # noqa: ASYNC110 - files
        await asyncio.sleep(POLL_SECONDS)
    await _wait_until_delivered(running_demo, len(samples))
    sent = running_demo.wire.delivered
    console.print(PAGE_GOODBYE.format(count=len(samples), sent=sent), soft_wrap=True)


PRINT_WELCOME = """[bold]Topicwire[/bold] - the real bot, with a Bot API server of its own on this machine.
Robin follows Computer Vision; then {count} sample records are dropped into the folder, one by one.
"""
PRINT_GOODBYE = """
That was the wire: {count} records made {sent} alerts. What told the same news was folded into the
alert that was there, and what is not about Computer Vision was not sent.
Go live: put a token from @BotFather into .env (README.md says how), then [bold]make run[/bold].
"""
INGEST_TIMEOUT = 120.0
"""Seconds that the bot may take to ingest and deliver all samples before the demo fails."""


async def print_messages(console: Console, *, every: float, stay: bool) -> None:
    """Let Robin subscribe, drop the samples, and print every message."""
    async with start_demo() as running_demo:
        count = running_demo.replay.as_json()["total"]
        console.print(PRINT_WELCOME.format(count=count), soft_wrap=True)
        printing = asyncio.create_task(print_event_stream(running_demo.sandbox.simulator.subscribe(), console))
        for text in ("/start", "/subscribe Computer Vision"):
            await running_demo.ask(running_demo.people.robin, text)
        await running_demo.replay.start(every)
        await running_demo.replay.wait()
        await _wait_until_delivered(running_demo, count)
        sent = running_demo.wire.delivered
        console.print(PRINT_GOODBYE.format(count=count, sent=sent), soft_wrap=True)
        if stay:
            console.print(f"Drop records into {running_demo.replay.folder.path}; Ctrl-C ends.")
            await running_demo.bot_task
        printing.cancel()


async def _wait_until_delivered(running_demo: RunningDemo, count: int) -> None:
    """Wait until so many records are ingested and nothing is left in the outbox."""
    folder = str(running_demo.replay.folder.path)
    async with asyncio.timeout(INGEST_TIMEOUT):
        while not await running_demo.database.run(_are_delivered, folder, count):  # noqa: ASYNC110 - rows
            await asyncio.sleep(POLL_SECONDS)


def _are_delivered(session: Session, folder: str, count: int) -> bool:
    if len(articles.file_fingerprints(session, folder)) < count or articles.unannounced(session):
        return False
    return not outbox.is_busy(session)


HOST = "127.0.0.1"
PRINTED_EVERY, SHOWN_EVERY = 1.5, 4.0


def demo(
    *,
    headless: Annotated[
        bool, typer.Option("--headless", help="Print the messages instead, and end by itself.")
    ] = False,
    every: Annotated[float | None, typer.Option(help="Seconds between two records.", min=0, max=3600)] = None,
    stay: Annotated[bool, typer.Option("--stay", help="Headless: go on until Ctrl-C.")] = False,
    port: PortOption = DEFAULT_PORT,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Show the main job on this machine, without a token or an account.

    Starts the real bot against a local Bot API server, with SQLite in a temporary folder, and prints the address of a
    chat page on which sample news arrives. Without a terminal, or headless, it prints each message as its reader would
    see it.
    """
    logs.set_up("ERROR", "text")
    console = stdout()
    with explain_start_errors(HOST, port):
        if headless or stay or not console.is_terminal:
            asyncio.run(print_messages(console, every=PRINTED_EVERY if every is None else every, stay=stay))
        else:
            asyncio.run(show_page(console, every=SHOWN_EVERY if every is None else every, port=port, opens=open_it))
