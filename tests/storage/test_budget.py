"""The budget that processes share: nobody is given a turn twice, and all together keep the rate."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from storage import budget
from storage.budget import (
    CATCH_UP,
    FARTHEST,
    HORIZON,
    RECOVERY,
    SLOW_FACTOR,
    Budget,
    Kind,
    Throttle,
    Turns,
    slowed,
    take,
)
from storage.database import Database
from storage.models import RateBudget, ThrottledChat
from tests.conftest import NOON

BOT = 7
RATES = {Kind.OWED: 25.0, Kind.REPLY: 5.0, Kind.PAID: 500.0}


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def played(rate: float, asked: list[tuple[float, int]]) -> Iterator[tuple[float, Turns]]:
    """Lease so many, so many seconds after the last; yields when, and what was given."""
    row, now = Budget(), 0.0
    for pause, wanted in asked:
        now += pause
        row, turns = take(row, NOON + after(now), wanted, rate)
        yield now, turns


rates = st.sampled_from([0.5, 1.0, 5.0, 25.0, 30.0, 1_000.0, 2_000.0])
leases = st.lists(st.tuples(st.floats(0, 2), st.integers(1, 1_000)), min_size=1, max_size=40)


@given(rates, leases)
def test_turns_are_an_interval_apart_whoever_has_them(rate: float, asked: list[tuple[float, int]]) -> None:
    given_out: list[float] = []
    for now, turns in played(rate, asked):
        given_out += [now + turns.delay + number * turns.interval for number in range(turns.count)]
    assert all(late - early >= 1 / rate - 1e-5 for early, late in pairwise(given_out))


@given(rates, leases)
def test_what_is_leased_reaches_half_a_second_ahead(rate: float, asked: list[tuple[float, int]]) -> None:
    for (_, wanted), (_, turns) in zip(asked, played(rate, asked), strict=True):
        assert turns.count <= min(wanted, max(1, HORIZON * rate))
        assert turns.count < 2 or turns.delay + (turns.count - 1) * turns.interval <= HORIZON + 1e-5
        assert turns.count == 0 or turns.delay <= FARTHEST + 1e-5


@given(rates, leases)
def test_whoever_gets_none_is_told_when_there_are_some(rate: float, asked: list[tuple[float, int]]) -> None:
    row, now = Budget(), NOON
    for pause, wanted in asked:
        now += after(pause)
        row, turns = take(row, now, wanted, rate)
        if not turns.count:
            assert turns.delay > 0
            assert take(row, now + after(turns.delay + 1e-5), 1, rate)[1].count == 1


def test_the_whole_rate_is_given_out() -> None:
    count = sum(turns.count for _, turns in played(25, [(0.1, 100)] * 100))
    assert 250 <= count <= 250 + 25 * FARTHEST + 1


def test_what_was_not_used_is_no_burst_later() -> None:
    first, later = (turns for _, turns in played(25, [(0.0, 100), (60.0, 100)]))
    assert first == later == Turns(12, 0.0, 0.04, 0.0, 25)


def test_turns_that_are_returned_are_given_out_again_by_and_by() -> None:
    row, _ = take(Budget(), NOON, 12, 25)
    row, turns = take(row, NOON + after(0.3), 1, 25, returned=3)
    count = turns.count
    while turns.interval < 1 / 25:
        assert turns.interval == pytest.approx(1 / 25 / (1 + CATCH_UP))
        row, turns = take(row, row.next_at, 1, 25)
        count += turns.count
    assert count - 1 == pytest.approx(3 / CATCH_UP), "so many in the time of three less"


def test_no_more_is_made_up_for_than_a_second_s_worth() -> None:
    row, _ = take(Budget(), NOON, 0, 25, returned=1_000)
    assert row.returned == 25


def test_a_clock_that_goes_back_holds_nobody_up() -> None:
    row, _ = take(Budget(), NOON, 100, 25)
    _, turns = take(row, NOON - timedelta(hours=1), 100, 25)
    assert turns.delay <= FARTHEST + 0.04


def test_a_flood_lowers_the_rate_which_recovers() -> None:
    row = slowed(Budget(), NOON, 35, 25, is_paused=True)
    assert row.rate(NOON, 25) == pytest.approx(25 * SLOW_FACTOR)
    assert row.rate(NOON + timedelta(minutes=3), 25) == pytest.approx(25 * SLOW_FACTOR + 180 * RECOVERY)
    assert row.rate(NOON + timedelta(hours=1), 25) == 25


def test_a_flood_stops_all_for_its_time_and_no_longer() -> None:
    row = slowed(Budget(), NOON, 35, 25, is_paused=True)
    _, turns = take(row, NOON, 10, 25)
    assert (turns.count, turns.paused_for) == (0, 35)
    _, turns = take(row, NOON + after(34.0 - 1e-3), 10, 25)
    assert turns.count == 0
    _, turns = take(row, NOON + after(34.9), 10, 25)
    assert turns.count > 0
    assert turns.delay == pytest.approx(0.1)


def test_however_many_floods_something_goes() -> None:
    row = Budget()
    for _ in range(50):
        row = slowed(row, NOON, 1, 25, is_paused=True)
    assert row.rate(NOON, 25) == 1
    assert slowed(Budget(), NOON, 1, 0.5, is_paused=True).rate(NOON, 0.5) == 0.5


@pytest.mark.both_engines
def test_leases_follow_one_another_by_the_clock_of_the_database(database: Database) -> None:
    first = database.call(budget.lease, BOT, Kind.OWED, 10, 25.0, lambda: 100.0)
    second = database.call(budget.lease, BOT, Kind.OWED, 1, 25.0, lambda: 101.0)
    assert (first.count, first.delay, first.read_at) == (10, 0.0, 100.0)
    assert second.read_at == 101.0
    assert 0 < second.delay <= 10 * first.interval


@pytest.mark.both_engines
def test_bots_and_kinds_have_their_own(database: Database) -> None:
    database.call(budget.lease, BOT, Kind.OWED, 10, 25.0)
    assert database.call(budget.lease, BOT, Kind.REPLY, 1, 5.0).delay == 0
    assert database.call(budget.lease, BOT + 1, Kind.OWED, 1, 25.0).delay == 0


def throttled(*chats: int, delay: float = 35.0) -> list[Throttle]:
    return [Throttle(chat, delay) for chat in chats]


@pytest.mark.both_engines
def test_a_flood_is_for_all_but_answers_stop_not(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    at = clock_of_database(monkeypatch)
    assert database.call(budget.tell_throttled, BOT, throttled(1, 2), RATES) == 0
    at(1.0)
    assert database.call(budget.tell_throttled, BOT, throttled(3), RATES) == 34, "those that were told before go on"
    owed, reply, paid = (
        database.call(budget.lease, BOT, kind, 10, RATES[kind]) for kind in (Kind.OWED, Kind.REPLY, Kind.PAID)
    )
    assert owed.count == paid.count == 0
    assert owed.paused_for == 34
    assert owed.rate == 25 * SLOW_FACTOR
    assert reply.count > 0
    assert reply.rate == 5 * SLOW_FACTOR


@pytest.mark.both_engines
def test_two_who_hear_one_flood_lower_the_rate_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    clock_of_database(monkeypatch)
    database.call(budget.tell_throttled, BOT, throttled(1, 2, 3), RATES)
    assert database.call(budget.tell_throttled, BOT, throttled(4, 5, 6, delay=40.0), RATES) == 35
    assert database.call(budget.lease, BOT, Kind.OWED, 1, 25.0).rate == 25 * SLOW_FACTOR


@pytest.mark.both_engines
def test_a_flood_lasts_for_the_shortest_of_its_delays(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    clock_of_database(monkeypatch)
    told = throttled(1, delay=300.0) + throttled(2, delay=5.0) + throttled(3, delay=30.0)
    assert database.call(budget.tell_throttled, BOT, told, RATES) == 5


@pytest.mark.both_engines
def test_one_chat_is_no_flood_however_often_it_is_throttled(database: Database) -> None:
    assert [database.call(budget.tell_throttled, BOT, throttled(1), RATES) for _ in range(4)] == [0, 0, 0, 0]


@pytest.mark.both_engines
def test_what_is_heard_while_a_flood_stops_all_belongs_to_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock_of_database(monkeypatch)
    database.call(budget.tell_throttled, BOT, throttled(1, 2, 3, delay=1.0), RATES)
    at(0.5)
    database.call(budget.tell_throttled, BOT, throttled(4, 5, delay=1.0), RATES)
    at(2.0)
    assert database.call(budget.tell_throttled, BOT, throttled(6, delay=1.0), RATES) == 0
    at(3.0)
    assert database.call(budget.tell_throttled, BOT, throttled(7, 8, delay=1.0), RATES) == 1.0


@pytest.mark.both_engines
def test_each_process_is_told_once_of_each_chat(database: Database) -> None:
    database.call(budget.tell_throttled, BOT, throttled(1, delay=20.0), RATES)
    database.call(budget.tell_throttled, BOT + 1, throttled(9), RATES)
    first = database.call(budget.lease, BOT, Kind.OWED, 1, 25.0)
    assert [throttle.chat_id for throttle in first.throttled] == [1]
    assert 0 < first.throttled[0].delay <= 20
    later = first.now + timedelta(milliseconds=1)
    assert database.call(budget.lease, BOT, Kind.REPLY, 1, 5.0, known_until=later).throttled == ()


@pytest.mark.both_engines
def test_throttled_chats_are_forgotten(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    at = clock_of_database(monkeypatch)
    database.call(budget.tell_throttled, BOT, throttled(1, delay=5.0) + throttled(2, delay=60.0), RATES)
    at(30.0)
    database.call(budget.tell_throttled, BOT, throttled(3), RATES)
    with Session(database.engine) as session:
        assert sorted(session.exec(select(ThrottledChat.chat_id))) == [2, 3]


def clock_of_database(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Have the database's clock stand at noon; returns what moves it to so many seconds after."""
    now = [NOON]
    monkeypatch.setattr(budget, "_database_now", lambda _session: now[0])
    return lambda seconds: now.__setitem__(0, NOON + after(seconds))


