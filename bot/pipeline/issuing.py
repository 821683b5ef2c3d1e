"""Issuing: planned digests appear by themselves, each issue in one transaction with the next one's due time.

What makes an issue appear once: the plan's row is taken, its date must be later than that of every issue there is, and
a unique constraint on plan and date stands behind both. A process that dies in between has changed nothing.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.alerts.recurrence import DAY, Occasion, Recurrence
from bot.pipeline.digesting import make_digest, usual_topics
from storage import audit, broadcasts, editors, notes, plans
from storage.audience import Audience
from storage.database import Database
from storage.models import AuditAct, Digest, DigestIssue, DigestPlan, IssueState, NoteKind
from storage.stories import required

log = logging.getLogger(__name__)

MADE_UP_WITHIN = timedelta(hours=6)
"""An issue that is late by more is missed."""

FURTHEST_BACK = timedelta(days=31)
"""So far, beyond the usual period, an issue tells what those that were missed or not made would have told."""

WIRE = 0
"""Who sends what nobody approves."""


class Issuing:
    """Makes the issues of plans when they are due.

    Args:
        database: With the plans.
        owners: User ids; with the editors they are told of what waits for them, was empty or was missed.
        clock: The time, in UTC.
        wake: Says that there is a broadcast to send, or somebody to be told.
    """

    def __init__(
        self, database: Database, owners: Collection[int], clock: Callable[[], datetime], wake: Callable[[], None]
    ) -> None:
        self._database = database
        self._owners = frozenset(owners)
        self._clock = clock
        self._wake = wake

    async def tick(self) -> None:
        """Make what is due; a tick that comes late or twice makes it all the same once."""
        if await self._database.run(plans.decided):
            await self._database.run(plans.settle)
        now = self._clock()
        for plan_id in await self._database.run(plans.due, now):
            try:
                issue = await self._database.run(appear, plan_id, self._owners, now)
            except Exception:  # it is due still; those after it are no less so
                log.exception("plan %d could not appear; trying again", plan_id)
                continue
            if issue is not None:
                log.info("plan %d, issue of %s: %s", plan_id, issue.local_date, issue.state.value)
                self._wake()


def recurrence_of(plan: DigestPlan) -> Recurrence:
    """When a plan appears."""
    return Recurrence(plan.cron, ZoneInfo(plan.zone))


def schedule(session: Session, plan: DigestPlan, now: datetime) -> None:
    """Set when a plan is due next: never again for a date that has its issue, and not while it is off."""
    last = plans.last_date(session, required(plan.id))
    occasion = recurrence_of(plan).after(now, last) if plan.is_on else None
    plan.next_at = occasion.due_at if occasion else None
    session.add(plan)


def topics_of(session: Session, plan: DigestPlan) -> list[int]:
    """Ids of the topics that an issue would be about now."""
    return plan.topic_ids or usual_topics(session)


def appear(session: Session, plan_id: int, owners: Collection[int], now: datetime) -> DigestIssue | None:
    """Make the issue of a plan that is due, or note that it was missed or empty; set when the next one is due.

    Of several that are due, because nothing ran for a while, the last one alone is made: it tells what the others
    would have told.
    """
    plan = plans.take(session, plan_id)
    if plan is None or plan.next_at is None or plan.next_at > now:
        return None
    occasion, last = recurrence_of(plan).latest(now), plans.last_date(session, plan_id)
    issue = None
    if occasion and (last is None or occasion.local_date > last):
        issue = _issue(session, plan, occasion, now)
        session.add(issue)
        session.flush()
        _tell(session, issue, owners, now)
    schedule(session, plan, now)
    return issue


def _issue(session: Session, plan: DigestPlan, occasion: Occasion, now: datetime) -> DigestIssue:
    issue = DigestIssue(
        plan_id=required(plan.id),
        local_date=occasion.local_date,
        due_at=occasion.due_at,
        made_at=now,
        state=IssueState.MISSED,
    )
    if now - occasion.due_at > MADE_UP_WITHIN:
        return issue
    digest = make_digest(
        session,
        author_id=plan.author_id,
        topic_ids=plan.topic_ids,
        since_at=_since(session, plan, occasion),
        until_at=occasion.due_at,
        now=now,
        is_personal=plan.is_personal,
    )
    if digest is None:
        issue.state = IssueState.EMPTY
        return issue
    issue.digest_id = digest.id
    issue.broadcast_id = _broadcast(session, plan, digest, now)
    issue.state = IssueState.WAITING if plan.needs_approval else IssueState.SENT
    return issue


def _since(session: Session, plan: DigestPlan, occasion: Occasion) -> datetime:
    """From when on an issue tells the news: since the last that did, or since the time before the first one's."""
    usual = _before(plan, occasion)
    told = plans.told_until(session, required(plan.id))
    if told is None:
        first = recurrence_of(plan).latest(
            plans.first_due(session, required(plan.id)) or plan.next_at or occasion.due_at
        )
        told = _before(plan, first or occasion)
    return max(told, usual - FURTHEST_BACK)


def _before(plan: DigestPlan, occasion: Occasion) -> datetime:
    before = recurrence_of(plan).before(occasion.local_date)
    return before.due_at if before else occasion.due_at - DAY


def _broadcast(session: Session, plan: DigestPlan, digest: Digest, now: datetime) -> int:
    """A broadcast to the followers of the digest's topics: a draft for an editor, or on its way at once."""
    audience = replace(Audience.from_json(plan.audience), topic_ids=tuple(digest.topic_ids))
    author_id = plan.author_id if plan.needs_approval else WIRE
    broadcast = broadcasts.draft(session, author_id, now, digest_id=digest.id, audience=audience)
    broadcast_id = required(broadcast.id)
    if not plan.needs_approval:
        broadcasts.send(session, broadcast_id, now, needs_second=False)
        audit.note(session, WIRE, AuditAct.SENT, f"broadcast {broadcast_id}, planned digest {plan.id}", now)
    return broadcast_id


NOTES = {IssueState.WAITING: NoteKind.APPROVE, IssueState.EMPTY: NoteKind.EMPTY, IssueState.MISSED: NoteKind.MISSED}
"""What administrators are told of an issue; of one that was sent, the report of its broadcast."""


def _tell(session: Session, issue: DigestIssue, owners: Collection[int], now: datetime) -> None:
    kind = NOTES.get(issue.state)
    if kind is not None:
        people = sorted({*owners, *(editor.person_id for editor in editors.every(session))})
        notes.owe(session, people, kind, now, broadcast_id=issue.broadcast_id, issue_id=issue.id)
