"""Rankings: how the stories of the last days stand within the topics of which somebody wants only some stories.

A row a story and topic, for eight days, and only for topics with such a volume. It keeps what was decided when it was
decided: heat and outlets grow later, and whoever counts what passed must not count what would pass now.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, delete, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.articles import is_shown
from storage.database import read_only
from storage.models import SERIAL, Article, ArticleTopic, StoryRanking, Subscription, Topic
from storage.topics import WANTS_SOME

KEPT = timedelta(days=8)
"""How long a row stays."""


class RankedStory(NamedTuple):
    """How a story stands within a topic.

    Attributes:
        article_id: the newest article of it that was looked at.
        began_at: the time of the first.
        ranked_at: since when it stands so.
        score: how much it matters.
        per_day: the smallest number of stories a day for which it passes.
    """

    story_id: int
    article_id: int
    began_at: datetime
    ranked_at: datetime
    score: float
    per_day: int
    is_top: bool


class RankedArticle(NamedTuple):
    """What ranking needs of an article.

    Attributes:
        is_new: whether it is one to look at; otherwise it only says who else reports the story.
    """

    id: int
    story_id: int
    arrived_at: datetime
    published_at: datetime
    quality: int
    heat: int
    provider_name: str
    provider_domain: str
    is_new: bool


@read_only
def ranked_topics(session: Session) -> set[int]:
    """The topics of which anybody wants only some stories."""
    wanted = exists(select(col(Subscription.id)).where(col(Subscription.topic_id) == col(Topic.id), WANTS_SOME))
    return set(session.connection().execute(select(col(Topic.id)).where(wanted)).scalars())


@read_only
def topics_of(session: Session, article_ids: Collection[int]) -> dict[int, list[int]]:
    """Ids of the topics that each article is filed under."""
    found: dict[int, list[int]] = {}
    pairs = select(col(ArticleTopic.article_id), col(ArticleTopic.topic_id))
    for article_id, topic_id in session.connection().execute(
        pairs.where(col(ArticleTopic.article_id).in_(article_ids))
    ):
        found.setdefault(article_id, []).append(topic_id)
    return found


@read_only
def ranked_stories(session: Session, topic_id: int, since: datetime) -> list[RankedStory]:
    """How the stories of a topic stand that began since, as far as they were looked at."""
    values = {"topic": topic_id, "since": since}
    return [RankedStory._make(row) for row in session.connection().execute(_ranked_stories(), values)]


@cache
def _ranked_stories() -> Any:
    """Built once: it is part of every batch that is fanned out."""
    columns = (col(getattr(StoryRanking, name)) for name in RankedStory._fields)
    since = bindparam("since", type_=UTCDateTime())
    return select(*columns).where(
        col(StoryRanking.topic_id) == bindparam("topic", type_=SERIAL), col(StoryRanking.began_at) >= since
    )


@read_only
def first_arrival(session: Session, since: datetime) -> int:
    """The id of the first article that arrived since; 0 where none did."""
    first = select(func.min(col(Article.id))).where(col(Article.arrived_at) >= since)
    return session.connection().execute(first).scalar() or 0


@read_only
def articles_to_rank(
    session: Session, topic_ids: Collection[int], after_id: int, arriving: Collection[int] = ()
) -> list[RankedArticle]:
    """The articles of stories that have one of these topics in an article after this one, in order of arrival.

    Args:
        session: In one transaction.
        topic_ids: Of which topics.
        after_id: The last article that was looked at.
        arriving: Articles that are fanned out now: one that was held may have come long before the last.
    """
    values = {"topics": list(topic_ids), "after": after_id, "arriving": list(arriving)}
    return [RankedArticle._make(row) for row in session.connection().execute(_articles_to_rank(), values)]


def _is_late(article: Any) -> ColumnElement[bool]:
    after: Any = bindparam("after", type_=SERIAL)
    return or_(col(article.id) > after, col(article.id).in_(bindparam("arriving", expanding=True)))


@cache
def _articles_to_rank() -> Any:
    new = aliased(Article)
    filed = exists(
        select(col(ArticleTopic.topic_id)).where(
            col(ArticleTopic.article_id) == col(new.id),
            col(ArticleTopic.topic_id).in_(bindparam("topics", expanding=True)),
        )
    )
    stories = select(col(new.story_id)).where(_is_late(new), is_shown(new), filed)
    is_new = and_(
        _is_late(Article),
        exists(
            select(col(ArticleTopic.topic_id)).where(
                col(ArticleTopic.article_id) == col(Article.id),
                col(ArticleTopic.topic_id).in_(bindparam("topics", expanding=True)),
            )
        ),
    )
    columns = (col(getattr(Article, name)) for name in RankedArticle._fields if name != "is_new")
    query = select(*columns, is_new.label("is_new"))
    return query.where(col(Article.story_id).in_(stories), is_shown()).order_by(col(Article.id))


def store(session: Session, topic_id: int, stories: Iterable[RankedStory], now: datetime) -> None:
    """Keep how stories of a topic stand, and forget those that began more than eight days ago."""
    connection = session.connection()
    rows = [{"topic_id": topic_id} | story._asdict() for story in stories]
    if rows:
        connection.execute(_upsert(connection.dialect.name), rows)
        old = and_(col(StoryRanking.topic_id) == topic_id, col(StoryRanking.began_at) < now - KEPT)
        connection.execute(delete(StoryRanking).where(old))


@cache
def _upsert(dialect: str) -> Any:
    insert = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(StoryRanking)
    changed = {name: insert.excluded[name] for name in RankedStory._fields if name != "story_id"}
    return insert.on_conflict_do_update(index_elements=["topic_id", "story_id"], set_=changed)
