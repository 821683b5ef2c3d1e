"""The loop that has what editors decided be owed to readers, and what is under embargo on the second."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.loop import Loop

CHECK_INTERVAL = timedelta(seconds=1)


class ReleaseLoop(Loop):
    """Announces what was decided about.

    Args:
        announce: Announces it, and returns how many deliveries came to be owed.
        on_owed: Called when there may be any to send.
    """

    def __init__(self, announce: Callable[[], Awaitable[int]], on_owed: Callable[[], None]) -> None:
        super().__init__(CHECK_INTERVAL)
        self._announce = announce
        self._on_owed = on_owed

    async def tick(self) -> None:
        """Announce what there is."""
        if await self._announce():
            self._on_owed()
