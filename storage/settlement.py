"""Settling: what follows from the outcome of a send, written down.

The closed set of settlements is decided by ``bot/pipeline/settling.py``; here each becomes rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col

from storage.models import Delivery, DeliveryState, Standing, Subscriber
from storage.moving import leave_thread, move_chat
from storage.outbox import Claim, unsettled
from storage.owing import cancel_unwanted
from storage.subscribers import lose

LONGEST_ERROR = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it. A fact: it counts whoever reports it, and whatever the row says meanwhile."""

    claim: Claim
    message_id: int
    shown: str
    quiet_until: datetime | None = None
    """The chat's own pace: nothing more is claimed for it before."""


@dataclass(frozen=True, slots=True)
class Again:
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
    quiet_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """Not to be sent again: dead, uncertain or cancelled."""

    claim: Claim
    state: DeliveryState
    error: str


@dataclass(frozen=True, slots=True)
class ChatLost:
    """The chat cannot be written to: with this one, all that it is owed is cancelled."""

    claim: Claim
    standing: Standing
    reason: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The group goes on as a supergroup with another id."""

    claim: Claim
    chat_id: int


@dataclass(frozen=True, slots=True)
class ThreadLost:
    """The thread is gone: its subscriber goes on in the chat itself."""

    claim: Claim
    reason: str


Settlement = Sent | Again | Closed | ChatLost | ChatMoved | ThreadLost


def settle(session: Session, settlements: Iterable[Settlement], now: datetime) -> None:
    """Write down what became of claims, all or none."""
    sent = []
    for settlement in settlements:
        if isinstance(settlement, Sent):
            sent.append(settlement)
        else:
            _settle_one(session, settlement, now)
    _settle_sent(session, sent, now)


@cache
def _sending() -> Any:
    """Built once: that takes far longer than to run it."""
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    return (
        update(table)
        .where(table.c.id == bindparam("row_id"), table.c.state != DeliveryState.SENT)
        .values(state=DeliveryState.SENT, sent_at=bindparam("at"), lease_until=None, last_error="")
        .values(message_id=bindparam("message"), shown=bindparam("digest"))
    )


def _settle_sent(session: Session, sent: list[Sent], now: datetime) -> None:
    if not sent:
        return
    rows = [{"row_id": each.claim.id, "message": each.message_id, "digest": each.shown, "at": now} for each in sent]
    session.connection().execute(_sending(), rows)
    for each in sent:
        if each.quiet_until:
            _keep_quiet(session, each.claim.chat_id, each.quiet_until)


def _settle_one(
    session: Session, settlement: Again | Closed | ChatLost | ChatMoved | ThreadLost, now: datetime
) -> None:
    match settlement:
        case Again(claim, due_at, error, attempts, failures, unknowns, is_plain, quiet_until):
            _free(
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
            if quiet_until:
                _keep_quiet(session, claim.chat_id, quiet_until)
            cancel_unwanted(session, claim.subscriber_id)
        case Closed(claim, state, error):
            _free(session, claim, state=state, last_error=error[:LONGEST_ERROR])
        case ChatLost(claim, standing, reason):
            _free(session, claim, state=DeliveryState.CANCELLED, last_error=reason[:LONGEST_ERROR])
            lose(session, claim.chat_id, standing, reason[:LONGEST_ERROR])
        case ChatMoved(claim, chat_id):
            _free(session, claim, state=DeliveryState.PENDING, due_at=now, last_error="the group became a supergroup")
            move_chat(session, claim.chat_id, chat_id)
            cancel_unwanted(session, claim.subscriber_id)
        case ThreadLost(claim, reason):
            _free(session, claim, state=DeliveryState.PENDING, due_at=now, last_error=reason[:LONGEST_ERROR])
            leave_thread(session, claim.subscriber_id)
            cancel_unwanted(session, claim.subscriber_id)


def _free(session: Session, claim: Claim, **values: object) -> None:
    """Take a row out of flight, unless another claim has it by now."""
    statement = update(Delivery).where(unsettled(claim)).values(lease_until=None, owner=None, **values)
    session.connection().execute(statement)


def _keep_quiet(session: Session, chat_id: int, until: datetime) -> None:
    statement = update(Subscriber).where(col(Subscriber.chat_id) == chat_id).values(quiet_until=until)
    session.connection().execute(statement)
