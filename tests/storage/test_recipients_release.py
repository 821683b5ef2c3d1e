"""Holding: what a broadcast owes leaves only while it runs, and nothing of it waits for ever."""

import pytest

from storage import broadcasts, outbox, recipients
from storage.database import Database
from storage.models import BroadcastState, Cancellation, DeliveryState, SubscriberStatus
from storage.outbox import Claim
from storage.recipients import Remaining
from storage.settle import ChatMoved, PartSent, Retry, Sent, Settlement, ThreadLost, settle_claims
from tests.conftest import NOON
from tests.storage.broadcast_rows import drafted, found, let_go, running, set_columns
from tests.storage.rows import LEASE, SECOND, begun, change, claimed, deliveries, find, states, subscriber

pytestmark = pytest.mark.both_engines

LATER = NOON + LEASE


@pytest.fixture
def broadcast(database: Database) -> int:
    """A running broadcast to chats 1 to 4, all of it held."""
    for chat_id in (1, 2, 3, 4):
        subscriber(database, chat_id)
    return running(database)


def test_what_is_let_go_goes_in_order_and_is_due(database: Database, broadcast: int) -> None:
    assert claimed(database) == []
    assert database.call(recipients.release, broadcast, 3, LATER) == 3
    assert states(database) == ["pending"] * 3 + ["held"]
    assert claimed(database) == []
    assert [claim.chat_id for claim in claimed(database, LATER)] == [1, 2, 3]


def test_what_is_to_wait_longer_waits(database: Database, broadcast: int) -> None:
    change(database, deliveries(database)[0], due_at=LATER)
    let_go(database, broadcast)
    assert [row.due_at for row in deliveries(database)] == [LATER, NOON, NOON, NOON]


@pytest.mark.parametrize("state", [state for state in BroadcastState if state is not BroadcastState.RUNNING])
def test_nothing_is_let_go_of_what_does_not_run(database: Database, broadcast: int, state: BroadcastState) -> None:
    set_columns(database, broadcast, state=state)
    assert let_go(database, broadcast) == 0
    assert let_go(database, broadcast + 1) == 0
    assert set(states(database)) == {"held"}


@pytest.mark.parametrize(
    ("is_notice", "status", "hears", "reason"),
    [
        (False, SubscriberStatus.BLOCKED, True, Cancellation.BLOCKED),
        (True, SubscriberStatus.KICKED, True, Cancellation.KICKED),
        (False, SubscriberStatus.PAUSED, True, Cancellation.PAUSED),
        (False, SubscriberStatus.ACTIVE, False, Cancellation.OPTED_OUT),
        (True, SubscriberStatus.PAUSED, False, None),
        (True, SubscriberStatus.ACTIVE, False, None),
        (False, SubscriberStatus.ACTIVE, True, None),
    ],
)
def test_who_left_while_rows_were_written_is_owed_nothing(
    database: Database, is_notice: bool, status: SubscriberStatus, hears: bool, reason: Cancellation | None
) -> None:
    """A row of somebody whom no claim takes would keep its broadcast from ever ending."""
    for chat_id in (1, 2):
        subscriber(database, chat_id)
    which = running(database, is_notice=is_notice)
    change(database, find(database, 1), status=status, hears_announcements=hears)
    assert let_go(database, which) == (1 if reason else 2)
    row = deliveries(database)[0]
    assert (row.state, row.cancelled_for, row.settled_at) == (
        ("cancelled", reason, NOON) if reason else ("pending", None, None)
    )
    assert {claim.chat_id for claim in claimed(database)} == ({2} if reason else {1, 2})


def test_a_pause_holds_all_that_has_not_begun(database: Database, broadcast: int) -> None:
    database.call(recipients.release, broadcast, 3, NOON)
    one, two = claimed(database, limit=2)
    database.call(outbox.begin, [one], NOON)
    database.call(broadcasts.pause, broadcast)
    assert states(database) == ["in_flight", "held", "held", "held"]
    assert database.call(outbox.begin, [two], NOON) == set()
    assert claimed(database, LATER) == []
    database.call(outbox.unclaim, [two])
    assert database.call(outbox.sweep, "two", NOON, is_alone=True) == (0, [one.id])
    assert states(database) == ["in_flight", "held", "held", "held"]


