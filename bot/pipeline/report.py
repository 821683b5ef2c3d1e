"""What one scan found and did."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bot.pipeline.ingest import Intake


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, and why; ``line`` counts from 1, None where no line is at fault."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        """Return it as one reads it in a log: ``path:line: reason``."""
        return f"{self.path}:{self.line}: {self.reason}" if self.line else f"{self.path}: {self.reason}"


@dataclass
class ScanReport:
    """Counts of files by what became of them, and the files that were set aside."""

    counts: Counter[Intake] = field(default_factory=Counter)
    rejected: list[Problem] = field(default_factory=list)
    unsettled: list[Problem] = field(default_factory=list)
    """Files that could not be read just now: the next scan tries them again."""
    gone: int = 0
    owed: int = 0
    """Deliveries written."""

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell of."""
        happened = {intake for intake, count in self.counts.items() if count} - {Intake.UNCHANGED}
        return not (self.owed or self.gone or self.unsettled or happened)


@dataclass(frozen=True, slots=True)
class PastScan:
    """A scan that is over: what it reports, or why it found nothing out."""

    ended_at: datetime
    report: ScanReport | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Scans:
    """The last scan, and the last one that found something; None while there was none."""

    last: PastScan | None = None
    last_find: PastScan | None = None
