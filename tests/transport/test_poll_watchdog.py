from datetime import timedelta

import pytest
import telegram
from telegram.error import Conflict, NetworkError, TelegramError

from bot.transport.polling import PollRequest, PollWatchdog
from tests.support.telegram import TOKEN, Answer, Stub, accepts, refuses


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(clock: Clock) -> PollWatchdog:
    return PollWatchdog(poll_timeout=10, clock=clock)


def test_nothing_is_dead_before_it_lived(watch: PollWatchdog, clock: Clock) -> None:
    assert not watch.is_dead(clock.now + 1e6)


def test_silence_from_the_first_poll_on_is_death(watch: PollWatchdog, clock: Clock) -> None:
    watch.began()
    clock.now += 50
    watch.began()
    assert not watch.is_dead(1060)
    assert watch.is_dead(1060.1)


def test_each_success_starts_the_watch_anew(watch: PollWatchdog, clock: Clock) -> None:
    watch.began()
    clock.now += 59
    watch.succeeded()
    assert not watch.is_dead(clock.now + 60)
    assert watch.is_dead(clock.now + 61)


def test_three_conflicts_in_a_minute_are_no_chance(watch: PollWatchdog, clock: Clock) -> None:
    watch.conflicted()
    clock.now += 31
    watch.conflicted()
    assert not watch.is_contested(clock.now)
    clock.now += 30
    watch.conflicted()
    assert not watch.is_contested(clock.now), "the first is more than a minute ago"
    clock.now += 1
    watch.conflicted()
    assert watch.is_contested(clock.now)
    assert not watch.is_contested(clock.now + 60)


async def poll(stub: Stub, watch: PollWatchdog, answer: Answer) -> None:
    stub.will(answer)
    async with PollRequest(watch, read_timeout=0.2) as request:
        api = telegram.Bot(TOKEN, base_url=stub.url.removesuffix(TOKEN), get_updates_request=request)
        await api.get_updates(timeout=timedelta(0))


async def test_an_empty_answer_is_a_success(stub: Stub, watch: PollWatchdog, clock: Clock) -> None:
    watch.began()
    clock.now += 100
    await poll(stub, watch, accepts([]))
    assert not watch.is_dead(clock.now)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refuses(401, "Unauthorized"), NetworkError),
        (refuses(500, "Internal Server Error"), NetworkError),
        (Answer(200, b"<html>Sign in to this network</html>"), TelegramError),
        (Answer(cuts=True), NetworkError),
    ],
)
async def test_anything_else_is_none(
    answer: Answer, error: type[Exception], stub: Stub, watch: PollWatchdog, clock: Clock
) -> None:
    watch.began()
    clock.now += 100
    with pytest.raises(error):
        await poll(stub, watch, answer)
    assert watch.is_dead(clock.now)
    assert not watch.is_contested(clock.now)


async def test_conflicts_of_polls_are_counted(stub: Stub, watch: PollWatchdog, clock: Clock) -> None:
    for _ in range(3):
        with pytest.raises(Conflict):
            await poll(stub, watch, refuses(409, "Conflict: terminated by other getUpdates request"))
    assert watch.is_contested(clock.now)


def test_a_poll_outlasts_its_own_timeout(watch: PollWatchdog) -> None:
    assert PollRequest(watch).read_timeout > 0, "python-telegram-bot adds it to the poll's timeout"
