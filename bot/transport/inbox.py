"""Updates out of the inbox: claimed in order, handled as polled ones are, and marked when that is over."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Update

from bot.loop import Loop
from bot.transport.polling import BotApplication
from storage import inbox
from storage.database import Database, DatabaseUnusableError
from storage.inbox import ClaimedUpdate

log = logging.getLogger(__name__)

CHATS_AT_ONCE = 32
"""Of one process; in each the updates come one after the other."""

LEASE = timedelta(seconds=60)
"""Of a claim. It is renewed while the update is handled."""

LOOK_EVERY = timedelta(seconds=1)
"""How often it is looked whether another process stored something without a wake-up, or died."""

LONGEST_DRAIN = 30.0
"""Seconds that polling waits for what was left in the inbox."""


class InboxLoop(Loop):
    """Claims updates that wait, and hands them to the handlers.

    A handler that fails has logged why, and its update counts as handled, as with polling. One that takes the whole
    process with it is tried again by the next process, and set aside in the end.

    Args:
        database: With the inbox.
        application: Initialized before the first round.
        owner: Id of this process.
        clock: The time.
    """

    def __init__(
        self, database: Database, application: BotApplication, owner: str, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(LOOK_EVERY)
        self._database = database
        self._application = application
        self._owner = owner
        self._clock = clock
        self._running: dict[int, asyncio.Task[None]] = {}
        self._done: set[int] = set()
        self._is_unsure = False
        """Whether a round failed whose claims may have been committed all the same."""

    async def tick(self) -> None:
        """Mark what has been handled, and begin with more."""
        is_idle = not (self._done or self._running or self._is_unsure)
        if is_idle and not await self._database.run(inbox.count_waiting, 1):
            return
        if self._is_unsure:
            known = self._done | self._running.keys()
            await self._database.run(inbox.take_back_unknown, self._owner, known)
            self._is_unsure = False
        done = frozenset(self._done)
        try:
            taken = await self._database.run(
                inbox.advance,
                self._owner,
                self._clock(),
                done=done,
                running=tuple(self._running),
                lease=LEASE,
                limit=CHATS_AT_ONCE - len(self._running),
            )
        except Exception:
            self._is_unsure = True
            raise
        self._done -= done
        for update_id in taken.set_aside:
            log.error("update %d ended its process %d times and is set aside", update_id, inbox.MOST_ATTEMPTS)
        for claimed in taken.claimed:
            self._running[claimed.update_id] = asyncio.create_task(self._handle(claimed))

    async def run(self) -> None:
        """Go on until told to stop; what is being handled then is handled to its end."""
        await super().run()
        await self._finish()

    async def drain(self, stopping: asyncio.Event) -> None:
        """Handle what waits, before anything newer is asked for; not for ever.

        Args:
            stopping: Set when the process is to end.
        """
        try:
            async with asyncio.timeout(LONGEST_DRAIN):
                while await self._database.run(inbox.count_waiting, 1) and not stopping.is_set():
                    self._woken.clear()
                    await self.tick()
                    await self._rest(self._every)
        except TimeoutError:
            log.warning("updates by webhook are still being handled: polling begins beside them")

    async def _handle(self, claimed: ClaimedUpdate) -> None:
        try:
            update = Update.de_json(json.loads(claimed.body), self._application.bot)
            handling = self._application.process_update(update)
            await self._application.update_processor.process_update(update, handling)
        except Exception:
            log.exception("update %d could not be handled", claimed.update_id)
        finally:
            del self._running[claimed.update_id]
            self._done.add(claimed.update_id)
            self.wake()

    async def _finish(self) -> None:
        """See to the end of what is being handled, and mark it."""
        if self._running:
            await asyncio.wait(list(self._running.values()))
        try:
            if self._done:
                await self._database.run(inbox.mark_handled, self._done, self._clock())
        except DatabaseUnusableError:
            log.warning("%d updates could not be marked as handled: they are handled again", len(self._done))
