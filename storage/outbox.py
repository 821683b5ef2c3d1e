"""The outbox: claim, begin, settle, cancel.

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

from sqlalchemy import Integer, and_, bindparam, exists, false, func, or_, select, tuple_, update
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage import preferences
from storage.database import read_only
from storage.models import (
    ArticleTopic,
    Broadcast,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    SubscriberStatus,
)
from storage.topics import matching_subscribers


def cancel_unsubscribed(session: Session, subscriber_id: int, now: datetime) -> None:
    """Cancel unsent alerts that the choices of a subscriber no longer cover."""
    mine = and_(col(Delivery.subscriber_id) == subscriber_id, is_unsent(), col(Delivery.kind) == DeliveryKind.ALERT)
    articles = select(col(Delivery.article_id)).where(mine)
    whom = matching_subscribers(col(ArticleTopic.article_id).in_(articles)).subquery()
    still = select(whom.c.article_id).where(whom.c.subscriber_id == subscriber_id)
    uncovered = and_(mine, col(Delivery.article_id).not_in(still))
    cancel_deliveries(session, uncovered, Cancellation.UNSUBSCRIBED, now, "no longer subscribed")


def cancel_opted_out(session: Session, subscriber_id: int, now: datetime) -> int:
    """Cancel what a subscriber's preferences do not let through and of which nothing has left; returns how many."""
    refused = preferences.refused_kinds(session.get_one(Subscriber, subscriber_id))
    if not refused:
        return 0
    which = and_(col(Delivery.subscriber_id) == subscriber_id, is_unsent(), col(Delivery.kind).in_(refused))
    return cancel_deliveries(session, which, Cancellation.OPTED_OUT, now)


def cancel_unwanted(session: Session, subscriber_id: int, now: datetime) -> None:
    """Cancel deliveries that are pending again and that the subscriber gave up while they were in flight."""
    subscriber = session.get(Subscriber, subscriber_id)
    if subscriber is None:
        return
    if subscriber.status != SubscriberStatus.ACTIVE:
        reason = Cancellation(subscriber.status.value)
        cancel_deliveries(
            session, and_(col(Delivery.subscriber_id) == subscriber_id, _cancellable(reason)), reason, now
        )
        return
    cancel_unsubscribed(session, subscriber_id, now)
    cancel_opted_out(session, subscriber_id, now)


def cancel_article(session: Session, article_id: int, now: datetime) -> int:
    """Cancel unsent deliveries of an article that was withdrawn; returns how many."""
    which = and_(col(Delivery.article_id) == article_id, is_unsent())
    return cancel_deliveries(session, which, Cancellation.WITHDRAWN, now)


def cancel_chat(session: Session, chat_id: int, reason: Cancellation, now: datetime, words: str = "") -> int:
    """Cancel everything unsent to a chat; returns how many.

    Who paused is still owed notices about the service.
    """
    # By subscriber, for which there is an index, whatever the state.
    those = select(col(Subscriber.id)).where(col(Subscriber.chat_id) == chat_id)
    return cancel_deliveries(
        session, and_(col(Delivery.subscriber_id).in_(those), _cancellable(reason)), reason, now, words
    )


def is_unsent() -> ColumnElement[bool]:
    """Select deliveries that surely were not sent."""
    only_claimed = and_(col(Delivery.state) == DeliveryState.IN_FLIGHT, col(Delivery.begun_at).is_(None))
    return or_(col(Delivery.state).in_((DeliveryState.HELD, DeliveryState.PENDING)), only_claimed)


def cancel_deliveries(
    session: Session, which: ColumnElement[bool], reason: Cancellation, now: datetime, words: str = ""
) -> int:
    """Cancel deliveries for a reason, in Telegram's words where it is Telegram's; returns how many."""
    values = {
        "state": DeliveryState.CANCELLED,
        "cancelled_for": reason,
        "last_error": words or reason.value,
        "lease_until": None,
        "settled_at": now,
    }
    return session.connection().execute(update(Delivery).where(which).values(values)).rowcount


def _cancellable(reason: Cancellation) -> ColumnElement[bool]:
    """Select what is unsent and cancelled for a reason that concerns a whole chat."""
    if reason is Cancellation.PAUSED:
        return and_(is_unsent(), col(Delivery.kind) != DeliveryKind.NOTICE)
    return is_unsent()


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


class Backlog(NamedTuple):
    """The state of the outbox."""

    by_state: dict[DeliveryState, int]
    oldest_due_at: datetime | None
    """The due time of the oldest delivery that is due and not sent."""


