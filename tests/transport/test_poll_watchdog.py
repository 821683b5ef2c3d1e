from datetime import timedelta

import pytest
import telegram
from telegram.error import Conflict, NetworkError, TelegramError

from bot.transport.polling import OUTAGE_SECONDS, OutageNotice, PollRequest, PollWatchdog
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


class Probe:
    """Another call to Telegram, which gets through or not."""

    def __init__(self, *, is_answered: bool) -> None:
        self.is_answered, self.count = is_answered, 0

    async def __call__(self) -> bool:
        self.count += 1
        return self.is_answered


async def checks(watch: PollWatchdog, clock: Clock, seconds: int, probe: Probe) -> str | None:
    """Check every ten seconds; returns the first reason to end."""
    for _ in range(seconds // 10):
        clock.now += 10
        if reason := await watch.check(probe):
            return reason
    return None


async def test_a_poller_that_is_silent_while_others_get_through_is_dead(watch: PollWatchdog, clock: Clock) -> None:
    watch.began()
    reason = await checks(watch, clock, 70, Probe(is_answered=True))
    assert reason is not None
    assert "polling has died" in reason
    assert clock.now == 1070


async def test_a_poller_that_succeeds_asks_nobody_else(watch: PollWatchdog, clock: Clock) -> None:
    probe = Probe(is_answered=False)
    for _ in range(20):
        watch.succeeded()
        assert await checks(watch, clock, 20, probe) is None
    assert probe.count == 0


async def test_offline_for_hours_is_no_death(watch: PollWatchdog, clock: Clock) -> None:
    watch.began()
    assert await checks(watch, clock, 18_000, Probe(is_answered=False)) is None
    back = Probe(is_answered=True)
    assert await checks(watch, clock, 50, back) is None, "polling has time to find its way back"
    watch.succeeded()
    assert await checks(watch, clock, 60, back) is None
    assert await checks(watch, clock, 10, back) is not None, "and is watched as before"


@pytest.mark.parametrize("seconds", [31, 150, 86_400])
async def test_a_process_that_was_stopped_begins_anew(watch: PollWatchdog, clock: Clock, seconds: int) -> None:
    watch.began()
    probe = Probe(is_answered=True)
    assert await checks(watch, clock, 40, probe) is None
    clock.now += seconds
    assert await watch.check(probe) is None
    assert await checks(watch, clock, 50, probe) is None
    assert await checks(watch, clock, 20, probe) is not None


async def test_another_poller_still_ends_it(watch: PollWatchdog, clock: Clock) -> None:
    watch.began()
    for _ in range(3):
        watch.conflicted()
    reason = await watch.check(Probe(is_answered=True))
    assert reason is not None
    assert "another process" in reason


@pytest.fixture
def told() -> list[bool]:
    return []


def test_an_outage_is_said_once_and_its_end_once(
    clock: Clock, told: list[bool], caplog: pytest.LogCaptureFixture
) -> None:
    notice = OutageNotice(clock, told.append)
    watch = PollWatchdog(10, clock, lambda began: notice.tell("polling", began))
    for _ in range(100):
        watch.failed()
        notice.tell("sending", True)
        clock.now += 30
    notice.tell("sending", False)
    assert told == [True], "polling still fails"
    for _ in range(3):
        watch.succeeded()
    assert told == [True, False]
    assert [record.getMessage() for record in caplog.records] == [
        "Telegram is out of reach or fails: what is owed waits until it answers",
        "Telegram answers again, after 3000 s",
    ]


def test_a_poll_that_fails_now_and_then_is_no_outage(clock: Clock, told: list[bool]) -> None:
    watch = PollWatchdog(10, clock, told.append)
    for _ in range(20):
        watch.failed()
        clock.now += 1
        watch.failed()
        clock.now += 20
        watch.succeeded()
    assert True not in told


async def test_failed_polls_are_told_whatever_failed(stub: Stub, clock: Clock, told: list[bool]) -> None:
    watch = PollWatchdog(10, clock, told.append)
    for answer in (refuses(500, "Internal Server Error"), Answer(cuts=True), Answer(200, b"<html>Sign in</html>")):
        with pytest.raises(TelegramError):
            await poll(stub, watch, answer)
        clock.now += OUTAGE_SECONDS
    assert told == [True, True]


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
