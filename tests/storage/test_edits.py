"""Which messages are due for an edit, and what becomes of it."""

from datetime import timedelta

import pytest

from storage import edits
from storage.database import Database
from storage.edits import MOST_EDITS, PAUSE_BETWEEN, StaleMessage
from storage.models import Delivery, DeliveryState, SubscriberStatus
from tests.conftest import NOON
from tests.storage.rows import SECOND, article, change, deliveries, find, owed, subscriber

pytestmark = pytest.mark.both_engines

LEASE = timedelta(seconds=90)


@pytest.fixture
def rows(database: Database) -> list[Delivery]:
    """Messages to chats 1, 2 and 3 that are due for an edit."""
    told = article(database, "a")
    for chat_id in (1, 2, 3):
        row = owed(database, told, subscriber(database, chat_id), chat_id)
        due_at = NOON - chat_id * SECOND
        change(database, row, state=DeliveryState.SENT, message_id=chat_id * 10, shown="old", update_due_at=due_at)
    return deliveries(database)


def stale(database: Database, after: timedelta = timedelta(), limit: int = 9) -> list[StaleMessage]:
    return database.call(edits.claim_stale, NOON + after, LEASE, limit)


def test_what_waits_longest_is_claimed_first(database: Database, rows: list[Delivery]) -> None:
    assert [each.chat_id for each in stale(database, limit=2)] == [3, 2]
    (last,) = stale(database)
    assert (last.message_id, last.shown, last.language, last.lease_until) == (10, "old", "en", NOON + LEASE)
    assert stale(database) == []
    assert len(stale(database, LEASE)) == 3


@pytest.mark.parametrize(
    "columns",
    [
        {"state": DeliveryState.UNCERTAIN},
        {"message_id": None},
        {"update_due_at": None},
        {"update_due_at": NOON + SECOND},
        {"updated_at": NOON - PAUSE_BETWEEN + SECOND},
    ],
)
def test_what_is_not_due_is_left_alone(database: Database, rows: list[Delivery], columns: dict[str, object]) -> None:
    change(database, rows[0], **columns)
    assert [each.chat_id for each in stale(database)] == [3, 2]


@pytest.mark.parametrize("columns", [{"status": SubscriberStatus.PAUSED}, {"not_before": NOON + SECOND}])
def test_who_is_not_to_be_written_to_is_not_edited_for(
    database: Database, rows: list[Delivery], columns: dict[str, object]
) -> None:
    change(database, find(database, 1), **columns)
    assert [each.chat_id for each in stale(database)] == [3, 2]


def test_after_an_edit_the_message_rests(database: Database, rows: list[Delivery]) -> None:
    one = stale(database, limit=1)[0]
    database.call(edits.mark_edited, one, "new", NOON)
    row = deliveries(database)[2]
    assert (row.updates, row.updated_at, row.shown, row.update_due_at) == (1, NOON, "new", None)


def test_what_joined_during_the_edit_keeps_it_due(database: Database, rows: list[Delivery]) -> None:
    one = stale(database, limit=1)[0]
    change(database, deliveries(database)[2], update_due_at=NOON + SECOND)
    database.call(edits.mark_edited, one, "new", NOON + SECOND)
    assert deliveries(database)[2].update_due_at == NOON + SECOND
    assert 3 not in {each.chat_id for each in stale(database, PAUSE_BETWEEN)}
    assert 3 in {each.chat_id for each in stale(database, PAUSE_BETWEEN + SECOND)}


def test_the_last_edit_is_the_last(database: Database, rows: list[Delivery]) -> None:
    change(database, rows[2], updates=MOST_EDITS - 1)
    one = stale(database, limit=1)[0]
    change(database, deliveries(database)[2], update_due_at=NOON + SECOND)
    database.call(edits.mark_edited, one, "new", NOON)
    assert deliveries(database)[2].update_due_at is None


def test_what_shows_everything_costs_no_edit(database: Database, rows: list[Delivery]) -> None:
    one, two, _ = stale(database)
    database.call(edits.mark_unchanged, one)
    change(database, deliveries(database)[1], update_due_at=NOON + SECOND)
    database.call(edits.mark_unchanged, two)
    row = deliveries(database)[2]
    assert (row.updates, row.update_due_at) == (0, None)
    assert deliveries(database)[1].update_due_at == NOON + SECOND


def test_what_did_not_pass_is_tried_again_then(database: Database, rows: list[Delivery]) -> None:
    one = stale(database, limit=1)[0]
    database.call(edits.postpone, one, NOON + 2 * LEASE)
    assert deliveries(database)[2].update_due_at == NOON + 2 * LEASE


def test_what_cannot_be_edited_never_is_again(database: Database, rows: list[Delivery]) -> None:
    one = stale(database, limit=1)[0]
    database.call(edits.give_up, one, "message to edit not found")
    row = deliveries(database)[2]
    assert (row.state, row.update_due_at, row.updates, row.last_error) == (
        "sent", None, MOST_EDITS, "message to edit not found",
    )  # fmt: skip
