"""``topicwire subscribers``: export and import as CSV."""

import codecs
import csv
import heapq
import io
import re
import shutil
import sys
import tempfile
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TextIO, TypeVar

import typer
from sqlmodel import Session

from bot.app import current_database
from bot.cli.console import stderr, stdout
from bot.news.frontmatter import FileProblem
from bot.roles.runtime import utc_now
from bot.settings import read_settings
from storage import admins, stats, subscriber_export, topics
from storage.database import Database
from storage.models import AuditAct, ChatKind, SubscriberStatus
from storage.preferences import PREFERENCES
from storage.subscriber_export import ExportedSubscriber

COLUMNS = (
    "chat_id", "thread_id", "kind", "language", "standing", *(preference.name for preference in PREFERENCES),
    "topics", "joined_at", "seen_at",
)  # fmt: skip
"""Only the first must be there. Topics are slugs with spaces between; ``-`` before one says that it is muted."""

STANDARD_STREAM = "-"
"""In place of a file: standard input or output."""

CHUNK = 1_000
"""Subscribers a transaction: a running bot writes in between."""
MOST_PROBLEMS = 20
"""Problems that are shown."""

LOWEST_GROUP_ID = -1_000_000_000_000
"""Ids of supergroups and channels begin below (Bot API, ``Chat.id``)."""

