"""Files that people and bots upload or name: kept, given an id, and found again by it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.file_kinds import FileKind
from bot.sandbox.pictures import check_photo, dimensions
from bot.sandbox.request import Upload

MAX_FILE = 50 * 1024 * 1024
STEPS = (90, 320, 800)
UNKNOWN_SIZE = (1200, 675)  # of a picture by address, which is never fetched
MIME_TYPES = {FileKind.PHOTO: "image/jpeg", FileKind.VIDEO: "video/mp4", FileKind.ANIMATION: "video/mp4"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file by its id; one by address has no content here. `told` is what its sender said of it."""

    id: str
    kind: FileKind
    name: str
    mime_type: str
    content: bytes
    size: tuple[int, int] = UNKNOWN_SIZE
    told: Json = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where it is downloaded from, below ``/file/bot<token>/``."""
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
        """What the Bot API's type of this kind tells beside the file itself."""
        width, height = self.size
        match self.kind:
            case FileKind.VIDEO | FileKind.ANIMATION:
                return {"width": width, "height": height, "duration": self._seconds, **self._named()}
            case FileKind.AUDIO:
                said = {name: self.told[name] for name in ("performer", "title") if self.told.get(name)}
                return {"duration": self._seconds, **said, **self._named()}
            case FileKind.VOICE:
                return {"duration": self._seconds, "mime_type": self.mime_type}
            case FileKind.VIDEO_NOTE:
                return {"length": min(width, height), "duration": self._seconds}
            case FileKind.STICKER:
                return {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._named()

    @property
    def _seconds(self) -> int:
        return int(self.told.get("duration") or 0)

    def _whole(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.id[-15:], "file_size": len(self.content)}

    def _named(self) -> Json:
        return {"file_name": self.name, "mime_type": self.mime_type}

    def _sizes(self) -> list[Json]:
        """Return the Bot API's sizes of a photo, smallest first; the last is the file itself."""
        longest = max(self.size)
        return [*(self._photo_size(step / longest, f"-{step}") for step in STEPS if step < longest), self._photo_size()]

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
class Files:
    """All files of the world, by id."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    _number: int = 0

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file of an id, whichever size of a photo it names."""
        head, dash, step = file_id.rpartition("-")
        return self.by_id.get(head if dash and step in map(str, STEPS) else file_id)

    def keep(self, upload: Upload, kind: FileKind, told: Mapping[str, object] | None = None) -> StoredFile:
        """Keep an uploaded file, with what its sender says of it: width, height, duration, performer, title.

        Raises:
            Refusal: empty, too big, or (a photo) no picture of allowed dimensions.
        """
        if not upload.content:
            raise bad_request("file must be non-empty")
        size = check_photo(upload.content) if kind is FileKind.PHOTO else dimensions(upload.content)
        if len(upload.content) > MAX_FILE:
            raise bad_request("file is too big")
        return self._add(upload, kind, size, dict(told or {}))

    def keep_address(self, url: str, kind: FileKind) -> StoredFile:
        """Keep what lies at an address, which is not fetched."""
        name = PurePosixPath(urlsplit(url).path).name or "file"
        return self._add(Upload(name, MIME_TYPES.get(kind, "application/octet-stream"), b""), kind, None, {})

    def _add(self, upload: Upload, kind: FileKind, size: tuple[int, int] | None, told: Json) -> StoredFile:
        self._number += 1
        digest = hashlib.sha256(f"{self._number}".encode() + upload.content).hexdigest()
        said = tuple(int(told.get(name) or 0) for name in ("width", "height"))
        shape = size or ((said[0], said[1]) if all(said) else UNKNOWN_SIZE)
        file_id = f"{kind.traits.prefix}Ag{digest[:48]}"
        stored = StoredFile(file_id, kind, upload.name, upload.mime_type, upload.content, shape, told)
        self.by_id[stored.id] = stored
        return stored
