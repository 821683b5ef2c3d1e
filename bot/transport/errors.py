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
    ThreadClosed,
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
    "can't send messages to bots": SubscriberStatus.MISSING,
    "bot was kicked from the": SubscriberStatus.KICKED,
    "bot is not a member of the": SubscriberStatus.KICKED,
    "the group chat was deleted": SubscriberStatus.MISSING,
    "chat not found": SubscriberStatus.MISSING,
    "need administrator rights": SubscriberStatus.KICKED,
    "not enough rights": SubscriberStatus.KICKED,
    "have no write access": SubscriberStatus.KICKED,
    "chat_write_forbidden": SubscriberStatus.KICKED,
    "have no rights to send a message": SubscriberStatus.KICKED,
    "user not found": SubscriberStatus.MISSING,
    "invalid user_id specified": SubscriberStatus.MISSING,
    "group chat was deactivated": SubscriberStatus.MISSING,
    "peer_id_invalid": SubscriberStatus.MISSING,
    "peer_id_not_supported": SubscriberStatus.MISSING,
    "chat_id_invalid": SubscriberStatus.MISSING,
    "user_id_invalid": SubscriberStatus.MISSING,
    "channel_invalid": SubscriberStatus.MISSING,
    "user_is_bot": SubscriberStatus.MISSING,
    "user_bot_invalid": SubscriberStatus.MISSING,
    "user_deactivated": SubscriberStatus.DEACTIVATED,  # also INPUT_USER_DEACTIVATED and USER_DEACTIVATED_BAN
    "user_is_blocked": SubscriberStatus.BLOCKED,
    "you_blocked_user": SubscriberStatus.BLOCKED,
    "channel_private": SubscriberStatus.KICKED,
    "channel_banned": SubscriberStatus.KICKED,
    "chat_forbidden": SubscriberStatus.KICKED,
    "chat_restricted": SubscriberStatus.KICKED,
    "chat_admin_required": SubscriberStatus.KICKED,
    "chat_send_plain_forbidden": SubscriberStatus.KICKED,
    "chat_guest_send_forbidden": SubscriberStatus.KICKED,
    "user_banned_in_channel": SubscriberStatus.KICKED,
    "user_not_participant": SubscriberStatus.KICKED,
}
"""What a chat that cannot be written to is. Telegram's own codes come where the Bot API has no words for them."""

KIND_BARRED = re.compile(
    r"not enough rights to send (?!text messages)|chat_send_(?!plain|webpage)[a-z]+_forbidden", re.IGNORECASE
)
"""A group may let nobody send photos, say; alerts are text and pass all the same."""

MOVED = ("group chat was upgraded",)
"""Without the new id, which the chat's own messages will name (Bot API, ``migrate_to_chat_id``)."""

THREAD_CLOSED = ("topic_closed",)
"""Of General too, where a message names no thread."""
FORUM_OFF = ("the chat is not a forum", "channel_forum_missing")
THREAD_GONE = (
    *FORUM_OFF,
    "message thread not found",
    "invalid message thread identifier",
    "topic_deleted",
    "topic_id_invalid",
    "topic_not_found",
)
MESSAGE_GONE = (
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
    "message_edit_time_expired",
    "message_author_required",
)
UNCHANGED = ("message is not modified", "message_not_modified")
FORMATTING = (
    "can't parse",
    "unsupported parse_mode",
    "too long",
    "too_long",
    "inline keyboard button",
    "reply markup",
    "reply_markup_",
    "keyboard_",
    "button_",
    "buttons_",
    "bot_domain_invalid",
    "entities_",
    "entity_",
    "document_invalid",
    "emoticon_invalid",
    "url",
    "web page",
    "webpage_",
    "link preview",
)
"""400s about markup, buttons, preview or length: plain text, cut to length and without buttons, may pass."""

CODE = re.compile(r"(?<![a-z0-9_])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![a-z0-9_])", re.IGNORECASE)
"""A code of Telegram's own; python-telegram-bot writes ``PEER_ID_INVALID`` as ``Peer_id_invalid``."""

