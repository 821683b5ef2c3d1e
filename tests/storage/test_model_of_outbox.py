"""The outbox against a model: any history of owing, sending, losing, killing and settling late keeps its promises.

After every history everything is healed and drained, and then (I1) each article owed has one row, (I2) every row has
ended, (I3) nothing arrived more than twice but for kills and failures, (I4) what is sent arrived, (I5) what arrived and
was reported is sent, (I6) nothing is sent again after its success was written down. Of broadcasts, (I7) nothing begins
while one is paused, or after it was cancelled, and (I8) what is never to arrive twice does not.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.pipeline.outcome import Delivered, Failed, Interrupted, NotSent, Outcome, Refused, Throttled, Unknown
from bot.pipeline.settling import MOST_FAILURES, MOST_UNKNOWNS, Rules, settlement
from storage import broadcasts, freezing, holding, outbox, owing, subscribers
from storage.database import Database
from storage.models import Delivery, Row
from storage.outbox import Claim
from storage.settlement import settle
from storage.stories import required
from tests.conftest import NOON
from tests.storage.newsroom import drafted
from tests.storage.rows import LEASE, WINDOW, article, deliveries, subscriber, topic_tree

WORKERS = ("one", "two")
MOST_ARTICLES = 2
PARTS = {"digest": 2, "once": 1}
"""Messages of the broadcasts; the latter must never arrive twice."""

RULES = Rules(spread=lambda: 1.0)
ENDED = {"sent", "dead", "uncertain", "cancelled"}
LOST = [Unknown("lost"), Failed("500")]
NOT_DELIVERED: list[Outcome] = [
    NotSent("no route"), Throttled(timedelta(seconds=5)), Unknown("lost"), Failed("500"), Refused("no"),
    Refused("can't parse", is_formatting=True),
]  # fmt: skip


@dataclass(frozen=True)
class Sending:
    """A message that a worker was told may leave."""

    worker: str
    life: int
    claim: Claim


Heard = tuple[Sending, Outcome]
"""What a worker heard of a message."""


class Outbox(RuleBasedStateMachine):
    """Two workers that may die, one chat, few articles, and a clock that only the machine moves."""

    database: Database
    claims: Bundle[Sending] = Bundle("claims")
    begun: Bundle[Sending] = Bundle("begun")
    answers: Bundle[Heard] = Bundle("answers")

    def __init__(self) -> None:
        super().__init__()
        with self.database.engine.begin() as connection:
            for table in reversed(Row.metadata.sorted_tables):
                connection.execute(table.delete())
        self.now = NOON
        self.lives = dict.fromkeys(WORKERS, 0)
        self.arrived: Counter[tuple[int, int]] = Counter()
        """How often each message arrived, by delivery and part."""
        self.reported: set[tuple[int, int]] = set()
        self.articles = 0
        self.topic = topic_tree(self.database, {"ai": ""})["ai"]
        self.person = subscriber(self.database, 1, self.topic)
        self.follows = True
        self.claims_made = 0
        self.broadcasts: dict[str, int] = {}
        self.paused: set[int] = set()
        self.cancelled: set[int] = set()
        self.hears = True

    @initialize(what=st.sampled_from(["article", *PARTS]))
    def begin_with_one(self, what: str) -> None:
        if what == "article":
            self.owe()
        else:
            self.broadcast(what)

    @precondition(lambda self: self.articles < MOST_ARTICLES)
    @rule()
    def owe(self) -> None:
        self.articles += 1
        told = article(self.database, f"a{self.articles}", self.topic, at=self.now)
        for _ in range(2):  # to write it again changes nothing
            self.database.call(owing.owe, told, self.now - WINDOW, self.now)

    @precondition(lambda self: self.hears)
    @rule(name=st.sampled_from(list(PARTS)))
    def broadcast(self, name: str) -> None:
        if name not in self.broadcasts:
            which = self.broadcasts[name] = drafted(self.database, never_twice=name == "once")
            self.database.call(broadcasts.send, which, self.now, needs_second=False)
            assert self.database.call(freezing.freeze, which, 10, self.now)
        self.let_go()

    def let_go(self) -> None:
        for which in self.broadcasts.values():
            self.database.call(holding.let_go, which, 10, self.now)

    @precondition(lambda self: self.claims_made)
    @rule(name=st.sampled_from(list(PARTS)))
    def pause(self, name: str) -> None:
        if self.database.call(broadcasts.pause, self.broadcasts.get(name, 0)):
            self.paused.add(self.broadcasts[name])

    @precondition(lambda self: self.paused)
    @rule()
    def resume(self) -> None:
        assert self.database.call(broadcasts.resume, self.paused.pop())
        self.let_go()

    @precondition(lambda self: self.claims_made)
    @rule(name=st.sampled_from(list(PARTS)))
    def cancel(self, name: str) -> None:
        if self.database.call(broadcasts.cancel, self.broadcasts.get(name, 0), self.now):
            self.paused.discard(self.broadcasts[name])
            self.cancelled.add(self.broadcasts[name])

    @invariant()
    def nothing_waits_to_leave_that_may_not(self) -> None:
        waiting = {row.broadcast_id for row in deliveries(self.database) if row.state == "pending"}
        assert not waiting & (self.paused | self.cancelled)

    @precondition(lambda self: self.hears and self.broadcasts and self.claims_made)
    @rule()
    def opt_out(self) -> None:
        self.hears = False
        self.database.call(subscribers.hear_announcements, self.person, False, self.now)

    @rule(target=claims, worker=st.sampled_from(WORKERS))
    def claim(self, worker: str) -> MultipleResults[Sending]:
        return multiple(*(Sending(worker, self.lives[worker], claim) for claim in self.claimed(worker)))

    @rule(target=begun, sending=consumes(claims))
    def begin(self, sending: Sending) -> MultipleResults[Sending] | Sending:
        if not self.is_alive(sending) or not self.database.call(outbox.begin, [sending.claim], self.now):
            return multiple()
        self.look(sending.claim, "begun")
        return sending

    @rule(target=begun, worker=st.sampled_from(WORKERS))
    def take(self, worker: str) -> MultipleResults[Sending]:
        """Claim and begin in one go, as most often happens."""
        found = [Sending(worker, self.lives[worker], claim) for claim in self.claimed(worker)]
        may_leave = self.database.call(outbox.begin, [each.claim for each in found], self.now)
        assert may_leave == {each.claim.id for each in found}
        return multiple(*(each for each in found if each.claim.id in may_leave))

    @rule(sending=consumes(claims))
    def release(self, sending: Sending) -> None:
        self.database.call(outbox.release, [sending.claim])

    @rule(target=answers, sending=consumes(begun), outcome=st.sampled_from([*LOST, Delivered(5), Delivered(5)]))
    def arrive(self, sending: Sending, outcome: Outcome) -> MultipleResults[Heard] | Heard:
        """The message arrives; its worker hears of it, or something else."""
        return self.left(sending, outcome, arrives=True)

    @rule(sending=consumes(begun), outcome=st.sampled_from([*LOST, Delivered(5)]))
    def hear(self, sending: Sending, outcome: Outcome) -> None:
        """The message arrives, and what is heard of it is written down at once."""
        if self.is_alive(sending):
            self.arrived[message_of(sending.claim)] += 1
            self.settle(sending.claim, outcome)

    @rule(target=answers, sending=consumes(begun), outcome=st.sampled_from(NOT_DELIVERED))
    def fail(self, sending: Sending, outcome: Outcome) -> MultipleResults[Heard] | Heard:
        return self.left(sending, outcome, arrives=False)

    @rule(sending=consumes(begun), helper=st.sampled_from(WORKERS))
    def answer_late(self, sending: Sending, helper: str) -> None:
        """The message arrives, its lease ends, the row is taken back, and only then its worker hears of it."""
        if self.is_alive(sending):
            self.arrived[message_of(sending.claim)] += 1
            self.now += LEASE
            self.sweep(helper, is_alone=False)
            self.report((sending, Delivered(5)))

    @rule(answer=consumes(answers))
    def report(self, answer: Heard) -> None:
        """The worker writes down what it heard, at once or after its lease was over."""
        sending, outcome = answer
        if not self.is_alive(sending):
            return
        self.settle(sending.claim, outcome)

    @rule(worker=st.sampled_from(WORKERS))
    def kill(self, worker: str) -> None:
        self.lives[worker] += 1

    @rule(worker=st.sampled_from(WORKERS), is_alone=st.booleans())
    def sweep(self, worker: str, is_alone: bool) -> None:
        """As the only sender, a worker comes after all others have died."""
        if is_alone:
            for other in WORKERS:
                self.lives[other] += other != worker
        _, ids = self.database.call(outbox.sweep, self.name(worker), self.now, is_alone=is_alone)
        lost = [
            settlement(Interrupted(), claim, "", self.now, RULES) for claim in self.database.call(outbox.claims, ids)
        ]
        self.database.call(settle, lost, self.now)

    @rule(seconds=st.sampled_from([11, LEASE.total_seconds()]))
    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.follows and self.claims_made)
    @rule()
    def unsubscribe(self) -> None:
        self.follows = False
        self.database.call(subscribers.drop, self.person, self.topic, self.now)

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
            self.sweep(WORKERS[0], is_alone=False)
            self.let_go()
            for claim in self.claimed(WORKERS[0]):
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
        this = (required(row.id), part)
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
        decided = settlement(outcome, claim, "", self.now, RULES, is_last=is_last)
        self.database.call(settle, [decided], self.now)
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

    def claimed(self, worker: str) -> list[Claim]:
        found = self.database.call(outbox.claim, self.name(worker), self.now, LEASE, 10)
        self.claims_made += len(found)
        for claim in found:
            self.look(claim, "claimed")
        return found

    def left(self, sending: Sending, outcome: Outcome, *, arrives: bool) -> MultipleResults[Heard] | Heard:
        if not self.is_alive(sending):
            return multiple()
        self.arrived[message_of(sending.claim)] += arrives
        return sending, outcome

    def name(self, worker: str) -> str:
        return f"{worker} {self.lives[worker]}"

    def is_alive(self, sending: Sending) -> bool:
        return self.lives[sending.worker] == sending.life


def message_of(claim: Claim) -> tuple[int, int]:
    """Which message of which delivery."""
    return claim.id, claim.part


QUICK = settings(max_examples=150, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def hasty(sqlite: Database) -> Database:
    """Without the waits for a disk, which are no part of the model."""
    connection = sqlite.engine.raw_connection()
    connection.cursor().execute("PRAGMA synchronous = OFF")
    connection.close()
    return sqlite


def test_any_history_on_sqlite(hasty: Database) -> None:
    run_state_machine_as_test(type("OnSqlite", (Outbox,), {"database": hasty}), settings=QUICK)


def test_any_history_on_postgresql(postgresql: Database) -> None:
    short = settings(QUICK, max_examples=40)
    run_state_machine_as_test(type("OnPostgresql", (Outbox,), {"database": postgresql}), settings=short)
