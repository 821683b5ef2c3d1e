"""What becomes of rows: every settlement, also when its claim is stale."""

from datetime import timedelta

import pytest

from storage import subscribers
from storage.database import Database
from storage.enqueue import ALERT_PRIORITY
from storage.models import Cancellation, Delivery, DeliveryState, SubscriberStatus, Volume
from storage.outbox import Claim
from storage.recipients import BROADCAST_PRIORITY
from storage.settle import (
    LONGEST_ERROR,
    ChatLost,
    ChatMoved,
    Closed,
    Retry,
    Sent,
    Settlement,
    ThreadLost,
    hasten_retries,
    settle_claims,
)
from tests.conftest import NOON
from tests.storage.rows import (
    LEASE,
    SECOND,
    article,
    begun,
    claimed,
    deliveries,
    find,
    in_the_air,
    owed,
    states,
    subscriber,
)

pytestmark = pytest.mark.both_engines

LATER = NOON + LEASE


@pytest.fixture
def claim(database: Database) -> Claim:
    return in_the_air(database)


def row(database: Database) -> Delivery:
    return deliveries(database)[0]


def test_sent(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [Sent(claim, 2**40, "shown", not_before=LATER)], NOON)
    settled = row(database)
    assert (settled.state, settled.message_id, settled.shown, settled.sent_at) == ("sent", 2**40, "shown", NOON)
    assert settled.lease_until is None
    assert settled.settled_at == NOON
    assert find(database, -5).not_before == LATER
    assert claimed(database) == []


def test_again(database: Database, claim: Claim) -> None:
    again = Retry(claim, LATER, "x" * 999, attempts=1, failures=2, unknowns=3, is_plain=True)
    database.call(settle_claims, [again], NOON)
    settled = row(database)
    assert (settled.state, settled.due_at, settled.owner, settled.lease_until) == ("pending", LATER, None, None)
    assert (settled.attempts, settled.failures, settled.unknowns, settled.is_plain) == (1, 2, 3, True)
    assert len(settled.last_error) == LONGEST_ERROR
    assert settled.settled_at is None
    assert find(database, -5).not_before is None
    next_claim = next(each for each in claimed(database, LATER) if each.id == claim.id)
    assert next_claim.is_plain
    assert next_claim.unknowns == 3


def test_again_for_a_chat_that_is_throttled(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [Retry(claim, LATER, "429", not_before=LATER)], NOON)
    assert claimed(database, LATER - SECOND) == []
    assert len(claimed(database, LATER)) == 1


@pytest.mark.parametrize("state", [DeliveryState.DEAD, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED])
def test_closed(database: Database, claim: Claim, state: DeliveryState) -> None:
    database.call(settle_claims, [Closed(claim, state, "why")], NOON)
    assert (row(database).state, row(database).last_error) == (state, "why")
    assert (row(database).settled_at, row(database).sent_at, row(database).cancelled_for) == (NOON, None, None)
    assert len(claimed(database)) == 1


def test_closed_for_a_reason(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [Closed(claim, DeliveryState.CANCELLED, "why", Cancellation.WITHDRAWN)], NOON)
    assert row(database).cancelled_for is Cancellation.WITHDRAWN


def test_closed_as_sent(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [Closed(claim, DeliveryState.SENT, "")], NOON)
    assert (row(database).state, row(database).sent_at, row(database).settled_at) == ("sent", NOON, NOON)


def test_chat_lost(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [ChatLost(claim, SubscriberStatus.KICKED, "bot was kicked")], NOON)
    assert states(database) == ["cancelled", "cancelled"]
    assert find(database, -5).status is SubscriberStatus.KICKED
    assert find(database, -5).status_reason == "bot was kicked"
    assert {each.cancelled_for for each in deliveries(database)} == {Cancellation.KICKED}
    assert {each.settled_at for each in deliveries(database)} == {NOON}


def test_chat_moved(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [ChatMoved(claim, -1001234567890)], NOON)
    assert {each.chat_id for each in deliveries(database)} == {-1001234567890}
    assert [each.id for each in claimed(database)] == [claim.id]
    assert find(database, -1001234567890).kind == "supergroup"


def test_thread_lost(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [ThreadLost(claim, "message thread not found")], NOON)
    assert row(database).state == "pending"
    assert find(database, -5).thread_id == 0


def test_many_at_once_are_written_together(database: Database) -> None:
    told = article(database, "a")
    for chat_id in range(1, 21):
        owed(database, told, subscriber(database, chat_id), chat_id)
    claims = begun(database)
    settlements: list[Settlement] = [
        Sent(claim, claim.id * 10, f"shown {claim.id}") if claim.id % 2 else Closed(claim, DeliveryState.DEAD, "why")
        for claim in claims
    ]
    database.call(settle_claims, settlements, NOON)
    for each in deliveries(database):
        assert each.id
        expected = ("sent", each.id * 10, f"shown {each.id}") if each.id % 2 else ("dead", None, "")
        assert (each.state, each.message_id, each.shown) == expected


