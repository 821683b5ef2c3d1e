"""Pictures for people to send, drawn here so that none need be kept: a harbour at some hour, as a PNG (RFC 2083)."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sin

Colour = tuple[int, int, int]

SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((38, 84, 124), (244, 196, 150)),
    ((24, 40, 72), (196, 108, 110)),
    ((92, 150, 178), (226, 236, 232)),
)
HILLS: tuple[Colour, ...] = ((70, 104, 112), (46, 76, 84), (26, 50, 58))
SUN: Colour = (255, 240, 205)


@dataclass(frozen=True, slots=True)
class Scene:
    """Sky, sun and hills at one of three hours."""

    hour: int
    width: int
    height: int
    tops: tuple[tuple[float, ...], ...]

    @classmethod
    def at(cls, hour: int, width: int, height: int) -> "Scene":
        """Return the scene of an hour."""
        tops = (tuple(ridge(x / width, number, hour) for x in range(width)) for number in range(len(HILLS)))
        return cls(hour, width, height, tuple(tops))

    def rows(self) -> Iterator[bytes]:
        """Yield the rows of pixels, top to bottom."""
        for y in range(self.height):
            yield self.row(y / self.height)

    def row(self, down: float) -> bytes:
        """Return the row that lies so far down, from 0 at the top to 1."""
        high, low = SKIES[self.hour % len(SKIES)]
        pixels = bytearray(bytes(round(a + (b - a) * down) for a, b in zip(high, low, strict=True)) * self.width)
        centre, radius = self.width * (0.25 + 0.22 * (self.hour % 3)), self.height * 0.09
        reach = radius**2 - (self.height * (down - 0.3)) ** 2
        if reach > 0:
            left, right = round(centre - reach**0.5), round(centre + reach**0.5)
            pixels[3 * left : 3 * right] = bytes(SUN) * (right - left)
        for hill, tops in zip(HILLS, self.tops, strict=True):
            for x in range(self.width):
                if tops[x] <= down:
                    pixels[3 * x : 3 * x + 3] = bytes(hill)
        return bytes(pixels)


@lru_cache(maxsize=16)
def harbour(hour: int, width: int = 640, height: int = 400) -> bytes:
    """Return a picture of the harbour at an hour."""
    return png(width, height, b"".join(b"\x00" + row for row in Scene.at(hour, width, height).rows()))


def ridge(along: float, number: int, hour: int) -> float:
    """Return how far down the hill of a number begins."""
    swell = sin(along * (5 + number) + number * 2.1 + hour) + 0.4 * sin(along * 13 + number - hour)
    return 0.56 + 0.13 * number + 0.06 * swell


def png(width: int, height: int, rows: bytes) -> bytes:
    """Return rows of RGB pixels, each with its filter byte, as a PNG file."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(chunk, *zip(*parts, strict=True)))


def chunk(name: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG file."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
