"""A broadcast against a model: any history of steps, chunks and newcomers leads where plain words say.

After each step everyone whom the model has written has one row and nobody else has, the state is that of the model, and
nothing may leave of what is paused or cancelled.
"""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from storage import broadcasts, recipients
from storage.database import Database
from storage.models import Broadcast, BroadcastState, Delivery, DeliveryState, Subscriber
from tests.conftest import NOON
from tests.storage.broadcast_rows import POST
from tests.storage.broadcast_steps import HOUR, LEADS, STEPS, S

pytestmark = pytest.mark.both_engines


class Model:
    """What a broadcast of everyone should be, in plain words."""

    def __init__(self) -> None:
        self.state = S.DRAFT
        self.is_whole = False
        self.written: set[int] = set()
        self.frozen_at = NOON
        self.after = 0

    def move(self, name: str, now: datetime) -> bool:
        leads = LEADS.get((name, self.state))
        if name == "finish" and self.state is S.PAUSED and self.is_whole:
            leads = S.DONE
        if leads is None:
            return False
        self.state = S.RUNNING if name == "resume" and self.is_whole else leads
        if self.state is S.FREEZING and name != "resume":
            self.is_whole, self.frozen_at, self.after = False, now, 0
        return True

    def freeze(self, joined: dict[int, datetime], limit: int) -> bool:
        if self.state is not S.FREEZING:
            return False
        chunk = [each for each in sorted(joined) if each > self.after][:limit]
        self.written |= {each for each in chunk if joined[each] <= self.frozen_at}
        self.after = max(chunk, default=self.after)
        self.is_whole = len(chunk) < limit
        if self.is_whole:
            self.state = S.RUNNING
        return self.is_whole


NEVER_MIND = ("cancel", "finish")
"""Steps after which little is left to happen: taken where chance insists."""


def _moves(state: BroadcastState) -> list[str]:
    """What may happen next; what leads somewhere happens often."""
    legal = [name for name, start in LEADS if start is state and name not in NEVER_MIND]
    return [*["freeze"] * 6, *["join", "let go", *legal] * 3, *STEPS]


@settings(
    max_examples=2 * settings().max_examples,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=st.integers(0, 3), data=st.data())
def test_any_history_is_that_of_the_model(database: Database, people: int, data: st.DataObject) -> None:
    def live(session: Session) -> None:
        _live(session, people, data)
        session.rollback()

    database.call(live)


def _live(session: Session, people: int, data: st.DataObject) -> None:
    model, joined, now = Model(), dict[int, datetime](), NOON
    which = broadcasts.create_draft(session, 901, NOON, post=POST).id
    for _ in range(people):
        _join(session, joined, now)
    for _ in range(data.draw(st.integers(10, 30), label="length")):
        now += HOUR
        move = data.draw(st.sampled_from(_moves(model.state)), label="move")
        if move == "join":
            _join(session, joined, now)
        elif move == "let go":
            recipients.release(session, which, 2, now)
        elif move == "freeze":
            limit = data.draw(st.integers(1, 4), label="limit")
            assert recipients.freeze(session, which, limit, now) is model.freeze(joined, limit)
        else:
            assert STEPS[move](session, which, now) is model.move(move, now)
        session.flush()
        session.expire_all()
        _check(session, which, model)


def _join(session: Session, joined: dict[int, datetime], now: datetime) -> None:
    one = Subscriber(chat_id=len(joined) + 1, created_at=now, seen_at=now)
    session.add(one)
    session.flush()
    joined[one.id] = now


def _check(session: Session, which: int, model: Model) -> None:
    broadcast = session.get_one(Broadcast, which)
    rows = session.exec(select(Delivery).where(col(Delivery.broadcast_id) == which)).all()
    assert broadcast.state is model.state
    assert sorted(row.subscriber_id for row in rows) == sorted(model.written)  # one row each, and nobody else's
    assert broadcast.size == len(rows)
    found_states = {row.state for row in rows}
    if broadcast.state is S.PAUSED:
        assert found_states <= {DeliveryState.HELD}
    if broadcast.state is S.CANCELLED:
        assert found_states <= {DeliveryState.CANCELLED}
