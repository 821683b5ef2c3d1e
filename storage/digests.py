"""Digests and their plans.

The stories to choose from, the digest as an editor arranged it, planned digests and their issues.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import func
from sqlalchemy.orm import defer
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import broadcasts
from storage.articles import is_shown
from storage.database import read_only
from storage.models import Article, Broadcast, BroadcastState, Digest, DigestEntry, DigestIssue, DigestPlan, IssueState
from storage.topics import by_article

IDS_A_QUERY = 1_000
"""Ids in one query: SQLite takes 32,766 parameters."""

_UNREAD = (
    defer(Article.excerpt),  # type: ignore[arg-type] # SQLModel types the column as what it holds
    defer(Article.related),  # type: ignore[arg-type] # the same
)
"""Columns that are most of the size of an article, and that no digest shows."""


@read_only
def candidate_stories(
    session: Session, since_at: datetime, until_at: datetime, published_since: datetime
) -> list[list[Article]]:
    """Stories with an article that appeared in the period, or arrived in it and appeared after ``published_since``.

    Returns:
        The articles of each story that were not withdrawn, in order of arrival. Of an article only what ranks, files
        and names it is read: neither its excerpt nor what is related to it.
    """
    appeared = and_(col(Article.published_at) >= since_at, col(Article.published_at) < until_at)
    arrived = and_(
        col(Article.arrived_at) >= since_at,
        col(Article.arrived_at) < until_at,
        col(Article.published_at) >= published_since,
    )
    ids = session.exec(select(Article.story_id).where(or_(appeared, arrived)).distinct())
    return list(articles_by_story(session, ids.all()).values())


@read_only
def articles_by_story(session: Session, story_ids: Iterable[int]) -> dict[int, list[Article]]:
    """Return the articles of given stories by story id; a story of which nothing is shown is left out."""
    found: dict[int, list[Article]] = {}
    for chunk in _chunks(sorted(story_ids)):
        query = select(Article).where(col(Article.story_id).in_(chunk), is_shown())
        for article in session.exec(query.order_by(col(Article.id)).options(*_UNREAD)):
            found.setdefault(article.story_id, []).append(article)
    return found


@read_only
def topic_ids_by_article(session: Session, article_ids: Iterable[int]) -> dict[int, list[int]]:
    """Ids of the topics of each article, in the order in which its record names them."""
    found: dict[int, list[int]] = {}
    for chunk in _chunks(sorted(article_ids)):
        for article_id, topics in by_article(session, chunk).items():
            found[article_id] = [topic.id for topic in topics]
    return found


def create(
    session: Session,
    entries: Sequence[DigestEntry],
    now: datetime,
    *,
    author_id: int,
    topic_ids: Sequence[int],
    since_at: datetime,
    until_at: datetime,
    day: date | None = None,
    is_personal: bool = False,
) -> Digest:
    """Store a digest; returns it with its id. ``day`` is the date that it bears."""
    digest = Digest(
        author_id=author_id, topic_ids=list(topic_ids), since_at=since_at, until_at=until_at, entries=list(entries),
        day=day, is_personal=is_personal, created_at=now,
    )  # fmt: skip
    session.add(digest)
    session.flush()
    return digest


@read_only
def find(session: Session, digest_id: int) -> Digest | None:
    """Return a digest by its id."""
    return session.get(Digest, digest_id)


@read_only
def broadcast_of(session: Session, digest_id: int) -> Broadcast | None:
    """The broadcast by which a digest is sent, or will be: the newest."""
    return session.exec(_newest_broadcast(digest_id)).first()


def change_draft(session: Session, digest_id: int, change: Callable[[Digest], None]) -> Digest | None:
    """Change a digest as long as its broadcast is a draft; returns it, or None when it is none any more.

    Whoever sends the broadcast meanwhile waits for the end of the transaction, or this waits for theirs.
    """
    broadcast = session.exec(_newest_broadcast(digest_id).with_for_update()).first()
    digest = session.get(Digest, digest_id, with_for_update=True)
    if digest is None or broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        return None
    change(digest)
    session.add(digest)
    return digest


def _newest_broadcast(digest_id: int) -> SelectOfScalar[Broadcast]:
    of_digest = select(Broadcast).where(Broadcast.digest_id == digest_id)
    return of_digest.order_by(col(Broadcast.id).desc()).limit(1)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), IDS_A_QUERY):
        yield ids[start : start + IDS_A_QUERY]


WAITING_STATES = (BroadcastState.DRAFT, BroadcastState.UNCONFIRMED, BroadcastState.SCHEDULED)
"""While the broadcast of an issue has one of these states, the issue waits: nothing was sent."""


@read_only
def all_plans(session: Session) -> list[DigestPlan]:
    """Return all plans, in the order in which they were made."""
    return list(session.exec(select(DigestPlan).order_by(col(DigestPlan.id))))


@read_only
def find_plan(session: Session, plan_id: int) -> DigestPlan | None:
    """Return a plan by its id."""
    return session.get(DigestPlan, plan_id)


@read_only
def due_plans(session: Session, now: datetime) -> list[int]:
    """Return the ids of plans with an issue that is due, longest due first."""
    is_due = (col(DigestPlan.is_on), col(DigestPlan.next_at) <= now)
    ids = session.exec(select(DigestPlan.id).where(*is_due).order_by(col(DigestPlan.next_at), col(DigestPlan.id)))
    return list(ids)


def create_plan(session: Session, author_id: int, cron: str, zone: str, now: datetime) -> DigestPlan:
    """Create a plan: switched off, of all topics, personal, with the approval of an editor."""
    plan = DigestPlan(author_id=author_id, cron=cron, zone=zone, is_personal=True, is_on=False, created_at=now)
    session.add(plan)
    session.flush()
    return plan


def lock_plan(session: Session, plan_id: int) -> DigestPlan | None:
    """Return a plan to change, locked until the transaction ends."""
    return session.exec(select(DigestPlan).where(DigestPlan.id == plan_id).with_for_update()).first()


def remove_plan(session: Session, plan_id: int) -> bool:
    """Delete a plan and its issues, but not their broadcasts. Returns False if there was none."""
    plan = lock_plan(session, plan_id)
    if plan is None:
        return False
    session.delete(plan)
    return True


@read_only
def latest_issues(session: Session, plan_id: int, limit: int) -> list[DigestIssue]:
    """The last issues of a plan, newest date first."""
    of_plan = select(DigestIssue).where(DigestIssue.plan_id == plan_id)
    return list(session.exec(of_plan.order_by(col(DigestIssue.local_date).desc()).limit(limit)))


@read_only
def find_issue(session: Session, issue_id: int) -> tuple[DigestIssue, DigestPlan] | None:
    """An issue and its plan."""
    found = session.get(DigestIssue, issue_id)
    return (found, session.get_one(DigestPlan, found.plan_id)) if found else None


@read_only
def last_issue_date(session: Session, plan_id: int) -> date | None:
    """The latest date that a plan has an issue for."""
    return session.exec(select(func.max(DigestIssue.local_date)).where(DigestIssue.plan_id == plan_id)).one()


@read_only
def first_issue_due_at(session: Session, plan_id: int) -> datetime | None:
    """When the first issue of a plan was due, if it has any."""
    due_at = select(DigestIssue.due_at).where(DigestIssue.plan_id == plan_id).order_by(col(DigestIssue.due_at))
    return session.exec(due_at).first()


@read_only
def covered_until(session: Session, plan_id: int) -> datetime | None:
    """Return until when the issues of a plan cover the news, if there are any."""
    until = select(Digest.until_at).join(DigestIssue, col(DigestIssue.digest_id) == Digest.id)
    return session.exec(until.where(DigestIssue.plan_id == plan_id).order_by(col(Digest.until_at).desc())).first()


def drop_issue(session: Session, issue_id: int, now: datetime) -> bool:
    """Do not send an issue that waits for an editor. Returns False when it waits no more, or never did."""
    where = (col(DigestIssue.id) == issue_id, col(DigestIssue.state) == IssueState.WAITING)
    waiting = session.exec(select(DigestIssue).where(*where).with_for_update()).first()
    if waiting is None or waiting.broadcast_id is None:
        return False
    broadcast = session.get_one(Broadcast, waiting.broadcast_id, with_for_update=True)
    if broadcast.state not in WAITING_STATES or not broadcasts.cancel(session, waiting.broadcast_id, now):
        return False
    waiting.state = IssueState.DROPPED
    session.add(waiting)
    return True


@read_only
def decided_issues(session: Session) -> dict[int, IssueState]:
    """The issues that wait for an editor though their broadcast has begun or was cancelled, with their new state."""
    waiting = (
        select(DigestIssue.id, Broadcast)
        .join(Broadcast, col(Broadcast.id) == DigestIssue.broadcast_id)
        .where(DigestIssue.state == IssueState.WAITING, col(Broadcast.state).not_in(WAITING_STATES))
    )
    return {issue_id: _state_after(broadcast) for issue_id, broadcast in session.exec(waiting)}


def update_decided_issues(session: Session) -> None:
    """Store the new state of decided issues."""
    for issue_id, state in decided_issues(session).items():
        waiting = session.get_one(DigestIssue, issue_id, with_for_update=True)
        waiting.state = state
        session.add(waiting)


def _state_after(broadcast: Broadcast) -> IssueState:
    was_called_off = broadcast.state == BroadcastState.CANCELLED and broadcast.frozen_at is None
    return IssueState.DROPPED if was_called_off else IssueState.SENT
