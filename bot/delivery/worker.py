"""The delivery worker: claim, compose, begin, send, settle, in several slots at once.

A slot is busy until its outcome is committed, so slots bound what a kill can double; committing what many slots wait
for at once makes that cheap. In an outage a circuit breaker holds all of it back until a harmless call succeeds.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from sqlmodel import Session

from bot import metrics
from bot.delivery.compose import ComposedMessage, Composer, RenderAlert
from bot.delivery.edits import EDIT_LEASE, freshen
from bot.delivery.outcome import Delivered, Interrupted, Outcome, TokenRefused, Unknown, words_of_outcome
from bot.delivery.retry import CircuitBreaker, Flight, RetryRules, settlement_for, words_of_settlement
from bot.loop import Loop
from bot.views.message import Message, Sendable, content_hash
from bot.views.texts import Voice
from storage import edits, outbox
from storage.database import Database
from storage.models import DeliveryKind
from storage.outbox import Claim
from storage.settle import ChatLost, Closed, Retry, Sent, Settlement, hasten_retries, settle_claims

MESSAGES_A_SECOND_PER_SLOT = 6
"""Messages a second that one sending slot carries, at some 150 ms an answer."""

FEWEST_SLOTS, MOST_SLOTS = 4, 192
"""2,000 messages a second to a server that answers after 50 ms have 100 in the air, and 40 more wait 20 ms for their
outcome to be committed; as claims wait until half of the slots are free, three quarters are in use on average. No more,
because a kill doubles as many messages as there are slots."""

MOST_SLOTS_OF_ONE = 48
"""Where other processes can share a rate: more senders then carry more, and a kill of one doubles fewer."""


def slots_for(rate: float, paid_rate: float = 0.0, *, is_shared: bool = False) -> int:
    """Return how many messages may be in the air.

    Args:
        rate: Messages a second; 0 stands for no limit.
        paid_rate: Those of paid broadcasts.
        is_shared: Whether other processes may share it.
    """
    if rate == 0:
        return MOST_SLOTS
    most = MOST_SLOTS_OF_ONE if is_shared else MOST_SLOTS
    return min(max(FEWEST_SLOTS, round(max(rate, paid_rate) / MESSAGES_A_SECOND_PER_SLOT)), most)


def retry_rules_for(rate: float) -> RetryRules:
    """Return the pauses between messages to one chat; none at the rate 0, which stands for no limit."""
    if rate == 0:
        return RetryRules(pause_private=timedelta(), pause_group=timedelta())
    return RetryRules()


PAUSE_AFTER_ERROR = 1.0
"""Seconds: a database that is locked or full is asked again."""


SETTLED_AT_ONCE = 25
"""Settlements other than successes in a transaction: each takes some ten statements, and others wait for its locks."""

WaitingSettlement = tuple[Settlement, asyncio.Future[None]]


def _next_group(waiting: list[WaitingSettlement]) -> tuple[list[WaitingSettlement], list[WaitingSettlement]]:
    """Return what is committed next, all successes and a few others, and what waits on."""
    others = [each for each in waiting if not isinstance(each[0], Sent)]
    rest = others[SETTLED_AT_ONCE:]
    late = {id(each) for each in rest}
    return [each for each in waiting if id(each) not in late], rest


GATHERING_SECONDS = 0.015
"""So long a small group of settlements waits for more: fewer commits carry as many (benchmarks/README.md)."""


class SettlementWriter:
    """Collects settlements and commits them in groups.

    A settlement is kept and tried again until it is written: a success that was observed is not forgotten as long as
    the process lives.

    Args:
        database: Where the outbox is.
        clock: Now, aware.
        worthwhile: Settlements that are worth a commit at once; fewer wait a moment for more.
        pause_after_error: Seconds until a group that could not be written is tried again.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        worthwhile: int = 1,
        pause_after_error: float = PAUSE_AFTER_ERROR,
    ) -> None:
        self._database = database
        self._clock = clock
        self._worthwhile = worthwhile
        self._pause_after_error = pause_after_error
        self._waiting: list[WaitingSettlement] = []
        self._writer: asyncio.Task[None] | None = None

    async def settle(self, settlement: Settlement) -> None:
        """Store the settlement of a claim; returns once it is committed."""
        settled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((settlement, settled))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await settled

    async def _write(self) -> None:
        while self._waiting:
            if len(self._waiting) < self._worthwhile:
                await asyncio.sleep(GATHERING_SECONDS)
            group, self._waiting = _next_group(self._waiting)
            try:
                await self._database.run(settle_claims, [settlement for settlement, _ in group], self._clock())
            except Exception:
                log.exception("the outbox could not be written; trying again")
                self._waiting = group + self._waiting
                await asyncio.sleep(self._pause_after_error)
                continue
            for _, settled in group:
                if not settled.done():
                    settled.set_result(None)


log = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
"""Longer than the longest send: the pace of a chat, 5 s to connect, 10 to write, 30 to read."""

LATEST_START = timedelta(seconds=70)
"""After the claim, a message is not sent any more: the process was stopped (SIGSTOP, a suspended machine), and another
one takes the claim, or has it, when the lease is over."""

AT_ONCE = timedelta()
POLL_INTERVAL = timedelta(seconds=1)
"""Between looks into the outbox when nobody says that there is something in it."""

FEW_SLOTS = 8
"""With more slots, claims wait until half of them are free: one transaction then serves many."""


AHEAD_LASTS = timedelta(seconds=5)
"""Claims that wait for slots for longer go back: another process may have some free, and their lease runs on."""


class ClaimBatch(NamedTuple):
    """Claims of one transaction.

    Attributes:
        claims: in the order in which they go out.
        may_leave: tells whether they are still this process's alone.
    """

    claims: list[Claim]
    may_leave: Callable[[], bool]


class ClaimsAhead:
    """The next claims, made while those before are on their way, so that slots do not wait for a claim's commit.

    They are claims as all others, leased and not begun: of a process that dies they are taken back unsent.

    Args:
        claim: Claims so many.
        unclaim: Gives claims back.
        clock: Now, aware.
    """

    def __init__(
        self,
        claim: Callable[[int], Coroutine[Any, Any, ClaimBatch]],
        unclaim: Callable[[list[Claim]], Awaitable[None]],
        clock: Callable[[], datetime],
    ) -> None:
        self._claim = claim
        self._unclaim = unclaim
        self._clock = clock
        self._claiming: asyncio.Task[ClaimBatch] | None = None
        self._since = clock()

    def start(self, limit: int) -> None:
        """Claim so many more, in a task of its own."""
        self._since = self._clock()
        self._claiming = asyncio.create_task(self._claim(limit))

    async def take(self, most: int) -> ClaimBatch | None:
        """Return the claims, so many at most, if there were any asked for; what is more or too old goes back."""
        if self._claiming is None:
            return None
        claiming, self._claiming = self._claiming, None
        batch = await claiming
        usable = most if abs(self._clock() - self._since) <= AHEAD_LASTS else 0
        if batch.claims[usable:]:
            await self._unclaim(batch.claims[usable:])
        return batch._replace(claims=batch.claims[:usable])

    async def give_back_old(self) -> None:
        """Give back what has waited for too long."""
        if abs(self._clock() - self._since) > AHEAD_LASTS:
            await self.take(0)


