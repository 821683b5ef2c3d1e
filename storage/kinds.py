"""Enums that are stored, by value, and checked by the database."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum as SqlEnum
from sqlmodel import Field


def stored(enum: type[StrEnum], **options: Any) -> Any:
    """A field for an enum that is stored by value, with a check in the database."""
    kind = SqlEnum(
        enum,
        name=enum.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=kind, **options)


class ChatKind(StrEnum):
    """What kind of chat a subscriber is (Bot API, ``Chat.type``)."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Standing(StrEnum):
    """Whether a subscriber may be sent anything, and if not, why."""

    ACTIVE = "active"
    PAUSED = "paused"
    """Said ``/stop``: everything is kept, nothing is sent."""
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"
    """Put out of a group or channel, or not allowed to write there any more."""
    MISSING = "missing"
    """Telegram knows no such chat, or the person never started the bot."""


class Volume(StrEnum):
    """How much of a topic a subscription lets through."""

    STORIES = "stories"
    MUTED = "muted"


class ArticleKind(StrEnum):
    """What a record points at."""

    ARTICLE = "article"
    VIDEO = "video"


class DeliveryKind(StrEnum):
    """What is owed."""

    ALERT = "alert"


class DeliveryState(StrEnum):
    """Where a delivery stands; the transitions are those of ``storage/outbox.py``."""

    PENDING = "pending"
    IN_FLIGHT = "in_flight"
    SENT = "sent"
    DEAD = "dead"
    """Refused by Telegram for what it is, or tried too often."""
    UNCERTAIN = "uncertain"
    """Perhaps delivered; not tried again, shown to administrators."""
    CANCELLED = "cancelled"
    """No longer owed: unsubscribed, withdrawn, or the chat is gone."""
