"""The inbox: updates that came by webhook, from the moment they are answered to Telegram until they are handled.

    waiting ──claim──▶ claimed, for a lease ──mark──▶ handled
                 ▲            │
                 └────────────┘ the process died, or its lease ran out

An update is stored once, by its id, however often Telegram repeats it. The updates of a chat are claimed one at a time,
in the order of their ids, by whichever process asks first, and for a while by the same one then. A claim that dies with
its process is made again, so an update may be handled twice, as with polling. The secret that Telegram sends with each
update is kept here as well.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from storage.database import read_only
from storage.models import IncomingUpdate, WebhookSecret
from storage.processes import owner_is_dead

MOST_WAITING = 10_000
"""Updates. What is beyond waits at Telegram, which keeps it for a day (Bot API, "Getting updates")."""

MOST_ATTEMPTS = 5
"""Claims of an update that ended with the process, until it is set aside."""

STAYS_FOR = timedelta(minutes=1)
"""A chat stays so long with the process that handled its last update: who writes too fast, the parts of an album and
who may what in a group are in the memory of one."""
STAYS_WAITING = timedelta(seconds=1)
"""An update that has waited so long goes to any process: the chat's own is busy, or dead."""

IDS_A_QUERY = 500


class Arrival(NamedTuple):
    """An update as it came."""

    update_id: int
    chat_id: int
    """Whose updates are handled one after the other; 0: nobody's."""
    body: str


class ClaimedUpdate(NamedTuple):
    """An update that a process has claimed to handle it."""

    update_id: int
    chat_id: int
    body: str
    attempts: int
    """How often it was claimed, this time among them."""


class Round(NamedTuple):
    """What a process goes on with."""

    claimed: list[ClaimedUpdate]
    set_aside: list[int]
    """Ids of updates that were claimed ``MOST_ATTEMPTS`` times and never handled: they are not tried again."""


def store(session: Session, arrivals: Sequence[Arrival], now: datetime, most: int = MOST_WAITING) -> bool:
    """Store updates that came, each once; returns False, with nothing stored, when too many wait already."""
    if count_waiting(session, most) >= most:
        return False
    rows = [{**arrival._asdict(), "received_at": now, "attempts": 0} for arrival in arrivals]
    statement = _insert(session)(IncomingUpdate).on_conflict_do_nothing(index_elements=["update_id"])
    session.connection().execute(statement, rows)
    return True


@read_only
def count_waiting(session: Session, most: int = MOST_WAITING) -> int:
    """Return how many updates are not handled yet; counts no further than ``most``."""
    waiting = select(col(IncomingUpdate.update_id)).where(_IS_WAITING).limit(most).subquery()
    return session.connection().execute(select(func.count()).select_from(waiting)).scalar_one()


@read_only
def oldest_waiting(session: Session) -> datetime | None:
    """Return when the oldest update came that is not handled yet; None when none waits."""
    return session.connection().execute(select(func.min(col(IncomingUpdate.received_at))).where(_IS_WAITING)).scalar()


def advance(
    session: Session,
    owner: str,
    now: datetime,
    *,
    done: Collection[int],
    running: Collection[int],
    lease: timedelta,
    limit: int,
) -> Round:
    """Mark what a process has handled, keep what it is handling, and claim more: one transaction a round.

    Args:
        session: In one transaction.
        owner: Id of the process.
        now: The time; leases before are over.
        done: Ids of updates that it has handled.
        running: Ids of those that it is handling: their lease is renewed.
        lease: How long a claim holds unless it is renewed.
        limit: How many more it takes, one a chat.
    """
    mark_handled(session, done, now)
    _set(session, running, {"lease_until": now + lease}, col(IncomingUpdate.owner) == owner)
    rows = _claimable(session, owner, now, limit)
    tired = [row.update_id for row in rows if row.attempts >= MOST_ATTEMPTS]
    fresh = [row for row in rows if row.attempts < MOST_ATTEMPTS]
    # What is set aside keeps its body, for whoever looks into it, until it is erased with the others.
    _set(session, tired, {"handled_at": now, "owner": None, "lease_until": None}, _IS_WAITING)
    claim = {"owner": owner, "lease_until": now + lease, "attempts": col(IncomingUpdate.attempts) + 1}
    _set(session, [row.update_id for row in fresh], claim, _IS_WAITING)
    return Round([ClaimedUpdate(row.update_id, row.chat_id, row.body, row.attempts + 1) for row in fresh], tired)


