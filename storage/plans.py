"""Plans: digests that appear by themselves. Each appearance is an issue, one a plan and local date."""

from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import broadcasts
from storage.database import reads
from storage.models import Broadcast, BroadcastState, Digest, DigestIssue, DigestPlan, IssueState
from storage.stories import required

NOT_BEGUN = (BroadcastState.DRAFT, BroadcastState.UNCONFIRMED, BroadcastState.SCHEDULED)
"""While the broadcast of an issue stands so, the issue waits: nobody was sent it, and editors may think again."""


@reads
def every(session: Session) -> list[DigestPlan]:
    """All plans, in the order in which they were made."""
    return list(session.exec(select(DigestPlan).order_by(col(DigestPlan.id))))


@reads
def find(session: Session, plan_id: int) -> DigestPlan | None:
    """One plan."""
    return session.get(DigestPlan, plan_id)


@reads
def due(session: Session, now: datetime) -> list[int]:
    """Ids of the plans with an issue that is due, that which has waited longest first."""
    is_due = (col(DigestPlan.is_on), col(DigestPlan.next_at) <= now)
    ids = session.exec(select(DigestPlan.id).where(*is_due).order_by(col(DigestPlan.next_at), col(DigestPlan.id)))
    return [required(plan_id) for plan_id in ids]


def make(session: Session, author_id: int, cron: str, zone: str, now: datetime) -> DigestPlan:
    """A new plan, switched off, of all topics, with an editor's approval."""
    plan = DigestPlan(author_id=author_id, cron=cron, zone=zone, is_on=False, created_at=now)
    session.add(plan)
    session.flush()
    return plan


def take(session: Session, plan_id: int) -> DigestPlan | None:
    """One plan, to be changed: nobody else changes it before the transaction ends."""
    return session.exec(select(DigestPlan).where(DigestPlan.id == plan_id).with_for_update()).first()


def remove(session: Session, plan_id: int) -> bool:
    """Forget a plan and its issues; what was sent of it is not. Returns whether there was one."""
    plan = take(session, plan_id)
    if plan is None:
        return False
    session.delete(plan)
    return True


@reads
def issues(session: Session, plan_id: int, limit: int) -> list[DigestIssue]:
    """The last issues of a plan, newest date first."""
    of_plan = select(DigestIssue).where(DigestIssue.plan_id == plan_id)
    return list(session.exec(of_plan.order_by(col(DigestIssue.local_date).desc()).limit(limit)))


@reads
def issue(session: Session, issue_id: int) -> tuple[DigestIssue, DigestPlan] | None:
    """An issue and its plan."""
    found = session.get(DigestIssue, issue_id)
    return (found, session.get_one(DigestPlan, found.plan_id)) if found else None


@reads
def last_date(session: Session, plan_id: int) -> date | None:
    """The latest date that a plan has an issue for."""
    return session.exec(select(func.max(DigestIssue.local_date)).where(DigestIssue.plan_id == plan_id)).one()


@reads
def first_due(session: Session, plan_id: int) -> datetime | None:
    """When the first issue of a plan was due, if it has any."""
    due_at = select(DigestIssue.due_at).where(DigestIssue.plan_id == plan_id).order_by(col(DigestIssue.due_at))
    return session.exec(due_at).first()


@reads
def told_until(session: Session, plan_id: int) -> datetime | None:
    """The moment up to which the issues of a plan tell the news, if any did."""
    until = select(Digest.until_at).join(DigestIssue, col(DigestIssue.digest_id) == Digest.id)
    return session.exec(until.where(DigestIssue.plan_id == plan_id).order_by(col(Digest.until_at).desc())).first()


def drop_issue(session: Session, issue_id: int, now: datetime) -> bool:
    """Do not send an issue that waits for an editor. Returns False when it waits no more, or never did."""
    where = (col(DigestIssue.id) == issue_id, col(DigestIssue.state) == IssueState.WAITING)
    waiting = session.exec(select(DigestIssue).where(*where).with_for_update()).first()
    if waiting is None or waiting.broadcast_id is None:
        return False
    broadcast = session.get_one(Broadcast, waiting.broadcast_id, with_for_update=True)
    if broadcast.state not in NOT_BEGUN or not broadcasts.cancel(session, waiting.broadcast_id, now):
        return False
    waiting.state = IssueState.DROPPED
    session.add(waiting)
    return True


@reads
def decided(session: Session) -> dict[int, IssueState]:
    """The issues that wait for an editor though their broadcast has begun or was cancelled, with their new state."""
    waiting = (
        select(DigestIssue.id, Broadcast)
        .join(Broadcast, col(Broadcast.id) == DigestIssue.broadcast_id)
        .where(DigestIssue.state == IssueState.WAITING, col(Broadcast.state).not_in(NOT_BEGUN))
    )
    return {required(issue_id): _became(broadcast) for issue_id, broadcast in session.exec(waiting)}


def settle(session: Session) -> None:
    """Note what became of them."""
    for issue_id, state in decided(session).items():
        waiting = session.get_one(DigestIssue, issue_id, with_for_update=True)
        waiting.state = state
        session.add(waiting)


def _became(broadcast: Broadcast) -> IssueState:
    was_called_off = broadcast.state == BroadcastState.CANCELLED and broadcast.frozen_at is None
    return IssueState.DROPPED if was_called_off else IssueState.SENT
