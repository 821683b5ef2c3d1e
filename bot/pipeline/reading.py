"""Reading record files: a few in a thread, many in other processes, one a core."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bot.alerts.frontmatter import Unreadable
from bot.alerts.record import Record, read_record
from bot.pipeline.files import Unsettled, read_file

MANY = 150
"""Files from which on starting processes pays."""

BATCH = 25
"""Files handed to a process at a time."""

Result = Record | Unreadable | Unsettled
"""What a file holds; why it cannot be read; or that it is being written just now."""


def read_one(folder: Path, path: str) -> Result:
    """Read one record file; never raises for what the file is."""
    try:
        return read_record(read_file(folder, path))
    except (Unreadable, Unsettled) as error:
        return error


class Reader:
    """Reads record files, in order, in batches, so that progress can be shown."""

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes or os.cpu_count() or 1

    def read(self, files: Sequence[tuple[Path, str]]) -> Iterator[list[Result]]:
        """Yield the results batch by batch, in the order of the files. Blocks: to be called in a thread."""
        batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
        if len(files) < MANY or self._processes == 1:
            yield from map(_read_batch, batches)
            return
        # Spawned, not forked: the bot has threads and an event loop, which do not survive a fork.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._processes, mp_context=context) as pool:
            yield from pool.map(_read_batch, batches)


def _read_batch(files: Sequence[tuple[Path, str]]) -> list[Result]:
    return [read_one(folder, path) for folder, path in files]
