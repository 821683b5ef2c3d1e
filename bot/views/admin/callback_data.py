"""What the buttons of administrators send back.

Digests, plans, reports and administrators; those of broadcasts have a file of their own.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.views.admin.broadcast_callback_data import AudienceCallbackData, BroadcastCallbackData


@dataclass(frozen=True, slots=True)
class OpenDigestDraft:
    """Show the draft of a digest."""

    code: ClassVar = "dc"
    digest_id: int


@dataclass(frozen=True, slots=True)
class EditDigestStories:
    """Show a page of its stories, to drop, move and pin."""

    code: ClassVar = "dd"
    digest_id: int
    page: int


@dataclass(frozen=True, slots=True)
class EditDigestStory:
    """Show what can be done to one story."""

    code: ClassVar = "de"
    digest_id: int
    story_id: int


@dataclass(frozen=True, slots=True)
class MoveDigestStory:
    """Move a story up (1) or down (0)."""

    code: ClassVar = "df"
    digest_id: int
    story_id: int
    is_up: int


@dataclass(frozen=True, slots=True)
class PinDigestStory:
    """Pin a story, or not."""

    code: ClassVar = "dg"
    digest_id: int
    story_id: int


@dataclass(frozen=True, slots=True)
class DropDigestStory:
    """Drop a story, or take it back."""

    code: ClassVar = "dh"
    digest_id: int
    story_id: int


@dataclass(frozen=True, slots=True)
class AskIntroduction:
    """Ask for an introduction."""

    code: ClassVar = "di"
    digest_id: int


@dataclass(frozen=True, slots=True)
class DropIntroduction:
    """Take the introduction away."""

    code: ClassVar = "dj"
    digest_id: int


@dataclass(frozen=True, slots=True)
class ToggleDigestPersonal:
    """Let each recipient see only the topics that they follow, or all."""

    code: ClassVar = "dk"
    digest_id: int


@dataclass(frozen=True, slots=True)
class PreviewDigest:
    """Show the digest as it will be sent."""

    code: ClassVar = "dl"
    digest_id: int


@dataclass(frozen=True, slots=True)
class CancelDigest:
    """Throw the draft away."""

    code: ClassVar = "dm"
    digest_id: int


DigestCallbackData = (
    OpenDigestDraft
    | EditDigestStories
    | EditDigestStory
    | MoveDigestStory
    | PinDigestStory
    | DropDigestStory
    | AskIntroduction
    | DropIntroduction
    | ToggleDigestPersonal
    | PreviewDigest
    | CancelDigest
)


@dataclass(frozen=True, slots=True)
class OpenPlans:
    """Show all plans."""

    code: ClassVar = "pa"


@dataclass(frozen=True, slots=True)
class NewPlan:
    """Make a plan."""

    code: ClassVar = "pb"


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """Show one plan."""

    code: ClassVar = "pc"
    plan_id: int


@dataclass(frozen=True, slots=True)
class AskPlanCron:
    """Ask when it appears."""

    code: ClassVar = "pd"
    plan_id: int


@dataclass(frozen=True, slots=True)
class SetPlanCron:
    """Take one of the offered times, by its place."""

    code: ClassVar = "pe"
    plan_id: int
    place: int


@dataclass(frozen=True, slots=True)
class AskPlanZone:
    """Ask for its time zone."""

    code: ClassVar = "pf"
    plan_id: int


@dataclass(frozen=True, slots=True)
class OpenPlanTopics:
    """Show a page of topics for it."""

    code: ClassVar = "pg"
    plan_id: int
    page: int


@dataclass(frozen=True, slots=True)
class TogglePlanTopic:
    """Take a topic in, or out."""

    code: ClassVar = "ph"
    plan_id: int
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class TogglePlanApproval:
    """Have an editor approve each issue, or not."""

    code: ClassVar = "pi"
    plan_id: int


@dataclass(frozen=True, slots=True)
class TogglePlanPersonal:
    """Let each recipient see only their topics, or all."""

    code: ClassVar = "pj"
    plan_id: int


@dataclass(frozen=True, slots=True)
class TogglePlan:
    """Switch it on or off."""

    code: ClassVar = "pk"
    plan_id: int


@dataclass(frozen=True, slots=True)
class RemovePlan:
    """Ask whether to remove it."""

    code: ClassVar = "pl"
    plan_id: int


@dataclass(frozen=True, slots=True)
class ConfirmRemovePlan:
    """Remove it."""

    code: ClassVar = "pm"
    plan_id: int


@dataclass(frozen=True, slots=True)
class DropIssue:
    """Do not send an issue that waits for approval."""

    code: ClassVar = "pn"
    issue_id: int


@dataclass(frozen=True, slots=True)
class OpenPlanAudience:
    """Choose who of the followers of its topics has it."""

    code: ClassVar = "po"
    plan_id: int


@dataclass(frozen=True, slots=True)
class TogglePlanChatKind:
    """Take a kind of chat in, or out; by its place."""

    code: ClassVar = "pp"
    plan_id: int
    place: int


@dataclass(frozen=True, slots=True)
class TogglePlanLanguage:
    """Take a language in, or out; by its place in the list of known ones."""

    code: ClassVar = "pq"
    plan_id: int
    place: int


@dataclass(frozen=True, slots=True)
class SetPlanActiveDays:
    """Only those active in so many days; 0 for all."""

    code: ClassVar = "pr"
    plan_id: int
    days: int


PlanAudienceCallbackData = (
    OpenPlanTopics | TogglePlanTopic | OpenPlanAudience | TogglePlanChatKind | TogglePlanLanguage | SetPlanActiveDays
)
"""Of these ``bot.handlers.admin.audience`` takes care, as it does of the audience of a broadcast."""

PlanCallbackData = (
    OpenPlans
    | NewPlan
    | OpenPlan
    | AskPlanCron
    | SetPlanCron
    | AskPlanZone
    | TogglePlanApproval
    | TogglePlanPersonal
    | TogglePlan
    | RemovePlan
    | ConfirmRemovePlan
    | DropIssue
    | PlanAudienceCallbackData
)


@dataclass(frozen=True, slots=True)
class OpenStats:
    """Show the statistics of so many days (0: all), light (0) or dark (1)."""

    code: ClassVar = "ra"
    days: int
    is_dark: int


@dataclass(frozen=True, slots=True)
class GetStatsFiles:
    """Send them as CSV."""

    code: ClassVar = "rb"
    days: int


@dataclass(frozen=True, slots=True)
class OpenStatus:
    """Show how the wire is doing."""

    code: ClassVar = "rc"


@dataclass(frozen=True, slots=True)
class OpenRejectedFiles:
    """Show a page of the records that could not be read."""

    code: ClassVar = "rd"
    page: int


@dataclass(frozen=True, slots=True)
class OpenAudit:
    """Show a page of who did what."""

    code: ClassVar = "re"
    page: int


@dataclass(frozen=True, slots=True)
class OpenBroadcastReport:
    """Show the report of a broadcast, light (0) or dark (1)."""

    code: ClassVar = "rf"
    broadcast_id: int
    is_dark: int


ReportsCallbackData = OpenStats | GetStatsFiles | OpenStatus | OpenRejectedFiles | OpenAudit | OpenBroadcastReport


@dataclass(frozen=True, slots=True)
class OpenAdmins:
    """Show the administrators."""

    code: ClassVar = "sa"


@dataclass(frozen=True, slots=True)
class AskEditor:
    """Ask who is to become an editor."""

    code: ClassVar = "sb"


@dataclass(frozen=True, slots=True)
class RemoveEditor:
    """Ask whether to remove an editor."""

    code: ClassVar = "sc"
    person_id: int


@dataclass(frozen=True, slots=True)
class ConfirmRemoveEditor:
    """Remove an editor."""

    code: ClassVar = "sd"
    person_id: int


@dataclass(frozen=True, slots=True)
class StopAsking:
    """Wait for no answer any more."""

    code: ClassVar = "se"


AdminsCallbackData = OpenAdmins | AskEditor | RemoveEditor | ConfirmRemoveEditor | StopAsking

AdminCallbackData = (
    AudienceCallbackData
    | BroadcastCallbackData
    | DigestCallbackData
    | PlanCallbackData
    | ReportsCallbackData
    | AdminsCallbackData
)