def test_two_connections_take_their_turns_one_after_the_other(postgresql: Database) -> None:
    """While one is in its transaction the other waits, and gets what comes after, also where there was no row yet."""
    with Session(postgresql.engine) as first:
        mine = budget.lease(first, BOT, Kind.OWED, 5, 25.0)
        theirs: list[Turns] = []
        other = threading.Thread(
            target=lambda: theirs.append(postgresql.call(budget.lease, BOT, Kind.OWED, 5, 25.0)), daemon=True
        )
        other.start()
        _until_somebody_waits(postgresql)
        assert not theirs
        first.commit()
    other.join(20)
    with Session(postgresql.engine) as session:
        row = session.exec(select(RateBudget)).one()
        now = budget._database_now(session)
    assert mine.count == theirs[0].count == 5
    # Ten turns are given out, one after the other: the row has moved by all of them.
    assert (row.next_at - now).total_seconds() <= 10 / 25
    assert theirs[0].delay + 5 / 25 >= (row.next_at - now).total_seconds()


def _until_somebody_waits(database: Database) -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with database.engine.connect() as connection:
        while not connection.exec_driver_sql(waiting).scalar():
            connection.rollback()


def test_many_at_once_share_the_rate(postgresql: Database) -> None:
    """Eight threads ask as fast as they can: no turn is given twice, whatever the order."""
    found: list[Turns] = []

    def ask() -> None:
        found.extend(postgresql.call(budget.lease, BOT, Kind.OWED, 3, 100.0) for _ in range(10))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spans = sorted(
        (turns.read_at + turns.delay, turns.count * turns.interval) for turns in found if turns.count
    )  # all on one machine, so one clock tells when each turn is
    for (start, length), (following, _) in pairwise(spans):
        assert following >= start + length - 0.05, "but for the time that reading the clock takes"
    assert sum(turns.count for turns in found) <= 100 * (FARTHEST + spans[-1][0] - spans[0][0]) + 3
