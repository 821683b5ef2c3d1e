"""Keeps the limits of the Bots FAQ for everything that goes to Telegram, with replies to people first.

The rates and the queue of turns read no clock: `now` is in seconds. `RateLimiter` adds clock and event loop.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from itertools import chain
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot import metrics
from bot.transport.errors import retry_delay
from bot.transport.shared_rate import AWAY_RATE, RETRY, SENT_WITHIN, Budget, Rate, SharedRate
from storage.budget import FLOOD_CHATS, FLOOD_SECONDS, HORIZON, RECOVERY, SLOW_FACTOR, SLOWEST, Kind

ChatId = int | str
"""A number, or the ``@name`` of a channel or group."""

CHAT_GAP = 1.0
"""Seconds between two messages to a chat (Bots FAQ, "My bot is hitting limits")."""
GROUP_MESSAGES, GROUP_WINDOW = 20, 61.0
"""Messages to a group in so many seconds (same place). Counted in a window instead of spaced by three seconds, so that
a conversation in a group flows and the limit holds for every minute, wherever it begins. The second above a minute is
for the way: Telegram counts when messages arrive, and one may be on its way for longer than the twentieth after it."""

SAME_MESSAGE = 5.0
"""Seconds between the turn of a message and the time at which the outbox says that it was sent."""


LATENESS = 0.02
"""Seconds by which timers of a busy process are late."""


class SteadyRate:
    """A rate without bursts: the generic cell rate algorithm (ITU-T I.371), with a tolerance of one interval.

    The tolerance makes up for timers that fire late; it lets two through at the start, and at most one more than the
    rate in any second. Above 50 a second it is ``LATENESS``, so 2 in a hundred more.
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
        self.free_at = max(self.free_at, now - max(interval, LATENESS)) + interval

    def lower(self, now: float) -> None:
        """Go on more slowly, and recover by and by."""
        self._lowered = min(self._full, max(SLOWEST, self.at(now) * SLOW_FACTOR))
        self._lowered_at = now


class ChatRate:
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

    def learn(self, told: Iterable[float]) -> None:
        """Count what was sent to a group at these times, unless it has been counted: by this process, or when told."""
        known = list(self._recent or ())
        unknown: list[float] = []
        for at in sorted(told):
            same = min(known, key=lambda other: abs(other - at), default=math.inf)
            if abs(same - at) <= SAME_MESSAGE:
                known.remove(same)
            else:
                unknown.append(at)
        if unknown and self._recent is not None:
            times, self._recent = sorted((*self._recent, *unknown)), deque(maxlen=GROUP_MESSAGES)
            for at in times:
                self.take(at)

    def hold(self, until: float) -> None:
        """Leave the chat alone until then."""
        self.free_at = max(self.free_at, until)

    def is_over(self, now: float) -> bool:
        """Return whether nothing of the past matters any more, so that the pace can be forgotten."""
        return self.free_at <= now and (not self._recent or self._recent[-1] + GROUP_WINDOW <= now)


def _is_group(chat_id: ChatId) -> bool:
    """Return whether it is no person: a group or a channel."""
    return isinstance(chat_id, str) or chat_id < 0


class ChatRates:
    """The paces of all chats that were written to lately."""

    def __init__(self) -> None:
        self._paces: dict[ChatId, ChatRate] = {}
        self._prune_above = 1024

    def __len__(self) -> int:
        return len(self._paces)

    def free_at(self, chat_id: ChatId | None) -> float:
        """Return when the next message may go to the chat; None stands for no chat, which is always free."""
        pace = None if chat_id is None else self._paces.get(chat_id)
        return -math.inf if pace is None else pace.free_at

    def of(self, chat_id: ChatId, now: float) -> ChatRate:
        """Return the pace of a chat, to count or hold."""
        if len(self._paces) >= self._prune_above:
            self._paces = {chat: pace for chat, pace in self._paces.items() if not pace.is_over(now)}
            self._prune_above = max(1024, 2 * len(self._paces))
        if chat_id not in self._paces:
            self._paces[chat_id] = ChatRate(is_group=_is_group(chat_id))
        return self._paces[chat_id]


REPLY_RESERVE = 5.0
"""Messages a second above the rate that only answers to people may use: with 25 it makes Telegram's 30."""

MOST_PAID = 1_000.0
"""Messages a second of a bot that pays for them, the free ones included (Bot API, ``allow_paid_broadcast``)."""


