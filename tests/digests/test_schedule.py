"""Planned digests appear once for each date that they name, whatever happens to clocks and processes."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from bot.digests.schedule import DigestScheduler, set_next_due
from storage import admins, broadcasts, digests
from storage.database import Database, read_only
from storage.models import (
    AuditAct,
    Broadcast,
    BroadcastState,
    Digest,
    DigestIssue,
    DigestPlan,
    IssueState,
    Notification,
    NotificationKind,
    Trouble,
)
from tests.conftest import NOON
from tests.storage.rows import article, change, put, subscriber, topic_tree

OWNERS = {901, 902}
EIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)
"""When a plan of every day at eight, in UTC, is due first after noon of the day before."""
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class Room:
    """Issuing over a database, by a clock that only the test moves."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOON
        self.woken = 0
        self.topics = topic_tree(database, {"ai": "", "space": ""})

    def wake(self) -> None:
        self.woken += 1

    def issuing(self) -> DigestScheduler:
        return DigestScheduler(self.database, OWNERS, lambda: self.now, self.wake)

    async def tick(self, now: datetime) -> None:
        """Have a process that was only just started do its round."""
        self.now = now
        await self.issuing().tick()

    def plan(self, **columns: Any) -> int:
        """A plan that is switched on at noon; returns its id."""
        values: dict[str, Any] = {"cron": "0 8 * * *", "zone": "UTC", "needs_approval": False} | columns
        values.setdefault("topic_ids", [self.topics["ai"]])
        plan = put(self.database, DigestPlan(author_id=7, created_at=self.now, **values))
        self.database.call(_switch_on, plan.id, self.now)
        return plan.id

    def news(self, number: int, at: datetime, topic: str = "ai") -> None:
        """A story that appears and arrives at a moment."""
        article(self.database, f"https://post.example/{number}", self.topics[topic], at=at)

    def issues(self, plan_id: int = 1) -> list[DigestIssue]:
        """The issues of a plan, oldest first."""
        return self.database.call(digests.latest_issues, plan_id, 1_000)[::-1]

    def found(self, plan_id: int = 1) -> DigestPlan:
        plan = self.database.call(digests.find_plan, plan_id)
        assert plan is not None
        return plan

    def all(self, kind: type[Any]) -> list[Any]:
        @read_only
        def read(session: Session) -> list[Any]:
            return list(session.exec(select(kind).order_by(col(kind.id))))

        return self.database.call(read)

    @property
    def counts(self) -> list[int]:
        """How many rows issuing has written, by table."""
        return [len(self.all(kind)) for kind in (DigestIssue, Digest, Broadcast, Notification)]


def _switch_on(session: Session, plan_id: int, now: datetime) -> None:
    plan = digests.lock_plan(session, plan_id)
    assert plan is not None
    plan.is_on = True
    set_next_due(session, plan, now)


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


@pytest.fixture
def sqlite_room(sqlite: Database) -> Room:
    return Room(sqlite)


async def test_without_approval_an_issue_is_on_its_way_at_once(room: Room) -> None:
    plan_id = room.plan(is_personal=True, audience={"kinds": ["private"]})
    room.news(1, NOON)
    room.news(2, NOON, "space")
    await room.tick(EIGHT - MINUTE)
    assert room.issues() == []
    await room.tick(EIGHT)
    [issue], [digest], [broadcast] = room.issues(), room.all(Digest), room.all(Broadcast)
    assert (issue.plan_id, issue.local_date, issue.due_at, issue.state) == (
        plan_id,
        EIGHT.date(),
        EIGHT,
        IssueState.SENT,
    )
    assert (issue.digest_id, issue.broadcast_id, issue.made_at) == (digest.id, broadcast.id, EIGHT)
    assert (digest.since_at, digest.until_at, digest.is_personal, len(digest.entries)) == (EIGHT - DAY, EIGHT, True, 1)
    assert digest.day == EIGHT.date()
    assert (broadcast.state, broadcast.author_id, broadcast.digest_id) == (BroadcastState.FREEZING, 0, digest.id)
    assert broadcast.audience == {"kinds": ["private"], "topic_ids": [room.topics["ai"]]}
    assert room.all(Notification) == []
    [entry], _ = room.database.call(admins.audit_entries, 0, 9)
    assert (entry.person_id, entry.act, entry.about) == (0, AuditAct.SENT, "broadcast 1, planned digest 1")
    assert room.found().next_at == EIGHT + DAY
    assert room.woken == 1


