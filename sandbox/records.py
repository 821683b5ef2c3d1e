"""The bot's records folder: sample and pasted records, a replay of the samples, link previews."""

import asyncio
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from heapq import nlargest
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from stat import S_ISREG
from urllib.parse import urlsplit

from bot.news.frontmatter import MAX_BYTES, Unreadable
from bot.news.record import Record, parse_record
from bot.urls import canonical_url, is_usable_url
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


TIME = re.compile(rb"(?<=publishedDateTime: )\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def dated(sample: SampleRecord, now: datetime) -> bytes:
    """Return a sample as if it were published now; what is related to it is as much older as it was."""
    later = now.replace(microsecond=0) - sample.record.published_at

    def move(found: re.Match[bytes]) -> bytes:
        moved = datetime.fromisoformat(found[0].decode()) + later
        return moved.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    return TIME.sub(move, sample.data)


@dataclass(frozen=True, slots=True)
class DropFolder:
    """A folder that the bot watches; files are written only directly in it, under plain names."""

    path: Path
    samples: Mapping[str, SampleRecord] = field(
        default_factory=lambda: {sample.name: sample for sample in sample_records()}
    )
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def drop_sample(self, name: str) -> Json:
        """Drop a sample record as news of this moment; dropped again, it is the same. Returns what `drop` returns.

        Raises:
            NotFoundError: there is no such sample.
        """
        if name not in self.samples:
            raise NotFoundError(f"There is no sample record {name}.")
        there = self.path / name
        return self.drop(name, there.read_bytes() if there.exists() else dated(self.samples[name], self.now()))

    def drop_text(self, text: str, name: str = "") -> Json:
        """Drop a pasted record; without a name it gets one from a hash of its content."""
        data = text.encode("utf-8", "surrogatepass")
        return self.drop(name or f"pasted-{sha256(data).hexdigest()[:12]}.md", data)

    def drop(self, name: str, data: bytes) -> Json:
        """Put a record into the folder: written under another name, then renamed.

        Returns its name, whether it was there before, and what the bot's parser makes of it.

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
        unfinished = self.path / f".{name}.unfinished"  # the bot ignores names with a dot first
        unfinished.write_bytes(data)
        unfinished.replace(self.path / name)
        return {"name": name, "is_known": is_known, **parse_result(data)}

    def contents(self) -> Iterator[str]:
        """Yield the names of the record files directly in the folder."""
        with os.scandir(self.path) as entries:
            yield from (entry.name for entry in entries if RECORD_FILE_NAME.fullmatch(entry.name))

    def as_json(self) -> Json:
        """Return the path of the folder, and the samples with whether each is in it."""
        present = set(self.contents())
        shown = [
            {**record_summary(one.record), "name": one.name, "is_there": one.name in present}
            for one in self.samples.values()
        ]
        return {"folder": str(self.path), "samples": shown}


def parse_result(data: bytes) -> Json:
    """Parse a record as the bot does; return its summary, or the line and reason why it cannot be read."""
    try:
        return {"record": record_summary(parse_record(data)), "problem": None}
    except Unreadable as error:
        return {"record": None, "problem": {"line": error.line, "reason": error.reason}}


def record_summary(record: Record) -> Json:
    """Return title, provider and topics of a record."""
    return {"title": record.title, "provider": record.provider_name, "topics": list(record.topics)}


MAX_REPLAY_PAUSE = 3600.0


@dataclass(slots=True, eq=False)
class RecordReplay:
    """Drops all samples in order; a new start ends a running replay."""

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
        """Start, with a pause of `every` seconds between two records.

        Raises:
            ValueError: the pause is negative or above an hour.
        """
        if not 0 <= every <= MAX_REPLAY_PAUSE:
            raise ValueError(f"The pause must lie between 0 and {MAX_REPLAY_PAUSE:.0f} seconds.")
        await self.stop()
        self.every, self.dropped = every, 0
        self._task = asyncio.create_task(self._drop_samples(list(self.folder.samples)))
        self._publish()

    async def stop(self) -> None:
        """Stop; the remaining samples are not dropped."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
            self._publish()

    async def wait(self) -> None:
        """Wait until the last record is dropped."""
        if self._task is not None:
            await self._task

    def as_json(self) -> Json:
        """Return the progress of the replay."""
        running, total = self.is_running, len(self.folder.samples)
        return {"is_running": running, "every": self.every, "dropped": self.dropped, "total": total}

    async def _drop_samples(self, names: Sequence[str]) -> None:
        for name in names:
            if self.dropped:
                await asyncio.sleep(self.every)
            dropped = self.folder.drop_sample(name)
            self.dropped += 1
            self.events.publish("record", **dropped)
            self._publish()

    def _publish(self) -> None:
        self.events.publish("replay", **self.as_json())


MAX_PREVIEW_FILES = 300
"""Files that are read at most, because a folder may have many thousands."""

FileStamp = tuple[int, int]
"""Time of the last change, in nanoseconds, and size."""


@dataclass(slots=True)
class LinkPreviews:
    """Preview cards by address, of articles and of their pictures, from the records in a folder."""

    folder: Path | None = None
    _cards: dict[str, Json] = field(default_factory=dict)
    _read: dict[Path, FileStamp] = field(default_factory=dict)

    def find(self, url: str) -> Json:
        """Return the card of an address, or only its domain if no record names it. Reads files: call it in a thread."""
        key = canonical_url(url) if is_usable_url(url) else url
        if key not in self._cards and self.folder is not None:
            self._read_new_files(self.folder)
        return self._cards.get(key) or {"domain": (urlsplit(url).hostname or "").removeprefix("www.")}

    def _read_new_files(self, folder: Path) -> None:
        """Read the newest files, unless they were read before and have not changed."""
        stamps = file_stamps(folder)
        for path in nlargest(MAX_PREVIEW_FILES, stamps, key=lambda path: stamps[path]):
            if self._read.get(path) != stamps[path]:
                self._read[path] = stamps[path]
                with suppress(OSError, Unreadable):
                    self._cards |= preview_cards(parse_record(path.read_bytes()))


def file_stamps(folder: Path) -> dict[Path, FileStamp]:
    """Return the stamp of each record file below a folder; links, and names with a dot first, are left out."""
    stamps: dict[Path, FileStamp] = {}
    for parent, names, files in os.walk(folder):
        names[:] = [name for name in names if not name.startswith(".")]
        for path in (Path(parent, name) for name in files if name.lower().endswith(".md") and not name.startswith(".")):
            with suppress(OSError):
                found = path.lstat()
                if S_ISREG(found.st_mode) and found.st_size <= MAX_BYTES:
                    stamps[path] = (found.st_mtime_ns, found.st_size)
    return stamps


def preview_cards(record: Record) -> dict[str, Json]:
    """Return the cards of the addresses in a record."""
    card: Json = {"title": record.title, "provider": record.provider_name, "domain": record.provider_domain}
    found: dict[str, Json] = {record.canonical_link: {**card, "excerpt": record.excerpt}}
    if record.amp_link_canonical:
        found.setdefault(record.amp_link_canonical, found[record.canonical_link])
    if record.image is not None and is_usable_url(record.image.url):
        image = record.image
        found[canonical_url(image.url)] = {**card, "width": image.width, "height": image.height, "is_picture": True}
    return found
