"""How the wire is doing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.messages.admin.measures import file_size
from bot.messages.admin.report_press import OpenRejected, OpenStatus
from bot.messages.admin.times import lasting, pace, when
from bot.messages.cleaning import clean, shorten
from bot.messages.keyboard import pressing, rows
from bot.messages.markup import MomentFormat, lines, moment, paragraphs
from bot.messages.message import Message
from bot.messages.texts import Voice
from storage.models import Broadcast, BroadcastState, DeliveryState
from storage.pulse import Pulse

_LONGEST_PROBLEM = 300
_MOST_BROADCASTS = 5
_DAYS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Find:
    """What a scan found: files by what became of them, and alerts owed; or why it failed."""

    ended_at: datetime
    unchanged: int = 0
    new: int = 0
    folded: int = 0
    changed: int = 0
    rejected: int = 0
    gone: int = 0
    owed: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What /status tells.

    Attributes:
        limit: messages a second that may go at present; 0 for no limit.
        left: of the broadcasts at work, how many recipients are left, by their number.
        rejected: files that could not be read.
    """

    version: str
    started_at: datetime | None
    now: datetime
    pulse: Pulse
    limit: float
    last: Find | None = None
    last_find: Find | None = None
    broadcasts: Sequence[Broadcast] = ()
    left: Mapping[int, int] = field(default_factory=dict)
    rejected: int = 0


def status(facts: Facts, voice: Voice) -> Message:
    """Return how the wire is doing."""
    pulse = facts.pulse
    text = paragraphs(
        lines(voice.say("status-head", version=facts.version), _up(facts, voice)),
        lines(voice.say("status-scan"), *_scans(facts, voice)),
        lines(voice.say("status-outbox"), _due(pulse, facts.now, voice), *_states(pulse, voice)),
        lines(voice.say("status-rate"), _pace(facts, voice), _throttled(pulse, facts.now, voice)),
        _broadcasts(facts, voice),
        lines(voice.say("status-database"), _size(pulse, voice)),
    )
    look = pressing(voice.label("button-rejected", count=facts.rejected), OpenRejected(0))
    refresh = pressing(voice.label("button-refresh"), OpenStatus())
    return Message(text, rows((refresh, *((look,) if facts.rejected else ()))))


def _up(facts: Facts, voice: Voice) -> Markup:
    if facts.started_at is None:
        return Markup()
    span = facts.now - facts.started_at
    told = voice.say("status-days", count=span.days) if span >= _DAYS else lasting(span, voice)
    return voice.say("status-up", span=told, moment=when(facts.started_at, voice))


def _scans(facts: Facts, voice: Voice) -> list[Markup]:
    last, find = facts.last, facts.last_find
    if last is None:
        return [voice.say("status-scan-none")]
    ago = _ago(last.ended_at, voice)
    if last.problem:
        problem = shorten(clean(last.problem), _LONGEST_PROBLEM)
        told = [voice.say("status-scan-failed", moment=ago, problem=problem)]
    elif last == find:
        return [voice.say("status-scan-found", moment=ago, found=_found(last, voice))]
    else:
        told = [voice.say("status-scan-quiet", moment=ago, count=last.unchanged)]
    if find:
        told.append(voice.say("status-last-find", moment=_ago(find.ended_at, voice), found=_found(find, voice)))
    return told


def _ago(at: datetime, voice: Voice) -> Markup:
    return moment(at, voice.say("moment-utc", at=at), MomentFormat.RELATIVE)


def _found(find: Find, voice: Voice) -> Markup:
    parts = (
        voice.say("status-found-new", count=find.new) if find.new else "",
        voice.say("status-found-folded", count=find.folded) if find.folded else "",
        voice.say("status-found-changed", count=find.changed) if find.changed else "",
        voice.say("status-found-rejected", count=find.rejected) if find.rejected else "",
        voice.say("status-found-gone", count=find.gone) if find.gone else "",
        voice.say("status-found-owed", count=find.owed),
    )
    return Markup(", ").join(part for part in parts if part)


def _due(pulse: Pulse, now: datetime, voice: Voice) -> Markup:
    due = pulse.by_state.get(DeliveryState.PENDING, 0) - pulse.later
    if due <= 0 or pulse.oldest_due_at is None:
        return voice.say("status-nothing-due")
    return voice.say("status-due", count=due, span=lasting(now - pulse.oldest_due_at, voice))


def _states(pulse: Pulse, voice: Voice) -> list[str]:
    def of(state: DeliveryState) -> int:
        return pulse.by_state.get(state, 0)

    return [
        voice.say("status-later", count=pulse.later) if pulse.later else "",
        voice.say("status-held", count=of(DeliveryState.HELD)) if of(DeliveryState.HELD) else "",
        voice.say("status-in-flight", count=of(DeliveryState.IN_FLIGHT)) if of(DeliveryState.IN_FLIGHT) else "",
        voice.say("status-sent", count=of(DeliveryState.SENT)),
        voice.say("status-cancelled", count=of(DeliveryState.CANCELLED)) if of(DeliveryState.CANCELLED) else "",
        voice.say("status-dead", count=of(DeliveryState.DEAD)) if of(DeliveryState.DEAD) else "",
        voice.say("status-uncertain", count=of(DeliveryState.UNCERTAIN)) if of(DeliveryState.UNCERTAIN) else "",
    ]


def _pace(facts: Facts, voice: Voice) -> Markup:
    limit = pace(facts.limit, voice)
    if not facts.pulse.sent_lately:
        return voice.say("status-still", limit=limit) if facts.limit else voice.say("status-still-free")
    went = pace(facts.pulse.sent_lately / 60, voice)
    return voice.say("status-pace", pace=went, limit=limit) if facts.limit else voice.say("status-pace-free", pace=went)


def _throttled(pulse: Pulse, now: datetime, voice: Voice) -> Markup:
    if not pulse.throttled or pulse.throttled_until is None:
        return voice.say("status-not-throttled")
    return voice.say("status-throttled", count=pulse.throttled, span=lasting(pulse.throttled_until - now, voice))


def _broadcasts(facts: Facts, voice: Voice) -> Markup:
    if not facts.broadcasts:
        return Markup()
    more = len(facts.broadcasts) - _MOST_BROADCASTS
    return lines(
        voice.say("status-broadcasts"),
        *(_broadcast(each, facts.left.get(each.id or 0, 0), voice) for each in facts.broadcasts[:_MOST_BROADCASTS]),
        voice.say("status-more-broadcasts", count=more) if more > 0 else "",
    )


def _broadcast(broadcast: Broadcast, left: int, voice: Voice) -> Markup:
    number = str(broadcast.id)
    match broadcast.state:
        case BroadcastState.SCHEDULED if broadcast.starts_at:
            return voice.say("status-scheduled", number=number, moment=when(broadcast.starts_at, voice))
        case BroadcastState.PAUSED:
            return voice.say("status-paused", number=number, count=left)
        case BroadcastState.RUNNING:
            return voice.say("status-running", number=number, count=left)
        case _:
            return voice.say("status-freezing", number=number, count=broadcast.size)


def _size(pulse: Pulse, voice: Voice) -> Markup:
    engine = "SQLite" if pulse.is_sqlite else "PostgreSQL"
    return voice.say("status-size", engine=engine, size=file_size(pulse.size, voice))
