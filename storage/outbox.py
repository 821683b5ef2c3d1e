"""The outbox: claim, begin, settle; ``storage/cancellations.py`` cancels.

    pending ──claim──▶ in_flight ──begin──▶ in_flight, begun ──settle──▶ sent · pending · dead · uncertain · cancelled

The deliveries of a broadcast are held until they are released (``storage/recipients.py``); then they are treated as
all others.

A row that is in flight but not begun surely was not sent; one that has begun may have been. One message a chat is in
flight at a time, which a unique index enforces. Every claim raises the row's fence, so a report of an earlier claim
is recognised by its lower fence; a success is a fact and counts whoever reports it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Integer,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage import preferences
from storage.database import read_only
from storage.given_rows import as_given, given_rows, is_given
from storage.models import (
    Broadcast,
    ChatKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    ForumThread,
    Menu,
    Picture,
    Subscriber,
    SubscriberStatus,
)
from storage.processes import owner_is_dead
from storage.schedules import CLOSED_FOR, is_held, is_not_held, is_open


class Claim(NamedTuple):
    """A delivery that a process has claimed, with what it takes to render and send it."""

    id: int
    fence: int
    subscriber_id: int
    chat_id: int
    thread_id: int
    language: str
    article_id: int | None
    story_id: int | None
    is_plain: bool
    attempts: int
    failures: int
    unknowns: int
    kind: DeliveryKind = DeliveryKind.ALERT
    broadcast_id: int | None = None
    part: int = 0
    """How many messages of it were sent."""
    never_twice: bool = False
    """Whether it is not sent again after an unknown outcome."""
    is_silent: bool = False
    """It arrives without a sound."""
    digest_id: int | None = None
    """Of a digest for readers."""
    zone: str = ""
    """Of the times in it, as it is stored."""
    chat_kind: ChatKind = ChatKind.PRIVATE
    place_notice_id: int | None = None
    """Of a notice about a place."""
    signature: str = ""
    shows_hashtags: bool = True
    picture: str = Picture.LARGE.value
    shows_link_preview: bool = False
    is_paid: bool = False
    """It goes at the paid rate."""
    thread_closed_at: datetime | None = None
    """When its thread was last found closed: this one tries whether it is open by now."""
    correction_id: int | None = None
    """Of a correction: which."""
    reply_to: int | None = None
    """The message that it answers."""

    @property
    def appearance(self) -> preferences.Appearance | None:
        """How it looks as the post of a channel; None elsewhere."""
        return preferences.appearance_of(self) if self.chat_kind is ChatKind.CHANNEL else None


class Backlog(NamedTuple):
    """The state of the outbox."""

    by_state: dict[DeliveryState, int]
    oldest_due_at: datetime | None
    """The due time of the oldest delivery that is due and not sent."""


def claim_due(session: Session, owner: str, now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    """Claim what is due: lowest priority number first, then longest due; at most one a chat, in the chat's order."""
    connection = session.connection()
    rows = _due_rows(connection, now, limit)
    if not rows:
        return []
    # Another process may have claimed a row since it was read: only what is still pending is ours.
    is_sqlite = connection.dialect.name == "sqlite"
    values = as_given(is_sqlite, ((row.id,) for row in rows), "row_id") | {"me": owner, "until": now + lease}
    ours = set(connection.execute(_claim_statement(is_sqlite), values).scalars())
    return [claim for claim in map(Claim._make, rows) if claim.id in ours]


def begin(session: Session, claims: Collection[Claim], now: datetime) -> set[int]:
    """Mark claims as begun, just before their requests are sent; returns the ids of those that may be.

    What was cancelled meanwhile, or claimed by someone else after the lease ran out, may not.
    """
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    values = as_given(is_sqlite, ((claim.id, claim.fence) for claim in claims), "row_id", "fence") | {"now": now}
    return set(connection.execute(_begin_statement(is_sqlite), values).scalars())


