"""Whose subscriptions cover which article.

The rule: of an article's topics the most specific ones count; for each, the subscriber's choice nearest to it (on the
topic itself, else on its parent, and so on) decides. So a parent topic covers its children, and who mutes a child
hears nothing of it through the parent. ``bot/alerts/topics.py`` says the same of one subscriber in Python.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement, Select
from sqlmodel import col

from storage.models import Article, ArticleTopic, Subscription, Topic, Volume

DEEPEST = 8
"""Generations of topics that count; also what ends the walk should parents ever form a ring."""


def covered(articles: ColumnElement[bool]) -> Select[Any]:
    """Pairs of ``article_id`` and ``subscriber_id``: whose subscriptions cover which article."""
    lineage = _lineage(articles)
    ancestor = aliased(lineage)
    is_specific = ~exists().where(
        ancestor.c.article_id == lineage.c.article_id,
        ancestor.c.topic_id == lineage.c.leaf_id,
        ancestor.c.leaf_id != lineage.c.leaf_id,  # not even where parents form a ring
    )
    is_nearest = func.row_number().over(
        partition_by=(lineage.c.article_id, lineage.c.leaf_id, col(Subscription.subscriber_id)),
        order_by=lineage.c.depth,
    )
    arrived = or_(col(Subscription.volume) == Volume.MUTED, col(Subscription.created_at) <= col(Article.arrived_at))
    choice = (
        select(
            lineage.c.article_id,
            col(Subscription.subscriber_id).label("subscriber_id"),
            col(Subscription.volume).label("volume"),
            is_nearest.label("nearness"),
        )
        .join(Subscription, col(Subscription.topic_id) == lineage.c.topic_id)
        .join(Article, col(Article.id) == lineage.c.article_id)
        .where(is_specific, arrived)
        .subquery()
    )
    return (
        select(choice.c.article_id, choice.c.subscriber_id)
        .where(choice.c.nearness == 1, choice.c.volume != Volume.MUTED)
        .distinct()
    )


def followers_of(topic_ids: Collection[int]) -> Select[Any]:
    """Pairs of ``topic_id`` and ``subscriber_id``: who would be owed an article filed under just that topic.

    The subscribers are those of ``Subscription``, so that a caller can narrow them down.
    """
    lineage = _lineage_of(topic_ids)
    nearer, other = aliased(lineage), aliased(Subscription)
    is_overruled = exists().where(
        col(other.subscriber_id) == col(Subscription.subscriber_id),
        col(other.topic_id) == nearer.c.topic_id,
        nearer.c.leaf_id == lineage.c.leaf_id,
        nearer.c.depth < lineage.c.depth,
    )
    return (
        select(lineage.c.leaf_id.label("topic_id"), col(Subscription.subscriber_id).label("subscriber_id"))
        .join(Subscription, col(Subscription.topic_id) == lineage.c.topic_id)
        .where(col(Subscription.volume) != Volume.MUTED, ~is_overruled)
    )


def _lineage(articles: ColumnElement[bool]) -> Any:
    """Every topic of the articles with its parents: ``article_id``, ``leaf_id``, ``topic_id``, ``depth``."""
    lineage = (
        select(
            col(ArticleTopic.article_id).label("article_id"),
            col(ArticleTopic.topic_id).label("leaf_id"),
            col(ArticleTopic.topic_id).label("topic_id"),
            literal(0).label("depth"),
        )
        .where(articles)
        .cte("lineage", recursive=True)
    )
    parents = (
        select(lineage.c.article_id, lineage.c.leaf_id, col(Topic.parent_id), lineage.c.depth + 1)
        .join(Topic, col(Topic.id) == lineage.c.topic_id)
        .where(col(Topic.parent_id).is_not(None), lineage.c.depth < DEEPEST)
    )
    return lineage.union_all(parents)


def _lineage_of(topic_ids: Collection[int]) -> Any:
    """Topics with their parents: ``leaf_id``, ``topic_id``, ``depth``."""
    leaf: Any = select(col(Topic.id).label("leaf_id"), col(Topic.id).label("topic_id"), literal(0).label("depth"))
    lineage = leaf.where(col(Topic.id).in_(topic_ids)).cte("line", recursive=True)
    parents = (
        select(lineage.c.leaf_id, col(Topic.parent_id), lineage.c.depth + 1)
        .join(Topic, col(Topic.id) == lineage.c.topic_id)
        .where(col(Topic.parent_id).is_not(None), lineage.c.depth < DEEPEST)
    )
    return lineage.union_all(parents)
