"""When a broadcast goes out, and after when it does not."""

from datetime import datetime, timedelta

from telegram import Message

from bot.chat.admin import sending
from bot.chat.admin.drafts import change, draft_of
from bot.chat.admin.errand import Errand
from bot.chat.admin.launching import launch
from bot.chat.admin.panel import fresh_mark, show_panel
from bot.chat.admin.zones import find_zone
from bot.messages.admin import asking, broadcast_toasts
from bot.messages.admin.broadcast_press import OpenEnd, OpenStart, SetEnd
from bot.messages.admin.typed_times import TimeFault, read_moment
from storage import dialogues
from storage.models import Awaits, Dialogue


async def open_start(errand: Errand, press: OpenStart) -> None:
    """Ask when to send a draft."""
    number = press.broadcast_id
    draft = await draft_of(errand, number)
    if draft:
        await errand.run(dialogues.ask, errand.person_id, Awaits.START, errand.now, broadcast_id=number)
        mark = await fresh_mark(errand, draft)
        await errand.show(asking.start(number, mark, errand.now, errand.office.zone, errand.voice))


async def take_start(errand: Errand, asked: Dialogue, message: Message) -> None:
    """Take a time as it is written: the broadcast is scheduled for it."""
    starts_at = await _read(errand, message)
    if starts_at:
        sent = await launch(errand, sending.send, asked.broadcast_id or 0, None, starts_at)
        if sent is not sending.Sent.TOO_LATE:
            await errand.run(dialogues.answered, errand.person_id)


async def open_end(errand: Errand, press: OpenEnd) -> None:
    """Ask after when not to send a draft."""
    number = press.broadcast_id
    draft = await draft_of(errand, number)
    if draft:
        await errand.run(dialogues.ask, errand.person_id, Awaits.END, errand.now, broadcast_id=number)
        await errand.show(asking.end(number, draft.not_after, errand.now, errand.office.zone, errand.voice))


async def set_end(errand: Errand, press: SetEnd) -> None:
    """Drop what has not left after so many hours; 0: whenever."""
    if press.hours not in {0, *asking.ENDS}:
        await errand.toast(broadcast_toasts.unknown(errand.voice))
        return
    await _end(errand, press.broadcast_id, errand.now + timedelta(hours=press.hours) if press.hours else None)


async def take_end(errand: Errand, asked: Dialogue, message: Message) -> None:
    """Take a time as it is written."""
    not_after = await _read(errand, message)
    if not_after:
        await _end(errand, asked.broadcast_id or 0, not_after)


async def _end(errand: Errand, broadcast_id: int, not_after: datetime | None) -> None:
    await errand.run(dialogues.answered, errand.person_id)
    if await change(errand, broadcast_id, lambda _: {"not_after": not_after}):
        await show_panel(errand, broadcast_id)


async def _read(errand: Errand, message: Message) -> datetime | None:
    """The time that was written; what is amiss with it is said."""
    zone = errand.office.zone
    found = read_moment(message.text or "", zone, find_zone, errand.now)
    if isinstance(found, TimeFault):
        await errand.reply(asking.bad_time(found, errand.now, zone, errand.voice))
        return None
    return found
