import asyncio
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from bot import metrics
from bot.transport.rate_limiter import Priority, RateLimiter
from tests.transport.virtual_time import VirtualTime, settle


class Sends:
    """Takes turns, and notes when they came."""

    def __init__(self, rate_limiter: RateLimiter, time: VirtualTime) -> None:
        self.rate_limiter, self.time = rate_limiter, time
        self.went: list[tuple[int, float]] = []

    def start(self, chat_id: int, priority: Priority = Priority.ALERT) -> asyncio.Task[None]:
        return asyncio.create_task(self._take(chat_id, priority))

    async def _take(self, chat_id: int, priority: Priority) -> None:
        await self.rate_limiter.turn(chat_id, priority)
        self.went.append((chat_id, self.time.now))


@pytest.fixture
def sends(rate_limiter: RateLimiter, time: VirtualTime) -> Sends:
    return Sends(rate_limiter, time)


async def test_turns_come_at_the_rate(sends: Sends, time: VirtualTime) -> None:
    for chat in range(1, 102):
        sends.start(chat)
    await time.pass_until(10.0)
    assert [chat for chat, _ in sends.went] == list(range(1, 102))
    assert sends.went[-1][1] == pytest.approx(99 / 25)


async def test_whoever_comes_later_but_may_go_sooner_does(sends: Sends, time: VirtualTime) -> None:
    sends.start(1)
    sends.start(1)
    await time.pass_until(0.5)
    for chat in (2, 3, 4):
        sends.start(chat)
    await time.pass_until(0.6)
    assert sends.went == [(1, 0.0), (2, 0.5), (3, 0.5), (4, pytest.approx(0.54))]
    await time.pass_until(1.0)
    assert sends.went[-1] == (1, 1.0)


async def test_an_answer_overtakes_alerts(sends: Sends, time: VirtualTime) -> None:
    for chat in range(1, 51):
        sends.start(chat)
    await time.pass_until(1.0)
    sends.start(99, Priority.REPLY)
    await time.pass_until(1.04)
    assert 99 in [chat for chat, _ in sends.went]


async def test_whoever_gives_up_takes_no_turn(sends: Sends, time: VirtualTime) -> None:
    sends.start(1)
    given_up = sends.start(1)
    await time.pass_until(0.5)
    given_up.cancel()
    await time.pass_until(1.0)
    sends.start(1)
    await time.pass_until(1.5)
    assert sends.went == [(1, 0.0), (1, 1.0)]


async def test_a_turn_given_to_one_who_just_gave_up_is_lost_quietly(sends: Sends, time: VirtualTime) -> None:
    sends.start(1)
    given_up = sends.start(1)
    await settle()
    time.now = 2.0
    given_up.cancel()  # its task has not yet run when the next one gives out turns
    sends.rate_limiter.throttled(9, timedelta(0))
    await settle()
    assert given_up.cancelled()


async def test_a_throttled_chat_waits_alone(sends: Sends, rate_limiter: RateLimiter, time: VirtualTime) -> None:
    rate_limiter.throttled(1, timedelta(seconds=5))
    sends.start(1)
    sends.start(2)
    await time.pass_until(6.0)
    assert sends.went == [(2, 0.0), (1, 5.0)]


async def test_nobody_waits_for_long(sends: Sends, rate_limiter: RateLimiter, time: VirtualTime) -> None:
    rate_limiter.throttled(1, timedelta(hours=3))
    with pytest.raises(RetryAfter) as caught:
        await sends.start(1)
    assert caught.value.retry_after == timedelta(hours=3)
    await sends.start(2)
    waiting = sends.start(2)
    await time.pass_until(0.2)
    rate_limiter.throttled(2, timedelta(seconds=60))
    with pytest.raises(RetryAfter) as caught:
        await waiting
    assert caught.value.retry_after == timedelta(seconds=60)


async def test_a_flood_is_waited_for_before_claiming(
    sends: Sends, rate_limiter: RateLimiter, time: VirtualTime
) -> None:
    await rate_limiter.ready()
    for chat in (1, 2, 3):
        rate_limiter.throttled(chat, timedelta(seconds=35))
    ready = asyncio.create_task(rate_limiter.ready())
    with pytest.raises(RetryAfter):
        await sends.start(4)
    await time.pass_until(34.9)
    assert not ready.done()
    await time.pass_until(35.1)
    assert ready.done()
    await sends.start(4)


async def test_at_the_end_waiting_ones_are_sent_away(sends: Sends, rate_limiter: RateLimiter) -> None:
    await sends.start(1)
    waiting, cancelled = sends.start(1), sends.start(1)
    await settle()
    cancelled.cancel()
    await rate_limiter.shutdown()
    with pytest.raises(RetryAfter):
        await waiting
    with pytest.raises(asyncio.CancelledError):
        await cancelled


async def test_no_rate_means_no_pace_at_all(time: VirtualTime) -> None:
    rate_limiter = RateLimiter(0, time.clock, time.sleep)
    rate_limiter.throttled(1, timedelta(hours=1))
    await rate_limiter.ready()
    for _ in range(1000):
        with pytest.raises(StopIteration):
            rate_limiter.turn(1, Priority.REST).send(None)  # ends without waiting for anything
    await rate_limiter.shutdown()


async def test_it_can_go_on_after_its_end(sends: Sends, rate_limiter: RateLimiter, time: VirtualTime) -> None:
    await sends.start(1)
    sent_away = sends.start(1)
    await settle()
    await rate_limiter.shutdown()
    with pytest.raises(RetryAfter):
        await sent_away
    sends.start(1)
    await time.pass_until(2.0)
    assert sends.went == [(1, 0.0), (1, 1.0)]


async def test_the_rate_at_present_is_told(time: VirtualTime, rate_limiter: RateLimiter) -> None:
    assert rate_limiter.rate() == 25
    for chat_id in (1, 2, 3):
        rate_limiter.throttled(chat_id, timedelta(seconds=5))
    assert rate_limiter.rate() == pytest.approx(17.5)
    assert RateLimiter(0).rate() == 0


async def test_waiting_for_a_turn_is_measured_by_who_waits(sends: Sends, time: VirtualTime) -> None:
    def measured() -> list[float]:
        names = ("count", "sum")
        return [
            metrics.REGISTRY.get_sample_value(f"topicwire_budget_wait_seconds_{name}", {"kind": "rest"}) or 0.0
            for name in names
        ]

    before = measured()
    for _ in range(3):
        sends.start(1, Priority.REST)
    await time.pass_until(2.0)
    assert [after - each for after, each in zip(measured(), before, strict=True)] == [3, pytest.approx(3.0)]
