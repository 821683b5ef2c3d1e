"""What people do to a broadcast: send, confirm, reject, extend, pause, resume, cancel it, and take it back.

Each action is one transaction: it uses up the one-time token of a button that sends, moves the broadcast on and adds
an audit entry. So a button that is pressed twice, or again after a restart, sends once.
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
    REJECTED = "rejected"
    EXTENDED = "extended"
    LEFT_DRAFTS = "left drafts"
    """Somebody else sent or cancelled it first."""
    STALE = "stale"
    """The token was used, or is too old."""
    NOBODY = "nobody"
    TOO_LATE = "too late"
    """All of it would be dropped, since it may not be sent after a time that comes before."""
    NOT_YOURSELF = "not yourself"
    IMPOSSIBLE = "impossible"
    TOO_MANY_JOINED = "too many joined"
    NOBODY_JOINED = "nobody joined"
    MORE_JOINED = "more joined"
    """It would go to more, and cost more, than the button named."""
    SENT_AGAIN = "sent again"
    COUNT_CHANGED = "count changed"
    """Other recipients are unreached by now than those whom the button named."""

    @property
    def is_done(self) -> bool:
        """Whether anything was done."""
        return self in {
            SendResult.SENDING,
            SendResult.SCHEDULED,
            SendResult.UNCONFIRMED,
            SendResult.CONFIRMED,
            SendResult.REJECTED,
            SendResult.EXTENDED,
            SendResult.SENT_AGAIN,
        }


@dataclass(frozen=True, slots=True)
class SendRequest:
    """A request to send a broadcast.

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
        """Owners besides whoever asks for it."""
        return sorted(set(self.owners) - {self.person_id})

    @property
    def needs_second(self) -> bool:
        """Whether so many recipients take a second owner, and there is one."""
        return self.size > self.rules.large and bool(self.others)

    def use_token(self, session: Session) -> bool:
        """Use the token up. Returns False when it was good no more."""
        return self.token is None or admins.use_token(session, self.token, self.person_id, self.broadcast_id, self.now)

    def audit(self, session: Session, act: AuditAct) -> None:
        """Add to the audit that it was done."""
        about = f"broadcast {self.broadcast_id}, {self.size:,} recipients"
        admins.add_audit_entry(session, self.person_id, act, about, self.now)


