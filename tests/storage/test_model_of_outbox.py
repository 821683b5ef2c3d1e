"""The outbox against a model: any history of owing, sending, losing, killing and settling late keeps its promises.

After every history everything is healed and drained, and then (I1) each article owed has one row, (I2) every row has
ended, (I3) nothing arrived more than twice but for kills and failures, (I4) what is sent arrived, (I5) what arrived and
was reported is sent, (I6) nothing is sent again after its success was written down. Of broadcasts, (I7) nothing begins
while one is paused, or after it was cancelled, and (I8) what is never to arrive twice does not.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

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
ANSWERS: list[tuple[Outcome, bool]] = [
    *[(Delivered(5), True)] * 4, (Unknown("lost"), True), (Failed("500"), True), (Unknown("lost"), False),
    (Failed("500"), False), (NotSent("no route"), False), (Throttled(timedelta(seconds=5)), False),
    (Refused("no"), False), (Refused("can't parse", is_formatting=True), False),
]  # fmt: skip
"""What a worker hears, and whether the message arrived."""

STEERING = [
    "owe",
    "owe",
    "broadcast",
    "broadcast",
    "pause",
    "pause",
    "resume",
    "resume",
    "cancel",
    "unsubscribe",
    "opt out",
]
T = TypeVar("T")


class Sending(NamedTuple):
    """A message that a worker was told may leave."""

    worker: str
    life: int
    claim: Claim


Draw = Callable[..., Any]
"""Draws a value from a strategy."""


class Outbox(RuleBasedStateMachine):
    """Two workers that may die, one chat, few articles and broadcasts, and a clock that only the machine moves.

    One rule does what is possible: of many rules Hypothesis leaves some out of each run, and too little would happen.
    """

    database: Database

    def __init__(self) -> None:
        super().__init__()
        with self.database.engine.begin() as connection:
            for table in reversed(Row.metadata.sorted_tables):
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

    @initialize(what=st.sampled_from(["article", *PARTS]))
    def begin_with_one(self, what: str) -> None:
        if what == "article":
            self.owe()
        else:
            self.broadcast(what)

    @rule(data=st.data())
    def happens(self, data: st.DataObject) -> None:
        act = data.draw(st.sampled_from(self.possible()), label="what")
        act(data.draw)

    def possible(self) -> list[Callable[[Draw], None]]:
        """What may happen next; what takes messages on their way happens often."""
        acts = [*[self.take] * 6, self.claim, self.kill, self.sweep, self.wait, self.steer]
        acts += [self.begin, self.release] * bool(self.claims)
        acts += [*[self.answer] * 5, self.answer_late] * bool(self.begun)
        acts += [self.report] * 3 * bool(self.heard)
        return acts + [self.steer] * 2 * bool(self.begun or self.claims)

    @invariant()
    def nothing_waits_to_leave_that_may_not(self) -> None:
        waiting = {row.broadcast_id for row in deliveries(self.database) if row.state == "pending"}
        assert not waiting & (self.paused | self.cancelled)

    def take(self, draw: Draw) -> None:
        """Claim and begin in one go, as most often happens."""
        found = self.claimed(draw(st.sampled_from(WORKERS)))
        may_leave = self.database.call(outbox.begin, [each.claim for each in found], self.now)
        assert may_leave == {each.claim.id for each in found}
        self.begun += found

    def claim(self, draw: Draw) -> None:
        self.claims += self.claimed(draw(st.sampled_from(WORKERS)))

    def begin(self, draw: Draw) -> None:
        sending = picked(self.claims, draw)
        if self.is_alive(sending) and self.database.call(outbox.begin, [sending.claim], self.now):
            self.look(sending.claim, "begun")
            self.begun.append(sending)

    def release(self, draw: Draw) -> None:
        self.database.call(outbox.release, [picked(self.claims, draw).claim])

    def answer(self, draw: Draw) -> None:
        """A message arrives or not; its worker hears of it, and writes it down at once or later."""
        sending, (outcome, arrives) = picked(self.begun, draw), draw(st.sampled_from(ANSWERS))
        if self.is_alive(sending):
            self.arrived[message_of(sending.claim)] += arrives
            self.heard.append((sending, outcome))
            if draw(st.booleans()):
                self.report(draw)

    def answer_late(self, draw: Draw) -> None:
        """The message arrives, its lease ends, the row is taken back, and only then its worker hears of it."""
        sending = picked(self.begun, draw)
        if self.is_alive(sending):
            self.arrived[message_of(sending.claim)] += 1
            self.now += LEASE
            self.taken_back(draw(st.sampled_from(WORKERS)), is_alone=False)
            self.settle(sending.claim, Delivered(5))

    def report(self, draw: Draw) -> None:
        """A worker writes down what it heard, perhaps after its lease was over."""
        sending, outcome = picked(self.heard, draw)
        if self.is_alive(sending):
            self.settle(sending.claim, outcome)

    def kill(self, draw: Draw) -> None:
        self.lives[draw(st.sampled_from(WORKERS))] += 1

    def sweep(self, draw: Draw) -> None:
        """As the only sender, a worker comes after all others have died."""
        worker, is_alone = draw(st.sampled_from(WORKERS)), draw(st.booleans())
        if is_alone:
            for other in WORKERS:
                self.lives[other] += other != worker
        self.taken_back(worker, is_alone=is_alone)

    def wait(self, draw: Draw) -> None:
        self.now += draw(st.sampled_from([timedelta(seconds=11), LEASE]))

    def steer(self, draw: Draw) -> None:
        """Something comes to be owed, an administrator acts, or the person changes what they want."""
        broadcast, act = draw(st.sampled_from(list(PARTS))), draw(st.sampled_from(STEERING))
        if act == "owe" and self.articles < MOST_ARTICLES:
            self.owe()
        elif act == "broadcast" and self.hears:
            self.broadcast(broadcast)
        elif act == "pause":
            self.pause(self.broadcasts.get(broadcast, 0))
        elif act == "resume" and self.paused:
            assert self.database.call(broadcasts.resume, self.paused.pop())
            self.let_go()
        elif act == "cancel":
            self.cancel(self.broadcasts.get(broadcast, 0))
        elif act == "unsubscribe":
            self.follows = False
            self.database.call(subscribers.drop, self.person, self.topic, self.now)
        elif act == "opt out":
            self.hears = False
            self.database.call(subscribers.hear_announcements, self.person, False, self.now)

    def owe(self) -> None:
        self.articles += 1
        told = article(self.database, f"a{self.articles}", self.topic, at=self.now)
        for _ in range(2):  # to write it again changes nothing
            self.database.call(owing.owe, told, self.now - WINDOW, self.now)

    def broadcast(self, name: str) -> None:
        if name not in self.broadcasts:
            which = self.broadcasts[name] = drafted(self.database, never_twice=name == "once")
            self.database.call(broadcasts.send, which, self.now, needs_second=False)
            assert self.database.call(freezing.freeze, which, 10, self.now)
        self.let_go()

    def let_go(self) -> None:
        for which in self.broadcasts.values():
            self.database.call(holding.let_go, which, 10, self.now)

    def pause(self, which: int) -> None:
        if self.database.call(broadcasts.pause, which):
            self.paused.add(which)

    def cancel(self, which: int) -> None:
        if self.database.call(broadcasts.cancel, which, self.now):
            self.paused.discard(which)
            self.cancelled.add(which)

    def taken_back(self, worker: str, *, is_alone: bool) -> None:
        _, ids = self.database.call(outbox.sweep, self.name(worker), self.now, is_alone=is_alone)
        lost = self.database.call(outbox.claims, ids)
        interrupted = [settlement(Interrupted(), claim, "", self.now, RULES) for claim in lost]
        self.database.call(settle, interrupted, self.now)

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

    def claimed(self, worker: str) -> list[Sending]:
        found = self.database.call(outbox.claim, self.name(worker), self.now, LEASE, 10)
        for claim in found:
            self.look(claim, "claimed")
        return [Sending(worker, self.lives[worker], claim) for claim in found]

    def name(self, worker: str) -> str:
        return f"{worker} {self.lives[worker]}"

    def is_alive(self, sending: Sending) -> bool:
        return self.lives[sending.worker] == sending.life


def picked(hand: list[T], draw: Draw) -> T:
    """One of those that are there, taken out."""
    return hand.pop(draw(st.integers(0, len(hand) - 1)))


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
