"""Which processes run: each says so every few seconds, and one that has been silent for long is dead to the others.

Only PostgreSQL is shared by several; times are the server's, so clocks of machines need not agree.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, text
from sqlmodel import Session, col

from storage.database import read_only
from storage.models import Process

DEAD_AFTER = timedelta(seconds=15)
"""Longer than a restart of the server takes, in which nobody can say anything."""
FORGOTTEN_AFTER = timedelta(days=1)

_BEAT = text("""
    INSERT INTO process AS known (id, roles, slots, started_at, seen_at)
    VALUES (:id, :roles, :slots, clock_timestamp(), clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()
    RETURNING seen_at
""")
_LEAVE = text("DELETE FROM process WHERE id = :id")
_FORGET = text("DELETE FROM process WHERE seen_at < clock_timestamp() - CAST(:age AS interval)")


def beat(session: Session, process_id: str, roles: str, slots: int) -> datetime:
    """Say that a process lives; returns the time by the server's clock."""
    values = {"id": process_id, "roles": roles, "slots": slots}
    seen_at: datetime = session.connection().execute(_BEAT, values).scalar_one()
    return seen_at.astimezone(UTC)


def leave(session: Session, process_id: str) -> None:
    """Say that a process ends in good order, and forget those that died long ago."""
    session.connection().execute(_LEAVE, {"id": process_id})
    session.connection().execute(_FORGET, {"age": FORGOTTEN_AFTER})


@read_only
def running(session: Session) -> list[Process]:
    """Return the processes that live, the one that runs longest first."""
    return list(session.scalars(select(Process).where(_is_alive()).order_by(col(Process.started_at))))


def owner_is_dead(owner: Any) -> ColumnElement[bool]:
    """Select rows whose owner, a column, is none of the living processes."""
    return col(owner).not_in(select(col(Process.id)).where(_is_alive()))


def _is_alive() -> ColumnElement[bool]:
    return col(Process.seen_at) > func.clock_timestamp() - DEAD_AFTER
