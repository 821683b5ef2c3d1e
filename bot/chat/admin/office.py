"""What serving administrators takes besides what answering people does, and who they are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from bot.chat.admin.albums import Albums
from bot.pipeline.report import Scans
from storage import editors
from storage.database import Database


class Role(Enum):
    """What an administrator may do."""

    OWNER = "owner"
    """Everything."""
    EDITOR = "editor"
    """Everything but change who the administrators are."""


def nothing() -> None:
    """Wake nobody."""


@dataclass(frozen=True, slots=True)
class Office:
    """What serving administrators takes.

    Attributes:
        owners: user ids of the settings.
        zone: in which times that they write are read.
        rate: messages a second that go out at present; 0 for no limit.
        wake: says that there is something to send.
        version: of the program.
        started_at: when the process began to run; None while it does not.
        scans: the last scan, and the last that found something.
        albums: those that are arriving.
    """

    owners: frozenset[int] = frozenset()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    rate: Callable[[], float] = lambda: 25.0
    wake: Callable[[], None] = nothing
    version: str = ""
    started_at: datetime | None = None
    scans: Callable[[], Scans] = Scans
    albums: Albums = field(default_factory=Albums)

    async def role_of(self, database: Database, person_id: int) -> Role | None:
        """Return what a person may do; None for everybody else."""
        if person_id in self.owners:
            return Role.OWNER
        return Role.EDITOR if await database.run(editors.is_editor, person_id) else None
