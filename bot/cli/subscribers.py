"""``topicwire subscribers``: export and import as CSV."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO, TypeVar

import typer
from sqlmodel import Session

from bot.app import migrated_database, utc_now
from bot.cli.console import stderr, stdout
from bot.news.frontmatter import FileProblem
from bot.settings import read_settings
from storage import admins, subscriber_export, topics
from storage.database import Database
from storage.models import AuditAct, ChatKind, SubscriberStatus
from storage.subscriber_export import ExportedSubscriber

COLUMNS = (
    "chat_id", "thread_id", "kind", "language", "standing", "announcements", "topics", "joined_at", "seen_at",
)  # fmt: skip
"""Only the first must be there. Topics are slugs with spaces between; ``-`` before one says that it is muted."""

YES_NO_WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
LOWEST_GROUP_ID = -1_000_000_000_000
"""Ids of supergroups and channels begin below (Bot API, ``Chat.id``)."""

_CHAT_ID = re.compile(r"-?[1-9][0-9]{0,15}")  # 52 bits
_THREAD_ID = re.compile(r"[0-9]{1,18}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def csv_lines(roster: Sequence[ExportedSubscriber]) -> str:
    """Return lines of CSV, without the heading."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(_cells(each) for each in roster)
    return lines.getvalue()


def _cells(each: ExportedSubscriber) -> Iterator[object]:
    yield from (each.chat_id, each.thread_id, each.kind.value, each.language, each.status.value)
    yield "yes" if each.hears_announcements else "no"
    yield " ".join((*each.followed, *(f"-{slug}" for slug in each.muted)))
    yield from (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (each.joined_at, each.seen_at))


def parse_csv(
    text: str, path: str, slugs: Collection[str], now: datetime
) -> tuple[list[ExportedSubscriber], list[FileProblem]]:
    """Read a roster.

    Args:
        text: The whole file.
        path: How problems call it.
        slugs: Of the topics that there are.
        now: What a time may not lie after, and what stands for one that is missing.

    Returns:
        The subscribers, and what is wrong with which line.
    """
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    found: dict[tuple[int, int], ExportedSubscriber] = {}
    problems: list[FileProblem] = []
    try:
        heading = [name.strip() for name in next(lines, [])]
        if reason := _heading_fault(heading):
            return [], [FileProblem(path, 1, reason)]
        for cells in filter(None, lines):
            try:
                each = _parse_subscriber(_by_name(heading, cells), slugs, now)
            except ValueError as error:
                problems.append(FileProblem(path, lines.line_num, str(error)))
                continue
            if found.setdefault((each.chat_id, each.thread_id), each) is not each:
                problems.append(FileProblem(path, lines.line_num, f"the chat {each.chat_id} stands there twice"))
    except csv.Error as error:
        problems.append(FileProblem(path, lines.line_num, f"it is no CSV: {error}"))
    return list(found.values()), problems


def _heading_fault(heading: Sequence[str]) -> str | None:
    unknown = [name for name in heading if name not in COLUMNS]
    if unknown:
        return f"there is no column {unknown[0]!r}; there are {', '.join(COLUMNS)}"
    if "chat_id" not in heading:
        return "the first line must name the columns, chat_id among them"
    return "a column stands there twice" if len(set(heading)) != len(heading) else None


