"""Broadcasts: the state of each, and the steps that change it.

    draft ──send──▶ (unconfirmed ──confirm──▶) (scheduled ──begin──▶) freezing ──freeze──▶ running ──finish──▶ done

A broadcast that is freezing or running can be paused and resumed, and one that is not over cancelled. Every step is one
UPDATE that says from where it leads, so that of two who press the same button one moves it. A step returns whether it
was taken. Whoever takes the row of a broadcast and rows of its deliveries takes the broadcast first.
"""

from datetime import datetime
from typing import Any, TypedDict

from sqlalchemy import String, and_, case, cast, func, or_, update
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col, select
from typing_extensions import Unpack

from storage import recipients
from storage.audience import Audience
from storage.broadcast_stats import is_shortened
from storage.database import read_only
from storage.models import Broadcast, BroadcastState, Digest
from storage.recipients import ALL_WRITTEN

EVERYONE = Audience()
ACTIVE_STATES = (BroadcastState.SCHEDULED, BroadcastState.FREEZING, BroadcastState.RUNNING, BroadcastState.PAUSED)
PROGRESS_STATES = (
    BroadcastState.DRAFT,
    BroadcastState.UNCONFIRMED,
    BroadcastState.SCHEDULED,
    BroadcastState.FREEZING,
    BroadcastState.RUNNING,
    BroadcastState.PAUSED,
    BroadcastState.DONE,
    BroadcastState.CANCELLED,
)
"""States that a message shows by itself: while it waits, is sent, and once when it has become a draft again."""
FINAL_STATES = (BroadcastState.DONE, BroadcastState.CANCELLED)


class DraftChanges(TypedDict, total=False):
    """What of a draft can be changed; the names are those of the columns."""

    author_id: int
    post: dict[str, Any]
    audience: Audience
    is_notice: bool
    trial: int
    never_twice: bool
    is_paid: bool
    not_after: datetime | None
    digest_id: int | None
    starts_at: datetime | None


def create_draft(
    session: Session,
    author_id: int,
    now: datetime,
    *,
    post: dict[str, Any] | None = None,
    digest_id: int | None = None,
    audience: Audience = EVERYONE,
    is_notice: bool = False,
) -> Broadcast:
    """Create a broadcast as a draft."""
    broadcast = Broadcast(
        author_id=author_id,
        post=post or {},
        digest_id=digest_id,
        audience=audience.as_json(),
        is_notice=is_notice,
        created_at=now,
    )
    session.add(broadcast)
    session.flush()
    return broadcast


@read_only
def find(session: Session, broadcast_id: int) -> Broadcast | None:
    """Return a broadcast by its id."""
    return session.get(Broadcast, broadcast_id)


@read_only
def active(session: Session) -> list[Broadcast]:
    """Return those that are scheduled, being sent or paused, oldest first."""
    query = select(Broadcast).where(col(Broadcast.state).in_(ACTIVE_STATES)).order_by(col(Broadcast.id))
    return list(session.exec(query))


@read_only
def being_cancelled(session: Session) -> list[Broadcast]:
    """Return cancelled broadcasts of which deliveries may still be held or in flight."""
    cancelled = (col(Broadcast.state) == BroadcastState.CANCELLED, col(Broadcast.ended_at).is_(None))
    return list(session.exec(select(Broadcast).where(*cancelled).order_by(col(Broadcast.id))))


@read_only
def with_progress_message(session: Session) -> list[Broadcast]:
    """Return those whose progress a message shows, oldest first."""
    query = select(Broadcast).where(
        col(Broadcast.state).in_(PROGRESS_STATES), col(Broadcast.progress_message_id).is_not(None)
    )
    return list(session.exec(query.order_by(col(Broadcast.id))))


@read_only
def recent(session: Session, offset: int, limit: int) -> tuple[list[Broadcast], int]:
    """Return broadcasts that are no drafts, newest first, and how many there are in all."""
    return _page(session, offset, limit, col(Broadcast.state) != BroadcastState.DRAFT)


@read_only
def drafts(session: Session, offset: int, limit: int) -> tuple[list[Broadcast], int]:
    """Return drafts, newest first, and how many there are in all; those without a message are left out."""
    return _page(session, offset, limit, col(Broadcast.state) == BroadcastState.DRAFT)


def _page(session: Session, offset: int, limit: int, which: ColumnElement[bool]) -> tuple[list[Broadcast], int]:
    where = and_(_has_content(), which)
    total = session.exec(select(func.count()).select_from(Broadcast).where(where)).one()
    newest = select(Broadcast).where(where).order_by(col(Broadcast.id).desc()).offset(offset).limit(limit)
    return list(session.exec(newest)), total


