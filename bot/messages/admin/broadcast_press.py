"""What an administrator can ask of a broadcast by pressing a button."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OpenPanel:
    """Show the panel of a broadcast."""

    letter: ClassVar = "ba"
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
class OpenAudience:
    """Choose the audience."""

    letter: ClassVar = "ca"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class OpenTopics:
    """Show a page of topics for the audience."""

    letter: ClassVar = "cb"
    broadcast_id: int
    page: int


@dataclass(frozen=True, slots=True)
class SwitchTopic:
    """Take a topic into the audience, or out."""

    letter: ClassVar = "cc"
    broadcast_id: int
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenLanguages:
    """Show the languages for the audience."""

    letter: ClassVar = "cd"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SwitchLanguage:
    """Take a language into the audience, or out; by its place in the list of known ones."""

    letter: ClassVar = "ce"
    broadcast_id: int
    place: int


@dataclass(frozen=True, slots=True)
class SwitchKind:
    """Take a kind of chat into the audience, or out; by its place in the enum."""

    letter: ClassVar = "cf"
    broadcast_id: int
    place: int


@dataclass(frozen=True, slots=True)
class AskJoined:
    """Ask for the day before (0) or after (1) which they joined."""

    letter: ClassVar = "cg"
    broadcast_id: int
    is_after: int


@dataclass(frozen=True, slots=True)
class SetActive:
    """Only those active in so many days; 0 for all."""

    letter: ClassVar = "ch"
    broadcast_id: int
    days: int


@dataclass(frozen=True, slots=True)
class Everyone:
    """Take every restriction of the audience away."""

    letter: ClassVar = "ci"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class GetRecipients:
    """Send a CSV of every recipient."""

    letter: ClassVar = "cj"
    broadcast_id: int


BroadcastPress = (
    OpenPanel
    | SendNow
    | SendTest
    | OpenStart
    | SetStart
    | CancelBroadcast
    | ConfirmCancel
    | PauseBroadcast
    | ResumeBroadcast
    | Extend
    | ConfirmLarge
    | RejectLarge
    | SwitchNotice
    | SwitchTrial
    | OpenEnd
    | SetEnd
    | OpenLinks
    | DropLinks
    | RewritePost
    | OpenAudience
    | OpenTopics
    | SwitchTopic
    | OpenLanguages
    | SwitchLanguage
    | SwitchKind
    | AskJoined
    | SetActive
    | Everyone
    | GetRecipients
)
