"""The role *schedule*: scans, timetable, broadcasts, digests, and what administrators are told. One process leads."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.broadcasts.loop import BroadcastLoop
from bot.delivery.compose import Composer
from bot.digests.missed import MissedLoop
from bot.digests.reader_loop import BurstGuard, ReaderLoop
from bot.digests.schedule import DigestScheduler
from bot.handlers.admin.broadcast_drafts import load_panel
from bot.handlers.admin.notifier import Notifier
from bot.handlers.admin.progress import ProgressUpdater
from bot.handlers.admin.review_loop import ReviewLoop
from bot.handlers.approvals import Approvals
from bot.housekeeping import Housekeeping
from bot.jobs import DAILY_COUNT_EVERY, DIGESTS_EVERY, Job, timetable
from bot.measuring import MeasureLoop
from bot.news.release import ReleaseLoop
from bot.news.reviews import ReviewPolicy
from bot.news.scan import ScanLoop, Scanner
from bot.news.sources.folder import RecordFolder, watch_folders
from bot.roles import Role
from bot.roles.runtime import Runtime, utc_now
from bot.settings import Settings
from storage import decisions, menus, stats
from storage.database import Database

log = logging.getLogger(__name__)


def build_scan(settings: Settings, database: Database, clock: Callable[[], datetime] = utc_now) -> Scanner:
    """Return a scanner of the folders of the settings."""
    sources = [RecordFolder(folder.absolute()) for folder in settings.records_dirs]
    guard = BurstGuard(settings.burst_alerts) if settings.burst_alerts else None
    policy = ReviewPolicy(settings.review, settings.review_above)
    window = settings.story_window
    return Scanner(database, sources, settings.topics_dir, window=window, clock=clock, guard=guard, policy=policy)


class ScheduleRole:
    """What one process does for all, for one term of its leadership.

    Args:
        runtime: Of the process.
        database: In which nothing is committed any more once another process leads.
    """

    def __init__(self, runtime: Runtime, database: Database) -> None:
        self._runtime = runtime
        self._database = database
        settings, wakeups = runtime.settings, runtime.wakeups
        services, admin_services = replace(runtime.services, database=database), runtime.admin_services
        bot, owners, wake_senders = runtime.telegram.bot, settings.admin_ids, wakeups.wake_senders
        scanner = build_scan(settings, database, runtime.now)
        self.scans = ScanLoop(scanner, wake_senders, runtime.troubles.report)
        self._releases = ReleaseLoop(scanner.announce_decided, wake_senders)
        self._broadcasting = BroadcastLoop(database, admin_services.rules, owners, runtime.now, self._wake_tellers)
        self._digest_scheduler = DigestScheduler(
            database, owners, runtime.now, wakeups.wake_all, runtime.troubles.report
        )
        self._notifier = Notifier(bot, services, admin_services)
        report, chat_id = runtime.troubles.report, settings.desk_chat_id
        self._reviews = [] if chat_id is None else [ReviewLoop(bot, services, chat_id, report)]
        composer = Composer(database, runtime.render_alert, runtime.texts.voice, runtime.now)
        self._loops = (
            self.scans,
            self._releases,
            *self._reviews,
            ReaderLoop(database, runtime.now, wake_senders, BurstGuard(settings.burst_alerts)),
            MissedLoop(database, runtime.now, wake_senders),
            Approvals(bot, services, composer),
            self._broadcasting,
            self._notifier,
            ProgressUpdater(bot, services, admin_services, load_panel),
            Housekeeping(database, timedelta(days=settings.keep_days), settings.story_window, runtime.now),
            MeasureLoop(database, runtime.now),
        )

    async def run(self, ending: asyncio.Event) -> None:
        """Work until the event is set.

        Raises:
            Exception: Whatever a step raised that ends only with the process.
        """
        await self._save_daily_count()
        scheduler = timetable(
            Job("scan", timedelta(seconds=self._runtime.settings.scan_seconds), self.scans.wake),
            Job("digests", DIGESTS_EVERY, self._digest_scheduler.tick),
            Job("daily count", DAILY_COUNT_EVERY, self._save_daily_count),
        )
        scheduler.start()
        woken = (self._broadcasting, self._notifier, self._releases, *self._reviews)
        with self._runtime.wakeups.waking(Role.SCHEDULE, *(loop.wake for loop in woken)):
            stopping = asyncio.create_task(self._stop_loops(ending))
            try:
                async with asyncio.TaskGroup() as steps:
                    for step in self._steps(ending):
                        steps.create_task(step)
            finally:
                scheduler.shutdown(wait=False)
                stopping.cancel()

    def _steps(self, ending: asyncio.Event) -> list[Coroutine[Any, Any, None]]:
        settings = self._runtime.settings
        steps = [loop.run() for loop in self._loops]
        if settings.watch_records:
            catalogue = [settings.topics_dir] if settings.topics_dir else []
            folders = [folder.absolute() for folder in (*settings.records_dirs, *catalogue)]
            steps.append(watch_folders(folders, self.scans.wake, ending))
        return steps

    async def _stop_loops(self, ending: asyncio.Event) -> None:
        await ending.wait()
        for loop in self._loops:
            loop.stop()

    def _wake_tellers(self) -> None:
        self._notifier.wake()
        self._runtime.wakeups.wake_senders()

    async def _save_daily_count(self) -> None:
        await self._database.run(stats.save_daily_count, self._runtime.now())
        await self._database.run(menus.prune, self._runtime.now())
        await self._database.run(decisions.forget_kept_back, self._runtime.now())
