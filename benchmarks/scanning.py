"""A scan with nothing new beside a bare walk with ``stat``, and a whole first scan beside PyYAML's C loader.

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

from bot.news.sources.reader_processes import RecordReader

from benchmarks.reading import write_records
from bot.news.scan import Scanner
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
    reader = RecordReader()
    reader.warm_up()
    scan = Scanner(database, [folder], None, window=timedelta(hours=48), clock=lambda: datetime.now(UTC), reader=reader)
    started_at = perf_counter()
    report = await scan.run()
    print(f"first scan, with stories and fan-out: {perf_counter() - started_at:.2f} s, {dict(report.counts)}")
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
