"""Telegram's flood limits.

About 30 messages a second in all, one a second to a chat with short bursts, 20 a minute to a group (Bots FAQ,
"My bot is hitting limits"); with a paid broadcast 1,000 a second in all. A hosted server may first let a
limited request wait for up to 8 seconds; here it is refused at once.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

MAX_PER_SECOND = 30
MAX_PER_SECOND_PAID = 1000
CHAT_BURST = 3
MAX_PER_MINUTE_TO_GROUP = 20
MINUTE = 60.0


@dataclass(slots=True)
class ChatUsage:
    """What a chat has used: `level` messages of its burst at the time `at`; in a group, the times of a minute."""

    level: float = 0.0
    at: float = float("-inf")
    minute: deque[float] = field(default_factory=deque)


@dataclass(slots=True)
class FloodLimits:
    """The limits of one bot; `monotonic` gives seconds."""

    monotonic: Callable[[], float]
    on: bool = True
    _second: deque[float] = field(default_factory=deque)
    _chats: dict[int, ChatUsage] = field(default_factory=dict)

    def take(self, chat_id: int, *, is_group: bool, count: int = 1, paid: bool = False) -> int:
        """Count `count` messages to a chat and return 0; over a limit, count nothing and return the seconds to wait.

        The messages of an album are sent together: against the limit of one chat they count as one.
        """
        if not self.on:
            return 0
        now = self.monotonic()
        usage = self._chats.setdefault(chat_id, ChatUsage())
        wait = max(self._wait_in_all(now, paid=paid), self._wait_in_chat(usage, now))
        if is_group:
            wait = max(wait, self._wait_in_group(usage, now))
        if wait > 0:
            return ceil(wait)
        self._second.extend([now] * count)
        usage.level += 1
        if is_group:
            usage.minute.extend([now] * count)
        return 0

    def sent_this_second(self) -> int:
        """Return how many messages were sent within the last second."""
        self._forget(self._second, self.monotonic() - 1.0)
        return len(self._second)

    def _wait_in_all(self, now: float, *, paid: bool) -> float:
        self._forget(self._second, now - 1.0)
        limit = MAX_PER_SECOND_PAID if paid else MAX_PER_SECOND
        return self._second[-limit] + 1.0 - now if len(self._second) >= limit else 0.0

    @staticmethod
    def _wait_in_chat(usage: ChatUsage, now: float) -> float:
        usage.level = max(0.0, usage.level - (now - usage.at))
        usage.at = now
        return max(0.0, usage.level - (CHAT_BURST - 1))

    def _wait_in_group(self, usage: ChatUsage, now: float) -> float:
        self._forget(usage.minute, now - MINUTE)
        full = len(usage.minute) >= MAX_PER_MINUTE_TO_GROUP
        return usage.minute[-MAX_PER_MINUTE_TO_GROUP] + MINUTE - now if full else 0.0

    @staticmethod
    def _forget(times: deque[float], before: float) -> None:
        while times and times[0] <= before:
            times.popleft()
