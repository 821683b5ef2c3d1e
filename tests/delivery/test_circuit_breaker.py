"""The breaker: when it opens, what it lets through, how it closes."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.outcome import Delivered, Failed, Gone, NotSent, Outcome, Refused, Throttled, Unknown
from bot.delivery.retry import (
    BREAKER_FAILURES,
    FIRST_PROBE_PAUSE,
    LONGEST_PROBE_PAUSE,
    OUTAGE_SETBACKS,
    SUSPICION,
    CircuitBreaker,
    Flight,
)
from storage.models import SubscriberStatus
from tests.conftest import NOON

SECOND = timedelta(seconds=1)
FAILURES: list[Outcome] = [NotSent("no route"), Failed("500"), Unknown("no answer")]
ANSWERS: list[Outcome] = [Delivered(1), Gone(SubscriberStatus.BLOCKED, "blocked"), Refused("can't parse")]


def breaker_of(slots: int = 4) -> CircuitBreaker:
    return CircuitBreaker(slots, spread=lambda: 1.0)


def end(breaker: CircuitBreaker, *outcomes: Outcome, now: datetime = NOON) -> None:
    """One message after the other ends so, each to a chat of its own."""
    for chat_id, outcome in enumerate(outcomes):
        breaker.lands(breaker.begins(chat_id), outcome, now)


def opened(slots: int = 4) -> CircuitBreaker:
    breaker = breaker_of(slots)
    end(breaker, *[NotSent("no route")] * max(BREAKER_FAILURES, slots // 4))
    return breaker


def half_open(slots: int = 4) -> CircuitBreaker:
    breaker = opened(slots)
    breaker.probed(NOON, is_answered=True)
    return breaker


@pytest.mark.parametrize("failure", FAILURES)
def test_few_failures_change_nothing(failure: Outcome) -> None:
    breaker = breaker_of()
    end(breaker, *[failure] * (BREAKER_FAILURES - 1))
    assert breaker.is_closed
    assert breaker.allows(4) == 4


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_answer_of_telegram_begins_the_count_anew(answer: Outcome) -> None:
    breaker = breaker_of()
    for failure in 3 * FAILURES:
        end(breaker, *[failure] * (BREAKER_FAILURES - 1), answer)
    assert breaker.is_closed


@given(st.lists(st.sampled_from([Throttled(35 * SECOND), *ANSWERS]), max_size=200))
def test_a_flood_is_no_outage(outcomes: list[Outcome]) -> None:
    breaker = breaker_of()
    end(breaker, *outcomes)
    assert breaker.is_closed
    assert breaker.until_probe(NOON) is None


def test_while_it_is_open_nothing_is_sent() -> None:
    breaker = opened()
    for hours in range(6):
        breaker.probed(NOON + hours * timedelta(hours=1), is_answered=False)
        assert breaker.allows(4) == 0


@pytest.mark.parametrize(("slots", "failures"), [(4, 5), (16, 5), (32, 8), (64, 16)])
def test_the_more_slots_the_more_failures_may_be_chance(slots: int, failures: int) -> None:
    breaker = breaker_of(slots)
    end(breaker, *[Failed("500")] * (failures - 1))
    assert breaker.is_closed
    end(breaker, Failed("500"))
    assert breaker.is_open


def test_a_probe_follows_at_once_and_then_every_few_seconds() -> None:
    breaker, now, waits = opened(), NOON, []
    for _ in range(8):
        wait = breaker.until_probe(now)
        assert wait is not None
        waits.append(wait)
        now += wait
        assert breaker.until_probe(now) == timedelta()
        breaker.probed(now, is_answered=False)
    assert waits[0] == FIRST_PROBE_PAUSE
    assert max(waits) == LONGEST_PROBE_PAUSE < 5 * SECOND
    assert waits == sorted(waits)


@given(chance=st.floats(0, 1), moved=st.timedeltas(-timedelta(days=2), timedelta(days=2)))
def test_no_clock_that_is_set_delays_a_probe(chance: float, moved: timedelta) -> None:
    breaker = CircuitBreaker(4, spread=lambda: chance)
    end(breaker, *[Failed("500")] * BREAKER_FAILURES)
    for _ in range(5):
        breaker.probed(NOON, is_answered=False)
    wait = breaker.until_probe(NOON + moved)
    assert wait is not None
    assert wait <= LONGEST_PROBE_PAUSE


def test_one_failure_that_no_answer_follows_is_looked_into() -> None:
    breaker = breaker_of()
    end(breaker, NotSent("no route"))
    assert breaker.until_probe(NOON) == SUSPICION
    breaker.probed(NOON + SUSPICION, is_answered=True)
    assert breaker.is_closed
    assert breaker.until_probe(NOON + SUSPICION) is None, "chance"
    end(breaker, NotSent("no route"))
    breaker.probed(NOON + SUSPICION, is_answered=False)
    assert breaker.is_open
    assert breaker.is_outage
    end(other := breaker_of(), NotSent("no route"), Delivered(1))
    assert other.until_probe(NOON + SUSPICION) is None


@pytest.mark.parametrize("slots", [1, 4, 64])
def test_sending_ramps_up(slots: int) -> None:
    breaker, limits = half_open(slots), []
    while not breaker.is_closed:
        limits.append(breaker.allows(1_000))
        flights = [breaker.begins(n) for n in range(limits[-1])]
        assert breaker.allows(1_000) == 0
        for flight in flights:
            breaker.lands(flight, Delivered(1), NOON)
    assert limits == [1, 2, 4, 8, 16, 32][: len(limits)]
    assert limits[-1] * 2 >= slots
    assert breaker.allows(1_000) == 1_000


def test_a_step_that_mostly_fails_is_halved() -> None:
    breaker = half_open(64)
    end(breaker, *[Delivered(1)] * 7)
    assert breaker.allows(64) == 8
    end(breaker, *[Failed("500")] * 5, *[Delivered(1)] * 3)
    assert breaker.allows(64) == 4
    end(breaker, *[Failed("500")] * 2, *[Delivered(1)] * 2)
    assert breaker.allows(64) == 8


def test_a_first_message_that_fails_opens_it_for_a_moment() -> None:
    breaker = half_open()
    end(breaker, Failed("500"))
    assert breaker.is_open
    assert breaker.until_probe(NOON) == FIRST_PROBE_PAUSE
    breaker.probed(NOON, is_answered=True)
    end(breaker, Unknown("no answer"))
    assert breaker.until_probe(NOON) == LONGEST_PROBE_PAUSE, "more is at stake"


def test_what_left_before_an_outage_tells_nothing_after_it() -> None:
    breaker = breaker_of()
    hanging = [breaker.begins(n) for n in range(3)]
    end(breaker, *[NotSent("no route")] * BREAKER_FAILURES)
    breaker.probed(NOON, is_answered=True)
    assert breaker.allows(4) == 1, "what hangs takes no place"
    for flight in hanging:
        breaker.lands(flight, Unknown("no answer"), NOON)
    assert breaker.allows(4) == 1
    end(breaker, *[Delivered(1)] * 3)
    assert breaker.is_closed


def test_an_answer_that_comes_late_is_as_good_as_a_probe() -> None:
    breaker = breaker_of()
    hanging = breaker.begins(9)
    end(breaker, *[NotSent("no route")] * BREAKER_FAILURES)
    breaker.lands(hanging, Delivered(1), NOON)
    assert breaker.allows(4) == 1


def test_a_wait_for_a_turn_says_nothing_of_the_connection() -> None:
    breaker = half_open()
    end(breaker, Throttled(SECOND))
    assert breaker.allows(4) == 1


def test_one_chat_that_fails_is_no_outage_and_two_are() -> None:
    breaker = breaker_of()
    for _ in range(2 * BREAKER_FAILURES):
        breaker.lands(breaker.begins(7), Failed("500"), NOON)
    assert breaker.is_open
    assert not breaker.is_outage
    breaker.probed(NOON, is_answered=True)
    breaker.lands(breaker.begins(8), Failed("500"), NOON)
    assert breaker.is_outage


def test_what_waits_is_released_once_a_recovery() -> None:
    breaker = opened()
    assert not breaker.takes_recovery()
    breaker.probed(NOON, is_answered=False)
    breaker.probed(NOON, is_answered=True)
    assert breaker.takes_recovery(), "Telegram was out of reach and is not any more"
    assert not breaker.takes_recovery()
    end(breaker, Delivered(1))
    assert breaker.takes_recovery(), "and messages pass"
    end(breaker, Delivered(1), Delivered(1))
    assert not breaker.takes_recovery()
    assert not half_open().takes_recovery(), "that a probe succeeds as before is no news"


def test_an_outage_is_told_when_it_lasts() -> None:
    breaker = opened()
    for _ in range(OUTAGE_SETBACKS):
        assert not breaker.is_lasting
        breaker.probed(NOON, is_answered=False)
    assert breaker.is_lasting
    breaker.probed(NOON, is_answered=True)
    assert not breaker.is_lasting
    for _ in range(OUTAGE_SETBACKS):
        end(breaker, Failed("500"))
        breaker.probed(NOON, is_answered=True)
    assert breaker.is_lasting, "probes succeed, and messages fail all the same"
    end(breaker, Delivered(1))
    assert not breaker.is_lasting


@dataclass
class Trial:
    """Messages to chats without end through a breaker, at a rate, in a time of their own."""

    outcome: Callable[[float], Outcome]
    """How a message that ends at this second ends."""
    probe: Callable[[float], bool] = lambda _now: True
    slots: int = 4
    rate: float = 25.0
    answer: float = 0.1
    """Seconds from a message's start to its end."""
    now: float = 0.0
    sent: list[tuple[float, Outcome]] = field(default_factory=list)

    def run(self, seconds: float) -> "Trial":
        breaker, air, number = CircuitBreaker(self.slots, random.Random(1).random), list[tuple[float, int]](), 0
        flights, turn = dict[int, Flight](), 0.0
        while self.now < seconds:
            at = NOON + self.now * SECOND
            while air and air[0][0] <= self.now:
                landed = heapq.heappop(air)[1]
                self.sent.append((self.now, self.outcome(self.now)))
                breaker.lands(flights.pop(landed), self.sent[-1][1], at)
            if breaker.until_probe(at) == timedelta():
                breaker.probed(at, is_answered=self.probe(self.now))
            while self.now >= turn and breaker.allows(self.slots - len(air)) > 0:
                number, turn = number + 1, max(turn, self.now - 1 / self.rate) + 1 / self.rate
                flights[number] = breaker.begins(number)
                heapq.heappush(air, (self.now + self.answer, number))
            self.now += min(0.01, 0.5 / self.rate)
        return self

    def delivered(self, since: float = 0.0) -> list[float]:
        return [at for at, outcome in self.sent if isinstance(outcome, Delivered) and at >= since]


