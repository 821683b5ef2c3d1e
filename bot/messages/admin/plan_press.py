"""What can be asked of a planned digest by pressing a button."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OpenPlans:
    """Show all plans."""

    letter: ClassVar = "pa"


@dataclass(frozen=True, slots=True)
class NewPlan:
    """Make a plan."""

    letter: ClassVar = "pb"


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """Show one plan."""

    letter: ClassVar = "pc"
    plan_id: int


@dataclass(frozen=True, slots=True)
class AskCron:
    """Ask when it appears."""

    letter: ClassVar = "pd"
    plan_id: int


@dataclass(frozen=True, slots=True)
class SetCron:
    """Take one of the offered times, by its place."""

    letter: ClassVar = "pe"
    plan_id: int
    place: int


@dataclass(frozen=True, slots=True)
class AskZone:
    """Ask for its time zone."""

    letter: ClassVar = "pf"
    plan_id: int


@dataclass(frozen=True, slots=True)
class OpenPlanTopics:
    """Show a page of topics for it."""

    letter: ClassVar = "pg"
    plan_id: int
    page: int


@dataclass(frozen=True, slots=True)
class SwitchPlanTopic:
    """Take a topic in, or out."""

    letter: ClassVar = "ph"
    plan_id: int
    topic_id: int
    page: int


@dataclass(frozen=True, slots=True)
class SwitchApproval:
    """Have an editor approve each issue, or not."""

    letter: ClassVar = "pi"
    plan_id: int


@dataclass(frozen=True, slots=True)
class SwitchPlanPersonal:
    """Let each recipient see only their topics, or all."""

    letter: ClassVar = "pj"
    plan_id: int


@dataclass(frozen=True, slots=True)
class SwitchPlan:
    """Switch it on or off."""

    letter: ClassVar = "pk"
    plan_id: int


@dataclass(frozen=True, slots=True)
class RemovePlan:
    """Ask whether to remove it."""

    letter: ClassVar = "pl"
    plan_id: int


@dataclass(frozen=True, slots=True)
class ConfirmRemovePlan:
    """Remove it."""

    letter: ClassVar = "pm"
    plan_id: int


@dataclass(frozen=True, slots=True)
class DropIssue:
    """Do not send an issue that waits for approval."""

    letter: ClassVar = "pn"
    issue_id: int


@dataclass(frozen=True, slots=True)
class OpenReaders:
    """Choose who of the followers of its topics has it."""

    letter: ClassVar = "po"
    plan_id: int


@dataclass(frozen=True, slots=True)
class SwitchReaders:
    """Take a kind of chat in, or out; by its place."""

    letter: ClassVar = "pp"
    plan_id: int
    place: int


@dataclass(frozen=True, slots=True)
class SwitchPlanLanguage:
    """Take a language in, or out; by its place in the list of known ones."""

    letter: ClassVar = "pq"
    plan_id: int
    place: int


@dataclass(frozen=True, slots=True)
class SetReadersActive:
    """Only those active in so many days; 0 for all."""

    letter: ClassVar = "pr"
    plan_id: int
    days: int


PlanPress = (
    OpenPlans
    | NewPlan
    | OpenPlan
    | AskCron
    | SetCron
    | AskZone
    | OpenPlanTopics
    | SwitchPlanTopic
    | SwitchApproval
    | SwitchPlanPersonal
    | SwitchPlan
    | RemovePlan
    | ConfirmRemovePlan
    | DropIssue
    | OpenReaders
    | SwitchReaders
    | SwitchPlanLanguage
    | SetReadersActive
)
