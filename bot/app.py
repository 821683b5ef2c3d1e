"""The one place that builds things: from settings to a running bot."""

import asyncio
import logging
import os
import socket
import time
from collections.abc import Callable, Collection, Coroutine, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.engine import URL
from telegram import Bot

from bot.broadcasts.loop import BroadcastLoop
from bot.delivery.compose import AlertRequest, Composer
from bot.delivery.worker import DeliveryWorker, TokenRefusedError, retry_rules_for, slots_for
from bot.digests.missed import MissedLoop
from bot.digests.reader_loop import BurstGuard, ReaderLoop
from bot.digests.schedule import DigestScheduler
from bot.handlers.admin.broadcast_drafts import load_panel
from bot.handlers.admin.notifier import Notifier, TroubleReporter
from bot.handlers.admin.progress import ProgressUpdater
from bot.handlers.approvals import Approvals
from bot.handlers.context import AdminServices, Services
from bot.handlers.features import ROUTES
from bot.handlers.flood import PerChatUpdateProcessor, chat_key
from bot.handlers.profile import Profile
from bot.handlers.router import register_handlers
from bot.jobs import timetable
from bot.loop import HEARTBEAT_EVERY, Heartbeat, HeartbeatFile, Loop, heartbeat_file, stop_on_signals
from bot.news.scan import ScanLoop, Scanner
from bot.news.sources.folder import RecordFolder, watch_folders
from bot.settings import Settings
from bot.transport.http_server import HttpServer, HttpServerError
from bot.transport.inbox import InboxLoop
from bot.transport.polling import POLL_TIMEOUT, OutageNotice, PollRequest, PollWatchdog, build_application, run_polling
from bot.transport.rate_limiter import GROUP_WINDOW, RateLimiter
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.transport.webhook import Webhook, WebhookWatch, run_webhook
from bot.views.alert import alert_message
from bot.views.message import Message
from bot.views.texts import Texts
from storage import decisions, inbox, menus, migrations, outbox, stats, topics
from storage.backup import keep_copy
from storage.database import Database, DatabaseUnusableError, engine_url, require_writable_file
from storage.lock import AlreadyRunningError
from storage.models import Article, Topic

log = logging.getLogger(__name__)


