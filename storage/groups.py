"""Which groups are known, under whatever id: a group gets another one when it becomes a supergroup."""

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.database import read_only
from storage.models import ChatKind, Subscriber


@read_only
def is_known(session: Session, chat_id: int) -> bool:
    """Whether a group has been greeted, or anything has been chosen for it or one of its threads."""
    return session.exec(select(Subscriber.id).where(Subscriber.chat_id == chat_id).limit(1)).first() is not None


@read_only
def groups_before(session: Session, chat_id: int, title: str, limit: int = 3) -> list[int]:
    """Ids of the groups that a supergroup which is not known may have been until now: they are called the same."""
    if is_known(session, chat_id):
        return []
    called = (col(Subscriber.kind) == ChatKind.GROUP, Subscriber.title == title)
    return list(session.exec(select(Subscriber.chat_id).where(*called).distinct().limit(limit)))


def forget_person(session: Session, person_id: int) -> None:
    """Forget which groups and channels somebody set up."""
    mine = col(Subscriber.set_up_by) == person_id
    session.connection().execute(update(Subscriber).where(mine).values(set_up_by=None))
