"""The table of deliveries: the outbox; and how many came to which end, of those that were erased since."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from storage.enums import Cancellation, DeliveryKind, DeliveryState, enum_field
from storage.models.base import Base, key_field

PENDING = text("state = 'pending'")
IN_FLIGHT = text("state = 'in_flight'")
UPDATE_DUE = text("update_due_at IS NOT NULL")
OF_BROADCAST = text("broadcast_id IS NOT NULL")
OF_DIGEST = text("digest_id IS NOT NULL")
OF_PLACE = text("chat_id < 0")


class Delivery(Base, table=True):
    """One thing owed to one subscriber: a row of the outbox."""

    __table_args__ = (
        Index("ix_delivery_due", "priority", "due_at", "id", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_delivery_chat", "chat_id", "priority", "id", sqlite_where=PENDING, postgresql_where=PENDING),
        Index(
            "uq_delivery_one_in_flight",
            "chat_id",
            unique=True,
            sqlite_where=IN_FLIGHT,
            postgresql_where=IN_FLIGHT,
        ),
        Index("ix_delivery_update", "update_due_at", sqlite_where=UPDATE_DUE, postgresql_where=UPDATE_DUE),
        Index("ix_delivery_told", "story_id", "subscriber_id"),
        Index(
            "ix_delivery_broadcast",
            "broadcast_id",
            "state",
            "id",
            sqlite_where=OF_BROADCAST,
            postgresql_where=OF_BROADCAST,
        ),
        Index(
            "ix_delivery_settled",
            "broadcast_id",
            "settled_at",
            sqlite_where=OF_BROADCAST,
            postgresql_where=OF_BROADCAST,
        ),
        Index(
            "ix_delivery_digest",
            "digest_id",
            "subscriber_id",
            sqlite_where=OF_DIGEST,
            postgresql_where=OF_DIGEST,
        ),
        Index("ix_delivery_sent_to_place", "sent_at", "chat_id", sqlite_where=OF_PLACE, postgresql_where=OF_PLACE),
        # An id is never given out again, so that the report of a row that was erased meanwhile finds no other.
        {"sqlite_autoincrement": True},
    )

    id: int = key_field(default=None, primary_key=True)
    kind: DeliveryKind = enum_field(DeliveryKind, default=DeliveryKind.ALERT)
    dedupe_key: str = Field(unique=True)
    """Makes whoever writes the row idempotent: ``alert:{article}:{subscriber}``,
    ``broadcast:{broadcast}:{subscriber}``, or of a digest ``digest:{subscriber}:{what for}``, such as
    ``digest:7:daily 08:00:2026-11-28``."""
    subscriber_id: int = key_field(foreign_key="subscriber.id", ondelete="CASCADE", index=True)
    chat_id: int = Field(sa_type=BigInteger)
    """The subscriber's, repeated here: one message a chat may be in flight."""
    article_id: int | None = key_field(default=None, foreign_key="article.id", ondelete="CASCADE", index=True)
    story_id: int | None = key_field(default=None, foreign_key="story.id", ondelete="CASCADE")
    broadcast_id: int | None = key_field(default=None, foreign_key="broadcast.id", ondelete="CASCADE")
    digest_id: int | None = key_field(default=None, foreign_key="digest.id", ondelete="CASCADE")
    """Of a digest for readers; one that a broadcast sends is known by the broadcast."""
    topic_id: int | None = key_field(default=None, foreign_key="topic.id", ondelete="SET NULL")
    """Of an alert: the topic through which it came."""
    watch_id: int | None = key_field(default=None, foreign_key="watch.id", ondelete="SET NULL")
    """Of an alert: the watched words through which it came."""
    place_notice_id: int | None = key_field(default=None, foreign_key="place_notice.id", ondelete="CASCADE", index=True)
    """Of a notice about a place."""
    correction_id: int | None = key_field(default=None, foreign_key="correction.id", ondelete="CASCADE", index=True)
    """Of a correction: which."""
    reply_to: int | None = Field(default=None, sa_type=BigInteger)
    """The message that it answers, if that is still there."""
    part: int = 0
    """Messages of it that are out: a digest may take several."""
    priority: int
    """Lower goes first."""
    state: DeliveryState = enum_field(DeliveryState, default=DeliveryState.PENDING)
    created_at: datetime
    """When it came to be owed: "told" counts from here."""
    due_at: datetime
    owner: str | None = None
    """The process that claimed it."""
    fence: int = 0
    """Counts claims: a report of an earlier claim is told by its lower fence."""
    lease_until: datetime | None = None
    begun_at: datetime | None = None
    """Set just before the request: from here the message may be out."""
    attempts: int = 0
    """Times it was surely not sent."""
    failures: int = 0
    """Times Telegram answered that it failed, or the process ended with the message under way."""
    unknowns: int = 0
    """Times its fate was unknown: each is a possible double."""
    is_plain: bool = False
    """Sent without formatting and buttons, because Telegram refused them."""
    last_error: str = ""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    sent_at: datetime | None = None
    settled_at: datetime | None = None
    """When it came to its end, whichever that was."""
    cancelled_for: Cancellation | None = enum_field(Cancellation, default=None, nullable=True)
    shown: str = ""
    """Digest of what the message shows, to edit it only when that changes."""
    updates: int = 0
    """Times the message was edited."""
    updated_at: datetime | None = None
    update_due_at: datetime | None = None
    """When the message is to be brought up to date; None when it is."""


class ErasedCount(Base, table=True):
    """How many deliveries of a day came to an end, and were erased since (``storage/housekeeping.py``)."""

    __tablename__ = "erased_count"

    day: date = Field(primary_key=True)
    """In UTC: of the end."""
    kind: DeliveryKind = enum_field(DeliveryKind, constraint="erasedkind", primary_key=True)
    state: DeliveryState = enum_field(DeliveryState, constraint="erasedstate", primary_key=True)
    cancelled_for: str = Field(default="", primary_key=True)
    """Why it was cancelled (``Cancellation``); empty: it was not, or nothing was said."""
    number: int


class BroadcastCount(Base, table=True):
    """How many recipients of a broadcast came to which end, of the deliveries that were erased since."""

    __tablename__ = "broadcast_count"

    broadcast_id: int = key_field(foreign_key="broadcast.id", primary_key=True, ondelete="CASCADE")
    state: DeliveryState = enum_field(DeliveryState, constraint="countedstate", primary_key=True)
    cancelled_for: str = Field(default="", primary_key=True)
    error: str = Field(default="", primary_key=True)
    """As its deliveries had it."""
    number: int


class ArticleCount(Base, table=True):
    """How many alerts of an article came to which end, of the deliveries that were erased since."""

    __tablename__ = "article_count"

    article_id: int = key_field(foreign_key="article.id", primary_key=True, ondelete="CASCADE")
    state: DeliveryState = enum_field(DeliveryState, constraint="articlestate", primary_key=True)
    cancelled_for: str = Field(default="", primary_key=True)
    number: int
