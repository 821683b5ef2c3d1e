"""Marks: what makes a button that sends something good for one press.

A mark is bound to the person whom the button was shown to, and good for ten minutes. Any app may send any data as if a
button had been pressed, and may send it twice; a mark is used up in the transaction that does what the button says.
"""

from datetime import datetime, timedelta
from secrets import randbits

from sqlalchemy import delete
from sqlmodel import Session, col

from storage.models import Mark

GOOD_FOR = timedelta(minutes=10)
BITS = 62
"""As many as a number in a button's data may have. It cannot be guessed at a press a second."""


def make(session: Session, person_id: int, broadcast_id: int, now: datetime) -> int:
    """A new mark; those that are too old go."""
    session.connection().execute(delete(Mark).where(col(Mark.made_at) <= now - GOOD_FOR))
    mark = randbits(BITS)
    session.add(Mark(id=mark, person_id=person_id, broadcast_id=broadcast_id, made_at=now))
    return mark


def use(session: Session, mark: int, person_id: int, broadcast_id: int, now: datetime) -> bool:
    """Use a mark up. Returns False for one that is used, too old, another's or of another broadcast."""
    fresh = (
        col(Mark.id) == mark,
        col(Mark.person_id) == person_id,
        col(Mark.broadcast_id) == broadcast_id,
        col(Mark.made_at) > now - GOOD_FOR,
    )
    return session.connection().execute(delete(Mark).where(*fresh)).rowcount == 1


def void(session: Session, broadcast_id: int) -> None:
    """Make every mark of a broadcast useless: it is no longer what those saw whom the buttons were shown to."""
    session.connection().execute(delete(Mark).where(col(Mark.broadcast_id) == broadcast_id))
