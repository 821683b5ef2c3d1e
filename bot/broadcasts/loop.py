"""The broadcast loop: takes each broadcast from its start time to its end.

It only changes rows: recipients are written as held deliveries and released a few at a time; the delivery worker sends
them. Every step reads what is stored and is one short transaction, together with the notifications to administrators
that belong to it. So a restart goes on where it was, and others get to write in between.
"""

import logging
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.broadcasts.rules import (
    MIN_ANSWERS,
    BroadcastRules,
    SendingStage,
    counts_failures_since,
    exceeds_failure_threshold,
    missing_of_trial,
    sending_stage,
)
from bot.loop import Loop
from storage import admins, audience, broadcast_stats, broadcasts, recipients
from storage.audience import Audience
from storage.database import Database
from storage.models import AuditAct, Broadcast, BroadcastState, NotificationKind
from storage.recipients import Remaining


def ask_second_owner(session: Session, broadcast_id: int, told: Iterable[int], now: datetime) -> bool:
    """Have other owners confirm a scheduled broadcast, and tell its author. Returns False if it waits no more."""
    is_asked = broadcasts.require_confirmation(session, broadcast_id)
    if is_asked:
        admins.revoke_tokens(session, broadcast_id)
        admins.add_notifications(session, told, NotificationKind.CONFIRM, now, broadcast_id=broadcast_id)
    return is_asked


def pause_failing(
    session: Session, broadcast_id: int, share: tuple[int, int], told: Iterable[int], now: datetime
) -> bool:
    """Pause a broadcast because too much fails: ``share`` is how many of how many. Returns False if it does not run."""
    is_paused = broadcasts.auto_pause(session, broadcast_id, now)
    if is_paused:
        failed, answered = share
        about = f"broadcast {broadcast_id}: {failed} of the last {answered} failed"
        admins.add_audit_entry(session, admins.SYSTEM_ACTOR, AuditAct.AUTO_PAUSED, about, now)
        admins.add_notifications(session, told, NotificationKind.AUTO_PAUSED, now, broadcast_id=broadcast_id)
    return is_paused


def finish_broadcast(session: Session, broadcast_id: int, told: Iterable[int], now: datetime) -> bool:
    """End a broadcast of which nothing is left. Returns False if something is, or not all recipients are written."""
    is_done = not any(recipients.remaining(session, broadcast_id, now)) and broadcasts.finish(
        session, broadcast_id, now
    )
    if is_done:
        admins.add_notifications(session, told, NotificationKind.REPORT, now, broadcast_id=broadcast_id)
    return is_done


def clear_cancelled(session: Session, broadcast_id: int, told: Iterable[int], now: datetime) -> bool:
    """Cancel more deliveries of a cancelled broadcast, and end it when nothing is left. Returns whether it ended."""
    if recipients.cancel_unsent(session, broadcast_id, now):
        return False
    is_done = broadcasts.finish_cancelled(session, broadcast_id, now)
    if is_done:
        admins.add_notifications(session, told, NotificationKind.REPORT, now, broadcast_id=broadcast_id)
    return is_done


log = logging.getLogger(__name__)

AT_ONCE = timedelta()
SOON = timedelta(seconds=0.25)
"""Until the next round while something is sent: the automatic pause and the next release come so late at most."""

IDLE = timedelta(seconds=1)


