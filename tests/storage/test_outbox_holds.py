"""Quiet hours and pauses: nothing arrives in them but notices about the service."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import recipients, stats
from storage.database import Database
from storage.models import DeliveryKind, DeliveryState, Digest
from tests.conftest import NOON
from tests.storage.broadcast_rows import running
from tests.storage.rows import SECOND, article, change, claimed, deliveries, find, owed, subscriber

pytestmark = pytest.mark.both_engines

HOUR = timedelta(hours=1)
END = NOON + 8 * HOUR
OTHERS = [DeliveryKind.ALERT, DeliveryKind.DIGEST, DeliveryKind.BROADCAST]


def hold(database: Database, chat_id: int) -> None:
    change(database, find(database, chat_id), held_from=NOON, held_until=END)


def kinds(database: Database, *wanted: DeliveryKind) -> None:
    """Owe one of each to chat 1."""
    told, chat = article(database, "".join(wanted)), subscriber(database, 1)
    for number, kind in enumerate(wanted):
        owed(database, told, chat, 1, kind=kind, dedupe_key=f"{kind}:{number}", priority=number, due_at=NOON - HOUR)


@pytest.mark.parametrize("kind", OTHERS)
def test_nothing_arrives_until_the_end_was_seen(database: Database, kind: DeliveryKind) -> None:
    kinds(database, kind)
    hold(database, 1)
    assert [row.kind for row in claimed(database, NOON - SECOND)] == [kind]
    change(database, deliveries(database)[0], state=DeliveryState.PENDING)
    assert claimed(database, NOON) == []
    assert claimed(database, END + SECOND) == [], "nobody saw yet that it is over"
    change(database, find(database, 1), held_from=None, held_until=None)
    assert [row.kind for row in claimed(database, END + SECOND)] == [kind]


def test_a_notice_arrives_before_what_is_held(database: Database) -> None:
    kinds(database, *OTHERS, DeliveryKind.NOTICE)
    hold(database, 1)
    assert [row.kind for row in claimed(database)] == [DeliveryKind.NOTICE]


def test_what_is_held_in_one_thread_holds_up_no_other(database: Database) -> None:
    told = article(database, "a")
    quiet, other = subscriber(database, -5), subscriber(database, -5, thread_id=7)
    owed(database, told, quiet, -5)
    owed(database, told, other, -5)
    hold(database, -5)
    assert [row.thread_id for row in claimed(database)] == [7]


def test_what_is_held_is_looked_at_once(database: Database) -> None:
    told = article(database, "a")
    for chat_id in range(1, 31):
        owed(database, told, subscriber(database, chat_id), chat_id)
        if chat_id <= 28:
            hold(database, chat_id)
    assert sorted(row.chat_id for row in claimed(database, limit=5)) == [29, 30]
    assert [row.due_at for row in deliveries(database)] == [END] * 28 + [NOON] * 2


def test_nobody_is_told_that_what_is_held_waits(database: Database) -> None:
    kinds(database, DeliveryKind.ALERT)
    hold(database, 1)
    assert not database.call(stats.has_waited_since, NOON, NOON)
    health = database.call(stats.health, NOON)
    assert (health.later, health.oldest_due_at) == (1, None)
    kinds(database, DeliveryKind.NOTICE)
    health = database.call(stats.health, NOON)
    assert (health.later, health.oldest_due_at) == (1, NOON - HOUR)


def test_a_digest_is_known_by_its_claim(database: Database) -> None:
    def store(session: Session) -> int:
        digest = Digest(author_id=0, since_at=NOON, until_at=NOON, created_at=NOON)
        session.add(digest)
        session.flush()
        return digest.id

    digest_id = database.call(store)
    owed(database, article(database, "a"), subscriber(database, 1), 1, kind=DeliveryKind.DIGEST, digest_id=digest_id)
    assert [row.digest_id for row in claimed(database)] == [digest_id]


@pytest.mark.parametrize("is_notice", [False, True])
def test_a_broadcast_is_due_when_quiet_hours_are_over(database: Database, is_notice: bool) -> None:
    for chat_id in (1, 2):
        subscriber(database, chat_id)
    hold(database, 1)
    broadcast = running(database, is_notice=is_notice)
    assert database.call(recipients.release, broadcast, 10, NOON) == 2
    assert [row.due_at for row in deliveries(database)] == [NOON if is_notice else END, NOON]
    assert [row.chat_id for row in claimed(database)] == ([1, 2] if is_notice else [2])
