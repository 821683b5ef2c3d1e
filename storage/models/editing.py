"""Tables of what editors decide: reviews, changes of articles and topics, corrections, bans; and what readers say."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field

from storage.enums import ReviewState, enum_field
from storage.models.base import Base, key_field


class Review(Base, table=True):
    """An article that is held for an editor, or was."""

    article_id: int = key_field(foreign_key="article.id", primary_key=True, ondelete="CASCADE")
    state: ReviewState = enum_field(ReviewState, default=ReviewState.WAITING)
    reason: str
    """Why it is held, such as ``unpublished``, ``large``, ``feed``."""
    reach: int = 0
    """People whom it would reach, as counted when it was held."""
    held_at: datetime = Field(index=True)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message that shows it to editors; None until it is sent."""
    shown_at: datetime | None = None
    """When it was last shown; what nobody decided in a day is shown again."""
    decided_by: int | None = Field(default=None, sa_type=BigInteger)
    decided_at: datetime | None = None


class ArticleEdit(Base, table=True):
    """What an editor changed of an article; it goes before what its record says."""

    __tablename__ = "article_edit"

    article_id: int = key_field(foreign_key="article.id", primary_key=True, ondelete="CASCADE")
    title: str | None = None
    excerpt: str | None = None
    topic_names: list[str] | None = Field(default=None, sa_type=JSON, nullable=True)
    is_withdrawn: bool = False
    withdrawn_at: datetime | None = None
    """When an editor withdrew it last; it stays when that is taken back."""
    deletes: bool = False
    """Whether messages that are out are deleted, where Telegram allows that, rather than marked."""
    regrouped_at: datetime | None = None
    """When an editor last moved it to another story."""
    record: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What its record says instead, by the name of the column."""
    edited_by: int = Field(sa_type=BigInteger)
    edited_at: datetime


class Correction(Base, table=True):
    """A text that goes to those who were told a story, as a reply to their alert."""

    id: int = key_field(default=None, primary_key=True)
    story_id: int = key_field(foreign_key="story.id", ondelete="CASCADE", index=True)
    article_id: int | None = key_field(default=None, foreign_key="article.id", ondelete="SET NULL")
    text: str
    entities: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Formatting, as Telegram sent it (Bot API, ``MessageEntity``)."""
    written_by: int = Field(sa_type=BigInteger)
    written_at: datetime
    sent_at: datetime | None = None
    """When an editor confirmed it, and it came to be owed; None for a draft."""
    sent_by: int | None = Field(default=None, sa_type=BigInteger)
    recipients: int = 0
    """To whom it came to be owed."""


class TopicEdit(Base, table=True):
    """What the chat changed of the catalogue; it goes before what the topic's file says."""

    __tablename__ = "topic_edit"

    topic_id: int = key_field(foreign_key="topic.id", primary_key=True, ondelete="CASCADE")
    is_added: bool = False
    """Whether it is in no file, and offered all the same."""
    name: str | None = None
    shortname: str | None = None
    hashtag: str | None = None
    """These two follow the name."""
    description: str | None = None
    parent_slug: str | None = None
    """Empty: none, whatever the file says."""
    keywords: list[str] | None = Field(default=None, sa_type=JSON, nullable=True)
    merged_into: str | None = None
    """The slug of the topic that took its followers."""
    version: int = 0
    """Counts changes, so that an old button takes no newer one back."""
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What the last change replaced; empty: it cannot be taken back."""
    edited_by: int = Field(sa_type=BigInteger)
    edited_at: datetime


class TopicAlias(Base, table=True):
    """Another name by which people and records mean a topic."""

    __tablename__ = "topic_alias"

    slug: str = Field(primary_key=True)
    """Of the name."""
    name: str
    topic_id: int = key_field(foreign_key="topic.id", ondelete="CASCADE", index=True)
    is_from_file: bool = False


class MissedSearch(Base, table=True):
    """What people looked for among the topics, and was not there."""

    __tablename__ = "missed_search"

    id: int = key_field(default=None, primary_key=True)
    words: str = Field(unique=True)
    """In the form in which names are compared."""
    text: str
    """As it was last written."""
    count: int
    last_at: datetime = Field(index=True)
    is_settled: bool = False
    """Whether an editor dealt with it."""


class Ban(Base, table=True):
    """A person, or a place, whom the bot neither answers nor sends anything."""

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    reason: str = ""
    statuses: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What its subscribers were before, by their id."""
    banned_by: int = Field(sa_type=BigInteger)
    banned_at: datetime


IS_OF_BUTTON = text("sign IN ('+', '-')")


class Vote(Base, table=True):
    """What a person thinks of an article: the buttons below an alert, or a reaction to it."""

    __table_args__ = (
        Index(
            "uq_vote_one_a_person",
            "person_id",
            "article_id",
            unique=True,
            sqlite_where=IS_OF_BUTTON,
            postgresql_where=IS_OF_BUTTON,
        ),
        Index("ix_vote_at", "at"),
    )

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    """Where: of a button the person's own chat, wherever the alert stands."""
    person_id: int = Field(primary_key=True, sa_type=BigInteger)
    """0: the count of a channel, whose readers are not named."""
    article_id: int = key_field(foreign_key="article.id", primary_key=True, ondelete="CASCADE", index=True)
    sign: str = Field(primary_key=True)
    """👍 or 👎 of a button (``+``, ``-``), or the emoji of a reaction."""
    number: int = 1
    at: datetime


class FollowEvent(Base, table=True):
    """That somebody followed or left a topic, and the story that they were last told before."""

    __tablename__ = "follow_event"

    id: int = key_field(default=None, primary_key=True)
    topic_id: int = key_field(foreign_key="topic.id", ondelete="CASCADE", index=True)
    story_id: int | None = key_field(default=None, foreign_key="story.id", ondelete="SET NULL", index=True)
    is_follow: bool
    at: datetime = Field(index=True)
