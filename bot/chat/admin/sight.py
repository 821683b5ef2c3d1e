"""What the panel and the menu of the audience show, read at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.chat.admin.errand import Errand
from bot.messages.admin.reach import Reach
from bot.pipeline.campaign import Campaign
from storage import audience, broadcasts, topics
from storage.audience import Audience
from storage.database import reads
from storage.models import Broadcast, Topic

RULES = Campaign()
"""How broadcasts go out."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A broadcast, with whom it would reach now."""

    broadcast: Broadcast
    audience: Audience
    topics: list[Topic]
    size: int

    def reach(self, rate: float) -> Reach:
        """Return whom it reaches, at so many messages a second."""
        rest = RULES.rest
        return Reach(self.audience, self.topics, self.size, rate, self.broadcast.trial, rest)


async def look(errand: Errand, broadcast_id: int) -> Sight | None:
    """Return a broadcast with whom it would reach now; None if there is none of that number."""
    return await errand.run(_look, broadcast_id, errand.now)


@reads
def _look(session: Session, broadcast_id: int, now: datetime) -> Sight | None:
    broadcast = broadcasts.find(session, broadcast_id)
    if broadcast is None:
        return None
    wanted = Audience.from_json(broadcast.audience)
    size = audience.count(session, wanted, broadcast.is_notice, now)
    return Sight(broadcast, wanted, topics.every(session), size)
