"""``topicwire scan``: one scan of the records folders."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot import logs
from bot.app import database_url, is_missing, migrate_database, open_database
from bot.cli.console import stderr, stdout
from bot.news.frontmatter import FileProblem
from bot.news.ingest import IngestResult
from bot.news.scan import ReadProgress, ScanReport, unreached_files
from bot.roles.schedule import build_scan
from bot.settings import Settings, misspelt_settings, read_settings
from storage import articles, migrations
from storage.database import Database, require_writable_file
from storage.models import RecordFile

RESULT_MEANINGS = {
    IngestResult.NEW: "new articles, each the first of its story",
    IngestResult.FOLDED: "new articles that joined a story",
    IngestResult.CHANGED: "known articles, updated; nobody is told",
    IngestResult.UNCHANGED: "nothing new in them",
    IngestResult.REJECTED: "could not be read: see below",
}


MOST_LISTED = 200
"""Files that are named under one heading."""


def scan(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what a scan would do.")] = False,
    forget_missing: Annotated[
        bool, typer.Option("--forget-missing", help="Go on although more than half of the known files are gone.")
    ] = False,
) -> None:
    """Scan the records folders once, and say what was found.

    What is owed goes into the outbox; a running bot sends it. Exits with 1 when files were rejected.
    """
    settings = read_settings()
    logs.set_up("ERROR", settings.log_format)
    for sentence in misspelt_settings():
        stderr().print(sentence, style="yellow", markup=False, soft_wrap=True)
    with _database(settings, is_dry=dry_run) as database, _progress(stderr()) as progress:
        work = build_scan(settings, database).run(progress=progress, forget_missing=forget_missing, is_dry=dry_run)
        report = asyncio.run(work)
        _add_earlier_rejections(report, database.call(articles.rejected_files))
        if not dry_run:
            report.unreached = database.call(unreached_files)
    _show(stdout(), report, is_dry=dry_run)
    raise typer.Exit(1 if report.rejected else 0)


def _add_earlier_rejections(report: ScanReport, known: Sequence[RecordFile]) -> None:
    """Add the files that earlier scans rejected and that have not changed since."""
    reported = {problem.path for problem in report.rejected}
    earlier = [FileProblem(str(Path(file.folder) / file.path), file.line, file.reason or "") for file in known]
    earlier = [problem for problem in earlier if problem.path not in reported]
    report.rejected += earlier
    report.counts[IngestResult.REJECTED] += len(earlier)
    report.counts[IngestResult.UNCHANGED] -= len(earlier)


@contextmanager
def _database(settings: Settings, *, is_dry: bool) -> Iterator[Database]:
    """Open the database and migrate it; a dry run migrates nothing, and uses an empty one if there is none yet."""
    with ExitStack() as stack:
        is_new = is_dry and is_missing(settings)
        if is_new:
            require_writable_file(Path(str(database_url(settings).database)))
        folder = stack.enter_context(TemporaryDirectory()) if is_new else ""
        database = Database(f"sqlite:///{folder}/empty.db") if is_new else open_database(settings)
        stack.callback(database.close)
        if is_dry and not is_new:
            migrations.require_current(database.engine)
        elif (done := migrate_database(database)).copy:
            stderr().print(str(done), markup=False, soft_wrap=True)
        yield database


@contextmanager
def _progress(console: Console) -> Iterator[ReadProgress]:
    """Show a progress bar on a terminal; yields the function that moves it."""
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _show(console: Console, report: ScanReport, *, is_dry: bool) -> None:
    table = Table(title="What a scan would find" if is_dry else "What the scan found", title_justify="left")
    table.add_column("files", justify="right")
    table.add_column("became")
    table.add_column("", style="dim")
    for result, meaning in RESULT_MEANINGS.items():
        table.add_row(f"{report.counts[result]:,}", result.value, meaning)
    if report.gone:
        table.add_row(f"{report.gone:,}", "gone", "their articles stay")
    console.print(table)
    if not is_dry:
        console.print(f"{report.owed:,} deliveries written into the outbox")
    _list(console, "Rejected", report.rejected)
    _list(console, "Reach nobody, or not all", report.unreached)
    _list(console, "Not settled yet, the next scan reads them", report.temporarily_unreadable)


def _list(console: Console, heading: str, problems: list[FileProblem]) -> None:
    if problems:
        console.print(f"\n{heading}:", style="bold")
    for problem in problems[:MOST_LISTED]:
        console.print(f"  {problem}", markup=False, soft_wrap=True)
    if len(problems) > MOST_LISTED:
        console.print(f"  … and {len(problems) - MOST_LISTED:,} more", markup=False)