def unclaim(session: Session, claims: Collection[Claim]) -> None:
    """Give back claims that were not begun; this counts as no try."""
    _put_back(session, tuple_(col(Delivery.id), col(Delivery.fence)).in_([(claim.id, claim.fence) for claim in claims]))


def take_back_unknown(session: Session, owner: str, known: Collection[int]) -> list[int]:
    """Take back claims of a process that it does not know of, since it never heard whether they were committed.

    Args:
        session: In one transaction.
        owner: The process.
        known: Ids of the deliveries that it may have sent.

    Returns:
        The ids of those that had begun: the caller settles them, as not sent.
    """
    in_flight = and_(col(Delivery.owner) == owner, col(Delivery.state) == DeliveryState.IN_FLIGHT)
    unknown = and_(in_flight, col(Delivery.id).not_in(known))
    _put_back(session, unknown)
    return list(session.connection().execute(select(col(Delivery.id)).where(unknown)).scalars())


def sweep(
    session: Session, owner: str, now: datetime, *, is_alone: bool, knows_dead: bool = False
) -> tuple[int, list[int]]:
    """Take back the claims of a process that died.

    Args:
        session: In one transaction.
        owner: The process that sweeps; its own claims are left to their lease.
        now: Leases before are over.
        is_alone: Whether this process holds the lock of the only sender, so that all claims of others are stale.
        knows_dead: Whether processes that are not among those that live are dead, so that their claims are stale.

    Returns:
        How many claims were given back with nothing sent, and the ids of those whose fate is unknown: the caller
        settles them as any unknown outcome.
    """
    stale: ColumnElement[bool] = col(Delivery.lease_until) <= now
    if is_alone:
        stale = or_(stale, col(Delivery.owner) != owner)
    if knows_dead:
        stale = or_(stale, owner_is_dead(Delivery.owner))
    stale = and_(col(Delivery.state) == DeliveryState.IN_FLIGHT, stale)
    given_back = _put_back(session, stale)
    begun = select(col(Delivery.id)).where(stale, col(Delivery.begun_at).is_not(None))
    return given_back, [row.id for row in session.connection().execute(begun)]


@read_only
def claims_by_id(session: Session, delivery_ids: Collection[int]) -> list[Claim]:
    """Return deliveries by id as claims."""
    return [
        Claim(*row) for row in session.connection().execute(_select_claims().where(col(Delivery.id).in_(delivery_ids)))
    ]


@read_only
def backlog(session: Session, now: datetime) -> Backlog:
    """How many deliveries are in each state, and since when the oldest that is due waits; what is held does not."""
    counts = session.connection().execute(select(col(Delivery.state), func.count()).group_by(col(Delivery.state)))
    waiting = select(func.min(col(Delivery.due_at))).where(
        col(Delivery.state) == DeliveryState.PENDING, col(Delivery.due_at) <= now
    )
    return Backlog(dict(counts.all()), session.connection().execute(waiting).scalar())


@read_only
def sent_to_places(
    session: Session, since: datetime, chat_ids: Collection[int] | None = None
) -> list[tuple[int, datetime]]:
    """Chat and time of what groups and channels were sent since a time, as far as is known: posts, and menus.

    Args:
        session: To read in.
        since: Not inclusive.
        chat_ids: Those asked about. For None, all, and what was under way when a process ended is among it: it may
            have arrived.
    """
    times: list[tuple[Any, Any]] = [(Delivery.chat_id, Delivery.sent_at), (Menu.chat_id, Menu.opened_at)]
    asked = [select(col(chat), col(at)).where(col(chat) < 0, col(at) > since) for chat, at in times]
    if chat_ids is not None:
        these = [each.where(col(chat).in_(chat_ids)) for each, (chat, _) in zip(asked, times, strict=True)]
        return [tuple(row) for each in these for row in session.connection().execute(each)]
    flying = select(col(Delivery.chat_id), col(Delivery.begun_at))
    is_flying = and_(col(Delivery.state) == DeliveryState.IN_FLIGHT, col(Delivery.begun_at) > since)
    asked.append(flying.where(col(Delivery.chat_id) < 0, is_flying))
    return [tuple(row) for each in asked for row in session.connection().execute(each)]