async def test_with_approval_an_issue_waits_and_all_administrators_are_told(room: Room) -> None:
    room.plan(needs_approval=True)
    room.news(1, NOON)
    room.database.call(admins.add_editor, 55, 901, NOON)
    await room.tick(EIGHT)
    [issue], [broadcast] = room.issues(), room.all(Broadcast)
    assert issue.state == IssueState.WAITING
    assert (broadcast.state, broadcast.author_id) == (BroadcastState.DRAFT, 7)
    notes = room.all(Notification)
    assert [(note.person_id, note.kind) for note in notes] == [
        (each, NotificationKind.APPROVE) for each in (55, 901, 902)
    ]
    assert {(note.issue_id, note.broadcast_id) for note in notes} == {(issue.id, broadcast.id)}
    await room.tick(EIGHT + MINUTE)
    assert room.counts == [1, 1, 1, 3]


async def test_an_issue_with_nothing_in_it_is_not_sent_and_administrators_are_told(room: Room) -> None:
    room.plan(needs_approval=True)
    room.news(1, NOON, "space")
    await room.tick(EIGHT)
    [issue] = room.issues()
    assert (issue.state, issue.digest_id, issue.broadcast_id) == (IssueState.EMPTY, None, None)
    assert {(note.kind, note.issue_id, note.broadcast_id) for note in room.all(Notification)} == {
        (NotificationKind.EMPTY, issue.id, None)
    }
    assert room.counts == [1, 0, 0, 2]
    assert room.found().next_at == EIGHT + DAY


async def test_what_is_off_or_not_there_does_not_appear(room: Room) -> None:
    plan_id = room.plan()
    change(room.database, room.found(), is_on=False)
    await room.tick(EIGHT)
    assert room.database.call(digests.remove_plan, plan_id)
    await room.tick(EIGHT)
    assert room.issues() == []
    assert room.woken == 0


class Absence(NamedTuple):
    lasts: timedelta
    """From the moment before the first issue was due."""
    made: dict[int, IssueState]
    """The days of March of which there is an issue then."""


ABSENCES = {
    "5 h 59 min": Absence(timedelta(hours=5, minutes=59), {3: IssueState.SENT}),
    "6 h": Absence(timedelta(hours=6), {3: IssueState.SENT}),
    "6 h 1 min": Absence(timedelta(hours=6, minutes=1), {3: IssueState.MISSED}),
    "three days, up to an issue": Absence(3 * DAY, {6: IssueState.SENT}),
    "three days and six hours": Absence(3 * DAY + timedelta(hours=6), {6: IssueState.SENT}),
    "three days and seven hours": Absence(3 * DAY + timedelta(hours=7), {6: IssueState.MISSED}),
}


@pytest.mark.parametrize("absence", ABSENCES.values(), ids=ABSENCES)
async def test_after_an_absence_the_last_issue_is_made_up_once_or_told_as_missed(room: Room, absence: Absence) -> None:
    room.plan()
    room.news(1, NOON)
    for delay in (timedelta(), MINUTE, timedelta(hours=1)):
        await room.tick(EIGHT + absence.lasts + delay)
    found = {issue.local_date.day: issue.state for issue in room.issues()}
    assert found == absence.made
    is_missed = IssueState.MISSED in absence.made.values()
    assert [note.kind for note in room.all(Notification)] == [NotificationKind.MISSED] * (2 * is_missed)
    assert len(room.all(Broadcast)) == (not is_missed)
    assert room.found().next_at == EIGHT + DAY * (max(absence.made) - 2)


class KilledError(BaseException):
    """The process dies here."""


async def is_through(room: Room, statement: int) -> bool:
    """Tick, and die just before the so many-th statement that may write; returns whether that was not reached."""
    seen = 0

    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            raise KilledError

    event.listen(room.database.engine, "before_cursor_execute", count)
    try:
        await room.tick(EIGHT)
    except KilledError:
        return False
    finally:
        event.remove(room.database.engine, "before_cursor_execute", count)
    return True


