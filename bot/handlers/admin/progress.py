"""How a broadcast goes and what became of it: progress messages, its report, its recipients as a file."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session
from telegram import Bot
from telegram.error import TelegramError

from bot.charts.build import build_broadcast_chart
from bot.charts.process import ChartError, render_chart
from bot.delivery.outcome import Gone, MessageGone, Throttled, Unchanged
from bot.handlers.context import AdminContext, AdminServices, Services, background_context
from bot.loop import Loop
from bot.transport.errors import outcome_of
from bot.transport.reply import message_parameters
from bot.views.admin.progress import (
    is_broadcast_over,
    progress_message,
    recipients_csv,
    recipients_csv_header,
    recipients_file_name,
    report_message,
)
from bot.views.help import expired_toast
from bot.views.message import Message, content_hash
from storage import admins, broadcast_stats, broadcasts, recipients
from storage.models import Broadcast, BroadcastState

RATE_WINDOW = timedelta(minutes=1)
"""Over how long the present rate is measured, as far as the process has run so long."""

RECIPIENTS_PAGE = 5_000
"""Recipients read at a time."""

MOST_LINES = 400_000
"""Recipients a file: some 40 MB, where a bot may send 50 (Bot API, ``sendDocument``)."""


async def load_progress_message(context: AdminContext, broadcast: Broadcast) -> Message:
    """Return how a broadcast goes; once it is done, with a button for people who joined later."""
    number = broadcast.id
    counted = await context.run(broadcast_stats.recipient_counts, number)
    rate = await _current_rate(context, broadcast)
    token = await _extend_token(context, broadcast)
    limit = context.admin_services.rate()
    return progress_message(
        counted,
        broadcast,
        rate,
        context.voice,
        now=context.now,
        rest=context.admin_services.rules.rest,
        limit=limit,
        token=token,
        unreached=await count_unreached(context, broadcast),
    )


async def count_unreached(context: AdminContext, broadcast: Broadcast) -> int:
    """Return how many a broadcast that is done failed to reach who may be sent it again."""
    if broadcast.state is not BroadcastState.DONE:
        return 0
    return await context.run(recipients.count_unreached, broadcast, context.now)


async def show_broadcast_report(context: AdminContext, broadcast_id: int, *, is_dark: bool = False) -> None:
    """Show the report of a broadcast: counts and reasons below a picture of its rate, where there is one to draw."""
    broadcast = await context.run(broadcasts.find, broadcast_id)
    if broadcast is None:
        await context.toast(expired_toast(context.voice))
        return
    png = await _draw_rate(context, broadcast_id, is_dark=is_dark)
    caption = report_message(
        await context.run(broadcast_stats.recipient_counts, broadcast_id),
        broadcast,
        await context.run(broadcast_stats.failure_reasons, broadcast_id),
        context.voice,
        is_dark=is_dark if png else None,
        token=await _extend_token(context, broadcast),
        unreached=await count_unreached(context, broadcast),
    )
    if png:
        await context.show_picture(png, caption)
    else:
        await context.show(caption)


async def send_recipients(
    context: AdminContext, broadcast_id: int, *, page: int = RECIPIENTS_PAGE, most_lines: int = MOST_LINES
) -> None:
    """Send a CSV of every recipient, in more than one file where Telegram takes no larger one."""
    await context.toast()
    written, last, count, part = [recipients_csv_header()], 0, 0, 1
    while lines := await context.run(broadcast_stats.recipient_results, broadcast_id, last, page):
        if count + len(lines) > most_lines:
            await _send_recipients_part(context, broadcast_id, written, part)
            written, count, part = [recipients_csv_header()], 0, part + 1
        written.append(recipients_csv(lines))
        last, count = lines[-1].delivery_id, count + len(lines)
    await _send_recipients_part(context, broadcast_id, written, part)


async def _send_recipients_part(context: AdminContext, broadcast_id: int, written: Sequence[str], part: int) -> None:
    await context.send_file(recipients_file_name(broadcast_id, part), "".join(written).encode())


async def _draw_rate(context: AdminContext, broadcast_id: int, *, is_dark: bool) -> bytes | None:
    sent_at = await context.run(broadcast_stats.sent_times, broadcast_id)
    if not sent_at:
        return None
    try:
        return await render_chart(build_broadcast_chart(sent_at, broadcast_id, context.voice), is_dark=is_dark)
    except ChartError:
        return None


async def _current_rate(context: AdminContext, broadcast: Broadcast) -> float:
    """Messages a second of the last minute, without the time in which none could go: the rest, and before a restart."""
    if broadcast.state is not BroadcastState.RUNNING or broadcast.started_at is None:
        return 0.0
    begun = (broadcast.started_at, broadcast.rests_until, context.admin_services.started_at)
    since = max(context.now - RATE_WINDOW, *(at for at in begun if at and at <= context.now))
    sent = await context.run(broadcast_stats.count_sent_since, broadcast.id, since)
    return sent / max((context.now - since).total_seconds(), 1.0)


async def _extend_token(context: AdminContext, broadcast: Broadcast) -> int | None:
    """Return a one-time token to extend a broadcast that is done, while it is known who had it."""
    is_done = broadcast.state is BroadcastState.DONE
    if not is_done or await context.run(broadcast_stats.is_shortened, broadcast.id):
        return None
    return await context.run(admins.create_token, context.person_id, broadcast.id, context.now)


log = logging.getLogger(__name__)

UPDATE_INTERVAL = timedelta(seconds=5)
"""No message is edited more often."""

WAITING_STATES = frozenset({BroadcastState.DRAFT, BroadcastState.UNCONFIRMED, BroadcastState.SCHEDULED})
"""States in which nothing goes on: the message is edited when one of them begins, and not again."""

LoadMessage = Callable[[AdminContext, Broadcast], Awaitable[Message]]
"""Words the message that shows how a broadcast stands."""


class ProgressUpdater(Loop):
    """Edits each progress message while its broadcast goes on, and once more when it is over.

    What a message shows is remembered in this process alone: after a restart it is edited, perhaps to show the same.
    """

    def __init__(self, bot: Bot, services: Services, admin_services: AdminServices, load: LoadMessage) -> None:
        """Take who edits, whose messages, and what words the panel of a broadcast in any state."""
        super().__init__(UPDATE_INTERVAL)
        self._load = load
        self._states: dict[int, BroadcastState] = {}
        """The state that the message of a broadcast shows."""
        self._bot = bot
        self._services = services
        self._admin_services = admin_services
        self._shown: dict[int, str] = {}
        """The digest of what the message of a broadcast shows."""
        self._not_before: dict[int, datetime] = {}
        """Until when Telegram wants the message of a broadcast left alone."""

    async def tick(self) -> None:
        """Bring every message up to date."""
        going = await self._services.database.run(broadcasts.with_progress_message)
        for broadcast in going:
            try:
                await self._bring_up(broadcast)
            except TelegramError as error:
                log.warning("the progress of broadcast %s was not shown: %s", broadcast.id, error)
            except Exception:
                log.exception("the progress of broadcast %s cannot be shown", broadcast.id)
        self._keep({broadcast.id for broadcast in going})

    async def _bring_up(self, broadcast: Broadcast) -> None:
        number, person_id = broadcast.id, broadcast.progress_chat_id or 0
        if self._not_before.get(number, self._services.clock()) > self._services.clock():
            return
        context = await background_context(self._bot, self._services, self._admin_services, person_id)
        if context is None:
            await self._services.database.run(forget_progress_message, broadcast)
            return
        if broadcast.state in WAITING_STATES and self._states.get(number) is broadcast.state:
            return
        is_there = await self._show(context, broadcast)
        self._states[number] = broadcast.state
        if not is_there or is_broadcast_over(broadcast) or broadcast.state is BroadcastState.DRAFT:
            await self._services.database.run(forget_progress_message, broadcast)

    async def _show(self, context: AdminContext, broadcast: Broadcast) -> bool:
        """Edit the message if that changes it. Returns whether it is still there, or is only shown later."""
        number = broadcast.id
        message = await self._load(context, broadcast)
        if self._shown.get(number) == content_hash(message):
            return True
        try:
            await self._edit(broadcast, message)
        except TelegramError as error:
            match outcome_of(error):
                case Unchanged():
                    pass
                case MessageGone() | Gone():
                    return False
                case Throttled(retry_after):
                    self._not_before[number] = self._services.clock() + retry_after
                    raise
                case _:
                    raise
        self._shown[number] = content_hash(message)
        return True

    async def _edit(self, broadcast: Broadcast, message: Message) -> None:
        await self._bot.edit_message_text(
            chat_id=broadcast.progress_chat_id, message_id=broadcast.progress_message_id, **message_parameters(message)
        )

    def _keep(self, numbers: set[int]) -> None:
        """Remember nothing of what is shown no more."""
        for number in (self._shown.keys() | self._not_before.keys() | self._states.keys()) - numbers:
            self._shown.pop(number, None)
            self._not_before.pop(number, None)
            self._states.pop(number, None)


def forget_progress_message(session: Session, broadcast: Broadcast) -> None:
    """Have no message show the progress any more, unless another does by now or the broadcast has gone on."""
    present = broadcasts.find(session, broadcast.id)
    is_same = present is not None and present.progress_message_id == broadcast.progress_message_id
    if present and is_same and present.state == broadcast.state:
        broadcasts.set_progress_message(session, broadcast.id, None, None)
