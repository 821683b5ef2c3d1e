"""The broadcast loop: takes each broadcast from its start time to its end.

It only moves rows: recipients are written held, let go a few at a time, and delivered as all else. Every step looks at
what is stored and is one short transaction, together with the notes to administrators that belong to it. So a restart
goes on where it was, and others get to write in between.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.broadcasts.rules import MIN_ANSWERS, BroadcastRules, SendingStage, exceeds_failure_threshold, sending_stage
from storage import admins, audience, broadcast_stats, broadcasts, recipients
from storage.audience import Audience
from storage.database import Database
from storage.models import AuditAct, Broadcast, BroadcastState, NotificationKind
from storage.models.base import stored_id
from storage.recipients import Remaining

SYSTEM_ACTOR = 0
"""Stands in the audit for what nobody did."""


def ask_second_owner(session: Session, broadcast_id: int, owners: Iterable[int], now: datetime) -> bool:
    """Have other owners confirm a scheduled broadcast. Returns whether it still waited for its time."""
    is_asked = broadcasts.require_confirmation(session, broadcast_id)
    if is_asked:
        admins.add_notifications(session, owners, NotificationKind.CONFIRM, now, broadcast_id=broadcast_id)
    return is_asked


def pause_failing(
    session: Session, broadcast_id: int, share: tuple[int, int], told: Iterable[int], now: datetime
) -> bool:
    """Pause a broadcast because too much fails: ``share`` says how many of how many. Returns whether it still ran."""
    is_braked = broadcasts.auto_pause(session, broadcast_id, now)
    if is_braked:
        failed, answered = share
        about = f"broadcast {broadcast_id}: {failed} of the last {answered} failed"
        admins.add_audit_entry(session, SYSTEM_ACTOR, AuditAct.AUTO_PAUSED, about, now)
        admins.add_notifications(session, told, NotificationKind.AUTO_PAUSED, now, broadcast_id=broadcast_id)
    return is_braked


def finish_broadcast(session: Session, broadcast_id: int, told: Iterable[int], now: datetime) -> bool:
    """End a broadcast of which nothing is left. Returns whether it ran till now."""
    is_done = not any(recipients.remaining(session, broadcast_id, now)) and broadcasts.finish(
        session, broadcast_id, now
    )
    if is_done:
        admins.add_notifications(session, told, NotificationKind.REPORT, now, broadcast_id=broadcast_id)
    return is_done


def clear_cancelled(session: Session, broadcast_id: int, told: Iterable[int], now: datetime) -> bool:
    """Call off more of a cancelled broadcast, and end it when nothing is left. Returns whether all is done."""
    if recipients.cancel_unsent(session, broadcast_id, now):
        return False
    is_done = broadcasts.finish_cancelled(session, broadcast_id, now)
    if is_done:
        admins.add_notifications(session, told, NotificationKind.REPORT, now, broadcast_id=broadcast_id)
    return is_done


log = logging.getLogger(__name__)

AT_ONCE = timedelta()
SOON = timedelta(seconds=0.25)
"""Until the next look while something is sent: so late, at most, come the brake and the next that are let go."""

IDLE = timedelta(seconds=1)


class BroadcastLoop:
    """The loop.

    Args:
        database: Where broadcasts and the outbox are.
        rules: How broadcasts are sent.
        owners: User ids of the settings.
        clock: Now, aware.
        wake: Called when there is something to send, or something to tell an administrator.
    """

    def __init__(
        self,
        database: Database,
        rules: BroadcastRules,
        owners: frozenset[int],
        clock: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._rules = rules
        self._owners = owners
        self._clock = clock
        self._say_so = wake
        self._news = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Say that an administrator did something."""
        self._news.set()

    def stop(self) -> None:
        """End after the transaction that runs."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Take broadcasts along until told to stop; one that fails is logged, and tried again."""
        while not self._stopping:
            self._news.clear()
            try:
                pause = await self.tick()
            except Exception:
                log.exception("broadcasts could not be read; trying again")
                pause = IDLE
            if pause:
                await self._rest(pause)

    async def tick(self) -> timedelta:
        """Take each broadcast one step along; returns how long the next may wait."""
        now = self._clock()
        at_work = await self._database.run(broadcasts.active)
        ending = await self._database.run(broadcasts.being_cancelled)
        pauses = [await self._tried(self._step(broadcast, now)) for broadcast in at_work]
        pauses += [await self._tried(self._clear_up(broadcast, now)) for broadcast in ending]
        return min([IDLE, *pauses])

    async def _tried(self, step: Coroutine[None, None, timedelta]) -> timedelta:
        """One broadcast that fails holds up no other."""
        try:
            return await step
        except Exception:
            log.exception("a broadcast could not be taken along; trying again")
            return IDLE

    async def _step(self, broadcast: Broadcast, now: datetime) -> timedelta:
        is_late = broadcast.not_after is not None and broadcast.not_after <= now
        match broadcast.state:
            case BroadcastState.SCHEDULED:
                return await self._begin(broadcast, now)
            case BroadcastState.FREEZING:
                if await self._database.run(recipients.freeze, stored_id(broadcast.id), self._rules.chunk, now):
                    log.info("broadcast %d has its recipients", broadcast.id)
                return AT_ONCE
            case BroadcastState.RUNNING:
                left = await self._database.run(recipients.remaining, stored_id(broadcast.id), now)
                return await (self._drop(broadcast, left, now) if is_late else self._send(broadcast, left, now))
            case _ if is_late:  # paused: nothing of it is sent any more, so it may run to its end
                await self._database.run(broadcasts.resume, stored_id(broadcast.id))
                return AT_ONCE
        return IDLE

    async def _begin(self, broadcast: Broadcast, now: datetime) -> timedelta:
        if broadcast.starts_at is None or broadcast.starts_at > now:
            return IDLE
        broadcast_id, others = stored_id(broadcast.id), self._owners - {broadcast.author_id}
        if broadcast.confirmed_by is None and others and await self._size(broadcast, now) > self._rules.large:
            if await self._database.run(ask_second_owner, broadcast_id, others, now):
                log.info("broadcast %d waits for a second owner: its audience has grown", broadcast_id)
                self._say_so()
        elif await self._database.run(broadcasts.begin, broadcast_id, now):
            log.info("broadcast %d begins", broadcast_id)
        return AT_ONCE

    async def _size(self, broadcast: Broadcast, now: datetime) -> int:
        whom = Audience.from_json(broadcast.audience)
        return await self._database.run(audience.count_recipients, whom, broadcast.is_notice, now)

    async def _send(self, broadcast: Broadcast, left: Remaining, now: datetime) -> timedelta:
        broadcast_id = stored_id(broadcast.id)
        if not any(left):
            return await self._finish(broadcast, now)
        stage = sending_stage(broadcast, left, now)
        if await self._brake(broadcast, left, stage, now) or stage is SendingStage.RESTING:
            return SOON
        room = await self._room(broadcast, left, stage, now)
        # What is pending may wait for somebody who was lost meanwhile, and for ever: that is looked after there too.
        if (room or left.due or left.later) and await self._database.run(recipients.release, broadcast_id, room, now):
            self._say_so()
        return SOON

    async def _room(self, broadcast: Broadcast, left: Remaining, stage: SendingStage, now: datetime) -> int:
        """How many more may be let go now. When the trial has landed, the rest begins."""
        if not left.is_held:
            return 0
        if stage is SendingStage.FLOWING:
            return max(self._rules.feed - left.due, 0)
        room = broadcast.trial - await self._database.run(recipients.count_released, stored_id(broadcast.id))
        if room <= 0 and not (left.due or left.in_flight):
            await self._database.run(broadcasts.rest_after_trial, stored_id(broadcast.id), now + self._rules.rest)
        return max(room, 0)

    async def _brake(self, broadcast: Broadcast, left: Remaining, stage: SendingStage, now: datetime) -> bool:
        """Pause it if too much fails. A trial that has landed says something however small it is, once."""
        broadcast_id = stored_id(broadcast.id)
        has_landed = stage is not SendingStage.FLOWING and not (left.due or left.in_flight)
        fewest = 1 if has_landed and broadcast.auto_paused_at is None else MIN_ANSWERS
        share = await self._database.run(
            broadcast_stats.recent_failures, broadcast_id, self._rules.last, broadcast.auto_paused_at
        )
        if not exceeds_failure_threshold(*share, fewest) or not (left.is_held or left.due):
            return False
        told = sorted(self._owners | {broadcast.author_id} - {SYSTEM_ACTOR})
        if await self._database.run(pause_failing, broadcast_id, share, told, now):
            log.warning("broadcast %d is paused: %d of the last %d failed", broadcast_id, *share)
            self._say_so()
        return True

    async def _drop(self, broadcast: Broadcast, left: Remaining, now: datetime) -> timedelta:
        """Drop what is late, chunk by chunk."""
        if not any(left):
            return await self._finish(broadcast, now)
        await self._database.run(recipients.cancel_late, stored_id(broadcast.id), now)
        return AT_ONCE if left.is_held else SOON

    async def _finish(self, broadcast: Broadcast, now: datetime) -> timedelta:
        if await self._database.run(finish_broadcast, stored_id(broadcast.id), self._authors(broadcast), now):
            log.info("broadcast %d is done", broadcast.id)
            self._say_so()
        return IDLE

    async def _clear_up(self, broadcast: Broadcast, now: datetime) -> timedelta:
        left = await self._database.run(recipients.remaining, stored_id(broadcast.id), now)
        if left.in_flight and not (left.is_held or left.due or left.later):
            return SOON
        if await self._database.run(clear_cancelled, stored_id(broadcast.id), self._authors(broadcast), now):
            log.info("broadcast %d was cancelled, and nothing of it is left", broadcast.id)
            self._say_so()
            return IDLE
        return AT_ONCE if left.is_held else SOON

    def _authors(self, broadcast: Broadcast) -> list[int]:
        """Who is told how it went: whoever sent it, and all owners of what the command line sent."""
        return [broadcast.author_id] if broadcast.author_id else sorted(self._owners)

    async def _rest(self, pause: timedelta) -> None:
        try:
            async with asyncio.timeout(pause.total_seconds()):
                await self._news.wait()
        except TimeoutError:
            pass
