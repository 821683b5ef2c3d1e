"""What is stored for administrators: editors, one-time tokens, pending questions, notifications, the audit.

Any app may send any data as if a button had been pressed, and may send it twice. So a button that sends something
carries a one-time token: it is bound to one person and one broadcast or article, expires after ten minutes, and is used
up in the transaction that does what the button says.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from secrets import randbits
from typing import Any

from sqlalchemy import delete, exists, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.database import read_only
from storage.models import (
    AuditAct,
    AuditEntry,
    Awaits,
    Broadcast,
    BroadcastState,
    Editor,
    Notification,
    NotificationKind,
    OneTimeToken,
    PendingQuestion,
    ReaderQuestion,
    Subscriber,
    Trouble,
)


@read_only
def is_editor(session: Session, person_id: int) -> bool:
    """Return whether a person is an editor."""
    return session.get(Editor, person_id) is not None


@read_only
def all_editors(session: Session) -> list[Editor]:
    """Return all editors, in the order in which they were added."""
    return list(session.exec(select(Editor).order_by(col(Editor.added_at), col(Editor.person_id))))


def add_editor(session: Session, person_id: int, added_by: int, now: datetime) -> bool:
    """Make a person an editor. Returns False if they were one."""
    if session.get(Editor, person_id):
        return False
    session.add(Editor(person_id=person_id, added_by=added_by, added_at=now))
    return True


def remove_editor(session: Session, person_id: int) -> bool:
    """Remove an editor. Returns False if the person was none."""
    editor = session.get(Editor, person_id)
    if editor is None:
        return False
    session.delete(editor)
    return True


TOKEN_LIFETIME = timedelta(minutes=10)
TOKEN_BITS = 62
"""As many as a number in callback data may have. It cannot be guessed at one press a second."""


def create_token(session: Session, person_id: int, broadcast_id: int, now: datetime) -> int:
    """Return a new one-time token; those that have expired are deleted."""
    session.connection().execute(delete(OneTimeToken).where(col(OneTimeToken.made_at) <= now - TOKEN_LIFETIME))
    token = randbits(TOKEN_BITS)
    session.add(OneTimeToken(id=token, person_id=person_id, broadcast_id=broadcast_id, made_at=now))
    return token


def use_token(session: Session, token: int, person_id: int, broadcast_id: int, now: datetime) -> bool:
    """Use a token up. Returns False if it is used, expired, of another person or of another broadcast."""
    fresh = (
        col(OneTimeToken.id) == token,
        col(OneTimeToken.person_id) == person_id,
        col(OneTimeToken.broadcast_id) == broadcast_id,
        col(OneTimeToken.made_at) > now - TOKEN_LIFETIME,
    )
    return session.connection().execute(delete(OneTimeToken).where(*fresh)).rowcount == 1


def create_article_token(session: Session, person_id: int, article_id: int, now: datetime) -> int:
    """Return a new one-time token for a button about an article."""
    session.connection().execute(delete(OneTimeToken).where(col(OneTimeToken.made_at) <= now - TOKEN_LIFETIME))
    token = randbits(TOKEN_BITS)
    session.add(OneTimeToken(id=token, person_id=person_id, article_id=article_id, made_at=now))
    return token


def use_article_token(session: Session, token: int, person_id: int, article_id: int, now: datetime) -> bool:
    """Use a token up. Returns False if it is used, expired, of another person or about another article."""
    fresh = (
        col(OneTimeToken.id) == token,
        col(OneTimeToken.person_id) == person_id,
        col(OneTimeToken.article_id) == article_id,
        col(OneTimeToken.made_at) > now - TOKEN_LIFETIME,
    )
    return session.connection().execute(delete(OneTimeToken).where(*fresh)).rowcount == 1


def revoke_tokens(session: Session, broadcast_id: int) -> None:
    """Delete all tokens of a broadcast: it is no longer what people saw when they were shown the buttons."""
    session.connection().execute(delete(OneTimeToken).where(col(OneTimeToken.broadcast_id) == broadcast_id))


ANSWER_TIMEOUT = timedelta(hours=1)
"""A message that comes later is no answer."""


def set_pending_question(
    session: Session,
    person_id: int,
    awaits: Awaits,
    now: datetime,
    *,
    broadcast_id: int | None = None,
    plan_id: int | None = None,
    topic_id: int | None = None,
    article_id: int | None = None,
    kept: Sequence[str] = (),
) -> None:
    """Store what a person was asked, in place of what they were asked before: their next message is the answer.

    What they were asked as a reader is forgotten: the newest question counts.

    Args:
        session: In one transaction.
        person_id: Who was asked.
        awaits: What for.
        now: When.
        broadcast_id: Of what broadcast.
        plan_id: Of what planned digest.
        topic_id: Of what topic.
        article_id: Of what article.
        kept: Lines of an answer of which only one is to be written again.
    """
    as_reader = select(Subscriber.id).where(Subscriber.chat_id == person_id)
    session.connection().execute(delete(ReaderQuestion).where(col(ReaderQuestion.subscriber_id).in_(as_reader)))
    session.merge(
        PendingQuestion(
            person_id=person_id,
            awaits=awaits,
            broadcast_id=broadcast_id,
            plan_id=plan_id,
            topic_id=topic_id,
            article_id=article_id,
            asked_at=now,
            kept=list(kept),
        )
    )


@read_only
def pending_question(session: Session, person_id: int, now: datetime) -> PendingQuestion | None:
    """Return what a person was asked within the last hour."""
    asked = session.get(PendingQuestion, person_id)
    return asked if asked and asked.asked_at > now - ANSWER_TIMEOUT else None


def clear_pending_question(session: Session, person_id: int) -> None:
    """Forget what a person was asked."""
    asked = session.get(PendingQuestion, person_id)
    if asked:
        session.delete(asked)


def add_notifications(
    session: Session,
    person_ids: Iterable[int],
    kind: NotificationKind,
    now: datetime,
    *,
    broadcast_id: int | None = None,
    issue_id: int | None = None,
) -> None:
    """Store a notification for each of these people, in the transaction that does what it tells of."""
    for person_id in dict.fromkeys(person_ids):
        session.add(
            Notification(
                person_id=person_id,
                kind=kind,
                broadcast_id=broadcast_id,
                issue_id=issue_id,
                created_at=now,
                due_at=now,
            )
        )


TROUBLE_EVERY = timedelta(hours=1)
"""Nobody is told of one cause more often."""


def add_trouble(
    session: Session,
    person_ids: Iterable[int],
    cause: str,
    about: Mapping[str, Any],
    now: datetime,
    *,
    is_told: bool = False,
    is_lasting: bool = True,
) -> bool:
    """Store that something runs badly, for each of these people, once an hour a cause; counts that wait add up.

    Args:
        session: In one transaction.
        person_ids: Owners.
        cause: The value of a ``Trouble``, perhaps with the id of what it is about.
        about: What there is to say.
        now: When it was noticed.
        is_told: Whether they were told already, when it could not be stored.
        is_lasting: Whether it will be noticed again as long as it lasts. What is not is told when the hour is over.

    Returns:
        Whether there is anything to tell.
    """
    of_cause = select(Notification).where(
        col(Notification.kind) == NotificationKind.TROUBLE, col(Notification.cause) == cause
    )
    waiting = session.exec(of_cause.where(col(Notification.sent_at).is_(None))).all()
    for notification in waiting:
        added = {"count": notification.about.get("count", 0) + about["count"]} if "count" in about else {}
        notification.about = dict(about) | added
        session.add(notification)
    last = session.exec(of_cause.order_by(col(Notification.due_at).desc()).limit(1)).first()
    due_at = max(now, last.due_at + TROUBLE_EVERY) if last else now
    if waiting or (due_at > now and is_lasting):
        return bool(waiting)
    _add_trouble_rows(session, person_ids, cause, about, now, due_at, now if is_told else None)
    return True


def _add_trouble_rows(  # noqa: PLR0917 - the columns, in their order
    session: Session,
    person_ids: Iterable[int],
    cause: str,
    about: Mapping[str, Any],
    now: datetime,
    due_at: datetime,
    sent_at: datetime | None = None,
) -> None:
    for person_id in dict.fromkeys(person_ids):
        session.add(
            Notification(
                person_id=person_id,
                kind=NotificationKind.TROUBLE,
                cause=cause,
                about=dict(about),
                created_at=now,
                due_at=due_at,
                sent_at=sent_at,
            )
        )


def end_outage(session: Session, person_ids: Iterable[int], now: datetime) -> None:
    """Store that an outage of Telegram is over, if its beginning was; if that waits, one message tells both."""
    causes = (Trouble.OUTAGE.value, Trouble.OUTAGE_OVER.value)
    last = session.exec(
        select(Notification).where(col(Notification.cause).in_(causes)).order_by(col(Notification.id).desc()).limit(1)
    ).first()
    if last is None or last.cause == Trouble.OUTAGE_OVER.value:
        return
    waiting = (col(Notification.cause) == Trouble.OUTAGE.value, col(Notification.sent_at).is_(None))
    for notification in session.exec(select(Notification).where(*waiting)):
        mark_notified(session, notification.id, now)
    about = {"since": last.created_at.isoformat(), "until": now.isoformat()}
    _add_trouble_rows(session, person_ids, Trouble.OUTAGE_OVER.value, about, now, now)


@read_only
def due_notifications(session: Session, now: datetime, limit: int) -> list[Notification]:
    """Return notifications that are due, longest due first."""
    query = select(Notification).where(col(Notification.sent_at).is_(None), col(Notification.due_at) <= now)
    return list(session.exec(query.order_by(col(Notification.due_at), col(Notification.id)).limit(limit)))


def mark_notified(session: Session, notification_id: int, now: datetime, message_id: int | None = None) -> None:
    """Store that a notification was sent, and which message of it asks for a confirmation, if one does."""
    notification = session.get(Notification, notification_id)
    if notification:
        notification.sent_at, notification.message_id = now, message_id
        session.add(notification)


def track_confirmation(session: Session, person_id: int, broadcast_id: int, message_id: int, now: datetime) -> None:
    """Store that a message has buttons by which a person confirms a broadcast; earlier ones of theirs are void now."""
    untrack_confirmation(session, person_id, message_id)
    shown = Notification(
        person_id=person_id, kind=NotificationKind.CONFIRM, broadcast_id=broadcast_id, message_id=message_id,
        created_at=now, due_at=now, sent_at=now,
    )  # fmt: skip
    session.add(shown)


def untrack_confirmation(session: Session, person_id: int, message_id: int) -> None:
    """Store that a message to a person shows no buttons any more by which they confirm a broadcast."""
    shown = (col(Notification.person_id) == person_id, col(Notification.message_id) == message_id)
    session.connection().execute(update(Notification).where(*shown).values(message_id=None))


@read_only
def void_confirmations(session: Session, limit: int) -> list[tuple[Notification, Broadcast]]:
    """Return messages that look as if they confirmed a broadcast, and are out of date or were shown anew."""
    newer = aliased(Notification)
    is_repeated = exists().where(
        col(newer.broadcast_id) == col(Notification.broadcast_id),
        col(newer.person_id) == col(Notification.person_id),
        col(newer.kind) == NotificationKind.CONFIRM,
        col(newer.sent_at).is_not(None),
        col(newer.id) > col(Notification.id),
    )
    is_void = or_(col(Broadcast.state) != BroadcastState.UNCONFIRMED, is_repeated)
    query = select(Notification, Broadcast).join(Broadcast, col(Broadcast.id) == col(Notification.broadcast_id))
    return list(session.exec(query.where(col(Notification.message_id).is_not(None), is_void).limit(limit)))


def postpone_notification(session: Session, notification_id: int, due_at: datetime) -> None:
    """Try again at ``due_at``: a notification could not be sent."""
    notification = session.get(Notification, notification_id)
    if notification:
        notification.due_at, notification.attempts = due_at, notification.attempts + 1
        session.add(notification)


def drop_notification(session: Session, notification_id: int) -> None:
    """Delete a notification that cannot be sent."""
    notification = session.get(Notification, notification_id)
    if notification:
        session.delete(notification)


LONGEST_ABOUT = 200


SYSTEM_ACTOR = 0
"""Stands for the id of a person where the program acted by itself, as a planned digest does."""
COMMAND_LINE_ACTOR = -1
"""Stands for the id of a person where the command line acted."""


def is_person(actor_id: int) -> bool:
    """Return whether an id stands for a person, who has a chat and a name."""
    return actor_id > 0


def add_audit_entry(session: Session, person_id: int, act: AuditAct, about: str, now: datetime) -> None:
    """Add to the audit who did what: a person, ``SYSTEM_ACTOR`` or ``COMMAND_LINE_ACTOR``."""
    session.add(AuditEntry(at=now, person_id=person_id, act=act, about=about[:LONGEST_ABOUT]))


@read_only
def audit_entries(session: Session, offset: int, limit: int) -> tuple[list[AuditEntry], int]:
    """Return entries, newest first, and how many there are in all."""
    total = session.exec(select(func.count()).select_from(AuditEntry)).one()
    newest = select(AuditEntry).order_by(col(AuditEntry.id).desc()).offset(offset).limit(limit)
    return list(session.exec(newest)), total
