"""Tells administrators what they are to know without having asked: each notification at least once."""

import logging
import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.outcome import Gone, NotSent, Outcome, Throttled
from bot.handlers.admin.admins import fetch_names
from bot.handlers.admin.broadcast_drafts import show_broadcast_preview, show_panel
from bot.handlers.admin.progress import send_recipients, show_broadcast_report
from bot.handlers.context import AdminContext, AdminServices, Services, background_context, voice_of
from bot.loop import Loop
from bot.transport.errors import outcome_of
from bot.transport.reply import message_parameters, send_reply
from bot.views.admin.admins import actor_link
from bot.views.admin.broadcasts import (
    confirm_large_notification,
    failure_threshold_notification,
    void_confirmation_message,
    waits_for_owner_notification,
)
from bot.views.admin.plans import (
    approve_issue_notification,
    empty_issue_notification,
    missed_issue_notification,
    plan_name,
)
from bot.views.admin.reports import trouble_notification
from bot.views.admin.responses import summary_notification
from bot.views.texts import FALLBACK
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
    Trouble,
)


async def show_notification(context: AdminContext, notification: Notification) -> int | None:
    """Show what a notification says, unless that is out of date.

    Returns:
        The message that speaks of a confirmation, if one does: it is edited once that is over.
    """
    if notification.kind is NotificationKind.TROUBLE:
        await context.reply(trouble_notification(notification.cause, notification.about, context.voice))
    elif notification.kind is NotificationKind.SUMMARY:
        await context.reply(summary_notification(notification.about, context.voice))
    elif notification.issue_id is not None:
        if found := await context.run(digests.find_issue, notification.issue_id):
            await _show_issue_notification(context, notification.kind, *found)
    elif notification.broadcast_id is not None and (
        broadcast := await context.run(broadcasts.find, notification.broadcast_id)
    ):
        return await _show_broadcast_notification(context, notification.kind, broadcast)
    return None


async def _show_broadcast_notification(
    context: AdminContext, kind: NotificationKind, broadcast: Broadcast
) -> int | None:
    number = broadcast.id
    if kind is NotificationKind.REPORT:
        await show_broadcast_report(context, number)
        await send_recipients(context, number)
    elif kind is NotificationKind.CONFIRM and broadcast.state is BroadcastState.UNCONFIRMED:
        return await _tell_of_confirmation(context, broadcast)
    elif kind is NotificationKind.AUTO_PAUSED and broadcast.state is BroadcastState.PAUSED:
        counted, why = (
            await context.run(broadcast_stats.recipient_counts, number),
            await context.run(broadcast_stats.failure_reasons, number),
        )
        await context.reply(failure_threshold_notification(broadcast, counted, why, context.voice))
    return None


async def _show_issue_notification(
    context: AdminContext, kind: NotificationKind, issue: DigestIssue, plan: DigestPlan
) -> None:
    name = await _plan_name(context, plan)
    if kind is NotificationKind.EMPTY:
        await context.reply(empty_issue_notification(issue, name, context.voice))
    elif kind is NotificationKind.MISSED:
        await context.reply(missed_issue_notification(issue, name, context.voice))
    elif issue.state is IssueState.WAITING and issue.broadcast_id is not None:
        await show_broadcast_preview(context, issue.broadcast_id)
        await context.reply(approve_issue_notification(issue, name, context.voice))
        await show_panel(context, issue.broadcast_id, is_new=True)


async def _tell_of_confirmation(context: AdminContext, broadcast: Broadcast) -> int | None:
    """Ask another owner to confirm a broadcast; tell its author who was asked."""
    whom, is_author = Audience.from_json(broadcast.audience), context.person_id == broadcast.author_id
    size = await context.run(audience.count_recipients, whom, broadcast.is_notice, context.now)
    if is_author:
        asked = sorted(context.admin_services.owners - {broadcast.author_id})
        names = await fetch_names(context.bot, asked)
        links = [actor_link(person_id, names, context.voice) for person_id in asked]
        return await context.reply(waits_for_owner_notification(broadcast, size, links, context.now, context.voice))
    author = actor_link(broadcast.author_id, await fetch_names(context.bot, [broadcast.author_id]), context.voice)
    token = await context.run(admins.create_token, context.person_id, broadcast.id, context.now)
    await show_broadcast_preview(context, broadcast.id)
    return await context.reply(
        confirm_large_notification(broadcast, size, author, token, context.voice, now=context.now)
    )