def stale(claim: Claim) -> list[Settlement]:
    """All that a worker may report whose claim was taken back meanwhile, but a success."""
    return [
        Retry(claim, NOON, "late", attempts=1, failures=1, unknowns=1, is_plain=True),
        Closed(claim, DeliveryState.DEAD, "late"),
        Closed(claim, DeliveryState.UNCERTAIN, "late"),
        ThreadLost(claim, "late"),
    ]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("is_claimed_again", [False, True])
def test_a_late_report_of_a_failure_changes_nothing(
    database: Database, claim: Claim, number: int, is_claimed_again: bool
) -> None:
    database.call(settle_claims, [Retry(claim, NOON, "the lease is over", unknowns=1)], NOON)
    if is_claimed_again:
        (again,) = begun(database, owner="two")
        assert again.id == claim.id
    before = row(database).model_dump()
    database.call(settle_claims, [stale(claim)[number]], LATER)
    assert row(database).model_dump() == before


@pytest.mark.parametrize("is_claimed_again", [False, True])
def test_a_late_report_of_a_success_counts(database: Database, claim: Claim, is_claimed_again: bool) -> None:
    database.call(settle_claims, [Retry(claim, NOON, "the lease is over", unknowns=1)], NOON)
    if is_claimed_again:
        (again,) = claimed(database, owner="two")
        assert again.id == claim.id
    database.call(settle_claims, [Sent(claim, 7, "shown")], LATER)
    assert (row(database).state, row(database).message_id) == ("sent", 7)
    assert [each.id for each in claimed(database)] != [claim.id]


def test_the_first_success_is_the_one_that_counts(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [Sent(claim, 7, "shown")], NOON)
    database.call(settle_claims, [Sent(claim, 8, "shown later")], LATER)
    assert (row(database).message_id, row(database).sent_at) == (7, NOON)


def test_a_success_counts_though_the_row_was_cancelled(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [ChatLost(claim, SubscriberStatus.BLOCKED, "blocked")], NOON)
    database.call(settle_claims, [Sent(claim, 7, "shown")], NOON)
    assert states(database) == ["sent", "cancelled"]
    assert row(database).cancelled_for is None


@pytest.mark.parametrize("number", range(7))
def test_what_was_erased_meanwhile_is_no_fault(database: Database, claim: Claim, number: int) -> None:
    """A settlement that always failed would hold up all others."""
    database.call(subscribers.erase, -5)
    reports: list[Settlement] = [
        *stale(claim),
        Sent(claim, 7, "shown", not_before=LATER),
        ChatLost(claim, SubscriberStatus.BLOCKED, "late"),
        ChatMoved(claim, -7),
    ]
    database.call(settle_claims, [reports[number]], NOON)
    assert deliveries(database) == []


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("how", ["drop", "mute", "pause"])
def test_what_was_given_up_in_the_air_is_not_sent_again(
    database: Database, claim: Claim, number: int, how: str
) -> None:
    topic_id = next(iter(database.call(subscribers.choices, claim.subscriber_id)))
    if how == "drop":
        database.call(subscribers.remove_subscription, claim.subscriber_id, topic_id, NOON)
    elif how == "mute":
        database.call(subscribers.set_subscription, claim.subscriber_id, topic_id, Volume.MUTED, NOON)
    else:
        database.call(subscribers.pause, claim.subscriber_id, NOON)
    assert states(database) == ["in_flight", "cancelled"]
    reports: list[Settlement] = [
        Retry(claim, NOON + timedelta(seconds=5), "429"),
        ChatMoved(claim, -7),
        ThreadLost(claim, "gone"),
    ]
    database.call(settle_claims, [reports[number]], NOON)
    assert states(database) == ["cancelled", "cancelled"]


@pytest.mark.parametrize("counter", ["attempts", "failures", "unknowns"])
def test_what_waits_to_be_sent_again_is_hastened(database: Database, counter: str) -> None:
    told = article(database, "https://a.example/1")
    again, later, fresh, sent = (
        owed(database, told, subscriber(database, chat_id), chat_id, due_at=due, **columns)
        for chat_id, due, columns in (
            (1, LATER, {counter: 3}),
            (2, LATER, {}),
            (3, NOON - SECOND, {counter: 1}),
            (4, LATER, {counter: 1, "state": DeliveryState.SENT}),
        )
    )
    assert database.call(hasten_retries, NOON) == 1
    due = {row.id: row.due_at for row in deliveries(database)}
    assert due == {again.id: NOON, later.id: LATER, fresh.id: NOON - SECOND, sent.id: LATER}
    assert database.call(hasten_retries, NOON) == 0


def test_a_chat_that_is_to_be_left_alone_is_not_hastened(database: Database, claim: Claim) -> None:
    database.call(settle_claims, [Retry(claim, LATER, "429", attempts=1, not_before=LATER)], NOON)
    assert database.call(hasten_retries, NOON) == 1
    assert claimed(database) == []
    assert len(claimed(database, LATER)) == 1


def test_every_priority_is_hastened(database: Database) -> None:
    priorities = (ALERT_PRIORITY, BROADCAST_PRIORITY)
    told = article(database, "https://a.example/1")
    for chat_id, priority in enumerate(priorities, start=1):
        reader = subscriber(database, chat_id)
        owed(database, told, reader, chat_id, due_at=LATER, attempts=1, priority=priority)
    assert database.call(hasten_retries, NOON) == len(priorities)
