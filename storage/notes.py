"""Notes: what administrators are told without having asked, until they were."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from storage.database import reads
from storage.models import Note, NoteKind


def owe(
    session: Session,
    person_ids: Iterable[int],
    kind: NoteKind,
    now: datetime,
    *,
    broadcast_id: int | None = None,
    issue_id: int | None = None,
) -> None:
    """Owe each of these people a note, in the transaction that does what it tells of."""
    for person_id in dict.fromkeys(person_ids):
        session.add(
            Note(
                person_id=person_id,
                kind=kind,
                broadcast_id=broadcast_id,
                issue_id=issue_id,
                created_at=now,
                due_at=now,
            )
        )


@reads
def due(session: Session, now: datetime, limit: int) -> list[Note]:
    """Notes that are to be told, longest due first."""
    query = select(Note).where(col(Note.sent_at).is_(None), col(Note.due_at) <= now)
    return list(session.exec(query.order_by(col(Note.due_at), col(Note.id)).limit(limit)))


def told(session: Session, note_id: int, now: datetime) -> None:
    """Note that it was told."""
    note = session.get(Note, note_id)
    if note:
        note.sent_at = now
        session.add(note)


def later(session: Session, note_id: int, due_at: datetime) -> None:
    """Try again at ``due_at``: it could not be told."""
    note = session.get(Note, note_id)
    if note:
        note.due_at, note.attempts = due_at, note.attempts + 1
        session.add(note)


def drop(session: Session, note_id: int) -> None:
    """Give up: the person cannot be told."""
    note = session.get(Note, note_id)
    if note:
        session.delete(note)
