"""Files: the kinds that a message can carry, the checks of photos, and the store that gives each an id."""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from sandbox.protocol import Json, Upload, bad_request


class FileKind(StrEnum):
    """A kind of file by its name in the Bot API; animation before document, because an animation has both fields."""

    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    AUDIO = "audio"
    VOICE = "voice"
    STICKER = "sticker"
    VIDEO_NOTE = "video_note"
    DOCUMENT = "document"

    @property
    def label(self) -> str:
        """The kind as words of a sentence."""
        return self.value.replace("_", " ")

    @property
    def traits(self) -> "FileTraits":
        """The names and rights that Telegram has for the kind."""
        return FILE_TRAITS[self]

    @property
    def has_caption(self) -> bool:
        """Whether a file of the kind can have a caption."""
        return self not in {FileKind.STICKER, FileKind.VIDEO_NOTE}

    @property
    def is_seen(self) -> bool:
        """Whether it is a picture, still or moving: it may have a spoiler, and its caption may be above it."""
        return self in {FileKind.PHOTO, FileKind.VIDEO, FileKind.ANIMATION}

    @property
    def album_kinds(self) -> "frozenset[FileKind]":
        """The kinds that may be in one album with it; empty if it cannot be in an album."""
        return ALBUM_KINDS.get(self, frozenset())


@dataclass(frozen=True, slots=True)
class FileTraits:
    """Prefix of file ids, TDLib's type, plural in errors, right to send one, folder in download addresses."""

    prefix: str
    tdlib: str
    plural: str
    right: str
    folder: str


FILE_TRAITS = {
    FileKind.PHOTO: FileTraits("AgAC", "Photo", "photos", "can_send_photos", "photos"),
    FileKind.VIDEO: FileTraits("BAAC", "Video", "videos", "can_send_videos", "videos"),
    FileKind.ANIMATION: FileTraits("CgAC", "Animation", "animations", "can_send_other_messages", "animations"),
    FileKind.AUDIO: FileTraits("CQAC", "Audio", "music", "can_send_audios", "music"),
    FileKind.VOICE: FileTraits("AwAC", "VoiceNote", "voice notes", "can_send_voice_notes", "voice"),
    FileKind.STICKER: FileTraits("CAAC", "Sticker", "stickers", "can_send_other_messages", "stickers"),
    FileKind.VIDEO_NOTE: FileTraits("DQAC", "VideoNote", "video notes", "can_send_video_notes", "video_notes"),
    FileKind.DOCUMENT: FileTraits("BQAC", "Document", "documents", "can_send_documents", "documents"),
}
VISUAL_KINDS = frozenset({FileKind.PHOTO, FileKind.VIDEO})
ALBUM_KINDS = {
    FileKind.PHOTO: VISUAL_KINDS,
    FileKind.VIDEO: VISUAL_KINDS,
    FileKind.AUDIO: frozenset({FileKind.AUDIO}),
    FileKind.DOCUMENT: frozenset({FileKind.DOCUMENT}),
}


def file_kind_of(content: Json) -> FileKind | None:
    """Return the kind of file in the content of a message, None if it carries none."""
    return next((kind for kind in FileKind if kind in content), None)


MAX_PHOTO_BYTES = 10 * 1024 * 1024


