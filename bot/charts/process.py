"""Drawing charts in a child process.

Drawing takes a core for most of a second and loads 50 MB of libraries; the process that answers people does neither.
The child ends with its chart and frees the memory. It is a plain subprocess, because the process pools of the standard
library import the main module of the program into the child.
"""

import asyncio
import logging
import os
import pickle
import subprocess
import sys

from bot.charts.data import Chart

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 60.0
"""After this the child is killed; reports then go out without the chart."""

PNG_SIGNATURE = b"\x89PNG\r\n"


class ChartError(RuntimeError):
    """A chart could not be drawn."""


async def render_chart(value: Chart, *, is_dark: bool) -> bytes:
    """Return a chart as PNG.

    Raises:
        ChartError: the child could not be started, failed, or took too long.
    """
    request = pickle.dumps((value, is_dark))
    try:
        result = await asyncio.to_thread(_run_process, request)
    except (OSError, subprocess.SubprocessError) as error:
        raise ChartError(f"the picture could not be drawn: {type(error).__name__}") from error
    if not result.stdout.startswith(PNG_SIGNATURE):
        log.error("the picture could not be drawn: %s", result.stderr.decode("utf-8", "replace")[-2_000:])
        raise ChartError(f"the picture could not be drawn: the process ended with {result.returncode}")
    return result.stdout


def _run_process(request: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot.charts.child"],
        input=request,
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
