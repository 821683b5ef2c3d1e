"""Settling: stores what follows from the outcome of a send, and from the end of an outage.

``bot/delivery/retry.py`` decides which settlement follows from an outcome; here each becomes rows.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, and_, bindparam, case, func, literal_column, null, or_, select, update
from sqlmodel import Session, col

from storage import absence, recipients, threads
from storage.cancellations import cancel_unwanted
from storage.chats import mark_unreachable, migrate_chat
from storage.enqueue import ALERT_PRIORITY, DIGEST_PRIORITY
from storage.given_rows import as_given, given_rows, is_given
from storage.models import BroadcastState, Cancellation, Delivery, DeliveryState, Subscriber, SubscriberStatus
from storage.outbox import Claim, is_still_claimed

LONGEST_ERROR = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it. This counts whoever reports it, and whatever state the row has meanwhile."""

    claim: Claim
    message_id: int
    shown: str
    not_before: datetime | None = None
    """Nothing more is claimed for the chat before this time."""


@dataclass(frozen=True, slots=True)
class PartSent:
    """Telegram took one message of several. This counts whoever reports it, as long as the row is not closed."""

    claim: Claim
    message_id: int
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """To be sent again at ``due_at``."""

    claim: Claim
    due_at: datetime
    error: str
    attempts: int = 0
    """Added: it was surely not sent."""
    failures: int = 0
    """Added: Telegram answered that it failed."""
    unknowns: int = 0
    """Added: its fate is unknown, so sending it again may double it."""
    is_plain: bool = False
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """Not to be sent again: dead, uncertain, cancelled, or sent with no further message."""

    claim: Claim
    state: DeliveryState
    error: str
    cancelled_for: Cancellation | None = None


