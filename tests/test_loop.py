"""A loop that survives its rounds, rests between them, and ends when told."""

import asyncio
import logging
import platform
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.loop import Heartbeat, HeartbeatFile, Loop, heartbeat_file, read_heartbeat, read_heartbeats

HOUR, MILLISECOND = timedelta(hours=1), timedelta(milliseconds=1)


class Count(Loop):
    """Counts its rounds, of which some fail."""

    def __init__(self, every: timedelta | None, asked: timedelta | None = None, *, fails: int = 0) -> None:
        super().__init__(every)
        self.asked = asked
        self.done = 0
        self.fails = fails
        self.third = asyncio.Event()

    async def tick(self) -> timedelta | None:
        self.done += 1
        if self.done == 3:
            self.third.set()
        if self.done <= self.fails:
            raise RuntimeError("no luck")
        await asyncio.sleep(0)
        return self.asked


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    "count",
    [
        Count(MILLISECOND),
        Count(HOUR, MILLISECOND),
        Count(HOUR, timedelta()),
        Count(None, MILLISECOND),
        Count(MILLISECOND, fails=3),
    ],
    ids=["usual time", "as the round says", "at once", "instead of a wake", "after an error"],
)
async def test_the_next_round_comes_when_it_is_time(count: Count) -> None:
    running = asyncio.create_task(count.run())
    await count.third.wait()
    count.stop()
    await running


@pytest.mark.parametrize(
    "count", [Count(HOUR), Count(MILLISECOND, HOUR), Count(None)], ids=["usual time", "as the round says", "never"]
)
async def test_a_wake_ends_the_rest(count: Count) -> None:
    running = asyncio.create_task(count.run())
    await settle()
    assert count.done == 1
    count.wake()
    await settle()
    assert count.done == 2
    count.stop()
    await running
    assert count.done == 2


async def test_wakes_during_a_round_are_answered_by_one_more() -> None:
    count = Count(HOUR)
    running = asyncio.create_task(count.run())
    await asyncio.sleep(0)
    for _ in range(3):
        count.wake()
    await settle()
    assert count.done == 2
    count.stop()
    await running


async def test_a_round_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    count = Count(HOUR, fails=1)
    running = asyncio.create_task(count.run())
    await settle()
    count.wake()
    await settle()
    count.stop()
    await running
    assert count.done == 2
    [record] = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.ERROR, "a round of Count failed; trying again")


async def test_stopped_before_it_runs_it_does_nothing() -> None:
    count = Count(HOUR)
    count.stop()
    await count.run()
    assert count.done == 0


