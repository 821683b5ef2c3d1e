"""Tables that several processes share: who runs, who leads, the budget of messages, and updates by webhook."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field

from storage.models.base import Base


class Process(Base, table=True):
    """A running process, as it says of itself every few seconds."""

    id: str = Field(primary_key=True)
    """Host, number and a random part: also the ``owner`` of its claims."""
    roles: str
    """Names of its roles with commas between."""
    slots: int = 0
    """How many messages it has in the air at most."""
    started_at: datetime
    seen_at: datetime = Field(index=True)


class RoleLease(Base, table=True):
    """Which process has a role that one alone may have, and until when unless it says so again."""

    __tablename__ = "role_lease"

    role: str = Field(primary_key=True)
    holder: str
    """Id of the process."""
    fence: int = 1
    """How often the holder changed: a transaction of an earlier one is refused by it."""
    until: datetime


class RateBudget(Base, table=True):
    """When the next message of a kind may leave, for all processes of a bot together."""

    __tablename__ = "rate_budget"

    bot_id: int = Field(primary_key=True, sa_type=BigInteger)
    kind: str = Field(primary_key=True)
    """What it is for: ``owed``, ``reply`` or ``paid``."""
    next_at: datetime
    """Turns before are given out."""
    lowered_rate: float | None = None
    """Messages a second after a flood, from which the rate recovers; None: no flood."""
    lowered_at: datetime | None = None
    paused_until: datetime | None = None
    """A flood stops all of the kind until then."""
    returned: float = 0.0
    """Turns that were given out and not used, and are to be made up for."""


class ThrottledChat(Base, table=True):
    """A chat that Telegram wants left alone, as one process heard it for all of a bot; its times are the database's."""

    __tablename__ = "throttled_chat"

    bot_id: int = Field(primary_key=True, sa_type=BigInteger)
    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    heard_at: datetime
    until: datetime


IS_WAITING = text("handled_at IS NULL")


class IncomingUpdate(Base, table=True):
    """An update that came by webhook and was answered to Telegram: it is handled from here."""

    __tablename__ = "incoming_update"
    __table_args__ = (
        Index(
            "ix_incoming_update_waiting",
            "chat_id",
            "update_id",
            sqlite_where=IS_WAITING,
            postgresql_where=IS_WAITING,
        ),
        Index("ix_incoming_update_chat_id_handled_at", "chat_id", "handled_at"),
    )

    update_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    chat_id: int = Field(sa_type=BigInteger)
    """Whose updates are handled one after the other: the chat, or the person where there is none; 0: nobody's."""
    body: str
    """As Telegram sent it; empty once it was handled."""
    received_at: datetime = Field(index=True)
    owner: str | None = None
    """Id of the process that handles it, or has."""
    lease_until: datetime | None = None
    attempts: int = 0
    handled_at: datetime | None = None


class StoredScan(Base, table=True):
    """What a scan found, as administrators are told."""

    __tablename__ = "scan"

    which: str = Field(primary_key=True)
    """The last, or the last that found something (``storage/scans.py``)."""
    ended_at: datetime
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """Files by what became of them."""
    gone: int = 0
    owed: int = 0
    rejected: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Files that could not be read: ``path``, ``line`` and ``reason``."""
    problem: str = ""
    """Why it found nothing out."""


class WebhookSecret(Base, table=True):
    """The secret that Telegram sends with each update (Bot API, ``setWebhook``), made once for a bot."""

    __tablename__ = "webhook_secret"

    bot_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    secret: str
    made_at: datetime