def reports(claim: Claim) -> list[tuple[Settlement, bool]]:
    """All that a worker may report after which a message goes again, or the next one follows."""
    return [
        (Retry(claim, NOON, "429"), False),
        (ChatMoved(claim, -1001234567890), False),
        (ThreadLost(claim, "gone"), False),
        (PartSent(claim, 7), True),
    ]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("how", ["pause", "cancel", "neither"])
def test_what_comes_back_from_the_air_obeys_too(database: Database, number: int, how: str) -> None:
    subscriber(database, -5)
    which = running(database)
    let_go(database, which)
    (claim,) = begun(database)
    report, is_sent = reports(claim)[number]
    if how == "pause":
        database.call(broadcasts.pause, which)
    elif how == "cancel":
        database.call(broadcasts.cancel, which, NOON)
    database.call(settle_claims, [report], NOON)
    row = deliveries(database)[0]
    assert row.state == {"pause": "held", "cancel": "cancelled", "neither": "pending"}[how]
    assert row.cancelled_for is (Cancellation.CALLED_OFF if how == "cancel" else None)
    assert row.part == is_sent
    assert len(claimed(database)) == (how == "neither")


def test_a_message_in_the_air_counts_though_all_is_held(database: Database, broadcast: int) -> None:
    database.call(recipients.release, broadcast, 2, NOON)
    one, two = begun(database)
    database.call(broadcasts.pause, broadcast)
    database.call(settle_claims, [Sent(one, 5, ""), Retry(two, NOON, "429")], NOON)
    database.call(settle_claims, [Sent(two, 6, "")], NOON)
    assert states(database) == ["sent", "sent", "held", "held"]


def test_a_cancellation_goes_through_what_is_held_in_chunks(database: Database, broadcast: int) -> None:
    database.call(recipients.release, broadcast, 1, NOON)
    (claim,) = begun(database)
    set_columns(database, broadcast, state=BroadcastState.CANCELLED)
    assert database.call(recipients.cancel_unsent, broadcast, NOON, most=2) == 2
    assert states(database) == ["in_flight", "cancelled", "cancelled", "held"]
    assert database.call(recipients.cancel_unsent, broadcast, NOON, most=2) == 1
    assert database.call(recipients.cancel_unsent, broadcast, NOON, most=2) == 0
    assert not database.call(broadcasts.finish_cancelled, broadcast, LATER)
    assert [each.id for each in database.call(broadcasts.being_cancelled)] == [broadcast]
    database.call(settle_claims, [Sent(claim, 5, "")], NOON)
    assert database.call(broadcasts.finish_cancelled, broadcast, LATER)
    assert not database.call(broadcasts.finish_cancelled, broadcast, LATER + LEASE)
    assert database.call(broadcasts.being_cancelled) == []
    assert found(database, broadcast).ended_at == LATER


def test_only_what_was_cancelled_ends_so(database: Database, broadcast: int) -> None:
    set_columns(database, broadcast, state=BroadcastState.PAUSED)
    for row in deliveries(database):
        change(database, row, state=DeliveryState.SENT)
    assert not database.call(broadcasts.finish_cancelled, broadcast, NOON)
    assert database.call(broadcasts.being_cancelled) == []


def test_what_is_late_is_dropped(database: Database, broadcast: int) -> None:
    database.call(recipients.release, broadcast, 3, NOON)
    one, _ = claimed(database, limit=2)
    database.call(outbox.begin, [one], NOON)
    assert database.call(recipients.cancel_late, broadcast, LATER) == 3
    rows = deliveries(database)
    assert [row.state for row in rows] == ["in_flight", "cancelled", "cancelled", "cancelled"]
    assert {(row.cancelled_for, row.settled_at, row.last_error) for row in rows[1:]} == {
        (Cancellation.LATE, LATER, "late")
    }


