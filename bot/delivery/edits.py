"""Brings sent messages up to date when their story grew."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from bot.delivery.compose import AlertBatch, NothingToSendError, RenderAlert, load_alert_batch
from bot.delivery.outcome import (
    Delivered,
    Failed,
    Gone,
    Interrupted,
    MessageGone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    ThreadClosed,
    ThreadGone,
    Throttled,
    TokenRefused,
    Unchanged,
    Unknown,
    words_of_outcome,
)
from bot.views.message import Message, content_hash
from storage import chats, edits
from storage.database import Database
from storage.edits import StaleMessage

log = logging.getLogger(__name__)

EDIT_LEASE = timedelta(seconds=90)
EDIT_RETRY_PAUSE = timedelta(minutes=10)
"""After an edit that failed: as long as two edits of a message are apart, since nobody waits for it."""


class MessageEditor(Protocol):
    """What freshening needs of Telegram."""

    async def edit(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Edit a message; never raises."""


async def freshen(
    database: Database,
    editor: MessageEditor,
    render: RenderAlert,
    clock: Callable[[], datetime],
    due: Sequence[StaleMessage],
) -> None:
    """Bring messages that were claimed for it up to date, one after the other."""
    content = await database.run(load_alert_batch, due)
    for stale in due:
        await _freshen_one(database, editor, stale, _render(content, stale, render), clock)


def _render(content: AlertBatch, stale: StaleMessage, render: RenderAlert) -> Message | None:
    try:
        return content.message(stale, render)
    except NothingToSendError:
        return None
    except Exception:
        log.exception("article %d cannot be worded; message %d stays as it is", stale.article_id, stale.message_id)
        return None


async def _freshen_one(
    database: Database,
    editor: MessageEditor,
    stale: StaleMessage,
    message: Message | None,
    clock: Callable[[], datetime],
) -> None:
    if message is None or content_hash(message) == stale.shown:
        await database.run(edits.mark_unchanged, stale)
        return
    began_at = clock()
    outcome = await editor.edit(stale.chat_id, stale.message_id, message)
    now = clock()
    match outcome:
        case Delivered() | Unchanged():
            await database.run(edits.mark_edited, stale, content_hash(message), now)
        case MessageGone(reason) | Refused(reason) | ThreadClosed(reason) | ThreadGone(reason):
            await database.run(edits.give_up, stale, reason)
        case Gone(status, reason):
            await database.run(edits.give_up, stale, reason)
            await database.run(chats.mark_unreachable, stale.chat_id, status, reason, now, began_at)
        case Migrated(chat_id):
            await database.run(edits.give_up, stale, "the group became a supergroup")
            await database.run(chats.migrate_chat, stale.chat_id, chat_id, now)
        case Throttled(retry_after):
            await database.run(edits.postpone, stale, now + max(retry_after, EDIT_RETRY_PAUSE))
        case NotSent() | Unknown() | Failed() | Interrupted() | TokenRefused():
            await database.run(edits.postpone, stale, now + EDIT_RETRY_PAUSE)
        case _ as never:
            assert_never(never)
    if isinstance(outcome, Delivered):
        log.info("edited message %d of delivery %d", stale.message_id, stale.id)
    else:
        log.debug("message %d of delivery %d: %s", stale.message_id, stale.id, words_of_outcome(outcome))
