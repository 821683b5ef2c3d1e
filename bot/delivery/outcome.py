"""Outcomes of a send: a closed set.

``transport/errors.py`` tells them apart, ``delivery/retry.py`` decides what follows from each. Known success, known
failure and *unknown* are kept apart, because Telegram has no idempotency key: only what was surely not sent may be
sent again at will.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from storage.models import SubscriberStatus


@dataclass(frozen=True, slots=True)
class Delivered:
    """Telegram took the message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Throttled:
    """429: surely not sent; the chat is to be left alone for so long."""

    retry_after: timedelta


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not sent, for a reason that passes: no connection, a conflict."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps delivered: a time-out, a lost connection, an unreadable answer, a restart, a gateway that gave up."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Telegram answered that it failed (500, 502, 503): most likely not delivered, though not surely."""

    reason: str


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The process ended while the message was under way: perhaps delivered, and no fault of the message's."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat cannot be written to: surely not sent, and nothing else would be."""

    status: SubscriberStatus
    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup: the same message goes to the new id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class ThreadClosed:
    """Nobody may write in the thread, or in General, until it is opened again: surely not sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class ThreadGone:
    """The thread is deleted, or with ``is_forum_off`` the group has none any more; the chat itself is still there."""

    reason: str
    is_forum_off: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """400 for what the message is. Plain text may pass where ``is_formatting`` says that formatting was at fault."""

    reason: str
    is_formatting: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The edit would change nothing: as good as done."""


@dataclass(frozen=True, slots=True)
class MessageGone:
    """The message to edit is not there any more, or can no longer be edited."""

    reason: str


@dataclass(frozen=True, slots=True)
class TokenRefused:
    """401 or 404: no message would pass; sending stops."""

    reason: str


Undelivered = (
    Throttled
    | NotSent
    | Unknown
    | Failed
    | Interrupted
    | Gone
    | Migrated
    | ThreadClosed
    | ThreadGone
    | Refused
    | Unchanged
    | MessageGone
    | TokenRefused
)
Outcome = Delivered | Undelivered

QUOTED = re.compile(r'"[^"]*"')
"""What Telegram quotes of a message that it refuses."""


def words_of_outcome(outcome: Outcome) -> str:  # noqa: C901, PLR0911, PLR0912 - one arm an outcome
    """Return an outcome in plain words for the log, without what Telegram quotes of the message."""
    match outcome:
        case Delivered():
            return "sent"
        case Throttled(retry_after):
            return f"Telegram wants the chat left alone for {retry_after.total_seconds():.0f} s"
        case NotSent(reason):
            return QUOTED.sub("…", f"not sent ({reason})")
        case Unknown(reason):
            return QUOTED.sub("…", f"perhaps sent ({reason})")
        case Failed(reason):
            return QUOTED.sub("…", f"Telegram failed ({reason})")
        case Interrupted():
            return "the process ended while it was being sent"
        case Gone(status, reason):
            return QUOTED.sub("…", f"the chat cannot be written to: {status.value} ({reason})")
        case Migrated(chat_id):
            return f"the group is now {chat_id}"
        case ThreadClosed(reason):
            return QUOTED.sub("…", f"the thread is closed ({reason})")
        case ThreadGone(reason):
            return QUOTED.sub("…", f"the thread is gone ({reason})")
        case Refused(reason):
            return QUOTED.sub("…", f"Telegram refused it ({reason})")
        case Unchanged():
            return "nothing to change"
        case MessageGone(reason):
            return QUOTED.sub("…", f"the message is gone ({reason})")
        case TokenRefused(reason):
            return QUOTED.sub("…", f"Telegram refused the token ({reason})")
        case _ as never:
            assert_never(never)
