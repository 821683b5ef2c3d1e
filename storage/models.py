"""Every table; their enums are in ``storage/kinds.py``.

A row is the typed value that the rest of the program works with. Times are aware and UTC, Telegram's ids are 64-bit,
enums are stored by value with a check, and every constraint has a name, so that migrations can change it.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Index, Integer, MetaData, UniqueConstraint, text
from sqlmodel import Field, SQLModel
from typing_extensions import TypedDict  # pydantic refuses typing's before Python 3.12

from storage.kinds import ArticleKind, ChatKind, DeliveryKind, DeliveryState, Standing, Volume, stored

__all__ = [
    "SERIAL", "Article", "ArticleKind", "ArticleTopic", "ChatKind", "Delivery", "DeliveryKind", "DeliveryState",
    "RecordFile", "RelatedLink", "Row", "Standing", "Story", "Subscriber", "Subscription", "Topic", "Volume",
]  # fmt: skip

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of constraints, so that batch migrations on SQLite can find them."""

SERIAL = BigInteger().with_variant(Integer, "sqlite")
"""Surrogate keys: 64-bit. On SQLite an INTEGER already is, and only that one counts up by itself."""


def key(**options: Any) -> Any:
    """A surrogate key, or with ``foreign_key=`` a reference to one."""
    return Field(sa_type=SERIAL, **options)


class RelatedLink(TypedDict):
    """One related article as stored with its article; the list stands best quality first, no link twice."""

    link: str
    canonical: str
    title: str
    provider: str
    quality: int


class Row(SQLModel):
    """What all tables share."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


class Topic(Row, table=True):
    """A subject that people follow, perhaps under a parent topic."""

    id: int | None = key(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    parent_id: int | None = key(default=None, foreign_key="topic.id", index=True)
    description: str = ""
    shortname: str = ""
    hashtag: str = ""
    """With its ``#``; empty when the name yields none."""
    is_listed: bool = True
    """Whether people are offered it: where there is a catalogue, a topic that only records name is not."""


class RecordFile(Row, table=True):
    """One file as last read: unchanged files are told by size, time and inode, and not read again."""

    __tablename__ = "record_file"

    folder: str = Field(primary_key=True)
    path: str = Field(primary_key=True)
    """Below the folder, with ``/`` between."""
    size: int = Field(sa_type=BigInteger)
    mtime_ns: int = Field(sa_type=BigInteger)
    inode: int = Field(sa_type=BigInteger)
    """Its lower 63 bits: inodes are unsigned, columns are not."""
    read_at: datetime
    reason: str | None = None
    """Why it could not be read, as a sentence; None when it could."""
    line: int | None = None


class Story(Row, table=True):
    """Articles that tell the same news. It has no text of its own: its articles have."""

    id: int | None = key(default=None, primary_key=True)
    started_at: datetime
    """When its first article arrived."""


class Article(Row, table=True):
    """A stored record, known by its canonical link."""

    __table_args__ = (
        Index("ix_article_unannounced", "published_at", "link", sqlite_where=text("announced_at IS NULL"),
              postgresql_where=text("announced_at IS NULL")),
    )  # fmt: skip

    id: int | None = key(default=None, primary_key=True)
    link: str = Field(unique=True)
    """Canonical: the article's identity."""
    amp_link: str | None = Field(default=None, index=True)
    """Canonical AMP address, by which the same article is known too."""
    story_id: int = key(foreign_key="story.id", index=True)
    web_url: str
    """The link as the record writes it."""
    amp_url: str | None = None
    title: str
    excerpt: str = ""
    published_at: datetime = Field(index=True)
    kind: ArticleKind = stored(ArticleKind, default=ArticleKind.ARTICLE)
    quality: int = 0
    heat: int = 0
    is_published: bool = False
    """What the hub's front page does with it; no matter to alerts."""
    is_removed: bool = False
    """Withdrawn: never alerted, and what is still owed of it is cancelled."""
    locale: str | None = None
    provider_name: str = ""
    provider_domain: str = ""
    image_url: str | None = None
    related: list[RelatedLink] = Field(default_factory=list, sa_type=JSON)
    topic_names: list[str] = Field(default_factory=list, sa_type=JSON)
    """As the record names them, in its order; ``article_topic`` has them resolved."""
    arrived_at: datetime = Field(index=True)
    announced_at: datetime | None = None
    """When its deliveries were written; None while they are still to be."""


class ArticleTopic(Row, table=True):
    """Which topics an article is filed under."""

    __tablename__ = "article_topic"

    article_id: int = key(foreign_key="article.id", primary_key=True, ondelete="CASCADE")
    topic_id: int = key(foreign_key="topic.id", primary_key=True, ondelete="CASCADE", index=True)


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


PENDING = text("state = 'pending'")
IN_FLIGHT = text("state = 'in_flight'")
UPDATE_DUE = text("update_due_at IS NOT NULL")


class Delivery(Row, table=True):
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
        # An id is never given out again, so that the report of a row that was erased meanwhile finds no other.
        {"sqlite_autoincrement": True},
    )

    id: int | None = key(default=None, primary_key=True)
    kind: DeliveryKind = stored(DeliveryKind, default=DeliveryKind.ALERT)
    dedupe_key: str = Field(unique=True)
    """Makes whoever writes the row idempotent: ``alert:{article}:{subscriber}``."""
    subscriber_id: int = key(foreign_key="subscriber.id", ondelete="CASCADE", index=True)
    chat_id: int = Field(sa_type=BigInteger)
    """The subscriber's, repeated here: one message a chat may be in flight."""
    article_id: int | None = key(default=None, foreign_key="article.id", ondelete="CASCADE", index=True)
    story_id: int | None = key(default=None, foreign_key="story.id", ondelete="CASCADE")
    priority: int
    """Lower goes first."""
    state: DeliveryState = stored(DeliveryState, default=DeliveryState.PENDING)
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
    shown: str = ""
    """Digest of what the message shows, to edit it only when that changes."""
    updates: int = 0
    """Times the message was edited."""
    updated_at: datetime | None = None
    update_due_at: datetime | None = None
    """When the message is to be brought up to date; None when it is."""
