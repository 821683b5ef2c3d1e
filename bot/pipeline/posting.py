"""What broadcasts say: read for a batch of deliveries, worded once for all who are told the same."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from sqlmodel import Session

from bot.messages.post import Sendable, from_json
from bot.messages.texts import Voice
from bot.pipeline.composing import NothingToTellError
from bot.pipeline.digesting import DigestContent, hearing, load_digest
from storage import broadcasts
from storage.database import reads
from storage.models import Cancellation
from storage.outbox import Claim

KEPT_FOR = timedelta(minutes=1)
"""A digest is not read anew for every batch; what was withdrawn since is told for so long at most."""

Heard = Mapping[int, frozenset[int]]
"""Which topics of a personal digest each subscriber hears of."""


class Kept:
    """Digests that are being sent, as last read."""

    def __init__(self) -> None:
        self._digests: dict[int, tuple[datetime, DigestContent | None]] = {}

    def digest(self, session: Session, digest_id: int, now: datetime) -> DigestContent | None:
        """A digest, read at most ``KEPT_FOR`` ago; None when it is gone."""
        read_at, content = self._digests.get(digest_id, (None, None))
        if read_at is None or now - read_at >= KEPT_FOR:
            fresh = {each: kept for each, kept in self._digests.items() if now - kept[0] < KEPT_FOR}
            content = load_digest(session, digest_id)
            self._digests = fresh | {digest_id: (now, content)}
        return content


class Posts:
    """What the broadcasts of a batch say.

    Args:
        written: What administrators wrote, by broadcast, as JSON.
        digests: The digests that others are made of, by broadcast, with who hears of what.
    """

    def __init__(self, written: Mapping[int, str], digests: Mapping[int, tuple[DigestContent, Heard]]) -> None:
        self._written = written
        self._digests = digests

    def parts(self, claim: Claim, voice: Callable[[str], Voice]) -> tuple[Sendable, ...]:
        """The messages of one delivery, in order.

        Raises:
            NothingToTellError: There is nothing in it, or nothing for its recipient.
            ValueError: What is stored is no post.
        """
        broadcast_id = claim.broadcast_id or 0
        if broadcast_id in self._written:
            return (_post(self._written[broadcast_id]),)
        if broadcast_id not in self._digests:
            raise NothingToTellError("the digest is gone", Cancellation.WITHDRAWN)
        content, heard = self._digests[broadcast_id]
        mine = heard.get(claim.subscriber_id, frozenset()) if content.is_personal else None
        parts = content.messages(voice(claim.language), mine)
        if not parts and content.messages(voice(claim.language)):
            raise NothingToTellError("follows none of its topics any more", Cancellation.UNSUBSCRIBED)
        if not parts:
            raise NothingToTellError("all of the digest was withdrawn", Cancellation.WITHDRAWN)
        return parts


@reads
def gather_posts(session: Session, claims: Collection[Claim], kept: Kept, now: datetime) -> Posts:
    """Read what the broadcasts of a batch say."""
    recipients: dict[int, list[int]] = {}
    for claim in claims:
        recipients.setdefault(claim.broadcast_id or 0, []).append(claim.subscriber_id)
    written: dict[int, str] = {}
    digests: dict[int, tuple[DigestContent, Heard]] = {}
    for broadcast_id, whom in recipients.items():
        broadcast = broadcasts.find(session, broadcast_id)
        if broadcast is None:
            continue
        if broadcast.digest_id is None:
            written[broadcast_id] = json.dumps(broadcast.post)
        elif content := kept.digest(session, broadcast.digest_id, now):
            digests[broadcast_id] = (content, hearing(session, content, whom))
    return Posts(written, digests)


@lru_cache(maxsize=64)
def _post(written: str) -> Sendable:
    """The same object every time: what is encoded of it is kept by it."""
    return from_json(json.loads(written))
