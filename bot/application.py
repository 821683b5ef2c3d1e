"""The one place that builds things: from settings to a running bot."""

import asyncio
import logging
import os
import socket
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.chat.admin.office import Office
from bot.chat.admin.progress_board import ProgressBoard
from bot.chat.admin.rounds import Rounds
from bot.chat.admin.teller import Teller
from bot.chat.conversation import register
from bot.chat.desk import Desk
from bot.chat.pacing import Pacer
from bot.chat.polling import POLL_TIMEOUT, polling
from bot.chat.profile import introduce_administrators
from bot.chat.request import AiohttpRequest
from bot.chat.sender import Sender
from bot.chat.watchdog import PollRequest, PollWatch
from bot.chat.wire import wire_of
from bot.jobs import timetable
from bot.messages.message import Message
from bot.messages.story import alert
from bot.messages.texts import Texts
from bot.pipeline.broadcasting import Broadcasting
from bot.pipeline.campaign import Campaign
from bot.pipeline.deliver import Delivery, TokenRefusedError
from bot.pipeline.issuing import Issuing
from bot.pipeline.reading import Reader
from bot.pipeline.scan import Scan
from bot.pipeline.scanning import ScanLoop
from bot.pipeline.tempo import rules_for, slots_for
from bot.pipeline.watching import watch
from bot.process import heartbeat_of, obey_signals
from bot.settings import Settings, SettingsError
from storage import census, topics
from storage.database import Database
from storage.models import Article, Topic

log = logging.getLogger(__name__)


class NotWellError(RuntimeError):
    """The process cannot go on; its supervisor is to start it again."""


def now() -> datetime:
    """The time, aware and in UTC: the clock that everything is handed."""
    return datetime.now(UTC)


def open_database(settings: Settings, *, must_exist: bool = False) -> Database:
    """The database of the settings, as it is: not yet migrated.

    Args:
        settings: With its address.
        must_exist: A SQLite file that is not there is no empty database but a mistake.

    Raises:
        SettingsError: The address is of none that Topicwire knows, or nothing is there that must be.
    """
    url = settings.database_url.get_secret_value()
    path = Path(url.removeprefix("sqlite:///"))
    if must_exist and url.startswith("sqlite:") and not path.exists():
        raise SettingsError(f"there is no database at {path} yet: the first topicwire run or scan makes it")
    try:
        return Database(url)
    except ValueError as error:
        raise SettingsError(f"DATABASE_URL is wrong: {error}") from None


def build_scan(settings: Settings, database: Database) -> Scan:
    """The scan of the settings' folders."""
    folders = [folder.absolute() for folder in settings.records_dirs]
    reader = Reader()
    reader.warm_up()
    return Scan(database, folders, settings.topics_dir, window=settings.story_window, clock=now, reader=reader)


def introduction(settings: Settings, name: str, offered: int) -> str:
    """Return what whoever starts the bot wants to know: its name and address, what it watches, what people can choose.

    Args:
        settings: With the folders.
        name: The bot's username.
        offered: How many topics people are offered.
    """
    folders = ", ".join(str(folder) for folder in settings.records_dirs)
    noticing = "watching" if settings.watch_records else "scanning"
    choice = f"{offered:,} topic{'' if offered == 1 else 's'}" if offered else "no topics yet"
    return f"@{name}, https://t.me/{name}, {noticing} {folders}, {choice}"


