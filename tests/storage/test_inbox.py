"""The inbox: stored once, claimed in order, one a chat, by any process; what a dead process had is claimed again."""

import threading
from collections.abc import Collection
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from storage import inbox
from storage.database import Database
from storage.inbox import Arrival, Round
from storage.models import IncomingUpdate
from tests.conftest import NOON

LEASE = timedelta(seconds=60)

pytestmark = pytest.mark.both_engines


def arrivals(*numbers: tuple[int, int]) -> list[Arrival]:
    return [Arrival(update_id, chat_id, f'{{"update_id": {update_id}}}') for update_id, chat_id in numbers]


def store(database: Database, *numbers: tuple[int, int], most: int = inbox.MOST_WAITING) -> bool:
    return database.call(inbox.store, arrivals(*numbers), NOON, most)


def advance(
    database: Database,
    owner: str = "one",
    now: datetime = NOON,
    *,
    done: Collection[int] = (),
    running: Collection[int] = (),
    limit: int = 32,
) -> Round:
    return database.call(inbox.advance, owner, now, done=done, running=running, lease=LEASE, limit=limit)


def ids(taken: Round) -> list[int]:
    return [each.update_id for each in taken.claimed]


def rows(session: Session) -> list[IncomingUpdate]:
    return list(session.exec(select(IncomingUpdate).order_by(col(IncomingUpdate.update_id))))


def test_an_update_is_stored_once(database: Database) -> None:
    assert store(database, (1, 7), (2, 7))
    assert store(database, (2, 9), (3, 7))
    assert [(row.update_id, row.chat_id) for row in database.call(rows)] == [(1, 7), (2, 7), (3, 7)]


def test_what_was_handled_is_not_stored_again(database: Database) -> None:
    store(database, (1, 7))
    advance(database)
    advance(database, done=[1])
    assert store(database, (1, 7))
    assert ids(advance(database)) == []


def test_a_full_inbox_takes_nothing(database: Database) -> None:
    assert store(database, (1, 7), (2, 7), most=2)
    assert not store(database, (3, 7), (4, 8), most=2)
    assert len(database.call(rows)) == 2
    advance(database)
    advance(database, done=[1])
    assert store(database, (3, 7), most=2)


def test_each_chat_has_one_at_a_time_in_the_order_of_ids(database: Database) -> None:
    store(database, (5, 7), (3, 8), (4, 7), (6, 8))
    assert ids(advance(database)) == [3, 4]
    assert ids(advance(database, "two")) == []
    assert ids(advance(database, done=[4])) == [5]
    assert ids(advance(database, done=[3, 5])) == [6]


def test_no_more_are_claimed_than_wanted(database: Database) -> None:
    store(database, (1, 1), (2, 2), (3, 3))
    assert ids(advance(database, limit=2)) == [1, 2]
    assert ids(advance(database, limit=0)) == []


def test_a_claim_holds_until_its_lease_is_over_and_is_renewed(database: Database) -> None:
    store(database, (1, 7))
    advance(database)
    assert ids(advance(database, "two", NOON + LEASE - timedelta(seconds=1))) == []
    advance(database, now=NOON + LEASE / 2, running=[1])
    assert ids(advance(database, "two", NOON + LEASE)) == []
    assert ids(advance(database, "two", NOON + LEASE * 3 / 2)) == [1]


def test_who_lost_a_claim_does_not_renew_it_but_what_it_handled_is_handled(database: Database) -> None:
    store(database, (1, 7))
    advance(database)
    assert ids(advance(database, "two", NOON + LEASE)) == [1]
    advance(database, "one", NOON + LEASE, running=[1])
    assert database.call(rows)[0].owner == "two"
    advance(database, "one", NOON + LEASE, done=[1])
    assert database.call(rows)[0].handled_at == NOON + LEASE


def test_what_was_handled_says_nothing_any_more(database: Database) -> None:
    store(database, (1, 7))
    advance(database)
    advance(database, done=[1])
    (row,) = database.call(rows)
    assert (row.body, row.owner, row.lease_until, row.handled_at) == ("", "one", None, NOON)


def test_the_claims_of_a_dead_process_are_taken_back(database: Database) -> None:
    store(database, (1, 1), (2, 2))
    advance(database, "dead", limit=1)
    advance(database, "living", limit=1)
    assert database.call(inbox.take_back, ["dead"]) == 1
    assert ids(advance(database)) == [1]


def test_who_is_alone_takes_back_all_claims(database: Database) -> None:
    store(database, (1, 1), (2, 2), (3, 3))
    advance(database, "dead", limit=2)
    assert database.call(inbox.take_back_all) == 2
    assert ids(advance(database, "one")) == [1, 2, 3]


