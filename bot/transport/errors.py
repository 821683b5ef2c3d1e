"""The one place that turns an error of Telegram or the network into an outcome."""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.delivery.outcome import (
    Failed,
    Gone,
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
from bot.transport.request import FailedAnswerError, ForeignAnswerError, NotSentError
from storage.models import SubscriberStatus

STATUS_BY_PHRASE: Mapping[str, SubscriberStatus] = {
    "bot was blocked by the user": SubscriberStatus.BLOCKED,
    "user is deactivated": SubscriberStatus.DEACTIVATED,
    "can't initiate conversation": SubscriberStatus.MISSING,
    "can't send messages to the bot": SubscriberStatus.MISSING,
    "bot was kicked from the": SubscriberStatus.KICKED,
    "bot is not a member of the": SubscriberStatus.KICKED,
    "the group chat was deleted": SubscriberStatus.MISSING,
    "chat not found": SubscriberStatus.MISSING,
    "need administrator rights": SubscriberStatus.KICKED,
    "not enough rights": SubscriberStatus.KICKED,
    "have no write access": SubscriberStatus.KICKED,
    "chat_write_forbidden": SubscriberStatus.KICKED,
}
"""What a chat that cannot be written to is."""

KIND_BARRED = re.compile(r"not enough rights to send (?!text messages)", re.IGNORECASE)
"""A group may let nobody send photos, say; alerts are text and pass all the same."""

THREAD_GONE = ("message thread not found", "topic_closed", "topic_deleted")
MESSAGE_GONE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
)
UNCHANGED = ("message is not modified",)
FORMATTING = (
    "can't parse",
    "unsupported parse_mode",
    "is too long",
    "message_too_long",
    "inline keyboard button",
    "reply markup",
    "button_",
    "entity_",
    "url",
    "web page",
    "webpage_",
    "link preview",
)
"""400s about markup, buttons, preview or length: plain text, cut to length and without buttons, may pass."""

TOKEN_REFUSED = ("unallowed token",)
"""Words of a server of one's own that serves other tokens (421)."""

TOO_MANY = re.compile(r"too many requests(?:: retry after (\d+))?", re.IGNORECASE)
DEFAULT_DELAY = 5
"""Seconds, for a 429 that names none."""

REASON_LENGTH = 200
"""Characters; python-telegram-bot quotes a whole page where the answer was one."""


def outcome_of(error: Exception) -> Outcome:
    """Return what became of a send that ended in this error."""
    reason = str(error)[:REASON_LENGTH] or type(error).__name__
    outcome: Outcome
    match error:
        case RetryAfter():
            outcome = Throttled(retry_delay(error))
        case ChatMigrated():
            outcome = Migrated(error.new_chat_id)
        case FailedAnswerError():
            outcome = Failed(reason)
        case _ if isinstance(error, ForeignAnswerError) or isinstance(error.__cause__, TelegramError):
            outcome = Unknown(reason)  # the answer could not be read: a proxy's or a portal's, whatever its status
        case Forbidden():
            outcome = Gone(subscriber_status_of(reason) or SubscriberStatus.KICKED, reason)
        case InvalidToken():
            outcome = TokenRefused(reason)
        case NotSentError() | Conflict():
            outcome = NotSent(reason)
        case BadRequest():
            outcome = outcome_of_refusal(reason)
        case _:
            outcome = outcome_of_text(reason)
    return outcome


def outcome_of_text(reason: str) -> Outcome:
    """Return the meaning of what has no class of its own: a 429 without parameters, a 421, 5xx, silence."""
    if too_many := TOO_MANY.match(reason):
        return Throttled(timedelta(seconds=int(too_many[1] or DEFAULT_DELAY)))
    return TokenRefused(reason) if mentions(reason, TOKEN_REFUSED) else Unknown(reason)


def retry_delay(error: RetryAfter) -> timedelta:
    """Return how long Telegram wants to be left alone; python-telegram-bot gives seconds unless told otherwise."""
    delay = error.retry_after
    return delay if isinstance(delay, timedelta) else timedelta(seconds=delay)


def outcome_of_refusal(reason: str) -> Outcome:
    """Return what a 400 means."""
    if KIND_BARRED.search(reason):
        return Refused(reason)
    if status := subscriber_status_of(reason):
        return Gone(status, reason)
    if mentions(reason, THREAD_GONE):
        return ThreadGone(reason)
    if mentions(reason, MESSAGE_GONE):
        return MessageGone(reason)
    if mentions(reason, UNCHANGED):
        return Unchanged()
    return Refused(reason, is_formatting=mentions(reason, FORMATTING))


def subscriber_status_of(reason: str) -> SubscriberStatus | None:
    """Return the status that the words give a chat; None when they are not about the chat."""
    return next((status for phrase, status in STATUS_BY_PHRASE.items() if phrase in reason.lower()), None)


def mentions(reason: str, phrases: Iterable[str]) -> bool:
    """Return whether one of the phrases occurs in the reason, in any case."""
    return any(phrase in reason.lower() for phrase in phrases)
