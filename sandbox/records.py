"""The bot's records folder: sample and pasted records, a replay of the samples, link previews."""

import asyncio
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from heapq import nlargest
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import urlsplit

from bot.news.frontmatter import MAX_BYTES, Unreadable
from bot.news.record import Record, parse_record
from bot.news.sources.folder import list_record_files, read_record_file
from bot.news.urls import canonical_url, is_usable_url
from sandbox.logs import EventStream
from sandbox.protocol import Json
from sandbox.state import NotFoundError

RECORD_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\.md", re.ASCII)
MAX_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class SampleRecord:
    """A record that comes with the sandbox."""

    name: str
    data: bytes
    record: Record


def sample_records() -> list[SampleRecord]:
    """Return the sample records, oldest article first."""
    folder = resources.files("sandbox") / "samples" / "records"
    return sorted(map(_load_sample, folder.iterdir()), key=lambda sample: sample.record.published_at)


def _load_sample(file: Traversable) -> SampleRecord:
    data = file.read_bytes()
    return SampleRecord(file.name, data, parse_record(data))


@dataclass(frozen=True, slots=True)
class DropFolder:
    """A folder that the bot watches; only plain file names directly in it are ever written."""

    path: Path
    samples: Mapping[str, SampleRecord] = field(
        default_factory=lambda: {sample.name: sample for sample in sample_records()}
    )

    def drop_sample(self, name: str) -> Json:
        """Drop a sample record and return what `drop` says of it.

        Raises:
            UnknownError: there is no such sample.
        """
        if name not in self.samples:
            raise NotFoundError(f"There is no sample record {name}.")
        return self.drop(name, self.samples[name].data)

    def drop_text(self, text: str, name: str = "") -> Json:
        """Drop a record that somebody wrote, under a name made of its content unless one is given."""
        data = text.encode("utf-8", "surrogatepass")
        return self.drop(name or f"pasted-{sha256(data).hexdigest()[:12]}.md", data)

    def drop(self, name: str, data: bytes) -> Json:
        """Put a record into the folder, whole at once.

        Returns its name, whether it was there before, and what the bot's reader makes of it.

        Raises:
            ValueError: the name is no plain file name ending in `.md`, or the record is empty or above 1 MiB.
        """
        if len(name) > MAX_NAME_LENGTH or not RECORD_FILE_NAME.fullmatch(name):
            raise ValueError("The name must be of letters, digits, dots, hyphens and underscores, and end in .md.")
        if not data.strip():
            raise ValueError("The record is empty.")
        if len(data) > MAX_BYTES:
            raise ValueError(f"The record is larger than {MAX_BYTES:,} bytes.")
        is_known = (self.path / name).exists()
        unfinished = self.path / f".{name}.unfinished"  # what begins with a dot is no record to the bot
        unfinished.write_bytes(data)
        unfinished.replace(self.path / name)
        return {"name": name, "is_known": is_known, **parse_result(data)}

    def contents(self) -> Iterator[str]:
        """Yield the names of the record files that lie directly in the folder."""
        with os.scandir(self.path) as entries:
            yield from (entry.name for entry in entries if RECORD_FILE_NAME.fullmatch(entry.name))

    def as_json(self) -> Json:
        """Return where the folder is, and the samples with whether each lies in it."""
        there = set(self.contents())
        shown = [
            {**record_summary(one.record), "name": one.name, "is_there": one.name in there}
            for one in self.samples.values()
        ]
        return {"folder": str(self.path), "samples": shown}


def parse_result(data: bytes) -> Json:
    """Return what the bot's reader makes of a record: what it says, or where and why it cannot be read."""
    try:
        return {"record": record_summary(parse_record(data)), "problem": None}
    except Unreadable as error:
        return {"record": None, "problem": {"line": error.line, "reason": error.reason}}


def record_summary(record: Record) -> Json:
    """Return what tells a record from others."""
    return {"title": record.title, "provider": record.provider_name, "topics": list(record.topics)}


MAX_REPLAY_PAUSE = 3600.0


@dataclass(slots=True, eq=False)
class RecordReplay:
    """Drops all samples in order; a new start ends the one that is under way."""

    folder: DropFolder
    events: EventStream
    every: float = 0.0
    dropped: int = 0
    _task: "asyncio.Task[None] | None" = field(default=None, repr=False)

    @property
    def is_running(self) -> bool:
        """Whether records are being dropped."""
        return self._task is not None and not self._task.done()

    async def start(self, every: float) -> None:
        """Begin, with a pause of `every` seconds between two records.

        Raises:
            ValueError: the pause is negative or above an hour.
        """
        if not 0 <= every <= MAX_REPLAY_PAUSE:
            raise ValueError(f"The pause must lie between 0 and {MAX_REPLAY_PAUSE:.0f} seconds.")
        await self.stop()
        self.every, self.dropped = every, 0
        self._task = asyncio.create_task(self._play(list(self.folder.samples)))
        self._tell()

    async def stop(self) -> None:
        """Drop nothing more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
            self._tell()

    async def wait(self) -> None:
        """Wait until the last record is dropped."""
        if self._task is not None:
            await self._task

    def as_json(self) -> Json:
        """Return how far the replay is."""
        running, total = self.is_running, len(self.folder.samples)
        return {"is_running": running, "every": self.every, "dropped": self.dropped, "total": total}

    async def _play(self, names: Sequence[str]) -> None:
        for name in names:
            if self.dropped:
                await asyncio.sleep(self.every)
            said = self.folder.drop_sample(name)
            self.dropped += 1
            self.events.publish("record", **said)
            self._tell()

    def _tell(self) -> None:
        self.events.publish("replay", **self.as_json())


MAX_PREVIEW_FILES = 300
"""Record files that are looked at, so that a folder of many thousands does not hold up the page."""

FileStamp = tuple[int, int, int]


@dataclass(slots=True)
class LinkPreviews:
    """Cards by address: that of an article, and that of its picture."""

    folder: Path | None = None
    _cards: dict[str, Json] = field(default_factory=dict)
    _read: dict[str, FileStamp] = field(default_factory=dict)

    def find(self, url: str) -> Json:
        """Return the card of an address; its domain alone if no record tells of it. Reads files: for a thread."""
        key = canonical_url(url) if is_usable_url(url) else url
        if key not in self._cards and self.folder is not None:
            self._look(self.folder)
        return self._cards.get(key) or {"domain": (urlsplit(url).hostname or "").removeprefix("www.")}

    def _look(self, folder: Path) -> None:
        """Read the newest files that are not read yet."""
        found = list_record_files(folder).files
        for path in nlargest(MAX_PREVIEW_FILES, found, key=lambda path: found[path][1]):
            if self._read.get(path) != found[path]:
                self._read[path] = found[path]
                result = read_record_file(folder, path)
                if isinstance(result, Record):
                    self._cards |= preview_cards(result)


def preview_cards(record: Record) -> dict[str, Json]:
    """Return the cards of a record by address."""
    card: Json = {"title": record.title, "provider": record.provider_name, "domain": record.provider_domain}
    found: dict[str, Json] = {record.canonical_link: {**card, "excerpt": record.excerpt}}
    if record.amp_link_canonical:
        found.setdefault(record.amp_link_canonical, found[record.canonical_link])
    if record.image is not None and is_usable_url(record.image.url):
        image = record.image
        found[canonical_url(image.url)] = {**card, "width": image.width, "height": image.height, "is_picture": True}
    return found
