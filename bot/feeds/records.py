"""Entries as record files, in the format of docs/records.md, which people may edit.

A file is written whole or not at all. When the feed changes an entry, the file is merged from three sides: what was
last written, what the feed says now, and what the file says. What somebody changed by hand stays.
"""

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.feeds.parsed import ParsedEntry
from bot.news.frontmatter import FrontMatter, Node, Unreadable, decode_text, parse_front_matter
from bot.news.record import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE, is_visible, one_line
from bot.news.sources import TemporarilyUnreadable
from bot.news.sources.folder import read_file

Fields: TypeAlias = dict[str, Node]
"""Of a record, as front matter is read: text, lists, mappings."""

LASTING = ("archive", "hold")
"""Fields that say how an entry came; they stay as they were first written."""

LONGEST_SLUG = 60

_FENCE = re.compile(r"---[ \t\r]*(?:\n|$)")
_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True, slots=True)
class RecordRules:
    """What a feed adds to each of its records.

    Attributes:
        provider: Who publishes it.
        topics: Names.
        quality: A number.
        locale: The language of the feed, as it says.
        is_held: Whether they wait for an editor.
        is_archive: Whether they alert nobody.
    """

    provider: str = ""
    topics: tuple[str, ...] = ()
    quality: int = 0
    locale: str = ""
    is_held: bool = False
    is_archive: bool = False


def record_fields(entry: ParsedEntry, published: str, rules: RecordRules) -> Fields:
    """Return the fields of an entry's record; what is empty is left out.

    Args:
        entry: As parsed.
        published: Its time of publication (ISO 8601).
        rules: Of its feed.
    """
    provider = one_line(entry.source or rules.provider, LONGEST_NAME)
    fields: Fields = {
        "title": one_line(entry.title, LONGEST_TITLE),
        "webUrl": entry.link,
        "publishedDateTime": published,
        "excerpt": one_line(entry.text, LONGEST_TEXT),
        "type": "video" if entry.is_video else "",
        "locale": rules.locale if _LOCALE.fullmatch(rules.locale) else "",
        "provider": {"name": provider} if is_visible(provider) else None,
        "quality": str(rules.quality) if rules.quality else "",
        "topics": [one_line(topic, LONGEST_NAME) for topic in rules.topics],
        "images": [{"url": entry.image}] if entry.image else None,
        "archive": "true" if rules.is_archive else "",
        "hold": "true" if rules.is_held else "",
    }
    return {name: value for name, value in fields.items() if value}


def record_text(fields: Fields) -> str:
    """Return the file of a record."""
    return f"---\n{''.join(_lines(fields))}---\n"


def is_record(fields: Fields) -> bool:
    """Return whether an alert could be made of it: a title of controls alone shows nothing."""
    title = fields.get("title")
    return isinstance(title, str) and is_visible(title)


def file_name(key: str, title: str, published: str) -> str:
    """Return the name of a new file: the day, words of the title, and the key, by which it is found again."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")
    return "-".join(filter(None, (published[:10], words, f"{key}.md")))


def files_by_key(folder: Path) -> dict[str, str]:
    """Return the names of the files in the folder of a feed, by the key in each.

    A process that was killed may have written files of which the database knows nothing.
    """
    try:
        names = [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return {}
    return {name.removesuffix(".md").rpartition("-")[2]: name for name in names if name.endswith(".md")}


def write_record(folder: Path, name: str, written: Fields | None, fields: Fields, *, is_lasting: bool = True) -> bool:
    """Write the file of an entry, or bring it up to date. Returns whether the file changed.

    Args:
        folder: Of the feed; made if need be.
        name: Of the file.
        written: The fields that were last written; None for a new entry. If its file is there all the same, whoever
            wrote it was killed, or somebody changed it since: it stays as it is.
        fields: As the feed has them now.
        is_lasting: Whether it is to outlast a power cut. That takes the disk some milliseconds, which the thousands of
            records of an archive, told to nobody, are not worth.

    Raises:
        OSError: It cannot be written.
    """
    if written is None and not (folder / name).exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, name, record_text(fields), is_lasting=is_lasting)
        return True
    if written is None or written == fields:
        return False
    try:
        text = decode_text(read_file(folder, name))
        merged = merge_text(text, written, fields)
    except (Unreadable, TemporarilyUnreadable):
        return False  # deleted, moved, or being edited: it is theirs
    if merged == text:
        return False
    _write(folder, name, merged, is_lasting=is_lasting)
    return True


def merge_text(text: str, written: Fields, fields: Fields) -> str:
    """Return a file with what the feed changed, and all else as it stands.

    Raises:
        Unreadable: The file is no record.
    """
    matter = parse_front_matter(text)
    changes = {
        name: fields.get(name)
        for name in written | fields
        if fields.get(name) != written.get(name) and matter.values.get(name) == written.get(name)
    }
    if not changes:
        return text
    # The fence of the end stands on the first line that is one, after the first.
    end = next(found.start() for found in re.finditer(r"^---[ \t\r]*$", text, re.MULTILINE) if found.start() > 0)
    sections = _sections(matter)
    if sections is None:
        sections = {name: "".join(_lines({name: value})) for name, value in matter.values.items() if value}
    head = _FENCE.match(text)
    first = min(matter.places.values(), default=0)
    comments = text[head.end() : first] if head and _starts_line(matter, first) else ""
    for name, value in changes.items():
        sections[name] = "".join(_lines({name: value}))
    return f"---\n{comments}{''.join(sections.values())}{text[end:]}"


def _sections(matter: FrontMatter) -> dict[str, str] | None:
    """The lines of each name at the top level; None where several share a line."""
    places = sorted(matter.places.items(), key=lambda item: item[1])
    if not places or not all(_starts_line(matter, at) for _, at in places):
        return None
    ends = [at for _, at in places[1:]] + [len(matter.text)]
    return {name: matter.text[at:end] for (name, at), end in zip(places, ends, strict=True)}


def _starts_line(matter: FrontMatter, at: int) -> bool:
    return at == 0 or matter.text[at - 1] == "\n"


def _lines(fields: Mapping[str, Node]) -> Iterator[str]:
    """Fields as YAML: JSON's double quotes are YAML's, and so are its lists and mappings."""
    for name, value in fields.items():
        match value:
            case None | "":
                continue
            case list() if all(isinstance(each, str) for each in value):
                yield f"{name}:\n"
                yield from (f"  - {_quoted(each)}\n" for each in value)
            case dict() if all(isinstance(each, str) for each in value.values()):
                yield f"{name}:\n"
                yield from (f"  {_plain(key)}: {_quoted(each)}\n" for key, each in value.items())
            case _:
                yield f"{_plain(name)}: {_scalar(value)}\n"


_BARE = re.compile(r"[0-9]{1,7}|true|false|article|video|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _scalar(value: Node) -> str:
    return value if isinstance(value, str) and _BARE.fullmatch(value) else _quoted(value)


def _quoted(value: Node) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(name: str) -> str:
    return name if _NAME.fullmatch(name) else _quoted(name)


def _write(folder: Path, name: str, text: str, *, is_lasting: bool) -> None:
    """Write a file elsewhere and rename it, so that nobody ever reads half of it."""
    part = folder / f".{name}.part"
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        if is_lasting:
            file.flush()
            os.fsync(file.fileno())
    part.replace(folder / name)
