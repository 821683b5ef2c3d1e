"""Reading records: a plain loop of PyYAML's C loader, and our reader.

Run as ``python -m benchmarks.reading [FOLDER]``; without a folder, over records made for it. All run in turns in one
process over the same files, files and their opening included, so the ratios hold on any machine.
"""

import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import yaml

from bot.news.record import Record
from bot.news.sources.folder import list_record_files, read_record_file
from bot.urls import read_url

RECORDS = 1_200
REPEATS = 5

WORDS = ["a", "camera", "sees", "in", "the", "dark", "while", "robots", "learn", "to", "walk", "and", "markets", "rise"]
START = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """One way of reading: how many records it gave, in what median time, how many times faster than the plain loop."""

    name: str
    records: int
    seconds: float
    ratio: float


def run(folder: Path | None = None) -> list[Row]:
    """Measure both ways over the records of a folder, or over made-up ones."""
    if folder is not None:
        return _measure(folder)
    with TemporaryDirectory() as made:
        write_records(Path(made))
        return _measure(Path(made))


def write_records(folder: Path, count: int = RECORDS) -> None:
    """Write so many records; half have related ones, most a few, some up to 90."""
    chance = random.Random(1)
    for number in range(count):
        related = min(90, int(chance.expovariate(1 / 9))) if chance.random() < 0.55 else 0
        entries = "".join(_fields(chance, "  - ", "    ") for _ in range(related))
        text = (
            f"---\ncategory: news\n{_fields(chance, '', '')}heat: {number}\npublished: false\n\ntopics:\n  - AI\n"
            f'  - Computer Vision\n{"related:" if related else ""}\n{entries}\nsecured: "{"m1+FbBKb" * 60}"\n---\n'
        )
        (folder / f"2020-01-01-record-{number}.md").write_text(text)


def _fields(chance: random.Random, first: str, other: str) -> str:
    title, excerpt = (" ".join(chance.choices(WORDS, k=length)) for length in (12, 60))
    host, slug = f"www.paper-{chance.randrange(300)}.example.com", "-".join(title.split())
    lines = (
        f'{first}title: "{title}"',
        f'excerpt: "{excerpt} ..."',
        f"publishedDateTime: {START + timedelta(minutes=chance.randrange(60_000)):%Y-%m-%dT%H:%M:%SZ}",
        f'webUrl: "https://{host}/{slug}"',
        f'ampWebUrl: "https://{host}/{slug}/amp"',
        f'cdnAmpWebUrl: "https://{host.replace(".", "-")}.cdn.ampproject.org/c/s/{host}/{slug}/amp"',
        "type: article",
        f"provider:\n{other}  name: Paper\n{other}  domain: {host}",
        f"quality: {chance.randrange(120)}",
        f'images:\n{other}  - url: "https://{host}/{slug}.jpg"\n{other}    width: 1200\n{other}    height: 800',
    )
    return f"\n{other}".join(lines) + "\n"


def _measure(folder: Path) -> list[Row]:
    files = [(folder, path) for path in sorted(list_record_files(folder).files)]
    ways: dict[str, Callable[[], int]] = {
        "PyYAML's C loader, plain loop": lambda: sum(_load(folder / path) for folder, path in files),
        "our reader": lambda: _readable(read_record_file(folder, path) for folder, path in files),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    counts: dict[str, int] = {}
    for _ in range(REPEATS):
        for name, way in ways.items():
            read_url.cache_clear()
            started_at = perf_counter()
            counts[name] = way()
            times[name].append(perf_counter() - started_at)
    plain = median(times[next(iter(ways))])
    return [Row(name, counts[name], median(taken), plain / median(taken)) for name, taken in times.items()]


def _load(file: Path) -> bool:
    front_matter = file.read_bytes().split(b"\n---", 1)[0]
    return isinstance(yaml.load(front_matter, Loader=yaml.CSafeLoader), dict)


def _readable(results: Iterable[object]) -> int:
    return sum(isinstance(result, Record) for result in results)


if __name__ == "__main__":
    for row in run(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(f"{row.name:32}{row.records:6} records{row.seconds:8.3f} s{row.ratio:7.2f}")
