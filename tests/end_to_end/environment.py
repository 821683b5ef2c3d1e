"""What whole runs need: a Bot API server with people, a database, a folder, and the bot as people start it."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlmodel import Session, col, select

from bot.app import Topicwire
from bot.delivery.retry import RetryRules
from bot.settings import Settings
from bot.transport.request import client_timeout
from sandbox.accounts import Person
from sandbox.server import Sandbox
from storage import topics
from storage.database import Database, read_only
from storage.models import Delivery, Subscriber, Subscription, Topic
from tests.support.pipeline import record

PATIENCE = 60.0
READ_TIMEOUT = 0.5
"""Seconds that the impatient bot waits for an answer."""

FIRST_PERSON = 600_000_001


async def until(reached: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for something that tells no one."""
    async with asyncio.timeout(patience):
        while not reached():  # noqa: ASYNC110 - rows and lists tell no one
            await asyncio.sleep(0.01)


@read_only
def outbox_rows(session: Session) -> list[Delivery]:
    return list(session.exec(select(Delivery).order_by(col(Delivery.id))))


@dataclass
class Environment:
    """What a run needs, and what people saw of it."""

    sandbox: Sandbox
    database: Database
    folder: Path
    people: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)

    def gather(self, count: int, topic: str = "AI") -> list[Person]:
        """So many people who follow a topic, without having to type it."""
        self.people = [
            self.sandbox.simulator.add_person(f"Reader {n}", person_id=FIRST_PERSON + n, started=True)
            for n in range(count)
        ]
        self.database.call(follow_all, [person.id for person in self.people], topic)
        return self.people

    def drop(self, *titles: str) -> None:
        """Have records land."""
        known = len(list(self.folder.iterdir()))
        for number, title in enumerate(titles, start=known):
            at = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=number)
            self.folder.joinpath(f"{number}.md").write_text(
                record(title, f"https://paper.example/{number}", at=at), encoding="utf-8"
            )

    def arrived(self) -> Counter[tuple[int, str]]:
        """How often each chat was delivered each title, whatever the bot knows of it."""
        return Counter(
            (entry["chat_id"], entry["text"].split("\n")[0])
            for entry in self.sandbox.simulator.message_log.deliveries()
        )

    def rows(self) -> list[Delivery]:
        """The outbox as it stands."""
        return self.database.call(outbox_rows)

    def is_drained(self) -> bool:
        """Whether nothing is owed any more."""
        return not {row.state for row in self.rows()} & {"pending", "in_flight"}

    def expected(self, titles: Sequence[str]) -> set[tuple[int, str]]:
        """Everybody with every title."""
        return {(person.id, title) for person in self.people for title in titles}


def follow_all(session: Session, chat_ids: Sequence[int], topic_name: str) -> None:
    topics.add_missing(session, [Topic(slug=topic_name.lower(), name=topic_name)], are_listed=True)
    topic = session.exec(select(Topic).where(Topic.name == topic_name)).one()
    early = datetime(2026, 1, 1, tzinfo=UTC)
    subscribers = [Subscriber(chat_id=chat_id, created_at=early, seen_at=early) for chat_id in chat_ids]
    session.add_all(subscribers)
    session.flush()
    session.add_all(Subscription(subscriber_id=each.id, topic_id=topic.id, created_at=early) for each in subscribers)


def settings_of(environment: Environment, api_url: str = "", topics_folder: Path | None = None) -> Settings:
    """Settings of a bot in this environment; every pace is lifted."""
    url = environment.database.url.set(drivername=environment.database.url.get_backend_name())
    return Settings(
        telegram_bot_token=SecretStr(environment.sandbox.token),
        telegram_api_url=api_url or environment.sandbox.url,
        database_url=SecretStr(url.render_as_string(hide_password=False)),
        records_dirs=(environment.folder,),
        topics_dir=topics_folder,
        feeds_dir=environment.folder / "feeds",
        scan_seconds=0.5,
        messages_per_second=0,
        http_port=0,
    )


@asynccontextmanager
async def running_bot(environment: Environment, settings: Settings | None = None) -> AsyncIterator[asyncio.Task[None]]:
    """The real bot in this process, impatient: what would take it seconds takes it a fraction."""
    wire = Topicwire(settings or settings_of(environment), environment.database)
    assert wire.send
    wire.send.delivery._rules = RetryRules(
        pause_private=timedelta(),
        pause_group=timedelta(),
        first_pause=timedelta(seconds=0.1),
        after_unknown=timedelta(seconds=0.3),
    )
    wire.runtime.request._send_timeout = client_timeout(1.0, READ_TIMEOUT)
    running = asyncio.create_task(wire.run())
    try:
        yield running
    finally:
        wire.stop()
        await asyncio.wait([running])


@dataclass
class Process:
    """The bot, as ``topicwire run`` starts it."""

    environment: Environment
    log: Path
    rate: float = 0.0
    admins: str = ""
    """Owners' user ids, with commas between."""
    changes: dict[str, str] = field(default_factory=dict)
    """Settings other than those of an ordinary run."""
    process: asyncio.subprocess.Process | None = None
    roles: str = ""
    """With commas between; empty for all."""

    async def start(self) -> None:
        """Start it."""
        room = self.environment
        settings = {
            "TELEGRAM_BOT_TOKEN": room.sandbox.token,
            "TELEGRAM_API_URL": room.sandbox.url,
            "DATABASE_URL": settings_of(room).database_url.get_secret_value(),
            "RECORDS_DIRS": str(room.folder),
            "MESSAGES_PER_SECOND": str(self.rate),
            "SCAN_SECONDS": "0.5",
            "HTTP_PORT": "0",
            "ADMIN_IDS": self.admins,
            "TMPDIR": str(self.log.parent),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            **self.changes,
        }
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-W", "error::ResourceWarning", "-m", "bot", "run",
                *(("--role", self.roles) if self.roles else ()),
                env=settings, cwd=self.log.parent, stdout=log, stderr=log,
            )  # fmt: skip

    async def end(self, signal_number: int) -> int:
        """Send it a signal, and return how it ended."""
        assert self.process is not None
        self.process.send_signal(signal_number)
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    def said(self) -> str:
        """What it logged, over all its lives."""
        return self.log.read_text(encoding="utf-8")


@asynccontextmanager
async def bot_process(
    environment: Environment, log: Path, rate: float = 0.0, admins: str = "", roles: str = "", **changes: str
) -> AsyncIterator[Process]:
    """A bot that is gone when the block ends, whatever happens in it."""
    process = Process(environment, log, rate, admins, changes, roles=roles)
    try:
        yield process
    finally:
        if process.process is not None and process.process.returncode is None:
            process.process.kill()
            await process.process.wait()
