import asyncio
from datetime import timedelta

import pytest

from sandbox.accounts import MemberStatus
from sandbox.chats import ChatType
from sandbox.protocol import BotApiError
from sandbox.simulator import TelegramSimulator
from sandbox.state import Clock
from sandbox.updates import UpdateQueue
from tests.sandbox.conftest import Caller


async def test_updates_come_in_order_and_are_confirmed_by_the_offset(caller: Caller) -> None:
    ada = caller.simulator.add_person("Ada")
    for text in ("one", "two", "three"):
        await caller.simulator.say(ada, text)
    updates = await caller.result("getUpdates", limit=2)
    assert [update["message"]["text"] for update in updates] == ["one", "two"]
    rest = await caller.result("getUpdates", offset=updates[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["three"]
    assert await caller.result("getUpdates", offset=rest[0]["update_id"] + 1) == []


async def test_a_negative_offset_keeps_the_last(caller: Caller) -> None:
    ada = caller.simulator.add_person("Ada")
    for text in ("one", "two", "three"):
        await caller.simulator.say(ada, text)
    updates = await caller.result("getUpdates", offset=-1)
    assert [update["message"]["text"] for update in updates] == ["three"]
    assert len(caller.simulator.bot.queue.pending) == 1


async def test_a_long_poll_is_answered_when_something_happens(caller: Caller) -> None:
    ada = caller.simulator.add_person("Ada")
    poll = asyncio.create_task(caller.result("getUpdates", timeout=50))
    await waiting(caller.simulator)
    await caller.simulator.say(ada, "/start cv")
    [update] = await poll
    message = update["message"]
    assert message["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert message["from"] == {"id": ada.id, "is_bot": False, "first_name": "Ada", "language_code": "en"}


async def waiting(simulator: TelegramSimulator, other_than: object = None) -> None:
    """Return once a poll waits, other than one seen before."""
    for _ in range(2000):
        poll = simulator.bot.queue._poll
        if poll is not None and poll is not other_than and not poll.done():
            return
        await asyncio.sleep(0.001)
    pytest.fail("no poll came")


async def test_the_older_of_two_polls_is_refused(caller: Caller) -> None:
    older = asyncio.create_task(caller.call("getUpdates", timeout=50))
    await waiting(caller.simulator)
    first = caller.simulator.bot.queue._poll
    newer = asyncio.create_task(caller.call("getUpdates", timeout=50))
    status, body = await older
    assert (status, body["error_code"]) == (409, 409)
    assert body["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await waiting(caller.simulator, first)
    caller.simulator.bot.queue.release()
    assert await newer == (200, {"ok": True, "result": []})


async def test_polls_and_webhooks_exclude_each_other(caller: Caller) -> None:
    poll = asyncio.create_task(caller.call("getUpdates", timeout=50))
    await waiting(caller.simulator)
    assert (await caller.call("setWebhook", url="http://127.0.0.1:9/"))[1]["description"] == "Webhook was set"
    assert (await poll)[1]["description"] == "Conflict: terminated by setWebhook request"
    status, body = await caller.call("getUpdates")
    assert status == 409
    assert body["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    assert (await caller.call("deleteWebhook"))[1]["description"] == "Webhook was deleted"
    assert (await caller.call("deleteWebhook"))[1]["description"] == "Webhook is already deleted"
    assert await caller.result("getUpdates") == []


async def test_allowed_updates_are_remembered(caller: Caller) -> None:
    ada = caller.simulator.add_person("Ada", started=True)
    await caller.call("getUpdates", allowed_updates=["my_chat_member", "nonsense"])
    await caller.call("getUpdates")
    await caller.simulator.say(ada, "unseen")
    await caller.simulator.block(ada)
    [update] = await caller.result("getUpdates")
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (await caller.result("getWebhookInfo"))["allowed_updates"] == ["my_chat_member"]
    await caller.simulator.unblock(ada)
    await caller.call("getUpdates", allowed_updates=[])
    await caller.simulator.say(ada, "seen again")
    assert "message" in (await caller.result("getUpdates"))[-1]


async def test_members_are_not_reported_unless_asked_for(simulator: TelegramSimulator) -> None:
    group = simulator.add_chat(ChatType.GROUP, "Group", bot_is=MemberStatus.ADMINISTRATOR)
    await simulator.add_member(group, simulator.add_person("Ada"))
    assert [set(waiting.update) for waiting in simulator.bot.queue.pending] == [{"update_id", "message"}]


@pytest.mark.parametrize(
    ("offset", "timeout", "passed", "expected"),
    [
        (5, 0, 0.4, (1, 3.0)),
        (5, 0, 1.0, (100, 3.0)),
        (5, 2, 1.0, (100, 3.0)),
        (5, 0, 3.1, (100, 0)),
        (5, 10, 0.4, (100, 10)),
        (6, 0, 0.4, (100, 0)),
    ],
)
def test_hasty_polls_are_slowed(offset: int, timeout: float, passed: float, expected: tuple[int, float]) -> None:
    clock = Clock(seconds=lambda: 1000.0)
    queue = UpdateQueue(clock.monotonic)
    assert queue.throttle_poll(5, 100, 0) == (100, 0)
    clock.skip(timedelta(seconds=passed))
    assert queue.throttle_poll(offset, 100, timeout) == expected


async def test_updates_are_forgotten_in_time(simulator: TelegramSimulator) -> None:
    ada = simulator.add_person("Ada")
    await simulator.say(ada, "kept for a day")
    await simulator.ask_inline(ada, "kept for 150 seconds")
    queue = simulator.bot.queue
    simulator.clock.skip(timedelta(seconds=151))
    queue.confirm(0)
    assert ["message" in waiting.update for waiting in queue.pending] == [True]
    simulator.clock.skip(timedelta(hours=24))
    queue.confirm(0)
    assert not queue.pending


async def test_a_poll_ends_when_its_time_is_over() -> None:
    assert await UpdateQueue(lambda: 0.0).poll(100, 0.01) == []


async def test_update_ids_are_never_reused(simulator: TelegramSimulator) -> None:
    queue = simulator.bot.queue
    first = queue.add("message", {})
    queue.pending.clear()
    second = queue.add("message", {})
    assert first is not None
    assert second == first + 1


async def test_an_interrupted_poll_that_has_ended_stays_ended() -> None:
    queue = UpdateQueue(lambda: 0.0)
    poll = asyncio.create_task(queue.poll(100, 5))
    await asyncio.sleep(0)
    queue.interrupt("first")
    queue.interrupt("second")
    queue.release()
    with pytest.raises(BotApiError, match="first"):
        await poll


async def test_with_the_limits_on_hasty_polls_are_slowed(caller: Caller) -> None:
    caller.simulator.limits[caller.simulator.bot.id].on = True
    ada = caller.simulator.add_person("Ada")
    await caller.simulator.say(ada, "one")
    await caller.simulator.say(ada, "two")
    counts = [len(await caller.result("getUpdates")) for _ in range(2)]
    assert counts == [2, 1]
