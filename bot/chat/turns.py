"""Whose turn it is. Decided without a clock or a loop, which `pacing` adds; `now` is in seconds."""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain

from bot.chat.rates import ChatId, ChatPaces, SteadyRate

RESERVE = 5.0
"""Messages a second above the rate that only answers to people may use: with 25 it makes Telegram's 30."""

FLOOD_CHATS, FLOOD_SECONDS = 3, 10.0
"""Chats throttled within so many seconds that make a flood. One is a busy chat, two may be chance."""


class Priority(IntEnum):
    """Who goes first."""

    REPLY = 0
    """Answers to people."""
    ALERT = 1
    REST = 2
    """Broadcasts, and edits of alerts."""


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """A place in the queue, for one message to a chat or to none in particular. Two are never equal."""

    chat_id: ChatId | None
    priority: Priority


class Turns:
    """The queue: the first of the highest priority whose chat is free goes, as soon as the rate lets it.

    A chat that is cooling holds up nobody else. Answers to people are bound by the rate and its reserve, all others by
    the rate alone.
    """

    def __init__(self, rate: float) -> None:
        self._all = SteadyRate(rate + RESERVE)
        self._owed = SteadyRate(rate)
        self._chats = ChatPaces()
        self._waiting: tuple[dict[Ticket, None], ...] = tuple({} for _ in Priority)
        self._throttled: deque[tuple[float, ChatId, float]] = deque()
        self.paused_until = -math.inf
        """Until when a flood stops all but answers to people."""

    def rate(self, now: float) -> float:
        """Return how many messages a second may go besides answers to people: fewer for a while after a flood."""
        return self._owed.at(now)

    def ask(self, ticket: Ticket) -> None:
        """Join the queue."""
        self._waiting[ticket.priority][ticket] = None

    def leave(self, ticket: Ticket) -> None:
        """Leave the queue, if still in it."""
        self._waiting[ticket.priority].pop(ticket, None)

    def waiting(self) -> Iterator[Ticket]:
        """Yield all tickets in the queue, in order."""
        return chain.from_iterable(self._waiting)

    def grant(self, now: float) -> Ticket | None:
        """Return the ticket whose turn it is, taken from the queue and counted; None if nobody's is."""
        for priority, queue in zip(Priority, self._waiting, strict=True):
            if self._opens_at(priority) > now:
                continue
            for ticket in queue:
                if self._chats.free_at(ticket.chat_id) <= now:
                    del queue[ticket]
                    self._count(ticket, now)
                    return ticket
        return None

    def next_at(self) -> float | None:
        """Return when the next turn comes (perhaps it has); None when nobody waits."""
        return min((self._next_of(priority) for priority in Priority if self._waiting[priority]), default=None)

    def delay(self, ticket: Ticket, now: float) -> float:
        """Return for how many seconds the ticket's chat or a flood holds it back, whoever else waits."""
        pause = -math.inf if ticket.priority is Priority.REPLY else self.paused_until
        return max(0.0, pause - now, self._chats.free_at(ticket.chat_id) - now)

    def throttle(self, chat_id: ChatId, delay: float, now: float) -> None:
        """Leave a chat alone for so many seconds; in a flood slow down, and stop all but answers for the shortest.

        The shortest, because a flood over all has much the same delay for everyone, and chats that are busy by chance
        should not make everybody wait for the longest of theirs.
        """
        self._chats.of(chat_id, now).hold(now + delay)
        self._throttled.append((now, chat_id, now + delay))
        while self._throttled[0][0] < now - FLOOD_SECONDS:
            self._throttled.popleft()
        if len({chat for _, chat, _ in self._throttled}) >= FLOOD_CHATS:
            self._all.lower(now)
            self._owed.lower(now)
            self.paused_until = max(self.paused_until, min(until for *_, until in self._throttled))
            self._throttled.clear()

    def _count(self, ticket: Ticket, now: float) -> None:
        self._all.take(now)
        if ticket.priority is not Priority.REPLY:
            self._owed.take(now)
        if ticket.chat_id is not None:
            self._chats.of(ticket.chat_id, now).take(now)

    def _opens_at(self, priority: Priority) -> float:
        if priority is Priority.REPLY:
            return self._all.free_at
        return max(self._all.free_at, self._owed.free_at, self.paused_until)

    def _next_of(self, priority: Priority) -> float:
        opens_at, soonest = self._opens_at(priority), math.inf
        for ticket in self._waiting[priority]:
            soonest = min(soonest, self._chats.free_at(ticket.chat_id))
            if soonest <= opens_at:
                return opens_at
        return soonest
