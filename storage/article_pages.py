"""What the page of an article shows: found by link, its file, its topics, and its deliveries by outcome."""

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from storage.database import read_only
from storage.models import (
    Article,
    ArticleCount,
    ArticleLink,
    ArticleTopic,
    Delivery,
    DeliveryKind,
    DeliveryState,
    DigestStory,
    RecordFile,
    Topic,
)


@read_only
def find_by_link(session: Session, links: Collection[str]) -> Article | None:
    """The article that is known by one of these canonical links, its own, that of its AMP page, or a further one."""
    own = select_rows(Article).where(col(Article.link).in_(links))
    further = select_rows(Article).join(ArticleLink, col(ArticleLink.article_id) == col(Article.id))
    amp = select_rows(Article).where(col(Article.amp_link).in_(links)).order_by(col(Article.id).desc())
    queries = (own, further.where(col(ArticleLink.link).in_(links)), amp)
    return next((found for query in queries if (found := session.exec(query).first())), None)


class Filing(NamedTuple):
    """A topic of an article, and the keyword by which it was filed there; empty where its record names the topic."""

    topic: Topic
    keyword: str
    is_in_title: bool


@read_only
def filings(session: Session, article_id: int) -> list[Filing]:
    """The topics of an article, by name."""
    query = select_rows(Topic, ArticleTopic.keyword, ArticleTopic.is_in_title)
    query = query.join(ArticleTopic, col(ArticleTopic.topic_id) == col(Topic.id))
    rows = session.exec(query.where(col(ArticleTopic.article_id) == article_id).order_by(col(Topic.name)))
    return [Filing(*row) for row in rows]


@read_only
def files(session: Session, article_id: int) -> list[RecordFile]:
    """The files that an article is read from; the one that rules stands first."""
    query = select_rows(RecordFile).where(RecordFile.article_id == article_id)
    newest = (
        col(each).desc()
        for each in (RecordFile.published_at, RecordFile.is_removed, RecordFile.folder, RecordFile.path)
    )
    return list(session.exec(query.order_by(*newest)))


class FoldReason(NamedTuple):
    """Why an article stands in its story.

    Attributes:
        because: one sentence, as it would be decided today; empty for the first of the story.
        is_by_editor: whether an editor put it there.
    """

    article: Article
    because: str
    is_by_editor: bool = False


Outcomes = Counter[tuple[DeliveryState, str]]
"""Deliveries by state, and the reason where they were cancelled (``Cancellation``)."""


@read_only
def outcomes(session: Session, article_id: int) -> Outcomes:
    """The alerts of an article by outcome, with those that housekeeping erased."""
    columns = (col(Delivery.state), col(Delivery.cancelled_for))
    mine = (col(Delivery.article_id) == article_id, col(Delivery.kind) == DeliveryKind.ALERT)
    counts: Outcomes = Counter()
    for state, reason, number in session.connection().execute(
        select(*columns, func.count()).where(*mine).group_by(*columns)
    ):
        counts[state, reason.value if reason else ""] += number
    erased = select_rows(ArticleCount).where(ArticleCount.article_id == article_id)
    for row in session.exec(erased):
        counts[row.state, row.cancelled_for] += row.number
    return counts


@read_only
def digests_sent(session: Session, story_id: int) -> int:
    """How many digests for readers that tell a story were sent, as far as they are kept."""
    in_digests = select(col(DigestStory.digest_id)).where(col(DigestStory.story_id) == story_id)
    sent = select(func.count()).where(
        col(Delivery.digest_id).in_(in_digests),
        col(Delivery.kind) == DeliveryKind.DIGEST,
        col(Delivery.state) == DeliveryState.SENT,
    )
    return session.connection().execute(sent).scalar_one()
