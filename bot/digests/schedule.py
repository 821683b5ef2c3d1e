"""The digest schedule: periods and cron expressions as administrators write them, and planned digests made when due.

Each local date that a cron expression names has one issue, due at the first moment at which the zone's clock shows the
time of the cron or a later one. So a time that the clock leaves out comes when it has gone on, a time that it shows
twice comes the first time, and a date that it leaves out whole (Samoa's 30 December 2011) comes as the next begins;
should that one be due at just that moment too, there is one issue for both.

cronsim is asked for days and words only, never with a zone. With one it finds the same moments, but not the date that
each is for, and that date is what an issue is known by: where the clock leaves out the last hour of a day, as Nuuk's
does each March, the moment lies in the next date already, whose own issue would then count as made.

What makes an issue appear once: the plan's row is taken, its date must be later than that of every issue there is, and
a unique constraint on plan and date stands behind both. A process that dies in between has changed nothing.
"""

import logging
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from typing import Any, Self
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from sqlmodel import Session

from bot.digests.content import create_digest, load_default_topics
from storage import admins, broadcasts, digests
from storage.audience import Audience
from storage.database import Database
from storage.models import AuditAct, Digest, DigestIssue, DigestPlan, IssueState, NotificationKind, Trouble

DEFAULT_PERIOD = timedelta(days=1)
LONGEST_PERIOD = timedelta(days=31, hours=1)
"""A month, also one in which a clock is put back."""

_AGO = re.compile(r"(\d{1,4})([hd])")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?")
_SINCE = re.compile(r"(?:^|[\s,])since(?:\s*:\s*|\s+|$)", re.IGNORECASE)


class PeriodProblem(Enum):
    """Why a period will not do."""

    UNREADABLE = auto()
    EMPTY = auto()
    """It ends before it begins, or has not begun."""
    TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Period:
    """From when, to before when."""

    since_at: datetime
    until_at: datetime


def split_period(text: str) -> tuple[str, str]:
    """Returns what is written before the period, and the period: what follows *since*, or the last word if it is one.

    The period is empty where there is none.
    """
    said = " ".join(text.split())
    if since := _SINCE.search(said):
        return said[: since.start()].rstrip(" ,"), said[since.end() :] or "?"
    before, _, last = said.replace(",", ", ").rpartition(" ")
    is_period = _AGO.fullmatch(last.lower()) or _DAYS.fullmatch(last)
    return (" ".join(before.split()).rstrip(" ,"), last) if is_period else (said, "")


def parse_period(written: str, now: datetime, zone: ZoneInfo) -> Period | PeriodProblem:
    """Returns the period that somebody wrote, the last day for nothing; days are those of ``zone``.

    A day alone is all since its beginning; of two days both are part of it.
    """
    try:
        period = _parse_period(written.lower(), now, zone)
    except (ValueError, OverflowError):
        return PeriodProblem.UNREADABLE
    if period.since_at >= period.until_at:
        return PeriodProblem.EMPTY
    return PeriodProblem.TOO_LONG if period.until_at - period.since_at > LONGEST_PERIOD else period


def _parse_period(written: str, now: datetime, zone: ZoneInfo) -> Period:
    if not written:
        return Period(now - DEFAULT_PERIOD, now)
    if ago := _AGO.fullmatch(written):
        number = int(ago[1])
        return Period(now - (timedelta(hours=number) if ago[2] == "h" else timedelta(days=number)), now)
    days = _DAYS.fullmatch(written)
    if days is None:
        raise ValueError(written)
    until_at = _midnight(date.fromisoformat(days[2]) + timedelta(days=1), zone) if days[2] else now
    return Period(_midnight(date.fromisoformat(days[1]), zone), min(until_at, now))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)


LONGEST_CRON = 100
"""Characters of an expression."""

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)

_SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - of no zone: only whether there is any such day is asked
_NUMBER = re.compile(r"[0-9]{1,2}")


class CronFault(Enum):
    """What is wrong with a cron expression."""

    FIELDS = "fields"
    """It has not five fields."""
    UNREADABLE = "unreadable"
    OFTEN = "often"
    """Its minute or hour is not one number: it could come more than once a day."""
    NEVER = "never"
    """No day is like that."""


