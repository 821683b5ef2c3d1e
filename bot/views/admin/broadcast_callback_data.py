"""What the buttons of a broadcast and of its audience send back."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OpenBroadcasts:
    """Show a page of the broadcasts there were."""

    code: ClassVar = "bk"
    page: int


@dataclass(frozen=True, slots=True)
class OpenBroadcastPanel:
    """Show the panel of a broadcast."""

    code: ClassVar = "ba"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ShowBroadcast:
    """Show a broadcast as it looks, and its panel below."""

    code: ClassVar = "bh"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SendBroadcast:
    """Send a broadcast now."""

    code: ClassVar = "bs"
    broadcast_id: int
    mark: int


@dataclass(frozen=True, slots=True)
class SendTest:
    """Send a broadcast to whoever presses."""

    code: ClassVar = "bt"
    broadcast_id: int
    mark: int


@dataclass(frozen=True, slots=True)
class AskStartTime:
    """Ask when to send a broadcast."""

    code: ClassVar = "bu"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SetStartTime:
    """Send a broadcast in so many minutes."""

    code: ClassVar = "bv"
    broadcast_id: int
    minutes: int
    mark: int


@dataclass(frozen=True, slots=True)
class ReturnToDraft:
    """Make a broadcast that waits a draft again."""

    code: ClassVar = "bb"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class CancelBroadcast:
    """Cancel a broadcast, begun or not."""

    code: ClassVar = "bc"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ConfirmCancelBroadcast:
    """Cancel one that has begun, after the question."""

    code: ClassVar = "bd"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class PauseBroadcast:
    """Pause a broadcast."""

    code: ClassVar = "bp"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ResumeBroadcast:
    """Go on with a broadcast."""

    code: ClassVar = "br"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ExtendBroadcast:
    """Send a broadcast to those who joined since."""

    code: ClassVar = "be"
    broadcast_id: int
    mark: int


@dataclass(frozen=True, slots=True)
class ConfirmLargeBroadcast:
    """Confirm a large broadcast as a second owner."""

    code: ClassVar = "bf"
    broadcast_id: int
    mark: int


@dataclass(frozen=True, slots=True)
class RejectLargeBroadcast:
    """Refuse a large broadcast as a second owner."""

    code: ClassVar = "bg"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ToggleNotice:
    """Make it a service notice, or news."""

    code: ClassVar = "bn"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ToggleTrial:
    """Send a first batch before the rest, or not."""

    code: ClassVar = "bo"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ToggleNeverTwice:
    """Never send again what is perhaps delivered, or once."""

    code: ClassVar = "bq"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class AskEndTime:
    """Ask after when not to send it."""

    code: ClassVar = "bx"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SetEndTime:
    """Do not send it after so many hours; 0 for whenever."""

    code: ClassVar = "by"
    broadcast_id: int
    hours: int


@dataclass(frozen=True, slots=True)
class AskLinkButtons:
    """Ask for link buttons."""

    code: ClassVar = "bl"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class DropLinkButtons:
    """Take the link buttons away."""

    code: ClassVar = "bm"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class AskAnotherPost:
    """Ask for another message in place of the one to send."""

    code: ClassVar = "bw"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class GetRecipientsFile:
    """Send a CSV of every recipient."""

    code: ClassVar = "cj"
    broadcast_id: int


BroadcastCallbackData = (
    OpenBroadcasts
    | OpenBroadcastPanel
    | ShowBroadcast
    | SendBroadcast
    | SendTest
    | AskStartTime
    | SetStartTime
    | ReturnToDraft
    | CancelBroadcast
    | ConfirmCancelBroadcast
    | PauseBroadcast
    | ResumeBroadcast
    | ExtendBroadcast
    | ConfirmLargeBroadcast
    | RejectLargeBroadcast
    | ToggleNotice
    | ToggleTrial
    | ToggleNeverTwice
    | AskEndTime
    | SetEndTime
    | AskLinkButtons
    | DropLinkButtons
    | AskAnotherPost
    | GetRecipientsFile
)


@dataclass(frozen=True, slots=True)
class OpenAudience:
    """Choose the audience."""

    code: ClassVar = "ca"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class OpenAudienceTopics:
    """Show a page of topics for the audience."""

    code: ClassVar = "cb"
    broadcast_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ToggleAudienceTopic:
    """Take a topic into the audience, or out."""

    code: ClassVar = "cc"
    broadcast_id: int
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenAudienceLanguages:
    """Show the languages for the audience."""

    code: ClassVar = "cd"
    broadcast_id: int


@dataclass(frozen=True, slots=True)
class ToggleAudienceLanguage:
    """Take a language into the audience, or out; by its place in the list of known ones."""

    code: ClassVar = "ce"
    broadcast_id: int
    place: int


@dataclass(frozen=True, slots=True)
class ToggleAudienceChatKind:
    """Take a kind of chat into the audience, or out; by its place in the enum."""

    code: ClassVar = "cf"
    broadcast_id: int
    place: int


@dataclass(frozen=True, slots=True)
class AskAudienceJoinDay:
    """Ask for the day before (0) or after (1) which they joined."""

    code: ClassVar = "cg"
    broadcast_id: int
    is_after: int


@dataclass(frozen=True, slots=True)
class SetAudienceActiveDays:
    """Only those active in so many days; 0 for all."""

    code: ClassVar = "ch"
    broadcast_id: int
    days: int


@dataclass(frozen=True, slots=True)
class ClearAudience:
    """Take every restriction of the audience away."""

    code: ClassVar = "ci"
    broadcast_id: int


AudienceCallbackData = (
    OpenAudience
    | OpenAudienceTopics
    | ToggleAudienceTopic
    | OpenAudienceLanguages
    | ToggleAudienceLanguage
    | ToggleAudienceChatKind
    | AskAudienceJoinDay
    | SetAudienceActiveDays
    | ClearAudience
)
