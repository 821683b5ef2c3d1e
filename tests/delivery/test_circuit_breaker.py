"""The breaker: when it opens, what it lets through, when it closes."""

from datetime import timedelta

from bot.delivery.worker import BREAKER_FAILURES, BREAKER_LONGEST_PAUSE, CircuitBreaker
from tests.conftest import NOON

SECOND = timedelta(seconds=1)


def opened() -> CircuitBreaker:
    breaker = CircuitBreaker()
    for _ in range(BREAKER_FAILURES):
        breaker.failed(NOON)
    return breaker


def test_a_few_failures_slow_nothing() -> None:
    breaker = CircuitBreaker()
    for _ in range(BREAKER_FAILURES - 1):
        breaker.failed(NOON)
    assert not breaker.is_open
    assert breaker.allows(4, 3, NOON) == 4


def test_failures_that_are_not_in_a_row_do_not_count() -> None:
    breaker = CircuitBreaker()
    for _ in range(3 * BREAKER_FAILURES):
        breaker.failed(NOON)
        breaker.succeeded()
    assert not breaker.is_open


def test_once_open_nothing_leaves_until_the_pause_is_over() -> None:
    breaker = opened()
    assert breaker.is_open
    assert breaker.allows(4, 0, NOON) == 0
    assert breaker.allows(4, 0, NOON + SECOND) == 1


def test_while_open_one_message_at_a_time_is_risked() -> None:
    breaker = opened()
    assert breaker.allows(4, 1, NOON + SECOND) == 0
    assert breaker.allows(0, 0, NOON + SECOND) == 0


def test_pauses_double_up_to_the_longest() -> None:
    breaker, now, waits = opened(), NOON, []
    for _ in range(12):
        wait = next(n for n in range(1000) if breaker.allows(1, 0, now + n * SECOND))
        waits.append(wait)
        now += wait * SECOND
        breaker.failed(now)
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert max(waits) * SECOND == BREAKER_LONGEST_PAUSE


def test_one_success_closes_it() -> None:
    breaker = opened()
    breaker.succeeded()
    assert not breaker.is_open
    assert breaker.allows(4, 4, NOON) == 4
