"""What is wrong with a process, by subject: for its heartbeat file and for ``/readyz``."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.loop import HEARTBEAT_EVERY
from bot.roles import Role
from bot.roles.runtime import Runtime
from storage import stats
from storage.database import DatabaseUnusableError, require_writable_file

if TYPE_CHECKING:
    from bot.news.scan import ScanLoop
    from bot.transport.webhook import WebhookWatch

SILENCE = timedelta(seconds=150)
"""Five polls without an answer."""
BACKLOG = timedelta(minutes=10)
"""What is due for so long while nothing goes out shows that sending stands still."""
LATE = timedelta(minutes=5)
"""After its due time a delivery shows that this process, or what it needs, is not ready."""
SCAN_AGE = timedelta(minutes=30)
"""A scan takes so long at most, unless it is a first one."""


class Health:
    """Looks what is wrong with this process.

    Args:
        runtime: Of the process.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self.scans: ScanLoop | None = None
        """Of this process; None where another one scans."""
        self.webhook_watch: WebhookWatch | None = None
        """Where this process has set the webhook."""
        self.is_polling = False
        """Whether this process is the one that polls."""
        self.delivered = 0
        """How many messages this process delivered."""
        self._progressed = (0, time.monotonic())
        """How many messages were delivered, and when the number last changed."""

    async def find_problems(self) -> dict[str, str]:
        """Return what is wrong, by subject; an empty text where nothing is."""
        database, outbox = await self._look_into_database()
        scans = await asyncio.to_thread(self._find_scan_problem)
        return {"telegram": self._find_telegram_problem(), "database": database, "scans": scans, "outbox": outbox}

    async def find_obstacles(self) -> dict[str, str]:
        """Return why this process is not ready, by subject: the database is away, or messages are late."""
        now, database = self._runtime.now(), self._runtime.database
        try:
            is_late = await database.run(stats.has_waited_since, now - LATE, now)
        except DatabaseUnusableError as error:
            return {"database": str(error)}
        late = f"messages have been due for more than {LATE.total_seconds() / 60:.0f} minutes"
        return {"database": database.outages.problem, "outbox": late if is_late else ""}

    def _find_telegram_problem(self) -> str:
        if self.webhook_watch:
            return self.webhook_watch.problem
        if not self.is_polling:
            return ""
        answered_at = self._runtime.polls.succeeded_at
        if answered_at is None:
            return f"{self._runtime.settings.telegram_api_url} has not answered yet"
        silence = time.monotonic() - answered_at
        return f"no update could be fetched for {silence:.0f} s" if silence > SILENCE.total_seconds() else ""

    async def _look_into_database(self) -> tuple[str, str]:
        """Return what is wrong with the database, and with the outbox in it."""
        now, (delivered, at), database = self._runtime.now(), self._progressed, self._runtime.database
        if self.delivered != delivered:
            at = time.monotonic()
            self._progressed = (self.delivered, at)
        try:
            async with asyncio.timeout(HEARTBEAT_EVERY.total_seconds()):
                waits = await database.run(stats.has_waited_since, now - BACKLOG, now)
                if database.is_sqlite:
                    await asyncio.to_thread(require_writable_file, Path(str(database.url.database)))
        except DatabaseUnusableError as error:
            return str(error), ""
        except TimeoutError:
            return "it does not answer", ""
        stands = waits and Role.SEND in self._runtime.roles and time.monotonic() - at > BACKLOG.total_seconds()
        idle = f"messages wait for more than {BACKLOG.total_seconds() / 60:.0f} minutes, and none goes out"
        return database.outages.problem, idle if stands else ""

    def _find_scan_problem(self) -> str:
        """Return why records do not come in; looks at the folders."""
        if self.scans is None:
            return ""
        for folder in self._runtime.settings.records_dirs:
            try:
                next(folder.iterdir(), None)
            except OSError as error:
                return f"{folder} cannot be listed ({error.strerror})"
        last = self.scans.past.last
        if last is None:
            return "the first scan is not over yet"
        if last.problem:
            return f"the last scan failed: {last.problem}"
        age = self._runtime.now() - last.ended_at
        longest = max(SCAN_AGE, 3 * timedelta(seconds=self._runtime.settings.scan_seconds))
        return f"no scan has ended for {age.total_seconds():.0f} s" if age > longest else ""
