"""What the sending slots write: begun and settled, many slots a transaction.

A slot waits until its line is committed, so slots bound what a kill can double; committing what many slots wait for at
once is what makes that cheap.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session

from storage import outbox
from storage.database import Database
from storage.outbox import Claim
from storage.settlement import Settlement, settle

log = logging.getLogger(__name__)

PAUSE_AFTER_ERROR = 1.0
"""Seconds: a database that is locked or full is asked again."""

Begun = asyncio.Future[bool]
Settled = asyncio.Future[None]


class Ledger:
    """Collects what slots have to say and commits it in groups.

    A settlement is kept and tried again until it is written: a success that was observed is not forgotten as long as
    the process lives.
    """

    def __init__(self, database: Database, lease: timedelta, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._lease = lease
        self._clock = clock
        self._to_begin: list[tuple[Claim, Begun]] = []
        self._to_settle: list[tuple[Settlement, Settled]] = []
        self._writer: asyncio.Task[None] | None = None

    async def begin(self, claim: Claim) -> bool:
        """Mark a claim as begun; False when it may not leave any more."""
        begun: Begun = asyncio.get_running_loop().create_future()
        self._to_begin.append((claim, begun))
        self._write_soon()
        return await begun

    async def settle(self, settlement: Settlement) -> None:
        """Write down what became of a claim; returns once it is committed."""
        settled: Settled = asyncio.get_running_loop().create_future()
        self._to_settle.append((settlement, settled))
        self._write_soon()
        await settled

    def _write_soon(self) -> None:
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._to_begin or self._to_settle:
            begins, self._to_begin = self._to_begin, []
            settles, self._to_settle = self._to_settle, []
            try:
                begun = await self._database.run(
                    _commit,
                    [claim for claim, _ in begins],
                    [settlement for settlement, _ in settles],
                    self._clock(),
                    self._lease,
                )
            except Exception:
                log.exception("the outbox could not be written; trying again")
                # Nothing left for these: not beginning them costs nothing, their lease gives them back.
                for _, may_leave in begins:
                    may_leave.set_result(False)
                self._to_settle = settles + self._to_settle
                await asyncio.sleep(PAUSE_AFTER_ERROR)
                continue
            for claim, may_leave in begins:
                may_leave.set_result(claim.id in begun)
            for _, written in settles:
                written.set_result(None)


def _commit(
    session: Session, begins: list[Claim], settlements: list[Settlement], now: datetime, lease: timedelta
) -> set[int]:
    settle(session, settlements, now)
    return outbox.begin(session, begins, now, lease) if begins else set()