class CronError(ValueError):
    """A cron expression will not do."""

    def __init__(self, fault: CronFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Occasion:
    """One appearance: the local date that it is for, and the moment in which it is due, in UTC."""

    local_date: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A cron expression that names each day at most once, and the zone whose clock it is read by."""

    cron: str
    zone: ZoneInfo

    @classmethod
    def read(cls, cron: str, zone: ZoneInfo) -> Self:
        """Return what somebody wrote, in one spelling.

        Raises:
            CronError: It will not do.
        """
        fields = cron[: LONGEST_CRON + 1].upper().split()
        if len(fields) != 5 or len(cron) > LONGEST_CRON:
            raise CronError(CronFault.FIELDS)
        try:
            days = CronSim(" ".join(fields), _SOME_DAY)
        except CronSimError:
            raise CronError(CronFault.UNREADABLE) from None
        if not all(_NUMBER.fullmatch(field) for field in fields[:2]):
            raise CronError(CronFault.OFTEN)
        if next(days, None) is None:
            raise CronError(CronFault.NEVER)
        return cls(" ".join(fields), zone)

    @property
    def words(self) -> str:
        """The expression in English words, such as "At 08:00 on Monday"."""
        return CronSim(self.cron, _SOME_DAY).explain()

    def after(self, now: datetime, last: date | None = None) -> Occasion | None:
        """Return the next occasion later than now.

        Args:
            now: Any moment.
            last: The date of the last issue: only later dates count. So a plan whose time is changed, or whose
                computer's clock is put back, does not appear twice for a date.
        """
        for wall in CronSim(self.cron, self._wall(now)):
            occasion = self._occasion(wall)
            if occasion.due_at > now and (last is None or occasion.local_date > last):
                return self.latest(occasion.due_at)
        return None

    def latest(self, now: datetime) -> Occasion | None:
        """Return the last occasion that is due by now; of two that are due at one moment, the later date's."""
        # A clock that was put back has shown times up to a day later than the present one.
        for wall in CronSim(self.cron, self._wall(now) + DAY, reverse=True):
            occasion = self._occasion(wall)
            if occasion.due_at <= now:
                return occasion
        return None

    def before(self, local_date: date) -> Occasion | None:
        """Return the occasion before that of a date."""
        wall = next(CronSim(self.cron, datetime.combine(local_date, time()), reverse=True), None)
        return self._occasion(wall) if wall else None

    def _occasion(self, wall: datetime) -> Occasion:
        return Occasion(wall.date(), first_moment(wall, self.zone))

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)


def first_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment, in UTC, at which a zone's clock shows a time (naive, to the second) or a later one."""
    late = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _wall_time(late, zone) == wall:
        return late
    # The clock leaves it out. By the offset before the change it lies after it, and the other way round (PEP 495).
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while late - early > SECOND:
        middle = early + (late - early) // (2 * SECOND) * SECOND
        early, late = (early, middle) if _wall_time(middle, zone) >= wall else (middle, late)
    return late


