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
from typing import Any, NamedTuple

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.engine import URL
from telegram import Bot

from bot.broadcasts.loop import BroadcastLoop
from bot.delivery.worker import DeliveryWorker, TokenRefusedError, retry_rules_for, slots_for
from bot.digests.schedule import DigestScheduler
from bot.handlers.admin.notifier import Notifier
from bot.handlers.admin.progress import ProgressUpdater
from bot.handlers.context import AdminServices, Services
from bot.handlers.profile import publish_admin_commands, publish_profile
from bot.handlers.router import ROUTES, PerChatUpdateProcessor, register_handlers
from bot.jobs import timetable
from bot.loop import Loop, heartbeat_file, stop_on_signals
from bot.news.scan import ScanLoop, Scanner
from bot.news.sources.folder import RecordFolder, watch_folders
from bot.settings import Settings
from bot.transport.polling import POLL_TIMEOUT, PollRequest, PollWatchdog, build_application, run_polling
from bot.transport.rate_limiter import RateLimiter
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.views.alert import alert_message
from bot.views.message import Message
from bot.views.texts import Texts
from storage import migrations, stats, topics
from storage.backup import keep_copy
from storage.database import Database, DatabaseUnusableError, engine_url
from storage.models import Article, Topic

log = logging.getLogger(__name__)


class UnhealthyError(RuntimeError):
    """The process cannot go on; its supervisor is to start it again."""


def utc_now() -> datetime:
    """Return the time, aware and in UTC: the clock that everything is given."""
    return datetime.now(UTC)


def database_url(settings: Settings) -> URL:
    """Return the address of the database of the settings.

    Raises:
        DatabaseUnusableError: It is of no known kind.
    """
    try:
        return engine_url(settings.database_url.get_secret_value())
    except ValueError as error:
        raise DatabaseUnusableError(f"DATABASE_URL is wrong: {error}") from None


def is_missing(settings: Settings) -> bool:
    """Return whether the database is a SQLite file that is not there yet."""
    url = database_url(settings)
    try:
        return url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists()
    except OSError as error:
        raise DatabaseUnusableError(
            f"the database {url.database} cannot be reached ({error.strerror}): let this user into its folder"
        ) from error


def open_database(settings: Settings, *, must_exist: bool = False) -> Database:
    """Return the database of the settings, not yet migrated.

    Args:
        settings: With its address.
        must_exist: Whether a SQLite file that is not there is an error, instead of an empty database.

    Raises:
        DatabaseUnusableError: The address is of no known kind, or the file is not there or cannot be made.
    """
    if must_exist and is_missing(settings):
        path = database_url(settings).database
        raise DatabaseUnusableError(f"there is no database at {path} yet: the first topicwire run or scan makes it")
    database_url(settings)
    return Database(settings.database_url.get_secret_value())


class Migrated(NamedTuple):
    """What was done to bring a database up to date."""

    applied: Sequence[str]
    """Migrations, oldest first; none when it was up to date."""
    copy: Path | None
    """Of a SQLite file as it was before."""

    def __str__(self) -> str:
        kept = f"; a copy as it was before is {self.copy}" if self.copy else ""
        return (
            f"the database was migrated to {self.applied[-1]}{kept}" if self.applied else "the database is up to date"
        )


def migrate_database(database: Database) -> Migrated:
    """Bring a database up to date and log it; of a SQLite file that holds something, keep a copy before.

    Raises:
        DatabaseUnusableError: It was made by a newer version or another program, or no copy can be kept.
    """
    had = migrations.revisions()[: -len(migrations.pending(database.engine)) or None]
    is_kept = database.is_sqlite and had and had != migrations.revisions()
    copy = keep_copy(database, had[-1], utc_now()) if is_kept else None
    done = Migrated(migrations.upgrade(database.engine), copy)
    if done.applied and had:
        log.info("%s", done)
    return done


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
        self._poll_watchdog = PollWatchdog(POLL_TIMEOUT.total_seconds())
        self._stopping = asyncio.Event()
        self._reason: Exception | None = None
        self._heartbeat = heartbeat_file(settings.database_url.get_secret_value())
        self.services = Services(database, self._texts, utc_now)
        self._admin_services = self._build_admin_services()
        self.telegram = build_application(
            settings.token,
            settings.telegram_api_url,
            self._request,
            PollRequest(self._poll_watchdog, on_refused=self.stop),
            rate_limiter=self._rate_limiter,
            update_processor=PerChatUpdateProcessor(),
        )
        register_handlers(self.telegram, self.services, self._admin_services)
        self._notifier = Notifier(self.telegram.bot, self.services, self._admin_services)
        self._progress = ProgressUpdater(self.telegram.bot, self.services, self._admin_services)
        sender = Sender(self._request, self.telegram.bot.base_url, self._rate_limiter)
        self.delivery = self._build_delivery(sender)
        self._scan = build_scan(settings, database)
        self.scans = ScanLoop(self._scan, self.delivery.wake)
        owners = settings.admin_ids
        self._broadcasting = BroadcastLoop(database, self._admin_services.rules, owners, utc_now, self._wake_senders)
        self._digest_scheduler = DigestScheduler(database, owners, utc_now, self._wake)

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
            folders = [folder.absolute() for folder in self._settings.records_dirs]
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

    def _check_health(self) -> None:
        """Touch the heartbeat file; or end the process when it cannot go on, for its supervisor to start it again."""
        at = time.monotonic()
        if self._poll_watchdog.is_dead(at):
            self.stop(UnhealthyError("polling has died: no getUpdates call has succeeded for too long"))
        elif not self._is_only_sender():
            self.stop(UnhealthyError("the lock on the database was lost with its connection"))
        elif self._poll_watchdog.is_contested(at):
            self.stop(UnhealthyError("another process polls with this token: stop it, or give this bot its own token"))
        else:
            with suppress(OSError):  # the bot goes on without its health check
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
def current_database(settings: Settings, *, may_make: bool = False) -> Iterator[Database]:
    """Open the database of the settings, which must be of this version: it is not migrated.

    Args:
        settings: With its address.
        may_make: Whether one that is empty or not there is made ready.

    Raises:
        DatabaseUnusableError: There is none, it is of another version, or it cannot be used.
    """
    database = open_database(settings, must_exist=not may_make)
    try:
        if may_make and migrations.pending(database.engine) == migrations.revisions():
            migrations.upgrade(database.engine)
        migrations.require_current(database.engine)
        yield database
    finally:
        database.close()
