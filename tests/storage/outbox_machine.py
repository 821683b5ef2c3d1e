"""What the outbox promises, whatever happens, and a machine that knows what was promised.

After every history everything is healed and drained, and then (I1) each article owed has one row, (I2) every row has
ended, (I3) nothing arrived more than twice but for kills and failures, (I4) what is sent arrived, (I5) what arrived and
was reported is sent, (I6) nothing is sent again after its success was written down. Of broadcasts, (I7) nothing begins
while one is paused, or after it was cancelled, and (I8) what is never to arrive twice does not.
"""

from collections import Counter
from typing import NamedTuple

from hypothesis.stateful import RuleBasedStateMachine, invariant

from bot.delivery.outcome import Delivered, Interrupted, Outcome
from bot.delivery.retry import MOST_FAILURES, MOST_UNKNOWNS, RetryRules, settlement_for
from storage import broadcasts, enqueue, outbox, recipients
from storage.database import Database
from storage.models import Base, Delivery
from storage.outbox import Claim
from storage.settle import settle_claims
from tests.conftest import NOON
from tests.storage.broadcast_rows import drafted
from tests.storage.rows import LEASE, WINDOW, article, deliveries, subscriber, topic_tree

WORKERS = ("one", "two")
MOST_ARTICLES = 2
PARTS = {"digest": 2, "once": 1}
"""Messages of the broadcasts; the latter must never arrive twice."""
RULES = RetryRules(spread=lambda: 1.0)
ENDED = {"sent", "dead", "uncertain", "cancelled"}


class Sending(NamedTuple):
    """A message that a worker was told may leave."""

    worker: str
    life: int
    claim: Claim


class Promises(RuleBasedStateMachine):
    """One chat, articles and broadcasts that it is owed, and workers that may die."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        with self.database.engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
        self.now = NOON
        self.lives = dict.fromkeys(WORKERS, 0)
        self.claims: list[Sending] = []
        self.begun: list[Sending] = []
        self.heard: list[tuple[Sending, Outcome]] = []
        self.arrived: Counter[tuple[int, int]] = Counter()
        """How often each message arrived, by delivery and part."""
        self.reported: set[tuple[int, int]] = set()
        self.articles = 0
        self.topic = topic_tree(self.database, {"ai": ""})["ai"]
        self.person = subscriber(self.database, 1, self.topic)
        self.follows = True
        self.hears = True
        self.broadcasts: dict[str, int] = {}
        self.paused: set[int] = set()
        self.cancelled: set[int] = set()

    @invariant()
    def nothing_waits_to_leave_that_may_not(self) -> None:
        waiting = {row.broadcast_id for row in deliveries(self.database) if row.state == "pending"}
        assert not waiting & (self.paused | self.cancelled)

    def owe(self) -> None:
        self.articles += 1
        told = article(self.database, f"a{self.articles}", self.topic, at=self.now)
        for _ in range(2):  # to write it again changes nothing
            self.database.call(enqueue.add_alerts, told, self.now - WINDOW, self.now)

    def broadcast(self, name: str) -> None:
        if name not in self.broadcasts:
            which = self.broadcasts[name] = drafted(self.database, never_twice=name == "once")
            self.database.call(broadcasts.send_draft, which, self.now, needs_second=False)
            assert self.database.call(recipients.freeze, which, 10, self.now)
        self.let_go()

    def let_go(self) -> None:
        for which in self.broadcasts.values():
            self.database.call(recipients.release, which, 10, self.now)

    def pause(self, which: int) -> None:
        if self.database.call(broadcasts.pause, which):
            self.paused.add(which)

    def cancel(self, which: int) -> None:
        if self.database.call(broadcasts.cancel, which, self.now):
            self.paused.discard(which)
            self.cancelled.add(which)

    def taken_back(self, worker: str, *, is_alone: bool) -> None:
        _, ids = self.database.call(outbox.sweep, self.name(worker), self.now, is_alone=is_alone)
        lost = self.database.call(outbox.claims_by_id, ids)
        interrupted = [settlement_for(Interrupted(), claim, "", self.now, RULES) for claim in lost]
        self.database.call(settle_claims, interrupted, self.now)

    def teardown(self) -> None:
        """Heal and drain, then look whether every promise was kept."""
        try:
            for which in self.paused:
                assert self.database.call(broadcasts.resume, which)
            self.paused.clear()
            self.drain()
            self.check(deliveries(self.database))
        finally:
            super().teardown()

    def drain(self) -> None:
        for _ in range(200):
            rows = deliveries(self.database)
            if not rows or {row.state for row in rows} <= ENDED:
                return
            self.now += LEASE
            self.taken_back(WORKERS[0], is_alone=False)
            self.let_go()
            for _, _, claim in self.claimed(WORKERS[0]):
                assert self.database.call(outbox.begin, [claim], self.now)
                self.arrived[message_of(claim)] += 1
                self.settle(claim, Delivered(5))

    def check(self, rows: list[Delivery]) -> None:
        assert len({(row.article_id, row.broadcast_id, row.subscriber_id) for row in rows}) == len(rows)
        assert {row.state for row in rows} <= ENDED
        for row in rows:
            for part in range(self.parts(row.broadcast_id)):
                self.check_part(row, part)

    def check_part(self, row: Delivery, part: int) -> None:
        this = (row.id, part)
        times = self.arrived[this]
        is_last = part == self.parts(row.broadcast_id) - 1
        assert row.unknowns <= MOST_UNKNOWNS
        assert row.failures <= MOST_FAILURES
        unknown = row.unknowns + row.failures if part == row.part else MOST_UNKNOWNS + MOST_FAILURES
        assert times <= (1 if self.is_never_twice(row.broadcast_id) else 1 + unknown + (row.state == "uncertain"))
        assert times >= 1 or (row.state != "sent" and row.part <= part)
        assert this not in self.reported or row.state == "sent" or (not is_last and row.state in ENDED)

    def parts(self, broadcast_id: int | None) -> int:
        return next((PARTS[name] for name, which in self.broadcasts.items() if which == broadcast_id), 1)

    def is_never_twice(self, broadcast_id: int | None) -> bool:
        return broadcast_id is not None and broadcast_id == self.broadcasts.get("once")

    def settle(self, claim: Claim, outcome: Outcome) -> None:
        is_last = claim.part == self.parts(claim.broadcast_id) - 1
        decided = settlement_for(outcome, claim, "", self.now, RULES, is_last=is_last)
        self.database.call(settle_claims, [decided], self.now)
        if isinstance(outcome, Delivered):
            self.reported.add(message_of(claim))

    def look(self, claim: Claim, what: str) -> None:
        """Whether a message may be on its way now."""
        assert message_of(claim) not in self.reported, f"{what} after a success was written down"
        if claim.broadcast_id is None:
            assert self.follows, f"{what} after the subscription ended"
        else:
            assert claim.broadcast_id not in self.paused, f"{what} in a pause"
            assert claim.broadcast_id not in self.cancelled, f"{what} after the broadcast was cancelled"
            assert self.hears, f"{what} after announcements were switched off"

    def claimed(self, worker: str) -> list[Sending]:
        found = self.database.call(outbox.claim_due, self.name(worker), self.now, LEASE, 10)
        for claim in found:
            self.look(claim, "claimed")
        return [Sending(worker, self.lives[worker], claim) for claim in found]

    def name(self, worker: str) -> str:
        return f"{worker} {self.lives[worker]}"

    def is_alive(self, sending: Sending) -> bool:
        return self.lives[sending.worker] == sending.life


def message_of(claim: Claim) -> tuple[int, int]:
    """Which message of which delivery."""
    return claim.id, claim.part