WELL: dict[str, str] = {"telegram": "", "database": ""}
LEAVE_BEHIND = """
import os, signal, sys, time
from pathlib import Path
from bot.loop import HeartbeatFile
HeartbeatFile(Path(sys.argv[1])).write({}, time.time())
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_left_behind_is_no_sign_of_life(tmp_path: Path) -> None:
    path = tmp_path / "heartbeat"
    subprocess.run([sys.executable, "-c", LEAVE_BEHIND, str(path)], check=False)
    assert path.exists()
    assert read_heartbeat(path, time.time()) == {"process": "the bot has ended, and not in good order"}


def test_a_process_that_stands_still_is_noticed_with_what_it_said_last(tmp_path: Path) -> None:
    heartbeat = HeartbeatFile(tmp_path / "heartbeat")
    heartbeat.write(WELL | {"database": "it is away"}, at=1000.0)
    assert read_heartbeat(tmp_path / "heartbeat", 1060.0) == {"database": "it is away"}
    told = read_heartbeat(tmp_path / "heartbeat", 1061.0)
    assert told == {
        "process": "no sign of life for 61 s: it stands still, or the disk is full",
        "database": "it is away",
    }
    heartbeat.write(WELL, at=1061.0)
    assert read_heartbeat(tmp_path / "heartbeat", 1061.0) == {}
    assert (tmp_path / "heartbeat").stat().st_mode & 0o777 == 0o600
    heartbeat.remove()
    assert read_heartbeat(tmp_path / "heartbeat", 1061.0) == {"process": "no bot runs with these settings"}


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b"[]"])
def test_a_heartbeat_that_cannot_be_read_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "heartbeat").write_bytes(content)
    assert read_heartbeat(tmp_path / "heartbeat", 1000.0)["process"].endswith("says nothing: perhaps the disk is full")


def test_processes_of_one_machine_have_a_heartbeat_each(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/wire.db"
    roles = ("updates,schedule", "send", "send")
    beats = [HeartbeatFile(heartbeat_file(url, each)) for each in roles]
    for number, beat in enumerate(beats):
        beat.write({"outbox": f"number {number}"}, at=1000.0)
    assert read_heartbeats(url, 1000.0) == {
        "send, outbox": "number 1",
        "send.2, outbox": "number 2",
        "updates-schedule, outbox": "number 0",
    }
    beats[1].remove()
    beats[2].write({}, at=1000.0)
    again = HeartbeatFile(heartbeat_file(url, "send"))
    again.write({}, at=1000.0)
    assert read_heartbeats(url, 1000.0) == {"updates-schedule, outbox": "number 0"}
    for beat in (beats[0], beats[2], again):
        beat.remove()
    assert read_heartbeats(url, 1000.0) == {"process": "no bot runs with these settings"}


def test_where_no_heartbeat_can_be_written_the_bot_goes_on(tmp_path: Path) -> None:
    heartbeat = HeartbeatFile(tmp_path / "no folder" / "heartbeat")
    heartbeat.write(WELL, at=1000.0)
    heartbeat.remove()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////data/wire.db", "/data/wire.db.heartbeat"),
        ("sqlite:///~/wire.db", str(Path("~/wire.db.heartbeat").expanduser())),
        ("sqlite:///wire.db", str(Path("wire.db.heartbeat").absolute())),
    ],
)
def test_the_heartbeat_stands_beside_a_sqlite_file(url: str, path: str) -> None:
    assert heartbeat_file(url) == Path(path)


def test_the_heartbeat_of_a_server_says_nothing_of_its_address() -> None:
    path = heartbeat_file("postgresql://wire:hush-hush@db.example/wire")
    assert path.parent == Path(tempfile.gettempdir())
    assert not any(word in path.name for word in ("hush", "wire:", "example"))


async def test_the_heartbeat_is_gone_when_the_loop_ends(tmp_path: Path) -> None:
    async def look() -> dict[str, str]:
        return WELL

    heartbeat = Heartbeat(HeartbeatFile(tmp_path / "heartbeat"), look)
    running = asyncio.create_task(heartbeat.run())
    await settle()
    assert read_heartbeat(tmp_path / "heartbeat", time.time()) == {}
    heartbeat.stop()
    await running
    assert not (tmp_path / "heartbeat").exists()


ARENAS = """
import ctypes, threading
from bot.loop import tune_allocator
{tuned}
library = ctypes.CDLL(None)
barrier = threading.Barrier(4)
def work():
    barrier.wait()
    library.malloc(100)
    barrier.wait()
threads = [threading.Thread(target=work) for _ in range(4)]
for each in threads: each.start()
for each in threads: each.join()
library.fdopen.restype = ctypes.c_void_p
library.malloc_info.argtypes = ctypes.c_int, ctypes.c_void_p
library.malloc_info(0, library.fdopen(1, b"w"))
library.fflush(None)
"""

RELEASING = """
import ctypes
from pathlib import Path
from bot.loop import release_memory
library = ctypes.CDLL(None)
library.malloc.restype, library.free.argtypes = ctypes.c_void_p, (ctypes.c_void_p,)
held = lambda: int(Path("/proc/self/statm").read_text().split()[1]) * 4096
blocks = [library.malloc(1_000) for _ in range(30_000)]
for each in blocks: ctypes.memset(ctypes.c_void_p(each), 1, 1_000)
for each in blocks[:-1]: library.free(each)
before = held()
release_memory()
print(before - held())
"""

needs_glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no such parameters")


def _said(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


@needs_glibc
def test_threads_share_one_arena() -> None:
    assert _said(ARENAS.format(tuned="")).count("<heap nr=") > 1
    assert _said(ARENAS.format(tuned="tune_allocator()")).count("<heap nr=") == 1


@needs_glibc
def test_what_is_free_between_what_is_used_is_given_back() -> None:
    assert int(_said(RELEASING)) > 20_000_000