def _wall_time(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def cron_in_words(text: str) -> str:
    """Return a text that ends in a cron expression with that in words, such as "plan 3: at 08:00 on Monday"."""
    head, colon, cron = text.rpartition(": ")
    try:
        words = Recurrence.read(cron, ZoneInfo("UTC")).words
    except CronError:
        return text
    return f"{head}{colon}{words[:1].lower()}{words[1:]}"


log = logging.getLogger(__name__)

MISSED_AFTER = timedelta(hours=6)
"""An issue that is late by more is missed."""

FURTHEST_BACK = timedelta(days=31)
"""An issue also has the news of issues that were missed or not made, but reaches no further back than this."""


class DigestScheduler:
    """Makes the issues of plans when they are due.

    Args:
        database: With the plans.
        owners: User ids; they and the editors are notified of an issue that waits for approval, was empty or missed.
        clock: The time, in UTC.
        wake: Called when there is a broadcast to send, or a notification.
        on_trouble: Told of a plan that cannot appear.
    """

    def __init__(
        self,
        database: Database,
        owners: Collection[int],
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        on_trouble: Callable[[Trouble, Mapping[str, Any]], None] = lambda _cause, _about: None,
    ) -> None:
        self._on_trouble = on_trouble
        self._database = database
        self._owners = frozenset(owners)
        self._clock = clock
        self._wake = wake

    async def tick(self) -> None:
        """Make the issues that are due, each once, even if a tick comes late or twice."""
        if await self._database.run(digests.decided_issues):
            await self._database.run(digests.update_decided_issues)
        now = self._clock()
        for plan_id in await self._database.run(digests.due_plans, now):
            try:
                issue = await self._database.run(make_due_issue, plan_id, self._owners, now)
            except Exception as error:  # it stays due; the others are made all the same
                log.exception("plan %d could not appear; trying again", plan_id)
                self._on_trouble(Trouble.PLAN, {"plan": plan_id, "reason": type(error).__name__})
                continue
            if issue is not None:
                log.info("plan %d, issue of %s: %s", plan_id, issue.local_date, issue.state.value)
                self._wake()


def plan_recurrence(plan: DigestPlan) -> Recurrence:
    """When a plan appears."""
    return Recurrence(plan.cron, ZoneInfo(plan.zone))


def named_plan(plan: DigestPlan, word: str = "plan") -> str:
    """What the audit calls a plan: by its number, and its name if it was given one."""
    return f"{word} {plan.id} “{plan.name}”" if plan.name else f"{word} {plan.id}"


def set_next_due(session: Session, plan: DigestPlan, now: datetime) -> None:
    """Set when a plan is due next: never again for a date that has its issue, and not while it is off."""
    last = digests.last_issue_date(session, plan.id)
    occasion = plan_recurrence(plan).after(now, last) if plan.is_on else None
    plan.next_at = occasion.due_at if occasion else None
    session.add(plan)


def plan_topics(session: Session, plan: DigestPlan) -> list[int]:
    """Ids of the topics that an issue would be about now."""
    return plan.topic_ids or load_default_topics(session)


def make_due_issue(session: Session, plan_id: int, owners: Collection[int], now: datetime) -> DigestIssue | None:
    """Make the issue of a plan that is due, or store that it was missed or empty; set when the next one is due.

    Of several that are due, because the bot did not run for a while, only the last is made: it has the news of the
    others too.
    """
    plan = digests.lock_plan(session, plan_id)
    if plan is None or plan.next_at is None or plan.next_at > now:
        return None
    occasion, last = plan_recurrence(plan).latest(now), digests.last_issue_date(session, plan_id)
    issue = None
    if occasion and (last is None or occasion.local_date > last):
        issue = _make_issue(session, plan, occasion, now)
        session.add(issue)
        session.flush()
        _notify_administrators(session, issue, owners, now)
    set_next_due(session, plan, now)
    return issue


def _make_issue(session: Session, plan: DigestPlan, occasion: Occasion, now: datetime) -> DigestIssue:
    issue = DigestIssue(
        plan_id=plan.id,
        local_date=occasion.local_date,
        due_at=occasion.due_at,
        made_at=now,
        state=IssueState.MISSED,
    )
    if now - occasion.due_at > MISSED_AFTER:
        return issue
    digest = create_digest(
        session,
        author_id=plan.author_id,
        topic_ids=plan.topic_ids,
        since_at=_since(session, plan, occasion),
        until_at=occasion.due_at,
        now=now,
        day=occasion.local_date,
        is_personal=plan.is_personal,
    )
    if digest is None:
        issue.state = IssueState.EMPTY
        return issue
    issue.digest_id = digest.id
    issue.broadcast_id = _create_broadcast(session, plan, digest, now)
    issue.state = IssueState.WAITING if plan.needs_approval else IssueState.SENT
    return issue


def _since(session: Session, plan: DigestPlan, occasion: Occasion) -> datetime:
    """Return where the period of an issue begins: where that of the last one ended, or one period before the first."""
    usual = _previous_due(plan, occasion)
    since = digests.covered_until(session, plan.id)
    if since is None:
        first = plan_recurrence(plan).latest(
            digests.first_issue_due_at(session, plan.id) or plan.next_at or occasion.due_at
        )
        since = _previous_due(plan, first or occasion)
    return max(since, usual - FURTHEST_BACK)


def _previous_due(plan: DigestPlan, occasion: Occasion) -> datetime:
    before = plan_recurrence(plan).before(occasion.local_date)
    return before.due_at if before else occasion.due_at - DAY


def _create_broadcast(session: Session, plan: DigestPlan, digest: Digest, now: datetime) -> int:
    """Create the broadcast to the followers of the digest's topics: a draft for an editor, or one that is sent now."""
    audience = replace(Audience.from_json(plan.audience), topic_ids=tuple(digest.topic_ids))
    author_id = plan.author_id if plan.needs_approval else admins.SYSTEM_ACTOR
    broadcast = broadcasts.create_draft(session, author_id, now, digest_id=digest.id, audience=audience)
    broadcast_id = broadcast.id
    if not plan.needs_approval:
        broadcasts.send_draft(session, broadcast_id, now, needs_second=False)
        admins.add_audit_entry(
            session,
            admins.SYSTEM_ACTOR,
            AuditAct.SENT,
            f"broadcast {broadcast_id}, {named_plan(plan, 'planned digest')}",
            now,
        )
    return broadcast_id


NOTIFICATION_KINDS = {
    IssueState.WAITING: NotificationKind.APPROVE,
    IssueState.EMPTY: NotificationKind.EMPTY,
    IssueState.MISSED: NotificationKind.MISSED,
}
"""The notification for each state of an issue; for one that was sent it is the report of its broadcast."""


def _notify_administrators(session: Session, issue: DigestIssue, owners: Collection[int], now: datetime) -> None:
    kind = NOTIFICATION_KINDS.get(issue.state)
    if kind is not None:
        people = sorted({*owners, *(editor.person_id for editor in admins.all_editors(session))})
        admins.add_notifications(session, people, kind, now, broadcast_id=issue.broadcast_id, issue_id=issue.id)
