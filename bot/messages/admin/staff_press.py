"""What can be asked about administrators by pressing a button."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OpenAdmins:
    """Show the administrators."""

    letter: ClassVar = "sa"


@dataclass(frozen=True, slots=True)
class AskEditor:
    """Ask who is to become an editor."""

    letter: ClassVar = "sb"


@dataclass(frozen=True, slots=True)
class RemoveEditor:
    """Ask whether to remove an editor."""

    letter: ClassVar = "sc"
    person_id: int


@dataclass(frozen=True, slots=True)
class ConfirmRemoveEditor:
    """Remove an editor."""

    letter: ClassVar = "sd"
    person_id: int


@dataclass(frozen=True, slots=True)
class StopAsking:
    """Wait for no answer any more."""

    letter: ClassVar = "se"


StaffPress = OpenAdmins | AskEditor | RemoveEditor | ConfirmRemoveEditor | StopAsking
