"""The one place that builds things: from settings to a running bot."""

import asyncio
import logging
import os
import socket
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot

from bot.broadcasts.loop import BroadcastLoop
from bot.broadcasts.rules import BroadcastRules
from bot.delivery.worker import DeliveryWorker, TokenRefusedError, retry_rules_for, slots_for
from bot.digests.schedule import DigestScheduler
from bot.handlers.admin.notifier import Notifier
from bot.handlers.admin.progress import ProgressUpdater
from bot.handlers.context import AdminServices, Services
from bot.handlers.profile import publish_admin_commands, publish_profile
from bot.handlers.router import register_handlers
from bot.jobs import timetable
from bot.loop import Loop, heartbeat_file, stop_on_signals
from bot.news.scan import ScanLoop, Scanner
from bot.news.sources.folder import RecordFolder, watch_folders
from bot.settings import Settings, SettingsError
from bot.transport.polling import POLL_TIMEOUT, PollRequest, PollWatchdog, build_application, run_polling
from bot.transport.rate_limiter import RateLimiter
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.views.alert import alert_message
from bot.views.message import Message
from bot.views.texts import Texts
from storage import migrations, stats, topics
from storage.database import Database
from storage.models import Article, Topic

log = logging.getLogger(__name__)


class UnhealthyError(RuntimeError):
    """The process cannot go on; its supervisor is to start it again."""


def utc_now() -> datetime:
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


def build_scan(settings: Settings, database: Database) -> Scanner:
    """The scan of the settings' folders."""
    sources = [RecordFolder(folder.absolute()) for folder in settings.records_dirs]
    return Scanner(database, sources, settings.topics_dir, window=settings.story_window, clock=utc_now)


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
        self._rate_limiter = RateLimiter(settings.messages_per_second)
        self._request = AiohttpRequest()
        self._watch = PollWatchdog(POLL_TIMEOUT.total_seconds())
        self._stopping = asyncio.Event()
        self._reason: Exception | None = None
        self._heartbeat = heartbeat_file(settings.database_url.get_secret_value())
        self.services = Services(database, self._texts, utc_now)
        self._admin_services = self._build_admin_services()
        self.telegram = build_application(
            settings.token, settings.telegram_api_url, self._request, PollRequest(self._watch), self._rate_limiter
        )
        register_handlers(self.telegram, self.services, self._admin_services)
        self._notifier = Notifier(self.telegram.bot, self.services, self._admin_services)
        self._progress = ProgressUpdater(self.telegram.bot, self.services, self._admin_services)
        sender = Sender(self._request, self.telegram.bot.base_url, self._rate_limiter)
        self.delivery = DeliveryWorker(
            database,
            sender,
            self._render_alert,
            self._texts.voice,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            slots=slots_for(settings.messages_per_second),
            rules=retry_rules_for(settings.messages_per_second),
            clock=utc_now,
        )
        self._scan = build_scan(settings, database)
        self.scans = ScanLoop(self._scan, self.delivery.wake)
        owners = settings.admin_ids
        self._broadcasting = BroadcastLoop(database, BroadcastRules(), owners, utc_now, self._wake_senders)
        self._digest_scheduler = DigestScheduler(database, owners, utc_now, self._wake)

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
        stop_on_signals(self.stop)
        await self._scan.load_topics()
        async with run_polling(self.telegram, self._publish_profile, self._stopping):
            await self.delivery.sweep(is_alone=True)
            await self._count()
            await self._log_introduction()
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

    async def _publish_profile(self, telegram: Bot) -> None:
        await publish_profile(telegram, self.services)

    def _steps(self) -> list[Coroutine[Any, Any, None]]:
        steps = [loop.run() for loop in self._loops()]
        if not self._stopping.is_set():
            steps.append(publish_admin_commands(self.telegram.bot, self.services, self._admin_services))
        if self._settings.watch_records:
            folders = [folder.absolute() for folder in self._settings.records_dirs]
            steps.append(watch_folders(folders, self.scans.wake, self._stopping))
        return steps

    def _loops(self) -> tuple[DeliveryWorker | ScanLoop | BroadcastLoop | Loop, ...]:
        return self.delivery, self.scans, self._broadcasting, self._notifier, self._progress

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
        self._notifier.wake()

    async def _log_introduction(self) -> None:
        """Log who we are, and where to find us; before Telegram was reached nobody knows our name."""
        offered = sum(topic.is_listed for topic in await self._database.run(topics.find_all))
        if not self._stopping.is_set():
            log.info("%s", introduction(self._settings, self.telegram.bot.username, offered))

    async def _count(self) -> None:
        await self._database.run(stats.save_daily_count, utc_now())

    def _build_admin_services(self) -> AdminServices:
        return AdminServices(
            owners=self._settings.admin_ids,
            zone=self._settings.time_zone,
            rate=self._rate_limiter.rate,
            wake=self._wake,
            version=version("topicwire"),
            started_at=utc_now(),
            scans=lambda: self.scans.past,
        )

    def _timetable(self) -> AsyncIOScheduler:
        every = timedelta(seconds=self._settings.scan_seconds)
        return timetable(
            wake_scan=self.scans.wake,
            scan_every=every,
            sweep=self.delivery.sweep,
            look=self._look,
            issue=self._digest_scheduler.tick,
            count=self._count,
        )

    def _look(self) -> None:
        """End the process when it hears nothing any more: its supervisor starts it again."""
        at = time.monotonic()
        if self._watch.is_dead(at):
            self.stop(UnhealthyError("polling has died: no getUpdates call has succeeded for too long"))
        elif not self._is_only_sender():
            self.stop(UnhealthyError("the lock on the database was lost with its connection"))
        elif self._watch.is_contested(at):
            self.stop(UnhealthyError("another process polls with this token: stop it, or give this bot its own token"))
        else:
            with suppress(OSError):  # a health check that fails is not the bot's end
                self._heartbeat.touch()

    def _render_alert(
        self,
        article: Article,
        others: Sequence[Article],
        topics: Sequence[Topic],
        mutable: Sequence[Topic],
        language: str,
    ) -> Message:
        voice = self._texts.voice(language)
        return alert_message(article, others=others, topics=topics, mutable=mutable, voice=voice)


@contextmanager
def migrated_database(settings: Settings, *, is_dry: bool = False, may_make: bool = False) -> Iterator[Database]:
    """The database of the settings, brought up to date, unless nothing is to be changed.

    Args:
        settings: With its address.
        is_dry: Whether it is left as it is, and must be of this version.
        may_make: Whether one is made where there is none.

    Raises:
        SettingsError: There is none, or it is of an older version.
    """
    database = open_database(settings, must_exist=is_dry or not may_make)
    try:
        if not is_dry:
            migrations.upgrade(database.engine)
        elif migrations.is_behind(database.engine):
            raise SettingsError("the database is of an older version: run topicwire migrate first")
        yield database
    finally:
        database.close()
