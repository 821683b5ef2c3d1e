"""Scanning: changed files are found and read, their records ingested, and new articles fanned out.

A scan reports what it found; the loop scans once at the start, and whenever it is woken.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlmodel import Session

from bot import metrics
from bot.loop import Loop
from bot.news.fan_out import FANOUT_CHUNK, ExpressionCache, FanOut, end_embargo, fan_out
from bot.news.frontmatter import FileProblem, Unreadable
from bot.news.ingest import (
    IngestItem,
    IngestResult,
    StoryCache,
    in_chunks,
    in_publication_order,
    ingest,
)
from bot.news.record import Record
from bot.news.reviews import NO_REVIEW, ReviewPolicy
from bot.news.sources import RecordSource, SourceChanges, TemporarilyUnreadable
from bot.news.sources.folder import RecordsVanishedError, refuse_if_vanished
from bot.news.sources.topic_files import CatalogueFolder
from storage import articles, reviews, scans, topics
from storage.articles import FileKey, FileReading, Fingerprint
from storage.database import Database, Query, read_only
from storage.models import StoredScan, Trouble


@dataclass
class ScanReport:
    """Counts of files by what became of them, and the files that were set aside."""

    counts: Counter[IngestResult] = field(default_factory=Counter)
    rejected: list[FileProblem] = field(default_factory=list)
    temporarily_unreadable: list[FileProblem] = field(default_factory=list)
    """Files that could not be read just now: the next scan tries them again."""
    unreached: list[FileProblem] = field(default_factory=list)
    """Files that were read and reach nobody, or fewer than they mean to; and those that another file overrules."""
    gone: int = 0
    owed: int = 0
    """Deliveries written."""

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell of."""
        happened = {intake for intake, count in self.counts.items() if count} - {IngestResult.UNCHANGED}
        return not (self.owed or self.gone or self.temporarily_unreadable or happened)


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

T = TypeVar("T")

INGEST_CHUNK = 200
"""Records a transaction, so that others get to write in between."""

MOST_LOOKED_UP = 5_000
"""Files of one scan that are looked up one by one; of more, all that are known are looked at."""

READ_CHUNK = 25
"""Records read in a thread before progress is told."""

TroubleHook = Callable[[Trouble, Mapping[str, Any]], None]
"""Told what runs badly, and what there is to say about it."""

ReadProgress = Callable[[int, int], None]
"""Told how many of how many files are read."""


class DryRunError(Exception):
    """Ends the transaction of a dry run, so that nothing of it stays."""


class AnnouncementGuard(Protocol):
    """Sees to it that nobody is sent more alerts at once than they can bear."""

    def hold_back(self, session: Session, now: datetime) -> None:
        """Have the alerts that were written now wait for the rest of what is announced together."""

    def collapse_announced(self, session: Session, now: datetime, *, is_held_back: bool) -> None:
        """Have what was announced together become one digest for whom it is too much, and be due for the others."""


class Announcement(NamedTuple):
    """Articles that are announced together, perhaps in several transactions.

    Attributes:
        article_ids: all that are left.
        now: when their deliveries come to be owed.
        is_first: whether none was announced before.
    """

    article_ids: Sequence[int]
    now: datetime
    is_first: bool = True


def announce(  # noqa: PLR0917 - all that it depends on
    session: Session,
    batch: Announcement,
    window: timedelta,
    expressions: ExpressionCache,
    guard: AnnouncementGuard | None,
    policy: ReviewPolicy = NO_REVIEW,
) -> FanOut:
    """Fan out so many articles as one transaction takes; with a guard, none is claimed before the last is written."""
    article_ids, now, is_first = batch
    result = fan_out(session, article_ids[:FANOUT_CHUNK], window, now, expressions, policy)
    if guard is not None and result.done < len(article_ids):
        guard.hold_back(session, now)
    elif guard is not None:
        guard.collapse_announced(session, now, is_held_back=not is_first)
    return result


