"""Scanning: changed files are found and read, their records ingested, and new articles fanned out.

A scan reports what it found; the loop scans once at the start, and whenever it is woken.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bot.loop import Loop
from bot.news.frontmatter import FileProblem, Unreadable
from bot.news.ingest import FANOUT_CHUNK, IngestItem, IngestResult, fan_out, in_publication_order, ingest
from bot.news.record import Record
from bot.news.sources.folder import (
    FolderChanges,
    ReadResult,
    RecordsVanishedError,
    TemporarilyUnreadable,
    find_changes,
    refuse_if_vanished,
)
from bot.news.sources.reader_processes import RecordReader
from bot.news.sources.topic_files import CatalogueFolder
from bot.news.story_cache import StoryCache
from storage import articles, topics
from storage.articles import FileKey, Fingerprint
from storage.database import Database
from storage.models import RecordFile


@dataclass
class ScanReport:
    """Counts of files by what became of them, and the files that were set aside."""

    counts: Counter[IngestResult] = field(default_factory=Counter)
    rejected: list[FileProblem] = field(default_factory=list)
    unsettled: list[FileProblem] = field(default_factory=list)
    """Files that could not be read just now: the next scan tries them again."""
    gone: int = 0
    owed: int = 0
    """Deliveries written."""

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell of."""
        happened = {intake for intake, count in self.counts.items() if count} - {IngestResult.UNCHANGED}
        return not (self.owed or self.gone or self.unsettled or happened)


@dataclass(frozen=True, slots=True)
class PastScan:
    """A scan that is over: what it reports, or why it found nothing out."""

    ended_at: datetime
    report: ScanReport | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ScanHistory:
    """The last scan, and the last one that found something; None while there was none."""

    last: PastScan | None = None
    last_find: PastScan | None = None


log = logging.getLogger(__name__)

INGEST_CHUNK = 200
"""Records a transaction, so that others get to write in between."""

ReadProgress = Callable[[int, int], None]
"""Told how many of how many files are read."""


class DryRunError(Exception):
    """Ends the transaction of a dry run, so that nothing of it stays."""


