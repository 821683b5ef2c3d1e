"""Subscribers and what they chose."""

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from storage.kinds import ChatKind, Standing, Volume, stored
from storage.models.row import Row, key


class Subscriber(Row, table=True):
    """A chat, or one thread of a forum, that may be sent alerts."""

    __table_args__ = (UniqueConstraint("chat_id", "thread_id"),)

    id: int | None = key(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int = Field(default=0, sa_type=BigInteger)
    """``message_thread_id``; 0 for the chat itself."""
    kind: ChatKind = stored(ChatKind, default=ChatKind.PRIVATE)
    language: str = "en"
    """IETF tag of the person's texts."""
    standing: Standing = stored(Standing, default=Standing.ACTIVE)
    standing_reason: str = ""
    hears_announcements: bool = True
    """Whether news from administrators, digests among them, is wanted."""
    created_at: datetime
    seen_at: datetime
    """When the person last wrote or pressed something."""
    quiet_until: datetime | None = None
    """Nothing is claimed for the chat before: a 429, or the pace of one chat."""


class Subscription(Row, table=True):
    """Subscriber and topic, with how much of it gets through."""

    __table_args__ = (UniqueConstraint("subscriber_id", "topic_id"),)

    id: int | None = key(default=None, primary_key=True)
    subscriber_id: int = key(foreign_key="subscriber.id", ondelete="CASCADE")
    topic_id: int = key(foreign_key="topic.id", ondelete="CASCADE", index=True)
    volume: Volume = stored(Volume, default=Volume.STORIES)
    created_at: datetime
    """What arrived before is the archive and not owed."""


class Census(Row, table=True):
    """How many subscribers there were at the end of a day, or are so far today."""

    day: date = Field(primary_key=True)
    """In UTC."""
    active: int
    paused: int
    gone: int
    """Blocked, deactivated, kicked or missing."""
