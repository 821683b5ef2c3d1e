"""What the panel and the menu of the audience show, read at once."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.chat.admin.errand import Errand
from bot.messages.admin.reach import Reach
from bot.pipeline.campaign import Campaign
from bot.pipeline.digesting import load_digest
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
    parts: int = 1
    """Messages that each recipient is sent."""

    def reach(self, rate: float) -> Reach:
        """Return whom it reaches, at so many messages a second."""
        trial = self.broadcast.trial
        return Reach(self.audience, self.topics, self.size, rate, trial, RULES.rest, self.parts)


async def look(errand: Errand, broadcast_id: int) -> Sight | None:
    """Return a broadcast with whom it would reach now; None if there is none of that number."""
    seen = await errand.run(_look, broadcast_id, errand.now)
    if seen is None or seen.broadcast.digest_id is None:
        return seen
    content = await errand.run(load_digest, seen.broadcast.digest_id)
    return replace(seen, parts=max(1, len(content.messages(errand.voice)))) if content else seen


@reads
def _look(session: Session, broadcast_id: int, now: datetime) -> Sight | None:
    broadcast = broadcasts.find(session, broadcast_id)
    if broadcast is None:
        return None
    wanted = Audience.from_json(broadcast.audience)
    size = audience.count(session, wanted, broadcast.is_notice, now)
    return Sight(broadcast, wanted, topics.every(session), size)