@pytest.mark.parametrize("needs_approval", [False, True])
async def test_a_kill_between_any_two_steps_makes_no_second_issue_and_loses_none(
    room: Room, needs_approval: bool
) -> None:
    room.plan(needs_approval=needs_approval)
    room.news(1, NOON)
    statement = 1
    while not await is_through(room, statement):
        assert room.counts == [0, 0, 0, 0]
        assert room.found().next_at == EIGHT
        statement += 1
    assert statement > 10
    for _ in range(3):
        await room.tick(EIGHT + MINUTE)
    assert room.counts == [1, 1, 1, 2 * needs_approval]


async def test_two_processes_make_one_issue(room: Room) -> None:
    room.plan()
    room.news(1, NOON)
    room.now = EIGHT
    await asyncio.gather(*(room.issuing().tick() for _ in range(4)))
    assert room.counts == [1, 1, 1, 0]
    assert room.woken == 1


CLOCKS = {
    "Berlin forward, in the gap": ("Europe/Berlin", "30 2 * * *", date(2026, 3, 29)),
    "Berlin back, in the doubled hour": ("Europe/Berlin", "30 2 * * *", date(2026, 10, 25)),
    "New York forward, in the gap": ("America/New_York", "15 2 * * *", date(2026, 3, 8)),
    "New York back, in the doubled hour": ("America/New_York", "45 1 * * *", date(2026, 11, 1)),
    "Lord Howe forward, in the gap": ("Australia/Lord_Howe", "10 2 * * *", date(2026, 10, 4)),
    "Lord Howe back, in the doubled half hour": ("Australia/Lord_Howe", "40 1 * * *", date(2026, 4, 5)),
    "Nuuk, which loses the end of a day": ("America/Nuuk", "30 23 * * *", date(2024, 3, 30)),
    "Apia, which loses a day": ("Pacific/Apia", "0 8 * * *", date(2011, 12, 30)),
}


@pytest.mark.parametrize(("zone", "cron", "day"), CLOCKS.values(), ids=CLOCKS)
async def test_a_clock_change_neither_doubles_an_issue_nor_leaves_one_out(
    sqlite_room: Room, zone: str, cron: str, day: date
) -> None:
    room = sqlite_room
    begins = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC) - 2 * DAY
    room.now = begins
    room.plan(cron=cron, zone=zone)
    for number in range(40):
        room.news(number, begins + timedelta(hours=4 * number - 24, minutes=3))
    while len(room.issues()) < 5:
        await room.tick(room.now + 25 * MINUTE)
    issues = room.issues()
    assert [issue.local_date for issue in issues] == [day + DAY * each for each in range(-2, 3)]
    assert {issue.state for issue in issues} == {IssueState.SENT}
    digests = room.all(Digest)
    assert [digest.since_at for digest in digests[1:]] == [digest.until_at for digest in digests[:-1]]
    told = [entry["story_id"] for digest in digests for entry in digest.entries]
    assert len(told) == len(set(told))


async def test_a_clock_that_is_put_back_makes_nothing_again(room: Room) -> None:
    room.plan()
    room.news(1, NOON)
    for hours in (0, 24, -5, 1, 23, 25):
        await room.tick(EIGHT + timedelta(hours=hours))
    assert [issue.local_date.day for issue in room.issues()] == [3, 4]


async def test_a_plan_whose_time_is_changed_does_not_appear_twice_for_a_date(room: Room) -> None:
    plan_id = room.plan()
    room.news(1, NOON)
    await room.tick(EIGHT)
    change(room.database, room.found(), cron="0 20 * * *")
    room.database.call(_switch_on, plan_id, EIGHT)
    await room.tick(EIGHT + timedelta(hours=13))
    assert [issue.local_date.day for issue in room.issues()] == [3]
    assert room.found().next_at == EIGHT + timedelta(hours=36)


async def test_even_a_plan_that_is_due_by_mistake_makes_no_second_issue(room: Room) -> None:
    room.plan()
    room.news(1, NOON)
    await room.tick(EIGHT)
    change(room.database, room.found(), next_at=EIGHT)
    await room.tick(EIGHT + MINUTE)
    assert len(room.issues()) == 1
    assert room.found().next_at == EIGHT + DAY


async def test_a_cron_that_names_no_day_any_more_ends(room: Room) -> None:
    room.plan()
    change(room.database, room.found(), cron="0 8 */31 2 MON#2")
    await room.tick(EIGHT)
    assert room.issues() == []
    assert room.found().next_at is None


