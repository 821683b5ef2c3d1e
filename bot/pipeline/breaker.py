"""A breaker: after some failures in a row it stops the flow, and lets one through now and then to see."""

from datetime import datetime, timedelta

FAILURES = 5
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=30)


class Breaker:
    """Counts failures in a row that are nobody's fault in particular: no connection, no answer, 5xx.

    While it is open one message at a time is risked, so that an outage costs few messages of unknown fate.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._closed_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether sending is held back."""
        return self._failures >= FAILURES

    def allows(self, wanted: int, in_air: int, now: datetime) -> int:
        """How many of ``wanted`` messages may leave now, with ``in_air`` under way."""
        if not self.is_open:
            return wanted
        if in_air or (self._closed_until is not None and now < self._closed_until):
            return 0
        return min(wanted, 1)

    def succeeded(self) -> None:
        """Something got through."""
        self._failures = 0
        self._closed_until = None

    def failed(self, now: datetime) -> None:
        """Something did not, and it might be the wire's fault."""
        self._failures += 1
        if self.is_open:
            pause = min(FIRST_PAUSE * 2.0 ** min(self._failures - FAILURES, 10), LONGEST_PAUSE)
            self._closed_until = now + pause