@read_only
def is_busy(session: Session) -> bool:
    """Whether anything is still to be sent, or a message to be brought up to date that has not been yet.

    What is held waits for a broadcast, and does not count.
    """
    unsent = col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.IN_FLIGHT))
    stale = and_(col(Delivery.update_due_at).is_not(None), col(Delivery.updated_at).is_(None))
    return session.connection().execute(select(exists().where(or_(unsent, stale)))).scalar_one()


@read_only
def find_delivery(session: Session, delivery_id: int, chat_id: int) -> Delivery | None:
    """A delivery of a chat; None when the chat has no such delivery, whatever a button's data claims."""
    found = session.get(Delivery, delivery_id)
    return found if found and found.chat_id == chat_id else None


def is_still_claimed(claim: Claim) -> ColumnElement[bool]:
    """Select the row of a claim unless somebody else has claimed it since."""
    return and_(
        col(Delivery.id) == claim.id,
        col(Delivery.fence) == claim.fence,
        col(Delivery.state) == DeliveryState.IN_FLIGHT,
    )


def _put_back(session: Session, which: ColumnElement[bool]) -> int:
    where = (which, col(Delivery.state) == DeliveryState.IN_FLIGHT, col(Delivery.begun_at).is_(None))
    values = {"state": DeliveryState.PENDING, "owner": None, "lease_until": None}
    return session.connection().execute(update(Delivery).where(*where).values(values)).rowcount


def _select_claims(row: Any = Delivery, *, raise_fence: int = 0) -> Any:
    """Select deliveries, or those of an alias, as claims; their fences raised by what a claim adds."""
    columns = select(
        col(row.id),
        (col(row.fence) + raise_fence).label("fence"),
        col(row.subscriber_id),
        col(row.chat_id),
        _thread_of(row),
        col(Subscriber.language),
        col(row.article_id),
        col(row.story_id),
        col(row.is_plain),
        col(row.attempts),
        col(row.failures),
        col(row.unknowns),
        col(row.kind),
        col(row.broadcast_id),
        col(row.part),
        func.coalesce(col(Broadcast.never_twice), false()),
        col(Subscriber.gets_silent_messages),
        col(row.digest_id),
        col(Subscriber.zone),
        col(Subscriber.kind),
        col(row.place_notice_id),
        col(Subscriber.signature),
        col(Subscriber.shows_hashtags),
        col(Subscriber.picture),
        col(Subscriber.shows_link_preview),
        func.coalesce(col(Broadcast.is_paid), false()),
        col(Subscriber.thread_closed_at),
        col(row.correction_id),
        col(row.reply_to),
    ).select_from(row)
    of_subscribers = columns.join(Subscriber, col(Subscriber.id) == col(row.subscriber_id))
    return of_subscribers.outerjoin(Broadcast, col(Broadcast.id) == col(row.broadcast_id))


def _thread_of(row: Any) -> Any:
    """The thread that a delivery goes to: in a private chat that has them, the one of its topic."""
    of_topic = select(col(ForumThread.thread_id)).where(
        col(ForumThread.chat_id) == col(row.chat_id), col(ForumThread.topic_id) == col(row.topic_id)
    )
    has_own = and_(col(Subscriber.has_topic_threads), col(row.topic_id).is_not(None))
    alone = col(Subscriber.thread_id)  # 0 in every private chat
    return case((has_own, func.coalesce(of_topic.scalar_subquery(), alone)), else_=alone).label("thread_id")


# The statements of the sending path are built once, since building one takes far longer than running it.


