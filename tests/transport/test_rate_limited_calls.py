"""python-telegram-bot's own calls, as they pass the pacer."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import Forbidden, RetryAfter

from bot.transport.rate_limiter import Priority, RateLimiter
from tests.transport.virtual_time import VirtualTime


class Call:
    """A call of python-telegram-bot: raises its errors in turn, then succeeds."""

    def __init__(self, rate_limiter: RateLimiter, time: VirtualTime, *errors: Exception) -> None:
        self.rate_limiter, self.time, self.errors = rate_limiter, time, list(errors)
        self.made_at: list[float] = []

    async def __call__(self, endpoint: str, data: dict[str, Any], *, read_timeout: int) -> bool:
        assert (endpoint, read_timeout) == (self.endpoint, 9)
        self.made_at.append(self.time.now)
        if self.errors:
            raise self.errors.pop(0)
        return True

    def start(self, endpoint: str, data: dict[str, Any], priority: Priority | None = None) -> asyncio.Task[Any]:
        self.endpoint = endpoint
        request = self.rate_limiter.process_request(
            self, (endpoint, data), {"read_timeout": 9}, endpoint, data, priority
        )
        return asyncio.create_task(request)


MakeCall = Callable[..., Call]


@pytest.fixture
def make_call(rate_limiter: RateLimiter, time: VirtualTime) -> MakeCall:
    return lambda *errors: Call(rate_limiter, time, *errors)


@pytest.mark.parametrize(
    ("endpoint", "data", "expected"),
    [
        ("sendMessage", {"chat_id": 1}, [0.0, 1.0, 2.0]),
        ("sendPhoto", {"chat_id": "@wire"}, [0.0, 1.0, 2.0]),
        ("copyMessage", {"chat_id": -5}, [0.0, 1.0, 2.0]),
        ("forwardMessage", {"chat_id": 1}, [0.0, 1.0, 2.0]),
        ("editMessageText", {"chat_id": 1}, [0.0, 0.0, 1 / 30]),
        ("editMessageText", {"inline_message_id": "x"}, [0.0, 0.0, 1 / 30]),
        ("sendChatAction", {"chat_id": 1}, [0.0, 0.0, 0.0]),
        ("answerCallbackQuery", {"callback_query_id": "x"}, [0.0, 0.0, 0.0]),
        ("setMyCommands", {}, [0.0, 0.0, 0.0]),
        ("deleteMessage", {"chat_id": 1}, [0.0, 0.0, 0.0]),
    ],
)
async def test_each_call_keeps_the_pace_it_needs(
    endpoint: str, data: dict[str, Any], expected: list[float], make_call: MakeCall, time: VirtualTime
) -> None:
    call = make_call()
    tasks = [call.start(endpoint, data) for _ in range(3)]
    await time.pass_until(5.0)
    assert [await task for task in tasks] == [True, True, True]
    assert call.made_at == pytest.approx(expected)


@pytest.mark.parametrize(
    ("endpoint", "data", "made_at"),
    [("sendMessage", {"chat_id": 1}, 4.0), ("setMyCommands", {}, 4.0), ("editMessageText", {"chat_id": 1}, 4.0)],
)
async def test_an_answer_is_tried_again_once(
    endpoint: str, data: dict[str, Any], made_at: float, make_call: MakeCall, time: VirtualTime
) -> None:
    call = make_call(RetryAfter(timedelta(seconds=4)))
    task = call.start(endpoint, data)
    await time.pass_until(20.0)
    assert await task is True
    assert call.made_at == [0.0, made_at]


@pytest.mark.parametrize(
    ("delays", "priority", "calls"),
    [([11], None, 1), ([4, 4], Priority.REPLY, 2), ([1], Priority.REST, 1)],
    ids=["too long", "again", "no answer to a person"],
)
async def test_other_delays_are_the_callers(
    delays: list[int], priority: Priority | None, calls: int, make_call: MakeCall, time: VirtualTime
) -> None:
    call = make_call(*(RetryAfter(timedelta(seconds=delay)) for delay in delays))
    task = call.start("sendMessage", {"chat_id": 1}, priority)
    await time.pass_until(60.0)
    with pytest.raises(RetryAfter):
        await task
    assert len(call.made_at) == calls


async def test_other_errors_are_the_callers(make_call: MakeCall) -> None:
    call = make_call(Forbidden("Forbidden: bot was blocked by the user"))
    with pytest.raises(Forbidden):
        await call.start("sendMessage", {"chat_id": 1})
    assert len(call.made_at) == 1
