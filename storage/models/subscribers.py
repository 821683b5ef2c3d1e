"""Tables of subscribers: who they are, what they follow, how many there were each day."""

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from storage.enums import ChatKind, SubscriberStatus, Volume, enum_field
from storage.models.base import Base, column_named, key_field
from storage.preferences import SubscriberPreferences


class Subscriber(Base, SubscriberPreferences, table=True):
    """A chat, or one thread of a forum, that may be sent alerts. Its settings are in ``storage/preferences.py``."""

    __table_args__ = (UniqueConstraint("chat_id", "thread_id"),)

    id: int = key_field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int = Field(default=0, sa_type=BigInteger)
    """``message_thread_id``; 0 for the chat itself."""
    kind: ChatKind = enum_field(ChatKind, default=ChatKind.PRIVATE)
    language: str = "en"
    """IETF tag of the person's texts."""
    status: SubscriberStatus = enum_field(
        SubscriberStatus,
        constraint="standing",
        default=SubscriberStatus.ACTIVE,
        sa_column_kwargs=column_named("standing", "status"),
    )
    status_reason: str = Field(default="", sa_column_kwargs=column_named("standing_reason", "status_reason"))
    created_at: datetime
    seen_at: datetime
    """When the person last wrote or pressed something."""
    not_before: datetime | None = Field(default=None, sa_column_kwargs=column_named("quiet_until", "not_before"))
    """Nothing is claimed for the chat before: a 429, or the pace of one chat."""


class Subscription(Base, table=True):
    """Subscriber and topic, with how much of it gets through."""

    __table_args__ = (UniqueConstraint("subscriber_id", "topic_id"),)

    id: int = key_field(default=None, primary_key=True)
    subscriber_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE")
    topic_id: int = key_field(foreign_key="topic.id", ondelete="CASCADE", index=True)
    volume: Volume = enum_field(Volume, default=Volume.STORIES)
    created_at: datetime
    """What arrived before is the archive and not owed."""


class DailyCount(Base, table=True):
    """How many subscribers there were at the end of a day, or are so far today."""

    __tablename__ = "census"

    day: date = Field(primary_key=True)
    """In UTC."""
    active: int
    paused: int
    gone: int
    """Blocked, deactivated, kicked or missing."""
    imported: int = 0
    """Of the active, those who were imported on the day: they did not come of themselves."""
