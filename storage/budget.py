"""One budget of messages for all processes of a bot: who leases turns gets points in time at which nobody else sends.

The generic cell rate algorithm (ITU-T I.371) in a row a bot and kind: a lease of n turns gets the times from the first
that is free on, one interval apart, and moves the row on. All times are the database's and are told as seconds from its
now, so clocks of machines need not agree. What is leased at once reaches half a second ahead at most, whoever has it:
no more is lost with a process that dies, and it comes back by itself.

Chats that Telegram throttles stand beside it: whoever hears of one says so, and whoever leases learns it. Enough of
them within a few seconds, whoever heard them, are a flood, which slows all.
"""

import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import delete, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from storage.models import RateBudget, ThrottledChat


class Kind(StrEnum):
    """What a turn is for."""

    OWED = "owed"
    """Alerts, broadcasts, edits."""
    REPLY = "reply"
    """Answers to people: the reserve above the rate that only they may use."""
    PAID = "paid"
    """Broadcasts for whose messages above the free rate Telegram is paid."""


SLOW_FACTOR = 0.7
RECOVERY = 1 / 60
"""Messages a second, regained each second: one a second a minute."""
SLOWEST = 1.0

FLOOD_CHATS, FLOOD_SECONDS = 3, 10.0
"""Chats throttled within so many seconds that make a flood. One is a busy chat, two may be chance."""

HORIZON = 0.5
"""Seconds ahead that are given out in slices."""
FARTHEST = 1.0
"""Seconds ahead that single turns are given out, so that whoever asks is in the queue: else whoever asks at the right
moment gets all."""

CATCH_UP = 0.03
"""Of the rate: so much faster it goes until turns that were given out and not used are made up for; all at once they
would be a burst."""

FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""Before all turns: a budget of which nothing was used."""


class Throttle(NamedTuple):
    """A chat that Telegram wants left alone."""

    chat_id: int
    delay: float
    """Seconds for which it does."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Turns that were leased, or none and when to ask again."""

    count: int
    delay: float
    """Seconds from `read_at` to the first; with none, until it makes sense to ask again."""
    interval: float
    """Seconds from each to the next."""
    paused_for: float
    """Seconds for which a flood stops all of the kind."""
    rate: float
    """Messages a second at present: fewer for a while after a flood."""
    read_at: float = 0.0
    """When the database's clock was read, by a clock of this process that never goes back."""
    now: datetime = FIRST
    """What the database's clock said."""
    throttled: tuple[Throttle, ...] = ()
    """Chats that were throttled lately, whoever heard it."""


class Budget(NamedTuple):
    """A row, as the rules need it."""

    next_at: datetime = FIRST
    lowered_rate: float | None = None
    lowered_at: datetime | None = None
    paused_until: datetime | None = None
    returned: float = 0.0

    def rate(self, now: datetime, full: float) -> float:
        """Return messages a second: the full rate, or what is regained of it since it was lowered."""
        if self.lowered_rate is None or self.lowered_at is None:
            return full
        return min(full, self.lowered_rate + (now - self.lowered_at).total_seconds() * RECOVERY)

    def paused_for(self, now: datetime) -> float:
        """Return for how many seconds more a flood stops it."""
        return max(0.0, (self.paused_until - now).total_seconds()) if self.paused_until else 0.0