@pytest.mark.parametrize(("slots", "rate"), [(4, 25.0), (64, 500.0)])
@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("fails_probes", [False, True])
def test_with_three_in_ten_failing_the_rest_flows(
    slots: int, rate: float, failure: Outcome, fails_probes: bool
) -> None:
    chance = random.Random(3)
    trial = Trial(lambda _now: failure if chance.random() < 0.3 else Delivered(1), slots=slots, rate=rate)
    if fails_probes:
        trial.probe = lambda _now: chance.random() >= 0.3
    assert len(trial.run(20).delivered()) > 20 * rate / 2


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("seconds", [1, 40])
@pytest.mark.parametrize("slots", [1, 4, 64])
def test_an_outage_costs_few_messages_and_is_left_within_five_seconds(
    failure: Outcome, seconds: int, slots: int
) -> None:
    begins, ends = 2.0, 2.0 + seconds
    trial = Trial(
        lambda now: failure if begins <= now < ends else Delivered(1),
        lambda now: not begins <= now < ends,
        slots=slots,
        rate=250.0,
    ).run(ends + 10)
    failed = sum(outcome == failure for _, outcome in trial.sent)
    assert failed <= max(BREAKER_FAILURES, slots // 4) + slots
    delivered = trial.delivered(ends)
    assert delivered[0] <= ends + 5
    per_second = len(trial.delivered(ends + 5)) / 5
    assert per_second >= 0.9 * min(250.0, slots / trial.answer)


def test_a_hundred_messages_that_fail_one_after_the_other_are_behind_it_in_a_minute() -> None:
    """Probes succeed all the while, so messages alone tell."""
    left = [Failed("500")] * 100
    trial = Trial(lambda _now: left.pop() if left else Delivered(1)).run(80)
    assert trial.delivered()[0] <= 60
    assert len(trial.delivered(60)) / 20 > 20


def test_an_outage_of_messages_alone_is_met_by_ever_fewer() -> None:
    """While each may have arrived, a message every few seconds is risked; while none did, a few a second at first."""
    unknown = Trial(lambda _now: Unknown("no answer")).run(60)
    assert len(unknown.sent) <= BREAKER_FAILURES + 4 + 60 / 2
    breaker, pauses = opened(), list[timedelta]()
    for _ in range(300):
        breaker.probed(NOON, is_answered=True)
        end(breaker, Failed("500"))
        pauses.append(breaker.until_probe(NOON) or timedelta())
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (FIRST_PROBE_PAUSE, LONGEST_PROBE_PAUSE)