def rates_of(rate: float, paid_rate: float) -> dict[Kind, float]:
    """Return messages a second of each kind, from the settings; nobody asks for paid ones at the rate 0."""
    left = max(rate, MOST_PAID - rate - REPLY_RESERVE)
    return {Kind.OWED: rate, Kind.REPLY: REPLY_RESERVE, Kind.PAID: min(paid_rate or rate, left)}


class Priority(IntEnum):
    """Who goes first."""

    REPLY = 0
    """Answers to people."""
    ALERT = 1
    REST = 2
    """Broadcasts, and edits of alerts."""
    PAID = 3
    """Broadcasts that are paid for: at a rate of their own."""

    @property
    def kind(self) -> Kind:
        """Whose turns it takes."""
        return KINDS[self]


KINDS = {Priority.REPLY: Kind.REPLY, Priority.PAID: Kind.PAID, Priority.ALERT: Kind.OWED, Priority.REST: Kind.OWED}


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """A place in the queue, for one message to a chat or to none in particular. Two are never equal."""

    chat_id: ChatId | None
    priority: Priority


class LocalRate:
    """The rate of a process that sends alone.

    Answers to people are bound by the rate and its reserve, all others by the rate alone, and what is paid for by a
    rate of its own.
    """

    def __init__(self, rate: float, paid_rate: float = 0.0) -> None:
        self._all = SteadyRate(rate + REPLY_RESERVE)
        self._owed = SteadyRate(rate)
        self._paid = SteadyRate(rates_of(rate, paid_rate)[Kind.PAID])
        self.paused_until = -math.inf

    def rate(self, now: float) -> float:
        """Return messages a second: fewer for a while after a flood."""
        return self._owed.at(now)

    def opens_at(self, kind: Kind) -> float:
        """Return when the rate and a flood let the next one go."""
        match kind:
            case Kind.REPLY:
                return self._all.free_at
            case Kind.OWED:
                return max(self._all.free_at, self._owed.free_at, self.paused_until)
            case Kind.PAID:
                return max(self._paid.free_at, self.paused_until)

    def take(self, kind: Kind, now: float) -> None:
        """Count one message."""
        if kind is Kind.PAID:
            self._paid.take(now)
            return
        self._all.take(now)
        if kind is Kind.OWED:
            self._owed.take(now)

    def drop_old(self, _now: float) -> None:
        """Have nothing to forget: what was not used leaves no trace."""

    def slow_down(self, now: float, until: float) -> None:
        """Lower every rate, and stop all but answers."""
        for rate in (self._all, self._owed, self._paid):
            rate.lower(now)
        self.paused_until = max(self.paused_until, until)


