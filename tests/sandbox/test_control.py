import asyncio
import json
from typing import Any

import pytest
from aiohttp import ClientSession

from sandbox import control
from sandbox.logs import MAX_LAG, EventStream
from sandbox.server import Sandbox, control_routes
from sandbox.simulator import TelegramSimulator
from tests.sandbox.conftest import Caller
from tests.sandbox.test_updates import waiting

KEYBOARD = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


async def done(caller: Caller, path: str, **body: object) -> Any:
    status, answer = await caller.control(path, **body)
    assert status == 200, answer
    return answer


@pytest.fixture
async def ada(caller: Caller) -> int:
    person = await done(caller, "people", first_name="Ada", id=501, username="ada", language_code="de")
    assert person["language_code"] == "de"
    return int(person["id"])


async def test_a_conversation(caller: Caller, ada: int) -> None:
    said = (await done(caller, "people/501/say", text="/start"))["message"]
    sent = await caller.result("sendMessage", chat_id=ada, text="welcome", reply_markup=KEYBOARD)
    query = await done(caller, "people/501/press", chat_id=ada, message_id=sent["message_id"], button="Go")
    await caller.result("answerCallbackQuery", callback_query_id=query["query_id"], text="done")
    looked = await caller.look(f"queries/{query['query_id']}")
    assert looked["answer"] == {"text": "done", "show_alert": False}
    await done(caller, "people/501/rewrite", chat_id=ada, message_id=said["message_id"], text="/stop")
    state = await caller.look("state")
    [chat] = state["chats"]
    assert [one["message"]["text"] for one in chat["messages"]] == ["/stop", "welcome"]
    assert [one["edits"] for one in chat["messages"]] == [1, 0]
    assert state["bots"][0]["pending_updates"] == 3


async def test_inline_mode(caller: Caller, ada: int) -> None:
    query = await done(caller, "people/501/inline", text="news")
    content = {"message_text": "A story"}
    result = {"type": "article", "id": "1", "title": "Told", "input_message_content": content}
    await caller.result("answerInlineQuery", inline_query_id=query["query_id"], results=[result])
    chosen = {"query_id": query["query_id"], "result_id": "1", "chat_id": ada}
    assert (await done(caller, "people/501/choose", **chosen))["message"]["text"] == "A story"


async def test_places(caller: Caller, ada: int) -> None:
    group = await done(caller, "chats", kind="group", title="Group", creator_id=ada)
    forum = await done(caller, "chats", kind="supergroup", title="Forum", bot_is="administrator", is_forum=True)
    topic = await done(caller, f"chats/{forum['id']}/topics", name="News")
    path = f"chats/{forum['id']}/topics/{topic['message_thread_id']}"
    await done(caller, path, closed=True)
    assert [one["closed"] for one in (await caller.look("state"))["chats"][1]["topics"]] == [True]
    await done(caller, path, deleted=True)
    moved = await done(caller, f"chats/{group['id']}/migrate", signals=["left", "migrate_to"])
    await done(caller, f"chats/{moved['id']}/members", user_id=1000001, status="kicked", by_id=ada)
    await done(caller, f"chats/{forum['id']}/members", user_id=ada)
    await done(caller, f"chats/{forum['id']}/mute")
    await done(caller, f"chats/{moved['id']}/delete")
    descriptions = [
        (await caller.call("sendMessage", chat_id=chat["id"], text="x"))[1]["description"]
        for chat in (group, moved, forum)
    ]
    assert descriptions == [
        "Bad Request: group chat was upgraded to a supergroup chat",
        "Forbidden: the group chat was deleted",
        "Bad Request: not enough rights to send text messages to the chat",
    ]
    await done(caller, f"chats/{forum['id']}/mute", muted=False)
    assert (await caller.call("sendMessage", chat_id=forum["id"], text="x"))[0] == 200


