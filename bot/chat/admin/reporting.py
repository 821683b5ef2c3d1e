"""What became of a broadcast, for an administrator: how it goes, its report, and every recipient."""

from collections.abc import Sequence
from datetime import timedelta

from bot.chat.admin.errand import Errand
from bot.chat.admin.sight import RULES
from bot.messages import toasts
from bot.messages.admin import recipients
from bot.messages.admin.progress import progress
from bot.messages.admin.report import report
from bot.messages.message import Message
from bot.pictures.pace import pace_of
from bot.pictures.studio import PictureError, drawn
from storage import broadcasts, marks, tally
from storage.models import Broadcast, BroadcastState
from storage.stories import required

LATELY = timedelta(seconds=20)
"""Over how long the present rate is measured."""

PAGE = 5_000
"""Recipients read at a time."""

MOST_LINES = 400_000
"""Recipients a file: some 40 MB, where a bot may send 50 (Bot API, ``sendDocument``)."""


async def progress_of(errand: Errand, broadcast: Broadcast) -> Message:
    """Return how a broadcast goes; once it is done, with a button that sends to those who joined since."""
    number = required(broadcast.id)
    counted = await errand.run(tally.tally, number)
    rate = await _rate(errand, broadcast)
    mark = await _mark(errand, broadcast)
    limit = errand.office.rate()
    return progress(counted, broadcast, rate, errand.voice, now=errand.now, rest=RULES.rest, limit=limit, mark=mark)


async def show_report(errand: Errand, broadcast_id: int, *, is_dark: bool = False) -> None:
    """Show the report of a broadcast: counts and reasons below a picture of its rate, where there is one to draw."""
    broadcast = await errand.run(broadcasts.find, broadcast_id)
    if broadcast is None:
        await errand.toast(toasts.expired(errand.voice))
        return
    png = await _picture(errand, broadcast_id, is_dark=is_dark)
    caption = report(
        await errand.run(tally.tally, broadcast_id),
        broadcast,
        await errand.run(tally.reasons, broadcast_id),
        errand.voice,
        is_dark=is_dark if png else None,
        mark=await _mark(errand, broadcast),
    )
    if png:
        await errand.show_picture(png, caption)
    else:
        await errand.show(caption)


async def send_recipients(errand: Errand, broadcast_id: int, *, page: int = PAGE, most_lines: int = MOST_LINES) -> None:
    """Send a CSV of every recipient, in more than one file where Telegram takes no larger one."""
    await errand.toast()
    written, last, count, part = [recipients.header()], 0, 0, 1
    while lines := await errand.run(tally.lines, broadcast_id, last, page):
        if count + len(lines) > most_lines:
            await _send(errand, broadcast_id, written, part)
            written, count, part = [recipients.header()], 0, part + 1
        written.append(recipients.as_csv(lines))
        last, count = lines[-1].delivery_id, count + len(lines)
    await _send(errand, broadcast_id, written, part)


async def _send(errand: Errand, broadcast_id: int, written: Sequence[str], part: int) -> None:
    await errand.send_file(recipients.file_name(broadcast_id, part), "".join(written).encode())


async def _picture(errand: Errand, broadcast_id: int, *, is_dark: bool) -> bytes | None:
    sent_at = await errand.run(tally.pace, broadcast_id)
    if not sent_at:
        return None
    try:
        return await drawn(pace_of(sent_at, broadcast_id, errand.voice), is_dark=is_dark)
    except PictureError:
        return None


async def _rate(errand: Errand, broadcast: Broadcast) -> float:
    """Messages a second that went out just now."""
    if broadcast.state is not BroadcastState.RUNNING or broadcast.started_at is None:
        return 0.0
    since = max(errand.now - LATELY, broadcast.started_at)
    sent = await errand.run(tally.sent_since, required(broadcast.id), since)
    return sent / max((errand.now - since).total_seconds(), 1.0)


async def _mark(errand: Errand, broadcast: Broadcast) -> int | None:
    """A mark for whoever may extend the broadcast."""
    if broadcast.state is not BroadcastState.DONE:
        return None
    return await errand.run(marks.make, errand.person_id, required(broadcast.id), errand.now)
