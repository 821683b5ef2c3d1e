"""What people looked for among the topics and was not there: words and how often, not who.

Kept are short words that look like the name of a topic; what may name a person or an address is not.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from storage.database import read_only
from storage.folding import fold
from storage.models import MissedSearch

LONGEST = 50
"""Characters: the name of a topic is seldom longer."""
MOST_WORDS = 5
MOST_KEPT = 1_000
KEPT_FOR = timedelta(days=90)
"""Since it was last looked for."""

_PERSONAL = re.compile(r"[@/\\]|\d{5}|\w\.\w|://|^[\W\d_]+$")
"""A public name, an address, a number as of a phone; and what has no letter in it."""


def note(session: Session, text: str, now: datetime) -> None:
    """Count that somebody looked for a topic that is not there; what was settled stays so, and counts on."""
    asked = " ".join(text.split())
    words = str(fold(asked))
    if not words or len(asked) > LONGEST or len(asked.split()) > MOST_WORDS or _PERSONAL.search(asked):
        return
    is_known = session.exec(select(MissedSearch.id).where(MissedSearch.words == words)).first() is not None
    if not is_known:
        _make_room(session, now)
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values = {"words": words, "text": asked, "count": 1, "last_at": now, "is_settled": False}
    table = MissedSearch.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    added = dialect.insert(table).values(values)
    counted = {"count": table.c.count + 1, "last_at": now, "text": asked}
    session.connection().execute(added.on_conflict_do_update(index_elements=["words"], set_=counted))


def _make_room(session: Session, now: datetime) -> None:
    session.connection().execute(delete(MissedSearch).where(col(MissedSearch.last_at) < now - KEPT_FOR))
    newest = select(MissedSearch.id).order_by(col(MissedSearch.last_at).desc(), col(MissedSearch.id))
    ids = session.exec(newest.offset(MOST_KEPT - 1)).all()
    if ids:
        session.connection().execute(delete(MissedSearch).where(col(MissedSearch.id).in_(ids)))


@read_only
def waiting(session: Session, offset: int, limit: int) -> tuple[list[MissedSearch], int]:
    """What nobody has dealt with, most often looked for first, and how many there are."""
    open_ones = col(MissedSearch.is_settled).is_(False)
    total = session.exec(select(func.count()).select_from(MissedSearch).where(open_ones)).one()
    ordered = select(MissedSearch).where(open_ones).order_by(col(MissedSearch.count).desc(), col(MissedSearch.id))
    return list(session.exec(ordered.offset(offset).limit(limit))), total


@read_only
def find(session: Session, missed_id: int) -> MissedSearch | None:
    """One of them, settled or not."""
    return session.get(MissedSearch, missed_id)


def settle(session: Session, missed_id: int) -> bool:
    """Take one off the list. Returns False where it is off."""
    missed = session.get(MissedSearch, missed_id)
    if missed is None or missed.is_settled:
        return False
    missed.is_settled = True
    session.add(missed)
    return True


def settle_words(session: Session, text: str) -> None:
    """Take what was looked for by this name off the list: it leads somewhere now."""
    found = session.exec(select(MissedSearch).where(MissedSearch.words == str(fold(text)))).first()
    if found is not None:
        settle(session, found.id)
