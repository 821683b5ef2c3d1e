"""The one place that builds things: from settings to a running bot."""

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot

from bot.broadcasts.loop import BroadcastLoop
from bot.delivery.compose import ChosenTopics
from bot.delivery.worker import DeliveryWorker, TokenRefusedError, retry_rules_for, slots_for
from bot.digests.schedule import DigestScheduler
from bot.handlers.admin.broadcast_drafts import load_panel
from bot.handlers.admin.notifier import Notifier, TroubleReporter
from bot.handlers.admin.progress import ProgressUpdater
from bot.handlers.context import AdminServices, Services
from bot.handlers.profile import publish_admin_commands, publish_profile
from bot.handlers.router import ROUTES, PerChatUpdateProcessor, register_handlers
from bot.jobs import timetable
from bot.loop import Loop, heartbeat_file, stop_on_signals
from bot.news.scan import ScanLoop, Scanner
from bot.news.sources.folder import RecordFolder, watch_folders
from bot.settings import Settings, SettingsError
from bot.transport.polling import POLL_TIMEOUT, OutageNotice, PollRequest, PollWatchdog, build_application, run_polling
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
    """Return the time, aware and in UTC: the clock that everything is given."""
    return datetime.now(UTC)


def open_database(settings: Settings, *, must_exist: bool = False) -> Database:
    """Return the database of the settings, not yet migrated.

    Args:
        settings: With its address.
        must_exist: Whether a SQLite file that is not there is an error, instead of an empty database.

    Raises:
        SettingsError: The address is of no known kind, or the file is not there.
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
    """Return a scanner of the folders of the settings."""
    sources = [RecordFolder(folder.absolute()) for folder in settings.records_dirs]
    return Scanner(database, sources, settings.topics_dir, window=settings.story_window, clock=utc_now)


def introduction(settings: Settings, name: str, offered: int) -> str:
    """Return the first line of the log: name and address of the bot, what it watches, how many topics there are.

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
        self._outage = OutageNotice()
        self._poll_watchdog = PollWatchdog(
            POLL_TIMEOUT.total_seconds(), on_outage=partial(self._outage.tell, "polling")
        )
        self._stopping = asyncio.Event()
        self._reason: Exception | None = None
        self._heartbeat = heartbeat_file(settings.database_url.get_secret_value())
        self.services = Services(database, self._texts, utc_now, settings.contact)
        self._admin_services = self._build_admin_services()
        self.telegram = build_application(
            settings.token,
            settings.telegram_api_url,
            self._request,
            PollRequest(self._poll_watchdog),
            rate_limiter=self._rate_limiter,
            update_processor=PerChatUpdateProcessor(),
        )
        register_handlers(self.telegram, self.services, self._admin_services)
        self._troubles = TroubleReporter(self.telegram.bot, self.services, settings.admin_ids)
        database.on_trouble = self._troubles.database_failed
        self._outage.on_change = self._troubles.outage_changed
        self._notifier = Notifier(self.telegram.bot, self.services, self._admin_services, self._troubles)
        self._progress = ProgressUpdater(self.telegram.bot, self.services, self._admin_services, load_panel)
        self._sender = Sender(self._request, self.telegram.bot.base_url, self._rate_limiter)
        self.delivery = self._build_delivery(self._sender)
        self._scan = build_scan(settings, database)
        self.scans = ScanLoop(self._scan, self.delivery.wake, self._troubles.report)
        owners = settings.admin_ids
        self._broadcasting = BroadcastLoop(database, self._admin_services.rules, owners, utc_now, self._wake_senders)
        self._digest_scheduler = DigestScheduler(database, owners, utc_now, self._wake, self._troubles.report)

    def stop(self, reason: Exception | None = None) -> None:
        """End in good order: nothing new is begun, what is in flight is settled. With a reason, ``run`` raises it."""
        self._reason = self._reason or reason
        self._stopping.set()

    async def run(self) -> None:
        """Run until told to stop, by ``stop`` or by SIGTERM or SIGINT.

        Raises:
            UnhealthyError: Polling has died, another process polls with this token, or the lock was lost.
            TokenRefusedError: Telegram does not know the token.
        """
        stop_on_signals(self.stop)
        await self._scan.load_topics()
        async with run_polling(self.telegram, self._publish_profile, self._stopping):
            await self.delivery.sweep(is_alone=True)
            await self._save_daily_count()
            await self._log_introduction()
            scheduler = self._timetable()
            scheduler.start()
            tasks = [asyncio.create_task(self._run_to_end(task)) for task in self._background_tasks()]
            await self._stopping.wait()
            scheduler.shutdown(wait=False)
            for loop in self._loops():
                loop.stop()
            await asyncio.wait(tasks)
        log.info("stopped")
        if self._reason:
            raise self._reason

    async def _publish_profile(self, telegram: Bot) -> None:
        await publish_profile(telegram, self.services, ROUTES.menu)

    def _background_tasks(self) -> list[Coroutine[Any, Any, None]]:
        tasks = [loop.run() for loop in self._loops()]
        if not self._stopping.is_set():
            tasks.append(
                publish_admin_commands(self.telegram.bot, self.services, ROUTES.menu, self._settings.admin_ids)
            )
        if self._settings.watch_records:
            catalogue = [self._settings.topics_dir] if self._settings.topics_dir else []
            folders = [folder.absolute() for folder in (*self._settings.records_dirs, *catalogue)]
            tasks.append(watch_folders(folders, self.scans.wake, self._stopping))
        return tasks

    def _loops(self) -> tuple[Loop, ...]:
        return self.delivery, self.scans, self._broadcasting, self._notifier, self._progress

    async def _run_to_end(self, task: Coroutine[Any, Any, None]) -> None:
        """Run a task that ends only with the process: if it fails, everything ends."""
        try:
            await task
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
        """Log name, address and topics, unless told to stop before Telegram was reached, which tells the name."""
        offered = sum(topic.is_listed for topic in await self._database.run(topics.find_all))
        if not self._stopping.is_set():
            log.info("%s", introduction(self._settings, self.telegram.bot.username, offered))

    async def _save_daily_count(self) -> None:
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

    def _build_delivery(self, sender: Sender) -> DeliveryWorker:
        rate = self._settings.messages_per_second
        return DeliveryWorker(
            self._database,
            sender,
            self._render_alert,
            self._texts.voice,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            slots=slots_for(rate),
            rules=retry_rules_for(rate),
            clock=utc_now,
            on_outage=partial(self._outage.tell, "sending"),
        )

    def _timetable(self) -> AsyncIOScheduler:
        every = timedelta(seconds=self._settings.scan_seconds)
        return timetable(
            wake_scan=self.scans.wake,
            scan_every=every,
            sweep=self.delivery.sweep,
            check_health=self._check_health,
            make_issues=self._digest_scheduler.tick,
            save_daily_count=self._save_daily_count,
        )

    async def _check_health(self) -> None:
        """Touch the heartbeat file; or end the process when it cannot go on, for its supervisor to start it again."""
        if reason := await self._poll_watchdog.check(self._sender.probe):
            self.stop(UnhealthyError(reason))
        elif not self._is_only_sender():
            self.stop(UnhealthyError("the lock on the database was lost with its connection"))
        else:
            with suppress(OSError):  # the bot goes on without its health check
                self._heartbeat.touch()

    def _render_alert(
        self,
        article: Article,
        others: Sequence[Article],
        topics: Sequence[Topic],
        chosen: ChosenTopics,
        language: str,
    ) -> Message:
        voice = self._texts.voice(language)
        return alert_message(
            article, others=others, topics=topics, mutable=chosen.heard, muted=chosen.muted, voice=voice
        )


@contextmanager
def migrated_database(settings: Settings, *, is_dry: bool = False, may_make: bool = False) -> Iterator[Database]:
    """Open the database of the settings, migrated, unless nothing is to be changed.

    Args:
        settings: With its address.
        is_dry: Whether it is left unchanged, and must be of this version.
        may_make: Whether a SQLite file that is not there is created.

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
