"""The rate of several processes: turns are leased from one budget, a few ahead of those who wait for them.

`SharedRate` is to `TurnQueue` what a rate of its own is where one process sends alone. Times are seconds of a clock
that never goes back; `Turns` are told by the same clock.
"""

import asyncio
import logging
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol

from storage import budget as stored
from storage import outbox
from storage.budget import FIRST, HORIZON, Kind, Throttle, Turns
from storage.database import Database, DatabaseUnusableError

log = logging.getLogger(__name__)

TURN_LASTS = 0.08
"""Seconds after which a turn that was not used is dropped. Late ones are what makes bursts: with `SENT_WITHIN` and the
pace that makes up for dropped ones, 25 messages a second are 29 in any one at most, and Telegram takes 30."""
SENT_WITHIN = TURN_LASTS / 2
"""Seconds in which one that was given must reach the wire."""

AHEAD = 0.25
"""Seconds for which a process that sends all the time leases turns before they are asked for: else none of its slots
could go on before the database has answered, and a turn that is leased when it is due is late on arrival."""

PATIENCE = 1.0
"""Seconds that answers to people wait for the budget before they go at a pace of the process's own."""
AWAY_RATE = 1.0
"""That pace, in messages a second: of the reserve of five, for as many processes that give answers."""

RETRY = 1.0
"""Seconds: a budget that cannot be asked is asked again."""

Sent = tuple[int, timedelta]
"""A chat, and how long ago something was sent to it."""


class Budget(Protocol):
    """What processes share."""

    async def lease(self, kind: Kind, wanted: int, returned: int) -> Turns:
        """Return turns of a kind, as many as are wanted or fewer, and give some back that were not used."""

    async def tell_throttled(self, throttles: Collection[Throttle]) -> float:
        """Have all processes leave chats alone. Returns for how many seconds a flood stops all but answers."""

    async def sent_to(self, chat_ids: Collection[int]) -> list[Sent]:
        """Return what groups and channels were sent lately, by whichever process."""


def machine_time() -> datetime:
    """Return the time by the clock of this machine."""
    return datetime.now(UTC)


