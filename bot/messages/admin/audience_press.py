"""What an administrator can ask of the audience of a broadcast by pressing a button."""

from dataclasses import dataclass
from typing import ClassVar


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


AudiencePress = (
    OpenAudience
    | OpenTopics
    | SwitchTopic
    | OpenLanguages
    | SwitchLanguage
    | SwitchKind
    | AskJoined
    | SetActive
    | Everyone
)
