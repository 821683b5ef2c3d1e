"""Limits how often one person is answered: a token bucket each, without a clock."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class FloodVerdict(Enum):
    """What becomes of a command or press."""

    ANSWER = "answer"
    WARN = "warn"
    """Too many, for the first time: say so."""
    IGNORE = "ignore"
    """Too many, and that was said."""


@dataclass(slots=True)
class TokenBucket:
    """What one person has left, and whether they were warned since it was last full."""

    tokens: float
    filled_at: datetime
    is_warned: bool = False


class FloodGuard:
    """Lets a person do so many things at once, and as many more in each period; remembers those seen last."""

    def __init__(self, most: int, period: timedelta, *, remembered: int = 10_000) -> None:
        self._most = most
        self._period = period
        self._remembered = remembered
        self._buckets: OrderedDict[Hashable, TokenBucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def judge(self, who: Hashable, now: datetime) -> FloodVerdict:
        """Count one thing that somebody did, and say what becomes of it."""
        bucket = self._bucket(who, now)
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return FloodVerdict.ANSWER
        if bucket.is_warned:
            return FloodVerdict.IGNORE
        bucket.is_warned = True
        return FloodVerdict.WARN

    def _bucket(self, who: Hashable, now: datetime) -> TokenBucket:
        bucket = self._buckets.setdefault(who, TokenBucket(self._most, now))
        self._buckets.move_to_end(who)
        if len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        gained = max(timedelta(), now - bucket.filled_at) / self._period * self._most
        bucket.tokens = min(self._most, bucket.tokens + gained)
        bucket.filled_at = now
        if bucket.tokens == self._most:
            bucket.is_warned = False
        return bucket