def check_photo(content: bytes) -> tuple[int, int]:
    """Return the width and height of an uploaded photo.

    Raises:
        BotApiError: too many bytes, too large, too narrow, or no picture.
    """
    if len(content) > MAX_PHOTO_BYTES:
        limit = f"the maximum size is {MAX_PHOTO_BYTES} bytes"
        raise bad_request(f"file of size {len(content)} bytes is too big for a photo; {limit}")
    size = image_dimensions(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if not min(size) or sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def image_dimensions(content: bytes) -> tuple[int, int] | None:
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


MAX_FILE_BYTES = 50 * 1024 * 1024
PHOTO_SIZES = (90, 320, 800)
DEFAULT_IMAGE_SIZE = (1200, 675)  # of a picture by address: it is never fetched
DEFAULT_MIME_TYPES = {FileKind.PHOTO: "image/jpeg", FileKind.VIDEO: "video/mp4", FileKind.ANIMATION: "video/mp4"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file by its id; one that was sent by address has no content. `metadata` is what its sender said of it."""

    id: str
    kind: FileKind
    name: str
    mime_type: str
    content: bytes
    size: tuple[int, int] = DEFAULT_IMAGE_SIZE
    metadata: Json = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Path of the download, below ``/file/bot<token>/``."""
        return f"{self.kind.traits.folder}/{self.id[-8:]}_{self.name}"

    def as_content(self) -> Json:
        """Return the fields of a message that carries the file; an animation is also a document, for old apps."""
        if self.kind is FileKind.PHOTO:
            return {"photo": self._sizes()}
        shown = {self.kind.value: self._whole() | self._about()}
        if self.kind is FileKind.ANIMATION:
            shown["document"] = self._whole() | self._named()
        return shown

    def _about(self) -> Json:
        """Return the fields that the Bot API's type of this kind has beside those of every file."""
        width, height = self.size
        match self.kind:
            case FileKind.VIDEO | FileKind.ANIMATION:
                return {"width": width, "height": height, "duration": self._seconds, **self._named()}
            case FileKind.AUDIO:
                named = {name: self.metadata[name] for name in ("performer", "title") if self.metadata.get(name)}
                return {"duration": self._seconds, **named, **self._named()}
            case FileKind.VOICE:
                return {"duration": self._seconds, "mime_type": self.mime_type}
            case FileKind.VIDEO_NOTE:
                return {"length": min(width, height), "duration": self._seconds}
            case FileKind.STICKER:
                return {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._named()

    @property
    def _seconds(self) -> int:
        return int(self.metadata.get("duration") or 0)

    def _whole(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.id[-15:], "file_size": len(self.content)}

    def _named(self) -> Json:
        return {"file_name": self.name, "mime_type": self.mime_type}

    def _sizes(self) -> list[Json]:
        """Return the Bot API's sizes of a photo, smallest first; the last is the file itself."""
        longest = max(self.size)
        return [
            *(self._photo_size(step / longest, f"-{step}") for step in PHOTO_SIZES if step < longest),
            self._photo_size(),
        ]

    def _photo_size(self, scale: float = 1.0, suffix: str = "") -> Json:
        width, height = (max(1, round(length * scale)) for length in self.size)
        return {
            "file_id": self.id + suffix,
            "file_unique_id": self.id[-15:] + suffix,
            "file_size": int(len(self.content) * scale * scale),
            "width": width,
            "height": height,
        }


@dataclass(slots=True)
class FileStore:
    """All files of the simulator, by id."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    _number: int = 0

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file of an id, which may be that of any size of a photo."""
        head, dash, step = file_id.rpartition("-")
        return self.by_id.get(head if dash and step in map(str, PHOTO_SIZES) else file_id)

    def keep(self, upload: Upload, kind: FileKind, metadata: Mapping[str, object] | None = None) -> StoredFile:
        """Store an uploaded file with its metadata: width, height, duration, performer, title.

        Raises:
            BotApiError: empty, too big, or (a photo) no picture of allowed dimensions.
        """
        if not upload.content:
            raise bad_request("file must be non-empty")
        size = check_photo(upload.content) if kind is FileKind.PHOTO else image_dimensions(upload.content)
        if len(upload.content) > MAX_FILE_BYTES:
            raise bad_request("file is too big")
        return self._add(upload, kind, size, dict(metadata or {}))

    def keep_address(self, url: str, kind: FileKind) -> StoredFile:
        """Store a file by its address, which is not fetched."""
        name = PurePosixPath(urlsplit(url).path).name or "file"
        return self._add(Upload(name, DEFAULT_MIME_TYPES.get(kind, "application/octet-stream"), b""), kind, None, {})

    def _add(self, upload: Upload, kind: FileKind, size: tuple[int, int] | None, metadata: Json) -> StoredFile:
        self._number += 1
        digest = hashlib.sha256(f"{self._number}".encode() + upload.content).hexdigest()
        given = tuple(int(metadata.get(name) or 0) for name in ("width", "height"))
        shape = size or ((given[0], given[1]) if all(given) else DEFAULT_IMAGE_SIZE)
        file_id = f"{kind.traits.prefix}Ag{digest[:48]}"
        stored = StoredFile(file_id, kind, upload.name, upload.mime_type, upload.content, shape, metadata)
        self.by_id[stored.id] = stored
        return stored
