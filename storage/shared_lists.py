"""Lists of topics that somebody shares by a link: each is what they followed as the link was made."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.database import read_only
from storage.models import SharedList

LARGEST_TOKEN = 2**62


def share(session: Session, subscriber_id: int, topic_ids: Sequence[int], now: datetime) -> SharedList:
    """Return the list of these topics, which is the same one as before while they are the same."""
    for known in of_subscriber(session, subscriber_id):
        if known.topic_ids == list(topic_ids):
            return known
    shared = SharedList(
        token=1 + secrets.randbelow(LARGEST_TOKEN),
        subscriber_id=subscriber_id,
        topic_ids=list(topic_ids),
        created_at=now,
    )
    session.add(shared)
    session.flush()
    return shared


@read_only
def of_subscriber(session: Session, subscriber_id: int) -> list[SharedList]:
    """The lists that a subscriber shared, the last first."""
    theirs = select(SharedList).where(SharedList.subscriber_id == subscriber_id)
    return list(session.exec(theirs.order_by(col(SharedList.created_at).desc())))


@read_only
def find(session: Session, token: int) -> SharedList | None:
    """The list of a link; None if there is none, or whoever shared it was erased."""
    return session.get(SharedList, token)
