import math
from collections.abc import Iterable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transport.rate_limiter import GROUP_WINDOW, REPLY_RESERVE, Priority, Ticket, TurnQueue

NEARLY = 1e-9


FREE = (Priority.REPLY, Priority.ALERT, Priority.REST)
"""Those that share one rate."""


class Arrival(NamedTuple):
    at: float
    ticket: Ticket


class Sent(NamedTuple):
    at: float
    ticket: Ticket
    passed_over: tuple[Ticket, ...]
    """Who waited on, when this one went."""


def play(turns: TurnQueue, arrivals: Iterable[Arrival]) -> list[Sent]:
    """Let everybody arrive and go as soon as they may."""
    coming = sorted(arrivals, key=lambda arrival: arrival.at)
    sent: list[Sent] = []
    now = 0.0
    while coming or turns.next_at() is not None:
        next_at = turns.next_at()
        now = max(now, min(coming[0].at if coming else math.inf, math.inf if next_at is None else next_at))
        while coming and coming[0].at <= now:
            turns.ask(coming.pop(0).ticket)
        while (ticket := turns.grant(now)) is not None:
            sent.append(Sent(now, ticket, tuple(turns.waiting())))
    return sent


def most_in(window: float, instants: list[float]) -> int:
    """The most that lie within a window, its end left out, wherever it begins."""
    return max((sum(begin <= at < begin + window - NEARLY for at in instants) for begin in instants), default=0)


def free(chat_id: int | str | None, now: float, sent: list[Sent]) -> bool:
    """Whether the chat may be written to: told without the code under test."""
    if chat_id is None:
        return True
    earlier = [one.at for one in sent if one.ticket.chat_id == chat_id]
    is_full = (isinstance(chat_id, str) or chat_id < 0) and sum(at > now - GROUP_WINDOW for at in earlier) >= 20
    return not is_full and (not earlier or earlier[-1] <= now - 1.0)


arrivals = st.lists(
    st.builds(
        Arrival,
        st.floats(0, 4, width=16),
        st.builds(
            Ticket, st.sampled_from([1, 2, 3, 4, -7, "@wire", None]) | st.integers(10, 99), st.sampled_from(FREE)
        ),
    ),
    max_size=90,
)


@given(arrivals, st.sampled_from([1.0, 5.0, 25.0, 100.0]))
def test_limits_are_kept_and_everybody_goes(waiting: list[Arrival], rate: float) -> None:
    sent = play(TurnQueue(rate), waiting)
    assert {one.ticket for one in sent} == {arrival.ticket for arrival in waiting}
    assert most_in(1.0, [one.at for one in sent]) <= rate + REPLY_RESERVE + 1
    assert most_in(1.0, [one.at for one in sent if one.ticket.priority is not Priority.REPLY]) <= rate + 1
    for chat_id in {one.ticket.chat_id for one in sent} - {None}:
        instants = [one.at for one in sent if one.ticket.chat_id == chat_id]
        assert most_in(1.0, instants) == 1
        assert (isinstance(chat_id, int) and chat_id > 0) or most_in(60.0, instants) <= 20


@given(arrivals)
def test_whoever_goes_was_first_of_the_foremost_whose_chat_is_free(waiting: list[Arrival]) -> None:
    sent = play(TurnQueue(25), waiting)
    came = {arrival.ticket: place for place, arrival in enumerate(sorted(waiting, key=lambda arrival: arrival.at))}
    for place, one in enumerate(sent):
        for other in one.passed_over:
            if free(other.chat_id, one.at, sent[:place]):
                assert other.priority >= one.ticket.priority
                assert other.priority > one.ticket.priority or came[other] > came[one.ticket]


@pytest.mark.parametrize("count", [1, 2, 3, 300])
def test_the_rate_is_used_up(count: int) -> None:
    sent = play(TurnQueue(25), [Arrival(0.0, Ticket(chat, Priority.ALERT)) for chat in range(1, count + 1)])
    assert sent[-1].at == pytest.approx(max(0, count - 2) / 25)


