"""Tables of places (groups, threads of forums, channels): menus, threads, posts that wait for approval, notices."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.enums import ApprovalState, PlaceNoticeKind, enum_field
from storage.models.base import Base, key_field


class Menu(Base, table=True):
    """A message of the bot with buttons that change something: who may press it, and whom it is about."""

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    message_id: int = Field(primary_key=True, sa_type=BigInteger)
    opened_by: int = Field(sa_type=BigInteger)
    """User id of who opened it; of an anonymous administrator the id of the group."""
    subscriber_id: int | None = key_field(default=None, foreign_key="subscriber.id", ondelete="CASCADE", index=True)
    """Whom its buttons change; None: the chat or thread in which it stands."""
    opened_at: datetime = Field(index=True)


class ForumThread(Base, table=True):
    """A thread that the bot made for a topic: in a forum, or in a private chat (Bot API, ``createForumTopic``)."""

    __tablename__ = "forum_thread"
    __table_args__ = (UniqueConstraint("chat_id", "topic_id"),)

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    thread_id: int = Field(primary_key=True, sa_type=BigInteger)
    """``message_thread_id``."""
    topic_id: int = key_field(foreign_key="topic.id", ondelete="CASCADE", index=True)
    name: str
    """As it was made, or renamed since."""
    created_at: datetime


IS_NEW = text("state = 'new'")


class Approval(Base, table=True):
    """A post that waits for an administrator of its channel."""

    __table_args__ = (
        Index("ix_approval_asked", "chat_id", "message_id"),
        Index("ix_approval_new", "created_at", "delivery_id", sqlite_where=IS_NEW, postgresql_where=IS_NEW),
    )

    delivery_id: int = key_field(foreign_key="delivery.id", primary_key=True, ondelete="CASCADE")
    state: ApprovalState = enum_field(ApprovalState, default=ApprovalState.NEW)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    """The private chat in which the question stands."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    text: str = ""
    """What the administrator wrote instead, as Telegram HTML; empty: as it is."""
    created_at: datetime
    decided_by: int | None = Field(default=None, sa_type=BigInteger)
    decided_at: datetime | None = None


class PlaceNotice(Base, table=True):
    """Something about a place that whoever can mend it is told once: a row of the outbox carries it."""

    __tablename__ = "place_notice"
    __table_args__ = (UniqueConstraint("place_id", "kind"),)

    id: int = key_field(default=None, primary_key=True)
    place_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE")
    kind: PlaceNoticeKind = enum_field(PlaceNoticeKind)
    thread_name: str = ""
    """Of a thread that is gone by now."""
    created_at: datetime