def take(budget: Budget, now: datetime, wanted: int, full: float, returned: int = 0) -> tuple[Budget, Turns]:
    """Return a budget after turns were taken from it, and the turns.

    Args:
        budget: As it is.
        now: By the clock that its times are of.
        wanted: Turns at most.
        full: Messages a second, more than 0, unless a flood lowered them.
        returned: Turns that were taken before and not used.
    """
    rate, pause = budget.rate(now, full), budget.paused_for(now)
    owed = min(budget.returned + returned, rate)  # a second's worth at most
    budget = budget._replace(returned=owed)
    interval = 1 / rate / (1 + CATCH_UP if owed else 1)
    opens_at = now + timedelta(seconds=pause)
    # Further ahead than this nobody can have leased: the clock went back.
    newest = opens_at + timedelta(seconds=FARTHEST + interval)
    start = min(max(budget.next_at, opens_at), newest)
    delay = (start - now).total_seconds()
    if delay > FARTHEST or wanted < 1:
        return budget, Turns(0, max(0.0, delay - HORIZON), interval, pause, rate)
    count = min(wanted, max(1, math.floor((HORIZON - delay) * rate)))
    left = owed - count * CATCH_UP
    next_at = start + timedelta(seconds=count * interval)
    taken = budget._replace(next_at=next_at, returned=left if left >= CATCH_UP else 0.0)
    return taken, Turns(count, delay, interval, pause, rate)


def slowed(budget: Budget, now: datetime, delay: float, full: float, *, is_paused: bool) -> Budget:
    """Return a budget after a flood: it recovers by and by.

    Args:
        budget: As it is.
        now: By the clock that its times are of.
        delay: Seconds that Telegram asks for.
        full: Messages a second when there is no flood.
        is_paused: Whether it also stops for so long; answers to people do not.
    """
    until = now + timedelta(seconds=delay)
    lowered = max(min(SLOWEST, full), budget.rate(now, full) * SLOW_FACTOR)
    slower = budget._replace(lowered_rate=lowered, lowered_at=now)
    return slower._replace(paused_until=max(budget.paused_until or FIRST, until)) if is_paused else slower


def lease(  # noqa: PLR0917  # in the order of a row's key and what is asked of it
    session: Session,
    bot_id: int,
    kind: Kind,
    wanted: int,
    full: float,
    clock: Callable[[], float] = time.monotonic,
    known_until: datetime = FIRST,
    returned: int = 0,
) -> Turns:
    """Take turns of a kind for one process, and tell it which chats are throttled.

    Args:
        session: In a transaction of its own, since it holds up every other process of the bot.
        bot_id: Whose budget.
        kind: What for.
        wanted: As many as wait.
        full: Messages a second when there is no flood.
        clock: Seconds, of this process.
        known_until: By the database's clock: of chats that were throttled before, the process knows.
        returned: Turns that it leased before and did not use.
    """
    _be_brief(session)
    row = _locked(session, bot_id, kind)
    now = _database_now(session)
    read_at = clock()
    budget, turns = take(_budget_of(row), now, wanted, full, returned)
    row.next_at, row.returned = budget.next_at, budget.returned
    # Whoever tells of a throttled chat locks this row before reading the clock: what it told before now can be seen.
    throttled = tuple(_throttled_since(session, bot_id, known_until, now))
    return replace(turns, read_at=read_at, now=now, throttled=throttled)


def tell_throttled(session: Session, bot_id: int, throttles: Iterable[Throttle], rates: Mapping[Kind, float]) -> float:
    """Have all processes of a bot leave chats alone; in a flood slow all down, and stop all but answers to people.

    It stops for the shortest of the delays that are not over, because a flood over all has much the same for everyone,
    and chats that are busy by chance should not make everybody wait for the longest of theirs.

    Args:
        session: In a transaction of its own.
        bot_id: Whose budget.
        throttles: What one process has just heard.
        rates: Messages a second of each kind that is in use.

    Returns:
        For how many seconds a flood stops all but answers; 0 when there is none.
    """
    _be_brief(session)
    rows = {kind: _locked(session, bot_id, kind) for kind in sorted(rates)}  # in one order, so that no two wait in turn
    now = _database_now(session)
    _keep_throttled(session, bot_id, throttles, now)
    heard = _throttled_since(session, bot_id, max(_last_flood(row, now) for row in rows.values()), now)
    if len(heard) >= FLOOD_CHATS:
        delay = min((throttle.delay for throttle in heard if throttle.delay), default=0.0)
        _begin_flood(rows, now, delay, rates)
    return max(_budget_of(row).paused_for(now) for row in rows.values())