class Topicwire:
    """A bot with everything that it needs, built from settings and not yet running.

    Args:
        settings: With a token.
        database: Migrated.
        is_only_sender: Whether the lock that keeps other bots from this database is still held.
    """

    def __init__(
        self, settings: Settings, database: Database, is_only_sender: Callable[[], bool] = lambda: True
    ) -> None:
        self._settings = settings
        self._is_only_sender = is_only_sender
        self._database = database
        self._texts = Texts.packaged()
        self._pacer = Pacer(settings.messages_per_second)
        self._request = AiohttpRequest()
        self._watch = PollWatch(POLL_TIMEOUT.total_seconds())
        self._stopping = asyncio.Event()
        self._reason: Exception | None = None
        self._heartbeat = heartbeat_of(settings.database_url.get_secret_value())
        self.desk = Desk(database, self._texts, now)
        self._office = self._furnished()
        self.telegram = wire_of(
            settings.token, settings.telegram_api_url, self._request, PollRequest(self._watch), self._pacer
        )
        register(self.telegram, self.desk, self._office)
        self._teller = Teller(self.telegram.bot, self.desk, self._office)
        self._board = ProgressBoard(self.telegram.bot, self.desk, self._office)
        sender = Sender(self._request, self.telegram.bot.base_url, self._pacer)
        self.delivery = Delivery(
            database,
            sender,
            self._word,
            self._texts.voice,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            slots=slots_for(settings.messages_per_second),
            rules=rules_for(settings.messages_per_second),
            clock=now,
        )
        self._scan = build_scan(settings, database)
        self.scans = ScanLoop(self._scan, self.delivery.wake)
        owners = settings.admin_ids
        self._broadcasting = Broadcasting(database, Campaign(), owners, now, self._wake_senders)
        self._issuing = Issuing(database, owners, now, self._wake)

    def stop(self, reason: Exception | None = None) -> None:
        """End in good order: nothing new is begun, what is in the air lands. With a reason, ``run`` raises it."""
        self._reason = self._reason or reason
        self._stopping.set()

    async def run(self) -> None:
        """Run until told to stop, by ``stop`` or by SIGTERM or SIGINT.

        Raises:
            NotWellError: Polling has died, or another process polls with this token.
            TokenRefusedError: Telegram does not know the token.
        """
        obey_signals(self.stop)
        await self._scan.take_catalogue()
        async with polling(self.telegram, self.desk, self._stopping):
            await self.delivery.sweep(is_alone=True)
            await self._count()
            await self._tell()
            scheduler = self._timetable()
            scheduler.start()
            tasks = [asyncio.create_task(self._guarded(step)) for step in self._steps()]
            await self._stopping.wait()
            scheduler.shutdown(wait=False)
            for loop in self._loops():
                loop.stop()
            await asyncio.wait(tasks)
        log.info("stopped")
        if self._reason:
            raise self._reason

    def _steps(self) -> list[Coroutine[Any, Any, None]]:
        steps = [loop.run() for loop in self._loops()]
        if not self._stopping.is_set():
            steps.append(introduce_administrators(self.telegram.bot, self.desk, self._office))
        if self._settings.watch_records:
            folders = [folder.absolute() for folder in self._settings.records_dirs]
            steps.append(watch(folders, self.scans.wake, self._stopping))
        return steps

    def _loops(self) -> tuple[Delivery | ScanLoop | Broadcasting | Rounds, ...]:
        return self.delivery, self.scans, self._broadcasting, self._teller, self._board

    async def _guarded(self, step: Coroutine[Any, Any, None]) -> None:
        """Run a step that ends only with the process: if it fails, everything ends."""
        try:
            await step
        except Exception as error:
            if not isinstance(error, TokenRefusedError):
                log.exception("a step of the path failed")
            self.stop(error)

    def _wake(self) -> None:
        self._broadcasting.wake()
        self._wake_senders()

    def _wake_senders(self) -> None:
        self.delivery.wake()
        self._teller.wake()

    async def _tell(self) -> None:
        """Log who we are, and where to find us; before Telegram was reached nobody knows our name."""
        offered = sum(topic.is_listed for topic in await self._database.run(topics.every))
        if not self._stopping.is_set():
            log.info("%s", introduction(self._settings, self.telegram.bot.username, offered))

    async def _count(self) -> None:
        await self._database.run(census.take, now())

    def _furnished(self) -> Office:
        return Office(
            owners=self._settings.admin_ids,
            zone=self._settings.time_zone,
            rate=self._pacer.rate,
            wake=self._wake,
            version=version("topicwire"),
            started_at=now(),
            scans=lambda: self.scans.past,
        )

    def _timetable(self) -> AsyncIOScheduler:
        every = timedelta(seconds=self._settings.scan_seconds)
        return timetable(
            wake_scan=self.scans.wake,
            scan_every=every,
            sweep=self.delivery.sweep,
            look=self._look,
            issue=self._issuing.tick,
            count=self._count,
        )

    def _look(self) -> None:
        """End the process when it hears nothing any more: its supervisor starts it again."""
        at = time.monotonic()
        if self._watch.is_dead(at):
            self.stop(NotWellError("polling has died: no getUpdates call has succeeded for too long"))
        elif not self._is_only_sender():
            self.stop(NotWellError("the lock on the database was lost with its connection"))
        elif self._watch.is_contested(at):
            self.stop(NotWellError("another process polls with this token: stop it, or give this bot its own token"))
        else:
            with suppress(OSError):  # a health check that fails is not the bot's end
                self._heartbeat.touch()

    def _word(
        self,
        article: Article,
        others: Sequence[Article],
        topics: Sequence[Topic],
        mutable: Sequence[Topic],
        language: str,
    ) -> Message:
        voice = self._texts.voice(language)
        return alert(article, others=others, topics=topics, mutable=mutable, voice=voice)
