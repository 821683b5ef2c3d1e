"""Turning points of a broadcast: each is one transaction, together with whom it is told."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from storage import audit, broadcasts, holding, notes
from storage.models import AuditAct, NoteKind

THE_WIRE = 0
"""Stands in the audit for what nobody did."""


def ask_second(session: Session, broadcast_id: int, owners: Iterable[int], now: datetime) -> bool:
    """Have other owners confirm a scheduled broadcast. Returns whether it still waited for its time."""
    is_asked = broadcasts.doubt(session, broadcast_id)
    if is_asked:
        notes.owe(session, owners, NoteKind.CONFIRM, now, broadcast_id=broadcast_id)
    return is_asked


def brake(session: Session, broadcast_id: int, share: tuple[int, int], told: Iterable[int], now: datetime) -> bool:
    """Pause a broadcast because too much fails: ``share`` says how many of how many. Returns whether it still ran."""
    is_braked = broadcasts.brake(session, broadcast_id, now)
    if is_braked:
        failed, answered = share
        about = f"broadcast {broadcast_id}: {failed} of the last {answered} failed"
        audit.note(session, THE_WIRE, AuditAct.BRAKED, about, now)
        notes.owe(session, told, NoteKind.BRAKED, now, broadcast_id=broadcast_id)
    return is_braked


def finish(session: Session, broadcast_id: int, told: Iterable[int], now: datetime) -> bool:
    """End a broadcast of which nothing is left. Returns whether it ran till now."""
    is_done = not any(holding.left(session, broadcast_id, now)) and broadcasts.finish(session, broadcast_id, now)
    if is_done:
        notes.owe(session, told, NoteKind.REPORT, now, broadcast_id=broadcast_id)
    return is_done


def clear_up(session: Session, broadcast_id: int, told: Iterable[int], now: datetime) -> bool:
    """Call off more of a cancelled broadcast, and end it when nothing is left. Returns whether all is done."""
    if holding.call_off(session, broadcast_id, now):
        return False
    is_done = holding.end(session, broadcast_id, now)
    if is_done:
        notes.owe(session, told, NoteKind.REPORT, now, broadcast_id=broadcast_id)
    return is_done
