"""One process at a time has a role: it is elected by a lease in the database, and works until that is lost.

On SQLite a file lock has decided before (``storage/lock.py``), and there is nothing to elect.
"""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot.roles import Role
from storage import leadership
from storage.database import Database, DatabaseUnusableError

log = logging.getLogger(__name__)

RENEW_EVERY = timedelta(seconds=1.5)
"""Three renewals may fail before the lease is over."""
TRY_EVERY = timedelta(seconds=1)

Work = Callable[[Database, asyncio.Event], Awaitable[None]]
"""Does the role's work until the event is set. What it writes goes through the database that it is given, which
refuses to commit once another process was elected."""


class Election:
    """Has a role's work done by this process whenever no other one does it.

    Args:
        database: Where the lease is.
        role: What for.
        process_id: Of this process.
        work_name: What one process at a time does, as the log is to call it.
        clock: Seconds of a clock that never goes back; a process that was stopped finds its lease over by it.
    """

    def __init__(
        self,
        database: Database,
        role: Role,
        process_id: str,
        *,
        work_name: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._role = role.value
        self._process_id = process_id
        self._work_name = work_name or f"the role {role.value}"
        self._clock = clock
        self._leads_until = -math.inf
        self._is_away = False

    def leads(self) -> bool:
        """Return whether this process surely has the role."""
        return self._clock() < self._leads_until

    async def run(self, work: Work, stopping: asyncio.Event) -> None:
        """Do the work whenever elected, until told to stop; what the work raises is raised."""
        if self._database.is_sqlite:
            self._leads_until = math.inf
            await work(self._database, stopping)
            return
        is_told = False
        while not stopping.is_set():
            fence = await self._acquire()
            if fence is not None:
                await self._lead(fence, work, stopping)
                is_told = False
                continue
            if not (is_told or self._is_away):
                log.info("another process has %s; this one takes over when it ends", self._work_name)
                is_told = True
            await _pause(stopping, TRY_EVERY)

    async def _acquire(self) -> int | None:
        asked_at = self._clock()
        try:
            fence = await self._database.run(leadership.acquire, self._role, self._process_id)
        except (DatabaseUnusableError, SQLAlchemyError) as error:  # away, or held up by a leader that hangs
            self._is_away = isinstance(error, DatabaseUnusableError)
            return None
        self._is_away = False
        if fence is not None:
            self._leads_until = asked_at + leadership.LEASE.total_seconds()
        return fence

    async def _lead(self, fence: int, work: Work, stopping: asyncio.Event) -> None:
        log.info("this process has %s now", self._work_name)
        check = partial(leadership.require, role=self._role, holder=self._process_id, fence=fence)
        ending = asyncio.Event()
        working = asyncio.ensure_future(work(self._database.fenced(check), ending))
        try:
            while self.leads() and not (stopping.is_set() or working.done()):
                await self._renew(fence)
                await _pause(stopping, RENEW_EVERY, working)
        finally:
            ending.set()
            if not self.leads():
                log.warning("%s was lost: it could not be renewed in time", self._work_name)
            self._leads_until = -math.inf
            await working
        with suppress(DatabaseUnusableError, SQLAlchemyError):
            await self._database.run(leadership.release, self._role, self._process_id, fence)

    async def _renew(self, fence: int) -> None:
        asked_at = self._clock()
        with suppress(DatabaseUnusableError, SQLAlchemyError):
            is_ours = await self._database.run(leadership.renew, self._role, self._process_id, fence)
            until = asked_at + leadership.LEASE.total_seconds()
            self._leads_until = max(self._leads_until, until) if is_ours else -math.inf


async def _pause(stopping: asyncio.Event, pause: timedelta, *others: Awaitable[None]) -> None:
    waiting = asyncio.ensure_future(stopping.wait())
    await asyncio.wait({waiting, *others}, timeout=pause.total_seconds(), return_when=asyncio.FIRST_COMPLETED)  # type: ignore[type-var] # tasks of any result
    waiting.cancel()