@dataclass(frozen=True, slots=True)
class ChatLost:
    """The chat cannot be written to: everything unsent to it is cancelled."""

    claim: Claim
    status: SubscriberStatus
    reason: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The group goes on as a supergroup with another id."""

    claim: Claim
    chat_id: int


@dataclass(frozen=True, slots=True)
class ThreadLost:
    """The thread is gone: its subscriber is moved to the chat itself; with the forum, those of all its threads."""

    claim: Claim
    reason: str
    is_forum_off: bool = False


@dataclass(frozen=True, slots=True)
class ThreadShut:
    """The thread is closed: what is owed to it waits until it is open."""

    claim: Claim
    reason: str


OtherSettlement = PartSent | Retry | Closed | ChatLost | ChatMoved | ThreadLost | ThreadShut
Settlement = Sent | OtherSettlement

BroadcastStates = Mapping[int, BroadcastState]
"""The states of broadcasts by id, locked until the transaction ends."""


def settle_claims(session: Session, settlements: Iterable[Settlement], now: datetime) -> None:
    """Store the settlements of claims in one transaction."""
    sent: list[Sent] = []
    others: list[OtherSettlement] = []
    for settlement in settlements:
        if isinstance(settlement, Sent):
            sent.append(settlement)
        else:
            others.append(settlement)
    # Before any delivery is changed, in the order in which pausing a broadcast locks rows.
    states = recipients.lock_states(session, {each.claim.broadcast_id for each in others if each.claim.broadcast_id})
    _lock_subscribers(session, {each.claim.chat_id for each in (*others, *(each for each in sent if each.not_before))})
    for each in others:
        _settle_one(session, each, states, now)
    _settle_sent(session, sent, now)


@cache
def _sent_statement(is_sqlite: bool) -> Any:
    """Build the statement once, since building it takes far longer than running it."""
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    given = given_rows(is_sqlite, row_id=int, chat=int, message=int, shown=str)
    told = given.c
    statement = update(table).values(state=_SENT, lease_until=null(), last_error=literal_column("''"))
    statement = statement.values(sent_at=bindparam("at"), settled_at=bindparam("at"), cancelled_for=null())
    # A message that went to an address of before is none of the chat's that it is owed to now.
    statement = statement.values(message_id=case((table.c.chat_id == told.chat, told.message), else_=null()))
    return statement.values(shown=told.shown).where(is_given(is_sqlite, table.c.id, given), table.c.state != _SENT)


_SENT: Any = literal_column(f"'{DeliveryState.SENT.value}'")


def _settle_sent(session: Session, sent: list[Sent], now: datetime) -> None:
    if not sent:
        return
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    told = ((each.claim.id, each.claim.chat_id, each.message_id, each.shown) for each in sent)
    values = as_given(is_sqlite, told, "row_id", "chat", "message", "shown") | {"at": now}
    connection.execute(_sent_statement(is_sqlite), values)
    # In one order, for none of two who write the same rows to wait for the other in turn.
    if delays := sorted((each.claim.chat_id, each.not_before) for each in sent if each.not_before):
        connection.execute(_delay_statement(), [{"chat": chat_id, "until": until} for chat_id, until in delays])
    for each in sent:
        if each.claim.thread_closed_at:
            threads.note_open(session, each.claim.chat_id, each.claim.thread_id, now)


def _lock_subscribers(session: Session, chat_ids: Collection[int]) -> None:
    """Lock the subscribers that a group of settlements changes, in one order: several processes settle at a time."""
    if chat_ids and session.connection().dialect.name == "postgresql":
        these = (
            select(col(Subscriber.id)).where(col(Subscriber.chat_id) == func.any(_CHATS)).order_by(col(Subscriber.id))
        )
        session.connection().execute(these.with_for_update(key_share=True), {"chats": list(chat_ids)})


_CHATS: Any = bindparam("chats", type_=ARRAY(BigInteger()))


def _settle_one(session: Session, settlement: OtherSettlement, states: BroadcastStates, now: datetime) -> None:
    present = _present_owner(session, settlement.claim)
    if isinstance(settlement, ChatLost) and present and present.chat_id != settlement.claim.chat_id:
        settlement = Retry(settlement.claim, now, "the chat moved while the message was under way")
    if isinstance(settlement, ChatLost) and present and _is_of_before(present):
        settlement = _settlement_of_before(settlement, present, now)
    if isinstance(settlement, Closed | ChatLost):
        _close(session, settlement, now)
        return
    _put_back(session, settlement, now)
    recipients.apply_broadcast_state(session, settlement.claim, states, now)
    if present := _present_owner(session, settlement.claim):  # who may be another one by now
        absence.cancel_from_before(session, present.id, now)
        cancel_unwanted(session, present.id, now)


def _settlement_of_before(lost: ChatLost, present: Any, now: datetime) -> Closed | Retry:
    """Return what becomes of a message that was refused before its chat came back.

    It is among what was missed, where that is told; else nobody knew of the absence, and it is owed as ever.
    """
    if present.lost_at is None:
        return Retry(lost.claim, now, lost.reason)
    return Closed(lost.claim, DeliveryState.CANCELLED, lost.reason, Cancellation(lost.status.value))


def _present_owner(session: Session, claim: Claim) -> Any:
    """Return the subscriber whom a delivery is owed to by now, for the chat may have moved or come back since."""
    owner = select(
        col(Subscriber.id),
        col(Subscriber.chat_id),
        col(Subscriber.lost_at),
        col(Subscriber.returned_at),
        col(Delivery.begun_at),
    ).select_from(Subscriber)
    owner = owner.join(Delivery, col(Delivery.subscriber_id) == col(Subscriber.id))
    return session.connection().execute(owner.where(col(Delivery.id) == claim.id)).first()


def _is_of_before(present: Any) -> bool:
    """Return whether a message left before its chat came back: that it was refused says nothing of the chat now."""
    return present.returned_at is not None and present.begun_at is not None and present.begun_at < present.returned_at


def _close(session: Session, settlement: Closed | ChatLost, now: datetime) -> None:
    """Close a delivery; for a chat that is lost, cancel everything unsent to it too."""
    match settlement:
        case Closed(claim, state, error, cancelled_for):
            values: dict[str, Any] = {"state": state, "last_error": error[:LONGEST_ERROR]}
            sent_at = now if state is DeliveryState.SENT else None
            _take_out_of_flight(session, claim, **values, cancelled_for=cancelled_for, settled_at=now, sent_at=sent_at)
        case ChatLost(claim, status, reason):
            why, said = Cancellation(status.value), reason[:LONGEST_ERROR]
            _take_out_of_flight(
                session, claim, state=DeliveryState.CANCELLED, last_error=said, cancelled_for=why, settled_at=now
            )
            mark_unreachable(session, claim.chat_id, status, said, now)


def _put_back(
    session: Session, settlement: PartSent | Retry | ChatMoved | ThreadLost | ThreadShut, now: datetime
) -> None:
    """Have a delivery, or its next message, sent again; to the new address if the chat moved."""
    match settlement:
        case PartSent():
            _continue_with_next_part(session, settlement, now)
        case Retry(claim, due_at, error, attempts, failures, unknowns, is_plain):
            _take_out_of_flight(
                session,
                claim,
                state=DeliveryState.PENDING,
                due_at=due_at,
                last_error=error[:LONGEST_ERROR],
                attempts=claim.attempts + attempts,
                failures=claim.failures + failures,
                unknowns=claim.unknowns + unknowns,
                is_plain=is_plain or claim.is_plain,
            )
            if settlement.not_before:
                _delay_chat(session, claim.chat_id, settlement.not_before)
        case ChatMoved(claim, chat_id):
            _take_out_of_flight(
                session, claim, state=DeliveryState.PENDING, due_at=now, last_error="the group became a supergroup"
            )
            migrate_chat(session, claim.chat_id, chat_id, now)
        case ThreadLost(claim, reason) | ThreadShut(claim, reason):
            _take_out_of_flight(
                session, claim, state=DeliveryState.PENDING, due_at=now, last_error=reason[:LONGEST_ERROR]
            )
            if isinstance(settlement, ThreadShut):
                threads.note_closed(session, claim.chat_id, claim.thread_id, now)
            else:
                threads.note_gone(session, claim.chat_id, claim.thread_id, now, is_forum_off=settlement.is_forum_off)


def _take_out_of_flight(session: Session, claim: Claim, **values: object) -> None:
    """End the flight of a row, unless another claim has it by now; it bears the present address of its subscriber."""
    address = select(col(Subscriber.chat_id)).where(col(Subscriber.id) == col(Delivery.subscriber_id))
    values |= {"chat_id": address.scalar_subquery(), "lease_until": None, "owner": None}
    session.connection().execute(update(Delivery).where(is_still_claimed(claim)).values(values))


def _continue_with_next_part(session: Session, sent: PartSent, now: datetime) -> None:
    """Make the next message of a delivery due, unless this one was reported already."""
    values = {
        "state": case((col(Delivery.state) == DeliveryState.HELD, DeliveryState.HELD), else_=DeliveryState.PENDING),
        "part": sent.claim.part + 1,
        "due_at": now,
        "message_id": sent.message_id,
        "last_error": "",
        "is_plain": False,
        **dict.fromkeys(("attempts", "failures", "unknowns"), 0),
        **dict.fromkeys(("lease_until", "owner")),
    }
    is_open = col(Delivery.state).in_((DeliveryState.HELD, DeliveryState.PENDING, DeliveryState.IN_FLIGHT))
    this = and_(col(Delivery.id) == sent.claim.id, col(Delivery.part) == sent.claim.part, is_open)
    session.connection().execute(update(Delivery).where(this).values(values))
    if sent.not_before:
        _delay_chat(session, sent.claim.chat_id, sent.not_before)
    if sent.claim.thread_closed_at:
        threads.note_open(session, sent.claim.chat_id, sent.claim.thread_id, now)


def hasten_retries(session: Session, now: datetime) -> int:
    """Have what waits to be sent again be due now, because what made it fail is over; returns how many.

    A chat that Telegram wants left alone still is, since that is the subscriber's ``not_before``.
    """
    tried = or_(col(Delivery.attempts) > 0, col(Delivery.failures) > 0, col(Delivery.unknowns) > 0)
    waits = and_(col(Delivery.state) == DeliveryState.PENDING, col(Delivery.due_at) > now)
    # The priorities are named so that the index by priority and due time finds the few rows among all that wait.
    indexed = col(Delivery.priority).in_((ALERT_PRIORITY, DIGEST_PRIORITY, recipients.BROADCAST_PRIORITY))
    return session.connection().execute(update(Delivery).where(waits, indexed, tried).values(due_at=now)).rowcount


def _delay_chat(session: Session, chat_id: int, until: datetime) -> None:
    session.connection().execute(_delay_statement(), {"chat": chat_id, "until": until})


@cache
def _delay_statement() -> Any:
    """Built once: after nearly every message its chat is left alone for a while."""
    table = Subscriber.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    return update(table).where(table.c.chat_id == bindparam("chat")).values(not_before=bindparam("until"))
