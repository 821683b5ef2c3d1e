"""How often somebody is answered, and in which order: floods, and the updates of a chat one after the other."""

import asyncio
import inspect
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot import metrics


class FloodVerdict(Enum):
    """What becomes of a message or a press."""

    ANSWER = "answer"
    WARN = "warn"
    """Too many, for the first time: say so."""
    IGNORE = "ignore"
    """Too many, and that was said."""


@dataclass(slots=True)
class TokenBucket:
    """What one person has left, and whether they were warned since it was last full."""

    tokens: float
    filled_at: datetime
    is_warned: bool = False


class FloodGuard:
    """Lets a person do so many things at once, and as many more in each period; remembers those seen last."""

    def __init__(self, most: int, period: timedelta, *, remembered: int = 10_000) -> None:
        self._most = most
        self._period = period
        self._remembered = remembered
        self._buckets: OrderedDict[Hashable, TokenBucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def judge(self, who: Hashable, now: datetime) -> FloodVerdict:
        """Count one thing that somebody did, and say what becomes of it."""
        bucket = self._bucket(who, now)
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return FloodVerdict.ANSWER
        if bucket.is_warned:
            return FloodVerdict.IGNORE
        bucket.is_warned = True
        return FloodVerdict.WARN

    def _bucket(self, who: Hashable, now: datetime) -> TokenBucket:
        bucket = self._buckets.setdefault(who, TokenBucket(self._most, now))
        self._buckets.move_to_end(who)
        if len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        gained = max(timedelta(), now - bucket.filled_at) / self._period * self._most
        bucket.tokens = min(self._most, bucket.tokens + gained)
        bucket.filled_at = now
        if bucket.tokens == self._most:
            bucket.is_warned = False
        return bucket


MOST_WAITING = 10_000
"""Updates that may wait for their turn. The library's own limit, and high, because whoever waits for an earlier update
of theirs would otherwise hold up people who could be answered."""


CONCURRENT_CHATS = 32
"""People whose commands run at the same time."""


class PerChatUpdateProcessor(BaseUpdateProcessor):
    """Handles the updates of a chat one after the other, and those of several chats at a time."""

    def __init__(self, most: int = CONCURRENT_CHATS, may_answer: Callable[[], bool] = lambda: True) -> None:
        """Set how many chats are answered at a time, and what says whether this process may still answer.

        One that was stopped while another took over would answer a second time what the other one answers.
        """
        super().__init__(max_concurrent_updates=MOST_WAITING)
        self._slots = asyncio.Semaphore(most)
        self._may_answer = may_answer
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """A lock for each chat that is being answered; it goes when nobody holds it or waits for it."""

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the turn of the update's chat, and then for a free slot."""
        key = chat_key(update)
        lock = nullcontext() if key is None else self._locks.setdefault(key, asyncio.Lock())
        with metrics.UPDATE_SECONDS.time():
            async with lock, self._slots:
                if self._may_answer():
                    await coroutine
                elif inspect.iscoroutine(coroutine):
                    coroutine.close()


def chat_key(update: object) -> int | None:
    """Return the chat that an update concerns, or the person where there is none; both are one in a private chat."""
    if not isinstance(update, Update):
        return None
    place = update.effective_chat or update.effective_user
    return place.id if place else None