def claim_due(session: Session, owner: str, now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    """Claim what is due: lowest priority number first, then longest due; at most one a chat, in the chat's order."""
    connection = session.connection()
    rows = connection.execute(_due_statement(), {"now": now, "most": limit}).all()
    if not rows:
        return []
    # Another process may have claimed a row since it was read: only what is still pending is ours.
    values = {"ids": [row.id for row in rows], "me": owner, "until": now + lease}
    ours = {row.id for row in connection.execute(_claim_statement(), values)}
    return [Claim(*row)._replace(fence=row.fence + 1) for row in rows if row.id in ours]


def begin(session: Session, claims: Collection[Claim], now: datetime) -> set[int]:
    """Mark claims as begun, just before their requests are sent; returns the ids of those that may be.

    What was cancelled meanwhile, or claimed by someone else after the lease ran out, may not.
    """
    values = {"claims": [(claim.id, claim.fence) for claim in claims], "now": now}
    return {row.id for row in session.connection().execute(_begin_statement(), values)}


def unclaim(session: Session, claims: Collection[Claim]) -> None:
    """Give back claims that were not begun; this counts as no try."""
    _put_back(session, tuple_(col(Delivery.id), col(Delivery.fence)).in_([(claim.id, claim.fence) for claim in claims]))


def sweep(session: Session, owner: str, now: datetime, *, is_alone: bool) -> tuple[int, list[int]]:
    """Take back the claims of a process that died.

    Args:
        session: In one transaction.
        owner: The process that sweeps; its own claims are left to their lease.
        now: Leases before are over.
        is_alone: Whether this process holds the lock of the only sender, so that all claims of others are stale.

    Returns:
        How many claims were given back with nothing sent, and the ids of those whose fate is unknown: the caller
        settles them as any unknown outcome.
    """
    stale: ColumnElement[bool] = col(Delivery.lease_until) <= now
    if is_alone:
        stale = or_(stale, col(Delivery.owner) != owner)
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


def _select_claims() -> Any:
    columns = select(
        col(Delivery.id),
        col(Delivery.fence),
        col(Delivery.subscriber_id),
        col(Delivery.chat_id),
        col(Subscriber.thread_id),
        col(Subscriber.language),
        col(Delivery.article_id),
        col(Delivery.story_id),
        col(Delivery.is_plain),
        col(Delivery.attempts),
        col(Delivery.failures),
        col(Delivery.unknowns),
        col(Delivery.kind),
        col(Delivery.broadcast_id),
        col(Delivery.part),
        func.coalesce(col(Broadcast.never_twice), false()),
        col(Subscriber.gets_silent_messages),
    )
    of_subscribers = columns.join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
    return of_subscribers.outerjoin(Broadcast, col(Broadcast.id) == col(Delivery.broadcast_id))


# The statements of the sending path are built once, since building one takes far longer than running it.


@cache
def _claim_statement() -> Any:
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    return (
        update(table)
        .where(table.c.id.in_(bindparam("ids", expanding=True)), table.c.state == DeliveryState.PENDING)
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
def _begin_statement() -> Any:
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    return (
        update(table)
        .where(
            tuple_(table.c.id, table.c.fence).in_(bindparam("claims", expanding=True)),
            table.c.state == DeliveryState.IN_FLIGHT,
            table.c.begun_at.is_(None),
        )
        .values(begun_at=bindparam("now"))
        .returning(table.c.id)
    )


@cache
def _due_statement() -> Any:
    now = bindparam("now", type_=UTCDateTime())
    other, earlier = aliased(Delivery), aliased(Delivery)
    chat_is_busy = exists().where(
        col(other.chat_id) == col(Delivery.chat_id), col(other.state) == DeliveryState.IN_FLIGHT
    )
    is_not_first = exists().where(
        col(earlier.chat_id) == col(Delivery.chat_id),
        col(earlier.state) == DeliveryState.PENDING,
        col(earlier.due_at) <= now,
        tuple_(col(earlier.priority), col(earlier.id)) < tuple_(col(Delivery.priority), col(Delivery.id)),
    )
    return (
        _select_claims()
        .where(
            col(Delivery.state) == DeliveryState.PENDING,
            col(Delivery.due_at) <= now,
            _may_be_sent(),
            or_(col(Broadcast.not_after).is_(None), col(Broadcast.not_after) > now),
            or_(col(Subscriber.not_before).is_(None), col(Subscriber.not_before) <= now),
            ~chat_is_busy,
            ~is_not_first,
        )
        .order_by(col(Delivery.priority), col(Delivery.due_at), col(Delivery.id))
        .limit(bindparam("most", type_=Integer()))
        # Not FOR UPDATE: a broadcast that is being written refers to subscribers, and must not have them passed over.
        .with_for_update(of=Subscriber, skip_locked=True, key_share=True)
    )


def _may_be_sent() -> ColumnElement[bool]:
    """Select subscribers who are active, and for notices about the service those who paused."""
    is_paused = col(Subscriber.status) == SubscriberStatus.PAUSED
    return or_(
        col(Subscriber.status) == SubscriberStatus.ACTIVE, and_(is_paused, col(Delivery.kind) == DeliveryKind.NOTICE)
    )