class Scanner:
    """Scans folders into a database; one scan at a time.

    Args:
        database: Where articles and deliveries go.
        folders: With record files.
        topics_folder: With the catalogue; None takes the topics that records name.
        window: Who was told of a story less than so long ago is not told again.
        clock: Now, aware.
    """

    def __init__(
        self,
        database: Database,
        folders: Sequence[Path],
        topics_folder: Path | None,
        *,
        window: timedelta,
        clock: Callable[[], datetime],
        reader: RecordReader | None = None,
    ) -> None:
        self._database = database
        self._folders = folders
        self._window = window
        self.clock = clock
        self._reader = reader or RecordReader()
        self._known: dict[Path, dict[str, Fingerprint]] = {}
        self._catalogue = CatalogueFolder(topics_folder) if topics_folder else None
        self._is_listed = False
        self._story_cache = StoryCache()
        self._turn = asyncio.Lock()

    def close(self) -> None:
        """Let go of the processes that read; a later scan starts them again."""
        self._reader.close()

    async def take_catalogue(self) -> None:
        """Take the topics in without the records, so that people can be offered them before a first long scan."""
        async with self._turn:
            await self._take_catalogue(ScanReport(), is_dry=False)

    async def run(
        self, *, progress: ReadProgress | None = None, forget_missing: bool = False, is_dry: bool = False
    ) -> ScanReport:
        """Scan once.

        Args:
            progress: Told how reading goes.
            forget_missing: More than half of the files may be gone.
            is_dry: Only say what a scan would do.

        Raises:
            VanishedError: More than half of the known files are gone; nothing was changed.
        """
        async with self._turn:
            try:
                return await self._run(progress, forget_missing=forget_missing, is_dry=is_dry)
            finally:
                if self._reader.is_warm:
                    await asyncio.to_thread(self._reader.close)

    async def _run(self, progress: ReadProgress | None, *, forget_missing: bool, is_dry: bool) -> ScanReport:
        report = ScanReport()
        await self._take_catalogue(report, is_dry=is_dry)
        walks, is_quiet = await asyncio.to_thread(self._walk)
        noticed_at = self.clock()
        if not forget_missing:
            self._refuse_if_vanished(walks)
        report.counts[IngestResult.UNCHANGED] = sum(walk.unchanged for walk in walks)
        report.gone = sum(len(walk.gone) for walk in walks)
        report.rejected += [
            FileProblem(str(walk.folder / path), None, reason)
            for walk in walks
            for path, reason in walk.refused.items()
        ]
        if is_quiet:
            return report
        readings = await asyncio.to_thread(self._read, walks, report, noticed_at, progress)
        if is_dry:
            await self._try(readings, report, noticed_at)
            return report
        await self._take_in(readings, report, noticed_at)
        await self._forget(walks)
        await self._announce(report)
        return report

    def _walk(self) -> tuple[list[FolderChanges], bool]:
        """Walk every folder; and say whether there is nothing to do, not even left by a process that died."""
        for folder in self._folders:
            if folder not in self._known:
                self._known[folder] = self._database.call(articles.file_fingerprints, str(folder))
        walks = [find_changes(folder, self._known[folder]) for folder in self._folders]
        is_quiet = not any(walk.changed or walk.gone for walk in walks)
        return walks, is_quiet and not self._database.call(articles.unannounced)

    def _refuse_if_vanished(self, walks: Sequence[FolderChanges]) -> None:
        try:
            refuse_if_vanished(walks, sum(len(known) for known in self._known.values()))
        except RecordsVanishedError:
            self._known.clear()  # another process may be told that they are meant to be gone: ask the database again
            raise

    def _read(
        self, walks: Sequence[FolderChanges], report: ScanReport, noticed_at: datetime, progress: ReadProgress | None
    ) -> list[IngestItem]:
        files = [(walk.folder, path) for walk in walks for path in walk.changed]
        results: list[ReadResult] = []
        for batch in self._reader.read(files):
            results.extend(batch)
            if progress:
                progress(len(results), len(files))
        seen = {(walk.folder, path): looks for walk in walks for path, looks in walk.changed.items()}
        readings = []
        for (folder, path), result in zip(files, results, strict=True):
            if isinstance(result, TemporarilyUnreadable):
                report.unsettled.append(FileProblem(str(folder / path), None, str(result)))
            else:
                readings.append(_ingest_item(folder, path, seen[folder, path], result, noticed_at))
        return in_publication_order(readings)

    async def _take_in(self, readings: Sequence[IngestItem], report: ScanReport, noticed_at: datetime) -> None:
        for start in range(0, len(readings), INGEST_CHUNK):
            chunk = readings[start : start + INGEST_CHUNK]
            try:
                taken = await self._database.run(self._ingest, chunk, noticed_at)
            except BaseException:
                self._story_cache.clear()
                raise
            for reading, became in zip(chunk, taken, strict=True):
                self._note(reading, became, report)
                file = reading.file
                self._known[Path(file.folder)][file.path] = (file.size, file.mtime_ns, file.inode)

    async def _try(self, readings: Sequence[IngestItem], report: ScanReport, noticed_at: datetime) -> None:
        taken: list[IngestResult] = []

        def rehearse(session: Session) -> None:
            taken.extend(self._ingest(session, readings, noticed_at))
            raise DryRunError

        try:
            await self._database.run(rehearse)
        except DryRunError:
            self._story_cache.clear()
        for reading, became in zip(readings, taken, strict=True):
            self._note(reading, became, report)

    def _ingest(self, session: Session, readings: Sequence[IngestItem], noticed_at: datetime) -> list[IngestResult]:
        are_listed = self._catalogue is None
        return ingest(session, readings, self._story_cache, are_listed=are_listed, arrived_at=noticed_at)

    def _note(self, reading: IngestItem, became: IngestResult, report: ScanReport) -> None:
        report.counts[became] += 1
        if became is IngestResult.REJECTED:
            file = reading.file
            report.rejected.append(FileProblem(str(Path(file.folder) / file.path), file.line, file.reason or ""))
            log.warning("record set aside: %s", report.rejected[-1])

    async def _forget(self, walks: Sequence[FolderChanges]) -> None:
        gone = [FileKey(str(walk.folder), path) for walk in walks for path in walk.gone]
        if gone:
            await self._database.run(articles.forget_files, gone)
        for key in gone:
            self._known[Path(key.folder)].pop(key.path, None)

    async def _announce(self, report: ScanReport) -> None:
        """Fan out what is new, here or left by a process that died."""
        waiting = await self._database.run(articles.unannounced)
        for start in range(0, len(waiting), FANOUT_CHUNK):
            chunk = waiting[start : start + FANOUT_CHUNK]
            report.owed += await self._database.run(fan_out, chunk, self._window, self.clock())

    async def _take_catalogue(self, report: ScanReport, *, is_dry: bool) -> None:
        """Store the catalogue when its files changed; without one every topic that a record names is listed."""
        if self._catalogue is None:
            if not self._is_listed and not is_dry:
                await self._database.run(topics.mark_all_listed)
                self._is_listed = True
            return
        changed = await asyncio.to_thread(self._catalogue.changed)
        if changed is not None and not is_dry:
            await self._database.run(changed.store)
            self._catalogue.stored()
        report.rejected.extend(self._catalogue.problems)


