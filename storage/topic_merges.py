"""Two topics become one: what was filed under the first, and who follows it, moves to the second.

Nobody is told a story twice for that, since what somebody was told is known by the story, whatever its topic. Nobody
loses what was under way, since a subscription that moves is as old as it was. Who follows both keeps the choice of the
topic that stays; one that mutes it gives way to one that does not.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, exists, func, or_, update
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.cancellations import is_unsent
from storage.database import read_only
from storage.models import (
    ArticleTopic,
    Broadcast,
    BroadcastState,
    Delivery,
    Digest,
    DigestPlan,
    FollowEvent,
    ForumThread,
    PendingQuestion,
    ReaderQuestion,
    SharedList,
    StoryRanking,
    Subscriber,
    Subscription,
    Suppression,
    Topic,
    TopicAlias,
    TopicEdit,
    Volume,
    WordFilter,
)
from storage.subscribers import apply_choices
from storage.topic_edits import AliasName, give_children, show_aliases

UNSENT_BROADCASTS = (
    BroadcastState.DRAFT,
    BroadcastState.UNCONFIRMED,
    BroadcastState.SCHEDULED,
    BroadcastState.FREEZING,
)


class Followers(NamedTuple):
    """Who follows a topic that is to become part of another, and how many of them follow that one too."""

    number: int
    of_both: int


@read_only
def count_followers(session: Session, source_id: int, target_id: int | None = None) -> Followers:
    """How many subscribers follow a topic itself, and how many of them the other one too."""
    mine = and_(col(Subscription.topic_id) == source_id, col(Subscription.volume) != Volume.MUTED)
    other = aliased(Subscription)
    has_other = exists().where(
        col(other.topic_id) == target_id,
        col(other.subscriber_id) == col(Subscription.subscriber_id),
        col(other.volume) != Volume.MUTED,
    )
    count = select(func.count()).select_from(Subscription)
    return Followers(session.exec(count.where(mine)).one(), session.exec(count.where(mine, has_other)).one())


def merge(  # noqa: PLR0917 - by position as all of them
    session: Session, source: Topic, target: Topic, former: Collection[AliasName], by: int, now: datetime
) -> Followers:
    """Make a topic part of another one.

    Args:
        session: In one transaction that holds the lock of ``storage/topic_edits.py``.
        source: Offered no more from now on.
        target: Which is offered.
        former: The names of the source: other names of the target from now on.
        by: Who asks.
        now: When.

    Returns:
        Who followed the source.
    """
    moved = count_followers(session, source.id, target.id)
    _move_articles(session, source.id, target.id)
    _move_subscriptions(session, source.id, target.id, now)
    _move_threads(session, source.id, target.id)
    _move_references(session, source.id, target.id)
    _move_lists(session, source.id, target.id)
    _note(session, source, target, by, now)
    _move_names(session, source, target, former)
    give_children(session, source, target)
    return moved


def _note(session: Session, source: Topic, target: Topic, by: int, now: datetime) -> None:
    """Store that the one is part of the other, also what was part of the one; neither change can be taken back."""
    for topic in (source, target):
        edit = session.get(TopicEdit, topic.id) or TopicEdit(topic_id=topic.id, edited_by=by, edited_at=now)
        edit.before, edit.version, edit.edited_by, edit.edited_at = {}, edit.version + 1, by, now
        if topic is source:
            edit.merged_into, edit.is_added = target.slug, False
        elif source.keywords:
            edit.keywords = list(dict.fromkeys((*target.keywords, *source.keywords)))
            target.keywords = edit.keywords
        session.add(edit)
    source.is_listed = False
    session.add_all((source, target))
    session.flush()
    chained = update(TopicEdit).where(col(TopicEdit.merged_into) == source.slug)
    session.connection().execute(chained.values(merged_into=target.slug))


def _move_names(session: Session, source: Topic, target: Topic, former: Iterable[AliasName]) -> None:
    session.connection().execute(
        update(TopicAlias).where(col(TopicAlias.topic_id) == source.id).values(topic_id=target.id)
    )
    session.expire_all()
    for each in former:
        if session.get(TopicAlias, each.slug) is None:
            session.add(TopicAlias(slug=each.slug, name=each.name, topic_id=target.id))
    show_aliases(session)


# Subscriptions.


def _move_subscriptions(session: Session, source_id: int, target_id: int, now: datetime) -> None:
    """Have who follows the source follow the target, as much of it and when they did, unless they chose about it."""
    mine, other = Subscription, aliased(Subscription)
    connection = session.connection()
    followed = and_(col(other.topic_id) == source_id, col(other.volume) != Volume.MUTED)
    overruled = and_(
        col(mine.topic_id) == target_id,
        col(mine.volume) == Volume.MUTED,
        exists().where(followed, col(other.subscriber_id) == col(mine.subscriber_id)),
    )
    connection.execute(delete(mine).where(overruled))
    has_target = exists().where(col(other.topic_id) == target_id, col(other.subscriber_id) == col(mine.subscriber_id))
    moving = and_(col(mine.topic_id) == source_id, col(mine.volume) != Volume.MUTED, ~has_target)
    _move_filters(session, source_id, target_id, sql_select(col(mine.subscriber_id)).where(moving))
    connection.execute(update(mine).where(moving).values(topic_id=target_id))
    differ = _who_differ(session, source_id, target_id)
    connection.execute(delete(mine).where(col(mine.topic_id) == source_id))
    session.expire_all()
    for subscriber_id in differ:
        apply_choices(session, session.get_one(Subscriber, subscriber_id), now)


def _who_differ(session: Session, source_id: int, target_id: int) -> Sequence[int]:
    """Who has both topics and chose otherwise about them: something that they are owed may come at another time."""
    mine, other = Subscription, aliased(Subscription)
    is_other = or_(*(getattr(other, name) != getattr(mine, name) for name in ("volume", "per_day", "rhythm")))
    pairs = sql_select(col(mine.subscriber_id)).join(other, col(other.subscriber_id) == col(mine.subscriber_id))
    both = and_(col(mine.topic_id) == source_id, col(other.topic_id) == target_id)
    return session.connection().execute(pairs.where(both, is_other)).scalars().all()


def _move_filters(session: Session, source_id: int, target_id: int, movers: Any) -> None:
    """Have the filters of those who move be for the target; of those who chose about that themselves they go."""
    mine, other = WordFilter, aliased(WordFilter)
    of_source = col(mine.topic_id) == source_id
    is_there = exists().where(
        col(other.topic_id) == target_id,
        col(other.subscriber_id) == col(mine.subscriber_id),
        col(other.mode) == col(mine.mode),
        col(other.expression) == col(mine.expression),
    )
    moving = and_(of_source, col(mine.subscriber_id).in_(movers), ~is_there)
    session.connection().execute(update(mine).where(moving).values(topic_id=target_id))
    session.connection().execute(delete(mine).where(of_source))


# Articles, and what else names a topic.


def _move_articles(session: Session, source_id: int, target_id: int) -> None:
    """File under the target what is filed under the source, and rank there what is ranked."""
    filed: tuple[tuple[Any, str], ...] = ((ArticleTopic, "article_id"), (StoryRanking, "story_id"))
    for model, key in filed:
        table = model.__table__
        other = table.alias()
        is_there = exists().where(other.c.topic_id == target_id, other.c[key] == table.c[key])
        of_source = table.c.topic_id == source_id
        session.connection().execute(update(table).where(of_source, ~is_there).values(topic_id=target_id))
        session.connection().execute(delete(table).where(of_source))


def _move_threads(session: Session, source_id: int, target_id: int) -> None:
    """Have the threads that were made for the source be for the target; where there is one for each, that one stays.

    Else a forum would be told in both: so the thread of the source follows the target no more.
    """
    mine, other = ForumThread, aliased(ForumThread)
    has_target = exists().where(col(other.topic_id) == target_id, col(other.chat_id) == col(mine.chat_id))
    of_source = col(mine.topic_id) == source_id
    doubled = session.exec(select(mine).where(of_source, has_target)).all()
    for thread in doubled:
        place = select(Subscriber).where(
            Subscriber.chat_id == thread.chat_id, Subscriber.thread_id == thread.thread_id, Subscriber.thread_id != 0
        )
        for subscriber in session.exec(place):
            theirs = and_(col(Subscription.subscriber_id) == subscriber.id, col(Subscription.topic_id) == target_id)
            session.connection().execute(delete(Subscription).where(theirs))
        session.delete(thread)
    session.flush()
    session.connection().execute(update(mine).where(of_source).values(topic_id=target_id))
    session.expire_all()


def _move_references(session: Session, source_id: int, target_id: int) -> None:
    """Have what waits, what was kept back and what was noted name the target; what was sent came through the source."""
    for model in (Suppression, ReaderQuestion, PendingQuestion, FollowEvent):
        named = update(model).where(col(model.topic_id) == source_id)
        session.connection().execute(named.values(topic_id=target_id))
    waiting = update(Delivery).where(col(Delivery.topic_id) == source_id, is_unsent())
    session.connection().execute(waiting.values(topic_id=target_id))
    session.expire_all()


def _move_lists(session: Session, source_id: int, target_id: int) -> None:
    """Put the target in the place of the source in lists of topics: shared ones, plans, what is not sent yet."""
    waiting = sql_select(col(Delivery.digest_id)).where(is_unsent(), col(Delivery.digest_id).is_not(None))
    digests = select(Digest).where(or_(col(Digest.author_id) != 0, col(Digest.id).in_(waiting)))
    for row in (*session.exec(select(SharedList)), *session.exec(select(DigestPlan)), *session.exec(digests)):
        if source_id in row.topic_ids:
            row.topic_ids = _replaced(row.topic_ids, source_id, target_id)
        if isinstance(row, Digest) and any(source_id in entry["topic_ids"] for entry in row.entries):
            row.entries = [
                {**entry, "topic_ids": _replaced(entry["topic_ids"], source_id, target_id)} for entry in row.entries
            ]
        session.add(row)
    unsent = select(Broadcast).where(col(Broadcast.state).in_(UNSENT_BROADCASTS))
    for owner in (*session.exec(unsent), *session.exec(select(DigestPlan))):
        chosen = owner.audience.get("topic_ids", [])
        if source_id in chosen:
            owner.audience = owner.audience | {"topic_ids": _replaced(chosen, source_id, target_id)}
            session.add(owner)
    session.flush()


def _replaced(topic_ids: Iterable[int], source_id: int, target_id: int) -> list[int]:
    return list(dict.fromkeys(target_id if each == source_id else each for each in topic_ids))
