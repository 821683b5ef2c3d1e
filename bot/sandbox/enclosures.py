"""Files that people can send without having any: a picture, a video, an album and so on."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.sandbox.drawing import harbour
from bot.sandbox.file_kinds import FileKind
from bot.sandbox.request import Upload
from bot.sandbox.sharing import Enclosure
from bot.sandbox.state import UnknownError

MOVING = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"
"""The beginning of an MP4 file; nothing here plays it."""
TALL = (640, 800)


def photo(hour: int, width: int = 640, height: int = 400) -> Enclosure:
    """Return a photo of the harbour."""
    return Enclosure(FileKind.PHOTO, Upload(f"harbour-{hour}.png", "image/png", harbour(hour, width, height)))


def clip(kind: FileKind, name: str, mime_type: str = "video/mp4", **told: object) -> Enclosure:
    """Return something that plays."""
    return Enclosure(kind, Upload(name, mime_type, MOVING), told={"duration": 42, **told})


def paper(name: str, text: str) -> Enclosure:
    """Return a document."""
    return Enclosure(FileKind.DOCUMENT, Upload(name, "text/plain", text.encode()))


def video() -> Enclosure:
    """Return a video of the ferry."""
    return clip(FileKind.VIDEO, "ferry.mp4", width=1280, height=720)


TIMES = "Ferries from Pier 9\n\n06:40  Lindhaven\n08:15  Skerry Point\n17:05  Lindhaven\n"
TIDES = "High water\n\nMonday  04:12  16:37\nTuesday  05:01  17:22\n"

SAMPLES: Mapping[str, Callable[[], tuple[Enclosure, ...]]] = {
    "photo": lambda: (photo(0),),
    "tall photo": lambda: (photo(1, *TALL),),
    "album": lambda: (photo(0), photo(1), video(), photo(2)),
    "video": lambda: (video(),),
    "animation": lambda: (clip(FileKind.ANIMATION, "gulls.mp4", width=480, height=300),),
    "document": lambda: (paper("ferry-times.txt", TIMES),),
    "documents": lambda: (paper("ferry-times.txt", TIMES), paper("tides.txt", TIDES)),
    "audio": lambda: (clip(FileKind.AUDIO, "foghorn.mp3", "audio/mpeg", performer="Pier 9", title="Foghorn"),),
    "voice": lambda: (clip(FileKind.VOICE, "voice.ogg", "audio/ogg"),),
    "sticker": lambda: (replace(photo(2, 512, 512), kind=FileKind.STICKER),),
    "video_note": lambda: (clip(FileKind.VIDEO_NOTE, "round.mp4", width=360, height=360),),
}


def sample(name: str, caption: str = "", parse_mode: str = "") -> tuple[Enclosure, ...]:
    """Return a sample, its first file with a caption.

    Raises:
        UnknownError: there is none of that name.
    """
    if name not in SAMPLES:
        raise UnknownError(f"There is no sample {name}; there are {', '.join(SAMPLES)}.")
    first, *others = SAMPLES[name]()
    return (replace(first, caption=caption, parse_mode=parse_mode), *others)
