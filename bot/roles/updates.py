"""The role *updates*: people are answered. By polling one process at a time receives updates."""

import asyncio

from bot.handlers.features import ROUTES
from bot.handlers.profile import Profile
from bot.handlers.router import register_handlers
from bot.roles.runtime import Runtime
from bot.transport.polling import polling
from storage.database import Database


class UpdatesRole:
    """Answers people, and publishes commands and descriptions.

    Args:
        runtime: Of the process.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        register_handlers(runtime.telegram, runtime.services, runtime.admin_services)

    async def poll(self, _database: Database, ending: asyncio.Event) -> None:
        """Answer people until the event is set; what is being answered then is answered to its end."""
        async with polling(self._runtime.telegram):
            profile = Profile(
                self._runtime.telegram.bot, self._runtime.services, ROUTES.menu, self._runtime.settings.admin_ids
            )
            publishing = asyncio.create_task(profile.run())
            await ending.wait()
            publishing.cancel()
