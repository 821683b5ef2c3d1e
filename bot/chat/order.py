"""Many people at once, and in order for each of them."""

import asyncio
from collections.abc import Awaitable
from contextlib import nullcontext
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MOST_WAITING = 10_000
"""Updates that may wait for their turn. The library's own limit, and high, because whoever waits for an earlier update
of theirs would otherwise hold up people who could be answered."""


class InOrder(BaseUpdateProcessor):
    """Handles the updates of a chat one after the other, and those of several chats at a time."""

    def __init__(self, most: int) -> None:
        """Set how many are handled at a time."""
        super().__init__(max_concurrent_updates=MOST_WAITING)
        self._places = asyncio.Semaphore(most)
        self._lines: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """A lock for each chat that is being answered; it goes when nobody holds it or waits for it."""

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the turn of the update's chat, and then for a free place."""
        key = key_of(update)
        line = nullcontext() if key is None else self._lines.setdefault(key, asyncio.Lock())
        async with line, self._places:
            await coroutine


def key_of(update: object) -> int | None:
    """Return the chat that an update concerns, or the person where there is none; both are one in a private chat."""
    if not isinstance(update, Update):
        return None
    place = update.effective_chat or update.effective_user
    return place.id if place else None