async def test_people_and_chats_of_another_bot(caller: Caller, ada: int) -> None:
    token = "777:another-bot"
    caller.simulator.add_bot(token)
    bob = await done(caller, "people", first_name="Bob", started=True, bot_id=777)
    group = await done(caller, "chats", kind="group", title="Group", creator_id=ada, bot_id=777)
    for chat in (bob, group):
        assert (await caller.call("sendMessage", token, chat_id=chat["id"], text="x"))[0] == 200
        assert (await caller.call("sendMessage", chat_id=chat["id"], text="x"))[0] in {400, 403}


async def test_what_people_do_to_bots(caller: Caller, ada: int) -> None:
    await done(caller, "people/501/say", text="/start", bot_id=1000001)
    await done(caller, "people/501/block")
    assert (await caller.look("state"))["people"][0]["blocked"] == [1000001]
    await done(caller, "people/501/block", blocked=False)
    assert (await caller.call("sendMessage", chat_id=ada, text="x"))[0] == 200
    await done(caller, "people/501/delete")
    assert (await caller.call("sendMessage", chat_id=ada, text="x"))[0] == 403


async def test_faults_limits_clock_and_bot(caller: Caller) -> None:
    first = await done(caller, "faults", kind="flood", method="getMe", chat=None, seconds=3, times=2)
    await done(caller, "faults", kind="server_error", times=None, last=60, chat=501)
    assert (await caller.call("getMe"))[1]["parameters"] == {"retry_after": 3}
    assert [fault["kind"] for fault in await caller.look("faults")] == ["flood", "server_error"]
    await caller.session.delete(f"{caller.sandbox.url}/sandbox/faults/{first['id']}")
    assert (await caller.call("getMe"))[0] == 200
    await caller.session.delete(f"{caller.sandbox.url}/sandbox/faults")
    assert await caller.look("faults") == []
    assert await done(caller, "limits", on=True) == {"on": True}
    assert (await done(caller, "clock", skip=3600))["now"] == "2026-11-22T13:00:00+00:00"
    changed = await done(caller, "bot", has_topics=True, stars=5)
    assert (changed["has_topics_enabled"], caller.simulator.bot.stars) == (True, 5.0)
    await done(caller, "bot", revoked=True)
    assert (await caller.call("getMe"))[0] == 401


async def test_the_books(caller: Caller, ada: int) -> None:
    await done(caller, "people/501/say", text="/start")
    await caller.result("sendMessage", chat_id=ada, text="one")
    await caller.call("sendMessage", chat_id=1, text="two")
    await caller.result("setMyCommands", commands=[{"command": "a", "description": "b"}])
    await caller.result("setMyDescription", description="words")
    await caller.result("setWebhook", url="http://127.0.0.1:9/")
    found = await caller.look("calls?last=2")
    assert [call["method"] for call in found["calls"]] == ["setmydescription", "setwebhook"]
    assert {"method": "sendmessage", "status": 400, "count": 1} in found["counts"]
    assert (await caller.look("calls?last=0"))["calls"] == []
    assert [entry["text"] for entry in await caller.look("ledger?chat_id=501")] == ["one"]
    assert len(await caller.look("ledger")) == 1
    [told] = (await caller.look("state"))["bots"]
    assert told["commands"] == [
        {"scope": "default", "language_code": "", "commands": [{"command": "a", "description": "b"}]}
    ]
    assert (told["webhook"], told["words"][0]["text"]) == ("http://127.0.0.1:9/", "words")


@pytest.mark.parametrize(
    ("path", "body", "answer"),
    [
        ("people/999/say", {"text": "x"}, (404, "There is no person 999.")),
        ("people/501/say", {}, (400, "text")),
        ("people/501/say", {"text": ""}, (400, "Bad Request: text must be non-empty")),
        ("people/501/say", {"text": "x", "bot_id": 4}, (404, "There is no bot 4.")),
        ("people/501/say", {"text": "x", "chat_id": 4}, (404, "There is no person 4.")),
        (
            "people/501/press",
            {"chat_id": 501, "message_id": 4, "button": "b"},
            (404, "There is no message 4 in chat 501."),
        ),
        ("people/501/choose", {"query_id": "4"}, (404, "Person 501 has made no query 4.")),
        ("chats", {"kind": "club", "title": "x"}, (400, "'club' is not a valid ChatType")),
        ("chats/501/topics/4", {}, (404, "There is no topic 4 in chat 501.")),
        ("chats/501/members", {"user_id": 4}, (404, "There is no account 4.")),
        ("people", [], (400, "The body must be a JSON object.")),
    ],
)
async def test_what_is_not_understood(
    caller: Caller, ada: int, path: str, body: object, answer: tuple[int, str]
) -> None:
    async with caller.session.post(f"{caller.sandbox.url}/sandbox/{path}", json=body) as response:
        assert (response.status, (await response.json())["error"]) == answer


