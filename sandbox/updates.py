"""The queue of updates that wait for a bot, and the webhook settings of the bot."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.protocol import BotApiError, Json

UPDATE_LIFETIME = 24 * 3600.0
QUERY_LIFETIME = 150.0
OPT_IN_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
POLL_CONFLICT = "terminated by other getUpdates request; make sure that only one bot instance is running"
REPEATED_POLL_WINDOW = 3.0
IMMEDIATE_POLL_WINDOW = 0.5


@dataclass(frozen=True, slots=True)
class PendingUpdate:
    """An update, and the monotonic time at which it expires."""

    update: Json
    expires: float


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to, and how the last attempts went."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error_at: int = 0
    last_error: str = ""


@dataclass(slots=True, eq=False)
class UpdateQueue:
    """Updates in order, their ids never reused; `monotonic` gives seconds."""

    monotonic: Callable[[], float]
    pending: deque[PendingUpdate] = field(default_factory=deque)
    allowed: list[str] = field(default_factory=list)
    webhook: Webhook | None = None
    last_id: int = 100_000_000
    total: int = 0
    arrival: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: "asyncio.Future[None] | None" = None
    _polled: tuple[int, float] = (-1, float("-inf"))

    def add(self, kind: str, content: Json) -> int | None:
        """Queue an update of a kind and return its id; None if the bot has not asked for that kind."""
        if kind not in self.allowed if self.allowed else kind in OPT_IN_KINDS:
            return None
        self.last_id += 1
        self.total += 1
        lifetime = QUERY_LIFETIME if kind in {"callback_query", "inline_query"} else UPDATE_LIFETIME
        self.pending.append(PendingUpdate({"update_id": self.last_id, kind: content}, self.monotonic() + lifetime))
        self._wake()
        return self.last_id

    def confirm(self, offset: int) -> None:
        """Remove expired updates and those below `offset`; a negative offset keeps only that many of the last."""
        now = self.monotonic()
        kept = [update for update in self.pending if update.expires > now]
        if offset < 0:
            kept = kept[offset:]
        elif offset:
            kept = [update for update in kept if update.update["update_id"] >= offset]
        self.pending = deque(kept)
        if not kept:
            self.arrival.clear()

    def throttle_poll(self, offset: int, limit: int, timeout: float) -> tuple[int, float]:
        """Return limit and timeout, changed if a poll repeats the last one too soon (Client.cpp:15714 of 10.0)."""
        last_offset, last_at = self._polled
        now = self.monotonic()
        self._polled = (offset, now)
        if offset == last_offset and timeout < REPEATED_POLL_WINDOW and now < last_at + REPEATED_POLL_WINDOW:
            timeout = REPEATED_POLL_WINDOW
            if now < last_at + IMMEDIATE_POLL_WINDOW:
                limit = 1
        return limit, timeout

    async def poll(self, limit: int, seconds: float) -> list[Json]:
        """Return up to `limit` updates, waiting up to so many seconds for the first.

        Raises:
            BotApiError: 409, when a newer poll or a webhook replaces this one.
        """
        if not self.pending and seconds > 0:
            self.interrupt(POLL_CONFLICT)
            self._poll = poll = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(poll, seconds)
            except TimeoutError:
                return []
        return [pending.update for pending, _ in zip(self.pending, range(limit), strict=False)]

    def interrupt(self, reason: str) -> None:
        """End the waiting poll, if there is one, with a 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(BotApiError(409, reason))

    def release(self) -> None:
        """End the waiting poll, if there is one, with the updates that there are."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _wake(self) -> None:
        self.arrival.set()
        if self.webhook is None:
            self.release()