def copy_as_draft(session: Session, broadcast_id: int, author_id: int, now: datetime) -> Broadcast | None:
    """Create a draft with the content, the audience and the options of a broadcast, but none of its times.

    Returns:
        The draft; the last one of the same author if that is such a copy already, so that a press twice makes one.
        None if there is no such broadcast.
    """
    source = session.get(Broadcast, broadcast_id)
    if source is None:
        return None
    mine, _ = _page(session, 0, 1, and_(col(Broadcast.state) == BroadcastState.DRAFT, _by(author_id)))
    if mine and mine[0].id != broadcast_id and _content(session, mine[0]) == _content(session, source):
        return mine[0]
    draft = create_draft(
        session,
        author_id,
        now,
        post=dict(source.post),
        digest_id=_copy_digest(session, source.digest_id, author_id, now),
        audience=Audience.from_json(source.audience),
        is_notice=source.is_notice,
    )
    draft.trial, draft.never_twice = source.trial, source.never_twice
    session.add(draft)
    session.flush()
    return draft


def _by(author_id: int) -> ColumnElement[bool]:
    return col(Broadcast.author_id) == author_id


def _content(session: Session, broadcast: Broadcast) -> tuple[object, ...]:
    """What is sent, to whom, and how."""
    digest = session.get(Digest, broadcast.digest_id) if broadcast.digest_id else None
    told = (digest.entries, digest.introduction, digest.is_personal) if digest else None
    return broadcast.post, told, broadcast.audience, broadcast.is_notice, broadcast.trial, broadcast.never_twice


def _copy_digest(session: Session, digest_id: int | None, author_id: int, now: datetime) -> int | None:
    """A digest of its own for a copy, so that editing that one does not change what was sent."""
    source = session.get(Digest, digest_id) if digest_id else None
    if source is None:
        return None
    same = source.model_dump(exclude={"id", "author_id", "created_at"})
    digest = Digest(**same, author_id=author_id, created_at=now)
    session.add(digest)
    session.flush()
    return digest.id


def change_draft(session: Session, broadcast_id: int, **columns: Unpack[DraftChanges]) -> bool:
    """Change a draft."""
    values: dict[str, Any] = dict(columns)
    if "audience" in columns:
        values["audience"] = columns["audience"].as_json()
    return _step(session, broadcast_id, BroadcastState.DRAFT, values)


def send_draft(
    session: Session, broadcast_id: int, now: datetime, *, needs_second: bool, starts_at: datetime | None = None
) -> bool:
    """Send a draft that has a message or a digest: at once, or from ``starts_at`` on.

    Args:
        session: In one transaction.
        broadcast_id: The draft's.
        now: A ``starts_at`` that is no later means at once.
        needs_second: Whether a second owner must confirm it first.
        starts_at: None: at once.
    """
    values: dict[str, Any] = {"starts_at": starts_at, "confirmed_by": None}
    if needs_second:
        values["state"] = BroadcastState.UNCONFIRMED
    elif starts_at is not None and starts_at > now:
        values["state"] = BroadcastState.SCHEDULED
    else:
        values |= _freezing(now)
    return _step(session, broadcast_id, BroadcastState.DRAFT, values, _has_content())


def confirm(session: Session, broadcast_id: int, person_id: int, now: datetime) -> bool:
    """Confirm it as a second owner: it is sent, or scheduled."""
    waits = {"state": BroadcastState.SCHEDULED, "confirmed_by": person_id}
    goes = _freezing(now) | {"confirmed_by": person_id}
    unconfirmed, is_early = BroadcastState.UNCONFIRMED, col(Broadcast.starts_at) > now
    return _step(session, broadcast_id, unconfirmed, waits, is_early) or _step(session, broadcast_id, unconfirmed, goes)


def reject(session: Session, broadcast_id: int) -> bool:
    """Reject it as a second owner: it is a draft again."""
    return _step(session, broadcast_id, BroadcastState.UNCONFIRMED, {"state": BroadcastState.DRAFT})


def unschedule(session: Session, broadcast_id: int) -> bool:
    """Take back a scheduled broadcast: it is a draft again."""
    return _step(session, broadcast_id, BroadcastState.SCHEDULED, {"state": BroadcastState.DRAFT})


def begin(session: Session, broadcast_id: int, now: datetime) -> bool:
    """Begin a broadcast whose time has come."""
    return _step(session, broadcast_id, BroadcastState.SCHEDULED, _freezing(now), col(Broadcast.starts_at) <= now)


def require_confirmation(session: Session, broadcast_id: int) -> bool:
    """Ask a second owner before a scheduled broadcast begins: its audience has grown."""
    return _step(session, broadcast_id, BroadcastState.SCHEDULED, {"state": BroadcastState.UNCONFIRMED})


def rest_after_trial(session: Session, broadcast_id: int, until: datetime) -> bool:
    """Have a running broadcast rest after its trial, once. Returns False if it rested before."""
    has_not = and_(col(Broadcast.id) == broadcast_id, col(Broadcast.state) == BroadcastState.RUNNING)
    once = update(Broadcast).where(has_not, col(Broadcast.rests_until).is_(None))
    return session.connection().execute(once.values(rests_until=until)).rowcount == 1


def pause(session: Session, broadcast_id: int) -> bool:
    """Pause: deliveries that have not begun are held."""
    states = (BroadcastState.FREEZING, BroadcastState.RUNNING)
    return _pause(session, broadcast_id, states, {})


