"""What concerns the process as a whole: its heartbeat, its signals, its garbage."""

import asyncio
import gc
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


def heartbeat_of(database_url: str) -> Path:
    """The file that a bot running on a database touches as long as it is well."""
    path = database_url.removeprefix("sqlite:///")
    where = database_url if path == database_url else str(Path(path).absolute())
    name = sha256(where.encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"topicwire-{name}.heartbeat"


def obey_signals(stop: Callable[[], None]) -> None:
    """Have SIGTERM and SIGINT call ``stop`` in the running loop, where the process can be told so at all."""
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        # Outside the main thread, or where the loop takes no signals, whoever runs us stops us.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(each, stop)


def ease_collector() -> None:
    """Have Python look for cycles of garbage less often, and never again among what is loaded for good.

    The path makes many short-lived values and hardly any cycles: looking for them every 700 values, as is the default,
    takes a fifth of the time of delivering.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
