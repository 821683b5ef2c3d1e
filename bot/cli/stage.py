"""The demo's stage: the real bot against a sandbox, with SQLite and records in a temporary folder."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pydantic import SecretStr

from bot.application import Topicwire, open_database
from bot.sandbox import cast
from bot.sandbox.cast import Cast
from bot.sandbox.folder import Folder
from bot.sandbox.people import Person
from bot.sandbox.replay import Replay
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from storage import migrations
from storage.database import Database

PATIENCE = 30.0
"""Seconds that an answer may take before the demo fails."""

TICK = 0.05


@dataclass(frozen=True, slots=True)
class Stage:
    """A running bot and its sandbox; `running` ends with the bot."""

    sandbox: Sandbox
    cast: Cast
    database: Database
    wire: Topicwire
    replay: Replay
    running: "asyncio.Task[None]"

    async def ask(self, person: Person, text: str) -> None:
        """Have a person write to the bot, and wait for the answer."""
        ledger = self.sandbox.world.ledger
        answers = len(ledger.deliveries(person.id))
        await self.sandbox.world.say(person, text)
        async with asyncio.timeout(PATIENCE):
            while len(ledger.deliveries(person.id)) == answers:  # noqa: ASYNC110 - the ledger is a list, not an event
                await asyncio.sleep(TICK)


@asynccontextmanager
async def stage(port: int = 0) -> AsyncIterator[Stage]:
    """Set the stage and run the bot on it until the block ends."""
    with (
        tempfile.TemporaryDirectory(prefix="topicwire-demo-") as temporary,
        resources.as_file(resources.files("bot.sandbox") / "samples" / "topics") as topics,
    ):
        records = Path(temporary) / "records"
        records.mkdir()
        async with Sandbox(port=port, folder=Folder(records)) as sandbox:
            people = cast.assemble(sandbox.world)
            settings = Settings(
                telegram_bot_token=SecretStr(sandbox.token),
                telegram_api_url=sandbox.url,
                database_url=SecretStr(f"sqlite:///{temporary}/topicwire.db"),
                records_dirs=(records,),
                topics_dir=topics,
                admin_ids=frozenset({people.administrator.id}),
            )
            async with _running(settings, sandbox, people) as ready:
                yield ready


@asynccontextmanager
async def _running(settings: Settings, sandbox: Sandbox, people: Cast) -> AsyncIterator[Stage]:
    database = open_database(settings)
    migrations.upgrade(database.engine)
    wire = Topicwire(settings, database)
    running = asyncio.create_task(wire.run())
    try:
        yield Stage(sandbox, people, database, wire, sandbox.replay, running)
    finally:
        wire.stop()
        while not running.done():
            sandbox.world.bot.queue.release()  # the bot's last poll is too hasty for Telegram, which lets it wait 3 s
            await asyncio.sleep(TICK)
        await running
        database.close()
