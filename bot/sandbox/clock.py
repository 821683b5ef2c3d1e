"""The world's time, which can be moved forward."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def utc_now() -> datetime:
    """Return the present time, UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Clock:
    """Two clocks that are moved together: aware UTC datetimes, and seconds that never go back."""

    wall: Callable[[], datetime] = utc_now
    seconds: Callable[[], float] = time.monotonic
    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        """Return the time in the world."""
        return self.wall() + self.ahead

    def monotonic(self) -> float:
        """Return seconds since some fixed moment."""
        return self.seconds() + self.ahead.total_seconds()

    def skip(self, span: timedelta) -> None:
        """Move the world's time forward."""
        self.ahead += span
