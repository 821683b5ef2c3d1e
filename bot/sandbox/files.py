"""Files that bots upload or name: kept, given an id, and found again by it."""

import hashlib
import struct
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.request import Upload

MAX_PHOTO = 10 * 1024 * 1024
MAX_FILE = 50 * 1024 * 1024
STEPS = (90, 320, 800)
UNKNOWN_SIZE = (1200, 675)  # of a picture by address, which is never fetched


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file by its id; a picture by address has no content here."""

    id: str
    name: str
    mime_type: str
    content: bytes
    size: tuple[int, int] | None = None
    url: str = ""

    @property
    def path(self) -> str:
        """Where it is downloaded from, below ``/file/bot<token>/``."""
        return f"{'photos' if self.size else 'documents'}/{self.id[-8:]}_{self.name}"

    def as_document(self) -> Json:
        """Return the Bot API's `Document`."""
        return {
            "file_name": self.name,
            "mime_type": self.mime_type,
            "file_id": self.id,
            "file_unique_id": self.id[-15:],
            "file_size": len(self.content),
        }

    def as_photo(self) -> list[Json]:
        """Return the Bot API's sizes of a photo, smallest first; the last is the file itself."""
        width, height = self.size or UNKNOWN_SIZE
        longest = max(width, height)
        sizes = [photo_size(self, step / longest, f"-{step}") for step in STEPS if step < longest]
        return [*sizes, photo_size(self, 1.0, "")]


def photo_size(stored: StoredFile, scale: float, suffix: str) -> Json:
    """Return one `PhotoSize` of a picture."""
    width, height = stored.size or UNKNOWN_SIZE
    return {
        "file_id": stored.id + suffix,
        "file_unique_id": stored.id[-15:] + suffix,
        "file_size": int(len(stored.content) * scale * scale),
        "width": max(1, round(width * scale)),
        "height": max(1, round(height * scale)),
    }


@dataclass(slots=True)
class Files:
    """All files of the world, by id."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    _number: int = 0

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file of an id, whichever size of a photo it names."""
        head, dash, step = file_id.rpartition("-")
        return self.by_id.get(head if dash and step in map(str, STEPS) else file_id)

    def keep(self, upload: Upload, *, photo: bool) -> StoredFile:
        """Keep an uploaded file.

        Raises:
            Refusal: empty, too big, or (a photo) no picture of allowed dimensions.
        """
        if not upload.content:
            raise bad_request("file must be non-empty")
        size = check_photo(upload) if photo else None
        if len(upload.content) > MAX_FILE:
            raise bad_request("file is too big")
        return self._add("AgAC" if photo else "BQAC", upload, size)

    def keep_address(self, url: str, *, photo: bool) -> StoredFile:
        """Keep what lies at an address, which is not fetched."""
        name = PurePosixPath(urlsplit(url).path).name or "file"
        upload = Upload(name, "image/jpeg" if photo else "application/octet-stream", b"")
        return self._add("AgAC" if photo else "BQAC", upload, UNKNOWN_SIZE if photo else None, url)

    def _add(self, kind: str, upload: Upload, size: tuple[int, int] | None, url: str = "") -> StoredFile:
        self._number += 1
        digest = hashlib.sha256(f"{self._number}".encode() + upload.content).hexdigest()
        stored = StoredFile(f"{kind}Ag{digest[:48]}", upload.name, upload.mime_type, upload.content, size, url)
        self.by_id[stored.id] = stored
        return stored


def check_photo(upload: Upload) -> tuple[int, int]:
    """Return the width and height of an uploaded photo; it may not exceed what Telegram takes."""
    weight = len(upload.content)
    if weight > MAX_PHOTO:
        limit = f"the maximum size is {MAX_PHOTO} bytes"
        raise bad_request(f"file of size {weight} bytes is too big for a photo; {limit}")
    size = dimensions(upload.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if not min(size) or sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def dimensions(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF or JPEG picture, None if it is none of them."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return jpeg_dimensions(content) if content.startswith(b"\xff\xd8") else None


def jpeg_dimensions(content: bytes) -> tuple[int, int] | None:
    """Return width and height from the frame header of a JPEG picture (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
