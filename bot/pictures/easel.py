"""The process that draws: a picture's values on standard input, the picture on standard output."""

import logging
import pickle
import sys

from bot.pictures.drawing import pace_picture, stats_picture
from bot.pictures.values import Pace, Poster


def draw(value: Pace | Poster, *, is_dark: bool) -> bytes:
    """Draw whichever it is."""
    if isinstance(value, Poster):
        return stats_picture(value, is_dark=is_dark)
    return pace_picture(value, is_dark=is_dark)


def serve() -> None:
    """Draw one picture."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it says so where it cannot keep its list of fonts
    value, is_dark = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    sys.stdout.buffer.write(draw(value, is_dark=is_dark))


if __name__ == "__main__":
    serve()
