"""The outbox against a model: any history of owing, sending, losing, killing and settling late keeps its promises."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from bot.delivery.outcome import Delivered, Failed, NotSent, Outcome, Refused, Throttled, Unknown
from storage import broadcasts, outbox, subscribers
from storage.database import Database
from storage.preferences import ANNOUNCEMENTS
from tests.storage.outbox_machine import MOST_ARTICLES, PARTS, WORKERS, Promises, message_of
from tests.storage.rows import LEASE

ANSWERS: list[tuple[Outcome, bool]] = [
    *[(Delivered(5), True)] * 3, *[(Unknown("lost"), True)] * 2, (Failed("500"), True), (Unknown("lost"), False),
    (Failed("500"), False), (NotSent("no route"), False), (Throttled(timedelta(seconds=5)), False),
    (Refused("no"), False), (Refused("can't parse", is_formatting=True), False),
]  # fmt: skip
"""What a worker hears, and whether the message arrived."""

STEERING = [*["owe", "broadcast", "pause", "resume"] * 2, "cancel", "unsubscribe", "opt out"]
T = TypeVar("T")


Draw = Callable[..., Any]
"""Draws a value from a strategy."""


class Outbox(Promises):
    """What may happen: workers claim, send, hear and die; people and administrators change their minds; time passes.

    One rule does what is possible: of many rules Hypothesis leaves some out of each run, and too little would happen.
    """

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
        acts: list[Callable[[Draw], None]] = [
            *[self.take] * 6,
            self.claim,
            self.kill,
            self.sweep,
            self.wait,
            self.steer,
        ]
        acts += [self.begin, self.release] * bool(self.claims)
        acts += [*[self.answer] * 5, self.answer_late] * bool(self.begun)
        acts += [self.report] * 3 * bool(self.heard)
        return acts + [self.steer] * 2 * bool(self.begun or self.claims)

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
        self.database.call(outbox.unclaim, [picked(self.claims, draw).claim])

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
            self.database.call(subscribers.remove_subscription, self.person, self.topic, self.now)
        elif act == "opt out":
            self.hears = False
            self.database.call(subscribers.set_preference, self.person, ANNOUNCEMENTS, False, self.now)


def picked(hand: list[T], draw: Draw) -> T:
    """One of those that are there, taken out."""
    return hand.pop(draw(st.integers(0, len(hand) - 1)))


EXAMPLES = settings().max_examples
HISTORIES = settings(max_examples=2 * EXAMPLES, stateful_step_count=25, suppress_health_check=list(HealthCheck))


@pytest.fixture
def hasty(sqlite: Database) -> Database:
    """Without the waits for a disk, which are no part of the model."""
    connection = sqlite.engine.raw_connection()
    connection.cursor().execute("PRAGMA synchronous = OFF")
    connection.close()
    return sqlite


def test_any_history_on_sqlite(hasty: Database) -> None:
    run_state_machine_as_test(type("OnSqlite", (Outbox,), {"database": hasty}), settings=HISTORIES)


def test_any_history_on_postgresql(postgresql: Database) -> None:
    few = settings(HISTORIES, max_examples=EXAMPLES // 2)
    run_state_machine_as_test(type("OnPostgresql", (Outbox,), {"database": postgresql}), settings=few)
