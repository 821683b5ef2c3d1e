"""A delivery of several messages: each that is out is written down before the next is claimed."""

import pytest

from storage.database import Database
from storage.models import Delivery, DeliveryState
from storage.outbox import Claim
from storage.settle import Closed, PartSent, Retry, settle_claims
from tests.conftest import NOON
from tests.storage.rows import LEASE, SECOND, begun, change, claimed, deliveries, in_the_air

pytestmark = pytest.mark.both_engines

LATER = NOON + LEASE


@pytest.fixture
def claim(database: Database) -> Claim:
    return in_the_air(database)


def row(database: Database) -> Delivery:
    return deliveries(database)[0]


def test_part_sent(database: Database, claim: Claim) -> None:
    tried = claim._replace(attempts=3)
    database.call(settle_claims, [Retry(tried, NOON, "429", attempts=1, failures=2, unknowns=1, is_plain=True)], NOON)
    (again,) = begun(database)
    database.call(settle_claims, [PartSent(again, 7, not_before=LATER)], NOON + SECOND)
    part = row(database)
    assert (part.state, part.part, part.message_id, part.due_at) == ("pending", 1, 7, NOON + SECOND)
    assert (part.attempts, part.failures, part.unknowns, part.last_error) == (0, 0, 0, "")
    assert not part.is_plain  # the next message is another one
    assert (part.owner, part.lease_until, part.settled_at) == (None, None, None)
    assert claimed(database, LATER - SECOND) == []
    assert claimed(database, LATER)[0].part == 1


@pytest.mark.parametrize("meanwhile", ["nothing", "claimed", "begun", "held", "sent"])
def test_a_late_report_of_a_part_counts_once(database: Database, claim: Claim, meanwhile: str) -> None:
    database.call(settle_claims, [Retry(claim, NOON, "the lease is over", unknowns=1)], NOON)
    if meanwhile == "claimed":
        claimed(database, owner="two")
    elif meanwhile == "begun":
        begun(database, owner="two")
    elif meanwhile == "held":
        change(database, row(database), state=DeliveryState.HELD)
    elif meanwhile == "sent":
        (other,) = begun(database, owner="two")
        database.call(settle_claims, [PartSent(other, 6)], NOON)
    database.call(settle_claims, [PartSent(claim, 7)], LATER)
    database.call(settle_claims, [PartSent(claim, 8)], LATER)
    late = row(database)
    assert (late.state, late.part) == ("held" if meanwhile == "held" else "pending", 1)
    assert late.message_id == (6 if meanwhile == "sent" else 7)


@pytest.mark.parametrize("state", [DeliveryState.CANCELLED, DeliveryState.UNCERTAIN, DeliveryState.DEAD])
def test_what_is_closed_does_not_go_on(database: Database, claim: Claim, state: DeliveryState) -> None:
    database.call(settle_claims, [Closed(claim, state, "why")], NOON)
    database.call(settle_claims, [PartSent(claim, 7)], LATER)
    assert (row(database).state, row(database).part) == (state, 0)
