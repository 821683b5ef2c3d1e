"""Tells administrators what they are to know without having asked: each note at least once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.chat.admin.notes import tell
from bot.chat.admin.office import Office
from bot.chat.admin.rounds import Rounds
from bot.chat.admin.unasked import errand_for
from bot.chat.desk import Desk
from bot.chat.errors import outcome_of
from bot.pipeline.outcome import Gone, NotSent, Outcome, Throttled
from storage import notes
from storage.models import Note
from storage.stories import required

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=5)
AT_ONCE = 20
"""Notes that one round tells."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
MOST_ATTEMPTS = 8
"""Of a note that Telegram refuses, or that cannot be worded."""


class Teller(Rounds):
    """Takes the notes that are due to the people whom they are owed to.

    A note is done only once all of it was shown, so that one in the middle of which the process ends is told again.
    """

    def __init__(
        self, bot: Bot, desk: Desk, office: Office, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Take who tells, and what that takes."""
        super().__init__(EVERY, sleep)
        self._bot = bot
        self._desk = desk
        self._office = office

    async def tick(self) -> None:
        """Tell what is due, longest due first."""
        for note in await self._desk.database.run(notes.due, self._desk.clock(), AT_ONCE):
            try:
                await self._tell(note)
            except TelegramError as error:
                log.warning("note %s (%s) was not told: %s", note.id, note.kind.value, error)
                await self._settle(note, outcome_of(error))
            except Exception:
                log.exception("note %s (%s) cannot be told", note.id, note.kind.value)
                await self._again(note)

    async def _tell(self, note: Note) -> None:
        """Tell a note; who is no administrator any more is told nothing."""
        errand = await errand_for(self._bot, self._desk, self._office, note.person_id)
        if errand is None:
            await self._desk.database.run(notes.drop, required(note.id))
            return
        await tell(errand, note)
        await self._desk.database.run(notes.told, required(note.id), self._desk.clock())

    async def _settle(self, note: Note, outcome: Outcome) -> None:
        match outcome:
            case Gone():
                await self._desk.database.run(notes.drop, required(note.id))
            case Throttled(retry_after):
                await self._later(note, retry_after)
            case NotSent():
                await self._later(note, pause_after(note.attempts))
            case _:
                await self._again(note)

    async def _again(self, note: Note) -> None:
        """Try again, but not for ever: what cannot be shown now cannot be shown for what it is."""
        if note.attempts + 1 < MOST_ATTEMPTS:
            await self._later(note, pause_after(note.attempts))
        else:
            log.error("note %s (%s) is given up", note.id, note.kind.value)
            await self._desk.database.run(notes.drop, required(note.id))

    async def _later(self, note: Note, pause: timedelta) -> None:
        await self._desk.database.run(notes.later, required(note.id), self._desk.clock() + pause)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts that failed: from five seconds, doubling, to five minutes."""
    return min(FIRST_PAUSE * (1 << min(attempts, 10)), LONGEST_PAUSE)