class BroadcastLoop(Loop):
    """Moves each broadcast on by a step, again and again. Woken when an administrator did something.

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
        super().__init__(IDLE)
        self._database = database
        self._rules = rules
        self._owners = owners
        self._clock = clock
        self._wake_senders = wake

    async def tick(self) -> timedelta:
        """Move each broadcast on by one step; returns how long the next round may wait."""
        now = self._clock()
        at_work = await self._database.run(broadcasts.active)
        ending = await self._database.run(broadcasts.being_cancelled)
        pauses = [await self._try(self._step(broadcast, now)) for broadcast in at_work]
        pauses += [await self._try(self._clear_cancelled(broadcast, now)) for broadcast in ending]
        return min([IDLE, *pauses])

    async def _try(self, step: Coroutine[None, None, timedelta]) -> timedelta:
        """Take a step; an error is logged, so that one broadcast holds up no other."""
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
                if await self._database.run(recipients.freeze, broadcast.id, self._rules.chunk, now):
                    log.info("broadcast %d has its recipients", broadcast.id)
                return AT_ONCE
            case BroadcastState.RUNNING:
                left = await self._database.run(recipients.remaining, broadcast.id, now)
                return await (self._cancel_late(broadcast, left, now) if is_late else self._send(broadcast, left, now))
            case _ if is_late:  # paused: nothing of it is sent any more, so it may go on to its end
                await self._database.run(broadcasts.resume, broadcast.id)
                return AT_ONCE
            case _ if not any(await self._database.run(recipients.remaining, broadcast.id, now)):
                return await self._finish(broadcast, now)
        return IDLE

    async def _begin(self, broadcast: Broadcast, now: datetime) -> timedelta:
        if broadcast.starts_at is None or broadcast.starts_at > now:
            return IDLE
        broadcast_id, others = broadcast.id, self._other_owners(broadcast)
        if broadcast.confirmed_by is None and others and await self._size(broadcast, now) > self._rules.large:
            told = [*sorted(others), *filter(admins.is_person, [broadcast.author_id])]
            if await self._database.run(ask_second_owner, broadcast_id, told, now):
                log.info("broadcast %d waits for a second owner: its audience has grown", broadcast_id)
                self._wake_senders()
        elif await self._database.run(broadcasts.begin, broadcast_id, now):
            log.info("broadcast %d begins", broadcast_id)
        return AT_ONCE

    def _other_owners(self, broadcast: Broadcast) -> frozenset[int]:
        """Return who may be the second owner; whoever uses the command line is an owner, and perhaps the only one."""
        is_the_only = not admins.is_person(broadcast.author_id) and len(self._owners) == 1
        return frozenset() if is_the_only else self._owners - {broadcast.author_id}

    async def _size(self, broadcast: Broadcast, now: datetime) -> int:
        whom = Audience.from_json(broadcast.audience)
        return await self._database.run(audience.count_recipients, whom, broadcast.is_notice, now)

    async def _send(self, broadcast: Broadcast, left: Remaining, now: datetime) -> timedelta:
        broadcast_id = broadcast.id
        if not any(left):
            return await self._finish(broadcast, now)
        stage = sending_stage(broadcast, left, now)
        room = await self._room(broadcast, left, stage)
        is_landed = stage is not SendingStage.FLOWING and not (room or left.due or left.in_flight)
        if await self._auto_pause(broadcast, left, now, is_landed=is_landed) or stage is SendingStage.RESTING:
            return SOON
        if is_landed:
            await self._database.run(broadcasts.rest_after_trial, broadcast_id, now + self._rules.rest)
        # A pending delivery to a chat that was lost meanwhile would wait for ever: release cancels it too.
        if room or left.due or left.later:
            release = recipients.release if stage is SendingStage.FLOWING else recipients.release_at_random
            if await self._database.run(release, broadcast_id, room, now):
                self._wake_senders()
        return SOON

    async def _room(self, broadcast: Broadcast, left: Remaining, stage: SendingStage) -> int:
        """Return how many more may be released now."""
        if not left.is_held or stage is SendingStage.RESTING:
            return 0
        if stage is SendingStage.FLOWING:
            return max(self._rules.feed - left.due, 0)
        return missing_of_trial(broadcast, await self._database.run(recipients.count_tried, broadcast.id))

    async def _auto_pause(self, broadcast: Broadcast, left: Remaining, now: datetime, *, is_landed: bool) -> bool:
        """Pause it if too much fails. Of a trial that has landed one answer is enough, once."""
        broadcast_id = broadcast.id
        fewest = 1 if is_landed and broadcast.auto_paused_at is None else MIN_ANSWERS
        since = counts_failures_since(broadcast)
        share = await self._database.run(broadcast_stats.recent_failures, broadcast_id, self._rules.last, since)
        if not exceeds_failure_threshold(*share, fewest) or not (left.is_held or left.due):
            return False
        told = sorted(person for person in self._owners | {broadcast.author_id} if admins.is_person(person))
        if await self._database.run(pause_failing, broadcast_id, share, told, now):
            log.warning("broadcast %d is paused: %d of the last %d failed", broadcast_id, *share)
            self._wake_senders()
        return True

    async def _cancel_late(self, broadcast: Broadcast, left: Remaining, now: datetime) -> timedelta:
        """Cancel what is late, chunk by chunk."""
        if not any(left):
            return await self._finish(broadcast, now)
        await self._database.run(recipients.cancel_late, broadcast.id, now)
        return AT_ONCE if left.is_held else SOON

    async def _finish(self, broadcast: Broadcast, now: datetime) -> timedelta:
        if await self._database.run(finish_broadcast, broadcast.id, self._authors(broadcast), now):
            await self._log_result(broadcast.id, "is done")
            self._wake_senders()
        return IDLE

    async def _clear_cancelled(self, broadcast: Broadcast, now: datetime) -> timedelta:
        left = await self._database.run(recipients.remaining, broadcast.id, now)
        if left.in_flight and not (left.is_held or left.due or left.later):
            return SOON
        if await self._database.run(clear_cancelled, broadcast.id, self._authors(broadcast), now):
            await self._log_result(broadcast.id, "was cancelled, and nothing of it is left")
            self._wake_senders()
            return IDLE
        return AT_ONCE if left.is_held else SOON

    async def _log_result(self, broadcast_id: int, how: str) -> None:
        """Log the one line that a broadcast has at its end; deliveries have theirs at DEBUG."""
        counts = await self._database.run(broadcast_stats.recipient_counts, broadcast_id)
        log.info(
            "broadcast %d %s: %d sent, %d to chats that cannot be written to, %d failed, %d not to be sent",
            *(broadcast_id, how, counts.sent, counts.blocked, counts.failed, counts.dropped),
        )

    def _authors(self, broadcast: Broadcast) -> list[int]:
        """Return who gets the report: whoever sent it, or all owners if no person did."""
        return [broadcast.author_id] if admins.is_person(broadcast.author_id) else sorted(self._owners)
