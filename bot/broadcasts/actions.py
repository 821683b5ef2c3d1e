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
    """What came of a request to send."""

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
    """Somebody asks that a broadcast be sent.

    Attributes:
        size: its recipients as of now.
        owners: who may be the second one.
        token: one-time, of the button that was pressed; None for a time that was typed, which is taken once anyway.
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
        """Owners besides whoever asks for it."""
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


def send(session: Session, request: SendRequest) -> SendResult:
    """Send a draft. Whoever does becomes its author, and answers for it."""
    broadcast = broadcasts.find(session, request.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        return SendResult.LEFT_DRAFTS
    if not request.use_token(session):
        return SendResult.STALE
    if refusal := _refusal(broadcast, request):
        return refusal
    is_sent = broadcasts.change_draft(
        session, request.broadcast_id, author_id=request.person_id
    ) and broadcasts.send_draft(
        session, request.broadcast_id, request.now, needs_second=request.needs_second, starts_at=request.starts_at
    )
    if not is_sent:
        return SendResult.LEFT_DRAFTS
    admins.revoke_tokens(
        session, request.broadcast_id
    )  # a button that confirms it as it was before confirms nothing now
    if request.needs_second:
        admins.add_notifications(
            session, request.others, NotificationKind.CONFIRM, request.now, broadcast_id=request.broadcast_id
        )
    request.note(session, AuditAct.SCHEDULED if request.starts_at else AuditAct.SENT)
    if request.needs_second:
        return SendResult.UNCONFIRMED
    return SendResult.SCHEDULED if request.starts_at else SendResult.SENDING


def confirm(session: Session, request: SendRequest) -> SendResult:
    """Let a large broadcast go, as an owner who is not its author."""
    broadcast = broadcasts.find(session, request.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.UNCONFIRMED:
        return SendResult.IMPOSSIBLE
    if broadcast.author_id == request.person_id:
        return SendResult.NOT_YOURSELF
    if not request.use_token(session):
        return SendResult.STALE
    if not broadcasts.confirm(session, request.broadcast_id, request.person_id, request.now):
        return SendResult.IMPOSSIBLE
    request.note(session, AuditAct.CONFIRMED)
    return SendResult.CONFIRMED


def extend(session: Session, request: SendRequest) -> SendResult:
    """Send a broadcast that is out to people who joined after it was frozen."""
    broadcast = broadcasts.find(session, request.broadcast_id)
    if broadcast is None or broadcast.state not in {BroadcastState.DONE, BroadcastState.RUNNING}:
        return SendResult.IMPOSSIBLE
    if not request.use_token(session):
        return SendResult.STALE
    if request.size - broadcast.size > request.rules.large and request.others:
        return SendResult.TOO_MANY_JOINED
    if refusal := _refusal(broadcast, request) or _nobody_joined(session, broadcast, request):
        return refusal
    if not broadcasts.extend(session, request.broadcast_id, request.now):
        return SendResult.IMPOSSIBLE
    request.note(session, AuditAct.EXTENDED)
    return SendResult.EXTENDED


def _nobody_joined(session: Session, broadcast: Broadcast, request: SendRequest) -> SendResult | None:
    return None if recipients.count_new(session, broadcast, request.now) else SendResult.NOBODY_JOINED


def _refusal(broadcast: Broadcast, request: SendRequest) -> SendResult | None:
    """Why sending it would do nothing."""
    if not request.size:
        return SendResult.NOBODY
    begins_at = request.starts_at or request.now
    return SendResult.TOO_LATE if broadcast.not_after and broadcast.not_after <= begins_at else None
