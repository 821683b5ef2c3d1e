"""What a button sends back: a code of one or two letters and numbers, such as ``t:12:0``. Pages count from 0.

Codes of two letters are for administrators, whose rights are looked up at every press.

Any app may send any bytes as if a button had been pressed, so this data says what was asked, never that it is
allowed: whoever acts on it looks up the present state by the person's own id.
"""

import re
from dataclasses import dataclass, fields
from typing import ClassVar, get_args

from bot.views.admin.callback_data import AdminCallbackData


@dataclass(frozen=True, slots=True)
class OpenCatalogue:
    """Show a page of the catalogue."""

    code: ClassVar = "c"
    page: int = 0


@dataclass(frozen=True, slots=True)
class ToggleTopic:
    """Follow or leave a topic on a page of the catalogue, and show that page again."""

    code: ClassVar = "t"
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class PickTopic:
    """Follow or leave a topic under the welcome, and show the welcome again."""

    code: ClassVar = "w"
    topic_id: int


@dataclass(frozen=True, slots=True)
class FollowTopic:
    """Follow a topic."""

    code: ClassVar = "f"
    topic_id: int


@dataclass(frozen=True, slots=True)
class UnfollowTopic:
    """Stop following a topic."""

    code: ClassVar = "u"
    topic_id: int


@dataclass(frozen=True, slots=True)
class UndoFollow:
    """Take back what a link did."""

    code: ClassVar = "b"
    topic_id: int


@dataclass(frozen=True, slots=True)
class OpenMyTopics:
    """Show a page of the person's own topics."""

    code: ClassVar = "o"
    page: int = 0


@dataclass(frozen=True, slots=True)
class ToggleMute:
    """Mute or unmute one of the person's topics, and show that page again."""

    code: ClassVar = "h"
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class DropTopic:
    """Stop following one of the person's topics, and show that page again."""

    code: ClassVar = "d"
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ChooseTopicToMute:
    """Ask which topic of an alert to mute."""

    code: ClassVar = "q"
    article_id: int


@dataclass(frozen=True, slots=True)
class MuteTopic:
    """Mute a topic."""

    code: ClassVar = "m"
    topic_id: int


@dataclass(frozen=True, slots=True)
class UnmuteTopic:
    """Hear from a topic again."""

    code: ClassVar = "n"
    topic_id: int


@dataclass(frozen=True, slots=True)
class OpenRelated:
    """Show a page of an alert's related articles; page 0 is the alert itself."""

    code: ClassVar = "r"
    article_id: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenLatest:
    """Show a page of the newest stories."""

    code: ClassVar = "l"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenTopicLatest:
    """Show a page of the newest stories of one topic."""

    code: ClassVar = "a"
    topic_id: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenStory:
    """Send the alert of a story that a digest lists."""

    code: ClassVar = "e"
    article_id: int


@dataclass(frozen=True, slots=True)
class OpenDigestTopic:
    """Show a page of a topic's stories that a digest has no room for."""

    code: ClassVar = "x"
    digest_id: int
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """Show what the person receives."""

    code: ClassVar = "j"


@dataclass(frozen=True, slots=True)
class ToggleAnnouncements:
    """Receive announcements, or not: a button that was sent before ``TogglePreference``."""

    code: ClassVar = "s"


@dataclass(frozen=True, slots=True)
class TogglePreference:
    """Turn a setting on or off, named by the number of its declaration (``storage/preferences.py``)."""

    code: ClassVar = "p"
    number: int


@dataclass(frozen=True, slots=True)
class OpenHelp:
    """Show what the wire can do."""

    code: ClassVar = "i"


@dataclass(frozen=True, slots=True)
class ResumeAlerts:
    """Turn alerts on again."""

    code: ClassVar = "g"


@dataclass(frozen=True, slots=True)
class ConfirmDelete:
    """Erase everything about the person."""

    code: ClassVar = "y"


@dataclass(frozen=True, slots=True)
class CancelDelete:
    """Erase nothing."""

    code: ClassVar = "k"


@dataclass(frozen=True, slots=True)
class NoAction:
    """A button that only shows something, such as the page's number."""

    code: ClassVar = "z"


SubscriberCallbackData = (
    OpenCatalogue
    | ToggleTopic
    | PickTopic
    | FollowTopic
    | UnfollowTopic
    | UndoFollow
    | OpenMyTopics
    | ToggleMute
    | DropTopic
    | ChooseTopicToMute
    | MuteTopic
    | UnmuteTopic
    | OpenRelated
    | OpenLatest
    | OpenTopicLatest
    | OpenStory
    | OpenDigestTopic
    | OpenSettings
    | ToggleAnnouncements
    | TogglePreference
    | OpenHelp
    | ResumeAlerts
    | ConfirmDelete
    | CancelDelete
    | NoAction
)

_DATA = re.compile(r"([a-z]{1,2})((?::(?:0|[1-9][0-9]{0,18}))*)")
_LARGEST_NUMBER = 2**63 - 1
_ALL_KINDS = get_args(SubscriberCallbackData) + get_args(AdminCallbackData)
_KIND_BY_CODE: dict[str, type[SubscriberCallbackData | AdminCallbackData]] = {kind.code: kind for kind in _ALL_KINDS}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _ALL_KINDS}


def encode_callback_data(press: SubscriberCallbackData | AdminCallbackData) -> str:
    """Return the data of a button: ASCII, at most 62 of Telegram's 64 bytes."""
    return ":".join((press.code, *(str(getattr(press, name)) for name in _FIELDS[type(press)])))


def parse_callback_data(data: str) -> SubscriberCallbackData | AdminCallbackData | None:
    """Return what was pressed, or None for anything that no button of ours says."""
    found = _DATA.fullmatch(data)
    kind = _KIND_BY_CODE.get(found[1]) if found else None
    if found is None or kind is None:
        return None
    numbers = [int(number) for number in found[2].split(":")[1:]]
    if len(numbers) != len(_FIELDS[kind]) or any(number > _LARGEST_NUMBER for number in numbers):
        return None
    return kind(*numbers)
