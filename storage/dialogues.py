"""What the next message of an administrator is the answer to."""

from datetime import datetime, timedelta

from sqlmodel import Session

from storage.database import reads
from storage.models import Awaits, Dialogue

PATIENCE = timedelta(hours=1)
"""After that a message is no answer any more."""


def ask(
    session: Session,
    person_id: int,
    awaits: Awaits,
    now: datetime,
    *,
    broadcast_id: int | None = None,
    plan_id: int | None = None,
) -> None:
    """Take the person's next message as the answer to this, and to nothing asked before."""
    session.merge(
        Dialogue(person_id=person_id, awaits=awaits, broadcast_id=broadcast_id, plan_id=plan_id, asked_at=now)
    )


@reads
def awaited(session: Session, person_id: int, now: datetime) -> Dialogue | None:
    """What a person was asked, and not too long ago."""
    asked = session.get(Dialogue, person_id)
    return asked if asked and asked.asked_at > now - PATIENCE else None


def answered(session: Session, person_id: int) -> None:
    """Wait for no answer any more."""
    asked = session.get(Dialogue, person_id)
    if asked:
        session.delete(asked)
