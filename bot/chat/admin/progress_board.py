"""Keeps the progress messages of broadcasts up to date."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlmodel import Session
from telegram import Bot
from telegram.error import TelegramError

from bot.chat.admin.errand import Errand
from bot.chat.admin.office import Office
from bot.chat.admin.reporting import progress_of
from bot.chat.admin.rounds import Rounds
from bot.chat.admin.unasked import errand_for
from bot.chat.desk import Desk
from bot.chat.errors import outcome_of
from bot.chat.replying import shown
from bot.messages.admin.progress import is_over
from bot.messages.message import Message, digest_of
from bot.pipeline.outcome import Gone, MessageGone, Throttled, Unchanged
from storage import broadcasts
from storage.models import Broadcast
from storage.stories import required

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=5)
"""No message is edited more often."""


class ProgressBoard(Rounds):
    """Edits each progress message while its broadcast goes on, and once more when it is over.

    What a message shows is remembered in this process alone: after a restart it is edited, perhaps to show the same.
    """

    def __init__(
        self, bot: Bot, desk: Desk, office: Office, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Take who edits, and whose messages."""
        super().__init__(EVERY, sleep)
        self._bot = bot
        self._desk = desk
        self._office = office
        self._shown: dict[int, str] = {}
        """The digest of what the message of a broadcast shows."""
        self._not_before: dict[int, datetime] = {}
        """Until when Telegram wants the message of a broadcast left alone."""

    async def tick(self) -> None:
        """Bring every message up to date."""
        going = await self._desk.database.run(broadcasts.showing)
        for broadcast in going:
            try:
                await self._bring_up(broadcast)
            except TelegramError as error:
                log.warning("the progress of broadcast %s was not shown: %s", broadcast.id, error)
            except Exception:
                log.exception("the progress of broadcast %s cannot be shown", broadcast.id)
        self._keep({required(broadcast.id) for broadcast in going})

    async def _bring_up(self, broadcast: Broadcast) -> None:
        number, person_id = required(broadcast.id), broadcast.progress_chat_id or 0
        if self._not_before.get(number, self._desk.clock()) > self._desk.clock():
            return
        errand = await errand_for(self._bot, self._desk, self._office, person_id)
        if errand is None:
            await self._desk.database.run(forget, broadcast)
            return
        is_there = await self._show(errand, broadcast)
        if not is_there or is_over(broadcast):
            await self._desk.database.run(forget, broadcast)

    async def _show(self, errand: Errand, broadcast: Broadcast) -> bool:
        """Edit the message if that changes it. Returns whether it is still there, or is only shown later."""
        number = required(broadcast.id)
        message = await progress_of(errand, broadcast)
        if self._shown.get(number) == digest_of(message):
            return True
        try:
            await self._edit(broadcast, message)
        except TelegramError as error:
            match outcome_of(error):
                case Unchanged():
                    pass
                case MessageGone() | Gone():
                    return False
                case Throttled(retry_after):
                    self._not_before[number] = self._desk.clock() + retry_after
                    raise
                case _:
                    raise
        self._shown[number] = digest_of(message)
        return True

    async def _edit(self, broadcast: Broadcast, message: Message) -> None:
        await self._bot.edit_message_text(
            chat_id=broadcast.progress_chat_id, message_id=broadcast.progress_message_id, **shown(message)
        )

    def _keep(self, numbers: set[int]) -> None:
        """Remember nothing of what is shown no more."""
        for remembered in (self._shown, self._not_before):
            for number in remembered.keys() - numbers:
                del remembered[number]


def forget(session: Session, broadcast: Broadcast) -> None:
    """Have no message show the progress any more, unless another does by now or the broadcast has gone on."""
    present = broadcasts.find(session, required(broadcast.id))
    is_same = present is not None and present.progress_message_id == broadcast.progress_message_id
    if present and is_same and present.state == broadcast.state:
        broadcasts.show_progress_in(session, required(broadcast.id), None, None)