def test_claims_that_nobody_heard_of_are_taken_back(database: Database) -> None:
    store(database, (1, 1), (2, 2), (3, 3))
    advance(database, "one", limit=2)
    advance(database, "two", limit=1)
    assert database.call(inbox.take_back_unknown, "one", {1}) == 1
    assert ids(advance(database, "one", running=[1])) == [2]


def test_an_update_that_ended_its_process_again_and_again_is_set_aside(database: Database) -> None:
    store(database, (1, 7), (2, 7))
    for attempt in range(1, inbox.MOST_ATTEMPTS + 1):
        (claimed,) = advance(database, f"life {attempt}").claimed
        assert (claimed.update_id, claimed.attempts) == (1, attempt)
        database.call(inbox.take_back_all)
    taken = advance(database)
    assert (ids(taken), taken.set_aside) == ([], [1])
    assert ids(advance(database)) == [2]
    assert database.call(rows)[0].body, "it is kept for whoever looks into it"


def test_what_waits_is_counted(database: Database) -> None:
    assert database.call(inbox.oldest_waiting) is None
    store(database, (1, 7), (2, 7), (3, 8))
    advance(database)
    advance(database, done=[1], limit=0)
    assert database.call(inbox.count_waiting) == 2
    assert database.call(inbox.count_waiting, 1) == 1
    assert database.call(inbox.oldest_waiting) == NOON


def test_the_secret_is_made_once_for_each_bot(database: Database) -> None:
    made = database.call(inbox.webhook_secret, 1, NOON)
    assert len(made) >= 32
    assert database.call(inbox.webhook_secret, 1, NOON) == made
    assert database.call(inbox.webhook_secret, 2, NOON) != made


def test_of_several_processes_one_makes_the_secret(postgresql: Database) -> None:
    made: list[str] = []
    each = [
        threading.Thread(target=lambda: made.append(postgresql.call(inbox.webhook_secret, 1, NOON))) for _ in range(4)
    ]
    for thread in each:
        thread.start()
    for thread in each:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_a_row_that_another_process_is_claiming_is_left_to_it(postgresql: Database) -> None:
    store(postgresql, (1, 7), (2, 7), (3, 8))
    with Session(postgresql.engine) as session:
        taken = inbox.advance(session, "one", NOON, done=[], running=[], lease=LEASE, limit=1)
        assert ids(taken) == [1]
        assert ids(advance(postgresql, "two")) == [3], "neither the same one nor the next of its chat"
        session.commit()
    assert ids(advance(postgresql, "two")) == []


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def stored_and_handled(database: Database, owner: str) -> None:
    store(database, (1, 7))
    assert ids(advance(database, owner)) == [1]
    advance(database, owner, done=[1])


def test_a_chat_stays_with_the_process_that_handled_its_last_update(postgresql: Database) -> None:
    stored_and_handled(postgresql, "one")
    database = postgresql
    database.call(inbox.store, arrivals((2, 7), (3, 8)), at(30))
    assert ids(advance(database, "two", at(30.5))) == [3]
    assert ids(advance(database, "one", at(30.5))) == [2]


def test_a_chat_whose_process_does_not_come_goes_to_another(postgresql: Database) -> None:
    stored_and_handled(postgresql, "one")
    postgresql.call(inbox.store, arrivals((2, 7)), at(30))
    assert ids(advance(postgresql, "two", at(30.9))) == []
    assert ids(advance(postgresql, "two", at(31))) == [2]
    advance(postgresql, "two", at(31), done=[2])
    postgresql.call(inbox.store, arrivals((3, 7)), at(32))
    assert ids(advance(postgresql, "one", at(32))) == [], "it stays with the other one now"
    assert ids(advance(postgresql, "two", at(32))) == [3]


def test_a_chat_that_was_silent_for_long_goes_to_any_process(postgresql: Database) -> None:
    stored_and_handled(postgresql, "one")
    postgresql.call(inbox.store, arrivals((2, 7)), at(60))
    assert ids(advance(postgresql, "two", at(60))) == [2]


def test_on_sqlite_where_one_process_follows_another_nothing_waits(sqlite: Database) -> None:
    stored_and_handled(sqlite, "before")
    store(sqlite, (2, 7))
    assert ids(advance(sqlite, "after")) == [2]


def test_many_processes_at_once_handle_each_once_and_in_order(postgresql: Database) -> None:
    store(postgresql, *((number, number % 5) for number in range(1, 201)))
    handled: list[tuple[int, int]] = []

    def work(owner: str) -> None:
        done: list[int] = []
        while postgresql.call(inbox.count_waiting):
            taken = advance(postgresql, owner, done=done, limit=2).claimed
            handled.extend((each.chat_id, each.update_id) for each in taken)
            done = [each.update_id for each in taken]

    workers = [threading.Thread(target=work, args=(f"process {n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(update_id for _, update_id in handled) == list(range(1, 201))
    for chat_id in range(5):
        mine = [update_id for chat, update_id in handled if chat == chat_id]
        assert mine == sorted(mine)
