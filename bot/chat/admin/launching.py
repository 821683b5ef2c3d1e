"""The buttons that send: each good for one press of one person within ten minutes."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from sqlmodel import Session
from telegram.error import TelegramError

from bot.chat.admin import sending, sight
from bot.chat.admin.errand import Errand
from bot.chat.admin.panel import show_panel
from bot.chat.admin.previewing import show_preview
from bot.chat.admin.sending import TOASTS, Sent, Wish
from bot.chat.admin.unasked import voice_of
from bot.chat.replying import reply
from bot.messages.admin import asking, broadcast_toasts, panel
from bot.messages.admin.broadcast_press import ConfirmLarge, Extend, RejectLarge, SendNow, SendTest, SetStart
from storage import audit, broadcasts, marks
from storage.models import AuditAct, Broadcast

Sending = Callable[[Session, Wish], Sent]


async def send_now(errand: Errand, press: SendNow) -> None:
    """Send a draft."""
    await launch(errand, sending.send, press.broadcast_id, press.mark)


async def set_start(errand: Errand, press: SetStart) -> None:
    """Send a draft in so many minutes."""
    if press.minutes not in asking.STARTS:
        await errand.toast(broadcast_toasts.unknown(errand.voice))
        return
    starts_at = errand.now + timedelta(minutes=press.minutes)
    await launch(errand, sending.send, press.broadcast_id, press.mark, starts_at)


async def extend(errand: Errand, press: Extend) -> None:
    """Send a broadcast to those who joined since."""
    await launch(errand, sending.extend, press.broadcast_id, press.mark)


async def confirm(errand: Errand, press: ConfirmLarge) -> None:
    """Let a large broadcast go."""
    if await _is_owner(errand, press.broadcast_id):
        await launch(errand, sending.confirm, press.broadcast_id, press.mark)


async def launch(
    errand: Errand, step: Sending, broadcast_id: int, mark: int | None, starts_at: datetime | None = None
) -> Sent | None:
    """Take a step that sends, and show what came of it. Returns None when there is no such broadcast."""
    seen = await sight.look(errand, broadcast_id)
    if seen is None:
        await errand.say(broadcast_toasts.unknown(errand.voice))
        return None
    wish = Wish(broadcast_id, errand.person_id, seen.size, errand.office.owners, errand.now, mark, starts_at)
    sent = await errand.run(step, wish)
    if sent.is_done:
        errand.office.wake()
    if errand.query or not sent.is_done:  # else the panel says it
        await errand.say(TOASTS[sent](errand.voice))
    await show_panel(errand, broadcast_id)
    return sent


async def send_test(errand: Errand, press: SendTest) -> None:
    """Send a broadcast to whoever presses, and nobody else."""
    if await errand.run(_test, press, errand.person_id, errand.now):
        if await show_preview(errand, press.broadcast_id):
            await errand.toast(broadcast_toasts.tested(errand.voice))
    else:
        await errand.toast(broadcast_toasts.stale(errand.voice))
    await show_panel(errand, press.broadcast_id)


def _test(session: Session, press: SendTest, person_id: int, now: datetime) -> bool:
    if not marks.use(session, press.mark, person_id, press.broadcast_id, now):
        return False
    audit.note(session, person_id, AuditAct.TESTED, f"broadcast {press.broadcast_id}", now)
    return True


async def reject(errand: Errand, press: RejectLarge) -> None:
    """Refuse a large broadcast: it is a draft again, and its author is told."""
    if not await _is_owner(errand, press.broadcast_id):
        return
    broadcast = await errand.run(_reject, press.broadcast_id, errand.person_id, errand.now)
    if broadcast is None:
        await errand.toast(broadcast_toasts.impossible(errand.voice))
    else:
        await errand.toast(broadcast_toasts.rejected(errand.voice))
        await _tell_author(errand, broadcast)
    await show_panel(errand, press.broadcast_id)


def _reject(session: Session, broadcast_id: int, person_id: int, now: datetime) -> Broadcast | None:
    broadcast = broadcasts.find(session, broadcast_id)
    if broadcast is None or not broadcasts.reject(session, broadcast_id):
        return None
    audit.note(session, person_id, AuditAct.REJECTED, f"broadcast {broadcast_id}", now)
    return broadcast


async def _tell_author(errand: Errand, broadcast: Broadcast) -> None:
    if broadcast.author_id in {0, errand.person_id}:
        return
    voice = await voice_of(errand.desk, broadcast.author_id)
    with suppress(TelegramError):  # they will find it among /broadcasts
        await reply(errand.bot, broadcast.author_id, panel.told_rejected(broadcast, voice))


async def _is_owner(errand: Errand, broadcast_id: int) -> bool:
    if errand.is_owner:
        return True
    await errand.audit(AuditAct.REFUSED, f"to confirm broadcast {broadcast_id}")
    await errand.toast(broadcast_toasts.owners_only(errand.voice))
    return False
