"""Reading record files: a few in this process, many in processes of their own, one a core.

The workers are plain child processes that are handed batches of names and hand back records. The pools of the standard
library would import whatever program runs us into each of them, and fail with it.
"""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import IO, cast

from bot.news.sources.folder import ReadResult, read_record_file

log = logging.getLogger(__name__)

PROCESSES_FROM = 150
"""Files from which on other processes pay."""

BATCH_SIZE = 25
"""Files handed to a process at a time."""

RecordPath = tuple[Path, str]
"""A folder, and a path below it."""


def read_batch(files: Sequence[RecordPath]) -> list[ReadResult]:
    """Read some record files in this process."""
    return [read_record_file(folder, path) for folder, path in files]


class ReaderProcess:
    """A process that reads batches of files."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        self._asked = cast("IO[bytes]", self._process.stdin)
        self._answered = cast("IO[bytes]", self._process.stdout)

    def read(self, files: Sequence[RecordPath]) -> list[ReadResult]:
        """Have a batch read; what takes the worker's life is read here instead."""
        try:
            pickle.dump(files, self._asked)
            self._asked.flush()
            return list(pickle.load(self._answered))  # noqa: S301 - from our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            log.warning("a process that reads records ended; reading on without it")
            return read_batch(files)

    def close(self) -> None:
        """Let the process end."""
        self._process.communicate()


class RecordReader:
    """Reads record files in batches, so that progress can be shown.

    Args:
        processes: How many read at a time; as many as there are cores by default.
    """

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes or os.cpu_count() or 1
        self._workers: list[ReaderProcess] = []

    def warm_up(self) -> None:
        """Have the processes load what they need before there is anything to read; returns at once."""
        if self._processes > 1 and not self._workers:
            self._workers = [ReaderProcess() for _ in range(self._processes)]

    @property
    def is_warm(self) -> bool:
        """Whether processes wait for something to read."""
        return bool(self._workers)

    def close(self) -> None:
        """Let the processes end; they are started again when there is much to read again."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.close()

    def read(self, files: Sequence[RecordPath]) -> Iterator[list[ReadResult]]:
        """Yield the results batch by batch, in the order of the files. Blocks: to be called in a thread."""
        batches = [files[start : start + BATCH_SIZE] for start in range(0, len(files), BATCH_SIZE)]
        if len(files) < PROCESSES_FROM or self._processes == 1:
            yield from map(read_batch, batches)
            return
        self.warm_up()
        lanes = [ThreadPoolExecutor(1, thread_name_prefix="read") for _ in self._workers]
        try:
            asked = [
                lane.submit(worker.read, batch)
                for batch, (lane, worker) in zip(batches, cycle(zip(lanes, self._workers, strict=True)))
            ]
            yield from (batch.result() for batch in asked)
        finally:
            for lane in lanes:
                lane.shutdown(cancel_futures=True)
            self.close()


def serve_batches() -> None:
    """Read batches from standard input until it ends, and answer each on standard output."""
    while True:
        try:
            files = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
        except EOFError:
            return
        pickle.dump(read_batch(files), sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve_batches()
