"""Topics: the catalogue, the names that records bring, and whose subscriptions match an article.

The rule: the most specific topics of an article count. For each of them the subscriber's nearest choice decides: on
the topic itself, else on its parent, and so on. So a parent topic covers its children, and whoever mutes a child
receives nothing of it through the parent. The rule stands here twice: for one subscriber as plain functions, and for
all of them in SQL.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, func, literal, or_, text
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement, Select
from sqlmodel import Session, col, select

from storage.articles import is_shown
from storage.database import read_only
from storage.models import Article, ArticleTopic, Subscription, Topic, Volume


@read_only
def find_all(session: Session) -> list[Topic]:
    """All topics by name, listed or not."""
    return list(session.exec(select(Topic).order_by(func.lower(Topic.name))))


@read_only
def parent_ids(session: Session) -> dict[int, int | None]:
    """The parent of every topic, by id."""
    return dict(session.exec(select(Topic.id, Topic.parent_id)).all())


@read_only
def by_article(session: Session, article_ids: Iterable[int]) -> dict[int, list[Topic]]:
    """The topics of each article, in the order in which its record names them."""
    rows = session.exec(_by_article(), params={"ids": list(article_ids)})
    found: dict[int, list[tuple[int, Topic]]] = {}
    for article_id, topic, names in rows:
        place = {name.casefold(): index for index, name in enumerate(names)}.get(topic.name.casefold(), len(names))
        found.setdefault(article_id, []).append((place, topic))
    return {
        article_id: [topic for _, topic in sorted(pairs, key=lambda pair: (pair[0], pair[1].name))]
        for article_id, pairs in found.items()
    }


@cache
def _by_article() -> Any:
    """Built once: it is part of every batch that is delivered."""
    return (
        select(ArticleTopic.article_id, Topic, Article.topic_names)
        .join(Topic, col(Topic.id) == ArticleTopic.topic_id)
        .join(Article, col(Article.id) == ArticleTopic.article_id)
        .where(col(ArticleTopic.article_id).in_(bindparam("ids", expanding=True)))
    )


@read_only
def follower_counts(session: Session) -> dict[int, int]:
    """How many subscribers follow each topic, by topic id; topics without one are left out."""
    rows = session.exec(
        select(Subscription.topic_id, func.count())
        .where(Subscription.volume != Volume.MUTED)
        .group_by(col(Subscription.topic_id))
    )
    return dict(rows.all())


_MADE_SLUG = re.compile(r".*-[0-9a-f]{8}")
"""A slug that was made from a name with signs, or in another script: nobody chooses such a one."""


def sync_catalogue(
    session: Session, catalogue: Sequence[Topic], parents: Mapping[str, str], *, is_complete: bool = True
) -> None:
    """Make the listed topics those of the catalogue.

    A topic keeps its id, and so its followers, as long as its slug stays, or its name. One that left the catalogue is
    no longer listed; who follows it goes on to.

    Args:
        session: In one transaction.
        catalogue: Topics without ids.
        parents: Slug of the parent by slug of the child.
        is_complete: Whether a topic that is missing has left; otherwise its file may just be unreadable for now.
    """
    known = {topic.slug: topic for topic in session.exec(select(Topic))}
    listed = {topic.slug for topic in catalogue}
    gone = (slug for slug in known if slug not in listed and (is_complete or _MADE_SLUG.fullmatch(slug)))
    left = {known[slug].name.casefold(): slug for slug in gone}
    for wanted in catalogue:
        if wanted.slug not in known:
            slug = left.pop(wanted.name.casefold(), wanted.slug)
            known[wanted.slug] = known.pop(slug, Topic(slug=wanted.slug, name=wanted.name))
        topic = known[wanted.slug]
        for field in ("slug", "name", "description", "shortname", "hashtag", "file"):
            setattr(topic, field, getattr(wanted, field))
        session.add(topic)
    session.flush()
    for slug, topic in known.items():
        if slug not in listed and not is_complete:
            continue
        topic.is_listed = slug in listed
        parent = known.get(parents.get(slug, ""))
        topic.parent_id = parent.id if parent else None
        session.add(topic)


@read_only
def files(session: Session) -> dict[str, str]:
    """The file that each topic of the catalogue was read from, by slug and by name in lower case."""
    known = list(session.exec(select(Topic).where(Topic.file != "", col(Topic.is_listed))))
    return {topic.name.casefold(): topic.file for topic in known} | {topic.slug: topic.file for topic in known}


def add_missing(session: Session, wanted: Iterable[Topic], *, are_listed: bool) -> None:
    """Add the topics whose slug is not known yet.

    Args:
        session: In one transaction.
        wanted: Topics without ids, as records name them.
        are_listed: Whether people are offered them: yes where there is no catalogue.
    """
    known = set(session.exec(select(Topic.slug)))
    for topic in wanted:
        if topic.slug not in known:
            known.add(topic.slug)
            session.add(Topic(**(topic.model_dump() | {"is_listed": are_listed})))
    session.flush()


def mark_all_listed(session: Session) -> None:
    """Offer every topic: there is no catalogue."""
    for topic in session.exec(select(Topic).where(col(Topic.is_listed).is_(False))):
        topic.is_listed = True
        session.add(topic)


@read_only
def by_id(session: Session, topic_ids: Collection[int]) -> dict[int, Topic]:
    """Topics by their id."""
    return {topic_id: topic for topic_id in topic_ids if (topic := session.get(Topic, topic_id))}


def ancestors(topic_id: int, parents: Mapping[int, int | None]) -> list[int]:
    """The parent of a topic, its parent, and so on; a ring ends where it closes."""
    line: list[int] = []
    above = parents.get(topic_id)
    while above is not None and above not in line and above != topic_id:
        line.append(above)
        above = parents.get(above)
    return line


class NearestChoice(NamedTuple):
    """The choice that decides whether a subscriber hears of a topic.

    Attributes:
        topic_id: Where it was made: the topic itself, or the nearest above it.
    """

    topic_id: int
    volume: Volume


def nearest_choice(
    topic_id: int, choices: Mapping[int, Volume], parents: Mapping[int, int | None]
) -> NearestChoice | None:
    """What decides about a topic: the choice on itself, else on its parent, and so on; None where there is none."""
    found = (each for each in (topic_id, *ancestors(topic_id, parents)) if each in choices)
    return next((NearestChoice(each, choices[each]) for each in found), None)


MOST_GENERATIONS = 8
"""Generations of topics that count; also what ends the walk should parents ever form a ring."""


_CHOICE = ("subscriber_id", "topic_id", "volume", "per_day", "rhythm")


def matching_subscribers(articles: ColumnElement[bool], whom: Any = None) -> Select[Any]:
    """Whose subscriptions cover which article, and through which topics: a row for each of those.

    A subscription covers what arrives after it, unless it joins a story that was known before it. The columns are
    ``article_id``, ``subscriber_id``, ``topic_id`` of the choice that decides, its ``volume``, its ``per_day``, and its
    ``rhythm``, empty for the subscriber's.

    Args:
        articles: Which rows of ``ArticleTopic``.
        whom: A SELECT of the ids of some subscribers; None for all.
    """
    lineage = _topics_of_articles(articles)
    ancestor = aliased(lineage)
    is_specific = ~exists().where(
        ancestor.c.article_id == lineage.c.article_id,
        ancestor.c.topic_id == lineage.c.leaf_id,
        ancestor.c.leaf_id != lineage.c.leaf_id,  # not even where parents form a ring
    )
    began = _story_beginnings(lineage)
    nearer, other = aliased(lineage), aliased(Subscription)
    is_overruled = exists().where(
        nearer.c.article_id == lineage.c.article_id,
        nearer.c.leaf_id == lineage.c.leaf_id,
        nearer.c.depth < lineage.c.depth,
        col(other.topic_id) == nearer.c.topic_id,
        col(other.subscriber_id) == col(Subscription.subscriber_id),
        _counts(other, began),
    )
    found = (
        sql_select(lineage.c.article_id, *(col(getattr(Subscription, name)) for name in _CHOICE))
        .join(Subscription, col(Subscription.topic_id) == lineage.c.topic_id)
        .join(Article, col(Article.id) == lineage.c.article_id)
        .join(began, began.c.story_id == col(Article.story_id))
        .where(is_specific, col(Subscription.volume) != Volume.MUTED, _counts(Subscription, began), ~is_overruled)
    )
    return found if whom is None else found.where(col(Subscription.subscriber_id).in_(whom))


def _counts(choice: Any, began: Any) -> ColumnElement[bool]:
    """Select choices that an article is news for; one to mute counts always."""
    since = col(choice.created_at)
    is_news = and_(since <= col(Article.arrived_at), since <= began.c.known_since)
    return or_(col(choice.volume) == Volume.MUTED, is_news)


def _story_beginnings(lineage: Any) -> Any:
    """Since when the stories of these articles are known, by ``story_id``; what else is not shown does not count."""
    mine, told = aliased(Article), aliased(Article)
    announced = sql_select(lineage.c.article_id)
    stories = sql_select(col(mine.story_id)).where(col(mine.id).in_(announced))
    return (
        sql_select(col(told.story_id), func.min(col(told.arrived_at)).label("known_since"))
        .where(col(told.story_id).in_(stories), or_(is_shown(told), col(told.id).in_(announced)))
        .group_by(col(told.story_id))
        .subquery()
    )


def topic_subscribers(topic_ids: Collection[int]) -> Select[Any]:
    """Pairs of ``topic_id`` and ``subscriber_id``: who would be owed an article filed under just that topic.

    The subscribers are those of ``Subscription``, so that a caller can narrow them down.
    """
    lineage = _topics_with_parents(topic_ids)
    nearer, other = aliased(lineage), aliased(Subscription)
    is_overruled = exists().where(
        col(other.subscriber_id) == col(Subscription.subscriber_id),
        col(other.topic_id) == nearer.c.topic_id,
        nearer.c.leaf_id == lineage.c.leaf_id,
        nearer.c.depth < lineage.c.depth,
    )
    return (
        sql_select(lineage.c.leaf_id.label("topic_id"), col(Subscription.subscriber_id).label("subscriber_id"))
        .join(Subscription, col(Subscription.topic_id) == lineage.c.topic_id)
        .where(col(Subscription.volume) != Volume.MUTED, ~is_overruled)
    )


@read_only
def with_followers(session: Session, article_ids: Collection[int]) -> set[int]:
    """Which of these articles stand under a topic, or a parent of one, that anybody follows."""
    if not article_ids:
        return set()
    lineage = _topics_of_articles(col(ArticleTopic.article_id).in_(article_ids))
    pairs = session.connection().execute(sql_select(lineage.c.article_id, lineage.c.topic_id)).all()
    is_followed = exists().where(col(Subscription.topic_id) == col(Topic.id), col(Subscription.volume) != Volume.MUTED)
    found = sql_select(col(Topic.id)).where(col(Topic.id).in_({topic_id for _, topic_id in pairs}), is_followed)
    topic_ids = set(session.connection().execute(found).scalars())
    return {article_id for article_id, topic_id in pairs if topic_id in topic_ids}


WANTS_SOME: Any = text("subscription.volume IN ('top', 'some')")
"""Select subscriptions to great stories only, as the index says that has just these."""


def _topics_of_articles(articles: ColumnElement[bool]) -> Any:
    """Every topic of the articles with its parents: ``article_id``, ``leaf_id``, ``topic_id``, ``depth``."""
    lineage = (
        sql_select(
            col(ArticleTopic.article_id).label("article_id"),
            col(ArticleTopic.topic_id).label("leaf_id"),
            col(ArticleTopic.topic_id).label("topic_id"),
            literal(0).label("depth"),
        )
        .where(articles)
        # Nested, since SQLite's driver counts the rows of a statement only if it begins with INSERT.
        .cte("lineage", recursive=True, nesting=True)
    )
    parents = (
        sql_select(lineage.c.article_id, lineage.c.leaf_id, col(Topic.parent_id), lineage.c.depth + 1)
        .join(Topic, col(Topic.id) == lineage.c.topic_id)
        .where(col(Topic.parent_id).is_not(None), lineage.c.depth < MOST_GENERATIONS)
    )
    return lineage.union_all(parents)


def _topics_with_parents(topic_ids: Collection[int]) -> Any:
    """Topics with their parents: ``leaf_id``, ``topic_id``, ``depth``."""
    leaf: Any = sql_select(col(Topic.id).label("leaf_id"), col(Topic.id).label("topic_id"), literal(0).label("depth"))
    lineage = leaf.where(col(Topic.id).in_(topic_ids)).cte("line", recursive=True)
    parents = (
        sql_select(lineage.c.leaf_id, col(Topic.parent_id), lineage.c.depth + 1)
        .join(Topic, col(Topic.id) == lineage.c.topic_id)
        .where(col(Topic.parent_id).is_not(None), lineage.c.depth < MOST_GENERATIONS)
    )
    return lineage.union_all(parents)
