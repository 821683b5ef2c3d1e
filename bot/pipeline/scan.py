"""Scanning: the folders are walked, changed files read, their records ingested, and what is new fanned out."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bot.alerts.frontmatter import Unreadable
from bot.alerts.record import Record
from bot.pipeline.catalogue import CatalogueFolder
from bot.pipeline.fanout import CHUNK as FANOUT_CHUNK
from bot.pipeline.fanout import fan_out
from bot.pipeline.files import Unsettled
from bot.pipeline.ingest import Intake, Reading, in_order, ingest
from bot.pipeline.reading import Reader, Result
from bot.pipeline.report import Problem, ScanReport
from bot.pipeline.shelf import Shelf
from bot.pipeline.walking import VanishedError, Walk, refuse_if_vanished, walk_folder
from storage import records, stories, topics
from storage.database import Database
from storage.models import RecordFile
from storage.records import FileKey, Fingerprint

log = logging.getLogger(__name__)

INGEST_CHUNK = 200
"""Records a transaction, so that others get to write in between."""

Progress = Callable[[int, int], None]
"""Told how many of how many files are read."""


class DryRunError(Exception):
    """Ends the transaction of a dry run, so that nothing of it stays."""


class Scan:
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
        reader: Reader | None = None,
    ) -> None:
        self._database = database
        self._folders = folders
        self._window = window
        self.clock = clock
        self._reader = reader or Reader()
        self._known: dict[Path, dict[str, Fingerprint]] = {}
        self._catalogue = CatalogueFolder(topics_folder) if topics_folder else None
        self._is_listed = False
        self._shelf = Shelf()
        self._turn = asyncio.Lock()

    def close(self) -> None:
        """Let go of the processes that read; a later scan starts them again."""
        self._reader.close()

    async def take_catalogue(self) -> None:
        """Take the topics in without the records, so that people can be offered them before a first long scan."""
        async with self._turn:
            await self._take_catalogue(ScanReport(), is_dry=False)

    async def run(
        self, *, progress: Progress | None = None, forget_missing: bool = False, is_dry: bool = False
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

    async def _run(self, progress: Progress | None, *, forget_missing: bool, is_dry: bool) -> ScanReport:
        report = ScanReport()
        await self._take_catalogue(report, is_dry=is_dry)
        walks, is_quiet = await asyncio.to_thread(self._walk)
        noticed_at = self.clock()
        if not forget_missing:
            self._refuse_if_vanished(walks)
        report.counts[Intake.UNCHANGED] = sum(walk.unchanged for walk in walks)
        report.gone = sum(len(walk.gone) for walk in walks)
        report.rejected += [
            Problem(str(walk.folder / path), None, reason) for walk in walks for path, reason in walk.refused.items()
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

    def _walk(self) -> tuple[list[Walk], bool]:
        """Walk every folder; and say whether there is nothing to do, not even left by a process that died."""
        for folder in self._folders:
            if folder not in self._known:
                self._known[folder] = self._database.call(records.fingerprints, str(folder))
        walks = [walk_folder(folder, self._known[folder]) for folder in self._folders]
        is_quiet = not any(walk.changed or walk.gone for walk in walks)
        return walks, is_quiet and not self._database.call(stories.unannounced)

    def _refuse_if_vanished(self, walks: Sequence[Walk]) -> None:
        try:
            refuse_if_vanished(walks, sum(len(known) for known in self._known.values()))
        except VanishedError:
            self._known.clear()  # another process may be told that they are meant to be gone: ask the database again
            raise

    def _read(
        self, walks: Sequence[Walk], report: ScanReport, noticed_at: datetime, progress: Progress | None
    ) -> list[Reading]:
        files = [(walk.folder, path) for walk in walks for path in walk.changed]
        results: list[Result] = []
        for batch in self._reader.read(files):
            results.extend(batch)
            if progress:
                progress(len(results), len(files))
        seen = {(walk.folder, path): looks for walk in walks for path, looks in walk.changed.items()}
        readings = []
        for (folder, path), result in zip(files, results, strict=True):
            if isinstance(result, Unsettled):
                report.unsettled.append(Problem(str(folder / path), None, str(result)))
            else:
                readings.append(_reading(folder, path, seen[folder, path], result, noticed_at))
        return in_order(readings)

    async def _take_in(self, readings: Sequence[Reading], report: ScanReport, noticed_at: datetime) -> None:
        for start in range(0, len(readings), INGEST_CHUNK):
            chunk = readings[start : start + INGEST_CHUNK]
            try:
                taken = await self._database.run(self._ingest, chunk, noticed_at)
            except BaseException:
                self._shelf.clear()
                raise
            for reading, became in zip(chunk, taken, strict=True):
                self._note(reading, became, report)
                file = reading.file
                self._known[Path(file.folder)][file.path] = (file.size, file.mtime_ns, file.inode)

    async def _try(self, readings: Sequence[Reading], report: ScanReport, noticed_at: datetime) -> None:
        taken: list[Intake] = []

        def rehearse(session: Session) -> None:
            taken.extend(self._ingest(session, readings, noticed_at))
            raise DryRunError

        try:
            await self._database.run(rehearse)
        except DryRunError:
            self._shelf.clear()
        for reading, became in zip(readings, taken, strict=True):
            self._note(reading, became, report)

    def _ingest(self, session: Session, readings: Sequence[Reading], noticed_at: datetime) -> list[Intake]:
        are_listed = self._catalogue is None
        return ingest(session, readings, self._shelf, are_listed=are_listed, arrived_at=noticed_at)

    def _note(self, reading: Reading, became: Intake, report: ScanReport) -> None:
        report.counts[became] += 1
        if became is Intake.REJECTED:
            file = reading.file
            report.rejected.append(Problem(str(Path(file.folder) / file.path), file.line, file.reason or ""))
            log.warning("record set aside: %s", report.rejected[-1])

    async def _forget(self, walks: Sequence[Walk]) -> None:
        gone = [FileKey(str(walk.folder), path) for walk in walks for path in walk.gone]
        if gone:
            await self._database.run(records.forget, gone)
        for key in gone:
            self._known[Path(key.folder)].pop(key.path, None)

    async def _announce(self, report: ScanReport) -> None:
        """Fan out what is new, here or left by a process that died."""
        waiting = await self._database.run(stories.unannounced)
        for start in range(0, len(waiting), FANOUT_CHUNK):
            chunk = waiting[start : start + FANOUT_CHUNK]
            report.owed += await self._database.run(fan_out, chunk, self._window, self.clock())

    async def _take_catalogue(self, report: ScanReport, *, is_dry: bool) -> None:
        """Store the catalogue when its files changed; without one every topic that a record names is listed."""
        if self._catalogue is None:
            if not self._is_listed and not is_dry:
                await self._database.run(topics.list_all)
                self._is_listed = True
            return
        changed = await asyncio.to_thread(self._catalogue.changed)
        if changed is not None and not is_dry:
            await self._database.run(changed.store)
            self._catalogue.stored()
        report.rejected.extend(self._catalogue.problems)


def _reading(folder: Path, path: str, looks: Fingerprint, result: Record | Unreadable, noticed_at: datetime) -> Reading:
    """What a file held, with how it looked."""
    size, mtime_ns, inode = looks
    file = RecordFile(folder=str(folder), path=path, size=size, mtime_ns=mtime_ns, inode=inode, read_at=noticed_at)
    if isinstance(result, Record):
        return Reading(file, result)
    file.reason, file.line = result.reason, result.line
    return Reading(file, None)
