"""``topicwire subscribers``: export and import."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer
from sqlmodel import Session

from bot.application import now
from bot.cli import roster
from bot.cli.console import stderr, stdout
from bot.cli.opening import opened
from bot.pipeline.report import Problem
from bot.settings import read
from storage import audit, topics
from storage import roster as stored
from storage.database import Database
from storage.models import AuditAct
from storage.roster import Enlisted

THE_COMMAND_LINE = 0
AT_ONCE = 1_000
"""Subscribers a transaction: a running bot writes in between."""
MOST_PROBLEMS = 20

subscribers = typer.Typer(help="All subscribers as CSV: to move in from another bot, or to set up a load test.")


@subscribers.command("export")
def export(
    file: Annotated[Path | None, typer.Argument(help="A new file; without one, they are printed.")] = None,
) -> None:
    """Write all subscribers as CSV, with the topics that they follow; those with a "-" before them are muted."""
    with opened(read()) as database:
        total = _export_into(database, file) if file else _export(database, typer.get_text_stream("stdout"))
        database.call(audit.note, THE_COMMAND_LINE, AuditAct.EXPORTED, f"{total:,} subscribers", now())
    stderr().print(f"{total:,} subscribers written", markup=False)


@subscribers.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV with a first line that names the columns; chat_id is enough.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what an import would do.")] = False,
) -> None:
    """Add subscribers from CSV, as export writes it. Who is there already stays as they are.

    When a line cannot be read, it is told with its reason, and nothing is imported. What they follow counts from now:
    nobody is sent what arrived before.
    """
    text = _text(file)
    with opened(read(), is_dry=dry_run, may_make=True) as database:
        slugs = {topic.slug for topic in database.call(topics.every)}
        found, problems = roster.read(text, str(file), slugs, now())
        if problems:
            _complain(problems)
            raise typer.Exit(1)
        added = sum(database.call(_enlist, chunk, now(), is_dry=dry_run) for chunk in _chunks(found))
        if not dry_run:
            database.call(audit.note, THE_COMMAND_LINE, AuditAct.IMPORTED, f"{added:,} subscribers", now())
    there = len(found) - added
    would_be = "would be added" if dry_run else "added"
    stdout().print(f"{added:,} {would_be}, {there:,} are there already and stay as they are", markup=False)


def _export_into(database: Database, file: Path) -> int:
    try:
        file.touch(mode=0o600, exist_ok=False)  # who follows what is nobody else's business
        with file.open("w", encoding="utf-8", newline="") as out:
            return _export(database, out)
    except FileExistsError:
        raise typer.BadParameter(f"{file} is there already", param_hint="FILE") from None
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be written: {error.strerror}", param_hint="FILE") from None


def _export(database: Database, out: TextIO) -> int:
    """Write page by page; returns how many there are."""
    out.write(",".join(roster.COLUMNS) + "\n")
    total = 0
    found, last = database.call(stored.page, 0, AT_ONCE)
    while found:
        out.write(roster.written(found))
        total += len(found)
        found, last = database.call(stored.page, last, AT_ONCE)
    return total


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise typer.BadParameter(f"{file} cannot be read: {reason}", param_hint="FILE") from None


def _chunks(found: Sequence[Enlisted]) -> Iterator[Sequence[Enlisted]]:
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))


def _enlist(session: Session, chunk: Sequence[Enlisted], at: datetime, *, is_dry: bool) -> int:
    added = stored.enlist(session, chunk, at)
    if is_dry:
        session.rollback()
    return added


def _complain(problems: Sequence[Problem]) -> None:
    console = stderr()
    for problem in problems[:MOST_PROBLEMS]:
        console.print(str(problem), markup=False, soft_wrap=True)
    if len(problems) > MOST_PROBLEMS:
        console.print(f"and {len(problems) - MOST_PROBLEMS:,} more")
    console.print("Nothing was imported.")
