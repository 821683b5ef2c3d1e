"""What a source of records is: it says what changed, and reads one item at a time.

A folder of files is the first; a scan knows nothing else of where records come from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.news.frontmatter import Unreadable
from bot.news.record import Record
from storage.articles import Fingerprint


class TemporarilyUnreadable(Exception):  # noqa: N818 - the state of an item, as the scan reports it
    """An item that cannot be read now, though nothing is known to be wrong with what it says: try the next scan."""


ReadResult = Record | Unreadable | TemporarilyUnreadable
"""What an item holds; why it cannot be read; or that it is being written just now."""


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """What a source found when it compared what there is with what is known.

    Attributes:
        source: name of the source.
        changed: new and changed items, and what tells this state of each from any other.
        gone: items that are known and are no longer there; a source that only ever shows the latest names none.
        unchanged: how many items are as they were.
        refused: what may not be read at all, with the reason.
    """

    source: str
    changed: Mapping[str, Fingerprint]
    gone: Sequence[str]
    unchanged: int
    refused: Mapping[str, str]


class RecordSource(Protocol):
    """Where records come from. Both methods may block and are called in a thread; neither raises for what it finds."""

    @property
    def name(self) -> str:
        """Tells it from other sources. It is stored with each item, so it stays the same from run to run."""

    def changed(self, known: Mapping[str, Fingerprint]) -> SourceChanges:
        """Compare what there is with what is known, by item."""

    def read(self, item: str) -> ReadResult:
        """Read one item that ``changed`` named."""

    def locate(self, item: str) -> str:
        """Where a person finds the item: a path or a URL."""
