"""Sample photos, videos, albums and documents for people to send; the pictures are drawn as PNG (RFC 2083)."""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import sin

from sandbox.files import FileKind
from sandbox.protocol import Upload
from sandbox.simulator import Attachment
from sandbox.state import NotFoundError

Colour = tuple[int, int, int]

SKY_COLOURS: tuple[tuple[Colour, Colour], ...] = (
    ((38, 84, 124), (244, 196, 150)),
    ((24, 40, 72), (196, 108, 110)),
    ((92, 150, 178), (226, 236, 232)),
)
HILL_COLOURS: tuple[Colour, ...] = ((70, 104, 112), (46, 76, 84), (26, 50, 58))
SUN_COLOUR: Colour = (255, 240, 205)


@dataclass(frozen=True, slots=True)
class HarbourScene:
    """A picture of a harbour: sky, sun and hills at one of three hours."""

    hour: int
    width: int
    height: int
    tops: tuple[tuple[float, ...], ...]

    @classmethod
    def at(cls, hour: int, width: int, height: int) -> "HarbourScene":
        """Return the scene of an hour."""
        tops = (tuple(hill_top(x / width, number, hour) for x in range(width)) for number in range(len(HILL_COLOURS)))
        return cls(hour, width, height, tuple(tops))

    def rows(self) -> Iterator[bytes]:
        """Yield the rows of pixels, top to bottom."""
        for y in range(self.height):
            yield self.row(y / self.height)

    def row(self, down: float) -> bytes:
        """Return the row at a height, from 0 at the top to 1 at the bottom."""
        high, low = SKY_COLOURS[self.hour % len(SKY_COLOURS)]
        pixels = bytearray(bytes(round(a + (b - a) * down) for a, b in zip(high, low, strict=True)) * self.width)
        centre, radius = self.width * (0.25 + 0.22 * (self.hour % 3)), self.height * 0.09
        reach = radius**2 - (self.height * (down - 0.3)) ** 2
        if reach > 0:
            left, right = round(centre - reach**0.5), round(centre + reach**0.5)
            pixels[3 * left : 3 * right] = bytes(SUN_COLOUR) * (right - left)
        for hill, tops in zip(HILL_COLOURS, self.tops, strict=True):
            for x in range(self.width):
                if tops[x] <= down:
                    pixels[3 * x : 3 * x + 3] = bytes(hill)
        return bytes(pixels)


@lru_cache(maxsize=16)
def draw_harbour(hour: int, width: int = 640, height: int = 400) -> bytes:
    """Return a picture of the harbour at an hour."""
    return encode_png(width, height, b"".join(b"\x00" + row for row in HarbourScene.at(hour, width, height).rows()))


def hill_top(along: float, number: int, hour: int) -> float:
    """Return the height at which a hill begins, from 0 at the top to 1."""
    swell = sin(along * (5 + number) + number * 2.1 + hour) + 0.4 * sin(along * 13 + number - hour)
    return 0.56 + 0.13 * number + 0.06 * swell


def encode_png(width: int, height: int, rows: bytes) -> bytes:
    """Return rows of RGB pixels, each with its filter byte, as a PNG file."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(png_chunk, *zip(*parts, strict=True)))


def png_chunk(name: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG file."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


MP4_HEADER = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"
"""The first bytes of an MP4 file; nothing plays it."""
TALL_SIZE = (640, 800)


def sample_photo(hour: int, width: int = 640, height: int = 400) -> Attachment:
    """Return a photo of the harbour."""
    return Attachment(FileKind.PHOTO, Upload(f"harbour-{hour}.png", "image/png", draw_harbour(hour, width, height)))


def sample_clip(kind: FileKind, name: str, mime_type: str = "video/mp4", **metadata: object) -> Attachment:
    """Return a video, an audio file or another kind that plays."""
    return Attachment(kind, Upload(name, mime_type, MP4_HEADER), metadata={"duration": 42, **metadata})


def sample_document(name: str, text: str) -> Attachment:
    """Return a document."""
    return Attachment(FileKind.DOCUMENT, Upload(name, "text/plain", text.encode()))


def sample_video() -> Attachment:
    """Return a video of the ferry."""
    return sample_clip(FileKind.VIDEO, "ferry.mp4", width=1280, height=720)


FERRY_TIMES = "Ferries from Pier 9\n\n06:40  Lindhaven\n08:15  Skerry Point\n17:05  Lindhaven\n"
TIDE_TIMES = "High water\n\nMonday  04:12  16:37\nTuesday  05:01  17:22\n"

SAMPLE_ATTACHMENTS: Mapping[str, Callable[[], tuple[Attachment, ...]]] = {
    "photo": lambda: (sample_photo(0),),
    "tall photo": lambda: (sample_photo(1, *TALL_SIZE),),
    "album": lambda: (sample_photo(0), sample_photo(1), sample_video(), sample_photo(2)),
    "video": lambda: (sample_video(),),
    "animation": lambda: (sample_clip(FileKind.ANIMATION, "gulls.mp4", width=480, height=300),),
    "document": lambda: (sample_document("ferry-times.txt", FERRY_TIMES),),
    "documents": lambda: (sample_document("ferry-times.txt", FERRY_TIMES), sample_document("tides.txt", TIDE_TIMES)),
    "audio": lambda: (sample_clip(FileKind.AUDIO, "foghorn.mp3", "audio/mpeg", performer="Pier 9", title="Foghorn"),),
    "voice": lambda: (sample_clip(FileKind.VOICE, "voice.ogg", "audio/ogg"),),
    "sticker": lambda: (replace(sample_photo(2, 512, 512), kind=FileKind.STICKER),),
    "video_note": lambda: (sample_clip(FileKind.VIDEO_NOTE, "round.mp4", width=360, height=360),),
}


def sample_attachments(name: str, caption: str = "", parse_mode: str = "") -> tuple[Attachment, ...]:
    """Return the files of a sample, the first with a caption.

    Raises:
        NotFoundError: there is none of that name.
    """
    if name not in SAMPLE_ATTACHMENTS:
        raise NotFoundError(f"There is no sample {name}; there are {', '.join(SAMPLE_ATTACHMENTS)}.")
    first, *others = SAMPLE_ATTACHMENTS[name]()
    return (replace(first, caption=caption, parse_mode=parse_mode), *others)
