"""Has pictures drawn in a process of their own.

Drawing takes a core for a good part of a second and loads fifty megabytes of libraries: neither is for the process that
answers people. The process ends with its picture, and gives everything back. It is a plain child process: the pools of
the standard library would import whatever program runs us into it.
"""

import asyncio
import logging
import os
import pickle
import subprocess
import sys

from bot.pictures.values import Pace, Poster

log = logging.getLogger(__name__)

LONGEST = 60.0
"""Seconds: where a machine is so slow, the numbers alone must do."""

PNG = b"\x89PNG\r\n"


class PictureError(RuntimeError):
    """A picture could not be drawn."""


async def drawn(value: Pace | Poster, *, is_dark: bool) -> bytes:
    """Return a picture as PNG.

    Raises:
        PictureError: It could not be drawn, because there is no memory for it, or no time.
    """
    asked = pickle.dumps((value, is_dark))
    try:
        answered = await asyncio.to_thread(_ask, asked)
    except (OSError, subprocess.SubprocessError) as error:
        raise PictureError(f"the picture could not be drawn: {type(error).__name__}") from error
    if not answered.stdout.startswith(PNG):
        log.error("the picture could not be drawn: %s", answered.stderr.decode("utf-8", "replace")[-2_000:])
        raise PictureError(f"the picture could not be drawn: the process ended with {answered.returncode}")
    return answered.stdout


def _ask(asked: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot.pictures.easel"],
        input=asked,
        capture_output=True,
        timeout=LONGEST,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