async def test_an_issue_tells_what_came_since_the_last_that_told_anything(room: Room) -> None:
    room.plan()
    room.news(1, NOON)
    await room.tick(EIGHT)
    await room.tick(EIGHT + DAY)
    await room.tick(EIGHT + 2 * DAY + timedelta(hours=7))
    room.news(2, EIGHT + 2 * DAY)
    await room.tick(EIGHT + 3 * DAY + MINUTE)
    states = [issue.state.value for issue in room.issues()]
    assert states == ["sent", "empty", "missed", "sent"]
    assert [(each.since_at, each.until_at) for each in room.all(Digest)] == [
        (EIGHT - DAY, EIGHT),
        (EIGHT, EIGHT + 3 * DAY),
    ]


async def test_what_is_made_first_after_an_absence_tells_what_was_missed_before(room: Room) -> None:
    room.plan()
    room.news(1, NOON)
    await room.tick(EIGHT + timedelta(hours=7))
    await room.tick(EIGHT + 3 * DAY)
    assert [issue.state.value for issue in room.issues()] == ["missed", "sent"]
    [digest] = room.all(Digest)
    assert (digest.since_at, digest.until_at) == (EIGHT - DAY, EIGHT + 3 * DAY)


async def test_a_plan_that_was_off_for_long_does_not_tell_all_of_it(room: Room) -> None:
    room.plan()
    room.news(1, NOON)
    await room.tick(EIGHT)
    room.news(2, EIGHT + 99 * DAY)
    room.database.call(_switch_on, 1, EIGHT + 99 * DAY)
    await room.tick(EIGHT + 100 * DAY)
    assert room.all(Digest)[-1].since_at == EIGHT + 68 * DAY


async def test_without_a_choice_it_is_of_what_people_follow_or_else_of_all(room: Room) -> None:
    room.plan(topic_ids=[])
    room.news(1, NOON)
    room.news(2, NOON, "space")
    await room.tick(EIGHT)
    subscriber(room.database, 501, room.topics["space"])
    room.news(3, EIGHT)
    room.news(4, EIGHT, "space")
    await room.tick(EIGHT + DAY)
    assert [set(digest.topic_ids) for digest in room.all(Digest)] == [set(room.topics.values()), {room.topics["space"]}]
    assert room.all(Broadcast)[-1].audience == {"topic_ids": [room.topics["space"]]}


async def test_what_an_editor_decides_of_an_issue_is_noted(room: Room) -> None:
    for _ in range(4):
        room.plan(needs_approval=True)
    room.news(1, NOON)
    await room.tick(EIGHT)
    sent, dropped, scheduled, _ = (broadcast.id for broadcast in room.all(Broadcast))
    room.database.call(broadcasts.send_draft, sent, EIGHT, needs_second=False)
    room.database.call(broadcasts.cancel, dropped, EIGHT)
    room.database.call(broadcasts.send_draft, scheduled, EIGHT, needs_second=False, starts_at=EIGHT + DAY)
    await room.tick(EIGHT + MINUTE)
    assert [room.issues(plan_id)[0].state.value for plan_id in (1, 2, 3, 4)] == [
        "sent",
        "dropped",
        "waiting",
        "waiting",
    ]


async def test_a_plan_that_cannot_appear_keeps_no_other_from_it(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    for zone in ("UTC", "Europe/London"):
        room.plan(zone=zone)
    room.news(1, NOON)
    change(room.database, room.found(1), zone="Atlantis/Poseidonis")
    troubles: list[tuple[Trouble, dict[str, Any]]] = []
    await DigestScheduler(
        room.database, OWNERS, lambda: EIGHT, lambda: None, lambda cause, about: troubles.append((cause, dict(about)))
    ).tick()
    assert [len(room.issues(plan_id)) for plan_id in (1, 2)] == [0, 1]
    assert "plan 1 " in caplog.text
    assert troubles == [(Trouble.PLAN, {"plan": 1, "reason": "ZoneInfoNotFoundError"})]
    change(room.database, room.found(1), zone="UTC")
    await room.tick(EIGHT + MINUTE)
    assert [len(room.issues(plan_id)) for plan_id in (1, 2)] == [1, 1]
