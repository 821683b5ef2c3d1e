"""Fanning out: who is owed a new article is written into the outbox, in one transaction with the mark that it was."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from storage import owing, stories

CHUNK = 50
"""Articles a transaction, so that others get to write in between."""


def fan_out(session: Session, article_ids: Sequence[int], window: timedelta, now: datetime) -> int:
    """Write the deliveries of articles that are not announced yet, in the order given.

    Args:
        session: In one transaction: deliveries and marks are written together or not at all.
        article_ids: As ``stories.unannounced`` gives them; one that another process announced meanwhile is passed over.
        window: Who was told of a story less than so long ago is not told again.
        now: When they come to be owed.

    Returns:
        How many deliveries were written.
    """
    stories.take_turn(session)
    owed = 0
    for article_id in article_ids:
        article = stories.article(session, article_id)
        if article is None or article.announced_at is not None:
            continue
        if not article.is_removed:
            owed += owing.owe(session, article, told_since=now - window, now=now)
            owing.fold(session, article, told_since=now - window, now=now)
        article.announced_at = now
        session.add(article)
        session.flush()
    return owed
