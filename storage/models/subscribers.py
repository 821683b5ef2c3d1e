"""Tables of subscribers: who they are, what they follow, when and how, how many there were each day."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.enums import Awaits, ChatKind, FilterMode, SubscriberStatus, SuppressionReason, Volume, enum_field
from storage.models.base import Base, column_named, key_field
from storage.preferences import SubscriberPreferences

IS_BACK = text("returned_at IS NOT NULL AND lost_at IS NOT NULL")


class Subscriber(Base, SubscriberPreferences, table=True):
    """A chat, or one thread of a forum, that may be sent alerts. Its settings are in ``storage/preferences.py``."""

    __table_args__ = (
        UniqueConstraint("chat_id", "thread_id"),
        Index("ix_subscriber_is_back", "returned_at", sqlite_where=IS_BACK, postgresql_where=IS_BACK),
    )

    id: int = key_field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int = Field(default=0, sa_type=BigInteger)
    """``message_thread_id``; 0 for the chat itself."""
    kind: ChatKind = enum_field(ChatKind, default=ChatKind.PRIVATE)
    title: str = ""
    """Of a group or channel; of a private chat none."""
    username: str = ""
    """Public name of a group or channel, without the @."""
    thread_name: str = ""
    """Of a thread."""
    set_up_by: int | None = Field(default=None, sa_type=BigInteger, index=True)
    """User id of the person who subscribed a place; a private chat has none."""
    language: str = "en"
    """IETF tag of the texts."""
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
    lost_at: datetime | None = None
    """When the chat last became unreachable."""
    returned_at: datetime | None = None
    """When it became reachable again after that; None while it is lost, or was never."""
    thread_closed_at: datetime | None = None
    """When the thread was found closed; what it is owed waits. None while it is open."""
    not_before: datetime | None = Field(default=None, sa_column_kwargs=column_named("quiet_until", "not_before"))
    """Nothing is claimed for the chat before: a 429, or the pace of one chat."""
    paused_until: datetime | None = None
    """End of a pause that ends by itself; ``PAUSED`` is the one that does not."""
    held_from: datetime | None = None
    """Begin of the present or next time in which nothing arrives but notices: quiet hours, or a pause. None: never.
    Kept by ``storage/schedules.py``."""
    held_until: datetime | None = Field(default=None, index=True)
    """End of that time."""


class Subscription(Base, table=True):
    """Subscriber and topic, with how much of it gets through."""

    __table_args__ = (
        UniqueConstraint("subscriber_id", "topic_id"),
        Index("ix_subscription_wants_some", "topic_id", sqlite_where=text("volume IN ('top', 'some')"),
              postgresql_where=text("volume IN ('top', 'some')")),
    )  # fmt: skip

    id: int = key_field(default=None, primary_key=True)
    subscriber_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE")
    topic_id: int = key_field(foreign_key="topic.id", ondelete="CASCADE", index=True)
    volume: Volume = enum_field(Volume, default=Volume.STORIES)
    per_day: int = 0
    """Stories a day, of the volume ``SOME``."""
    rhythm: str = ""
    """As ``storage/rhythm.py`` writes one; empty: that of the subscriber."""
    created_at: datetime
    """What arrived before is the archive and not owed."""


class DigestHour(Base, table=True):
    """One hour at which a subscriber has a digest; kept by ``storage/schedules.py``."""

    __tablename__ = "digest_hour"
    __table_args__ = (UniqueConstraint("subscriber_id", "rhythm"),)

    id: int = key_field(default=None, primary_key=True)
    subscriber_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE")
    rhythm: str
    """Daily or weekly, as ``storage/rhythm.py`` writes it."""
    due_at: datetime = Field(index=True)
    since_at: datetime
    """The digest has what arrived after."""
    last_day: date | None = None
    """The subscriber's date of the last one, be it that it was empty or missed."""


class WordFilter(Base, table=True):
    """What a subscriber does not want to be told, or the only thing that they do, by its words."""

    __tablename__ = "word_filter"

    id: int = key_field(default=None, primary_key=True)
    subscriber_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE", index=True)
    topic_id: int | None = key_field(default=None, foreign_key="topic.id", ondelete="CASCADE")
    """Only for stories that come through this topic; None for all."""
    mode: FilterMode = enum_field(FilterMode, default=FilterMode.HIDE)
    expression: str = Field(index=True)
    """As ``bot/news/filters.py`` writes one: whatever matches the same is written the same."""
    expires_at: datetime | None = None
    created_at: datetime


class Watch(Base, table=True):
    """Words of which a subscriber wants every story, across all topics."""

    __table_args__ = (UniqueConstraint("subscriber_id", "expression"),)

    id: int = key_field(default=None, primary_key=True)
    subscriber_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE", index=True)
    expression: str = Field(index=True)
    """As ``bot/news/filters.py`` writes one."""
    created_at: datetime


class Suppression(Base, table=True):
    """That a subscriber was not told an article, and why: a row only for those who have filters or a volume."""

    __table_args__ = (Index("ix_suppression_subscriber", "subscriber_id", "at"),)

    id: int = key_field(default=None, primary_key=True)
    subscriber_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE")
    article_id: int = key_field(foreign_key="article.id", ondelete="CASCADE", index=True)
    reason: SuppressionReason = enum_field(SuppressionReason)
    topic_id: int | None = key_field(default=None, foreign_key="topic.id", ondelete="CASCADE")
    """The topic whose volume or filter it was; None: a filter of the chat, or several."""
    at: datetime


class SavedArticle(Base, table=True):
    """An article that a subscriber keeps."""

    __tablename__ = "saved_article"

    subscriber_id: int = key_field(foreign_key="subscriber.id", primary_key=True, ondelete="CASCADE")
    article_id: int = key_field(foreign_key="article.id", primary_key=True, ondelete="CASCADE", index=True)
    saved_at: datetime


class StoredSearch(Base, table=True):
    """Words that somebody looked for: the buttons below what was found have no room for them."""

    __tablename__ = "search_query"

    id: int = key_field(default=None, primary_key=True)
    subscriber_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE", index=True)
    text: str
    searched_at: datetime


class SharedList(Base, table=True):
    """The topics of a subscriber as they were when a link to them was made."""

    __tablename__ = "shared_list"

    token: int = Field(primary_key=True, sa_type=BigInteger)
    """Drawn at random, so that nobody can guess another one's."""
    subscriber_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE", index=True)
    topic_ids: list[int] = Field(sa_type=JSON)
    created_at: datetime


class ReaderQuestion(Base, table=True):
    """What the next plain message of a chat is the answer to."""

    __tablename__ = "reader_question"

    subscriber_id: int = key_field(foreign_key="subscriber.id", primary_key=True, ondelete="CASCADE")
    awaits: Awaits = enum_field(Awaits, constraint="readerawaits")
    topic_id: int | None = key_field(default=None, foreign_key="topic.id", ondelete="CASCADE")
    """What it is about; None: the whole chat."""
    about_id: int | None = key_field(default=None, foreign_key="subscriber.id", ondelete="CASCADE")
    """Whom the answer changes, such as a channel of the person's; None: the chat itself."""
    delivery_id: int | None = key_field(default=None, foreign_key="delivery.id", index=True, ondelete="CASCADE")
    """Which post that waits for approval it is about."""
    asked_at: datetime


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