class TurnQueue:
    """The queue: the first of the highest priority whose chat is free goes, as soon as the rate lets it.

    A chat that is cooling holds up nobody else. The rate is that of this process alone, or one that it shares.
    """

    def __init__(self, rate: float | Rate) -> None:
        self._rate: Rate = LocalRate(rate) if isinstance(rate, int | float) else rate
        self._chats = ChatRates()
        self._waiting: tuple[dict[Ticket, None], ...] = tuple({} for _ in Priority)
        self._throttled: deque[tuple[float, ChatId, float]] = deque()

    @property
    def paused_until(self) -> float:
        """Until when a flood stops all but answers to people."""
        return self._rate.paused_until

    def rate(self, now: float) -> float:
        """Return how many messages a second may go besides answers to people: fewer for a while after a flood."""
        return self._rate.rate(now)

    def wanted(self, kind: Kind, now: float) -> int:
        """Return how many of a kind could use a turn soon."""
        queues = (queue for priority, queue in zip(Priority, self._waiting, strict=True) if priority.kind is kind)
        return sum(self._wanted_from(ticket) <= now for queue in queues for ticket in queue)

    def wanted_next(self, now: float) -> float:
        """Return when the next ticket that could not use a turn yet will want one; never, where there is none."""
        return min((at for ticket in self.waiting() if (at := self._wanted_from(ticket)) > now), default=math.inf)

    def ask(self, ticket: Ticket) -> None:
        """Join the queue."""
        self._waiting[ticket.priority][ticket] = None

    def leave(self, ticket: Ticket) -> None:
        """Leave the queue, if still in it."""
        self._waiting[ticket.priority].pop(ticket, None)

    def waiting(self) -> Iterator[Ticket]:
        """Yield all tickets in the queue, in order."""
        return chain.from_iterable(self._waiting)

    def first_of_each(self) -> Iterator[Ticket]:
        """Yield of each priority the ticket that was asked for first."""
        return (next(iter(queue)) for queue in self._waiting if queue)

    def grant(self, now: float) -> Ticket | None:
        """Return the ticket whose turn it is, taken from the queue and counted; None if nobody's is."""
        self._rate.drop_old(now)
        for priority, queue in zip(Priority, self._waiting, strict=True):
            if self._rate.opens_at(priority.kind) > now:
                continue
            for ticket in queue:
                if self._chats.free_at(ticket.chat_id) <= now:
                    del queue[ticket]
                    self._count(ticket, now)
                    return ticket
        return None

    def next_at(self) -> float | None:
        """Return when the next turn comes (perhaps it has); None when nobody waits, or nobody knows."""
        soonest = min((self._next_of(priority) for priority in Priority if self._waiting[priority]), default=math.inf)
        return None if soonest == math.inf else soonest

    def delay(self, ticket: Ticket, now: float) -> float:
        """Return for how many seconds the ticket's chat or a flood holds it back, whoever else waits."""
        pause = -math.inf if ticket.priority is Priority.REPLY else self._rate.paused_until
        return max(0.0, pause - now, self._chats.free_at(ticket.chat_id) - now)

    def remember(self, chat_id: ChatId, at: float, now: float) -> None:
        """Count a message that a process before this one sent to a chat; earlier ones are told first."""
        self._chats.of(chat_id, now).take(at)

    def learn(self, chat_id: ChatId, told: Iterable[float], now: float) -> None:
        """Count what other processes sent to a group or channel, told once or again."""
        self._chats.of(chat_id, now).learn(told)

    def hold(self, chat_id: ChatId, until: float, now: float) -> None:
        """Leave a chat alone until then, as another process heard it."""
        self._chats.of(chat_id, now).hold(until)

    def throttle(self, chat_id: ChatId, delay: float, now: float) -> None:
        """Leave a chat alone for so many seconds; in a flood slow down, and stop all but answers for the shortest.

        The shortest, because a flood over all has much the same delay for everyone, and chats that are busy by chance
        should not make everybody wait for the longest of theirs.
        """
        self._chats.of(chat_id, now).hold(now + delay)
        self._throttled.append((now, chat_id, now + delay))
        while self._throttled[0][0] < now - FLOOD_SECONDS:
            self._throttled.popleft()
        if len({chat for _, chat, _ in self._throttled}) >= FLOOD_CHATS:
            self._rate.slow_down(now, min((until for *_, until in self._throttled if until > now), default=now))
            self._throttled.clear()

    def _count(self, ticket: Ticket, now: float) -> None:
        self._rate.take(ticket.priority.kind, now)
        if ticket.chat_id is not None:
            self._chats.of(ticket.chat_id, now).take(now)

    def _wanted_from(self, ticket: Ticket) -> float:
        return self._chats.free_at(ticket.chat_id) - HORIZON

    def _next_of(self, priority: Priority) -> float:
        opens_at, soonest = self._rate.opens_at(priority.kind), math.inf
        for ticket in self._waiting[priority]:
            soonest = min(soonest, self._chats.free_at(ticket.chat_id))
            if soonest <= opens_at:
                return opens_at
        return soonest


MOST_WAIT = 30.0
"""Seconds that what is owed waits for turns of a shared budget. Beyond, it goes back to the outbox,
long before its lease ends and another process takes it."""


LONGEST_WAIT = 10.0
"""Seconds that a message may wait for its chat or for a flood to pass. Beyond, its sender is told at once instead, as
Telegram would tell it, so that a slot, a lease or a handler is not held for an hour."""

SLOT_WAIT = 0.1
"""The same for what is owed to a group or channel: the outbox has it wait. Places whose minute is full, all since the
same burst, would else hold every slot, and people's alerts would wait with them."""

Json = bool | dict[str, Any] | list[dict[str, Any]]


def _longest_wait(ticket: Ticket) -> float:
    is_owed_to_group = (
        ticket.priority is not Priority.REPLY and ticket.chat_id is not None and _is_group(ticket.chat_id)
    )
    return SLOT_WAIT if is_owed_to_group else LONGEST_WAIT