class Scanner:
    """Scans sources of records into a database; one scan at a time.

    Args:
        database: Where articles and deliveries go.
        sources: Of records.
        topics_folder: With the catalogue; None takes the topics that records name.
        window: Who was told of a story less than so long ago is not told again.
        clock: Now, aware.
        guard: Has what is announced together become one digest for whom it is too much.
        policy: Which new articles wait for an editor.
    """

    def __init__(
        self,
        database: Database,
        sources: Sequence[RecordSource],
        topics_folder: Path | None,
        *,
        window: timedelta,
        clock: Callable[[], datetime],
        guard: AnnouncementGuard | None = None,
        policy: ReviewPolicy = NO_REVIEW,
    ) -> None:
        self._guard = guard
        self._policy = policy
        self._database = database
        self._sources = {source.name: source for source in sources}
        self._window = window
        self.clock = clock
        self._known: dict[str, dict[str, Fingerprint]] = {}
        self._catalogue = CatalogueFolder(topics_folder) if topics_folder else None
        self._is_listed = False
        self._problems: dict[str, Sequence[FileProblem]] = {}
        self._story_cache = StoryCache()
        self._expressions = ExpressionCache()
        self._turn = asyncio.Lock()

    async def store(self, scan: StoredScan, *, is_find: bool) -> None:
        """Store what a scan found, for whoever is asked by an administrator."""
        await self._database.run(scans.save, scan, is_find=is_find)

    async def load_topics(self) -> None:
        """Store the topics without the records, so that people can be offered them before a first long scan."""
        async with self._turn:
            await self._load_topics(ScanReport(), is_dry=False)

    async def run(
        self, *, progress: ReadProgress | None = None, forget_missing: bool = False, is_dry: bool = False
    ) -> ScanReport:
        """Scan once.

        Args:
            progress: Told how reading goes.
            forget_missing: More than half of the files may be gone.
            is_dry: Only say what a scan would do.

        Raises:
            RecordsVanishedError: More than half of the known files are gone; nothing was changed.
        """
        async with self._turn:
            return await self._run(progress, forget_missing=forget_missing, is_dry=is_dry)

    async def _run(self, progress: ReadProgress | None, *, forget_missing: bool, is_dry: bool) -> ScanReport:
        report = ScanReport()
        await self._load_topics(report, is_dry=is_dry)
        walks, is_quiet = await asyncio.to_thread(self._find_changes)
        noticed_at = self.clock()
        if not forget_missing:
            self._refuse_if_vanished(walks)
        report.counts[IngestResult.UNCHANGED] = sum(walk.unchanged for walk in walks)
        report.gone = sum(len(walk.gone) for walk in walks)
        refused = [
            FileProblem(self._sources[walk.source].locate(item), None, reason)
            for walk in walks
            for item, reason in walk.refused.items()
        ]
        self._log_changes(refused, "record")
        report.rejected += refused
        if is_quiet:
            return report
        changed = [(FileKey(walk.source, item), seen) for walk in walks for item, seen in walk.changed.items()]
        readings = await self._read(changed, report, noticed_at, progress)
        settle = partial(
            _settle, readings=readings, gone=[FileKey(walk.source, p) for walk in walks for p in walk.gone]
        )
        if is_dry:
            companions = await self._rehearse(settle)
            readings += await self._read(self._again(companions, report), report, noticed_at, None)
            await self._try(settle, in_publication_order(readings), report, noticed_at)
            return report
        companions = await self._database.run(settle)
        readings += await self._read(self._again(companions, report), report, noticed_at, None)
        self._forget(walks, companions)
        await self._take_in(in_publication_order(readings), report, noticed_at)
        await self._note_unreached(readings, report)
        with metrics.FANOUT_SECONDS.time():
            await self._announce(report)
        metrics.count_records(report.counts, report.owed)
        return report

    def _again(self, companions: Iterable[FileKey], report: ScanReport) -> list[tuple[FileKey, Fingerprint]]:
        """Companions as they look; one that this process has not read yet is found by the next scan."""
        known = [(key, self._known.get(key.folder, {}).get(key.path)) for key in companions]
        found = [(key, seen) for key, seen in known if seen is not None]
        report.counts[IngestResult.UNCHANGED] -= len(found)
        return found

    def _find_changes(self) -> tuple[list[SourceChanges], bool]:
        """Ask every source; and say whether there is nothing to do, not even left by a process that died."""
        for name in self._sources:
            if name not in self._known:
                self._known[name] = self._database.call(articles.file_fingerprints, name)
        walks = [source.changed(self._known[name]) for name, source in self._sources.items()]
        is_quiet = not any(walk.changed or walk.gone for walk in walks)
        return walks, is_quiet and not self._database.call(articles.unannounced)

    def _refuse_if_vanished(self, walks: Sequence[SourceChanges]) -> None:
        try:
            refuse_if_vanished(walks, sum(len(known) for known in self._known.values()))
        except RecordsVanishedError:
            self._known.clear()  # another process may be told that they are meant to be gone: ask the database again
            raise

    async def _read(
        self,
        files: Iterable[tuple[FileKey, Fingerprint]],
        report: ScanReport,
        noticed_at: datetime,
        progress: ReadProgress | None,
    ) -> list[IngestItem]:
        """Read files, some at a time in a thread, so that the event loop goes on."""
        items = [(self._sources[key.folder], key.path, seen) for key, seen in files]
        read: list[IngestItem] = []
        for start in range(0, len(items), READ_CHUNK):
            chunk = items[start : start + READ_CHUNK]
            results = await asyncio.to_thread(lambda chunk: [source.read(item) for source, item, _ in chunk], chunk)
            for (source, item, seen), result in zip(chunk, results, strict=True):
                if isinstance(result, TemporarilyUnreadable):
                    report.temporarily_unreadable.append(FileProblem(source.locate(item), None, str(result)))
                else:
                    read.append(_ingest_item(FileReading(source.name, item, *seen, noticed_at), result))
            if progress:
                progress(start + len(chunk), len(items))
        return read

    async def _take_in(self, readings: Sequence[IngestItem], report: ScanReport, noticed_at: datetime) -> None:
        for chunk in in_chunks(readings, INGEST_CHUNK):
            try:
                taken = await self._database.run(self._ingest, chunk, noticed_at)
            except BaseException:
                self._story_cache.clear()
                raise
            for reading, became in zip(chunk, taken, strict=True):
                self._note(reading, became, report)
                file = reading.file
                self._known[file.folder][file.path] = (file.size, file.mtime_ns, file.inode)

    async def _try(
        self, settle: Query[[], object], readings: Sequence[IngestItem], report: ScanReport, noticed_at: datetime
    ) -> None:
        def take_in(session: Session) -> list[IngestResult]:
            settle(session)
            return self._ingest(session, readings, noticed_at)

        taken = await self._rehearse(take_in)
        self._story_cache.clear()
        for reading, became in zip(readings, taken, strict=True):
            self._note(reading, became, report)

    async def _rehearse(self, work: Query[[], T]) -> T:
        """What work in a transaction returns, of which nothing stays."""
        results: list[T] = []

        def rehearse(session: Session) -> None:
            results.append(work(session))
            raise DryRunError

        with suppress(DryRunError):
            await self._database.run(rehearse)
        return results[0]

    def _ingest(self, session: Session, readings: Sequence[IngestItem], noticed_at: datetime) -> list[IngestResult]:
        are_listed = self._catalogue is None
        return ingest(
            session,
            readings,
            self._story_cache,
            are_listed=are_listed,
            arrived_at=noticed_at,
            window=self._window,
            policy=self._policy,
        )

    def _note(self, reading: IngestItem, became: IngestResult, report: ScanReport) -> None:
        report.counts[became] += 1
        file = reading.file
        where = self._sources[file.folder].locate(file.path)
        for reason in reading.record.unreadable_topics if reading.record else ():
            log.warning("part of a record passed over: %s: %s", where, reason)
        if became is IngestResult.REJECTED:
            report.rejected.append(FileProblem(where, file.line, file.reason or ""))
            log.warning("record set aside: %s", report.rejected[-1])

    def _forget(self, walks: Sequence[SourceChanges], companions: Iterable[FileKey]) -> None:
        """Forget how files look that are gone, or are being read again: should that fail, they are read once more."""
        gone = (FileKey(walk.source, path) for walk in walks for path in walk.gone)
        for key in (*gone, *companions):
            self._known.get(key.folder, {}).pop(key.path, None)

    async def _note_unreached(self, readings: Sequence[IngestItem], report: ScanReport) -> None:
        """Say, once a change, which of the files that were read reach nobody, and which are overruled."""
        keys = [reading.key for reading in readings if reading.record]
        read = {str(Path(key.folder) / key.path) for key in keys}
        problems = await self._database.run(unreached_files, keys) if keys else []
        report.unreached = [problem for problem in problems if problem.path in read]
        for problem in report.unreached:
            log.warning("record reaches nobody or not all: %s", problem)

    async def _announce(self, report: ScanReport) -> None:
        """Fan out what is new, here or left by a process that died."""
        report.owed += await self._announce_all(await self._database.run(articles.unannounced))

    async def announce_decided(self) -> int:
        """Fan out what editors decided about, and what is embargoed no longer; also beside a scan that runs.

        Returns:
            How many deliveries came to be owed.
        """
        owed = 0
        for article_id in await self._database.run(reviews.ended_embargoes, self.clock(), FANOUT_CHUNK):
            owed += await self._database.run(self._end_embargo, article_id)
        return owed + await self._announce_all(await self._database.run(reviews.unannounced))

    def _end_embargo(self, session: Session, article_id: int) -> int:
        now = self.clock()
        owed = end_embargo(session, article_id, self._window, now, self._expressions, self._policy)
        if self._guard is not None:
            self._guard.collapse_announced(session, now, is_held_back=False)
        return owed

    async def _announce_all(self, article_ids: Sequence[int]) -> int:
        start, now, owed = 0, self.clock(), 0
        while start < len(article_ids):
            batch = Announcement(article_ids[start:], now, is_first=start == 0)
            result = await self._database.run(
                announce, batch, self._window, self._expressions, self._guard, self._policy
            )
            owed += result.owed
            start += result.done
        return owed

    async def _load_topics(self, report: ScanReport, *, is_dry: bool) -> None:
        """Store the catalogue when its files changed; without one every topic that a record names is listed."""
        if self._catalogue is None:
            if not self._is_listed and not is_dry:
                await self._database.run(topics.mark_all_listed)
                self._is_listed = True
            return
        owners = await self._database.run(topics.files)
        changed = await asyncio.to_thread(self._catalogue.changed, owners)
        if changed is not None and not is_dry:
            await self._database.run(changed.store)
            self._catalogue.stored()
        report.rejected.extend(self._catalogue.problems)
        self._log_changes([*self._catalogue.problems], "topic file")

    def _log_changes(self, problems: Sequence[FileProblem], what: str) -> None:
        """Log what broke since the last scan, and what was mended."""
        before, self._problems[what] = self._problems.get(what, ()), problems
        for problem in problems:
            if problem not in before:
                log.warning("%s set aside: %s", what, problem)
        mended = {problem.path for problem in before} - {problem.path for problem in problems}
        for path in sorted(mended):
            log.info("%s is in order again: %s", what, path)


