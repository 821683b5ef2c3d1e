"""What an administrator can ask of a digest by pressing a button."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """Show the draft of a digest."""

    letter: ClassVar = "dc"
    digest_id: int


@dataclass(frozen=True, slots=True)
class EditStories:
    """Show a page of its stories, to drop, move and pin."""

    letter: ClassVar = "dd"
    digest_id: int
    page: int


@dataclass(frozen=True, slots=True)
class EditStory:
    """Show what can be done to one story."""

    letter: ClassVar = "de"
    digest_id: int
    story_id: int


@dataclass(frozen=True, slots=True)
class MoveStory:
    """Move a story up (1) or down (0)."""

    letter: ClassVar = "df"
    digest_id: int
    story_id: int
    is_up: int


@dataclass(frozen=True, slots=True)
class PinStory:
    """Pin a story, or not."""

    letter: ClassVar = "dg"
    digest_id: int
    story_id: int


@dataclass(frozen=True, slots=True)
class DropStory:
    """Drop a story, or take it back."""

    letter: ClassVar = "dh"
    digest_id: int
    story_id: int


@dataclass(frozen=True, slots=True)
class AskIntroduction:
    """Ask for an introduction."""

    letter: ClassVar = "di"
    digest_id: int


@dataclass(frozen=True, slots=True)
class DropIntroduction:
    """Take the introduction away."""

    letter: ClassVar = "dj"
    digest_id: int


@dataclass(frozen=True, slots=True)
class SwitchPersonal:
    """Let each recipient see only the topics that they follow, or all."""

    letter: ClassVar = "dk"
    digest_id: int


@dataclass(frozen=True, slots=True)
class PreviewDigest:
    """Show the digest as it will be sent."""

    letter: ClassVar = "dl"
    digest_id: int


@dataclass(frozen=True, slots=True)
class CancelDigest:
    """Throw the draft away."""

    letter: ClassVar = "dm"
    digest_id: int


DigestPress = (
    OpenDraft
    | EditStories
    | EditStory
    | MoveStory
    | PinStory
    | DropStory
    | AskIntroduction
    | DropIntroduction
    | SwitchPersonal
    | PreviewDigest
    | CancelDigest
)
