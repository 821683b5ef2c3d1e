"""Tells administrators what they are to know without having asked: each note at least once."""

import logging
from datetime import timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.outcome import Gone, NotSent, Outcome, Throttled
from bot.handlers.admin.admins import fetch_names
from bot.handlers.admin.broadcast_drafts import show_broadcast_preview, show_panel
from bot.handlers.admin.progress import send_recipients, show_broadcast_report
from bot.handlers.context import AdminContext, AdminServices, Services, background_context
from bot.loop import Loop
from bot.transport.errors import outcome_of
from bot.views.admin.admins import person_link
from bot.views.admin.broadcasts import confirm_large_note, failure_threshold_note
from bot.views.admin.plans import approve_issue_note, empty_issue_note, missed_issue_note, plan_name
from storage import admins, audience, broadcast_stats, broadcasts, digests, topics
from storage.audience import Audience
from storage.models import (
    Broadcast,
    BroadcastState,
    DigestIssue,
    DigestPlan,
    IssueState,
    Notification,
    NotificationKind,
)


async def show_note(context: AdminContext, note: Notification) -> None:
    """Show what a note says, unless that is out of date."""
    if note.issue_id is not None:
        if found := await context.run(digests.find_issue, note.issue_id):
            await _show_issue_note(context, note.kind, *found)
    elif note.broadcast_id is not None and (broadcast := await context.run(broadcasts.find, note.broadcast_id)):
        await _show_broadcast_note(context, note.kind, broadcast)


async def _show_broadcast_note(context: AdminContext, kind: NotificationKind, broadcast: Broadcast) -> None:
    number = broadcast.id
    if kind is NotificationKind.REPORT:
        await show_broadcast_report(context, number)
        await send_recipients(context, number)
    elif kind is NotificationKind.CONFIRM and broadcast.state is BroadcastState.UNCONFIRMED:
        await show_broadcast_preview(context, number)
        await _ask_second_owner(context, broadcast)
    elif kind is NotificationKind.AUTO_PAUSED and broadcast.state is BroadcastState.PAUSED:
        counted, why = (
            await context.run(broadcast_stats.recipient_counts, number),
            await context.run(broadcast_stats.failure_reasons, number),
        )
        await context.reply(failure_threshold_note(broadcast, counted, why, context.voice))


async def _show_issue_note(context: AdminContext, kind: NotificationKind, issue: DigestIssue, plan: DigestPlan) -> None:
    name = await _plan_name(context, plan)
    if kind is NotificationKind.EMPTY:
        await context.reply(empty_issue_note(issue, name, context.voice))
    elif kind is NotificationKind.MISSED:
        await context.reply(missed_issue_note(issue, name, context.voice))
    elif issue.state is IssueState.WAITING and issue.broadcast_id is not None:
        await show_broadcast_preview(context, issue.broadcast_id)
        await context.reply(approve_issue_note(issue, name, context.voice))
        await show_panel(context, issue.broadcast_id, is_new=True)


async def _ask_second_owner(context: AdminContext, broadcast: Broadcast) -> None:
    number, whom = broadcast.id, Audience.from_json(broadcast.audience)
    size = await context.run(audience.count_recipients, whom, broadcast.is_notice, context.now)
    author = person_link(broadcast.author_id, await fetch_names(context.bot, [broadcast.author_id]))
    token = await context.run(admins.create_token, context.person_id, number, context.now)
    await context.reply(confirm_large_note(broadcast, size, author, token, context.voice))


async def _plan_name(context: AdminContext, plan: DigestPlan) -> str:
    known = {topic.id: topic for topic in await context.run(topics.find_all)}
    return plan_name([known[topic_id] for topic_id in plan.topic_ids if topic_id in known], context.voice)


log = logging.getLogger(__name__)

CHECK_INTERVAL = timedelta(seconds=5)
MOST_NOTES = 20
"""Notes that one round tells."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
MOST_ATTEMPTS = 8
"""Of a note that Telegram refuses, or that cannot be worded."""


class Notifier(Loop):
    """Takes the notes that are due to the people whom they are owed to.

    A note is done only once all of it was shown, so that one in the middle of which the process ends is told again.
    """

    def __init__(self, bot: Bot, services: Services, admin_services: AdminServices) -> None:
        """Take who tells, and what that takes."""
        super().__init__(CHECK_INTERVAL)
        self._bot = bot
        self._services = services
        self._admin_services = admin_services

    async def tick(self) -> None:
        """Tell what is due, longest due first."""
        for note in await self._services.database.run(admins.due_notifications, self._services.clock(), MOST_NOTES):
            try:
                await self._tell(note)
            except TelegramError as error:
                log.warning("note %s (%s) was not told: %s", note.id, note.kind.value, error)
                await self._settle(note, outcome_of(error))
            except Exception:
                log.exception("note %s (%s) cannot be told", note.id, note.kind.value)
                await self._again(note)

    async def _tell(self, note: Notification) -> None:
        """Tell a note; who is no administrator any more is told nothing."""
        context = await background_context(self._bot, self._services, self._admin_services, note.person_id)
        if context is None:
            await self._services.database.run(admins.drop_notification, note.id)
            return
        await show_note(context, note)
        await self._services.database.run(admins.mark_notified, note.id, self._services.clock())

    async def _settle(self, note: Notification, outcome: Outcome) -> None:
        match outcome:
            case Gone():
                await self._services.database.run(admins.drop_notification, note.id)
            case Throttled(retry_after):
                await self._later(note, retry_after)
            case NotSent():
                await self._later(note, pause_after(note.attempts))
            case _:
                await self._again(note)

    async def _again(self, note: Notification) -> None:
        """Try again, but not for ever: what cannot be shown now cannot be shown for what it is."""
        if note.attempts + 1 < MOST_ATTEMPTS:
            await self._later(note, pause_after(note.attempts))
        else:
            log.error("note %s (%s) is given up", note.id, note.kind.value)
            await self._services.database.run(admins.drop_notification, note.id)

    async def _later(self, note: Notification, pause: timedelta) -> None:
        await self._services.database.run(admins.postpone_notification, note.id, self._services.clock() + pause)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts that failed: from five seconds, doubling, to five minutes."""
    return min(FIRST_PAUSE * (1 << min(attempts, 10)), LONGEST_PAUSE)