def send(session: Session, request: SendRequest) -> SendResult:
    """Send a draft. Whoever does becomes its author, and answers for it."""
    broadcast = broadcasts.find(session, request.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        return SendResult.LEFT_DRAFTS
    if not request.use_token(session):
        return SendResult.STALE
    if refusal := _refusal(broadcast, request, request.starts_at or request.now):
        return refusal
    is_sent = broadcasts.change_draft(
        session, request.broadcast_id, author_id=request.person_id
    ) and broadcasts.send_draft(
        session, request.broadcast_id, request.now, needs_second=request.needs_second, starts_at=request.starts_at
    )
    if not is_sent:
        return SendResult.LEFT_DRAFTS
    admins.revoke_tokens(session, request.broadcast_id)  # who was to confirm what it was before confirms nothing now
    if request.needs_second:
        admins.add_notifications(
            session, request.others, NotificationKind.CONFIRM, request.now, broadcast_id=request.broadcast_id
        )
    act, result = _sent_as(request)
    request.audit(session, act)
    return result


def _sent_as(request: SendRequest) -> tuple[AuditAct, SendResult]:
    """What the audit calls it, and what came of it: nothing is sent that only waits for a second owner."""
    if request.needs_second:
        return AuditAct.ASKED, SendResult.UNCONFIRMED
    if request.starts_at:
        return AuditAct.SCHEDULED, SendResult.SCHEDULED
    return AuditAct.SENT, SendResult.SENDING


def confirm(session: Session, request: SendRequest) -> SendResult:
    """Confirm a large broadcast, as an owner who is not its author."""
    broadcast = broadcasts.find(session, request.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.UNCONFIRMED:
        return SendResult.IMPOSSIBLE
    if broadcast.author_id == request.person_id:
        return SendResult.NOT_YOURSELF
    if not request.use_token(session):
        return SendResult.STALE
    if _is_too_late(broadcast, max(broadcast.starts_at or request.now, request.now)):
        return SendResult.TOO_LATE
    if not broadcasts.confirm(session, request.broadcast_id, request.person_id, request.now):
        return SendResult.IMPOSSIBLE
    request.audit(session, AuditAct.CONFIRMED)
    return SendResult.CONFIRMED


def extend(session: Session, request: SendRequest, most: int | None = None) -> SendResult:
    """Send a broadcast to people who joined after it was frozen, unless they are more than whoever asks was told."""
    broadcast = broadcasts.find(session, request.broadcast_id)
    if broadcast is None or broadcast.state not in {BroadcastState.DONE, BroadcastState.RUNNING}:
        return SendResult.IMPOSSIBLE
    if not request.use_token(session):
        return SendResult.STALE
    if request.size - broadcast.size > request.rules.large and request.others:
        return SendResult.TOO_MANY_JOINED
    if refusal := _refusal(broadcast, request, request.now) or _joined(session, broadcast, request, most):
        return refusal
    if not broadcasts.extend(session, request.broadcast_id, request.now):
        return SendResult.IMPOSSIBLE
    request.audit(session, AuditAct.EXTENDED)
    return SendResult.EXTENDED


def send_again(session: Session, request: SendRequest, count: int) -> SendResult:
    """Send a broadcast that is done again to the ``count`` recipients whom it failed to reach."""
    broadcast = broadcasts.find(session, request.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.DONE:
        return SendResult.IMPOSSIBLE
    if not request.use_token(session):
        return SendResult.STALE
    if broadcast.not_after and broadcast.not_after <= request.now:
        return SendResult.TOO_LATE
    if not count or recipients.count_unreached(session, broadcast, request.now) != count:
        return SendResult.COUNT_CHANGED
    if not broadcasts.send_again(session, request.broadcast_id, request.now):
        return SendResult.IMPOSSIBLE
    about = f"broadcast {request.broadcast_id}, {count:,} recipients"
    admins.add_audit_entry(session, request.person_id, AuditAct.SENT_AGAIN, about, request.now)
    return SendResult.SENT_AGAIN


def reject(session: Session, request: SendRequest) -> SendResult:
    """Make a broadcast that waits for a second owner a draft again."""
    broadcast = broadcasts.find(session, request.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.UNCONFIRMED:
        return SendResult.IMPOSSIBLE
    if not request.use_token(session):
        return SendResult.STALE
    if not broadcasts.reject(session, request.broadcast_id):
        return SendResult.IMPOSSIBLE
    about = f"broadcast {request.broadcast_id}"
    admins.add_audit_entry(session, request.person_id, AuditAct.REJECTED, about, request.now)
    return SendResult.REJECTED


def use_test_token(session: Session, broadcast_id: int, token: int, person_id: int, now: datetime) -> bool:
    """Use up the token of a button that sends a test. Returns False when it was good no more."""
    is_good = admins.use_token(session, token, person_id, broadcast_id, now)
    return _audited(session, AuditAct.TESTED, f"broadcast {broadcast_id}", person_id, now, is_done=is_good)


def pause(session: Session, broadcast_id: int, person_id: int, now: datetime) -> bool:
    """Pause a broadcast. Returns False when it does not run."""
    is_done = broadcasts.pause(session, broadcast_id)
    return _audited(session, AuditAct.PAUSED, f"broadcast {broadcast_id}", person_id, now, is_done=is_done)


def resume(session: Session, broadcast_id: int, person_id: int, now: datetime) -> bool:
    """Go on with a broadcast. Returns False when it is not paused."""
    is_done = broadcasts.resume(session, broadcast_id)
    return _audited(session, AuditAct.RESUMED, f"broadcast {broadcast_id}", person_id, now, is_done=is_done)


def return_to_draft(session: Session, broadcast_id: int, person_id: int, now: datetime) -> bool:
    """Make a draft again of a broadcast that waits for its time or a second owner. Returns False if it does not."""
    is_done = broadcasts.unschedule(session, broadcast_id) or broadcasts.reject(session, broadcast_id)
    about = f"broadcast {broadcast_id}: taken back before it went out"
    return _audited(session, AuditAct.CANCELLED, about, person_id, now, is_done=is_done)


def cancel(session: Session, broadcast_id: int, person_id: int, now: datetime) -> bool:
    """Cancel a broadcast, begun or not. Returns False when it is over."""
    is_done = broadcasts.cancel(session, broadcast_id, now)
    return _audited(session, AuditAct.CANCELLED, f"broadcast {broadcast_id}", person_id, now, is_done=is_done)


def _joined(session: Session, broadcast: Broadcast, request: SendRequest, most: int | None) -> SendResult | None:
    """Why it does not go to those who joined."""
    count = recipients.count_new(session, broadcast, request.now)
    if not count:
        return SendResult.NOBODY_JOINED
    return SendResult.MORE_JOINED if most is not None and count > most else None


def _refusal(broadcast: Broadcast, request: SendRequest, begins_at: datetime) -> SendResult | None:
    """Why sending it would do nothing."""
    if not request.size:
        return SendResult.NOBODY
    return SendResult.TOO_LATE if _is_too_late(broadcast, begins_at) else None


def _is_too_late(broadcast: Broadcast, begins_at: datetime) -> bool:
    """Return whether all of it would be dropped if it began then."""
    return broadcast.not_after is not None and broadcast.not_after <= begins_at


def _audited(session: Session, act: AuditAct, about: str, person_id: int, now: datetime, *, is_done: bool) -> bool:
    """Add to the audit what was done, if it was."""
    if is_done:
        admins.add_audit_entry(session, person_id, act, about, now)
    return is_done