def auto_pause(session: Session, broadcast_id: int, now: datetime) -> bool:
    """Pause automatically, because too much fails."""
    return _pause(session, broadcast_id, (BroadcastState.RUNNING,), {"auto_paused_at": now})


def resume(session: Session, broadcast_id: int) -> bool:
    """Go on where it was paused."""
    is_whole = col(Broadcast.frozen_to) == ALL_WRITTEN
    state = case((is_whole, BroadcastState.RUNNING.value), else_=BroadcastState.FREEZING.value)
    return _step(session, broadcast_id, BroadcastState.PAUSED, {"state": state})


def cancel(session: Session, broadcast_id: int, now: datetime) -> bool:
    """Cancel a broadcast that is not over, and its deliveries that have not begun.

    ``ended_at`` stays empty as long as there may be recipients whose rows are not settled.
    """
    before = col(Broadcast.frozen_at).is_(None)
    values = {"state": BroadcastState.CANCELLED, "ended_at": case((before, now), else_=None)}
    states = tuple(state for state in BroadcastState if state not in FINAL_STATES)
    is_cancelled = _step(session, broadcast_id, states, values)
    if is_cancelled:
        recipients.cancel_unsent(session, broadcast_id, now)
    return is_cancelled


def finish_cancelled(session: Session, broadcast_id: int, now: datetime) -> bool:
    """End a cancelled broadcast of which nothing is left. Returns False if something is, or it has ended."""
    is_open = and_(col(Broadcast.state) == BroadcastState.CANCELLED, col(Broadcast.ended_at).is_(None))
    ended = update(Broadcast).where(col(Broadcast.id) == broadcast_id, is_open).values(ended_at=now)
    return (
        not any(recipients.remaining(session, broadcast_id, now)) and session.connection().execute(ended).rowcount == 1
    )


def extend(session: Session, broadcast_id: int, now: datetime) -> bool:
    """Send it to people who joined after it was frozen, too; not where it is not known any more who had it.

    Housekeeping erases deliveries only of broadcasts that are over, and keeps them over while it does.
    """
    if session.get(Broadcast, broadcast_id, with_for_update=True) is None or is_shortened(session, broadcast_id):
        return False
    states = (BroadcastState.DONE, BroadcastState.RUNNING)
    return _step(session, broadcast_id, states, _freezing(now) | {"ended_at": None})


def send_again(session: Session, broadcast_id: int, now: datetime) -> int:
    """Send a broadcast that is done again to those whom it failed to reach; returns how many, 0 if it is not done.

    Failures of before count no more, and nothing waits for a trial.
    """
    values: dict[str, Any] = {"state": BroadcastState.RUNNING, "ended_at": None, "frozen_at": now}
    values["rests_until"] = func.coalesce(col(Broadcast.rests_until), now)
    if not _step(session, broadcast_id, BroadcastState.DONE, values):
        return 0
    broadcast = session.get_one(Broadcast, broadcast_id, populate_existing=True)
    count = recipients.hold_unreached(session, broadcast, now)
    broadcast.sent_again += count
    session.add(broadcast)
    return count


def finish(session: Session, broadcast_id: int, now: datetime) -> bool:
    """End a broadcast of which nothing is left to send, paused or not, once all its recipients are written."""
    states = (BroadcastState.RUNNING, BroadcastState.PAUSED)
    is_whole = or_(col(Broadcast.state) == BroadcastState.RUNNING, col(Broadcast.frozen_to) == ALL_WRITTEN)
    return _step(session, broadcast_id, states, {"state": BroadcastState.DONE, "ended_at": now}, is_whole)


def set_progress_message(session: Session, broadcast_id: int, chat_id: int | None, message_id: int | None) -> None:
    """Have a message show the progress; None: no message any more."""
    values = {"progress_chat_id": chat_id, "progress_message_id": message_id}
    session.connection().execute(update(Broadcast).where(col(Broadcast.id) == broadcast_id).values(values))


def _freezing(now: datetime) -> dict[str, Any]:
    return {"state": BroadcastState.FREEZING, "frozen_at": now, "frozen_to": 0}


def _has_content() -> ColumnElement[bool]:
    return or_(col(Broadcast.digest_id).is_not(None), cast(col(Broadcast.post), String) != "{}")


def _pause(session: Session, broadcast_id: int, states: tuple[BroadcastState, ...], values: dict[str, Any]) -> bool:
    is_paused = _step(session, broadcast_id, states, values | {"state": BroadcastState.PAUSED})
    if is_paused:
        recipients.hold(session, broadcast_id)
    return is_paused


def _step(
    session: Session,
    broadcast_id: int,
    states: BroadcastState | tuple[BroadcastState, ...],
    values: dict[str, Any],
    *conditions: ColumnElement[bool],
) -> bool:
    """Change a broadcast if it is in one of these states. Returns whether it was."""
    allowed = states if isinstance(states, tuple) else (states,)
    where = and_(col(Broadcast.id) == broadcast_id, col(Broadcast.state).in_(allowed), *conditions)
    return session.connection().execute(update(Broadcast).where(where).values(values)).rowcount == 1
