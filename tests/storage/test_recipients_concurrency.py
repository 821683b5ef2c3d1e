"""On PostgreSQL transactions run beside each other: what one has not committed the other cannot see, but must obey."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import text
from sqlmodel import Session

from storage import broadcasts, outbox, recipients
from storage.database import Database
from storage.outbox import Claim
from storage.settle import Retry, settle_claims
from tests.conftest import NOON
from tests.storage.broadcast_rows import drafted, found, let_go, running
from tests.storage.rows import LEASE, article, begun, claimed, owed, states, subscriber


def beside(first: Database, one: Callable[[Session], object], two: Callable[[Database], object]) -> None:
    """Do ``two`` while ``one`` is done and not committed, so that it has to wait for it."""
    rival = Database(first.url.render_as_string(hide_password=False))
    thread = Thread(target=two, args=(rival,))

    def do(session: Session) -> None:
        one(session)
        thread.start()
        while not waits(rival):
            pass

    first.call(do)
    thread.join()
    rival.close()


def waits(database: Database) -> bool:
    """Whether anybody in this database waits for a lock; other tests use the same server."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with database.engine.connect() as connection:
        return bool(connection.execute(text(waiting)).scalar_one())


@pytest.fixture
def in_the_air(postgresql: Database) -> tuple[int, Claim]:
    """A broadcast of which one message is in the air."""
    subscriber(postgresql, 1)
    which = running(postgresql)
    let_go(postgresql, which)
    return which, begun(postgresql)[0]


@pytest.mark.parametrize("is_pause_first", [False, True])
def test_what_comes_back_beside_a_pause_is_held(
    postgresql: Database, in_the_air: tuple[int, Claim], is_pause_first: bool
) -> None:
    which, claim = in_the_air
    again = [Retry(claim, NOON, "429")]
    if is_pause_first:
        beside(
            postgresql, lambda session: broadcasts.pause(session, which), lambda db: db.call(settle_claims, again, NOON)
        )
    else:
        beside(
            postgresql, lambda session: settle_claims(session, again, NOON), lambda db: db.call(broadcasts.pause, which)
        )
    assert states(postgresql) == ["held"]


@pytest.mark.parametrize("is_pause_first", [False, True])
def test_what_is_let_go_beside_a_pause_is_held(postgresql: Database, is_pause_first: bool) -> None:
    subscriber(postgresql, 1)
    which = running(postgresql)
    if is_pause_first:
        beside(postgresql, lambda session: broadcasts.pause(session, which), lambda db: let_go(db, which))
    else:
        beside(
            postgresql,
            lambda session: recipients.release(session, which, 5, NOON),
            lambda db: db.call(broadcasts.pause, which),
        )
    assert states(postgresql) == ["held"]


@pytest.mark.parametrize("how", ["claim", "release", "sweep"])
def test_what_is_claimed_or_given_back_beside_a_pause_is_held(postgresql: Database, how: str) -> None:
    subscriber(postgresql, 1)
    which = running(postgresql)
    let_go(postgresql, which)
    claims = claimed(postgresql) if how != "claim" else []
    beside(
        postgresql,
        {
            "claim": lambda session: outbox.claim_due(session, "one", NOON, LEASE, 5),
            "release": lambda session: outbox.unclaim(session, claims),
            "sweep": lambda session: outbox.sweep(session, "two", NOON, is_alone=True),
        }[how],
        lambda db: db.call(broadcasts.pause, which),
    )
    assert states(postgresql) == ["held"]


def test_what_would_begin_beside_a_pause_does_not(postgresql: Database) -> None:
    subscriber(postgresql, 1)
    which = running(postgresql)
    let_go(postgresql, which)
    claims, may = claimed(postgresql), list[set[int]]()
    beside(
        postgresql,
        lambda session: broadcasts.pause(session, which),
        lambda db: may.append(db.call(outbox.begin, claims, NOON)),
    )
    assert may == [set()]
    assert states(postgresql) == ["held"]


def test_what_is_written_beside_a_cancellation_is_called_off(postgresql: Database) -> None:
    for chat_id in (1, 2, 3):
        subscriber(postgresql, chat_id)
    which = drafted(postgresql)
    postgresql.call(broadcasts.send_draft, which, NOON, needs_second=False)
    beside(
        postgresql,
        lambda session: recipients.freeze(session, which, 2, NOON),
        lambda db: db.call(broadcasts.cancel, which, NOON),
    )
    assert states(postgresql) == ["cancelled"] * 2
    assert not postgresql.call(recipients.freeze, which, 2, NOON)
    assert found(postgresql, which).size == 2


def test_a_subscriber_is_claimed_for_though_rows_are_being_written(postgresql: Database) -> None:
    """Writing a broadcast's rows refers to subscribers, and must not hold up what else they are owed."""
    subscriber(postgresql, 1)
    first = running(postgresql)
    let_go(postgresql, first)
    second = drafted(postgresql)
    postgresql.call(broadcasts.send_draft, second, NOON, needs_second=False)
    rival = Database(postgresql.url.render_as_string(hide_password=False))

    def claim_meanwhile(session: Session) -> list[Claim]:
        assert recipients.freeze(session, second, 5, NOON)
        return claimed(rival)

    assert len(postgresql.call(claim_meanwhile)) == 1
    rival.close()


def test_processes_that_settle_at_once_take_subscribers_in_one_order(postgresql: Database) -> None:
    """Two senders, or two that take back what a dead one left: else each has what the other one waits for."""
    news = article(postgresql, "a")
    for chat_id in (1, 2):
        owed(postgresql, news, subscriber(postgresql, chat_id), chat_id)
    first, second = begun(postgresql)
    rests = NOON + timedelta(seconds=1)
    rival = Database(postgresql.url.render_as_string(hide_password=False))
    backwards = [Retry(each, NOON, "", not_before=rests) for each in (second, first)]
    thread = Thread(target=rival.call, args=(settle_claims, backwards, NOON))

    def settle_forwards(session: Session) -> None:
        settle_claims(session, [Retry(first, NOON, "", not_before=rests)], NOON)
        thread.start()
        while not waits(rival):
            pass
        settle_claims(session, [Retry(second, NOON, "", not_before=rests)], NOON)

    postgresql.call(settle_forwards)
    thread.join()
    rival.close()
    assert "in_flight" not in states(postgresql)