class RateLimiter(BaseRateLimiter[Priority]):
    """Gives out turns.

    python-telegram-bot's calls pass through by themselves, as answers to people unless `rate_limit_args` names another
    priority; whoever sends by other means awaits `turn`.
    """

    def __init__(
        self,
        rate: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        budget: Budget | None = None,
        paid_rate: float = 0.0,
    ) -> None:
        """Set the pace.

        Args:
            rate: Messages a second for all but answers to people; 0 lifts every pace, also the one a chat.
            clock: Seconds, of a clock that never goes back.
            sleep: Waits for so many seconds.
            budget: Gives out the turns where several processes send, instead of a rate of this one's own.
            paid_rate: Messages a second of broadcasts that are paid for.
        """
        self._clock = clock
        self._sleep = sleep
        self._shared = self._share(budget, rate) if budget is not None and rate > 0 else None
        self._turns = TurnQueue(self._shared or LocalRate(rate, paid_rate)) if rate > 0 else None
        self._waiters: dict[Ticket, asyncio.Future[float]] = {}
        self._asked_at: dict[Ticket, float] = {}
        self._learning: tuple[set[int], asyncio.Task[None]] | None = None
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_at: float | None = None

    def _share(self, budget: Budget, rate: float) -> SharedRate:
        return SharedRate(
            budget,
            rate,
            SteadyRate(AWAY_RATE),
            wanted=lambda kind: self._turns.wanted(kind, self._clock()) if self._turns else 0,
            on_change=lambda: self._grant(self._turns) if self._turns else None,
            hold=lambda chat_id, until: self._turns.hold(chat_id, until, self._clock()) if self._turns else None,
            clock=self._clock,
            sleep=self._sleep,
        )

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Send everyone who still waits away: they may try again later."""
        for ticket in self._waiters:
            self._send_away(ticket, 1.0)
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = self._alarm_at = None
        if self._shared is not None:
            await self._shared.close()

    async def turn(self, chat_id: ChatId | None, priority: Priority) -> float:
        """Return when a message may go to the chat; None stands for a call that only the rate over all concerns.

        Returns:
            Until when it may, for ``is_over``.

        Raises:
            RetryAfter: That would take longer than `LONGEST_WAIT`.
        """
        if self._turns is None:
            return math.inf
        if self._shared is not None and isinstance(chat_id, int) and _is_group(chat_id):
            await self._learn(self._shared, self._turns, chat_id)
        ticket = Ticket(chat_id, priority)
        asked_at = self._clock()
        if (delay := self._turns.delay(ticket, asked_at)) > _longest_wait(ticket):
            raise RetryAfter(timedelta(seconds=delay))
        granted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiters[ticket] = granted
        self._asked_at[ticket] = self._clock()
        self._turns.ask(ticket)
        self._grant(self._turns, is_news=chat_id is not None and _is_group(chat_id))
        try:
            return await granted
        finally:
            metrics.budget_wait(priority.name).observe(self._clock() - asked_at)
            self._turns.leave(ticket)
            self._waiters.pop(ticket, None)
            self._asked_at.pop(ticket, None)

    def is_over(self, until: float) -> bool:
        """Return whether a turn was not used in time, so that another is wanted: others send by now."""
        return self._clock() > until

    async def _learn(self, shared: SharedRate, turns: TurnQueue, chat_id: int) -> None:
        """Learn what other processes sent to a group or channel; all that ask at once are asked for at once."""
        if self._learning is None:
            chat_ids: set[int] = set()
            self._learning = chat_ids, asyncio.create_task(self._learn_of(shared, turns, chat_ids))
        chat_ids, told = self._learning
        chat_ids.add(chat_id)
        await asyncio.shield(told)

    async def _learn_of(self, shared: SharedRate, turns: TurnQueue, chat_ids: set[int]) -> None:
        await asyncio.sleep(0)  # who asks in this round of the loop asks along
        self._learning = None
        sent, now = await shared.sent_to(chat_ids), self._clock()
        for chat_id in chat_ids:
            turns.learn(chat_id, [now - ago.total_seconds() for chat, ago in sent if chat == chat_id], now)

    def remember(self, sent: Iterable[tuple[ChatId, timedelta]]) -> None:
        """Count what was sent before this process began, as chats and how long ago: a restart forgets nothing."""
        now = self._clock()
        for chat_id, ago in sorted(sent, key=lambda each: each[1], reverse=True):
            if self._turns is not None:
                self._turns.remember(chat_id, now - max(0.0, ago.total_seconds()), now)

    def rate(self) -> float:
        """Return how many messages a second may go at present, besides answers to people; 0 for no limit."""
        return self._turns.rate(self._clock()) if self._turns is not None else 0.0

    async def ready(self) -> None:
        """Return when no flood stops alerts, so that none need be claimed before."""
        while self._turns is not None and (pause := self._turns.paused_until - self._clock()) > 0:
            await self._sleep(pause)

    def throttled(self, chat_id: ChatId, retry_after: timedelta) -> None:
        """Take note of a 429: all processes leave the chat alone for so long, and several chats slow everyone."""
        metrics.THROTTLES.inc()
        if self._turns is None:
            return
        now = self._clock()
        self._turns.throttle(chat_id, retry_after.total_seconds(), now)
        if self._shared is not None and isinstance(chat_id, int):
            self._shared.tell_throttled(chat_id, now + retry_after.total_seconds())
        self._grant(self._turns)

    async def process_request(  # noqa: PLR0917  # the signature is python-telegram-bot's
        self,
        callback: Callable[..., Coroutine[Any, Any, Json]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Priority | None,
    ) -> Json:
        """Make a call of python-telegram-bot when its turn has come.

        An answer to a person that Telegram throttles for no longer than `LONGEST_WAIT` is tried once more after that.

        Raises:
            RetryAfter: It is throttled for longer, or again, or is not an answer to a person.
        """
        priority = Priority.REPLY if rate_limit_args is None else rate_limit_args
        is_last = priority is not Priority.REPLY
        while True:
            await self._turn_of_call(endpoint, data.get("chat_id"), priority)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                delay = retry_delay(error)
                if "chat_id" in data:
                    self.throttled(data["chat_id"], delay)
                if is_last or delay.total_seconds() > LONGEST_WAIT:
                    raise
            is_last = True
            await self._sleep(delay.total_seconds())

    async def _turn_of_call(self, endpoint: str, chat_id: ChatId | None, priority: Priority) -> None:
        """Wait for what the call needs: a message for its chat and the rate, an edit for the rate, others for nothing.

        Whoever pages through a menu edits one message over and over; that is no message to the chat.
        """
        if endpoint.startswith("edit"):
            await self.turn(None, priority)
        elif endpoint.startswith(("send", "copy", "forward", "createForumTopic")) and endpoint != "sendChatAction":
            await self.turn(chat_id, priority)

    def _grant(self, turns: TurnQueue, *, is_news: bool = True) -> None:
        """Give out the turns that are due; at news that make others wait longer, send away whom that is too long."""
        now = self._clock()
        until = math.inf if self._shared is None else now + SENT_WITHIN
        while (ticket := turns.grant(now)) is not None:
            is_news |= ticket.chat_id is not None and _is_group(ticket.chat_id)  # perhaps its minute is full now
            if not self._waiters[ticket].done():
                self._waiters[ticket].set_result(until)
        if is_news:
            self._send_away_late(turns, now)
        self._set_alarm(turns)
        if self._shared is not None:
            self._shared.refill()

    def _send_away_late(self, turns: TurnQueue, now: float) -> None:
        for waiting in list(turns.waiting()):
            delay = turns.delay(waiting, now)
            if delay > _longest_wait(waiting) or (self._shared is not None and self._is_too_old(waiting, now)):
                turns.leave(waiting)
                self._send_away(waiting, delay or RETRY)

    def _is_too_old(self, ticket: Ticket, now: float) -> bool:
        return ticket.priority is not Priority.REPLY and self._asked_at[ticket] + MOST_WAIT <= now

    def _send_away(self, ticket: Ticket, delay: float) -> None:
        waiter = self._waiters[ticket]
        if not waiter.done():
            waiter.set_exception(RetryAfter(timedelta(seconds=delay)))

    def _set_alarm(self, turns: TurnQueue) -> None:
        at = self._next_at(turns)
        if at == self._alarm_at:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm_at = at
        self._alarm = None if at is None else asyncio.create_task(self._ring(turns, at))

    def _next_at(self, turns: TurnQueue) -> float | None:
        at = turns.next_at()
        if self._shared is None:
            return at
        owed = (ticket for ticket in turns.first_of_each() if ticket.priority is not Priority.REPLY)
        oldest = min((self._asked_at[ticket] for ticket in owed), default=math.inf)
        # Who waits for a chat leases no turn before that is soon free: then they have to be thought of.
        soonest = min(math.inf if at is None else at, oldest + MOST_WAIT, turns.wanted_next(self._clock()))
        return None if soonest == math.inf else soonest

    async def _ring(self, turns: TurnQueue, at: float) -> None:
        await self._sleep(max(0.0, at - self._clock()))
        self._alarm = self._alarm_at = None  # it rang: nothing to cancel
        now = self._clock()
        self._grant(turns, is_news=any(self._is_too_old(ticket, now) for ticket in turns.first_of_each()))