class DatabaseBudget:
    """The budget in a database.

    Args:
        database: PostgreSQL, where several processes send.
        bot_id: Whose budget.
        rates: Messages a second of each kind that is in use, when there is no flood.
        window: Which time "lately" is.
        clock: Seconds, that of whoever takes the turns.
        now: The time by which the outbox notes what was sent.
    """

    def __init__(
        self,
        database: Database,
        bot_id: int,
        rates: Mapping[Kind, float],
        window: timedelta,
        clock: Callable[[], float] = time.monotonic,
        *,
        now: Callable[[], datetime] = machine_time,
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._rates = rates
        self._window = window
        self._clock = clock
        self._known_until = FIRST
        """Of chats that were throttled before, this process was told."""
        self._now = now

    async def lease(self, kind: Kind, wanted: int, returned: int) -> Turns:
        """Lease in a transaction of its own."""
        turns = await self._database.run(
            stored.lease,
            self._bot_id,
            kind,
            wanted,
            self._rates[kind],
            self._clock,
            known_until=self._known_until,
            returned=returned,
        )
        self._known_until = max(self._known_until, turns.now)
        return turns

    async def tell_throttled(self, throttles: Collection[Throttle]) -> float:
        """Tell it in a transaction of its own."""
        return await self._database.run(stored.tell_throttled, self._bot_id, throttles, self._rates)

    async def sent_to(self, chat_ids: Collection[int]) -> list[Sent]:
        """Read it from the outbox and the menus."""
        now = self._now()
        sent = await self._database.run(outbox.sent_to_places, now - self._window, chat_ids)
        return [(chat_id, now - at) for chat_id, at in sent]


class LeasedTurns:
    """The turns of one kind that this process has and has not used."""

    __slots__ = ("_interval", "_period", "_times", "_used", "_used_before", "lost")

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self._interval = 0.0
        self._period = 0
        self._used = self._used_before = 0
        self.lost = 0
        """Turns that were dropped, and not given back yet."""

    def __len__(self) -> int:
        return len(self._times)

    @property
    def first(self) -> float:
        """When the first of them is; never, where there is none."""
        return self._times[0] if self._times else math.inf

    def add(self, turns: Turns) -> None:
        """Take turns that were leased; they follow those that are there."""
        start = turns.read_at + turns.delay
        self._times.extend(start + number * turns.interval for number in range(turns.count))
        self._interval = turns.interval

    def use(self, now: float) -> None:
        """Use the first."""
        self._times.popleft()
        self._count_to(now)
        self._used += 1

    def ahead(self, now: float) -> int:
        """Return how many more are likely to be asked for soon; none unless they are used all the time."""
        self._count_to(now)
        return self._used_before if self._used else 0

    def _count_to(self, now: float) -> None:
        period = int(now / AHEAD)
        if period != self._period:
            self._used_before = self._used if period == self._period + 1 else 0
            self._used, self._period = 0, period

    def forget(self) -> None:
        """Give up all."""
        self._times.clear()

    def drop_old(self, now: float) -> int:
        """Drop those that are over for longer than timers are late: they would make a burst. Returns how many."""
        oldest, before = now - max(TURN_LASTS, self._interval), len(self._times)
        while self._times and self._times[0] < oldest:
            self._times.popleft()
        dropped = before - len(self._times)
        self.lost += dropped
        return dropped


class Rate(Protocol):
    """When a message of each kind may leave."""

    @property
    def paused_until(self) -> float:
        """Until when a flood stops all but answers to people."""

    def rate(self, now: float, /) -> float:
        """Return how many messages a second may go besides answers to people."""

    def opens_at(self, kind: Kind) -> float:
        """Return when the next one may leave; perhaps it has been possible for a while."""

    def take(self, kind: Kind, now: float) -> None:
        """Count one message."""

    def drop_old(self, now: float) -> None:
        """Forget what nobody used in time."""

    def slow_down(self, now: float, until: float) -> None:
        """Begin a flood: go on more slowly, and stop all but answers to people until then."""


class OwnRate(Protocol):
    """A rate that needs nobody."""

    free_at: float

    def take(self, now: float) -> None:
        """Count one message."""


class SharedRate:
    """When a message of each kind may leave, by the turns that are leased; leases more while more are wanted.

    Args:
        budget: What processes share.
        full: Messages a second owed to subscribers, as long as nothing else was heard.
        away: The pace of answers to people while the budget does not answer.
        wanted: Tells how many of a kind wait.
        on_change: Called when there are turns, or none for a while.
        hold: Has a chat left alone until a time, as some process heard it.
        clock: Seconds.
        sleep: Waits for so many seconds.
    """

    def __init__(
        self,
        budget: Budget,
        full: float,
        away: OwnRate,
        *,
        wanted: Callable[[Kind], int],
        on_change: Callable[[], None],
        hold: Callable[[int, float], None],
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._budget = budget
        self._rate = full
        self._away = away
        self._wanted = wanted
        self._on_change = on_change
        self._hold = hold
        self._clock = clock
        self._sleep = sleep
        self._turns = {kind: LeasedTurns() for kind in Kind}
        self._leasing: dict[Kind, asyncio.Task[None]] = {}
        self._untold: dict[int, float] = {}
        """Chats that were throttled, and until when, of which the others do not know yet."""
        self._telling: asyncio.Task[None] | None = None
        self._away_from = math.inf
        """From when answers go at their own pace, unless turns arrive before."""
        self._is_short_of_replies = False
        """Whether the reserve had fewer turns for the moment than were wanted."""
        self.paused_until = -math.inf
        self.dropped = 0
        """Turns that were leased and not used in time: the process was held up, or nobody waited any more."""

    def rate(self, _now: float) -> float:
        """Return messages a second besides answers to people, as told by the last lease."""
        return self._rate

    def opens_at(self, kind: Kind) -> float:
        """Return when the next message of a kind may leave; an answer may use an idle turn of what is owed."""
        if kind is Kind.REPLY:
            own = max(self._away_from, self._away.free_at)
            return min(self._turns[Kind.REPLY].first, self._turns[Kind.OWED].first, own)
        return max(self._turns[kind].first, self.paused_until)

    def take(self, kind: Kind, now: float) -> None:
        """Count one message, which may leave now."""
        usable = (Kind.REPLY, Kind.OWED) if kind is Kind.REPLY else (kind,)
        for each in usable:
            if self._turns[each].first <= now:
                self._turns[each].use(now)
                return
        self._away.take(now)

    def drop_old(self, now: float) -> None:
        """Drop turns that nobody used."""
        for turns in self._turns.values():
            self.dropped += turns.drop_old(now)

    def slow_down(self, _now: float, until: float) -> None:
        """Stop all but answers for a flood; the others find it out by the chats that they are told of."""
        self._pause(until)

    def tell_throttled(self, chat_id: int, until: float) -> None:
        """Have all processes leave a chat alone until then."""
        self._untold[chat_id] = until
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    def refill(self) -> None:
        """Lease more of what more wait for than there are turns."""
        for kind in Kind:
            if kind not in self._leasing and self._missing(kind) > 0:
                self._leasing[kind] = asyncio.create_task(self._lease(kind))

    async def sent_to(self, chat_ids: Collection[int]) -> list[Sent]:
        """Return what groups and channels were sent lately; nothing when the budget does not answer soon."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._budget.sent_to(chat_ids)
        except (DatabaseUnusableError, TimeoutError):
            return []

    async def close(self) -> None:
        """Lease no more."""
        tasks = [*self._leasing.values(), *([self._telling] if self._telling else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _missing(self, kind: Kind) -> int:
        """Return how many turns to lease; 0 or less when there are enough for the moment."""
        wanted = self._wanted(kind)
        if kind is Kind.OWED and self._is_short_of_replies:
            wanted += max(0, self._wanted(Kind.REPLY) - len(self._turns[Kind.REPLY]))
        missing = wanted - len(self._turns[kind])
        ahead = self._turns[kind].ahead(self._clock()) if kind is not Kind.REPLY else 0
        return missing + ahead if missing > -ahead / 2 else 0

    def _pause(self, until: float) -> None:
        now = self._clock()
        if self.paused_until <= now < until:
            log.warning("Telegram slows the bot down: only answers for %.0f s, and less for a while", until - now)
        self.paused_until = max(self.paused_until, until)
        if self.paused_until > now:
            self._turns[Kind.OWED].forget()
            self._turns[Kind.PAID].forget()

    async def _lease(self, kind: Kind) -> None:
        """Lease turns of a kind as long as more wait for them than there are."""
        try:
            while (wanted := self._missing(kind)) > 0:
                if (pause := await self._lease_once(kind, wanted)) > 0:
                    await self._sleep(pause)
        finally:
            self._leasing.pop(kind, None)

    async def _lease_once(self, kind: Kind, wanted: int) -> float:
        """Lease turns, and return for how many seconds to wait before more are asked for."""
        if kind is Kind.REPLY and self._away_from == math.inf:
            self._away_from = self._clock() + PATIENCE
            self._on_change()  # the alarm is to ring by then
        try:
            returned = self._turns[kind].lost
            turns = await self._budget.lease(kind, wanted, returned)
        except Exception as error:
            level = logging.DEBUG if isinstance(error, DatabaseUnusableError) else logging.ERROR
            log.log(
                level, "the budget of messages could not be asked; answers go at a pace of their own", exc_info=error
            )
            self._away_from = min(self._away_from, self._clock())
            self._on_change()
            return RETRY
        self._turns[kind].lost -= returned
        self._add(kind, turns, is_short=turns.count < wanted)
        self._on_change()
        if turns.count == wanted:
            return 0.0
        # Shortly before they run out, for others to have their share too.
        return max(0.0, turns.delay + turns.count * turns.interval - HORIZON / 2) if turns.count else turns.delay

    def _add(self, kind: Kind, turns: Turns, *, is_short: bool) -> None:
        if kind is Kind.REPLY:
            self._is_short_of_replies = is_short
        if kind is Kind.REPLY or Kind.REPLY not in self._leasing:
            self._away_from = math.inf
        if kind is Kind.OWED:
            self._rate = turns.rate
        if turns.paused_for:
            self._pause(turns.read_at + turns.paused_for)
        for chat_id, delay in turns.throttled:
            self._hold(chat_id, turns.read_at + delay)
        self._turns[kind].add(turns)

    async def _tell(self) -> None:
        """Tell which chats are throttled, as long as there are any that the others do not know of."""
        while self._untold:
            told, self._untold, now = self._untold, {}, self._clock()
            throttles = [Throttle(chat_id, until - now) for chat_id, until in told.items() if until >= now]
            try:
                pause = await self._budget.tell_throttled(throttles) if throttles else 0.0
            except Exception as error:
                level = logging.DEBUG if isinstance(error, DatabaseUnusableError) else logging.ERROR
                log.log(level, "throttled chats could not be told to other processes; trying again", exc_info=error)
                self._untold = told | self._untold
                await self._sleep(RETRY)
                continue
            if pause > 0:
                self._pause(self._clock() + pause)
                self._on_change()
