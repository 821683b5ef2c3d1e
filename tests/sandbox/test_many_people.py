"""Thousands of people, and what a page is shown of them."""

import json
from typing import Any

import pytest
from aiohttp import ClientResponse

from sandbox.chats import ChatType
from sandbox.control import state
from sandbox.control.state import StateFilter, event_chat_id
from sandbox.seed_data import add_people
from sandbox.simulator import TelegramSimulator
from tests.sandbox.conftest import Caller

MANY = 20_000


async def test_twenty_thousand_people_come_in_one_call_and_one_event(caller: Caller) -> None:
    with caller.simulator.subscribe() as events:
        status, made = await caller.control("people", count=MANY, first_name="Guest", blocked=600, deactivated=200)
        assert (await anext(events)) == {"event": "people", "id": 2, "count": MANY}
    assert (status, made) == (200, {"count": MANY, "first_id": 600_000_001, "last_id": 600_020_000})
    descriptions = {
        number: (await caller.call("sendMessage", chat_id=made["first_id"] + number, text="x"))[1].get("description")
        for number in (0, 599, 600, 799, 800, MANY - 1)
    }
    blocked, gone = "Forbidden: bot was blocked by the user", "Forbidden: user is deactivated"
    assert descriptions == {0: blocked, 599: blocked, 600: gone, 799: gone, 800: None, MANY - 1: None}
    assert caller.simulator.people[made["last_id"]].first_name == "Guest 20000"


async def test_a_page_reads_no_more_than_it_lists(caller: Caller) -> None:
    await caller.control("people", count=MANY)
    for number in (1, 2, 900, 901):
        await caller.call("sendMessage", chat_id=600_000_000 + number, text="x")
    state = await caller.look("state?first=2&also=600000900")
    assert [person["id"] for person in state["people"]] == [600_000_001, 600_000_002, 600_000_900]
    assert [chat["chat"]["id"] for chat in state["chats"]] == [600_000_001, 600_000_002, 600_000_900]
    assert state["people_count"] == MANY
    assert (await caller.control("people", count=1, id=7))[0] == 200
    assert len((await caller.look("state?first="))["people"]) == MANY + 1
    assert (await look_status(caller, "state?first=x")) == 400


async def look_status(caller: Caller, path: str) -> int:
    async with caller.session.get(f"{caller.sandbox.url}/sandbox/{path}") as response:
        return response.status


@pytest.mark.parametrize(
    ("words", "count", "first"),
    [("reader 1999", 11, 600_001_999), ("600020000", 1, 600_020_000), ("@ADA", 1, 501), ("nobody", 0, None)],
)
async def test_people_are_found_by_name_or_number(caller: Caller, words: str, count: int, first: int | None) -> None:
    caller.simulator.add_person("Ada", person_id=501, username="ada")
    add_people(caller.simulator, MANY)
    found = await caller.look(f"people?name={words}&last=3")
    assert (found["count"], len(found["people"])) == (count, min(count, 3))
    assert next((person["id"] for person in found["people"]), None) == first


@pytest.mark.parametrize(
    "wrong", [{"count": 0}, {"count": 200_001}, {"count": 2, "blocked": 2, "deactivated": 1}, {"count": 3, "id": 500}]
)
async def test_no_crowd(caller: Caller, wrong: dict[str, Any]) -> None:
    caller.simulator.add_person("Ada", person_id=501)
    assert (await caller.control("people", **wrong))[0] == 400


def test_a_listing_knows_whom_it_lists(simulator: TelegramSimulator) -> None:
    listing = StateFilter(2, frozenset({777}))
    assert not listing.has(simulator, 501)
    people = add_people(simulator, 3)
    assert [listing.has(simulator, person.id) for person in people] == [True, True, False]
    assert listing.has(simulator, 777)
    places = [simulator.add_chat(ChatType.GROUP, f"G{number}") for number in range(3)]
    assert [listing.has(simulator, place.id) for place in places] == [True, True, False]
    assert StateFilter().has(simulator, people[2].id)


@pytest.mark.parametrize(
    ("event", "concerned"),
    [
        ({"message": {"chat": {"id": 5}}}, 5),
        ({"chat": {"id": -5}}, -5),
        ({"chat_id": 5, "user_id": 7}, 5),
        ({"person": {"id": 5}}, 5),
        ({"person_id": 5, "query_id": "7"}, 5),
        ({"bot_id": 7}, None),
    ],
)
def test_whom_an_event_concerns(event: dict[str, Any], concerned: int | None) -> None:
    assert event_chat_id(event) == concerned


async def next_event(response: ClientResponse) -> dict[str, Any]:
    while not (line := await response.content.readline()).startswith(b"data: "):
        assert line, "the stream has ended"
    event: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
    return event


@pytest.mark.parametrize(
    ("pause", "kinds"), [(3600.0, ["calls", "delivered"]), (0.0, ["calls", "calls", "delivered", "calls"])]
)
async def test_a_page_hears_only_of_those_it_lists_and_of_calls_now_and_then(
    caller: Caller, monkeypatch: pytest.MonkeyPatch, pause: float, kinds: list[str]
) -> None:
    monkeypatch.setattr(state, "CALLS_INTERVAL", pause)
    add_people(caller.simulator, 3)
    async with caller.session.get(f"{caller.sandbox.url}/sandbox/events?first=1&calls=0") as stream:
        await stream.content.readline()
        for number in (3, 2, 1):
            await caller.result("sendMessage", chat_id=600_000_000 + number, text=f"to {number}")
        told = [await next_event(stream) for _ in kinds]
    assert [event["event"] for event in told] == kinds
    assert [event["message"]["text"] for event in told if "message" in event] == ["to 1"]


async def test_calls_are_numbered(caller: Caller) -> None:
    for _ in range(3):
        await caller.result("getMe")
    assert [call["number"] for call in (await caller.look("calls?last=2"))["calls"]] == [2, 3]
