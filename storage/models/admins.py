"""Tables of administrators: editors, the audit, one-time tokens, pending questions, notifications."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from storage.enums import AuditAct, Awaits, NotificationKind, enum_field
from storage.models.base import Base, key_field


class Editor(Base, table=True):
    """A person who may broadcast; owners stand in the settings."""

    person_id: int = Field(primary_key=True, sa_type=BigInteger)
    added_by: int = Field(sa_type=BigInteger)
    added_at: datetime


class AuditEntry(Base, table=True):
    """Who did what, and when."""

    __tablename__ = "audit_entry"

    id: int = key_field(default=None, primary_key=True)
    at: datetime
    person_id: int = Field(sa_type=BigInteger)
    """0: the wire itself; -1: its command line."""
    act: AuditAct = enum_field(AuditAct)
    about: str = ""
    """What it was done to, as in ``broadcast 12, 1,204 recipients``."""


class OneTimeToken(Base, table=True):
    """Makes a button that sends something good for one press, of one person, for a while."""

    __tablename__ = "mark"

    id: int = key_field(primary_key=True)
    """Random, and large enough not to be guessed."""
    person_id: int = Field(sa_type=BigInteger)
    broadcast_id: int | None = key_field(default=None, foreign_key="broadcast.id", ondelete="CASCADE")
    article_id: int | None = key_field(default=None, foreign_key="article.id", ondelete="CASCADE")
    """Of what it is about, one or the other."""
    made_at: datetime


class Notification(Base, table=True):
    """Something that an administrator is to be told, until they were."""

    __tablename__ = "note"

    id: int = key_field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger)
    kind: NotificationKind = enum_field(NotificationKind, constraint="notekind")
    broadcast_id: int | None = key_field(default=None, foreign_key="broadcast.id", ondelete="CASCADE")
    issue_id: int | None = key_field(default=None, foreign_key="digest_issue.id", ondelete="CASCADE")
    cause: str = ""
    """Of trouble: what kind (``storage/enums.py``, ``Trouble``), for a planned digest with its number."""
    about: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Of trouble: what there is to say."""
    created_at: datetime
    due_at: datetime
    attempts: int = 0
    sent_at: datetime | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message whose buttons confirm a broadcast, until it says that it is void."""


class PendingQuestion(Base, table=True):
    """What the next message of an administrator is the answer to."""

    __tablename__ = "dialogue"

    person_id: int = Field(primary_key=True, sa_type=BigInteger)
    awaits: Awaits = enum_field(Awaits)
    broadcast_id: int | None = key_field(default=None, foreign_key="broadcast.id", ondelete="CASCADE")
    plan_id: int | None = key_field(default=None, foreign_key="digest_plan.id", ondelete="CASCADE")
    article_id: int | None = key_field(default=None, foreign_key="article.id", ondelete="CASCADE")
    feed_id: int | None = key_field(default=None, foreign_key="feed.id", ondelete="CASCADE")
    topic_id: int | None = key_field(default=None, foreign_key="topic.id", ondelete="CASCADE")
    asked_at: datetime
    kept: list[str] = Field(default_factory=list, sa_type=JSON)
    """Lines of earlier answers that need not be written again; an empty one is what is asked for."""
