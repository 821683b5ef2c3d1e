"""Turning points of a broadcast: taken once, and only by whoever is in time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.broadcasts import loop
from bot.broadcasts.rules import MIN_ANSWERS
from storage import admins, broadcasts
from storage.models import BroadcastState, Cancellation, Delivery, DeliveryState, Subscriber, SubscriberStatus
from tests.support.pipeline import EDITOR, OWNER, SHORT, Pipeline

HOUR = timedelta(hours=1)
Milestone = Callable[[Session, int, Pipeline], bool]

MILESTONES: dict[str, tuple[BroadcastState, Milestone]] = {
    "confirm": (
        BroadcastState.SCHEDULED,
        lambda session, which, pipeline: loop.ask_second_owner(session, which, [OWNER], pipeline.now),
    ),
    "braked": (
        BroadcastState.RUNNING,
        lambda session, which, pipeline: loop.pause_failing(session, which, (3, 50), [OWNER, EDITOR], pipeline.now),
    ),
    "report": (
        BroadcastState.RUNNING,
        lambda session, which, pipeline: loop.finish_broadcast(session, which, [OWNER], pipeline.now),
    ),
    "report of a cancelled one": (
        BroadcastState.CANCELLED,
        lambda session, which, pipeline: loop.clear_cancelled(session, which, [OWNER], pipeline.now),
    ),
}


@pytest.mark.parametrize("name", MILESTONES)
@pytest.mark.parametrize("state", BroadcastState)
def test_who_comes_too_late_tells_nobody(pipeline: Pipeline, name: str, state: BroadcastState) -> None:
    its_state, milestone = MILESTONES[name]
    which = pipeline.sends()
    pipeline.changes(which, state=state)
    took = [pipeline.database.call(milestone, which, pipeline) for _ in range(2)]
    assert took == [state is its_state, False]
    assert {kind for kind, _ in pipeline.notes()} == ({name.split(maxsplit=1)[0]} if took[0] else set())
    assert bool(pipeline.database.call(admins.audit_entries, 0, 9)[1]) is (name == "braked" and took[0])


async def test_what_is_not_over_is_not_reported(pipeline: Pipeline) -> None:
    pipeline.crowd(1)
    which = pipeline.sends()
    for _ in range(2):
        await pipeline.broadcasting.tick()
    assert not pipeline.database.call(loop.finish_broadcast, which, [OWNER], pipeline.now)
    pipeline.changes(which, state=BroadcastState.CANCELLED)
    assert not pipeline.database.call(loop.clear_cancelled, which, [OWNER], pipeline.now)  # it calls off what is left
    assert pipeline.notes() == []
    assert pipeline.database.call(loop.clear_cancelled, which, [OWNER], pipeline.now)


@pytest.mark.parametrize("at", ["begin", "ask", "brake", "finish"])
async def test_what_an_administrator_did_meanwhile_stands(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """A broadcast may have changed since the loop read it."""
    pipeline.crowd(SHORT.large + 1 if at == "ask" else SHORT.large)
    is_scheduled = at in {"begin", "ask"}
    which = pipeline.sends(trial=0, starts_at=pipeline.now + HOUR if is_scheduled else None)
    if not is_scheduled:
        for _ in range(3):
            await pipeline.broadcasting.tick()
        pipeline.database.call(settle_some, DeliveryState.DEAD if at == "brake" else DeliveryState.SENT, pipeline.now)
    pipeline.now += HOUR
    stale = pipeline.database.call(broadcasts.active)
    pipeline.changes(which, state=BroadcastState.DRAFT)
    monkeypatch.setattr(broadcasts, "active", lambda _session: stale)
    await pipeline.broadcasting.tick()
    assert pipeline.broadcast(which).state == "draft"
    assert pipeline.notes() == []


def settle_some(session: Session, state: DeliveryState, now: datetime) -> None:
    """Have the first fifty end so, or all that were sent."""
    rows = session.exec(select(Delivery).order_by(col(Delivery.id))).all()
    for row in rows if state is DeliveryState.SENT else rows[:MIN_ANSWERS]:
        row.state, row.settled_at = state, now
        session.add(row)


async def test_who_is_lost_in_the_instant_in_which_the_row_is_written_keeps_nothing_open(pipeline: Pipeline) -> None:
    """As on PostgreSQL, where the one does not see the other."""
    pipeline.crowd(2)
    which = pipeline.sends(trial=0)
    for _ in range(2):
        await pipeline.broadcasting.tick()
    assert pipeline.states() == ["pending", "pending"]
    pipeline.database.call(lose_quietly, 1)
    await pipeline.broadcasted()
    assert pipeline.broadcast(which).state == "done"
    assert [(row.state, row.cancelled_for) for row in pipeline.rows(1)] == [("cancelled", Cancellation.BLOCKED)]


def lose_quietly(session: Session, chat_id: int) -> None:
    found = session.exec(select(Subscriber).where(Subscriber.chat_id == chat_id)).one()
    found.status = SubscriberStatus.BLOCKED
    session.add(found)
