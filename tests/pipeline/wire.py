"""A wire for tests: Telegram as a list of what arrived, with outcomes to order."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.messages.message import Message
from bot.pipeline.outcome import Delivered, Outcome


@dataclass
class Arrival:
    """A message as a chat shows it."""

    chat_id: int
    message_id: int
    message: Message
    is_plain: bool = False
    edits: int = 0


@dataclass
class Wire:
    """Takes every message, unless ``outcomes`` has something else in store for it."""

    outcomes: Callable[[int, int], Outcome | None] = lambda _chat_id, _attempt: None
    """What the n-th attempt to send to a chat ends in; None delivers it."""
    arrivals: list[Arrival] = field(default_factory=list)
    attempts: dict[int, int] = field(default_factory=dict)

    async def send(self, chat_id: int, thread_id: int, message: Message, *, is_plain: bool = False) -> Outcome:
        """Deliver, or not."""
        attempt = self.attempts.get(chat_id, 0)
        self.attempts[chat_id] = attempt + 1
        if outcome := self.outcomes(chat_id, attempt):
            return outcome
        self.arrivals.append(Arrival(chat_id, len(self.arrivals) + 1, message, is_plain))
        return Delivered(len(self.arrivals))

    async def edit(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Edit what arrived."""
        arrival = self.arrivals[message_id - 1]
        arrival.message, arrival.edits = message, arrival.edits + 1
        return Delivered(message_id)

    def titles(self, chat_id: int) -> list[str]:
        """First lines of what a chat was sent, in order."""
        return [each.message.plain().split("\n")[0] for each in self.arrivals if each.chat_id == chat_id]
