"""From claims to what is sent: alerts, and what broadcasts say."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.messages.post import Sendable
from bot.messages.texts import Voice
from bot.pipeline.composing import Content, NothingToTellError, Word, gather
from bot.pipeline.posting import Kept, Posts, gather_posts
from storage.database import Database
from storage.models import DeliveryState
from storage.outbox import Claim
from storage.settlement import Closed

log = logging.getLogger(__name__)


class Composed(NamedTuple):
    """A message, for whom, and whether another one of the same delivery follows."""

    claim: Claim
    message: Sendable
    is_last: bool = True


class Composer:
    """Composes messages.

    Args:
        database: Where what they are made of is.
        word: Words an alert.
        voice: Gives the texts of a language.
        clock: Now, aware.
    """

    def __init__(
        self, database: Database, word: Word, voice: Callable[[str], Voice], clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._word = word
        self._voice = voice
        self._clock = clock
        self._kept = Kept()

    async def compose(self, claims: Sequence[Claim]) -> tuple[list[Composed], list[Closed]]:
        """Messages for claims; what cannot be told is closed instead, and harms no other."""
        alerts = [claim for claim in claims if claim.broadcast_id is None]
        others = [claim for claim in claims if claim.broadcast_id is not None]
        content, posts = await self._gathered(alerts, others)
        composed, closed = [], []
        for claim in claims:
            match self._composed(claim, content, posts):
                case Composed() as message:
                    composed.append(message)
                case end:
                    closed.append(end)
        return composed, closed

    async def _gathered(self, alerts: Sequence[Claim], others: Sequence[Claim]) -> tuple[Content, Posts]:
        content, posts = Content({}, {}, {}, {}), Posts({}, {})
        if alerts:
            content = await self._database.run(gather, alerts)
        if others:
            posts = await self._database.run(gather_posts, others, self._kept, self._clock())
        return content, posts

    def _composed(self, claim: Claim, content: Content, posts: Posts) -> Composed | Closed:
        try:
            if claim.broadcast_id is None:
                return Composed(claim, content.message(claim, self._word))
            parts = posts.parts(claim, self._voice)
        except NothingToTellError as error:
            if claim.part:  # some of it is out, and nothing of the rest is theirs any more
                return Closed(claim, DeliveryState.SENT, "")
            return Closed(claim, DeliveryState.CANCELLED, str(error), error.reason)
        except Exception:
            what = f"broadcast {claim.broadcast_id}" if claim.broadcast_id else f"article {claim.article_id}"
            log.exception("%s cannot be worded; delivery %d is set aside", what, claim.id)
            return Closed(claim, DeliveryState.DEAD, "it cannot be worded")
        if claim.part >= len(parts):  # it became shorter since its last message was sent
            return Closed(claim, DeliveryState.SENT, "")
        return Composed(claim, parts[claim.part], claim.part == len(parts) - 1)
