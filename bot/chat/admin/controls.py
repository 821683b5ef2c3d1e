"""Stopping a broadcast, going on with it, taking it back; its recipients as a file."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.chat.admin.errand import Errand
from bot.chat.admin.panel import show_panel
from bot.chat.admin.reporting import send_recipients
from bot.messages.admin import broadcast_toasts, panel
from bot.messages.admin.broadcast_press import (
    CancelBroadcast,
    ConfirmCancel,
    GetRecipients,
    PauseBroadcast,
    ResumeBroadcast,
    TakeBack,
)
from bot.messages.texts import Voice
from storage import audit, broadcasts, tally
from storage.models import AuditAct, BroadcastState

Step = Callable[[Session], bool]
"""Moves a broadcast on. Returns whether it could be."""

BACK = ": taken back before it went out"
BEGUN = frozenset({BroadcastState.FREEZING, BroadcastState.RUNNING, BroadcastState.PAUSED})


async def pause(errand: Errand, press: PauseBroadcast) -> None:
    """Pause a broadcast."""
    number = press.broadcast_id
    await _act(errand, number, partial(_pause, number), AuditAct.PAUSED, broadcast_toasts.paused)


async def resume(errand: Errand, press: ResumeBroadcast) -> None:
    """Go on with a broadcast."""
    number = press.broadcast_id
    await _act(errand, number, partial(_resume, number), AuditAct.RESUMED, broadcast_toasts.resumed)


async def take_back(errand: Errand, press: TakeBack) -> None:
    """Make a broadcast that waits a draft again."""
    number = press.broadcast_id
    await _act(errand, number, partial(_take_back, number), AuditAct.CANCELLED, broadcast_toasts.taken_back, about=BACK)


async def cancel(errand: Errand, press: CancelBroadcast) -> None:
    """Cancel a broadcast; one that has begun after a question, below the message that shows its progress."""
    broadcast = await errand.run(broadcasts.find, press.broadcast_id)
    if broadcast is None or broadcast.state not in BEGUN:
        await _cancel(errand, press.broadcast_id, broadcast_toasts.discarded)
        return
    counted = await errand.run(tally.tally, press.broadcast_id)
    await errand.reply(panel.confirm_cancel(broadcast, counted.left, errand.voice))


async def confirm_cancel(errand: Errand, press: ConfirmCancel) -> None:
    """Cancel one that has begun."""
    await _cancel(errand, press.broadcast_id, broadcast_toasts.called_off)


async def get_recipients(errand: Errand, press: GetRecipients) -> None:
    """Send a CSV of every recipient."""
    if await errand.run(broadcasts.find, press.broadcast_id) is None:
        await errand.toast(broadcast_toasts.unknown(errand.voice))
        return
    await errand.audit(AuditAct.EXPORTED, f"recipients of broadcast {press.broadcast_id}")
    await errand.toast(broadcast_toasts.exporting(errand.voice))
    await send_recipients(errand, press.broadcast_id)


async def _cancel(errand: Errand, broadcast_id: int, said: Callable[[Voice], str]) -> None:
    await _act(errand, broadcast_id, partial(_call_off, broadcast_id, errand.now), AuditAct.CANCELLED, said)


async def _act(
    errand: Errand, broadcast_id: int, step: Step, act: AuditAct, said: Callable[[Voice], str], *, about: str = ""
) -> None:
    """Take a step if the broadcast can be moved so, note it, and show how it stands."""
    note = partial(
        audit.note, person_id=errand.person_id, act=act, about=f"broadcast {broadcast_id}{about}", now=errand.now
    )
    is_done = await errand.run(_noted, step, note)
    if is_done:
        errand.office.wake()
    await errand.toast(said(errand.voice) if is_done else broadcast_toasts.impossible(errand.voice))
    await show_panel(errand, broadcast_id)


def _noted(session: Session, step: Step, note: Callable[[Session], None]) -> bool:
    is_done = step(session)
    if is_done:
        note(session)
    return is_done


def _pause(broadcast_id: int, session: Session) -> bool:
    return broadcasts.pause(session, broadcast_id)


def _resume(broadcast_id: int, session: Session) -> bool:
    return broadcasts.resume(session, broadcast_id)


def _take_back(broadcast_id: int, session: Session) -> bool:
    return broadcasts.unschedule(session, broadcast_id) or broadcasts.reject(session, broadcast_id)


def _call_off(broadcast_id: int, now: datetime, session: Session) -> bool:
    return broadcasts.cancel(session, broadcast_id, now)