def _ingest_item(
    folder: Path, path: str, looks: Fingerprint, result: Record | Unreadable, noticed_at: datetime
) -> IngestItem:
    """What a file held, with how it looked."""
    size, mtime_ns, inode = looks
    file = RecordFile(folder=str(folder), path=path, size=size, mtime_ns=mtime_ns, inode=inode, read_at=noticed_at)
    if isinstance(result, Record):
        return IngestItem(file, result)
    file.reason, file.line = result.reason, result.line
    return IngestItem(file, None)


class ScanLoop(Loop):
    """Runs a scan at the start and after each wake; wakes that come during one are answered by one more.

    Args:
        scan: What is run.
        wake_delivery: Called after each scan that wrote deliveries or may have changed messages.
    """

    def __init__(self, scan: Scanner, wake_delivery: Callable[[], None]) -> None:
        super().__init__(None)
        self._scan = scan
        self._wake_delivery = wake_delivery
        self.past = ScanHistory()
        """What the last scans found."""

    async def run(self) -> None:
        """Scan until told to stop, and close the scanner."""
        try:
            await super().run()
        finally:
            await asyncio.to_thread(self._scan.close)

    async def tick(self) -> None:
        """Scan once. A scan that fails is logged, and the next one tries again."""
        try:
            report = await self._scan.run()
        except RecordsVanishedError as error:
            log.error("the scan stopped: %s", error)  # noqa: TRY400 - a state of the disk, not of the program
            self._remember(None, str(error))
        except Exception as error:
            log.exception("the scan failed; the next one tries again")
            self._remember(None, f"{type(error).__name__}: the log tells more")
        else:
            self._remember(report)
            self._tell(report)
            self._wake_delivery()

    def _remember(self, report: ScanReport | None, problem: str = "") -> None:
        scan = PastScan(self._scan.clock(), report, problem)
        self.past = ScanHistory(scan, self.past.last_find if report is None or report.is_quiet else scan)

    def _tell(self, report: ScanReport) -> None:
        if report.is_quiet:
            return
        counts = ", ".join(f"{report.counts[intake]} {intake.value}" for intake in IngestResult)
        log.info("scanned: %s, %d gone; %d deliveries owed", counts, report.gone, report.owed)
        for problem in report.unsettled:
            log.info("not settled yet: %s", problem)
