"""Front matter: from the bytes of a file to a tree of text, within limits.

PyYAML's loaders are not used: they crash on deep nesting, run for seconds on a few merge keys and turn versions into
numbers. The tree is built from the parser's events instead, which is also faster. Every scalar stays the text that
the file shows; whoever reads the tree gives it types.

Two things are read as JSON and YAML 1.2 have them, though the parser knows YAML 1.1: only LF and CRLF end a line, and
a character outside the Basic Multilingual Plane may be two escapes.
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
    from collections.abc import Callable, Mapping

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
# What YAML 1.1 takes for line ends besides LF and CRLF. Whoever writes a title does not, nor do editors.
_FALSE_LINE_ENDS = re.compile("[\x85\u2028\u2029]|\r(?!\n)")
# Half of a surrogate pair as an escape (RFC 8259, section 7), which the parser refuses.
_HALF = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2}")
_ESCAPES = re.compile(
    r"\\(?:(?:u|U0000)(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\(?:u|U0000)(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?P<alone>(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
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
        if _HALF.search(text):
            text = _with_whole_escapes(text, loader)
        if _has_false_line_ends(text):
            return _parse_with_false_line_ends(text, loader)
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


def parse_yaml_list(text: str, name: str, most: int, *, loader: Loader = LOADER) -> list[Node] | None:
    """Reads text that is a list of so many entries at most, or has one under a name.

    Returns:
        The list; None if there is something else.

    Raises:
        Unreadable: it is no YAML, or more than there may be.
    """
    builder = _TreeBuilder(text, loader)
    builder.most_entries = most
    try:
        return builder.top_list(name)
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        raise Unreadable("not valid YAML", _line(text, mark.index) if mark else None) from None


def _is_fence(text: str, start: int) -> bool:
    end = text.find("\n", start)
    return not text[start + 3 : end if end >= 0 else len(text)].strip(" \t\r")


def _with_whole_escapes(text: str, loader: Loader) -> str:
    """The text with one escape for each surrogate pair, and U+FFFD for half of one, where they are escapes.

    That is in double quotes alone, and only the parser knows where those are. So it reads the text once with escapes
    of as many letters in their place, which it takes, and says.
    """
    stand_in = _FALSE_LINE_ENDS.sub(" ", _HALF.sub(lambda found: re.sub("[dD](?=...$)", "e", found[0]), text))
    builder = _TreeBuilder(stand_in, loader)
    quoted: list[tuple[int, int]] = []
    advance = builder.next

    def recorded() -> Any:
        event = advance()
        if type(event) is ScalarEvent and event.style == '"' and event.start_mark and event.end_mark:
            quoted.append((event.start_mark.index, event.end_mark.index))
        return event

    builder.next = recorded
    builder.matter()
    parts, done = [], 0
    for start, end in quoted:
        parts += [text[done:start], _ESCAPES.sub(_whole_escape, text[start:end])]
        done = end
    return "".join([*parts, text[done:]])


def _whole_escape(found: re.Match[str]) -> str:
    if found["alone"]:
        return r"\ufffd"
    if not found["high"]:
        return found[0]
    high, low = int(found["high"], 16) - 0xD800, int(found["low"], 16) - 0xDC00
    return f"\\U{0x10000 + (high << 10) + low:08x}"


def _has_false_line_ends(text: str) -> bool:
    # Not by the pattern: these are ten times as fast, and every file is looked at.
    if "\x85" in text or "\u2028" in text or "\u2029" in text:
        return True
    return "\r" in text and text.count("\r") != text.count("\r\n")


def _parse_with_false_line_ends(text: str, loader: Loader) -> FrontMatter:
    """Reads a text with characters of private use in place of those that the parser would end a line at."""
    unused = (chr(code) for code in range(0x10FFFD, 0x100000, -1) if chr(code) not in text)
    stand_ins = dict(zip("\x85\u2028\u2029\r", unused, strict=False))
    written = {stand_in: sign for sign, stand_in in stand_ins.items()}
    matter = _TreeBuilder(_FALSE_LINE_ENDS.sub(lambda found: stand_ins[found[0]], text), loader).matter()
    as_written = str.maketrans(written)
    values = {name.translate(as_written): _translated(value, as_written) for name, value in matter.values.items()}
    places = {name.translate(as_written): place for name, place in matter.places.items()}
    return FrontMatter(values, text, places)


def _translated(node: Node, table: "Mapping[int, str]") -> Node:
    if isinstance(node, str):
        return node.translate(table)
    if isinstance(node, list):
        return [_translated(entry, table) for entry in node]
    if isinstance(node, dict):
        return {name.translate(table): _translated(value, table) for name, value in node.items()}
    return node


def _line(text: str, index: int) -> int:
    # Not the parser's own count: it takes more for line ends than LF.
    return text.count("\n", 0, index) + 1


class _TreeBuilder:
    """Builds the tree from events, never deeper than MAX_DEPTH: libyaml's time is quadratic in depth."""

    def __init__(self, text: str, loader: Loader) -> None:
        self.text = text
        self.next: Callable[[], Any] = loader(text).get_event
        self.nodes = 0
        self.most_entries = MAX_ENTRIES
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

    def top_list(self, name: str) -> list[Node] | None:
        self.next()
        if type(self.next()) is not DocumentStartEvent:
            return []
        tree = self.node(self.next(), 0)
        found = tree.get(name) if isinstance(tree, dict) else tree
        self.next()
        if type(after := self.next()) is not StreamEndEvent:
            raise self.refusal("a second document is not allowed", after)
        return [] if found is None else found if isinstance(found, list) else None

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
            if len(entries) > self.most_entries:
                raise self.refusal(f"a list has more than {self.most_entries} entries", entry)
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
