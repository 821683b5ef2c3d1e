"""A replay: one sample record every so many seconds, into the bot's folder."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.sandbox.answers import Json
from bot.sandbox.events import Events
from bot.sandbox.folder import Folder

LONGEST_PAUSE = 3600.0


@dataclass(slots=True, eq=False)
class Replay:
    """Drops all samples in order; a new start ends the one that is under way."""

    folder: Folder
    events: Events
    every: float = 0.0
    dropped: int = 0
    _task: "asyncio.Task[None] | None" = field(default=None, repr=False)

    @property
    def is_running(self) -> bool:
        """Whether records are being dropped."""
        return self._task is not None and not self._task.done()

    async def start(self, every: float) -> None:
        """Begin, with a pause of `every` seconds between two records.

        Raises:
            ValueError: the pause is negative or above an hour.
        """
        if not 0 <= every <= LONGEST_PAUSE:
            raise ValueError(f"The pause must lie between 0 and {LONGEST_PAUSE:.0f} seconds.")
        await self.stop()
        self.every, self.dropped = every, 0
        self._task = asyncio.create_task(self._play(list(self.folder.samples)))
        self._tell()

    async def stop(self) -> None:
        """Drop nothing more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
            self._tell()

    async def wait(self) -> None:
        """Wait until the last record is dropped."""
        if self._task is not None:
            await self._task

    def as_json(self) -> Json:
        """Return how far the replay is."""
        running, total = self.is_running, len(self.folder.samples)
        return {"is_running": running, "every": self.every, "dropped": self.dropped, "total": total}

    async def _play(self, names: Sequence[str]) -> None:
        for name in names:
            if self.dropped:
                await asyncio.sleep(self.every)
            said = self.folder.drop_sample(name)
            self.dropped += 1
            self.events.publish("record", **said)
            self._tell()

    def _tell(self) -> None:
        self.events.publish("replay", **self.as_json())
