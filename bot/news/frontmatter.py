"""Front matter: from the bytes of a file to a tree of text, within limits.

PyYAML's loaders are not used: they crash on deep nesting, run for seconds on a few merge keys and turn versions into
numbers. The tree is built from the parser's events instead, which is also faster. Every scalar stays the text that
the file shows; whoever reads the tree gives it types.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES = 1 << 20
MAX_DEPTH = 8
MAX_NODES = 100_000
MAX_ENTRIES = 2_000

Node: TypeAlias = "str | list[Node] | dict[str, Node] | None"
Loader: TypeAlias = type[yaml.BaseLoader] | type[yaml.CBaseLoader]

# A platform without libyaml reads the same, only slower.
LOADER: Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NOT_NAMES = _NULLS | {"<<"}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Unreadable(ValueError):  # noqa: N818 - the state of a file, as the scan reports it
    """A file that cannot be read as it stands.

    Attributes:
        reason: one plain sentence, without anything that the file says beyond the names of its fields.
        line: where in the file, counted from 1; None when no line is at fault.
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason, line)
        self.reason = reason
        self.line = line

    def __str__(self) -> str:
        return self.reason if self.line is None else f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The names and values of one file.

    Attributes:
        values: name to value; a scalar is text, an empty one None.
        text: what was read.
        places: where in the text each name of the top level stands.
    """

    values: dict[str, Node]
    text: str
    places: dict[str, int]

    def line_of(self, name: str) -> int:
        """Returns the line of a name at the top level; the first line for a name that is missing."""
        return _line(self.text, self.places.get(name, 0))


def decode_text(data: bytes) -> str:
    """Returns the text of a file in UTF-8, less its byte-order mark; raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"the file is larger than {MAX_BYTES} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("the text is not UTF-8", data.count(b"\n", 0, error.start) + 1) from None
    if "\0" in text:
        raise Unreadable("the file holds a NUL character", _line(text, text.index("\0")))
    return text.removeprefix("\ufeff")


def parse_front_matter(text: str, *, loader: Loader = LOADER) -> FrontMatter:
    """Reads the front matter between the two `---` lines at the head of a file; the rest of the file is ignored.

    Raises:
        Unreadable: also when the closing line is missing, as in a file that is still being written.
    """
    if not text.strip():
        raise Unreadable("the file is empty")
    if not text.startswith("---") or not _is_fence(text, 0):
        raise Unreadable("the first line is not ---", 1)
    end = text.find("\n---")
    while end >= 0 and not _is_fence(text, end + 1):
        end = text.find("\n---", end + 1)
    if end < 0:
        raise Unreadable(
            "the closing --- is missing: the file is cut off or still being written", _line(text, len(text))
        )
    return parse_yaml(text[: end + 1], loader=loader)


def parse_yaml(text: str, *, loader: Loader = LOADER) -> FrontMatter:
    """Reads text that is YAML from end to end; raises Unreadable."""
    try:
        return _TreeBuilder(text, loader).matter()
    except yaml.reader.ReaderError:
        found = _FORBIDDEN.search(text)
        raise Unreadable("the file holds a control character", _line(text, found.start()) if found else None) from None
    except yaml.MarkedYAMLError as error:
        in_quotes = (error.context or "").startswith("while scanning a quoted")
        mark = error.context_mark if in_quotes else error.problem_mark
        line = _line(text, mark.index) if mark else None
        raise Unreadable(f"not valid YAML: {error.problem}", line) from None
    except Unreadable:
        raise
    except (ValueError, OverflowError):  # from the parser in pure Python, on escapes such as \U00110000
        raise Unreadable("not valid YAML: an escape stands for no character") from None


def _is_fence(text: str, start: int) -> bool:
    end = text.find("\n", start)
    return not text[start + 3 : end if end >= 0 else len(text)].strip(" \t\r")


def _line(text: str, index: int) -> int:
    # Not the parser's own count: it takes U+0085 and U+2028 for line ends, editors do not.
    return text.count("\n", 0, index) + 1


class _TreeBuilder:
    """Builds the tree from events, never deeper than MAX_DEPTH: libyaml's time is quadratic in depth."""

    def __init__(self, text: str, loader: Loader) -> None:
        self.text = text
        self.next: Callable[[], Any] = loader(text).get_event
        self.nodes = 0
        self.places: dict[str, int] = {}

    def matter(self) -> FrontMatter:
        self.next()
        if type(self.next()) is not DocumentStartEvent:
            raise Unreadable("the file is empty")
        root = self.next()
        if type(root) is not MappingStartEvent:
            raise self.refusal("names and values are expected here", root)
        values = self.mapping(root, 1)
        self.next()
        if type(after := self.next()) is not StreamEndEvent:
            raise self.refusal("a second document is not allowed", after)
        return FrontMatter(values, self.text, self.places)

    def mapping(self, start: Any, depth: int) -> dict[str, Node]:
        values: dict[str, Node] = {}
        while type(name := self.next()) is ScalarEvent:
            key = name.value
            if key in values or key in _NOT_NAMES or name.anchor is not None or name.tag is not None:
                self.check_name(name, values)
            if depth == 1:
                self.places[key] = name.start_mark.index  # type: ignore[union-attr]  # parsed, so it has a place
            value = self.next()
            if type(value) is ScalarEvent and value.value not in _NULLS and not (value.anchor or value.tag):
                values[key] = value.value  # nearly everything in a record, so no call is made for it
            else:
                values[key] = self.node(value, depth)
            if len(values) > MAX_ENTRIES:
                raise self.refusal(f"there are more than {MAX_ENTRIES} names", name)
        if type(name) is not MappingEndEvent:
            raise self.refusal("a name must be plain text", name)
        self.count(2 * len(values), start)
        return values

    def sequence(self, start: Any, depth: int) -> list[Node]:
        entries: list[Node] = []
        while type(entry := self.next()) is not SequenceEndEvent:
            entries.append(self.node(entry, depth))
            if len(entries) > MAX_ENTRIES:
                raise self.refusal(f"a list has more than {MAX_ENTRIES} entries", entry)
        self.count(len(entries), start)
        return entries

    def node(self, event: Any, depth: int) -> Node:
        if type(event) is AliasEvent:
            raise self.refusal("an alias (*) is not allowed", event)
        if event.anchor is not None or event.tag is not None:
            raise self.refusal("an anchor (&) or a tag (!) is not allowed", event)
        if type(event) is ScalarEvent:
            value: str = event.value
            return None if value in _NULLS and not event.style else value
        if depth == MAX_DEPTH:
            raise self.refusal(f"nested more than {MAX_DEPTH} deep", event)
        return (self.mapping if type(event) is MappingStartEvent else self.sequence)(event, depth + 1)

    def check_name(self, name: ScalarEvent, values: dict[str, Node]) -> None:
        if name.anchor is not None or name.tag is not None:
            raise self.refusal("an anchor (&) or a tag (!) is not allowed", name)
        if name.value in values:
            raise self.refusal(f"{name.value[:40]!a} stands twice", name)
        if not name.style:
            raise self.refusal("a merge key (<<) is not allowed" if name.value == "<<" else "a name is empty", name)

    def count(self, nodes: int, start: Any) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise self.refusal(f"there are more than {MAX_NODES} names and values", start)

    def refusal(self, reason: str, event: Any) -> Unreadable:
        return Unreadable(reason, _line(self.text, event.start_mark.index))


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that could not be read, and why; ``line`` counts from 1, None where no line is at fault."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        """Return it as one reads it in a log: ``path:line: reason``."""
        return f"{self.path}:{self.line}: {self.reason}" if self.line else f"{self.path}: {self.reason}"