class MessageSender(Protocol):
    """What the worker needs of Telegram."""

    async def send(
        self,
        chat_id: int,
        thread_id: int,
        message: Sendable,
        *,
        is_plain: bool = False,
        is_bulk: bool = False,
        is_silent: bool = False,
        is_paid: bool = False,
        may_leave: Callable[[], bool],
    ) -> Outcome:
        """Send a message, after all alerts where it is one of a bulk, or for Stars; never raises.

        Asks `may_leave` just before the request, and gives the message back where it may not.
        """

    async def edit(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Edit a message; never raises."""

    async def probe(self) -> bool:
        """Return whether Telegram answers a harmless call, within a few seconds; never raises."""


class TokenRefusedError(RuntimeError):
    """Telegram does not know the token: nothing can be sent, nothing is lost."""


class DeliveryWorker(Loop):
    """The way out of the outbox. Woken when there may be something in it.

    Args:
        database: Where the outbox is.
        sender: Telegram.
        render: Renders an alert.
        voice: Gives the texts of a language.
        owner: Names this process, and no other that ever was, in the rows that it claims.
        slots: Messages in the air at most; as many can be doubled by a kill.
        rules: Pauses between tries, and of one chat.
        clock: Now, aware.
        on_outage: Told that an outage began (True), which has lasted for a few seconds by then, and that it ended.
        watch_over_life: Begins to watch over this process, and returns what tells whether others have taken it for
            living ever since: else its claims are theirs.
    """

    def __init__(
        self,
        database: Database,
        sender: MessageSender,
        render: RenderAlert,
        voice: Callable[[str], Voice],
        *,
        owner: str,
        slots: int,
        rules: RetryRules,
        clock: Callable[[], datetime],
        on_outage: Callable[[bool], None] = lambda _began: None,
        watch_over_life: Callable[[], Callable[[], bool]] = lambda: _lives,
    ) -> None:
        super().__init__(POLL_INTERVAL)
        self._database = database
        self._sender = sender
        self._render = render
        self._composer = Composer(database, render, voice, clock)
        self._owner = owner
        self._slots = slots
        self._rules = rules
        self._clock = clock
        self._settlement_writer = SettlementWriter(database, clock, slots // 4)
        self._breaker = CircuitBreaker(slots)
        self._ahead = ClaimsAhead(self._claim, self._unclaim, clock)
        self._on_outage = on_outage
        self._watch_over_life = watch_over_life
        self._is_outage_told = False
        self._lost_chats = 0
        self._in_air: set[asyncio.Task[None]] = set()
        self._unsettled: set[int] = set()
        """Deliveries that were put in the air and whose outcome is not written yet."""
        self._is_unsure = False
        """Whether claiming or beginning failed that may have been committed all the same."""
        self._refusal: str | None = None
        self.outcomes: Counter[str] = Counter()
        """How sender ended since the process started, by kind of outcome."""

    async def run(self) -> None:
        """Deliver until told to stop; what is in the air then lands.

        Raises:
            TokenRefusedError: Telegram does not know the token.
        """
        await super().run()
        try:
            await self._ahead.take(0)
        except Exception:
            log.exception("what was claimed ahead could not be given back; it is taken back when its lease ends")
        if self._in_air:
            await asyncio.wait(self._in_air)
        if self._refusal is not None:
            raise TokenRefusedError(f"Telegram refuses the token ({self._refusal}); @BotFather shows the right one")

    async def tick(self) -> timedelta | None:
        """Fill the free slots; returns that there may be more to claim, or how long until the next probe, or None."""
        return AT_ONCE if await self._fill() else self._breaker.until_probe(self._clock())

    async def drain(self) -> None:
        """Deliver what is due now, and return; for one round by hand and for tests."""
        while await self._fill() or self._in_air:
            if self._in_air:
                await asyncio.wait(self._in_air, return_when=asyncio.FIRST_COMPLETED)

    async def sweep(self, *, is_alone: bool = False, knows_dead: bool = False) -> None:
        """Take back what a process that died had claimed.

        Args:
            is_alone: This process holds the lock of the only sender, so that every other claim is stale at once.
            knows_dead: A process that has not said for a while that it lives is dead (``storage/processes.py``).
        """
        now, run = self._clock(), self._database.run
        if lost := self._take_lost_chats():
            log.info("chats that cannot be written to any more: %d", lost)
        given_back, begun = await run(outbox.sweep, self._owner, now, is_alone=is_alone, knows_dead=knows_dead)
        if begun:
            # As they are now: one that another process claims meanwhile is not taken from it. In transactions of their
            # own, since who settles takes the broadcasts first; in short ones, since others wait for the subscribers.
            claims = await run(outbox.claims_by_id, begun)
            for first in range(0, len(claims), SETTLED_AT_ONCE):
                await run(_settle_interrupted, claims[first : first + SETTLED_AT_ONCE], now, self._rules)
        if given_back or begun:
            log.warning(
                "taken back from a process that ended: %d not begun, %d of unknown fate", given_back, len(begun)
            )
            self.wake()

    def _take_lost_chats(self) -> int:
        """Return how many chats were lost since the last call."""
        lost, self._lost_chats = self._lost_chats, 0
        return lost

    async def _fill(self) -> bool:
        """Put claims into free slots. Returns False when there is nothing to do but wait."""
        await self._take_back_unknown()
        await self._probe_if_due()
        free = self._breaker.allows(self._slots - len(self._in_air))
        if not self._has_room() or free <= 0:
            await self._ahead.give_back_old()
            return False
        claimed = await self._claimed(free)
        if claimed is None:
            return not self._in_air and await self._freshen()
        batch, begun = claimed
        for composed in begun:
            self._unsettled.add(composed.claim.id)
            self._put_in_air(self._deliver(composed, self._breaker.begins(composed.claim.chat_id), batch.may_leave))
        # As many came as are claimed ahead, so there are likely more; with few slots a claim serves hardly any.
        if self._slots > FEW_SLOTS and len(batch.claims) >= self._slots // 2 and self._breaker.is_closed:
            self._ahead.start(self._slots // 2)
        return True

    async def _claimed(self, limit: int) -> tuple[ClaimBatch, list[ComposedMessage]] | None:
        """Claim what is due, or take what was claimed ahead, and begin it; returns None where nothing is due.

        When the database fails in between nobody knows what of that was committed, and nothing of it was sent.
        """
        try:
            batch = await self._ahead.take(limit)
            if batch is None or not batch.claims:
                batch = await self._claim(limit)
            return (batch, await self._begun(batch.claims)) if batch.claims else None
        except Exception:
            self._is_unsure = True
            with suppress(Exception):  # then the next round does; what failed before is what is told
                await self._take_back_unknown()
            raise

    async def _claim(self, limit: int) -> ClaimBatch:
        claimed_at, lives = self._clock(), self._watch_over_life()
        claims = await self._database.run(outbox.claim_due, self._owner, claimed_at, LEASE, limit)
        return ClaimBatch(claims, lambda: self._clock() - claimed_at < LATEST_START and lives())

    async def _take_back_unknown(self) -> None:
        """Give back claims of this process that it does not know of: at once, rather than when their lease ends.

        Claims that are made ahead meanwhile may be among them: they are not begun then, and claimed once more.
        """
        if not self._is_unsure:
            return
        begun = await self._database.run(outbox.take_back_unknown, self._owner, self._unsettled)
        if begun:
            await self._database.run(_settle_not_sent, begun, self._clock())
        self._is_unsure = False

    async def _unclaim(self, claims: list[Claim]) -> None:
        await self._database.run(outbox.unclaim, claims)

    async def _probe_if_due(self) -> None:
        """Ask Telegram for a sign of life where the breaker wants it, and release what waits when it has come back."""
        began_at = self._clock()
        if self._breaker.until_probe(began_at) == AT_ONCE:
            self._breaker.probed(began_at, is_answered=await self._sender.probe())
            self._tell_outage()
        if self._breaker.takes_recovery():
            await self._database.run(hasten_retries, self._clock())

    def _tell_outage(self) -> None:
        if self._breaker.is_lasting is not self._is_outage_told:
            self._is_outage_told = self._breaker.is_lasting
            self._on_outage(self._is_outage_told)

    def _has_room(self) -> bool:
        """Whether enough slots are free to claim for: with many slots half of them, for one transaction to serve."""
        return self._slots - len(self._in_air) >= (self._slots // 2 if self._slots > FEW_SLOTS else 1)

    async def _begun(self, claims: list[Claim]) -> list[ComposedMessage]:
        """Return claims with their messages, rendered and marked as begun: from here on they may have been sent."""
        messages, closed = await self._composer.compose(claims)
        await asyncio.gather(*map(self._settlement_writer.settle, closed))
        begun = await self._database.run(outbox.begin, [each.claim for each in messages], self._clock())
        return [each for each in messages if each.claim.id in begun]

    async def _freshen(self) -> bool:
        """Bring messages up to date in one slot; deliveries that become due meanwhile do not wait for it."""
        due = await self._database.run(edits.claim_stale, self._clock(), EDIT_LEASE, self._slots)
        if due:
            self._put_in_air(freshen(self._database, self._sender, self._render, self._clock, due))
        return bool(due)

    def _put_in_air(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._in_air.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._in_air.discard(task)
        if self._has_room():
            self.wake()
        if not task.cancelled() and (error := task.exception()):
            log.error("a slot failed; its delivery is taken back when its lease ends", exc_info=error)

    async def _deliver(self, composed: ComposedMessage, flight: Flight, may_leave: Callable[[], bool]) -> None:
        claim, message, is_last = composed
        outcome: Outcome = Unknown("the slot failed")
        try:
            outcome = await self._sender.send(
                claim.chat_id,
                claim.thread_id,
                message,
                is_plain=claim.is_plain,
                is_bulk=claim.kind is not DeliveryKind.ALERT,
                is_silent=claim.is_silent,
                is_paid=claim.is_paid,
                may_leave=may_leave,
            )
        finally:
            self._breaker.lands(flight, outcome, self._clock())
        shown, is_outage = content_hash(message), self._breaker.is_outage
        decided = settlement_for(
            outcome, claim, shown, self._clock(), self._rules, is_last=is_last, is_outage=is_outage
        )
        self._record(claim, outcome, decided)
        await self._settlement_writer.settle(decided)
        self._unsettled.discard(claim.id)

    def _record(self, claim: Claim, outcome: Outcome, decided: Settlement) -> None:
        self.outcomes[type(outcome).__name__] += 1
        metrics.deliveries(claim.kind, type(outcome).__name__).inc()
        self._tell_outage()
        match outcome:
            case Delivered():
                if claim.unknowns or claim.failures:
                    log.warning("delivery %d was sent again after an unknown outcome: perhaps a double", claim.id)
                return
            case TokenRefused(reason):
                self._refusal = reason
                self.stop()
        self._lost_chats += isinstance(decided, ChatLost)
        # A broadcast counts its failures, and tells them in one line at its end.
        is_told = isinstance(decided, Closed) and claim.broadcast_id is None
        level = logging.WARNING if is_told else logging.DEBUG
        log.log(level, "delivery %d: %s; %s", claim.id, words_of_outcome(outcome), words_of_settlement(decided))


def _lives() -> bool:
    """Stand for a process that is alone."""
    return True


def _settle_interrupted(session: Session, claims: list[Claim], now: datetime, rules: RetryRules) -> None:
    settle_claims(session, [settlement_for(Interrupted(), claim, "", now, rules) for claim in claims], now)


def _settle_not_sent(session: Session, delivery_ids: list[int], now: datetime) -> None:
    claims = outbox.claims_by_id(session, delivery_ids)
    settle_claims(session, [Retry(claim, now, "the database failed before it was sent") for claim in claims], now)