@read_only
def unreached_files(session: Session, keys: Collection[FileKey] = ()) -> list[FileProblem]:
    """Files that reach nobody, or fewer than they mean to, and those that another file of their article overrules.

    Args:
        session: In one transaction.
        keys: Only of the articles of these files; empty for all.
    """
    ids = set(articles.articles_of_files(session, keys).values()) if 0 < len(keys) <= MOST_LOOKED_UP else None
    found = []
    for each in articles.unreached(session, ids):
        where = str(Path(each.folder) / each.path) if each.path else each.title
        found.append(FileProblem(where, None, _why_unreached(each)))
    for ruling, *others in articles.shared_articles(session, ids):
        rules = str(Path(ruling.folder) / ruling.path)
        for other in others:
            where = str(Path(other.folder) / other.path)
            found.append(FileProblem(where, None, f"{rules} tells of the same article and is newer, so it counts"))
    return found


def _why_unreached(article: articles.Unreached) -> str:
    if not article.unknown:
        return "it names no topic, so it reaches nobody"
    reason = f"not in the catalogue of topics: {', '.join(article.unknown)}"
    return reason if article.is_filed else f"{reason}; so it reaches nobody"


def _settle(session: Session, *, readings: Sequence[IngestItem], gone: Sequence[FileKey]) -> list[FileKey]:
    """Forget files that are gone and what others said before; returns those that may rule now, to be read again."""
    read = [reading.key for reading in readings if reading.record is not None]
    companions = articles.unread_companions(session, [*(reading.key for reading in readings), *gone])
    articles.mark_unread(session, read)
    articles.forget_files(session, gone)
    return companions


