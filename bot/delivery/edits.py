"""Brings sent messages up to date when their story grew, or an editor changed or withdrew it."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from bot.delivery.compose import AlertBatch, NothingToSendError, RenderAlert, load_alert_batch, withdrawn_alert
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
from bot.views.texts import Voice
from storage import chats, edits
from storage.article_edits import DELETABLE_FOR
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

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        """Delete a message; never raises."""


async def freshen(  # noqa: PLR0917 - what the worker has
    database: Database,
    editor: MessageEditor,
    render: RenderAlert,
    voice: Callable[[str], Voice],
    clock: Callable[[], datetime],
    due: Sequence[StaleMessage],
) -> None:
    """Bring messages that were claimed for it up to date, one after the other."""
    content = await database.run(load_alert_batch, due)
    for stale in due:
        withdrawal = content.withdrawal(stale)
        if withdrawal is None:
            await _edit(database, editor, stale, _render(content, stale, render), clock)
        elif not (withdrawal.deletes and _is_young(stale, clock()) and await _delete(database, editor, stale, clock)):
            await _edit(database, editor, stale, withdrawn_alert(withdrawal, stale, voice), clock)


def _is_young(stale: StaleMessage, now: datetime) -> bool:
    return stale.sent_at is not None and now - stale.sent_at < DELETABLE_FOR


def _render(content: AlertBatch, stale: StaleMessage, render: RenderAlert) -> Message | None:
    try:
        return content.message(stale, render)
    except NothingToSendError:
        return None
    except Exception:
        log.exception("article %d cannot be worded; message %d stays as it is", stale.article_id, stale.message_id)
        return None


async def _delete(
    database: Database, editor: MessageEditor, stale: StaleMessage, clock: Callable[[], datetime]
) -> bool:
    """Delete a message. Returns False where Telegram does not allow it, so that it is marked instead."""
    began_at = clock()
    outcome = await editor.delete(stale.chat_id, stale.message_id)
    match outcome:
        case Delivered() | MessageGone():
            await database.run(edits.mark_deleted, stale, clock())
            log.info("deleted message %d of delivery %d", stale.message_id, stale.id)
        case Refused():
            return False
        case _:
            await _settle_undone(database, stale, outcome, began_at, clock())
    return True


async def _edit(
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
    if isinstance(outcome, Delivered | Unchanged):
        await database.run(edits.mark_edited, stale, content_hash(message), clock())
        log.info("edited message %d of delivery %d", stale.message_id, stale.id)
    else:
        await _settle_undone(database, stale, outcome, began_at, clock())


async def _settle_undone(
    database: Database, stale: StaleMessage, outcome: Outcome, began_at: datetime, now: datetime
) -> None:
    """Store what follows where a message was neither edited nor deleted."""
    match outcome:
        case Delivered() | Unchanged():
            pass
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
    log.debug("message %d of delivery %d: %s", stale.message_id, stale.id, words_of_outcome(outcome))
