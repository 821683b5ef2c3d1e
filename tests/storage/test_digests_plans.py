"""Plans and their issues, as rows."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from storage import broadcasts, digests
from storage.database import Database
from storage.models import BroadcastState, Digest, DigestIssue, IssueState
from tests.conftest import NOON
from tests.storage.rows import change, put

DAY = timedelta(days=1)


def planned(database: Database, **columns: Any) -> int:
    """A plan; returns its id."""
    plan = database.call(digests.create_plan, 7, "0 8 * * *", "UTC", NOON)
    if columns:
        change(database, plan, **columns)
    return plan.id


def issued(database: Database, plan_id: int, days: int = 0, **columns: Any) -> int:
    """An issue, so many days from now; returns its id."""
    due_at = NOON + DAY * days
    values: dict[str, Any] = {"state": IssueState.SENT, "due_at": due_at, "made_at": due_at} | columns
    row = DigestIssue(plan_id=plan_id, local_date=due_at.date(), **values)
    return put(database, row).id


def digest(database: Database, until_at: datetime) -> int:
    row = Digest(author_id=7, since_at=NOON - DAY, until_at=until_at, created_at=NOON)
    return put(database, row).id


def waiting(database: Database, plan_id: int, days: int = 0) -> tuple[int, int]:
    """An issue that waits for an editor; returns its id and that of its broadcast."""
    draft = database.call(broadcasts.create_draft, 7, NOON, digest_id=digest(database, NOON))
    columns = {"state": IssueState.WAITING, "digest_id": draft.digest_id, "broadcast_id": draft.id}
    return issued(database, plan_id, days, **columns), draft.id


def state(database: Database, issue_id: int) -> IssueState:
    found = database.call(digests.find_issue, issue_id)
    assert found is not None
    return found[0].state


def test_a_new_plan_is_off_of_all_topics_and_with_approval(database: Database) -> None:
    plan_id = planned(database)
    plan = database.call(digests.find_plan, plan_id)
    assert plan is not None
    assert (plan.author_id, plan.cron, plan.zone, plan.topic_ids, plan.audience) == (7, "0 8 * * *", "UTC", [], {})
    assert (plan.needs_approval, plan.is_personal, plan.is_on, plan.next_at) == (True, True, False, None)
    assert [each.id for each in database.call(digests.all_plans)] == [plan_id]
    assert database.call(digests.find_plan, plan_id + 1) is None


def test_due_are_those_that_are_on_and_whose_time_has_come_the_longest_waiting_first(database: Database) -> None:
    late = planned(database, is_on=True, next_at=NOON - DAY)
    just = planned(database, is_on=True, next_at=NOON)
    later = planned(database, is_on=True, next_at=NOON - 2 * DAY)
    planned(database, is_on=True, next_at=NOON + DAY)
    planned(database, is_on=False, next_at=NOON - DAY)
    planned(database)
    assert database.call(digests.due_plans, NOON) == [later, late, just]


def test_a_plan_has_one_issue_a_date(database: Database) -> None:
    plan_id = planned(database)
    issued(database, plan_id)
    issued(database, planned(database))
    with pytest.raises(IntegrityError):
        issued(database, plan_id)


def test_the_issues_of_a_plan_newest_first(database: Database) -> None:
    plan_id, other = planned(database), planned(database)
    numbers = [issued(database, plan_id, days) for days in (1, 0, 2)]
    assert database.call(digests.last_issue_date, other) is None
    assert database.call(digests.first_issue_due_at, other) is None
    issued(database, other, 9)
    assert [each.id for each in database.call(digests.latest_issues, plan_id, 2)] == [numbers[2], numbers[0]]
    assert database.call(digests.last_issue_date, plan_id) == date(2026, 3, 4)
    assert database.call(digests.first_issue_due_at, plan_id) == NOON


def test_how_far_the_issues_of_a_plan_tell(database: Database) -> None:
    plan_id = planned(database)
    issued(database, plan_id, 0, digest_id=digest(database, NOON))
    issued(database, plan_id, 1, digest_id=digest(database, NOON + DAY), state=IssueState.DROPPED)
    issued(database, plan_id, 2, state=IssueState.EMPTY)
    issued(database, planned(database), 3, digest_id=digest(database, NOON + 3 * DAY))
    assert database.call(digests.covered_until, plan_id) == NOON + DAY
    assert database.call(digests.covered_until, planned(database)) is None


def test_what_is_removed_takes_its_issues_along_and_leaves_what_was_sent(database: Database) -> None:
    plan_id = planned(database)
    issue_id, broadcast_id = waiting(database, plan_id)
    assert database.call(digests.remove_plan, plan_id)
    assert not database.call(digests.remove_plan, plan_id)
    assert database.call(digests.find_issue, issue_id) is None
    assert database.call(broadcasts.find, broadcast_id) is not None


@pytest.mark.parametrize("held", [BroadcastState.DRAFT, BroadcastState.UNCONFIRMED, BroadcastState.SCHEDULED])
def test_an_issue_that_waits_is_dropped_with_its_broadcast_and_but_once(
    database: Database, held: BroadcastState
) -> None:
    issue_id, broadcast_id = waiting(database, planned(database))
    found = database.call(broadcasts.find, broadcast_id)
    assert found is not None
    change(database, found, state=held)
    assert database.call(digests.drop_issue, issue_id, NOON)
    assert not database.call(digests.drop_issue, issue_id, NOON)
    assert state(database, issue_id) == IssueState.DROPPED
    found = database.call(broadcasts.find, broadcast_id)
    assert found is not None
    assert (found.state, found.ended_at) == (BroadcastState.CANCELLED, NOON)


def test_an_issue_that_is_being_sent_or_never_waited_is_not_dropped(database: Database) -> None:
    plan_id = planned(database)
    issue_id, broadcast_id = waiting(database, plan_id)
    assert database.call(broadcasts.send_draft, broadcast_id, NOON, needs_second=False)
    assert not database.call(digests.drop_issue, issue_id, NOON)
    assert not database.call(digests.drop_issue, issued(database, plan_id, 1, state=IssueState.EMPTY), NOON)
    assert not database.call(digests.drop_issue, 99, NOON)
    found = database.call(broadcasts.find, broadcast_id)
    assert found is not None
    assert found.state == BroadcastState.FREEZING


def test_what_became_of_issues_that_waited_is_taken_from_their_broadcasts(database: Database) -> None:
    plan_id = planned(database)
    made = [waiting(database, plan_id, days) for days in range(5)]
    sent, cancelled, called_off, scheduled = (broadcast_id for _, broadcast_id in made[:4])
    database.call(broadcasts.send_draft, sent, NOON, needs_second=False)
    database.call(broadcasts.cancel, cancelled, NOON)
    database.call(broadcasts.send_draft, called_off, NOON, needs_second=False)
    database.call(broadcasts.cancel, called_off, NOON)
    database.call(broadcasts.send_draft, scheduled, NOON, needs_second=False, starts_at=NOON + DAY)
    assert len(database.call(digests.decided_issues)) == 3
    database.call(digests.update_decided_issues)
    assert [state(database, issue_id).value for issue_id, _ in made] == [
        "sent",
        "dropped",
        "sent",
        "waiting",
        "waiting",
    ]
    assert database.call(digests.decided_issues) == {}
