"""Claim, begin, release, sweep."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import outbox, subscribers
from storage.database import Database
from storage.models import DeliveryState, SubscriberStatus
from storage.settle import Retry, Sent, settle_claims
from tests.conftest import NOON
from tests.storage.rows import (
    LEASE,
    SECOND,
    article,
    begun,
    change,
    claimed,
    deliveries,
    find,
    owed,
    states,
    subscriber,
    topic_tree,
)

pytestmark = pytest.mark.both_engines


def crowd(database: Database, *chat_ids: int) -> None:
    """One delivery of one article to each chat."""
    told = article(database, "a")
    for chat_id in chat_ids:
        owed(database, told, subscriber(database, chat_id), chat_id)


def test_a_claim_says_what_it_takes_to_send(database: Database) -> None:
    crowd(database, -1001234567890)
    (claim,) = claimed(database)
    row = deliveries(database)[0]
    assert (claim.id, claim.fence, claim.chat_id, claim.language) == (row.id, row.fence, -1001234567890, "en")
    assert (claim.subscriber_id, claim.article_id, claim.story_id) == (row.subscriber_id, row.article_id, row.story_id)
    assert (row.state, row.owner, row.lease_until, row.begun_at) == ("in_flight", "one", NOON + LEASE, None)


def test_lower_priorities_go_first_then_what_is_longest_due(database: Database) -> None:
    told = article(database, "a")
    for chat_id, priority, minutes in ((1, 9, 0), (2, 3, 2), (3, 3, 1), (4, 0, 3)):
        due_at = NOON + timedelta(minutes=minutes)
        owed(database, told, subscriber(database, chat_id), chat_id, priority=priority, due_at=due_at)
    late = NOON + timedelta(hours=1)
    assert [claim.chat_id for claim in claimed(database, late, limit=2)] == [4, 3]
    assert [claim.chat_id for claim in claimed(database, late)] == [2, 1]


def test_nothing_is_claimed_before_it_is_due(database: Database) -> None:
    owed(database, article(database, "a"), subscriber(database, 1), 1, due_at=NOON + SECOND)
    assert claimed(database) == []
    assert len(claimed(database, NOON + SECOND)) == 1


def test_one_message_a_chat_is_in_flight_in_the_chats_order(database: Database) -> None:
    chat = subscriber(database, 1)
    for link in "abc":
        owed(database, article(database, link), chat, 1)
    order = []
    for _ in range(3):
        (claim,) = claimed(database)
        assert claimed(database, owner="two") == []
        order.append(claim.id)
        database.call(settle_claims, [Sent(claim, 5, "")], NOON)
    assert order == sorted(order)
    assert states(database) == ["sent"] * 3


def test_the_database_itself_keeps_a_second_message_from_a_chat(database: Database) -> None:
    chat = subscriber(database, 1)
    rows = [owed(database, article(database, link), chat, 1) for link in "ab"]
    change(database, rows[0], state=DeliveryState.IN_FLIGHT)
    with pytest.raises(IntegrityError):
        change(database, rows[1], state=DeliveryState.IN_FLIGHT)


def test_a_message_that_waits_does_not_hold_up_what_is_due(database: Database) -> None:
    chat = subscriber(database, 1)
    first, second = (owed(database, article(database, link), chat, 1) for link in "ab")
    change(database, first, due_at=NOON + timedelta(hours=1))
    assert [claim.id for claim in claimed(database)] == [second.id]


def test_a_quiet_chat_is_left_alone_until_then(database: Database) -> None:
    crowd(database, 1, 2)
    change(database, find(database, 1), not_before=NOON + SECOND)
    assert [claim.chat_id for claim in claimed(database)] == [2]
    assert [claim.chat_id for claim in claimed(database, NOON + SECOND)] == [1]


@pytest.mark.parametrize("status", [each for each in SubscriberStatus if each is not SubscriberStatus.ACTIVE])
def test_who_may_not_be_written_to_is_claimed_nothing_for(database: Database, status: SubscriberStatus) -> None:
    crowd(database, 1, 2)
    change(database, find(database, 1), status=status)
    assert [claim.chat_id for claim in claimed(database)] == [2]


def test_a_claim_is_begun_once_and_by_its_own_fence(database: Database) -> None:
    crowd(database, 1, 2)
    one, two = claimed(database)
    assert database.call(outbox.begin, [one, two._replace(fence=0)], NOON) == {one.id}
    assert database.call(outbox.begin, [one], NOON) == set()
    assert database.call(outbox.begin, [two], NOON) == {two.id}


def test_what_was_cancelled_since_may_not_begin(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    chat = subscriber(database, 1, ids["ai"])
    owed(database, article(database, "a", ids["ai"]), chat, 1)
    (claim,) = claimed(database)
    database.call(subscribers.remove_subscription, chat, ids["ai"], NOON)
    assert database.call(outbox.begin, [claim], NOON) == set()
    assert states(database) == ["cancelled"]


def test_what_was_released_costs_nothing(database: Database) -> None:
    crowd(database, 1, 2)
    one, two = claimed(database)
    database.call(outbox.begin, [two], NOON)
    database.call(outbox.unclaim, [one, two])
    rows = deliveries(database)
    assert [row.state for row in rows] == ["pending", "in_flight"]
    assert (rows[0].attempts, rows[0].unknowns, rows[0].owner) == (0, 0, None)
    assert claimed(database)[0].fence == one.fence + 1


def test_a_stale_claim_cannot_release_what_another_has(database: Database) -> None:
    crowd(database, 1)
    (old,) = claimed(database)
    database.call(outbox.unclaim, [old])
    claimed(database, owner="two")
    database.call(outbox.unclaim, [old])
    assert states(database) == ["in_flight"]


def test_a_sweep_takes_back_what_is_over(database: Database) -> None:
    crowd(database, 1, 2, 3)
    unbegun, sent, silent = claimed(database)
    database.call(outbox.begin, [sent, silent], NOON)
    database.call(settle_claims, [Sent(sent, 5, "")], NOON)
    assert database.call(outbox.sweep, "two", NOON, is_alone=False) == (0, [])
    assert database.call(outbox.sweep, "two", NOON + LEASE, is_alone=False) == (1, [silent.id])
    assert states(database) == ["pending", "sent", "in_flight"]
    assert database.call(outbox.claims_by_id, [silent.id]) == [silent]
    assert unbegun.id in {claim.id for claim in claimed(database)}


def test_who_holds_the_lock_takes_back_all_of_others_at_once(database: Database) -> None:
    crowd(database, 1, 2)
    claimed(database, limit=1)
    claimed(database, owner="two")
    assert database.call(outbox.sweep, "two", NOON, is_alone=True) == (1, [])
    assert states(database) == ["pending", "in_flight"]


def test_how_the_outbox_stands(database: Database) -> None:
    assert not database.call(outbox.is_busy)
    crowd(database, 1, 2, 3)
    change(database, deliveries(database)[2], due_at=NOON + SECOND)
    (claim,) = claimed(database, limit=1)
    assert database.call(outbox.backlog, NOON) == ({"in_flight": 1, "pending": 2}, NOON)
    assert database.call(outbox.is_busy)
    database.call(settle_claims, [Retry(claim, NOON + LEASE, "later")], NOON)
    assert database.call(outbox.backlog, NOON - SECOND).oldest_due_at is None


def test_a_chat_is_shown_only_its_own_deliveries(database: Database) -> None:
    crowd(database, 1, 2)
    first = deliveries(database)[0].id or 0
    assert database.call(outbox.find_delivery, first, 2) is None
    assert database.call(outbox.find_delivery, first + 99, 1) is None
    found = database.call(outbox.find_delivery, first, 1)
    assert found is not None
    assert found.id == first


def test_the_report_of_an_erased_row_finds_no_other(database: Database) -> None:
    """A message in the air while its subscriber is erased: its success is nobody else's."""
    crowd(database, 1)
    (claim,) = begun(database)
    database.call(subscribers.erase, 1)
    owed(database, article(database, "b"), subscriber(database, 2), 2)
    database.call(settle_claims, [Sent(claim, 5, "")], NOON)
    assert states(database) == ["pending"]


def test_nothing_is_claimed_by_two_at_once(postgresql: Database) -> None:
    """A claim that is not committed yet is passed over by the next one (SKIP LOCKED)."""
    crowd(postgresql, *range(1, 7))
    rival = Database(postgresql.url.render_as_string(hide_password=False))

    def claim_meanwhile(session: Session) -> tuple[set[int], set[int]]:
        mine = outbox.claim_due(session, "one", NOON, LEASE, 4)
        theirs = rival.call(outbox.claim_due, "two", NOON, LEASE, 100)
        return {claim.id for claim in mine}, {claim.id for claim in theirs}

    mine, theirs = postgresql.call(claim_meanwhile)
    rival.close()
    assert len(mine) == 4
    assert len(theirs) == 2
    assert not mine & theirs
    assert states(postgresql) == ["in_flight"] * 6


def test_what_places_were_sent_lately_stands_in_the_index(sqlite: Database) -> None:
    def plan(session: Session) -> list[str]:
        asked: list[Any] = []
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
        outbox.sent_to_places(session, NOON, [-1])
        steps = (connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values) for query, values in tuple(asked))
        return [step.detail for each in steps for step in each]

    assert any("COVERING INDEX ix_delivery_sent_to_place" in step for step in sqlite.call(plan))