_CHAT_ID = re.compile(r"-?[1-9][0-9]{0,15}")  # 52 bits
_ROUNDED = re.compile(r"-?[0-9]+[.,]?[0-9]*[eE]\+?[0-9]+")
_THREAD_ID = re.compile(r"[0-9]{1,18}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def csv_lines(subscribers: Sequence[ExportedSubscriber]) -> str:
    """Return lines of CSV, without the heading."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(_cells(each) for each in subscribers)
    return lines.getvalue()


def _cells(each: ExportedSubscriber) -> Iterator[object]:
    yield from (each.chat_id, each.thread_id, each.kind.value, each.language, each.status.value)
    yield from (preference.format(each.preferences[preference.column]) for preference in PREFERENCES)
    yield " ".join((*each.followed, *(f"-{slug}" for slug in each.muted)))
    yield from (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (each.joined_at, each.seen_at))


def read_csv(
    lines: Iterable[str], path: str, slugs: Collection[str], now: datetime
) -> Iterator[tuple[int, ExportedSubscriber] | FileProblem]:
    """Read a CSV of subscribers, one after the other.

    Args:
        lines: Of the file.
        path: How problems call it.
        slugs: Of the topics that there are.
        now: What a time may not lie after, and what stands for one that is missing.

    Yields:
        The subscribers, each with the number of its line, and what is wrong with which line.
    """
    first, rest = _split_first(lines)
    skipped = 0
    delimiter = _named_delimiter(first)
    if delimiter:
        first, rest = _split_first(rest)
        skipped = 1
    rows = csv.reader(chain([first], rest), strict=True, delimiter=delimiter or _likely_delimiter(first))
    try:
        heading = _without_empty_end([_column_name(name) for name in next(rows, [])])
        if reason := _heading_fault(heading):
            yield FileProblem(path, skipped + 1, reason)
            return
        for cells in filter(any, rows):
            line = skipped + rows.line_num
            try:
                yield line, _parse_subscriber(_by_name(heading, cells), slugs, now)
            except ValueError as error:
                yield FileProblem(path, line, str(error))
    except csv.Error as error:
        yield FileProblem(path, skipped + rows.line_num, f"it is no CSV: {error}")


DELIMITERS = (",", ";", "\t")
"""Spreadsheets write a semicolon where the comma is the decimal sign, and a tab as "Unicode text"."""
_NAMED_DELIMITER = re.compile(r'\ufeff?"?sep=(.)"?\s*', re.IGNORECASE)


def _split_first(lines: Iterable[str]) -> tuple[str, Iterator[str]]:
    """Return the first line and the others."""
    rest = iter(lines)
    return next(rest, ""), rest


def _named_delimiter(line: str) -> str | None:
    """Return the delimiter that a first line such as ``sep=;`` names, as a spreadsheet may write."""
    found = _NAMED_DELIMITER.fullmatch(line)
    return found[1] if found else None


def _likely_delimiter(heading: str) -> str:
    """Return the delimiter that stands most often in the line that names the columns; no name holds one."""
    return max(DELIMITERS, key=heading.count)


def _column_name(written: str) -> str:
    """Return the name of a column, however a spreadsheet wrote it: ``Chat ID`` is ``chat_id``."""
    return "_".join(written.strip("\ufeff \t\xa0").casefold().replace("-", " ").replace("_", " ").split())


def _without_empty_end(cells: list[str]) -> list[str]:
    """Leave out empty cells behind the last: a spreadsheet fills its rows up with them."""
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def find_problems(
    read: Iterable[tuple[int, ExportedSubscriber] | FileProblem], path: str
) -> tuple[list[FileProblem], int]:
    """What is wrong with a CSV: the first problems, in the order of the lines, and how many there are."""
    found: list[FileProblem] = []
    total = 0
    chats = ChatLines()
    for each in read:
        if not isinstance(each, FileProblem):
            chats.add(each[1].chat_id, each[1].thread_id, each[0])
            continue
        total += 1
        if total <= MOST_PROBLEMS:
            found.append(each)
    repeated, times = chats.repeated(MOST_PROBLEMS)
    found += [FileProblem(path, line, f"the chat {chat_id} stands there twice") for line, chat_id in repeated]
    return sorted(found, key=lambda problem: problem.line or 0)[:MOST_PROBLEMS], total + times


class ChatLines:
    """The chats of a file, and on which line each stands: 12 bytes a line, so that a million take little memory.

    They are spread over buckets, so that only one is looked through, in a set, at a time. A thread takes 8 bytes more,
    and has buckets of its own.
    """

    def __init__(self, buckets: int = 256) -> None:
        self._buckets = {width: [(array("q"), array("I")) for _ in range(buckets)] for width in (1, 2)}

    def add(self, chat_id: int, thread_id: int, line: int) -> None:
        """Take note of a chat, or a thread of one, on a line."""
        key = (chat_id, thread_id) if thread_id else (chat_id,)
        buckets = self._buckets[len(key)]
        keys, lines = buckets[hash(key) % len(buckets)]
        keys.extend(key)
        lines.append(line)

    def repeated(self, limit: int) -> tuple[list[tuple[int, int]], int]:
        """The first lines, each with its chat, whose chat stands on an earlier line too; and how many there are."""
        first: list[tuple[int, int]] = []
        total = 0
        for width, buckets in self._buckets.items():
            for keys, lines in buckets:
                found = list(_repeated_in(keys, lines, width))
                total += len(found)
                first = heapq.nsmallest(limit, first + found)
        return first, total


def _repeated_in(keys: "array[int]", lines: "array[int]", width: int) -> Iterator[tuple[int, int]]:
    seen: set[tuple[int, ...]] = set()
    for key, line in zip(zip(*[iter(keys)] * width, strict=True), lines, strict=True):
        if key in seen:
            yield line, key[0]
        seen.add(key)


def _heading_fault(heading: Sequence[str]) -> str | None:
    unknown = [name for name in heading if name not in COLUMNS]
    if unknown:
        return f"there is no column {unknown[0]!r}; there are {', '.join(COLUMNS)}"
    if "chat_id" not in heading:
        return "the first line must name the columns, chat_id among them"
    return "a column stands there twice" if len(set(heading)) != len(heading) else None


def _by_name(heading: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    surplus = [cell for cell in cells[len(heading) :] if cell.strip()]
    if len(cells) < len(heading) or surplus:
        raise ValueError(f"it has {len(cells)} columns, not {len(heading)}")
    return {name: cell.strip() for name, cell in zip(heading, cells, strict=False)}


def _parse_subscriber(cells: Mapping[str, str], slugs: Collection[str], now: datetime) -> ExportedSubscriber:
    if _ROUNDED.fullmatch(cells["chat_id"]):
        raise ValueError(f"chat_id was rounded to {cells['chat_id']!r} by a spreadsheet: have it shown as text there")
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
        preferences=_parse_preferences(cells),
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
        return kind(cell.casefold())
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


def _parse_preferences(cells: Mapping[str, str]) -> dict[str, Any]:
    return {
        preference.column: _optional(cells, preference.name, preference.default, preference.parse)
        for preference in PREFERENCES
    }


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


EXPORT_EXAMPLES = (
    "Examples:\n\ntopicwire subscribers export all.csv\n\ntopicwire subscribers export - | gzip > all.csv.gz"
)
IMPORT_EXAMPLES = (
    "Examples:\n\ntopicwire subscribers import all.csv --dry-run\n\nzcat all.csv.gz | topicwire subscribers import -"
)

app = typer.Typer(help="All subscribers as CSV: to move in from another bot, or to set up a load test.")


@app.command("export", epilog=EXPORT_EXAMPLES)
def export_file(
    file: Annotated[Path | None, typer.Argument(help="A new file; without one, or with -, they are printed.")] = None,
) -> None:
    """Write all subscribers as CSV, with the topics that they follow; those with a "-" before them are muted."""
    with current_database(read_settings()) as database:
        total = _print_csv(database) if file is None or str(file) == STANDARD_STREAM else _write_file(database, file)
        database.call(
            admins.add_audit_entry, admins.COMMAND_LINE_ACTOR, AuditAct.EXPORTED, f"{total:,} subscribers", utc_now()
        )
    stderr().print(f"{total:,} subscribers written", markup=False)


@app.command("import", epilog=IMPORT_EXAMPLES)
def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV, as export or a spreadsheet writes it, with a first line that names the columns; "
            "chat_id is enough. With - it is read from standard input."
        ),
    ],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what an import would do.")] = False,
) -> None:
    """Add subscribers from CSV, as export writes it. Who is there already stays as they are.

    When a line cannot be read, it is told with its reason, and nothing is imported. What they follow counts from now:
    nobody is sent what arrived before.
    """
    name = "standard input" if str(file) == STANDARD_STREAM else str(file)
    with _open_csv(file, name) as lines, current_database(read_settings(), may_make=not dry_run) as database:
        slugs, now = {topic.slug for topic in database.call(topics.find_all)}, utc_now()
        problems, total = find_problems(read_csv(lines, name, slugs, now), name)
        if problems:
            _show_problems(problems, total)
            raise typer.Exit(1)
        lines.seek(0)
        added, total = import_all(database, read_csv(lines, name, slugs, now), is_dry=dry_run)
    would_be = "would be added" if dry_run else "added"
    stdout().print(f"{added:,} {would_be}, {total - added:,} are there already and stay as they are", markup=False)


def _write_file(database: Database, file: Path) -> int:
    try:
        file.touch(mode=0o600, exist_ok=False)  # who follows what is nobody else's business
        with file.open("w", encoding="utf-8", newline="") as out:
            return _write_csv(database, out)
    except FileExistsError:
        raise typer.BadParameter(f"{file} is there already", param_hint="FILE") from None
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be written: {error.strerror}", param_hint="FILE") from None


def _print_csv(database: Database) -> int:
    """Print them in UTF-8, whatever the terminal's encoding is, and nothing else."""
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    try:
        return _write_csv(database, out)
    finally:
        out.detach()  # standard output stays open


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


@contextmanager
def _open_csv(file: Path, name: str) -> Iterator[TextIO]:
    """The text of a file, to be read twice."""
    try:
        raw = _seekable(sys.stdin.buffer if str(file) == STANDARD_STREAM else file.open("rb"))
    except OSError as error:
        raise typer.BadParameter(f"{name} cannot be read: {error.strerror}", param_hint="FILE") from None
    with io.TextIOWrapper(raw, encoding=_encoding(raw), newline="") as lines:
        try:
            yield lines
        except UnicodeError:
            reason = "it is not text in UTF-8, nor in UTF-16 with a byte order mark"
            raise typer.BadParameter(f"{name} cannot be read: {reason}", param_hint="FILE") from None


def _encoding(raw: BinaryIO) -> str:
    """Return the encoding of a text by its first bytes: UTF-16, as a spreadsheet's "Unicode text" has it, or UTF-8."""
    mark = raw.read(2)
    raw.seek(0)
    return "utf-16" if mark in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else "utf-8-sig"


def _seekable(source: BinaryIO) -> BinaryIO:
    """The file, or a copy of what can be read only once, such as a pipe."""
    if source.seekable() and source is not sys.stdin.buffer:
        return source
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked closes it
    shutil.copyfileobj(source, copy)
    copy.seek(0)
    if source is not sys.stdin.buffer:
        source.close()
    return copy


def import_all(
    database: Database, read: Iterable[tuple[int, ExportedSubscriber] | FileProblem], *, is_dry: bool
) -> tuple[int, int]:
    """Import what was found to have no problems, chunk by chunk. Whatever stops it, the audit says how many were added.

    Returns:
        How many were added, and of how many.

    Raises:
        typer.BadParameter: There is a problem now.
    """
    found = map(_without_problem, read)
    added = total = 0
    try:
        while chunk := list(islice(found, CHUNK)):
            added += database.call(_import_chunk, chunk, utc_now(), is_dry=is_dry)
            total += len(chunk)
    finally:
        if not is_dry:
            database.call(stats.save_daily_count, utc_now())
            database.call(
                admins.add_audit_entry,
                admins.COMMAND_LINE_ACTOR,
                AuditAct.IMPORTED,
                f"{added:,} subscribers",
                utc_now(),
            )
    return added, total


def _without_problem(each: tuple[int, ExportedSubscriber] | FileProblem) -> ExportedSubscriber:
    if isinstance(each, FileProblem):
        raise typer.BadParameter(f"the file changed while it was imported, import it again ({each})", param_hint="FILE")
    return each[1]


def _import_chunk(session: Session, chunk: Sequence[ExportedSubscriber], at: datetime, *, is_dry: bool) -> int:
    added = subscriber_export.import_subscribers(session, chunk, at)
    if is_dry:
        session.rollback()
    return added


def _show_problems(problems: Sequence[FileProblem], total: int) -> None:
    console = stderr()
    for problem in problems:
        console.print(str(problem), markup=False, soft_wrap=True)
    if total > len(problems):
        console.print(f"and {total - len(problems):,} more")
    console.print("Nothing was imported.")
