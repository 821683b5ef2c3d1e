"""Freshening: messages that are out are edited when their story grew and they would show it."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from bot.messages.message import Message, digest_of
from bot.pipeline.composing import Content, NothingToTellError, Word, gather
from bot.pipeline.outcome import (
    Delivered,
    Failed,
    Gone,
    Interrupted,
    MessageGone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    ThreadGone,
    Throttled,
    TokenRefused,
    Unchanged,
    Unknown,
)
from storage import freshening, moving, subscribers
from storage.database import Database
from storage.freshening import Stale

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
LATER = timedelta(minutes=10)
"""An edit that did not pass is no news: it waits as long as two edits of a message are apart."""


class Edits(Protocol):
    """What freshening needs of Telegram."""

    async def edit(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Edit a message; never raises."""


async def freshen(
    database: Database, edits: Edits, word: Word, clock: Callable[[], datetime], due: Sequence[Stale]
) -> None:
    """Bring messages that were claimed for it up to date, one after the other."""
    content = await database.run(gather, due)
    for stale in due:
        await _freshen_one(database, edits, stale, _worded(content, stale, word), clock)


def _worded(content: Content, stale: Stale, word: Word) -> Message | None:
    try:
        return content.message(stale, word)
    except NothingToTellError:
        return None
    except Exception:
        log.exception("article %d cannot be worded; message %d stays as it is", stale.article_id, stale.message_id)
        return None


async def _freshen_one(
    database: Database, edits: Edits, stale: Stale, message: Message | None, clock: Callable[[], datetime]
) -> None:
    if message is None or digest_of(message) == stale.shown:
        await database.run(freshening.unchanged, stale)
        return
    outcome = await edits.edit(stale.chat_id, stale.message_id, message)
    now = clock()
    match outcome:
        case Delivered() | Unchanged():
            await database.run(freshening.freshened, stale, digest_of(message), now)
        case MessageGone(reason) | Refused(reason) | ThreadGone(reason):
            await database.run(freshening.give_up, stale, reason)
        case Gone(standing, reason):
            await database.run(freshening.give_up, stale, reason)
            await database.run(subscribers.lose, stale.chat_id, standing, reason, now)
        case Migrated(chat_id):
            await database.run(freshening.give_up, stale, "the group became a supergroup")
            await database.run(moving.move_chat, stale.chat_id, chat_id, now)
        case Throttled(retry_after):
            await database.run(freshening.postpone, stale, now + max(retry_after, LATER))
        case NotSent() | Unknown() | Failed() | Interrupted() | TokenRefused():
            await database.run(freshening.postpone, stale, now + LATER)
        case _ as never:
            assert_never(never)
    log.info("edited message %d of delivery %d: %s", stale.message_id, stale.id, type(outcome).__name__)
