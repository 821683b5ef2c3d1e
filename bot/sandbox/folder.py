"""The bot's records folder, as the sandbox sees it: sample and pasted records are dropped into it."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.alerts.frontmatter import MAX_BYTES, Unreadable
from bot.alerts.record import Record, read_record
from bot.sandbox.answers import Json
from bot.sandbox.state import UnknownError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\.md", re.ASCII)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Sample:
    """A record that comes with the sandbox."""

    name: str
    data: bytes
    record: Record


def samples() -> list[Sample]:
    """Return the sample records, oldest article first."""
    folder = resources.files("bot.sandbox") / "samples" / "records"
    return sorted(map(_sample, folder.iterdir()), key=lambda sample: sample.record.published_at)


def _sample(file: Traversable) -> Sample:
    data = file.read_bytes()
    return Sample(file.name, data, read_record(data))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that the bot watches; only plain file names directly in it are ever written."""

    path: Path
    samples: Mapping[str, Sample] = field(default_factory=lambda: {sample.name: sample for sample in samples()})

    def drop_sample(self, name: str) -> Json:
        """Drop a sample record and return what `drop` says of it.

        Raises:
            UnknownError: there is no such sample.
        """
        if name not in self.samples:
            raise UnknownError(f"There is no sample record {name}.")
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
        if len(name) > LONGEST_NAME or not NAME.fullmatch(name):
            raise ValueError("The name must be of letters, digits, dots, hyphens and underscores, and end in .md.")
        if not data.strip():
            raise ValueError("The record is empty.")
        if len(data) > MAX_BYTES:
            raise ValueError(f"The record is larger than {MAX_BYTES:,} bytes.")
        is_known = (self.path / name).exists()
        unfinished = self.path / f".{name}.unfinished"  # what begins with a dot is no record to the bot
        unfinished.write_bytes(data)
        unfinished.replace(self.path / name)
        return {"name": name, "is_known": is_known, **opinion(data)}

    def contents(self) -> Iterator[str]:
        """Yield the names of the record files that lie directly in the folder."""
        with os.scandir(self.path) as entries:
            yield from (entry.name for entry in entries if NAME.fullmatch(entry.name))

    def as_json(self) -> Json:
        """Return where the folder is, and the samples with whether each lies in it."""
        there = set(self.contents())
        shown = [
            {**brief(one.record), "name": one.name, "is_there": one.name in there} for one in self.samples.values()
        ]
        return {"folder": str(self.path), "samples": shown}


def opinion(data: bytes) -> Json:
    """Return what the bot's reader makes of a record: what it says, or where and why it cannot be read."""
    try:
        return {"record": brief(read_record(data)), "problem": None}
    except Unreadable as error:
        return {"record": None, "problem": {"line": error.line, "reason": error.reason}}


def brief(record: Record) -> Json:
    """Return what tells a record from others."""
    return {"title": record.title, "provider": record.provider_name, "topics": list(record.topics)}
