from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox.faults import FaultKind
from sandbox.protocol import encode_json
from tests.sandbox.conftest import Caller


async def send(caller: Caller, text: str = "x", chat_id: int = 501) -> tuple[int, Any]:
    return await caller.call("sendMessage", chat_id=chat_id, text=text)


@pytest.fixture(autouse=True)
async def people(caller: Caller) -> None:
    caller.simulator.add_person("Ada", person_id=501, started=True)
    caller.simulator.add_person("Bob", person_id=502, started=True)


async def test_flood(caller: Caller) -> None:
    caller.simulator.faults.add(FaultKind.FLOOD, "sendMessage", "501", seconds=14)
    body = {"chat_id": 501, "text": "x"}
    async with caller.session.post(caller.address("sendMessage"), json=body) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "14")
        assert await response.text() == (
            '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 14",'
            '"parameters":{"retry_after":14}}'
        )
    assert (await send(caller))[0] == 200


@pytest.mark.parametrize(
    ("kind", "status", "description"),
    [
        (FaultKind.SERVER_ERROR, 500, "Internal Server Error"),
        (FaultKind.REVOKED, 401, "Unauthorized"),
        (FaultKind.BLOCKED, 403, "Forbidden: bot was blocked by the user"),
        (FaultKind.DEACTIVATED, 403, "Forbidden: user is deactivated"),
        (FaultKind.TOPIC_CLOSED, 400, "Bad Request: TOPIC_CLOSED"),
        (FaultKind.TOPIC_DELETED, 400, "Bad Request: TOPIC_DELETED"),
    ],
)
async def test_refusals(caller: Caller, kind: FaultKind, status: int, description: str) -> None:
    caller.simulator.faults.add(kind)
    answer = await send(caller)
    assert answer == (status, {"ok": False, "error_code": status, "description": description})
    assert caller.simulator.message_log.deliveries() == []


async def test_a_bad_gateway_answers_with_a_page(caller: Caller) -> None:
    caller.simulator.faults.add(FaultKind.BAD_GATEWAY)
    async with caller.session.get(caller.address("getMe")) as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert "502 Bad Gateway" in await response.text()


async def test_a_dropped_connection_delivers_nothing(caller: Caller) -> None:
    caller.simulator.faults.add(FaultKind.DROPPED)
    with pytest.raises(aiohttp.ClientError):
        await send(caller)
    assert caller.simulator.message_log.deliveries() == []
    assert caller.simulator.calls.count("sendMessage", 0) == 1


async def test_a_lost_answer_was_delivered(caller: Caller) -> None:
    caller.simulator.faults.add(FaultKind.ANSWER_LOST, "sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await send(caller, "once")
    await send(caller, "once")
    assert [entry["text"] for entry in caller.simulator.message_log.deliveries(501)] == ["once", "once"]
    assert caller.simulator.calls.count("sendMessage") == 2


async def test_garbage_was_delivered_too(caller: Caller) -> None:
    caller.simulator.faults.add(FaultKind.GARBAGE)
    async with caller.session.get(caller.address("sendMessage"), params={"chat_id": 501, "text": "x"}) as response:
        assert (response.status, await response.text()) == (200, '{"ok":true,"result":')
    assert len(caller.simulator.message_log.deliveries(501)) == 1


async def test_slowness_adds_up_with_other_faults(caller: Caller) -> None:
    caller.simulator.faults.add(FaultKind.SLOW, seconds=0.02)
    caller.simulator.faults.add(FaultKind.SERVER_ERROR, code=504)
    assert (await send(caller))[0] == 504


async def test_a_rule_is_for_its_method_and_chat_and_count(caller: Caller) -> None:
    caller.simulator.faults.add(FaultKind.SERVER_ERROR, "sendMessage", "501", times=2)
    assert (await send(caller, chat_id=502))[0] == 200
    assert (await caller.call("getMe"))[0] == 200
    assert [(await send(caller))[0] for _ in range(3)] == [500, 500, 200]


async def test_a_rule_ends_with_its_time(caller: Caller) -> None:
    caller.simulator.faults.add(FaultKind.SERVER_ERROR, times=None, last=60)
    assert [(await send(caller))[0] for _ in range(2)] == [500, 500]
    caller.simulator.clock.skip(timedelta(seconds=61))
    assert (await send(caller))[0] == 200


async def test_rules_can_be_lifted(caller: Caller) -> None:
    faults = caller.simulator.faults
    first = faults.add(FaultKind.SERVER_ERROR)
    faults.add(FaultKind.REVOKED)
    faults.clear(first.id)
    assert [fault.kind for fault in faults.current()] == [FaultKind.REVOKED]
    faults.clear()
    assert faults.current() == []


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot0123:a/getMe", 401, "Unauthorized: invalid token specified"),
        ("/botx1:a/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot1:" + "a" * 80 + "/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot1000001:another/getMe", 401, "Unauthorized"),
        ("/bot5:new/nothing", 404, "Not Found: method not found"),
        ("/elsewhere", 404, "Not Found"),
        ("/file/bot1:a/photos/x", 404, "Not Found"),
        ("/file/botnonsense/photos/x", 401, "Unauthorized: invalid token specified"),
    ],
)
async def test_addresses_and_tokens(caller: Caller, path: str, status: int, description: str) -> None:
    async with caller.session.get(caller.sandbox.url + path) as response:
        body = {"ok": False, "error_code": status, "description": description}
        assert (response.status, await response.text()) == (status, encode_json(body))


async def test_any_token_is_a_bot(caller: Caller) -> None:
    status, body = await caller.call("getMe", token="4711:some-token")
    assert status == 200
    assert (body["result"]["id"], body["result"]["username"]) == (4711, "sandbox_4711_bot")


async def test_a_revoked_token(caller: Caller) -> None:
    caller.simulator.bot.revoked = True
    assert (await caller.call("getMe"))[0] == 401
