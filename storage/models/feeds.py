"""Tables of feeds: where they are and how they do, and the entries that became records."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from storage.enums import FeedOrigin, enum_field
from storage.models.base import Base, key_field


class Feed(Base, table=True):
    """One address whose entries become records."""

    id: int = key_field(default=None, primary_key=True)
    address: str = Field(unique=True)
    """As it was given; what it moved to for good stands in ``moved_to``."""
    name: str = ""
    """Empty: as the feed calls itself (``title``)."""
    folder: str = Field(unique=True)
    """Of its records, below ``FEEDS_DIR``."""
    topics: list[str] = Field(default_factory=list, sa_type=JSON)
    """Names for each of its records; none: the catalogue's keywords decide."""
    quality: int = 0
    interval_seconds: float
    is_held: bool = False
    """Whether its records wait for an editor, whatever ``REVIEW`` says."""
    origin: FeedOrigin = enum_field(FeedOrigin)
    added_by: int = Field(default=0, sa_type=BigInteger)
    """User id; 0: nobody in the chat."""
    added_at: datetime
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    """When the server said that it is gone for good (HTTP 410), or it left ``FEEDS_FILE``."""
    title: str = ""
    """As the feed calls itself."""
    site: str = ""
    """The page that it belongs to."""
    moved_to: str = ""
    """Where permanent redirects led."""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    """Of the body as last read: what did not change is not parsed again."""
    ttl_seconds: int = 0
    """As the feed or its server asks for; the longer of it and ``interval_seconds`` counts."""
    due_at: datetime = Field(index=True)
    fetched_at: datetime | None = None
    succeeded_at: datetime | None = None
    """When it was last read, or was as before. None: its first fetch, whose entries are archive."""
    failures: int = 0
    """One after another."""
    last_error: str = ""
    """A sentence for people; empty when the last fetch succeeded."""


class FeedEntry(Base, table=True):
    """An entry that became a record; it stays when the feed no longer has it."""

    __tablename__ = "feed_entry"

    feed_id: int = key_field(foreign_key="feed.id", primary_key=True, ondelete="CASCADE")
    key: str = Field(primary_key=True)
    """Its id, or its link; with the link where one id stands on several. Hashed."""
    link: str
    path: str
    """Of its record, below ``FEEDS_DIR``."""
    written: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    """The fields as they were last written: what differs in the file was changed by hand, and stays."""
    first_seen_at: datetime
    seen_at: datetime
