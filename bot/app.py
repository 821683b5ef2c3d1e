"""The one place that builds things: from settings to a running bot."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.engine import URL
from telegram import Bot

from bot import metrics
from bot.delivery.worker import TokenRefusedError
from bot.jobs import HEALTH_CHECK_EVERY, Job, timetable
from bot.loop import (
    RELEASE_EVERY,
    Heartbeat,
    HeartbeatFile,
    heartbeat_file,
    release_memory,
    stop_on_signals,
)
from bot.roles import ALL_ROLES, Role, names_of
from bot.roles.election import Election
from bot.roles.health import Health
from bot.roles.runtime import Runtime, utc_now
from bot.roles.schedule import ScheduleRole, build_scan
from bot.roles.send import SendRole
from bot.roles.updates import UpdatesRole
from bot.settings import Settings
from bot.transport.http_server import HttpServer, HttpServerError
from bot.transport.polling import run_application
from bot.transport.sender import Sender
from storage import migrations, topics
from storage.backup import keep_copy
from storage.database import Database, DatabaseUnusableError, engine_url
from storage.lock import AlreadyRunningError

log = logging.getLogger(__name__)


LAST_WAIT = 20.0
"""Seconds that a process that was told to stop waits for a database that is away."""


class UnhealthyError(RuntimeError):
    """The process cannot go on; its supervisor is to start it again."""


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


ELECTED = (Role.UPDATES, Role.SCHEDULE)
"""Roles that one process has at a time."""


def introduction(settings: Settings, name: str, offered: int, roles: frozenset[Role] = ALL_ROLES) -> str:
    """Return the first line of the log: name and address of the bot, what it watches, how many topics there are.

    Args:
        settings: With the folders.
        name: The bot's username.
        offered: How many topics people are offered.
        roles: Of this process, told where it has not all of them; folders only matter to who scans.
    """
    if Role.SCHEDULE not in roles:
        return f"@{name}, https://t.me/{name}, in the role {names_of(roles)}"
    folders = ", ".join(str(folder) for folder in settings.records_dirs)
    noticing = "watching" if settings.watch_records else "scanning"
    choice = f"{offered:,} topic{'' if offered == 1 else 's'}" if offered else "no topics yet"
    role = "" if roles == ALL_ROLES else f", in the role {names_of(roles)}"
    return f"@{name}, https://t.me/{name}, {noticing} {folders}, {choice}{role}"


class Topicwire:
    """A bot with everything that its roles need, built from settings and not yet running.

    Args:
        settings: With a token.
        database: Migrated.
        roles: What it does.
        keep_lock: Takes the lock that says that a bot uses this database again if it was lost; called in a thread.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        roles: frozenset[Role] = ALL_ROLES,
        keep_lock: Callable[[], None] = lambda: None,
    ) -> None:
        self._settings = settings
        self._keep_lock = keep_lock
        self._database = database
        database.outages.is_on = True
        self._reason: Exception | None = None
        self.runtime = Runtime(settings, database, roles, self.stop, self._may_answer)
        self._stopping = self.runtime.stopping
        self.health = Health(self.runtime)
        process_id = self.runtime.process_id
        self._elections = {
            role: Election(database, role, process_id, work_name=_work_name(role, settings))
            for role in ELECTED
            if role in roles
        }
        for role, election in self._elections.items():
            metrics.show_leader(role.value, election.leads)
        metrics.describe_process(version("topicwire"), scan_seconds=settings.scan_seconds)
        self._updates = UpdatesRole(self.runtime, self.health) if Role.UPDATES in roles else None
        self.send = SendRole(self.runtime) if Role.SEND in roles else None
        if self.send:
            self.runtime.registration.slots = self.send.slots
        file = HeartbeatFile(heartbeat_file(settings.database_url.get_secret_value(), names_of(roles)))
        self._heartbeat = Heartbeat(file, self._find_problems)

    @property
    def delivered(self) -> int:
        """How many messages this process delivered."""
        return self.send.delivery.outcomes["Delivered"] if self.send else 0

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
        if Role.SCHEDULE in self.runtime.roles:
            await build_scan(self._settings, self._database).load_topics()
        http = await self._serve()
        beating = asyncio.create_task(self._heartbeat.run())
        try:
            with self.runtime.wakeups.listening():
                await self._run_to_stop()
        finally:
            self._heartbeat.stop()
            await beating
            await http.stop()
        log.info("stopped")
        if self._reason:
            raise self._reason

    async def _serve(self) -> HttpServer:
        """Begin to serve by HTTP. Without a webhook the bot goes on where the port is taken."""
        settings = self._settings
        routes = await self._updates.open_webhook() if self._updates else {}
        server = HttpServer(
            settings.http_host,
            settings.http_port,
            find_problems=self.health.find_obstacles,
            read_metrics=metrics.page,
            routes=routes,
        )
        if not settings.http_port:
            if routes:
                raise HttpServerError("WEBHOOK_URL is set and HTTP_PORT is 0: set the port that the proxy passes on to")
            return server
        try:
            await server.start()
        except HttpServerError as error:
            if routes:
                raise
            log.warning("%s; going on without /healthz, /readyz and /metrics", error)
        return server

    async def _run_to_stop(self) -> None:
        async with run_application(self.runtime.telegram, self._note_identity, self._stopping):
            await self._log_introduction()
            scheduler = timetable(
                Job("health", HEALTH_CHECK_EVERY, self._check_health), Job("memory", RELEASE_EVERY, release_memory)
            )
            scheduler.start()
            # Before the first claim and until the last has landed: what nobody knows of is dead to the others.
            registration = self.runtime.registration
            await registration.begin()
            registering = asyncio.create_task(self._run_to_end(registration.run()))
            tasks = [asyncio.create_task(self._run_to_end(task)) for task in self._tasks()]
            await self._stopping.wait()
            scheduler.shutdown(wait=False)
            self.runtime.troubles.stop()
            await self._see_them_end(tasks)
            registration.stop()
            await self._see_them_end([registering])

    def _tasks(self) -> list[Coroutine[Any, Any, None]]:
        tasks: list[Coroutine[Any, Any, None]] = [self.runtime.troubles.run()]
        if self._stopping.is_set():
            return tasks
        if self.send:
            tasks.append(self.send.run())
        if Role.SCHEDULE in self._elections:
            tasks.append(self._elections[Role.SCHEDULE].run(self._lead_schedule, self._stopping))
        if self._updates:
            tasks.append(self._updates.handle_inbox())
            tasks.append(self._elections[Role.UPDATES].run(self._updates.receive, self._stopping))
        return tasks

    async def _lead_schedule(self, database: Database, ending: asyncio.Event) -> None:
        schedule = ScheduleRole(self.runtime, database)
        self.health.scans = schedule.scans
        try:
            await schedule.run(ending)
        finally:
            self.health.scans = None

    def _may_answer(self) -> bool:
        return bool(self._settings.webhook_url) or self._elections[Role.UPDATES].leads()

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

    def _note_identity(self, telegram: Bot) -> None:
        # Telegram has just said who we are; the first poll waits for as long as nobody writes.
        self.runtime.polls.succeeded_at = time.monotonic()
        self.runtime.texts.has_inline_mode = bool(telegram.supports_inline_queries)

    async def _run_to_end(self, task: Coroutine[Any, Any, None]) -> None:
        """Run a task that ends only with the process: if it fails, everything ends."""
        try:
            await task
        except Exception as error:
            if not isinstance(error, TokenRefusedError):
                log.exception("a step of the path failed")
            self.stop(error)

    async def _log_introduction(self) -> None:
        """Log name, address and topics, unless told to stop before Telegram was reached, which tells the name."""
        offered = sum(topic.is_listed for topic in await self._database.run(topics.find_all))
        if not self._stopping.is_set():
            name = self.runtime.telegram.bot.username
            log.info("%s", introduction(self._settings, name, offered, self.runtime.roles))

    async def _check_health(self) -> None:
        """End the process when it cannot go on, for its supervisor to start it again."""
        if not self.health.is_polling:
            return
        probe = Sender(self.runtime.request, self.runtime.telegram.bot.base_url, self.runtime.rate_limiter).probe
        if reason := await self.runtime.watchdog.check(probe):
            self.stop(UnhealthyError(reason))

    async def _find_problems(self) -> dict[str, str]:
        """Return what is wrong, by subject; an empty text where nothing is. Takes the lock again if it was lost."""
        try:
            await asyncio.to_thread(self._keep_lock)
        except AlreadyRunningError as error:
            self.stop(error)
        except DatabaseUnusableError:
            pass  # whatever uses the database says so
        self.health.delivered = self.delivered
        return await self.health.find_problems()


def _work_name(role: Role, settings: Settings) -> str:
    """Return what one process of a role alone does: behind a webhook all answer people, and one looks after it."""
    return "the care of the webhook" if role is Role.UPDATES and settings.webhook_url else f"the role {role.value}"


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
