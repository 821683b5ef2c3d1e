"""The roster: all subscribers as plain values, to take them elsewhere or bring them from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from storage.database import reads
from storage.models import ChatKind, Standing, Subscriber, Subscription, Topic, Volume
from storage.stories import required
from storage.subscribers import choices_of


@dataclass(frozen=True, slots=True)
class Enlisted:
    """One subscriber; topics by their slugs."""

    chat_id: int
    thread_id: int
    kind: ChatKind
    language: str
    standing: Standing
    hears_announcements: bool
    followed: tuple[str, ...]
    muted: tuple[str, ...]
    joined_at: datetime
    seen_at: datetime


@reads
def page(session: Session, after_id: int, limit: int) -> tuple[list[Enlisted], int]:
    """The next subscribers after an id, and the id of the last of them; 0 when there are none."""
    query = select(Subscriber).where(col(Subscriber.id) > after_id).order_by(col(Subscriber.id)).limit(limit)
    rows = session.exec(query).all()
    slugs = {required(topic.id): topic.slug for topic in session.exec(select(Topic))}
    chosen = choices_of(session, [required(row.id) for row in rows])
    found = [_enlisted(row, chosen.get(required(row.id), {}), slugs) for row in rows]
    return found, required(rows[-1].id) if rows else 0


def enlist(session: Session, roster: Sequence[Enlisted], now: datetime) -> int:
    """Add those who are not subscribers yet; who is one stays as they are.

    What they follow counts from now: what arrived before is the archive.

    Returns:
        How many were added.
    """
    if not roster:
        return 0
    added = _add(session, roster)
    ids = {topic.slug: required(topic.id) for topic in session.exec(select(Topic))}
    chosen = [
        {"subscriber_id": added[key], "topic_id": ids[slug], "volume": volume, "created_at": now}
        for each in roster
        if (key := (each.chat_id, each.thread_id)) in added
        for volume, slugs in ((Volume.STORIES, each.followed), (Volume.MUTED, each.muted))
        for slug in slugs
    ]
    if chosen:
        session.connection().execute(insert(Subscription), chosen)
    return len(added)


def _add(session: Session, roster: Sequence[Enlisted]) -> dict[tuple[int, int], int]:
    """Ids of those who were added, by chat and thread."""
    connection = session.connection()
    upsert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    columns = (col(Subscriber.id), col(Subscriber.chat_id), col(Subscriber.thread_id))
    statement = upsert(Subscriber).on_conflict_do_nothing().returning(*columns)
    rows = connection.execute(statement, [_row(each) for each in roster])
    return {(chat_id, thread_id): found for found, chat_id, thread_id in rows}


def _row(each: Enlisted) -> dict[str, Any]:
    return {
        "chat_id": each.chat_id,
        "thread_id": each.thread_id,
        "kind": each.kind,
        "language": each.language,
        "standing": each.standing,
        "standing_reason": "",
        "hears_announcements": each.hears_announcements,
        "created_at": each.joined_at,
        "seen_at": each.seen_at,
    }


def _enlisted(row: Subscriber, chosen: dict[int, Volume], slugs: dict[int, str]) -> Enlisted:
    followed = sorted(slugs[topic_id] for topic_id, volume in chosen.items() if volume is not Volume.MUTED)
    muted = sorted(slugs[topic_id] for topic_id, volume in chosen.items() if volume is Volume.MUTED)
    return Enlisted(
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        kind=row.kind,
        language=row.language,
        standing=row.standing,
        hears_announcements=row.hears_announcements,
        followed=tuple(followed),
        muted=tuple(muted),
        joined_at=row.created_at,
        seen_at=row.seen_at,
    )
