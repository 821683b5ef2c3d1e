"""Many files are read by other processes, with the same result."""

import os
import signal
from pathlib import Path

import pytest

from bot.news.frontmatter import Unreadable
from bot.news.record import Record
from bot.news.sources.folder import ReadResult, TemporarilyUnreadable, read_record_file
from bot.news.sources.reader_processes import BATCH_SIZE, PROCESSES_FROM, ReaderProcess, RecordReader, read_batch
from tests.support.pipeline import record


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[Path, str]]:
    for number in range(PROCESSES_FROM + BATCH_SIZE):
        text = record(f"Title {number}", f"https://a.example/{number}") if number % 7 else "no record"
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    return [(tmp_path, f"{number}.md") for number in range(PROCESSES_FROM + BATCH_SIZE)]


def plain(results: list[ReadResult]) -> list[object]:
    return [result if isinstance(result, Record) else str(result) for result in results]


def test_processes_read_what_one_process_reads(files: list[tuple[Path, str]]) -> None:
    reader = RecordReader(2)
    reader.warm_up()
    batches = list(reader.read(files))
    assert [len(batch) for batch in batches] == [BATCH_SIZE] * (len(files) // BATCH_SIZE)
    assert plain([result for batch in batches for result in batch]) == plain(read_batch(files))


def test_few_files_start_no_process(files: list[tuple[Path, str]]) -> None:
    reader = RecordReader(2)
    (batch,) = reader.read(files[:BATCH_SIZE])
    assert sum(isinstance(result, Record) for result in batch) == BATCH_SIZE - 4


def test_what_kills_a_worker_is_read_here(files: list[tuple[Path, str]]) -> None:
    worker = ReaderProcess()
    assert plain(worker.read(files[:5])) == plain(read_batch(files[:5]))
    os.kill(worker._process.pid, signal.SIGKILL)
    assert plain(worker.read(files[5:9])) == plain(read_batch(files[5:9]))
    worker.close()


def test_a_file_that_is_gone_is_not_settled_and_one_without_front_matter_unreadable(
    files: list[tuple[Path, str]],
) -> None:
    folder, path = files[0]
    assert isinstance(read_record_file(folder, path), Unreadable)
    (folder / path).unlink()
    assert isinstance(read_record_file(folder, path), TemporarilyUnreadable)
