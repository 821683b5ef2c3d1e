"""Sends a broadcast: now, at a time, once a second owner has confirmed it, or to people who joined after it was frozen.

Each action is one transaction: it uses up the one-time token of the button, moves the broadcast on and notes who did
it. So a button that is pressed twice, or again after a restart, sends once.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from sqlmodel import Session

from bot.broadcasts.rules import BroadcastRules
from storage import admins, broadcasts, recipients
from storage.models import AuditAct, Broadcast, BroadcastState, NotificationKind


class SendResult(Enum):
    """What came of the wish to send."""

    SENDING = "sending"
    SCHEDULED = "scheduled"
    UNCONFIRMED = "unconfirmed"
    """A second owner is asked."""
    CONFIRMED = "confirmed"
    EXTENDED = "extended"
    LEFT_DRAFTS = "left drafts"
    """Somebody was first."""
    STALE = "stale"
    """The one-time token was used, or is too old."""
    NOBODY = "nobody"
    TOO_LATE = "too late"
    """What does not leave by a certain time is dropped, and that would be all."""
    NOT_YOURSELF = "not yourself"
    IMPOSSIBLE = "impossible"
    TOO_MANY_JOINED = "too many joined"
    NOBODY_JOINED = "nobody joined"

    @property
    def is_done(self) -> bool:
        """Whether anything was done."""
        return self in {
            SendResult.SENDING,
            SendResult.SCHEDULED,
            SendResult.UNCONFIRMED,
            SendResult.CONFIRMED,
            SendResult.EXTENDED,
        }


@dataclass(frozen=True, slots=True)
class SendRequest:
    """That a broadcast be sent.

    Attributes:
        size: its recipients as of now.
        owners: who may be the second one.
        token: of the button that was pressed; None for a time that was typed, which is taken once anyway.
        starts_at: None for now.
        rules: from how many recipients on a second owner confirms.
    """

    broadcast_id: int
    person_id: int
    size: int
    owners: Collection[int]
    now: datetime
    token: int | None = None
    starts_at: datetime | None = None
    rules: BroadcastRules = field(default_factory=BroadcastRules)

    @property
    def others(self) -> list[int]:
        """Owners besides whoever wishes it."""
        return sorted(set(self.owners) - {self.person_id})

    @property
    def needs_second(self) -> bool:
        """Whether so many recipients take a second owner, and there is one."""
        return self.size > self.rules.large and bool(self.others)

    def use_token(self, session: Session) -> bool:
        """Use the one-time token up. Returns False when it was good no more."""
        return self.token is None or admins.use_token(session, self.token, self.person_id, self.broadcast_id, self.now)

    def note(self, session: Session, act: AuditAct) -> None:
        """Note in the audit that it was done."""
        about = f"broadcast {self.broadcast_id}, {self.size:,} recipients"
        admins.add_audit_entry(session, self.person_id, act, about, self.now)


def send(session: Session, wish: SendRequest) -> SendResult:
    """Send a draft. Whoever does becomes its author, and answers for it."""
    broadcast = broadcasts.find(session, wish.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        return SendResult.LEFT_DRAFTS
    if not wish.use_token(session):
        return SendResult.STALE
    if refusal := _refusal(broadcast, wish):
        return refusal
    is_sent = broadcasts.change_draft(session, wish.broadcast_id, author_id=wish.person_id) and broadcasts.send_draft(
        session, wish.broadcast_id, wish.now, needs_second=wish.needs_second, starts_at=wish.starts_at
    )
    if not is_sent:
        return SendResult.LEFT_DRAFTS
    admins.revoke_tokens(session, wish.broadcast_id)  # who was to confirm what it was before confirms nothing now
    if wish.needs_second:
        admins.add_notifications(
            session, wish.others, NotificationKind.CONFIRM, wish.now, broadcast_id=wish.broadcast_id
        )
    wish.note(session, AuditAct.SCHEDULED if wish.starts_at else AuditAct.SENT)
    if wish.needs_second:
        return SendResult.UNCONFIRMED
    return SendResult.SCHEDULED if wish.starts_at else SendResult.SENDING


def confirm(session: Session, wish: SendRequest) -> SendResult:
    """Let a large broadcast go, as an owner who is not its author."""
    broadcast = broadcasts.find(session, wish.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.UNCONFIRMED:
        return SendResult.IMPOSSIBLE
    if broadcast.author_id == wish.person_id:
        return SendResult.NOT_YOURSELF
    if not wish.use_token(session):
        return SendResult.STALE
    if not broadcasts.confirm(session, wish.broadcast_id, wish.person_id, wish.now):
        return SendResult.IMPOSSIBLE
    wish.note(session, AuditAct.CONFIRMED)
    return SendResult.CONFIRMED


def extend(session: Session, wish: SendRequest) -> SendResult:
    """Send a broadcast that is out to those who joined since."""
    broadcast = broadcasts.find(session, wish.broadcast_id)
    if broadcast is None or broadcast.state not in {BroadcastState.DONE, BroadcastState.RUNNING}:
        return SendResult.IMPOSSIBLE
    if not wish.use_token(session):
        return SendResult.STALE
    if wish.size - broadcast.size > wish.rules.large and wish.others:
        return SendResult.TOO_MANY_JOINED
    if refusal := _refusal(broadcast, wish) or _nobody_joined(session, broadcast, wish):
        return refusal
    if not broadcasts.extend(session, wish.broadcast_id, wish.now):
        return SendResult.IMPOSSIBLE
    wish.note(session, AuditAct.EXTENDED)
    return SendResult.EXTENDED


def _nobody_joined(session: Session, broadcast: Broadcast, wish: SendRequest) -> SendResult | None:
    return None if recipients.count_new(session, broadcast, wish.now) else SendResult.NOBODY_JOINED


def _refusal(broadcast: Broadcast, wish: SendRequest) -> SendResult | None:
    """Why sending it would do nothing."""
    if not wish.size:
        return SendResult.NOBODY
    begins_at = wish.starts_at or wish.now
    return SendResult.TOO_LATE if broadcast.not_after and broadcast.not_after <= begins_at else None
