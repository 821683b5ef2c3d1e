"""Notices that polling has died, or that somebody else polls with the same token.

python-telegram-bot's loop can fall silent for good (its issue 4405): then only the calls that succeed tell. A quiet
night is no sign, since a poll without updates succeeds as well.
"""

import re
import time
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from bot.chat.request import AiohttpRequest

SUCCESS = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')
MISSED_POLLS = 3
SLACK = 30.0
"""Seconds, for connecting and for waiting between attempts."""
CONTESTED_CONFLICTS, CONTESTED_SECONDS = 3, 60.0


class PollWatch:
    """Remembers when polling last succeeded, in seconds of a clock that never goes back."""

    def __init__(self, poll_timeout: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Set how long a poll may wait for updates, in seconds."""
        self.silence_limit = MISSED_POLLS * poll_timeout + SLACK
        self._clock = clock
        self._alive_at: float | None = None
        self._conflicts: deque[float] = deque(maxlen=CONTESTED_CONFLICTS)

    def began(self) -> None:
        """Take note that a poll began: the first one starts the watch."""
        if self._alive_at is None:
            self._alive_at = self._clock()

    def succeeded(self) -> None:
        """Take note that a poll was answered, with updates or without."""
        self._alive_at = self._clock()

    def conflicted(self) -> None:
        """Take note of a 409: another process polls with this token."""
        self._conflicts.append(self._clock())

    def is_dead(self, now: float) -> bool:
        """Return whether polls have begun and none has succeeded for so long that none will."""
        return self._alive_at is not None and now - self._alive_at > self.silence_limit

    def is_contested(self, now: float) -> bool:
        """Return whether another process keeps polling: one 409 is left over from a restart, three are not."""
        return len(self._conflicts) == CONTESTED_CONFLICTS and now - self._conflicts[0] <= CONTESTED_SECONDS


class PollRequest(AiohttpRequest):
    """The wire for ``getUpdates`` alone, watched. A poll may be cut off: nothing is lost by that."""

    def __init__(self, watch: PollWatch, *, read_timeout: float = 10.0) -> None:
        """Set the watch, and the seconds that an answer may take beyond the poll's own timeout."""
        super().__init__(pool_size=4, read_timeout=read_timeout)
        self._watch = watch

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """Return status and body of the answer, and tell the watch."""
        self._watch.began()
        status, answer = await super().do_request(*args, **options)
        if status == 200 and SUCCESS.match(answer):
            self._watch.succeeded()
        elif status == 409:
            self._watch.conflicted()
        return status, answer

    async def _to_its_end(self, exchange: Coroutine[Any, Any, tuple[int, bytes]]) -> tuple[int, bytes]:
        return await exchange
