"""The audit: who did what, and when."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.database import reads
from storage.models import AuditAct, AuditEntry

LONGEST_ABOUT = 200


def note(session: Session, person_id: int, act: AuditAct, about: str, now: datetime) -> None:
    """Note an act; 0 stands for the wire itself and for its command line."""
    session.add(AuditEntry(at=now, person_id=person_id, act=act, about=about[:LONGEST_ABOUT]))


@reads
def entries(session: Session, offset: int, limit: int) -> tuple[list[AuditEntry], int]:
    """Entries, newest first, and how many there are in all."""
    total = session.exec(select(func.count()).select_from(AuditEntry)).one()
    newest = select(AuditEntry).order_by(col(AuditEntry.id).desc()).offset(offset).limit(limit)
    return list(session.exec(newest)), total