SILENCE = timedelta(seconds=150)
"""Five polls without an answer."""
BACKLOG = timedelta(minutes=10)
"""What is due for so long while nothing goes out shows that sending stands still."""
SCAN_AGE = timedelta(minutes=30)
"""A scan takes so long at most, unless it is a first one."""
LATE = timedelta(minutes=5)
"""After its due time a delivery shows that this process, or what it needs, is not ready."""
LAST_WAIT = 20.0
"""Seconds that a process that was told to stop waits for a database that is away."""


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
    guard = BurstGuard(settings.burst_alerts) if settings.burst_alerts else None
    return Scanner(database, sources, settings.topics_dir, window=settings.story_window, clock=utc_now, guard=guard)


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
        keep_lock: Takes the lock that keeps other bots from this database again if it was lost; called in a thread.
    """

    def __init__(self, settings: Settings, database: Database, keep_lock: Callable[[], None] = lambda: None) -> None:
        self._settings = settings
        self._keep_lock = keep_lock
        self._database = database
        database.outages.is_on = True
        self._texts = Texts.packaged()
        self._rate_limiter = RateLimiter(settings.messages_per_second)
        self._request = AiohttpRequest()
        self._outage = OutageNotice()
        self._poll_watchdog = PollWatchdog(
            POLL_TIMEOUT.total_seconds(), on_outage=partial(self._outage.tell, "polling")
        )
        self._stopping = asyncio.Event()
        self._http: HttpServer | None = None
        self._webhook: Webhook | None = None
        self._reason: Exception | None = None
        self._polls = PollRequest(self._poll_watchdog, on_refused=self.stop)
        file = HeartbeatFile(heartbeat_file(settings.database_url.get_secret_value()))
        self._heartbeat = Heartbeat(file, self._find_problems)
        self._progressed = (0, time.monotonic())
        """How many messages were delivered, and when the number last changed."""
        self.services = Services(
            database,
            self._texts,
            utc_now,
            settings.contact,
            most_places=settings.max_places,
            has_private_threads=self._has_private_threads,
        )
        self._admin_services = self._build_admin_services()
        self.telegram = build_application(
            settings.token,
            settings.telegram_api_url,
            self._request,
            self._polls,
            rate_limiter=self._rate_limiter,
            update_processor=PerChatUpdateProcessor(),
        )
        register_handlers(self.telegram, self.services, self._admin_services)
        self._build_loops()

    def _build_loops(self) -> None:
        """Build what runs beside the answers to people."""
        settings, database = self._settings, self._database
        self._troubles = TroubleReporter(self.telegram.bot, self.services, settings.admin_ids)
        database.on_trouble = self._troubles.database_failed
        self._outage.on_change = self._troubles.outage_changed
        self._notifier = Notifier(self.telegram.bot, self.services, self._admin_services, self._troubles)
        self._inbox = InboxLoop(database, self.telegram, f"{socket.gethostname()}:{os.getpid()}", utc_now)
        composer = Composer(database, self._render_alert, self._texts.voice, utc_now)
        self._approvals = Approvals(self.telegram.bot, self.services, composer)
        self._progress = ProgressUpdater(self.telegram.bot, self.services, self._admin_services, load_panel)
        self._sender = Sender(self._request, self.telegram.bot.base_url, self._rate_limiter)
        self.delivery = self._build_delivery(self._sender)
        self._scan = build_scan(settings, database)
        self.scans = ScanLoop(self._scan, self.delivery.wake, self._troubles.report)
        guard = BurstGuard(settings.burst_alerts)
        self._readers = ReaderLoop(database, utc_now, self.delivery.wake, guard)
        self._missed = MissedLoop(database, utc_now, self.delivery.wake)
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
            UnhealthyError: Polling has died, or another process polls with this token.
            AlreadyRunningError: The lock was lost, and another process has it.
            TokenRefusedError: Telegram does not know the token.
            WrongServerError: What answers is no Bot API server.
            WebhookRefusedError: Telegram does not take the address of the webhook.
            HttpServerError: The webhook cannot be served.
            DatabaseUnusableError: The database cannot be used at the start, or could not be at the end.
        """
        stop_on_signals(self.stop)
        await self._scan.load_topics()
        await self._remember_pace()
        await self._serve()
        beating = asyncio.create_task(self._heartbeat.run())
        try:
            await self._run_to_stop()
        finally:
            self._heartbeat.stop()
            await beating
            if self._http:
                await self._http.stop()
        log.info("stopped")
        if self._reason:
            raise self._reason

    async def _run_to_stop(self) -> None:
        await self._database.run(inbox.take_back_all)
        async with self._receiving():
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
            await self._see_them_end(tasks)

    async def _serve(self) -> None:
        """Begin to serve by HTTP. Without a webhook the bot goes on where the port is taken."""
        settings = self._settings
        if settings.webhook_url:
            self._webhook = Webhook(
                self._database,
                settings.webhook_url,
                await self._webhook_secret(),
                clock=utc_now,
                chat_of=chat_key,
                on_stored=self._inbox.wake,
                is_stopping=self._stopping.is_set,
            )
            self._webhook_watch = WebhookWatch(self.telegram.bot, self._webhook)
        if not settings.http_port:
            return
        self._http = HttpServer(
            settings.http_host,
            settings.http_port,
            find_problems=self._find_obstacles,
            read_metrics=lambda: (generate_latest(), CONTENT_TYPE_LATEST),
            routes=self._webhook.routes if self._webhook else None,
        )
        try:
            await self._http.start()
        except HttpServerError as error:
            if self._webhook:
                raise
            log.warning("%s; going on without /healthz, /readyz and /metrics", error)

    async def _webhook_secret(self) -> str:
        """Return what the settings say, or what was made at first."""
        if self._settings.webhook_secret:
            return self._settings.webhook_secret.get_secret_value()
        bot_id = int(self._settings.token.partition(":")[0])
        return await self._database.run(inbox.webhook_secret, bot_id, utc_now())

    def _receiving(self) -> AbstractAsyncContextManager[None]:
        """What lets updates come in."""
        if self._webhook:
            return run_webhook(self.telegram, self._webhook, self._note_identity, self._stopping)
        drain = partial(self._inbox.drain, self._stopping)
        return run_polling(self.telegram, self._note_identity, self._stopping, drain)

    async def _find_obstacles(self) -> dict[str, str]:
        """Return why this process is not ready, by subject: the database is away, or messages are late."""
        now = utc_now()
        try:
            is_late = await self._database.run(stats.has_waited_since, now - LATE, now)
        except DatabaseUnusableError as error:
            return {"database": str(error)}
        late = f"messages have been due for more than {LATE.total_seconds() / 60:.0f} minutes"
        return {"database": self._database.outages.problem, "outbox": late if is_late else ""}

    async def _remember_pace(self) -> None:
        """Have the pace of groups go on where the process before left it: a minute there has no beginning."""
        now = utc_now()
        sent = await self._database.run(outbox.sent_to_places, now - timedelta(seconds=GROUP_WINDOW))
        self._rate_limiter.remember((chat_id, now - at) for chat_id, at in sent)

    async def _see_them_end(self, tasks: Collection[asyncio.Task[None]]) -> None:
        """Wait for tasks that were told to stop; not for long where the database is away that they have to write to."""
        waits = 0.0
        while tasks:
            _, tasks = await asyncio.wait(tasks, timeout=1.0)
            waits = waits + 1.0 if self._database.outages.problem else 0.0
            if tasks and waits >= LAST_WAIT:
                self._reason = DatabaseUnusableError(self._database.outages.problem)
                for task in tasks:
                    task.cancel()
                return

    def _has_private_threads(self) -> bool:
        """Return whether the bot has threads in private chats, as Telegram said at the start."""
        return bool(self.telegram.bot.bot.has_topics_enabled)

    def _note_identity(self, telegram: Bot) -> None:
        # Telegram has just said who we are; the first poll waits for as long as nobody writes.
        self._polls.succeeded_at = time.monotonic()
        self._texts.has_inline_mode = bool(telegram.supports_inline_queries)

    async def _publish_profile(self) -> None:
        """Tell Telegram commands and descriptions while people are answered; at the end it is left undone."""
        profile = Profile(self.telegram.bot, self.services, ROUTES.menu, self._settings.admin_ids)
        publishing = asyncio.create_task(profile.run())
        await self._stopping.wait()
        publishing.cancel()

    def _background_tasks(self) -> list[Coroutine[Any, Any, None]]:
        tasks = [loop.run() for loop in self._loops()]
        if not self._stopping.is_set():
            tasks.append(self._publish_profile())
        if self._settings.watch_records:
            catalogue = [self._settings.topics_dir] if self._settings.topics_dir else []
            folders = [folder.absolute() for folder in (*self._settings.records_dirs, *catalogue)]
            tasks.append(watch_folders(folders, self.scans.wake, self._stopping))
        return tasks

    def _loops(self) -> tuple[Loop, ...]:
        readers = (self._readers, self._missed, self._approvals)
        updates = (self._inbox, self._webhook_watch) if self._webhook else (self._inbox,)
        return self.delivery, self.scans, *readers, self._broadcasting, self._notifier, self._progress, *updates

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
        await self._database.run(menus.prune, utc_now())
        await self._database.run(decisions.forget_kept_back, utc_now())

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
        """End the process when it cannot go on, for its supervisor to start it again."""
        if reason := await self._poll_watchdog.check(self._sender.probe):
            self.stop(UnhealthyError(reason))

    async def _find_problems(self) -> dict[str, str]:
        """Return what is wrong, by subject; an empty text where nothing is. Takes the lock again if it was lost."""
        try:
            await asyncio.to_thread(self._keep_lock)
        except AlreadyRunningError as error:
            self.stop(error)
        except DatabaseUnusableError:
            pass  # whatever uses the database says so
        database, outbox = await self._look_into_database()
        scans = await asyncio.to_thread(self._find_scan_problem)
        return {"telegram": self._find_telegram_problem(), "database": database, "scans": scans, "outbox": outbox}

    def _find_telegram_problem(self) -> str:
        answered_at = self._polls.succeeded_at
        if answered_at is None:
            return f"{self._settings.telegram_api_url} has not answered yet"
        if self._webhook:
            return self._webhook_watch.problem
        silence = time.monotonic() - answered_at
        return f"no update could be fetched for {silence:.0f} s" if silence > SILENCE.total_seconds() else ""

    async def _look_into_database(self) -> tuple[str, str]:
        """Return what is wrong with the database, and with the outbox in it."""
        now, (delivered, at) = utc_now(), self._progressed
        if self.delivery.outcomes["Delivered"] != delivered:
            at = time.monotonic()
            self._progressed = (self.delivery.outcomes["Delivered"], at)
        try:
            async with asyncio.timeout(HEARTBEAT_EVERY.total_seconds()):
                waits = await self._database.run(stats.has_waited_since, now - BACKLOG, now)
                if self._database.is_sqlite:
                    await asyncio.to_thread(require_writable_file, Path(str(self._database.url.database)))
        except DatabaseUnusableError as error:
            return str(error), ""
        except TimeoutError:
            return "it does not answer", ""
        stands = waits and time.monotonic() - at > BACKLOG.total_seconds()
        idle = f"messages wait for more than {BACKLOG.total_seconds() / 60:.0f} minutes, and none goes out"
        return self._database.outages.problem, idle if stands else ""

    def _find_scan_problem(self) -> str:
        """Return why records do not come in; looks at the folders."""
        for folder in self._settings.records_dirs:
            try:
                next(folder.iterdir(), None)
            except OSError as error:
                return f"{folder} cannot be listed ({error.strerror})"
        last = self.scans.past.last
        if last is None:
            return "the first scan is not over yet"
        if last.problem:
            return f"the last scan failed: {last.problem}"
        age = utc_now() - last.ended_at
        longest = max(SCAN_AGE, 3 * timedelta(seconds=self._settings.scan_seconds))
        return f"no scan has ended for {age.total_seconds():.0f} s" if age > longest else ""

    def _render_alert(
        self,
        article: Article,
        others: Sequence[Article],
        topics: Sequence[Topic],
        is_saved: bool,
        reader: AlertRequest,
    ) -> Message:
        voice = self._texts.voice(reader.language, reader.zone)
        return alert_message(
            article,
            others=others,
            topics=topics,
            voice=voice,
            is_saved=is_saved,
            chat_kind=reader.chat_kind,
            appearance=reader.appearance,
        )


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
