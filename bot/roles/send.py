"""The role *send*: what is owed goes out, from one process on SQLite, from any number on PostgreSQL."""

import asyncio
import logging
from datetime import timedelta
from functools import partial

from bot.delivery.worker import DeliveryWorker, retry_rules_for, slots_for
from bot.jobs import SWEEP_EVERY, Job, timetable
from bot.roles import Role
from bot.roles.runtime import Runtime
from bot.transport.rate_limiter import GROUP_WINDOW
from bot.transport.sender import Sender
from storage import outbox

log = logging.getLogger(__name__)


class SendRole:
    """The delivery worker of a process.

    Args:
        runtime: Of the process.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        rate = runtime.settings.messages_per_second
        paid_rate = runtime.settings.paid_messages_per_second
        self.slots = slots_for(rate, paid_rate, is_shared=not runtime.database.is_sqlite)
        self.sender = Sender(
            runtime.request,
            runtime.telegram.bot.base_url,
            runtime.rate_limiter,
            may_pay=runtime.settings.paid_messages_per_second > 0,
        )
        self.delivery = DeliveryWorker(
            runtime.database,
            self.sender,
            runtime.render_alert,
            runtime.texts.voice,
            owner=runtime.process_id,
            slots=self.slots,
            rules=retry_rules_for(rate),
            clock=runtime.now,
            on_outage=partial(runtime.outage.tell, "sending"),
            watch_over_life=runtime.registration.watch,
        )

    async def run(self) -> None:
        """Send until the process is told to stop; what is in the air then lands.

        Raises:
            TokenRefusedError: Telegram does not know the token.
        """
        runtime = self._runtime
        await self._remember_pace()
        await self.delivery.sweep(is_alone=runtime.database.is_sqlite)
        log.info("sending with %d slots: so many messages are in the air at most", self.slots)
        scheduler = timetable(Job("sweep", SWEEP_EVERY, self._sweep))
        scheduler.start()
        with runtime.wakeups.waking(Role.SEND, self.delivery.wake):
            stopping = asyncio.create_task(self._stop_with_process())
            try:
                await self.delivery.run()
            finally:
                scheduler.shutdown(wait=False)
                stopping.cancel()

    async def _sweep(self) -> None:
        """Take back claims whose lease is over, and on a server those of processes that are dead."""
        await self.delivery.sweep(knows_dead=self._runtime.registration.is_steady())

    async def _stop_with_process(self) -> None:
        await self._runtime.stopping.wait()
        self.delivery.stop()

    async def _remember_pace(self) -> None:
        """Have the pace of groups go on where other processes left it: a minute there has no beginning."""
        now = self._runtime.now()
        sent = await self._runtime.database.run(outbox.sent_to_places, now - timedelta(seconds=GROUP_WINDOW))
        self._runtime.rate_limiter.remember((chat_id, now - at) for chat_id, at in sent)
