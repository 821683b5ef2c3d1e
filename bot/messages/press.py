"""What a person can ask by pressing a button: a closed set. Pages count from 0."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OpenCatalogue:
    """Show a page of the catalogue."""

    letter: ClassVar = "c"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Toggle:
    """Follow or leave a topic on a page of the catalogue, and show that page again."""

    letter: ClassVar = "t"
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class Pick:
    """Follow or leave a topic under the welcome, and show the welcome again."""

    letter: ClassVar = "w"
    topic_id: int


@dataclass(frozen=True, slots=True)
class Follow:
    """Follow a topic."""

    letter: ClassVar = "f"
    topic_id: int


@dataclass(frozen=True, slots=True)
class Unfollow:
    """Stop following a topic."""

    letter: ClassVar = "u"
    topic_id: int


@dataclass(frozen=True, slots=True)
class UndoFollow:
    """Take back what a link did."""

    letter: ClassVar = "b"
    topic_id: int


@dataclass(frozen=True, slots=True)
class OpenMine:
    """Show a page of the person's own topics."""

    letter: ClassVar = "o"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Hush:
    """Mute or unmute one of the person's topics, and show that page again."""

    letter: ClassVar = "h"
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Stop following one of the person's topics, and show that page again."""

    letter: ClassVar = "d"
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ChooseMute:
    """Ask which topic of an alert to mute."""

    letter: ClassVar = "q"
    article_id: int


@dataclass(frozen=True, slots=True)
class Mute:
    """Mute a topic."""

    letter: ClassVar = "m"
    topic_id: int


@dataclass(frozen=True, slots=True)
class Unmute:
    """Hear from a topic again."""

    letter: ClassVar = "n"
    topic_id: int


@dataclass(frozen=True, slots=True)
class OpenRelated:
    """Show a page of an alert's related articles; page 0 is the alert itself."""

    letter: ClassVar = "r"
    article_id: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenLatest:
    """Show a page of the newest stories."""

    letter: ClassVar = "l"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenLatestOf:
    """Show a page of the newest stories of one topic."""

    letter: ClassVar = "a"
    topic_id: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenStory:
    """Send the alert of a story that a digest lists."""

    letter: ClassVar = "e"
    article_id: int


@dataclass(frozen=True, slots=True)
class OpenMore:
    """Show a page of a topic's stories that a digest has no room for."""

    letter: ClassVar = "x"
    digest_id: int
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """Show what the person receives."""

    letter: ClassVar = "j"


@dataclass(frozen=True, slots=True)
class SwitchAnnouncements:
    """Receive announcements, or not."""

    letter: ClassVar = "s"


@dataclass(frozen=True, slots=True)
class OpenHelp:
    """Show what the wire can do."""

    letter: ClassVar = "i"


@dataclass(frozen=True, slots=True)
class Resume:
    """Turn alerts on again."""

    letter: ClassVar = "g"


@dataclass(frozen=True, slots=True)
class ConfirmDelete:
    """Erase everything about the person."""

    letter: ClassVar = "y"


@dataclass(frozen=True, slots=True)
class CancelDelete:
    """Erase nothing."""

    letter: ClassVar = "k"


@dataclass(frozen=True, slots=True)
class Nothing:
    """A button that only shows something, such as the page's number."""

    letter: ClassVar = "z"


Press = (
    OpenCatalogue
    | Toggle
    | Pick
    | Follow
    | Unfollow
    | UndoFollow
    | OpenMine
    | Hush
    | Drop
    | ChooseMute
    | Mute
    | Unmute
    | OpenRelated
    | OpenLatest
    | OpenLatestOf
    | OpenStory
    | OpenMore
    | OpenSettings
    | SwitchAnnouncements
    | OpenHelp
    | Resume
    | ConfirmDelete
    | CancelDelete
    | Nothing
)
