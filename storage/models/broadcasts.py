"""Tables of broadcasts, digests, and planned digests with their issues."""

from datetime import date, datetime
from typing import Any, NotRequired

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field
from typing_extensions import TypedDict

from storage.enums import BroadcastState, DigestOccasion, IssueState, enum_field
from storage.models.base import Base, column_named, key_field


class DigestEntry(TypedDict):
    """One story of a digest."""

    article_id: int
    """The article that leads."""
    story_id: int
    topic_ids: list[int]
    """Those of the digest's topics that the story belongs under, as its record orders them."""
    heat: int
    outlets: int
    """Providers that report it, that of the lead among them."""
    is_pinned: bool
    is_dropped: bool
    is_update: NotRequired[bool]
    """Whether an earlier digest told it, and more outlets report it by now; only in digests for readers."""


class Digest(Base, table=True):
    """Many stories for one message, as an editor arranged them."""

    id: int = key_field(default=None, primary_key=True)
    author_id: int = Field(sa_type=BigInteger)
    """0: the bot itself, for readers who want a digest."""
    occasion: DigestOccasion = enum_field(DigestOccasion, default=DigestOccasion.EDITION)
    content_key: str | None = Field(default=None, unique=True)
    """Of a digest for readers: who are to be told the same share it. None: an edition."""
    topic_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    """Of which topics; its sections stand in this order."""
    since_at: datetime
    until_at: datetime
    day: date | None = None
    """The date that it bears, as the clock of its plan or its author has it; digests of before have none."""
    introduction: str = ""
    """Telegram HTML, made from what the editor wrote."""
    is_personal: bool = False
    """Whether each recipient sees only the topics that they follow."""
    entries: list[DigestEntry] = Field(default_factory=list, sa_type=JSON)
    """In the order in which they stand."""
    created_at: datetime


class DigestStory(Base, table=True):
    """A story that a digest for readers told."""

    __tablename__ = "digest_story"

    digest_id: int = key_field(foreign_key="digest.id", primary_key=True, ondelete="CASCADE")
    story_id: int = key_field(foreign_key="story.id", primary_key=True, ondelete="CASCADE", index=True)
    outlets: int
    """Providers that reported it by then."""


class Broadcast(Base, table=True):
    """One message from an administrator to an audience."""

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = key_field(default=None, primary_key=True)
    author_id: int = Field(sa_type=BigInteger)
    """0: a plan that needs no approval; -1: the command line."""
    is_notice: bool = False
    """About the service itself, rather than news."""
    state: BroadcastState = enum_field(BroadcastState, default=BroadcastState.DRAFT, index=True)
    post: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What is sent (``bot/messages/post.py``); empty for a digest, or while none was written."""
    digest_id: int | None = key_field(default=None, foreign_key="digest.id")
    audience: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Who is to have it (``storage/audience.py``)."""
    trial: int = 50
    """So many go first, and the rest after a rest; 0: all at once."""
    never_twice: bool = False
    """What is perhaps delivered is not sent again, at the price that it may never be."""
    is_paid: bool = False
    """An owner lets it cost Stars: it goes at Telegram's paid rate."""
    starts_at: datetime | None = None
    """When a scheduled one begins."""
    not_after: datetime | None = None
    """What has not left by then is dropped."""
    created_at: datetime
    confirmed_by: int | None = Field(default=None, sa_type=BigInteger)
    """The second owner."""
    frozen_at: datetime | None = None
    """As of when its recipients were taken."""
    frozen_to: int = key_field(default=0)
    """The subscriber up to which they are written, while it is freezing."""
    size: int = 0
    """Recipients written; rows of people who erased themselves since are gone."""
    sent_again: int = 0
    """Recipients who were not reached, and whom it was sent to again."""
    rests_until: datetime | None = None
    """End of the rest after the trial; None before."""
    auto_paused_at: datetime | None = Field(default=None, sa_column_kwargs=column_named("braked_at", "auto_paused_at"))
    """When too much of it failed, last; what was settled before counts no more."""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    progress_chat_id: int | None = Field(default=None, sa_type=BigInteger)
    progress_message_id: int | None = Field(default=None, sa_type=BigInteger)


class DigestPlan(Base, table=True):
    """A digest that appears by itself."""

    __tablename__ = "digest_plan"

    id: int = key_field(default=None, primary_key=True)
    author_id: int = Field(sa_type=BigInteger)
    name: str = ""
    """As an editor gave it; empty: it goes by its topics."""
    cron: str
    """Five fields; hour and minute are one number each, so that it appears at most once a day."""
    zone: str
    """IANA name of the time zone in which the cron is read."""
    topic_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    audience: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    needs_approval: bool = True
    is_personal: bool = False
    is_on: bool = True
    next_at: datetime | None = Field(default=None, index=True)
    """None while it is off."""
    created_at: datetime


class DigestIssue(Base, table=True):
    """One appearance of a planned digest: one a plan and local date, so that no clock change doubles it."""

    __tablename__ = "digest_issue"
    __table_args__ = (UniqueConstraint("plan_id", "local_date"),)

    id: int = key_field(default=None, primary_key=True)
    plan_id: int = key_field(foreign_key="digest_plan.id", ondelete="CASCADE")
    local_date: date
    due_at: datetime
    made_at: datetime
    state: IssueState = enum_field(IssueState)
    digest_id: int | None = key_field(default=None, foreign_key="digest.id")
    broadcast_id: int | None = key_field(default=None, foreign_key="broadcast.id")