def test_answers_use_the_reserve_and_go_first() -> None:
    alerts = [Arrival(0.0, Ticket(chat, Priority.ALERT)) for chat in range(1, 201)]
    replies = [Arrival(1.0, Ticket(chat, Priority.REPLY)) for chat in range(201, 231)]
    sent = play(TurnQueue(25), alerts + replies)
    last_reply = max(one.at for one in sent if one.ticket.priority is Priority.REPLY)
    assert last_reply <= 1.0 + 30 / 30
    assert most_in(1.0, [one.at for one in sent]) <= 31


def test_answers_take_nothing_from_the_rate_of_alerts() -> None:
    alerts = [Arrival(0.0, Ticket(chat, Priority.ALERT)) for chat in range(1, 51)]
    replies = [Arrival(place / 5, Ticket(100 + place, Priority.REPLY)) for place in range(10)]
    sent = play(TurnQueue(25), alerts + replies)
    assert max(one.at for one in sent if one.ticket.priority is Priority.ALERT) < 50 / 25 + 0.1


def test_a_cooling_chat_holds_up_nobody_else() -> None:
    sent = play(TurnQueue(25), [Arrival(0.0, Ticket(chat, Priority.ALERT)) for chat in (1, 1, 1, 2, 3, 4)])
    assert [one.ticket.chat_id for one in sent] == [1, 2, 3, 4, 1, 1]
    assert sent[3].at < 0.1


def test_whoever_leaves_is_not_served() -> None:
    turns, ticket = TurnQueue(25), Ticket(1, Priority.ALERT)
    turns.ask(ticket)
    turns.leave(ticket)
    turns.leave(ticket)
    assert turns.next_at() is None
    assert turns.grant(0.0) is None


def test_a_throttled_chat_waits_alone() -> None:
    turns = TurnQueue(25)
    turns.throttle(1, 35.0, now=0.0)
    turns.throttle(2, 5.0, now=0.0)
    sent = play(turns, [Arrival(0.0, Ticket(chat, Priority.ALERT)) for chat in (1, 2, 3)])
    assert [(one.ticket.chat_id, one.at) for one in sent] == [(3, 0.0), (2, 5.0), (1, 35.0)]


def flood(turns: TurnQueue, now: float = 0.0) -> None:
    for chat, delay in ((1, 30.0), (2, 40.0), (3, 50.0)):
        turns.throttle(chat, delay, now)


def test_a_flood_stops_all_but_answers_and_slows_everyone() -> None:
    turns = TurnQueue(25)
    flood(turns)
    assert turns.paused_until == 30.0
    many = [Arrival(0.0, Ticket(chat, Priority.ALERT)) for chat in range(10, 110)]
    sent = play(turns, [Arrival(0.0, Ticket(200, Priority.REPLY)), *many])
    assert (sent[0].at, sent[0].ticket.chat_id) == (0.0, 200)
    assert sent[1].at == 30.0
    rate = 25 * 0.7 + 30 / 60
    assert rate - 1 <= most_in(1.0, [one.at for one in sent]) <= rate + 2, "it goes up by and by"


@pytest.mark.parametrize(
    "throttled",
    [
        [(0.0, 1), (1.0, 2)],
        [(0.0, 1), (1.0, 1), (2.0, 1), (3.0, 1)],
        [(0.0, 1), (1.0, 2), (10.5, 3), (12.0, 3)],
    ],
    ids=["two chats", "one chat again and again", "three chats too far apart"],
)
def test_less_is_no_flood(throttled: list[tuple[float, int]]) -> None:
    turns = TurnQueue(25)
    for at, chat in throttled:
        turns.throttle(chat, 30.0, at)
    assert turns.paused_until < 0


def test_delays_are_those_of_the_chat_and_of_a_flood() -> None:
    turns = TurnQueue(25)
    flood(turns)
    assert turns.delay(Ticket(3, Priority.REPLY), 10.0) == 40.0
    assert turns.delay(Ticket(9, Priority.REPLY), 10.0) == 0.0
    assert turns.delay(Ticket(9, Priority.ALERT), 10.0) == 20.0
    assert turns.delay(Ticket(None, Priority.REST), 40.0) == 0.0