SENTENCES: Mapping[str, str] = {
    "peer_id_": "there is no such chat, or the bot never met it",
    "chat_id_": "there is no such chat",
    "user_id_": "there is no such person",
    "channel_invalid": "there is no such channel",
    "channel_private": "the bot is not in the channel or group",
    "channel_banned": "the bot was put out of the channel or group",
    "channel_forum_missing": "the group has no topics any more",
    "user_is_blocked": "the person blocked the bot",
    "you_blocked_user": "the person blocked the bot",
    "user_deactivated": "the person's account was deleted",
    "user_is_bot": "a bot cannot be written to",
    "user_bot_invalid": "a bot cannot be written to",
    "user_banned_in_channel": "the bot was banned in the chat",
    "user_not_participant": "the bot is not in the chat",
    "chat_admin_required": "the bot would have to be an administrator of the chat",
    "chat_forbidden": "the bot may not write in the chat",
    "chat_restricted": "the bot may not write in the chat",
    "chat_write_forbidden": "the bot may not write in the chat",
    "chat_guest_": "only members may write in the chat",
    "chat_send_": "the chat does not allow this kind of message",
    "topic_closed": "the topic was closed",
    "topic_": "the topic was deleted",
    "entities_too_long": "the message has too much formatting",
    "entity_": "the formatting of the message is wrong",
    "document_invalid": "a custom emoji of the message does not exist",
    "reply_markup_too_long": "the buttons of the message are too large",
    "reply_markup_": "the buttons of the message are wrong",
    "button_": "a button of the message is wrong",
    "message_too_long": "the message is too long",
    "media_caption_too_long": "the caption is too long",
    "message_empty": "the message has no text",
    "message_id_": "there is no such message",
    "message_edit_time_expired": "the message is too old to be edited",
    "message_author_required": "the message is not the bot's",
    "webpage_": "the page of the link preview cannot be read",
}
"""What a code says, by how it begins; the first that fits."""

WAIT = re.compile(r"(?:slowmode|flood(?:_premium)?)_wait_(\d+)", re.IGNORECASE)
"""A wait in Telegram's own code, where it was not made a 429."""

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
    if wait := WAIT.search(reason):
        return Throttled(timedelta(seconds=int(wait[1])))
    said = in_words(reason)
    if status := None if KIND_BARRED.search(reason) else subscriber_status_of(reason):
        return Gone(status, said)
    if mentions(reason, THREAD_GONE):
        return ThreadGone(said, is_forum_off=mentions(reason, FORUM_OFF))
    for phrases, kind in ((MOVED, NotSent), (THREAD_CLOSED, ThreadClosed), (MESSAGE_GONE, MessageGone)):
        if mentions(reason, phrases):
            return kind(said)
    if mentions(reason, UNCHANGED):
        return Unchanged()
    is_barred = KIND_BARRED.search(reason) is not None
    return Refused(said, is_formatting=not is_barred and mentions(reason, FORMATTING))


def in_words(reason: str) -> str:
    """Return a reason with a code of Telegram's own explained, such as ``PEER_ID_INVALID: there is no such chat``."""
    code = CODE.fullmatch(reason.strip())
    if code is None:
        return reason
    found = code[0].lower().removeprefix("input_")
    said = next((words for start, words in SENTENCES.items() if found.startswith(start)), "")
    return f"{code[0].upper()}: {said}" if said else code[0].upper()


def subscriber_status_of(reason: str) -> SubscriberStatus | None:
    """Return the status that the words give a chat; None when they are not about the chat."""
    return next((status for phrase, status in STATUS_BY_PHRASE.items() if phrase in reason.lower()), None)


def mentions(reason: str, phrases: Iterable[str]) -> bool:
    """Return whether one of the phrases occurs in the reason, in any case."""
    return any(phrase in reason.lower() for phrase in phrases)
