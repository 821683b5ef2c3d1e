"""Which new articles wait for an editor; a pure function of the record and of the settings."""

from dataclasses import dataclass
from datetime import datetime

from bot.news.record import Record


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """What is held for an editor.

    Attributes:
        mode: ``off``; ``unpublished``: what no record says is on the front page; ``all``; ``large``: what would reach
            more than ``above`` people.
        above: people, for ``large``.
    """

    mode: str = "off"
    above: int = 5_000

    def reason(self, record: Record) -> str:
        """Why a new article waits whatever it reaches; empty where it does not. What is withdrawn waits for nobody."""
        if record.removed:
            return ""
        if record.hold:
            return "hold"
        if self.mode == "all" or (self.mode == "unpublished" and not record.published):
            return self.mode
        return ""

    def is_undecided(self, record: Record, now: datetime) -> bool:
        """Whether the fan-out decides: by how many it would reach, or since it is under embargo."""
        is_embargoed = record.embargo_until is not None and record.embargo_until > now
        return is_embargoed or (self.mode == "large" and not record.removed)

    def is_large(self, reach: int) -> bool:
        """Whether an article waits for an editor because it would reach so many people."""
        return self.mode == "large" and reach > self.above


NO_REVIEW = ReviewPolicy()