def _by_name(heading: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    if len(cells) != len(heading):
        raise ValueError(f"it has {len(cells)} columns, not {len(heading)}")
    return {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}


def _parse_subscriber(cells: Mapping[str, str], slugs: Collection[str], now: datetime) -> ExportedSubscriber:
    chat_id = int(_fitting(_CHAT_ID, "chat_id", cells["chat_id"]))
    followed, muted = _parse_topics(cells.get("topics", ""), slugs)
    joined_at = _optional(cells, "joined_at", now, lambda cell: _parse_moment("joined_at", cell, now))
    return ExportedSubscriber(
        chat_id=chat_id,
        thread_id=_optional(cells, "thread_id", 0, lambda cell: int(_fitting(_THREAD_ID, "thread_id", cell))),
        kind=_parse_kind(cells.get("kind", ""), chat_id),
        language=_optional(cells, "language", "en", lambda cell: _fitting(_LANGUAGE, "language", cell)),
        status=_optional(
            cells, "standing", SubscriberStatus.ACTIVE, lambda cell: _one_of(SubscriberStatus, "standing", cell)
        ),
        hears_announcements=_optional(cells, "announcements", True, _parse_yes_no),
        followed=followed,
        muted=muted,
        joined_at=joined_at,
        seen_at=_optional(cells, "seen_at", joined_at, lambda cell: _parse_moment("seen_at", cell, now)),
    )


def _optional(cells: Mapping[str, str], name: str, otherwise: T, parse: Callable[[str], T]) -> T:
    return parse(cells[name]) if cells.get(name) else otherwise


def _fitting(pattern: re.Pattern[str], name: str, cell: str) -> str:
    if not pattern.fullmatch(cell):
        raise ValueError(f"{name} cannot be {cell!r}")
    return cell


def _one_of(kind: type[E], name: str, cell: str) -> E:
    try:
        return kind(cell)
    except ValueError:
        raise ValueError(f"{name} cannot be {cell!r}, but {', '.join(kind)}") from None


def _parse_kind(cell: str, chat_id: int) -> ChatKind:
    """The kind of a chat; without a word on it, what its id tells."""
    if not cell:
        outside = ChatKind.SUPERGROUP if chat_id < LOWEST_GROUP_ID else ChatKind.GROUP
        return ChatKind.PRIVATE if chat_id > 0 else outside
    kind = _one_of(ChatKind, "kind", cell)
    if (kind is ChatKind.PRIVATE) != (chat_id > 0):
        raise ValueError(f"the chat {chat_id} cannot be {kind.value}")
    return kind


def _parse_yes_no(cell: str) -> bool:
    if cell.lower() not in YES_NO_WORDS:
        raise ValueError(f"announcements cannot be {cell!r}, but yes or no")
    return YES_NO_WORDS[cell.lower()]


def _parse_topics(cell: str, slugs: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Slugs that are followed, and those that are muted."""
    followed: list[str] = []
    muted: list[str] = []
    for word in cell.split():
        is_muted = word.startswith("-") and word not in slugs
        slug = word[1:] if is_muted else word
        if slug not in slugs:
            raise ValueError(f"there is no topic {slug!r}; topicwire scan takes in the catalogue")
        (muted if is_muted else followed).append(slug)
    if len({*followed, *muted}) != len(followed) + len(muted):
        raise ValueError("a topic stands there twice")
    return tuple(followed), tuple(muted)


def _parse_moment(name: str, cell: str, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(cell)
        at = at.astimezone(UTC) if at.tzinfo else at
    except (ValueError, OverflowError):
        raise ValueError(f"{name} cannot be {cell!r}; write it as 2026-03-02T12:00:00Z") from None
    if at.tzinfo is None:
        raise ValueError(f"{name} names no time zone: {cell!r}; write it as 2026-03-02T12:00:00Z")
    if at > now:
        raise ValueError(f"{name} lies ahead: {cell!r}")
    return at


CHUNK = 1_000
"""Subscribers a transaction: a running bot writes in between."""
MOST_PROBLEMS = 20

app = typer.Typer(help="All subscribers as CSV: to move in from another bot, or to set up a load test.")


@app.command("export")
def export_file(
    file: Annotated[Path | None, typer.Argument(help="A new file; without one, they are printed.")] = None,
) -> None:
    """Write all subscribers as CSV, with the topics that they follow; those with a "-" before them are muted."""
    with migrated_database(read_settings()) as database:
        total = _write_file(database, file) if file else _write_csv(database, typer.get_text_stream("stdout"))
        database.call(
            admins.add_audit_entry, admins.SYSTEM_ACTOR, AuditAct.EXPORTED, f"{total:,} subscribers", utc_now()
        )
    stderr().print(f"{total:,} subscribers written", markup=False)


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="CSV with a first line that names the columns; chat_id is enough.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what an import would do.")] = False,
) -> None:
    """Add subscribers from CSV, as export writes it. Who is there already stays as they are.

    When a line cannot be read, it is told with its reason, and nothing is imported. What they follow counts from now:
    nobody is sent what arrived before.
    """
    text = _read_file(file)
    with migrated_database(read_settings(), is_dry=dry_run, may_make=True) as database:
        slugs = {topic.slug for topic in database.call(topics.find_all)}
        found, problems = parse_csv(text, str(file), slugs, utc_now())
        if problems:
            _show_problems(problems)
            raise typer.Exit(1)
        added = sum(database.call(_import_chunk, chunk, utc_now(), is_dry=dry_run) for chunk in _chunks(found))
        if not dry_run:
            database.call(
                admins.add_audit_entry, admins.SYSTEM_ACTOR, AuditAct.IMPORTED, f"{added:,} subscribers", utc_now()
            )
    there = len(found) - added
    would_be = "would be added" if dry_run else "added"
    stdout().print(f"{added:,} {would_be}, {there:,} are there already and stay as they are", markup=False)


def _write_file(database: Database, file: Path) -> int:
    try:
        file.touch(mode=0o600, exist_ok=False)  # who follows what is nobody else's business
        with file.open("w", encoding="utf-8", newline="") as out:
            return _write_csv(database, out)
    except FileExistsError:
        raise typer.BadParameter(f"{file} is there already", param_hint="FILE") from None
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be written: {error.strerror}", param_hint="FILE") from None


def _write_csv(database: Database, out: TextIO) -> int:
    """Write page by page; returns how many there are."""
    out.write(",".join(COLUMNS) + "\n")
    total = 0
    found, last = database.call(subscriber_export.export_page, 0, CHUNK)
    while found:
        out.write(csv_lines(found))
        total += len(found)
        found, last = database.call(subscriber_export.export_page, last, CHUNK)
    return total


def _read_file(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise typer.BadParameter(f"{file} cannot be read: {reason}", param_hint="FILE") from None


def _chunks(found: Sequence[ExportedSubscriber]) -> Iterator[Sequence[ExportedSubscriber]]:
    return (found[start : start + CHUNK] for start in range(0, len(found), CHUNK))


def _import_chunk(session: Session, chunk: Sequence[ExportedSubscriber], at: datetime, *, is_dry: bool) -> int:
    added = subscriber_export.import_subscribers(session, chunk, at)
    if is_dry:
        session.rollback()
    return added


def _show_problems(problems: Sequence[FileProblem]) -> None:
    console = stderr()
    for problem in problems[:MOST_PROBLEMS]:
        console.print(str(problem), markup=False, soft_wrap=True)
    if len(problems) > MOST_PROBLEMS:
        console.print(f"and {len(problems) - MOST_PROBLEMS:,} more")
    console.print("Nothing was imported.")
