"""The pace of groups and channels: at most 20 messages in every sliding minute, whatever comes and whenever."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import RetryAfter

from bot.transport.errors import retry_delay
from bot.transport.rate_limiter import GROUP_MESSAGES, GROUP_WINDOW, Priority, RateLimiter, Ticket, TurnQueue

GROUP, CHANNEL, PERSON = -1001, -1002, 501
FAST = 1_000.0
"""A rate over all that holds nobody up."""


class Arrival(NamedTuple):
    """A message that wants to go: seconds after the one before, to whom, and how urgent."""

    after: float
    chat_id: int
    priority: Priority


class Grant(NamedTuple):
    at: float
    asked_at: float
    ticket: Ticket


ARRIVALS = st.lists(
    st.builds(
        Arrival,
        st.sampled_from((0.0, 0.0, 0.0, 0.1, 0.9, 1.0, 3.0, 20.0, 59.0)),
        st.sampled_from((GROUP, GROUP, GROUP, CHANNEL, PERSON)),
        st.sampled_from(Priority),
    ),
    min_size=1,
    max_size=150,
)


def run(arrivals: Sequence[Arrival]) -> list[Grant]:
    """Let them all go, each as soon as it may."""
    queue, now, granted = TurnQueue(FAST), 0.0, []
    asked: dict[Ticket, float] = {}
    left = list(arrivals)
    comes_at = now + left[0].after
    while left or any(queue.waiting()):
        next_at = queue.next_at()
        now = max(now, min(at for at in (comes_at if left else None, next_at) if at is not None))
        while left and comes_at <= now:
            ticket = Ticket(left[0].chat_id, left[0].priority)
            asked[ticket] = comes_at
            queue.ask(ticket)
            left.pop(0)
            comes_at += left[0].after if left else 0.0
        while (turn := queue.grant(now)) is not None:
            granted.append(Grant(now, asked[turn], turn))
    return granted


def to(granted: Sequence[Grant], chat_id: int) -> list[Grant]:
    return [each for each in granted if each.ticket.chat_id == chat_id]


@given(ARRIVALS)
def test_no_sliding_minute_of_a_group_has_more_than_twenty(arrivals: list[Arrival]) -> None:
    """Of all its threads and of answers together: the pace is that of the chat."""
    granted = run(arrivals)
    assert len(granted) == len(arrivals)
    for chat_id in (GROUP, CHANNEL):
        times = [each.at for each in to(granted, chat_id)]
        for first, later in zip(times, times[GROUP_MESSAGES:], strict=False):
            assert later - first >= GROUP_WINDOW > 60.0


@given(ARRIVALS)
def test_answers_to_administrators_go_first(arrivals: list[Arrival]) -> None:
    granted = to(run(arrivals), GROUP)
    for place, each in enumerate(granted):
        for later in granted[place + 1 :]:
            if later.asked_at <= each.at:
                assert each.ticket.priority <= later.ticket.priority


@given(ARRIVALS)
def test_a_group_that_waits_holds_up_nobody_else(arrivals: list[Arrival]) -> None:
    """A person is told at the pace of their own chat: a second after the last message, if they are not first."""
    last = float("-inf")
    for each in sorted(to(run(arrivals), PERSON), key=lambda each: each.at):
        assert each.at <= max(each.asked_at, last + 1.0) + len(arrivals) * 1.0
        last = each.at
    busy = [Arrival(0.0, GROUP, Priority.ALERT)] * 40 + [Arrival(0.0, PERSON, Priority.ALERT)]
    [person] = to(run(busy), PERSON)
    assert person.at < 1.0


def test_after_a_burst_an_answer_waits_for_one_place_only() -> None:
    """Alerts to a group are three seconds apart (``bot/delivery/retry.py``), so a place becomes free as often."""
    alerts = [Arrival(3.0, GROUP, Priority.ALERT)] * 60
    answered = run([*alerts, Arrival(0.0, GROUP, Priority.REPLY)])
    [reply] = [each for each in answered if each.ticket.priority is Priority.REPLY]
    assert reply.at - reply.asked_at <= 3.0


@given(st.lists(st.floats(0.0, 60.0), min_size=1, max_size=GROUP_MESSAGES), st.integers(1, 40))
def test_a_restart_forgets_nothing_of_the_minute(ago: list[float], count: int) -> None:
    """What the process before sent counts with what this one sends."""
    queue, now = TurnQueue(FAST), 1_000.0
    for seconds in sorted(ago, reverse=True):
        queue.remember(GROUP, now - seconds, now)
    for _ in range(count):
        queue.ask(Ticket(GROUP, Priority.ALERT))
    times = sorted(now - seconds for seconds in ago)
    while (next_at := queue.next_at()) is not None:
        now = max(now, next_at)
        if queue.grant(now):
            times.append(now)
    for first, later in zip(times, times[GROUP_MESSAGES:], strict=False):
        assert later - first >= GROUP_WINDOW - 1e-6


async def test_the_limiter_counts_what_was_sent_before_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as an open request object has it
    limiter = RateLimiter(25, lambda: 100.0)
    limiter.remember((GROUP, timedelta(seconds=50 - each)) for each in range(GROUP_MESSAGES))
    with pytest.raises(RetryAfter) as told:
        await limiter.turn(GROUP, Priority.REPLY)
    assert retry_delay(told.value) == timedelta(seconds=GROUP_WINDOW - 50)
    await limiter.turn(PERSON, Priority.REPLY)
    RateLimiter(0).remember([(GROUP, timedelta())])
