"""The kinds of file that a message can carry, and what Telegram calls them where."""

from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.answers import Json


class FileKind(StrEnum):
    """A kind by its name in the Bot API; the animation stands before the document that is shown beside it."""

    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    AUDIO = "audio"
    VOICE = "voice"
    STICKER = "sticker"
    VIDEO_NOTE = "video_note"
    DOCUMENT = "document"

    @property
    def words(self) -> str:
        """Its name in a sentence."""
        return self.value.replace("_", " ")

    @property
    def traits(self) -> "Traits":
        """What Telegram calls it."""
        return TRAITS[self]

    @property
    def has_caption(self) -> bool:
        """Whether words can stand with it."""
        return self not in {FileKind.STICKER, FileKind.VIDEO_NOTE}

    @property
    def is_seen(self) -> bool:
        """Whether it is a picture, still or moving, whose caption may stand above and which may be hidden at first."""
        return self in {FileKind.PHOTO, FileKind.VIDEO, FileKind.ANIMATION}

    @property
    def company(self) -> "frozenset[FileKind]":
        """The kinds with which it makes an album; none for what stands in no album."""
        return COMPANY.get(self, frozenset())


@dataclass(frozen=True, slots=True)
class Traits:
    """How a file id begins, TDLib's type, what many are called, the right to send one, where it is downloaded."""

    prefix: str
    tdlib: str
    many: str
    right: str
    folder: str


TRAITS = {
    FileKind.PHOTO: Traits("AgAC", "Photo", "photos", "can_send_photos", "photos"),
    FileKind.VIDEO: Traits("BAAC", "Video", "videos", "can_send_videos", "videos"),
    FileKind.ANIMATION: Traits("CgAC", "Animation", "animations", "can_send_other_messages", "animations"),
    FileKind.AUDIO: Traits("CQAC", "Audio", "music", "can_send_audios", "music"),
    FileKind.VOICE: Traits("AwAC", "VoiceNote", "voice notes", "can_send_voice_notes", "voice"),
    FileKind.STICKER: Traits("CAAC", "Sticker", "stickers", "can_send_other_messages", "stickers"),
    FileKind.VIDEO_NOTE: Traits("DQAC", "VideoNote", "video notes", "can_send_video_notes", "video_notes"),
    FileKind.DOCUMENT: Traits("BQAC", "Document", "documents", "can_send_documents", "documents"),
}
SEEN = frozenset({FileKind.PHOTO, FileKind.VIDEO})
COMPANY = {
    FileKind.PHOTO: SEEN,
    FileKind.VIDEO: SEEN,
    FileKind.AUDIO: frozenset({FileKind.AUDIO}),
    FileKind.DOCUMENT: frozenset({FileKind.DOCUMENT}),
}


def kind_in(content: Json) -> FileKind | None:
    """Return the kind of file in the content of a message, None if it carries none."""
    return next((kind for kind in FileKind if kind in content), None)
