"""What the past is replayed from: articles with their stories and topics, who followed what, and what they were told.

Only reads. Where nothing may be read that changes meanwhile, it is called with a copy of the database.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage.database import read_only
from storage.models import (
    Article,
    ArticleTopic,
    Delivery,
    DeliveryKind,
    Review,
    ReviewState,
    Subscriber,
    SubscriberStatus,
    Subscription,
    Topic,
    Volume,
    Watch,
    WordFilter,
)
from storage.rhythm import RhythmKind

AT_ONCE = RhythmKind.AT_ONCE.value
QUIET_STATES = (ReviewState.QUIET, ReviewState.REJECTED)


class PastArticle(NamedTuple):
    """An article as it is stored.

    Attributes:
        related: canonical links of its related articles.
        told_at: when its deliveries were written; None where it alerts nobody.
        topic_names: as its record names topics.
        topic_ids: what it is filed under.
    """

    id: int
    link: str
    title: str
    excerpt: str
    published_at: datetime
    related: tuple[str, ...]
    story_id: int
    arrived_at: datetime
    is_removed: bool
    told_at: datetime | None
    topic_names: tuple[str, ...]
    topic_ids: tuple[int, ...]


class PastChoice(NamedTuple):
    """What a subscriber chose about a topic, and since when; None: for longer than any story that is replayed."""

    topic_id: int
    volume: Volume
    since: datetime | None


class Followers(NamedTuple):
    """Subscribers who chose alike.

    Attributes:
        choices: by topic.
        number: how many they are.
    """

    choices: frozenset[PastChoice]
    number: int


class Past(NamedTuple):
    """What the past is replayed from.

    Attributes:
        articles: by id: those that arrived in the time, all others of their stories, and some that came just before.
        topics: all.
        followers: those who are told each story, or every article, at once; by what they chose.
        left_out: subscribers who follow something, and are told by other rules: digests, filters, volumes, watches.
        recorded: alerts of the time that were written for ``followers``, by the article.
        following: active subscribers who follow each topic itself.
    """

    articles: Sequence[PastArticle]
    topics: Sequence[Topic]
    followers: Sequence[Followers]
    left_out: int
    recorded: Counter[int]
    following: Counter[int]


@read_only
def read_past(session: Session, since: datetime, before: datetime, lead: int) -> Past:
    """Read what a time is replayed from.

    Args:
        session: In one transaction.
        since: Its begin.
        before: Its end.
        lead: So many articles that came before are read too: what came is compared with them.
    """
    articles = _read_articles(session, since, before, lead)
    followers, left_out = _read_followers(session, _begin_of_stories(articles, since))
    return Past(
        articles,
        list(session.scalars(select(Topic).order_by(col(Topic.id)))),
        followers,
        left_out,
        _read_recorded(session, since, before),
        _read_following(session),
    )


def _begin_of_stories(articles: Sequence[PastArticle], since: datetime) -> datetime:
    """Since when the first is known of the stories of which something came in the time."""
    told = {article.story_id for article in articles if article.arrived_at >= since}
    return min((article.arrived_at for article in articles if article.story_id in told), default=since)


def _read_articles(session: Session, since: datetime, before: datetime, lead: int) -> list[PastArticle]:
    in_time = col(Article.arrived_at) >= since, col(Article.arrived_at) < before
    connection = session.connection()
    first = connection.execute(select(func.min(col(Article.id))).where(*in_time)).scalar()
    if first is None:
        return []
    each, other = aliased(Article), aliased(Article)
    earlier = select(col(each.id)).where(col(each.id) < first).order_by(col(each.id).desc()).limit(lead)
    stories = select(col(other.story_id)).where(col(other.id) >= first)
    wanted = or_(col(Article.id) >= first, col(Article.id).in_(earlier), col(Article.story_id).in_(stories))
    is_quiet = exists().where(col(Review.article_id) == col(Article.id), col(Review.state).in_(QUIET_STATES))
    names = ("id", "link", "title", "excerpt", "published_at", "related", "story_id", "arrived_at", "is_removed")
    more = ("announced_at", "is_archive", "is_held", "topic_names")
    columns = [col(getattr(Article, name)) for name in (*names, *more)]
    query = select(*columns, is_quiet.label("is_quiet")).where(wanted, col(Article.arrived_at) < before)
    filed = _read_filed(session, first)
    return [_past_article(row, filed) for row in connection.execute(query.order_by(col(Article.id)))]


def _read_filed(session: Session, first: int) -> dict[int, list[int]]:
    """The topics of every article from a first one on, and of what tells the same stories."""
    other = aliased(Article)
    stories = select(col(other.story_id)).where(col(other.id) >= first)
    query = (
        select(col(ArticleTopic.article_id), col(ArticleTopic.topic_id))
        .join(Article, col(Article.id) == col(ArticleTopic.article_id))
        .where(col(Article.story_id).in_(stories))
        .order_by(col(ArticleTopic.topic_id))
    )
    found: dict[int, list[int]] = {}
    for article_id, topic_id in session.connection().execute(query):
        found.setdefault(article_id, []).append(topic_id)
    return found


def _past_article(row: Any, filed: dict[int, list[int]]) -> PastArticle:
    is_told = not (row.is_removed or row.is_archive or row.is_held or row.is_quiet)
    return PastArticle(
        row.id,
        row.link,
        row.title,
        row.excerpt,
        row.published_at,
        tuple(each["canonical"] for each in row.related),
        row.story_id,
        row.arrived_at,
        row.is_removed,
        row.announced_at if is_told else None,
        tuple(row.topic_names),
        tuple(filed.get(row.id, ())),
    )


def _is_plain() -> ColumnElement[bool]:
    """Select active subscribers to whom nothing applies but topics, and volumes of all or of each story once."""
    mine, choice = col(Subscriber.id), aliased(Subscription)
    own = col(choice.subscriber_id) == mine
    return (
        (col(Subscriber.status) == SubscriberStatus.ACTIVE)
        & (col(Subscriber.rhythm) == AT_ONCE)
        & ~exists().where(own, col(choice.rhythm).not_in(("", AT_ONCE)))
        & ~exists().where(own, col(choice.volume).in_((Volume.TOP, Volume.SOME)))
        & ~exists().where(col(WordFilter.subscriber_id) == mine)
        & ~exists().where(col(Watch.subscriber_id) == mine)
    )


def _read_followers(session: Session, since: datetime) -> tuple[list[Followers], int]:
    query = (
        select(
            col(Subscription.subscriber_id),
            col(Subscription.topic_id),
            col(Subscription.volume),
            col(Subscription.created_at),
        )
        .join(Subscriber, col(Subscriber.id) == col(Subscription.subscriber_id))
        .where(_is_plain())
    )
    chosen: dict[int, list[PastChoice]] = {}
    for subscriber_id, topic_id, volume, created_at in session.connection().execute(query):
        begin = created_at if created_at > since else None
        chosen.setdefault(subscriber_id, []).append(PastChoice(topic_id, Volume(volume), begin))
    alike = Counter(frozenset(choices) for choices in chosen.values())
    follows = exists().where(
        col(Subscription.subscriber_id) == col(Subscriber.id), col(Subscription.volume) != Volume.MUTED
    )
    others = (
        select(func.count())
        .select_from(Subscriber)
        .where(col(Subscriber.status) == SubscriberStatus.ACTIVE, follows, ~_is_plain())
    )
    left_out = session.connection().execute(others).scalar_one()
    return [Followers(choices, number) for choices, number in alike.items()], left_out


def _read_recorded(session: Session, since: datetime, before: datetime) -> Counter[int]:
    query = (
        select(col(Delivery.article_id), func.count())
        .join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
        .join(Article, col(Article.id) == col(Delivery.article_id))
        .where(
            col(Delivery.kind) == DeliveryKind.ALERT,
            col(Article.arrived_at) >= since,
            col(Article.arrived_at) < before,
            col(Article.is_removed).is_(False),
            _is_plain(),
        )
        .group_by(col(Delivery.article_id))
    )
    found: dict[int, int] = dict(session.connection().execute(query).all())  # type: ignore[arg-type] # rows are tuples
    return Counter(found)


def _read_following(session: Session) -> Counter[int]:
    query = (
        select(col(Subscription.topic_id), func.count())
        .join(Subscriber, col(Subscriber.id) == col(Subscription.subscriber_id))
        .where(col(Subscription.volume) != Volume.MUTED, col(Subscriber.status) == SubscriberStatus.ACTIVE)
        .group_by(col(Subscription.topic_id))
    )
    found: dict[int, int] = dict(session.connection().execute(query).all())
    return Counter(found)