@cache
def _claim_statement(is_sqlite: bool) -> Any:
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    given = given_rows(is_sqlite, row_id=int)
    # An expression, for PostgreSQL not to walk an index of all that is pending.
    is_pending = func.coalesce(table.c.state, DeliveryState.IN_FLIGHT) == DeliveryState.PENDING
    return (
        update(table)
        .where(is_given(is_sqlite, table.c.id, given), is_pending)
        .values(
            state=DeliveryState.IN_FLIGHT,
            owner=bindparam("me"),
            fence=table.c.fence + 1,
            lease_until=bindparam("until"),
            begun_at=None,
        )
        .returning(table.c.id)
    )


@cache
def _begin_statement(is_sqlite: bool) -> Any:
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    given = given_rows(is_sqlite, row_id=int, fence=int)
    return (
        update(table)
        .where(
            is_given(is_sqlite, table.c.id, given),
            table.c.fence == given.c.fence,
            table.c.state == DeliveryState.IN_FLIGHT,
            table.c.begun_at.is_(None),
        )
        .values(begun_at=bindparam("now"))
        .returning(table.c.id)
    )


def _due_rows(connection: Connection, now: datetime, limit: int) -> list[Any]:
    """Return what may be claimed. What it costs depends on the limit, not on how much waits or is not due yet.

    The planner of PostgreSQL knows nothing of a table that was filled a moment ago, and would sort all that waits, so
    it is left no plan but the walk along the index.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_WALK_INDEXES)
    rows: list[Any] = []
    for priority in connection.execute(_priorities_statement()).scalars().all():
        wanted = limit - len(rows)
        values = _times(now) | {"priority": priority, "most": wanted, "window": wanted * ROWS_WALKED_PER_CLAIM}
        found = _due_rows_of_priority(connection, values, wanted)
        rows += found
        if len(found) < wanted and _is_window_full(connection, values):
            return rows + _due_rows_by_chat(connection, values, limit - len(rows), {row.chat_id for row in rows})
        if len(rows) == limit:
            break
    return rows


def _due_rows_of_priority(connection: Connection, values: dict[str, Any], wanted: int) -> list[Any]:
    """Return what may be claimed among the longest due of a priority, with what is held put off to make room."""
    found = list(connection.execute(_due_statement(), values))
    for _ in range(MOST_POSTPONEMENTS):
        is_short = len(found) < wanted and _is_window_full(connection, values)
        if not (is_short and _postpone_held(connection, values)):
            break
        found = list(connection.execute(_due_statement(), values))
    return found


def _is_window_full(connection: Connection, values: dict[str, Any]) -> bool:
    return connection.execute(_is_window_full_statement(), values).first() is not None


def _due_rows_by_chat(connection: Connection, values: dict[str, Any], limit: int, taken: set[int]) -> list[Any]:
    """Return the first rows, of whatever priority, of chats that are not taken.

    Where few chats wait for many messages each, all that is longest due may be theirs, while they take a pause. Then
    the chats are walked instead of their rows.
    """
    rows: list[Any] = []
    after = _BEFORE_ALL_CHATS
    while len(rows) < limit:
        walk = values | {"after": after, "walked": CHATS_WALKED_AT_ONCE}
        chats = connection.execute(_first_of_chats_statement(), walk).all()
        if not chats:
            break
        after = max(row.chat_id for row in chats)
        firsts = [row.first for row in chats if row.first is not None and row.chat_id not in taken]
        rows += connection.execute(_these_due_statement(), values | {"firsts": firsts, "most": limit - len(rows)})
    return rows


ROWS_WALKED_PER_CLAIM = 2
"""Rows of the outbox that are looked at for each that is wanted, before the chats are walked instead."""

ROWS_POSTPONED_AT_ONCE = 1_000
MOST_POSTPONEMENTS = 8
"""Times that a claim puts off what is held; what is then still in the way, further claims do."""

CHATS_WALKED_AT_ONCE = 256
_BEFORE_ALL_CHATS = -(1 << 63)

_PLANS_NOT_WANTED = ("sort", "incremental_sort", "seqscan", "bitmapscan", "hashjoin", "mergejoin", "material")
_WALK_INDEXES = text(
    "SELECT set_config('jit', 'off', true), "
    + ", ".join(f"set_config('enable_{plan}', 'off', true)" for plan in _PLANS_NOT_WANTED)
)
"""Until the end of the transaction (PostgreSQL, "Query Planning")."""


@cache
def _priorities_statement() -> Any:
    """The priorities of what is pending, the lowest number first, each found by one step in the index."""
    is_pending = col(Delivery.state) == DeliveryState.PENDING
    # Sorted as the index is, not min(): whatever the statistics say, one index alone yields this order unsorted.
    in_order = select(col(Delivery.priority)).where(is_pending)
    in_order = in_order.order_by(col(Delivery.priority), col(Delivery.due_at), col(Delivery.id)).limit(1)
    known = select(in_order.scalar_subquery().label("priority")).cte("known", recursive=True)
    higher = in_order.where(col(Delivery.priority) > known.c.priority).scalar_subquery()
    known = known.union_all(select(higher).where(known.c.priority.is_not(None)))
    return select(known.c.priority).where(known.c.priority.is_not(None))


_NOW: Any = bindparam("now", type_=UTCDateTime())
_RECHECKED, _RECHECK_AT = (bindparam(name, type_=UTCDateTime()) for name in ("rechecked", "recheck_at"))


def _times(now: datetime) -> dict[str, Any]:
    return {"now": now, "rechecked": now - CLOSED_FOR, "recheck_at": now + CLOSED_FOR}


def _due(row: Any) -> ColumnElement[bool]:
    return and_(col(row.state) == DeliveryState.PENDING, col(row.due_at) <= _NOW)


def _longest_due() -> Any:
    of_priority = col(Delivery.priority) == bindparam("priority", type_=Integer())
    return select(Delivery).where(_due(Delivery), of_priority).order_by(col(Delivery.due_at), col(Delivery.id))


@cache
def _is_window_full_statement() -> Any:
    """Whether more is due of a priority than is looked at."""
    return _longest_due().with_only_columns(col(Delivery.id)).offset(bindparam("window", type_=Integer()) - 1).limit(1)


@cache
def _due_statement() -> Any:
    """What may be claimed among the longest due of a priority."""
    window = _read_once(_longest_due().limit(bindparam("window", type_=Integer())))
    is_first = col(window.id) == _first_due_of(col(window.chat_id))
    statement = _claimable(_select_claims(window, raise_fence=1), window).where(is_first)
    return statement.order_by(col(window.due_at), col(window.id))


@cache
def _held_statement() -> Any:
    """What is not to arrive now among the longest due of a priority, and when that ends."""
    window = _read_once(_longest_due().limit(bindparam("window", type_=Integer())))
    until = case((is_open(_RECHECKED), col(Subscriber.held_until)), else_=_RECHECK_AT)
    held: Any = select(col(window.id).label("row_id"), until.label("until"))
    is_asleep = and_(col(window.kind) != DeliveryKind.NOTICE, is_held(_NOW), col(Subscriber.held_until) > _NOW)
    return held.join(Subscriber, col(Subscriber.id) == col(window.subscriber_id)).where(
        or_(~is_open(_RECHECKED), is_asleep)
    )


@cache
def _postpone_statement() -> Any:
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    return update(table).where(table.c.id == bindparam("row_id")).values(due_at=bindparam("until"))


def _postpone_held(connection: Connection, values: dict[str, Any]) -> bool:
    """Make due at the end of the time in which nothing arrives what is due in it, among the longest due of a priority.

    So it is looked at once in that time, and not by every claim. Returns whether there was any.
    """
    if connection.execute(_held_statement(), values).first() is None:
        return False
    held = connection.execute(_held_statement(), values | {"window": ROWS_POSTPONED_AT_ONCE})
    connection.execute(_postpone_statement(), [row._asdict() for row in held])
    return True


def _read_once(deliveries: Any) -> Any:
    """Deliveries as a table that PostgreSQL reads once, and not again for each subscriber, whatever it guesses."""
    return aliased(Delivery, deliveries.cte("deliveries").prefix_with("MATERIALIZED", dialect="postgresql"))


def _first_due_of(chat_id: Any) -> Any:
    """The first row that is due of a chat, and may arrive now.

    Sorted so, it is found by one index alone, whatever the planner guesses.
    """
    first, owner = aliased(Delivery), aliased(Subscriber)
    is_awake = or_(col(first.kind) == DeliveryKind.NOTICE, col(owner.held_from).is_(None), col(owner.held_from) > _NOW)
    may_arrive = exists().where(col(owner.id) == col(first.subscriber_id), is_open(_RECHECKED, owner), is_awake)
    due = select(col(first.id)).where(col(first.chat_id) == chat_id, _due(first), may_arrive)
    return due.order_by(col(first.priority), col(first.id)).limit(1).scalar_subquery()


@cache
def _first_of_chats_statement() -> Any:
    """The next chats for which something is pending, each found by one step in the index, and the first due of each."""
    pending = aliased(Delivery)
    is_pending = col(pending.state) == DeliveryState.PENDING
    in_order = select(col(pending.chat_id)).where(is_pending)
    in_order = in_order.order_by(col(pending.chat_id), col(pending.priority), col(pending.id)).limit(1)
    start = in_order.where(col(pending.chat_id) > bindparam("after", type_=BigInteger())).scalar_subquery()
    chats = select(start.label("chat_id"), literal(1).label("number")).cte("chats", recursive=True)
    following = in_order.where(col(pending.chat_id) > chats.c.chat_id).scalar_subquery()
    goes_on = and_(chats.c.chat_id.is_not(None), chats.c.number < bindparam("walked", type_=Integer()))
    chats = chats.union_all(select(following, chats.c.number + 1).where(goes_on))
    first = _first_due_of(chats.c.chat_id).label("first")
    return select(chats.c.chat_id, first).where(chats.c.chat_id.is_not(None))


@cache
def _these_due_statement() -> Any:
    """What may be claimed among some rows that are due."""
    these = _read_once(select(Delivery).where(col(Delivery.id).in_(bindparam("firsts", expanding=True))))
    return _claimable(_select_claims(these, raise_fence=1), these)


def _claimable(statement: Any, row: Any) -> Any:
    """Narrow a statement to what may arrive now, to chats to which nothing is under way, and to so many rows."""
    other = aliased(Delivery)
    chat_is_busy = exists().where(col(other.chat_id) == col(row.chat_id), col(other.state) == DeliveryState.IN_FLIGHT)
    return (
        statement.where(
            _may_be_sent(row),
            or_(col(Broadcast.not_after).is_(None), col(Broadcast.not_after) > _NOW),
            or_(col(Subscriber.not_before).is_(None), col(Subscriber.not_before) <= _NOW),
            or_(col(row.kind) == DeliveryKind.NOTICE, is_not_held(_NOW)),
            is_open(_RECHECKED),
            ~chat_is_busy,
        )
        .limit(bindparam("most", type_=Integer()))
        # Not FOR UPDATE: a broadcast that is being written refers to subscribers, and must not have them passed over.
        .with_for_update(of=Subscriber, skip_locked=True, key_share=True)
    )


def _may_be_sent(row: Any) -> ColumnElement[bool]:
    """Select subscribers who are active, and for notices about the service those who paused."""
    is_paused = col(Subscriber.status) == SubscriberStatus.PAUSED
    return or_(col(Subscriber.status) == SubscriberStatus.ACTIVE, and_(is_paused, col(row.kind) == DeliveryKind.NOTICE))
