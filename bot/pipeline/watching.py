"""Noticing records at once: the folders are watched, and every change wakes a scan."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from watchfiles import awatch

log = logging.getLogger(__name__)

SETTLE_MS = 100
"""Changes within so many milliseconds wake one scan: an editor writes a file in several steps."""

AGAIN = 30.0
"""Seconds until watching is tried again after it failed; the scan finds what comes meanwhile."""


async def watch(
    folders: Sequence[Path], wake: Callable[[], None], stopping: asyncio.Event, *, again: float = AGAIN
) -> None:
    """Call ``wake`` for every change in the folders, until ``stopping`` is set.

    A folder that is not there, or too many to watch, is no fault: the scan is the safety net.
    """
    while not stopping.is_set():
        there = [folder for folder in folders if folder.is_dir()]
        try:
            if there:
                async for _ in awatch(*there, stop_event=stopping, step=SETTLE_MS, recursive=True):
                    wake()
        except (OSError, RuntimeError) as error:  # watchfiles raises the latter for what it does not foresee
            log.warning("the records folders cannot be watched (%s); scans go on", error)
        await _pause(stopping, again)


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        pass
