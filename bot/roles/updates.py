"""The role *updates*: people are answered.

By polling one process at a time receives updates. Behind a webhook each does; one sets the webhook and looks after it.
"""

import asyncio
from functools import partial

from bot.handlers.features import ROUTES
from bot.handlers.flood import chat_key
from bot.handlers.profile import Profile
from bot.handlers.router import register_handlers
from bot.jobs import SWEEP_EVERY, Job, timetable
from bot.roles import Role
from bot.roles.health import Health
from bot.roles.runtime import Runtime
from bot.transport.http_server import Routes
from bot.transport.inbox import InboxLoop
from bot.transport.polling import allowed_updates, polling
from bot.transport.webhook import Webhook, WebhookWatch, register
from storage import inbox
from storage.database import Database


class UpdatesRole:
    """Answers people, and publishes commands and descriptions.

    Args:
        runtime: Of the process.
        health: Told how updates come in.
    """

    def __init__(self, runtime: Runtime, health: Health) -> None:
        self._runtime = runtime
        self._health = health
        self._inbox = InboxLoop(runtime.database, runtime.telegram, runtime.process_id, runtime.now)
        self._webhook: Webhook | None = None
        self._kinds = allowed_updates(has_reactions=runtime.settings.votes)
        register_handlers(runtime.telegram, runtime.services, runtime.admin_services)

    async def open_webhook(self) -> Routes:
        """Return what the HTTP server is to serve: the webhook, where the settings name one."""
        url = self._runtime.settings.webhook_url
        if not url:
            return {}
        self._webhook = Webhook(
            self._runtime.database,
            url,
            await self._secret(),
            clock=self._runtime.now,
            chat_of=chat_key,
            on_stored=partial(self._runtime.wakeups.wake, Role.UPDATES),
            is_stopping=self._runtime.stopping.is_set,
            kinds=self._kinds,
        )
        return self._webhook.routes

    async def handle_inbox(self) -> None:
        """Handle what came by webhook, now or in a run before, until the process is told to stop."""
        if self._runtime.database.is_sqlite:
            await self._runtime.database.run(inbox.take_back_all)
        scheduler = timetable(Job("inbox", SWEEP_EVERY, self._sweep))
        scheduler.start()
        with self._runtime.wakeups.waking(Role.UPDATES, self._inbox.wake):
            handling = asyncio.create_task(self._inbox.run())
            try:
                await self._runtime.stopping.wait()
                self._inbox.stop()
                await handling
            finally:
                scheduler.shutdown(wait=False)
                handling.cancel()

    async def receive(self, _database: Database, ending: asyncio.Event) -> None:
        """Have updates come in until the event is set: the work of the one process that is elected for it."""
        bot = self._runtime.telegram.bot
        profile = Profile(bot, self._runtime.services, ROUTES.menu, self._runtime.settings.admin_ids)
        publishing = asyncio.create_task(profile.run())
        try:
            await (self._poll(ending) if self._webhook is None else self._keep_webhook(self._webhook, ending))
        finally:
            publishing.cancel()

    async def _poll(self, ending: asyncio.Event) -> None:
        await self._inbox.drain(ending)
        self._health.is_polling = True
        try:
            async with polling(self._runtime.telegram, self._kinds):
                await ending.wait()
        finally:
            self._health.is_polling = False

    async def _keep_webhook(self, webhook: Webhook, ending: asyncio.Event) -> None:
        await register(self._runtime.telegram.bot, webhook, ending)
        watch = self._health.webhook_watch = WebhookWatch(self._runtime.telegram.bot, webhook, self._runtime.stop)
        watching = asyncio.create_task(watch.run())
        try:
            await ending.wait()
            watch.stop()
            await watching
        finally:
            self._health.webhook_watch = None
            watching.cancel()

    async def _sweep(self) -> None:
        """Take back what processes that are dead had claimed."""
        if self._runtime.registration.is_steady():
            await self._runtime.database.run(inbox.take_back_of_dead)

    async def _secret(self) -> str:
        """Return what the settings say, or what was made at first."""
        settings = self._runtime.settings
        if settings.webhook_secret:
            return settings.webhook_secret.get_secret_value()
        bot_id = int(settings.token.partition(":")[0])
        return await self._runtime.database.run(inbox.webhook_secret, bot_id, self._runtime.now())
