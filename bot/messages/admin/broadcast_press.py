"""What an administrator can ask of a broadcast by pressing a button."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OpenBroadcasts:
    """Show a page of the broadcasts there were."""

    letter: ClassVar = "bk"
    page: int


@dataclass(frozen=True, slots=True)
class OpenPanel:
    """Show the panel of a broadcast."""

    letter: ClassVar = "ba"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ShowBroadcast:
    """Show a broadcast as it looks, and its panel below."""

    letter: ClassVar = "bh"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SendNow:
    """Send a broadcast now."""

    letter: ClassVar = "bs"
    broadcast_id: int
    mark: int


@dataclass(frozen=True, slots=True)
class SendTest:
    """Send a broadcast to whoever presses."""

    letter: ClassVar = "bt"
    broadcast_id: int
    mark: int


@dataclass(frozen=True, slots=True)
class OpenStart:
    """Ask when to send a broadcast."""

    letter: ClassVar = "bu"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SetStart:
    """Send a broadcast in so many minutes."""

    letter: ClassVar = "bv"
    broadcast_id: int
    minutes: int
    mark: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Make a broadcast that waits a draft again."""

    letter: ClassVar = "bb"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class CancelBroadcast:
    """Cancel a broadcast, begun or not."""

    letter: ClassVar = "bc"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ConfirmCancel:
    """Cancel one that has begun, after the question."""

    letter: ClassVar = "bd"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class PauseBroadcast:
    """Pause a broadcast."""

    letter: ClassVar = "bp"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ResumeBroadcast:
    """Go on with a broadcast."""

    letter: ClassVar = "br"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class Extend:
    """Send a broadcast to those who joined since."""

    letter: ClassVar = "be"
    broadcast_id: int
    mark: int


@dataclass(frozen=True, slots=True)
class ConfirmLarge:
    """Confirm a large broadcast as a second owner."""

    letter: ClassVar = "bf"
    broadcast_id: int
    mark: int


@dataclass(frozen=True, slots=True)
class RejectLarge:
    """Refuse a large broadcast as a second owner."""

    letter: ClassVar = "bg"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SwitchNotice:
    """Make it a service notice, or news."""

    letter: ClassVar = "bn"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SwitchTrial:
    """Send a first batch before the rest, or not."""

    letter: ClassVar = "bo"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SwitchTwice:
    """Never send again what is perhaps delivered, or once."""

    letter: ClassVar = "bq"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """Ask after when not to send it."""

    letter: ClassVar = "bx"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SetEnd:
    """Do not send it after so many hours; 0 for whenever."""

    letter: ClassVar = "by"
    broadcast_id: int
    hours: int


@dataclass(frozen=True, slots=True)
class OpenLinks:
    """Ask for link buttons."""

    letter: ClassVar = "bl"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class DropLinks:
    """Take the link buttons away."""

    letter: ClassVar = "bm"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class RewritePost:
    """Ask for another message in place of the one to send."""

    letter: ClassVar = "bw"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class GetRecipients:
    """Send a CSV of every recipient."""

    letter: ClassVar = "cj"
    broadcast_id: int


BroadcastPress = (
    OpenBroadcasts
    | OpenPanel
    | ShowBroadcast
    | SendNow
    | SendTest
    | OpenStart
    | SetStart
    | TakeBack
    | CancelBroadcast
    | ConfirmCancel
    | PauseBroadcast
    | ResumeBroadcast
    | Extend
    | ConfirmLarge
    | RejectLarge
    | SwitchNotice
    | SwitchTrial
    | SwitchTwice
    | OpenEnd
    | SetEnd
    | OpenLinks
    | DropLinks
    | RewritePost
    | GetRecipients
)
