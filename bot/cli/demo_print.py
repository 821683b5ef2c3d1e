"""The demo as a transcript in the terminal, which ends by itself."""

import asyncio

from rich.console import Console

from bot.cli.stage import TICK, stage
from bot.sandbox.transcript import follow
from storage import outbox
from storage.database import Database

WELCOME = """[bold]Topicwire[/bold] - the real bot, with a Bot API server of its own on this machine.
Robin follows Computer Vision; then {count} sample records are dropped into the folder, one by one.
"""
GOODBYE = """
That was the wire: {count} records made {sent} alerts. What told the same news was folded into the
alert that was there, and what is not about Computer Vision was not sent.
Go live: put a token from @BotFather into .env (README.md says how), then [bold]make run[/bold].
"""
QUIET = 2.0
"""Seconds that the last record gets to be noticed."""


async def print_all(console: Console, *, every: float, stay: bool) -> None:
    """Have Robin subscribe, drop the samples, and print every message."""
    async with stage() as here:
        count = here.replay.as_json()["total"]
        console.print(WELCOME.format(count=count), soft_wrap=True)
        printing = asyncio.create_task(follow(here.sandbox.world.subscribe(), console))
        for text in ("/start", "/subscribe Computer Vision"):
            await here.ask(here.cast.robin, text)
        await here.replay.start(every)
        await here.replay.wait()
        await _settled(here.database)
        sent = here.wire.delivery.outcomes["Delivered"]
        console.print(GOODBYE.format(count=count, sent=sent), soft_wrap=True)
        if stay:
            console.print(f"Drop records into {here.replay.folder.path}; Ctrl-C ends.")
            await here.running
        printing.cancel()


async def _settled(database: Database) -> None:
    """Wait until the last record is taken in and nothing is owed any more."""
    scanned = asyncio.get_running_loop().time() + QUIET
    while asyncio.get_running_loop().time() < scanned or await database.run(outbox.is_busy):  # noqa: ASYNC110 - rows
        await asyncio.sleep(TICK)
