"""``Loop``: does the same again and again until it is told to stop, and survives every error.

Beside it what concerns the process as a whole: signals, heartbeat, memory.
"""

import asyncio
import ctypes
import fcntl
import gc
import glob
import json
import logging
import os
import signal
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import IO

ALL_ROLES = "updates,schedule,send"


def heartbeat_file(database_url: str, roles: str = ALL_ROLES) -> Path:
    """The file in which a process says how it is: beside a SQLite file, else among the temporary files.

    Args:
        database_url: As the settings give it.
        roles: Names of its roles with commas between: each set of roles has a file of its own.
    """
    suffix = "heartbeat" if roles == ALL_ROLES else f"{roles.replace(',', '-')}.heartbeat"
    path = database_url.removeprefix("sqlite:///")
    if path != database_url:
        file = Path(path).expanduser().absolute()
        return file.with_name(f"{file.name}.{suffix}")
    name = sha256(database_url.encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"topicwire-{name}.{suffix}"


HEARTBEAT_EVERY = timedelta(seconds=10)
STALE_AFTER = 60.0
"""Seconds without a heartbeat after which a process is taken for one that stands still."""


HEARTBEAT_SIZE = 4096
"""Bytes: a page, and more than is ever said."""


class HeartbeatFile:
    """Says that the process lives and what is wrong with it, in JSON: its number, the time, and problems by subject.

    It is locked as long as the process lives, so that what a killed one left behind is told from a living one's.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def write(self, problems: Mapping[str, str], at: float) -> None:
        """Write what is wrong at a time, in seconds since 1970.

        The same page is written over and over, which a disk that is full lets pass. What cannot be written stops
        nothing: whoever asks sees that the time stands still.
        """
        said = json.dumps({"pid": os.getpid(), "at": at, "problems": dict(problems)}).encode()
        with suppress(OSError):
            if self._descriptor is None:
                self._path, self._descriptor = _open_free(self._path)
            os.pwrite(self._descriptor, said.ljust(HEARTBEAT_SIZE), 0)

    def remove(self) -> None:
        """End it in good order."""
        if self._descriptor is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None


MOST_ALIKE = 100
"""Processes of the same roles that see the same files."""


def _open_free(path: Path) -> tuple[Path, int]:
    """Open and lock a heartbeat file, or the first with a number that no living process has.

    Raises:
        OSError: None can be had.
    """
    for number in range(1, MOST_ALIKE):
        free = path if number == 1 else path.with_name(f"{path.name.removesuffix('heartbeat')}{number}.heartbeat")
        descriptor = os.open(free, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
        else:
            return free, descriptor
    raise BlockingIOError(f"{path} and all its numbers are taken")


def read_heartbeats(database_url: str, now: float) -> dict[str, str]:
    """What is wrong with the processes of a database, by subject; before it stand the roles where these are not all."""
    whole = heartbeat_file(database_url)
    prefix = whole.name.removesuffix("heartbeat")
    parts = sorted(whole.parent.glob(f"{glob.escape(prefix)}*.heartbeat"))
    problems = read_heartbeat(whole, now) if whole.exists() or not parts else {}
    for path in parts:
        roles = path.name.removeprefix(prefix).removesuffix(".heartbeat")
        problems |= {f"{roles}, {subject}": problem for subject, problem in read_heartbeat(path, now).items()}
    return problems


def read_heartbeat(path: Path, now: float) -> dict[str, str]:
    """What is wrong with the bot that writes a heartbeat, by subject; nothing where all is well."""
    try:
        with path.open("rb") as file:
            is_alive = not _lets_lock(file)
            said = json.loads(file.read() or b"{}")
            age, problems = now - said["at"], dict(said["problems"])
    except FileNotFoundError:
        return {"process": "no bot runs with these settings"}
    except OSError as error:
        return {"process": f"{path} cannot be read ({error.strerror}): ask as the user of the bot"}
    except (ValueError, LookupError, TypeError):
        return {"process": f"{path} says nothing: perhaps the disk is full"}
    if not is_alive:
        return {"process": "the bot has ended, and not in good order"}
    if age > STALE_AFTER:
        problems = {"process": f"no sign of life for {age:.0f} s: it stands still, or the disk is full"} | problems
    return {subject: problem for subject, problem in problems.items() if problem}


def _lets_lock(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Have SIGTERM and SIGINT call ``stop`` in the running loop, where the process can be told so at all."""
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        # Outside the main thread, or where the loop takes no signals, whoever runs us stops us.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(each, stop)


def tune_garbage_collector() -> None:
    """Have Python look for cycles of garbage less often, and never again among what is loaded for good.

    The path makes many short-lived values and hardly any cycles: looking for them every 700 values, as is the default,
    takes a fifth of the time of delivering.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Parameters of ``mallopt`` (mallopt(3))."""

RELEASE_EVERY = timedelta(minutes=1)


def tune_allocator() -> None:
    """Have the C library keep little that is free. To be called before there are threads.

    glibc lets each thread allocate from an arena of its own, and gives back hardly anything of one. A dozen threads
    that wait for SQLite hold 13 MB so, of which nothing is used; they take turns anyway, by the lock of Python.
    """
    if library := _glibc():
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, 128 * 1024)  # named, they stay: else glibc raises both as it goes
        library.mallopt(M_TRIM_THRESHOLD, 128 * 1024)


def release_memory() -> None:
    """Give the pages that nothing stands on back to the system, also between others (malloc_trim(3)): milliseconds."""
    if library := _glibc():
        library.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    """The C library of this process if it is glibc; others have no such parameters."""
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None


log = logging.getLogger(__name__)


class Loop(ABC):
    """Rounds, one after the other until it is told to stop; one that fails is logged, and the next one tries again.

    Args:
        every: From the end of one round to the next, unless the round says otherwise or a wake comes; None to wait for
            a wake. So long, too, after a round that failed.
    """

    def __init__(self, every: timedelta | None) -> None:
        self._every = every
        self._woken = asyncio.Event()
        self._is_stopping = False

    @abstractmethod
    async def tick(self) -> timedelta | None:
        """Do one round. Returns how long the next may wait, zero for not at all; None for the usual time."""

    async def run(self) -> None:
        """Do rounds until told to stop."""
        while not self._is_stopping:
            self._woken.clear()  # a wake during the round is answered by one more
            pause = self._every
            try:
                asked = await self.tick()
                pause = self._every if asked is None else asked
            except Exception:
                log.exception("a round of %s failed; trying again", type(self).__name__)
            if pause != timedelta():
                await self._rest(pause)

    def wake(self) -> None:
        """Have the next round begin at once."""
        self._woken.set()

    def stop(self) -> None:
        """End after the round that runs."""
        self._is_stopping = True
        self._woken.set()

    async def _rest(self, pause: timedelta | None) -> None:
        try:
            async with asyncio.timeout(pause.total_seconds() if pause is not None else None):
                await self._woken.wait()
        except TimeoutError:
            pass


class Heartbeat(Loop):
    """Looks every ten seconds what is wrong, and writes it into the heartbeat file.

    Args:
        file: Written to, and removed at the end.
        look: Returns problems by subject, an empty text where there is none.
    """

    def __init__(self, file: HeartbeatFile, look: Callable[[], Awaitable[Mapping[str, str]]]) -> None:
        super().__init__(HEARTBEAT_EVERY)
        self._file = file
        self._look = look

    async def tick(self) -> None:
        """Look once."""
        self._file.write(await self._look(), time.time())

    async def run(self) -> None:
        """Go on until told to stop."""
        try:
            await super().run()
        finally:
            self._file.remove()
