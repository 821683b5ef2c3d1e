"""Logs: calls with their answers, messages as they really arrived in the chats, and the stream of events."""

import asyncio
import json
from collections import Counter, deque
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from sandbox.chats import ChatMessage
from sandbox.protocol import Json

MAX_CALLS = 1000


@dataclass(slots=True)
class CallLog:
    """The last calls, up to `MAX_CALLS`; `counts` counts all calls by method and status."""

    last: deque[Json] = field(default_factory=lambda: deque(maxlen=MAX_CALLS))
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    total: int = 0

    def record(self, call: Json) -> None:
        """Add a call.

        It has ``method``, its ``name`` as written, ``parameters``, ``status``, ``answer``, ``at`` and ``bot_id``, and
        gets a ``number``.
        """
        self.total += 1
        call["number"] = self.total
        self.last.append(call)
        self.counts[call["method"], call["status"]] += 1

    def count(self, method: str, status: int | None = None) -> int:
        """Return how many calls of a method there were, of one status if given (0: no answer reached the bot)."""
        return sum(
            number
            for (name, answered), number in self.counts.items()
            if name == method.lower() and status in {None, answered}
        )


class MessageChange(StrEnum):
    """What happened to a message."""

    DELIVERED = "delivered"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(slots=True)
class MessageLog:
    """Every delivery, edit and deletion of a bot's message; with a path also as lines of JSON, each flushed."""

    path: Path | None = None
    entries: list[Json] = field(default_factory=list)
    _file: TextIO | None = None

    def write(self, change: MessageChange, at: str, message: ChatMessage) -> None:
        """Log a change of a message; `at` is ISO 8601, UTC."""
        entry = {
            "deed": change.value,
            "at": at,
            "chat_id": message.chat.id,
            "message_thread_id": message.thread_id or None,
            "message_id": message.id,
            **message.content,
            "reply_markup": message.reply_markup,
        }
        self.entries.append(entry)
        self._append(entry)

    def deliveries(self, chat_id: int | None = None) -> list[Json]:
        """Return the messages delivered to a chat, or to all."""
        return [
            entry
            for entry in self.entries
            if entry["deed"] == MessageChange.DELIVERED and chat_id in {None, entry["chat_id"]}
        ]

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _append(self, entry: Json) -> None:
        if self.path is None:
            return
        if self._file is None:
            self._file = self.path.open("a", encoding="utf-8")
        self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self._file.flush()


def read_message_log(path: Path) -> list[Json]:
    """Return the entries of a log file; a line that was cut off when the process was killed is left out."""
    entries = []
    for line in path.read_text(encoding="utf-8").split("\n"):  # a text may hold U+2028
        try:
            entries.append(json.loads(line))
        except ValueError:
            continue
    return entries


MAX_LAG = 10_000


@dataclass(slots=True, eq=False)
class EventSubscription:
    """The events since it was made; it ends when it is closed or `MAX_LAG` events behind."""

    events: "EventStream"
    _waiting: "asyncio.Queue[Json | None]" = field(default_factory=lambda: asyncio.Queue(MAX_LAG))
    _closed: bool = False

    def offer(self, event: Json) -> None:
        """Queue an event, or end if the queue is full."""
        if self._waiting.full():
            self.close()
        else:
            self._waiting.put_nowait(event)

    def close(self) -> None:
        """End the subscription; queued events can no longer be read."""
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
class EventStream:
    """The stream of events. Each has `event` (its kind), `id` (rising) and the fields of its kind."""

    subscriptions: set[EventSubscription] = field(default_factory=set)
    last_id: int = 0

    def publish(self, kind: str, **fields: object) -> None:
        """Send an event to all subscriptions."""
        self.last_id += 1
        for subscription in tuple(self.subscriptions):
            subscription.offer({"event": kind, "id": self.last_id, **fields})

    def subscribe(self) -> EventSubscription:
        """Return a subscription to everything from now on; it is a context manager and an async iterator."""
        subscription = EventSubscription(self)
        self.subscriptions.add(subscription)
        return subscription

    def close(self) -> None:
        """End every subscription."""
        for subscription in tuple(self.subscriptions):
            subscription.close()
