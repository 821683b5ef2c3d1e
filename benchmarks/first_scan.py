"""A first scan, stories and fan-out included, beside a plain loop of PyYAML's C loader over the same files.

Run as ``python -m benchmarks.first_scan [FOLDER]``; without a folder, over records made for it: 2,000 and 20,000 of
the same number a day, and some that list 180 related articles. Time is that of the processor, since others may use
the machine; each plain loop runs just before and just after the scan that it is compared with.
"""

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import yaml

from bot.news.scan import Scanner
from bot.news.sources.folder import RecordFolder, list_record_files
from bot.urls import read_url
from storage import migrations
from storage.database import Database

START = datetime(2020, 1, 1, tzinfo=UTC)
A_DAY = 200
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeiou"]


def write_records(folder: Path, count: int, related: int) -> None:
    """Write so many records, of which every fifth tells the news of the one before in other words."""
    chance = random.Random(1)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]  # Zipf: few words are common, most are rare
    words: list[str] = []
    for number in range(count):
        if number % 5 == 0:
            words = chance.choices(vocabulary, weights, k=50)
        else:
            chance.shuffle(words)
            words[: 10 if number % 5 == 1 else 50] = chance.choices(
                vocabulary, weights, k=10 if number % 5 == 1 else 50
            )
        (folder / f"{number}.md").write_text(_record(chance, words, number, related))


def _record(chance: random.Random, words: list[str], number: int, related: int) -> str:
    at = START + timedelta(days=number / A_DAY)
    entries = "".join(_related(chance, words, f"{number}-{n}") for n in range(related))
    return (
        f'---\ntitle: "{" ".join(words[:10])}"\nexcerpt: "{" ".join(words[10:])}"\n'
        f'webUrl: "https://www.paper-{number % 300}.example.com/{number}"\npublishedDateTime: {at:%Y-%m-%dT%H:%M:%SZ}\n'
        f"type: article\nprovider:\n  name: Paper\n  domain: paper.example.com\nquality: {number % 120}\n"
        f"published: false\ntopics:\n  - AI\n  - Computer Vision\n{'related:' if entries else ''}\n{entries}---\n"
    )


def _related(chance: random.Random, words: list[str], name: str) -> str:
    return (
        f'  - title: "{" ".join(chance.choices(words, k=9))}"\n'
        f'    webUrl: "https://www.paper-{chance.randrange(300)}.example.com/related/{name}"\n    quality: 40\n'
    )


def measure(folder: Path) -> None:
    """Print how long a plain loop and a first scan take, and the ratio."""
    files = [folder / path for path in list_record_files(folder).files]
    before = _plain(files)
    read_url.cache_clear()
    scan = _first_scan(folder)
    plain = (before + _plain(files)) / 2
    print(
        f"{len(files):6} records: plain loop {plain:6.2f} s, first scan {scan:6.2f} s, {scan / plain:.2f} times, "
        f"{len(files) / scan:,.0f} records a second, {scan / len(files) * 1e3:.2f} ms each",
        flush=True,
    )


def _plain(files: list[Path]) -> float:
    started_at = process_time()
    for file in files:
        yaml.load(file.read_bytes().split(b"\n---", 1)[0], Loader=yaml.CSafeLoader)
    return process_time() - started_at


def _first_scan(folder: Path) -> float:
    with TemporaryDirectory() as made:
        database = Database(f"sqlite:///{made}/benchmark.db")
        migrations.upgrade(database.engine)
        window, sources = timedelta(hours=48), [RecordFolder(folder)]
        scanner = Scanner(database, sources, None, window=window, clock=lambda: datetime.now(UTC))
        started_at = process_time()
        asyncio.run(scanner.run())
        took = process_time() - started_at
        database.close()
    return took


def main(folder: Path | None) -> None:
    """Measure a folder, or what is made for it."""
    if folder is not None:
        measure(folder)
        return
    for count, related in ((300, 180), (2_000, 3), (20_000, 3)):
        with TemporaryDirectory() as made:
            write_records(Path(made), count, related)
            measure(Path(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
