"""Bans: people and places that the bot neither answers nor sends anything, and what they had is kept.

A ban is known by the id of a person, whose private chat has the same, or of a group or channel. It is of that chat
alone: places that somebody set up go on, since others read them and administer them too.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from storage.cancellations import cancel_chat
from storage.database import read_only
from storage.models import (
    Ban,
    Cancellation,
    ChatKind,
    DigestHour,
    Editor,
    Menu,
    PendingQuestion,
    ReaderQuestion,
    Subscriber,
    SubscriberStatus,
)


class BannedError(Exception):
    """Somebody asks who was banned meanwhile: they are not answered."""


@read_only
def find(session: Session, chat_id: int) -> Ban | None:
    """The ban of a person or a place, if there is one."""
    return session.get(Ban, chat_id)


def ban(session: Session, chat_id: int, reason: str, by: int, now: datetime) -> bool:
    """Ban a person or a place: what they are owed is cancelled. Returns False where it is banned or an editor.

    Args:
        session: In one transaction.
        chat_id: Of the person or the place; who the owners are is not known here.
        reason: For those who look it up.
        by: Who asks.
        now: When.
    """
    if session.get(Ban, chat_id) is not None or session.get(Editor, chat_id) is not None:
        return False
    theirs = session.exec(select(Subscriber).where(Subscriber.chat_id == chat_id).with_for_update()).all()
    statuses = {str(each.id): each.status.value for each in theirs}
    session.add(Ban(chat_id=chat_id, reason=reason, statuses=statuses, banned_by=by, banned_at=now))
    for each in theirs:
        each.status, each.status_reason = SubscriberStatus.BANNED, reason
        session.add(each)
    session.flush()
    cancel_chat(session, chat_id, Cancellation.BANNED, now)
    _forget_questions(session, chat_id, [each.id for each in theirs])
    return True


def _forget_questions(session: Session, chat_id: int, subscriber_ids: Collection[int]) -> None:
    """Have nothing of theirs be half done: questions, and menus that they opened."""
    connection = session.connection()
    connection.execute(delete(ReaderQuestion).where(col(ReaderQuestion.subscriber_id).in_(subscriber_ids)))
    connection.execute(delete(PendingQuestion).where(col(PendingQuestion.person_id) == chat_id))
    connection.execute(delete(Menu).where(col(Menu.opened_by) == chat_id))


def unban(session: Session, chat_id: int, now: datetime) -> bool:
    """Let a person or a place be what they were, from now on. Returns False where there was no ban.

    What came meanwhile is told to nobody: digests begin anew.
    """
    found = session.get(Ban, chat_id)
    theirs = session.exec(select(Subscriber).where(Subscriber.chat_id == chat_id)).all()
    banned = [each for each in theirs if each.status is SubscriberStatus.BANNED]
    if found is None and not banned:
        return False
    before = found.statuses if found else {}
    for each in banned:
        each.status, each.status_reason = SubscriberStatus(before.get(str(each.id), SubscriberStatus.ACTIVE)), ""
        session.add(each)
        hours = update(DigestHour).where(col(DigestHour.subscriber_id) == each.id, col(DigestHour.since_at) < now)
        session.connection().execute(hours.values(since_at=now))
    if found is not None:
        session.delete(found)
    session.flush()
    return True


def hold(session: Session, subscriber: Subscriber) -> None:
    """Have a subscriber who is new be banned, if their chat is: something of theirs was under way."""
    if session.get(Ban, subscriber.chat_id) is not None:
        subscriber.status = SubscriberStatus.BANNED
        session.add(subscriber)


def move(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """Have the ban of a group be that of the supergroup that it became, with all that is known of either."""
    found = session.get(Ban, old_chat_id)
    if found is None:
        return
    if session.get(Ban, new_chat_id) is None:
        session.add(Ban(**(found.model_dump() | {"chat_id": new_chat_id})))
    session.delete(found)
    session.flush()
    for each in session.exec(select(Subscriber).where(Subscriber.chat_id == new_chat_id)):
        hold(session, each)
    session.flush()


def align(session: Session, by: int, now: datetime) -> None:
    """Have those who were imported be banned where their chat is, and the other way round."""
    banned = col(Subscriber.status) == SubscriberStatus.BANNED
    known = select(Ban.chat_id)
    held = update(Subscriber).where(~banned, col(Subscriber.chat_id).in_(known))
    session.connection().execute(held.values(status=SubscriberStatus.BANNED))
    unknown = select(Subscriber.chat_id).where(banned, col(Subscriber.chat_id).not_in(known)).distinct()
    for chat_id in session.exec(unknown).all():
        session.add(Ban(chat_id=chat_id, banned_by=by, banned_at=now))
    session.flush()


@read_only
def place_ids_of(session: Session, chat_id: int) -> list[int]:
    """The groups and channels that somebody set up, each once: they go on."""
    theirs = select(Subscriber.chat_id).where(Subscriber.set_up_by == chat_id, Subscriber.kind != ChatKind.PRIVATE)
    return sorted(set(session.exec(theirs)))