def _begin_flood(rows: Mapping[Kind, RateBudget], now: datetime, delay: float, rates: Mapping[Kind, float]) -> None:
    """Slow all kinds down, and stop all but answers; while they are stopped it is the same flood."""
    is_known = any(_budget_of(row).paused_for(now) > 0 for row in rows.values())
    for kind, row in rows.items():
        after = slowed(_budget_of(row), now, delay, rates[kind], is_paused=kind is not Kind.REPLY)
        row.paused_until = after.paused_until
        if not is_known:
            row.lowered_rate, row.lowered_at = after.lowered_rate, after.lowered_at


def _last_flood(row: RateBudget, now: datetime) -> datetime:
    """Return from when on chats count for a flood; what is heard while one stops all belongs to that one."""
    tick = timedelta(milliseconds=2)  # more than the precision of SQLite's clock: nothing is counted twice
    is_over = row.paused_until is not None and row.paused_until <= now
    return max(
        now - timedelta(seconds=FLOOD_SECONDS),
        (row.lowered_at or FIRST) + tick,
        row.paused_until if is_over and row.paused_until else FIRST,
    )


def _keep_throttled(session: Session, bot_id: int, throttles: Iterable[Throttle], now: datetime) -> None:
    """Write down which chats are throttled, and forget those of whom it is over."""
    row = ThrottledChat
    is_over = (col(row.until) <= now, col(row.heard_at) < now - timedelta(seconds=FLOOD_SECONDS))
    session.connection().execute(delete(row).where(col(row.bot_id) == bot_id, *is_over))
    for chat_id, delay in throttles:
        until = now + timedelta(seconds=delay)
        session.merge(row(bot_id=bot_id, chat_id=chat_id, heard_at=now, until=until))


def _throttled_since(session: Session, bot_id: int, since: datetime, now: datetime) -> list[Throttle]:
    row = ThrottledChat
    asked = select(row.chat_id, row.until).where(col(row.bot_id) == bot_id, col(row.heard_at) >= since)
    return [Throttle(chat_id, max(0.0, (until - now).total_seconds())) for chat_id, until in session.exec(asked)]


def _be_brief(session: Session) -> None:
    if session.connection().dialect.name == "postgresql":
        session.connection().execute(_BRIEFLY)


def _budget_of(row: RateBudget) -> Budget:
    return Budget(row.next_at, row.lowered_rate, row.lowered_at, row.paused_until, row.returned)


def _locked(session: Session, bot_id: int, kind: Kind) -> RateBudget:
    """Return the row of a kind, made if it is not there, for this transaction alone."""
    asked = select(RateBudget).where(col(RateBudget.bot_id) == bot_id, col(RateBudget.kind) == kind.value)
    asked = asked.with_for_update()
    if found := session.exec(asked).first():
        return found
    insert = sqlite.insert if session.connection().dialect.name == "sqlite" else postgresql.insert
    values = {"bot_id": bot_id, "kind": kind.value, "next_at": FIRST, "returned": 0.0}
    session.connection().execute(insert(RateBudget).values(values).on_conflict_do_nothing())
    return session.exec(asked).one()


_NOW_POSTGRESQL = text("SELECT clock_timestamp()")
_BRIEFLY = text(
    "SELECT set_config('synchronous_commit', 'off', true), "
    "set_config('idle_in_transaction_session_timeout', '1s', true)"
)
"""Until the end of the transaction: a server that comes back after a crash has been away for longer than a lease, and a
process that is stopped in between (SIGSTOP, a suspended machine) holds up all others for a second at most."""
_NOW_SQLITE = text("SELECT (julianday('now') - 2440587.5) * 86400.0")


def _database_now(session: Session) -> datetime:
    """Return the time by the database's clock; asked once the row is ours, since waiting for it takes time."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        now: datetime = connection.execute(_NOW_POSTGRESQL).scalar_one()
        return now.astimezone(UTC)
    return datetime.fromtimestamp(connection.execute(_NOW_SQLITE).scalar_one(), UTC)
