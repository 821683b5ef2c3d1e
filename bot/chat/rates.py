"""How fast: a steady rate over all, and the pace of one chat. No clock is read here; `now` is in seconds."""

import math
from collections import deque

ChatId = int | str
"""A number, or the ``@name`` of a channel or group."""

CHAT_GAP = 1.0
"""Seconds between two messages to a chat (Bots FAQ, "My bot is hitting limits")."""
GROUP_MESSAGES, GROUP_WINDOW = 20, 60.0
"""Messages to a group in so many seconds (same place). Counted in a window instead of spaced by three seconds, so that
a conversation in a group flows and the limit holds for every minute, wherever it begins."""

SLOW_FACTOR = 0.7
RECOVERY = 1 / 60
"""Messages a second, regained each second: one a second a minute."""
SLOWEST = 1.0


class SteadyRate:
    """A rate without bursts: the generic cell rate algorithm (ITU-T I.371), with a tolerance of one interval.

    The tolerance makes up for timers that fire late; it lets two through at the start, and at most one more than the
    rate in any second.
    """

    def __init__(self, rate: float) -> None:
        self._full = rate
        self._lowered = rate
        self._lowered_at = 0.0
        self.free_at = -math.inf

    def at(self, now: float) -> float:
        """Return messages a second: the full rate, or what is regained of it since it was lowered."""
        return min(self._full, self._lowered + (now - self._lowered_at) * RECOVERY)

    def take(self, now: float) -> None:
        """Count one message."""
        interval = 1 / self.at(now)
        self.free_at = max(self.free_at, now - interval) + interval

    def lower(self, now: float) -> None:
        """Go on more slowly, and recover by and by."""
        self._lowered = min(self._full, max(SLOWEST, self.at(now) * SLOW_FACTOR))
        self._lowered_at = now


class ChatPace:
    """The pace of one chat: a message a second, to a group twenty a minute, and nothing while it is throttled."""

    __slots__ = ("_recent", "free_at")

    def __init__(self, *, is_group: bool) -> None:
        self._recent: deque[float] | None = deque(maxlen=GROUP_MESSAGES) if is_group else None
        self.free_at = -math.inf

    def take(self, now: float) -> None:
        """Count one message."""
        self.hold(now + CHAT_GAP)
        if self._recent is not None:
            self._recent.append(now)
            if len(self._recent) == GROUP_MESSAGES:
                self.hold(self._recent[0] + GROUP_WINDOW)

    def hold(self, until: float) -> None:
        """Leave the chat alone until then."""
        self.free_at = max(self.free_at, until)

    def is_over(self, now: float) -> bool:
        """Return whether nothing of the past matters any more, so that the pace can be forgotten."""
        return self.free_at <= now and (not self._recent or self._recent[-1] + GROUP_WINDOW <= now)


class ChatPaces:
    """The paces of all chats that were written to lately."""

    def __init__(self) -> None:
        self._paces: dict[ChatId, ChatPace] = {}
        self._prune_above = 1024

    def __len__(self) -> int:
        return len(self._paces)

    def free_at(self, chat_id: ChatId | None) -> float:
        """Return when the next message may go to the chat; None stands for no chat, which is always free."""
        pace = None if chat_id is None else self._paces.get(chat_id)
        return -math.inf if pace is None else pace.free_at

    def of(self, chat_id: ChatId, now: float) -> ChatPace:
        """Return the pace of a chat, to count or hold."""
        if len(self._paces) >= self._prune_above:
            self._paces = {chat: pace for chat, pace in self._paces.items() if not pace.is_over(now)}
            self._prune_above = max(1024, 2 * len(self._paces))
        if chat_id not in self._paces:
            self._paces[chat_id] = ChatPace(is_group=isinstance(chat_id, str) or chat_id < 0)
        return self._paces[chat_id]
