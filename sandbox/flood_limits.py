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
    """What one chat has used up: `level` messages of its burst, and its last minute if it is a group."""

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
        """Take the room for `count` messages: 0 if there was, else the seconds to wait, nothing being taken.

        Those of an album come at once, so that in a private chat's seconds they count as one.
        """
        if not self.on:
            return 0
        now = self.monotonic()
        allowance = self._chats.setdefault(chat_id, ChatUsage())
        wait = max(self._wait_in_all(now, paid=paid), self._wait_in_chat(allowance, now))
        if is_group:
            wait = max(wait, self._wait_in_group(allowance, now))
        if wait > 0:
            return ceil(wait)
        self._second.extend([now] * count)
        allowance.level += 1
        if is_group:
            allowance.minute.extend([now] * count)
        return 0

    def sent_this_second(self) -> int:
        """Return how many messages the last second saw."""
        self._forget(self._second, self.monotonic() - 1.0)
        return len(self._second)

    def _wait_in_all(self, now: float, *, paid: bool) -> float:
        self._forget(self._second, now - 1.0)
        room = MAX_PER_SECOND_PAID if paid else MAX_PER_SECOND
        return self._second[-room] + 1.0 - now if len(self._second) >= room else 0.0

    @staticmethod
    def _wait_in_chat(allowance: ChatUsage, now: float) -> float:
        allowance.level = max(0.0, allowance.level - (now - allowance.at))
        allowance.at = now
        return max(0.0, allowance.level - (CHAT_BURST - 1))

    def _wait_in_group(self, allowance: ChatUsage, now: float) -> float:
        self._forget(allowance.minute, now - MINUTE)
        full = len(allowance.minute) >= MAX_PER_MINUTE_TO_GROUP
        return allowance.minute[-MAX_PER_MINUTE_TO_GROUP] + MINUTE - now if full else 0.0

    @staticmethod
    def _forget(times: deque[float], before: float) -> None:
        while times and times[0] <= before:
            times.popleft()
