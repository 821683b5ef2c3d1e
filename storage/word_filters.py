"""Filters and watches: what subscribers do not want to be told by its words, or want from all topics.

Their expressions are canonical texts (``bot/news/filters.py``); here they are compared as texts alone. A filter that
was tried and not saved yet is a *draft*: a row that expired as it was written, so that whoever asks which filters hold
need not know of drafts.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, func, or_, union
from sqlalchemy import select as sql_select
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col, select

from storage.articles import is_shown
from storage.cancellations import is_unsent
from storage.database import read_only
from storage.models import Article, Delivery, DeliveryKind, FilterMode, Subscriber, Watch, WordFilter
from storage.subscribers import apply_choices

MOST_FILTERS, MOST_WATCHES = 50, 20
"""Of one subscriber."""

MOST_DRAFTS = 10
KEPT = timedelta(days=1)
"""So long a draft can be saved, and so long what expired is not erased."""

Edition = tuple[Any, ...]


# All expressions, for whoever tells which match an article.


@read_only
def edition(session: Session) -> Edition:
    """What changes whenever there may be expressions that were not there before; ``(None, None)`` if there are none.

    It is the newest row of each table: what is older can only have gone, and what is gone may match without harm.
    """
    newest_filter = sql_select(
        col(WordFilter.id), col(WordFilter.created_at), col(WordFilter.expires_at), col(WordFilter.expression)
    ).order_by(col(WordFilter.id).desc())
    newest_watch = sql_select(col(Watch.id), col(Watch.created_at), col(Watch.expression)).order_by(
        col(Watch.id).desc()
    )
    rows = (session.connection().execute(query.limit(1)).first() for query in (newest_filter, newest_watch))
    return tuple(row and tuple(row) for row in rows)


@read_only
def expressions(session: Session) -> list[str]:
    """Every expression of a filter or a watch, once; not those of drafts."""
    of_filters = sql_select(col(WordFilter.expression)).where(~_is_draft())
    both = union(of_filters, sql_select(col(Watch.expression)))
    return list(session.connection().execute(both).scalars())


# One subscriber's.


@read_only
def filters_of(session: Session, subscriber_id: int, now: datetime) -> list[WordFilter]:
    """The filters of a subscriber that hold, in the order in which they were saved."""
    theirs = select(WordFilter).where(WordFilter.subscriber_id == subscriber_id, _holds(now))
    return list(session.exec(theirs.order_by(col(WordFilter.id))))


@read_only
def filters_by_subscriber(
    session: Session, subscriber_ids: Collection[int], now: datetime
) -> dict[int, list[WordFilter]]:
    """The filters that hold of many subscribers, by their id; who has none is left out."""
    theirs = select(WordFilter).where(col(WordFilter.subscriber_id).in_(subscriber_ids), _holds(now))
    found: dict[int, list[WordFilter]] = {}
    for each in session.exec(theirs.order_by(col(WordFilter.id))):
        found.setdefault(each.subscriber_id, []).append(each)
    return found


@read_only
def count_filters(session: Session, subscriber_id: int, now: datetime) -> int:
    """How many filters of a subscriber hold."""
    theirs = select(func.count()).where(col(WordFilter.subscriber_id) == subscriber_id, _holds(now))
    return session.exec(theirs).one()


@read_only
def find_filter(session: Session, subscriber_id: int, filter_id: int, now: datetime) -> WordFilter | None:
    """A filter of a subscriber that holds, by its id."""
    theirs = select(WordFilter).where(WordFilter.subscriber_id == subscriber_id, WordFilter.id == filter_id)
    return session.exec(theirs.where(_holds(now))).first()


def add_filter(  # noqa: PLR0917 - one call a choice, by position as all of them
    session: Session,
    subscriber_id: int,
    topic_id: int | None,
    mode: FilterMode,
    expression: str,
    expires_at: datetime | None,
    now: datetime,
) -> WordFilter:
    """Save a filter; where there is the same one, it is that, which from now on ends when the new one would."""
    _forget_old(session, subscriber_id, now)
    same = select(WordFilter).where(
        WordFilter.subscriber_id == subscriber_id,
        col(WordFilter.topic_id).is_not_distinct_from(topic_id),
        WordFilter.mode == mode,
        WordFilter.expression == expression,
    )
    found = session.exec(same.where(_holds(now))).first() or WordFilter(
        subscriber_id=subscriber_id, topic_id=topic_id, mode=mode, expression=expression, created_at=now
    )
    found.expires_at = expires_at
    session.add(found)
    session.flush()
    return found


def remove_filter(session: Session, subscriber_id: int, filter_id: int) -> bool:
    """Remove a filter, or a draft. Returns whether there was one."""
    mine = and_(col(WordFilter.subscriber_id) == subscriber_id, col(WordFilter.id) == filter_id)
    return session.connection().execute(delete(WordFilter).where(mine)).rowcount > 0


def add_drafts(
    session: Session, subscriber_id: int, topic_id: int | None, drafts: Mapping[FilterMode, str], now: datetime
) -> list[WordFilter]:
    """Keep filters that were tried, until they are saved or a day is over; of many, the last ones."""
    _forget_old(session, subscriber_id, now)
    rows = [
        WordFilter(
            subscriber_id=subscriber_id,
            topic_id=topic_id,
            mode=mode,
            expression=expression,
            expires_at=now,
            created_at=now,
        )
        for mode, expression in drafts.items()
    ]
    session.add_all(rows)
    session.flush()
    return rows


@read_only
def find_drafts(session: Session, subscriber_id: int, draft_ids: Iterable[int]) -> list[WordFilter]:
    """The drafts of a subscriber, by their ids."""
    theirs = select(WordFilter).where(WordFilter.subscriber_id == subscriber_id, col(WordFilter.id).in_(set(draft_ids)))
    return list(session.exec(theirs.where(_is_draft()).order_by(col(WordFilter.id))))


def save_drafts(session: Session, drafts: Iterable[WordFilter], now: datetime) -> list[WordFilter]:
    """Make filters of drafts. They are new rows, so that ``edition`` tells of them."""
    saved = []
    for draft in list(drafts):
        values = draft.subscriber_id, draft.topic_id, FilterMode(draft.mode), draft.expression
        session.delete(draft)
        session.flush()
        saved.append(add_filter(session, *values, None, now))
    return saved


@read_only
def watches_of(session: Session, subscriber_id: int) -> list[Watch]:
    """The watches of a subscriber, in the order in which they were saved."""
    return list(session.exec(select(Watch).where(Watch.subscriber_id == subscriber_id).order_by(col(Watch.id))))


def add_watch(session: Session, subscriber_id: int, expression: str, now: datetime) -> tuple[Watch, bool]:
    """Watch for words. Returns the watch, and whether it is new."""
    same = select(Watch).where(Watch.subscriber_id == subscriber_id, Watch.expression == expression)
    found = session.exec(same).first()
    if found is not None:
        return found, False
    watch = Watch(subscriber_id=subscriber_id, expression=expression, created_at=now)
    session.add(watch)
    session.flush()
    return watch, True


def remove_watch(session: Session, subscriber_id: int, watch_id: int, now: datetime) -> Watch | None:
    """Stop watching; what is no longer owed is cancelled. Returns what the watch was, if there was one."""
    watch = session.exec(select(Watch).where(Watch.subscriber_id == subscriber_id, Watch.id == watch_id)).first()
    if watch is not None:
        session.delete(watch)
        session.flush()
        apply_choices(session, session.get_one(Subscriber, subscriber_id), now)
    return watch


# What they are tried on.


@read_only
def waiting_alerts(session: Session, subscriber_id: int) -> list[tuple[Delivery, Article]]:
    """The alerts that a subscriber is still owed, with their articles."""
    waiting = select(Delivery, Article).join(Article, col(Article.id) == col(Delivery.article_id))
    return list(
        session.exec(
            waiting.where(
                Delivery.subscriber_id == subscriber_id, is_unsent(), col(Delivery.kind) == DeliveryKind.ALERT
            )
        )
    )


@read_only
def texts_since(session: Session, since: datetime, limit: int) -> list[Any]:
    """The newest articles that arrived since a time: rows with ``story_id`` and all that an expression looks at."""
    columns = (Article.story_id, Article.title, Article.excerpt, Article.provider_name, Article.provider_domain)
    query = sql_select(*map(col, columns)).where(col(Article.arrived_at) > since, is_shown())
    return list(session.connection().execute(query.order_by(col(Article.id).desc()).limit(limit)))


def _holds(now: datetime) -> ColumnElement[bool]:
    return or_(col(WordFilter.expires_at).is_(None), col(WordFilter.expires_at) > now)


def _is_draft() -> ColumnElement[bool]:
    expires_at = col(WordFilter.expires_at)
    return and_(expires_at.is_not(None), expires_at <= col(WordFilter.created_at))


def _forget_old(session: Session, subscriber_id: int, now: datetime) -> None:
    """Erase what expired long ago, and drafts that are more than anybody can have in view."""
    mine = col(WordFilter.subscriber_id) == subscriber_id
    drafts = sql_select(col(WordFilter.id)).where(mine, _is_draft()).order_by(col(WordFilter.id).desc())
    kept = list(session.connection().execute(drafts.limit(MOST_DRAFTS)).scalars())
    is_old = or_(col(WordFilter.expires_at) <= now - KEPT, and_(_is_draft(), col(WordFilter.id).not_in(kept)))
    session.connection().execute(delete(WordFilter).where(mine, is_old))
