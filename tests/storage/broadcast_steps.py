"""Every step that a broadcast can be asked to take, and where each leads."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session

from storage import broadcasts
from storage.models import BroadcastState

HOUR = timedelta(hours=1)
S = BroadcastState
Step = Callable[[Session, int, datetime], bool]

STEPS: dict[str, Step] = {
    "change": lambda session, which, _: broadcasts.change_draft(session, which, trial=0),
    "send": lambda session, which, now: broadcasts.send_draft(session, which, now, needs_second=False),
    "send in time": lambda session, which, now: broadcasts.send_draft(
        session, which, now, needs_second=False, starts_at=now + HOUR
    ),
    "send too late": lambda session, which, now: broadcasts.send_draft(
        session, which, now, needs_second=False, starts_at=now
    ),
    "send by two": lambda session, which, now: broadcasts.send_draft(session, which, now, needs_second=True),
    "confirm": lambda session, which, now: broadcasts.confirm(session, which, 902, now),
    "reject": lambda session, which, _: broadcasts.reject(session, which),
    "unschedule": lambda session, which, _: broadcasts.unschedule(session, which),
    "begin": broadcasts.begin,
    "doubt": lambda session, which, _: broadcasts.require_confirmation(session, which),
    "pause": lambda session, which, _: broadcasts.pause(session, which),
    "brake": broadcasts.auto_pause,
    "resume": lambda session, which, _: broadcasts.resume(session, which),
    "cancel": broadcasts.cancel,
    "extend": broadcasts.extend,
    "finish": broadcasts.finish,
}
NOT_OVER = [state for state in S if state not in broadcasts.FINAL_STATES]
LEADS: dict[tuple[str, BroadcastState], BroadcastState] = {
    ("change", S.DRAFT): S.DRAFT,
    ("send", S.DRAFT): S.FREEZING,
    ("send in time", S.DRAFT): S.SCHEDULED,
    ("send too late", S.DRAFT): S.FREEZING,
    ("send by two", S.DRAFT): S.UNCONFIRMED,
    ("confirm", S.UNCONFIRMED): S.FREEZING,
    ("reject", S.UNCONFIRMED): S.DRAFT,
    ("unschedule", S.SCHEDULED): S.DRAFT,
    ("begin", S.SCHEDULED): S.FREEZING,
    ("doubt", S.SCHEDULED): S.UNCONFIRMED,
    ("pause", S.FREEZING): S.PAUSED,
    ("pause", S.RUNNING): S.PAUSED,
    ("brake", S.RUNNING): S.PAUSED,
    ("resume", S.PAUSED): S.FREEZING,
    ("extend", S.DONE): S.FREEZING,
    ("extend", S.RUNNING): S.FREEZING,
    ("finish", S.RUNNING): S.DONE,
} | {("cancel", state): S.CANCELLED for state in NOT_OVER}