def _ingest_item(file: FileReading, result: Record | Unreadable) -> IngestItem:
    if isinstance(result, Record):
        return IngestItem(file, result)
    return IngestItem(file._replace(reason=result.reason, line=result.line), None)


STORE_EVERY = timedelta(seconds=20)


def stored_scan(scan: PastScan) -> StoredScan:
    """Return a scan as it is stored."""
    report = scan.report or ScanReport()
    return StoredScan(
        which="",
        ended_at=scan.ended_at,
        counts={outcome.value: count for outcome, count in report.counts.items() if count},
        gone=report.gone,
        owed=report.owed,
        rejected=[{"path": each.path, "line": each.line, "reason": each.reason} for each in report.rejected],
        problem=scan.problem,
    )


class ScanLoop(Loop):
    """Runs a scan at the start and after each wake; wakes that come during one are answered by one more.

    Args:
        scan: What is run.
        wake_delivery: Called after each scan that wrote deliveries or may have changed messages.
        on_trouble: Told of a scan that failed, and of records that it could not read.
    """

    def __init__(
        self, scan: Scanner, wake_delivery: Callable[[], None], on_trouble: TroubleHook = lambda _cause, _about: None
    ) -> None:
        super().__init__(None)
        self._on_trouble = on_trouble
        self._scan = scan
        self._wake_delivery = wake_delivery
        self._stored_at = datetime.min.replace(tzinfo=UTC)
        self.past = ScanHistory()
        """What the last scans found."""

    async def tick(self) -> None:
        """Scan once. A scan that fails is logged, and the next one tries again."""
        try:
            with metrics.SCAN_SECONDS.time():
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
            if count := report.counts[IngestResult.REJECTED]:
                self._on_trouble(Trouble.REJECTED, {"count": count})
            self._wake_delivery()
        await self._store()

    async def _store(self) -> None:
        """Store what the last scan found; of those that find nothing only some, lest every scan writes."""
        scan, is_find = self.past.last, self.past.last is self.past.last_find
        if scan is None or not (is_find or scan.problem or scan.ended_at - self._stored_at >= STORE_EVERY):
            return
        await self._scan.store(stored_scan(scan), is_find=is_find)
        self._stored_at = scan.ended_at

    def _remember(self, report: ScanReport | None, problem: str = "") -> None:
        if problem:
            self._on_trouble(Trouble.SCAN, {"reason": problem})
        scan = PastScan(self._scan.clock(), report, problem)
        metrics.scan_ended(scan.ended_at.timestamp(), is_failed=bool(problem))
        self.past = ScanHistory(scan, self.past.last_find if report is None or report.is_quiet else scan)

    def _tell(self, report: ScanReport) -> None:
        if report.is_quiet:
            return
        counts = ", ".join(f"{report.counts[intake]} {intake.value}" for intake in IngestResult)
        log.info("scanned: %s, %d gone; %d deliveries owed", counts, report.gone, report.owed)
        for problem in report.temporarily_unreadable:
            log.info("not settled yet: %s", problem)