def mark_handled(session: Session, update_ids: Collection[int], now: datetime) -> None:
    """Mark updates as handled, whoever claimed them: that is a fact. What people wrote in them is erased."""
    _set(session, update_ids, {"handled_at": now, "body": "", "lease_until": None}, _IS_WAITING)


def take_back(session: Session, owners: Collection[str]) -> int:
    """Take back the claims of processes that died; returns how many."""
    return _free(session, col(IncomingUpdate.owner).in_(owners))


def take_back_of_dead(session: Session) -> int:
    """Take back the claims of processes that are not among those that live; returns how many."""
    return _free(session, and_(col(IncomingUpdate.owner).is_not(None), owner_is_dead(IncomingUpdate.owner)))


def take_back_all(session: Session) -> int:
    """Take back all claims, for a process that has made none yet and knows that no other runs; returns how many."""
    return _free(session, col(IncomingUpdate.owner).is_not(None))


def take_back_unknown(session: Session, owner: str, known: Collection[int]) -> int:
    """Take back claims of a process that it does not know of, since it never heard whether they were committed."""
    return _free(session, and_(col(IncomingUpdate.owner) == owner, col(IncomingUpdate.update_id).not_in(known)))


def webhook_secret(session: Session, bot_id: int, now: datetime) -> str:
    """Return the secret of a bot's webhook, made when there is none; of several processes the first makes it."""
    made = {"bot_id": bot_id, "secret": secrets.token_urlsafe(32), "made_at": now}
    statement = _insert(session)(WebhookSecret).on_conflict_do_nothing(index_elements=["bot_id"])
    session.connection().execute(statement, made)
    kept = select(col(WebhookSecret.secret)).where(col(WebhookSecret.bot_id) == bot_id)
    return session.connection().execute(kept).scalar_one()


_IS_WAITING = col(IncomingUpdate.handled_at).is_(None)

_WALK_THE_INDEX = text("SELECT set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true)")
"""Until the end of the transaction: what was handled stays for days, and is not to be looked through."""


def _stays_with_other(owner: str, now: datetime) -> ColumnElement[bool]:
    """Select updates that another process is to handle, since it handled the last one of their chat."""
    handled = aliased(IncomingUpdate)
    at = col(handled.handled_at)
    of_chat = select(col(handled.owner)).where(
        col(handled.chat_id) == col(IncomingUpdate.chat_id), at > now - STAYS_FOR, col(handled.owner).is_not(None)
    )
    last = of_chat.order_by(at.desc()).limit(1).scalar_subquery()
    return and_(func.coalesce(last, owner) != owner, col(IncomingUpdate.received_at) > now - STAYS_WAITING)


def _claimable(session: Session, owner: str, now: datetime, limit: int) -> list[Any]:
    """Return the first waiting update of each chat in which none is being handled, lowest id first.

    On PostgreSQL chats that stay with another process are left out. The rows are locked, and what another process has
    locked is left out, too. One that another process has claimed or handled since this transaction looked no longer
    fits the conditions, which are checked on the locked row.
    """
    if limit <= 0:
        return []
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_WALK_THE_INDEX)
    first = select(func.min(col(IncomingUpdate.update_id))).where(_IS_WAITING).group_by(col(IncomingUpdate.chat_id))
    is_free = or_(col(IncomingUpdate.lease_until).is_(None), col(IncomingUpdate.lease_until) <= now)
    columns = (IncomingUpdate.update_id, IncomingUpdate.chat_id, IncomingUpdate.body, IncomingUpdate.attempts)
    wanted = select(*map(col, columns)).where(col(IncomingUpdate.update_id).in_(first), _IS_WAITING, is_free)
    if connection.dialect.name == "postgresql":
        wanted = wanted.where(~_stays_with_other(owner, now))
    ordered = wanted.order_by(col(IncomingUpdate.update_id)).limit(limit).with_for_update(skip_locked=True)
    return list(connection.execute(ordered))


def _free(session: Session, which: ColumnElement[bool]) -> int:
    given_back = update(IncomingUpdate).where(_IS_WAITING, which).values(owner=None, lease_until=None)
    return session.connection().execute(given_back).rowcount


def _set(session: Session, update_ids: Collection[int], values: dict[str, Any], only: ColumnElement[bool]) -> None:
    ordered = sorted(update_ids)
    for start in range(0, len(ordered), IDS_A_QUERY):
        some = col(IncomingUpdate.update_id).in_(ordered[start : start + IDS_A_QUERY])
        session.connection().execute(update(IncomingUpdate).where(some, only).values(values))


def _insert(session: Session) -> Any:
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
