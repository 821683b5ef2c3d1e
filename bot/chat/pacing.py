"""The pace of everything that goes to Telegram: the Bots FAQ's limits kept, with answers to people first."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.chat.errors import delay_of
from bot.chat.rates import ChatId
from bot.chat.turns import Priority, Ticket, Turns

PATIENCE = 10.0
"""Seconds that a message may wait for its chat or for a flood to pass. Beyond, its sender is told at once instead, as
Telegram would tell it, so that a slot, a lease or a handler is not held for an hour."""

Json = bool | dict[str, Any] | list[dict[str, Any]]


class Pacer(BaseRateLimiter[Priority]):
    """Gives out turns.

    python-telegram-bot's calls pass through by themselves, as answers to people unless `rate_limit_args` names another
    priority; whoever sends by other means awaits `turn`.
    """

    def __init__(
        self,
        rate: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Set the rate: messages a second for all but answers to people; 0 lifts every pace, also the one a chat."""
        self._turns = Turns(rate) if rate > 0 else None
        self._waiters: dict[Ticket, asyncio.Future[None]] = {}
        self._clock = clock
        self._sleep = sleep
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_at: float | None = None

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Send everyone who still waits away: they may try again later."""
        for ticket in self._waiters:
            self._send_away(ticket, 1.0)
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = self._alarm_at = None

    async def turn(self, chat_id: ChatId | None, priority: Priority) -> None:
        """Return when a message may go to the chat; None stands for a call that only the rate over all concerns.

        Raises:
            RetryAfter: That would take longer than `PATIENCE`.
        """
        if self._turns is None:
            return
        ticket = Ticket(chat_id, priority)
        if (delay := self._turns.delay(ticket, self._clock())) > PATIENCE:
            raise RetryAfter(timedelta(seconds=delay))
        granted = self._waiters[ticket] = asyncio.get_running_loop().create_future()
        self._turns.ask(ticket)
        self._grant(self._turns)
        try:
            await granted
        finally:
            self._turns.leave(ticket)
            self._waiters.pop(ticket, None)

    def rate(self) -> float:
        """Return how many messages a second may go at present, besides answers to people; 0 for no limit."""
        return self._turns.rate(self._clock()) if self._turns is not None else 0.0

    async def ready(self) -> None:
        """Return when no flood stops alerts, so that none need be claimed before."""
        while self._turns is not None and (pause := self._turns.paused_until - self._clock()) > 0:
            await self._sleep(pause)

    def throttled(self, chat_id: ChatId, retry_after: timedelta) -> None:
        """Take note of a 429: the chat is left alone for so long, and several chats at once slow everyone."""
        if self._turns is None:
            return
        now = self._clock()
        self._turns.throttle(chat_id, retry_after.total_seconds(), now)
        for ticket in self._waiters:
            if (delay := self._turns.delay(ticket, now)) > PATIENCE:
                self._send_away(ticket, delay)
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

        An answer to a person that Telegram throttles for no longer than `PATIENCE` is tried once more after that.

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
                delay = delay_of(error)
                if "chat_id" in data:
                    self.throttled(data["chat_id"], delay)
                if is_last or delay.total_seconds() > PATIENCE:
                    raise
            is_last = True
            await self._sleep(delay.total_seconds())

    async def _turn_of_call(self, endpoint: str, chat_id: ChatId | None, priority: Priority) -> None:
        """Wait for what the call needs: a message for its chat and the rate, an edit for the rate, others for nothing.

        Whoever pages through a menu edits one message over and over; that is no message to the chat.
        """
        if endpoint.startswith("edit"):
            await self.turn(None, priority)
        elif endpoint.startswith(("send", "copy", "forward")) and endpoint != "sendChatAction":
            await self.turn(chat_id, priority)

    def _grant(self, turns: Turns) -> None:
        now = self._clock()
        while (ticket := turns.grant(now)) is not None:
            if not self._waiters[ticket].done():
                self._waiters[ticket].set_result(None)
        self._set_alarm(turns)

    def _send_away(self, ticket: Ticket, delay: float) -> None:
        waiter = self._waiters[ticket]
        if not waiter.done():
            waiter.set_exception(RetryAfter(timedelta(seconds=delay)))

    def _set_alarm(self, turns: Turns) -> None:
        at = turns.next_at()
        if at == self._alarm_at:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm_at = at
        self._alarm = None if at is None else asyncio.create_task(self._ring(turns, at))

    async def _ring(self, turns: Turns, at: float) -> None:
        await self._sleep(max(0.0, at - self._clock()))
        self._alarm = self._alarm_at = None  # it rang: nothing to cancel
        self._grant(turns)