async def test_only_its_author_rewrites_a_message(caller: Caller, ada: int) -> None:
    await done(caller, "people/501/say", text="/start")
    sent = await caller.result("sendMessage", chat_id=ada, text="mine")
    edit = {"chat_id": ada, "message_id": sent["message_id"], "text": "yours"}
    assert (await caller.control("people/501/rewrite", **edit))[0] == 404
    async with caller.session.get(f"{caller.sandbox.url}/sandbox/queries/4") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "localhost"}, 200),
        ({"Host": "localhost", "Origin": "http://localhost"}, 200),
    ],
)
async def test_other_sites_are_kept_out(caller: Caller, headers: dict[str, str], status: int) -> None:
    async with caller.session.get(f"{caller.sandbox.url}/sandbox/state", headers=headers) as response:
        assert response.status == status


async def test_on_another_host_other_names_are_let_in(simulator: TelegramSimulator, caller: Caller) -> None:
    async with Sandbox(
        TelegramSimulator(), host="0.0.0.0"
    ) as sandbox:  # listens for a moment, to be asked by another name
        url = f"http://127.0.0.1:{sandbox.port}/sandbox/state"
        async with caller.session.get(url, headers={"Host": "my.example"}) as response:
            assert response.status == 200
        assert sandbox.warning.startswith("Everyone who reaches 0.0.0.0")
    assert not caller.sandbox.warning


async def test_a_listener_who_goes_is_forgotten(caller: Caller) -> None:
    async with ClientSession() as session, session.get(f"{caller.sandbox.url}/sandbox/events") as response:
        await response.content.readline()
        assert len(caller.simulator.events.subscriptions) == 2  # the webhooks listen too
    for _ in range(1000):
        caller.simulator.events.publish("tick", text="x" * 1000)
        await asyncio.sleep(0.001)
        if len(caller.simulator.events.subscriptions) == 1:
            return
    pytest.fail("still subscribed")


async def test_events(caller: Caller) -> None:
    async with caller.session.get(f"{caller.sandbox.url}/sandbox/events") as response:
        assert response.content_type == "text/event-stream"
        await done(caller, "people", first_name="Ada", id=501)
        await done(caller, "people/501/say", text="hello")
        events: list[dict[str, Any]] = []
        while not events or events[-1]["event"] != "delivered":
            line = (await response.content.readline()).decode()
            if line.startswith("data: "):
                events.append(json.loads(line.removeprefix("data: ")))
    assert [event["event"] for event in events] == ["person", "delivered"]
    assert events[1]["message"]["text"] == "hello"
    assert events[0]["id"] < events[1]["id"]


async def test_the_server_lets_everyone_go_when_it_stops(simulator: TelegramSimulator) -> None:
    async with ClientSession() as session:
        async with Sandbox(simulator) as sandbox:
            caller = Caller(sandbox, session)
            poll = asyncio.create_task(caller.call("getUpdates", timeout=50))
            await waiting(simulator)
        assert await poll == (200, {"ok": True, "result": []})


async def test_who_lags_is_let_go() -> None:
    events = EventStream()
    with events.subscribe() as subscription:
        for _ in range(MAX_LAG + 1):
            events.publish("tick")
        assert [event async for event in subscription] == []
    assert not events.subscriptions


def test_the_table_of_the_control_api_is_complete() -> None:
    documented = control.__doc__ or ""
    for route in control_routes:
        path = getattr(route, "path").removeprefix("/sandbox")  # noqa: B009  # every definition here has a path
        assert f"``{path}" in documented, path
