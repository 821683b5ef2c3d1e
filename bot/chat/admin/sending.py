"""A broadcast leaves the drafts: now, at a time, once a second owner has confirmed it, or to who joined since.

Each step is one transaction that uses the mark of the button up, moves the broadcast on and notes who did it. So a
button that is pressed twice, or again after a restart, sends once.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlmodel import Session

from bot.chat.admin.sight import RULES
from bot.messages.admin import broadcast_toasts
from bot.messages.texts import Voice
from storage import audit, broadcasts, freezing, marks, notes
from storage.models import AuditAct, Broadcast, BroadcastState, NoteKind


class Sent(Enum):
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
    """The mark was used, or is too old."""
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
        return self in {Sent.SENDING, Sent.SCHEDULED, Sent.UNCONFIRMED, Sent.CONFIRMED, Sent.EXTENDED}


@dataclass(frozen=True, slots=True)
class Wish:
    """That a broadcast be sent.

    Attributes:
        size: its recipients as of now.
        owners: who may be the second one.
        mark: of the button that was pressed; None for a time that was typed, which is taken once anyway.
        starts_at: None for now.
    """

    broadcast_id: int
    person_id: int
    size: int
    owners: Collection[int]
    now: datetime
    mark: int | None = None
    starts_at: datetime | None = None

    @property
    def others(self) -> list[int]:
        """Owners besides whoever wishes it."""
        return sorted(set(self.owners) - {self.person_id})

    @property
    def needs_second(self) -> bool:
        """Whether so many recipients take a second owner, and there is one."""
        return self.size > RULES.large and bool(self.others)

    def use_mark(self, session: Session) -> bool:
        """Use the mark up. Returns False when it was good no more."""
        return self.mark is None or marks.use(session, self.mark, self.person_id, self.broadcast_id, self.now)

    def note(self, session: Session, act: AuditAct) -> None:
        """Note in the audit that it was done."""
        about = f"broadcast {self.broadcast_id}, {self.size:,} recipients"
        audit.note(session, self.person_id, act, about, self.now)


def send(session: Session, wish: Wish) -> Sent:
    """Send a draft. Whoever does becomes its author, and answers for it."""
    broadcast = broadcasts.find(session, wish.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        return Sent.LEFT_DRAFTS
    if not wish.use_mark(session):
        return Sent.STALE
    if refusal := _refusal(broadcast, wish):
        return refusal
    is_sent = broadcasts.change(session, wish.broadcast_id, author_id=wish.person_id) and broadcasts.send(
        session, wish.broadcast_id, wish.now, needs_second=wish.needs_second, starts_at=wish.starts_at
    )
    if not is_sent:
        return Sent.LEFT_DRAFTS
    marks.void(session, wish.broadcast_id)  # who was to confirm what it was before confirms nothing now
    if wish.needs_second:
        notes.owe(session, wish.others, NoteKind.CONFIRM, wish.now, broadcast_id=wish.broadcast_id)
    wish.note(session, AuditAct.SCHEDULED if wish.starts_at else AuditAct.SENT)
    if wish.needs_second:
        return Sent.UNCONFIRMED
    return Sent.SCHEDULED if wish.starts_at else Sent.SENDING


def confirm(session: Session, wish: Wish) -> Sent:
    """Let a large broadcast go, as an owner who is not its author."""
    broadcast = broadcasts.find(session, wish.broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.UNCONFIRMED:
        return Sent.IMPOSSIBLE
    if broadcast.author_id == wish.person_id:
        return Sent.NOT_YOURSELF
    if not wish.use_mark(session):
        return Sent.STALE
    if not broadcasts.confirm(session, wish.broadcast_id, wish.person_id, wish.now):
        return Sent.IMPOSSIBLE
    wish.note(session, AuditAct.CONFIRMED)
    return Sent.CONFIRMED


def extend(session: Session, wish: Wish) -> Sent:
    """Send a broadcast that is out to those who joined since."""
    broadcast = broadcasts.find(session, wish.broadcast_id)
    if broadcast is None or broadcast.state not in {BroadcastState.DONE, BroadcastState.RUNNING}:
        return Sent.IMPOSSIBLE
    if not wish.use_mark(session):
        return Sent.STALE
    if wish.size - broadcast.size > RULES.large and wish.others:
        return Sent.TOO_MANY_JOINED
    if refusal := _refusal(broadcast, wish) or _nobody_joined(session, broadcast, wish):
        return refusal
    if not broadcasts.extend(session, wish.broadcast_id, wish.now):
        return Sent.IMPOSSIBLE
    wish.note(session, AuditAct.EXTENDED)
    return Sent.EXTENDED


TOASTS: dict[Sent, Callable[[Voice], str]] = {
    Sent.SENDING: broadcast_toasts.sending,
    Sent.SCHEDULED: broadcast_toasts.scheduled,
    Sent.UNCONFIRMED: broadcast_toasts.unconfirmed,
    Sent.CONFIRMED: broadcast_toasts.confirmed,
    Sent.EXTENDED: broadcast_toasts.extended,
    Sent.LEFT_DRAFTS: broadcast_toasts.left_drafts,
    Sent.STALE: broadcast_toasts.stale,
    Sent.NOBODY: broadcast_toasts.nobody,
    Sent.TOO_LATE: broadcast_toasts.too_late,
    Sent.NOT_YOURSELF: broadcast_toasts.not_yourself,
    Sent.IMPOSSIBLE: broadcast_toasts.impossible,
    Sent.TOO_MANY_JOINED: broadcast_toasts.too_many_joined,
    Sent.NOBODY_JOINED: broadcast_toasts.nobody_joined,
}
"""What is said of it."""


def _nobody_joined(session: Session, broadcast: Broadcast, wish: Wish) -> Sent | None:
    return None if freezing.newcomers(session, broadcast, wish.now) else Sent.NOBODY_JOINED


def _refusal(broadcast: Broadcast, wish: Wish) -> Sent | None:
    """Why sending it would do nothing."""
    if not wish.size:
        return Sent.NOBODY
    begins_at = wish.starts_at or wish.now
    return Sent.TOO_LATE if broadcast.not_after and broadcast.not_after <= begins_at else None
