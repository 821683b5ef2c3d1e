"""What can be asked of reports by pressing a button."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OpenStats:
    """Show the statistics of so many days (0: all), light (0) or dark (1)."""

    letter: ClassVar = "ra"
    days: int
    is_dark: int


@dataclass(frozen=True, slots=True)
class GetStats:
    """Send them as CSV."""

    letter: ClassVar = "rb"
    days: int


@dataclass(frozen=True, slots=True)
class OpenStatus:
    """Show how the wire is doing."""

    letter: ClassVar = "rc"


@dataclass(frozen=True, slots=True)
class OpenRejected:
    """Show a page of the records that could not be read."""

    letter: ClassVar = "rd"
    page: int


@dataclass(frozen=True, slots=True)
class OpenAudit:
    """Show a page of who did what."""

    letter: ClassVar = "re"
    page: int


@dataclass(frozen=True, slots=True)
class OpenReport:
    """Show the report of a broadcast, light (0) or dark (1)."""

    letter: ClassVar = "rf"
    broadcast_id: int
    is_dark: int


ReportPress = OpenStats | GetStats | OpenStatus | OpenRejected | OpenAudit | OpenReport
