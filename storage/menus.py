"""Menus: messages of the bot with buttons that change something, who may press them, and whom they are about.

In a group a menu belongs to whoever opened it. In a private chat a menu may be about another subscriber, such as a
channel of the person's. A message that is in no row is about the chat in which it stands.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlmodel import Session, col

from storage.database import read_only
from storage.models import Menu, Subscriber

MENU_LIFETIME = timedelta(days=30)
"""Then a menu is forgotten, and a new one has to be opened."""


def keep(  # noqa: PLR0917 - one call a message, by position as all of them
    session: Session, chat_id: int, message_id: int, opened_by: int, subscriber_id: int | None, now: datetime
) -> None:
    """Store whose menu a message is, and whom it is about if not the chat; in place of what it was before."""
    session.merge(
        Menu(chat_id=chat_id, message_id=message_id, opened_by=opened_by, subscriber_id=subscriber_id, opened_at=now)
    )


@read_only
def find(session: Session, chat_id: int, message_id: int) -> Menu | None:
    """The menu that a message is; None where it is nobody's."""
    return session.get(Menu, (chat_id, message_id))


@read_only
def subscriber_of(session: Session, subscriber_id: int) -> Subscriber | None:
    """Whom a menu is about; None if they were erased."""
    return session.get(Subscriber, subscriber_id)


def forget(session: Session, chat_id: int, message_id: int) -> None:
    """Have a message be nobody's menu any more."""
    session.connection().execute(delete(Menu).where(col(Menu.chat_id) == chat_id, col(Menu.message_id) == message_id))


def forget_all(session: Session, chat_id: int) -> None:
    """Forget every menu of a chat, or that a person opened elsewhere: a private chat has the id of its person."""
    theirs = or_(col(Menu.chat_id) == chat_id, col(Menu.opened_by) == chat_id)
    session.connection().execute(delete(Menu).where(theirs))


def prune(session: Session, now: datetime) -> int:
    """Forget old menus; returns how many."""
    return session.connection().execute(delete(Menu).where(col(Menu.opened_at) < now - MENU_LIFETIME)).rowcount
