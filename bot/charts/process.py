"""Has charts drawn in a process of their own.

Drawing takes a core for a good part of a second and loads fifty megabytes of libraries: neither is for the process that
answers people. The process ends with its chart, and gives everything back. It is a plain child process: the pools of
the standard library would import whatever program runs us into it.
"""

import asyncio
import logging
import os
import pickle
import subprocess
import sys

from bot.charts.data import BroadcastChart, StatsChart

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 60.0
"""Seconds: where a machine is so slow, the numbers alone must do."""

PNG_SIGNATURE = b"\x89PNG\r\n"


class ChartError(RuntimeError):
    """A picture could not be drawn."""


async def render_chart(value: BroadcastChart | StatsChart, *, is_dark: bool) -> bytes:
    """Return a picture as PNG.

    Raises:
        PictureError: It could not be drawn, because there is no memory for it, or no time.
    """
    asked = pickle.dumps((value, is_dark))
    try:
        answered = await asyncio.to_thread(_run_process, asked)
    except (OSError, subprocess.SubprocessError) as error:
        raise ChartError(f"the picture could not be drawn: {type(error).__name__}") from error
    if not answered.stdout.startswith(PNG_SIGNATURE):
        log.error("the picture could not be drawn: %s", answered.stderr.decode("utf-8", "replace")[-2_000:])
        raise ChartError(f"the picture could not be drawn: the process ended with {answered.returncode}")
    return answered.stdout


def _run_process(asked: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot.charts.draw"],
        input=asked,
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
