"""Wake-ups: heard in this process at once, and by others through the database."""

import asyncio
from collections import Counter

import pytest
from sqlmodel import Session

from bot.roles import Role
from bot.roles.wakeups import Wakeups
from storage import wakeups
from storage.database import Database


async def test_loops_of_the_same_process_are_woken_at_once(sqlite: Database) -> None:
    woken: Counter[str] = Counter()
    waking = Wakeups(sqlite, "updates,send")
    with waking.waking(Role.UPDATES, lambda: woken.update(["inbox"])):
        waking.wake(Role.UPDATES)
        waking.wake(Role.SEND)
    waking.wake(Role.UPDATES)
    assert woken == {"inbox": 1}


async def test_what_one_process_stored_another_hears_of(postgresql: Database) -> None:
    receiver, handler, sender = (Wakeups(postgresql, "updates") for _ in range(3))
    heard, others = asyncio.Event(), asyncio.Event()
    with handler.listening(), handler.waking(Role.UPDATES, heard.set), handler.waking(Role.SEND, others.set):
        async with asyncio.timeout(60):
            while not heard.is_set():  # the listener may not have connected yet
                receiver.wake(Role.UPDATES)
                await _soon(heard)
            assert not others.is_set()
            sender.wake_senders()
            await others.wait()


async def _soon(event: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(0.1):
            await event.wait()
    except TimeoutError:
        pass


async def test_many_wake_ups_at_once_are_told_once_and_later_ones_again(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    receiver = Wakeups(postgresql, "updates")

    def notify(_session: Session, what: str) -> None:
        told.append(what)
        if len(told) == 2:
            loop.call_soon_threadsafe(receiver.wake, Role.UPDATES)  # while the others are being told

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(wakeups, "notify", notify)
    for expected in (1, 3):
        for _ in range(100):
            receiver.wake(Role.UPDATES)
        async with asyncio.timeout(60):
            while len(told) < expected or receiver._sending:  # noqa: ASYNC110 - tasks that tell nobody
                await asyncio.sleep(0)
        assert told == ["updates"] * expected
