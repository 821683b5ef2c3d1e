"""Tables of the news: topics, record files, articles and their stories."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field
from typing_extensions import TypedDict

from storage.enums import ArticleKind, enum_field
from storage.models.base import Base, key_field


class RelatedLink(TypedDict):
    """One related article as stored with its article; the list stands best quality first, no link twice."""

    link: str
    canonical: str
    title: str
    provider: str
    quality: int


class Topic(Base, table=True):
    """A subject that people follow, perhaps under a parent topic."""

    id: int = key_field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    parent_id: int | None = key_field(default=None, foreign_key="topic.id", index=True)
    description: str = ""
    shortname: str = ""
    hashtag: str = ""
    """With its ``#``; empty when the name yields none."""
    is_listed: bool = True
    """Whether people are offered it: where there is a catalogue, a topic that only records name is not."""
    file: str = ""
    """The file of the catalogue that it was read from; empty for a topic that only records name."""
    keywords: list[str] = Field(default_factory=list, sa_type=JSON)
    """Words and phrases by which records without topics are filed under it."""


class RecordFile(Base, table=True):
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
    article_id: int | None = key_field(default=None, foreign_key="article.id", index=True, ondelete="SET NULL")
    """The article that it tells of, as last read; with the next two it decides which of several files rules."""
    published_at: datetime | None = None
    is_removed: bool = False


class Story(Base, table=True):
    """Articles that tell the same news. It has no text of its own: its articles have."""

    id: int = key_field(default=None, primary_key=True)
    started_at: datetime
    """When its first article arrived."""


class Article(Base, table=True):
    """A stored record, known by its canonical link."""

    __table_args__ = (
        Index("ix_article_unannounced", "published_at", "link", sqlite_where=text("announced_at IS NULL"),
              postgresql_where=text("announced_at IS NULL")),
    )  # fmt: skip

    id: int = key_field(default=None, primary_key=True)
    link: str = Field(unique=True)
    """Canonical: the article's identity."""
    amp_link: str | None = Field(default=None, index=True)
    """Canonical AMP address, by which the same article is known too."""
    story_id: int = key_field(foreign_key="story.id", index=True)
    web_url: str
    """The link as the record writes it."""
    amp_url: str | None = None
    title: str
    excerpt: str = ""
    published_at: datetime = Field(index=True)
    is_day_only: bool = False
    """Whether the time of publication is a day; ``published_at`` is its first moment in UTC."""
    kind: ArticleKind = enum_field(ArticleKind, default=ArticleKind.ARTICLE)
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
    found_related: list[RelatedLink] = Field(default_factory=list, sa_type=JSON)
    """From the archive, for a record that names none."""
    is_archive: bool = False
    """Whether its record says that it is no news: it alerts nobody."""
    is_held: bool = False
    """Whether it waits for an editor, for its embargo, or was rejected: it is shown nowhere, and alerts nobody."""
    embargo_until: datetime | None = None
    """Before then it is shown nowhere and sent to nobody."""
    arrived_at: datetime = Field(index=True)
    announced_at: datetime | None = None
    """When its deliveries were written; None while they are still to be."""

    @property
    def is_shown(self) -> bool:
        """Whether people see it at all; ``articles.is_shown`` says the same in SQL."""
        return not (self.is_removed or self.is_held)


class ArticleLink(Base, table=True):
    """A further canonical link by which an article is known, because one of its files says or said it."""

    __tablename__ = "article_link"

    link: str = Field(primary_key=True)
    article_id: int = key_field(foreign_key="article.id", ondelete="CASCADE", index=True)


class ArticleTopic(Base, table=True):
    """Which topics an article is filed under."""

    __tablename__ = "article_topic"

    article_id: int = key_field(foreign_key="article.id", primary_key=True, ondelete="CASCADE")
    topic_id: int = key_field(foreign_key="topic.id", primary_key=True, ondelete="CASCADE", index=True)
    keyword: str = ""
    """By which it was filed here; empty: its record names the topic."""
    is_in_title: bool = False
    """Whether the title has the keyword; else the excerpt has."""


class StoryRanking(Base, table=True):
    """How a story stands within a topic of which somebody wants only some stories; kept by ``storage/ranking.py``."""

    __tablename__ = "story_ranking"
    __table_args__ = (Index("ix_story_ranking_began", "topic_id", "began_at"),)

    topic_id: int = key_field(foreign_key="topic.id", primary_key=True, ondelete="CASCADE")
    story_id: int = key_field(foreign_key="story.id", primary_key=True, ondelete="CASCADE", index=True)
    article_id: int = key_field()
    """The newest article of it that was looked at."""
    began_at: datetime
    """The time of the first."""
    ranked_at: datetime
    """Since when it stands so."""
    score: float
    per_day: int
    """The smallest number of stories a day for which it passes."""
    is_top: bool
