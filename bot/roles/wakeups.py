"""Wake-ups: loops of this process at once, those of others through the database. All look by themselves too."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from bot.roles import Role
from storage import wakeups
from storage.database import Database, DatabaseUnusableError


class Wakeups:
    """Has the loops of a role do a round, wherever they run.

    Args:
        database: On PostgreSQL it carries wake-ups to other processes.
        own_roles: Names of the roles of this process; wake-ups travel also where it has all, since others may run.
    """

    def __init__(self, database: Database, own_roles: str) -> None:
        self._database = database
        self._own_roles = own_roles
        self._wakes: dict[Role, list[Callable[[], None]]] = {role: [] for role in Role}
        self._sending: dict[Role, asyncio.Task[None]] = {}
        self._again: set[Role] = set()
        """Those that were woken while the others were being told: what is new may not have been there for them yet."""

    @contextmanager
    def waking(self, role: Role, *wakes: Callable[[], None]) -> Iterator[None]:
        """Have these called whenever a role is woken, inside the block."""
        self._wakes[role].extend(wakes)
        try:
            yield
        finally:
            for wake in wakes:
                self._wakes[role].remove(wake)

    def wake(self, role: Role) -> None:
        """Say that there may be something to do for a role."""
        self._wake_here(role)
        if self._database.is_sqlite:
            return
        if role in self._sending:
            self._again.add(role)
        else:
            self._sending[role] = asyncio.get_running_loop().create_task(self._notify(role))

    def wake_senders(self) -> None:
        """Say that there may be something to send."""
        self.wake(Role.SEND)

    def wake_all(self) -> None:
        """Say that there may be something to send, and something for the schedule."""
        self.wake(Role.SCHEDULE)
        self.wake(Role.SEND)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear what other processes say, inside the block."""
        if self._database.is_sqlite:
            yield
            return
        loop = asyncio.get_running_loop()

        def hear(what: str) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._hear, what)

        listener = wakeups.Listener(self._database, hear)
        listener.start()
        try:
            yield
        finally:
            listener.stop()

    def _hear(self, what: str) -> None:
        with suppress(ValueError):  # of a newer version
            self._wake_here(Role(what))

    def _wake_here(self, role: Role) -> None:
        for wake in self._wakes[role]:
            wake()

    async def _notify(self, role: Role) -> None:
        """Tell the other processes, and once more what came meanwhile: many wake-ups at once are one or two."""
        self._again.add(role)
        try:
            while role in self._again:
                self._again.discard(role)
                with suppress(DatabaseUnusableError, SQLAlchemyError):
                    await self._database.run(wakeups.notify, role.value)
        finally:
            del self._sending[role]
