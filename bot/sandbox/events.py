"""Everything that happens in the world, told to whoever listens."""

import asyncio
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from bot.sandbox.answers import Json

LAG = 10_000


@dataclass(slots=True, eq=False)
class Subscription:
    """The events since it was made; it ends when closed, or when it lags `LAG` events behind."""

    events: "Events"
    _waiting: "asyncio.Queue[Json | None]" = field(default_factory=lambda: asyncio.Queue(LAG))
    _closed: bool = False

    def offer(self, event: Json) -> None:
        """Take an event, or end if there is no room."""
        if self._waiting.full():
            self.close()
        else:
            self._waiting.put_nowait(event)

    def close(self) -> None:
        """Stop listening; what waits can no longer be read."""
        self.events.subscriptions.discard(self)
        self._closed = True
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put_nowait(None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Json:
        event = None if self._closed else await self._waiting.get()
        if event is None:
            raise StopAsyncIteration
        return event

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@dataclass(slots=True, eq=False)
class Events:
    """The stream of events. Each has `event` (its kind), `id` (rising) and what its kind says."""

    subscriptions: set[Subscription] = field(default_factory=set)
    last_id: int = 0

    def publish(self, kind: str, **what: object) -> None:
        """Tell all subscriptions of an event."""
        self.last_id += 1
        for subscription in tuple(self.subscriptions):
            subscription.offer({"event": kind, "id": self.last_id, **what})

    def subscribe(self) -> Subscription:
        """Return a subscription to everything from now on; it is a context manager and an async iterator."""
        subscription = Subscription(self)
        self.subscriptions.add(subscription)
        return subscription

    def close(self) -> None:
        """End every subscription."""
        for subscription in tuple(self.subscriptions):
            subscription.close()
