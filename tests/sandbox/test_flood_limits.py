from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.accounts import MemberStatus
from sandbox.chats import ChatType
from sandbox.flood_limits import FloodLimits
from sandbox.methods.dispatch import answer_call
from sandbox.protocol import Parameters
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from sandbox.state import Clock
from tests.sandbox.scenario import still_clock


def limits_and_clock() -> tuple[FloodLimits, Clock]:
    clock = Clock(seconds=lambda: 1000.0)
    return FloodLimits(clock.monotonic), clock


def test_thirty_a_second_in_all() -> None:
    limits, clock = limits_and_clock()
    assert [limits.take(chat, is_group=False) for chat in range(31)] == [0] * 30 + [1]
    clock.skip(timedelta(seconds=1))
    assert limits.take(31, is_group=False) == 0


def test_a_thousand_a_second_for_money() -> None:
    limits, _ = limits_and_clock()
    assert [limits.take(chat, is_group=False, paid=True) for chat in range(1001)] == [0] * 1000 + [1]


def test_one_a_second_to_a_chat_after_a_burst() -> None:
    limits, clock = limits_and_clock()
    assert [limits.take(1, is_group=False) for _ in range(4)] == [0, 0, 0, 1]
    clock.skip(timedelta(seconds=1))
    assert [limits.take(1, is_group=False) for _ in range(2)] == [0, 1]


def test_twenty_a_minute_to_a_group() -> None:
    limits, clock = limits_and_clock()
    for _ in range(20):
        assert limits.take(-1, is_group=True) == 0
        clock.skip(timedelta(seconds=1))
    assert limits.take(-1, is_group=True) == 40
    clock.skip(timedelta(seconds=40))
    assert limits.take(-1, is_group=True) == 0


def test_an_album_is_one_in_a_chats_seconds_and_as_many_as_it_shows_elsewhere() -> None:
    limits, clock = limits_and_clock()
    assert [limits.take(1, is_group=False, count=10) for _ in range(3)] == [0, 0, 0]
    assert limits.take(2, is_group=False) == 1
    for _ in range(2):
        clock.skip(timedelta(seconds=2))
        assert limits.take(-1, is_group=True, count=10) == 0
    assert limits.take(-1, is_group=True) > 50


def test_off_means_off() -> None:
    limits, _ = limits_and_clock()
    limits.on = False
    assert {limits.take(1, is_group=True) for _ in range(100)} == {0}


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 2)), max_size=60))
def test_waiting_as_told_is_enough(sends: list[tuple[int, float]]) -> None:
    limits, clock = limits_and_clock()
    for chat, pause in sends:
        clock.skip(timedelta(seconds=pause))
        wait = limits.take(-chat, is_group=True)
        clock.skip(timedelta(seconds=wait))
        if wait:
            assert limits.take(-chat, is_group=True) == 0


@pytest.fixture
def strict() -> TelegramSimulator:
    simulator = TelegramSimulator(clock=still_clock())
    simulator.add_person("Ada", person_id=501, started=True)
    return simulator


async def call(simulator: TelegramSimulator, **parameters: object) -> tuple[int, str]:
    reply = await answer_call(simulator, simulator.token, "sendmessage", Parameters(parameters))
    return reply.status, reply.body.get("description", "")


async def test_the_server_refuses_floods(strict: TelegramSimulator) -> None:
    statuses = [(await call(strict, chat_id=501, text="x"))[0] for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert await call(strict, chat_id=501, text="x") == (429, "Too Many Requests: retry after 1")
    assert len(strict.message_log.deliveries(501)) == 3


async def send_to_many(simulator: TelegramSimulator, count: int) -> list[int]:
    for number in range(count):
        simulator.add_person("Someone", person_id=600 + number, started=True)
    return [
        (await call(simulator, chat_id=600 + number, text="x", allow_paid_broadcast=True))[0] for number in range(count)
    ]


async def test_a_paid_broadcast_costs_stars_above_the_free_rate(strict: TelegramSimulator) -> None:
    strict.bot.stars = 0.55
    assert await send_to_many(strict, 40) == [200] * 35 + [400] * 5
    assert strict.bot.stars == pytest.approx(0.05)


async def test_a_paid_broadcast_must_be_enabled(strict: TelegramSimulator) -> None:
    assert await send_to_many(strict, 31) == [200] * 30 + [429]


async def test_the_sandbox_listens_to_this_machine() -> None:
    async with Sandbox() as sandbox:
        assert sandbox.url.startswith("http://127.0.0.1:")
        assert sandbox.token == sandbox.simulator.token


async def test_threads_of_a_forum_share_its_minute() -> None:
    simulator = TelegramSimulator(clock=still_clock())
    forum = simulator.add_chat(ChatType.SUPERGROUP, "Forum", bot_is=MemberStatus.ADMINISTRATOR, is_forum=True)
    threads = [0, *(simulator.add_topic(forum, name).id for name in ("One", "Two"))]

    async def send(number: int) -> tuple[int, int]:
        values: dict[str, object] = {"chat_id": forum.id, "text": "x"}
        values["message_thread_id"] = threads[number % len(threads)]
        reply = await answer_call(simulator, simulator.token, "sendMessage", Parameters(values))
        return reply.status, reply.retry_after

    for number in range(20):
        assert await send(number) == (200, 0)
        simulator.clock.skip(timedelta(seconds=2))
    assert await send(1) == (429, 20)
    simulator.clock.skip(timedelta(seconds=20))
    assert [await send(number) for number in (1, 2)] == [(200, 0), (429, 2)]


async def test_a_channel_has_the_pace_of_a_group() -> None:
    _, clock = limits_and_clock()
    simulator = TelegramSimulator(clock=clock)
    channel = simulator.add_chat(ChatType.CHANNEL, "Channel", bot_is=MemberStatus.ADMINISTRATOR)
    values = Parameters({"chat_id": channel.id, "text": "x"})
    for _ in range(20):
        assert (await answer_call(simulator, simulator.token, "sendMessage", values)).status == 200
        clock.skip(timedelta(seconds=1))
    assert (await answer_call(simulator, simulator.token, "sendMessage", values)).retry_after == 40
