"""Broadcasts for tests of the queries."""

from typing import Any

from sqlmodel import Session

from storage import broadcasts, recipients
from storage.audience import Audience
from storage.database import Database
from storage.models import Broadcast
from tests.conftest import NOON

POST = {"kind": "text", "text": "The wire moves on Sunday"}
PLENTY = 1_000


def drafted(database: Database, audience: Audience = broadcasts.EVERYONE, **columns: Any) -> int:
    """A draft with something in it; returns its id."""
    draft = database.call(broadcasts.create_draft, 901, NOON, post=POST, audience=audience)
    if columns:
        set_columns(database, draft.id, **columns)
    return draft.id


def running(database: Database, audience: Audience = broadcasts.EVERYONE, **columns: Any) -> int:
    """A broadcast that is frozen to the end, with all of it held; returns its id."""
    broadcast_id = drafted(database, audience, **columns)
    assert database.call(broadcasts.send_draft, broadcast_id, NOON, needs_second=False)
    assert database.call(recipients.freeze, broadcast_id, PLENTY, NOON)
    return broadcast_id


def let_go(database: Database, broadcast_id: int) -> int:
    """Let all of a broadcast leave."""
    return database.call(recipients.release, broadcast_id, PLENTY, NOON)


def found(database: Database, broadcast_id: int) -> Broadcast:
    """A broadcast that must be there."""
    broadcast = database.call(broadcasts.find, broadcast_id)
    assert broadcast is not None
    return broadcast


def set_columns(database: Database, broadcast_id: int, **columns: Any) -> None:
    """Set columns of a broadcast, whatever its state allows."""

    def store(session: Session) -> None:
        broadcast = session.get_one(Broadcast, broadcast_id)
        for name, value in columns.items():
            setattr(broadcast, name, value)
        session.add(broadcast)

    database.call(store)
