"""Many people at once, in order for each of them."""

import asyncio
import gc
from collections.abc import Awaitable

import pytest
from telegram import Update

from bot.handlers.flood import PerChatUpdateProcessor, chat_key
from tests.handlers.people import Town


def update(person: int, number: int = 1) -> Update:
    chat = {"id": person, "type": "private"}
    message = {
        "message_id": number,
        "date": 1,
        "chat": chat,
        "from": {"id": person, "is_bot": False, "first_name": "A"},
    }
    return Update.de_json({"update_id": number, "message": message})


class Journal:
    """Handlings that wait to be let go, with what has happened."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    def handling(self, name: str) -> Awaitable[None]:
        self.gates[name] = asyncio.Event()
        return self._handle(name)

    async def _handle(self, name: str) -> None:
        self.events.append(f"{name} begins")
        await self.gates[name].wait()
        self.events.append(f"{name} ends")


def start(order: PerChatUpdateProcessor, person: int, handling: Awaitable[None]) -> asyncio.Task[None]:
    return asyncio.create_task(order.process_update(update(person), handling))


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_two_people_are_answered_at_once() -> None:
    order, journal = PerChatUpdateProcessor(2), Journal()
    tasks = [start(order, 1, journal.handling("ada")), start(order, 2, journal.handling("bob"))]
    await settle()
    assert journal.events == ["ada begins", "bob begins"]
    for gate in journal.gates.values():
        gate.set()
    await asyncio.gather(*tasks)


async def test_one_person_is_answered_in_order() -> None:
    order, journal = PerChatUpdateProcessor(8), Journal()
    tasks = [start(order, 1, journal.handling(name)) for name in ("first", "second", "third")]
    for name in ("third", "second", "first"):
        await settle()
        assert journal.events[-1] == "first begins"
        journal.gates[name].set()
    await asyncio.gather(*tasks)
    assert journal.events == [f"{name} {what}" for name in ("first", "second", "third") for what in ("begins", "ends")]


async def test_no_more_people_than_there_are_places() -> None:
    order, journal = PerChatUpdateProcessor(1), Journal()
    tasks = [start(order, 1, journal.handling("ada")), start(order, 2, journal.handling("bob"))]
    await settle()
    assert journal.events == ["ada begins"]
    journal.gates["ada"].set()
    journal.gates["bob"].set()
    await asyncio.gather(*tasks)
    assert journal.events == ["ada begins", "ada ends", "bob begins", "bob ends"]


async def test_whoever_waits_for_their_own_turn_takes_no_place() -> None:
    order, journal = PerChatUpdateProcessor(2), Journal()
    tasks = [start(order, 1, journal.handling(f"ada {number}")) for number in range(50)]
    tasks.append(start(order, 2, journal.handling("bob")))
    await settle()
    assert journal.events == ["ada 0 begins", "bob begins"]
    for gate in journal.gates.values():
        gate.set()
    await asyncio.gather(*tasks)


async def test_after_an_error_the_next_one_goes_on_and_nothing_is_kept() -> None:
    order = PerChatUpdateProcessor(1)
    done: list[str] = []

    async def fail() -> None:
        raise ValueError("broken")

    async def note() -> None:
        done.append("done")

    with pytest.raises(ValueError, match="broken"):
        await order.process_update(update(1), fail())
    await order.process_update(update(1, 2), note())
    assert done == ["done"]
    gc.collect()
    assert len(order._locks) == 0


async def test_what_concerns_nobody_waits_for_nobody() -> None:
    order = PerChatUpdateProcessor(1)
    done: list[str] = []

    async def note() -> None:
        done.append("done")

    await order.process_update(Update(1), note())
    await order.process_update("no update at all", note())
    assert done == ["done", "done"]
    async with order:
        assert order.max_concurrent_updates > 1


ADA = {"id": 8, "is_bot": False, "first_name": "Ada"}
IN_A_GROUP = {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "group"}, "from": ADA}
NOWHERE = {"id": "1", "from": ADA, "query": "", "offset": ""}


@pytest.mark.parametrize(
    ("content", "key"), [({"message": IN_A_GROUP}, -5), ({"inline_query": NOWHERE}, 8), ({}, None)]
)
def test_the_line_of_an_update(content: dict[str, object], key: int | None) -> None:
    assert chat_key(Update.de_json({"update_id": 1, **content})) == key


async def test_commands_of_two_people_and_of_one(town: Town) -> None:
    """Follow, leave, follow again: whoever sends three commands at once is understood in that order."""
    people = [town.person(number) for number in range(601, 606)]
    commands = ["/subscribe space", "/unsubscribe space", "/subscribe space"]
    await asyncio.gather(*(person.write(command) for command in commands for person in people))
    for person in people:
        texts = [message["text"] for message in person.screen]
        assert [text.split(".")[0] for text in texts] == [
            "✓ You follow Space", "You no longer follow Space", "✓ You follow Space"
        ]  # fmt: skip
