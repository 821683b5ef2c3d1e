"""``topicwire demo``."""

import asyncio
import tempfile
from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.console import Console

from bot import logs
from bot.application import Topicwire, open_database
from bot.cli.console import stdout
from bot.sandbox.server import Sandbox
from bot.sandbox.transcript import follow
from bot.settings import Settings
from storage import migrations, outbox
from storage.database import Database

WELCOME = """[bold]Topicwire[/bold] - the real bot, with a Bot API server of its own on this machine.
Robin follows Computer Vision; then {count} sample records are dropped into the folder, one by one.
"""
GOODBYE = """
That was the wire: {count} records made {sent} alerts. What told the same news was folded into the
alert that was there, and what is not about Computer Vision was not sent.
Go live: put a token from @BotFather into .env (README.md says how), then [bold]make run[/bold].
"""
PATIENCE = 30.0
"""Seconds that an answer may take before the demo fails."""

QUIET = 2.0
"""Seconds that the last record gets to be noticed."""

TICK = 0.05


def demo(
    *,
    every: Annotated[float, typer.Option(help="Seconds between two records.", min=0)] = 1.5,
    stay: Annotated[bool, typer.Option("--stay", help="Go on until Ctrl-C when the samples are through.")] = False,
) -> None:
    """Show the main job on this machine, without a token or an account.

    Starts the real bot against a local Bot API server, with SQLite in a temporary folder, and prints each message as
    its reader would see it.
    """
    logs.set_up("ERROR", "text")
    with tempfile.TemporaryDirectory(prefix="topicwire-demo-") as folder:
        asyncio.run(_show(Path(folder), stdout(), every=every, stay=stay))


async def _show(folder: Path, console: Console, *, every: float, stay: bool) -> None:
    samples = resources.files("bot.sandbox") / "samples"
    records = sorted((entry for entry in (samples / "records").iterdir()), key=_published)
    with resources.as_file(samples / "topics") as topics:
        async with Sandbox() as sandbox:
            settings = _settings(folder, topics, sandbox)
            database = open_database(settings)
            migrations.upgrade(database.engine)
            console.print(WELCOME.format(count=len(records)), soft_wrap=True)
            printing = asyncio.create_task(follow(sandbox.world.subscribe(), console))
            wire = Topicwire(settings, database)
            running = asyncio.create_task(wire.run())
            await _play(sandbox, settings, records, every)
            await _settled(database)
            console.print(GOODBYE.format(count=len(records), sent=wire.delivery.outcomes["Delivered"]), soft_wrap=True)
            if stay:
                console.print(f"Drop records into {settings.records_dirs[0]}; Ctrl-C ends.")
                await running
            wire.stop()
            await running
            printing.cancel()
            database.close()


def _settings(folder: Path, topics: Path, sandbox: Sandbox) -> Settings:
    records = folder / "records"
    records.mkdir()
    return Settings(
        telegram_bot_token=SecretStr(sandbox.token),
        telegram_api_url=sandbox.url,
        database_url=SecretStr(f"sqlite:///{folder}/topicwire.db"),
        records_dirs=(records,),
        topics_dir=topics,
    )


async def _play(sandbox: Sandbox, settings: Settings, records: Sequence[Traversable], every: float) -> None:
    """Have Robin subscribe, then drop the records."""
    robin = sandbox.world.add_person("Robin")
    ledger = sandbox.world.ledger
    for text in ("/start", "/subscribe Computer Vision"):
        answers = len(ledger.deliveries(robin.id))
        await sandbox.world.say(robin, text)
        async with asyncio.timeout(PATIENCE):
            while len(ledger.deliveries(robin.id)) == answers:  # noqa: ASYNC110 - the ledger is a list, not an event
                await asyncio.sleep(TICK)
    for record in records:
        await asyncio.sleep(every)
        (settings.records_dirs[0] / record.name).write_bytes(record.read_bytes())


async def _settled(database: Database) -> None:
    """Wait until the last record is taken in and nothing is owed any more."""
    scanned = asyncio.get_running_loop().time() + QUIET
    while asyncio.get_running_loop().time() < scanned or await database.run(outbox.is_busy):  # noqa: ASYNC110 - rows
        await asyncio.sleep(TICK)


def _published(record: Traversable) -> str:
    return next(line for line in record.read_text("utf-8").splitlines() if line.startswith("publishedDateTime:"))
