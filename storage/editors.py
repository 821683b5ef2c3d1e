"""Editors: who may broadcast besides the owners, who stand in the settings."""

from datetime import datetime

from sqlmodel import Session, col, select

from storage.database import reads
from storage.models import Editor


@reads
def is_editor(session: Session, person_id: int) -> bool:
    """Whether a person is an editor."""
    return session.get(Editor, person_id) is not None


@reads
def every(session: Session) -> list[Editor]:
    """All editors, in the order in which they were added."""
    return list(session.exec(select(Editor).order_by(col(Editor.added_at), col(Editor.person_id))))


def add(session: Session, person_id: int, added_by: int, now: datetime) -> bool:
    """Make a person an editor. Returns whether they were none."""
    if session.get(Editor, person_id):
        return False
    session.add(Editor(person_id=person_id, added_by=added_by, added_at=now))
    return True


def remove(session: Session, person_id: int) -> bool:
    """Make an editor none. Returns whether they were one."""
    editor = session.get(Editor, person_id)
    if editor is None:
        return False
    session.delete(editor)
    return True