async def _plan_name(context: AdminContext, plan: DigestPlan) -> str:
    known = {topic.id: topic for topic in await context.run(topics.find_all)}
    return plan_name([known[topic_id] for topic_id in plan.topic_ids if topic_id in known], context.voice, plan.name)


log = logging.getLogger(__name__)

CHECK_INTERVAL = timedelta(seconds=5)
MOST_NOTIFICATIONS = 20
"""Notifications that one round tells."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
MOST_ATTEMPTS = 8
"""Of a notification that Telegram refuses, or that cannot be worded."""


FREE_SPACE_WARNING = 200_000_000
"""Bytes; with less owners are told before the database can no longer be written."""


class TroubleReporter(Loop):
    """Takes note of what runs badly, from whichever thread, and stores it for the owners: once an hour a cause.

    Where it cannot be stored, because the database is the trouble, owners are told at once, and it is stored later.
    """

    def __init__(self, bot: Bot, services: Services, owners: Collection[int]) -> None:
        """Take who tells, what that takes, and whom."""
        super().__init__(CHECK_INTERVAL)
        self._bot = bot
        self._services = services
        self._owners = sorted(owners)
        self._lock = threading.Lock()
        self._noticed: dict[str, tuple[dict[str, Any], datetime]] = {}
        """What is to be stored, by its cause: what there is to say, and since when."""
        self._told_at: dict[str, datetime] = {}
        """When owners were told what could not be stored."""
        # Whoever starts has reached Telegram: an outage that the last process saw is over.
        self._is_outage_over = True

    def report(self, cause: Trouble, about: Mapping[str, Any]) -> None:
        """Take note of trouble; counts of one cause add up until they are stored."""
        which = about.get("plan") or about.get("feed")
        key = f"{cause.value}:{which}" if which else cause.value
        with self._lock:
            before, since = self._noticed.get(key, ({}, self._services.clock()))
            added = {"count": before.get("count", 0) + about["count"]} if "count" in about else {}
            self._noticed[key] = (dict(about) | added, since)

    def database_failed(self, reason: str) -> None:
        """Take note that the database could not be read or written."""
        self.report(Trouble.DATABASE, {"reason": reason})

    def outage_changed(self, began: bool) -> None:
        """Take note that Telegram is out of reach, or answers again."""
        if began:
            self.report(Trouble.OUTAGE, {"since": self._services.clock().isoformat()})
        self._is_outage_over = not began

    async def tick(self) -> None:
        """Store what was noticed, or tell owners where that is not possible; an outage that is over after its start."""
        self._look_at_disk()
        with self._lock:
            noticed, self._noticed = self._noticed, {}
        for cause, (about, since) in noticed.items():
            await self._store(cause, about, since)
        if self._is_outage_over and not self._noticed:
            await self._services.database.run(admins.end_outage, self._owners, self._services.clock())
            self._is_outage_over = False

    def _look_at_disk(self) -> None:
        free = self._services.database.free_space()
        if free is not None and free < FREE_SPACE_WARNING:
            self.report(Trouble.DISK, {"free": free})

    async def _store(self, cause: str, about: dict[str, Any], since: datetime) -> None:
        is_lasting = cause != Trouble.REJECTED.value
        try:
            await self._services.database.run(
                admins.add_trouble,
                self._owners,
                cause,
                about,
                since,
                is_told=cause in self._told_at,
                is_lasting=is_lasting,
            )
        except Exception as error:  # noqa: BLE001 - whatever a database raises that cannot be used
            log.debug("%s was not stored: %s", cause, type(error).__name__)
            with self._lock:
                self._noticed[cause] = (about, since)
            await self._tell_at_once(cause, about)
        else:
            self._told_at.pop(cause, None)

    async def _tell_at_once(self, cause: str, about: Mapping[str, Any]) -> None:
        now = self._services.clock()
        if now - self._told_at.get(cause, now - admins.TROUBLE_EVERY) < admins.TROUBLE_EVERY:
            return
        message = trouble_notification(cause, about, self._services.texts.voice(FALLBACK))
        for owner in self._owners:
            with suppress(TelegramError):
                await send_reply(self._bot, owner, message)
                self._told_at[cause] = now


class Notifier(Loop):
    """Takes the notifications that are due to the people whom they are owed to.

    A notification is done only once all of it was shown: if the process ends in the middle of one, it is told again.
    """

    def __init__(
        self,
        bot: Bot,
        services: Services,
        admin_services: AdminServices,
    ) -> None:
        """Take who tells, and what that takes."""
        super().__init__(CHECK_INTERVAL)
        self._bot = bot
        self._services = services
        self._admin_services = admin_services

    async def tick(self) -> None:
        """Tell what is due, longest due first."""
        for notification in await self._services.database.run(
            admins.due_notifications, self._services.clock(), MOST_NOTIFICATIONS
        ):
            try:
                await self._tell(notification)
            except TelegramError as error:
                log.warning("notification %s (%s) was not told: %s", notification.id, notification.kind.value, error)
                await self._settle(notification, outcome_of(error))
            except Exception:
                log.exception("notification %s (%s) cannot be told", notification.id, notification.kind.value)
                await self._again(notification)
        await self._void_confirmations()

    async def _void_confirmations(self) -> None:
        """Have messages that asked for a confirmation say that they are void, once they are."""
        for notification, broadcast in await self._services.database.run(admins.void_confirmations, MOST_NOTIFICATIONS):
            person_id, message_id = notification.person_id, notification.message_id or 0
            is_panel = (broadcast.progress_chat_id, broadcast.progress_message_id) == (person_id, message_id)
            try:
                if not is_panel:  # else it is brought up to date as one
                    await self._void(person_id, message_id, broadcast)
            except TelegramError as error:
                if isinstance(outcome_of(error), Throttled | NotSent):
                    return
                log.info("the confirmation of broadcast %s could not be edited: %s", broadcast.id, error)
            await self._services.database.run(admins.untrack_confirmation, person_id, message_id)

    async def _void(self, person_id: int, message_id: int, broadcast: Broadcast) -> None:
        voice = await voice_of(self._services, person_id)
        shown = message_parameters(void_confirmation_message(broadcast, voice))
        await self._bot.edit_message_text(chat_id=person_id, message_id=message_id, **shown)

    async def _tell(self, notification: Notification) -> None:
        """Tell a notification; who is no administrator any more is told nothing."""
        context = await background_context(self._bot, self._services, self._admin_services, notification.person_id)
        if context is None:
            await self._services.database.run(admins.drop_notification, notification.id)
            return
        message_id = await show_notification(context, notification)
        await self._services.database.run(admins.mark_notified, notification.id, self._services.clock(), message_id)

    async def _settle(self, notification: Notification, outcome: Outcome) -> None:
        match outcome:
            case Gone():
                await self._services.database.run(admins.drop_notification, notification.id)
            case Throttled(retry_after):
                await self._later(notification, retry_after)
            case NotSent():
                await self._later(notification, pause_after(notification.attempts))
            case _:
                await self._again(notification)

    async def _again(self, notification: Notification) -> None:
        """Try again, but not for ever: what cannot be shown now cannot be shown for what it is."""
        if notification.attempts + 1 < MOST_ATTEMPTS:
            await self._later(notification, pause_after(notification.attempts))
        else:
            log.error("notification %s (%s) is given up", notification.id, notification.kind.value)
            await self._services.database.run(admins.drop_notification, notification.id)

    async def _later(self, notification: Notification, pause: timedelta) -> None:
        await self._services.database.run(admins.postpone_notification, notification.id, self._services.clock() + pause)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts that failed: from five seconds, doubling, to five minutes."""
    return min(FIRST_PAUSE * (1 << min(attempts, 10)), LONGEST_PAUSE)
