"""The last calls with their answers, and how many there were of each kind."""

from collections import Counter, deque
from dataclasses import dataclass, field

from bot.sandbox.answers import Json

KEPT = 1000


@dataclass(slots=True)
class Calls:
    """A bounded ring of calls; `counts` is by method and status, and is not bounded."""

    last: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    total: int = 0

    def record(self, call: Json) -> None:
        """Keep a call.

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
