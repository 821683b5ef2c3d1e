"""Outcomes of a send: a closed set.

``transport/errors.py`` tells them apart, ``delivery/retry.py`` decides what follows from each. Known success, known
failure and *unknown* are kept apart, because Telegram has no idempotency key: only what was surely not sent may be
sent again at will.
"""

from dataclasses import dataclass
from datetime import timedelta

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
class ThreadGone:
    """The thread is deleted or closed; the chat itself may still be there."""

    reason: str


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


Outcome = (
    Delivered
    | Throttled
    | NotSent
    | Unknown
    | Failed
    | Interrupted
    | Gone
    | Migrated
    | ThreadGone
    | Refused
    | Unchanged
    | MessageGone
    | TokenRefused
)