def test_what_is_left_is_known_without_counting_all(database: Database, broadcast: int) -> None:
    assert database.call(recipients.remaining, broadcast, NOON) == Remaining(is_held=True)
    assert database.call(recipients.count_tried, broadcast) == 0
    let_go(database, broadcast)
    one, two = claimed(database, limit=2)
    database.call(outbox.begin, [one, two], NOON)
    database.call(settle_claims, [Retry(two, LATER, "429")], NOON)
    assert database.call(recipients.remaining, broadcast, NOON) == Remaining(due=2, later=1, in_flight=1)
    assert database.call(recipients.remaining, broadcast, LATER) == Remaining(due=3, in_flight=1)
    database.call(settle_claims, [Sent(one, 5, "")], NOON)
    for row in deliveries(database)[1:]:
        change(database, row, state=DeliveryState.DEAD)
    assert not any(database.call(recipients.remaining, broadcast, NOON))
    assert database.call(recipients.count_tried, broadcast) == 4


def test_a_lot_is_drawn_among_what_is_held_alone(database: Database) -> None:
    for chat_id in range(1, 31):
        subscriber(database, chat_id)
    which, other = running(database), running(database)
    assert database.call(recipients.release_at_random, which, 10, NOON) == 10
    freed = {row.chat_id for row in deliveries(database) if row.state == "pending"}
    assert len(freed) == 10
    assert freed != set(range(1, 11))
    assert {row.broadcast_id for row in deliveries(database) if row.state == "pending"} == {which}
    assert database.call(recipients.release_at_random, which, 50, NOON) == 20, "nobody is drawn twice"
    assert database.call(recipients.draw_held, which, 5) == []
    assert len(database.call(recipients.draw_held, other, 50)) == 30
    assert database.call(recipients.release_at_random, other, 0, NOON) == 0


def test_a_lot_of_many_reads_few_and_is_even(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gaps, which alerts leave between the ids of a broadcast, favour nobody."""
    monkeypatch.setattr(recipients, "FEW_HELD", 0)
    for chat_id in range(1, 201):
        subscriber(database, chat_id)
    which = running(database)
    for row in deliveries(database)[20:180]:
        change(database, row, state=DeliveryState.SENT)
    held = {row.id for row in deliveries(database) if row.state == "held"}
    drawn = database.call(recipients.draw_held, which, 5)
    assert set(drawn) <= held
    assert len(set(drawn)) == 5
    assert drawn == database.call(recipients.draw_held, which, 5)


def test_a_lot_finds_somebody_however_few_ids_are_the_broadcast_s(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipients, "FEW_HELD", 0)
    monkeypatch.setattr(recipients, "DRAWS", 1)
    for chat_id in range(1, 101):
        subscriber(database, chat_id)
    which = running(database)
    for row in deliveries(database)[1:99]:
        change(database, row, state=DeliveryState.SENT)
    left = {row.id for row in deliveries(database) if row.state == "held"}
    drawn = database.call(recipients.draw_held, which, 1)
    assert len(drawn) == 1
    assert set(drawn) <= left


@pytest.mark.parametrize("state", [state for state in BroadcastState if state is not BroadcastState.RUNNING])
def test_nobody_is_drawn_of_what_does_not_run(database: Database, broadcast: int, state: BroadcastState) -> None:
    set_columns(database, broadcast, state=state)
    assert database.call(recipients.release_at_random, broadcast, 2, NOON) == 0
    assert set(states(database)) == {"held"}


def test_a_broadcast_rests_once(database: Database, broadcast: int) -> None:
    assert database.call(broadcasts.rest_after_trial, broadcast, LATER)
    assert not database.call(broadcasts.rest_after_trial, broadcast, LATER + SECOND)
    assert found(database, broadcast).rests_until == LATER
    other = drafted(database)
    assert not database.call(broadcasts.rest_after_trial, other, LATER)
