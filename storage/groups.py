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
def groups_before(session: Session, chat_id: int, title: str, limit: int = 10) -> list[int]:
    """Ids of the groups that a supergroup which is not known may have been until now: they are called the same.

    Groups that were stored before titles were kept have none until something is heard of them; they come last.
    """
    if is_known(session, chat_id):
        return []
    called = (col(Subscriber.kind) == ChatKind.GROUP, col(Subscriber.title).in_({title, ""}))
    found = select(Subscriber.chat_id, Subscriber.title).where(*called).distinct()
    ordered = found.order_by(col(Subscriber.title).desc(), col(Subscriber.chat_id).desc()).limit(limit)
    return [chat_id for chat_id, _ in session.exec(ordered)]


def forget_person(session: Session, person_id: int) -> None:
    """Forget which groups and channels somebody set up."""
    mine = col(Subscriber.set_up_by) == person_id
    session.connection().execute(update(Subscriber).where(mine).values(set_up_by=None))
