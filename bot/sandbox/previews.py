"""What the page draws as the preview of a link: told by the records in the folder, never fetched."""

from dataclasses import dataclass, field
from heapq import nlargest
from pathlib import Path
from urllib.parse import urlsplit

from bot.alerts.links import canonical, usable
from bot.alerts.record import Record
from bot.pipeline.files import walk
from bot.pipeline.reading import read_one
from bot.sandbox.answers import Json

NEWEST = 300
"""Record files that are looked at, so that a folder of many thousands does not hold up the page."""

Stamp = tuple[int, int, int]


@dataclass(slots=True)
class Previews:
    """Cards by address: that of an article, and that of its picture."""

    folder: Path | None = None
    _cards: dict[str, Json] = field(default_factory=dict)
    _read: dict[str, Stamp] = field(default_factory=dict)

    def find(self, url: str) -> Json:
        """Return the card of an address; its domain alone if no record tells of it. Reads files: for a thread."""
        key = canonical(url) if usable(url) else url
        if key not in self._cards and self.folder is not None:
            self._look(self.folder)
        return self._cards.get(key) or {"domain": (urlsplit(url).hostname or "").removeprefix("www.")}

    def _look(self, folder: Path) -> None:
        """Read the newest files that are not read yet."""
        found = walk(folder).files
        for path in nlargest(NEWEST, found, key=lambda path: found[path][1]):
            if self._read.get(path) != found[path]:
                self._read[path] = found[path]
                result = read_one(folder, path)
                if isinstance(result, Record):
                    self._cards |= cards(result)


def cards(record: Record) -> dict[str, Json]:
    """Return the cards of a record by address."""
    card: Json = {"title": record.title, "provider": record.provider_name, "domain": record.provider_domain}
    found: dict[str, Json] = {record.canonical_link: {**card, "excerpt": record.excerpt}}
    if record.amp_link_canonical:
        found.setdefault(record.amp_link_canonical, found[record.canonical_link])
    if record.image is not None and usable(record.image.url):
        image = record.image
        found[canonical(image.url)] = {**card, "width": image.width, "height": image.height, "is_picture": True}
    return found
