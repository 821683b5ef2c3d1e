"""Albums, which arrive a message at a time and do not say how many there are."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Message

from bot.chat.capture import album
from bot.messages.post import Album, Post

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds without another message after which an album is whole."""

Key = tuple[int, str]
"""Person and ``media_group_id``."""
Finish = Callable[[Post | Album | None], Awaitable[None]]
"""Takes the whole; None if nothing of it can be kept."""


class Albums:
    """Collects the messages of albums.

    Args:
        sleep: Waits so many seconds.
    """

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._open: dict[Key, list[Message]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __contains__(self, key: tuple[int, str | None]) -> bool:
        """Whether an album is arriving."""
        return key in self._open

    def take(self, key: Key, message: Message, finish: Finish) -> None:
        """Take one message; what is to be done with the album when it is whole is told by its first one."""
        if key in self._open:
            self._open[key].append(message)
            return
        self._open[key] = [message]
        task = asyncio.create_task(self._collect(key, finish))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def arrive(self) -> None:
        """Wait until all that are arriving are taken."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _collect(self, key: Key, finish: Finish) -> None:
        seen = 0
        while seen < len(self._open[key]):
            seen = len(self._open[key])
            await self._sleep(PATIENCE)
        messages = self._open.pop(key)
        try:
            await finish(album(messages))
        except Exception:
            log.exception("an album could not be taken")
