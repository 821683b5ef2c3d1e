"""A scan with nothing new beside a bare walk with ``stat``.

Run as ``python -m benchmarks.scanning [FOLDER]``; without a folder, over 1,200 made-up records. Both sides of a ratio
take turns in one process.
"""

import asyncio
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.reading import write_records
from bot.news.scan import Scanner
from bot.news.sources.folder import RecordFolder
from storage import migrations
from storage.database import Database

REPEATS = 31


def bare_walk(folder: str) -> int:
    """Visit every entry with ``os.scandir`` and ``stat``; returns how many there are."""
    found = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found += bare_walk(entry.path)
            else:
                entry.stat(follow_symlinks=False)
                found += 1
    return found


async def measure(folder: Path, database: Database) -> None:
    window, sources = timedelta(hours=48), [RecordFolder(folder)]
    scan = Scanner(database, sources, None, window=window, clock=lambda: datetime.now(UTC))
    await scan.run()
    walks, scans = [], []
    for _ in range(REPEATS):
        started_at = perf_counter()
        bare_walk(str(folder))
        walks.append(perf_counter() - started_at)
        started_at = perf_counter()
        await scan.run()
        scans.append(perf_counter() - started_at)
    ratio = median(scan / walk for scan, walk in zip(scans, walks, strict=True))
    print(f"bare walk with stat: {median(walks) * 1000:.2f} ms")
    print(f"scan with nothing new: {median(scans) * 1000:.2f} ms, {ratio:.2f} times the walk")


def main(folder: Path | None) -> None:
    with tempfile.TemporaryDirectory() as made:
        records = folder or Path(made) / "records"
        if folder is None:
            records.mkdir()
            write_records(records)
        database = Database(f"sqlite:///{made}/benchmark.db")
        migrations.upgrade(database.engine)
        asyncio.run(measure(records, database))
        database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
