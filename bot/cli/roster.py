"""The roster of subscribers as CSV, written and read."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from bot.pipeline.report import Problem
from storage.models import ChatKind, Standing
from storage.roster import Enlisted

COLUMNS = (
    "chat_id", "thread_id", "kind", "language", "standing", "announcements", "topics", "joined_at", "seen_at",
)  # fmt: skip
"""Only the first must be there. Topics are slugs with spaces between; ``-`` before one says that it is muted."""

WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
LOWEST_GROUP = -1_000_000_000_000
"""Ids of supergroups and channels begin below (Bot API, ``Chat.id``)."""

_CHAT_ID = re.compile(r"-?[1-9][0-9]{0,15}")  # 52 bits
_THREAD_ID = re.compile(r"[0-9]{1,18}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def written(roster: Sequence[Enlisted]) -> str:
    """Return lines of CSV, without the heading."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(_cells(each) for each in roster)
    return lines.getvalue()


def _cells(each: Enlisted) -> Iterator[object]:
    yield from (each.chat_id, each.thread_id, each.kind.value, each.language, each.standing.value)
    yield "yes" if each.hears_announcements else "no"
    yield " ".join((*each.followed, *(f"-{slug}" for slug in each.muted)))
    yield from (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (each.joined_at, each.seen_at))


def read(text: str, path: str, slugs: Collection[str], now: datetime) -> tuple[list[Enlisted], list[Problem]]:
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
    found: dict[tuple[int, int], Enlisted] = {}
    problems: list[Problem] = []
    try:
        heading = [name.strip() for name in next(lines, [])]
        if reason := _heading_amiss(heading):
            return [], [Problem(path, 1, reason)]
        for cells in filter(None, lines):
            try:
                each = _enlisted(_by_name(heading, cells), slugs, now)
            except ValueError as error:
                problems.append(Problem(path, lines.line_num, str(error)))
                continue
            if found.setdefault((each.chat_id, each.thread_id), each) is not each:
                problems.append(Problem(path, lines.line_num, f"the chat {each.chat_id} stands there twice"))
    except csv.Error as error:
        problems.append(Problem(path, lines.line_num, f"it is no CSV: {error}"))
    return list(found.values()), problems


def _heading_amiss(heading: Sequence[str]) -> str | None:
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


def _enlisted(cells: Mapping[str, str], slugs: Collection[str], now: datetime) -> Enlisted:
    chat_id = int(_fitting(_CHAT_ID, "chat_id", cells["chat_id"]))
    followed, muted = _topics(cells.get("topics", ""), slugs)
    joined_at = _optional(cells, "joined_at", now, lambda cell: _moment("joined_at", cell, now))
    return Enlisted(
        chat_id=chat_id,
        thread_id=_optional(cells, "thread_id", 0, lambda cell: int(_fitting(_THREAD_ID, "thread_id", cell))),
        kind=_kind(cells.get("kind", ""), chat_id),
        language=_optional(cells, "language", "en", lambda cell: _fitting(_LANGUAGE, "language", cell)),
        standing=_optional(cells, "standing", Standing.ACTIVE, lambda cell: _one_of(Standing, "standing", cell)),
        hears_announcements=_optional(cells, "announcements", True, _yes_or_no),
        followed=followed,
        muted=muted,
        joined_at=joined_at,
        seen_at=_optional(cells, "seen_at", joined_at, lambda cell: _moment("seen_at", cell, now)),
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


def _kind(cell: str, chat_id: int) -> ChatKind:
    """The kind of a chat; without a word on it, what its id tells."""
    if not cell:
        outside = ChatKind.SUPERGROUP if chat_id < LOWEST_GROUP else ChatKind.GROUP
        return ChatKind.PRIVATE if chat_id > 0 else outside
    kind = _one_of(ChatKind, "kind", cell)
    if (kind is ChatKind.PRIVATE) != (chat_id > 0):
        raise ValueError(f"the chat {chat_id} cannot be {kind.value}")
    return kind


def _yes_or_no(cell: str) -> bool:
    if cell.lower() not in WORDS:
        raise ValueError(f"announcements cannot be {cell!r}, but yes or no")
    return WORDS[cell.lower()]


def _topics(cell: str, slugs: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
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


def _moment(name: str, cell: str, now: datetime) -> datetime:
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
