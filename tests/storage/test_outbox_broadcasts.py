"""What administrators' messages change in claiming: who may be sent them, when, and after what."""

import pytest

from storage import outbox
from storage.database import Database
from storage.models import DeliveryState, SubscriberStatus
from tests.conftest import NOON
from tests.storage.broadcast_rows import let_go, running
from tests.storage.rows import SECOND, article, change, claimed, deliveries, find, owed, subscriber

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize("never_twice", [False, True])
def test_a_claim_says_what_it_takes_to_send_a_broadcast(database: Database, never_twice: bool) -> None:
    subscriber(database, 1)
    which = running(database, is_notice=True, never_twice=never_twice)
    let_go(database, which)
    change(database, deliveries(database)[0], part=2)
    (claim,) = claimed(database)
    assert (claim.kind, claim.broadcast_id, claim.part, claim.never_twice) == ("notice", which, 2, never_twice)
    assert (claim.article_id, claim.story_id) == (None, None)
    assert database.call(outbox.claims_by_id, [claim.id]) == [claim]


@pytest.mark.parametrize("is_paid", [False, True])
def test_a_claim_says_whether_it_is_paid_for(database: Database, is_paid: bool) -> None:
    subscriber(database, 1)
    let_go(database, running(database, is_paid=is_paid))
    (claim,) = claimed(database)
    assert claim.is_paid is is_paid


def test_a_claim_of_an_alert_is_of_no_broadcast(database: Database) -> None:
    owed(database, article(database, "a"), subscriber(database, 1), 1)
    (claim,) = claimed(database)
    assert (claim.kind, claim.broadcast_id, claim.part, claim.never_twice) == ("alert", None, 0, False)
    assert not claim.is_paid


def test_alerts_go_before_broadcasts_whatever_came_first(database: Database) -> None:
    for chat_id in (1, 2, 3):
        subscriber(database, chat_id)
    let_go(database, running(database))
    told = article(database, "a")
    owed(database, told, 3, 3, due_at=NOON + SECOND)
    assert [claim.kind for claim in claimed(database, NOON + SECOND, limit=2)] == ["alert", "broadcast"]


def test_nothing_is_claimed_after_its_broadcast_was_to_be_sent(database: Database) -> None:
    for chat_id in (1, 2):
        subscriber(database, chat_id)
    let_go(database, running(database, not_after=NOON + SECOND))
    assert len(claimed(database, limit=1)) == 1
    assert claimed(database, NOON + SECOND) == []


def test_who_paused_is_claimed_notices_for(database: Database) -> None:
    for chat_id in (1, 2):
        subscriber(database, chat_id)
    for is_notice in (False, True):
        let_go(database, running(database, is_notice=is_notice))
    change(database, find(database, 1), status=SubscriberStatus.PAUSED)
    for row in deliveries(database)[:2]:  # their own news, and that of another, is out of the way
        change(database, row, state=DeliveryState.SENT)
    assert [(claim.chat_id, claim.kind) for claim in claimed(database)] == [(1, "notice"), (2, "notice")]


def test_what_is_held_is_counted_and_keeps_nobody_busy(database: Database) -> None:
    subscriber(database, 1)
    which = running(database)
    assert not database.call(outbox.is_busy)
    assert database.call(outbox.backlog, NOON) == ({"held": 1}, None)
    let_go(database, which)
    assert database.call(outbox.is_busy)
