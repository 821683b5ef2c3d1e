"""What delivery sends through, for tests of delivery: a list of what arrived, with outcomes to order."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.delivery.outcome import Delivered, Outcome, Throttled
from bot.views.message import Message, Sendable


@dataclass
class Arrival:
    """A message as a chat shows it."""

    chat_id: int
    message_id: int
    message: Sendable
    is_plain: bool = False
    edits: int = 0
    thread_id: int = 0
    is_bulk: bool = False
    is_silent: bool = False
    is_paid: bool = False
    reply_to: int | None = None
    is_deleted: bool = False


@dataclass
class RecordingSender:
    """Takes every message, unless ``outcomes`` has something else in store for it."""

    outcomes: Callable[[int, int], Outcome | None] = lambda _chat_id, _attempt: None
    """What the n-th attempt to send to a chat ends in; None delivers it."""
    edit_outcomes: Callable[[int], Outcome | None] = lambda _chat_id: None
    """What an edit in a chat ends in; None makes it."""
    delete_outcomes: Callable[[int], Outcome | None] = lambda _chat_id: None
    """What deleting in a chat ends in; None deletes it."""
    lost_answers: dict[int, Outcome] = field(default_factory=dict)
    """Chats whose next message arrives, and what the sender hears of it."""
    gates: dict[int, asyncio.Event] = field(default_factory=dict)
    """Chats whose messages and edits stay in the air until the gate is set."""
    turns: dict[int, asyncio.Event] = field(default_factory=dict)
    """Chats whose messages wait for their turn until it is set, and then leave only if they may."""
    is_reachable: Callable[[], bool] = lambda: True
    """Whether a probe is answered."""
    probes: int = 0
    arrivals: list[Arrival] = field(default_factory=list)
    attempts: dict[int, int] = field(default_factory=dict)
    in_air: Counter[int] = field(default_factory=Counter)
    """Messages to a chat that are under way."""
    most_in_air: int = 0
    most_to_a_chat: int = 0

    async def send(
        self,
        chat_id: int,
        thread_id: int,
        message: Sendable,
        *,
        is_plain: bool = False,
        is_bulk: bool = False,
        is_silent: bool = False,
        is_paid: bool = False,
        reply_to: int | None = None,
        may_leave: Callable[[], bool] = lambda: True,
    ) -> Outcome:
        """Deliver, or not."""
        if turn := self.turns.get(chat_id):
            await turn.wait()
            if not may_leave():
                return Throttled(timedelta(seconds=1))
        attempt = self.attempts.get(chat_id, 0)
        self.attempts[chat_id] = attempt + 1
        async with self._under_way(chat_id):
            if outcome := self.outcomes(chat_id, attempt):
                return outcome
            number = len(self.arrivals) + 1
            arrival = Arrival(chat_id, number, message, is_plain, thread_id=thread_id)
            arrival.reply_to = reply_to
            arrival.is_bulk, arrival.is_silent, arrival.is_paid = is_bulk, is_silent, is_paid
            self.arrivals.append(arrival)
            return self.lost_answers.pop(chat_id, None) or Delivered(len(self.arrivals))

    async def edit(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Edit what arrived, or not."""
        async with self._under_way(chat_id):
            if outcome := self.edit_outcomes(chat_id):
                return outcome
            arrival = self.arrivals[message_id - 1]
            arrival.message, arrival.edits = message, arrival.edits + 1
            return Delivered(message_id)

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        """Delete what arrived, or not."""
        async with self._under_way(chat_id):
            if outcome := self.delete_outcomes(chat_id):
                return outcome
            self.arrivals[message_id - 1].is_deleted = True
            return Delivered(message_id)

    async def probe(self) -> bool:
        """Be asked for a sign of life."""
        self.probes += 1
        return self.is_reachable()

    def titles(self, chat_id: int) -> list[str]:
        """First lines of what a chat was sent, in order."""
        return [each.message.plain().split("\n")[0] for each in self.arrivals if each.chat_id == chat_id]

    @asynccontextmanager
    async def _under_way(self, chat_id: int) -> AsyncIterator[None]:
        self.in_air[chat_id] += 1
        self.most_in_air = max(self.most_in_air, self.in_air.total())
        self.most_to_a_chat = max(self.most_to_a_chat, self.in_air[chat_id])
        try:
            if gate := self.gates.get(chat_id):
                await gate.wait()
            else:
                await asyncio.sleep(0)
            yield
        finally:
            self.in_air[chat_id] -= 1
